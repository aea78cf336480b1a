//! Agreements made up at random: every page says what the rules say.

use super::*;

// Lists, searches and single products say the same, product by product, and what
// the pure rules say of everything that was negotiated: on catalogs and
// agreements made up at random, several of which apply.
both_engines!(every_page_says_what_the_rules_say, |db| async move {
    let mut random = Random(20_261_123);
    let costs = price_list(&db, Currency::EUR).await;
    make_cost_list(&db, costs).await;
    for _ in 0..12 {
        let world = World::make(&db, costs, &mut random).await;
        for at in [Timestamp(5), Timestamp(10), Timestamp(15), Timestamp(20)] {
            world.check(&db, at).await;
        }
    }
});

// What was agreed with one company about the very same products never decides
// what another sees or pays, whichever of them asks first.
both_engines!(nobody_has_a_price_of_somebody_else_s, |db| async move {
    let mut random = Random(20_261_127);
    let costs = price_list(&db, Currency::EUR).await;
    make_cost_list(&db, costs).await;
    for _ in 0..6 {
        let ours = World::make(&db, costs, &mut random).await;
        let theirs = ours.for_another(&db, &mut random).await;
        // To the millisecond: the last moment of one time, the first of the next.
        for at in [9, 10, 14, 15, 16, 19, 20].map(Timestamp) {
            ours.check(&db, at).await;
            theirs.check(&db, at).await;
        }
        ours.check(&db, Timestamp(10)).await;
    }
});

/// A small generator of our own: the same numbers for ever.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % most
    }

    fn place(&mut self, count: usize) -> usize {
        usize::try_from(self.below(u64::try_from(count).unwrap())).unwrap()
    }

    /// Anything that can be said of it.
    fn says(&mut self, about: Aim) -> Says {
        let rate = Rate(i64::try_from(self.below(10_001)).unwrap());
        let price = Money::new(i64::try_from(self.below(100_000)).unwrap(), Currency::EUR);
        match self.below(6) {
            0 | 1 => Says::In,
            2 => Says::Out,
            3 => Says::CostPlus(rate),
            4 if matches!(about, Aim::Product(_)) => Says::Price(price),
            _ => Says::Discount(rate),
        }
    }

    /// Some prices are for ten pieces and more.
    fn least(&mut self, says: Says) -> Quantity {
        let many = says.prices() && self.below(3) == 0;
        Quantity::pieces(if many { 10 } else { 1 })
    }

    /// One of three times that do not overlap, or all of them.
    fn validity(&mut self) -> Validity {
        match self.below(4) {
            0 => Validity::new(Timestamp(0), Timestamp(10)).unwrap(),
            1 => Validity::new(Timestamp(10), Timestamp(20)).unwrap(),
            2 => Validity::new(Timestamp(15), Timestamp(16)).unwrap(),
            _ => Validity::ALWAYS,
        }
    }
}

/// A line that was negotiated.
#[derive(Clone)]
struct Negotiated {
    /// The place of the agreement.
    agreement: usize,
    about: Aim,
    says: Says,
    least: Quantity,
    valid: Validity,
}

#[derive(Clone, Copy, PartialEq)]
enum Aim {
    Everything,
    /// By place.
    Category(usize),
    /// By place, or of everything, those of which one of [`ASKED`] is true.
    Those(Option<usize>, usize),
    Product(usize),
}

/// What rules ask for besides their category, and of how many things that is.
const ASKED: [(&str, u8); 5] = [
    ("{\"manufacturer\":\"LUMEN\"}", 1),
    (
        "{\"attribute\":\"Size\",\"unit\":\"″\",\"from\":\"2\",\"to\":\"3\"}",
        1,
    ),
    ("{\"attribute\":\"Size\",\"unit\":\"″\",\"over\":\"2\"}", 1),
    (
        "{\"attribute\":\"Colour\",\"one_of\":[\"Red\",\"white\"]}",
        1,
    ),
    (
        "{\"manufacturer\":\"Lumen\",\"attribute\":\"Size\",\"unit\":\"″\",\"under\":\"3\"}",
        2,
    ),
];

/// What is known of a product besides.
#[derive(Clone)]
struct Known {
    maker: &'static str,
    size: Option<i64>,
    colour: &'static str,
}

impl Known {
    fn is(&self, asked: usize) -> bool {
        let size = |fits: fn(i64) -> bool| self.size.is_some_and(fits);
        match asked {
            0 => self.maker == "Lumen",
            1 => size(|size| (2..=3).contains(&size)),
            2 => size(|size| size > 2),
            3 => matches!(self.colour, "red" | "White"),
            _ => self.maker == "Lumen" && size(|size| size < 3),
        }
    }
}

struct World {
    /// In every product's name.
    word: String,
    company: Company,
    in_force: InForce,
    /// Each category with the ones above it, itself first.
    above: Vec<Vec<usize>>,
    categories: Vec<CategoryId>,
    /// Each with its category, its list price and its cost.
    products: Vec<(ProductId, usize, Option<i64>, Option<i64>)>,
    known: Vec<Known>,
    lines: Vec<Negotiated>,
    promotions: Vec<Negotiated>,
}

impl World {
    async fn make(db: &Db, costs: PriceListId, random: &mut Random) -> World {
        let (company, _) = customer(db, "Anybody").await;
        let list = price_list(db, Currency::EUR).await;
        let mut all = Vec::new();
        for _ in 0..=random.below(2) {
            all.push(agreement(db, company.id, list).await.first);
        }
        let in_force = InForce::of(all).unwrap();
        let (mut categories, mut above): (Vec<CategoryId>, Vec<Vec<usize>>) = Default::default();
        for place in 0..6 {
            let parent = (place > 0 && random.below(4) > 0)
                .then(|| usize::try_from(random.below(place)).unwrap());
            let id = category(db, parent.map(|parent| categories[parent]), "Some").await;
            let mut chain = vec![categories.len()];
            chain.extend(parent.iter().flat_map(|parent| above[*parent].clone()));
            above.push(chain);
            categories.push(id);
        }
        let mut attributes = Vec::new();
        for category in &categories {
            let size = attribute(db, *category, "Size", "number", "″").await;
            let colour = attribute(db, *category, "Colour", "choice", "").await;
            attributes.push((size, colour));
        }
        let (mut products, mut known) = (Vec::new(), Vec::new());
        for number in 0..12 {
            let within = random.place(6);
            let name = format!("Product {number} {}", company.id.0.simple());
            let sku = format!("P-{}", ProductId::new().0.simple());
            let id = product(db, categories[within], &sku, &name).await;
            let mut amount = |list| {
                let minor = i64::try_from(random.below(100_000)).unwrap();
                (random.below(4) > 0).then_some((list, minor))
            };
            let (price, cost) = (amount(list), amount(costs));
            for (list, minor) in [price, cost].into_iter().flatten() {
                list_price(db, list, id, minor).await;
            }
            products.push((id, within, price.map(|one| one.1), cost.map(|one| one.1)));
            let one = Known {
                maker: ["Corvane", "Lumen", ""][random.place(3)],
                size: Some(i64::try_from(random.below(5)).unwrap()).filter(|size| *size > 0),
                colour: ["red", "White", "blue"][random.place(3)],
            };
            let (size, colour) = attributes[within];
            known_of(db, id, one.maker, Some((colour, one.colour, None))).await;
            if let Some(inches) = one.size {
                let text = format!("{inches}″");
                let amount = f64::from(i32::try_from(inches).unwrap());
                known_of(db, id, one.maker, Some((size, &text, Some(amount)))).await;
            }
            known.push(one);
        }
        let mut world = World {
            word: company.id.0.simple().to_string(),
            company,
            in_force,
            above,
            categories,
            products,
            known,
            lines: Vec::new(),
            promotions: Vec::new(),
        };
        world.negotiate(db, random).await;
        world.promote(db, list, random).await;
        world
    }

    /// The same catalog and promotions for another company, with which something
    /// else was negotiated.
    async fn for_another(&self, db: &Db, random: &mut Random) -> World {
        let (company, _) = customer(db, "Somebody").await;
        let list = self.in_force.first.price_list;
        let mut other = World {
            word: self.word.clone(),
            in_force: agreement(db, company.id, list).await,
            company,
            above: self.above.clone(),
            categories: self.categories.clone(),
            products: self.products.clone(),
            known: self.known.clone(),
            lines: Vec::new(),
            promotions: self.promotions.clone(),
        };
        other.negotiate(db, random).await;
        other
    }

    /// Lines that, as in the console, never overlap with others of their kind.
    async fn negotiate(&mut self, db: &Db, random: &mut Random) {
        for _ in 0..26 {
            let about = match random.below(8) {
                0 => Aim::Everything,
                1 | 2 => Aim::Category(random.place(6)),
                3 => Aim::Those(None, random.place(ASKED.len())),
                4 | 5 => Aim::Those(Some(random.place(6)), random.place(ASKED.len())),
                _ => Aim::Product(random.place(12)),
            };
            let says = random.says(about);
            let new = Negotiated {
                agreement: random.place(self.in_force.all().count()),
                about,
                says,
                least: random.least(says),
                valid: random.validity(),
            };
            let same_kind = |other: Says| match about {
                Aim::Product(_) if !says.prices() => other == says,
                _ => other.prices() == says.prices(),
            };
            let clashes = self.lines.iter().any(|one| {
                (one.agreement, one.about, one.least) == (new.agreement, about, new.least)
                    && same_kind(one.says)
                    && one.valid.overlaps(new.valid)
            });
            if clashes {
                continue;
            }
            let revision = self.in_force.at(new.agreement).unwrap().revision;
            let (category, product) = self.aimed_at(about);
            let target = match (product, about) {
                (Some(product), _) => Target::Product(product),
                (None, Aim::Those(_, asked)) => Target::Those(category, ASKED[asked].0),
                (None, _) => Target::Category(category),
            };
            let line = NewLine {
                says,
                least: new.least,
                valid: new.valid,
            };
            line_in(db, self.company.id, revision, target, line).await;
            self.lines.push(new);
        }
    }

    async fn promote(&mut self, db: &Db, list: PriceListId, random: &mut Random) {
        for _ in 0..2 {
            let about = Aim::Product(random.place(12));
            let about = [Aim::Everything, Aim::Category(random.place(6)), about][random.place(3)];
            let rate = Says::Discount(Rate(i64::try_from(random.below(9_000)).unwrap()));
            let new = Negotiated {
                agreement: 0,
                about,
                says: rate,
                least: random.least(rate),
                valid: random.validity(),
            };
            let (category, product) = self.aimed_at(about);
            insert(
                db,
                "INSERT INTO promotion (id, price_list_id, name, category_id, product_id, rate,
                     min_quantity, valid_from, valid_until, created_at) VALUES",
                vec![args![
                    uuid::Uuid::now_v7(),
                    list,
                    "Spring",
                    category,
                    product,
                    rate.rate(),
                    new.least,
                    new.valid.from,
                    new.valid.until,
                    0_i64
                ]],
            )
            .await;
            self.promotions.push(new);
        }
    }

    fn aimed_at(&self, about: Aim) -> (Option<CategoryId>, Option<ProductId>) {
        match about {
            Aim::Everything => (None, None),
            Aim::Category(place) => (Some(self.categories[place]), None),
            Aim::Those(place, _) => (place.map(|place| self.categories[place]), None),
            Aim::Product(place) => (None, Some(self.products[place].0)),
        }
    }

    /// How broad a line about many products is, of which this is one; none for one
    /// about a single product, or about others.
    fn breadth(&self, about: Aim, product: usize) -> Option<Breadth> {
        let within = self.products[product].1;
        let level = |place: Option<usize>| match place {
            None => Some(99),
            Some(place) => self.above[within].iter().position(|up| *up == place),
        };
        let (conditions, level) = match about {
            Aim::Everything => (0, level(None)),
            Aim::Category(place) => (0, level(Some(place))),
            Aim::Those(place, asked) if self.known[product].is(asked) => {
                (ASKED[asked].1, level(place))
            }
            Aim::Those(..) | Aim::Product(_) => return None,
        };
        Some(Breadth::new(conditions, u32::try_from(level?).unwrap()))
    }

    /// What the pure rules say: the price of each product that is seen, of one
    /// and of ten.
    fn expected(&self, at: Timestamp) -> Prices {
        let agreements = 0..self.in_force.all().count();
        let mut expected = HashMap::new();
        for (place, (id, _, list, cost)) in self.products.iter().enumerate() {
            let reaching = |lines: &[Negotiated], agreement: usize| {
                let own = lines.iter().filter(|line| line.agreement == agreement);
                own.filter_map(|line| {
                    let breadth = self.breadth(line.about, place);
                    let about = breadth.is_some() || line.about == Aim::Product(place);
                    about.then(|| (breadth, line.clone()))
                })
                .collect::<Vec<_>>()
            };
            let decided = agreements.clone().map(|agreement| {
                let (mut rules, mut categories) = (Vec::new(), Vec::new());
                for (breadth, line) in reaching(&self.lines, agreement) {
                    match (line.about, line.says) {
                        (Aim::Product(_), Says::In) => rules.push((ProductRule::In, line.valid)),
                        (Aim::Product(_), Says::Out) => rules.push((ProductRule::Out, line.valid)),
                        (Aim::Product(_), _) => rules.push((ProductRule::Priced, line.valid)),
                        (_, says) if !says.prices() => categories.push(SetRule {
                            breadth: breadth.unwrap(),
                            included: says == Says::In,
                            valid: line.valid,
                        }),
                        _ => {}
                    }
                }
                decide(&rules, &categories, at)
            });
            if !first_to_say(decided).is_some_and(|(_, decided)| decided.visible()) {
                continue;
            }
            let listed = |minor: i64| ListLine {
                price: Money::new(minor, Currency::EUR),
                least: Quantity::pieces(1),
                valid: Validity::ALWAYS,
            };
            let all = agreements.clone().map(|agreement| AgreedPrices {
                valid: Validity::ALWAYS,
                lines: reaching(&self.lines, agreement)
                    .into_iter()
                    .map(|(breadth, line)| AgreedLine {
                        about: About::Everything,
                        breadth,
                        says: line.says,
                        least: line.least,
                        valid: line.valid,
                    })
                    .collect(),
                // All have the same list.
                list: list
                    .filter(|_| agreement == 0)
                    .map(listed)
                    .into_iter()
                    .collect(),
                promotions: reaching(&self.promotions, agreement)
                    .into_iter()
                    .map(|(_, line)| Promotion {
                        name: "Spring".into(),
                        subscription: None,
                        says: line.says,
                        least: line.least,
                        valid: line.valid,
                    })
                    .collect(),
            });
            let inputs = PriceInputs {
                agreements: all.collect(),
                costs: cost.map(listed).into_iter().collect(),
            };
            let of = |pieces| resolve(&inputs, Quantity::pieces(pieces), at).price;
            expected.insert(*id, (of(1), of(10)));
        }
        expected
    }

    async fn check(&self, db: &Db, at: Timestamp) {
        let expected = self.expected(at);
        let shopper = shopper(&self.company, &self.in_force);
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        let ten = Quantity::pieces(10);
        let prices = |items: &[ShelfItem]| -> Prices {
            let prices = items
                .iter()
                .map(|item| (item.price.price, item.price_of(ten)));
            items.iter().map(|item| item.id).zip(prices).collect()
        };
        let ids: Vec<ProductId> = self.products.iter().map(|product| product.0).collect();
        let items = shelf_items(&mut read, shopper, &ids, at).await.unwrap();
        assert_eq!(prices(&items), expected);

        let mut listed = HashMap::new();
        for (place, category) in self.categories.iter().enumerate() {
            let query = ShelfQuery {
                category: Some(code(db, *category).await),
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, at).await.unwrap();
            listed.extend(prices(&page.items));
            let below = self.products.iter().filter(|(id, within, _, _)| {
                expected.contains_key(id) && self.above[*within].contains(&place)
            });
            let count = page.category.map_or(0, |category| category.products);
            assert_eq!(count, i64::try_from(below.count()).unwrap());
        }
        assert_eq!(listed, expected);

        let words = Some(self.word.clone());
        let query = ShelfQuery {
            words,
            ..ShelfQuery::default()
        };
        let found = shelf_page(&mut read, shopper, query, at).await.unwrap();
        assert_eq!(prices(&found.items), expected);
        assert_eq!(found.total, expected.len());
    }
}

//! What was negotiated with each customer of the demonstration, with some of
//! them together, and with a unit.

use super::Failure;
use super::companies::Cast;
use super::products::{Made, Range};
use domain::agreements::{
    Audience, Change, NewAgreement, NewLine, PriceTerms, Publish, Says, Validity, change_agreement,
    create_agreement, publish,
};
use domain::catalog::{NewPromotion, Promoted, PromotedPrice, add_promotion};
use domain::identity::{AboutCustomer, ask_units, change_customer, customer_brief};
use domain::store::{Db, FormKey};
use domain::{Currency, Money, Quantity, Rate, Timestamp};

/// What a customer may buy: category and what is taken off, in hundredths of
/// a percent; then products with a contract price, in percent of list.
struct Terms {
    customer: &'static str,
    categories: &'static [(&'static str, i64)],
    contract: &'static [(&'static str, i64)],
}

const AGREED: &[Terms] = &[
    Terms {
        customer: "Halden Marine",
        categories: &[
            ("subscriptions", 0),
            ("workstations", 800),
            ("notebooks", 600),
            ("displays", 1200),
            ("memory", 500),
            ("storage", 500),
            ("docks", 800),
            ("keyboards", 0),
            ("headsets", 400),
            ("printing", 600),
            ("tablets", 700),
        ],
        contract: &[
            ("Display 27″ QHD", 84),
            ("Rugged tablet 10″", 92),
            ("Toner TN-328K", 94),
        ],
    },
    Terms {
        customer: "Stadtwerke Auental",
        categories: &[
            ("subscriptions", 0),
            ("notebooks", 900),
            ("displays", 1000),
            ("docks", 900),
            ("keyboards", 500),
            ("headsets", 500),
            ("printing", 1000),
            ("network", 600),
        ],
        contract: &[("Office 15", 88), ("Toner TN-328K", 90)],
    },
    Terms {
        customer: "Brightwater Hospitals",
        categories: &[
            ("subscriptions", 0),
            ("workstations", 1000),
            ("displays", 1200),
            ("keyboards", 800),
            ("printing", 1200),
            ("tablets", 1000),
            ("network", 500),
            ("memory", 500),
            ("storage", 500),
        ],
        contract: &[
            ("Keyboard, washable", 80),
            ("Mouse, washable", 80),
            ("Labels, thermal", 85),
        ],
    },
    Terms {
        customer: "Orrin & Vale Architects",
        categories: &[
            ("subscriptions", 0),
            ("workstations", 300),
            ("displays", 300),
            ("storage", 0),
            ("memory", 0),
            ("printing", 0),
        ],
        contract: &[("Studio 16", 95)],
    },
    Terms {
        customer: "Meridian Freight",
        categories: &[
            ("subscriptions", 0),
            ("notebooks", 1100),
            ("displays", 1100),
            ("docks", 1000),
            ("tablets", 1200),
            ("network", 900),
            ("printing", 1100),
            ("headsets", 900),
            ("keyboards", 900),
        ],
        contract: &[("Hand scanner, 2D", 86), ("Label printer", 88)],
    },
    Terms {
        customer: "Kestrel College",
        categories: &[
            ("subscriptions", 0),
            ("notebooks", 1500),
            ("tablets", 1500),
            ("displays", 1200),
            ("headsets", 1000),
            ("keyboards", 1000),
        ],
        contract: &[("Tablet 11″", 82)],
    },
];

/// An agreement that is not for one whole customer: what it is called, for whom
/// it is, and what it says of categories and products.
struct Besides {
    number: &'static str,
    whom: Whom,
    categories: &'static [(&'static str, Line)],
    products: &'static [(&'static str, i64)],
}

enum Whom {
    Unit(&'static str, &'static str),
    Needs(&'static str),
    Segment(&'static str),
}

/// What a line says, with its rate in hundredths of a percent.
#[derive(Clone, Copy)]
enum Line {
    In,
    Off(i64),
    CostPlus(i64),
}

/// Who needs what above all.
const NEEDS: &[(&str, &str)] = &[
    ("Halden Marine", "Field work"),
    ("Meridian Freight", "Field work"),
];

const BESIDES: &[Besides] = &[
    Besides {
        number: "Education 2026",
        whom: Whom::Segment("education"),
        categories: &[
            ("docks", Line::In),
            ("docks", Line::Off(2000)),
            ("memory", Line::In),
        ],
        products: &[],
    },
    Besides {
        number: "Field work 2026",
        whom: Whom::Needs("Field work"),
        categories: &[("tablets", Line::In), ("tablets", Line::CostPlus(1500))],
        products: &[],
    },
    Besides {
        number: "HM Survey",
        whom: Whom::Unit("Halden Marine", "Survey"),
        categories: &[],
        products: &[("Rugged tablet 10″", 88)],
    },
];

pub async fn make(db: &Db, cast: &Cast, range: &Range, at: Timestamp) -> Result<(), Failure> {
    for (name, needs) in NEEDS {
        say_needs(db, cast, name, needs, at).await?;
    }
    for terms in AGREED {
        if let Some(customer) = cast.customers.iter().find(|one| one.name == terms.customer) {
            let audience = Audience::Customer(customer.id);
            let number = format!("{} 2026", customer.mark);
            let categories = terms.categories.iter().flat_map(|(code, rate)| {
                let off = (*rate > 0).then_some((*code, Line::Off(*rate)));
                std::iter::once((*code, Line::In)).chain(off)
            });
            let categories: Vec<(&str, Line)> = categories.collect();
            agree(
                db,
                cast,
                range,
                (audience, number),
                Lines {
                    categories: &categories,
                    contract: terms.contract,
                },
                at,
            )
            .await?;
        }
    }
    for one in BESIDES {
        let audience = match one.whom {
            Whom::Needs(needs) => Audience::Needs(needs.to_owned()),
            Whom::Segment(segment) => Audience::Segment(segment.to_owned()),
            Whom::Unit(customer, unit) => {
                let found = cast.customers.iter().find(|one| one.name == customer);
                let Some(found) = found else { continue };
                let mut read = db.read(cast.curator.scope()).await?;
                let known = ask_units(found.id).fetch(&mut read).await?;
                drop(read);
                let Some(unit) = known.into_iter().find(|one| one.name == unit) else {
                    continue;
                };
                Audience::Unit(found.id, unit.id)
            }
        };
        let what = (audience, one.number.to_owned());
        agree(
            db,
            cast,
            range,
            what,
            Lines {
                categories: one.categories,
                contract: one.products,
            },
            at,
        )
        .await?;
    }
    promote(db, cast, range, at).await
}

async fn say_needs(
    db: &Db,
    cast: &Cast,
    name: &str,
    needs: &str,
    at: Timestamp,
) -> Result<(), Failure> {
    let Some(customer) = cast.customers.iter().find(|one| one.name == name) else {
        return Ok(());
    };
    let mut read = db.read(cast.curator.scope()).await?;
    let Some(brief) = customer_brief(&mut read, customer.id).await? else {
        return Ok(());
    };
    drop(read);
    let about = AboutCustomer {
        name: brief.name,
        mark: brief.mark,
        hue: brief.hue,
        segment: brief.segment,
        needs: needs.to_owned(),
        tier: None,
        employees: brief.employees,
        country: brief.country,
        firm: domain::identity::Firmographics::default(),
    };
    change_customer(db, &cast.curator, customer.id, about, at).await?;
    Ok(())
}

/// A promotion that lasts as long as the demonstration is looked at.
async fn promote(db: &Db, cast: &Cast, range: &Range, at: Timestamp) -> Result<(), Failure> {
    let Some(category) = range.category("headsets") else {
        return Ok(());
    };
    let new = NewPromotion {
        key: FormKey::fresh(),
        list: range.euro,
        name: "Hear each other".to_owned(),
        what: Promoted::Category(category),
        price: PromotedPrice::Off(Rate(800)),
        least: Quantity::pieces(1),
        from: at.plus_days(330),
        until: at.plus_days(600),
    };
    add_promotion(db, &cast.curator, new, at).await?;
    Ok(())
}

/// What an agreement says of categories, and which products have a contract
/// price, in percent of list.
struct Lines<'a> {
    categories: &'a [(&'static str, Line)],
    contract: &'static [(&'static str, i64)],
}

async fn agree(
    db: &Db,
    cast: &Cast,
    range: &Range,
    (audience, number): (Audience, String),
    lines: Lines<'_>,
    at: Timestamp,
) -> Result<(), Failure> {
    let curator = &cast.curator;
    let valid = Validity::new(at, at.plus_days(600))?;
    let note = format!("Agreement {number} begins.");
    let new = NewAgreement {
        key: FormKey::fresh(),
        audience,
        number,
        price_list: range.euro,
        valid,
    };
    let agreement = create_agreement(db, curator, new, at).await?;
    let line = |says| NewLine {
        says,
        least: Quantity::pieces(1),
        valid: Validity::ALWAYS,
    };
    let terms = PriceTerms {
        price_list: range.euro,
        valid,
        payment: "30 days net".to_owned(),
        delivery: "DAP, free from € 500".to_owned(),
        contact: String::new(),
        terms: String::new(),
    };
    // A draft begins at version one, and every change makes it one more.
    let mut version = 1;
    let mut changes = vec![Change::Terms {
        terms: Box::new(terms),
        seen: Some(version),
    }];
    changes.extend(
        lines
            .categories
            .iter()
            .map(|(code, says)| Change::AddCategory {
                category: range.category(code),
                only: None,
                line: line(match says {
                    Line::In => Says::In,
                    Line::Off(rate) => Says::Discount(Rate(*rate)),
                    Line::CostPlus(rate) => Says::CostPlus(Rate(*rate)),
                }),
            }),
    );
    let products = lines
        .contract
        .iter()
        .filter_map(|(name, percent)| contract_price(range.product(name)?, *percent))
        .map(|(sku, says)| (sku, line(says)))
        .collect();
    changes.push(Change::AddProducts { lines: products });
    for change in changes {
        change_agreement(db, curator, agreement, change, at).await?;
        version += 1;
    }
    let command = Publish {
        agreement,
        version,
        note,
        at: None,
        even_if_empty: false,
    };
    publish(db, curator, command, at).await?;
    Ok(())
}

fn contract_price(made: &Made, percent: i64) -> Option<(String, Says)> {
    let price = Rate(percent * 100).of(Money::new(made.price?, Currency::EUR));
    Some((made.sku.clone(), Says::Price(price)))
}

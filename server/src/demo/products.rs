//! What the supplier sells: equipment of makers that don't exist.

use super::Failure;
use super::german::texts_of;
use domain::catalog::attribute::Kind;
use domain::catalog::mapping::CategoryChoice;
use domain::catalog::{
    GivePrice, ListPurpose, PriceList, SaveProduct, WantedAttribute, add_price_list, give_price,
    put_attributes, put_categories, save_product,
};
use domain::id::{CategoryId, PriceListId, ProductId};
use domain::identity::Actor;
use domain::store::{Db, StoreError};
use domain::{Currency, Day, Money, Quantity, Timestamp};

/// A category: code, name, beginning of its SKUs, attributes.
struct Kinds {
    code: &'static str,
    name: &'static str,
    prefix: &'static str,
    attributes: &'static [(&'static str, Kind, &'static str)],
    /// Name, maker, attributes' values, list price; 0 is on request.
    products: &'static [(&'static str, &'static str, &'static [&'static str], i64)],
}

const RANGE: &[Kinds] = &[
    Kinds {
        code: "workstations",
        name: "Workstations",
        prefix: "WS",
        attributes: &[
            ("Memory", Kind::Number, "GB"),
            ("Storage", Kind::Number, "GB"),
            ("Form", Kind::Choice, ""),
        ],
        products: &[
            (
                "Tower base, 8 cores",
                "Tessel",
                &["16", "512", "Tower"],
                98_900,
            ),
            (
                "Tower base, 16 cores",
                "Tessel",
                &["32", "1000", "Tower"],
                156_900,
            ),
            (
                "Compact base, 6 cores",
                "Tessel",
                &["16", "256", "Compact"],
                64_900,
            ),
            (
                "Rack base, 24 cores",
                "Norrvik",
                &["64", "2000", "Rack"],
                289_000,
            ),
            (
                "All-in-one 24″",
                "Lumen",
                &["16", "512", "All-in-one"],
                104_900,
            ),
        ],
    },
    Kinds {
        code: "notebooks",
        name: "Notebooks",
        prefix: "NB",
        attributes: &[
            ("Screen", Kind::Number, "″"),
            ("Memory", Kind::Number, "GB"),
            ("Weight", Kind::Number, "kg"),
        ],
        products: &[
            ("Travel 13", "Arvent", &["13.3", "16", "1.1"], 112_900),
            ("Travel 14", "Arvent", &["14", "16", "1.3"], 119_900),
            ("Travel 14 Plus", "Arvent", &["14", "32", "1.4"], 149_900),
            ("Office 15", "Tessel", &["15.6", "16", "1.8"], 84_900),
            ("Office 15 Pro", "Tessel", &["15.6", "32", "1.8"], 109_900),
            ("Rugged 14", "Norrvik", &["14", "16", "2.6"], 239_000),
            ("Studio 16", "Lumen", &["16", "64", "2.1"], 264_900),
        ],
    },
    Kinds {
        code: "displays",
        name: "Displays",
        prefix: "MON",
        attributes: &[
            ("Size", Kind::Number, "″"),
            ("Resolution", Kind::Choice, ""),
            ("Panel", Kind::Choice, ""),
        ],
        products: &[
            (
                "Display 24″ FHD, height-adjustable",
                "Lumen",
                &["24", "1920 × 1080", "IPS"],
                16_600,
            ),
            (
                "Display 24″ FHD touch",
                "Lumen",
                &["24", "1920 × 1080", "IPS"],
                31_900,
            ),
            (
                "Display 27″ QHD, USB-C 90 W",
                "Lumen",
                &["27", "2560 × 1440", "IPS"],
                32_000,
            ),
            (
                "Display 27″ 4K, factory calibrated",
                "Kestrel",
                &["27", "3840 × 2160", "IPS"],
                46_800,
            ),
            (
                "Display 32″ 4K, USB-C 90 W",
                "Kestrel",
                &["32", "3840 × 2160", "VA"],
                49_800,
            ),
            (
                "Display 34″ ultrawide, curved",
                "Kestrel",
                &["34", "3440 × 1440", "VA"],
                44_200,
            ),
            (
                "Display 21.5″ FHD, marine housing",
                "Norrvik",
                &["21.5", "1920 × 1080", "IPS"],
                0,
            ),
            (
                "Display 19″ diagnostic, grey scale",
                "Norrvik",
                &["19", "1280 × 1024", "IPS"],
                0,
            ),
        ],
    },
    Kinds {
        code: "memory",
        name: "Memory",
        prefix: "MEM",
        attributes: &[("Capacity", Kind::Number, "GB"), ("Type", Kind::Choice, "")],
        products: &[
            ("Memory 16 GB", "Arvent", &["16", "DDR5"], 5_900),
            ("Memory 32 GB", "Arvent", &["32", "DDR5"], 10_900),
            ("Memory 64 GB", "Arvent", &["64", "DDR5"], 20_900),
            ("Memory 128 GB", "Arvent", &["128", "DDR5"], 44_900),
        ],
    },
    Kinds {
        code: "storage",
        name: "Storage",
        prefix: "SSD",
        attributes: &[
            ("Capacity", Kind::Number, "GB"),
            ("Interface", Kind::Choice, ""),
        ],
        products: &[
            (
                "Solid state drive 512 GB",
                "Kestrel",
                &["512", "M.2"],
                5_400,
            ),
            ("Solid state drive 1 TB", "Kestrel", &["1000", "M.2"], 8_900),
            (
                "Solid state drive 2 TB",
                "Kestrel",
                &["2000", "M.2"],
                15_900,
            ),
            (
                "Portable drive 2 TB, encrypted",
                "Norrvik",
                &["2000", "USB-C"],
                24_900,
            ),
            ("Backup tape 18 TB", "Norrvik", &["18000", "LTO"], 11_400),
        ],
    },
    Kinds {
        code: "docks",
        name: "Docks and adapters",
        prefix: "DCK",
        attributes: &[("Power", Kind::Number, "W"), ("Ports", Kind::Number, "")],
        products: &[
            ("USB-C dock, 100 W", "Arvent", &["100", "11"], 12_900),
            ("USB-C dock, 65 W", "Arvent", &["65", "8"], 9_900),
            ("Travel adapter, USB-C", "Arvent", &["60", "5"], 4_900),
            ("Dual display dock, 130 W", "Tessel", &["130", "13"], 18_900),
        ],
    },
    Kinds {
        code: "keyboards",
        name: "Keyboards and mice",
        prefix: "KM",
        attributes: &[("Kind", Kind::Choice, ""), ("Wireless", Kind::YesNo, "")],
        products: &[
            ("Keyboard, quiet", "Tessel", &["Keyboard", "no"], 2_900),
            ("Keyboard, wireless", "Tessel", &["Keyboard", "yes"], 5_400),
            ("Keyboard, washable", "Norrvik", &["Keyboard", "no"], 9_900),
            ("Mouse, wireless", "Tessel", &["Mouse", "yes"], 2_400),
            ("Mouse, vertical", "Tessel", &["Mouse", "yes"], 4_400),
            ("Mouse, washable", "Norrvik", &["Mouse", "no"], 6_900),
        ],
    },
    Kinds {
        code: "headsets",
        name: "Headsets and cameras",
        prefix: "AV",
        attributes: &[("Kind", Kind::Choice, ""), ("Wireless", Kind::YesNo, "")],
        products: &[
            ("Headset, one ear", "Lumen", &["Headset", "no"], 4_900),
            (
                "Headset, two ears, noise cancelling",
                "Lumen",
                &["Headset", "yes"],
                15_900,
            ),
            ("Conference speaker", "Lumen", &["Speaker", "yes"], 12_900),
            ("Camera, 1080p", "Lumen", &["Camera", "no"], 6_900),
            ("Room camera, 4K", "Lumen", &["Camera", "no"], 84_900),
        ],
    },
    Kinds {
        code: "printing",
        name: "Printers and supplies",
        prefix: "PRN",
        attributes: &[("Kind", Kind::Choice, ""), ("Colour", Kind::Choice, "")],
        products: &[
            (
                "Laser printer, A4",
                "Kestrel",
                &["Printer", "Black"],
                24_900,
            ),
            (
                "Laser printer, A4 colour",
                "Kestrel",
                &["Printer", "Colour"],
                38_900,
            ),
            (
                "Multifunction printer, A3",
                "Kestrel",
                &["Printer", "Colour"],
                189_000,
            ),
            ("Label printer", "Kestrel", &["Printer", "Black"], 31_900),
            (
                "Toner TN-328K, black",
                "Kestrel",
                &["Toner", "Black"],
                6_520,
            ),
            ("Toner TN-328C, cyan", "Kestrel", &["Toner", "Cyan"], 8_240),
            (
                "Toner TN-328M, magenta",
                "Kestrel",
                &["Toner", "Magenta"],
                8_240,
            ),
            (
                "Toner TN-328Y, yellow",
                "Kestrel",
                &["Toner", "Yellow"],
                8_240,
            ),
            (
                "Labels, thermal, 1,000",
                "Kestrel",
                &["Labels", "White"],
                1_490,
            ),
        ],
    },
    Kinds {
        code: "network",
        name: "Network",
        prefix: "NET",
        attributes: &[
            ("Ports", Kind::Number, ""),
            ("Speed", Kind::Number, "Gbit/s"),
        ],
        products: &[
            ("Switch, 8 ports", "Norrvik", &["8", "1"], 8_900),
            ("Switch, 24 ports, PoE", "Norrvik", &["24", "1"], 48_900),
            ("Switch, 48 ports, PoE", "Norrvik", &["48", "10"], 164_900),
            ("Access point, indoor", "Norrvik", &["1", "2.5"], 18_900),
            ("Access point, IP67", "Norrvik", &["1", "2.5"], 42_900),
            ("Firewall, branch office", "Norrvik", &["6", "2.5"], 74_900),
            ("Firewall, data centre", "Norrvik", &["16", "25"], 0),
        ],
    },
    Kinds {
        code: "tablets",
        name: "Tablets and scanners",
        prefix: "TAB",
        attributes: &[("Screen", Kind::Number, "″"), ("Rugged", Kind::YesNo, "")],
        products: &[
            ("Tablet 11″", "Arvent", &["11", "no"], 54_900),
            ("Rugged tablet 10″", "Norrvik", &["10.1", "yes"], 114_900),
            (
                "Rugged tablet 12″, with mount",
                "Norrvik",
                &["12", "yes"],
                149_900,
            ),
            ("Hand scanner, 2D", "Norrvik", &["4", "yes"], 64_900),
        ],
    },
    // Only built into something: no agreement shows them by themselves.
    Kinds {
        code: "components",
        name: "Components",
        prefix: "CMP",
        attributes: &[
            ("Power draw", Kind::Number, "W"),
            ("Wattage", Kind::Number, "W"),
        ],
        products: &[
            ("Board, two sockets", "Tessel", &["180", ""], 64_900),
            ("Graphics card, 24 GB", "Kestrel", &["280", ""], 129_900),
            ("Power supply 650 W", "Norrvik", &["", "650"], 11_900),
            ("Power supply 1000 W", "Norrvik", &["", "1000"], 19_900),
        ],
    },
];

/// Terms of the plans, which are sold like everything else.
static TERMS: Kinds = Kinds {
    code: "subscriptions",
    name: "Subscriptions",
    prefix: "SEL",
    attributes: &[],
    products: &[
        ("Select, one year", "Northgate", &[], 9_900),
        ("Select Plus, one year", "Northgate", &[], 24_900),
    ],
};

/// What was made, by what the rest of the demonstration calls it.
#[derive(Debug)]
pub struct Range {
    pub euro: PriceListId,
    pub categories: Vec<(&'static str, CategoryId)>,
    pub products: Vec<Made>,
    /// Terms of the plans: nobody orders them by chance.
    pub terms: Vec<Made>,
}

/// A product that was made.
#[derive(Debug, Clone)]
pub struct Made {
    pub id: ProductId,
    pub sku: String,
    pub name: &'static str,
    /// Minor units; `None` is on request.
    pub price: Option<i64>,
}

impl Range {
    pub fn category(&self, code: &str) -> Option<CategoryId> {
        self.categories
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, id)| *id)
    }

    pub fn all_categories(&self) -> impl Iterator<Item = CategoryId> {
        self.categories.iter().map(|(_, id)| *id)
    }

    pub fn product(&self, name: &str) -> Option<&Made> {
        self.products
            .iter()
            .find(|made| made.name.starts_with(name))
    }
}

pub async fn make(db: &Db, curator: &Actor, at: Timestamp) -> Result<Range, Failure> {
    let list = PriceList {
        id: PriceListId::new(),
        name: "List 2026".to_owned(),
        currency: Currency::EUR,
        purpose: ListPurpose::Sale,
    };
    let euro = list.id;
    let paid = PriceList {
        id: PriceListId::new(),
        name: "What we pay".to_owned(),
        currency: Currency::EUR,
        purpose: ListPurpose::Cost,
    };
    let costs = paid.id;
    add_price_list(db, curator, list, at).await?;
    add_price_list(db, curator, paid, at).await?;
    let mut range = Range {
        euro,
        categories: Vec::new(),
        products: Vec::new(),
        terms: Vec::new(),
    };
    for kinds in RANGE.iter().chain([&TERMS]) {
        let (category, attributes) = category(db, curator, kinds, at).await?;
        range.categories.push((kinds.code, category));
        for (place, (name, maker, values, price)) in kinds.products.iter().enumerate() {
            let id = ProductId::new();
            let command = SaveProduct {
                id,
                version: None,
                sku: format!("{}-{:04}", kinds.prefix, 101 + place * 13),
                name: (*name).to_owned(),
                manufacturer: (*maker).to_owned(),
                category,
                unit: String::new(),
                description: String::new(),
                texts: texts_of(name),
                maker_number: maker_number(maker, kinds.prefix, place),
                unspsc: String::new(),
                // A year of the demonstration is over by then.
                last_order_day: name
                    .starts_with("Solid state drive 512 GB")
                    .then(|| Day::of(at).plus_days(425)),
                // What has nothing to ship is there at once.
                lead_days: if kinds.code == TERMS.code {
                    String::new()
                } else {
                    "14".to_owned()
                },
                active: true,
                attributes: attributes
                    .iter()
                    .zip(*values)
                    .map(|(number, value)| (*number, (*value).to_owned()))
                    .collect(),
            };
            let sku = save_product(db, curator, command, at).await?;
            let price = Some(*price).filter(|price| *price > 0);
            if let Some(minor) = price {
                let mut asked = vec![(euro, 1, minor), (costs, 1, minor * 71 / 100)];
                // What is bought by the dozen costs less by the dozen.
                if matches!(kinds.code, "keyboards" | "headsets" | "printing") && minor < 20_000 {
                    asked.extend([(euro, 10, minor * 95 / 100), (euro, 50, minor * 90 / 100)]);
                }
                for (list, pieces, minor) in asked {
                    let command = GivePrice {
                        product: id,
                        list,
                        price: Money::new(minor, Currency::EUR).plain(),
                        least: Quantity::pieces(pieces),
                    };
                    give_price(db, curator, command, at).await?;
                }
            }
            let made = Made {
                id,
                sku,
                name,
                price,
            };
            if kinds.code == TERMS.code {
                range.terms.push(made);
            } else {
                range.products.push(made);
            }
        }
    }
    Ok(range)
}

/// What its maker calls it: `KE-PRN204`.
fn maker_number(maker: &str, prefix: &str, place: usize) -> String {
    let initials: String = maker.chars().take(2).collect();
    format!("{}-{prefix}{}", initials.to_uppercase(), 200 + place * 4)
}

/// Makes a category with its attributes; answers the attributes' numbers.
async fn category(
    db: &Db,
    curator: &Actor,
    kinds: &'static Kinds,
    at: Timestamp,
) -> Result<(CategoryId, Vec<i64>), Failure> {
    Ok(db
        .write::<_, StoreError, _>(curator.scope(), move |tx| {
            Box::pin(async move {
                let wanted = CategoryChoice {
                    code: kinds.code.to_owned(),
                    name: kinds.name.to_owned(),
                    sku_prefix: kinds.prefix.to_owned(),
                };
                let made = put_categories(tx, &[wanted], at).await?;
                let category = made
                    .get(kinds.code)
                    .map(|one| one.id)
                    .ok_or(StoreError::Closed)?;
                let wanted: Vec<WantedAttribute> = kinds
                    .attributes
                    .iter()
                    .zip(0_i64..)
                    .map(|((name, kind, unit), position)| WantedAttribute {
                        category,
                        position,
                        name: (*name).to_owned(),
                        kind: *kind,
                        unit: (*unit).to_owned(),
                    })
                    .collect();
                let mut known = put_attributes(tx, &wanted).await?;
                known.retain(|one| one.category == category);
                known.sort_by_key(|one| one.position);
                Ok((category, known.into_iter().map(|one| one.number).collect()))
            })
        })
        .await?)
}

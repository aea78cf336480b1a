//! What was negotiated with each customer of the demonstration.

use super::Failure;
use super::companies::{Cast, Customer};
use super::products::{Made, Range};
use domain::agreements::{
    CategoryLine, Change, NewAgreement, ProductLine, Publish, Validity, change_agreement,
    create_agreement, publish,
};
use domain::store::{Db, FormKey};
use domain::{Currency, Money, Rate, Timestamp};

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
            ("notebooks", 1500),
            ("tablets", 1500),
            ("displays", 1200),
            ("headsets", 1000),
            ("keyboards", 1000),
        ],
        contract: &[("Tablet 11″", 82)],
    },
];

pub async fn make(db: &Db, cast: &Cast, range: &Range, at: Timestamp) -> Result<(), Failure> {
    for terms in AGREED {
        if let Some(customer) = cast.customers.iter().find(|one| one.name == terms.customer) {
            agree(db, cast, range, terms, customer, at).await?;
        }
    }
    Ok(())
}

async fn agree(
    db: &Db,
    cast: &Cast,
    range: &Range,
    terms: &Terms,
    customer: &Customer,
    at: Timestamp,
) -> Result<(), Failure> {
    let curator = &cast.curator;
    let new = NewAgreement {
        key: FormKey::fresh(),
        customer: customer.id,
        number: format!("{} 2026", customer.mark),
        price_list: range.euro,
        valid: Validity::new(at, at.plus_days(600))?,
    };
    let agreement = create_agreement(db, curator, new, at).await?;
    let valid = Validity::ALWAYS;
    let mut changes = Vec::new();
    for (code, rate) in terms.categories {
        let category = range.category(code);
        changes.push(Change::AddCategory {
            category,
            line: CategoryLine::In,
            valid,
        });
        if *rate > 0 {
            let line = CategoryLine::Discount(Rate(*rate));
            changes.push(Change::AddCategory {
                category,
                line,
                valid,
            });
        }
    }
    let lines = terms
        .contract
        .iter()
        .filter_map(|(name, percent)| contract_price(range.product(name)?, *percent))
        .collect();
    changes.push(Change::AddProducts { lines });
    // A draft begins at version one, and every change makes it one more.
    let version = 1 + i64::try_from(changes.len())?;
    for change in changes {
        change_agreement(db, curator, agreement, change, at).await?;
    }
    let note = format!("Agreement {} 2026 begins.", customer.mark);
    publish(
        db,
        curator,
        Publish {
            agreement,
            version,
            note,
            even_if_empty: false,
        },
        at,
    )
    .await?;
    Ok(())
}

fn contract_price(made: &Made, percent: i64) -> Option<(String, ProductLine, Validity)> {
    let price = Rate(percent * 100).of(Money::new(made.price?, Currency::EUR));
    Some((
        made.sku.clone(),
        ProductLine::Price(price),
        Validity::ALWAYS,
    ))
}

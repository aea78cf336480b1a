//! The standard configurations that some customers have agreed on.

use super::Failure;
use super::companies::Cast;
use super::factory;
use super::products::Range;
use domain::configurations::{
    Change, ConfigurationError, ConfigurationPage, NewConfiguration, change_configuration,
    configuration_page, create_configuration, publish_configuration,
};
use domain::id::ConfigurationId;
use domain::store::{Db, FormKey};
use domain::{Currency, Quantity, Timestamp};

/// A standard: whose, code, name, what for, parts, groups with their products.
struct Standard {
    customer: &'static str,
    code: &'static str,
    name: &'static str,
    description: &'static str,
    parts: &'static [&'static str],
    groups: &'static [(&'static str, &'static [&'static str])],
}

/// The standard that is set up at the factory.
const SET_UP: &str = "STD-ENG";

/// In each group the first option is the usual one.
const STANDARDS: &[Standard] = &[
    Standard {
        customer: "Halden Marine",
        code: "STD-ENG",
        name: "Engineering workstation",
        description: "For drawing and simulation in Field Engineering and Survey.",
        parts: &["Tower base, 16 cores", "Keyboard, quiet", "Mouse, wireless"],
        groups: &[
            ("Memory", &["Memory 16 GB", "Memory 32 GB", "Memory 64 GB"]),
            (
                "Display",
                &["Display 27″ QHD", "Display 32″ 4K", "Display 34″ ultrawide"],
            ),
        ],
    },
    Standard {
        customer: "Stadtwerke Auental",
        code: "STD-BUERO",
        name: "Büroarbeitsplatz",
        description: "Für Verwaltung und Kundendienst.",
        parts: &["Office 15", "USB-C dock, 65 W", "Keyboard, wireless"],
        groups: &[
            (
                "Bildschirm",
                &["Display 24″ FHD, height", "Display 27″ QHD"],
            ),
            ("Headset", &["Headset, one ear", "Headset, two ears"]),
        ],
    },
    Standard {
        customer: "Brightwater Hospitals",
        code: "STD-WARD",
        name: "Ward terminal",
        description: "Can be wiped down; for ward desks and trolleys.",
        parts: &["All-in-one 24″", "Mouse, washable"],
        groups: &[("Keyboard", &["Keyboard, washable", "Keyboard, quiet"])],
    },
];

pub async fn make(db: &Db, cast: &Cast, range: &Range, at: Timestamp) -> Result<(), Failure> {
    for standard in STANDARDS {
        let Some(customer) = cast
            .customers
            .iter()
            .find(|one| one.name == standard.customer)
        else {
            continue;
        };
        let new = NewConfiguration {
            key: FormKey::fresh(),
            customer: customer.id,
            code: standard.code.to_owned(),
            name: standard.name.to_owned(),
            description: standard.description.to_owned(),
            currency: Currency::EUR,
        };
        let id = create_configuration(db, &cast.curator, new, at).await?;
        let change = |change| change_configuration(db, &cast.curator, id, change, at);
        let sku = |name: &str| {
            let made = range.product(name);
            made.map(|made| made.sku.clone())
                .ok_or_else(|| format!("no product {name}"))
        };
        for name in standard.parts {
            change(Change::AddPart {
                sku: sku(name)?,
                quantity: Quantity::pieces(1),
            })
            .await?;
        }
        for (name, options) in standard.groups {
            change(Change::AddGroup {
                name: (*name).to_owned(),
                least: 1,
                most: 1,
            })
            .await?;
            let page = look(db, cast, id).await?;
            let group = page
                .contents
                .groups
                .iter()
                .find(|group| group.name == *name);
            let group = group.ok_or("the group was not made")?.id;
            for option in *options {
                change(Change::AddOption {
                    group,
                    sku: Some(sku(option)?),
                    name: String::new(),
                    quantity: Quantity::pieces(1),
                    fewest: 1,
                    most: 1,
                    price: None,
                })
                .await?;
            }
            let page = look(db, cast, id).await?;
            let usual = page
                .contents
                .options
                .iter()
                .find(|one| one.group_id == group);
            change(Change::Default(usual.ok_or("the option was not made")?.id)).await?;
        }
        // One customer's standards are set up at the factory.
        if standard.code == SET_UP {
            factory::keep_book(db, cast, customer.id, at).await?;
            factory::set_up(db, cast, id, at).await?;
        }
        let version = look(db, cast, id).await?.shown.version;
        publish_configuration(db, &cast.curator, id, version, String::new(), at).await?;
        if standard.code == SET_UP {
            factory::tower(db, cast, range, customer.id, at).await?;
        }
    }
    Ok(())
}

/// The draft as it stands.
async fn look(
    db: &Db,
    cast: &Cast,
    id: ConfigurationId,
) -> Result<ConfigurationPage, ConfigurationError> {
    configuration_page(db, &cast.curator, id, None).await
}

//! What is set up at the factory for Halden Marine, and a tower that its people
//! build themselves within the watts of its power supply.

use super::Failure;
use super::companies::Cast;
use super::products::Range;
use domain::configurations::factory::{Algorithm, Setting};
use domain::configurations::rules::{Bound, Limit};
use domain::configurations::{
    Change, ConfigurationError, NewConfiguration, NewImage, NewRule, NewTagScheme,
    change_configuration, configuration_page, create_configuration, keep_image, keep_tag_scheme,
    publish_configuration,
};
use domain::id::{ConfigurationId, CustomerId};
use domain::store::{Db, FormKey};
use domain::{Currency, Quantity, Timestamp};

/// A group: its name, how many are picked, and its options: the product, and how
/// many times it can be in.
type Group = (&'static str, i64, i64, &'static [(&'static str, i64)]);

const GROUPS: &[Group] = &[
    ("Memory", 1, 1, &[("Memory 32 GB", 4), ("Memory 64 GB", 4)]),
    ("Graphics", 0, 1, &[("Graphics card, 24 GB", 3)]),
    (
        "Power supply",
        1,
        1,
        &[("Power supply 650 W", 1), ("Power supply 1000 W", 1)],
    ),
    (
        "Extras",
        0,
        2,
        &[
            ("Keyboard, quiet", 1),
            ("Mouse, wireless", 1),
            ("Headset, two ears", 1),
        ],
    ),
];

/// Keeps the customer's image and scheme of asset tags.
pub async fn keep_book(
    db: &Db,
    cast: &Cast,
    customer: CustomerId,
    at: Timestamp,
) -> Result<(), Failure> {
    let image = NewImage {
        key: FormKey::fresh(),
        customer,
        name: "Halden desktop".to_owned(),
        version: "2026.1".to_owned(),
        algorithm: Algorithm::Sha256,
        checksum: "5f2b91c07ad34e68".repeat(4),
    };
    keep_image(db, &cast.curator, image, at).await?;
    let scheme = NewTagScheme {
        key: FormKey::fresh(),
        customer,
        name: "Computers".to_owned(),
        prefix: "HM-".to_owned(),
        digits: 5,
        first: 1_001,
    };
    keep_tag_scheme(db, &cast.curator, scheme, at).await?;
    Ok(())
}

/// Has a draft set up at the factory with what its customer's book has.
pub async fn set_up(
    db: &Db,
    cast: &Cast,
    standard: ConfigurationId,
    at: Timestamp,
) -> Result<(), Failure> {
    let page = configuration_page::<ConfigurationError>(db, &cast.curator, standard, None).await?;
    let factory = Change::Factory {
        image: page.images.first().map(|image| image.id),
        tags: page.schemes.first().map(|scheme| scheme.id),
        labels: vec![
            "Property of Halden Marine".to_owned(),
            "{tag} · order {order}".to_owned(),
        ],
        settings: vec![Setting {
            key: "Boot order".to_owned(),
            value: "Disk, network".to_owned(),
        }],
    };
    change_configuration(db, &cast.curator, standard, factory, at).await?;
    Ok(())
}

/// Makes the tower and publishes it.
pub async fn tower(
    db: &Db,
    cast: &Cast,
    range: &Range,
    customer: CustomerId,
    at: Timestamp,
) -> Result<(), Failure> {
    let new = NewConfiguration {
        key: FormKey::fresh(),
        customer,
        code: "STD-SIM".to_owned(),
        name: "Simulation tower".to_owned(),
        description: "For hull models; as much power as its supply gives.".to_owned(),
        currency: Currency::EUR,
    };
    let id = create_configuration(db, &cast.curator, new, at).await?;
    let change = |change| change_configuration(db, &cast.curator, id, change, at);
    let look = || configuration_page::<ConfigurationError>(db, &cast.curator, id, None);
    let sku = |name: &str| {
        let made = range.product(name);
        made.map(|made| made.sku.clone())
            .ok_or_else(|| format!("no product {name}"))
    };
    for name in ["Tower base, 16 cores", "Board, two sockets"] {
        change(Change::AddPart {
            sku: sku(name)?,
            quantity: Quantity::pieces(1),
        })
        .await?;
    }
    for (name, least, most, options) in GROUPS {
        change(Change::AddGroup {
            name: (*name).to_owned(),
            least: *least,
            most: *most,
        })
        .await?;
        let group = look().await?.contents.groups.last().map(|group| group.id);
        let group = group.ok_or("the group was not made")?;
        for (option, most) in *options {
            change(Change::AddOption {
                group,
                sku: Some(sku(option)?),
                name: String::new(),
                quantity: Quantity::pieces(1),
                fewest: 1,
                most: *most,
                price: None,
            })
            .await?;
        }
    }
    change(Change::AddRule(NewRule::Total {
        attribute: "Power draw".to_owned(),
        bound: Bound::AtMost,
        limit: Limit::Attribute("Wattage".to_owned()),
    }))
    .await?;
    set_up(db, cast, id, at).await?;
    let version = look().await?.shown.version;
    publish_configuration(db, &cast.curator, id, version, String::new(), at).await?;
    Ok(())
}

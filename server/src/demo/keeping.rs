//! What of the range is kept as equipment, and how long it is to last.

use super::Failure;
use super::products::Range;
use domain::Timestamp;
use domain::assets::keeping::Says;
use domain::assets::{SaidOf, say_keeping};
use domain::identity::Actor;
use domain::store::Db;

/// A category, whether data lies on it, months of warranty, months until it is
/// replaced.
const KEPT: &[(&str, bool, i64, i64)] = &[
    ("workstations", true, 36, 60),
    ("notebooks", true, 36, 48),
    ("tablets", true, 24, 36),
    ("displays", false, 36, 72),
    ("printing", false, 24, 60),
    ("network", false, 60, 84),
];

/// What is used up is no unit of equipment, whatever is kept of its category: how
/// the names of such products begin.
const USED_UP: &[&str] = &["Toner", "Labels"];

/// Says it, category by category, and of what is used up.
pub async fn say(db: &Db, curator: &Actor, range: &Range, at: Timestamp) -> Result<(), Failure> {
    for (code, holds_data, warranty, refresh) in KEPT {
        let category = range
            .category(code)
            .ok_or_else(|| format!("no category {code}"))?;
        let says = Says {
            kept: Some(true),
            holds_data: Some(*holds_data),
            warranty_months: Some(*warranty),
            refresh_months: Some(*refresh),
        };
        say_keeping(db, curator, SaidOf::Category(category), says, at).await?;
    }
    let used_up = range
        .products
        .iter()
        .filter(|made| USED_UP.iter().any(|word| made.name.starts_with(word)));
    for product in used_up {
        let says = Says {
            kept: Some(false),
            ..Says::default()
        };
        say_keeping(db, curator, SaidOf::Product(product.id), says, at).await?;
    }
    Ok(())
}

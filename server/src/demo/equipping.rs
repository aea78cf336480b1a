//! Who has what at Halden Marine: delivered units are given to people, one is lent,
//! and what the company bought before us came in by file.

use super::Failure;
use super::companies::Cast;
use domain::assets::{
    AssetError, AssetView, ChangeAsset, ImportAssets, State, Wanted, asset_page, change_asset,
    equipment, import_assets,
};
use domain::identity::{CustomerRole, actor_of};
use domain::store::{Db, FormKey};
use domain::{Day, Timestamp};

/// How many of the delivered units are given away.
const GIVEN: usize = 12;
/// Bought before: what, who made it, its model, how many days ago.
const BEFORE: &[(&str, &str, &str, i64)] = &[
    ("Drawing screen, 27 inches", "Lumen", "LX-27", 1_460),
    ("Label printer", "Etikett", "EP-4", 1_120),
    ("Workshop laptop", "Terrapin", "T14 rugged", 1_205),
    ("Conference camera", "Lumen", "C-360", 640),
    ("Plotter, A0", "Grand", "GP-900", 2_010),
];
/// How many there are of each.
const OF_EACH: usize = 6;

/// Gives, lends and imports.
pub async fn equip(db: &Db, cast: &Cast, now: Timestamp) -> Result<(), Failure> {
    let customer = cast
        .customers
        .iter()
        .find(|one| one.name == "Halden Marine");
    let customer = customer.ok_or("no Halden Marine")?;
    let manager = customer.manager().ok_or("no manager")?;
    let manager = actor_of(db, manager.person, Some(customer.id), now).await?;
    let people: Vec<&str> = customer
        .people
        .iter()
        .filter(|one| one.role == CustomerRole::Requester)
        .map(|one| one.email.as_str())
        .collect();

    let file = ImportAssets {
        key: FormKey::fresh(),
        name: "inventory-2022.csv".to_owned(),
        bytes: inventory(&people, now).into_bytes(),
    };
    import_assets(db, &manager, file, now.plus_days(-60)).await?;

    let view = AssetView {
        state: Some(State::InStock),
        search: "HM-".to_owned(),
        limit: 50,
        ..AssetView::default()
    };
    let stock = equipment::<AssetError>(db, &manager, None, &view).await?;
    let given = stock.rows.iter().take(GIVEN);
    for (number, (unit, to)) in given.zip(people.iter().cycle()).enumerate() {
        let wanted = if number == 0 {
            Wanted::Lend {
                to: "Fjord Surveys, for the trial".to_owned(),
                until: Some(Day::of(now).plus_days(20)),
            }
        } else {
            Wanted::Assign {
                to: (*to).to_owned(),
            }
        };
        let found = asset_page::<AssetError>(db, &manager, &unit.service_tag, now).await?;
        let found = found.ok_or("a unit is gone")?;
        let command = ChangeAsset {
            key: FormKey::fresh(),
            tag: unit.service_tag.clone(),
            version: found.asset.version,
            wanted,
        };
        change_asset(db, &manager, command, now.plus_days(-3)).await?;
    }
    Ok(())
}

/// The file, as the company's old list had it.
fn inventory(people: &[&str], now: Timestamp) -> String {
    let mut text = "tag,serial,name,manufacturer,model,person,bought,warranty until\n".to_owned();
    let mut whose = people.iter().cycle();
    for (kind, (name, maker, model, ago)) in BEFORE.iter().enumerate() {
        for piece in 0..OF_EACH {
            let number = kind * OF_EACH + piece;
            let bought = Day::of(now.plus_days(-ago));
            let warranty = bought.plus_days(3 * 365 + 30).iso();
            // Every second one is somebody's.
            let person = if number.is_multiple_of(2) {
                whose.next()
            } else {
                None
            };
            let person = person.copied().unwrap_or_default();
            text.push_str(&format!(
                "OLD-{number:04},SN{kind}{piece:03}X,\"{name}\",{maker},{model},{person},{},{warranty}\n",
                bought.iso()
            ));
        }
    }
    text
}

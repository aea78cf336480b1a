//! The demonstration: a supplier of IT equipment, six customers of different
//! kinds and sizes, their people, agreements, and a year of what they did.
//!
//! Everything is fictional, and everything is deterministic: the same seed
//! plays the same year. It is played through the use cases themselves, each at
//! its moment in the past, so that whatever a page shows was made the way a
//! person would have made it.

mod agreements;
mod companies;
mod configuring;
mod deciding;
mod equipping;
mod factory;
mod fulfilling;
mod german;
mod handing_on;
mod helped;
mod helping;
mod history;
mod keeping;
mod knowing;
mod lessons;
mod looking;
mod pictures;
mod products;
mod reading;
mod standards;
mod subscribing;
mod supplying;

use app::frame::DemoAccount;
use domain::Timestamp;
use domain::files::Files;
use domain::identity::Password;
use domain::store::{Db, StoreError, keep_setting, setting};

/// The password of every account of the demonstration.
const PASSWORD: &str = "rapport-demo-2026";

/// The setting that says that a demonstration was begun.
const BEGUN: &str = "demo-begun";

/// Anything that goes wrong while the demonstration is made.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Fills an empty installation with the demonstration. One that has it
/// already is left as it is.
///
/// # Errors
/// A sentence: the installation is not empty, or the storage failed.
pub async fn fill(db: &Db, files: &Files, seed: u64, now: Timestamp) -> Result<(), String> {
    if setting(db, "demo-accounts")
        .await
        .map_err(|error| error.to_string())?
        .is_some()
    {
        println!("The demonstration is there already.");
        return Ok(());
    }
    if let Some(sentence) = in_the_way(db).await? {
        return Err(sentence.to_owned());
    }
    make(db, files, seed, now)
        .await
        .map_err(|error| format!("The demonstration could not be made: {error}"))
}

/// What there is that nothing goes beside.
async fn in_the_way(db: &Db) -> Result<Option<&'static str>, String> {
    if is_new(db).await? {
        return Ok(None);
    }
    let begun = setting(db, BEGUN)
        .await
        .map_err(|error| error.to_string())?;
    Ok(Some(if begun.is_some() {
        "The demonstration was begun here, and interrupted. Remove the data folder (with \
         PostgreSQL: the database, too), and run this again."
    } else {
        "This installation holds real data. The demonstration goes into an empty one: choose \
         another folder with --data."
    }))
}

/// Whether nobody, no company and nothing to sell is known yet.
pub(crate) async fn is_new(db: &Db) -> Result<bool, String> {
    let known = async {
        Ok::<_, StoreError>(
            domain::identity::is_empty(db).await? && domain::catalog::is_empty(db).await?,
        )
    };
    known.await.map_err(|error| error.to_string())
}

async fn make(db: &Db, files: &Files, seed: u64, now: Timestamp) -> Result<(), Failure> {
    keep_setting(db, BEGUN, now.0.to_string()).await?;
    let began = now.plus_days(-380);
    let hash = Password::new(PASSWORD)?.hash().await?;
    println!("[1/5] people and companies");
    let cast = companies::make(db, Some(hash), began).await?;
    println!("[2/5] products and prices");
    let range = products::make(db, &cast.curator, began).await?;
    keeping::say(db, &cast.curator, &range, began).await?;
    german::speak(db, &cast.curator, &range, began).await?;
    pictures::draw(db, files, &cast.curator, &range, began).await?;
    println!("[3/5] agreements and standard configurations");
    agreements::make(db, &cast, &range, began).await?;
    standards::make(db, &cast, &range, began).await?;
    println!("[4/5] a year of requests and orders");
    history::play(db, &cast, &range, seed, now).await?;
    equipping::equip(db, &cast, now).await?;
    supplying::supply(db, &cast.curator, &range, now).await?;
    println!("[5/5] what was learned from it");
    helping::help(db, &cast, &range, now).await?;
    subscribing::subscribe(db, &cast, &range, now).await?;
    reading::write(db, files, &cast, now).await?;
    knowing::know(db, &cast, &range, now).await?;
    handing_on::hand_on(db, files, &cast, now).await?;
    lessons::draw(db, &cast, now).await?;
    let accounts: Vec<DemoAccount> = cast.accounts(PASSWORD);
    keep_setting(db, "demo-accounts", serde_json::to_string(&accounts)?).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::{Actor, Enrol, StaffRole, enrol_staff};
    use domain::store::testing::both_engines;

    both_engines!(
        a_demonstration_that_was_interrupted_is_not_called_real_data,
        |db| async move {
            assert_eq!(in_the_way(&db).await.unwrap(), None);
            let somebody = Enrol {
                name: "Sofia Seed".to_owned(),
                email: "sofia@seed.example".parse().unwrap(),
                password_hash: None,
                language: None,
                time_zone: None,
            };
            let roles = vec![StaffRole::Admin];
            enrol_staff(&db, &Actor::system(), somebody, roles, Timestamp(1))
                .await
                .unwrap();
            let real = in_the_way(&db).await.unwrap().unwrap();
            assert!(real.contains("real data"), "{real}");
            keep_setting(&db, BEGUN, "1".to_owned()).await.unwrap();
            let begun = in_the_way(&db).await.unwrap().unwrap();
            assert!(begun.contains("interrupted"), "{begun}");
        }
    );
}

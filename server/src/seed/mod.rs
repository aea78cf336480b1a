//! `rapport seed`: customers, products and orders of any number, for load
//! tests. Written in bulk by the rooms they belong to, and deterministic: the
//! same seed makes the same companies, prices and orders; only ids differ.

mod customers;
mod orders;
mod products;
#[cfg(test)]
mod tests;

use crate::demo::is_new;
use clap::Args;
use domain::Timestamp;
use domain::identity::{Actor, Enrol, Password, StaffRole, enrol_staff};
use domain::store::Db;
use std::io::Write;
use std::time::Instant;

/// How much of everything.
#[derive(Debug, Clone, Args)]
pub struct SeedSize {
    /// How many customers.
    #[arg(long, default_value_t = 1_000)]
    pub customers: usize,
    /// How many products.
    #[arg(long, default_value_t = 10_000)]
    pub products: usize,
    /// How many orders, spread over the customers and the last year.
    #[arg(long, default_value_t = 10_000)]
    pub orders: usize,
    /// How many price lists; customers start from one of them in turn.
    #[arg(long, default_value_t = 1)]
    pub price_lists: usize,
    /// How many products have a price of their own in each agreement.
    #[arg(long, default_value_t = 5)]
    pub overrides: usize,
    /// The same seed makes the same material.
    #[arg(long, default_value_t = 2026)]
    pub seed: u64,
    /// The password of everybody in it.
    #[arg(long, default_value = "rapport-seed-2026")]
    pub password: String,
}

/// Anything that goes wrong while the material is made.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The administrator of a seeded installation.
const ADMIN: &str = "admin@seed.example";

/// Fills an empty installation.
///
/// # Errors
/// A sentence: the installation is not empty, or the storage failed.
pub async fn fill(db: &Db, size: &SeedSize, now: Timestamp) -> Result<(), String> {
    if !is_new(db).await? {
        return Err(
            "This installation holds data. Material for load tests goes into an \
                    empty one: choose another folder with --data."
                .to_owned(),
        );
    }
    if size.orders > 0 && (size.products == 0 || size.customers == 0) {
        return Err("Orders need customers and products: --customers and --products.".to_owned());
    }
    make(db, size, now)
        .await
        .map_err(|error| format!("The material could not be made: {error}"))
}

async fn make(db: &Db, size: &SeedSize, now: Timestamp) -> Result<(), Failure> {
    let began = Instant::now();
    let hash = Password::new(&size.password)?.hash().await?;
    let range = products::make(db, size, now).await?;
    let customers = customers::make(db, size, &range, &hash, now).await?;
    orders::make(db, size, &range, &customers, now).await?;
    let admin = Enrol {
        name: "Sofia Seed".to_owned(),
        email: ADMIN.parse()?,
        password_hash: Some(hash),
        language: None,
        time_zone: None,
    };
    enrol_staff(db, &Actor::system(), admin, vec![StaffRole::Admin], now).await?;
    println!(
        "{} products, {} customers and {} orders in {:.1} s.",
        size.products,
        size.customers,
        size.orders,
        began.elapsed().as_secs_f64()
    );
    println!("Sign in with the password {}:", size.password);
    println!("  {ADMIN:<34} the supplier's administrator");
    if size.customers > 0 {
        let last = customers::address(customers::MANAGER, size.customers);
        println!(
            "  {:<34} … to {last}: purchasing managers; also requester@… and approver@…",
            customers::address(customers::MANAGER, 1)
        );
    }
    Ok(())
}

/// Makes `many` of something, `at_once` in one commit, and says how far it is.
struct Progress {
    what: &'static str,
    many: usize,
    began: Instant,
}

impl Progress {
    fn of(what: &'static str, many: usize) -> Self {
        Self {
            what,
            many,
            began: Instant::now(),
        }
    }

    fn at(&self, done: usize) {
        let end = if done == self.many { "\n" } else { "" };
        eprint!(
            "\r{} of {} {} ({:.1} s){end}",
            done,
            self.many,
            self.what,
            self.began.elapsed().as_secs_f64()
        );
        // Progress that can't be shown is no reason to stop.
        let _ = std::io::stderr().flush();
    }
}

/// One commit of material, written by a room on behalf of the program itself.
macro_rules! commit {
    ($db:expr, |$tx:ident, $actor:ident| $work:expr) => {
        $db.write::<_, StoreError, _>(Actor::system().scope(), move |$tx| {
            Box::pin(async move {
                let $actor = Actor::system();
                let _ = &$actor;
                $work.await
            })
        })
    };
}
use commit;

//! How quick it is to change very many agreements, and to take in a price list.

use anyhow::Result;
use domain::agreements::sweep::{BeginSweep, Sweeping, Whom, begin_sweep, work_on_sweeps};
use domain::agreements::{Says, Validity};
use domain::catalog::import::{FromFiles, from_files};
use domain::catalog::mapping::ImportKind;
use domain::identity::Actor;
use domain::store::{Db, FormKey, Query};
use domain::{Rate, Timestamp};
use std::path::Path;
use std::time::Instant;

/// The same change of every customer's agreement, put in force.
pub async fn change_all(db: &Db, name: &str, customers: usize) -> Result<()> {
    let now = Timestamp::now();
    let what = Sweeping::Category {
        category: None,
        only: None,
        says: Says::Discount(Rate(950)),
        valid: Validity::ALWAYS,
    };
    let command = BeginSweep {
        key: FormKey::fresh(),
        whom: Whom::default(),
        what,
        note: "Measured.".to_owned(),
        publishes: true,
    };
    let began = Instant::now();
    begin_sweep(db, &Actor::system(), command, now).await?;
    let changed = work_on_sweeps(db, Timestamp::now).await?;
    println!(
        "{name}: {changed} of {customers} agreements changed and put in force in {:.1?}",
        began.elapsed()
    );
    Ok(())
}

/// A price list of as many lines as there are products.
pub async fn import_list(db: &Db, name: &str, folder: &Path) -> Result<()> {
    let mut read = db.read(Actor::system().scope()).await?;
    let skus: Vec<(String,)> = read
        .all("SELECT sku FROM product ORDER BY sku", Vec::new())
        .await?;
    drop(read);
    let lines: Vec<String> = skus
        .iter()
        .enumerate()
        .map(|(place, (sku,))| format!("{sku},{}.99", 10 + place % 900))
        .collect();
    let file = folder.join("prices.csv");
    std::fs::write(&file, format!("sku,price\n{}\n", lines.join("\n")))?;
    let files = FromFiles {
        price_list: Some("Measured".to_owned()),
        ..FromFiles::new(ImportKind::Prices, vec![file])
    };
    let began = Instant::now();
    let import = from_files(db, files, |_, _| ()).await?.import;
    let took = began.elapsed();
    let speed = import.lines as f64 / took.as_secs_f64();
    println!(
        "{name}: {} prices taken in, {} refused, in {took:.1?} ({speed:.0} lines a second)",
        import.added + import.updated,
        import.refused
    );
    Ok(())
}

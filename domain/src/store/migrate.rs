//! The migrations of both engines, embedded in the program.

use super::Result;
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use std::borrow::Cow;

macro_rules! migrations {
    ($($version:literal $name:literal),+ $(,)?) => {
        const SQLITE: &[(i64, &str, &str)] = &[$((
            $version,
            $name,
            include_str!(concat!("../../../migrations/sqlite/", $name, ".sql")),
        )),+];
        const POSTGRES: &[(i64, &str, &str)] = &[$((
            $version,
            $name,
            include_str!(concat!("../../../migrations/postgres/", $name, ".sql")),
        )),+];
    };
}

migrations! {
    1 "0001_identity",
    2 "0002_profile",
    3 "0003_catalog",
    4 "0004_agreements",
    5 "0005_configurations",
    6 "0006_orders",
    7 "0007_requests",
    8 "0008_learning",
    9 "0009_what_waits",
    10 "0010_what_pages_remember",
    11 "0011_several_agreements",
    12 "0012_planned_and_warned",
    14 "0014_in_their_place",
    15 "0015_search_words",
    16 "0016_product_master",
    17 "0017_sweeps",
    18 "0018_site",
    19 "0019_search_by_index",
    20 "0020_what_goes_together",
    21 "0021_factory_services",
    22 "0022_assets",
    23 "0023_import_changes",
    24 "0024_firmographics",
    26 "0026_files",
    27 "0027_site_documents",
    28 "0028_variants",
    29 "0029_rules_over_more",
    30 "0030_tiers",
    31 "0031_saved_filters",
    32 "0032_local_names",
    34 "0034_rounds",
    35 "0035_what_names_products",
    36 "0036_product_texts",
    37 "0037_equipment",
    38 "0038_cases",
    39 "0039_subscriptions",
    40 "0040_articles",
    41 "0041_case_work",
    42 "0042_equipment",
    43 "0043_publications",
    44 "0044_lead_times",
    45 "0045_audit_is_read",
    46 "0046_mail_that_waits",
    47 "0047_prepared_steps",
    48 "0048_payments",
    49 "0049_subscriptions_further",
    50 "0050_reading",
    51 "0051_refused_lines",
    52 "0052_units_of_lines",
    53 "0053_discounts_end",
    54 "0054_subscriptions_and_areas",
    55 "0055_case_teams",
    56 "0056_corrections",
    57 "0057_sent_back",
    58 "0058_mail_by_who_vouches",
    59 "0059_cases_of_asker",
    60 "0060_what_goes_on",
    61 "0061_repairs",
    62 "0062_whose_and_delivered",
    63 "0063_merged_cases",
    64 "0064_broken_promises",
    65 "0065_equipment_further",
    66 "0066_versions_and_uses",
}

fn migrator(files: &[(i64, &'static str, &'static str)]) -> Migrator {
    let migrations: Vec<Migration> = files
        .iter()
        .map(|(version, name, sql)| {
            Migration::new(
                *version,
                Cow::Borrowed(name),
                MigrationType::Simple,
                sql.into_sql_str(),
                false,
            )
        })
        .collect();
    Migrator::with_migrations(migrations)
}

/// Number and checksum of each migration, for SQLite and for PostgreSQL.
pub(super) type Known = Vec<(i64, Vec<u8>)>;

/// What this program would apply to an empty database.
pub(super) fn known() -> (Known, Known) {
    let of = |files| {
        migrator(files)
            .iter()
            .map(|one| (one.version, one.checksum.to_vec()))
            .collect()
    };
    (of(SQLITE), of(POSTGRES))
}

pub(super) async fn sqlite(conn: &mut sqlx::SqliteConnection) -> Result<()> {
    Ok(migrator(SQLITE).run_direct(None, conn, false).await?)
}

pub(super) async fn postgres(conn: &mut sqlx::PgConnection) -> Result<()> {
    Ok(migrator(POSTGRES).run(conn).await?)
}

/// A short name of the present schema, for the tests' template database.
#[cfg(any(test, feature = "testing"))]
pub(super) fn fingerprint() -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for (_, _, sql) in POSTGRES {
        hash.update(sql.as_bytes());
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

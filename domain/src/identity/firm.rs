//! Many companies at once, as files tell of them: finding, making, changing and
//! taking off again.

use super::Tier;
use super::companies::AboutCustomer;
use crate::args;
use crate::id::CustomerId;
use crate::profile::forget_what_was_told;
use crate::store::{
    Args, FromRow, IntoValue, Query, Result, StoreError, Tx, list_placeholders, next_numbers,
};
use crate::{Currency, Money, Timestamp};
use serde::Deserialize;

/// What is known of a company besides its name: as its own books and the
/// supplier's have it.
#[derive(Debug, Clone, PartialEq, Eq, Default, FromRow, Deserialize)]
pub struct Firmographics {
    /// Its number in the supplier's own system; empty if it has none.
    pub reference: String,
    /// What kind of business it is, in words.
    pub industry: String,
    /// What it sells in a year, in minor units of [`sales_currency`](Self::sales_currency).
    pub sales_minor: Option<i64>,
    /// The currency of its sales, ISO 4217; empty if nobody knows them.
    pub sales_currency: String,
    /// The year in which it was founded.
    pub founded: Option<i64>,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Telephone.
    pub phone: String,
}

impl Firmographics {
    /// What it sells in a year.
    #[must_use]
    pub fn sales(&self) -> Option<Money> {
        let currency: Currency = self.sales_currency.parse().ok()?;
        Some(Money::new(self.sales_minor?, currency))
    }

    /// The same with these sales.
    #[must_use]
    pub fn with_sales(self, sales: Option<Money>) -> Self {
        Self {
            sales_minor: sales.map(|sales| sales.minor),
            sales_currency: sales
                .map_or_else(String::new, |sales| sales.currency.code().to_owned()),
            ..self
        }
    }
}

/// A company that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCompany {
    /// The company.
    pub id: CustomerId,
    /// Its number: `C-00042`. Empty until it is [written](add_companies).
    pub number: String,
    /// What it is.
    pub about: AboutCustomer,
}

#[derive(FromRow)]
struct Row {
    id: CustomerId,
    number: String,
    name: String,
    mark: String,
    hue: i64,
    segment: String,
    needs: String,
    tier: String,
    employees: i64,
    country: String,
    #[sqlx(flatten)]
    firm: Firmographics,
}

/// By what companies are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompanyKey {
    /// By their ids.
    Id,
    /// By our numbers.
    Number,
    /// By their numbers in the supplier's own system.
    Reference,
    /// By their names.
    Name,
}

/// Companies that have one of these keys, to be written again in the same
/// transaction: nobody else changes them meanwhile.
///
/// # Errors
/// If they can't be read.
pub async fn companies_to_change(
    tx: &mut Tx,
    key: CompanyKey,
    wanted: Args,
) -> Result<Vec<KnownCompany>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let column = match key {
        CompanyKey::Id => "id",
        CompanyKey::Number => "number",
        CompanyKey::Reference => "reference",
        CompanyKey::Name => "name",
    };
    tx.lock("customer", "id", column, wanted.clone()).await?;
    let rows: Vec<Row> = tx
        .all(
            format!(
                "SELECT id, number, name, mark, hue, segment, needs, tier, employees, country,
                     reference, industry, sales_minor, sales_currency, founded, street, postcode, city, phone
                 FROM customer WHERE {column} IN ({}) ORDER BY number /* system */",
                list_placeholders(1, wanted.len())
            ),
            wanted,
        )
        .await?;
    Ok(rows.into_iter().map(KnownCompany::from).collect())
}

/// Companies after this number, in the order of their numbers.
///
/// # Errors
/// If they can't be read.
pub async fn companies_after(
    query: &mut impl Query,
    number: &str,
    most: i64,
) -> Result<Vec<KnownCompany>> {
    let rows: Vec<Row> = query
        .all(
            "SELECT id, number, name, mark, hue, segment, needs, tier, employees, country, reference,
                 industry, sales_minor, sales_currency, founded, street, postcode, city, phone
             FROM customer WHERE number > $1 ORDER BY number LIMIT ($2 + 0) /* staff */",
            args![number, most],
        )
        .await?;
    Ok(rows.into_iter().map(KnownCompany::from).collect())
}

impl From<Row> for KnownCompany {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            number: row.number,
            about: AboutCustomer {
                name: row.name,
                mark: row.mark,
                hue: row.hue,
                segment: row.segment,
                needs: row.needs,
                tier: Tier::from_code(&row.tier),
                employees: row.employees,
                country: row.country,
                firm: row.firm,
            },
        }
    }
}

/// Makes companies, each with the next number; answers the numbers.
///
/// # Errors
/// If they can't be written.
pub async fn add_companies(
    tx: &mut Tx,
    companies: &[KnownCompany],
    now: Timestamp,
) -> Result<Vec<String>> {
    if companies.is_empty() {
        return Ok(Vec::new());
    }
    let many = i64::try_from(companies.len()).unwrap_or(i64::MAX);
    let first = next_numbers(tx, "customer", many).await?;
    let numbers: Vec<String> = (first..)
        .take(companies.len())
        .map(|number| format!("C-{number:05}"))
        .collect();
    let rows = companies
        .iter()
        .zip(&numbers)
        .map(|(company, number)| row(company, number, now))
        .collect();
    write(tx, rows).await?;
    Ok(numbers)
}

/// Changes companies.
///
/// # Errors
/// If they can't be written.
pub async fn change_companies(
    tx: &mut Tx,
    companies: &[KnownCompany],
    now: Timestamp,
) -> Result<()> {
    let rows = companies
        .iter()
        .map(|company| row(company, &company.number, now))
        .collect();
    write(tx, rows).await
}

fn row(company: &KnownCompany, number: &str, now: Timestamp) -> Args {
    let about = &company.about;
    let firm = &about.firm;
    args![
        company.id,
        number,
        &about.name,
        &about.mark,
        about.hue,
        &about.segment,
        &about.needs,
        about.employees,
        &about.country,
        &firm.reference,
        &firm.industry,
        firm.sales_minor,
        &firm.sales_currency,
        firm.founded,
        &firm.street,
        &firm.postcode,
        &firm.city,
        &firm.phone,
        "acquisition",
        now
    ]
}

async fn write(tx: &mut Tx, rows: Vec<Args>) -> Result<()> {
    tx.insert_many(
        "INSERT INTO customer (id, number, name, mark, hue, segment, needs, employees, country,
             reference, industry, sales_minor, sales_currency, founded, street, postcode, city,
             phone, phase, created_at) VALUES /* system */",
        rows,
        "ON CONFLICT (id) DO UPDATE SET
             name = excluded.name,
             segment = excluded.segment,
             needs = excluded.needs,
             employees = excluded.employees,
             country = excluded.country,
             reference = excluded.reference,
             industry = excluded.industry,
             sales_minor = excluded.sales_minor,
             sales_currency = excluded.sales_currency,
             founded = excluded.founded,
             street = excluded.street,
             postcode = excluded.postcode,
             city = excluded.city,
             phone = excluded.phone",
    )
    .await
    .map(drop)
}

/// Removes companies again that nothing refers to: no people, no agreement, nothing
/// that happened but that they were told of an agreement with many. All at once, and
/// where one of many can't go, each half for itself. Answers those that stay.
///
/// # Errors
/// If storage fails.
pub async fn remove_companies(tx: &mut Tx, companies: Vec<CustomerId>) -> Result<Vec<CustomerId>> {
    let mut stay = Vec::new();
    let mut groups = vec![companies];
    while let Some(mut group) = groups.pop() {
        if group.is_empty() {
            continue;
        }
        tx.run("SAVEPOINT removing", args![]).await?;
        match remove_all(tx, &group).await {
            Ok(()) => {
                tx.run("RELEASE SAVEPOINT removing", args![]).await?;
            }
            Err(error) if StoreError::is_referred_to(&error) => {
                tx.run("ROLLBACK TO SAVEPOINT removing", args![]).await?;
                tx.run("RELEASE SAVEPOINT removing", args![]).await?;
                if group.len() == 1 {
                    stay.append(&mut group);
                } else {
                    groups.push(group.split_off(group.len() / 2));
                    groups.push(group);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(stay)
}

async fn remove_all(tx: &mut Tx, companies: &[CustomerId]) -> Result<()> {
    forget_what_was_told(tx, companies).await?;
    tx.run(
        format!(
            "DELETE FROM customer WHERE id IN ({}) /* system */",
            list_placeholders(1, companies.len())
        ),
        companies.iter().map(|id| id.value()).collect(),
    )
    .await
    .map(drop)
}

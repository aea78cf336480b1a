//! What people, members, units, cost centres and companies are called, for
//! pages of other rooms that keep only their ids.

use crate::args;
use crate::id::{CostCentreId, CustomerId, PersonId};
use crate::store::{EachEngine, Query, Result};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Names by id.
#[derive(Debug, Clone, Default)]
pub struct Names(HashMap<Uuid, String>);

impl Names {
    /// The name of this person, member, unit, company, or the code of this
    /// cost centre; empty if there is none in reach.
    #[must_use]
    pub fn of(&self, id: impl Into<Uuid>) -> &str {
        self.0.get(&id.into()).map_or("", String::as_str)
    }

    /// The same for an id that may be absent.
    #[must_use]
    pub fn maybe(&self, id: Option<impl Into<Uuid>>) -> &str {
        id.map_or("", |id| self.of(id))
    }
}

/// The names of whatever these ids belong to, in one statement: people,
/// members, units, cost centres, companies. For a customer only its own; for
/// staff (`None`) all.
///
/// # Errors
/// If the storage fails.
pub async fn names(
    query: &mut impl Query,
    customer: Option<CustomerId>,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Names> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Names::default());
    }
    let rows: Vec<Row> = query.all(NAMES, args![json!(ids), customer, false]).await?;
    Ok(Names(
        rows.into_iter().map(|row| (row.id.0, row.name)).collect(),
    ))
}

/// The same for a customer, and besides its cost centres with code and name
/// (`4410 Survey`) in the order of their codes: for pages that filter by them.
///
/// # Errors
/// If the storage fails.
pub async fn names_and_cost_centres(
    query: &mut impl Query,
    customer: CustomerId,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<(Names, Vec<(CostCentreId, String)>)> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let rows: Vec<Row> = query.all(NAMES, args![json!(ids), customer, true]).await?;
    let (centres, named): (Vec<Row>, Vec<Row>) =
        rows.into_iter().partition(|row| row.is_choice != 0);
    let mut centres: Vec<(CostCentreId, String)> = centres
        .into_iter()
        .map(|row| (CostCentreId(row.id.0), row.name))
        .collect();
    centres.sort_by(|one, other| one.1.cmp(&other.1));
    let names = named.into_iter().map(|row| (row.id.0, row.name)).collect();
    Ok((Names(names), centres))
}

#[derive(sqlx::FromRow)]
struct Row {
    // Any of the ids; a person's type reads them all.
    id: PersonId,
    name: String,
    // Whether it is one of the cost centres to choose from.
    is_choice: i64,
}

macro_rules! text {
    ($list:literal) => {
        concat!(
            "SELECT id, name, CAST(0 AS BIGINT) AS is_choice FROM person WHERE id IN (",
            $list,
            ")
            UNION ALL
            SELECT m.id, p.name, CAST(0 AS BIGINT) FROM membership m JOIN person p ON p.id = m.person_id
             WHERE ($2 IS NULL OR m.customer_id = $2) AND m.id IN (",
            $list,
            ")
            UNION ALL
            SELECT id, name, CAST(0 AS BIGINT) FROM unit
             WHERE ($2 IS NULL OR customer_id = $2) AND id IN (",
            $list,
            ")
            UNION ALL
            SELECT id, code, CAST(0 AS BIGINT) FROM cost_centre
             WHERE ($2 IS NULL OR customer_id = $2) AND id IN (",
            $list,
            ")
            UNION ALL
            SELECT id, name, CAST(0 AS BIGINT) FROM customer
             WHERE id IN (",
            $list,
            ") AND ($2 IS NULL OR id = $2)
            UNION ALL
            SELECT id, code || ' ' || name, CAST(1 AS BIGINT) FROM cost_centre
             WHERE customer_id = $2 AND $3 /* staff */"
        )
    };
}

const NAMES: EachEngine = EachEngine {
    sqlite: text!("SELECT value FROM json_each($1)"),
    postgres: text!("SELECT CAST(jsonb_array_elements_text($1) AS UUID)"),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{CustomerRole, testing};
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(
        names_are_found_by_any_id_and_only_in_reach,
        |db| async move {
            let (company, unit) = testing::customer(&db, "Halden Marine").await;
            let (other, _) = testing::customer(&db, "Elsewhere").await;
            let ines = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let member = ines.member().map(|member| member.id);
            let ids = [
                company.id.0,
                other.id.0,
                unit.0,
                ines.person().0,
                member.unwrap().0,
                Uuid::nil(),
            ];
            let mut read = db.read(ines.scope()).await.unwrap();
            let own = names(&mut read, Some(company.id), ids).await.unwrap();
            assert_eq!(own.of(company.id), "Halden Marine");
            assert_eq!(own.of(unit), "Dock");
            assert_eq!(
                (own.of(ines.person()), own.maybe(member)),
                ("Ines Tal", "Ines Tal")
            );
            assert_eq!(own.of(other.id), "");
            drop(read);
            let mut read = db.read(Scope::staff()).await.unwrap();
            let all = names(&mut read, None, ids).await.unwrap();
            assert_eq!(all.of(other.id), "Elsewhere");
            assert_eq!(all.of(Uuid::nil()), "");
        }
    );
}

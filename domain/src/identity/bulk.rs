//! Many companies with their people at once: material for load tests.

use super::CustomerRole;
use crate::id::{CostCentreId, CustomerId, MembershipId, PersonId, UnitId};
use crate::store::{Query, Result, Tx};
use crate::{Timestamp, args};

/// A company as it is written in bulk.
#[derive(Debug, Clone)]
pub struct BulkCompany {
    /// The company.
    pub id: CustomerId,
    /// What people call it by: `C-00001`.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Up to three letters drawn as its mark.
    pub mark: String,
    /// The hue of its accent colour.
    pub hue: i64,
    /// Its segment's code.
    pub segment: &'static str,
    /// How many people work there.
    pub employees: i64,
    /// Its units and their names.
    pub units: Vec<(UnitId, String)>,
    /// Its cost centres: code and name.
    pub cost_centres: Vec<(CostCentreId, String, String)>,
    /// Its people.
    pub members: Vec<BulkMember>,
}

/// A member as they are written in bulk.
#[derive(Debug, Clone)]
pub struct BulkMember {
    /// The membership.
    pub id: MembershipId,
    /// Their name.
    pub name: String,
    /// Their address, which nobody has yet.
    pub email: String,
    /// Their unit.
    pub unit: Option<UnitId>,
    /// What they do.
    pub role: CustomerRole,
}

/// Writes new companies with their people, who all have one password.
///
/// # Errors
/// If they can't be written: a number or an address is taken.
pub async fn put_companies(
    tx: &mut Tx,
    companies: &[BulkCompany],
    password_hash: &str,
    now: Timestamp,
) -> Result<()> {
    let (mut heads, mut units, mut centres) = (Vec::new(), Vec::new(), Vec::new());
    let (mut people, mut members, mut roles) = (Vec::new(), Vec::new(), Vec::new());
    for company in companies {
        let id = company.id;
        heads.push(args![
            id,
            &company.number,
            &company.name,
            &company.mark,
            company.hue,
            company.segment,
            company.employees,
            now
        ]);
        for (unit, name) in &company.units {
            units.push(args![*unit, id, name]);
        }
        for (centre, code, name) in &company.cost_centres {
            centres.push(args![*centre, id, code, name]);
        }
        for member in &company.members {
            let person = PersonId::new();
            people.push(args![
                person,
                &member.email,
                &member.name,
                password_hash,
                now
            ]);
            members.push(args![member.id, id, person, member.unit, true, now]);
            roles.push(args![member.id, id, member.role.code()]);
        }
    }
    for (head, rows) in [
        (
            "INSERT INTO customer (id, number, name, mark, hue, segment, employees, created_at)
             VALUES /* system */",
            heads,
        ),
        (
            "INSERT INTO unit (id, customer_id, name) VALUES /* system */",
            units,
        ),
        (
            "INSERT INTO cost_centre (id, customer_id, code, name) VALUES /* system */",
            centres,
        ),
        (
            "INSERT INTO person (id, email, name, password_hash, created_at) VALUES",
            people,
        ),
        (
            "INSERT INTO membership (id, customer_id, person_id, unit_id, active, created_at)
             VALUES /* system */",
            members,
        ),
        (
            "INSERT INTO membership_role (membership_id, customer_id, role) VALUES /* system */",
            roles,
        ),
    ] {
        tx.insert_many(head, rows, "").await?;
    }
    Ok(())
}

//! Making an [`Actor`] from what a session row knows, in one statement.

use super::actor::{Actor, Company, Member, Preview, Staff, Standing};
use super::in_force::{AGREED, InForce, applying};
use super::stand_in::{Manner, StandIn};
use super::{CustomerRole, Permission, Permissions, StaffRole};
use crate::Timestamp;
use crate::id::{CustomerId, MembershipId, PersonId, StandInId, UnitId};
use crate::store::{EachEngine, JsonRows, Result, StoreError};
use serde_json::Value as JsonValue;
use std::sync::LazyLock;

/// Everything a page must know about who asks: the person, the company, the
/// roles, the agreements in force, and the figures the frame shows. It is
/// the one read model that looks into other rooms' tables (agreement, basket,
/// requests), because a page may afford three statements and this is one. What waits for
/// staff is counted up to a hundred: nobody wants to know it more exactly.
///
/// `$1` the session, `$2` now.
pub(super) static STANDING: LazyLock<EachEngine> = LazyLock::new(|| {
    // No COALESCE: PostgreSQL asks row policies before whatever might give a row
    // away, takes COALESCE for such, and would read every customer's agreements.
    let agreements = applying(
        "CASE WHEN m.id IS NULL THEN v.id ELSE m.customer_id END",
        "CASE WHEN m.id IS NULL THEN v.segment ELSE c.segment END",
        "CASE WHEN m.id IS NULL THEN v.needs ELSE c.needs END",
        "m.unit_id",
        "$2",
        "CASE WHEN v.id IS NOT NULL THEN s.preview_revision_id END",
    );
    JsonRows::new(AGREED, &agreements).within(BEFORE, AFTER)
});

const BEFORE: &str = "
    SELECT s.data, s.expires_at,
        p.id AS person_id, p.name, p.email, p.language, p.time_zone,
        (SELECT string_agg(r.role, ',') FROM staff_role r WHERE r.person_id = p.id) AS staff_roles,
        c.id AS customer_id, c.name AS company, c.mark, c.hue, c.recording,
        m.id AS membership_id, m.unit_id, u.name AS unit_name,
        (SELECT string_agg(r.role, ',') FROM membership_role r
          WHERE r.membership_id = m.id AND r.customer_id = c.id) AS roles,
        (SELECT COUNT(*) FROM membership o WHERE o.person_id = p.id AND o.active) AS companies,
        w.id AS stand_in_id, w.manner, w.reason AS stand_in_reason, w.until AS stand_in_until,
        w.member_person_id, wp.name AS member_name,
        v.id AS preview_id, v.name AS preview_company, v.mark AS preview_mark, v.hue AS preview_hue,
        (SELECT rc.recording FROM recording_choice rc
          WHERE rc.customer_id = c.id AND rc.membership_id = m.id) AS recording_choice,
        (SELECT COUNT(*) FROM basket_line b
          WHERE b.membership_id = m.id AND b.customer_id = c.id) AS basket_lines,
        (SELECT COUNT(*) FROM request q WHERE q.customer_id = c.id AND q.membership_id <> m.id
           AND q.state IN ('submitted', 'held')) AS theirs_open,
        (SELECT COUNT(*) FROM request q WHERE q.customer_id = c.id AND q.membership_id = m.id
           AND q.state IN ('submitted', 'held')) AS mine_open,
        (SELECT COUNT(*) FROM request q WHERE q.customer_id = c.id AND q.membership_id = m.id
           AND q.state = 'asked') AS mine_asked,
        CASE WHEN s.customer_id IS NULL THEN (SELECT COUNT(*) FROM
          (SELECT 1 AS one FROM purchase_order o WHERE o.state = 'placed' LIMIT 100) few)
          ELSE 0 END AS orders_waiting,
        CASE WHEN s.customer_id IS NULL THEN (SELECT COUNT(*) FROM
          (SELECT 1 AS one FROM play y WHERE y.state = 'proposed' LIMIT 100) few)
          ELSE 0 END AS plays_waiting,
        ";

const AFTER: &str = " AS in_force
    FROM session s
    LEFT JOIN person p ON p.id = s.person_id AND p.signed_out_at <= s.began_at
    LEFT JOIN stand_in w ON w.id = s.stand_in_id AND w.person_id = p.id
        AND s.customer_id IS NULL AND w.until > $2 AND w.ended_at IS NULL
        AND EXISTS (SELECT 1 FROM membership x
            WHERE x.id = w.membership_id AND x.customer_id = w.customer_id AND x.active)
    LEFT JOIN person wp ON wp.id = w.member_person_id
    LEFT JOIN customer c ON c.id =
        CASE WHEN s.customer_id IS NULL THEN w.customer_id ELSE s.customer_id END
    LEFT JOIN membership m ON m.customer_id = c.id
        AND m.person_id =
            CASE WHEN w.member_person_id IS NULL THEN p.id ELSE w.member_person_id END AND m.active
    LEFT JOIN unit u ON u.id = m.unit_id AND u.customer_id = c.id
    LEFT JOIN customer v ON v.id = s.preview_customer_id AND s.customer_id IS NULL
    WHERE s.id = $1 AND s.expires_at > $2 /* system */";

/// What [`STANDING`] answers.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct StandingRow {
    data: sqlx::types::Json<JsonValue>,
    expires_at: Timestamp,
    person_id: Option<PersonId>,
    name: Option<String>,
    email: Option<String>,
    language: Option<String>,
    time_zone: Option<String>,
    staff_roles: Option<String>,
    customer_id: Option<CustomerId>,
    company: Option<String>,
    mark: Option<String>,
    hue: Option<i64>,
    recording: Option<String>,
    membership_id: Option<MembershipId>,
    unit_id: Option<UnitId>,
    unit_name: Option<String>,
    roles: Option<String>,
    companies: i64,
    recording_choice: Option<bool>,
    basket_lines: i64,
    theirs_open: i64,
    mine_open: i64,
    mine_asked: i64,
    orders_waiting: i64,
    plays_waiting: i64,
    stand_in_id: Option<StandInId>,
    manner: Option<String>,
    stand_in_reason: Option<String>,
    stand_in_until: Option<Timestamp>,
    member_person_id: Option<PersonId>,
    member_name: Option<String>,
    preview_id: Option<CustomerId>,
    preview_company: Option<String>,
    preview_mark: Option<String>,
    preview_hue: Option<i64>,
    /// The agreements that apply, as JSON.
    in_force: String,
}

/// A session and who is asking by it.
#[derive(Debug, Clone)]
pub struct Found {
    /// Whatever else the session keeps.
    pub data: JsonValue,
    /// When the session ends.
    pub expires_at: Timestamp,
    /// Who is asking; nobody if the session is anonymous, or its person was
    /// signed out everywhere, or is no longer a member.
    pub actor: Option<Actor>,
    /// The reader's time zone (IANA name), if chosen.
    pub time_zone: Option<String>,
}

impl StandingRow {
    pub(super) fn found(self) -> Result<Found> {
        Ok(Found {
            expires_at: self.expires_at,
            time_zone: self.time_zone.clone(),
            data: self.data.0.clone(),
            actor: self.actor()?,
        })
    }

    /// In whose place the person is, if they may still be.
    fn stand_in(&self, as_staff: Permissions) -> Result<Option<StandIn>> {
        let (Some(id), Some(member_person), Some(until), Some(_)) = (
            self.stand_in_id,
            self.member_person_id,
            self.stand_in_until,
            self.membership_id,
        ) else {
            return Ok(None);
        };
        let code = self.manner.as_deref().unwrap_or_default();
        let manner = Manner::from_code(code)
            .ok_or_else(|| StoreError::bad_row("stand_in", format!("manner {code}")))?;
        Ok(manner.allowed_by(as_staff).then(|| StandIn {
            id,
            manner,
            member_person,
            member_name: self.member_name.clone().unwrap_or_default(),
            reason: self.stand_in_reason.clone().unwrap_or_default(),
            until,
        }))
    }

    fn actor(self) -> Result<Option<Actor>> {
        let Some(person) = self.person_id else {
            return Ok(None);
        };
        let in_force = InForce::read(&self.in_force)?;
        let supplier = i64::from(self.staff_roles.is_some());
        let staff_roles = read_roles(
            self.staff_roles.as_deref(),
            "staff_role",
            StaffRole::from_code,
        )?;
        let as_staff = union(staff_roles.iter().map(|role| role.permissions()));
        let stand_in = self.stand_in(as_staff)?;
        // Who may no longer be in a member's place is back in their own.
        let (customer, membership) = match (self.stand_in_id, &stand_in) {
            (Some(_), None) => (None, None),
            _ => (self.customer_id, self.membership_id),
        };
        // In a member's place nobody switches to another one.
        let standings = match stand_in {
            Some(_) => 1,
            None => self.companies + supplier,
        };
        let mut name = self.name.unwrap_or_default();
        let (permissions, standing) = match (customer, membership) {
            (Some(customer), Some(membership)) => {
                let roles = read_roles(
                    self.roles.as_deref(),
                    "membership_role",
                    CustomerRole::from_code,
                )?;
                let mut permissions = union(roles.iter().map(|role| role.permissions()));
                if let Some(stand_in) = &stand_in {
                    permissions = stand_in.manner.leaves(permissions);
                    name = match stand_in.manner {
                        Manner::Looking => stand_in.member_name.clone(),
                        // Both names, wherever one is written down.
                        Manner::Acting => format!("{} ({name})", stand_in.member_name),
                    };
                }
                // As the life cycle of requests has it: who may approve decides
                // for others, and for themselves if they could order anyway.
                let mut waiting = self.mine_asked;
                if permissions.allow(Permission::Approve) {
                    waiting += self.theirs_open;
                    if permissions.allow(Permission::Order) {
                        waiting += self.mine_open;
                    }
                }
                let member = Member {
                    id: membership,
                    company: Company {
                        id: customer,
                        name: self.company.unwrap_or_default(),
                        mark: self.mark.unwrap_or_default(),
                        hue: self.hue.unwrap_or_default(),
                    },
                    unit: self.unit_id,
                    unit_name: self.unit_name,
                    roles,
                    in_force,
                    basket_lines: self.basket_lines,
                    waiting,
                    // What the supplier's people look at says nothing about the
                    // member.
                    recording: stand_in.is_none()
                        && self.recording.as_deref() == Some("all")
                        && self.recording_choice.unwrap_or(true),
                };
                (permissions, Standing::Member(Box::new(member)))
            }
            // The membership ended after the session began.
            (Some(_), None) => return Ok(None),
            (None, _) => {
                if staff_roles.is_empty() {
                    return Ok(None);
                }
                let preview = self.preview_id.map(|id| {
                    Box::new(Preview {
                        company: Company {
                            id,
                            name: self.preview_company.unwrap_or_default(),
                            mark: self.preview_mark.unwrap_or_default(),
                            hue: self.preview_hue.unwrap_or_default(),
                        },
                        in_force,
                    })
                });
                let staff = Staff {
                    roles: staff_roles,
                    preview,
                    orders_waiting: self.orders_waiting,
                    plays_waiting: self.plays_waiting,
                };
                (as_staff, Standing::Staff(staff))
            }
        };
        Ok(Some(Actor {
            person,
            name,
            email: self.email.unwrap_or_default(),
            reads: None,
            language: self.language,
            permissions,
            standing,
            standings,
            stand_in: stand_in.map(Box::new),
        }))
    }
}

fn union(sets: impl Iterator<Item = Permissions>) -> Permissions {
    sets.fold(Permissions::default(), Permissions::and)
}

fn read_roles<R>(
    codes: Option<&str>,
    table: &'static str,
    read: impl Fn(&str) -> Option<R>,
) -> Result<Vec<R>> {
    codes
        .unwrap_or_default()
        .split(',')
        .filter(|code| !code.is_empty())
        .map(|code| read(code).ok_or_else(|| StoreError::bad_row(table, format!("role {code}"))))
        .collect()
}

#[cfg(test)]
mod tests;

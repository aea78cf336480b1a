//! Making an [`Actor`] from what a session row knows, in one statement.

use super::actor::{Actor, Company, Member, Preview, Staff, Standing};
use super::{CustomerRole, Permissions, StaffRole};
use crate::Timestamp;
use crate::id::{CustomerId, MembershipId, PersonId, RevisionId, UnitId};
use crate::store::{Result, StoreError};
use serde_json::Value as JsonValue;

/// Everything a page must know about who asks: the person, the company, the
/// roles, the agreement in force, and the two figures the frame shows. It is
/// the one read model that looks into other rooms' tables (agreement, basket,
/// requests), because a page may afford three statements and this is one.
///
/// `$1` the session, `$2` now.
pub(super) const STANDING: &str = "
    SELECT s.data, s.expires_at, s.preview_revision_id,
        p.id AS person_id, p.name, p.email, p.language, p.time_zone,
        (SELECT string_agg(r.role, ',') FROM staff_role r WHERE r.person_id = p.id) AS staff_roles,
        c.id AS customer_id, c.name AS company, c.mark, c.hue, c.recording,
        m.id AS membership_id, m.unit_id, u.name AS unit_name,
        (SELECT string_agg(r.role, ',') FROM membership_role r
          WHERE r.membership_id = m.id AND r.customer_id = c.id) AS roles,
        (SELECT COUNT(*) FROM membership o WHERE o.person_id = p.id AND o.active) AS companies,
        v.id AS preview_id, v.name AS preview_company, v.mark AS preview_mark, v.hue AS preview_hue
    FROM session s
    LEFT JOIN person p ON p.id = s.person_id AND p.signed_out_at <= s.began_at
    LEFT JOIN customer c ON c.id = s.customer_id
    LEFT JOIN membership m ON m.customer_id = s.customer_id AND m.person_id = p.id AND m.active
    LEFT JOIN unit u ON u.id = m.unit_id AND u.customer_id = c.id
    LEFT JOIN customer v ON v.id = s.preview_customer_id
    WHERE s.id = $1 AND s.expires_at > $2 /* system */";

/// What [`STANDING`] answers.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct StandingRow {
    data: sqlx::types::Json<JsonValue>,
    expires_at: Timestamp,
    preview_revision_id: Option<RevisionId>,
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
    preview_id: Option<CustomerId>,
    preview_company: Option<String>,
    preview_mark: Option<String>,
    preview_hue: Option<i64>,
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

    fn actor(self) -> Result<Option<Actor>> {
        let Some(person) = self.person_id else {
            return Ok(None);
        };
        let (permissions, standing) = match (self.customer_id, self.membership_id) {
            (Some(customer), Some(membership)) => {
                let roles = read_roles(
                    self.roles.as_deref(),
                    "membership_role",
                    CustomerRole::from_code,
                )?;
                let permissions = union(roles.iter().map(|role| role.permissions()));
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
                    in_force: None,
                    companies: self.companies,
                    basket_lines: 0,
                    waiting: 0,
                    recording: self.recording.as_deref() == Some("all"),
                };
                (permissions, Standing::Member(Box::new(member)))
            }
            // The membership ended after the session began.
            (Some(_), None) => return Ok(None),
            (None, _) => {
                let roles = read_roles(
                    self.staff_roles.as_deref(),
                    "staff_role",
                    StaffRole::from_code,
                )?;
                if roles.is_empty() {
                    return Ok(None);
                }
                let permissions = union(roles.iter().map(|role| role.permissions()));
                let preview = self.preview_id.map(|id| Preview {
                    company: Company {
                        id,
                        name: self.preview_company.unwrap_or_default(),
                        mark: self.preview_mark.unwrap_or_default(),
                        hue: self.preview_hue.unwrap_or_default(),
                    },
                    in_force: None,
                });
                (permissions, Standing::Staff(Staff { roles, preview }))
            }
        };
        Ok(Some(Actor {
            person,
            name: self.name.unwrap_or_default(),
            email: self.email.unwrap_or_default(),
            language: self.language,
            permissions,
            standing,
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
        .map(|code| {
            read(code).ok_or_else(|| StoreError::BadRow {
                table,
                what: format!("role {code}"),
            })
        })
        .collect()
}

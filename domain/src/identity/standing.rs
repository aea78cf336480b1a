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
        let manner = Manner::from_code(code).ok_or_else(|| StoreError::BadRow {
            table: "stand_in",
            what: format!("manner {code}"),
        })?;
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
        .map(|code| {
            read(code).ok_or_else(|| StoreError::BadRow {
                table,
                what: format!("role {code}"),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use crate::id::{AgreementId, PriceListId, RevisionId};
    use crate::identity::testing::{customer, member, staff};
    use crate::identity::{
        SessionRow, begin_session, delete_session, load_session, sign_out_everywhere,
    };
    use crate::store::testing::both_engines;
    use crate::store::{Args, Db, Query, Scope, counted};
    use serde_json::json;

    async fn insert(db: &Db, head: &'static str, row: Args) {
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move { tx.insert_many(head, vec![row], "").await })
        })
        .await
        .unwrap();
    }

    /// An agreement with one revision, in force from `from` until `until` if
    /// it is published.
    async fn agreement(
        db: &Db,
        customer: CustomerId,
        number: &str,
        state: &str,
        (from, until): (i64, i64),
    ) -> RevisionId {
        let (list, id, revision) = (PriceListId::new(), AgreementId::new(), RevisionId::new());
        insert(
            db,
            "INSERT INTO price_list (id, name, currency, created_at) VALUES",
            args![list, list.to_string(), "EUR", 0_i64],
        )
        .await;
        insert(
            db,
            "INSERT INTO agreement (id, customer_id, number, currency, published_revision_id,
                 created_at) VALUES",
            args![
                id,
                customer,
                number,
                "EUR",
                (state == "published").then_some(revision),
                0_i64
            ],
        )
        .await;
        insert(
            db,
            "INSERT INTO agreement_revision (id, customer_id, agreement_id, number, state,
                 price_list_id, valid_from, valid_until, made_by, made_by_name, created_at) VALUES",
            args![
                revision,
                customer,
                id,
                1_i64,
                state,
                list,
                from,
                until,
                PersonId::new(),
                "Piet",
                0_i64
            ],
        )
        .await;
        revision
    }

    fn session(id: &str, person: PersonId, customer: Option<CustomerId>) -> SessionRow {
        SessionRow {
            id: id.to_owned(),
            person: Some(person),
            customer,
            preview_customer: None,
            preview_revision: None,
            stand_in: None,
            data: json!({}),
            expires_at: Timestamp(1_000_000),
        }
    }

    async fn who(db: &Db, row: SessionRow, now: i64) -> Option<Actor> {
        let id = row.id.clone();
        delete_session(db, row.id.clone()).await.unwrap();
        begin_session(db, row, Timestamp(10)).await.unwrap();
        load_session(db, &id, Timestamp(now))
            .await
            .unwrap()
            .and_then(|found| found.actor)
    }

    both_engines!(
        a_member_asks_under_the_agreement_that_applies_now,
        |db| async move {
            let (company, unit) = customer(&db, "Halden").await;
            let (other, _) = customer(&db, "Other").await;
            let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
            agreement(&db, company.id, "ended", "published", (0, 100)).await;
            agreement(&db, company.id, "draft", "draft", (0, i64::MAX)).await;
            agreement(&db, other.id, "theirs", "published", (0, i64::MAX)).await;
            agreement(&db, company.id, "later", "published", (900, i64::MAX)).await;
            let long = agreement(&db, company.id, "long", "published", (50, i64::MAX)).await;
            let newer = agreement(&db, company.id, "newer", "published", (300, 800)).await;
            for (now, expected) in [(60, "long"), (200, "long"), (500, "newer"), (950, "later")] {
                let actor = who(&db, session("s", ines.person(), Some(company.id)), now)
                    .await
                    .unwrap();
                let in_force = actor.member().unwrap().in_force.clone();
                assert_eq!(
                    in_force.as_ref().unwrap().first.number,
                    expected,
                    "at {now}"
                );
                let mut read = db.read(Scope::system()).await.unwrap();
                let said =
                    crate::identity::in_force(&mut read, company.id, None, Timestamp(now)).await;
                assert_eq!(said.unwrap(), in_force, "both say the same at {now}");
            }
            let actor = who(&db, session("s", ines.person(), Some(company.id)), 500)
                .await
                .unwrap();
            let in_force = actor.member().unwrap().in_force.clone().unwrap();
            assert_eq!(in_force.first.revision, newer);
            assert_eq!(in_force.first.valid_until, Timestamp(800));
            assert_eq!(in_force.currency.code(), "EUR");
            let actor = who(&db, session("s", ines.person(), Some(company.id)), 60)
                .await
                .unwrap();
            let in_force = actor.member().unwrap().in_force.clone().unwrap();
            assert_eq!(
                (in_force.first.revision, in_force.first.valid_until.0),
                (long, i64::MAX)
            );
        }
    );

    both_engines!(
        staff_preview_the_draft_of_that_customer_or_what_is_published,
        |db| async move {
            let (company, _) = customer(&db, "Halden").await;
            let (other, _) = customer(&db, "Other").await;
            let piet = staff(&db, &[StaffRole::Curator]).await;
            let draft = agreement(&db, company.id, "draft", "draft", (0, i64::MAX)).await;
            let published = agreement(&db, company.id, "now", "published", (0, i64::MAX)).await;
            let theirs = agreement(&db, other.id, "theirs", "draft", (0, i64::MAX)).await;
            for (revision, expected) in [
                (None, vec![published]),
                (Some(draft), vec![draft, published]),
                (Some(theirs), vec![published]),
                (Some(RevisionId::new()), vec![published]),
            ] {
                let row = SessionRow {
                    preview_customer: Some(company.id),
                    preview_revision: revision,
                    ..session("s", piet.person(), None)
                };
                let actor = who(&db, row, 20).await.unwrap();
                let shopper = actor.shopper().unwrap();
                assert!(shopper.preview);
                assert_eq!(shopper.company.id, company.id);
                let shown = shopper.in_force.unwrap().all();
                let mut shown: Vec<RevisionId> = shown.map(|one| one.revision).collect();
                shown.sort();
                assert_eq!(shown, expected);
                assert!(actor.member().is_none());
            }
        }
    );

    both_engines!(
        a_member_previews_nothing_whatever_stands_in_the_session,
        |db| async move {
            let (company, unit) = customer(&db, "Halden").await;
            let (other, _) = customer(&db, "Other").await;
            let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let theirs = agreement(&db, other.id, "theirs", "published", (0, i64::MAX)).await;
            let row = SessionRow {
                preview_customer: Some(other.id),
                preview_revision: Some(theirs),
                ..session("s", ines.person(), Some(company.id))
            };
            let actor = who(&db, row, 20).await.unwrap();
            let shopper = actor.shopper().unwrap();
            assert_eq!(shopper.company.id, company.id);
            assert_eq!(shopper.in_force, None);
            assert!(!shopper.preview);
            let without = SessionRow {
                preview_customer: Some(other.id),
                ..session("t", ines.person(), None)
            };
            assert_eq!(who(&db, without, 20).await, None, "no staff, no preview");
        }
    );

    both_engines!(
        signing_out_everywhere_ends_what_has_begun_and_nothing_after,
        |db| async move {
            let (company, unit) = customer(&db, "Halden").await;
            let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let before = session("before", ines.person(), Some(company.id));
            let actor = who(&db, before, 20).await.unwrap();
            sign_out_everywhere(&db, &actor, Timestamp(30))
                .await
                .unwrap();
            let gone = load_session(&db, "before", Timestamp(31)).await.unwrap();
            assert_eq!(gone.and_then(|found| found.actor), None);
            let after = session("after", ines.person(), Some(company.id));
            begin_session(&db, after, Timestamp(31)).await.unwrap();
            let there = load_session(&db, "after", Timestamp(32)).await.unwrap();
            assert!(there.unwrap().actor.is_some());
        }
    );

    both_engines!(
        basket_recording_and_waiting_requests_are_the_members_own,
        |db| async move {
            let (company, unit) = customer(&db, "Halden").await;
            let (other, dock) = customer(&db, "Other").await;
            let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let ola = member(&db, &company, unit, &[CustomerRole::Approver]).await;
            let dana = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            let eve = member(&db, &other, dock, &[CustomerRole::PurchasingManager]).await;
            let people = [&ines, &ola, &dana, &eve];
            let [ines_id, ola_id, dana_id, eve_id] = people.map(|actor| actor.member().unwrap().id);
            for (line, member) in [(1, ines_id), (2, ines_id), (3, ola_id)] {
                insert(
                    &db,
                    "INSERT INTO basket_line (id, customer_id, membership_id, thing, chosen, sku,
                         name, quantity, added_at) VALUES",
                    args![
                        uuid::Uuid::now_v7(),
                        company.id,
                        member,
                        format!("words {line}"),
                        json!([]),
                        "",
                        "Chair",
                        1000_i64,
                        0_i64
                    ],
                )
                .await;
            }
            for (number, company, member, state) in [
                (1, company.id, ines_id, "submitted"),
                (2, company.id, ines_id, "asked"),
                (3, company.id, ola_id, "held"),
                (4, company.id, dana_id, "submitted"),
                (5, company.id, ines_id, "ordered"),
                (6, other.id, eve_id, "submitted"),
            ] {
                insert(
                    &db,
                    "INSERT INTO request (id, customer_id, number, title, membership_id, for_whom,
                         reason, state, currency, lines, unpriced, goods_minor, verdict,
                         submitted_at) VALUES",
                    args![
                        uuid::Uuid::now_v7(),
                        company,
                        format!("R-{number}"),
                        "Chair",
                        member,
                        "",
                        "",
                        state,
                        "EUR",
                        1_i64,
                        0_i64,
                        100_i64,
                        json!({}),
                        0_i64
                    ],
                )
                .await;
            }
            insert(
                &db,
                "INSERT INTO recording_choice (customer_id, membership_id, recording, at) VALUES",
                args![company.id, ola_id, false, 0_i64],
            )
            .await;
            let mut seen = Vec::new();
            for actor in people {
                let customer = actor.member().unwrap().company.id;
                let row = session("s", actor.person(), Some(customer));
                let actor = who(&db, row, 20).await.unwrap();
                let member = actor.member().unwrap();
                seen.push((member.basket_lines, member.waiting, member.recording));
            }
            assert_eq!(
                seen,
                [
                    (2, 1, true),  // Ines answers her own request
                    (1, 2, false), // Ola decides those of Ines and Dana, not his own
                    (0, 3, true),  // Dana decides all three, her own too
                    (0, 1, true),
                ]
            );
        }
    );

    both_engines!(who_asks_is_one_statement, |db| async move {
        let (company, unit) = customer(&db, "Halden").await;
        let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let row = session("s", ines.person(), Some(company.id));
        begin_session(&db, row, Timestamp(10)).await.unwrap();
        let (found, statements) = counted(load_session(&db, "s", Timestamp(20))).await;
        assert!(found.unwrap().unwrap().actor.is_some());
        assert_eq!(statements, 1);
    });

    both_engines!(who_asks_is_found_by_indexes_alone, |db| async move {
        let mut read = db.read(Scope::system()).await.unwrap();
        let plan = STANDING.plan(&mut read, args!["s", 0_i64]).await.unwrap();
        for step in plan.lines().map(str::trim) {
            // The few that were found are walked through one by one.
            let few = ["SCAN few", "SCAN g", "SCAN CONSTANT ROW"];
            let walks =
                step.starts_with("SCAN") && !few.contains(&step) || step.contains("Seq Scan");
            assert!(!walks, "{step}\n{plan}");
        }
    });
}

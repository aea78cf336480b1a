//! The supplier's people in a member's place: looking at the site as that
//! person sees it, or acting for them, for a reason and a limited time. Who
//! looks can change nothing; who acts leaves both names on what they do.

use super::{Actor, CustomerRole, Denied, Permission, Permissions};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, MembershipId, PersonId, StandInId};
use crate::mail::{self, Message, Recipient};
use crate::store::{Asked, Db, JsonRows, Query, StoreError, containing};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// For how many minutes somebody may act for a member.
pub const MINUTES: [i64; 4] = [15, 30, 60, 120];

/// For how many minutes somebody looks, unless they leave before.
const LOOKING_MINUTES: i64 = 240;

/// The longest reason, in characters.
pub const LONGEST_STAND_IN_REASON: usize = 500;

/// What somebody does in a member's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Looks at the site as that person sees it. Nothing can be submitted.
    Looking,
    /// Acts for them.
    Acting,
}

impl Manner {
    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Looking => "looking",
            Self::Acting => "acting",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        [Self::Looking, Self::Acting]
            .into_iter()
            .find(|manner| manner.code() == code)
    }

    /// Whether these permissions of the supplier's person allow it.
    pub(super) const fn allowed_by(self, permissions: Permissions) -> bool {
        match self {
            Self::Looking => permissions.allow(Permission::SeeCustomers),
            Self::Acting => {
                permissions.allow(Permission::Curate)
                    || permissions.allow(Permission::KnowCustomers)
            }
        }
    }

    /// What of a member's permissions is left in their place. Whoever acts for
    /// a customer neither decides its requests nor manages its people: those
    /// stay the customer's own.
    pub(super) fn leaves(self, permissions: Permissions) -> Permissions {
        match self {
            Self::Looking => permissions,
            Self::Acting => [
                Permission::Browse,
                Permission::Request,
                Permission::Order,
                Permission::SeeCompany,
            ]
            .into_iter()
            .filter(|one| permissions.allow(*one))
            .collect(),
        }
    }
}

/// Somebody of the supplier in a member's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// Names it.
    pub id: StandInId,
    /// What they do there.
    pub manner: Manner,
    /// The member's person.
    pub member_person: PersonId,
    /// The member's name.
    pub member_name: String,
    /// Why; empty for looking.
    pub reason: String,
    /// When it ends by itself.
    pub until: Timestamp,
}

/// What somebody is about to do in a member's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InTheirPlace {
    /// Look at the site.
    Look,
    /// Act for them.
    Act {
        /// Why; the member reads it.
        reason: String,
        /// For how long, one of [`MINUTES`].
        minutes: i64,
    },
}

/// Why nobody came into a member's place.
#[derive(Debug, thiserror::Error)]
pub enum StandInError {
    /// Not for this person, or there is no such member.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No reason was given.
    #[error("the reason is missing")]
    NoReason,
    /// The reason has more than [`LONGEST_STAND_IN_REASON`] characters.
    #[error("the reason is too long")]
    LongReason,
    /// Not one of [`MINUTES`].
    #[error("the time is none of those offered")]
    WrongTime,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A member, in a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MemberBrief {
    /// The membership.
    pub id: MembershipId,
    /// The person's name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their unit's name.
    pub unit: Option<String>,
    /// The codes of their roles, with commas.
    pub roles: Option<String>,
}

impl MemberBrief {
    /// Their roles.
    #[must_use]
    pub fn roles(&self) -> Vec<CustomerRole> {
        let codes = self.roles.as_deref().unwrap_or_default();
        codes
            .split(',')
            .filter_map(CustomerRole::from_code)
            .collect()
    }
}

/// The customer's members, by name, at most five hundred. `words` narrows them
/// by name or address, `only` to one.
///
/// # Errors
/// [`Denied`] unless the person may see customers.
pub fn ask_members_of(
    actor: &Actor,
    customer: CustomerId,
    words: &str,
    only: Option<MembershipId>,
) -> Result<Asked<'static, Vec<MemberBrief>>, Denied> {
    static MEMBERS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "email", "unit", "roles"],
            "SELECT m.id, p.name, p.email, u.name AS unit,
                 (SELECT string_agg(r.role, ',') FROM membership_role r
                  WHERE r.membership_id = m.id AND r.customer_id = m.customer_id) AS roles
             FROM membership m
             JOIN person p ON p.id = m.person_id
             LEFT JOIN unit u ON u.id = m.unit_id AND u.customer_id = m.customer_id
             WHERE m.customer_id = $1 AND m.active
                 AND ($3 IS NULL OR m.id = $3)
                 AND (lower(p.name) LIKE ('' || $2) ESCAPE '\\'
                     OR p.email LIKE ('' || $2) ESCAPE '\\')
             ORDER BY lower(p.name), m.id LIMIT 500",
        )
    });
    actor.demand(Permission::SeeCustomers)?;
    Ok(MEMBERS.ask(args![customer, containing(words), only]))
}

/// Puts somebody of the supplier into a member's place. The server keeps the
/// answer in the session. Who is acted for is told by mail.
///
/// # Errors
/// See [`StandInError`].
pub async fn stand_in(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    member: MembershipId,
    what: InTheirPlace,
    now: Timestamp,
) -> Result<StandInId, StandInError> {
    let (manner, reason, minutes) = match what {
        InTheirPlace::Look => (Manner::Looking, String::new(), LOOKING_MINUTES),
        InTheirPlace::Act { reason, minutes } => {
            (Manner::Acting, reason.trim().to_owned(), minutes)
        }
    };
    if actor.staff().is_none() || !manner.allowed_by(actor.permissions) {
        return Err(Denied.into());
    }
    if manner == Manner::Acting {
        if reason.is_empty() {
            return Err(StandInError::NoReason);
        }
        if reason.chars().count() > LONGEST_STAND_IN_REASON {
            return Err(StandInError::LongReason);
        }
        if !MINUTES.contains(&minutes) {
            return Err(StandInError::WrongTime);
        }
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let found: Option<(PersonId, String, String, Option<String>)> = tx
                .maybe(
                    "SELECT p.id, p.email, p.name, p.language
                     FROM membership m JOIN person p ON p.id = m.person_id
                     WHERE m.id = $1 AND m.customer_id = $2 AND m.active",
                    args![member, customer],
                )
                .await?;
            let (person, email, name, language) = found.ok_or(Denied)?;
            let (id, until) = (StandInId::new(), now.plus_seconds(minutes * 60));
            tx.run(
                "INSERT INTO stand_in (id, customer_id, membership_id, member_person_id,
                     person_id, manner, reason, began_at, until)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                args![
                    id,
                    customer,
                    member,
                    person,
                    actor.person(),
                    manner.code(),
                    reason.as_str(),
                    now,
                    until
                ],
            )
            .await?;
            let entry = audit::Entry {
                action: match manner {
                    Manner::Looking => "member.looked-as",
                    Manner::Acting => "member.acted-for",
                },
                subject: person.to_string(),
                customer: Some(customer),
                detail: json!({ "stand-in": id, "reason": reason.as_str(), "until": until }),
            };
            audit::record(tx, &actor, entry, now).await?;
            let tell = (manner == Manner::Acting).then(|| Message {
                kind: "acted-for",
                customer: Some(customer),
                to: Recipient {
                    email,
                    name,
                    language,
                },
                payload: json!({
                    "who": actor.name(),
                    "reason": reason.as_str(),
                    "minutes": minutes,
                    "path": "/",
                }),
            });
            mail::enqueue(tx, tell.into_iter().collect(), now).await?;
            Ok(id)
        })
    })
    .await
}

/// Leaves a member's place.
///
/// # Errors
/// If the storage fails. Who is in nobody's place leaves none.
pub async fn leave_place(db: &Db, actor: &Actor, now: Timestamp) -> Result<(), StoreError> {
    let Some(stand_in) = actor.stand_in().cloned() else {
        return Ok(());
    };
    let actor = actor.clone();
    let customer = actor.member().map(|member| member.company.id);
    // Who only looks could write nothing, not even this.
    db.write(crate::store::Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE stand_in SET ended_at = $2
                 WHERE id = $1 AND person_id = $3 AND ended_at IS NULL /* system */",
                args![stand_in.id, now, actor.person()],
            )
            .await?;
            let entry = audit::Entry {
                action: "member.place-left",
                subject: stand_in.member_person.to_string(),
                customer,
                detail: json!({ "stand-in": stand_in.id }),
            };
            audit::record(tx, &actor, entry, now).await
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::testing::{customer, member, staff};
    use crate::identity::{SessionRow, StaffRole, begin_session, delete_session, load_session};
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    const NOW: Timestamp = Timestamp(1_781_417_520_000);

    /// Who asks in the session of this person, in this place.
    async fn seen(
        db: &Db,
        actor: &Actor,
        place: Option<StandInId>,
        now: Timestamp,
    ) -> Option<Actor> {
        let row = SessionRow {
            id: "s".to_owned(),
            person: Some(actor.person()),
            customer: None,
            preview_customer: None,
            preview_revision: None,
            stand_in: place,
            data: json!({}),
            expires_at: now.plus_days(1),
        };
        delete_session(db, "s".to_owned()).await.unwrap();
        begin_session(db, row, now).await.unwrap();
        load_session(db, "s", now).await.unwrap().unwrap().actor
    }

    fn act(reason: &str, minutes: i64) -> InTheirPlace {
        InTheirPlace::Act {
            reason: reason.to_owned(),
            minutes,
        }
    }

    async fn change(db: &Db, sql: &'static str) {
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move { tx.run(sql, args![false]).await.map(drop) })
        })
        .await
        .unwrap();
    }

    both_engines!(
        who_looks_sees_what_the_member_sees_and_changes_nothing,
        |db| async move {
            let (company, unit) = customer(&db, "Halden Marine").await;
            let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            let desk = staff(&db, &[StaffRole::OrderDesk]).await;
            let id = manager.member().unwrap().id;
            let place = stand_in(&db, &desk, company.id, id, InTheirPlace::Look, NOW)
                .await
                .unwrap();
            let looking = seen(&db, &desk, Some(place), NOW).await.unwrap();
            let theirs = looking.member().unwrap();
            assert_eq!(
                (theirs.id, theirs.unit, theirs.recording),
                (id, Some(unit), false)
            );
            assert_eq!(
                (looking.name(), looking.person()),
                ("Ines Tal", desk.person())
            );
            assert!(looking.may(Permission::Order) && looking.only_looks());
            assert!(!looking.may(Permission::Fulfil) && looking.staff().is_none());
            let refused = db
                .write::<u64, StoreError, _>(looking.scope(), |tx| {
                    Box::pin(
                        async move { tx.run("DELETE FROM basket_line /* staff */", args![]).await },
                    )
                })
                .await;
            assert!(matches!(refused, Err(StoreError::OnlyLooking)));

            leave_place(&db, &looking, NOW).await.unwrap();
            let back = seen(&db, &desk, Some(place), NOW).await.unwrap();
            assert!(back.staff().is_some() && back.stand_in().is_none());
            assert_eq!(back.name(), "Piet");
        }
    );

    both_engines!(who_acts_leaves_both_names_for_a_while, |db| async move {
        let (company, unit) = customer(&db, "Halden Marine").await;
        let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let id = manager.member().unwrap().id;
        let place = stand_in(&db, &curator, company.id, id, act("She rang", 30), NOW)
            .await
            .unwrap();
        let acting = seen(&db, &curator, Some(place), NOW).await.unwrap();
        assert_eq!(acting.name(), "Ines Tal (Piet)");
        assert!(acting.may(Permission::Order) && acting.may(Permission::Request));
        // What is the customer's own to decide stays so.
        assert!(!acting.may(Permission::Approve) && !acting.may(Permission::ManageCompany));
        let person = manager.person();
        db.write::<_, StoreError, _>(acting.scope(), move |tx| {
            let entry = audit::Entry {
                action: "tried",
                subject: String::new(),
                customer: None,
                detail: json!({}),
            };
            let acting = acting.clone();
            Box::pin(async move { audit::record(tx, &acting, entry, NOW).await })
        })
        .await
        .unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let written: Option<(PersonId, Option<PersonId>, String)> = read
            .maybe(
                "SELECT person_id, for_person_id, side FROM audit WHERE action = 'tried'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(
            written,
            Some((curator.person(), Some(person), "staff".to_owned()))
        );
        let told: Option<String> = read
            .scalar(
                "SELECT recipient FROM outbox WHERE kind = 'acted-for'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(told.as_deref(), Some(manager.email()));
        drop(read);

        // Over by itself, to the second; and with the role, and the membership.
        let at = |seconds| seen(&db, &curator, Some(place), NOW.plus_seconds(seconds));
        assert!(at(30 * 60 - 1).await.unwrap().stand_in().is_some());
        assert!(at(30 * 60).await.unwrap().staff().is_some());
        change(&db, "UPDATE membership SET active = $1 /* system */").await;
        assert!(at(1).await.unwrap().staff().is_some());
    });

    both_engines!(a_place_is_taken_by_who_may_only, |db| async move {
        let (company, unit) = customer(&db, "Halden Marine").await;
        let (other, _) = customer(&db, "Meridian").await;
        let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let id = manager.member().unwrap().id;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let tried = |actor: Actor, customer, what| {
            let db = db.clone();
            async move { stand_in(&db, &actor, customer, id, what, NOW).await }
        };
        for refused in [
            tried(desk, company.id, act("They rang", 30)).await,
            tried(manager, company.id, InTheirPlace::Look).await,
            tried(curator.clone(), other.id, InTheirPlace::Look).await,
        ] {
            assert!(matches!(refused, Err(StandInError::Denied(_))));
        }
        let refused = tried(curator.clone(), company.id, act(" ", 30)).await;
        assert!(matches!(refused, Err(StandInError::NoReason)));
        let refused = tried(curator.clone(), company.id, act(&"x".repeat(501), 30)).await;
        assert!(matches!(refused, Err(StandInError::LongReason)));
        let refused = tried(curator.clone(), company.id, act("They rang", 100_000)).await;
        assert!(matches!(refused, Err(StandInError::WrongTime)));

        // A place is its taker's alone, and lasts no longer than their role.
        let place = tried(curator.clone(), company.id, act("They rang", 30))
            .await
            .unwrap();
        let colleague = staff(&db, &[StaffRole::Curator]).await;
        assert!(
            seen(&db, &colleague, Some(place), NOW)
                .await
                .unwrap()
                .stand_in()
                .is_none()
        );
        change(
            &db,
            "UPDATE staff_role SET role = 'order-desk' WHERE $1 = $1",
        )
        .await;
        let now_desk = seen(&db, &curator, Some(place), NOW).await.unwrap();
        assert!(now_desk.stand_in().is_none() && now_desk.staff().is_some());
    });
}

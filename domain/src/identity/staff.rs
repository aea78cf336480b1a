//! The supplier's own people: who they are and what they do here.

use super::reset::{FIRST_GOOD_FOR_SECONDS, new_link};
use super::{Actor, Denied, Email, Permission, StaffRole};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::PersonId;
use crate::mail::{self, Message, Recipient};
use crate::store::{Db, FormKey, Query, Result as StoreResult, StoreError, Tx, claim};
use serde_json::json;

/// A person of the supplier, as the administrator sees them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StaffRow {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The roles' codes, separated by commas.
    pub roles: String,
    /// Whether they have chosen a password yet.
    pub arrived: bool,
    /// How many customers they look after.
    pub customers: i64,
}

impl StaffRow {
    /// The person's roles, in the order in which roles are listed everywhere.
    pub fn roles(&self) -> impl Iterator<Item = StaffRole> {
        StaffRole::ALL
            .iter()
            .copied()
            .filter(|role| self.roles.split(',').any(|code| code == role.code()))
    }
}

const STAFF: &str = "
    SELECT p.id, p.name, p.email, p.password_hash IS NOT NULL AS arrived,
        (SELECT string_agg(r.role, ',') FROM staff_role r WHERE r.person_id = p.id) AS roles,
        (SELECT COUNT(*) FROM account_team t WHERE t.person_id = p.id) AS customers
    FROM person p
    WHERE p.id IN (SELECT s.person_id FROM staff_role s) /* staff */
    ORDER BY lower(p.name), p.id";

const STAFF_PERSON: &str = "
    SELECT p.id, p.name, p.email, p.password_hash IS NOT NULL AS arrived,
        (SELECT string_agg(r.role, ',') FROM staff_role r WHERE r.person_id = p.id) AS roles,
        (SELECT COUNT(*) FROM account_team t WHERE t.person_id = p.id) AS customers
    FROM person p
    WHERE p.id IN (SELECT s.person_id FROM staff_role s WHERE s.person_id = $1) /* staff */";

/// Everybody of the supplier, by name.
///
/// # Errors
/// [`Denied`] unless the person administers.
pub async fn staff_people<E>(db: &Db, actor: &Actor) -> Result<Vec<StaffRow>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Administer)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(read.all(STAFF, args![]).await?)
}

/// One person of the supplier; `None` if there is none by this id.
///
/// # Errors
/// [`Denied`] unless the person administers.
pub async fn staff_person<E>(db: &Db, actor: &Actor, id: PersonId) -> Result<Option<StaffRow>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Administer)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(read.maybe(STAFF_PERSON, args![id]).await?)
}

/// Somebody who begins to work for the supplier here.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// The form it came from.
    pub key: FormKey,
    /// Their name. Somebody we know keeps the name they have.
    pub name: String,
    /// Their address.
    pub email: Email,
    /// What they do.
    pub roles: Vec<StaffRole>,
}

/// Why the supplier's people were not changed.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is nobody of the supplier by this id.
    #[error("not found")]
    NotFound,
    /// Somebody without any role could do nothing.
    #[error("no role")]
    NoRole,
    /// The person works here already.
    #[error("works here already")]
    AlreadyHere,
    /// Nobody would be left who administers.
    #[error("the last administrator")]
    LastAdmin,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes somebody on. They get a message with a link by which they choose a
/// password, or, if we know them with one, are told that they can come in.
///
/// # Errors
/// See [`StaffError`].
pub async fn add_staff(
    db: &Db,
    actor: &Actor,
    new: NewStaff,
    now: Timestamp,
) -> Result<PersonId, StaffError> {
    actor.demand(Permission::Administer)?;
    take_on(db, actor.clone(), new, now)
        .await
        .map(|(person, _)| person)
}

/// Takes somebody on from the command line of the machine itself, where
/// nobody is signed in: the first administrator. Answers the path of the link
/// that the message to them holds, for there may be no mail server yet.
///
/// # Errors
/// See [`StaffError`].
pub async fn add_staff_by_command(
    db: &Db,
    new: NewStaff,
    now: Timestamp,
) -> Result<String, StaffError> {
    take_on(db, Actor::system(), new, now)
        .await
        .map(|(_, path)| path)
}

async fn take_on(
    db: &Db,
    actor: Actor,
    new: NewStaff,
    now: Timestamp,
) -> Result<(PersonId, String), StaffError> {
    if new.roles.is_empty() {
        return Err(StaffError::NoRole);
    }
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let fresh = PersonId::new();
            if let Some(earlier) =
                claim(tx, &actor, new.key, "staff", &fresh.to_string(), now).await?
            {
                return Ok((earlier.parse().unwrap_or(fresh), "/sign-in".to_owned()));
            }
            tx.run(
                "INSERT INTO person (id, email, name, created_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (email) DO NOTHING",
                args![fresh, new.email.as_str(), new.name, now],
            )
            .await?;
            let person: Somebody = tx.one(SOMEBODY_BY_EMAIL, args![new.email.as_str()]).await?;
            if person.works_here {
                return Err(StaffError::AlreadyHere);
            }
            keep_roles(tx, person.id, &new.roles).await?;
            let path = welcome(tx, &actor, &person, now).await?;
            note(tx, &actor, "staff.added", person.id, &new.roles, now).await?;
            Ok((person.id, path))
        })
    })
    .await
}

/// Changes what a person does for the supplier. Without any role they no
/// longer work here: they are out with their next request, and look after no
/// customer any more. Cases that they may no longer work on are nobody's then. Binds
/// from the person's next request on.
///
/// # Errors
/// See [`StaffError`].
pub async fn change_staff(
    db: &Db,
    actor: &Actor,
    person: PersonId,
    roles: Vec<StaffRole>,
    now: Timestamp,
) -> Result<(), StaffError> {
    actor.demand(Permission::Administer)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            // Two administrators who take each other's role at the same
            // moment: one waits here, and finds itself the last.
            let admins = args![StaffRole::Admin.code()];
            tx.lock("staff_role", "person_id", "role", admins).await?;
            let had = tx
                .run("DELETE FROM staff_role WHERE person_id = $1", args![person])
                .await?;
            if had == 0 {
                return Err(StaffError::NotFound);
            }
            keep_roles(tx, person, &roles).await?;
            let admins: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM staff_role WHERE role = 'admin'",
                    args![],
                )
                .await?;
            if admins == Some(0) {
                return Err(StaffError::LastAdmin);
            }
            let helps = |role: &StaffRole| role.permissions().allow(Permission::Support);
            if !roles.iter().any(helps) {
                crate::support::give_back_all(tx, &actor, person, now).await?;
            }
            let action = if roles.is_empty() {
                tx.run(
                    "DELETE FROM account_team WHERE person_id = $1 /* staff */",
                    args![person],
                )
                .await?;
                "staff.left"
            } else {
                "staff.changed"
            };
            Ok(note(tx, &actor, action, person, &roles, now).await?)
        })
    })
    .await
}

/// Sends somebody of the supplier who has not come in yet a new link.
///
/// # Errors
/// See [`StaffError`].
pub async fn welcome_again(
    db: &Db,
    actor: &Actor,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StaffError> {
    actor.demand(Permission::Administer)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let person: Somebody = tx
                .maybe(SOMEBODY_BY_ID, args![person])
                .await?
                .filter(|person: &Somebody| person.works_here)
                .ok_or(StaffError::NotFound)?;
            welcome(tx, &actor, &person, now).await?;
            Ok(note(tx, &actor, "staff.welcomed", person.id, &[], now).await?)
        })
    })
    .await
}

#[derive(sqlx::FromRow)]
struct Somebody {
    id: PersonId,
    name: String,
    email: String,
    language: Option<String>,
    arrived: bool,
    works_here: bool,
}

const SOMEBODY_BY_EMAIL: &str = "
    SELECT p.id, p.name, p.email, p.language, p.password_hash IS NOT NULL AS arrived,
        EXISTS (SELECT 1 FROM staff_role r WHERE r.person_id = p.id) AS works_here
    FROM person p WHERE p.email = $1";

const SOMEBODY_BY_ID: &str = "
    SELECT p.id, p.name, p.email, p.language, p.password_hash IS NOT NULL AS arrived,
        EXISTS (SELECT 1 FROM staff_role r WHERE r.person_id = p.id) AS works_here
    FROM person p WHERE p.id = $1";

/// Gives somebody roles among the supplier's people.
pub(super) async fn keep_roles(
    tx: &mut Tx,
    person: PersonId,
    roles: &[StaffRole],
) -> StoreResult<()> {
    let rows = roles
        .iter()
        .map(|role| args![person, role.code()])
        .collect();
    tx.insert_many(
        "INSERT INTO staff_role (person_id, role) VALUES",
        rows,
        "ON CONFLICT DO NOTHING",
    )
    .await
    .map(drop)
}

/// Sends them the way in, and answers it.
async fn welcome(
    tx: &mut Tx,
    actor: &Actor,
    person: &Somebody,
    now: Timestamp,
) -> StoreResult<String> {
    let (kind, path) = if person.arrived {
        ("staff-added", "/sign-in".to_owned())
    } else {
        let path = new_link(tx, person.id, FIRST_GOOD_FOR_SECONDS, now).await?;
        ("staff-invitation", path)
    };
    let message = Message {
        kind,
        customer: None,
        to: Recipient {
            email: person.email.clone(),
            name: person.name.clone(),
            language: person.language.clone(),
        },
        payload: json!({ "inviter": actor.name(), "path": path }),
    };
    mail::enqueue(tx, vec![message], now).await?;
    Ok(path)
}

/// How many people could administer this installation: they have the role and
/// a password.
///
/// # Errors
/// If the storage fails.
pub async fn administrators(db: &Db) -> StoreResult<i64> {
    let mut read = db.read(Actor::system().scope()).await?;
    let count: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM staff_role r JOIN person p ON p.id = r.person_id
             WHERE r.role = 'admin' AND p.password_hash IS NOT NULL",
            args![],
        )
        .await?;
    Ok(count.unwrap_or(0))
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    action: &'static str,
    person: PersonId,
    roles: &[StaffRole],
    now: Timestamp,
) -> StoreResult<()> {
    let entry = audit::Entry {
        action,
        subject: person.to_string(),
        customer: None,
        detail: json!({ "roles": roles }),
    };
    audit::record(tx, actor, entry, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::testing::{customer, give_password, member, staff};
    use crate::identity::{CustomerRole, ResetError, find_reset, reset_password, standings};
    use crate::store::testing::both_engines;
    use crate::store::{Json, Scope};

    fn new(email: &str, roles: &[StaffRole]) -> NewStaff {
        NewStaff {
            key: FormKey::fresh(),
            name: "Mara Oduya".to_owned(),
            email: email.parse().unwrap(),
            roles: roles.to_vec(),
        }
    }

    async fn messages(db: &Db) -> Vec<(String, String)> {
        let mut read = db.read(Scope::system()).await.unwrap();
        let rows: Vec<(String, Json<serde_json::Value>)> = read
            .all("SELECT kind, payload FROM outbox ORDER BY id", args![])
            .await
            .unwrap();
        rows.into_iter()
            .map(|(kind, payload)| (kind, payload.0["path"].as_str().unwrap().to_owned()))
            .collect()
    }

    both_engines!(
        somebody_new_chooses_a_password_by_the_link_and_works_here,
        |db| async move {
            let admin = staff(&db, &[StaffRole::Admin]).await;
            let command = new("mara@supplier.example", &[StaffRole::AccountManager]);
            let mara = add_staff(&db, &admin, command.clone(), Timestamp(5))
                .await
                .unwrap();
            let again = add_staff(&db, &admin, command, Timestamp(5)).await.unwrap();
            assert_eq!(again, mara, "the same form twice is one person");
            let sent = messages(&db).await;
            assert_eq!(sent.len(), 1);
            assert_eq!(sent[0].0, "staff-invitation");
            let token = sent[0].1.strip_prefix("/reset/").unwrap();
            let link = find_reset(&db, token, Timestamp(6)).await.unwrap().unwrap();
            assert_eq!((link.name.as_str(), link.first), ("Mara Oduya", true));
            reset_password(&db, token, "a long password".to_owned(), Timestamp(6))
                .await
                .unwrap();
            let used = reset_password(&db, token, "a long password".to_owned(), Timestamp(7));
            assert!(matches!(used.await, Err(ResetError::NotGood)));
            let all: Vec<StaffRow> = staff_people::<StaffError>(&db, &admin).await.unwrap();
            let row = all.iter().find(|row| row.id == mara).unwrap();
            assert!(row.arrived);
            assert_eq!(row.roles().collect::<Vec<_>>(), [StaffRole::AccountManager]);
            assert_eq!(standings(&db, mara).await.unwrap().len(), 1);
        }
    );

    both_engines!(
        somebody_known_keeps_their_password_and_is_told,
        |db| async move {
            let admin = staff(&db, &[StaffRole::Admin]).await;
            let (company, unit) = customer(&db, "Halden").await;
            let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
            give_password(&db, ines.person(), "a long password").await;
            let command = new(ines.email(), &[StaffRole::OrderDesk]);
            let person = add_staff(&db, &admin, command, Timestamp(5)).await.unwrap();
            assert_eq!(person, ines.person());
            assert_eq!(
                messages(&db).await,
                [("staff-added".to_owned(), "/sign-in".to_owned())]
            );
            let twice = new(ines.email(), &[StaffRole::Curator]);
            let twice = add_staff(&db, &admin, twice, Timestamp(6)).await;
            assert!(matches!(twice, Err(StaffError::AlreadyHere)));
            let both = standings(&db, person).await.unwrap();
            assert_eq!(both.len(), 2, "staff, and a member of Halden");
            assert_eq!(both[0].customer_id, None);
        }
    );

    both_engines!(somebody_always_administers, |db| async move {
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let other = staff(&db, &[StaffRole::Curator]).await;
        let change = |person, roles: &[StaffRole]| {
            change_staff(&db, &admin, person, roles.to_vec(), Timestamp(5))
        };
        for roles in [&[][..], &[StaffRole::Curator][..]] {
            let last = change(admin.person(), roles).await;
            assert!(matches!(last, Err(StaffError::LastAdmin)));
        }
        let unchanged: Option<StaffRow> = staff_person::<StaffError>(&db, &admin, admin.person())
            .await
            .unwrap();
        assert_eq!(unchanged.unwrap().roles, "admin", "nothing was changed");
        change(other.person(), &[StaffRole::Admin]).await.unwrap();
        change(admin.person(), &[]).await.unwrap();
        assert_eq!(standings(&db, admin.person()).await.unwrap(), []);
        let unknown = change(PersonId::new(), &[]).await;
        assert!(matches!(unknown, Err(StaffError::NotFound)));
    });

    both_engines!(
        only_who_administers_sees_and_changes_the_staff,
        |db| async move {
            let (company, unit) = customer(&db, "Halden").await;
            let curator = staff(&db, &[StaffRole::Curator, StaffRole::AccountManager]).await;
            let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            for actor in [&curator, &manager] {
                let seen = staff_people::<StaffError>(&db, actor).await;
                assert!(matches!(seen, Err(StaffError::Denied(_))));
                let command = new("mara@supplier.example", &[StaffRole::Admin]);
                let added = add_staff(&db, actor, command, Timestamp(5)).await;
                assert!(matches!(added, Err(StaffError::Denied(_))));
                let person = curator.person();
                let changed =
                    change_staff(&db, actor, person, vec![StaffRole::Admin], Timestamp(5)).await;
                assert!(matches!(changed, Err(StaffError::Denied(_))));
                let welcomed = welcome_again(&db, actor, person, Timestamp(5)).await;
                assert!(matches!(welcomed, Err(StaffError::Denied(_))));
            }
            assert_eq!(messages(&db).await, []);
        }
    );
}

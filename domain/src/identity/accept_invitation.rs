//! Accepting an invitation by its link: the person becomes a member.

use super::attempts::{SIGN_IN_ACCOUNT, TooMany, count, forget};
use super::token;
use super::{Actor, CustomerRole, Password, PasswordError};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, InvitationId, MembershipId, PersonId, UnitId};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, Json, Query, Result as StoreResult, Scope, StoreError, Tx};
use serde_json::json;

/// An invitation, as its link shows it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Invitation {
    /// The invitation.
    pub id: InvitationId,
    /// To which company.
    pub customer_id: CustomerId,
    /// The company's name.
    pub company: String,
    /// Who is invited.
    pub name: String,
    /// At which address.
    pub email: String,
    /// Whether the person has a password here already.
    pub known: bool,
    /// Who invites; empty if it was nobody's hand.
    pub inviter: String,
    /// Until when the link is good.
    pub expires_at: Timestamp,
    unit_id: Option<UnitId>,
    roles: Json<Vec<CustomerRole>>,
}

impl Invitation {
    /// What the person will be in the company.
    #[must_use]
    pub fn roles(&self) -> &[CustomerRole] {
        &self.roles.0
    }
}

const FIND: &str = "
    SELECT i.id, i.customer_id, c.name AS company, i.name, i.email, i.unit_id, i.roles,
        EXISTS (SELECT 1 FROM person p WHERE p.email = i.email AND p.password_hash IS NOT NULL)
            AS known,
        coalesce(b.name, '') AS inviter, i.expires_at
    FROM invitation i JOIN customer c ON c.id = i.customer_id
    LEFT JOIN person b ON b.id = i.invited_by
    WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.expires_at > $2 /* system */";

/// Finds a good invitation by its link.
///
/// # Errors
/// If the storage fails.
pub async fn find_invitation(
    db: &Db,
    token: &str,
    now: Timestamp,
) -> StoreResult<Option<Invitation>> {
    db.read(Scope::system())
        .await?
        .maybe(FIND, args![token::hash(token), now])
        .await
}

/// Accepting an invitation.
#[derive(Debug, Clone)]
pub struct Accept {
    /// The secret of the link.
    pub token: String,
    /// The person's name, as they write it.
    pub name: String,
    /// The password: a new one, or the known one of a person we know.
    pub password: String,
}

/// Why an invitation was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// The link is unknown, used or too old.
    #[error("the link is no longer good")]
    NotGood,
    /// The person is known, and this is not their password.
    #[error("wrong password")]
    WrongPassword,
    /// It was tried too often.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The new password will not do.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Accepts an invitation: the person becomes a member. Answers who it is and
/// where, so that they can be signed in.
///
/// # Errors
/// See [`AcceptError`].
pub async fn accept_invitation(
    db: &Db,
    command: Accept,
    now: Timestamp,
) -> Result<(PersonId, CustomerId), AcceptError> {
    if let Some(done) = attempt(db, command.clone(), now).await? {
        return Ok(done);
    }
    // Another link to the same address was used at the same moment: now the person is
    // known, and it is their password that counts.
    let done = attempt(db, command, now).await?;
    done.ok_or(AcceptError::NotGood)
}

/// Why nothing of an attempt was kept.
enum Undone {
    /// The person got a password meanwhile.
    Meanwhile,
    Refused(AcceptError),
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

/// Accepts it; nothing if the person got a password meanwhile, which is never
/// overwritten by a link.
async fn attempt(
    db: &Db,
    command: Accept,
    now: Timestamp,
) -> Result<Option<(PersonId, CustomerId)>, AcceptError> {
    let invitation = find_invitation(db, &command.token, now)
        .await?
        .ok_or(AcceptError::NotGood)?;
    let known: Option<(PersonId, Option<String>)> = db
        .read(Scope::system())
        .await?
        .maybe(
            "SELECT id, password_hash FROM person WHERE email = $1",
            args![invitation.email.as_str()],
        )
        .await?;
    let (person, new_hash) = match known {
        Some((person, Some(hash))) => {
            // A link must not be a way to guess passwords without a limit.
            let email = invitation.email.clone();
            db.write(Scope::system(), move |tx| {
                Box::pin(async move {
                    Ok::<_, AcceptError>(count(tx, SIGN_IN_ACCOUNT, &email, now).await?)
                })
            })
            .await??;
            if !Password::typed(command.password).matches(Some(hash)).await {
                return Err(AcceptError::WrongPassword);
            }
            (person, None)
        }
        Some((person, None)) => {
            let hash = Password::new(command.password)?.hash().await?;
            (person, Some(hash))
        }
        None => {
            let hash = Password::new(command.password)?.hash().await?;
            (PersonId::new(), Some(hash))
        }
    };
    let customer = invitation.customer_id;
    let (token_hash, name) = (token::hash(&command.token), command.name);
    let written = db
        .write::<_, Undone, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                // Whoever uses the link first has used it.
                let used = tx
                    .run(
                        "UPDATE invitation SET accepted_at = $2
                     WHERE token_hash = $1 AND accepted_at IS NULL /* system */",
                        args![token_hash, now],
                    )
                    .await?;
                if used == 0 {
                    return Err(Undone::Refused(AcceptError::NotGood));
                }
                if let Some(hash) = new_hash {
                    let ours = tx
                        .run(
                            "INSERT INTO person (id, email, name, password_hash, created_at)
                         VALUES ($1, $2, $3, $4, $5)
                         ON CONFLICT (email) DO UPDATE SET name = $3, password_hash = $4
                             WHERE person.id = $1 AND person.password_hash IS NULL",
                            args![person, invitation.email.as_str(), name.as_str(), hash, now],
                        )
                        .await?;
                    if ours == 0 {
                        return Err(Undone::Meanwhile);
                    }
                } else {
                    forget(tx, SIGN_IN_ACCOUNT, &invitation.email).await?;
                }
                let member = join(tx, &invitation, person, now).await?;
                let joined = Interaction {
                    customer,
                    member: Some(member),
                    unit: invitation.unit_id,
                    at: now,
                    kind: Kind::Joined,
                    touch_point: TouchPoint::Mail,
                    subject: Subject::Member,
                    subject_id: Some(member.0),
                    text: name,
                    amount: None,
                    detail: json!({}),
                };
                profile::record(tx, vec![joined]).await?;
                let entry = audit::Entry {
                    action: "member.joined",
                    subject: member.to_string(),
                    customer: Some(customer),
                    detail: json!({ "invitation": invitation.id.to_string() }),
                };
                audit::record(tx, &Actor::system(), entry, now).await?;
                Ok((person, customer))
            })
        })
        .await;
    match written {
        Ok(done) => Ok(Some(done)),
        Err(Undone::Meanwhile) => Ok(None),
        Err(Undone::Refused(error)) => Err(error),
    }
}

async fn join(
    tx: &mut Tx,
    invitation: &Invitation,
    person: PersonId,
    now: Timestamp,
) -> StoreResult<MembershipId> {
    // Who left and comes back gets what the invitation says, not what they
    // were when they left.
    tx.run(
        "DELETE FROM membership_role WHERE customer_id = $1 AND membership_id IN (
             SELECT m.id FROM membership m
             WHERE m.customer_id = $1 AND m.person_id = $2 AND NOT m.active)",
        args![invitation.customer_id, person],
    )
    .await?;
    let (member,): (MembershipId,) = tx
        .one(
            "INSERT INTO membership (id, customer_id, person_id, unit_id, active, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (customer_id, person_id) DO UPDATE SET active = $5, unit_id = $4
             RETURNING id",
            args![
                MembershipId::new(),
                invitation.customer_id,
                person,
                invitation.unit_id,
                true,
                now
            ],
        )
        .await?;
    let roles = invitation
        .roles
        .0
        .iter()
        .map(|role| args![member, invitation.customer_id, role.code()])
        .collect();
    tx.insert_many(
        "INSERT INTO membership_role (membership_id, customer_id, role) VALUES",
        roles,
        "ON CONFLICT DO NOTHING",
    )
    .await?;
    Ok(member)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{
        AboutCustomer, ChangeMember, ChangeMemberError, CompanyPeople, Found, Invite, InviteError,
        NewCustomer, PeopleFilter, Permission, SessionRow, SignIn, begin_session, change_member,
        company_people, create_customer, invite, load_session, sign_in, standings,
    };
    use crate::store::FormKey;
    use crate::store::testing::both_engines;

    fn company(manager: &str) -> NewCustomer {
        NewCustomer {
            about: AboutCustomer {
                name: "Halden Marine".to_owned(),
                mark: "HM".to_owned(),
                hue: 165,
                segment: "preferred".to_owned(),
                employees: 1140,
                country: "NO".to_owned(),
                needs: String::new(),
                ..AboutCustomer::default()
            },
            key: FormKey::fresh(),
            units: vec!["Dock 3".to_owned(), "Survey".to_owned()],
            manager: Some(("Dana Roth".to_owned(), manager.parse().unwrap())),
            account_manager: None,
        }
    }

    fn everybody() -> PeopleFilter {
        PeopleFilter {
            words: String::new(),
            offset: 0,
            limit: 50,
        }
    }

    async fn last_path(db: &Db) -> String {
        let mut read = db.read(Scope::system()).await.unwrap();
        let payload: Json<serde_json::Value> = read
            .scalar(
                "SELECT payload FROM outbox ORDER BY id DESC LIMIT 1",
                args![],
            )
            .await
            .unwrap()
            .unwrap();
        payload.0["path"].as_str().unwrap().to_owned()
    }

    async fn seated(db: &Db, person: PersonId, customer: CustomerId, id: &str) -> Option<Actor> {
        let row = SessionRow {
            id: id.to_owned(),
            person: Some(person),
            customer: Some(customer),
            preview_customer: None,
            preview_revision: None,
            stand_in: None,
            data: json!({}),
            expires_at: Timestamp(1_000_000),
        };
        begin_session(db, row, Timestamp(10)).await.unwrap();
        load_session(db, id, Timestamp(20))
            .await
            .unwrap()
            .and_then(|found: Found| found.actor)
    }

    both_engines!(
        an_invited_manager_joins_and_can_invite_others,
        |db| async move {
            let now = Timestamp(5);
            let customer =
                create_customer(&db, &Actor::system(), company("dana@halden.example"), now)
                    .await
                    .unwrap();
            let path = last_path(&db).await;
            let token = path.strip_prefix("/invitation/").unwrap().to_owned();
            let accept = |password: &str| Accept {
                token: token.clone(),
                name: "Dana Roth".to_owned(),
                password: password.to_owned(),
            };
            let short = accept_invitation(&db, accept("short"), now).await;
            assert!(matches!(
                short,
                Err(AcceptError::Password(PasswordError::TooShort))
            ));
            let (person, joined) = accept_invitation(&db, accept("a long password"), now)
                .await
                .unwrap();
            assert_eq!(joined, customer);
            let again = accept_invitation(&db, accept("a long password"), now).await;
            assert!(matches!(again, Err(AcceptError::NotGood)));

            let signed_in = SignIn {
                email: "dana@halden.example".to_owned(),
                password: Password::typed("a long password"),
                from: String::new(),
            };
            assert_eq!(sign_in(&db, signed_in, now).await.unwrap(), person);
            assert_eq!(
                standings(&db, person).await.unwrap()[0].customer_id,
                Some(customer)
            );

            let dana = seated(&db, person, customer, "s1").await.unwrap();
            assert!(dana.may(Permission::ManageCompany) && !dana.may(Permission::Curate));
            let command = Invite {
                key: FormKey::fresh(),
                customer: CustomerId::new(),
                name: "Ines Tal".to_owned(),
                email: "ines@halden.example".parse().unwrap(),
                unit: None,
                roles: vec![CustomerRole::Requester],
            };
            // The company in the command is not what counts; the manager's own is.
            invite(&db, &dana, command, now).await.unwrap();
            let people: CompanyPeople = company_people::<InviteError>(&db, &dana, everybody(), now)
                .await
                .unwrap();
            assert_eq!(people.members.len(), 1);
            assert_eq!(people.invitations[0].email, "ines@halden.example");

            let last = ChangeMember {
                member: people.members[0].id,
                unit: None,
                roles: vec![CustomerRole::Requester],
                active: true,
                equipment_to: String::new(),
            };
            let refused = change_member(&db, &dana, last.clone(), now).await;
            assert!(matches!(refused, Err(ChangeMemberError::LastManager)));
            let people: CompanyPeople = company_people::<InviteError>(&db, &dana, everybody(), now)
                .await
                .unwrap();
            assert_eq!(
                people.members[0].roles, "purchasing-manager",
                "nothing was changed"
            );
        }
    );

    both_engines!(
        two_links_to_one_address_used_at_once_make_one_person,
        |db| async move {
            let now = Timestamp(5);
            for round in 0..3 {
                let email = format!("dana{round}@halden.example");
                let mut links = Vec::new();
                for _ in 0..2 {
                    let new = company(&email);
                    create_customer(&db, &Actor::system(), new, now)
                        .await
                        .unwrap();
                    links.push(last_path(&db).await);
                }
                let accept = |link: usize, password: &str| {
                    let token = links[link].strip_prefix("/invitation/").unwrap().to_owned();
                    let command = Accept {
                        token,
                        name: "Dana Roth".to_owned(),
                        password: password.to_owned(),
                    };
                    accept_invitation(&db, command, now)
                };
                if round < 2 {
                    let password = "a long password";
                    let (one, other) = tokio::join!(accept(0, password), accept(1, password));
                    let (one, other) = (one.unwrap(), other.unwrap());
                    assert_eq!(one.0, other.0, "one person");
                    assert_eq!(standings(&db, one.0).await.unwrap().len(), 2);
                    continue;
                }
                // No link overwrites the password that the other one gave.
                let (one, other) =
                    tokio::join!(accept(0, "a long password"), accept(1, "another password"));
                assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
                let refused = one.err().or(other.err());
                assert!(matches!(refused, Some(AcceptError::WrongPassword)));
            }
        }
    );

    both_engines!(
        a_manager_cannot_change_members_of_another_company,
        |db| async move {
            let now = Timestamp(5);
            let mut managers = Vec::new();
            for email in ["dana@halden.example", "eve@other.example"] {
                let customer = create_customer(&db, &Actor::system(), company(email), now)
                    .await
                    .unwrap();
                let token = last_path(&db)
                    .await
                    .strip_prefix("/invitation/")
                    .unwrap()
                    .to_owned();
                let accept = Accept {
                    token,
                    name: "M".to_owned(),
                    password: "a long password".to_owned(),
                };
                let (person, _) = accept_invitation(&db, accept, now).await.unwrap();
                managers.push(seated(&db, person, customer, email).await.unwrap());
            }
            let [dana, eve] = <[Actor; 2]>::try_from(managers).unwrap();
            let change = ChangeMember {
                member: dana.member().unwrap().id,
                unit: None,
                roles: vec![CustomerRole::Requester],
                active: false,
                equipment_to: String::new(),
            };
            let answer = change_member(&db, &eve, change, now).await;
            assert!(matches!(answer, Err(ChangeMemberError::NotFound)));
            let company = dana.member().unwrap().company.id;
            assert!(seated(&db, dana.person(), company, "again").await.is_some());
            assert!(
                seated(&db, eve.person(), company, "intruder")
                    .await
                    .is_none()
            );
        }
    );
}

//! Inviting a person to a company's site: a link by mail, good for two weeks.

use super::attempts::{INVITE_COMPANY, INVITE_PERSON, SIGN_IN_ACCOUNT, TooMany, count, forget};
use super::tell::ask_managers_of;
use super::token;
use super::{Actor, CustomerRole, Denied, Email, Password, PasswordError, Permission, Standing};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, InvitationId, MembershipId, PersonId, UnitId};
use crate::mail::{self, Message, Recipient};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Json, Query, Result as StoreResult, Scope, StoreError, Tx, claim};
use serde_json::json;

/// How long an invitation is good for.
const GOOD_FOR_DAYS: i64 = 14;

/// Somebody to invite.
#[derive(Debug, Clone)]
pub struct Invite {
    /// The form it came from.
    pub key: FormKey,
    /// To which company.
    pub customer: CustomerId,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: Email,
    /// The unit.
    pub unit: Option<UnitId>,
    /// With which roles.
    pub roles: Vec<CustomerRole>,
}

/// Why somebody was not invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A member without any role could do nothing.
    #[error("no role")]
    NoRole,
    /// The person is an active member already.
    #[error("already a member")]
    AlreadyMember,
    /// The company has invited too many, or this person too often.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Invites somebody to the asking manager's company, or, as staff, to any; then
/// its managers are told.
///
/// # Errors
/// See [`InviteError`].
pub async fn invite(
    db: &Db,
    actor: &Actor,
    mut command: Invite,
    now: Timestamp,
) -> Result<(), InviteError> {
    let company = match actor.standing() {
        Standing::Member(member) => {
            actor.demand(Permission::ManageCompany)?;
            command.customer = member.company.id;
            member.company.name.clone()
        }
        Standing::Staff(_) | Standing::System => {
            actor.demand(Permission::Curate)?;
            super::customer_brief(&mut db.read(actor.scope()).await?, command.customer)
                .await?
                .ok_or(Denied)?
                .name
        }
    };
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move { invite_in(tx, &actor, command, &company, now).await })
    })
    .await
}

/// The inner half of [`invite`], for rooms that make a company.
pub(super) async fn invite_in(
    tx: &mut Tx,
    actor: &Actor,
    command: Invite,
    company: &str,
    now: Timestamp,
) -> Result<(), InviteError> {
    if command.roles.is_empty() {
        return Err(InviteError::NoRole);
    }
    if claim(tx, actor, command.key, "invitation", "invited", now)
        .await?
        .is_some()
    {
        return Ok(());
    }
    // Of two who invite the same person at once, the second sees what the first did.
    tx.lock("customer", "id", "id", args![command.customer])
        .await?;
    let member: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.customer_id = $1 AND m.active AND p.email = $2",
            args![command.customer, command.email.as_str()],
        )
        .await?;
    if member != Some(0) {
        return Err(InviteError::AlreadyMember);
    }
    if actor.member().is_some() {
        let (company, email) = (command.customer.to_string(), command.email.as_str());
        count(tx, INVITE_PERSON, &format!("{company} {email}"), now).await??;
        count(tx, INVITE_COMPANY, &company, now).await??;
    }
    // A newer link replaces the older one.
    tx.run(
        "DELETE FROM invitation
         WHERE customer_id = $1 AND email = $2 AND accepted_at IS NULL",
        args![command.customer, command.email.as_str()],
    )
    .await?;
    let id = InvitationId::new();
    let token = token::new_token();
    tx.run(
        "INSERT INTO invitation (id, customer_id, email, name, unit_id, roles, token_hash,
             invited_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, (SELECT u.id FROM unit u WHERE u.id = $5 AND u.customer_id = $2),
             $6, $7, $8, $9, $10)",
        args![
            id,
            command.customer,
            command.email.as_str(),
            command.name.as_str(),
            command.unit,
            json!(command.roles),
            token::hash(&token),
            actor.person(),
            now,
            now.plus_days(GOOD_FOR_DAYS),
        ],
    )
    .await?;
    let mut messages = if actor.staff().is_some() {
        told_to_managers(tx, actor, &command).await?
    } else {
        Vec::new()
    };
    messages.push(Message {
        kind: "invitation",
        customer: Some(command.customer),
        to: Recipient {
            email: command.email.to_string(),
            name: command.name,
            language: None,
        },
        payload: json!({
            "company": company,
            "inviter": actor.name(),
            "path": format!("/invitation/{token}"),
        }),
    });
    mail::enqueue(tx, messages, now).await?;
    let entry = audit::Entry {
        action: "member.invited",
        subject: id.to_string(),
        customer: Some(command.customer),
        detail: json!({ "roles": command.roles }),
    };
    Ok(audit::record(tx, actor, entry, now).await?)
}

/// What a company's managers read when the supplier lets somebody in: who comes
/// to see their requests and prices must not be news to them.
async fn told_to_managers(
    tx: &mut Tx,
    actor: &Actor,
    command: &Invite,
) -> StoreResult<Vec<Message>> {
    let manages = command.roles.contains(&CustomerRole::PurchasingManager);
    let payload = json!({
        "who": actor.name(),
        "name": command.name,
        "email": command.email.as_str(),
        "manager": if manages { "yes" } else { "no" },
        "path": "/company",
    });
    let managers = ask_managers_of(&[command.customer], Permission::ManageCompany)
        .fetch(tx)
        .await?;
    Ok(managers
        .into_iter()
        .map(|manager| Message {
            kind: "member-invited",
            customer: Some(command.customer),
            to: manager.to,
            payload: payload.clone(),
        })
        .collect())
}

/// Takes an invitation back: of the asking manager's company, or, as staff, of
/// `customer`.
///
/// # Errors
/// [`Denied`] unless the member manages the company or staff may curate. One
/// that is not there is no error: then it is gone already.
pub async fn withdraw_invitation(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    id: InvitationId,
    now: Timestamp,
) -> Result<(), InviteError> {
    let company = match actor.standing() {
        Standing::Member(member) => {
            actor.demand(Permission::ManageCompany)?;
            member.company.id
        }
        Standing::Staff(_) | Standing::System => {
            actor.demand(Permission::Curate)?;
            customer
        }
    };
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let withdrawn = tx
                .run(
                    "DELETE FROM invitation
                     WHERE id = $1 AND customer_id = $2 AND accepted_at IS NULL",
                    args![id, company],
                )
                .await?;
            if withdrawn == 0 {
                return Ok(());
            }
            let entry = audit::Entry {
                action: "member.invitation-withdrawn",
                subject: id.to_string(),
                customer: Some(company),
                detail: json!({}),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

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
    db.write(Scope::system(), move |tx| {
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
                return Err(AcceptError::NotGood);
            }
            if let Some(hash) = new_hash {
                tx.run(
                    "INSERT INTO person (id, email, name, password_hash, created_at)
                     VALUES ($1, $2, $3, $4, $5)
                     ON CONFLICT (email) DO UPDATE SET name = $3, password_hash = $4",
                    args![person, invitation.email.as_str(), name.as_str(), hash, now],
                )
                .await?;
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
    .await
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
        AboutCustomer, NewCustomer, company_people, create_customer, sign_in, standings,
    };
    use crate::identity::{
        ChangeMember, ChangeMemberError, Found, Permission, SignIn, change_member,
    };
    use crate::identity::{SessionRow, begin_session, load_session};
    use crate::identity::{StaffRole, ask_invitations_of, testing};
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
        staff_invite_to_a_customer_and_its_managers_are_told,
        |db| async move {
            let now = Timestamp(5);
            let (halden, unit) = testing::customer(&db, "Halden Marine").await;
            let curator = testing::staff(&db, &[StaffRole::Curator]).await;
            let invited = |email: &str| Invite {
                key: FormKey::fresh(),
                customer: halden.id,
                name: "Dana Roth".to_owned(),
                email: email.parse().unwrap(),
                unit: None,
                roles: vec![CustomerRole::PurchasingManager],
            };
            let open = async |asking: &Actor| {
                let mut read = db.read(asking.scope()).await.unwrap();
                ask_invitations_of(asking, halden.id, now)
                    .unwrap()
                    .fetch(&mut read)
                    .await
                    .unwrap()
            };
            // Nobody is there yet who could be told.
            invite(&db, &curator, invited("dana@halden.example"), now)
                .await
                .unwrap();
            assert_eq!(sent(&db).await, [("invitation".to_owned(), 1)]);

            let manager = [CustomerRole::PurchasingManager];
            testing::member(&db, &halden, unit, &manager).await;
            testing::member(&db, &halden, unit, &[CustomerRole::Requester]).await;
            invite(&db, &curator, invited("eva@halden.example"), now)
                .await
                .unwrap();
            assert_eq!(
                sent(&db).await,
                [
                    ("invitation".to_owned(), 2),
                    ("member-invited".to_owned(), 1)
                ]
            );

            let waiting = open(&curator).await;
            assert_eq!(waiting.len(), 2);
            // Of another customer it is not found, and so not taken back.
            let (other, _) = testing::customer(&db, "Other").await;
            for customer in [other.id, halden.id] {
                withdraw_invitation(&db, &curator, customer, waiting[0].id, now)
                    .await
                    .unwrap();
            }
            assert_eq!(open(&curator).await, waiting[1..]);

            let desk = testing::staff(&db, &[StaffRole::OrderDesk]).await;
            let refused = invite(&db, &desk, invited("uwe@halden.example"), now).await;
            assert!(matches!(refused, Err(InviteError::Denied(_))));
            let kept = withdraw_invitation(&db, &desk, halden.id, waiting[1].id, now).await;
            assert!(matches!(kept, Err(InviteError::Denied(_))));
            assert_eq!(open(&desk).await.len(), 1);
        }
    );

    both_engines!(
        of_two_who_invite_somebody_at_once_one_link_is_good,
        |db| async move {
            let now = Timestamp(5);
            let (halden, _) = testing::customer(&db, "Halden Marine").await;
            let curator = testing::staff(&db, &[StaffRole::Curator]).await;
            for number in 0..5 {
                let invited = || Invite {
                    key: FormKey::fresh(),
                    customer: halden.id,
                    name: "Dana Roth".to_owned(),
                    email: "dana@halden.example".parse().unwrap(),
                    unit: None,
                    roles: vec![CustomerRole::PurchasingManager],
                };
                let (one, two, three) = tokio::join!(
                    invite(&db, &curator, invited(), now),
                    invite(&db, &curator, invited(), now),
                    invite(&db, &curator, invited(), now)
                );
                for done in [one, two, three] {
                    done.unwrap();
                }
                let mut read = db.read(curator.scope()).await.unwrap();
                let open = ask_invitations_of(&curator, halden.id, now).unwrap();
                assert_eq!(open.fetch(&mut read).await.unwrap().len(), 1, "{number}");
            }
        }
    );

    both_engines!(
        nobody_is_written_to_over_and_over_on_a_companys_word,
        |db| async move {
            let (halden, unit) = testing::customer(&db, "Halden Marine").await;
            let roles = [CustomerRole::PurchasingManager];
            let manager = testing::member(&db, &halden, unit, &roles).await;
            let curator = testing::staff(&db, &[StaffRole::Curator]).await;
            let invited = |email: &str| Invite {
                key: FormKey::fresh(),
                customer: halden.id,
                name: "Dana Roth".to_owned(),
                email: email.parse().unwrap(),
                unit: None,
                roles: vec![CustomerRole::Requester],
            };
            let (dana, ola) = ("dana@elsewhere.example", "ola@elsewhere.example");
            let now = Timestamp(5);
            for _ in 0..INVITE_PERSON.most {
                invite(&db, &manager, invited(dana), now).await.unwrap();
            }
            let refused = invite(&db, &manager, invited(dana), now).await;
            assert!(matches!(refused, Err(InviteError::TooMany(_))));
            // Somebody else, by somebody else, and later.
            invite(&db, &manager, invited(ola), now).await.unwrap();
            invite(&db, &curator, invited(dana), now).await.unwrap();
            let later = now.plus_seconds(INVITE_PERSON.seconds);
            invite(&db, &manager, invited(dana), later).await.unwrap();
        }
    );

    /// The kinds of message in the outbox, each with how many.
    async fn sent(db: &Db) -> Vec<(String, i64)> {
        let mut read = db.read(Scope::system()).await.unwrap();
        read.all(
            "SELECT kind, COUNT(*) FROM outbox GROUP BY kind ORDER BY kind",
            args![],
        )
        .await
        .unwrap()
    }

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

    use crate::identity::{CompanyPeople, PeopleFilter};
}

//! Inviting a person to a company's site: a link by mail, good for two weeks.

use super::attempts::{INVITE_COMPANY, INVITE_PERSON, TooMany, count};
use super::tell::ask_managers_of;
use super::token;
use super::{Actor, CustomerRole, Denied, Email, Permission, Standing};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, InvitationId, UnitId};
use crate::mail::{self, Message, Recipient};
use crate::store::{Db, FormKey, Query, Result as StoreResult, StoreError, Tx, claim};
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{StaffRole, ask_invitations_of, testing};
    use crate::store::Scope;
    use crate::store::testing::both_engines;

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
}

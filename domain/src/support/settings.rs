//! What a company's manager decides about help: who sees whose cases.

use super::entitled::{Entitled, ask_entitled};
use super::visibility::Visibility;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, Query, StoreError};
use serde_json::json;

/// What the company is entitled to and has decided.
///
/// # Errors
/// [`Denied`] unless the person manages the company.
pub async fn help_settings<E>(db: &Db, actor: &Actor, now: Timestamp) -> Result<Entitled, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::ManageCompany)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(ask_entitled(member.company.id, now)
        .fetch(&mut read)
        .await??)
}

/// Decides who sees the cases that are opened from now on. Those that are open
/// stay as they are: whoever asked knew then who would read it.
///
/// # Errors
/// [`Denied`] unless the person manages the company.
pub async fn set_visibility<E>(
    db: &Db,
    actor: &Actor,
    visibility: Visibility,
    now: Timestamp,
) -> Result<(), E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::ManageCompany)?;
    let (customer, who, unit) = (member.company.id, member.id, member.unit);
    let actor = actor.clone();
    db.write::<_, StoreError, _>(actor.scope(), move |tx| {
        Box::pin(async move {
            let changed = tx
                .run(
                    "INSERT INTO customer_support (customer_id, visibility) VALUES ($1, $2)
                     ON CONFLICT (customer_id) DO UPDATE SET visibility = $2
                         WHERE customer_support.visibility <> $2",
                    args![customer, visibility.code()],
                )
                .await?;
            // The same form twice is one decision.
            if changed == 0 {
                return Ok(());
            }
            let entry = audit::Entry {
                action: "help.visibility",
                subject: customer.to_string(),
                customer: Some(customer),
                detail: json!({ "visibility": visibility.code() }),
            };
            // How openly a company works together is learned of it, too.
            let happened = Interaction {
                customer,
                member: Some(who),
                unit,
                at: now,
                kind: Kind::HelpShared,
                touch_point: TouchPoint::Web,
                subject: Subject::Case,
                subject_id: None,
                text: String::new(),
                amount: None,
                detail: json!({ "how": "decided", "visibility": visibility.code() }),
            };
            let rows = [
                entry.row(&actor, now),
                profile::rows(vec![happened.by(&actor)]),
            ];
            tx.insert(rows).await
        })
    })
    .await?;
    Ok(())
}

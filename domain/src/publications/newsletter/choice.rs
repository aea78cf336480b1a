//! Who wants the newsletter: each member says so for themselves.

use crate::identity::{Actor, Denied, Member, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Asked, Db, JsonRows, Query, StoreError};
use crate::{Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// Why nothing was chosen.
#[derive(Debug, thiserror::Error)]
pub enum ChoiceError {
    /// Not this person's choice.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who wants the newsletter: members `m` of customers `c` who can sign in, as the
/// persons `p`, and have a role in their company. Who was asked in and has not come, has
/// left, or may do nothing any more, gets none and is not counted.
pub(in crate::publications) const WANTING: &str = "newsletter_choice n
    JOIN membership m ON m.id = n.membership_id AND m.customer_id = n.customer_id AND m.active
    JOIN person p ON p.id = m.person_id AND p.password_hash IS NOT NULL
    JOIN customer c ON c.id = n.customer_id
    WHERE n.wanted AND EXISTS (SELECT 1 FROM membership_role x
        WHERE x.membership_id = m.id AND x.customer_id = m.customer_id)";

/// Asks whether a member wants the newsletter.
#[must_use]
pub fn ask_newsletter_choice(member: &Member) -> Asked<'static, bool> {
    #[derive(Deserialize)]
    struct Row {
        wanted: i64,
    }
    static CHOICE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["wanted"],
            "SELECT CASE WHEN wanted THEN 1 ELSE 0 END AS wanted FROM newsletter_choice
             WHERE customer_id = $1 AND membership_id = $2",
        )
    });
    CHOICE
        .ask::<Row>(args![member.company.id, member.id])
        .map(|rows| rows.first().is_some_and(|row| row.wanted != 0))
}

/// The member says whether they want the newsletter. Nobody says it in their place.
/// The same again changes nothing and leaves no trace.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn choose_newsletter(
    db: &Db,
    actor: &Actor,
    wanted: bool,
    now: Timestamp,
) -> Result<(), ChoiceError> {
    let member = actor.member_who_may(Permission::Browse)?;
    if actor.stand_in().is_some() {
        return Err(Denied.into());
    }
    let (customer, membership, who) = (member.company.id, member.id, actor.clone());
    let happened: Vec<Interaction> = member
        .recording
        .then(|| Interaction {
            customer,
            member: Some(membership),
            unit: member.unit,
            at: now,
            kind: if wanted {
                Kind::NewsletterWanted
            } else {
                Kind::NewsletterEnded
            },
            touch_point: TouchPoint::Web,
            subject: Subject::Newsletter,
            subject_id: None,
            text: String::new(),
            amount: None,
            detail: json!({}),
        })
        .into_iter()
        .collect();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let before: Option<bool> = tx
                .scalar(
                    "SELECT wanted FROM newsletter_choice
                     WHERE customer_id = $1 AND membership_id = $2",
                    args![customer, membership],
                )
                .await?;
            if before.unwrap_or_default() == wanted {
                return Ok(());
            }
            let chosen = tx
                .run(
                    "INSERT INTO newsletter_choice (customer_id, membership_id, wanted, at)
                     VALUES ($1, $2, $3, $4)
                     ON CONFLICT (customer_id, membership_id)
                     DO UPDATE SET wanted = excluded.wanted, at = excluded.at
                     WHERE newsletter_choice.wanted <> excluded.wanted",
                    args![customer, membership, wanted, now],
                )
                .await?;
            // The same form at the same moment is one choice.
            if chosen == 0 {
                return Ok(());
            }
            let entry = audit::Entry {
                action: "newsletter.chosen",
                subject: membership.to_string(),
                customer: Some(customer),
                detail: json!({ "wanted": wanted }),
            };
            tx.insert([entry.row(&who, now), profile::rows(happened)])
                .await?;
            Ok(())
        })
    })
    .await
}

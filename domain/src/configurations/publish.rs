//! Publishing a draft, taking a configuration off the site, and what a play
//! does with it: what the customer's people are offered from then on, and the
//! reason they read.

use super::ConfigurationError;
use super::contents::ask_contents;
use super::drafts::Draft;
use super::flaws::Flaw;
use super::revisions::{Head, head};
use crate::id::{ConfigurationId, ConfigurationRevisionId, CustomerId, OptionId};
use crate::identity::{Actor, Permission, members_who_may};
use crate::profile::{Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, Query, Tx};
use crate::{Timestamp, args, audit, mail, profile};
use serde_json::json;

/// Publishes the draft, as it was when it had this version.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn publish_configuration(
    db: &Db,
    actor: &Actor,
    configuration: ConfigurationId,
    version: i64,
    note: String,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = head(tx, configuration).await?;
            let draft = head.draft_id.ok_or(ConfigurationError::NoDraft)?;
            // Whoever comes second finds another version, or no draft.
            let taken = tx
                .run(
                    "UPDATE configuration_revision SET version = version + 1
                     WHERE id = $1 AND customer_id = $2 AND version = $3 AND state = 'draft'",
                    args![draft, head.customer_id, version],
                )
                .await?;
            if taken == 0 {
                return Err(ConfigurationError::Changed);
            }
            publish_in(tx, &actor, &head, draft, note, now).await
        })
    })
    .await
}

/// Takes a configuration off the site, saying why and naming what to take
/// instead. What was asked for or ordered with it stays as it is.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn retire_configuration(
    db: &Db,
    actor: &Actor,
    configuration: ConfigurationId,
    successor: Option<ConfigurationId>,
    note: String,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    actor.demand(Permission::Curate)?;
    let note = note.trim().to_owned();
    if note.is_empty() {
        return Err(ConfigurationError::NoReason);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = head(tx, configuration).await?;
            let retired = tx
                .run(
                    "UPDATE configuration SET state = 'retired', successor_id = (
                         SELECT s.id FROM configuration s
                         WHERE s.id = $3 AND s.customer_id = $2 AND s.id <> $1
                             AND s.state = 'published')
                     WHERE id = $1 AND customer_id = $2 AND state = 'published'",
                    args![configuration, head.customer_id, successor],
                )
                .await?;
            if retired == 0 {
                return Err(ConfigurationError::NotOffered);
            }
            let detail = json!({ "successor": successor.map(|id| id.to_string()) });
            let entry = audit::Entry {
                action: "configuration.retired",
                subject: configuration.to_string(),
                customer: Some(head.customer_id),
                detail,
            };
            audit::record(tx, &actor, entry, now).await?;
            announce(tx, &head, "configuration-retired", &note, now).await
        })
    })
    .await
}

/// What a new revision has that the one before had not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revised {
    /// Another option is picked until somebody picks another, or one more where
    /// several can be.
    Default(OptionId),
    /// An option is no longer picked until somebody does.
    NoDefault(OptionId),
    /// A product may be chosen besides.
    Offers {
        /// Its SKU.
        sku: String,
        /// What the option is called.
        name: String,
    },
}

impl Draft {
    async fn revise(&self, tx: &mut Tx, what: &Revised) -> Result<(), ConfigurationError> {
        match what {
            Revised::Default(option) => self.make_default(tx, *option).await,
            Revised::NoDefault(option) => self.leave_out(tx, *option).await,
            Revised::Offers { sku, name } => self.offer_product(tx, name, sku).await,
        }
    }
}

/// Publishes a new revision with a change, and with the reason that the
/// customer's people read. What a play does once it is accepted: the caller has
/// checked who may. A draft under work gets the same change, so that publishing
/// it does not undo it; its curator is shown it once more before.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn revise(
    tx: &mut Tx,
    actor: &Actor,
    configuration: ConfigurationId,
    what: &Revised,
    reason: &str,
    now: Timestamp,
) -> Result<ConfigurationRevisionId, ConfigurationError> {
    let head = head(tx, configuration).await?;
    // What was taken off the site does not come back by the way.
    if !head.is_published {
        return Err(ConfigurationError::NotOffered);
    }
    // Only one draft can be there; this revision is published from the start.
    let id = head.copy_published(tx, actor, "published", now).await?;
    let draft = Draft {
        customer: head.customer_id,
        id,
        currency: head.currency,
    };
    draft.revise(tx, what).await?;
    if let Some(under_work) = head.draft_id {
        let under_work = Draft {
            id: under_work,
            ..draft
        };
        match under_work.revise(tx, what).await {
            // The draft does without the option, or has the product already.
            Ok(()) | Err(ConfigurationError::Denied(_) | ConfigurationError::Twice) => {}
            Err(error) => return Err(error),
        }
        tx.run(
            "UPDATE configuration_revision SET version = version + 1
             WHERE id = $1 AND customer_id = $2",
            args![under_work.id, head.customer_id],
        )
        .await?;
    }
    publish_in(tx, actor, &head, id, reason.to_owned(), now).await?;
    Ok(id)
}

/// Makes a complete revision the published one, and tells everybody.
async fn publish_in(
    tx: &mut Tx,
    actor: &Actor,
    head: &Head,
    revision: ConfigurationRevisionId,
    note: String,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    let note = note.trim().to_owned();
    if note.is_empty() && head.published_revision_id.is_some() {
        return Err(ConfigurationError::NoReason);
    }
    complete(tx, head.customer_id, revision).await?;
    tx.run(
        "UPDATE configuration_revision SET state = 'superseded'
         WHERE configuration_id = $1 AND customer_id = $2 AND state = 'published' AND id <> $3",
        args![head.id, head.customer_id, revision],
    )
    .await?;
    tx.run(
        "UPDATE configuration_revision SET state = 'published', note = $3, published_at = $4,
             published_by_name = $5
         WHERE id = $1 AND customer_id = $2",
        args![revision, head.customer_id, note.as_str(), now, actor.name()],
    )
    .await?;
    tx.run(
        "UPDATE configuration SET state = 'published', published_revision_id = $3,
             successor_id = NULL
         WHERE id = $1 AND customer_id = $2",
        args![head.id, head.customer_id, revision],
    )
    .await?;
    let entry = audit::Entry {
        action: "configuration.published",
        subject: head.id.to_string(),
        customer: Some(head.customer_id),
        detail: json!({ "revision": revision.to_string() }),
    };
    audit::record(tx, actor, entry, now).await?;
    announce(tx, head, "configuration-published", &note, now).await
}

/// Tells the company's managers, and remembers that their site changed.
async fn announce(
    tx: &mut Tx,
    head: &Head,
    kind: &'static str,
    note: &str,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    let changed = Interaction {
        customer: head.customer_id,
        member: None,
        unit: None,
        at: now,
        kind: Kind::SiteChanged,
        touch_point: TouchPoint::Console,
        subject: Subject::Configuration,
        subject_id: Some(head.id.0),
        text: head.name.clone(),
        amount: None,
        detail: json!({ "note": note }),
    };
    profile::record(tx, vec![changed]).await?;
    let managers = members_who_may(tx, head.customer_id, Permission::ManageCompany).await?;
    let messages = managers
        .into_iter()
        .map(|person| mail::Message {
            kind,
            customer: Some(head.customer_id),
            to: person.into(),
            payload: json!({
                "name": head.name.as_str(),
                "note": note,
                "path": format!("/standards/{}", head.id),
            }),
        })
        .collect();
    Ok(mail::enqueue(tx, messages, now).await?)
}

/// Refuses what nobody could choose from.
async fn complete(
    tx: &mut Tx,
    customer: CustomerId,
    revision: ConfigurationRevisionId,
) -> Result<(), ConfigurationError> {
    let mut contents = ask_contents(customer, vec![revision]).fetch(tx).await?;
    let contents = contents.pop().unwrap_or_default();
    if contents.parts.is_empty() && contents.groups.is_empty() {
        return Err(ConfigurationError::Nothing);
    }
    let build = contents.unpriced();
    for group in &build.groups {
        // Where one must be picked of one, there is nothing to choose.
        let needed = match (group.least, group.most) {
            (1.., 1) => 2,
            (least, _) => least.max(1),
        };
        if i64::try_from(group.options.len()).unwrap_or(i64::MAX) < needed {
            return Err(ConfigurationError::TooFewOptions(group.name.clone()));
        }
        let usual = i64::try_from(group.defaults().count()).unwrap_or(i64::MAX);
        if usual < group.least {
            return Err(ConfigurationError::NoDefault(group.name.clone()));
        }
    }
    let mut flaws = build.flaws();
    flaws.retain(Flaw::forbids);
    if !flaws.is_empty() {
        return Err(ConfigurationError::Flawed(flaws));
    }
    Ok(())
}

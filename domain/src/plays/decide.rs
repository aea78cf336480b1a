//! Staff decide a play: accept it, which changes the customer's site and says
//! why, or dismiss it with a reason, which is remembered.

use crate::Timestamp;
use crate::agreements::{self, AgreementError};
use crate::args;
use crate::audit;
use crate::catalog;
use crate::configurations::{self, ConfigurationError, Revised};
use crate::id::{AnyId, ChangeId, ConfigurationId, CustomerId, FactId, PlayId, ProductId};
use crate::identity::{Actor, Denied, Permission, Reach, in_force};
use crate::profile::learning::{AskedFor, Finding, NotFound, Way};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint, wording};
use crate::store::{Db, FromRow, Json, Query, StoreError, Tx};
use crate::text::{Language, Words};
use serde_json::json;

/// Why a play was not decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Not this person's to decide, or not there.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody decided it already, or what it rested on is gone.
    #[error("already decided")]
    AlreadyDecided,
    /// A dismissal says why.
    #[error("no reason")]
    NoReason,
    /// Too much was written.
    #[error("too long")]
    TooLong,
    /// Neither products nor other words were chosen.
    #[error("nothing chosen")]
    NothingChosen,
    /// There is no product with this SKU.
    #[error("no product {0}")]
    UnknownSku(String),
    /// The customer has no agreement in force to offer something under.
    #[error("no agreement")]
    NoAgreement,
    /// The standard can't be changed that way any more.
    #[error("the standard has changed")]
    StandardChanged,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The longest reason or note, in characters.
pub const LONGEST: usize = 500;

#[derive(FromRow)]
pub(super) struct Play {
    customer_id: CustomerId,
    fact_id: FactId,
    finding: Json<Finding>,
}

/// Dismisses a play. It comes back only when as much has happened again.
///
/// # Errors
/// See [`DecideError`].
pub async fn dismiss(
    db: &Db,
    actor: &Actor,
    play: PlayId,
    reason: &str,
    now: Timestamp,
) -> Result<(), DecideError> {
    actor.demand(Permission::KnowCustomers)?;
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(DecideError::NoReason);
    }
    if reason.chars().count() > LONGEST {
        return Err(DecideError::TooLong);
    }
    let who = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            settle(tx, &who, play, "dismissed", &reason, now).await?;
            Ok(())
        })
    })
    .await
}

/// What staff do about a play that they accept.
#[derive(Debug, Clone)]
pub struct Accept {
    /// The play.
    pub play: PlayId,
    /// For what is not found: SKUs of products to offer from now on.
    pub skus: Vec<String>,
    /// For what is not found: other words that find it.
    pub replacement: String,
    /// What staff write to the customer besides.
    pub note: String,
}

/// Accepts a play: the site changes, and the customer can read why.
///
/// # Errors
/// See [`DecideError`]; nothing is changed then.
pub async fn accept(
    db: &Db,
    actor: &Actor,
    command: Accept,
    now: Timestamp,
) -> Result<(), DecideError> {
    actor.demand(Permission::KnowCustomers)?;
    if command.note.chars().count() > LONGEST || command.replacement.chars().count() > 200 {
        return Err(DecideError::TooLong);
    }
    let who = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move { carry_out(tx, &who, &command, now).await })
    })
    .await
}

/// Does what was accepted, and writes down why. The caller has checked who may.
pub(super) async fn carry_out(
    tx: &mut Tx,
    who: &Actor,
    command: &Accept,
    now: Timestamp,
) -> Result<(), DecideError> {
    let play = settle(tx, who, command.play, "accepted", &command.note, now).await?;
    match &play.finding.0 {
        Finding::ChangedOption(changed) => {
            let why = reason(&play, "option-changed", "", &command.note);
            let what = match changed.way {
                Way::Instead | Way::Added => Revised::Default(changed.chosen),
                Way::LeftOut => Revised::NoDefault(changed.chosen),
            };
            revise(tx, who, changed.configuration, &what, &why, now).await?;
            let change = NewChange {
                kind: "option-changed",
                subject: Subject::Configuration,
                id: AnyId(changed.configuration.0),
                what: changed.name.as_str(),
            };
            change.write(tx, who, &play, command, now).await
        }
        Finding::AskedFor(AskedFor {
            beside: Some(beside),
            words,
            ..
        }) => {
            let why = reason(&play, "option-added", &beside.name, &command.note);
            let what = Revised::Offers {
                sku: beside.sku.clone(),
                name: words.clone(),
            };
            revise(tx, who, beside.configuration, &what, &why, now).await?;
            let change = NewChange {
                kind: "option-added",
                subject: Subject::Configuration,
                id: AnyId(beside.configuration.0),
                what: beside.name.as_str(),
            };
            change.write(tx, who, &play, command, now).await
        }
        Finding::NotFound(NotFound { words, .. }) | Finding::AskedFor(AskedFor { words, .. }) => {
            make_findable(tx, who, &play, words, command, now).await
        }
        Finding::Reorder(_) | Finding::Told(_) => Err(DecideError::AlreadyDecided),
    }
}

async fn revise(
    tx: &mut Tx,
    who: &Actor,
    configuration: ConfigurationId,
    what: &Revised,
    reason: &str,
    now: Timestamp,
) -> Result<(), DecideError> {
    match configurations::revise(tx, who, configuration, what, reason, now).await {
        Ok(_) => Ok(()),
        Err(ConfigurationError::Store(error)) => Err(DecideError::Store(error)),
        Err(_) => Err(DecideError::StandardChanged),
    }
}

async fn make_findable(
    tx: &mut Tx,
    who: &Actor,
    play: &Play,
    words: &str,
    command: &Accept,
    now: Timestamp,
) -> Result<(), DecideError> {
    let replacement = command.replacement.trim();
    if command.skus.is_empty() && replacement.is_empty() {
        return Err(DecideError::NothingChosen);
    }
    let found = catalog::products_known_as(tx, command.skus.clone()).await?;
    for sku in &command.skus {
        if !found.iter().any(|product| product.sku == *sku) {
            return Err(DecideError::UnknownSku(sku.clone()));
        }
    }
    if !found.is_empty() {
        // Only the customer's own agreement: what is for many is not changed for
        // the sake of one.
        let agreement = in_force(tx, play.customer_id, None, now)
            .await?
            .and_then(|all| all.all().find(|one| one.reach == Reach::Customer).cloned())
            .ok_or(DecideError::NoAgreement)?
            .agreement;
        let products: Vec<ProductId> = found.iter().map(|product| product.id).collect();
        let names: Vec<&str> = found.iter().map(|product| product.name.as_str()).collect();
        let reason = reason(play, "product-added", &names.join(", "), &command.note);
        agreements::offer_products(tx, who, agreement, &products, &reason, now)
            .await
            .map_err(|error| match error {
                AgreementError::Store(error) => DecideError::Store(error),
                _ => DecideError::NoAgreement,
            })?;
        for product in &found {
            let change = NewChange {
                kind: "product-added",
                subject: Subject::Product,
                id: AnyId(product.id.0),
                what: &product.name,
            };
            change.write(tx, who, play, command, now).await?;
        }
    }
    // The words find the new products too, whatever their names say.
    let means = match (replacement, found.first()) {
        ("", Some(product)) => product.sku.as_str(),
        (replacement, _) => replacement,
    };
    catalog::add_synonym(tx, play.customer_id, words, means, now).await?;
    if found.is_empty() {
        let change = NewChange {
            kind: "synonym-added",
            subject: Subject::Search,
            id: AnyId(play.fact_id.0),
            what: replacement,
        };
        change.write(tx, who, play, command, now).await?;
        let changed = Interaction {
            customer: play.customer_id,
            member: None,
            unit: None,
            at: now,
            kind: Kind::SiteChanged,
            touch_point: TouchPoint::Console,
            subject: Subject::Search,
            subject_id: None,
            text: words.to_owned(),
            amount: None,
            detail: json!({ "replacement": replacement }),
        };
        profile::record(tx, vec![changed]).await?;
    }
    Ok(())
}

/// The reason that revisions keep: what staff wrote, or what was learned.
fn reason(play: &Play, kind: &str, what: &str, note: &str) -> String {
    match note.trim() {
        "" => {
            let words = Words::new(Language::English, "UTC");
            wording::because(words, kind, &play.finding.0, what)
        }
        note => note.to_owned(),
    }
}

/// Decides the play once: of two people at the same time one wins.
pub(super) async fn settle(
    tx: &mut Tx,
    who: &Actor,
    play: PlayId,
    state: &'static str,
    reason: &str,
    now: Timestamp,
) -> Result<Play, DecideError> {
    let found: Play = tx
        .maybe(
            "SELECT customer_id, fact_id, finding FROM play /* staff */ WHERE id = $1",
            args![play],
        )
        .await?
        .ok_or(DecideError::AlreadyDecided)?;
    let won = tx
        .run(
            "UPDATE play /* staff */ SET state = $2, reason = $3, decided_by = $4, decided_at = $5
             WHERE id = $1 AND state = 'proposed'",
            args![play, state, reason.trim(), who.person(), now],
        )
        .await?;
    if won == 0 {
        return Err(DecideError::AlreadyDecided);
    }
    let entry = audit::Entry {
        action: if state == "accepted" {
            "play.accepted"
        } else {
            "play.dismissed"
        },
        subject: play.to_string(),
        customer: Some(found.customer_id),
        detail: json!({ "fact": found.fact_id }),
    };
    audit::record(tx, who, entry, now).await?;
    Ok(found)
}

/// A change to tell the customer of.
struct NewChange<'a> {
    kind: &'static str,
    subject: Subject,
    id: AnyId,
    what: &'a str,
}

impl NewChange<'_> {
    async fn write(
        &self,
        tx: &mut Tx,
        who: &Actor,
        play: &Play,
        command: &Accept,
        now: Timestamp,
    ) -> Result<(), DecideError> {
        tx.run(
            "INSERT INTO site_change (id, customer_id, play_id, fact_id, kind, subject,
                 subject_id, finding, detail, note, made_by, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            args![
                ChangeId::new(),
                play.customer_id,
                command.play,
                play.fact_id,
                self.kind,
                self.subject.code(),
                self.id,
                json!(play.finding.0),
                json!({ "what": self.what }),
                command.note.trim(),
                who.person(),
                now
            ],
        )
        .await?;
        Ok(())
    }
}

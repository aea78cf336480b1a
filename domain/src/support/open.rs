//! Somebody asks for help.

use super::articles::{self, BeforeAsking};
use super::attached::{self, FileRefused};
use super::case_life::{Priority, State};
use super::change::{Message, Source, Stands, event_row, message_row};
use super::levels::{Entitled, ask_entitled_about};
use super::told::{About, to_customer};
use super::whole::{A_YEAR, Case, ask_whole, number_of};
use crate::Timestamp;
use crate::args;
use crate::assets::ask_tagged;
use crate::audit;
use crate::files::{Files, Sent, Several};
use crate::id::{AssetId, CaseEventId, CaseId, CaseMessageId, CustomerId, MembershipId, OrderId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::mail::Recipient;
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Insert, Query, StoreError, Tx, ask_earlier, key_row, next_number};
use crate::text::{Language, Words};
use serde_json::json;

/// The longest subject, in characters.
pub const LONGEST_SUBJECT: usize = 160;
/// The longest thing that can be said at once, in characters.
pub const LONGEST_TEXT: usize = 20_000;
/// The longest product number or tag, in characters.
pub const LONGEST_ABOUT: usize = 80;

/// What somebody needs help with.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// The form's key.
    pub key: FormKey,
    /// What it is, in a line.
    pub subject: String,
    /// What it is, in words.
    pub text: String,
    /// How pressing it is.
    pub priority: Priority,
    /// The product it is about; may be empty.
    pub sku: String,
    /// The number of the order it is about; may be empty.
    pub order: String,
    /// The tag of the equipment it is about; may be empty.
    pub asset: String,
    /// The articles that were read and offered before, and what was answered to our
    /// questions.
    pub before: BeforeAsking,
}

/// Why no case was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It says not in a line what it is.
    #[error("no subject")]
    NoSubject,
    /// It says nothing.
    #[error("no text")]
    NoText,
    /// The subject is longer than [`LONGEST_SUBJECT`].
    #[error("subject too long")]
    SubjectTooLong,
    /// The text is longer than [`LONGEST_TEXT`].
    #[error("text too long")]
    TextTooLong,
    /// A product number or tag is longer than [`LONGEST_ABOUT`].
    #[error("what it is about is too long")]
    AboutTooLong,
    /// The company has no order of this number that the asker sees.
    #[error("no such order")]
    NoSuchOrder,
    /// The company has no unit with this tag that the asker sees.
    #[error("no such equipment")]
    NoSuchAsset,
    /// What came with it can't be kept.
    #[error(transparent)]
    File(#[from] FileRefused),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens a case; answers its number. Sent twice with the same key it is opened
/// once.
///
/// # Errors
/// See [`OpenError`].
pub async fn open_case(
    db: &Db,
    actor: &Actor,
    command: OpenCase,
    now: Timestamp,
) -> Result<String, OpenError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    open_new(db, actor, member, checked(command)?, now).await
}

/// The same with files that come with it.
///
/// # Errors
/// See [`OpenError`].
pub async fn open_case_with(
    db: &Db,
    files: &Files,
    actor: &Actor,
    (command, sent): (OpenCase, Vec<Sent>),
    now: Timestamp,
) -> Result<String, OpenError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let mut new = checked(command)?;
    // Said before anything is kept.
    let mut read = db.read(actor.scope()).await?;
    named(&mut read, actor, &member, &new).await?;
    drop(read);
    new.files = attached::take(files, sent).await?;
    let several = new.files.clone();
    let number = open_new(db, actor, member, new, now).await?;
    files.settle(&several).await;
    Ok(number)
}

async fn open_new(
    db: &Db,
    actor: &Actor,
    member: Member,
    new: New,
    now: Timestamp,
) -> Result<String, OpenError> {
    let attempt = || {
        let (actor, member, new) = (actor.clone(), member.clone(), new.clone());
        db.write(actor.scope(), move |tx| {
            Box::pin(async move {
                if let Some(key) = new.key
                    && let Some(earlier) = ask_earlier(&actor, key, FORM).fetch(tx).await?
                {
                    return Ok::<_, OpenError>(earlier);
                }
                let new = with_answers(tx, &actor, &member, new, now).await?;
                open_in(tx, &actor, &member, new, now).await
            })
        })
    };
    match attempt().await {
        // The same form at the same moment: now the other is done.
        Err(OpenError::Store(error)) if error.is_key_taken() => attempt().await,
        done => done,
    }
}

const FORM: &str = "case";

/// A case about to be written down.
#[derive(Debug, Clone)]
pub(super) struct New {
    /// None for what did not come by a form.
    pub key: Option<FormKey>,
    /// By which what is said in it is known.
    pub message: CaseMessageId,
    pub subject: String,
    pub text: String,
    pub priority: Priority,
    pub sku: Option<String>,
    pub order: Option<String>,
    pub asset: Option<String>,
    pub source: Source,
    pub left_out: String,
    /// What came with it.
    pub files: Several,
    /// The case that it follows.
    pub follows: Option<CaseId>,
    /// Whether a program of ours may tell whoever asked that it came.
    pub confirm: bool,
    /// What was read and answered before.
    pub before: BeforeAsking,
}

/// With what was answered to our questions before it was asked, below what was
/// written.
async fn with_answers(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    mut new: New,
    now: Timestamp,
) -> Result<New, StoreError> {
    let sku = new.sku.as_deref().unwrap_or_default();
    let answers = &new.before.answers;
    let said = articles::as_written(tx, (actor, member), sku, answers, now).await?;
    if !said.is_empty() {
        new.text = format!("{}\n\n{said}", new.text);
    }
    Ok(new)
}

/// Text in one line, without what can't be seen.
pub(super) fn one_line(text: &str) -> String {
    let visible = text.replace(char::is_control, " ");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was said, as it is checked wherever somebody says something.
pub(super) fn said(text: &str) -> Result<String, OpenError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(OpenError::NoText);
    }
    if text.chars().count() > LONGEST_TEXT {
        return Err(OpenError::TextTooLong);
    }
    Ok(text.to_owned())
}

fn checked(command: OpenCase) -> Result<New, OpenError> {
    let subject = one_line(&command.subject);
    if subject.is_empty() {
        return Err(OpenError::NoSubject);
    }
    if subject.chars().count() > LONGEST_SUBJECT {
        return Err(OpenError::SubjectTooLong);
    }
    let about = |typed: &str| {
        let text = one_line(typed);
        if text.chars().count() > LONGEST_ABOUT {
            return Err(OpenError::AboutTooLong);
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    };
    Ok(New {
        key: Some(command.key),
        message: CaseMessageId::new(),
        text: said(&command.text)?,
        priority: command.priority,
        sku: about(&command.sku)?,
        order: about(&command.order)?,
        asset: about(&command.asset)?,
        subject,
        source: Source::Web,
        left_out: String::new(),
        files: Several::default(),
        follows: None,
        confirm: true,
        before: command.before,
    })
}

/// Opens a case, in the transaction of whatever opens it; answers its number.
pub(super) async fn open_in(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    new: New,
    now: Timestamp,
) -> Result<String, OpenError> {
    let customer = member.company.id;
    let entitled = ask_entitled_about(customer, member.unit, new.asset.as_deref(), now)
        .fetch(tx)
        .await??;
    let named = named(tx, actor, member, &new).await?;
    let serial = next_serial(tx, now).await?;
    let number = number_of(serial);
    let id = CaseId::new();
    let event = super::whole::CaseEvent {
        id: CaseEventId::new(),
        at: now,
        kind: "opened".to_owned(),
        name: actor.name().to_owned(),
        state_before: State::New,
        state_after: State::New,
        priority: new.priority,
        about: String::new(),
    };
    let level = entitled.level.as_ref().map(|level| level.id);
    tx.run(
        "INSERT INTO support_case (id, customer_id, number, serial, opened_by, unit_id, subject,
             state, priority, sku, order_id, order_number, asset_id, asset_tag, visibility,
             level_id, due_at, follows, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $19)",
        args![
            id,
            customer,
            number.as_str(),
            serial,
            member.id,
            member.unit,
            new.subject.as_str(),
            State::New.code(),
            new.priority.code(),
            named.sku,
            named.order.as_ref().map(|(id, _)| *id),
            named.order.as_ref().map(|(_, number)| number.clone()),
            named.asset,
            named.tag,
            entitled.visibility.code(),
            level,
            Timestamp::NEVER,
            new.follows,
            now
        ],
    )
    .await?;
    let message = Message {
        id: new.message,
        membership: Some(member.id),
        internal: false,
        source: new.source,
        text: &new.text,
        left_out: &new.left_out,
    };
    new.files.name(tx, actor, Some(customer), now).await?;
    tx.insert([
        event_row(customer, id, &event),
        message_row(customer, id, actor, &message, now),
        attached::rows(customer, id, message.id, false, &new.files),
    ])
    .await?;
    let due = begin_clocks(tx, member, &number, now).await?;
    let mut rows = records(actor, member, id, &number, &new, now);
    rows.push(articles::before_asking(tx, member, id, &new.before, now).await?);
    if new.confirm {
        let to = vec![Recipient {
            email: actor.email().to_owned(),
            name: actor.name().to_owned(),
            language: actor.language().map(str::to_owned),
        }];
        let about = About {
            customer,
            serial,
            subject: &new.subject,
            zone: zone(&entitled),
            day: None,
        };
        rows.push(
            to_customer(
                tx,
                "case-opened",
                &about,
                to,
                ("", new.text.as_str()),
                due,
                now,
            )
            .await?,
        );
    }
    if let Some(key) = new.key {
        rows.push(key_row(actor, key, FORM, &number, now));
    }
    tx.insert(rows).await?;
    Ok(number)
}

fn zone(entitled: &Entitled) -> &str {
    entitled
        .level
        .as_ref()
        .filter(|level| !level.hours.round_the_clock)
        .map_or("UTC", |level| level.hours.zone.trim())
}

/// Writes on a new case when it is due; answers when the first answer is.
async fn begin_clocks(
    tx: &mut Tx,
    member: &Member,
    number: &str,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let case: Option<Case> = ask_whole(Some(member.company.id), number, true)
        .fetch(tx)
        .await??;
    let Some(case) = case else { return Ok(None) };
    let stands = Stands::of(&case, State::New, now);
    tx.run(
        "UPDATE support_case SET first_due_at = $3, resolution_due_at = $4, due_at = $5,
             wake_at = $6
         WHERE id = $1 AND customer_id = $2",
        args![
            case.head.id,
            case.head.customer,
            stands.first_due_at,
            stands.resolution_due_at,
            stands.due_at,
            stands.wake_at
        ],
    )
    .await?;
    Ok(stands.first_due_at)
}

/// The audit row and the interaction.
fn records(
    actor: &Actor,
    member: &Member,
    id: CaseId,
    number: &str,
    new: &New,
    now: Timestamp,
) -> Vec<Insert> {
    let entry = audit::Entry {
        action: "case.opened",
        subject: id.to_string(),
        customer: Some(member.company.id),
        detail: json!({ "number": number, "priority": new.priority.code() }),
    };
    let happened = Interaction {
        customer: member.company.id,
        member: Some(member.id),
        unit: member.unit,
        at: now,
        kind: Kind::HelpAsked,
        touch_point: touch_point(new.source),
        subject: Subject::Case,
        subject_id: Some(id.0),
        text: format!("{number} {}", new.subject),
        amount: None,
        detail: json!({
            "priority": new.priority.code(),
            "sku": new.sku,
            "order": new.order,
            "asset": new.asset,
            "article": new.before.from,
            "offered": new.before.offered.len(),
        }),
    }
    .by(actor);
    vec![entry.row(actor, now), profile::rows(vec![happened])]
}

pub(super) const fn touch_point(source: Source) -> TouchPoint {
    match source {
        Source::Web => TouchPoint::Web,
        Source::Mail => TouchPoint::Mail,
        Source::Console => TouchPoint::Console,
    }
}

/// What a case is about, as we know it.
struct Named {
    order: Option<(OrderId, String)>,
    asset: Option<AssetId>,
    /// As it is written on the unit.
    tag: Option<String>,
    sku: Option<String>,
}

/// Looks up what a case is about. An order or a tag of somebody else, be it a
/// colleague, answers like one that does not exist. What a case took over from the one
/// that it follows may be older than that rule: it stays.
async fn named(
    query: &mut impl Query,
    actor: &Actor,
    member: &Member,
    new: &New,
) -> Result<Named, OpenError> {
    let any = new.follows.is_some();
    let order = match &new.order {
        Some(number) => {
            let any = any || actor.may(Permission::SeeCompany);
            let own = (!any).then_some(member.id);
            let found = order_of(query, member.company.id, number, own).await?;
            Some(found.ok_or(OpenError::NoSuchOrder)?)
        }
        None => None,
    };
    let unit = match &new.asset {
        Some(tag) => ask_tagged(member.company.id, tag)
            .fetch(query)
            .await?
            .filter(|unit| any || unit.is_seen_by(actor)),
        None => None,
    };
    let Some(unit) = unit else {
        if new.asset.is_some() && new.follows.is_none() {
            return Err(OpenError::NoSuchAsset);
        }
        return Ok(Named {
            order,
            asset: None,
            tag: new.asset.clone(),
            sku: new.sku.clone(),
        });
    };
    // A unit says what it is.
    let sku = Some(unit.sku).filter(|sku| !sku.is_empty());
    Ok(Named {
        order,
        asset: Some(unit.id),
        tag: Some(unit.service_tag),
        sku: new.sku.clone().or(sku),
    })
}

/// The company's order of this number: any, or only one that a member asked for or
/// placed. A colleague's answers like one that does not exist, as on its page.
pub(super) async fn order_of(
    query: &mut impl Query,
    customer: CustomerId,
    number: &str,
    own: Option<MembershipId>,
) -> Result<Option<(OrderId, String)>, StoreError> {
    query
        .maybe(
            "SELECT id, number FROM purchase_order WHERE customer_id = $1 AND number = $2
                 AND ($3 IS NULL OR requested_by = $3 OR placed_by = $3)",
            args![customer, number, own],
        )
        .await
}

/// The next serial of this year: the year, then seven digits.
async fn next_serial(tx: &mut Tx, now: Timestamp) -> Result<i64, StoreError> {
    let day = Words::new(Language::English, "UTC").date_field(now);
    let year: i64 = day
        .split('-')
        .next()
        .and_then(|year| year.parse().ok())
        .unwrap_or(1970);
    let count = next_number(tx, &format!("case-{year}")).await?;
    Ok(year.saturating_mul(A_YEAR).saturating_add(count))
}

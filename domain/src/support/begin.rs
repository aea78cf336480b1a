//! A case begins: it is written down with whatever it is about, its clocks start, it
//! comes to its team, and whoever asked is told; the same whether it came by a form, by
//! mail, or follows another.

use super::all_wrong::all_wrong;
use super::articles::{self, BeforeAsking};
use super::attached;
use super::case_life::{Priority, State};
use super::change::{Message, Source, Stands, event_row, message_row};
use super::entitled::{Entitled, ask_entitled_about};
use super::of_team::team_of_new;
use super::open::OpenError;
use super::told::{About, to_customer};
use super::whole::{A_YEAR, Case, CaseEvent, ask_whole, number_of};
use crate::args;
use crate::assets::{Tagged, ask_tagged};
use crate::audit;
use crate::files::Several;
use crate::id::{AssetId, CaseEventId, CaseId, CaseMessageId, CustomerId, MembershipId, OrderId};
use crate::identity::{Actor, Member, Permission};
use crate::mail::Recipient;
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{FormKey, Insert, Query, StoreError, Tx, key_row, next_number};
use crate::{Day, Timestamp};
use serde_json::{Value as JsonValue, json};

/// The form by which somebody asks.
pub(super) const FORM: &str = "case";

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
    let mut wrong = Vec::new();
    let named = named(tx, actor, member, &new, &mut wrong).await?;
    all_wrong(wrong, OpenError::Several)?;
    let team = team_of_new(tx, customer, named.sku.as_deref()).await?;
    let serial = next_serial(tx, now).await?;
    let number = number_of(serial);
    let id = CaseId::new();
    let event = CaseEvent {
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
    // As we know it, not as it was typed.
    let detail = json!({
        "priority": new.priority.code(),
        "sku": named.sku,
        "order": named.order.as_ref().map(|(_, number)| number),
        "asset": named.tag,
        "article": new.before.from,
        "offered": new.before.offered.len(),
        "follows": new.follows,
    });
    tx.run(
        "INSERT INTO support_case (id, customer_id, number, serial, opened_by, unit_id, subject,
             state, priority, sku, order_id, order_number, asset_id, asset_tag, visibility,
             level_id, due_at, follows, created_at, updated_at, team_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $19, $20)",
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
            now,
            team
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
    let mut rows = records(actor, member, (id, &number), &new, detail, now);
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
    (id, number): (CaseId, &str),
    new: &New,
    detail: JsonValue,
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
        detail,
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
pub(super) struct Named {
    order: Option<(OrderId, String)>,
    asset: Option<AssetId>,
    /// As it is written on the unit.
    tag: Option<String>,
    sku: Option<String>,
}

/// Looks up what a case is about, and says what is not there. An order or a tag of
/// somebody else, be it a colleague, answers like one that does not exist; what nobody
/// has may be named by who stands in front of it, and nothing of it is told. What a case
/// took over from the one that it follows may be older than that rule: it stays.
pub(super) async fn named(
    query: &mut impl Query,
    actor: &Actor,
    member: &Member,
    new: &New,
    wrong: &mut Vec<OpenError>,
) -> Result<Named, StoreError> {
    let any = new.follows.is_some();
    let order = match &new.order {
        Some(number) => {
            let any = any || actor.may(Permission::SeeCompany);
            let own = (!any).then_some(member.id);
            let found = order_of(query, member.company.id, number, own).await?;
            if found.is_none() {
                wrong.push(OpenError::NoSuchOrder);
            }
            found
        }
        None => None,
    };
    let unit = match &new.asset {
        Some(tag) => ask_tagged(member.company.id, tag).fetch(query).await?,
        None => None,
    };
    let seen = |unit: &Tagged| any || unit.is_seen_by(actor);
    let Some(unit) = unit.filter(|unit| seen(unit) || unit.stands_before(actor)) else {
        if new.asset.is_some() && new.follows.is_none() {
            wrong.push(OpenError::NoSuchAsset);
        }
        return Ok(Named {
            order,
            asset: None,
            tag: new.asset.clone(),
            sku: new.sku.clone(),
        });
    };
    // A unit says what it is, to who sees it.
    let sku = (seen(&unit) && !unit.sku.is_empty()).then(|| unit.sku.clone());
    Ok(Named {
        order,
        asset: Some(unit.id),
        sku: new.sku.clone().or(sku),
        tag: Some(unit.service_tag),
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
    let year = Day::of(now).year();
    let count = next_number(tx, &format!("case-{year}")).await?;
    Ok(year.saturating_mul(A_YEAR).saturating_add(count))
}

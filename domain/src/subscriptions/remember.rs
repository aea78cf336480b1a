//! What is left behind by everything that happens to a subscription: its history,
//! the audit row, the interaction, and the messages to whom it concerns.

use super::plan_text::{PlanText, text_in};
use super::subscription::{EventDetail, detail};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, MembershipId, SubscriptionEventId, SubscriptionId, UnitId};
use crate::identity::{Actor, Permission, Standing, ask_people_to_tell};
use crate::mail::{self, Message};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Insert, Result, Tx};
use crate::text::Language;
use serde_json::{Value as JsonValue, json};
use std::collections::BTreeMap;

/// Which subscription, and whom it concerns.
#[derive(Debug, Clone)]
pub(super) struct About {
    pub id: SubscriptionId,
    pub customer: CustomerId,
    pub number: String,
    /// What its plan is called, in every language.
    pub texts: BTreeMap<String, PlanText>,
    /// Under which number its term is sold.
    pub sku: String,
    pub member: MembershipId,
    pub unit: Option<UnitId>,
}

impl About {
    /// What its plan is called in a language, or else in the first one.
    fn plan(&self, language: &str) -> &str {
        text_in(&self.texts, language).map_or("", |text| &text.name)
    }
}

/// What happened.
pub(super) struct Story {
    /// The event's kind, which is the end of its message's name.
    pub kind: String,
    /// What was done, for the trail.
    pub action: &'static str,
    /// What it means for the profile, if it means something.
    pub interaction: Option<Kind>,
    pub detail: EventDetail,
    /// Which message is sent, and what its texts need besides number and plan.
    pub mail: Option<(&'static str, JsonValue)>,
}

/// Everything that is left behind, to be inserted with the change.
pub(super) async fn rows(
    tx: &mut Tx,
    actor: &Actor,
    about: &About,
    story: Story,
    now: Timestamp,
) -> Result<Vec<Insert>> {
    let kept = detail(&story.detail);
    let mut rows = vec![Insert::row(
        "INSERT INTO subscription_event (id, customer_id, subscription_id, at, name, kind, detail)
         VALUES",
        args![
            SubscriptionEventId::new(),
            about.customer,
            about.id,
            now,
            actor.name(),
            story.kind.as_str(),
            kept.clone(),
        ],
    )];
    let mut of_it = json!({
        "number": about.number,
        "plan": about.plan(""),
        "sku": about.sku,
        "step": story.kind,
    });
    if let (Some(all), JsonValue::Object(more)) = (of_it.as_object_mut(), kept) {
        all.extend(more);
    }
    let entry = audit::Entry {
        action: story.action,
        subject: about.id.to_string(),
        customer: Some(about.customer),
        detail: of_it.clone(),
    };
    rows.push(entry.row(actor, now));
    if let Some(kind) = story.interaction {
        if actor.staff().is_some()
            && let Some(detail) = of_it.as_object_mut()
        {
            detail.insert("staff".to_owned(), json!(actor.person()));
            detail.insert("staff_name".to_owned(), json!(actor.name()));
        }
        let touch_point = match actor.standing() {
            Standing::Member(_) => TouchPoint::Web,
            Standing::Staff(_) | Standing::System => TouchPoint::Console,
        };
        let happened = Interaction {
            customer: about.customer,
            member: actor.member().map(|member| member.id),
            unit: about.unit,
            at: now,
            kind,
            touch_point,
            subject: Subject::Subscription,
            subject_id: Some(about.id.0),
            text: format!("{} ({})", about.number, about.plan("")),
            amount: None,
            detail: of_it,
        };
        rows.push(profile::rows(vec![happened.by(actor)]));
    }
    if let Some((kind, payload)) = story.mail {
        rows.push(messages(tx, about, kind, payload, now).await?);
    }
    Ok(rows)
}

/// The same message to who ordered it and to the company's managers, each with the
/// plan's name in their language.
async fn messages(
    tx: &mut Tx,
    about: &About,
    kind: &'static str,
    payload: JsonValue,
    now: Timestamp,
) -> Result<Insert> {
    let members = [about.member, about.member];
    let people = ask_people_to_tell(about.customer, members, Permission::SeeCompany)
        .fetch(tx)
        .await?;
    let mut whole = json!({
        "number": about.number,
        "path": format!("/subscriptions/{}", about.number),
    });
    if let (Some(all), JsonValue::Object(more)) = (whole.as_object_mut(), payload) {
        all.extend(more);
    }
    let messages = people
        .into_iter()
        .map(|to| {
            let language = to.language.as_deref().and_then(Language::from_code);
            let plan = about.plan(language.unwrap_or_default().code());
            let mut payload = whole.clone();
            if let Some(all) = payload.as_object_mut() {
                all.insert("plan".to_owned(), plan.into());
            }
            Message {
                kind,
                customer: Some(about.customer),
                to,
                payload,
            }
        })
        .collect();
    Ok(mail::rows(messages, now))
}

//! What a line of a file makes of what is there: a new unit, one brought up to
//! date, nothing new, or nothing at all and why.

use super::super::finding::{key, tag_key, words};
use super::super::history::Event;
use super::super::holding::{Changed, Holding, changes};
use super::super::kinds::{What, kinds};
use super::super::lifecycle::{EventKind, State};
use super::answers::{Answer, Outcome};
use super::check::{Checked, Fine};
use crate::id::{AssetId, CostCentreId, CustomerId, MembershipId, UnitId};
use crate::identity::Actor;
use crate::store::{Args, IntoValue, JsonRows, Result as StoreResult, Tx};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A unit that is there already.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Known {
    id: AssetId,
    origin: String,
    service_tag: String,
    tag_key: String,
    serial_number: String,
    serial_key: String,
    sku: String,
    name: String,
    manufacturer: String,
    model: String,
    state: State,
    unit_id: Option<UnitId>,
    cost_centre_id: Option<CostCentreId>,
    membership_id: Option<MembershipId>,
    place: String,
    warranty_until: Option<Day>,
    refresh_at: Option<Day>,
    bought_at: Option<Day>,
    note: String,
}

/// `$1` the customer, `$2` the keys of tags, `$3` those of serial numbers.
static KNOWN: LazyLock<JsonRows> = LazyLock::new(|| {
    let columns = "id, origin, service_tag, tag_key, serial_number, serial_key, sku, name,
         manufacturer, model, state, unit_id, cost_centre_id, membership_id, place, warranty_until,
         refresh_at, bought_at, note";
    JsonRows::new(
        &[
            "id",
            "origin",
            "service_tag",
            "tag_key",
            "serial_number",
            "serial_key",
            "sku",
            "name",
            "manufacturer",
            "model",
            "state",
            "unit_id",
            "cost_centre_id",
            "membership_id",
            "place",
            "warranty_until",
            "refresh_at",
            "bought_at",
            "note",
        ],
        &format!(
            "SELECT {columns} FROM asset WHERE customer_id = $1 AND tag_key <text in $2>
             UNION
             SELECT {columns} FROM asset WHERE customer_id = $1 AND serial_key <text in $3>"
        ),
    )
});

/// What is to be written for a part of the file.
#[derive(Default)]
pub(super) struct Part {
    pub(super) answers: Vec<Answer>,
    pub(super) added: Vec<Args>,
    pub(super) updated: Vec<Args>,
    pub(super) events: Vec<Args>,
}

impl Fine {
    /// The unit that it makes.
    fn fresh(&self) -> Known {
        let line = &self.line;
        let state = match (self.person, line.state) {
            (Some(_), _) => State::InUse,
            (None, state) => state.unwrap_or(State::InStock),
        };
        Known {
            id: AssetId::new(),
            origin: "imported".to_owned(),
            service_tag: line.tag.clone(),
            tag_key: tag_key(&line.tag),
            serial_number: line.serial.clone(),
            serial_key: key(&line.serial),
            sku: line.sku.clone(),
            name: line.name.clone(),
            manufacturer: line.manufacturer.clone(),
            model: line.model.clone(),
            state,
            unit_id: self.unit,
            cost_centre_id: self.cost_centre,
            membership_id: self.person,
            place: line.place.clone(),
            warranty_until: line.warranty,
            refresh_at: line.refresh,
            bought_at: line.bought,
            note: line.note.clone(),
        }
    }

    /// What it makes of a unit that is there: whatever it says counts, what it
    /// says nothing of stays. Where a unit is in its life only a person changes.
    fn onto(&self, known: &Known) -> Known {
        let line = &self.line;
        let text = |new: &String, old: &String| if new.is_empty() { old } else { new }.clone();
        Known {
            serial_number: text(&line.serial, &known.serial_number),
            serial_key: text(&key(&line.serial), &known.serial_key),
            sku: text(&line.sku, &known.sku),
            name: text(&line.name, &known.name),
            manufacturer: text(&line.manufacturer, &known.manufacturer),
            model: text(&line.model, &known.model),
            state: if self.person.is_some() {
                State::InUse
            } else {
                known.state
            },
            unit_id: self.unit.or(known.unit_id),
            cost_centre_id: self.cost_centre.or(known.cost_centre_id),
            membership_id: self.person.or(known.membership_id),
            place: text(&line.place, &known.place),
            warranty_until: line.warranty.or(known.warranty_until),
            refresh_at: line.refresh.or(known.refresh_at),
            bought_at: line.bought.or(known.bought_at),
            note: text(&line.note, &known.note),
            ..known.clone()
        }
    }
}

impl Known {
    fn holding(&self) -> Holding {
        Holding {
            state: self.state,
            unit: self.unit_id,
            cost_centre: self.cost_centre_id,
            person: self.membership_id,
            place: self.place.clone(),
            warranty_until: self.warranty_until,
            refresh_at: self.refresh_at,
            note: self.note.clone(),
            ..Holding::in_stock()
        }
    }

    /// What is told of the difference.
    fn changes_to(&self, after: &Known) -> Vec<Changed> {
        let texts = [
            ("name", &self.name, &after.name),
            ("serial", &self.serial_number, &after.serial_number),
            ("manufacturer", &self.manufacturer, &after.manufacturer),
            ("model", &self.model, &after.model),
        ];
        let mut told = changes(&self.holding(), &after.holding());
        let texts = texts
            .into_iter()
            .filter(|(_, before, after)| before != after);
        told.extend(texts.map(|(what, before, after)| Changed {
            what: what.to_owned(),
            before: before.clone(),
            after: after.clone(),
        }));
        told
    }

    fn what(&self) -> What<'_> {
        What {
            name: &self.name,
            manufacturer: &self.manufacturer,
            model: &self.model,
            sku: &self.sku,
        }
    }

    fn words(&self) -> String {
        words(&[
            &self.service_tag,
            &self.serial_number,
            &self.name,
            &self.manufacturer,
            &self.model,
            &self.sku,
        ])
    }
}

pub(super) const ADD: &str =
    "INSERT INTO asset (id, customer_id, origin, position, kind, sku, name, manufacturer,
     model, service_tag, tag_key, serial_number, serial_key, words, as_built, unit_id,
     cost_centre_id, membership_id, place, state, warranty_until, refresh_at, bought_at, note,
     created_at) VALUES";

pub(super) const UPDATE: &str = "UPDATE asset /* customer_id: below */ SET serial_number = v.column3,
     serial_key = v.column4, words = v.column5, sku = v.column6, name = v.column7,
     manufacturer = v.column8, model = v.column9, unit_id = v.column10,
     cost_centre_id = v.column11, membership_id = v.column12, place = v.column13,
     state = v.column14, warranty_until = v.column15, refresh_at = v.column16,
     bought_at = v.column17, note = v.column18, kind = v.column19, version = version + 1 FROM (VALUES";
pub(super) const UPDATE_WHERE: &str =
    ") v WHERE asset.id = v.column1 AND asset.customer_id = v.column2";

/// Who of these is not with the company any more.
async fn left(
    tx: &mut Tx,
    customer: CustomerId,
    people: &BTreeSet<MembershipId>,
) -> StoreResult<BTreeSet<MembershipId>> {
    #[derive(Deserialize)]
    struct Row {
        id: MembershipId,
    }
    static LEFT: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id"],
            "SELECT id FROM membership WHERE customer_id = $1 AND id <in $2> AND NOT active",
        )
    });
    if people.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows: Vec<Row> = LEFT.all(tx, args![customer, json!(people)]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// What is written for these lines, given what is there.
pub(super) async fn decide(
    tx: &mut Tx,
    customer: CustomerId,
    actor: &Actor,
    file: &str,
    lines: Vec<Checked>,
    now: Timestamp,
) -> StoreResult<Part> {
    let (mut tags, mut serials) = (Vec::new(), Vec::new());
    let mut people = BTreeSet::new();
    for line in &lines {
        if let Checked::Fine(fine) = line {
            people.extend(fine.person);
            tags.push(tag_key(&fine.line.tag));
            if !fine.line.serial.is_empty() {
                serials.push(key(&fine.line.serial));
            }
        }
    }
    // The company's people were read when the file began.
    let left = left(tx, customer, &people).await?;
    // They are written whole: nobody else changes them meanwhile.
    let these = tags.iter().map(IntoValue::value).collect();
    tx.lock("asset", "id", "tag_key", these).await?;
    let known: Vec<Known> = KNOWN
        .all(tx, args![customer, json!(tags), json!(serials)])
        .await?;
    let by_tag: BTreeMap<&str, &Known> = known
        .iter()
        .map(|one| (one.tag_key.as_str(), one))
        .collect();
    // What was sent back to us is not the company's any more, nor is its number: whoever
    // has it again, from wherever, may say so.
    let by_serial: BTreeMap<&str, &Known> = known
        .iter()
        .filter(|one| !one.serial_key.is_empty() && one.state != State::Returned)
        .map(|one| (one.serial_key.as_str(), one))
        .collect();
    let mut part = Part::default();
    let (mut fresh, mut renewed) = (Vec::new(), Vec::new());
    for line in lines {
        let fine = match line {
            Checked::Refused(answer) => {
                part.answers.push(answer);
                continue;
            }
            Checked::Fine(fine) => fine,
        };
        let there = by_tag.get(tag_key(&fine.line.tag).as_str()).copied();
        let same_serial = by_serial.get(key(&fine.line.serial).as_str()).copied();
        let other = same_serial.filter(|one| there.is_none_or(|there| there.id != one.id));
        let refused = if fine.person.is_some_and(|person| left.contains(&person)) {
            Some(("no-person", fine.line.person.clone()))
        } else if let Some(other) = other {
            Some(("serial-taken", other.service_tag.clone()))
        } else {
            match there {
                Some(there) if there.origin != "imported" => Some(("ours", String::new())),
                Some(there)
                    if fine.person.is_some()
                        && matches!(there.state, State::OnLoan | State::Retired) =>
                {
                    Some(("held", there.state.code().to_owned()))
                }
                _ => None,
            }
        };
        if let Some((why, what)) = refused {
            part.answers.push(fine.answer(Outcome::Refused, why, &what));
            continue;
        }
        let (asset, event, told) = match there {
            None => {
                let unit = fine.fresh();
                let told = changes(&Holding::in_stock(), &unit.holding());
                part.answers.push(fine.answer(Outcome::Added, "", ""));
                let id = unit.id;
                fresh.push(unit);
                (id, EventKind::Imported, told)
            }
            Some(there) => {
                let unit = fine.onto(there);
                if unit == *there {
                    part.answers.push(fine.answer(Outcome::Same, "", ""));
                    continue;
                }
                part.answers.push(fine.answer(Outcome::Updated, "", ""));
                let (id, told) = (unit.id, there.changes_to(&unit));
                renewed.push(unit);
                (id, EventKind::Updated, told)
            }
        };
        let event = Event {
            customer,
            asset,
            kind: event,
            text: file.to_owned(),
            changes: told,
        };
        part.events.push(event.values(actor, now));
    }
    let known = kinds(tx, customer, fresh.iter().chain(&renewed).map(Known::what)).await?;
    let number = |unit: &Known| known.number(unit.what());
    part.added = fresh
        .iter()
        .map(|unit| added(customer, unit, number(unit), now))
        .collect();
    part.updated = renewed
        .iter()
        .map(|unit| updated(customer, unit, number(unit)))
        .collect();
    Ok(part)
}

fn added(customer: CustomerId, unit: &Known, kind: Option<i64>, now: Timestamp) -> Args {
    args![
        unit.id,
        customer,
        unit.origin.as_str(),
        0_i64,
        kind,
        unit.sku.as_str(),
        unit.name.as_str(),
        unit.manufacturer.as_str(),
        unit.model.as_str(),
        unit.service_tag.as_str(),
        unit.tag_key.as_str(),
        unit.serial_number.as_str(),
        unit.serial_key.as_str(),
        unit.words(),
        json!(super::super::AsBuilt::default()),
        unit.unit_id,
        unit.cost_centre_id,
        unit.membership_id,
        unit.place.as_str(),
        unit.state.code(),
        unit.warranty_until,
        unit.refresh_at,
        unit.bought_at,
        unit.note.as_str(),
        now
    ]
}

fn updated(customer: CustomerId, unit: &Known, kind: Option<i64>) -> Args {
    args![
        unit.id,
        customer,
        unit.serial_number.as_str(),
        unit.serial_key.as_str(),
        unit.words(),
        unit.sku.as_str(),
        unit.name.as_str(),
        unit.manufacturer.as_str(),
        unit.model.as_str(),
        unit.unit_id,
        unit.cost_centre_id,
        unit.membership_id,
        unit.place.as_str(),
        unit.state.code(),
        unit.warranty_until,
        unit.refresh_at,
        unit.bought_at,
        unit.note.as_str(),
        kind
    ]
}

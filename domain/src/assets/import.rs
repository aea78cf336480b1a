//! A file of equipment that was bought elsewhere: every line is answered. New
//! tags are added, known ones of the company's own are brought up to date, and
//! what can't be is refused with the reason. Five hundred lines are one
//! transaction together with their answers, so that it can break off anywhere;
//! the same file sent again finds what is there, and adds nothing twice.

use super::finding::{key, tag_key, words};
use super::history::{self, Event};
use super::holding::{Changed, Holding, changes};
use super::import_line::{self, Column, Line};
use super::lifecycle::{EventKind, State};
use crate::catalog::csv_file::{CsvFile, FileProblem, Record};
use crate::id::{AssetId, AssetImportId, CostCentreId, CustomerId, MembershipId, PersonId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{
    Args, Db, FormKey, Insert, IntoValue, JsonRows, JsonSets, Query, Result as StoreResult,
    StoreError, Tx, claim, json_or_text,
};
use crate::{Day, Timestamp, args, audit};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// How many lines a file may have.
pub const MOST_IMPORTED: usize = 100_000;
/// How many lines are one transaction.
const BATCH: usize = 500;
/// How many lines are imported before the answer; more go on behind it.
const AT_ONCE: usize = 2_000;

/// A file about to be imported.
#[derive(Debug, Clone)]
pub struct ImportAssets {
    /// The form's key.
    pub key: FormKey,
    /// What the file is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why nothing of a file was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailed {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It can't be read at all.
    #[error("unreadable: {0:?}")]
    Unreadable(FileProblem),
    /// More lines than [`MOST_IMPORTED`].
    #[error("too many lines")]
    TooMany,
    /// No column of a tag or a serial number.
    #[error("no column of tags")]
    NoTags,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A unit was added.
    Added,
    /// One that was there was brought up to date.
    Updated,
    /// It was there like this.
    Same,
    /// It was not taken.
    Refused,
}

/// The answer to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The line of the file.
    pub line: i64,
    /// The tag; empty if none can be read.
    pub tag: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was refused: the end of a message's name.
    pub why: String,
    /// What that is about.
    pub what: String,
}

/// An import as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AssetImport {
    /// The import.
    pub id: AssetImportId,
    /// Who sent the file.
    pub person_id: PersonId,
    /// What it is called.
    pub name: String,
    /// How many lines it has.
    pub lines: i64,
    /// How many units were added.
    pub added: i64,
    /// How many were brought up to date.
    pub updated: i64,
    /// How many were there like this.
    pub same: i64,
    /// How many lines were refused.
    pub refused: i64,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was done; nothing while it is under way, or if it broke off.
    pub finished_at: Option<Timestamp>,
}

impl AssetImport {
    /// How many lines are answered.
    #[must_use]
    pub const fn answered(&self) -> i64 {
        self.added + self.updated + self.same + self.refused
    }
}

/// Imports a file: a small one before it answers, the rest of a large one behind
/// the answer. Nobody is told by mail of what an import gives them.
///
/// # Errors
/// See [`ImportFailed`]; nothing is imported then.
pub async fn import_assets(
    db: &Db,
    actor: &Actor,
    command: ImportAssets,
    now: Timestamp,
) -> Result<AssetImportId, ImportFailed> {
    let customer = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let (columns, records) = read(&command.bytes)?;
    let (id, actor) = (AssetImportId::new(), actor.clone());
    let (name, lines) = (command.name, records.len());
    let (by, file) = (actor.clone(), name.clone());
    let earlier = db
        .write::<_, StoreError, _>(actor.scope(), move |tx| {
            Box::pin(async move {
                let answer = id.to_string();
                let earlier = claim(tx, &by, command.key, "asset-import", &answer, now).await?;
                if earlier.is_some() {
                    return Ok(earlier);
                }
                let lines = i64::try_from(lines).unwrap_or(i64::MAX);
                let begun = Insert::row(
                    "INSERT INTO asset_import (id, customer_id, person_id, name, lines, added,
                         updated, same, refused, created_at) VALUES",
                    args![
                        id,
                        customer,
                        by.person(),
                        file,
                        lines,
                        0_i64,
                        0_i64,
                        0_i64,
                        0_i64,
                        now
                    ],
                );
                let entry = audit::Entry {
                    action: "asset.import-begun",
                    subject: answer,
                    customer: Some(customer),
                    detail: json!({ "lines": lines }),
                };
                tx.insert([begun, entry.row(&by, now)]).await?;
                Ok(None)
            })
        })
        .await?;
    if let Some(earlier) = earlier.and_then(|id| id.parse().ok()) {
        return Ok(earlier);
    }
    let import = Import {
        id,
        customer,
        actor,
        name,
        columns,
        now,
    };
    if lines <= AT_ONCE {
        import.run(db, records).await?;
    } else {
        let db = db.clone();
        tokio::spawn(async move {
            if let Err(error) = import.run(&db, records).await {
                // What is done stays; its page says that the rest is missing.
                tracing::error!(%error, "an import of equipment broke off");
                if let Err(error) = import.end(&db, "asset.import-broken-off", None).await {
                    tracing::error!(%error, "and could not be ended");
                }
            }
        });
    }
    Ok(id)
}

/// The columns and lines of a file.
fn read(bytes: &[u8]) -> Result<(Vec<Option<Column>>, Vec<Record>), ImportFailed> {
    let (mut file, mut records) = (CsvFile::new(), Vec::new());
    for piece in bytes.chunks(64 * 1024) {
        file.push(piece, &mut records)
            .map_err(ImportFailed::Unreadable)?;
        if records.len() > MOST_IMPORTED {
            return Err(ImportFailed::TooMany);
        }
    }
    file.finish(&mut records)
        .map_err(ImportFailed::Unreadable)?;
    if records.len() > MOST_IMPORTED {
        return Err(ImportFailed::TooMany);
    }
    let columns: Vec<Option<Column>> = file.columns().iter().map(|one| Column::of(one)).collect();
    let named = |column| columns.contains(&Some(column));
    if !named(Column::Tag) && !named(Column::Serial) {
        return Err(ImportFailed::NoTags);
    }
    Ok((columns, records))
}

/// An import under way.
struct Import {
    id: AssetImportId,
    customer: CustomerId,
    actor: Actor,
    name: String,
    columns: Vec<Option<Column>>,
    now: Timestamp,
}

/// What the company calls its units and cost centres, and its people by their
/// addresses.
#[derive(Debug, Default)]
struct Book {
    units: HashMap<String, UnitId>,
    cost_centres: HashMap<String, CostCentreId>,
    people: HashMap<String, MembershipId>,
}

#[derive(Deserialize)]
struct RawBook {
    units: Vec<Unit>,
    cost_centres: Vec<CostCentre>,
    people: Vec<Person>,
}

#[derive(Deserialize)]
struct Unit {
    id: UnitId,
    name: String,
}

#[derive(Deserialize)]
struct CostCentre {
    id: CostCentreId,
    code: String,
}

#[derive(Deserialize)]
struct Person {
    id: MembershipId,
    email: String,
}

/// `$1` the customer.
static BOOK: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "units",
            &["id", "name"],
            "SELECT id, name FROM unit WHERE customer_id = $1",
        ),
        (
            "cost_centres",
            &["id", "code"],
            "SELECT id, code FROM cost_centre WHERE customer_id = $1",
        ),
        (
            "people",
            &["id", "email"],
            "SELECT m.id, p.email FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.customer_id = $1 AND m.active",
        ),
    ])
});

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
struct Part {
    answers: Vec<Answer>,
    added: Vec<Args>,
    updated: Vec<Args>,
    events: Vec<Args>,
}

/// What lines of the file before said: on which line a tag or a serial number
/// stood first.
#[derive(Debug, Default)]
struct Seen {
    tags: HashMap<String, i64>,
    serials: HashMap<String, i64>,
}

impl Import {
    async fn run(&self, db: &Db, records: Vec<Record>) -> StoreResult<()> {
        let mut read = db.read(self.actor.scope()).await?;
        let raw: RawBook = BOOK.fetch(&mut read, args![self.customer]).await?;
        drop(read);
        let book = Book {
            units: raw
                .units
                .into_iter()
                .map(|one| (one.name.to_lowercase(), one.id))
                .collect(),
            cost_centres: raw
                .cost_centres
                .into_iter()
                .map(|one| (one.code.to_lowercase(), one.id))
                .collect(),
            people: raw
                .people
                .into_iter()
                .map(|one| (one.email, one.id))
                .collect(),
        };
        let (mut seen, mut records) = (Seen::default(), records.into_iter());
        let mut number = 0_i64;
        loop {
            let some: Vec<Record> = records.by_ref().take(BATCH).collect();
            if some.is_empty() {
                break;
            }
            number += 1;
            let lines = some
                .into_iter()
                .map(|record| self.line(&book, &mut seen, &record))
                .collect();
            self.write(db, number, lines).await?;
        }
        self.end(db, "asset.import-finished", Some(self.now)).await
    }

    /// A line, read as far as that is possible without knowing what is there.
    fn line(&self, book: &Book, seen: &mut Seen, record: &Record) -> Checked {
        let refuse = |tag: &str, why: &str, what: &str| {
            Checked::Refused(Answer {
                line: record.line,
                tag: tag.to_owned(),
                outcome: Outcome::Refused,
                why: why.to_owned(),
                what: what.to_owned(),
            })
        };
        let line = match import_line::read(&self.columns, &record.cells) {
            Ok(line) => line,
            Err(problem) => return refuse("", problem.code(), problem.what()),
        };
        let tag = line.tag.clone();
        let (by_tag, by_serial) = (tag_key(&line.tag), key(&line.serial));
        if let Some(first) = seen.tags.get(&by_tag) {
            return refuse(&tag, "twice", &first.to_string());
        }
        if let Some(first) = seen.serials.get(&by_serial) {
            return refuse(&tag, "serial-twice", &first.to_string());
        }
        let unit = book.units.get(&line.unit.to_lowercase()).copied();
        if unit.is_none() && !line.unit.is_empty() {
            return refuse(&tag, "no-unit", &line.unit);
        }
        let centre = book.cost_centres.get(&line.cost_centre.to_lowercase());
        if centre.is_none() && !line.cost_centre.is_empty() {
            return refuse(&tag, "no-cost-centre", &line.cost_centre);
        }
        let person = book.people.get(&line.person).copied();
        if person.is_none() && !line.person.is_empty() {
            return refuse(&tag, "no-person", &line.person);
        }
        if person.is_some() && line.state.is_some_and(|state| state != State::InUse) {
            return refuse(&tag, "person-and-state", "");
        }
        seen.tags.insert(by_tag, record.line);
        if !by_serial.is_empty() {
            seen.serials.insert(by_serial, record.line);
        }
        Checked::Fine(Box::new(Fine {
            number: record.line,
            unit,
            cost_centre: centre.copied(),
            person,
            line,
        }))
    }

    async fn write(&self, db: &Db, number: i64, lines: Vec<Checked>) -> StoreResult<()> {
        let (customer, id) = (self.customer, self.id);
        let (actor, name, now) = (self.actor.clone(), self.name.clone(), self.now);
        db.write(self.actor.scope(), move |tx| {
            Box::pin(async move {
                // Of two files of a company one waits: both may have the same tags.
                tx.lock("asset_import", "id", "customer_id", args![customer])
                    .await?;
                let part = decide(tx, customer, &actor, &name, lines, now).await?;
                let count = |outcome: Outcome| {
                    let of = part.answers.iter().filter(|one| one.outcome == outcome);
                    i64::try_from(of.count()).unwrap_or(i64::MAX)
                };
                let counts = [
                    Outcome::Added,
                    Outcome::Updated,
                    Outcome::Same,
                    Outcome::Refused,
                ]
                .map(count);
                let [added, updated, same, refused] = counts;
                let answers = Insert::row(
                    "INSERT INTO asset_import_part (import_id, customer_id, number, answers) VALUES",
                    args![id, customer, number, json!(part.answers)],
                );
                if !part.updated.is_empty() {
                    tx.insert_many(UPDATE, part.updated, UPDATE_WHERE).await?;
                }
                tx.insert([
                    Insert::rows(ADD, part.added),
                    history::rows(part.events),
                    answers,
                ])
                .await?;
                tx.run(
                    "UPDATE asset_import SET added = added + $3, updated = updated + $4,
                         same = same + $5, refused = refused + $6
                     WHERE customer_id = $1 AND id = $2",
                    args![customer, id, added, updated, same, refused],
                )
                .await
                .map(drop)
            })
        })
        .await
    }

    /// Writes down that it is over: finished, or broken off.
    async fn end(
        &self,
        db: &Db,
        action: &'static str,
        finished: Option<Timestamp>,
    ) -> StoreResult<()> {
        let (customer, id, actor, now) = (self.customer, self.id, self.actor.clone(), self.now);
        db.write(self.actor.scope(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE asset_import SET finished_at = $3 WHERE customer_id = $1 AND id = $2",
                    args![customer, id, finished],
                )
                .await?;
                let entry = audit::Entry {
                    action,
                    subject: id.to_string(),
                    customer: Some(customer),
                    detail: json!({}),
                };
                audit::record(tx, &actor, entry, now).await
            })
        })
        .await
    }
}

/// A line as far as it can be said without knowing what is there.
enum Checked {
    Refused(Answer),
    Fine(Box<Fine>),
}

struct Fine {
    number: i64,
    line: Line,
    unit: Option<UnitId>,
    cost_centre: Option<CostCentreId>,
    person: Option<MembershipId>,
}

impl Fine {
    fn answer(&self, outcome: Outcome, why: &str, what: &str) -> Answer {
        Answer {
            line: self.number,
            tag: self.line.tag.clone(),
            outcome,
            why: why.to_owned(),
            what: what.to_owned(),
        }
    }

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

const ADD: &str = "INSERT INTO asset (id, customer_id, origin, position, sku, name, manufacturer,
     model, service_tag, tag_key, serial_number, serial_key, words, as_built, unit_id,
     cost_centre_id, membership_id, place, state, warranty_until, refresh_at, bought_at, note,
     created_at) VALUES";

const UPDATE: &str = "UPDATE asset /* customer_id: below */ SET serial_number = v.column3,
     serial_key = v.column4, words = v.column5, sku = v.column6, name = v.column7,
     manufacturer = v.column8, model = v.column9, unit_id = v.column10,
     cost_centre_id = v.column11, membership_id = v.column12, place = v.column13,
     state = v.column14, warranty_until = v.column15, refresh_at = v.column16,
     bought_at = v.column17, note = v.column18, version = version + 1 FROM (VALUES";
const UPDATE_WHERE: &str = ") v WHERE asset.id = v.column1 AND asset.customer_id = v.column2";

/// What is written for these lines, given what is there.
async fn decide(
    tx: &mut Tx,
    customer: CustomerId,
    actor: &Actor,
    file: &str,
    lines: Vec<Checked>,
    now: Timestamp,
) -> StoreResult<Part> {
    let (mut tags, mut serials) = (Vec::new(), Vec::new());
    for line in &lines {
        if let Checked::Fine(fine) = line {
            tags.push(tag_key(&fine.line.tag));
            if !fine.line.serial.is_empty() {
                serials.push(key(&fine.line.serial));
            }
        }
    }
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
    let by_serial: BTreeMap<&str, &Known> = known
        .iter()
        .filter(|one| !one.serial_key.is_empty())
        .map(|one| (one.serial_key.as_str(), one))
        .collect();
    let mut part = Part::default();
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
        let refused = if let Some(other) = other {
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
        let (unit, event, told) = match there {
            None => {
                let unit = fine.fresh();
                let told = changes(&Holding::in_stock(), &unit.holding());
                part.answers.push(fine.answer(Outcome::Added, "", ""));
                part.added.push(added(customer, &unit, now));
                (unit, EventKind::Imported, told)
            }
            Some(there) => {
                let unit = fine.onto(there);
                if unit == *there {
                    part.answers.push(fine.answer(Outcome::Same, "", ""));
                    continue;
                }
                part.answers.push(fine.answer(Outcome::Updated, "", ""));
                part.updated.push(updated(customer, &unit));
                let told = there.changes_to(&unit);
                (unit, EventKind::Updated, told)
            }
        };
        let event = Event {
            customer,
            asset: unit.id,
            kind: event,
            text: file.to_owned(),
            changes: told,
        };
        part.events.push(event.values(actor, now));
    }
    Ok(part)
}

fn added(customer: CustomerId, unit: &Known, now: Timestamp) -> Args {
    args![
        unit.id,
        customer,
        unit.origin.as_str(),
        0_i64,
        unit.sku.as_str(),
        unit.name.as_str(),
        unit.manufacturer.as_str(),
        unit.model.as_str(),
        unit.service_tag.as_str(),
        unit.tag_key.as_str(),
        unit.serial_number.as_str(),
        unit.serial_key.as_str(),
        unit.words(),
        json!(super::AsBuilt::default()),
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

fn updated(customer: CustomerId, unit: &Known) -> Args {
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
        unit.note.as_str()
    ]
}

/// An import of the company's, if it has such a one. For who manages the company.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn import_page<E>(
    db: &Db,
    actor: &Actor,
    id: AssetImportId,
) -> Result<Option<(AssetImport, Vec<Answer>)>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let customer = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let mut read = db.read(actor.scope()).await?;
    let both: Both = PAGE.fetch(&mut read, args![customer, id]).await?;
    let refused = both
        .parts
        .into_iter()
        .flat_map(|part| part.answers)
        .filter(|answer| answer.outcome == Outcome::Refused)
        .take(MOST_SHOWN);
    let refused = refused.collect();
    Ok(both.import.into_iter().next().map(|one| (one, refused)))
}

/// How many refused lines a page shows; the report has all.
const MOST_SHOWN: usize = 200;

#[derive(Deserialize)]
struct Both {
    import: Vec<AssetImport>,
    parts: Vec<Answers>,
}

#[derive(Deserialize)]
struct Answers {
    #[serde(deserialize_with = "json_or_text")]
    answers: Vec<Answer>,
}

/// `$1` the customer, `$2` the import. Only parts with a refused line are read,
/// and of those the first.
static PAGE: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "import",
            &[
                "id",
                "person_id",
                "name",
                "lines",
                "added",
                "updated",
                "same",
                "refused",
                "created_at",
                "finished_at",
            ],
            "SELECT id, person_id, name, lines, added, updated, same, refused, created_at,
                 finished_at
             FROM asset_import WHERE customer_id = $1 AND id = $2",
        ),
        (
            "parts",
            &["answers"],
            "SELECT answers FROM asset_import_part
             WHERE customer_id = $1 AND import_id = $2
                 AND CAST(answers AS TEXT) LIKE '%refused%'
             ORDER BY number LIMIT 200",
        ),
    ])
});

/// Every answer of an import, part by part: those of the parts behind `after`, and
/// which is the last of them. Nothing after the last part.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn import_answers<E>(
    db: &Db,
    actor: &Actor,
    id: AssetImportId,
    after: i64,
) -> Result<Option<(Vec<Answer>, i64)>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static PARTS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["answers"],
            "SELECT answers FROM asset_import_part
             WHERE customer_id = $1 AND import_id = $2 AND number > $3 AND number <= $4
             ORDER BY number",
        )
    });
    const AT_A_TIME: i64 = 20;
    let customer = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let mut read = db.read(actor.scope()).await?;
    let until = after + AT_A_TIME;
    let parts: Vec<Answers> = PARTS
        .all(&mut read, args![customer, id, after, until])
        .await?;
    let answers: Vec<Answer> = parts.into_iter().flat_map(|part| part.answers).collect();
    Ok((!answers.is_empty()).then_some((answers, until)))
}

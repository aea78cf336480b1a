//! A line of a file of equipment, as far as it can be said without knowing what is
//! there already: whether it can be read, whether the file says the same twice,
//! and whom and what it means.

use super::super::finding::{key, tag_key};
use super::super::lifecycle::State;
use super::answers::{Answer, Outcome};
use super::line::{self, Column, Line};
use crate::args;
use crate::catalog::csv_file::Record;
use crate::id::{CostCentreId, CustomerId, MembershipId, UnitId};
use crate::store::{JsonSets, Query, Result};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A line as far as it can be said without knowing what is there.
pub(super) enum Checked {
    Refused(Answer),
    Fine(Box<Fine>),
}

pub(super) struct Fine {
    pub(super) number: i64,
    pub(super) line: Line,
    pub(super) unit: Option<UnitId>,
    pub(super) cost_centre: Option<CostCentreId>,
    pub(super) person: Option<MembershipId>,
}

impl Fine {
    pub(super) fn answer(&self, outcome: Outcome, why: &str, what: &str) -> Answer {
        Answer {
            line: self.number,
            tag: self.line.tag.clone(),
            outcome,
            why: why.to_owned(),
            what: what.to_owned(),
        }
    }
}

/// What the company calls its units and cost centres, and its people by their
/// addresses.
#[derive(Debug, Default)]
pub(super) struct Book {
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

impl Book {
    pub(super) async fn read(read: &mut impl Query, customer: CustomerId) -> Result<Self> {
        let raw: RawBook = BOOK.fetch(read, args![customer]).await?;
        Ok(Self {
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
        })
    }
}

/// What lines of the file before said: on which line a tag or a serial number
/// stood first.
#[derive(Debug, Default)]
pub(super) struct Seen {
    tags: HashMap<String, i64>,
    serials: HashMap<String, i64>,
}

/// A line, read as far as that is possible without knowing what is there.
pub(super) fn check(
    columns: &[Option<Column>],
    book: &Book,
    seen: &mut Seen,
    record: &Record,
) -> Checked {
    let refuse = |tag: &str, why: &str, what: &str| {
        Checked::Refused(Answer {
            line: record.line,
            tag: tag.to_owned(),
            outcome: Outcome::Refused,
            why: why.to_owned(),
            what: what.to_owned(),
        })
    };
    let line = match line::read(columns, &record.cells) {
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
    // Whatever becomes of this line: what a file says twice follows from the file alone.
    // An import that goes on after a restart reads it again, and the company may have the
    // unit or the person meanwhile that a line was refused for.
    seen.tags.insert(by_tag, record.line);
    if !by_serial.is_empty() {
        seen.serials.insert(by_serial, record.line);
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
    Checked::Fine(Box::new(Fine {
        number: record.line,
        unit,
        cost_centre: centre.copied(),
        person,
        line,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_says_twice_does_not_depend_on_what_its_company_has() {
        let columns = [Some(Column::Tag), Some(Column::Name), Some(Column::Unit)];
        let record = |line: i64, unit: &str| Record {
            line,
            cells: ["A-1", "Dock", unit].map(str::to_owned).to_vec(),
        };
        let none = Book::default();
        let meanwhile = Book {
            units: HashMap::from([("north".to_owned(), UnitId::new())]),
            ..Book::default()
        };
        for (book, first) in [(none, Some("no-unit")), (meanwhile, None)] {
            let mut seen = Seen::default();
            let mut why = |line: i64, unit: &str| match check(
                &columns,
                &book,
                &mut seen,
                &record(line, unit),
            ) {
                Checked::Refused(answer) => Some(answer.why),
                Checked::Fine(_) => None,
            };
            assert_eq!(why(2, "North").as_deref(), first);
            assert_eq!(why(3, "").as_deref(), Some("twice"));
        }
    }
}

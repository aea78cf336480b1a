//! A line of a file of equipment that was bought elsewhere.

use super::super::lifecycle::State;
use crate::Day;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $($known:literal),+;)+) => {
        /// What a column of the file is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Column { $($(#[$doc])* $name),+ }

        impl Column {
            /// Every one there is, in the order in which they are offered.
            pub const ALL: &'static [Column] = &[$(Column::$name),+];

            /// What its heading is in the file that is offered.
            #[must_use]
            pub const fn heading(self) -> &'static str {
                match self { $(Column::$name => $code),+ }
            }

            /// The column with this heading, in one of the languages.
            #[must_use]
            pub fn of(heading: &str) -> Option<Self> {
                let plain: String = heading
                    .to_lowercase()
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .collect();
                match plain.as_str() {
                    $($($known)|+ => Some(Column::$name),)+
                    _ => None,
                }
            }
        }
    };
}

columns! {
    /// Its tag.
    Tag = "tag", "tag", "servicetag", "assettag", "inventorynumber", "inventarnummer", "inventar";
    /// The manufacturer's number.
    Serial = "serial", "serial", "serialnumber", "serialno", "seriennummer";
    /// What it is.
    Name = "name", "name", "description", "bezeichnung", "gerät";
    /// Who made it.
    Manufacturer = "manufacturer", "manufacturer", "maker", "vendor", "hersteller";
    /// The manufacturer's name for it.
    Model = "model", "model", "modell", "typ";
    /// Its number in the catalog.
    Sku = "sku", "sku", "article", "artikel", "artikelnummer";
    /// The unit of the company.
    Unit = "unit", "unit", "department", "division", "einheit", "abteilung", "bereich";
    /// The cost centre's code.
    CostCentre = "cost centre", "costcentre", "costcenter", "kostenstelle";
    /// The address of who has it.
    Person = "person", "person", "email", "user", "assignedto", "benutzer", "nutzer";
    /// Where it stands.
    Place = "place", "place", "location", "room", "ort", "standort", "raum";
    /// In use, in stock or retired.
    State = "state", "state", "status", "zustand";
    /// When it was bought.
    Bought = "bought", "bought", "purchased", "purchasedate", "gekauft", "kaufdatum";
    /// The last day of its warranty.
    Warranty = "warranty until", "warrantyuntil", "warranty", "warrantyend", "garantiebis", "garantie";
    /// When it is to be replaced.
    Refresh = "refresh", "refresh", "refreshdate", "replaceon", "austausch", "austauscham";
    /// Remarks.
    Note = "note", "note", "notes", "remark", "bemerkung", "notiz";
}

/// A line, read. What its file has no column for, or nothing in, is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its tag; the serial number where it has none.
    pub tag: String,
    /// The manufacturer's number.
    pub serial: String,
    /// What it is.
    pub name: String,
    /// Who made it.
    pub manufacturer: String,
    /// The manufacturer's name for it.
    pub model: String,
    /// Its number in the catalog.
    pub sku: String,
    /// The unit's name.
    pub unit: String,
    /// The cost centre's code.
    pub cost_centre: String,
    /// The address of who has it.
    pub person: String,
    /// Where it stands.
    pub place: String,
    /// How it stands.
    pub state: Option<State>,
    /// When it was bought.
    pub bought: Option<Day>,
    /// The last day of its warranty.
    pub warranty: Option<Day>,
    /// When it is to be replaced.
    pub refresh: Option<Day>,
    /// Remarks.
    pub note: String,
}

/// Why a line can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineProblem {
    /// Neither tag nor serial number.
    NoTag,
    /// A tag that no address can have.
    BadTag,
    /// Neither name nor model.
    NoName,
    /// This is no day.
    NotADay(String),
    /// This is no state that a unit can begin in.
    NotAState(String),
    /// This is longer than it may be.
    TooLong(String),
}

impl LineProblem {
    /// The end of its message's name.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            LineProblem::NoTag => "no-tag",
            LineProblem::BadTag => "bad-tag",
            LineProblem::NoName => "no-name",
            LineProblem::NotADay(_) => "not-a-day",
            LineProblem::NotAState(_) => "not-a-state",
            LineProblem::TooLong(_) => "too-long",
        }
    }

    /// What it is about.
    #[must_use]
    pub fn what(&self) -> &str {
        match self {
            LineProblem::NoTag | LineProblem::BadTag | LineProblem::NoName => "",
            LineProblem::NotADay(what)
            | LineProblem::NotAState(what)
            | LineProblem::TooLong(what) => what,
        }
    }
}

/// The longest tag, serial number, name, place and so on, in characters.
const LONGEST: usize = 120;
/// The longest remark.
const LONGEST_NOTE: usize = 1_000;

/// Reads a line whose cells belong to these columns.
///
/// # Errors
/// Says what is wrong with it.
pub fn read(columns: &[Option<Column>], cells: &[String]) -> Result<Line, LineProblem> {
    let mut line = Line::default();
    for (column, cell) in columns.iter().zip(cells) {
        let (Some(column), text) = (column, cell.trim()) else {
            continue;
        };
        if text.is_empty() {
            continue;
        }
        let most = if *column == Column::Note {
            LONGEST_NOTE
        } else {
            LONGEST
        };
        if text.chars().count() > most {
            return Err(LineProblem::TooLong(column.heading().to_owned()));
        }
        let day = || day(text).ok_or_else(|| LineProblem::NotADay(text.to_owned()));
        let kept = text.to_owned();
        match column {
            Column::Tag => line.tag = kept,
            Column::Serial => line.serial = kept,
            Column::Name => line.name = kept,
            Column::Manufacturer => line.manufacturer = kept,
            Column::Model => line.model = kept,
            Column::Sku => line.sku = kept,
            Column::Unit => line.unit = kept,
            Column::CostCentre => line.cost_centre = kept,
            Column::Person => line.person = kept.to_lowercase(),
            Column::Place => line.place = kept,
            Column::State => {
                let state = state(text).ok_or(LineProblem::NotAState(kept))?;
                line.state = Some(state);
            }
            Column::Bought => line.bought = Some(day()?),
            Column::Warranty => line.warranty = Some(day()?),
            Column::Refresh => line.refresh = Some(day()?),
            Column::Note => line.note = kept,
        }
    }
    if line.tag.is_empty() {
        line.tag = line.serial.clone();
    }
    if line.tag.is_empty() {
        return Err(LineProblem::NoTag);
    }
    // These are addresses of something else.
    let elsewhere = ["import", "labels", "refresh", "refresh.csv", "several"];
    if line.tag == "." || line.tag == ".." || elsewhere.contains(&line.tag.as_str()) {
        return Err(LineProblem::BadTag);
    }
    if line.name.is_empty() {
        let both = format!("{} {}", line.manufacturer, line.model);
        line.name = both.trim().to_owned();
    }
    if line.name.is_empty() {
        return Err(LineProblem::NoName);
    }
    Ok(line)
}

/// A day as files have it (`2026-06-14`), or as it is written in German
/// (`14.6.2026`).
fn day(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    match parts.as_slice() {
        [day, month, year] => Day::from_field(&format!("{year:0>4}-{month:0>2}-{day:0>2}")),
        _ => Day::from_field(text),
    }
}

/// A state that a unit can begin in, in one of the languages.
fn state(text: &str) -> Option<State> {
    let plain: String = text
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    match plain.as_str() {
        "inuse" | "used" | "active" | "inbenutzung" | "imeinsatz" => Some(State::InUse),
        "instock" | "stock" | "spare" | "imlager" | "lager" => Some(State::InStock),
        "retired" | "disposed" | "ausgemustert" | "entsorgt" => Some(State::Retired),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(headings: &[&str], cells: &[&str]) -> Result<Line, LineProblem> {
        let columns: Vec<Option<Column>> = headings.iter().map(|one| Column::of(one)).collect();
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        read(&columns, &cells)
    }

    #[test]
    fn headings_are_known_in_both_languages() {
        for column in Column::ALL {
            assert_eq!(Column::of(column.heading()), Some(*column));
        }
        assert_eq!(Column::of("Service Tag"), Some(Column::Tag));
        assert_eq!(Column::of("Kostenstelle"), Some(Column::CostCentre));
        assert_eq!(Column::of("Colour"), None);
    }

    #[test]
    fn a_line_needs_something_to_be_called_by() {
        let read = line(&["Seriennummer", "Modell"], &["C02X", "MacBook"]).unwrap();
        assert_eq!((read.tag.as_str(), read.name.as_str()), ("C02X", "MacBook"));
        assert_eq!(line(&["Name"], &["Dock"]), Err(LineProblem::NoTag));
        assert_eq!(line(&["Tag"], &["A-1"]), Err(LineProblem::NoName));
        for elsewhere in ["..", "several"] {
            assert_eq!(
                line(&["Tag", "Name"], &[elsewhere, "x"]),
                Err(LineProblem::BadTag)
            );
        }
    }

    #[test]
    fn days_and_states_are_read_or_named() {
        let headings = ["tag", "name", "warranty until", "bought", "state"];
        let read = line(&headings, &["1", "x", "2027-02-28", "1.3.2024", "In use"]).unwrap();
        assert_eq!(read.warranty.map(Day::iso).as_deref(), Some("2027-02-28"));
        assert_eq!(read.bought.map(Day::iso).as_deref(), Some("2024-03-01"));
        assert_eq!(read.state, Some(State::InUse));
        let wrong = line(&headings, &["1", "x", "2027-02-30"]);
        assert_eq!(wrong, Err(LineProblem::NotADay("2027-02-30".to_owned())));
        let lent = line(&["tag", "name", "state"], &["1", "x", "on loan"]);
        assert_eq!(lent, Err(LineProblem::NotAState("on loan".to_owned())));
    }

    proptest! {
        #[test]
        fn any_line_is_read_or_refused(cells in proptest::collection::vec(".{0,40}", 0..15)) {
            let columns: Vec<Option<Column>> = Column::ALL.iter().copied().map(Some).collect();
            if let Ok(line) = read(&columns, &cells) {
                prop_assert!(!line.tag.is_empty() && !line.name.is_empty());
            }
        }
    }
}

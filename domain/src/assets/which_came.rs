//! Which units are in a parcel that came back: those that whoever opened it has
//! named, or all that its lines have; and which of those that are here are meant.

use super::finding::{key, tag_key};
use crate::id::OrderLineId;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A unit that may be in the parcel: it arrived with one of its lines, and has not
/// come back yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MayCome {
    /// The line of the order that it was on.
    pub line: OrderLineId,
    /// Its tag.
    pub service_tag: String,
    /// The customer's tag; empty without one.
    pub asset_tag: String,
    /// The manufacturer's number; empty until it is known.
    pub serial_number: String,
}

/// Why it is not clear which units came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotClear {
    /// No unit of these lines has this tag or number, or several have.
    #[error("no such unit: {0}")]
    Unknown(String),
    /// More units of a line are named than come back of it, which are so many.
    #[error("more than the {0} that come back")]
    TooMany(i64),
    /// A line has more units than come back of it, which are so many, and none of
    /// them is named.
    #[error("which {0} are they?")]
    Which(i64),
}

/// The units that came, by their places in `there`. `lines` says how many pieces come
/// back of each line, `typed` has the tags or serial numbers that were typed or
/// scanned, one a line. Of a line of which nothing is named all units came, if it
/// has no more than come back; fewer may be named than were announced.
///
/// # Errors
/// See [`NotClear`].
pub fn which_came(
    lines: &[(OrderLineId, i64)],
    there: &[MayCome],
    typed: &str,
) -> Result<Vec<usize>, NotClear> {
    let mut came = those_named(there, typed)?;
    let mut named: BTreeMap<OrderLineId, i64> = BTreeMap::new();
    for unit in came.iter().filter_map(|at| there.get(*at)) {
        *named.entry(unit.line).or_default() += 1;
    }
    for (line, pieces) in lines {
        let of_line = || {
            there
                .iter()
                .enumerate()
                .filter(move |(_, one)| one.line == *line)
        };
        let all = i64::try_from(of_line().count()).unwrap_or(i64::MAX);
        match named.get(line).copied().unwrap_or_default() {
            0 if all <= *pieces => came.extend(of_line().map(|(at, _)| at)),
            0 => return Err(NotClear::Which(*pieces)),
            some if some > *pieces => return Err(NotClear::TooMany(*pieces)),
            _ => {}
        }
    }
    Ok(came.into_iter().collect())
}

/// The units that are meant of those that are here, by their places: those that are
/// named, or all of them if none is.
///
/// # Errors
/// [`NotClear::Unknown`].
pub fn which_of(here: &[MayCome], typed: &str) -> Result<BTreeSet<usize>, NotClear> {
    let named = those_named(here, typed)?;
    if named.is_empty() {
        return Ok((0..here.len()).collect());
    }
    Ok(named)
}

fn those_named(there: &[MayCome], typed: &str) -> Result<BTreeSet<usize>, NotClear> {
    let names = Names::of(there);
    let mut named = BTreeSet::new();
    for one in typed.split(['\n', ',', ';']).map(plain) {
        if !one.is_empty() {
            named.insert(names.meant(&one)?);
        }
    }
    Ok(named)
}

/// What was typed; of the address that a label's code leads to, the tag in it.
pub(super) fn plain(typed: &str) -> Cow<'_, str> {
    let typed = typed.trim();
    match typed.split_once("/equipment/") {
        Some((_, tag)) => unescaped(tag.split(['?', '#', '/']).next().unwrap_or_default()),
        None => Cow::Borrowed(typed),
    }
}

/// A part of an address as it was before `path_of` wrote it: a tag from elsewhere may
/// have dots and blanks in it.
fn unescaped(part: &str) -> Cow<'_, str> {
    if !part.contains('%') {
        return Cow::Borrowed(part);
    }
    let hex = |digit: u8| char::from(digit).to_digit(16);
    let (mut bytes, mut rest) = (Vec::with_capacity(part.len()), part.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let escaped = match after {
            [high, low, behind @ ..] if *first == b'%' => hex(*high)
                .zip(hex(*low))
                .and_then(|(high, low)| Some((u8::try_from(high * 16 + low).ok()?, behind))),
            _ => None,
        };
        let (byte, behind) = escaped.unwrap_or((*first, after));
        bytes.push(byte);
        rest = behind;
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// By what each unit may be named: its tag, the customer's, its serial number.
struct Names([HashMap<String, Vec<usize>>; 3]);

impl Names {
    fn of(there: &[MayCome]) -> Self {
        let mut names: [HashMap<String, Vec<usize>>; 3] = Default::default();
        for (at, one) in there.iter().enumerate() {
            let all = [&one.service_tag, &one.asset_tag, &one.serial_number];
            for (names, name) in names.iter_mut().zip(all) {
                names.entry(key(name)).or_default().push(at);
            }
        }
        Self(names)
    }

    /// The one unit that is meant; what comes first counts, if only one is called so.
    fn meant(&self, typed: &str) -> Result<usize, NotClear> {
        let (tag, number) = (tag_key(typed), key(typed));
        for (names, name) in self.0.iter().zip([&tag, &number, &number]) {
            match names.get(name).map(Vec::as_slice) {
                Some([at]) => return Ok(*at),
                None => {}
                Some(_) => break,
            }
        }
        Err(NotClear::Unknown(typed.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(line: OrderLineId, tag: &str, serial: &str) -> MayCome {
        MayCome {
            line,
            service_tag: tag.to_owned(),
            asset_tag: format!("HM-{tag}"),
            serial_number: serial.to_owned(),
        }
    }

    #[test]
    fn what_is_clear_need_not_be_named() {
        let (line, other) = (OrderLineId::new(), OrderLineId::new());
        let there = [unit(line, "A1", ""), unit(line, "A2", "")];
        assert_eq!(which_came(&[(line, 2)], &there, ""), Ok(vec![0, 1]));
        assert_eq!(which_came(&[(line, 3)], &there, " \n"), Ok(vec![0, 1]));
        assert_eq!(
            which_came(&[(line, 1)], &there, ""),
            Err(NotClear::Which(1))
        );
        assert_eq!(which_came(&[(other, 4)], &there, ""), Ok(Vec::new()));
    }

    #[test]
    fn units_are_named_however_they_are_at_hand() {
        let line = OrderLineId::new();
        let there = [
            unit(line, "A1", "S/1"),
            unit(line, "A2", "S2"),
            unit(line, "A3", "S2"),
        ];
        let named = |typed: &str| which_came(&[(line, 2)], &there, typed);
        assert_eq!(named("a2\nhm-a1"), Ok(vec![0, 1]));
        assert_eq!(named("s/1, A1"), Ok(vec![0]), "the same twice");
        let scanned = "https://rapport.example/equipment/A3";
        assert_eq!(named(scanned), Ok(vec![2]));
        assert_eq!(
            named("https://rapport.example/equipment/S%2f1"),
            Ok(vec![0])
        );
        let unknown = |typed: &str| Err(NotClear::Unknown(typed.to_owned()));
        assert_eq!(named("A9"), unknown("A9"));
        assert_eq!(named("S2"), unknown("S2"), "two have this number");
        assert_eq!(named("A1;A2;A3"), Err(NotClear::TooMany(2)));
    }

    #[test]
    fn what_a_label_leads_to_is_the_tag_as_it_is_written() {
        for (scanned, tag) in [
            ("https://a.example/equipment/PC%2E%20007", "PC. 007"),
            (" /equipment/%C3%9C-1?x ", "Ü-1"),
            ("/equipment/50%", "50%"),
            ("/equipment/%zz%4", "%zz%4"),
            ("PC%2E7", "PC%2E7"),
            ("/equipment/", ""),
        ] {
            assert_eq!(plain(scanned), tag);
        }
    }

    proptest! {
        #[test]
        fn never_more_come_than_come_back(pieces in 1..4_i64, typed in "(A[0-5][,;\n]){0,6}") {
            let line = OrderLineId::new();
            let there: Vec<MayCome> = (0..5).map(|n| unit(line, &format!("A{n}"), "")).collect();
            if let Ok(came) = which_came(&[(line, pieces)], &there, &typed) {
                prop_assert!(i64::try_from(came.len()).unwrap() <= pieces);
                let once: BTreeSet<usize> = came.iter().copied().collect();
                prop_assert_eq!(once.len(), came.len());
            }
        }
    }
}

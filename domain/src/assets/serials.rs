//! Serial numbers as the order desk types or pastes them: one line for each
//! unit, in the order of the list, or with the unit's tag before it.

/// The longest serial number, in characters.
pub const LONGEST_SERIAL: usize = 60;

/// The tags by which a pasted line can name a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tagged<'a> {
    /// Ours.
    pub service_tag: &'a str,
    /// The customer's; may be empty.
    pub asset_tag: &'a str,
}

/// Why nothing of it can be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSerials {
    /// More lines than units.
    #[error("more lines than the {0} units")]
    TooMany(usize),
    /// Some lines name a unit, and this one does not.
    #[error("no unit for {0}")]
    NoUnit(String),
    /// Two lines name the same unit, or have the same number.
    #[error("twice: {0}")]
    Twice(String),
    /// Longer than [`LONGEST_SERIAL`].
    #[error("too long: {0}")]
    TooLong(String),
}

/// Which unit has which number: the place of the unit in `units`, and the
/// number. Empty lines of a list in order leave a unit out.
///
/// # Errors
/// Says what is wrong with it.
pub fn read(typed: &str, units: &[Tagged<'_>]) -> Result<Vec<(usize, String)>, NotSerials> {
    let lines: Vec<&str> = typed.trim_end().lines().map(str::trim).collect();
    let named = |line: &str| -> Option<(usize, String)> {
        let (tag, serial) = line.split_once(|c: char| c.is_whitespace() || c == ';' || c == ',')?;
        let at = units.iter().position(|unit| {
            unit.service_tag.eq_ignore_ascii_case(tag)
                || (!unit.asset_tag.is_empty() && unit.asset_tag.eq_ignore_ascii_case(tag))
        })?;
        Some((at, plain(serial)))
    };
    let by_tag = lines.iter().any(|line| named(line).is_some());
    let mut read: Vec<(usize, String)> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            continue;
        }
        let (at, serial) = if by_tag {
            named(line).ok_or_else(|| NotSerials::NoUnit((*line).to_owned()))?
        } else {
            (at, plain(line))
        };
        if at >= units.len() {
            return Err(NotSerials::TooMany(units.len()));
        }
        if serial.chars().count() > LONGEST_SERIAL {
            return Err(NotSerials::TooLong(serial));
        }
        let twice = |known: &(usize, String)| known.0 == at || known.1 == serial;
        if serial.is_empty() || read.iter().any(twice) {
            return Err(NotSerials::Twice((*line).to_owned()));
        }
        read.push((at, serial));
    }
    Ok(read)
}

/// Without separators before it, and one blank where there were several.
fn plain(text: &str) -> String {
    let text = text.trim_start_matches([';', ',']);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const UNITS: [Tagged<'static>; 3] = [
        Tagged {
            service_tag: "2222223",
            asset_tag: "HM-0001",
        },
        Tagged {
            service_tag: "2222224",
            asset_tag: "HM-0002",
        },
        Tagged {
            service_tag: "2222225",
            asset_tag: "",
        },
    ];

    fn serials(all: &[(usize, &str)]) -> Result<Vec<(usize, String)>, NotSerials> {
        Ok(all
            .iter()
            .map(|(at, text)| (*at, (*text).to_owned()))
            .collect())
    }

    #[test]
    fn lines_are_taken_in_order_or_by_tag() {
        assert_eq!(read("A1\nB2\n", &UNITS), serials(&[(0, "A1"), (1, "B2")]));
        assert_eq!(read("A1\n\nC3", &UNITS), serials(&[(0, "A1"), (2, "C3")]));
        assert_eq!(
            read("hm-0002\tB2\n2222225; C3", &UNITS),
            serials(&[(1, "B2"), (2, "C3")])
        );
        assert_eq!(read("", &UNITS), serials(&[]));
    }

    #[test]
    fn what_does_not_fit_is_refused_whole() {
        assert_eq!(read("A\nB\nC\nD", &UNITS), Err(NotSerials::TooMany(3)));
        assert_eq!(
            read("HM-0001 A\nHM-0009 B", &UNITS),
            Err(NotSerials::NoUnit("HM-0009 B".to_owned()))
        );
        assert_eq!(read("A\nA", &UNITS), Err(NotSerials::Twice("A".to_owned())));
        assert_eq!(
            read("HM-0001 A\n2222223 B", &UNITS),
            Err(NotSerials::Twice("2222223 B".to_owned()))
        );
        let long = "x".repeat(LONGEST_SERIAL + 1);
        assert_eq!(read(&long, &UNITS), Err(NotSerials::TooLong(long.clone())));
    }

    proptest! {
        #[test]
        fn no_unit_and_no_number_is_used_twice(typed in "([A-C]{0,2}|HM-000[1-3] [A-C]|\n){0,8}") {
            if let Ok(read) = read(&typed, &UNITS) {
                for (at, one) in read.iter().enumerate() {
                    prop_assert!(one.0 < UNITS.len() && !one.1.is_empty());
                    prop_assert!(read.iter().skip(at + 1).all(|other| other.0 != one.0 && other.1 != one.1));
                }
            }
        }
    }
}

//! A cell of a workbook: what stands in it, and what people call it.

use calamine::{DataRef, Dimensions};

/// A cell as people read it: a day is a day and not the number of days since
/// 1900, and what a program could not write exactly is rounded as spreadsheets
/// show it.
pub(super) fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(true) => "true".to_owned(),
        DataRef::Bool(false) => "false".to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
        }
        DataRef::DateTime(moment) if moment.is_duration() => {
            let minutes = (moment.as_f64() * 24.0 * 60.0).round();
            let hours = (minutes / 60.0).floor();
            format!("{hours}:{:02}", minutes - hours * 60.0)
        }
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let time = match (hour, minute, second) {
                (0, 0, 0) => None,
                (_, _, 0) => Some(format!("{hour:02}:{minute:02}")),
                _ => Some(format!("{hour:02}:{minute:02}:{second:02}")),
            };
            match time {
                Some(time) if moment.as_f64() < 1.0 => time,
                Some(time) => format!("{year:04}-{month:02}-{day:02} {time}"),
                None => format!("{year:04}-{month:02}-{day:02}"),
            }
        }
    }
}

/// Fifteen digits, as many as spreadsheets show.
fn number_text(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 {
        "0".to_owned()
    } else {
        rounded.to_string()
    }
}

/// What people call a cell: `C7`.
pub(super) fn cell_name((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

pub(super) fn range_name(range: &Dimensions) -> String {
    format!("{}:{}", cell_name(range.start), cell_name(range.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_by_their_letters() {
        assert_eq!(cell_name((0, 0)), "A1");
        assert_eq!(cell_name((6, 25)), "Z7");
        assert_eq!(cell_name((9, 26)), "AA10");
        assert_eq!(cell_name((0, 701)), "ZZ1");
        assert_eq!(cell_name((0, 702)), "AAA1");
    }
}

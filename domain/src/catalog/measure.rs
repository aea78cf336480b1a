//! Units of measure: in which a product is counted, sold and priced. Kept as the
//! codes of UN/ECE Recommendation 20, read from what people write for them, and
//! shown in the reader's words.

use super::attribute::tidy;
use crate::text::Words;

/// One piece.
pub const PIECE: &str = "C62";

/// A unit that is known.
struct Known {
    code: &'static str,
    /// Its name, a message.
    name: &'static str,
    /// What else people write for it, in small letters.
    written: &'static [&'static str],
}

/// Every unit that is known, the commonest first.
const KNOWN: &[Known] = &[
    Known {
        code: PIECE,
        name: "catalog-measure-piece",
        written: &[
            "ea", "each", "pc", "pcs", "pce", "pieces", "unit", "units", "st", "stk", "stück",
        ],
    },
    Known {
        code: "SET",
        name: "catalog-measure-set",
        written: &["sets", "satz", "sätze"],
    },
    Known {
        code: "PR",
        name: "catalog-measure-pair",
        written: &["pairs", "paar", "paare"],
    },
    Known {
        code: "PK",
        name: "catalog-measure-pack",
        written: &["packs", "packung", "packungen", "pkg"],
    },
    Known {
        code: "BX",
        name: "catalog-measure-box",
        written: &["boxes", "karton", "kartons", "schachtel"],
    },
    Known {
        code: "KT",
        name: "catalog-measure-kit",
        written: &["kits", "bausatz"],
    },
    Known {
        code: "DZN",
        name: "catalog-measure-dozen",
        written: &["doz", "dutzend", "dtzd"],
    },
    Known {
        code: "MTR",
        name: "catalog-measure-metre",
        written: &["m", "meter", "meters", "metres"],
    },
    Known {
        code: "CMT",
        name: "catalog-measure-centimetre",
        written: &["cm", "centimeter", "zentimeter"],
    },
    Known {
        code: "MTK",
        name: "catalog-measure-square-metre",
        written: &["m²", "m2", "sqm", "square meter", "qm", "quadratmeter"],
    },
    Known {
        code: "KGM",
        name: "catalog-measure-kilogram",
        written: &["kg", "kilo", "kilogramm"],
    },
    Known {
        code: "GRM",
        name: "catalog-measure-gram",
        written: &["g", "gramm"],
    },
    Known {
        code: "LTR",
        name: "catalog-measure-litre",
        written: &["l", "liter", "liters", "litres"],
    },
    Known {
        code: "MLT",
        name: "catalog-measure-millilitre",
        written: &["ml", "milliliter"],
    },
    Known {
        code: "HUR",
        name: "catalog-measure-hour",
        written: &["h", "hr", "hours", "std", "stunde", "stunden"],
    },
    Known {
        code: "DAY",
        name: "catalog-measure-day",
        written: &["d", "days", "tag", "tage"],
    },
    Known {
        code: "MON",
        name: "catalog-measure-month",
        written: &["months", "monat", "monate"],
    },
    Known {
        code: "ANN",
        name: "catalog-measure-year",
        written: &["yr", "years", "jahr", "jahre"],
    },
];

/// The code of a unit by what people write for it: its code, a short form, or its
/// name in any language that is spoken here. Nothing is a piece. None if nobody
/// knows such a unit.
#[must_use]
pub fn measure_code(text: &str) -> Option<&'static str> {
    let text = tidy(text);
    let plain = text.trim_end_matches('.').to_lowercase();
    if plain.is_empty() {
        return Some(PIECE);
    }
    let is = |one: &&Known| {
        one.code.eq_ignore_ascii_case(&plain)
            || one.written.contains(&plain.as_str())
            || crate::text::Language::ALL
                .iter()
                .any(|language| Words::new(*language, "UTC").say(one.name).to_lowercase() == plain)
    };
    KNOWN.iter().find(is).map(|one| one.code)
}

/// The name of a unit; of one that is not known, its code.
#[must_use]
pub fn say_measure(words: Words, code: &str) -> String {
    KNOWN
        .iter()
        .find(|one| one.code == code)
        .map_or_else(|| code.to_owned(), |one| words.say(one.name).to_owned())
}

/// What stands beside a price that is not for one piece: `per metre`. None if it is.
#[must_use]
pub fn say_per(words: Words, code: &str) -> Option<String> {
    let is_piece = code == PIECE || code.is_empty();
    (!is_piece).then(|| {
        let unit = [("unit", say_measure(words, code).into())];
        words.say_with("catalog-per-unit", &unit)
    })
}

/// What stands beside a quantity that is not of pieces: `Unit of measure: metre`. None
/// if it is.
#[must_use]
pub fn say_counted_in(words: Words, code: &str) -> Option<String> {
    say_per(words, code)?;
    let unit = [("unit", say_measure(words, code).into())];
    Some(words.say_with("catalog-counted-in", &unit))
}

/// Every unit that is known with its name, the commonest first.
#[must_use]
pub fn measures(words: Words) -> Vec<(&'static str, &'static str)> {
    KNOWN
        .iter()
        .map(|one| (one.code, words.say(one.name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use proptest::prelude::*;

    #[test]
    fn units_are_read_as_people_write_them() {
        for (text, code) in [
            ("", "C62"),
            ("c62", "C62"),
            ("Stk.", "C62"),
            (" Each ", "C62"),
            ("Paar", "PR"),
            ("m", "MTR"),
            ("Square  metre", "MTK"),
            ("kgm", "KGM"),
            ("Stunde", "HUR"),
        ] {
            assert_eq!(measure_code(text), Some(code), "{text}");
        }
        for text in ["XYZ", "fathom", "C6", "0"] {
            assert_eq!(measure_code(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_shown_in_any_language_is_read_again() {
        for language in Language::ALL {
            let words = Words::new(*language, "UTC");
            for (code, name) in measures(words) {
                assert_eq!(measure_code(name), Some(code), "{name}");
                assert_eq!(measure_code(code), Some(code));
                assert_eq!(say_measure(words, code), name);
            }
        }
        let words = Words::new(Language::English, "UTC");
        assert_eq!(say_measure(words, "NAR"), "NAR");
    }

    #[test]
    fn nothing_is_written_for_two_units() {
        let mut seen: Vec<&str> = Vec::new();
        for one in KNOWN {
            for text in one.written.iter().chain([&one.code]) {
                assert!(!seen.contains(text), "{text}");
                seen.push(text);
                assert_eq!(measure_code(text), Some(one.code), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_code_that_is_known_or_none(text in ".{0,30}") {
            if let Some(code) = measure_code(&text) {
                prop_assert_eq!(measure_code(code), Some(code));
            }
        }
    }
}

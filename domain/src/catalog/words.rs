//! The words that products are found by: how a name becomes words, and how
//! what people type becomes a question. Forgiving in the ways people differ:
//! capitals, accents, dashes, blanks between letters and digits ("RTX3060",
//! "RTX 3060", "rtx-3060"), words in any order, only their beginnings.

use std::collections::HashSet;

/// The most words of a question that are looked for; more only narrow it.
const MOST_ASKED: usize = 12;

/// How many letters of a word are looked for: what is longer is found by them.
/// PostgreSQL takes no word of two thousand bytes, and one of letters and digits in
/// turn has as many parts, each of which may have been meant otherwise.
const LONGEST_ASKED: usize = 60;

/// The beginning of a word, as far as it is looked for.
#[must_use]
pub fn beginning(word: &str) -> &str {
    let end = word.char_indices().nth(LONGEST_ASKED);
    let end = end.map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or_default()
}

/// The words a product is found by: every word of these texts once, and where
/// letters and digits stand side by side, also both as one word.
#[must_use]
pub fn words_of(texts: &[&str]) -> String {
    let mut seen = HashSet::new();
    let mut words = String::new();
    let mut add = |word: String| {
        if !word.is_empty() && seen.insert(word.clone()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&word);
        }
    };
    for text in texts {
        let folded = fold(text);
        for (word, joined) in tokens(&folded) {
            add(word.to_owned());
            if let Some(joined) = joined {
                add(joined);
            }
        }
    }
    words
}

/// Words of a text, each with the word made of it and its neighbour where
/// people write both together: "TN-328" (a dash) or "32 GB" (a number and its
/// unit).
fn tokens(folded: &str) -> Vec<(&str, Option<String>)> {
    let mut found: Vec<(&str, Option<String>)> = Vec::new();
    let mut previous: Option<(usize, &str)> = None;
    for (start, word) in split(folded) {
        if let Some((before, left)) = previous {
            let gap = folded.get(before..start).unwrap_or(" ");
            let mixed = ends_in_digit(left) != starts_with_digit(word);
            if (gap == "-" || (gap == " " && mixed))
                && let Some(last) = found.last_mut()
            {
                last.1 = Some(format!("{left}{word}"));
            }
        }
        found.push((word, None));
        previous = Some((start + word.len(), word));
    }
    found
}

fn split(folded: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let tail = folded.get(rest..)?;
        let start = rest + tail.find(char::is_alphanumeric)?;
        let word = folded.get(start..)?;
        let length = word
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(word.len());
        rest = start + length;
        Some((start, word.get(..length)?))
    })
}

fn ends_in_digit(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// What people typed, as the full text tables of both engines are asked:
/// every word as the beginning of a word, all of them, in any order. `None`
/// if there is no word in it.
///
/// `synonyms` are the customer's own words and what they stand for.
#[must_use]
pub fn question(typed: &str, synonyms: &[(String, String)]) -> Option<String> {
    let asked = |text: &str| -> Option<String> {
        let folded = fold(text);
        let words: Vec<String> = split(&folded)
            .take(MOST_ASKED)
            .map(|(_, word)| format!("{}*", beginning(word)))
            .collect();
        (!words.is_empty()).then(|| words.join(" AND "))
    };
    let plain = asked(typed)?;
    let as_typed = plain_words(typed);
    let mut ways = vec![plain];
    for (word, replacement) in synonyms {
        let word = plain_words(word);
        if word.is_empty() {
            continue;
        }
        let Some(rest) = without_phrase(&as_typed, &word) else {
            continue;
        };
        if let Some(way) = asked(&format!("{rest} {replacement}")) {
            ways.push(way);
        }
    }
    Some(match ways.len() {
        1 => ways.remove(0),
        _ => ways
            .iter()
            .map(|way| format!("({way})"))
            .collect::<Vec<_>>()
            .join(" OR "),
    })
}

/// How many words are looked at where nothing has all that were typed.
const MOST_FORGIVEN: usize = 6;

/// What is asked where nothing has all the words that were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgiving {
    /// As they may have been meant: a word with a slip of the fingers, two
    /// written apart or as one.
    pub meant: Option<String>,
    /// All of them but one, of three or more.
    pub but_one: Option<String>,
    /// The words that were probably meant.
    pub words: Vec<String>,
}

/// What to ask where nothing has all the words that were typed. `meant_by`
/// answers which words somebody may have meant by one, the nearest first.
#[must_use]
pub fn forgiving<'a>(typed: &str, meant_by: impl Fn(&str) -> Vec<&'a str>) -> Forgiving {
    let folded = fold(typed);
    let words: Vec<&str> = split(&folded)
        .map(|(_, word)| beginning(word))
        .take(MOST_FORGIVEN)
        .collect();
    let near: Vec<Vec<&str>> = words.iter().map(|word| meant_by(word)).collect();
    let ways: Vec<Vec<String>> = words
        .iter()
        .zip(&near)
        .map(|(word, near)| {
            let mut ways = vec![format!("{word}*")];
            ways.extend(near.iter().map(|one| format!("{one}*")));
            ways.extend(apart(word, &meant_by));
            ways
        })
        .collect();
    let asked: Vec<String> = ways.iter().map(|ways| any_of(ways)).collect();
    let mut meant = Vec::new();
    if ways.iter().any(|ways| ways.len() > 1) {
        meant.push(asked.join(" AND "));
    }
    for (at, pair) in words.windows(2).enumerate() {
        let mut joined = asked.clone();
        let both = [format!("{}*", pair.concat())];
        joined.splice(at..at + 2, both);
        meant.push(joined.join(" AND "));
    }
    if words.len() > 2 {
        meant.push(format!("{}*", words.concat()));
    }
    let but_one: Vec<String> = (0..asked.len())
        .filter(|_| asked.len() > 2)
        .map(|left_out| {
            let mut rest = asked.clone();
            rest.remove(left_out);
            rest.join(" AND ")
        })
        .collect();
    Forgiving {
        meant: (!meant.is_empty()).then(|| any_of(&meant)),
        but_one: (!but_one.is_empty()).then(|| any_of(&but_one)),
        words: words
            .iter()
            .zip(near)
            .map(|(word, near)| near.first().map_or(*word, |one| *one).to_owned())
            .collect(),
    }
}

/// Any of these, as the full text tables are asked.
fn any_of(ways: &[String]) -> String {
    match ways {
        [one] if is_one(one) => one.clone(),
        _ => {
            let each: Vec<String> = ways
                .iter()
                .map(|way| match is_one(way) {
                    true => way.clone(),
                    false => format!("({way})"),
                })
                .collect();
            format!("({})", each.join(" OR "))
        }
    }
}

/// Whether it needs no brackets around it.
fn is_one(way: &str) -> bool {
    !way.contains(' ') || (way.starts_with('(') && !way.contains(" AND "))
}

/// A word of letters and digits, cut where one meets the other: `rtx4070ti` as
/// `rtx* AND 4070* AND ti*`, each part as it may have been meant.
fn apart<'a>(word: &str, meant_by: impl Fn(&str) -> Vec<&'a str>) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut of_digits = None;
    for c in word.chars() {
        let digit = c.is_ascii_digit();
        match parts.last_mut() {
            Some(part) if of_digits == Some(digit) => part.push(c),
            _ => parts.push(c.to_string()),
        }
        of_digits = Some(digit);
    }
    (parts.len() > 1).then(|| {
        let each: Vec<String> = parts
            .iter()
            .map(|part| {
                let near = meant_by(part).into_iter().map(|one| format!("{one}*"));
                let ways: Vec<String> = [format!("{part}*")].into_iter().chain(near).collect();
                any_of(&ways)
            })
            .collect();
        each.join(" AND ")
    })
}

/// The words of a text as they are compared: folded, one blank between.
#[must_use]
pub fn plain_words(text: &str) -> String {
    let folded = fold(text);
    split(&folded)
        .map(|(_, word)| word)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text less this phrase of whole words, if it is in there.
fn without_phrase(text: &str, phrase: &str) -> Option<String> {
    let (text, phrase) = (format!(" {text} "), format!(" {phrase} "));
    let at = text.find(&phrase)?;
    let before = text.get(..at)?;
    let after = text.get(at + phrase.len()..)?;
    Some(format!("{before} {after}").trim().to_owned())
}

/// A name as it is sorted: capitals and accents away, and numbers padded, so
/// that 32 GB comes before 128 GB.
#[must_use]
pub fn sort_name(name: &str) -> String {
    let folded = fold(name);
    let mut sorted = String::with_capacity(folded.len() + 8);
    let mut digits = String::new();
    let flush = |digits: &mut String, sorted: &mut String| {
        if !digits.is_empty() {
            let significant = digits.trim_start_matches('0');
            for _ in significant.len()..6 {
                sorted.push('0');
            }
            sorted.push_str(significant);
            digits.clear();
        }
    };
    for c in folded.trim().chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            flush(&mut digits, &mut sorted);
            sorted.push(c);
        }
    }
    flush(&mut digits, &mut sorted);
    sorted
}

/// Small letters without accents; a decimal separator becomes a letter, so
/// that 2.5 stays one word.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = chars.next() {
        let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '.' | ',' if after_digit && before_digit => folded.push('p'),
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => {
                for lower in c.to_lowercase() {
                    match without_accent(lower) {
                        Some(plain) => folded.push_str(plain),
                        None => folded.push(lower),
                    }
                }
            }
        }
        after_digit = c.is_ascii_digit();
    }
    folded
}

/// The letters of Latin-1 and Latin Extended-A without their marks.
fn without_accent(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '™' | '®' | '©' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether the question finds the words, as the engines answer it.
    fn finds(question: &str, words: &str) -> bool {
        question.split(" OR ").any(|way| {
            way.trim_matches(['(', ')']).split(" AND ").all(|asked| {
                let start = asked.trim_end_matches('*');
                words.split(' ').any(|word| word.starts_with(start))
            })
        })
    }

    fn found(typed: &str, text: &str) -> bool {
        question(typed, &[]).is_some_and(|asked| finds(&asked, &words_of(&[text])))
    }

    #[test]
    fn people_write_the_same_thing_in_different_ways() {
        for typed in [
            "rtx 3060",
            "RTX3060",
            "rtx-3060",
            "3060 msi",
            "ventus geforce",
            "vent 12g",
            "GeForce RTX™ 3060",
        ] {
            assert!(
                found(typed, "MSI GeForce RTX 3060 Ventus 2X 12G"),
                "{typed}"
            );
        }
        for typed in ["TN328", "tn-328", "TN 328", "tn328k", "tn-328k"] {
            assert!(found(typed, "Toner TN-328K"), "{typed}");
        }
        assert!(found("32gb", "Corsair Vengeance 32 GB"));
        assert!(found("munchen", "Gehäuse „München“"));
        assert!(found("gehäuse", "GEHAUSE"));
        assert!(found("2.5", "Bracket 2.5\""));
        assert!(!found("2.5", "Bracket 2 for 5 drives"));
        assert!(!found("4070", "MSI GeForce RTX 3060"));
    }

    #[test]
    fn nothing_to_look_for_is_no_question() {
        assert_eq!(question("", &[]), None);
        assert_eq!(question(" - / * \" ", &[]), None);
    }

    #[test]
    fn a_synonym_is_asked_besides_what_was_typed() {
        let synonyms = [("beamer".to_owned(), "projector 4K".to_owned())];
        assert_eq!(
            question("Beamer Epson", &synonyms).as_deref(),
            Some("(beamer* AND epson*) OR (epson* AND projector* AND 4k*)")
        );
        assert_eq!(question("beamers", &synonyms).as_deref(), Some("beamers*"));
    }

    #[test]
    fn of_a_word_as_long_as_an_address_the_beginning_is_asked() {
        let long = "a1".repeat(30_000);
        let begins = format!("{}*", "a1".repeat(LONGEST_ASKED / 2));
        assert_eq!(question(&long, &[]), Some(begins));
        let asked = forgiving(&long, |_| Vec::new());
        assert!(asked.meant.is_some_and(|asked| asked.len() < 1_000));
        assert_eq!(beginning("größer"), "größer");
    }

    #[test]
    fn names_sort_as_people_count() {
        let mut names = [
            "be quiet! 1000",
            "Corsair 128 GB",
            "corsair 32 GB",
            "Ärmel",
            "AOC",
        ];
        names.sort_by_key(|name| sort_name(name));
        assert_eq!(
            names,
            [
                "AOC",
                "Ärmel",
                "be quiet! 1000",
                "corsair 32 GB",
                "Corsair 128 GB"
            ]
        );
    }

    #[test]
    fn slips_pairs_and_numbers_are_forgiven() {
        let meant_by = |word: &str| match word {
            "keybord" => vec!["keyboard", "keycord"],
            _ => Vec::new(),
        };
        let asked = forgiving("Keybord", meant_by);
        assert_eq!(
            asked.meant.as_deref(),
            Some("(keybord* OR keyboard* OR keycord*)")
        );
        assert_eq!(
            (asked.but_one, asked.words),
            (None, vec!["keyboard".to_owned()])
        );
        let asked = forgiving("rtx4070ti hard drive", meant_by);
        let rtx = "(rtx4070ti* OR (rtx* AND 4070* AND ti*))";
        assert_eq!(
            asked.meant.as_deref(),
            Some(&*format!(
                "(({rtx} AND hard* AND drive*) OR (rtx4070tihard* AND drive*) \
                     OR ({rtx} AND harddrive*) OR rtx4070tiharddrive*)"
            ))
        );
        assert_eq!(
            asked.but_one.as_deref(),
            Some(&*format!(
                "((hard* AND drive*) OR ({rtx} AND drive*) OR ({rtx} AND hard*))"
            ))
        );
        assert_eq!(forgiving("mouse", meant_by).meant, None);
        assert_eq!(forgiving(" - ", meant_by).meant, None);
    }

    proptest! {
        #[test]
        fn every_text_is_found_by_itself_and_by_the_beginning_of_any_of_its_words(
            text in "[A-Za-z0-9äöüéß .,/\\-]{0,40}", take in 1_usize..5
        ) {
            let words = words_of(&[&text]);
            if let Some(asked) = question(&text, &[]) {
                prop_assert!(finds(&asked, &words), "{asked} in {words}");
                for word in plain_words(&text).split(' ') {
                    let start: String = word.chars().take(take).collect();
                    let asked = question(&start, &[]).unwrap_or_default();
                    prop_assert!(finds(&asked, &words));
                }
            }
        }

        #[test]
        fn a_question_holds_nothing_that_an_engine_would_read_as_its_own(typed in "\\PC{0,60}") {
            let asked = question(&typed, &[("a".into(), typed.clone())]).unwrap_or_default();
            for word in asked.split([' ', '(', ')']).filter(|word| !word.is_empty()) {
                let plain = word.strip_suffix('*').unwrap_or(word);
                prop_assert!(matches!(plain, "AND" | "OR") || plain.chars().all(char::is_alphanumeric));
            }
            prop_assert!(words_of(&[&typed]).split(' ').all(|w| w.chars().all(char::is_alphanumeric)));
        }
    }
}

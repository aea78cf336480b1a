//! A text without the names of people and companies: what becomes an article must
//! not tell whose trouble it was.

/// What stands where a name stood.
const LEFT_OUT: &str = "…";

/// The text without these names, addresses of mail and telephone numbers. A name is
/// found as a whole word, in small or capital letters.
#[must_use]
pub fn without(text: &str, names: &[String]) -> String {
    let mut names: Vec<Vec<String>> = names
        .iter()
        .map(|name| words(name).map(|word| word.to_lowercase()).collect())
        .filter(|name: &Vec<String>| name.iter().map(String::len).sum::<usize>() > 2)
        .collect();
    // The longest first, so that of a full name nothing is left.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    text.lines()
        .map(|line| in_line(line, &names))
        .collect::<Vec<_>>()
        .join("\n")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\'' || c == '’'
}

/// A word of a line with where it stands.
struct Word<'l> {
    from: usize,
    to: usize,
    text: &'l str,
}

/// In more pieces nobody writes a telephone number: a line of nothing but brackets is not
/// gone through to its end at each of them.
const MOST_PIECES: usize = 24;

/// Whether a telephone number ends before this.
fn ends_number(c: char) -> bool {
    c.is_whitespace() || ".,;:!?".contains(c)
}

/// A telephone number that a line goes on with, in one piece or several: its last
/// piece, and what comes after it.
fn phone<'p, 'l>(pieces: &'p [&'l str]) -> Option<(&'l str, &'p [&'l str])> {
    let count = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let first = pieces.first()?;
    let may_begin = first.starts_with(['+', '(']) || (first.starts_with('0') && count(first) > 1);
    if !may_begin {
        return None;
    }
    let (mut digits, mut many) = (0, 0);
    for piece in pieces.iter().take(MOST_PIECES) {
        let bare = piece.trim_end_matches(ends_number);
        let signs = if many == 0 { "+-/()." } else { "-/()" };
        let is_part = bare
            .chars()
            .all(|c| c.is_ascii_digit() || signs.contains(c));
        if bare.is_empty() || !is_part {
            break;
        }
        digits += count(bare);
        many += 1;
        if bare.len() < piece.trim_end().len() {
            break;
        }
    }
    let (number, after) = pieces.split_at_checked(many)?;
    number
        .last()
        .filter(|_| digits >= 7)
        .map(|last| (*last, after))
}

fn in_line(line: &str, names: &[Vec<String>]) -> String {
    let pieces: Vec<&str> = line.split_inclusive(char::is_whitespace).collect();
    let mut rest = pieces.as_slice();
    let mut out = String::with_capacity(line.len());
    while let Some((piece, after)) = rest.split_first() {
        let bare = piece.trim_end();
        if bare.contains('@') && bare.contains('.') {
            out.push_str(LEFT_OUT);
            out.push_str(piece.get(bare.len()..).unwrap_or_default());
            rest = after;
        } else if let Some((last, after)) = phone(rest) {
            out.push_str(LEFT_OUT);
            let kept = last.trim_end_matches(ends_number).len();
            out.push_str(last.get(kept..).unwrap_or_default());
            rest = after;
        } else {
            out.push_str(piece);
            rest = after;
        }
    }
    let line = out;
    let mut found: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    for word in words(&line) {
        let from = at + line.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0);
        at = from + word.len();
        found.push(Word {
            from,
            to: at,
            text: word,
        });
    }
    let mut kept = String::with_capacity(line.len());
    let (mut copied, mut place) = (0, 0);
    while place < found.len() {
        let rest = found.get(place..).unwrap_or_default();
        let name = names.iter().find(|name| {
            rest.len() >= name.len()
                && name
                    .iter()
                    .zip(rest)
                    .all(|(name, word)| is_name(word.text, name))
        });
        let (Some(name), Some(first)) = (name, rest.first()) else {
            place += 1;
            continue;
        };
        let last = rest.get(name.len() - 1).map_or(first.to, |word| word.to);
        kept.push_str(line.get(copied..first.from).unwrap_or_default());
        kept.push_str(LEFT_OUT);
        copied = last;
        place += name.len();
    }
    kept.push_str(line.get(copied..).unwrap_or_default());
    kept
}

/// Whether a word is this name, or what it has of one: `Tom's`, `Haldens`.
fn is_name(word: &str, name: &str) -> bool {
    let word = word.to_lowercase();
    word == *name
        || word
            .strip_prefix(name)
            .is_some_and(|end| matches!(end, "s" | "'s" | "’s" | "'" | "’"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names() -> Vec<String> {
        [
            "Halden Marine",
            "Tom Berg",
            "Tom",
            "Berg",
            "tom.berg@halden.example",
        ]
        .into_iter()
        .map(str::to_owned)
        .collect()
    }

    #[test]
    fn nothing_tells_whose_trouble_it_was() {
        assert_eq!(
            without(
                "Hi TOM BERG, at Halden Marine the dock of Tom's desk stops.\nTom, tom.berg@halden.example, +47 55 12",
                &names()
            ),
            "Hi …, at … the dock of … desk stops.\n…, … +47 55 12"
        );
        assert_eq!(without("Call +4755123456 now", &[]), "Call … now");
        assert_eq!(
            without("Call +47 55 12 34 56, (030) 555-1234 or 0171 1234567.", &[]),
            "Call …, … or …."
        );
        assert_eq!(
            without("0 0 255 255 255, 10 +4", &[]),
            "0 0 255 255 255, 10 +4"
        );
        assert_eq!(without("Atomic bergamot", &names()), "Atomic bergamot");
    }

    #[test]
    fn a_line_of_brackets_is_gone_through_once() {
        let brackets = "( ".repeat(200_000);
        assert_eq!(without(&brackets, &[]), brackets);
    }

    proptest! {
        #[test]
        fn a_name_never_comes_through(before in "[a-z ,.]{0,20}", after in "[ ,.!][a-z ]{0,20}") {
            let said = format!("{before} Ines{after}");
            let kept = without(&said, &["Ines".to_owned()]);
            prop_assert!(!kept.contains("Ines"), "{}", kept);
        }
    }
}

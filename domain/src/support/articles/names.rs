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

fn in_line(line: &str, names: &[Vec<String>]) -> String {
    let mut out = String::with_capacity(line.len());
    for piece in line.split_inclusive(char::is_whitespace) {
        let bare = piece.trim_end();
        let is_mail = bare.contains('@') && bare.contains('.');
        let digits = bare.chars().filter(char::is_ascii_digit).count();
        let is_phone = digits >= 7
            && bare.starts_with(['+', '0', '('])
            && bare
                .chars()
                .all(|c| c.is_ascii_digit() || "+-/(). ".contains(c));
        if is_mail || is_phone {
            out.push_str(LEFT_OUT);
            out.push_str(piece.get(bare.len()..).unwrap_or_default());
        } else {
            out.push_str(piece);
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
        assert_eq!(without("Atomic bergamot", &names()), "Atomic bergamot");
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

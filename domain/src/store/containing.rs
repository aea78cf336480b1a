//! What `LIKE` looks for to find words anywhere in a text in small letters.

/// The most letters that are looked for: SQLite takes no pattern of fifty thousand, and
/// nobody types so many.
const LONGEST: usize = 1_000;

/// The pattern for `lower(text) LIKE ('' || $1) ESCAPE '\'`: the words as they were
/// typed, in small letters, whatever is around them. `%` and `_` mean themselves.
///
/// Neither engine is sure to know the small letters of others than those of ASCII,
/// so that an umlaut stands for any letter: better one hit more than that "Über" is
/// not found.
#[must_use]
pub fn containing(words: &str) -> String {
    let mut pattern = "%".to_owned();
    for c in words.trim().to_lowercase().chars().take(LONGEST) {
        match c {
            '\\' | '%' | '_' => pattern.extend(['\\', c]),
            c if !c.is_ascii() && c.to_uppercase().count() == 1 && !c.to_uppercase().eq([c]) => {
                pattern.push('_');
            }
            c => pattern.push(c),
        }
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use crate::store::testing::both_engines;
    use crate::store::{Query, Scope};

    #[test]
    fn what_means_something_to_like_means_itself() {
        assert_eq!(containing(" 100%_\\ "), r"%100\%\_\\%");
        assert_eq!(containing(""), "%%");
        assert_eq!(containing("Straße Über"), "%straße _ber%");
    }

    both_engines!(words_are_found_however_they_are_written, |db| async move {
        let mut read = db.read(Scope::system()).await.unwrap();
        // As much as an address may have.
        let long = "%".repeat(60_000);
        for (text, typed, found) in [
            ("Müller", "müller", true),
            ("MÜLLER", "müller", true),
            ("müller", "MÜLLER", true),
            ("Órgão", "órgão", true),
            ("Miller", "müller", true),
            ("Mller", "müller", false),
            ("50 % off", "50 %", true),
            ("50 x off", "50 %", false),
            ("a_b", "A_B", true),
            ("axb", "a_b", false),
            ("Maß", "maß", true),
            ("Long", long.as_str(), false),
        ] {
            let (hit,): (i64,) = read
                .one(
                    "SELECT COUNT(*) FROM (SELECT $1 AS text) t
                     WHERE lower(t.text) LIKE ('' || $2) ESCAPE '\\'",
                    args![text, containing(typed)],
                )
                .await
                .unwrap();
            assert_eq!(hit == 1, found, "{text} {typed}");
        }
    });
}

//! By which words a unit is found: its tags, its serial number, what it is.

use super::service_tag;

/// A tag or a serial number as it is looked for: spelling aside.
#[must_use]
pub fn key(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// The same for a tag. One of ours may be typed with spaces and hyphens in it, as
/// it is read aloud.
#[must_use]
pub fn tag_key(typed: &str) -> String {
    match service_tag::read(typed) {
        Some(ours) => key(&ours),
        None => key(typed),
    }
}

/// All that a unit is found by, in small letters.
#[must_use]
pub fn words(parts: &[&str]) -> String {
    let some: Vec<&str> = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    some.join(" ").to_lowercase()
}

/// How many words a list looks for.
pub const MOST_WORDS: usize = 3;

/// What was typed into a list, as patterns that all have to be contained. What is
/// more than [`MOST_WORDS`] belongs to the last of them.
#[must_use]
pub fn patterns(typed: &str) -> [String; MOST_WORDS] {
    let mut all: [String; MOST_WORDS] = Default::default();
    let typed = typed.trim().to_lowercase();
    let split = typed.splitn(MOST_WORDS, char::is_whitespace);
    for (pattern, word) in all.iter_mut().zip(split) {
        let word = word.trim();
        if word.is_empty() {
            continue;
        }
        // One of ours may be typed as it is read aloud.
        let word = tag_key(word);
        pattern.push('%');
        for c in word.chars() {
            if matches!(c, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        pattern.push('%');
    }
    all
}

/// No character sorts after this one.
pub(super) const LAST: char = '\u{10ffff}';

/// From where and until where numbers begin with each of the words, which may be
/// a tag or a serial number; from the end of all on where there is no word.
#[must_use]
pub fn ranges(typed: &str) -> [(String, String); MOST_WORDS] {
    let mut all = [(); MOST_WORDS].map(|()| (LAST.to_string(), LAST.to_string()));
    let typed = typed.trim().to_lowercase();
    let split = typed.splitn(MOST_WORDS, char::is_whitespace);
    let words = split.map(str::trim).filter(|word| !word.is_empty());
    for (range, word) in all.iter_mut().zip(words) {
        let word = tag_key(word);
        *range = (word.clone(), format!("{word}{LAST}"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_tags_are_found_however_they_are_typed() {
        let tag = service_tag::service_tag(4711);
        let (one, other) = tag.split_at(3);
        assert_eq!(
            tag_key(&format!(" {}-{} ", one.to_lowercase(), other)),
            key(&tag)
        );
        assert_eq!(tag_key(" HM-00 12 "), "hm-00 12");
    }

    #[test]
    fn each_word_may_begin_a_number() {
        let end = LAST.to_string();
        let [one, two, three] = ranges("Dell  S-12");
        assert_eq!(one, ("dell".to_owned(), format!("dell{LAST}")));
        assert_eq!(two, ("s-12".to_owned(), format!("s-12{LAST}")));
        assert_eq!(three, (end.clone(), end));
        assert!("s-129" >= two.0.as_str() && "s-129" < two.1.as_str());
        assert!("s-2" >= two.1.as_str());
    }

    #[test]
    fn words_are_looked_for_one_by_one_and_to_the_letter() {
        assert_eq!(patterns("Dell  7440")[0], "%dell%");
        assert_eq!(patterns("a b c d"), ["%a%", "%b%", "%c d%"]);
        assert_eq!(patterns("100%_")[0], "%100\\%\\_%");
        assert_eq!(patterns("  "), ["", "", ""]);
        assert_eq!(words(&["A1", "", " Dock "]), "a1 dock");
    }
}

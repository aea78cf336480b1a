//! The languages that software speaks, each by the name that its own speakers give it,
//! which needs no translation.

/// The code (BCP 47) and the name of each that can be chosen.
pub const SPOKEN: &[(&str, &str)] = &[
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("hu", "Magyar"),
    ("nl", "Nederlands"),
    ("nb", "Norsk bokmål"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("pt-BR", "Português (Brasil)"),
    ("ro", "Română"),
    ("fi", "Suomi"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("el", "Ελληνικά"),
    ("uk", "Українська"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
];

/// The chosen ones as they are kept: their codes, each once, in the order of
/// [`SPOKEN`], with a blank between. What can't be chosen is left out.
#[must_use]
pub fn kept(chosen: &[impl AsRef<str>]) -> String {
    SPOKEN
        .iter()
        .map(|(code, _)| *code)
        .filter(|code| chosen.iter().any(|one| one.as_ref() == *code))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What the kept ones are called.
#[must_use]
pub fn names(kept: &str) -> Vec<&'static str> {
    SPOKEN
        .iter()
        .filter(|(code, _)| kept.split(' ').any(|one| one == *code))
        .map(|(_, name)| *name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_may_be_for_several() {
        let chosen = kept(&["fr", "de", "xx", "de"]);
        assert_eq!(chosen, "de fr");
        assert_eq!(names(&chosen), ["Deutsch", "Français"]);
        assert!(names("").is_empty());
        // One is not another that begins alike.
        assert_eq!(names(&kept(&["pt-BR"])), ["Português (Brasil)"]);
    }

    proptest! {
        #[test]
        fn what_is_kept_is_what_was_chosen(places in prop::collection::btree_set(0_usize..SPOKEN.len(), 0..8)) {
            let codes: Vec<&str> = places.iter().map(|place| SPOKEN[*place].0).collect();
            let wanted: Vec<&str> = places.iter().map(|place| SPOKEN[*place].1).collect();
            prop_assert_eq!(names(&kept(&codes)), wanted);
        }
    }
}

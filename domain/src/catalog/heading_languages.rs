//! The headings that say in which language a column's texts are: which of them
//! are names and descriptions of products in a language that is read here, and
//! which only repeat another column in one that nobody reads.

use super::file_facts::{ColumnFacts, FileFacts};
use super::further_languages;
use super::headings::{meanings, plain_name, without_language};
use super::role::Role;
use crate::text::Language;

/// The text of another language than the first that a column is called: `name (de)`,
/// `name_de`, `German name`; or just `Bezeichnung`, where another column is called
/// `name`.
pub(super) fn in_another_language(name: &str, facts: &FileFacts) -> Option<Role> {
    let role = |thing: &str, language| match meanings(thing).first() {
        Some(&"name") => Some(Role::LocalName { language }),
        Some(&"description") => Some(Role::LocalDescription { language }),
        _ => None,
    };
    for language in further_languages() {
        let code = language.code();
        let own = language.own_name().to_lowercase();
        let english = language.english_name().to_lowercase();
        for called in [code, &own, &english] {
            let thing = name
                .strip_suffix(&format!(" ({called})"))
                .or_else(|| name.strip_suffix(&format!(" [{called}]")))
                .or_else(|| name.strip_suffix(&format!(" {called}")))
                .or_else(|| name.strip_prefix(&format!("{called} ")));
            if let Some(role) = thing.and_then(|thing| role(thing, language)) {
                return Some(role);
            }
        }
    }
    // Which of two names is the first language's is only said by the language of
    // their headings.
    let (language, thing) = heading_in(name)?;
    let first = |other: &ColumnFacts| {
        let other = plain_name(&other.name);
        heading_in(&other).is_none() && meanings(&other).first() == meanings(thing).first()
    };
    facts
        .columns
        .iter()
        .any(first)
        .then(|| role(thing, language))
        .flatten()
}

/// The headings of names and descriptions that are words of another language than
/// the first: which, and what they mean.
fn heading_in(name: &str) -> Option<(Language, &'static str)> {
    match name {
        "bezeichnung" | "artikelbezeichnung" | "produktname" => Some((Language::German, "name")),
        "beschreibung" => Some((Language::German, "description")),
        _ => None,
    }
}

/// The languages that other systems name their columns by.
const LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hungarian", "hu"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("norwegian", "nb"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("thai", "th"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
];

/// Whether a column says what another says, too, in a language that nobody reads
/// here: `Spanish product name` beside `English product name` or `Product name`.
pub(super) fn is_a_translation(column: &ColumnFacts, facts: &FileFacts) -> bool {
    let name = plain_name(&column.name);
    let thing = LANGUAGES.iter().find_map(|(language, code)| {
        name.strip_prefix(language)
            .or_else(|| name.strip_suffix(&format!(" ({language})")))
            .or_else(|| name.strip_suffix(&format!(" ({code})")))
            .or_else(|| name.strip_suffix(&format!(" [{code}]")))
            .map(str::trim)
    });
    let told = |other: &ColumnFacts| plain_name(&other.name);
    thing.is_some_and(|thing| {
        (facts.columns.iter()).any(|other| without_language(&told(other)) == thing)
    })
}

#[cfg(test)]
mod tests {
    use super::super::mapping::{ImportKind, Mapping};
    use super::*;
    use crate::Currency;

    fn roles(headings: &str) -> Vec<Role> {
        let cells = headings.split('|').map(|_| "Maus").collect::<Vec<_>>();
        let text = format!("{headings}\n{}", cells.join("|"));
        let facts = [FileFacts::of("x.csv", &text)];
        let mut mapping = Mapping::guess(ImportKind::Products, &facts, None, Currency::USD);
        let columns = mapping.files.remove(0).columns.into_iter();
        columns.map(|column| column.role).collect()
    }

    #[test]
    fn texts_in_other_languages_are_known_by_their_headings() {
        let language = Language::German;
        let (name, description) = (
            Role::LocalName { language },
            Role::LocalDescription { language },
        );
        for heading in [
            "Name (de)",
            "name_de",
            "NAME-DE",
            "Name (German)",
            "Name (Deutsch)",
            "German name",
            "Bezeichnung",
            "Bezeichnung (DE)",
            "Produktname",
        ] {
            assert_eq!(roles(&format!("{heading}|Name"))[0], name, "{heading}");
            assert_eq!(roles(&format!("Name|{heading}"))[1], name, "{heading}");
        }
        for heading in ["Description (de)", "description_de", "Beschreibung"] {
            let heading = format!("Name|{heading}|Description");
            assert_eq!(roles(&heading)[1], description, "{heading}");
        }
        // Alone it is the name that there is.
        assert_eq!(
            roles("Bezeichnung|Beschreibung"),
            [Role::Name, Role::Description]
        );
        assert_eq!(roles("Name|Code (de)")[1].code(), "choice");
        let prices = FileFacts::of("x.csv", "sku|name|name_de|price\nA|B|C|1");
        let mapping = Mapping::guess(ImportKind::Prices, &[prices], None, Currency::EUR);
        assert_eq!(mapping.files[0].columns[2].role, Role::Ignore);
    }

    #[test]
    fn what_says_the_same_in_a_language_that_nobody_reads_is_left_out() {
        let codes = |headings: &str| -> Vec<String> {
            let roles = roles(headings).into_iter();
            roles.map(|role| role.code().to_owned()).collect()
        };
        assert_eq!(
            codes("EnglishProductName|SpanishProductName|GermanProductName|French roast"),
            ["name", "ignore", "name-de", "choice"]
        );
        assert_eq!(
            codes("name|name (fr)|Colour|Spanish colour|English size|Thai size"),
            ["name", "ignore", "choice", "ignore", "choice", "ignore"]
        );
    }
}

//! Articles that may spare whoever is about to ask: by the words of the subject and the
//! product it is about.

use super::search::{FOUND, FoundArticle, RANKED, categories_up, is_about, may_read};
use crate::args;
use crate::catalog::words::{beginning, plain_words};
use crate::id::CustomerId;
use crate::store::{IntoValue, JsonRows, Read, Result};
use crate::text::Language;
use std::sync::LazyLock;

/// The least letters of a word of a subject that articles are suggested by.
const SHORTEST: usize = 4;
/// How many articles are suggested.
const SUGGESTED: i64 = 4;

/// Words that every question has and that say nothing of what it is about.
const EMPTY: &[&str] = &[
    "about", "after", "again", "also", "always", "and", "another", "because", "before", "cannot",
    "does", "doesn", "from", "have", "help", "just", "need", "needs", "not", "please", "since",
    "some", "that", "their", "then", "there", "this", "very", "want", "what", "when", "where",
    "which", "while", "will", "with", "would", "your", "aber", "auch", "bitte", "dass", "denn",
    "dies", "diese", "dieser", "doch", "eine", "einen", "einer", "geht", "haben", "hilfe", "immer",
    "kann", "kein", "keine", "mehr", "mein", "meine", "nach", "nicht", "oder", "sehr", "seit",
    "sich", "sind", "uber", "unser", "unsere", "warum", "wenn", "wird", "wurde",
];

/// The words of a subject by which articles are suggested.
fn telling(subject: &str) -> Vec<String> {
    let plain = plain_words(subject);
    let mut words: Vec<String> = Vec::new();
    for word in plain.split(' ') {
        // Whoever types more has each word compared with these few, not with all.
        if words.len() == RANKED * 2 {
            break;
        }
        let says_something = word.chars().count() >= SHORTEST && !EMPTY.contains(&word);
        if says_something && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Articles that may spare whoever is about to ask: those with most of the words of
/// the subject, of which one at least stands in the title, or two anywhere; what is
/// about the product first. One statement, or none if the subject says nothing.
pub(super) async fn suggest(
    read: &mut Read,
    customer: CustomerId,
    language: &str,
    subject: &str,
    sku: &str,
) -> Result<Vec<FoundArticle>> {
    // $1 the customer, $2 no internal ones, $3 the language, $4 the SKU or nothing,
    // $5 the question, $6 how many at most, $7 to $14 the words.
    static SUGGEST: LazyLock<JsonRows> = LazyLock::new(|| {
        let readable = may_read("$1", "$2");
        let (about, up) = (is_about("$4"), categories_up("$4"));
        let count = |place: &str| {
            (7..7 + RANKED * 2)
                .map(|word| {
                    format!(
                        "CASE WHEN ${word} <> '' AND instr({place}, ${word}) > 0 THEN 1 ELSE 0 END"
                    )
                })
                .collect::<Vec<_>>()
                .join(" + ")
        };
        // Where a word begins with one of the subject's: `dock` is in `docking`.
        let (in_title, anywhere) = (count("t.title_words"), count("' ' || t.words"));
        JsonRows::new(
            FOUND,
            &format!(
                "WITH RECURSIVE {up},
                 hit AS MATERIALIZED (
                     SELECT t.article_id, t.number, t.language, {in_title} AS in_title,
                         {anywhere} AS anywhere,
                         CASE WHEN $4 <> '' AND {about} THEN 1 ELSE 0 END AS about
                     FROM article_text t
                     WHERE t.number IN (SELECT rowid FROM article_search($5)) AND {readable}
                         /* customer_id */
                 ),
                 best AS (
                     SELECT h.*, ROW_NUMBER() OVER (PARTITION BY h.article_id
                         ORDER BY CASE WHEN h.language = $3 THEN 0 ELSE 1 END, h.number) AS place
                     FROM hit h WHERE h.in_title + h.about > 0 OR h.anywhere > 1
                 )
                 SELECT a.id, t.slug, t.title, t.language, substr(t.plain, 1, 200) AS piece,
                     a.audience, a.problem, 0 AS total, 0 AS level
                 FROM best b
                 JOIN article_text t ON t.number = b.number
                 JOIN article a ON a.id = t.article_id
                 WHERE b.place = 1 AND {readable} AND b.in_title + b.anywhere > 1
                 ORDER BY b.about DESC, b.in_title DESC, b.anywhere DESC, t.title, t.number
                 LIMIT ($6 + 0)"
            ),
        )
    });
    let words = telling(subject);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let any: Vec<String> = words
        .iter()
        .map(|word| format!("{}*", beginning(word)))
        .collect();
    let language = Language::from_code(language).unwrap_or_default();
    let mut args = args![
        customer,
        false,
        language.code(),
        sku.trim(),
        any.join(" OR "),
        SUGGESTED
    ];
    let mut ranked = words.into_iter().map(|word| format!(" {word}"));
    args.extend((0..RANKED * 2).map(|_| ranked.next().unwrap_or_default().value()));
    SUGGEST.all(read, args).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_for_what_it_is_about() {
        assert_eq!(
            telling("Please help: the dock does not charge my laptop"),
            ["dock", "charge", "laptop"]
        );
        assert!(telling("It is not ok").is_empty());
    }

    #[test]
    fn of_a_subject_as_long_as_a_form_only_the_first_words_count() {
        let long: String = (10_000..110_000).map(|word| format!("w{word} ")).collect();
        let words = telling(&long);
        assert_eq!(words.len(), RANKED * 2);
        assert_eq!(words.first().map(String::as_str), Some("w10000"));
    }
}

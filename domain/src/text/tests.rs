//! The message files against each other and against the code.

use super::messages::{files, messages_in};
use super::{Arg, Language, Words};
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Every message of a language with the variables it takes.
fn messages(language: Language) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (room, text) in files(language) {
        let parsed = FluentResource::try_new((*text).to_owned());
        if let Err((_, errors)) = &parsed {
            panic!("{}/{room}.ftl: {errors:?}", language.code());
        }
        let mut current = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(id) = messages_in(line).next() {
                assert!(
                    all.insert(id, BTreeSet::new()).is_none(),
                    "{}: {id} is defined twice",
                    language.code()
                );
                current = Some(id);
            }
            let Some(variables) = current.and_then(|id| all.get_mut(id)) else {
                continue;
            };
            variables.extend(line.split('$').skip(1).map(|rest| {
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                    .collect()
            }));
        }
    }
    all
}

/// The text of every source file, without this one.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs")
                && !path.ends_with("text/tests.rs")
            {
                // Examples in comments name messages that need not exist.
                let text = fs::read_to_string(&path).unwrap();
                let code: Vec<_> = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .collect();
                found.push((path, code.join("\n")));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in ["app/src", "domain/src", "server/src"] {
        walk(&root.join(folder), &mut found);
    }
    found
}

/// The string literals that directly follow `before`, over line ends.
fn literals_after<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(|rest| {
        let literal = rest.trim_start().strip_prefix('"')?;
        literal.split('"').next()
    })
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let english = messages(Language::English);
    for language in Language::ALL {
        let theirs = messages(*language);
        let ids: BTreeSet<_> = english.keys().chain(theirs.keys()).collect();
        let differences: Vec<_> = ids
            .into_iter()
            .filter(|id| english.get(*id) != theirs.get(*id))
            .map(|id| (id, english.get(id), theirs.get(id)))
            .collect();
        assert!(
            differences.is_empty(),
            "{}: {differences:#?}",
            language.code()
        );
    }
}

#[test]
fn every_message_that_code_asks_for_exists() {
    let known = messages(Language::English);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for id in literals_after(&text, ".say(") {
            match known.get(id) {
                None => wrong.push(format!("{}: no message {id}", path.display())),
                Some(variables) if !variables.is_empty() => {
                    wrong.push(format!(
                        "{}: {id} needs say_with {variables:?}",
                        path.display()
                    ));
                }
                Some(_) => {}
            }
        }
        for id in literals_after(&text, ".say_with(") {
            if !known.contains_key(id) {
                wrong.push(format!("{}: no message {id}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_message_is_used() {
    let sources = sources();
    let literals: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, text)| text.split('"'))
        .collect();
    let unused: Vec<_> = messages(Language::English)
        .into_keys()
        .filter(|id| !literals.contains(id))
        .filter(|id| !kind_of_mail(id).is_some_and(|kind| literals.contains(kind)))
        .collect();
    assert!(
        unused.is_empty(),
        "no code names these messages: {unused:#?}"
    );
}

/// `order-placed` for `mail-order-placed-subject`: mails are looked up by the
/// kind that is given to the outbox.
fn kind_of_mail(id: &str) -> Option<&str> {
    let rest = id.strip_prefix("mail-")?;
    MAIL_PARTS.iter().find_map(|part| rest.strip_suffix(part))
}

const MAIL_PARTS: [&str; 3] = ["-subject", "-text", "-button"];

#[test]
fn every_mail_has_all_its_parts() {
    let known = messages(Language::English);
    let mut kinds: BTreeSet<String> = known
        .keys()
        .filter_map(|id| kind_of_mail(id))
        .map(str::to_owned)
        .collect();
    // A kind that is put into the outbox must have texts at all.
    for (_, text) in sources() {
        for message in text.split("Message {").skip(1) {
            let kind = literals_after(message, "kind:").next();
            let near = kind.filter(|kind| message.find(kind).is_some_and(|at| at < 60));
            kinds.extend(near.map(str::to_owned));
        }
    }
    let missing: Vec<String> = kinds
        .iter()
        .flat_map(|kind| MAIL_PARTS.map(|part| format!("mail-{kind}{part}")))
        .filter(|id| !known.contains_key(id.as_str()))
        .collect();
    assert!(missing.is_empty(), "no such messages: {missing:#?}");
}

#[test]
fn a_message_without_variables_is_ready_and_one_with_them_is_filled() {
    let english = Words::new(Language::English, "UTC");
    let german = Words::new(Language::German, "UTC");
    assert_eq!(english.say("frame-catalog"), "Catalog");
    assert_eq!(german.say("frame-catalog"), "Katalog");
    let rows = |words: Words, count: i64| words.say_with("frame-rows", &[("count", count.into())]);
    assert_eq!(rows(english, 1), "1 row");
    assert_eq!(rows(english, 66_778), "66,778 rows");
    assert_eq!(rows(german, 66_778), "66.778 Zeilen");
}

#[test]
fn a_missing_message_shows_its_name() {
    let words = Words::new(Language::German, "UTC");
    let (none, gone) = ("frame-no-such-thing", "frame-gone");
    assert_eq!(words.say(none), none);
    assert_eq!(words.say_with(gone, &[("x", Arg::from(1))]), gone);
}

#[test]
fn every_message_can_be_said_in_every_language() {
    for language in Language::ALL {
        let words = Words::new(*language, "UTC");
        for (id, variables) in messages(*language) {
            let names: Vec<&'static str> = variables
                .iter()
                .map(|name| &*Box::leak(name.clone().into_boxed_str()))
                .collect();
            let args: Vec<_> = names.iter().map(|name| (*name, Arg::from(2))).collect();
            let text = words.say_with(id, &args);
            assert!(!text.contains(['{', '}', '\u{2068}']), "{id}: {text}");
            if variables.is_empty() {
                assert_eq!(words.say(id), text);
            }
        }
    }
}

//! The message files, parsed once per process.

use super::Language;
use crate::Quantity;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, Mutex, PoisonError};
use unic_langid::LanguageIdentifier;

macro_rules! files {
    ($($room:literal),+ $(,)?) => {
        /// The message files of one language: the room and the file's text.
        pub(super) const fn files(language: Language) -> &'static [(&'static str, &'static str)] {
            match language {
                Language::English => &[$(($room, include_str!(concat!("../../messages/en/", $room, ".ftl")))),+],
                Language::German => &[$(($room, include_str!(concat!("../../messages/de/", $room, ".ftl")))),+],
            }
        }
    };
}

files![
    "frame",
    "identity",
    "catalog",
    "agreements",
    "configurations",
    "requests",
    "assets",
    "orders",
    "profile",
    "plays",
    "site",
    "files",
    "support",
    "subscriptions",
    "publications",
    "downloads",
    "articles",
    "audit",
    "mail",
];

/// A value for a variable of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg<'a> {
    /// Text, put in as it is.
    Text(Cow<'a, str>),
    /// A number: it chooses the plural form and is written in the reader's
    /// way (1,204 or 1.204).
    Number(i64),
    /// A number with decimals.
    Decimal(f64),
}

macro_rules! arg_from {
    ($($from:ty => |$value:ident| $make:expr),+ $(,)?) => {$(
        impl<'a> From<$from> for Arg<'a> {
            fn from($value: $from) -> Self { $make }
        }
    )+};
}

arg_from! {
    &'a str => |text| Arg::Text(Cow::Borrowed(text)),
    &'a String => |text| Arg::Text(Cow::Borrowed(text)),
    String => |text| Arg::Text(Cow::Owned(text)),
    i64 => |number| Arg::Number(number),
    i32 => |number| Arg::Number(i64::from(number)),
    u32 => |number| Arg::Number(i64::from(number)),
    usize => |number| Arg::Number(i64::try_from(number).unwrap_or(i64::MAX)),
    f64 => |number| Arg::Decimal(number),
    Quantity => |quantity| if quantity.thousandths() % 1000 == 0 {
        Arg::Number(quantity.thousandths() / 1000)
    } else {
        Arg::Decimal(quantity.thousandths() as f64 / 1000.0)
    },
}

impl Arg<'_> {
    fn value(&self) -> FluentValue<'_> {
        match self {
            Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Arg::Number(number) => FluentValue::Number(FluentNumber::from(*number)),
            Arg::Decimal(number) => FluentValue::Number(FluentNumber::from(*number)),
        }
    }
}

/// The messages of one language.
struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// The messages without variables, ready to be written.
    plain: HashMap<&'static str, &'static str>,
    /// Those that are text with variables in it and nothing else, which are put
    /// together without Fluent's machinery: a page writes a hundred of them.
    simple: HashMap<&'static str, Vec<Piece>>,
}

/// A piece of a simple message.
enum Piece {
    Text(Box<str>),
    Variable(Box<str>),
}

/// The pieces of a pattern, if it has no plural forms, terms or functions.
fn pieces(pattern: &Pattern<&str>) -> Option<Vec<Piece>> {
    let piece = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => Some(Piece::Text((*value).into())),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(Piece::Variable(id.name.into())),
        PatternElement::Placeable { .. } => None,
    };
    pattern.elements.iter().map(piece).collect()
}

/// A simple message with its variables filled in; none if one is missing.
fn filled(language: Language, pieces: &[Piece], args: &[(&str, Arg<'_>)]) -> Option<String> {
    let mut text = String::with_capacity(64);
    for piece in pieces {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Variable(name) => match &args.iter().find(|(of, _)| *of == &**name)?.1 {
                Arg::Text(value) => text.push_str(value),
                Arg::Number(number) => text.push_str(&super::numbers::whole(language, *number)),
                Arg::Decimal(number) => text.push_str(&super::numbers::decimal(language, *number)),
            },
        }
    }
    Some(text)
}

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::of(Language::English));
static GERMAN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::of(Language::German));

fn catalogue(language: Language) -> &'static Catalogue {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    }
}

impl Catalogue {
    fn of(language: Language) -> Self {
        let locale: LanguageIdentifier = language.locale().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Marks around each variable would end up in mails, CSV files and
        // page titles; none of our languages is written right to left.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| number_in(Language::English, value),
            Language::German => |value, _| number_in(Language::German, value),
        }));
        let mut ids = Vec::new();
        for (room, text) in files(language) {
            let resource = match FluentResource::try_new((*text).to_owned()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    tracing::error!(room, ?language, ?errors, "message file has errors");
                    resource
                }
            };
            ids.extend(messages_in(text));
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(room, ?language, ?errors, "message defined twice");
            }
        }
        let mut plain = HashMap::with_capacity(ids.len());
        let mut simple = HashMap::new();
        for id in ids {
            let mut errors = Vec::new();
            let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
                continue;
            };
            let text = bundle.format_pattern(pattern, None, &mut errors);
            // A message with variables can't be formatted without them.
            if errors.is_empty() {
                plain.insert(id, &*Box::leak(text.into_owned().into_boxed_str()));
            } else if let Some(pieces) = pieces(pattern) {
                simple.insert(id, pieces);
            }
        }
        Self {
            bundle,
            plain,
            simple,
        }
    }
}

/// The names of the messages in a file.
pub(super) fn messages_in(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter_map(|line| {
        let id = line.split_once('=')?.0.trim_end();
        let named = line.starts_with(|first: char| first.is_ascii_alphabetic());
        (named && !id.contains(' ')).then_some(id)
    })
}

/// The message without variables.
pub(super) fn plain(language: Language, id: &'static str) -> &'static str {
    catalogue(language)
        .plain
        .get(id)
        .copied()
        .unwrap_or_else(|| {
            missing(id);
            id
        })
}

/// The message with its variables filled in.
pub(super) fn with(
    language: Language,
    id: &'static str,
    args: &[(&'static str, Arg<'_>)],
) -> String {
    let catalogue = catalogue(language);
    let simple = catalogue.simple.get(id);
    if let Some(text) = simple.and_then(|pieces| filled(language, pieces, args)) {
        return text;
    }
    let bundle = &catalogue.bundle;
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
        missing(id);
        return id.to_owned();
    };
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        values.set(*name, arg.value());
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut errors);
    if !errors.is_empty() {
        missing(id);
    }
    text.into_owned()
}

/// The message with its variables filled in, if there is one with this name.
pub(super) fn find(language: Language, id: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
    let bundle = &catalogue(language).bundle;
    let pattern = bundle.get_message(id)?.value()?;
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        values.set(*name, arg.value());
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut errors);
    if !errors.is_empty() {
        tracing::error!(
            message = id,
            ?errors,
            "message called without its variables"
        );
    }
    Some(text.into_owned())
}

/// Says once per message that it is missing or lacks a variable.
fn missing(id: &'static str) {
    static TOLD: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    if TOLD
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(id)
    {
        tracing::error!(
            message = id,
            "message missing, or called without its variables"
        );
    }
}

/// Numbers inside messages are written as everywhere else.
fn number_in(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 && number.value.abs() < 9e15 => {
            Some(super::numbers::whole(language, number.value as i64))
        }
        FluentValue::Number(number) => Some(super::numbers::decimal(language, number.value)),
        _ => None,
    }
}

//! Text that people read: messages in their language, and numbers, money and
//! times as they write them.
//!
//! Every sentence of a page or a mail stands in a message file,
//! `domain/messages/<language>/<room>.ftl`, in [Fluent](https://projectfluent.org)
//! syntax. A page asks its [`Words`] for it:
//!
//! ```
//! # use domain::text::{Language, Words};
//! let words = Words::new(Language::English, "Europe/Berlin");
//! assert_eq!(words.say("frame-catalog"), "Catalog");
//! assert_eq!(words.say_with("frame-rows", &[("count", 3.into())]), "3 rows");
//! ```
//!
//! * [`Language`]: which languages there are and which one a reader gets.
//! * [`Zone`]: where the reader's clock hangs.
//! * `messages`: the files, parsed once.
//! * `numbers`, `dates`: ICU4X, with its formatters kept per thread.
//!
//! Two tests keep the files honest: both languages have the same messages with
//! the same variables, and every message is used and every used one exists.

mod csv_cell;
mod dates;
mod language;
mod messages;
mod numbers;
#[cfg(test)]
mod tests;
mod zone;

pub use csv_cell::{csv_row, plain_cell};
pub use dates::Dated;
pub use language::Language;
pub use messages::Arg;
pub use zone::Zone;

/// The reader's language and time zone. Small and `Copy`: hand it to every
/// part of a page that writes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    language: Language,
    zone: Zone,
}

impl Words {
    /// Words in this language, times in this zone: a [`Zone`] or its IANA
    /// name (`"Europe/Berlin"`; an unknown name means UTC).
    #[must_use]
    pub fn new(language: Language, zone: impl Into<Zone>) -> Self {
        Self {
            language,
            zone: zone.into(),
        }
    }

    /// The language.
    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// The time zone.
    #[must_use]
    pub const fn zone(self) -> Zone {
        self.zone
    }

    /// The message with this name, for messages without variables. A name
    /// that no file has is shown as it is and logged once.
    #[must_use]
    pub fn say(self, id: &'static str) -> &'static str {
        messages::plain(self.language, id)
    }

    /// The message with this name and these values for its variables. Numbers
    /// choose the plural form and are written in the reader's way.
    #[must_use]
    pub fn say_with(self, id: &'static str, args: &[(&'static str, Arg<'_>)]) -> String {
        messages::with(self.language, id, args)
    }

    /// The message with this name, if there is one, for names that are known
    /// at run time only, as those of mails are.
    #[must_use]
    pub fn find(self, id: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        messages::find(self.language, id, args)
    }
}

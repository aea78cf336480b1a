//! What came with a mail and was not kept, and why: a pure rule, so that the case
//! can tell. It is stored one a line, the reason before the name; a name never has
//! a colon in it (`mail_in/attachments.rs`).

use super::mail_in::NotKept;
use crate::files::Fault;

/// Why something that came with a mail was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// It could be run, or carries what can.
    Program,
    /// Too large alone, or all of it together.
    TooLarge,
    /// One too many.
    TooMany,
    /// Nothing we can show or hand on safely, whatever its name says.
    Kind,
    /// It can't be read to its end.
    Broken,
    /// Nobody noted it.
    Unknown,
}

impl Why {
    const ALL: [(Why, &'static str); 5] = [
        (Why::Program, "program"),
        (Why::TooLarge, "too-large"),
        (Why::TooMany, "too-many"),
        (Why::Kind, "kind"),
        (Why::Broken, "broken"),
    ];

    fn code(self) -> &'static str {
        let found = Self::ALL.iter().find(|(why, _)| *why == self);
        found.map_or("", |(_, code)| code)
    }

    fn from_code(code: &str) -> Self {
        let found = Self::ALL.iter().find(|(_, known)| *known == code);
        found.map_or(Why::Unknown, |(why, _)| *why)
    }
}

impl From<NotKept> for Why {
    fn from(why: NotKept) -> Self {
        match why {
            NotKept::Program => Why::Program,
            NotKept::TooLarge => Why::TooLarge,
            NotKept::TooMany => Why::TooMany,
        }
    }
}

impl From<Fault> for Why {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::TooLarge | Fault::TooManyPixels => Why::TooLarge,
            Fault::WrongKind => Why::Kind,
            Fault::TooMuchToday => Why::TooMany,
            Fault::Nothing | Fault::Broken => Why::Broken,
        }
    }
}

/// Something that was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What it was called.
    pub name: String,
    /// Why it is not here.
    pub why: Why,
}

impl LeftOut {
    /// Something of this name, left out for this reason.
    #[must_use]
    pub fn new(name: &str, why: impl Into<Why>) -> Self {
        // A name with a line end or a colon would read back as something else.
        let name = name.replace([':', '\n', '\r'], " ");
        Self {
            name: name.trim().to_owned(),
            why: why.into(),
        }
    }
}

/// As it is stored.
#[must_use]
pub fn to_lines(left: &[LeftOut]) -> String {
    let lines: Vec<String> = left
        .iter()
        .map(|one| match one.why {
            Why::Unknown => one.name.clone(),
            why => format!("{}:{}", why.code(), one.name),
        })
        .collect();
    lines.join("\n")
}

/// As it was stored, also before reasons were.
#[must_use]
pub fn from_lines(text: &str) -> Vec<LeftOut> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (why, name) = line.split_once(':').unwrap_or(("", line));
            LeftOut {
                name: name.to_owned(),
                why: Why::from_code(why),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_stored_without_a_reason_is_read() {
        let old = from_lines("logo.gif\nsetup.exe");
        assert_eq!(old.len(), 2);
        assert!(old.iter().all(|one| one.why == Why::Unknown));
        assert_eq!(from_lines(""), []);
    }

    proptest! {
        #[test]
        fn what_is_left_out_reads_back(
            names in proptest::collection::vec("[^\\s]{1,3}[ -~]{0,20}", 0..6),
            at in 0_usize..5,
        ) {
            let left: Vec<LeftOut> = names
                .iter()
                .map(|name| LeftOut::new(name, Why::ALL[at].0))
                .filter(|one| !one.name.is_empty())
                .collect();
            prop_assert_eq!(from_lines(&to_lines(&left)), left);
        }
    }
}

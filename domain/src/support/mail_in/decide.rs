//! What becomes of a mail, once it is read and its case is looked up.

use super::super::case_life::Written;
use super::automatic::Automatic;
use super::{Incoming, Thread};
use uuid::Uuid;

/// The most mails from one address within an hour that are worked on by
/// themselves.
pub const MOST_PER_HOUR: u32 = 30;
/// The most of our automatic answers to one address within an hour.
pub const MOST_ANSWERS_PER_HOUR: u32 = 5;
/// More stations than this on its way mean that a mail goes round in a circle
/// (as for mail servers, RFC 5321, section 6.3).
pub const MOST_STATIONS: usize = 50;

/// What is known about a mail beside what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Circumstances {
    /// The case that [`Incoming::thread`] leads to, if there is one.
    pub case: Option<TheCase>,
    /// How many mails from this address came within the last hour, without this
    /// one.
    pub from_sender: u32,
    /// How many automatic answers went to this address within the last hour.
    pub answered: u32,
    /// A mail with this `Message-ID` from this address was taken in already.
    pub known: bool,
}

/// The case a mail leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TheCase {
    /// Its number; if it was merged, that of the case it goes on in.
    pub number: u64,
    /// What becomes of what is written about it.
    pub written: Written,
    /// The sender's address belongs to somebody who may write to this case.
    pub may_write: bool,
}

/// What becomes of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// What is done with it.
    pub what: What,
    /// Whether a program of ours may confirm that it came. Never to programs, to
    /// strangers (whoever is named may not have written), or too often.
    pub may_answer: bool,
}

/// What is done with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It is written to a case, like anything the customer writes.
    Add {
        /// The case's number.
        case: u64,
    },
    /// It is noted in a case, and nothing follows from it: nobody is woken, no
    /// clock goes on, nothing is opened again.
    Note {
        /// The case's number.
        case: u64,
    },
    /// It begins a case of its sender's company.
    NewCase {
        /// The case it follows, which has ended: named in the new one.
        follows: Option<u64>,
    },
    /// It begins a case of an unverified sender: of no company, seen by our
    /// agents only, and nothing of other cases is told or shown.
    Stranger {
        /// The case it says it continues: a hint for agents.
        mentions: Option<u64>,
    },
    /// A mail of ours did not arrive.
    Bounce {
        /// Which, by its id in the outbox.
        of: Option<Uuid>,
    },
    /// It is kept in the log of mails, and nothing else.
    Ignore(Ignored),
    /// It is kept for a person to look at: too many from one address.
    Hold,
}

/// Why a mail is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ignored {
    /// It is our own, come back.
    Loop,
    /// It was taken in already.
    Again,
    /// An automatic answer or receipt that belongs to no case.
    Automatic,
}

/// What becomes of a mail.
#[must_use]
pub fn decide(mail: &Incoming, so: Circumstances) -> Decision {
    let what = what(mail, so);
    let begun = matches!(what, What::Add { .. } | What::NewCase { .. });
    Decision {
        what,
        may_answer: begun && mail.automation.may_answer && so.answered < MOST_ANSWERS_PER_HOUR,
    }
}

fn what(mail: &Incoming, so: Circumstances) -> What {
    if mail.is_ours || mail.stations > MOST_STATIONS {
        return What::Ignore(Ignored::Loop);
    }
    if so.known {
        return What::Ignore(Ignored::Again);
    }
    if mail.automation.kind == Some(Automatic::DeliveryReport) {
        return What::Bounce {
            of: mail.bounced.or(match mail.thread {
                Some(Thread::Answers(id)) => Some(id),
                _ => None,
            }),
        };
    }
    if so.from_sender >= MOST_PER_HOUR {
        return What::Hold;
    }
    let known = mail.sender.is_verified();
    let case = so.case.filter(|case| known && case.may_write);
    if matches!(
        mail.automation.kind,
        Some(Automatic::Answer | Automatic::Receipt)
    ) {
        return case.map_or(What::Ignore(Ignored::Automatic), |case| What::Note {
            case: case.number,
        });
    }
    if !known {
        return What::Stranger {
            mentions: so.case.map(|case| case.number),
        };
    }
    match case {
        Some(case) if case.written == Written::FollowsUp => What::NewCase {
            follows: Some(case.number),
        },
        Some(case) => What::Add { case: case.number },
        // Somebody who may not see it does not learn that it exists.
        None => What::NewCase { follows: None },
    }
}

//! Staff note a contact of their own: a visit, a call, a mail. What they
//! learned from it becomes a fact like any other.

use super::{Interaction, Kind, Subject, TouchPoint, record};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, InteractionId, MembershipId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, FromRow, Query, Result, StoreError, claim};
use serde_json::json;

/// How staff met somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// At the customer's.
    Visit,
    /// By telephone.
    Call,
    /// Anywhere else, or by video.
    Meeting,
    /// By mail.
    Mail,
}

impl Way {
    /// Every way there is.
    pub const ALL: &'static [Way] = &[Way::Visit, Way::Call, Way::Meeting, Way::Mail];

    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Way::Visit => "visit",
            Way::Call => "call",
            Way::Meeting => "meeting",
            Way::Mail => "mail",
        }
    }

    /// The way stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|way| way.code() == code)
    }
}

/// A contact to note.
#[derive(Debug, Clone)]
pub struct Note {
    /// The customer.
    pub customer: CustomerId,
    /// Whom staff met; nobody in particular if none.
    pub member: Option<MembershipId>,
    /// How.
    pub way: Way,
    /// When.
    pub at: Timestamp,
    /// What it was about, in a sentence or two.
    pub text: String,
    /// What was learned from it; becomes a fact. May be empty.
    pub learned: String,
    /// Whether only the supplier may read it.
    pub internal: bool,
    /// The form's key.
    pub key: FormKey,
}

/// The longest text of a note, in characters.
pub const LONGEST: usize = 2_000;

/// Why nothing was noted.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// Not this person's to do, or no such customer or member.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nothing was written.
    #[error("empty")]
    Empty,
    /// Too much was written.
    #[error("too long")]
    TooLong,
    /// It has not happened yet.
    #[error("in the future")]
    InTheFuture,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(FromRow)]
struct About {
    unit_id: Option<UnitId>,
}

/// Notes a contact.
///
/// # Errors
/// See [`NoteError`].
pub async fn note(db: &Db, actor: &Actor, note: Note, now: Timestamp) -> Result<(), NoteError> {
    actor.demand(Permission::KnowCustomers)?;
    if note.text.trim().is_empty() {
        return Err(NoteError::Empty);
    }
    if note.text.chars().count() > LONGEST || note.learned.chars().count() > LONGEST {
        return Err(NoteError::TooLong);
    }
    // A day's grace: the date field has no time of day.
    if note.at > now.plus_days(1) {
        return Err(NoteError::InTheFuture);
    }
    let who = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = InteractionId::new().to_string();
            if claim(tx, &who, note.key, "note", &answer, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let unit = match note.member {
                Some(member) => {
                    let about: Option<About> = tx
                        .maybe(
                            "SELECT unit_id FROM membership WHERE id = $1 AND customer_id = $2",
                            args![member, note.customer],
                        )
                        .await?;
                    about.ok_or(Denied)?.unit_id
                }
                None => {
                    let there: Option<(CustomerId,)> = tx
                        .maybe(
                            "SELECT id FROM customer WHERE id = $1",
                            args![note.customer],
                        )
                        .await?;
                    there.ok_or(Denied)?;
                    None
                }
            };
            let noted = Interaction {
                customer: note.customer,
                member: note.member,
                unit,
                at: note.at,
                kind: Kind::Noted,
                touch_point: match note.way {
                    Way::Mail => TouchPoint::Mail,
                    Way::Visit | Way::Call | Way::Meeting => TouchPoint::InPerson,
                },
                subject: Subject::Member,
                subject_id: note.member.map(|member| member.0),
                text: note.text.trim().to_owned(),
                amount: None,
                detail: json!({
                    "way": note.way.code(),
                    "learned": note.learned.trim(),
                    "internal": note.internal,
                    "staff": who.person(),
                    "staff_name": who.name(),
                }),
            };
            record(tx, vec![noted]).await?;
            let entry = audit::Entry {
                action: "contact.noted",
                subject: note.customer.to_string(),
                customer: Some(note.customer),
                detail: json!({ "way": note.way.code() }),
            };
            audit::record(tx, &who, entry, now).await?;
            Ok(())
        })
    })
    .await
}

//! Who a page is made for, in which words, and what there is to say first.

use crate::frame::parts::Tone;
use domain::Timestamp;
use domain::files::Pictures;
use domain::identity::Actor;
use domain::text::Words;
use tower_sessions::Session;

/// Everything a page needs to know about the one who asks for it.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Who is asking; `None` before sign-in.
    pub actor: Option<Actor>,
    /// The reader's language and time zone.
    pub words: Words,
    /// Where the pictures are that the reader may see.
    pub pictures: Pictures,
    /// The nonce of this response's content security policy.
    pub nonce: String,
    /// Path and query as asked for: `/catalog?page=2`.
    pub path: String,
    /// Names the request in the log; error pages show it.
    pub request_id: String,
    /// Whether this installation is a demonstration.
    pub demo: bool,
    /// What the last action has to say, shown once.
    pub flash: Option<Flash>,
    /// The moment the request came in.
    pub now: Timestamp,
    /// The session behind it; `None` where there is none, as in tests.
    pub session: Option<Session>,
}

/// A sentence kept in the session until the next page has shown it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    /// Whether it is good or bad news.
    pub tone: Tone,
    /// The sentence, in the reader's language.
    pub text: String,
}

//! What every handler can reach.

use domain::files::Files;
use domain::identity::Email;
use domain::mail::{Delivery, Sender};
use domain::store::Db;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Shared by all handlers; cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    /// The database.
    pub db: Db,
    /// Where pictures and documents are kept.
    pub files: Files,
    /// How this installation is set up.
    pub settings: Arc<Settings>,
}

/// How this installation is set up, as far as pages care.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The supplier's name, as customers read it.
    pub supplier: String,
    /// Whether this is a demonstration: sign-in offers the accounts, mail can
    /// be read in the mailbox.
    pub demo: bool,
    /// The accounts that the sign-in page of a demonstration offers.
    pub demo_accounts: Vec<DemoAccount>,
    /// Where the site is reached, without a slash at the end; for links in
    /// mail: `https://portal.example`.
    pub base_url: String,
    /// Whether the network address of a visitor is what a trusted proxy says
    /// in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Where customers write to for whom nobody is named yet, if anywhere.
    pub contact: Option<Email>,
    /// Where mail goes: to a mail server, or into the console's mailbox only.
    pub delivery: Delivery,
}

impl Settings {
    /// Who writes mail, and where its links lead.
    #[must_use]
    pub fn sender(&self) -> Sender {
        Sender {
            supplier: self.supplier.clone(),
            base_url: self.base_url.clone(),
        }
    }
}

/// An account that the sign-in page of a demonstration offers. Everything
/// about it is fictional, its password included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoAccount {
    /// The address to sign in with.
    pub email: String,
    /// The password.
    pub password: String,
    /// The person's name.
    pub name: String,
    /// The company's name; the supplier's for its own people.
    pub company: String,
    /// What the person does: the code of a role.
    pub role: String,
}

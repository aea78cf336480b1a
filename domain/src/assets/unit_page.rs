//! One unit as people read it: what it is, whose and where; what happened to it; and what
//! stands beside it on its page.

use super::as_built::AsBuilt;
use super::choices::Choices;
use super::documents::{AssetDocument, PaperKind};
use super::holding::Changed;
use super::keeping::Keeping;
use super::lifecycle::{EventKind, State, Step};
use super::linked::Linked;
use crate::id::{AssetId, ConfigurationId, CostCentreId, MembershipId, OrderId, PersonId, UnitId};
use crate::identity::Names;
use crate::orders::ReturnState;
use crate::store::json_or_text;
use crate::support::{CaseLine, Entitled};
use crate::{Day, Timestamp};
use serde::Deserialize;

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Asset {
    /// The unit.
    pub id: AssetId,
    /// Whether it came from us (`order`) or was bought elsewhere (`imported`).
    pub origin: String,
    /// The order it came with.
    pub order_id: Option<OrderId>,
    /// That order's number; empty without one.
    pub order_number: String,
    /// The standard configuration it is of.
    pub configuration_id: Option<ConfigurationId>,
    /// What it was called.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who made it; empty if nobody said so.
    pub manufacturer: String,
    /// The manufacturer's name for it.
    pub model: String,
    /// Its tag.
    pub service_tag: String,
    /// The customer's tag; empty without one.
    pub asset_tag: String,
    /// The manufacturer's number; empty until it is known.
    pub serial_number: String,
    /// How it was built.
    #[serde(deserialize_with = "json_or_text")]
    pub as_built: AsBuilt,
    /// The unit of the company.
    pub unit_id: Option<UnitId>,
    /// The cost centre that bears it.
    pub cost_centre_id: Option<CostCentreId>,
    /// Who has it.
    pub membership_id: Option<MembershipId>,
    /// Where it stands.
    pub place: String,
    /// Where it is in its life.
    pub state: State,
    /// To whom it is lent.
    pub loaned_to: String,
    /// Until when.
    pub loaned_until: Option<Day>,
    /// The last day of its warranty.
    pub warranty_until: Option<Day>,
    /// When it is to be replaced.
    pub refresh_at: Option<Day>,
    /// When it was bought.
    pub bought_at: Option<Day>,
    /// The certificate of the wiping of its data.
    pub wiped: String,
    /// Remarks.
    pub note: String,
    /// How often it was changed.
    pub version: i64,
    /// When it left our house.
    pub shipped_at: Option<Timestamp>,
    /// When it arrived.
    pub delivered_at: Option<Timestamp>,
    /// The number of the return of goods with which it last came to us; empty if it
    /// never did.
    pub return_number: String,
    /// Where that return stands.
    pub return_state: Option<ReturnState>,
    /// Since when.
    pub return_at: Option<Timestamp>,
}

impl Asset {
    /// Whether it was bought elsewhere.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        self.origin == "imported"
    }

    /// Since when we have it to repair it.
    #[must_use]
    pub fn in_repair_since(&self) -> Option<Timestamp> {
        self.return_at.filter(|_| self.state == State::InRepair)
    }

    /// When it was repaired and sent back, if that is what happened to it last of all
    /// that we do with it.
    #[must_use]
    pub fn repaired_at(&self) -> Option<Timestamp> {
        let ours = matches!(self.state, State::InRepair | State::Returned);
        // What came with others that stayed with us went back all the same.
        let over = [Some(ReturnState::SentBack), Some(ReturnState::Closed)];
        let back = over.contains(&self.return_state);
        self.return_at.filter(|_| back && !ours)
    }
}

/// One thing that happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub person_id: PersonId,
    /// What.
    pub kind: EventKind,
    /// What the person wrote; an order's number, a file's name.
    pub text: String,
    /// What was, and what is.
    #[serde(deserialize_with = "json_or_text")]
    pub changes: Vec<Changed>,
}

/// A unit with all that its page shows.
#[derive(Debug, Clone)]
pub struct AssetPage {
    /// The unit.
    pub asset: Asset,
    /// What happened to it, the latest first.
    pub events: Vec<Event>,
    /// What people, units and cost centres are called.
    pub names: Names,
    /// What can be chosen; empty for who may not change it.
    pub choices: Choices,
    /// The numbers by which the same, or what takes its place, may be in the
    /// catalog: its successor's first.
    pub replaced_by: Vec<String>,
    /// The cases about it that the reader sees, the latest first.
    pub cases: Vec<CaseLine>,
    /// What whoever asks for help with it was promised; nothing for those of our
    /// people who don't work on cases.
    pub entitled: Option<Entitled>,
    /// What belongs to it on paper, the latest first.
    pub papers: Vec<AssetDocument>,
    /// How it is kept.
    pub keeping: Keeping,
    /// Whether the reader has it.
    pub own: bool,
    /// What the reader may do with it now.
    pub steps: Vec<Step>,
    /// The number under which it is to be sent back to us, if that is announced for a
    /// case about it and has not happened yet.
    pub announced: Option<String>,
    /// The unit that it replaced, and the one that took its place, as far as the reader
    /// sees them.
    pub linked: Vec<Linked>,
}

impl AssetPage {
    /// Whether it can't be retired before somebody says how its data was wiped:
    /// data lies on it, and no certificate is here.
    #[must_use]
    pub fn needs_certificate(&self) -> bool {
        self.keeping.holds_data
            && !self
                .papers
                .iter()
                .any(|paper| paper.kind == PaperKind::WipeCertificate)
    }
}

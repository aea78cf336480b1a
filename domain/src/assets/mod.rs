//! Equipment, unit by unit: what was delivered, with its tags and how it was
//! built, and what was bought elsewhere; whose it is, who has it, and what
//! happened to it.
//!
//! * [`service_tag`]: our number of a unit, which survives being read aloud.
//! * [`serials`]: serial numbers as the desk pastes them.
//! * [`as_built`]: what a unit was when it left.
//! * [`lifecycle`]: which step is possible in which state, as one table.
//! * [`holding`]: whose a unit is and who has it, and what each step makes of
//!   that; `wanted`, what somebody wants done with it.
//! * [`which_came`]: which units are in a parcel that came back.
//! * [`finding`]: by which words a unit is found.
//! * [`keeping`]: what is kept as equipment at all, and how long it is to last.
//! * [`visibility`]: who of a company sees whose equipment.
//! * [`due`]: the quarters of the years by which replacements are planned.
//! * `begin`: each piece that is kept as equipment becomes a unit, inside the
//!   transaction in which its parcel leaves.
//! * `say_keeping`: curators say what is kept.
//! * `kinds`: what a company's units are, each different one once.
//! * `change`: assign, transfer, lend, give back, take back, describe, retire;
//!   `whom`, whom somebody means by what they typed; `several`, the same with many.
//! * `send_back`: a return of goods arrived, and its units are nobody's any more, or are
//!   repaired; `repair`: they go back, or others in exchange; `of_return`, which they are.
//! * [`replaces`]: which units something is to replace; `replaced`: what of it pages say;
//!   `linked`: which took whose place.
//! * `leave`: somebody leaves the company, and what they had goes elsewhere.
//! * `documents`: invoices and certificates that belong to a unit.
//! * `remind`: who has something lent is told that it is due back; `warranty`: who
//!   manages the company, which warranties end.
//! * `list`, `show` (which reads a `unit_page`), `labels`, `refresh`: what members and
//!   staff look at; `choices`, what there is to choose from beside it; `kept`, how a unit
//!   that is there is kept; `of_all_customers`, a search for staff.
//! * `import`: a file of equipment bought elsewhere is taken in, line by line, also
//!   when the program stops meanwhile; what became of it.
//! * `tagged`: which unit is meant by a tag.
//! * `units`: the units of an order or of a parcel.
//! * `type_serials`: the desk types the manufacturer's numbers.

pub mod as_built;
#[cfg(feature = "store")]
mod begin;
#[cfg(feature = "store")]
mod change;
#[cfg(feature = "store")]
mod choices;
#[cfg(feature = "store")]
mod documents;
#[cfg(feature = "store")]
pub mod due;
pub mod finding;
#[cfg(feature = "store")]
mod history;
pub mod holding;
#[cfg(feature = "store")]
mod import;
#[cfg(feature = "store")]
pub mod keeping;
#[cfg(feature = "store")]
mod kept;
#[cfg(feature = "store")]
mod kinds;
#[cfg(feature = "store")]
mod labels;
#[cfg(feature = "store")]
mod leave;
pub mod lifecycle;
#[cfg(feature = "store")]
mod linked;
#[cfg(feature = "store")]
mod list;
#[cfg(feature = "store")]
mod of_all_customers;
#[cfg(feature = "store")]
mod of_return;
#[cfg(feature = "store")]
mod refresh;
#[cfg(feature = "store")]
mod remind;
#[cfg(feature = "store")]
mod repair;
#[cfg(feature = "store")]
mod replaced;
pub mod replaces;
#[cfg(feature = "store")]
mod say_keeping;
#[cfg(feature = "store")]
mod send_back;
pub mod serials;
pub mod service_tag;
#[cfg(feature = "store")]
mod several;
#[cfg(feature = "store")]
mod show;
#[cfg(feature = "store")]
mod tagged;
#[cfg(feature = "store")]
mod type_serials;
#[cfg(feature = "store")]
mod unit_page;
#[cfg(feature = "store")]
mod units;
pub mod visibility;
mod wanted;
#[cfg(feature = "store")]
mod warranty;
pub mod which_came;
#[cfg(feature = "store")]
mod whom;

pub use as_built::AsBuilt;
pub use holding::Changed;
pub use lifecycle::{EventKind, State, Step};
pub use wanted::{LONGEST_NOTE, LONGEST_TEXT, Wanted, Whom};
pub use which_came::NotClear;

#[cfg(feature = "store")]
pub use begin::{Leaving, MOST_UNITS, Parcel, begin, mark_delivered};
#[cfg(feature = "store")]
pub use change::{AssetError, ChangeAsset, change_asset, path_of};
#[cfg(feature = "store")]
pub use choices::{Choices, Holder, ask_people, choices};
#[cfg(feature = "store")]
pub(crate) use documents::OfUnit;
#[cfg(feature = "store")]
pub use documents::{
    AddPaper, AssetDocument, MOST_PAPERS, PaperError, PaperKind, add_paper, remove_paper,
};
#[cfg(feature = "store")]
pub(crate) use finding::tag_key;
#[cfg(feature = "store")]
pub use import::{
    Answer, AssetImport, ImportAssets, ImportColumn, ImportFailed, MOST_IMPORTED, Outcome,
    asset_imports, go_on_with_import, import_answers, import_assets, import_page, resume_imports,
};
#[cfg(feature = "store")]
pub use kinds::{Kind, MOST_KINDS};
#[cfg(feature = "store")]
pub use labels::{Label, MOST_LABELS, labels};
#[cfg(feature = "store")]
pub use leave::{ask_held, leave};
#[cfg(feature = "store")]
pub use linked::Linked;
#[cfg(feature = "store")]
pub use list::{
    After, AssetList, AssetRow, AssetView, COUNTED, ask_holder, equipment, equipment_rows,
};
#[cfg(feature = "store")]
pub use of_all_customers::{AnyAsset, MOST_FOUND, equipment_of_all, whose_tag};
#[cfg(feature = "store")]
pub use of_return::UnitOfReturn;
#[cfg(feature = "store")]
pub(crate) use of_return::{Done, MOST_OF_RETURN, NotBack, OfReturn, ask_units_of_return};
#[cfg(feature = "store")]
pub use refresh::{Due, refresh_plan};
#[cfg(feature = "store")]
pub use remind::remind_of_loans;
#[cfg(feature = "store")]
pub(crate) use repair::{exchange, go_back};
#[cfg(feature = "store")]
pub use replaced::{OfLine, Replaced};
#[cfg(feature = "store")]
pub(crate) use replaced::{ask_replaced_by_order, ask_replaced_by_request, ask_replaced_in_basket};
#[cfg(feature = "store")]
pub use say_keeping::{
    KeepingError, Keepings, SaidOf, ask_category_keeping, ask_product_keeping, keepings,
    say_keeping,
};
#[cfg(feature = "store")]
pub(crate) use send_back::{CameBack, come_back, stay};
#[cfg(feature = "store")]
pub use several::{ChangeSeveral, MOST_SEVERAL, SeveralError, change_several};
#[cfg(feature = "store")]
pub use show::{asset_page, asset_page_of};
#[cfg(feature = "store")]
pub use tagged::product_of_unit;
#[cfg(feature = "store")]
pub(crate) use tagged::{THE_ONE, Tagged, ask_all_tagged, ask_tagged};
#[cfg(feature = "store")]
pub use type_serials::{SerialsError, TypeSerials, type_serials};
#[cfg(feature = "store")]
pub use unit_page::{Asset, AssetPage, Event};
#[cfg(feature = "store")]
pub(crate) use units::ask_in_exchange;
#[cfg(feature = "store")]
pub use units::{Unit, Units, UnitsOf, ask_units};
#[cfg(feature = "store")]
pub use warranty::remind_of_warranties;

#[cfg(all(test, feature = "testing"))]
mod tests;

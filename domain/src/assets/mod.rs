//! Equipment, unit by unit: what was delivered, with its tags and how it was
//! built, and what was bought elsewhere; whose it is, who has it, and what
//! happened to it.
//!
//! * [`service_tag`]: our number of a unit, which survives being read aloud.
//! * [`serials`]: serial numbers as the desk pastes them.
//! * [`as_built`]: what a unit was when it left.
//! * [`lifecycle`]: which step is possible in which state, as one table.
//! * [`holding`]: whose a unit is and who has it, and what each step makes of
//!   that.
//! * [`finding`]: by which words a unit is found.
//! * [`import_line`]: a line of a file of equipment bought elsewhere.
//! * `begin`: each piece of a configured line becomes a unit, inside the
//!   transaction in which its parcel leaves.
//! * `change`: assign, transfer, lend, give back, take back, describe, retire.
//! * `list`, `show`: what members and staff look at.
//! * `import`: a file of equipment bought elsewhere.
//! * `units`: the units of an order or of a parcel.
//! * `type_serials`: the desk types the manufacturer's numbers.

pub mod as_built;
#[cfg(feature = "store")]
mod begin;
#[cfg(feature = "store")]
mod change;
pub mod finding;
#[cfg(feature = "store")]
mod history;
pub mod holding;
#[cfg(feature = "store")]
mod import;
#[cfg(feature = "store")]
pub mod import_line;
pub mod lifecycle;
#[cfg(feature = "store")]
mod list;
pub mod serials;
pub mod service_tag;
#[cfg(feature = "store")]
mod show;
#[cfg(feature = "store")]
mod type_serials;
#[cfg(feature = "store")]
mod units;

pub use as_built::AsBuilt;
pub use holding::Changed;
pub use lifecycle::{EventKind, State, Step};

#[cfg(feature = "store")]
pub use begin::{Leaving, MOST_UNITS, Parcel, begin, mark_delivered};
#[cfg(feature = "store")]
pub use change::{
    AssetError, ChangeAsset, Holder, LONGEST_NOTE, LONGEST_TEXT, Wanted, change_asset, path_of,
};
#[cfg(feature = "store")]
pub(crate) use finding::tag_key;
#[cfg(feature = "store")]
pub use import::{
    Answer, AssetImport, ImportAssets, ImportFailed, MOST_IMPORTED, Outcome, import_answers,
    import_assets, import_page,
};
#[cfg(feature = "store")]
pub use list::{
    After, AnyAsset, AssetList, AssetRow, AssetView, COUNTED, MOST_FOUND, equipment,
    equipment_of_all, equipment_rows,
};
#[cfg(feature = "store")]
pub use show::{Asset, AssetPage, Choices, Event, Label, MOST_LABELS, asset_page, labels};
#[cfg(feature = "store")]
pub(crate) use show::{THE_ONE, ask_tagged};
#[cfg(feature = "store")]
pub use type_serials::{SerialsError, TypeSerials, type_serials};
#[cfg(feature = "store")]
pub use units::{Unit, Units, UnitsOf, ask_units};

#[cfg(all(test, feature = "testing"))]
mod tests;

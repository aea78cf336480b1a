//! Equipment, unit by unit: what was delivered, with its tags and how it was
//! built. A unit begins when a parcel leaves.
//!
//! * [`service_tag`]: our number of a unit, which survives being read aloud.
//! * [`serials`]: serial numbers as the desk pastes them.
//! * [`as_built`]: what a unit was when it left.
//! * `begin`: each piece of a configured line becomes a unit, inside the
//!   transaction in which its parcel leaves.
//! * `units`: the units of an order or of a parcel.
//! * `type_serials`: the desk types the manufacturer's numbers.

pub mod as_built;
#[cfg(feature = "store")]
mod begin;
pub mod serials;
pub mod service_tag;
#[cfg(feature = "store")]
mod type_serials;
#[cfg(feature = "store")]
mod units;

pub use as_built::AsBuilt;

#[cfg(feature = "store")]
pub use begin::{Leaving, MOST_UNITS, Parcel, begin, mark_delivered};
#[cfg(feature = "store")]
pub use type_serials::{SerialsError, TypeSerials, type_serials};
#[cfg(feature = "store")]
pub use units::{Unit, Units, UnitsOf, ask_units};

#[cfg(all(test, feature = "testing"))]
mod tests;

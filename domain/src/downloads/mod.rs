//! Software that subscribers fetch, and the licences that they have of it.
//!
//! Software with the same *area* is offered together: a plan that gives the area
//! gives all of it, and a licence is for one of it, on one platform. A subscription
//! gives as many licences at a time as it has seats ([`places`]); a licence can be
//! swapped for one of another platform as often in a term as the plan says
//! ([`swaps`]).
//!
//! * `software`, `releases`, `keys`: what curators put there; `desk`: as they see it.
//!   What languages a release speaks says [`languages`].
//! * `area`: what a member finds; `fetch`: fetching it; `areas`: what an area is called,
//!   and which plans can give.
//! * `licences`: taking a licence; `owned`: those that a company has, and for whom their
//!   keys are; `hand`: handing one to somebody;
//!   `left_behind`: taking over those of people who left; `swap`: giving one back for another;
//!   `swap_page`: what is seen before.

#[cfg(feature = "store")]
mod area;
#[cfg(feature = "store")]
mod areas;
#[cfg(feature = "store")]
mod desk;
#[cfg(feature = "store")]
mod fetch;
#[cfg(feature = "store")]
mod hand;
#[cfg(feature = "store")]
mod keys;
pub mod languages;
#[cfg(feature = "store")]
mod left_behind;
#[cfg(feature = "store")]
mod licences;
#[cfg(feature = "store")]
mod owned;
#[cfg(feature = "store")]
pub mod places;
#[cfg(feature = "store")]
mod releases;
#[cfg(feature = "store")]
mod software;
#[cfg(feature = "store")]
mod swap;
#[cfg(feature = "store")]
mod swap_page;
#[cfg(feature = "store")]
pub mod swaps;

#[cfg(feature = "store")]
pub use area::{Area, Downloads, Release, Software, downloads};
#[cfg(feature = "store")]
pub(crate) use areas::area_names;
#[cfg(feature = "store")]
pub use areas::{AreaChoice, AreaNames, NameArea, ask_areas, name_area};
#[cfg(feature = "store")]
pub use desk::{
    DeskRelease, DeskSoftware, DeskSwap, SoftwareDesk, SoftwareList, ask_software_desk,
    ask_software_list,
};
#[cfg(feature = "store")]
pub use fetch::fetch_release;
#[cfg(feature = "store")]
pub use hand::{HandLicence, HandPage, hand_licence, hand_page};
#[cfg(feature = "store")]
pub use keys::{ImportKeys, Imported, KeysError, MOST_KEYS, import_keys};
#[cfg(feature = "store")]
pub use left_behind::{LeftBehind, TakeOver, left_behind, take_over};
#[cfg(feature = "store")]
pub use licences::{LicenceError, TakeLicence, take_licence};
#[cfg(feature = "store")]
pub use owned::Licence;
#[cfg(feature = "store")]
pub use releases::{PutRelease, ReleaseError, put_release, withdraw_release};
#[cfg(feature = "store")]
pub use software::{InArea, SaveSoftware, SoftwareError, SoftwareFault, save_software};
#[cfg(feature = "store")]
pub use swap::{SwapPlatform, swap_platform};
#[cfg(feature = "store")]
pub use swap_page::{SwapPage, SwapTarget, swap_page};

#[cfg(all(test, feature = "testing"))]
mod tests;

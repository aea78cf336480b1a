//! configurations

#[cfg(feature = "store")]
mod usual_options;

#[cfg(feature = "store")]
pub use usual_options::{OfferedOption, offered_options};

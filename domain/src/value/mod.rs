//! What customers are worth beyond what they buy. Its first form.
//!
//! * [`strategic`](strategic()): which customers are candidates for more attention,
//!   and why.

mod strategic;

pub use strategic::{Standing, Strategic, strategic};

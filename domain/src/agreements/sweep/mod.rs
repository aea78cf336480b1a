//! Sweeps: the same change of many customers' agreements at once. Whom it
//! touches is seen before it begins; then it is done in the background, one
//! agreement in one transaction, so that it can be stopped, goes on where it
//! stopped, and does nothing twice.
//!
//! [`whom`](self) finds the agreements, `what.rs` is the change, `begin.rs` writes
//! down what is to be done, `work.rs` does it, `show.rs` tells how far it is.

mod begin;
mod show;
mod what;
mod whom;
mod work;

pub use begin::{BeginSweep, begin_sweep, go_on_with_sweep, stop_sweep};
pub use show::{Sweep, SweepItem, SweepState, sweep, sweeps};
pub use what::{Outcome, Sweeping, Why};
pub use whom::{Swept, Whom, whom_it_touches};
pub use work::work_on_sweeps;

#[cfg(all(test, feature = "testing"))]
mod tests;

//! Requests: what people ask for, who decides, and how it becomes an order.
//!
//! A member fills a basket and submits it as a request; the company's approval
//! policy says whether it needs somebody. Whoever decides answers line by line,
//! and what is approved becomes an order in the same transaction. A manager
//! orders straight from the basket, from a pasted list, or again.
//!
//! * `lifecycle`, `approval_policy`, `decision`, `pasted_lines`: the rules.
//! * `policies`, `cost_centres`: what a company's manager sets.

pub mod approval_policy;
pub mod decision;
pub mod lifecycle;
pub mod pasted_lines;

#[cfg(feature = "store")]
mod cost_centres;
#[cfg(feature = "store")]
mod policies;
#[cfg(feature = "store")]
pub use cost_centres::{
    ChangeCostCentre, CostCentre, CostCentreError, change_cost_centre, cost_centres,
};
#[cfg(feature = "store")]
pub use policies::{Policies, PolicyError, SetPolicy, policies, remove_policy, set_policy};

//! Identity: companies and their units, people and their memberships, roles
//! and permissions, invitations, passwords and sessions.
//!
//! The one thing every other room takes from here is the [`Actor`]: who is
//! asking. Only this room can make one, and whoever holds one can ask it for
//! the [`Scope`] without which no customer's data can be reached.

mod actor;
mod permission;

pub use actor::{Actor, Company, Denied, InForce, Member, Preview, Shopper, Staff, Standing};
pub use permission::{CustomerRole, Permission, Permissions, StaffRole};

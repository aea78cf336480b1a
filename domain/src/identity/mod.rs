//! Identity: companies and their units, people and their memberships, roles
//! and permissions, invitations, passwords and sessions.
//!
//! The one thing every other room takes from here is the [`Actor`]: who is
//! asking. Only this room can make one, and whoever holds one can ask it for
//! the [`Scope`](crate::store::Scope) without which no customer's data can be
//! reached.
//!
//! * Who is asking: `actor`, made by `standing` from a session; `permission`, what roles may;
//!   `in_force` and `coming`, which agreements apply to a person, now and later; `preview` and
//!   `stand_in`, the supplier's people on a customer's site.
//! * Coming in: `sign_in`, `sessions`, `password`, `reset`, `attempts`, `token`; `invitations`
//!   and `accept_invitation`; `enrol`, the first administrator.
//! * Companies and people: `companies`, `firm` (from files), `units`, `members`,
//!   `change_member`, `staff`, `account_team`, `segment`, `tier`, `preferences`, `names`,
//!   `email`, `person_name`; `tell`, whom to tell of something; `bulk`, for load tests.

mod actor;
#[cfg(feature = "store")]
mod coming;
mod email;
mod in_force;
mod permission;
mod person_name;
#[cfg(feature = "store")]
mod tell;
mod tier;

#[cfg(feature = "store")]
mod accept_invitation;
#[cfg(feature = "store")]
mod account_team;
#[cfg(feature = "store")]
mod attempts;
#[cfg(feature = "store")]
mod bulk;
#[cfg(feature = "store")]
mod change_member;
#[cfg(feature = "store")]
mod companies;
#[cfg(feature = "store")]
mod enrol;
#[cfg(feature = "store")]
mod firm;
#[cfg(feature = "store")]
mod invitations;
#[cfg(feature = "store")]
mod members;
#[cfg(feature = "store")]
mod names;
#[cfg(feature = "store")]
mod password;
#[cfg(feature = "store")]
mod preferences;
#[cfg(feature = "store")]
mod preview;
#[cfg(feature = "store")]
mod reset;
mod segment;
#[cfg(feature = "store")]
mod sessions;
#[cfg(feature = "store")]
mod sign_in;
#[cfg(feature = "store")]
mod staff;
#[cfg(feature = "store")]
mod stand_in;
#[cfg(feature = "store")]
mod standing;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(feature = "store")]
mod token;
#[cfg(feature = "store")]
mod units;

pub use actor::{Actor, Company, Denied, Member, Preview, Shopper, Staff, Standing};
pub use email::{Email, NotAnEmail};
pub use in_force::{Agreed, InForce, Reach};
pub use permission::{CustomerRole, Permission, Permissions, StaffRole};
pub use person_name::{LONGEST_NAME, NotAName, person_name};
pub use tier::Tier;

#[cfg(feature = "store")]
pub use accept_invitation::{Accept, AcceptError, Invitation, accept_invitation, find_invitation};
#[cfg(feature = "store")]
pub use account_team::{
    AccountTeam, Colleague, TeamError, ask_account_managers, ask_account_team, join_account_team,
    leave_account_team,
};
#[cfg(feature = "store")]
pub use attempts::{Limit, TooMany};
#[cfg(feature = "store")]
pub use bulk::{BulkCompany, BulkMember, put_companies};
#[cfg(feature = "store")]
pub use change_member::{ChangeMember, ChangeMemberError, change_member};
#[cfg(feature = "store")]
pub(crate) use coming::{COMING, Then, coming, later};
#[cfg(feature = "store")]
pub use coming::{Coming, ask_coming};
#[cfg(feature = "store")]
pub use companies::{
    AboutCustomer, CompanyError, CustomerBrief, NewCustomer, ask_customer_name,
    ask_needs_categories, change_customer, create_customer, customer_brief, is_empty,
};
#[cfg(feature = "store")]
pub use enrol::{Enrol, EnrolError, actor_of, enrol_member, enrol_staff};
#[cfg(feature = "store")]
pub use firm::{
    CompanyKey, Firmographics, KnownCompany, add_companies, change_companies, companies_after,
    companies_to_change, remove_companies,
};
#[cfg(feature = "store")]
pub(crate) use in_force::{AGREED, applying};
#[cfg(feature = "store")]
pub use in_force::{ask_in_force, in_force};
#[cfg(feature = "store")]
pub use invitations::{Invite, InviteError, invite, withdraw_invitation};
#[cfg(feature = "store")]
pub use members::{
    CompanyPeople, MemberRow, OpenInvitation, PeopleFilter, UnitRow, ask_invitations_of,
    ask_people_count, company_member, company_people, leaving_member,
};
#[cfg(feature = "store")]
pub use names::{Names, names, names_and_cost_centres};
#[cfg(feature = "store")]
pub use password::{Password, PasswordError};
#[cfg(feature = "store")]
pub use preferences::{
    ChangePasswordError, Preferences, change_password, keep_preferences, sign_out_everywhere,
};
#[cfg(feature = "store")]
pub use preview::{end_preview, preview};
#[cfg(feature = "store")]
pub use reset::{ResetError, ResetLink, ask_for_reset, find_reset, reset_password};
pub use segment::{SEGMENT_CODES, segment_then, suggested_segment};
#[cfg(feature = "store")]
pub use sessions::{
    SessionRow, begin_session, delete_session, keep_session, load_session, purge_sessions,
    session_hash,
};
#[cfg(feature = "store")]
pub use sign_in::{SignIn, SignInError, StandingChoice, sign_in, standings};
#[cfg(feature = "store")]
pub use staff::{
    NewStaff, StaffError, StaffRow, add_staff, add_staff_by_command, administrators, change_staff,
    staff_people, staff_person, welcome_again,
};
#[cfg(feature = "store")]
pub use stand_in::{
    InTheirPlace, LONGEST_STAND_IN_REASON, MINUTES, Manner, MemberBrief, StandIn, StandInError,
    ask_members_of, leave_place, stand_in,
};
#[cfg(feature = "store")]
pub use standing::Found;
#[cfg(feature = "store")]
pub use tell::{
    ManagerOf, Person, ask_managers_of, ask_names_who_may, ask_people_to_tell, member_at,
    members_who_may, person_of_member,
};
#[cfg(feature = "store")]
pub use units::{Unit, add_unit, ask_units};

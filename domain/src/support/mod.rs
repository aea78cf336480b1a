//! Help for what customers have: cases, how fast they are answered, and the mail
//! they come by.
//!
//! The rules:
//! * [`case_life`]: what may happen to a case in which state, and through whom.
//! * [`merging`]: which case may go on in which.
//! * [`cause`]: what cases come from.
//! * [`visibility`]: who of a company sees a case.
//! * [`business_hours`]: when somebody is there, and working time reckoned in
//!   such hours.
//! * [`clocks`]: what was promised for a case, what is left of it, and when it
//!   was broken.
//! * [`level_rank`]: which of two levels is the better one.
//! * `team_choice`: which team a case comes to by itself.
//! * [`marks`]: what of that was told already, and when to look again.
//! * [`left_out`]: what came with a mail and was not kept, and why.
//! * [`mail_in`]: what a mail that came in is, whom it is believed to be from, and
//!   which case it continues.
//!
//! What people do:
//! * `open`, `converse`, `finish`: the customer's people ask, write, say that it is
//!   solved; `begin`: a case is written down, however it came; `watch`: who is told besides.
//! * `work`: what our people do. `speak`: they answer, ask, solve and note;
//!   `in_hand`: whose it is and how pressing; `join`: they merge cases and link
//!   them; `visits`: field service comes, and
//!   `planned_visits`, when and to whom; `goods`: goods come back; `escalation`:
//!   who is told when a case needs more; [`prepared`]: answers that are kept to be
//!   used again.
//! * `take_mail`: a mail becomes a message or a case; `decide_mail`: or our people
//!   decide what becomes of it, `mail_to_case` for one (`strangers` shows them which,
//!   `pile` says how much of that is kept); `bounced`: or it tells that one of ours did
//!   not arrive; `mail_log`: every mail is written down; `attached`: what comes with
//!   either.
//! * `settings`, `levels`: who sees what, and what is promised; `entitled`: to whom, the
//!   better of what they have and what they subscribed to; `teams`: who of ours
//!   works together, `keep_team`, how that is changed, and `of_team`: which team a case belongs to; `in_turn`: what our
//!   people keep together is changed by one of them at a time.
//! * `all_wrong`: what is wrong with a form is said at once.
//! * `look_after`: what the program does by itself.
//! * [`articles`]: the knowledge base, and the questions before somebody asks.
//!
//! What they look at: `list`, `queue`, `whole`, a case with everything, and `worked_on`,
//! what stands beside it for our people; `figures`, how we help; `beside`, the cases on
//! the page of what they are about. Each change is written by `change`, mails by `told`;
//! `secret` keeps what tokens are signed with.

#[cfg(feature = "store")]
pub mod articles;
#[cfg(feature = "store")]
pub mod business_hours;
pub mod case_life;
pub mod cause;
#[cfg(feature = "store")]
pub mod clocks;
#[cfg(feature = "store")]
pub mod level_rank;
#[cfg(feature = "store")]
pub mod mail_in;
#[cfg(feature = "store")]
pub mod marks;
pub mod merging;
pub mod visibility;

#[cfg(feature = "store")]
mod all_wrong;
#[cfg(feature = "store")]
mod attached;
#[cfg(feature = "store")]
mod begin;
#[cfg(feature = "store")]
mod beside;
#[cfg(feature = "store")]
mod bounced;
#[cfg(feature = "store")]
mod change;
#[cfg(feature = "store")]
mod converse;
#[cfg(feature = "store")]
mod decide_mail;
#[cfg(feature = "store")]
mod entitled;
#[cfg(feature = "store")]
mod escalation;
#[cfg(feature = "store")]
mod figures;
#[cfg(feature = "store")]
mod finish;
#[cfg(feature = "store")]
mod goods;
#[cfg(feature = "store")]
mod in_hand;
#[cfg(feature = "store")]
mod in_turn;
#[cfg(feature = "store")]
mod join;
#[cfg(feature = "store")]
mod keep_team;
#[cfg(feature = "store")]
pub mod left_out;
#[cfg(feature = "store")]
mod levels;
#[cfg(feature = "store")]
mod list;
#[cfg(feature = "store")]
mod look_after;
#[cfg(feature = "store")]
mod mail_log;
#[cfg(feature = "store")]
mod mail_to_case;
#[cfg(feature = "store")]
mod of_team;
#[cfg(feature = "store")]
mod open;
#[cfg(feature = "store")]
mod pile;
#[cfg(feature = "store")]
mod planned_visits;
#[cfg(feature = "store")]
pub mod prepared;
#[cfg(feature = "store")]
mod queue;
#[cfg(feature = "store")]
mod secret;
#[cfg(feature = "store")]
mod settings;
#[cfg(feature = "store")]
mod speak;
#[cfg(feature = "store")]
mod strangers;
#[cfg(feature = "store")]
mod take_mail;
#[cfg(feature = "store")]
mod team_choice;
#[cfg(feature = "store")]
mod teams;
#[cfg(all(test, feature = "testing"))]
mod tests;
#[cfg(feature = "store")]
mod told;
#[cfg(feature = "store")]
mod visits;
#[cfg(feature = "store")]
mod watch;
#[cfg(feature = "store")]
mod whole;
#[cfg(feature = "store")]
mod whole_sets;
#[cfg(feature = "store")]
mod work;
#[cfg(feature = "store")]
mod worked_on;

#[cfg(feature = "store")]
pub use attached::{CaseFile, FileRefused, MOST_FILES, MOST_TOGETHER};
#[cfg(feature = "store")]
pub use beside::{
    CaseLine, ask_cases_of_customers_unit, ask_cases_of_order, ask_cases_of_unit, ask_helped,
};
#[cfg(feature = "store")]
pub use change::Source;
#[cfg(feature = "store")]
pub use converse::{CaseError, OnCase, What, on_case, on_case_with};
#[cfg(feature = "store")]
pub use decide_mail::{LONGEST_REASON, LeaveMail, StrangerError, leave_mail};
#[cfg(feature = "store")]
pub use entitled::{Entitled, ForNamed, ask_entitled, ask_entitled_about};
#[cfg(feature = "store")]
pub use escalation::{EscalateTo, escalation, set_escalation};
#[cfg(feature = "store")]
pub use figures::{HelpFigures, Helped, Month, help_figures};
#[cfg(feature = "store")]
pub(crate) use goods::{goods_are_done, goods_come_back};
#[cfg(feature = "store")]
pub(crate) use in_hand::give_back_all;
#[cfg(feature = "store")]
pub use keep_team::{
    KeepTeam, LONGEST_TEAM, MOST_CATEGORIES, MOST_TEAMS, TeamError, end_team, keep_team,
};
#[cfg(feature = "store")]
pub use levels::{
    Level, LevelError, NewLevel, TargetMinutes, ask_level_names, give_level, give_level_by_number,
    levels, make_level, make_level_by_form,
};
#[cfg(feature = "store")]
pub use list::{CaseList, CaseRow, ListCases, Which, case_of_member, entitled_to, list_cases};
#[cfg(feature = "store")]
pub use look_after::look_after_cases;
#[cfg(feature = "store")]
pub use mail_to_case::{AddMail, CaseOfMail, add_mail, case_of_mail};
#[cfg(feature = "store")]
pub use open::{
    LONGEST_ABOUT, LONGEST_SUBJECT, LONGEST_TEXT, OpenCase, OpenError, open_case, open_case_with,
};
#[cfg(feature = "store")]
pub use pile::{KEPT_DAYS, MOST_OF_ONE, MOST_WAITING, forget_mails};
#[cfg(feature = "store")]
pub use planned_visits::{AfterVisit, ListedVisit, VisitList, planned_visits};
#[cfg(feature = "store")]
pub use queue::{
    COUNTED, CaseQuery, CaseQueue, CasesWaiting, OfTeam, Pile, QueuedCase, Team, ask_cases_waiting,
    case_queue,
};
#[cfg(feature = "store")]
pub use secret::{House, house};
#[cfg(feature = "store")]
pub use settings::{help_settings, set_visibility};
#[cfg(feature = "store")]
pub use strangers::{
    Candidate, Mails, Stranger, Strangers, StrangersFile, StrangersMail, strangers, strangers_mail,
};
#[cfg(feature = "store")]
pub use take_mail::{Became, MailAddresses, TakeError, take_mail};
#[cfg(feature = "store")]
pub use team_choice::LeadsBy;
#[cfg(feature = "store")]
pub use teams::{CaseTeam, CaseTeams, case_teams};
#[cfg(feature = "store")]
pub use visibility::Visibility;
#[cfg(feature = "store")]
pub use visits::{PlanVisit, Visit, VisitState};
#[cfg(feature = "store")]
pub use whole::{Case, CaseEvent, Head, Other, Person, Said, number_of};
#[cfg(feature = "store")]
pub use work::{Work, WorkError, WorkOn, work_on, work_on_with};
#[cfg(feature = "store")]
pub use worked_on::{
    Agent, AskedBefore, HasUnit, OfCompany, OrderedLast, OtherOpen, WorkedOn, case_for_agent,
};

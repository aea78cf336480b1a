//! Fields that several pages of this room have, and how they are read.

use crate::frame::parts::{Checks, ChoiceOption, Field, Kind, Select};
use crate::frame::{FormState, PageError};
use domain::id::UnitId;
use domain::identity::{
    CustomerRole, LONGEST_NAME, NotAName, Password, PasswordError, StaffRole, Unit, person_name,
};
use domain::text::Words;
use leptos::prelude::*;

/// A person's name.
pub(super) fn name_field(words: Words) -> impl IntoView {
    view! {
        <Field name="name" label=words.say("identity-name") longest=LONGEST_NAME as u32 />
    }
}

/// Reads a person's name; if it is none, notes why.
pub(super) fn read_name(form: &mut FormState, words: Words) -> Option<String> {
    form.read("name", |text| {
        person_name(text).map_err(|problem| match problem {
            NotAName::Empty => words.say("identity-name-missing").to_owned(),
            NotAName::TooLong => words.say_with(
                "identity-name-too-long",
                &[("longest", LONGEST_NAME.into())],
            ),
        })
    })
}

/// A password being chosen.
pub(super) fn new_password_field(
    words: Words,
    name: &'static str,
    label: &'static str,
) -> impl IntoView {
    let help = words.say_with(
        "identity-new-password-help",
        &[("shortest", Password::SHORTEST.into())],
    );
    view! { <Field name=name label=label kind=Kind::NewPassword help=help /> }
}

/// Why a password will not do.
pub(super) fn password_problem(words: Words, problem: PasswordError) -> String {
    match problem {
        PasswordError::TooShort => words.say_with(
            "identity-password-too-short",
            &[("shortest", Password::SHORTEST.into())],
        ),
        PasswordError::TooLong => words.say_with(
            "identity-password-too-long",
            &[("longest", Password::LONGEST.into())],
        ),
    }
}

/// What a member may do, each role with what it means.
pub(super) fn customer_roles_field(words: Words) -> impl IntoView {
    let options = CustomerRole::ALL
        .iter()
        .map(|role| {
            let note = words.say(match role {
                CustomerRole::Requester => "identity-role-requester-note",
                CustomerRole::Approver => "identity-role-approver-note",
                CustomerRole::PurchasingManager => "identity-role-purchasing-manager-note",
            });
            ChoiceOption::new(role.code(), words.say(role_message(role.code()))).note(note)
        })
        .collect();
    view! { <Checks name="roles" label=words.say("identity-roles") options=options /> }
}

/// What a person of the supplier may do, each role with what it means.
pub(super) fn staff_roles_field(words: Words) -> impl IntoView {
    let options = StaffRole::ALL
        .iter()
        .map(|role| {
            let note = words.say(match role {
                StaffRole::Curator => "identity-role-curator-note",
                StaffRole::AccountManager => "identity-role-account-manager-note",
                StaffRole::OrderDesk => "identity-role-order-desk-note",
                StaffRole::Agent => "identity-role-agent-note",
                StaffRole::Admin => "identity-role-admin-note",
            });
            ChoiceOption::new(role.code(), words.say(role_message(role.code()))).note(note)
        })
        .collect();
    view! { <Checks name="roles" label=words.say("identity-roles") options=options /> }
}

/// Reads the roles ticked; `None` if there is a word that is no role, which
/// only a form made by hand has.
pub(super) fn read_roles<R>(
    form: &FormState,
    read: impl Fn(&str) -> Option<R>,
) -> Result<Vec<R>, PageError> {
    form.form()
        .all("roles")
        .map(|code| read(code).ok_or(PageError::BadForm))
        .collect()
}

/// The unit a member belongs to; left out where the company has none.
pub(super) fn unit_field(words: Words, units: &[Unit]) -> Option<AnyView> {
    let options = units
        .iter()
        .map(|unit| (unit.id.to_string(), unit.name.clone()))
        .collect();
    (!units.is_empty()).then(|| {
        view! {
            <Select
                name="unit"
                label=words.say("identity-unit")
                options=options
                optional=true
            />
        }
        .into_any()
    })
}

/// Reads the unit chosen, if one was.
pub(super) fn read_unit(form: &FormState) -> Result<Option<UnitId>, PageError> {
    form.form().carried_or_none("unit")
}

/// The message that names a role, of either side.
pub(crate) fn role_message(code: &str) -> &'static str {
    match code {
        "requester" => "identity-role-requester",
        "approver" => "identity-role-approver",
        "purchasing-manager" => "identity-role-purchasing-manager",
        "curator" => "identity-role-curator",
        "account-manager" => "identity-role-account-manager",
        "order-desk" => "identity-role-order-desk",
        "agent" => "identity-role-agent",
        _ => "identity-role-admin",
    }
}

/// Roles in words: `Requester, Approver`.
pub(crate) fn roles_in_words<'a>(words: Words, codes: impl IntoIterator<Item = &'a str>) -> String {
    codes
        .into_iter()
        .map(|code| words.say(role_message(code)))
        .collect::<Vec<_>>()
        .join(", ")
}

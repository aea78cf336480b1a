//! The console's side of standard configurations: curators put them together
//! as drafts, see what they change, publish them and take them off the site.

pub(super) mod change;
mod changes;
pub(super) mod editor;
pub(super) mod factory_book;
mod factory_form;
mod forms;
pub(super) mod list;
pub(super) mod new;
pub(super) mod publish;
pub(super) mod retire;
mod rules;

use crate::frame::{Address, AppState, PageError, StaffOnly};
use domain::configurations::{ConfigurationError, ConfigurationPage, configuration_page};
use domain::id::ConfigurationId;
use domain::identity::Permission;
use domain::text::Words;

/// There is none, or not for this person: the page does not say which, except
/// to people of the supplier who may not curate.
fn not_found(visitor: &StaffOnly) -> impl Fn(ConfigurationError) -> PageError {
    let curates = visitor.actor().may(Permission::Curate);
    move |error| match error {
        ConfigurationError::Denied(_) if curates => PageError::NotFound,
        ConfigurationError::Denied(_) => PageError::Denied,
        ConfigurationError::Store(error) => error.into(),
        _ => PageError::BadForm,
    }
}

/// The configuration, as it was in the revision that the address names.
async fn read(
    visitor: &StaffOnly,
    state: &AppState,
    configuration: ConfigurationId,
) -> Result<ConfigurationPage, PageError> {
    let address = Address::of(visitor);
    let revision = address.get("revision").and_then(|text| text.parse().ok());
    let may = visitor.actor().may(Permission::SeeCustomers);
    configuration_page(&state.db, visitor.actor(), configuration, revision)
        .await
        .map_err(|error: PageError| match error {
            PageError::Denied if may => PageError::NotFound,
            other => other,
        })
}

/// What leads to the page of one, or to what hangs on it.
fn crumbs(words: Words, page: Option<&ConfigurationPage>) -> Vec<(String, String)> {
    let mut crumbs = vec![(
        words.say("configurations-title").to_owned(),
        "/console/configurations".to_owned(),
    )];
    if let Some(page) = page {
        crumbs.push((
            page.name.clone(),
            format!("/console/configurations/{}", page.id),
        ));
    }
    crumbs
}

/// Why something was refused, in words; none where nobody may know.
fn refusal(words: Words, error: &ConfigurationError) -> Option<String> {
    let plain = |id: &'static str| Some(words.say(id).to_owned());
    let with = |id: &'static str, name: &'static str, value: &str| {
        Some(words.say_with(id, &[(name, value.into())]))
    };
    match error {
        ConfigurationError::NoName => plain("configurations-no-name"),
        ConfigurationError::CodeTaken => plain("configurations-code-taken"),
        ConfigurationError::UnknownSku(sku) => with("agreements-unknown-sku", "sku", sku),
        ConfigurationError::Twice => plain("configurations-twice"),
        ConfigurationError::WrongPrice => plain("configurations-wrong-price"),
        ConfigurationError::WrongQuantity => plain("requests-quantity-wrong"),
        ConfigurationError::Nothing => plain("configurations-nothing"),
        ConfigurationError::WrongLimits => plain("configurations-wrong-limits"),
        ConfigurationError::EmptyRule => plain("configurations-empty-rule"),
        ConfigurationError::UnknownAttribute(name) => {
            with("configurations-unknown-attribute", "name", name)
        }
        ConfigurationError::TooManyRules => plain("configurations-too-many-rules"),
        ConfigurationError::EndsFirst => plain("configurations-ends-first"),
        ConfigurationError::Flawed(_) => plain("configurations-flawed"),
        ConfigurationError::TooFewOptions(group) => with("configurations-too-few", "group", group),
        ConfigurationError::NoDefault(group) => with("configurations-no-default", "group", group),
        ConfigurationError::NoReason => plain("agreements-no-reason"),
        ConfigurationError::Changed => plain("agreements-changed"),
        ConfigurationError::NoDraft => plain("agreements-no-draft"),
        ConfigurationError::NotOffered => plain("configurations-not-on-site"),
        ConfigurationError::Denied(_) | ConfigurationError::Store(_) => None,
    }
}

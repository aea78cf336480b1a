//! What the forms of the editor do: one change of the draft each.

use super::editor::answer;
use super::forms::Sent;
use super::{id, not_found, refusal};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::configurations::{
    Change, ConfigurationError, change_configuration, describe_configuration,
    discard_configuration_draft,
};
use domain::id::{ConfigurationId, OptionGroupId};
use domain::text::Words;
use domain::{Currency, Money, Quantity};

/// `POST …/describe`: its name and what it is for.
pub async fn describe(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let configuration = id(&configuration)?;
    let form = FormState::from(form);
    let (name, purpose) = (
        form.value("name").to_owned(),
        form.value("description").to_owned(),
    );
    let (db, actor, now) = (&state.db, visitor.actor(), visitor.now);
    let done = describe_configuration(db, actor, configuration, name, purpose, now).await;
    let to = Taking {
        done: "configurations-described",
        field: "name",
        sent: Sent::Describe,
    };
    to.answer(&visitor, &state, configuration, done, form).await
}

/// `POST …/base`: what the base costs; empty for what its parts cost.
pub async fn base(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = FormState::from(form);
    let change = amount(&mut form, visitor.words).map(Change::Base);
    let to = Taking::draft("price", Sent::Base);
    to.take(&visitor, &state, &configuration, change, form)
        .await
}

/// `POST …/parts`: something more that is always in it.
pub async fn add_part(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut form = FormState::from(form);
    let sku = form.value("sku").to_owned();
    if sku.is_empty() {
        form.fail("sku", words.say("configurations-no-sku"));
    }
    let change = quantity(&mut form, words).map(|quantity| Change::AddPart { sku, quantity });
    let to = Taking::draft("sku", Sent::Part);
    to.take(&visitor, &state, &configuration, change, form)
        .await
}

/// `POST …/parts/remove` with `product`.
pub async fn remove_part(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let product = form.text("product").parse();
    let change = Change::RemovePart(product.map_err(|_| PageError::BadForm)?);
    let to = Taking::draft("", Sent::Part);
    let form = FormState::empty();
    to.take(&visitor, &state, &configuration, Some(change), form)
        .await
}

/// `POST …/groups`: something more to choose.
pub async fn add_group(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let form = FormState::from(form);
    let change = Change::AddGroup {
        name: form.value("name").to_owned(),
        required: form.value("pick") != "may",
    };
    let to = Taking::draft("name", Sent::Group);
    to.take(&visitor, &state, &configuration, Some(change), form)
        .await
}

/// `POST …/groups/remove` with `group`.
pub async fn remove_group(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let group = form.text("group").parse();
    let change = Change::RemoveGroup(group.map_err(|_| PageError::BadForm)?);
    let to = Taking::draft("", Sent::Group);
    let form = FormState::empty();
    to.take(&visitor, &state, &configuration, Some(change), form)
        .await
}

/// `POST …/options`: one more option of a group.
pub async fn add_option(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut form = FormState::from(form);
    let group = form.read("group", |text| {
        text.parse::<OptionGroupId>()
            .map_err(|_| words.say("configurations-no-group"))
    });
    let sku = Some(form.value("sku").to_owned()).filter(|sku| !sku.is_empty());
    let name = form.value("name").to_owned();
    if sku.is_none() && name.is_empty() {
        form.fail("sku", words.say("configurations-no-sku-or-name"));
    }
    let (quantity, price) = (quantity(&mut form, words), amount(&mut form, words));
    let change = match (group, quantity, price) {
        (Some(group), Some(quantity), Some(price)) => Some(Change::AddOption {
            group,
            sku,
            name,
            quantity,
            price,
        }),
        _ => None,
    };
    let to = Taking::draft("sku", Sent::Option);
    to.take(&visitor, &state, &configuration, change, form)
        .await
}

/// `POST …/options/change`: `remove` an option, make it `usual`, or leave a
/// group without a usual one (`none`).
pub async fn change_option(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let change = if let Some(option) = form.some("remove") {
        option.parse().map(Change::RemoveOption)
    } else if let Some(option) = form.some("usual") {
        option.parse().map(Change::Default)
    } else {
        form.text("none").parse().map(Change::NoDefault)
    };
    let change = change.map_err(|_| PageError::BadForm)?;
    let to = Taking::draft("", Sent::Option);
    let form = FormState::empty();
    to.take(&visitor, &state, &configuration, Some(change), form)
        .await
}

/// `POST …/discard`
pub async fn discard(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let configuration: ConfigurationId = id(&configuration)?;
    let (db, actor, now) = (&state.db, visitor.actor(), visitor.now);
    let (well, message) = match discard_configuration_draft(db, actor, configuration, now).await {
        Ok(()) => (true, "agreements-discarded"),
        Err(ConfigurationError::NoDraft) => (false, "agreements-no-draft"),
        Err(error) => return Err(not_found(&visitor)(error)),
    };
    visitor.say_next(well, words.say(message)).await?;
    Ok(back(configuration))
}

/// How many, one if nothing was said.
fn quantity(form: &mut FormState, words: Words) -> Option<Quantity> {
    form.read("quantity", |text| match text {
        "" => Ok(Quantity::pieces(1)),
        text => Quantity::parse_pieces(text).map_err(|_| words.say("requests-quantity-wrong")),
    })
}

/// The `price` in the configuration's `currency`, or none.
fn amount(form: &mut FormState, words: Words) -> Option<Option<Money>> {
    let currency = form.value("currency").parse::<Currency>();
    form.read("price", |text| match (text, currency) {
        ("", _) => Ok(None),
        (text, Ok(currency)) => Money::parse(text, currency)
            .map(Some)
            .map_err(|_| words.say("agreements-no-price")),
        (_, Err(_)) => Err(words.say("configurations-wrong-price")),
    })
}

fn back(configuration: ConfigurationId) -> Response {
    Redirect::to(&format!("/console/configurations/{configuration}")).into_response()
}

/// What is said when a change was made, which field is at fault when it was
/// not, and which of the page's forms is then shown again.
struct Taking {
    done: &'static str,
    field: &'static str,
    sent: fn(FormState) -> Sent,
}

impl Taking {
    const fn draft(field: &'static str, sent: fn(FormState) -> Sent) -> Self {
        Self {
            done: "agreements-draft-kept",
            field,
            sent,
        }
    }

    /// Makes the change, unless the form could not be read.
    async fn take(
        self,
        visitor: &StaffOnly,
        state: &AppState,
        configuration: &str,
        change: Option<Change>,
        form: FormState,
    ) -> Result<Response, PageError> {
        let configuration = id(configuration)?;
        let (Some(change), true) = (change, form.is_fine()) else {
            visitor.demand(domain::identity::Permission::Curate)?;
            return answer(visitor, state, configuration, (self.sent)(form)).await;
        };
        let (db, actor, now) = (&state.db, visitor.actor(), visitor.now);
        let done = change_configuration(db, actor, configuration, change, now).await;
        self.answer(visitor, state, configuration, done, form).await
    }

    async fn answer(
        self,
        visitor: &StaffOnly,
        state: &AppState,
        configuration: ConfigurationId,
        done: Result<(), ConfigurationError>,
        mut form: FormState,
    ) -> Result<Response, PageError> {
        let words = visitor.words;
        let Err(error) = done else {
            visitor.say_next(true, words.say(self.done)).await?;
            return Ok(back(configuration));
        };
        let Some(why) = refusal(words, &error) else {
            return Err(not_found(visitor)(error));
        };
        let field = match error {
            ConfigurationError::WrongPrice => "price",
            ConfigurationError::WrongQuantity => "quantity",
            _ => self.field,
        };
        form.fail(field, why);
        answer(visitor, state, configuration, (self.sent)(form)).await
    }
}

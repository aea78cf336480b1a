//! What the forms of the editor do: one change of the draft each.

use super::editor::answer;
use super::forms::Sent;
use super::{not_found, read, refusal, rules};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::configurations::factory::{NotReadable, read_labels, read_settings};
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
    let change = Change::RemovePart(form.carried("product")?);
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
    let mut form = FormState::from(form);
    let limits = match form.value("pick") {
        "may" => Some((0, 1)),
        "several" => limits(&mut form, visitor.words, ""),
        _ => Some((1, 1)),
    };
    let change = limits.map(|(least, most)| Change::AddGroup {
        name: form.value("name").to_owned(),
        least,
        most,
    });
    let to = Taking::draft("name", Sent::Group);
    to.take(&visitor, &state, &configuration, change, form)
        .await
}

/// `POST …/groups/limits` with `group`: how many of it are picked.
pub async fn limit_group(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let group: OptionGroupId = form.carried("group")?;
    let mut form = FormState::from(form);
    // Each group has its own fields, all of them on one page.
    let change = limits(&mut form, visitor.words, &format!("-{group}"));
    let change = change.map(|(least, most)| Change::Limits { group, least, most });
    let to = Taking::draft("", Sent::Limits);
    to.take(&visitor, &state, &configuration, change, form)
        .await
}

/// `POST …/rules`: one more rule, of the `kind` that the form is for.
pub async fn add_rule(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = FormState::from(form);
    let change = rules::read(visitor.words, &mut form)?.map(Change::AddRule);
    let to = Taking::draft("", Sent::Rule);
    to.take(&visitor, &state, &configuration, change, form)
        .await
}

/// `POST …/rules/remove` with `rule`.
pub async fn remove_rule(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let change = Change::RemoveRule(form.carried("rule")?);
    let to = Taking::draft("", Sent::Rule);
    let form = FormState::empty();
    to.take(&visitor, &state, &configuration, Some(change), form)
        .await
}

/// `POST …/offered`: when, and to whom (`whom`, an access group each).
pub async fn offered(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = FormState::from(form);
    let no_day = visitor.words.say("requests-day-wrong");
    let from = form.day_or_none("from", no_day);
    let days = (from, form.day_or_none("until", no_day));
    let groups = form.form().all("whom");
    let groups = groups.filter_map(|id| id.parse().ok()).collect();
    let change = match days {
        (Some(first_day), Some(last_day)) => Some(Change::Offer {
            first_day,
            last_day,
            groups,
        }),
        _ => None,
    };
    let to = Taking::draft("until", Sent::Offered);
    to.take(&visitor, &state, &configuration, change, form)
        .await
}

/// `POST …/factory`: what is done at the factory.
pub async fn factory(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut form = FormState::from(form);
    let labels = read_labels(form.form().raw("labels"));
    let labels = labels.map_err(|why| form.fail("labels", unreadable(words, &why)));
    let settings = read_settings(form.form().raw("settings"));
    let settings = settings.map_err(|why| form.fail("settings", unreadable(words, &why)));
    let (image, tags) = (form.value("image").parse(), form.value("tags").parse());
    let change = match (labels, settings) {
        (Ok(labels), Ok(settings)) => Some(Change::Factory {
            image: image.ok(),
            tags: tags.ok(),
            labels,
            settings,
        }),
        _ => None,
    };
    let to = Taking::draft("image", Sent::Factory);
    to.take(&visitor, &state, &configuration, change, form)
        .await
}

/// What is wrong with labels or settings.
fn unreadable(words: Words, why: &NotReadable) -> String {
    match why {
        NotReadable::TooMany(most) => {
            words.say_with("configurations-too-many-lines", &[("most", (*most).into())])
        }
        NotReadable::TooLong(line) => words.say_with(
            "configurations-line-too-long",
            &[("line", line.as_str().into())],
        ),
        NotReadable::NoSuchHole(hole) => words.say_with(
            "configurations-no-such-hole",
            &[("hole", hole.as_str().into())],
        ),
        NotReadable::NotASetting(line) => words.say_with(
            "configurations-not-a-setting",
            &[("line", line.as_str().into())],
        ),
        NotReadable::Twice(key) => words.say_with(
            "configurations-setting-twice",
            &[("key", key.as_str().into())],
        ),
    }
}

/// How many of a group must and can be picked.
fn limits(form: &mut FormState, words: Words, of: &str) -> Option<(i64, i64)> {
    let least = rules::whole(words, form, &format!("least{of}"));
    least.zip(rules::whole(words, form, &format!("most{of}")))
}

/// `POST …/groups/remove` with `group`.
pub async fn remove_group(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let change = Change::RemoveGroup(form.carried("group")?);
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
    let pieces = pieces(&mut form, words);
    let change = match (group, quantity, price, pieces) {
        (Some(group), Some(quantity), Some(price), Some((fewest, most))) => {
            Some(Change::AddOption {
                group,
                sku,
                name,
                quantity,
                fewest,
                most,
                price,
            })
        }
        _ => None,
    };
    let to = Taking::draft("sku", Sent::Option);
    to.take(&visitor, &state, &configuration, change, form)
        .await
}

/// `POST …/options/change`: `remove` an option, make it `usual`, or no longer
/// (`none`).
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
        form.text("none").parse().map(Change::NotDefault)
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

/// How many times people may have an option: once, unless something was said.
fn pieces(form: &mut FormState, words: Words) -> Option<(i64, i64)> {
    let mut one = |name: &str, unsaid: i64| {
        form.read(name, |text| match text {
            "" => Ok(unsaid),
            text => text
                .parse()
                .map_err(|_| words.say("configurations-no-number")),
        })
    };
    let fewest = one("fewest", 1)?;
    one("most", fewest).map(|most| (fewest, most))
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
            _ if matches!((self.sent)(FormState::empty()), Sent::Rule(_)) => {
                rules::field_of(&error, form.value("kind"))
            }
            ConfigurationError::WrongLimits => match (self.sent)(FormState::empty()) {
                Sent::Group(_) | Sent::Option(_) => "most",
                _ => "",
            },
            _ => self.field,
        };
        if let ConfigurationError::Flawed(_) = error {
            let page = read(visitor, state, configuration).await?;
            for sentence in rules::refused(words, &page, &error) {
                form.fail(field, sentence);
            }
        } else {
            form.fail(field, why);
        }
        answer(visitor, state, configuration, (self.sent)(form)).await
    }
}

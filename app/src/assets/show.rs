//! `/equipment/{tag}`: one unit, what happened to it, and what can be done next.

use super::qr::qr;
use super::said::{changed, done, event, refused, state_tag, step as step_name};
use crate::configurations::said as factory;
use crate::frame::parts::{
    Actions, Columns, DateField, Definitions, Empty, Field, Fold, Notice, PageHead, PostForm,
    Select, Sheet, Step as Told, TextArea, Timeline, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, Text};
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::{
    AsBuilt, Asset, AssetPage, ChangeAsset, Choices, Event, EventKind, Step, Wanted, asset_page,
    change_asset, path_of,
};
use domain::identity::Permission;
use domain::requests::{BasketError, add_products};
use domain::store::FormKey;
use domain::text::Words;
use domain::{Day, Quantity};
use leptos::prelude::*;

/// `GET /equipment/{tag}`
pub async fn show(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(tag): Path<String>,
) -> Result<Response, PageError> {
    let found = find(&visitor, &app, &tag).await?;
    Ok(page(&visitor, &app, found, None))
}

async fn find(visitor: &SignedIn, app: &AppState, tag: &str) -> Result<AssetPage, PageError> {
    visitor.actor().member_who_may(Permission::Browse)?;
    asset_page::<PageError>(&app.db, visitor.actor(), tag)
        .await?
        .ok_or(PageError::NotFound)
}

/// `POST /equipment/{tag}`: one step (`step`), with what it takes.
pub async fn change(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(tag): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let key = FormKey(form.key().ok_or(PageError::BadForm)?);
    let version = form
        .text("version")
        .parse()
        .map_err(|_| PageError::BadForm)?;
    let step = Step::from_code(form.text("step")).ok_or(PageError::BadForm)?;
    let mut shown = FormState::from(form);
    let Some(wanted) = wanted(words, step, &mut shown) else {
        let found = find(&visitor, &app, &tag).await?;
        return Ok(page(&visitor, &app, found, Some((step, shown))));
    };
    let command = ChangeAsset {
        key,
        tag: tag.clone(),
        version,
        wanted,
    };
    match change_asset(&app.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor.say_next(true, done(words, step)).await?;
            // Who gave it away may not see it any more.
            Ok(Redirect::to(&path_of(&tag)).into_response())
        }
        Err(error) => match refused(words, &error) {
            Some((field, sentence)) => {
                shown.fail(field, sentence);
                let found = find(&visitor, &app, &tag).await?;
                Ok(page(&visitor, &app, found, Some((step, shown))))
            }
            None => Err(error.into()),
        },
    }
}

/// What a form wants; none if something in it can't be read.
fn wanted(words: Words, step: Step, form: &mut FormState) -> Option<Wanted> {
    let day = |form: &mut FormState, name: &'static str| -> Option<Day> {
        let read = form.read(name, |text| match text {
            "" => Ok(None),
            text => match Day::from_field(text) {
                Some(day) => Ok(Some(day)),
                None => Err(words.say("assets-not-a-day")),
            },
        });
        read.flatten()
    };
    let text = |form: &FormState, name: &str| form.value(name).to_owned();
    let wanted = match step {
        Step::Assign => Wanted::Assign {
            to: text(form, "to"),
        },
        Step::Transfer => {
            let place = text(form, "place");
            let unit = form.read("unit", |text| match text {
                "" => Ok(None),
                id => id
                    .parse()
                    .map(Some)
                    .map_err(|_| words.say("assets-no-such-part")),
            });
            let cost_centre = form.read("centre", |text| match text {
                "" => Ok(None),
                id => id
                    .parse()
                    .map(Some)
                    .map_err(|_| words.say("assets-no-such-part")),
            });
            Wanted::Transfer {
                unit: unit.flatten(),
                cost_centre: cost_centre.flatten(),
                place,
            }
        }
        Step::Lend => Wanted::Lend {
            to: text(form, "to"),
            until: day(form, "until"),
        },
        Step::GiveBack => Wanted::GiveBack,
        Step::TakeBack => Wanted::TakeBack {
            place: text(form, "place"),
        },
        Step::Describe => Wanted::Describe {
            warranty_until: day(form, "warranty"),
            refresh_at: day(form, "refresh"),
            note: text(form, "note"),
        },
        Step::Retire => Wanted::Retire {
            wiped: text(form, "wiped"),
            why: text(form, "why"),
        },
    };
    form.is_fine().then_some(wanted)
}

/// `POST /equipment/{tag}/replace`: what takes its place, or the same once more,
/// goes into the basket; of a standard, to where it is put together.
pub async fn replace(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(tag): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let key = FormKey(form.key().ok_or(PageError::BadForm)?);
    let found = find(&visitor, &app, &tag).await?;
    if let Some(standard) = found.asset.configuration_id {
        return Ok(Redirect::to(&format!("/standards/{standard}")).into_response());
    }
    // The successor, and only if that can't be had the same again: two at most.
    // Both keys come from the form's, so that the same form again adds nothing.
    let second = FormKey(uuid::Uuid::from_u128(!key.0.as_u128()));
    for (sku, key) in found.replaced_by.iter().take(2).zip([key, second]) {
        let wanted = vec![(sku.clone(), Quantity::pieces(1))];
        match add_products(&app.db, visitor.actor(), key, wanted, visitor.now).await {
            Ok(added) => {
                let name = added.into_iter().map(|(name, _)| name).next();
                let name = name.unwrap_or_else(|| sku.clone());
                let said = words.say_with("assets-replacement-added", &[("name", name.into())]);
                visitor.say_next(true, said).await?;
                return Ok(Redirect::to("/basket").into_response());
            }
            Err(BasketError::NotInCatalog(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    visitor
        .say_next(false, words.say("assets-no-replacement"))
        .await?;
    let query: String = form_urlencoded::byte_serialize(found.asset.name.as_bytes()).collect();
    Ok(Redirect::to(&format!("/search?q={query}")).into_response())
}

fn page(
    visitor: &SignedIn,
    app: &AppState,
    found: AssetPage,
    failed: Option<(Step, FormState)>,
) -> Response {
    let words = visitor.words;
    let title = format!("{} {}", found.asset.name, found.asset.service_tag);
    let status = failed
        .as_ref()
        .map_or(StatusCode::OK, |(_, form)| form.status());
    let address = format!(
        "{}{}",
        app.settings.base_url,
        path_of(&found.asset.service_tag)
    );
    let sees_all = visitor.actor().may(Permission::SeeCompany);
    let list = words.say(if sees_all {
        "assets-title"
    } else {
        "assets-mine-title"
    });
    Page::new(visitor, Face::Site, title)
        .nav("equipment")
        .crumbs([(list, "/equipment")])
        .status(status)
        .show(move || {
            let asset = &found.asset;
            let labels = super::list::labels_of(std::iter::once(asset.service_tag.as_str()));
            let help = help_path(asset);
            let aside = aside(words, &found, &address);
            let cases = crate::support::cases(words, &found.cases, false);
            let built = built(words, &asset.as_built);
            let forms = steps(words, &found, failed);
            let history = history(words, &found);
            let name = asset.name.clone();
            let sub = sub(words, asset);
            let replace = format!("{}/replace", path_of(&asset.service_tag));
            let tags = state_tag(words, asset.state);
            view! {
                <PageHead title=name sub tags>
                    {sees_all
                        .then(|| {
                            view! {
                                <a class="btn" href=labels>
                                    {words.say("assets-label")}
                                </a>
                            }
                        })}
                    <a class="btn" href=help>
                        {words.say("assets-help")}
                    </a>
                    <PostForm action=replace class="inline" prefix="replace">
                        <button class="btn">{words.say("assets-replace")}</button>
                    </PostForm>
                </PageHead>
                <Columns aside>
                    {cases} {forms} {built}
                    <Sheet title=words.say("assets-history")>{history}</Sheet>
                </Columns>
            }
        })
}

/// Where somebody asks for help with a unit, with the unit named.
fn help_path(asset: &Asset) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("asset", &asset.service_tag);
    format!("/help/new?{}", query.finish())
}

fn sub(words: Words, asset: &Asset) -> String {
    let mut parts = vec![asset.service_tag.clone()];
    for (id, text) in [
        ("assets-own-tag-is", &asset.asset_tag),
        ("assets-serial-is", &asset.serial_number),
    ] {
        if !text.is_empty() {
            parts.push(words.say_with(id, &[("number", text.as_str().into())]));
        }
    }
    parts.join(" · ")
}

fn aside(words: Words, found: &AssetPage, address: &str) -> AnyView {
    let asset = &found.asset;
    let names = &found.names;
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    let mut add = |id: &'static str, text: String| {
        if !text.is_empty() {
            rows.push((words.say(id).into(), text.into_any()));
        }
    };
    let day = |day: Option<Day>| day.map(|day| words.date(day)).unwrap_or_default();
    add("assets-person", names.maybe(asset.membership_id).to_owned());
    add("assets-loaned-to", asset.loaned_to.clone());
    add("assets-loaned-until", day(asset.loaned_until));
    add("assets-unit", names.maybe(asset.unit_id).to_owned());
    add(
        "assets-cost-centre",
        names.maybe(asset.cost_centre_id).to_owned(),
    );
    add("assets-place", asset.place.clone());
    add("assets-manufacturer", asset.manufacturer.clone());
    add("assets-model", asset.model.clone());
    add("assets-sku", asset.sku.clone());
    add("assets-bought", day(asset.bought_at));
    add(
        "assets-delivered",
        asset
            .delivered_at
            .map(|at| words.date(at))
            .unwrap_or_default(),
    );
    add("assets-warranty", day(asset.warranty_until));
    add("assets-refresh", day(asset.refresh_at));
    add("assets-wiped", asset.wiped.clone());
    add("assets-note", asset.note.clone());
    if asset.is_imported() {
        add(
            "assets-origin",
            words.say("assets-origin-imported").to_owned(),
        );
    }
    if let Some(order) = asset.order_id {
        let number = asset.order_number.clone();
        let link = view! { <a href=format!("/orders/{order}")>{number}</a> };
        rows.push((words.say("assets-order").into(), link.into_any()));
    }
    let label = words.say_with("assets-qr", &[("tag", asset.service_tag.as_str().into())]);
    let code = qr(address, label);
    view! {
        <Sheet title=words.say("assets-facts")>
            <Definitions rows words=true />
        </Sheet>
        <Sheet title=words.say("assets-scan")>{code}</Sheet>
    }
    .into_any()
}

/// How it was built, with image and settings.
fn built(words: Words, built: &AsBuilt) -> Option<AnyView> {
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    for option in &built.options {
        let value = match option.pieces {
            1 => option.option.clone(),
            pieces => format!("{pieces} × {}", option.option),
        };
        rows.push((option.group.clone().into(), value.into_any()));
    }
    if let Some(image) = &built.image {
        let sum = factory::checksum(image.algorithm, &image.checksum);
        let value = view! {
            {factory::image(words, image)}
            <span class="sub checksum">{sum}</span>
        };
        rows.push((words.say("configurations-image").into(), value.into_any()));
    }
    for setting in &built.settings {
        rows.push((setting.key.clone().into(), setting.value.clone().into_any()));
    }
    if !built.labels.is_empty() {
        let labels = built.labels.join(" · ");
        rows.push((words.say("configurations-labels").into(), labels.into_any()));
    }
    (!rows.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("assets-as-built")>
                <Definitions rows words=true />
            </Sheet>
        }
        .into_any()
    })
}

/// A form for each step that can be taken; the one that failed stands open.
fn steps(words: Words, found: &AssetPage, failed: Option<(Step, FormState)>) -> AnyView {
    if found.steps.is_empty() {
        return ().into_any();
    }
    let problem = failed.as_ref().and_then(|(step, _)| {
        // Somebody else may have made the step impossible meanwhile.
        (!found.steps.contains(step)).then(|| {
            view! { <Notice tone=Tone::Warn>{words.say("assets-meanwhile")}</Notice> }
        })
    });
    let forms = found
        .steps
        .iter()
        .map(|step| {
            let state = failed
                .as_ref()
                .filter(|(of, _)| of == step)
                .map(|(_, form)| form.clone());
            let open = state.is_some();
            let state = state.unwrap_or_else(|| known(&found.asset, *step));
            let form = form(words, found, *step, state);
            view! {
                <Fold title=step_name(words, *step) open>
                    {form}
                </Fold>
            }
        })
        .collect_view();
    view! {
        {problem}
        {forms}
    }
    .into_any()
}

/// What stands in a form before anybody typed into it.
fn known(asset: &Asset, step: Step) -> FormState {
    let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
    let id = |id: Option<String>| id.unwrap_or_default();
    let form = FormState::empty();
    match step {
        Step::Transfer => form
            .with("unit", id(asset.unit_id.map(|id| id.to_string())))
            .with("centre", id(asset.cost_centre_id.map(|id| id.to_string())))
            .with("place", asset.place.clone()),
        Step::Describe => form
            .with("warranty", day(asset.warranty_until))
            .with("refresh", day(asset.refresh_at))
            .with("note", asset.note.clone()),
        Step::TakeBack => form.with("place", asset.place.clone()),
        Step::Assign | Step::Lend | Step::GiveBack | Step::Retire => form,
    }
}

/// The prefixes by which the fields of the forms are told apart.
const fn prefix(step: Step) -> &'static str {
    match step {
        Step::Assign => "assign",
        Step::Transfer => "transfer",
        Step::Lend => "lend",
        Step::GiveBack => "give-back",
        Step::TakeBack => "take-back",
        Step::Describe => "describe",
        Step::Retire => "retire",
    }
}

fn form(words: Words, found: &AssetPage, step: Step, state: FormState) -> AnyView {
    let asset = &found.asset;
    let (action, version) = (path_of(&asset.service_tag), asset.version.to_string());
    let choices = found.choices.clone();
    view! {
        <PostForm action state prefix=prefix(step)>
            <input type="hidden" name="step" value=step.code() />
            <input type="hidden" name="version" value=version />
            {fields(words, &choices, step)}
            <Actions>
                <button class="btn main">{step_name(words, step)}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}

/// The fields of a form; made inside it, where they find what stands in them.
fn fields(words: Words, choices: &Choices, step: Step) -> AnyView {
    let people: Vec<String> = choices.people.iter().map(|one| one.email.clone()).collect();
    match step {
        Step::Assign => view! {
            <Field
                name="to"
                label=words.say("assets-to-person")
                help=words.say("assets-to-person-help")
                known=people
            />
        }
        .into_any(),
        Step::Transfer => {
            let units = choices.units.iter();
            let units = units.map(|(id, name)| (id.to_string(), name.clone()));
            let centres = choices.cost_centres.iter();
            let centres = centres.map(|(id, name)| (id.to_string(), name.clone()));
            view! {
                <Select
                    name="unit"
                    label=words.say("assets-unit")
                    options=units.collect()
                    optional=true
                />
                <Select
                    name="centre"
                    label=words.say("assets-cost-centre")
                    options=centres.collect()
                    optional=true
                />
                <Field name="place" label=words.say("assets-place") optional=true />
            }
            .into_any()
        }
        Step::Lend => view! {
            <Field
                name="to"
                label=words.say("assets-loaned-to")
                help=words.say("assets-lend-help")
                known=people
            />
            <DateField name="until" label=words.say("assets-loaned-until") optional=true />
        }
        .into_any(),
        Step::GiveBack => view! { <p>{words.say("assets-give-back-help")}</p> }.into_any(),
        Step::TakeBack => view! {
            <Field name="place" label=words.say("assets-place") optional=true />
        }
        .into_any(),
        Step::Describe => view! {
            <DateField name="warranty" label=words.say("assets-warranty") optional=true />
            <DateField name="refresh" label=words.say("assets-refresh") optional=true />
            <TextArea name="note" label=words.say("assets-note") optional=true />
        }
        .into_any(),
        Step::Retire => view! {
            <p>{words.say("assets-retire-help")}</p>
            <Field
                name="wiped"
                label=words.say("assets-wiped")
                help=words.say("assets-wiped-help")
                optional=true
            />
            <TextArea name="why" label=words.say("assets-why") optional=true />
        }
        .into_any(),
    }
}

fn history(words: Words, found: &AssetPage) -> AnyView {
    if found.events.is_empty() {
        return view! { <Empty title=words.say("assets-no-history") /> }.into_any();
    }
    let steps: Vec<Told> = found
        .events
        .iter()
        .map(|one| told(words, found, one))
        .collect();
    view! { <Timeline steps /> }.into_any()
}

fn told(words: Words, found: &AssetPage, one: &Event) -> Told {
    let who = match one.kind {
        // Who of ours packed it is nobody's business.
        EventKind::Shipped => words.say("orders-desk"),
        _ => found.names.of(one.person_id),
    };
    let note = words.say_with(
        "orders-step-by",
        &[
            ("moment", words.moment_short(one.at).into()),
            ("name", who.into()),
        ],
    );
    let lines: Vec<String> = one
        .changes
        .iter()
        .map(|change| changed(words, &found.names, change))
        .chain((!one.text.is_empty()).then(|| one.text.clone()))
        .collect();
    let detail = lines
        .into_iter()
        .map(|line| view! { <div class="small mute">{line}</div> })
        .collect_view();
    Told::done(event(words, one.kind)).note(note).detail(detail)
}

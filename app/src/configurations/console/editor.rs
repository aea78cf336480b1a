//! `/console/configurations/{id}`: what is in a standard, what can be chosen,
//! what the draft changes, and since when it is like that. A curator changes
//! the draft here, a line at a time; what is offered stays as it is until the
//! draft is published.

use super::changes::changes;
use super::forms::{Sent, forms};
use super::{crumbs, factory_form, read, rules};
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, Empty, Field, Notice, PageHead, PostForm, Sheet, Step,
    Tag, Timeline, Tone,
};
use crate::frame::{AppState, Face, FormState, Page, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Money;
use domain::configurations::{
    ConfigurationPage, ConfigurationRevision, GroupLine, OptionLine, PartLine,
};
use domain::id::ConfigurationId;
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/configurations/{id}?revision=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
) -> Result<Response, PageError> {
    answer(&visitor, &state, id(&configuration)?, Sent::Nothing).await
}

pub(super) async fn answer(
    visitor: &StaffOnly,
    state: &AppState,
    configuration: ConfigurationId,
    sent: Sent,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let page = read(visitor, state, configuration).await?;
    let status = sent
        .form()
        .map_or(axum::http::StatusCode::OK, FormState::status);
    let is_latest = match page.draft() {
        Some(draft) => draft.id == page.shown.id,
        None => page.shown.state == "published",
    };
    let edits = visitor.actor().may(Permission::Curate) && is_latest;
    Ok(Page::new(visitor, Face::Console, page.name.clone())
        .nav("configurations")
        .crumbs(crumbs(words, None))
        .status(status)
        .wide()
        .show(move || {
            let head = head(words, &page, edits);
            let notice = notice(words, &page);
            let aside = aside(words, &page);
            let parts = parts(words, &page, edits);
            let groups = page
                .contents
                .groups
                .iter()
                .map(|one| group(words, &page, one, edits, &sent))
                .collect_view();
            let flaws = rules::flaws(words, &page);
            let rules = rules::rules(words, &page, edits);
            let facts = (!edits).then(|| factory_form::facts(words, &page));
            let forms = edits.then(|| forms(words, &page, sent));
            view! {
                {head}
                {notice}
                {flaws}
                <Columns aside>{parts} {groups} {rules} {facts} {forms}</Columns>
            }
        }))
}

fn state_of(words: Words, revision: &ConfigurationRevision) -> String {
    let name = match revision.state.as_str() {
        "draft" => "agreements-state-draft",
        "published" => "agreements-state-published",
        _ => "agreements-state-superseded",
    };
    words.say_with(name, &[("number", revision.number.into())])
}

fn head(words: Words, page: &ConfigurationPage, edits: bool) -> AnyView {
    let here = format!("/console/configurations/{}", page.id);
    let facts = [
        page.customer_name.as_str(),
        page.code.as_str(),
        page.shown.currency.code(),
    ]
    .join(" · ");
    let retired = page.state == "retired";
    let tone = match page.shown.state.as_str() {
        "draft" => Tone::Warn,
        "published" if !retired => Tone::Good,
        _ => Tone::Plain,
    };
    let retired = retired.then(|| view! { " " <Tag text=words.say("configurations-retired") /> });
    let tags = view! {
        <Tag text=state_of(words, &page.shown) tone />
        {retired}
    };
    let has_draft = page.draft().is_some();
    let view_as = view! {
        <form method="post" action=format!("/console/customers/{}/view", page.customer)>
            <button class="btn" name="standard" value=page.id.to_string()>
                {words.say("agreements-view-as")}
            </button>
        </form>
    };
    let retire = (edits && page.state == "published").then(|| {
        view! {
            <a class="btn" href=format!("{here}/retire")>
                {words.say("configurations-retire")}
            </a>
        }
    });
    let discard = (edits && has_draft && page.published().is_some()).then(|| {
        view! {
            <form method="post" action=format!("{here}/discard")>
                <button class="btn">{words.say("agreements-discard")}</button>
            </form>
        }
    });
    let publish = (edits && has_draft).then(|| {
        view! {
            <a class="btn main" href=format!("{here}/publish")>
                {words.say("agreements-publish")}
            </a>
        }
    });
    view! {
        <PageHead title=page.name.clone() sub=facts tags=tags>
            {view_as}
            {retire}
            {discard}
            {publish}
        </PageHead>
    }
    .into_any()
}

/// What the draft would change, or that there is one.
fn notice(words: Words, page: &ConfigurationPage) -> Option<AnyView> {
    page.draft()?;
    if page.shown.state != "draft" {
        let href = format!("/console/configurations/{}", page.id);
        let to_draft = view! {
            <a class="btn s" href=href>
                {words.say("agreements-to-draft")}
            </a>
        };
        return Some(
            view! {
                <Notice tone=Tone::Accent actions=to_draft>
                    {words.say("agreements-there-is-a-draft")}
                </Notice>
            }
            .into_any(),
        );
    }
    Some(changes(words, page))
}

fn remove(words: Words, name: &'static str, value: String, what: &str) -> AnyView {
    let label = words.say_with("agreements-remove-what", &[("what", what.into())]);
    view! {
        <button class="btn s quiet" name=name value=value aria-label=label>
            {words.say("frame-remove")}
        </button>
    }
    .into_any()
}

/// What is always in it.
fn parts(words: Words, page: &ConfigurationPage, edits: bool) -> AnyView {
    let title = words.say("configurations-in-it");
    let base = match page.contents.base {
        Some(amount) => words.say_with(
            "configurations-base-fixed",
            &[("price", words.money(amount).into())],
        ),
        None => words.say("configurations-base-of-parts").to_owned(),
    };
    if page.contents.parts.is_empty() {
        return view! {
            <Sheet title note=base>
                <Empty
                    title=words.say("configurations-no-parts")
                    text=words.say("configurations-no-parts-text")
                />
            </Sheet>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(words.say("configurations-part")),
        Column::num(words.say("frame-quantity")),
        Column::actions(),
    ];
    let rows = page
        .contents
        .parts
        .iter()
        .map(|part| part_row(words, part, edits))
        .collect_view();
    let action = format!("/console/configurations/{}/parts/remove", page.id);
    view! {
        <Sheet flush=true>
            <form method="post" action=action>
                <DataTable caption=title note=base columns stack=true>
                    {rows}
                </DataTable>
            </form>
        </Sheet>
    }
    .into_any()
}

fn part_row(words: Words, part: &PartLine, edits: bool) -> AnyView {
    let button = edits.then(|| remove(words, "product", part.product.to_string(), &part.name));
    view! {
        <tr>
            <td class="wide">
                {part.name.clone()} " " <span class="sub">{part.sku.clone()}</span>
                {gone(words, part.active)}
            </td>
            <td class="num" data-l=words.say("frame-quantity")>
                {words.quantity(part.quantity)}
            </td>
            <td class="actions">{button}</td>
        </tr>
    }
    .into_any()
}

/// That a product is not sold any more: nobody can choose it.
fn gone(words: Words, active: i64) -> Option<AnyView> {
    (active == 0).then(|| {
        view! { <span class="sub warn-text">{words.say("configurations-gone")}</span> }.into_any()
    })
}

/// The form for how many of a group are picked, folded away.
fn limits(words: Words, here: &str, group: &GroupLine, sent: &Sent) -> AnyView {
    let id = group.id.to_string();
    let failed = match sent {
        Sent::Limits(form) if form.value("group") == id => Some(form.clone()),
        _ => None,
    };
    let open = failed.is_some();
    let (least, most) = (format!("least-{id}"), format!("most-{id}"));
    let state = failed.unwrap_or_else(|| {
        FormState::empty()
            .with(least.clone(), group.least.to_string())
            .with(most.clone(), group.most.to_string())
    });
    let action = format!("{here}/groups/limits");
    view! {
        <details class="inline-fold" open=open>
            <summary class="small">{words.say("configurations-change-limits")}</summary>
            <PostForm action state prefix="limits">
                <input type="hidden" name="group" value=id />
                <div class="fields">
                    <Field
                        name=least
                        label=words.say("configurations-least-picked")
                        class="narrow"
                        longest=2_u32
                    />
                    <Field
                        name=most
                        label=words.say("configurations-most-picked")
                        class="narrow"
                        longest=2_u32
                    />
                </div>
                <Actions>
                    <button class="btn s">{words.say("agreements-keep")}</button>
                </Actions>
            </PostForm>
        </details>
    }
    .into_any()
}

/// A group with its options.
fn group(
    words: Words,
    page: &ConfigurationPage,
    group: &GroupLine,
    edits: bool,
    sent: &Sent,
) -> AnyView {
    let here = format!("/console/configurations/{}", page.id);
    let options: Vec<&OptionLine> = page
        .contents
        .options
        .iter()
        .filter(|option| option.group_id == group.id)
        .collect();
    let note = match (group.least, group.most) {
        (0, 1) => words.say("configurations-may").to_owned(),
        (_, 1) => words.say("configurations-must").to_owned(),
        (least, most) => words.say_with(
            "configurations-several-of",
            &[("least", least.into()), ("most", most.into())],
        ),
    };
    let footer = edits.then(|| {
        let label = words.say_with(
            "agreements-remove-what",
            &[("what", group.name.as_str().into())],
        );
        view! {
            {limits(words, &here, group, sent)}
            <form method="post" action=format!("{here}/groups/remove")>
                <button
                    class="btn s quiet"
                    name="group"
                    value=group.id.to_string()
                    aria-label=label
                >
                    {words.say("configurations-remove-group")}
                </button>
            </form>
        }
    });
    if options.is_empty() {
        return view! {
            <Sheet title=group.name.clone() note=note footer=footer>
                <Empty
                    title=words.say("configurations-no-options")
                    text=words.say("configurations-no-options-text")
                />
            </Sheet>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(words.say("configurations-option")),
        Column::num(words.say("frame-quantity")),
        Column::num(words.say("configurations-adds")),
        Column::new(words.say("configurations-usual")),
        Column::actions(),
    ];
    let currency = page.shown.currency;
    let rows = options
        .into_iter()
        .map(|option| {
            let price = option.price_minor.map(|minor| Money::new(minor, currency));
            option_row(words, group, option, price, edits)
        })
        .collect_view();
    let (action, name) = (format!("{here}/options/change"), group.name.clone());
    view! {
        <Sheet flush=true footer=footer>
            <form method="post" action=action>
                <DataTable caption=name note=note columns stack=true>
                    {rows}
                </DataTable>
            </form>
        </Sheet>
    }
    .into_any()
}

fn option_row(
    words: Words,
    group: &GroupLine,
    option: &OptionLine,
    price: Option<Money>,
    edits: bool,
) -> AnyView {
    let product = match option.sku.as_str() {
        "" => words.say("configurations-no-product").to_owned(),
        sku if option.product_name == option.name => sku.to_owned(),
        sku => format!("{sku}, {}", option.product_name),
    };
    let adds = match price {
        Some(price) => words.money(price),
        None if option.sku.is_empty() => words.say("configurations-included").to_owned(),
        None => words.say("configurations-its-price").to_owned(),
    };
    let is_usual = option.is_default != 0;
    let tag = is_usual.then(|| {
        view! { <Tag text=words.say("configurations-is-usual") tone=Tone::Accent /> }
    });
    let button = |name: &'static str, value: String, message: &'static str| {
        let what = format!("{}: {}", words.say(message), option.name);
        view! {
            <button class="btn s quiet" name=name value=value aria-label=what>
                {words.say(message)}
            </button>
        }
    };
    let usual = match (edits, is_usual) {
        (true, false) => Some(button(
            "usual",
            option.id.to_string(),
            "configurations-make-usual",
        )),
        // Where nothing must be picked, nothing may be the usual thing.
        (true, true) if group.least == 0 || group.most > 1 => Some(button(
            "none",
            option.id.to_string(),
            "configurations-not-usual",
        )),
        _ => None,
    };
    let pieces = (option.fewest != option.most).then(|| {
        let text = words.say_with(
            "configurations-times-from-to",
            &[
                ("fewest", option.fewest.into()),
                ("most", option.most.into()),
            ],
        );
        view! { <span class="sub">{text}</span> }
    });
    let remove = edits.then(|| remove(words, "remove", option.id.to_string(), &option.name));
    view! {
        <tr>
            <td class="wide">
                {option.name.clone()} " " <span class="sub">{product}</span>
                {gone(words, option.active)}
            </td>
            <td class="num" data-l=words.say("frame-quantity")>
                {words.quantity(option.quantity)} {pieces}
            </td>
            <td class="num" data-l=words.say("configurations-adds")>{adds}</td>
            <td data-l=words.say("configurations-usual")>{tag} {usual}</td>
            <td class="actions">{remove}</td>
        </tr>
    }
    .into_any()
}

/// Its revisions, the latest first.
fn aside(words: Words, page: &ConfigurationPage) -> AnyView {
    let steps = page
        .revisions
        .iter()
        .map(|revision| step(words, page, revision))
        .collect();
    let purpose = page.description.clone();
    view! {
        <Sheet title=words.say("configurations-purpose")>
            <p>{purpose}</p>
        </Sheet>
        <Sheet title=words.say("agreements-history")>
            <Timeline steps=steps />
        </Sheet>
    }
    .into_any()
}

fn step(words: Words, page: &ConfigurationPage, revision: &ConfigurationRevision) -> Step {
    let title = state_of(words, revision);
    let at = revision.published_at.unwrap_or(revision.created_at);
    let note = format!("{}, {}", revision.made_by_name, words.date_short(at));
    let reason = (!revision.note.is_empty()).then(|| {
        let reason = revision.note.clone();
        view! { <div>{reason}</div> }
    });
    let look = (revision.id != page.shown.id).then(|| {
        let href = format!(
            "/console/configurations/{}?revision={}",
            page.id, revision.number
        );
        view! { <a href=href>{words.say("agreements-look")}</a> }
    });
    let step = if revision.state == "draft" {
        Step::now(title)
    } else {
        Step::done(title)
    };
    step.note(note).detail(view! {
        {reason}
        {look}
    })
}

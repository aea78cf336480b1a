//! The page on which a customer's site is made theirs: texts, order, access
//! groups. For everybody of the customer, or for one access group.

use super::documents::document_sheet;
use super::on_pages::{announcement, greeting, paragraphs};
use crate::frame::parts::{
    Actions, Checkbox, Checks, ChoiceOption, Column, DataTable, DateField, Field, Notice, PageHead,
    PostForm, Sheet, TextArea, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, FormState, Page, PageError, SignedIn, StaffOnly};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Day;
use domain::agreements::{Validity, shelf_categories};
use domain::catalog::ask_categories;
use domain::id::{AccessGroupId, CustomerId, SiteTextId};
use domain::identity::Permission;
use domain::site::{
    AccessGroup, Look, Section, SiteDocument, SiteEditor, SiteText, TextKind,
    ask_all_site_documents, ask_site_editor,
};
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;
use std::sync::Arc;

/// Whose site it is, and from where it is changed.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) customer: CustomerId,
    base: String,
    face: Face,
    crumbs: Vec<(String, String)>,
}

impl Place {
    /// A customer's site, changed by curators.
    pub(super) fn theirs(visitor: &StaffOnly, customer: &str) -> Result<Place, PageError> {
        visitor.demand(Permission::Curate)?;
        let customer: CustomerId = customer.parse().map_err(|_| PageError::NotFound)?;
        let of_customer = format!("/console/customers/{customer}");
        let words = visitor.words;
        Ok(Place {
            customer,
            base: format!("{of_customer}/site"),
            face: Face::Console,
            crumbs: vec![
                (
                    words.say("frame-customers").to_owned(),
                    "/console/customers".to_owned(),
                ),
                (words.say("site-customer").to_owned(), of_customer),
            ],
        })
    }

    /// The site of the visitor's own company.
    pub(super) fn own(visitor: &SignedIn) -> Result<Place, PageError> {
        let member = visitor.actor().member_who_may(Permission::ManageCompany)?;
        let words = visitor.words;
        Ok(Place {
            customer: member.company.id,
            base: "/company/site".to_owned(),
            face: Face::Site,
            crumbs: vec![(
                words.say("identity-company").to_owned(),
                "/company".to_owned(),
            )],
        })
    }

    /// The page for a group, or for everybody.
    pub(super) fn page_of(&self, whose: Option<AccessGroupId>) -> String {
        match whose {
            Some(group) => format!("{}?group={group}", self.base),
            None => self.base.clone(),
        }
    }
}

/// Which form was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Text(TextKind),
    Look,
    Group,
    Document,
}

/// A form that was sent and not kept, with what was typed.
#[derive(Default)]
pub(super) struct Tried {
    sent: Option<(Which, FormState)>,
    /// A text, as it would look.
    seen: Option<SiteText>,
}

impl Tried {
    pub(super) fn refused(which: Which, form: FormState) -> Self {
        Self {
            sent: Some((which, form)),
            seen: None,
        }
    }

    pub(super) fn looked(which: Which, form: FormState, seen: SiteText) -> Self {
        Self {
            sent: Some((which, form)),
            seen: Some(seen),
        }
    }

    /// What was typed into a form, if it is the one that was sent.
    fn typed(&self, which: Which) -> Option<FormState> {
        let (sent, form) = self.sent.as_ref()?;
        (*sent == which).then(|| form.clone())
    }
}

/// `GET /console/customers/{id}/site?group=ID`
pub async fn theirs(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    let place = Place::theirs(&visitor, &customer)?;
    show(&visitor, &state, place).await
}

/// `GET /company/site?group=ID`
pub async fn own(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let place = Place::own(&visitor)?;
    show(&visitor, &state, place).await
}

async fn show(visitor: &SignedIn, state: &AppState, place: Place) -> Result<Response, PageError> {
    let address = Address::of(visitor);
    let whose = match address.get("group") {
        None | Some("new") => None,
        Some(id) => Some(id.parse().map_err(|_| PageError::NotFound)?),
    };
    answer(visitor, state, place, whose, Tried::default()).await
}

/// What the forms need.
struct Made {
    place: Place,
    editor: SiteEditor,
    documents: Vec<SiteDocument>,
    /// The categories of the first level: id and name.
    categories: Vec<(String, String)>,
    whose: Option<AccessGroupId>,
    /// A group is about to be made.
    is_new: bool,
    tried: Tried,
    staff: bool,
}

/// The page, with what was refused or is to be looked at.
pub(super) async fn answer(
    visitor: &SignedIn,
    state: &AppState,
    place: Place,
    whose: Option<AccessGroupId>,
    tried: Tried,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let actor = visitor.actor();
    let mut read = state.db.read(actor.scope()).await?;
    let asked = (
        ask_site_editor(actor, place.customer)?,
        ask_all_site_documents(place.customer),
    );
    let (editor, documents) = together(&mut read, asked).await?;
    let name = editor.customer().ok_or(PageError::NotFound)?.to_owned();
    let group = match whose {
        Some(id) => {
            let found = editor.groups.iter().find(|group| group.id == id);
            Some(found.ok_or(PageError::NotFound)?.clone())
        }
        None => None,
    };
    let categories = match actor.shopper() {
        Some(shopper) => shelf_categories(&mut read, shopper, visitor.now)
            .await?
            .into_iter()
            .filter(|one| one.parent.is_none())
            .map(|one| (one.id.to_string(), one.name))
            .collect(),
        None => ask_categories()
            .fetch(&mut read)
            .await?
            .into_iter()
            .filter(|one| one.parent.is_none())
            .map(|one| (one.id.to_string(), one.name))
            .collect(),
    };
    drop(read);
    let status = tried
        .sent
        .as_ref()
        .map_or(StatusCode::OK, |(_, form)| form.status());
    let sent_new_group = tried
        .typed(Which::Group)
        .is_some_and(|form| form.form().has("new"));
    let made = Made {
        is_new: sent_new_group || Address::of(visitor).get("group") == Some("new"),
        staff: actor.staff().is_some(),
        place,
        editor,
        documents,
        categories,
        whose,
        tried,
    };
    let title = words.say_with("site-title", &[("name", name.into())]);
    let nav = if made.staff { "customers" } else { "company" };
    Ok(Page::new(visitor, made.place.face, title.clone())
        .nav(nav)
        .crumbs(made.place.crumbs.clone())
        .status(status)
        .show(move || {
            let may = made.staff || made.editor.own_site();
            let content = if may {
                forms(words, Arc::new(made), group.as_ref())
            } else {
                view! { <Notice>{words.say("site-ask-team")}</Notice> }.into_any()
            };
            view! {
                <PageHead title=title sub=words.say("site-sub") />
                {content}
            }
        }))
}

fn forms(words: Words, made: Arc<Made>, group: Option<&AccessGroup>) -> AnyView {
    let views = views(words, &made);
    if made.is_new {
        let id = AccessGroupId::new();
        let sheet = group_sheet(words, &made, id, None);
        return view! { <div class="stack">{views} {sheet}</div> }.into_any();
    }
    let seen = made.tried.seen.as_ref().map(|seen| preview(words, seen));
    let members = group.map(|group| group_sheet(words, &made, group.id, Some(&group.name)));
    let note = group.map(|group| {
        let name = [("name", group.name.as_str().into())];
        view! { <p class="mute">{words.say_with("site-group-note", &name)}</p> }
    });
    let own = (made.staff && group.is_none()).then(|| own_sheet(words, &made));
    view! {
        <div class="stack">
            {views} {note} {seen}
            <div class="halves">
                <div class="stack">
                    {text_sheet(words, &made, TextKind::Welcome)}
                    {text_sheet(words, &made, TextKind::Announcement)}
                    {text_sheet(words, &made, TextKind::Link)}
                    {text_sheet(words, &made, TextKind::Terms)}
                    {documents_of(words, &made)}
                </div>
                <div class="stack">{members} {look_sheet(words, &made)} {own}</div>
            </div>
        </div>
    }
    .into_any()
}

/// For whom: everybody, or one of the groups.
fn views(words: Words, made: &Made) -> AnyView {
    let place = &made.place;
    let mut views = vec![ViewLink::new(
        words.say("site-everybody"),
        place.page_of(None),
        made.whose.is_none() && !made.is_new,
    )];
    for group in &made.editor.groups {
        let count = i64::try_from(made.editor.count(group.id)).unwrap_or(i64::MAX);
        views.push(ViewLink::new(
            format!("{} ({})", group.name, words.number(count)),
            place.page_of(Some(group.id)),
            made.whose == Some(group.id),
        ));
    }
    views.push(ViewLink::new(
        words.say("site-new-group"),
        format!("{}?group=new", place.base),
        made.is_new,
    ));
    view! { <Views label=words.say("site-for-whom") views /> }.into_any()
}

/// The documents for whom the page is.
fn documents_of(words: Words, made: &Made) -> AnyView {
    let group = made.whose.map_or_else(String::new, |id| id.to_string());
    let there: Vec<&SiteDocument> = made
        .documents
        .iter()
        .filter(|one| one.whose == made.whose)
        .collect();
    let form = made.tried.typed(Which::Document).unwrap_or_default();
    document_sheet(words, &made.place.base, &group, &there, form)
}

/// How a text would look.
fn preview(words: Words, seen: &SiteText) -> AnyView {
    let shown = match seen.kind {
        TextKind::Welcome => greeting(seen),
        TextKind::Announcement => announcement(seen),
        TextKind::Link => {
            let (title, text) = (seen.title.clone(), seen.text.clone());
            let href = seen.href.clone();
            view! {
                <Sheet title=words.say("site-links")>
                    <a href=href rel="noopener noreferrer">
                        {title}
                    </a>
                    <span class="small mute">" " {text}</span>
                </Sheet>
            }
            .into_any()
        }
        TextKind::Terms => {
            let body = paragraphs(&seen.text);
            view! {
                <Sheet title=words.say("site-terms")>
                    <div class="stack-s">{body}</div>
                </Sheet>
            }
            .into_any()
        }
    };
    view! {
        <section class="stack-s" aria-label=words.say("site-preview")>
            <p class="small mute">{words.say("site-preview")}</p>
            {shown}
        </section>
    }
    .into_any()
}

fn kind_title(words: Words, kind: TextKind) -> &'static str {
    words.say(match kind {
        TextKind::Welcome => "site-welcome",
        TextKind::Announcement => "site-announcements",
        TextKind::Link => "site-links",
        TextKind::Terms => "site-terms",
    })
}

/// The texts of a kind, and the form for one more; what there is once is in the
/// form.
fn text_sheet(words: Words, made: &Made, kind: TextKind) -> AnyView {
    let action = format!("{}/texts", made.place.base);
    let group = made.whose.map_or_else(String::new, |id| id.to_string());
    let there: Vec<&SiteText> = made
        .editor
        .texts
        .iter()
        .filter(|text| text.kind == kind && text.whose == made.whose)
        .collect();
    let form = made.tried.typed(Which::Text(kind)).unwrap_or_else(|| {
        let empty = FormState::empty().with("id", SiteTextId::new().to_string());
        match there.first() {
            Some(text) if kind.is_single() => empty
                .with("title", text.title.clone())
                .with("text", text.text.clone()),
            _ => empty,
        }
    });
    let list = (!there.is_empty())
        .then(|| texts_there(words, &there, &format!("{action}/remove"), &group));
    let id = form.value("id").to_owned();
    let with_title = kind != TextKind::Terms;
    let with_days = kind == TextKind::Announcement;
    let is_link = kind == TextKind::Link;
    let prefix = kind.code();
    view! {
        <Sheet title=kind_title(words, kind)>
            <div class="stack">
                {list}
                <PostForm action=action state=form prefix=prefix>
                    <input type="hidden" name="kind" value=kind.code() />
                    <input type="hidden" name="group" value=group />
                    <input type="hidden" name="id" value=id />
                    {with_title
                        .then(|| {
                            view! {
                                <Field
                                    name="title"
                                    label=words.say("site-text-title")
                                    longest=120_u32
                                    optional={kind == TextKind::Welcome}
                                />
                            }
                        })}
                    {is_link
                        .then(|| {
                            view! {
                                <Field
                                    name="href"
                                    label=words.say("site-text-href")
                                    help=words.say("site-text-href-help")
                                    longest=500_u32
                                />
                            }
                        })}
                    <TextArea
                        name="text"
                        label=words.say("site-text-text")
                        optional={is_link || with_days}
                    />
                    {with_days
                        .then(|| {
                            view! {
                                <div class="fields">
                                    <DateField
                                        name="from"
                                        label=words.say("site-from")
                                        optional=true
                                    />
                                    <DateField
                                        name="until"
                                        label=words.say("site-until")
                                        optional=true
                                    />
                                </div>
                            }
                        })}
                    <Actions>
                        <button class="btn" name="do" value="look">
                            {words.say("site-look-at-it")}
                        </button>
                        <button class="btn main" name="do" value="put">
                            {words.say("site-put")}
                        </button>
                    </Actions>
                </PostForm>
            </div>
        </Sheet>
    }
    .into_any()
}

fn texts_there(words: Words, there: &[&SiteText], action: &str, group: &str) -> AnyView {
    let rows = there
        .iter()
        .map(|text| {
            let name = if text.title.is_empty() {
                text.text.chars().take(60).collect::<String>()
            } else {
                text.title.clone()
            };
            let label = words.say_with("site-remove-name", &[("name", name.as_str().into())]);
            let (id, group, action) = (text.id.to_string(), group.to_owned(), action.to_owned());
            view! {
                <tr>
                    <td class="wide">{name}</td>
                    <td class="small" data-l=words.say("site-shown")>
                        {shown_when(words, text)}
                    </td>
                    <td class="actions">
                        <PostForm action=action>
                            <input type="hidden" name="group" value=group />
                            <button class="btn s" name="text" value=id aria-label=label>
                                {words.say("site-remove")}
                            </button>
                        </PostForm>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("site-text-title")),
        Column::new(words.say("site-shown")),
        Column::actions(),
    ];
    view! {
        <DataTable caption=words.say("site-there") quiet=true columns stack=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// When a text is shown, in words.
fn shown_when(words: Words, text: &SiteText) -> String {
    let valid = Validity {
        from: text.valid_from,
        until: text.valid_until,
    };
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| words.date_short(day));
    if valid == Validity::ALWAYS {
        words.say("site-always").to_owned()
    } else {
        format!("{} – {}", day(valid.first_day()), day(valid.last_day()))
    }
}

fn look_sheet(words: Words, made: &Made) -> AnyView {
    let look = made.editor.look(made.whose);
    let form = made
        .tried
        .typed(Which::Look)
        .unwrap_or_else(|| filled(&look));
    let action = format!("{}/look", made.place.base);
    let group = made.whose.map_or_else(String::new, |id| id.to_string());
    let sections = Section::ALL
        .into_iter()
        .map(|section| {
            let label = match section {
                Section::Due => "site-section-due",
                Section::Standards => "site-section-standards",
                Section::OnItsWay => "site-section-on-its-way",
                Section::Requests => "site-section-requests",
                Section::People => "site-section-people",
                Section::Because => "site-section-because",
            };
            ChoiceOption::new(section.code(), words.say(label))
        })
        .collect();
    let order = |prefix: &'static str, all: &[(String, String)]| {
        all.iter()
            .map(|(id, name)| {
                view! {
                    <Field
                        name=format!("{prefix}{id}")
                        label=name.clone()
                        optional=true
                        class="short"
                    />
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    };
    let categories = made.categories.clone();
    let standards: Vec<(String, String)> = made
        .editor
        .standards
        .iter()
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let has_standards = !standards.is_empty();
    view! {
        <Sheet title=words.say("site-look")>
            <PostForm action=action state=form prefix="look">
                <input type="hidden" name="group" value=group />
                <Checks name="shows" label=words.say("site-home-shows") options=sections />
                <Checkbox name="own_choice" label=words.say("site-own-choice") />
                <fieldset class="field">
                    <legend>{words.say("site-categories-first")}</legend>
                    <p class="small mute">{words.say("site-order-help")}</p>
                    <div class="fields">{order("category-", &categories)}</div>
                </fieldset>
                {has_standards
                    .then(|| {
                        view! {
                            <fieldset class="field">
                                <legend>{words.say("site-standards-first")}</legend>
                                <div class="fields">{order("standard-", &standards)}</div>
                            </fieldset>
                        }
                    })}
                <Actions>
                    <button class="btn main">{words.say("site-keep")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// The form for how pages look, as it is.
fn filled(look: &Look) -> FormState {
    let mut form = FormState::empty();
    for section in Section::ALL {
        if look.shows(section) {
            form = form.with("shows", section.code());
        }
    }
    if look.hidden.is_some() {
        form = form.with("own_choice", "on");
    }
    for (place, id) in (1_usize..).zip(&look.categories) {
        form = form.with(format!("category-{id}"), place.to_string());
    }
    for (place, id) in (1_usize..).zip(&look.standards) {
        form = form.with(format!("standard-{id}"), place.to_string());
    }
    form
}

/// A group's name and who is in it.
fn group_sheet(words: Words, made: &Made, id: AccessGroupId, name: Option<&str>) -> AnyView {
    let action = format!("{}/groups", made.place.base);
    let form = made.tried.typed(Which::Group).unwrap_or_else(|| {
        let empty = FormState::empty()
            .with("id", id.to_string())
            .with("name", name.unwrap_or_default());
        let inside = made
            .editor
            .members
            .iter()
            .filter(|one| made.editor.is_in(one.id, id));
        inside.fold(empty, |form, one| form.with("members", one.id.to_string()))
    });
    let id = form.value("id").to_owned();
    let options = made
        .editor
        .members
        .iter()
        .map(|one| {
            let option = ChoiceOption::new(one.id.to_string(), one.name.clone());
            if one.unit.is_empty() {
                option
            } else {
                option.note(one.unit.clone())
            }
        })
        .collect();
    let is_new = name.is_none();
    let remove = name.map(|name| {
        let label = words.say_with("site-remove-name", &[("name", name.into())]);
        let (action, id) = (format!("{action}/remove"), id.clone());
        view! {
            <PostForm action=action>
                <button class="btn danger" name="group" value=id aria-label=label>
                    {words.say("site-remove-group")}
                </button>
            </PostForm>
        }
    });
    let title = if is_new {
        "site-new-group"
    } else {
        "site-group"
    };
    view! {
        <Sheet title=words.say(title)>
            <div class="stack">
                <PostForm action=action state=form prefix="group">
                    <input type="hidden" name="id" value=id />
                    {is_new.then(|| view! { <input type="hidden" name="new" value="yes" /> })}
                    <Field name="name" label=words.say("site-group-name") longest=60_u32 />
                    <Checks name="members" label=words.say("site-group-members") options />
                    <Actions>
                        <button class="btn main">{words.say("site-keep")}</button>
                    </Actions>
                </PostForm>
                {remove}
            </div>
        </Sheet>
    }
    .into_any()
}

/// Whether the customer's managers may change it themselves.
fn own_sheet(words: Words, made: &Made) -> AnyView {
    let action = format!("{}/own", made.place.base);
    let state = if made.editor.own_site() {
        FormState::empty().with("allowed", "on")
    } else {
        FormState::empty()
    };
    view! {
        <Sheet title=words.say("site-own")>
            <PostForm action=action state=state prefix="own">
                <Checkbox name="allowed" label=words.say("site-own-allowed") />
                <Actions>
                    <button class="btn">{words.say("site-keep")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

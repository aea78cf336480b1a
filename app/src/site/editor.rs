//! The page on which a customer's site is made theirs: texts, order, access
//! groups. For everybody of the customer, or for one access group.

use super::documents::document_sheet;
use super::look::{group_sheet, look_preview, look_sheet, own_sheet};
use super::texts::{preview, text_sheet};
use crate::frame::parts::{Notice, PageHead, Sheet, ViewLink, Views};
use crate::frame::{Address, AppState, Face, FormState, Page, PageError, SignedIn, StaffOnly};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::agreements::shelf_categories;
use domain::catalog::ask_categories;
use domain::id::{AccessGroupId, CustomerId};
use domain::identity::Permission;
use domain::site::{
    AccessGroup, Look, SiteDocument, SiteEditor, SiteText, TextKind, ask_all_site_documents,
    ask_site_editor,
};
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;
use std::sync::Arc;

/// Whose site it is, and from where it is changed.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) customer: CustomerId,
    pub(super) base: String,
    face: Face,
    crumbs: Vec<(String, String)>,
}

impl Place {
    /// A customer's site, changed by curators.
    pub(super) fn theirs(visitor: &StaffOnly, customer: &str) -> Result<Place, PageError> {
        visitor.demand(Permission::Curate)?;
        let customer: CustomerId = customer.parse().map_err(|_| PageError::NotFound)?;
        let words = visitor.words;
        Ok(Place {
            customer,
            base: format!("/console/customers/{customer}/site"),
            face: Face::Console,
            // The customer itself follows once its name is known.
            crumbs: vec![(
                words.say("frame-customers").to_owned(),
                "/console/customers".to_owned(),
            )],
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
    /// What it would look like.
    seen: Option<Seen>,
}

/// What is looked at before it is kept.
pub(super) enum Seen {
    Text(SiteText),
    Look(Look),
}

impl Tried {
    pub(super) fn refused(which: Which, form: FormState) -> Self {
        Self {
            sent: Some((which, form)),
            seen: None,
        }
    }

    pub(super) fn looked(which: Which, form: FormState, seen: Seen) -> Self {
        Self {
            sent: Some((which, form)),
            seen: Some(seen),
        }
    }

    /// What was typed into a form, if it is the one that was sent.
    pub(super) fn typed(&self, which: Which) -> Option<FormState> {
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
pub(super) struct Made {
    pub(super) place: Place,
    pub(super) editor: SiteEditor,
    documents: Vec<SiteDocument>,
    /// The categories of the first level: id and name.
    pub(super) categories: Vec<(String, String)>,
    pub(super) whose: Option<AccessGroupId>,
    /// A group is about to be made.
    is_new: bool,
    pub(super) tried: Tried,
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
    let mut crumbs = made.place.crumbs.clone();
    if made.staff {
        let of_customer = format!("/console/customers/{}", made.place.customer);
        crumbs.push((name.clone(), of_customer));
    }
    let title = words.say_with("site-title", &[("name", name.into())]);
    let nav = if made.staff { "customers" } else { "company" };
    Ok(Page::new(visitor, made.place.face, title.clone())
        .nav(nav)
        .crumbs(crumbs)
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
    let seen = made.tried.seen.as_ref().map(|seen| match seen {
        Seen::Text(text) => preview(words, text),
        Seen::Look(look) => look_preview(words, &made, look),
    });
    let members = group.map(|group| group_sheet(words, &made, group.id, Some(&group.name)));
    let standards = group.map(|group| standards_of(words, &made, group.id));
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
                <div class="stack">{members} {standards} {look_sheet(words, &made)} {own}</div>
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

/// The standards that are offered only to the group, or to it and others.
fn standards_of(words: Words, made: &Made, group: AccessGroupId) -> AnyView {
    let mut standards = made.editor.only_for(group).peekable();
    let content = if standards.peek().is_none() {
        view! { <p class="mute">{words.say("site-no-standards-only")}</p> }.into_any()
    } else {
        let lines = standards
            .map(|one| {
                // What a manager of the company is not in the group for has no page.
                let name = if made.staff {
                    let href = format!("/console/configurations/{}", one.id);
                    view! { <a href=href>{one.name.clone()}</a> }.into_any()
                } else {
                    one.name.clone().into_any()
                };
                let others = (one.others > 0).then(|| {
                    let count = [("count", one.others.into())];
                    let text = words.say_with("site-standards-others", &count);
                    view! { " " <span class="mute">{text}</span> }
                });
                view! { <li>{name} {others}</li> }
            })
            .collect_view();
        view! { <ul class="stack-s">{lines}</ul> }.into_any()
    };
    view! { <Sheet title=words.say("site-standards-only")>{content}</Sheet> }.into_any()
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

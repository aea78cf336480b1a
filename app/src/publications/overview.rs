//! `/publications`: what a member may read, and what is new since they were here.

use super::choice::newsletter_sheet;
use crate::frame::parts::{Columns, Empty, PageHead, Sheet, Tag, Tone};
use crate::frame::{AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::identity::Permission;
use domain::publications::{Head, IssueLine, Shelf, publications};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /publications`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let found = publications::<PageError>(&state.db, visitor.actor(), visitor.now).await?;
    let words = visitor.words;
    let title = words.say("publications-title");
    // Somebody in the member's place decides nothing for them.
    let own = visitor.actor().stand_in().is_none();
    // Who sees the company's subscriptions came from there.
    let above = visitor.actor().may(Permission::SeeCompany);
    let above = above.then(|| (words.say("frame-subscriptions"), "/subscriptions"));
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("publications")
        .crumbs(above)
        .show(move || {
            let shelves: Vec<AnyView> = found.shelves.iter().map(|one| shelf(words, one)).collect();
            let content = if shelves.is_empty() {
                view! {
                    <Sheet>
                        <Empty
                            title=words.say("publications-none")
                            text=words.say("publications-none-text")
                        />
                    </Sheet>
                }
                .into_any()
            } else {
                shelves.into_any()
            };
            let aside = own.then(|| newsletter_sheet(words, found.newsletter, "/publications"));
            let sub = words.say("publications-sub");
            match aside {
                Some(aside) => view! {
                    <PageHead title sub />
                    <Columns aside=aside>{content}</Columns>
                }
                .into_any(),
                None => view! {
                    <PageHead title sub />
                    <div class="stack">{content}</div>
                }
                .into_any(),
            }
        }))
}

fn shelf(words: Words, one: &Shelf) -> AnyView {
    let to = format!("/publications/{}", one.head.code);
    let new = (one.new > 0).then(|| {
        let text = words.say_with("publications-new-count", &[("count", one.new.into())]);
        view! { <Tag text tone=Tone::Accent /> }.into_any()
    });
    let about = (!one.head.about.is_empty()).then(|| {
        let about = one.head.about.clone();
        view! { <p class="mute">{about}</p> }
    });
    let lines: Vec<AnyView> = one
        .latest
        .iter()
        .map(|issue| line(words, &one.head, issue))
        .collect();
    let all = words.say_with("publications-all-issues", &[("count", one.issues.into())]);
    let footer = view! { <a href=to>{all}</a> };
    let content = view! {
        <div class="stack-s">
            {about}
            <ul class="stack-s">{lines}</ul>
        </div>
    };
    let title = one.head.name.clone();
    match new {
        Some(new) => view! {
            <Sheet title aside=new footer=footer>
                {content}
            </Sheet>
        }
        .into_any(),
        None => view! {
            <Sheet title footer=footer>
                {content}
            </Sheet>
        }
        .into_any(),
    }
}

fn line(words: Words, head: &Head, issue: &IssueLine) -> AnyView {
    let to = format!("/publications/{}/{}", head.code, issue.id);
    let new = issue.new.then(|| {
        let text = words.say("publications-new");
        view! { " " <Tag text tone=Tone::Accent /> }
    });
    view! {
        <li>
            <a href=to>{issue.title.clone()}</a>
            <span class="small mute">" " {words.date(issue.day)}</span>
            {new}
        </li>
    }
    .into_any()
}

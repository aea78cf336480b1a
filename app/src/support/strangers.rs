//! `/console/cases/mails`: the mails that nobody vouches for, those that were held back
//! because too many came, and reports that one of ours did not arrive. What becomes of
//! one is decided on its own page (`stranger.rs`).

use crate::frame::parts::{
    Column, DataTable, Empty, Icon, PageHead, Pager, Sheet, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::Timestamp;
use domain::support::{KEPT_DAYS, Mails, Stranger, strangers};
use domain::text::Words;
use leptos::prelude::*;

/// Mails on a page.
const PAGE: i64 = 50;

/// How each view stands in an address, and what it is called.
const VIEWS: [(&str, &str, Mails); 3] = [
    ("", "support-mails-waiting", Mails::Waiting),
    ("done", "support-mails-done", Mails::Done),
    ("bounced", "support-mails-bounced", Mails::Bounced),
];

/// `GET /console/cases/mails?which=done&page=2`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let (words, now) = (visitor.words, visitor.now);
    let which = address.get("which").unwrap_or_default();
    let (.., which) = VIEWS
        .into_iter()
        .find(|(code, ..)| *code == which)
        .unwrap_or_default();
    let page = (paging.offset(), PAGE);
    let found = strangers::<PageError>(&state.db, visitor.actor(), which, page).await?;
    let paging = paging.total(found.found);
    let title = words.say("support-mails");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("cases")
        .crumbs([(words.say("support-queue-title"), "/console/cases")])
        .show(move || {
            let views = VIEWS
                .map(|(code, id, one)| {
                    let to = Address::parse("/console/cases/mails").with("which", code);
                    ViewLink::new(words.say(id), to.href(), one == which)
                })
                .to_vec();
            let sub = words.say_with("support-mails-note", &[("days", KEPT_DAYS.into())]);
            let rows: Vec<AnyView> = found.rows.iter().map(|one| row(words, one, now)).collect();
            let content = if rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("support-mails-none")
                        text=words.say("support-mails-none-text")
                        icon=Icon::Help
                    />
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("support-subject")),
                    Column::new(words.say("support-mail-from")),
                    Column::new(words.say("support-mail-why")),
                    Column::new(words.say("support-last")),
                ];
                let pager = view! { <Pager paging address /> };
                view! {
                    <DataTable caption=title quiet=true columns stack=true footer=pager>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=sub />
                <Views label=words.say("support-mails") views />
                <Sheet flush=true>{content}</Sheet>
            }
        }))
}

/// Why it needs a person.
pub(super) fn why(words: Words, mail: &Stranger) -> String {
    match (mail.became.as_str(), &mail.bounced_to) {
        ("held", _) => words.say("support-mail-held").to_owned(),
        ("bounced", Some(to)) => {
            words.say_with("support-mail-bounced", &[("to", to.as_str().into())])
        }
        ("bounced", None) => words.say("support-mail-bounced-somewhere").to_owned(),
        _ => words.say("support-mail-stranger").to_owned(),
    }
}

/// What became of it, if somebody was done with it.
pub(super) fn outcome(words: Words, mail: &Stranger) -> Option<AnyView> {
    mail.settled_at?;
    let who = mail.settled_by.clone().unwrap_or_default();
    Some(match &mail.made {
        Some(number) => {
            let href = format!("/console/cases/{number}");
            let text = words.say_with("support-mail-made-by", &[("who", who.into())]);
            view! {
                {text}
                " "
                <a href=href>{number.clone()}</a>
            }
            .into_any()
        }
        None => {
            let what = [
                ("who", who.into()),
                ("why", mail.settled_why.as_str().into()),
            ];
            words.say_with("support-mail-left-by", &what).into_any()
        }
    })
}

fn row(words: Words, mail: &Stranger, now: Timestamp) -> AnyView {
    let subject = match mail.subject.as_str() {
        "" => words.say("support-mail-no-subject").to_owned(),
        subject => subject.to_owned(),
    };
    let beside = outcome(words, mail).unwrap_or_else(|| why(words, mail).into_any());
    view! {
        <tr>
            <td class="wide">
                <a href=format!("/console/cases/mails/{}", mail.id)>{subject}</a>
                <span class="sub">{mail.text.chars().take(120).collect::<String>()}</span>
            </td>
            <td data-l=words.say("support-mail-from")>
                {mail.sender.clone()} <span class="sub">{mail.sender_name.clone()}</span>
            </td>
            <td data-l=words.say("support-mail-why")>{beside}</td>
            <td data-l=words.say("support-last") class="nw">
                {words.ago(mail.at, now)}
            </td>
        </tr>
    }
    .into_any()
}

//! `/console/mailbox`: the list, and one message as its recipient reads it.

use crate::frame::parts::{
    Column, Columns, DataTable, Definitions, Empty, Icon, Notice, PageHead, Pager, PostForm, Sheet,
    Tag, Tone,
};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, SignedIn, Text, Visitor};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::id::MessageId;
use domain::identity::Permission;
use domain::mail::{self, Fate, Letter, LetterRow, Mailbox, PER_PAGE, Reader};
use domain::text::Words;
use leptos::prelude::*;

/// Who may look: anybody in a demonstration, else who may administer. Others
/// are told to sign in, or that there is nothing.
fn reader<'a>(visitor: &'a Visitor, state: &AppState) -> Result<Reader<'a>, PageError> {
    match &visitor.actor {
        _ if state.settings.demo => Ok(Reader::Demonstration),
        Some(actor) => Ok(Reader::Signed(actor)),
        None => Err(PageError::SignIn(visitor.path.clone())),
    }
}

/// The console's own face for staff; anybody else reads at the door.
fn face(visitor: &Visitor) -> Face {
    match &visitor.actor {
        Some(actor) if actor.staff().is_some() => Face::Console,
        _ => Face::Door,
    }
}

/// `GET /console/mailbox?page=N`
pub async fn show(visitor: Visitor, State(state): State<AppState>) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PER_PAGE);
    let settings = &state.settings;
    let found: Mailbox = mail::mailbox::<PageError>(
        &state.db,
        reader(&visitor, &state)?,
        paging.page,
        &settings.sender(),
        settings.delivery,
    )
    .await?;
    // How many there are in all is not counted; whether there are more is known.
    let shown = i64::try_from(found.letters.len()).unwrap_or(0) + i64::from(found.more);
    let paging = paging.total(paging.offset() + shown);
    let words = visitor.words;
    let title = words.say("mail-mailbox");
    let to_server = settings.delivery == mail::Delivery::Server;
    let now = visitor.now;
    Ok(Page::new(&visitor, face(&visitor), title)
        .nav("mailbox")
        .show(move || {
            let sub = words.say(if to_server {
                "mail-mailbox-server"
            } else {
                "mail-mailbox-only"
            });
            view! {
                <PageHead title sub />
                <Sheet flush=true>{list(words, found.letters, address, paging, now)}</Sheet>
            }
        }))
}

fn list(
    words: Words,
    letters: Vec<LetterRow>,
    address: Address,
    paging: Paging,
    now: Timestamp,
) -> AnyView {
    if letters.is_empty() {
        return view! {
            <Empty title=words.say("mail-none") text=words.say("mail-none-why") icon=Icon::Mail />
        }
        .into_any();
    }
    let rows = letters
        .into_iter()
        .map(|letter| {
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!("/console/mailbox/{}", letter.id)>
                            {letter.subject.clone()}
                        </a>
                    </td>
                    <td class="wide">
                        {letter.name.clone()} <span class="sub">{letter.to.clone()}</span>
                    </td>
                    <td class="nw">{words.ago(letter.written_at, now)}</td>
                    <td>{fate_tag(words, letter.fate)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("mail-subject")),
        Column::new(words.say("mail-to")),
        Column::new(words.say("mail-written")),
        Column::new(words.say("mail-fate")),
    ];
    let pager = view! { <Pager paging address /> };
    view! {
        <DataTable
            caption=words.say("mail-mailbox")
            quiet=true
            columns
            stack=true
            footer=pager
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

fn fate_tag(words: Words, fate: Fate) -> AnyView {
    let (id, tone) = match fate {
        Fate::Sent(_) => ("mail-fate-sent", Tone::Good),
        Fate::Waiting => ("mail-fate-waiting", Tone::Accent),
        Fate::Retried(_) => ("mail-fate-retried", Tone::Warn),
        Fate::GivenUp => ("mail-fate-given-up", Tone::Bad),
    };
    view! { <Tag text=words.say(id) tone /> }.into_any()
}

async fn find(visitor: &Visitor, state: &AppState, id: &str) -> Result<Letter, PageError> {
    let id: MessageId = id.parse().map_err(|_| PageError::NotFound)?;
    let settings = &state.settings;
    mail::letter::<PageError>(
        &state.db,
        reader(visitor, state)?,
        id,
        &settings.sender(),
        settings.delivery,
    )
    .await?
    .ok_or(PageError::NotFound)
}

/// `GET /console/mailbox/{id}`
pub async fn letter(
    visitor: Visitor,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let letter = find(&visitor, &state, &id).await?;
    let words = visitor.words;
    let title = letter.row.subject.clone();
    let administers = visitor
        .actor
        .as_ref()
        .is_some_and(|actor| actor.may(Permission::Administer));
    Ok(Page::new(&visitor, face(&visitor), title.clone())
        .nav("mailbox")
        .crumbs([(words.say("mail-mailbox"), "/console/mailbox")])
        .show(move || {
            let row = &letter.row;
            let id = row.id;
            let html = (!letter.rendered.html.is_empty()).then(|| {
                view! {
                    <a class="btn" href=format!("/console/mailbox/{id}/html") target="_blank">
                        {words.say("mail-as-html")}
                    </a>
                }
            });
            let again = (administers && row.fate == Fate::GivenUp).then(|| {
                view! {
                    <PostForm action=format!("/console/mailbox/{id}/again")>
                        <button class="btn main">{words.say("mail-send-again")}</button>
                    </PostForm>
                }
            });
            let error = letter
                .error
                .clone()
                .map(|error| view! { <Notice tone=Tone::Bad>{error}</Notice> });
            let lines = letter
                .rendered
                .text
                .split("\n\n")
                .map(|paragraph| view! { <p class="lines">{paragraph.to_owned()}</p> })
                .collect_view();
            let go = (!letter.rendered.link.is_empty()).then(|| {
                view! {
                    <a class="btn main" href=letter.rendered.link.clone()>
                        {letter.rendered.button.clone()}
                    </a>
                }
            });
            view! {
                <PageHead title tags=fate_tag(words, row.fate)>
                    {html}
                    {again}
                    {go}
                </PageHead>
                <Columns aside=facts(words, &letter)>
                    {error}
                    <Sheet title=words.say("mail-as-words")>
                        <div class="prose">{lines}</div>
                    </Sheet>
                </Columns>
            }
        }))
}

fn facts(words: Words, letter: &Letter) -> AnyView {
    let row = &letter.row;
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("mail-to").into(),
            format!("{} <{}>", row.name, row.to).into_any(),
        ),
        (
            words.say("mail-written").into(),
            words.moment_short(row.written_at).into_any(),
        ),
    ];
    let when = match row.fate {
        Fate::Sent(at) => Some(("mail-sent-at", at)),
        Fate::Retried(at) => Some(("mail-next-try", at)),
        Fate::Waiting | Fate::GivenUp => None,
    };
    if let Some((id, at)) = when {
        rows.push((words.say(id).into(), words.moment_short(at).into_any()));
    }
    rows.push((
        words.say("mail-attempts").into(),
        words.number(letter.attempts).into_any(),
    ));
    view! {
        <Sheet title=words.say("mail-facts")>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

/// What the HTML part of a message may do in a browser: nothing but show
/// itself and lead on.
const NOTHING_BUT_STYLE: &str = "default-src 'none'; style-src 'unsafe-inline'; \
    sandbox allow-popups allow-popups-to-escape-sandbox; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// `GET /console/mailbox/{id}/html`: the HTML part as it was sent, in a page
/// of its own that can do nothing.
pub async fn html(
    visitor: Visitor,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let letter = find(&visitor, &state, &id).await?;
    let mut response = Html(letter.rendered.html).into_response();
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(NOTHING_BUT_STYLE),
    );
    Ok(response)
}

/// `POST /console/mailbox/{id}/again`: tries a message again that was given up.
pub async fn again(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Administer)?;
    let id: MessageId = id.parse().map_err(|_| PageError::NotFound)?;
    mail::send_again::<PageError>(&state.db, visitor.actor(), id, visitor.now).await?;
    visitor
        .say_next(true, visitor.words.say("mail-sent-again"))
        .await?;
    Ok(Redirect::to(&format!("/console/mailbox/{id}")).into_response())
}

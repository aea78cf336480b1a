//! `/`: what needs me, what is usually due now, what is made for us, how my
//! requests stand, what was changed because of us.

use super::{because, function, nobody_named};
use crate::frame::parts::{
    Column, Columns, DataTable, Empty, Icon, Need, Needs, PageHead, Person, PostForm, Price, Sheet,
    Step, Timeline, Tone,
};
use crate::frame::{AppState, Face, Form, Page, PageError, Settings, SignedIn, in_path};
use crate::site::{announcements, documents, links, welcome};
use crate::{agreements, orders, publications, subscriptions, support};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::agreements::{ShelfItem, ask_prices_of, ask_shelf_items};
use domain::catalog::say_per;
use domain::configurations::{Offer, ask_offered};
use domain::identity::{Actor, Permission};
use domain::orders::{OnItsWay, ask_on_its_way};
use domain::profile::{self, DueItem, NotForUsError, TeamMember, wording};
use domain::publications::ask_new_issues;
use domain::requests::lifecycle::State as At;
use domain::requests::{ListRequests, ListedRequest, Standing, Which, ask_requests, titled};
use domain::site::{Look, Section, ask_site, ask_site_documents};
use domain::store::{Asked, together};
use domain::subscriptions::{ask_held, ask_waiting_for_yes};
use domain::support::articles::ask_known_problems;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let (words, now) = (visitor.words, visitor.now);
    let actor = visitor.actor();
    let Some(member) = actor.member() else {
        // Staff begin in their console, unless they look at a customer's site.
        let to = if actor.shopper().is_some() {
            "/catalog"
        } else {
            "/console"
        };
        return Ok(Redirect::to(to).into_response());
    };
    let shopper = actor.shopper().ok_or(PageError::Denied)?;
    let mut read = state.db.read(actor.scope()).await?;
    // What every room has to say here, and then what it costs.
    let (home, offered, waiting, mine, coming) = together(
        &mut read,
        (
            profile::ask_home(actor, member, now),
            ask_offered(shopper, None, visitor.now),
            first_open(actor, Which::Waiting)?,
            first_open(actor, Which::Mine)?,
            ask_on_its_way(member),
        ),
    )
    .await?;
    let due: Vec<_> = home.due.iter().map(|item| item.reorder.product).collect();
    let (items, prices, site, papers, problems, subscribed, held, news) = together(
        &mut read,
        (
            ask_shelf_items(shopper, &due, now),
            ask_prices_of(shopper, &offered.products(), now),
            ask_site(member.company.id, Some(member.id), now),
            ask_site_documents(member.company.id, Some(member.id)),
            ask_known_problems(member, words.language().code()),
            ask_waiting_for_yes(member.company.id),
            ask_held(member.company.id),
            ask_new_issues(member, words.language().code(), now),
        ),
    )
    .await?;
    drop(read);
    let news = news.with(&held, Day::of(now));
    let mut standards = offered.priced(shopper, prices);
    Look::sort(&site.look.standards, &mut standards, |offer| offer.id);
    // Only what the reader may see.
    let due: Vec<(DueItem, ShelfItem)> = home
        .due
        .iter()
        .filter_map(|item| {
            let shown = items.iter().find(|one| one.id == item.reorder.product)?;
            Some((item.clone(), shown.clone()))
        })
        .collect();

    let mut ending = if actor.may(Permission::ManageCompany) {
        agreements::endings(words, member.in_force.as_ref(), now)
    } else {
        Vec::new()
    };
    if actor.may(Permission::Order) {
        ending.extend(subscriptions::needs(words, &subscribed));
    }
    let needing = member.waiting;
    let arrived = i64::try_from(orders::arrivals(words, &coming, now).len()).unwrap_or(0);
    let ends = i64::try_from(ending.len()).unwrap_or(0);
    let sub = match needing.saturating_add(arrived).saturating_add(ends) {
        0 => words.say("profile-hello-nothing").to_owned(),
        count => words.say_with("profile-hello-waiting", &[("count", count.into())]),
    };
    let sub = match orders::next_delivery(words, &coming, now) {
        Some(next) => format!("{sub} {next}"),
        None => sub,
    };
    let first = actor.name().split_whitespace().next().unwrap_or_default();
    let title = words.say_with("profile-hello", &[("name", first.into())]);
    let may_request = actor.may(Permission::Request);
    let settings = state.settings;
    let membership = member.id;
    let agreed = member.in_force.is_some();
    Ok(Page::new(&visitor, Face::Site, words.say("frame-home"))
        .nav("home")
        .show(move || {
            let quiet = due.is_empty() && standards.is_empty();
            let (title_quiet, text_quiet) = if agreed {
                ("profile-quiet-title", "profile-quiet-text")
            } else {
                ("agreements-agreed-none", "agreements-agreed-none-text")
            };
            let shows = |section| site.look.shows(section);
            let on_its_way =
                shows(Section::OnItsWay).then(|| orders::on_its_way(words, coming.clone(), now));
            let requests = shows(Section::Requests).then(|| my_requests(words, mine));
            let news = shows(Section::News)
                .then(|| publications::new_issues(words, &news))
                .flatten();
            let team = shows(Section::People).then(|| people(words, &settings, home.team));
            let changes = shows(Section::Because)
                .then(|| because(words, home.changes))
                .flatten();
            let aside = view! {
                {on_its_way}
                {requests}
                {news}
                {links(words, &site)}
                {documents(words, &papers)}
                {team}
                {changes.map(|changes| view! {
                    <Sheet title=words.say("profile-because-title") flush=true>{changes}</Sheet>
                })}
            };
            let due = shows(Section::Due).then(|| due_table(words, due, now));
            let standards = shows(Section::Standards).then(|| standards_cards(words, standards));
            view! {
                <PageHead title=title sub=sub>
                    <a class="btn" href="/catalog">{words.say("profile-find-equipment")}</a>
                    {may_request.then(|| view! {
                        <a class="btn main" href="/requests/new">
                            {words.say("profile-request-equipment")}
                        </a>
                    })}
                </PageHead>
                <Columns aside=aside>
                    {announcements(&site)}
                    {support::known_problems(words, &problems)}
                    {welcome(&site)}
                    {needs(words, waiting, needing, &coming, ending, membership, now)}
                    {due}
                    {standards}
                    {quiet.then(|| view! {
                        <Sheet>
                            <Empty
                                title=words.say(title_quiet)
                                text=words.say(text_quiet)
                                icon=Icon::Catalog
                            >
                                {agreed.then(|| view! {
                                    <a class="btn main" href="/catalog">
                                        {words.say("profile-find-equipment")}
                                    </a>
                                })}
                            </Empty>
                        </Sheet>
                    })}
                </Columns>
            }
        }))
}

/// The first few open requests; none where the reader has no such list.
fn first_open(
    actor: &Actor,
    which: Which,
) -> Result<Asked<'static, Vec<ListedRequest>>, PageError> {
    if which == Which::Mine && !actor.may(Permission::Request) {
        return Ok(Asked::known(Vec::new()));
    }
    let wanted = ListRequests {
        which,
        standing: Standing::Open,
        words: String::new(),
        offset: 0,
        limit: 5,
    };
    Ok(ask_requests(actor, wanted)?.map(|list| list.rows))
}

fn needs(
    words: Words,
    waiting: Vec<ListedRequest>,
    all: i64,
    coming: &[OnItsWay],
    ending: Vec<Need>,
    me: domain::id::MembershipId,
    now: domain::Timestamp,
) -> Option<AnyView> {
    let arrivals = orders::arrivals(words, coming, now);
    if waiting.is_empty() && arrivals.is_empty() && ending.is_empty() {
        return None;
    }
    let more = i64::try_from(waiting.len())
        .is_ok_and(|shown| shown < all)
        .then(|| {
            let text = words.say_with("profile-needs-all", &[("count", all.into())]);
            view! { <a href="/requests?which=waiting">{text}</a> }
        });
    let needs = waiting
        .into_iter()
        .map(|request| {
            let href = format!("/requests/{}", request.id);
            let what = titled(words, &request.title, request.lines);
            let to_answer = request.membership == me && matches!(request.state(), At::Asked);
            let (text, action, tone) = if to_answer {
                (
                    words.say_with("profile-need-answer", &[("what", what.into())]),
                    words.say("profile-answer"),
                    Tone::Warn,
                )
            } else {
                (
                    words.say_with(
                        "profile-need-decide",
                        &[
                            ("who", request.requester.as_str().into()),
                            ("what", what.into()),
                        ],
                    ),
                    words.say("profile-decide"),
                    Tone::Accent,
                )
            };
            let why = words.say_with(
                "profile-need-why",
                &[
                    ("number", request.number.as_str().into()),
                    ("when", words.ago(request.submitted_at, now).into()),
                ],
            );
            let there = href.clone();
            Need::new(tone, view! { <a href=href>{text}</a> })
                .why(why)
                .actions(view! { <a class="btn s main" href=there>{action}</a> })
        })
        .chain(arrivals)
        .chain(ending)
        .collect();
    Some(
        view! {
            <Sheet title=words.say("profile-needs-you") aside=more flush=true>
                <Needs needs=needs />
            </Sheet>
        }
        .into_any(),
    )
}

/// One form for the whole table: the button says which row, and where it goes.
fn due_table(
    words: Words,
    due: Vec<(DueItem, ShelfItem)>,
    now: domain::Timestamp,
) -> Option<AnyView> {
    if due.is_empty() {
        return None;
    }
    let rows = due
        .into_iter()
        .map(|(item, shown)| due_row(words, &item, shown, now))
        .collect_view();
    let columns = move || {
        vec![
            Column::new(words.say("frame-product")),
            Column::num(words.say("profile-due-price")),
            Column::new(words.say("profile-due-why")),
            Column::actions(),
        ]
    };
    let how = view! { <a href="/me/remembered">{words.say("profile-due-how")}</a> };
    Some(
        view! {
            <Sheet title=words.say("profile-due") aside=how flush=true>
                <PostForm action="/basket/add" class="flush">
                    <DataTable
                        caption=words.say("profile-due")
                        columns=columns()
                        stack=true
                        quiet=true
                    >
                        {rows}
                    </DataTable>
                </PostForm>
            </Sheet>
        }
        .into_any(),
    )
}

fn due_row(words: Words, item: &DueItem, shown: ShelfItem, now: domain::Timestamp) -> AnyView {
    let why = wording::why_due(words, &item.reorder, item.unit.as_deref(), now);
    let href = format!("/products/{}", in_path(&shown.sku));
    let count = item.reorder.quantity.thousandths() / 1000;
    let quantity = format!("quantity-{}", shown.sku);
    let name = shown.name.as_str();
    let refuse = words.say_with("profile-not-for-us-name", &[("name", name.into())]);
    let add_name = words.say_with(
        "profile-add-count-name",
        &[("count", count.into()), ("name", name.into())],
    );
    let add = words.say_with("profile-add-count", &[("count", count.into())]);
    let (price, per) = (shown.price.price, say_per(words, &shown.unit));
    view! {
        <tr>
            <td class="wide">
                <a href=href>{shown.name.clone()}</a>
                <br />
                <small class="mute">{shown.summary.clone()}</small>
            </td>
            <td class="num" data-l=words.say("profile-due-price")>
                <Price amount=price per=per />
            </td>
            <td class="why wide">
                {why} " "
                <button
                    class="link"
                    name="fact"
                    value=item.fact.to_string()
                    formaction="/not-for-us"
                    aria-label=refuse
                >
                    {words.say("profile-not-for-us")}
                </button>
            </td>
            <td class="actions">
                <input type="hidden" name=quantity value=count.to_string() />
                <button class="btn s" name="sku" value=shown.sku aria-label=add_name>
                    {add}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

fn standards_cards(words: Words, standards: Vec<Offer>) -> Option<AnyView> {
    if standards.is_empty() {
        return None;
    }
    let cards = standards
        .into_iter()
        .take(6)
        .map(|offer| {
            let href = format!("/standards/{}", offer.id);
            let price = offer.usual_price();
            let label = words.say_with(
                "profile-configure-name",
                &[("name", offer.name.as_str().into())],
            );
            view! {
                <article class="card">
                    <div>
                        <h3>
                            <a href=href.clone()>{offer.name}</a>
                        </h3>
                        <p class="mute">{offer.description}</p>
                    </div>
                    <div class="card-end">
                        <Price amount=price />
                        <a class="btn s main" href=href aria-label=label>
                            {words.say("profile-configure")}
                        </a>
                    </div>
                </article>
            }
        })
        .collect_view();
    let all = view! { <a href="/standards">{words.say("profile-standards-all")}</a> };
    Some(
        view! {
            <Sheet title=words.say("profile-standards") aside=all>
                <div class="cards">{cards}</div>
            </Sheet>
        }
        .into_any(),
    )
}

/// How my open requests stand, the latest with its timeline.
fn my_requests(words: Words, mine: Vec<ListedRequest>) -> Option<AnyView> {
    if mine.is_empty() {
        return None;
    }
    let all = view! { <a href="/requests">{words.say("profile-my-requests-all")}</a> };
    let items = mine
        .into_iter()
        .take(3)
        .map(|request| {
            let href = format!("/requests/{}", request.id);
            let waiting = match request.state() {
                At::Asked => words.say("profile-waiting-answer"),
                At::Held => words.say("profile-held"),
                _ => words.say("profile-waiting-decision"),
            };
            let steps = vec![
                Step::done(words.say("profile-submitted")).note(words.day(request.submitted_at)),
                Step::now(waiting),
                Step::later(words.say("profile-then-order")),
            ];
            view! {
                <h3>
                    <a href=href>{titled(words, &request.title, request.lines)}</a>
                </h3>
                <Timeline steps=steps />
            }
        })
        .collect_view();
    Some(
        view! {
            <Sheet title=words.say("profile-my-requests") aside=all>
                <div class="stack-s">{items}</div>
            </Sheet>
        }
        .into_any(),
    )
}

fn people(words: Words, settings: &Settings, team: Vec<TeamMember>) -> AnyView {
    let supplier = settings.supplier.as_str();
    let title = words.say_with("profile-your-people", &[("supplier", supplier.into())]);
    let footer = view! { <a href="/me/remembered">{words.say("profile-remembered-link")}</a> };
    if team.is_empty() {
        let none = nobody_named(words, settings);
        return view! { <Sheet title=title footer=footer>{none}</Sheet> }.into_any();
    }
    let people = team
        .into_iter()
        .map(|one| {
            let note = function(words, &one.function);
            view! { <Person name=one.name note=note href=format!("mailto:{}", one.email) /> }
        })
        .collect_view();
    view! {
        <Sheet title=title footer=footer>
            <div class="stack-s">{people}</div>
        </Sheet>
    }
    .into_any()
}

/// `POST /not-for-us`: the suggestion is not made to this unit again.
pub async fn not_for_us(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let fact = form.carried("fact")?;
    match profile::not_for_us(&state.db, visitor.actor(), fact, visitor.now).await {
        Ok(name) => {
            let said = words.say_with("profile-refused-it", &[("name", name.into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to("/").into_response())
        }
        Err(NotForUsError::Denied(_)) => Err(PageError::NotFound),
        Err(NotForUsError::Store(error)) => Err(error.into()),
    }
}

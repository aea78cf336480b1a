//! `/console/orders`: what lies on the order desk.

use super::said::{self, Stand, day};
use crate::frame::parts::{
    Column, DataTable, Empty, Filter, Icon, PageHead, Pager, Sheet, Tag, Tone, ViewLink, Views,
};
use crate::frame::{Address, AppState, CsvFile, Face, Page, PageError, Paging, StaffOnly};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::identity::Permission;
use domain::orders::{COUNTED, Need, Pile, Queue, QueueRow, QueueView, queue, whole};
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// Orders on a page.
const PAGE: i64 = 50;

/// `GET /console/orders?pile=…&q=…&customer=…&page=2`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let view = read_view(&address, paging);
    let found = queue::<PageError>(&state.db, visitor.actor(), &view, visitor.now).await?;
    Ok(page(&visitor, address, view, paging, found))
}

/// `GET /console/orders.csv?…`: the same rows, all of them.
pub async fn file(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let view = whole(&read_view(&address, Paging::of(&address, PAGE)));
    let found = queue::<PageError>(&state.db, visitor.actor(), &view, visitor.now).await?;
    Ok(csv(visitor.words, &found, visitor.now).into_response())
}

fn read_view(address: &Address, paging: Paging) -> QueueView {
    QueueView {
        pile: Pile::from_code(address.get("pile").unwrap_or_default()),
        search: address.get("q").unwrap_or_default().to_owned(),
        customer: address.get("customer").and_then(|id| id.parse().ok()),
        offset: paging.offset(),
        limit: PAGE,
    }
}

/// What an order needs of the desk, in words.
pub(super) fn need_words(words: Words, row: NeedOf, now: Timestamp) -> (String, Tone) {
    let promised = row.promised_at.map(|at| day(words, at, now));
    let promised = promised.unwrap_or_default();
    match row.need {
        Need::Acknowledge => (
            words.say_with(
                "orders-need-acknowledge",
                &[("ago", words.ago(row.placed_at, now).into())],
            ),
            Tone::Accent,
        ),
        Need::Overdue => (
            words.say_with("orders-need-overdue", &[("day", promised.into())]),
            Tone::Bad,
        ),
        Need::DueNow => (
            words.say_with("orders-need-due-now", &[("day", promised.into())]),
            Tone::Warn,
        ),
        Need::Promised => (
            words.say_with("orders-need-promised", &[("day", promised.into())]),
            Tone::Plain,
        ),
        Need::AskForArrival => (words.say("orders-need-ask").to_owned(), Tone::Warn),
        Need::UnderWay => (words.say("orders-need-under-way").to_owned(), Tone::Plain),
        Need::Nothing => (words.say("orders-need-nothing").to_owned(), Tone::Plain),
    }
}

/// What the words for a need are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct NeedOf {
    pub(super) need: Need,
    pub(super) placed_at: Timestamp,
    pub(super) promised_at: Option<Day>,
}

fn need_of(row: &QueueRow, now: Timestamp) -> NeedOf {
    NeedOf {
        need: row.need(now),
        placed_at: row.placed_at,
        promised_at: row.promised_at,
    }
}

fn stand(row: &QueueRow) -> Stand {
    Stand {
        state: row.state,
        parcels: row.parcels,
        promised_at: row.promised_at,
    }
}

fn csv(words: Words, found: &Queue, now: Timestamp) -> CsvFile {
    let mut file = CsvFile::new(
        "orders.csv",
        [
            "orders-number",
            "frame-customer",
            "orders-requested-by",
            "orders-po",
            "orders-placed",
            "orders-needed-by",
            "orders-promised",
            "orders-standing",
            "orders-needs",
            "orders-total",
            "frame-currency",
        ]
        .map(|id| words.say(id)),
    );
    let date = |day: Option<Day>| day.map(|day| words.date_field(day)).unwrap_or_default();
    for row in &found.rows {
        let total = row.total();
        file.row([
            row.number.clone(),
            found.names.of(row.customer_id).to_owned(),
            found.names.of(row.requested_by).to_owned(),
            row.po_number.clone(),
            words.date_field(row.placed_at),
            date(row.needed_by),
            date(row.promised_at),
            stand(row).sentence(words, now),
            need_words(words, need_of(row, now), now).0,
            total.plain(),
            total.currency.code().to_owned(),
        ]);
    }
    file
}

fn page(
    visitor: &StaffOnly,
    address: Address,
    view: QueueView,
    paging: Paging,
    found: Queue,
) -> Response {
    let words = visitor.words;
    let now = visitor.now;
    let title = words.say("orders-desk-title");
    let paging = paging.total(found.found);
    let searching = !view.search.trim().is_empty();
    let caption = if searching {
        words.say_with(
            "orders-desk-found",
            &[("words", view.search.as_str().into())],
        )
    } else if let Some(customer) = view.customer {
        let company = found.names.of(customer);
        words.say_with("orders-desk-of", &[("company", company.into())])
    } else {
        pile_name(words, view.pile).to_owned()
    };
    let note = (found.found >= COUNTED)
        .then(|| words.say_with("orders-counted", &[("count", COUNTED.into())]));
    let columns = vec![
        Column::new(words.say("orders-number")),
        Column::new(words.say("frame-customer")),
        Column::new(words.say("orders-needs")),
        Column::new(words.say("orders-standing")),
        Column::new(words.say("orders-placed")),
        Column::new(words.say("orders-needed-by")),
        Column::num(words.say("orders-total")),
    ];
    let actor = visitor.actor();
    let takes_back = actor.may(Permission::Fulfil) || actor.may(Permission::Support);
    Page::new(visitor, Face::Console, title)
        .nav("orders")
        .show(move || {
            let views = views(words, &view, searching);
            let filter = view! {
                <Filter
                    address=address.clone()
                    label=words.say("orders-desk-search")
                    own=&["pile", "customer"]
                />
            };
            let content = if found.rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("orders-desk-empty")
                        text=words.say("orders-desk-empty-text")
                        icon=Icon::Order
                    >
                        <a class="btn" href="/console/orders?pile=all">
                            {words.say("orders-show-all")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else {
                let export = view! {
                    <a class="link small" href=address.as_file()>
                        {words.say("frame-csv")}
                    </a>
                };
                let rows = found
                    .rows
                    .iter()
                    .map(|order| row(words, order, &found, now))
                    .collect_view();
                let pager = view! { <Pager paging address /> };
                view! {
                    <DataTable caption note aside=export columns stack=true footer=pager>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("orders-desk-sub")>
                    {takes_back
                        .then(|| {
                            view! {
                                <a class="btn" href="/console/returns">
                                    {words.say("orders-returns")}
                                </a>
                            }
                        })}
                </PageHead>
                {views}
                {filter}
                <Sheet flush=true>{content}</Sheet>
            }
        })
}

fn pile_name(words: Words, pile: Pile) -> &'static str {
    words.say(match pile {
        Pile::Open => "orders-pile-open",
        Pile::ToAcknowledge => "orders-pile-to-acknowledge",
        Pile::ToShip => "orders-pile-to-ship",
        Pile::UnderWay => "orders-pile-under-way",
        Pile::Delivered => "orders-pile-delivered",
        Pile::Cancelled => "orders-pile-cancelled",
        Pile::All => "orders-pile-all",
    })
}

/// The piles. A search, or one customer's orders, is none of them.
fn views(words: Words, view: &QueueView, searching: bool) -> AnyView {
    let on_a_pile = !searching && view.customer.is_none();
    let links = Pile::ALL
        .iter()
        .map(|pile| {
            let href = Address::parse("/console/orders").with("pile", pile.code());
            let current = on_a_pile && *pile == view.pile;
            ViewLink::new(pile_name(words, *pile), href.href(), current)
        })
        .collect::<Vec<_>>();
    view! { <Views label=words.say("orders-views") views=links /> }.into_any()
}

fn row(words: Words, order: &QueueRow, found: &Queue, now: Timestamp) -> AnyView {
    let (need, tone) = need_words(words, need_of(order, now), now);
    let need = match order.need(now) {
        Need::Nothing => None,
        _ => Some(view! { <Tag text=need tone /> }),
    };
    let needed = order.needed_by.map(|needed| {
        let pressing =
            order.promised_at.is_none_or(|promised| promised > needed) && !order.state.is_final();
        let class = if pressing { "warn-text" } else { "" };
        view! { <span class=class>{day(words, needed, now)}</span> }
    });
    let lines = words.say_with("orders-line-count", &[("count", order.lines.into())]);
    let po = match order.po_number.as_str() {
        "" => lines,
        po => format!("{po} · {lines}"),
    };
    view! {
        <tr>
            <td class="wide">
                <a href=format!("/console/orders/{}", order.id)>{order.number.clone()}</a>
                <span class="sub">{po}</span>
            </td>
            <td class="wide">
                {found.names.of(order.customer_id).to_owned()}
                <span class="sub">{found.names.of(order.requested_by).to_owned()}</span>
            </td>
            <td>{need}</td>
            <td class="wide">
                {said::state(words, order.state)}
                <span class="sub">{stand(order).sentence(words, now)}</span>
            </td>
            <td data-l=words.say("orders-placed") class="nw">
                {words.date_short(order.placed_at)}
            </td>
            <td data-l=words.say("orders-needed-by") class="nw">
                {needed}
            </td>
            <td data-l=words.say("orders-total") class="num">
                {words.money(order.total())}
            </td>
        </tr>
    }
    .into_any()
}

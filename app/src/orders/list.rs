//! `/orders`: a member's orders, or the company's.

use super::said::Stand;
use crate::frame::parts::{
    Column, DataTable, Empty, Filter, Icon, PageHead, Pager, Sheet, SortTo, ViewLink, Views,
};
use crate::frame::{Address, AppState, CsvFile, Face, Page, PageError, Paging, SignedIn, Sorting};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::Timestamp;
use domain::identity::Permission;
use domain::orders::{Group, ListView, OrderList, OrderRow, SortBy, list};
use domain::text::Words;
use leptos::prelude::*;

/// Orders on a page.
const PAGE: i64 = 50;
/// Orders in a file.
const MOST: i64 = 10_000;

const SORTS: &[&str] = &["placed", "promised", "total"];

/// `GET /orders?group=…&q=…&cost-centre=…&mine=1&sort=-placed&page=2`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let actor = visitor.actor();
    actor.member_who_may(Permission::Browse)?;
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let (view, sort) = read_view(&address, paging.offset(), PAGE);
    let found = list::<PageError>(&state.db, actor, &view).await?;
    Ok(page(&visitor, address, view, sort, paging, found))
}

/// `GET /orders.csv?…`: the same rows, all of them.
pub async fn file(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let (view, _) = read_view(&address, 0, MOST);
    let found = list::<PageError>(&state.db, visitor.actor(), &view).await?;
    Ok(csv(visitor.words, &found, visitor.now).into_response())
}

/// The view that an address asks for.
fn read_view(address: &Address, offset: i64, limit: i64) -> (ListView, Sorting) {
    let sort = Sorting::of(address, SORTS, "-placed");
    let view = ListView {
        search: address.get("q").unwrap_or_default().to_owned(),
        group: Group::from_code(address.get("group").unwrap_or_default()),
        cost_centre: address.get("cost-centre").and_then(|id| id.parse().ok()),
        mine: address.get("mine").is_some(),
        sort: match sort.key {
            "total" => SortBy::Total,
            "promised" => SortBy::Promised,
            _ => SortBy::Placed,
        },
        descending: sort.descending,
        offset,
        limit,
    };
    (view, sort)
}

fn stand(row: &OrderRow) -> Stand {
    Stand {
        state: row.state,
        parcels: row.parcels,
        promised_at: row.promised_at,
    }
}

fn csv(words: Words, found: &OrderList, now: Timestamp) -> CsvFile {
    let mut file = CsvFile::new(
        "orders.csv",
        [
            "orders-number",
            "orders-requested-by",
            "orders-placed",
            "orders-po",
            "frame-cost-centre",
            "orders-standing",
            "orders-promised",
            "orders-total",
            "frame-currency",
        ]
        .map(|id| words.say(id)),
    );
    for row in &found.rows {
        let total = row.total();
        file.row([
            row.number.clone(),
            found.names.of(row.requested_by).to_owned(),
            words.date_field(row.placed_at),
            row.po_number.clone(),
            found.names.maybe(row.cost_centre_id).to_owned(),
            stand(row).sentence(words, now),
            row.promised_at
                .map(|day| words.date_field(day))
                .unwrap_or_default(),
            total.plain(),
            total.currency.code().to_owned(),
        ]);
    }
    file
}

fn page(
    visitor: &SignedIn,
    address: Address,
    view: ListView,
    sort: Sorting,
    paging: Paging,
    found: OrderList,
) -> Response {
    let words = visitor.words;
    let now = visitor.now;
    let title = words.say("orders-title");
    let sees_company = visitor.actor().may(Permission::SeeCompany);
    let paging = paging.total(found.found);
    let narrowed = address.get("q").is_some()
        || view.group != Group::All
        || view.cost_centre.is_some()
        || view.mine;
    let columns = vec![
        Column::new(words.say("orders-number")),
        Column::new(words.say("orders-placed")).sort("placed"),
        Column::new(words.say("orders-po")),
        Column::new(words.say("frame-cost-centre")),
        Column::new(words.say("orders-standing")).sort("promised"),
        Column::num(words.say("orders-total")).sort("total"),
        Column::actions(),
    ];
    Page::new(visitor, Face::Site, title)
        .nav("orders")
        .show(move || {
            let views = views(words, &address, &view);
            let filter = filter(words, &address, &view, sees_company, &found);
            let content = if found.rows.is_empty() {
                nothing(words, narrowed)
            } else {
                let export = view! {
                    <a class="link small" href=address.as_file()>
                        {words.say("frame-csv")}
                    </a>
                };
                let rows = found
                    .rows
                    .iter()
                    .map(|order| row(words, order, &found, sees_company, now))
                    .collect_view();
                let pager = view! { <Pager paging address=address.clone() /> };
                let sort = SortTo { address, by: sort };
                view! {
                    <DataTable
                        caption=title
                        aside=export
                        columns
                        sort
                        stack=true
                        footer=pager
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("orders-sub")>
                    <a class="btn" href="/orders/returns">{words.say("orders-returns")}</a>
                    <a class="btn" href="/invoices">{words.say("orders-invoices")}</a>
                    <a class="btn" href="/reports">{words.say("orders-reports")}</a>
                </PageHead>
                {views}
                {filter}
                <Sheet flush=true>{content}</Sheet>
            }
        })
}

fn views(words: Words, address: &Address, view: &ListView) -> AnyView {
    let links = Group::ALL
        .iter()
        .map(|group| {
            let label = words.say(match group {
                Group::All => "orders-group-all",
                Group::UnderWay => "orders-group-under-way",
                Group::Delivered => "orders-group-delivered",
                Group::Cancelled => "orders-group-cancelled",
            });
            let href = address
                .clone()
                .without("page")
                .with("group", group.code())
                .href();
            ViewLink::new(label, href, *group == view.group)
        })
        .collect::<Vec<_>>();
    view! { <Views label=words.say("orders-views") views=links /> }.into_any()
}

fn filter(
    words: Words,
    address: &Address,
    view: &ListView,
    sees_company: bool,
    found: &OrderList,
) -> AnyView {
    let whose = sees_company.then(|| {
        view! {
            <select class="input" name="mine" aria-label=words.say("orders-whose")>
                <option value="" selected=!view.mine>
                    {words.say("orders-everybodys")}
                </option>
                <option value="1" selected=view.mine>
                    {words.say("orders-only-mine")}
                </option>
            </select>
        }
    });
    let centre = (!found.cost_centres.is_empty()).then(|| {
        let options = found
            .cost_centres
            .iter()
            .map(|(id, label)| {
                let chosen = view.cost_centre == Some(*id);
                view! {
                    <option value=id.to_string() selected=chosen>
                        {label.clone()}
                    </option>
                }
            })
            .collect_view();
        view! {
            <select class="input" name="cost-centre" aria-label=words.say("frame-cost-centre")>
                <option value="" selected=view.cost_centre.is_none()>
                    {words.say("orders-all-cost-centres")}
                </option>
                {options}
            </select>
        }
    });
    view! {
        <Filter
            address=address.clone()
            label=words.say("orders-search")
            own=&["mine", "cost-centre"]
            more=view! {
                {whose}
                {centre}
            }
        />
    }
    .into_any()
}

fn row(
    words: Words,
    order: &OrderRow,
    found: &OrderList,
    sees_company: bool,
    now: Timestamp,
) -> AnyView {
    let stand = stand(order);
    let whom = sees_company.then(|| {
        let name = found.names.of(order.requested_by);
        view! { <span class="sub">{words.say_with("orders-for", &[("name", name.into())])}</span> }
    });
    let late = order
        .needed_by
        .filter(|needed| order.promised_at.is_some_and(|day| day > *needed))
        .filter(|_| !order.state.is_final());
    let late = late.map(|needed| {
        let needed = super::said::day(words, needed, now);
        let text = words.say_with("orders-needed-on", &[("day", needed.into())]);
        view! { <span class="sub warn-text">{text}</span> }
    });
    let again = words.say_with(
        "orders-again-name",
        &[("number", order.number.as_str().into())],
    );
    view! {
        <tr>
            <td class="wide">
                <a href=format!("/orders/{}", order.id)>{order.number.clone()}</a>
                {whom}
            </td>
            <td data-l=words.say("orders-placed") class="nw">
                {words.date_short(order.placed_at)}
            </td>
            <td data-l=words.say("orders-po")>{order.po_number.clone()}</td>
            <td data-l=words.say("frame-cost-centre")>
                {found.names.maybe(order.cost_centre_id).to_owned()}
            </td>
            <td class="wide">
                {stand.tag(words, now)} " "
                <span class="sub">{stand.sentence(words, now)}</span>
                {late}
            </td>
            <td data-l=words.say("orders-total") class="num">
                {words.money(order.total())}
            </td>
            <td class="actions">
                <a
                    class="btn s quiet"
                    href=format!("/orders/{}/again", order.id)
                    aria-label=again
                >
                    {words.say("orders-again")}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

fn nothing(words: Words, narrowed: bool) -> AnyView {
    if narrowed {
        view! {
            <Empty
                title=words.say("orders-none-found")
                text=words.say("orders-none-found-text")
                icon=Icon::Search
            >
                <a class="btn" href="/orders">{words.say("orders-show-all")}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty
                title=words.say("orders-none")
                text=words.say("orders-none-text")
                icon=Icon::Order
            >
                <a class="btn" href="/catalog">{words.say("frame-catalog")}</a>
            </Empty>
        }
        .into_any()
    }
}

//! `/invoices` and `/console/invoices`: what was charged, and what of it is open.

use super::payments::{form_sheet, sheet, tag};
use super::set_off;
use crate::frame::parts::{
    Column, Columns, DataTable, Definitions, Empty, Icon, PageHead, Pager, Sheet, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, FormState, Page, PageError, Paging, SignedIn, Text};
use crate::profile::looked_at;
use crate::subscriptions::said::days;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Timestamp;
use domain::id::AnyId;
use domain::identity::Permission;
use domain::orders::{
    COUNTED, Invoice, InvoiceHead, InvoiceLine, WhichInvoices, list_invoices, show_invoice,
};
use domain::profile::Subject;
use domain::text::Words;
use leptos::prelude::*;

/// Invoices on a page.
const PAGE: i64 = 50;

/// For whom a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Member,
    Desk,
}

impl Reader {
    const fn face(self) -> Face {
        match self {
            Reader::Member => Face::Site,
            Reader::Desk => Face::Console,
        }
    }

    const fn list(self) -> &'static str {
        match self {
            Reader::Member => "/invoices",
            Reader::Desk => "/console/invoices",
        }
    }

    const fn orders(self) -> &'static str {
        match self {
            Reader::Member => "/orders",
            Reader::Desk => "/console/orders",
        }
    }

    const fn nav(self) -> &'static str {
        match self {
            Reader::Member => "orders",
            Reader::Desk => "invoices",
        }
    }
}

/// `GET /invoices?which=overdue&page=2`
pub async fn list(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Browse)?;
    list_page(&visitor, &state, Reader::Member).await
}

/// `GET /console/invoices?which=open&page=2`
pub async fn list_at_desk(
    visitor: SignedIn,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    list_page(&visitor, &state, Reader::Desk).await
}

/// `GET /invoices/{number}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Browse)?;
    one_page(
        &visitor,
        &state,
        &number,
        Reader::Member,
        FormState::empty(),
    )
    .await
}

/// `GET /console/invoices/{number}`
pub async fn show_at_desk(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    one_page(&visitor, &state, &number, Reader::Desk, FormState::empty()).await
}

async fn list_page(
    visitor: &SignedIn,
    state: &AppState,
    reader: Reader,
) -> Result<Response, PageError> {
    let address = Address::of(visitor);
    let paging = Paging::of(&address, PAGE);
    let which = match address.get("which") {
        Some("open") => WhichInvoices::Open,
        Some("overdue") => WhichInvoices::Overdue,
        _ => WhichInvoices::All,
    };
    let page = (paging.offset(), PAGE);
    let (words, now) = (visitor.words, visitor.now);
    let found = list_invoices::<PageError>(&state.db, visitor.actor(), which, page, now).await?;
    let paging = paging.total(found.found);
    let note = (found.found >= COUNTED)
        .then(|| words.say_with("support-counted", &[("count", COUNTED.into())]));
    let title = words.say("orders-invoices");
    Ok(Page::new(visitor, reader.face(), title)
        .nav(reader.nav())
        .show(move || {
            let views = views(words, &address, which);
            let content = if found.rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("orders-no-invoices")
                        text=words.say("orders-no-invoices-text")
                        icon=Icon::Request
                    />
                }
                .into_any()
            } else {
                let rows: Vec<AnyView> =
                    found.rows.iter().map(|one| row(words, one, reader, now)).collect();
                let pager = view! { <Pager paging address /> };
                let quiet = note.is_none();
                view! {
                    <DataTable caption=title note quiet=quiet columns=columns(words, reader) stack=true footer=pager>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("orders-invoices-sub") />
                {views}
                <Sheet flush=true>{content}</Sheet>
            }
        }))
}

fn views(words: Words, address: &Address, which: WhichInvoices) -> AnyView {
    let link = |label, code: &'static str, is| {
        let address = address.clone().without("page").with("which", code);
        ViewLink::new(words.say(label), address.href(), which == is)
    };
    let links = vec![
        link("orders-invoices-all", "", WhichInvoices::All),
        link("orders-invoices-open", "open", WhichInvoices::Open),
        link("orders-invoices-overdue", "overdue", WhichInvoices::Overdue),
    ];
    view! { <Views label=words.say("orders-invoices-which") views=links /> }.into_any()
}

fn columns(words: Words, reader: Reader) -> Vec<Column> {
    let mut columns = vec![Column::new(words.say("orders-invoice"))];
    if reader == Reader::Desk {
        columns.push(Column::new(words.say("frame-customer")));
    }
    columns.extend([
        Column::new(words.say("orders-issued")),
        Column::new(words.say("orders-due")),
        Column::new(words.say("orders-po")),
        Column::new(words.say("orders-invoice-stands")),
        Column::num(words.say("orders-total")),
        Column::num(words.say("orders-invoice-still-open")),
    ]);
    columns
}

fn row(words: Words, one: &InvoiceHead, reader: Reader, now: Timestamp) -> AnyView {
    let href = format!("{}/{}", reader.list(), one.number);
    let customer = (reader == Reader::Desk).then(|| {
        let company = one.company.clone();
        view! { <td data-l=words.say("frame-customer")>{company}</td> }
    });
    view! {
        <tr>
            <td class="wide">
                <a href=href>{one.number.clone()}</a>
            </td>
            {customer}
            <td data-l=words.say("orders-issued")>{words.date(one.issued_on)}</td>
            <td data-l=words.say("orders-due")>{words.date(one.due_on)}</td>
            <td data-l=words.say("orders-po")>{one.po_number.clone()}</td>
            <td data-l=words.say("orders-invoice-stands")>{tag(words, one, now)}</td>
            <td data-l=words.say("orders-total") class="num">
                {words.money(one.total())}
            </td>
            <td data-l=words.say("orders-invoice-still-open") class="num">
                {words.money(one.open())}
            </td>
        </tr>
    }
    .into_any()
}

/// An invoice; at the desk with the form of a payment as it was sent.
pub(super) async fn one_page(
    visitor: &SignedIn,
    state: &AppState,
    number: &str,
    reader: Reader,
    form: FormState,
) -> Result<Response, PageError> {
    let found = show_invoice::<PageError>(&state.db, visitor.actor(), number).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let (words, now) = (visitor.words, visitor.now);
    let number = found.head.number.as_str();
    if form.is_fine() {
        let what = (Subject::Invoice, AnyId(found.head.id.0));
        looked_at(visitor.actor(), what, number.to_owned(), now);
    }
    let title = match found.head.gives_back {
        Some(_) => words.say_with("orders-credit-number", &[("number", number.into())]),
        None => words.say_with("orders-invoice-number", &[("number", number.into())]),
    };
    let records = reader == Reader::Desk && visitor.actor().may(Permission::Fulfil);
    Ok(Page::new(visitor, reader.face(), title.clone())
        .nav(reader.nav())
        .crumbs([(words.say("orders-invoices"), reader.list())])
        .status(form.status())
        .show(move || {
            let tags = tag(words, &found.head, now);
            let (lines, aside) = (lines(words, &found), facts(words, &found, reader));
            let paid = sheet(words, &found, records, reader == Reader::Desk);
            let record = records
                .then(|| form_sheet(words, &found.head, form.clone(), now))
                .flatten();
            let against = records
                .then(|| set_off::form_sheet(words, &found, form.clone()))
                .flatten();
            view! {
                <PageHead title sub=found.head.company.clone() tags />
                <Columns aside=aside>{lines} {paid} {against} {record}</Columns>
            }
        }))
}

fn facts(words: Words, found: &Invoice, reader: Reader) -> AnyView {
    let head = &found.head;
    let order = head.order_id.zip(head.order_number.clone());
    let order = order.map(|(id, number)| {
        let href = format!("{}/{id}", reader.orders());
        view! { <a href=href>{number}</a> }.into_any()
    });
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned().into_any());
    let back = head.gives_back.clone().map(|number| {
        let href = format!("{}/{number}", reader.list());
        view! { <a href=href>{number}</a> }.into_any()
    });
    let due = head
        .gives_back
        .is_none()
        .then(|| words.date(head.due_on).into_any());
    let rows: Vec<(Text, AnyView)> = [
        ("orders-issued", Some(words.date(head.issued_on).into_any())),
        ("orders-due", due),
        (
            "orders-invoice-still-open",
            Some(words.money(head.open()).into_any()),
        ),
        ("orders-gives-back", back),
        ("orders-payment", text(&head.payment)),
        ("orders-agreement", text(&head.agreement)),
        ("orders-order-short", order),
        ("orders-po", text(&head.po_number)),
        ("orders-unit", text(found.names.maybe(head.unit))),
        (
            "frame-cost-centre",
            text(found.names.maybe(head.cost_centre)),
        ),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some((words.say(label).into(), value?)))
    .collect();
    let title = words.say(if head.gives_back.is_some() {
        "orders-credit"
    } else {
        "orders-invoice"
    });
    view! {
        <Sheet title=title>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

fn lines(words: Words, found: &Invoice) -> AnyView {
    let rows: Vec<AnyView> = found
        .lines
        .iter()
        .map(|line| line_row(words, line))
        .collect();
    let columns = vec![
        Column::new(words.say("orders-item")),
        Column::num(words.say("orders-invoice-quantity")),
        Column::num(words.say("orders-each")),
        Column::num(words.say("orders-amount")),
    ];
    let total = words.money(found.head.total());
    view! {
        <Sheet flush=true footer=words.say("orders-without-tax")>
            <DataTable caption=words.say("orders-invoice-lines") columns stack=true>
                {rows}
                <tr class="set-apart">
                    <td class="wide">{words.say("orders-sum")}</td>
                    <td class="no-phone"></td>
                    <td class="no-phone"></td>
                    <td class="num">{total}</td>
                </tr>
            </DataTable>
        </Sheet>
    }
    .into_any()
}

fn line_row(words: Words, line: &InvoiceLine) -> AnyView {
    let about = match line.days() {
        Some(period) => format!("{} · {}", line.sku, days(words, period)),
        None => line.sku.clone(),
    };
    view! {
        <tr>
            <td class="wide">
                {line.name.clone()} <span class="sub">{about}</span>
            </td>
            <td data-l=words.say("orders-invoice-quantity") class="num">
                {words.quantity(line.quantity)}
            </td>
            <td data-l=words.say("orders-each") class="num">
                {words.money(line.price())}
            </td>
            <td data-l=words.say("orders-amount") class="num">
                {words.money(line.amount())}
            </td>
        </tr>
    }
    .into_any()
}

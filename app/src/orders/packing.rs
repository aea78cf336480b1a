//! `/orders/{id}/parcels/{parcel}` and `/console/orders/{id}/parcels/{parcel}`: the
//! packing list of one parcel, for whoever packs or unpacks it. Every unit with
//! its tags and how it was built; made to be printed.

use super::lines::item;
use super::order_id;
use crate::assets::as_built::built_rows;
use crate::assets::qr::qr;
use crate::frame::parts::{
    Actions, Column, DataTable, Definitions, PageHead, PostForm, Sheet, TextArea,
};
use crate::frame::{
    AppState, Face, Form, FormState, Page, PageError, SignedIn, StaffOnly, Text, key_of,
};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::serials::{LONGEST_SERIAL, NotSerials};
use domain::assets::{AsBuilt, SerialsError, TypeSerials, Unit, path_of, type_serials};
use domain::id::ShipmentId;
use domain::identity::Permission;
use domain::orders::{OrderLine, OrderPage, Parcel, packing};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /orders/{id}/parcels/{parcel}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path((order, parcel)): Path<(String, String)>,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Browse)?;
    let found = find(&visitor, &state, &order, &parcel).await?;
    Ok(page(&visitor, &state, Face::Site, found, None))
}

/// `GET /console/orders/{id}/parcels/{parcel}`
pub async fn show_at_desk(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path((order, parcel)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let found = find(&visitor, &state, &order, &parcel).await?;
    let form = visitor
        .actor()
        .may(Permission::Fulfil)
        .then(FormState::empty);
    Ok(page(&visitor, &state, Face::Console, found, form))
}

/// `POST /console/orders/{id}/parcels/{parcel}/serials`: the manufacturer's
/// numbers, typed or pasted.
pub async fn serials(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path((order, parcel)): Path<(String, String)>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let command = TypeSerials {
        key,
        order: order_id(&order)?,
        shipment: shipment_id(&parcel)?,
        typed: form.form().raw("serials").to_owned(),
    };
    match type_serials(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(count) => {
            let said = words.say_with("orders-serials-kept", &[("count", count.into())]);
            visitor.say_next(true, said).await?;
            let here = format!("/console/orders/{order}/parcels/{parcel}");
            Ok(Redirect::to(&here).into_response())
        }
        Err(SerialsError::NotSerials(why)) => {
            form.fail("serials", not_serials(words, &why));
            let found = find(&visitor, &state, &order, &parcel).await?;
            Ok(page(&visitor, &state, Face::Console, found, Some(form)))
        }
        Err(SerialsError::Denied(_)) if visitor.actor().may(Permission::Fulfil) => {
            Err(PageError::NotFound)
        }
        Err(SerialsError::Denied(denied)) => Err(denied.into()),
        Err(SerialsError::Store(error)) => Err(error.into()),
    }
}

fn not_serials(words: Words, why: &NotSerials) -> String {
    match why {
        NotSerials::TooMany(units) => {
            words.say_with("orders-serials-too-many", &[("units", (*units).into())])
        }
        NotSerials::NoUnit(line) => {
            words.say_with("orders-serials-no-unit", &[("line", line.as_str().into())])
        }
        NotSerials::Twice(line) => {
            words.say_with("orders-serials-twice", &[("line", line.as_str().into())])
        }
        NotSerials::TooLong(_) => words.say_with(
            "orders-serials-too-long",
            &[("most", LONGEST_SERIAL.into())],
        ),
    }
}

fn shipment_id(text: &str) -> Result<ShipmentId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

async fn find(
    visitor: &SignedIn,
    state: &AppState,
    order: &str,
    parcel: &str,
) -> Result<(OrderPage, Parcel), PageError> {
    let (order, parcel) = (order_id(order)?, shipment_id(parcel)?);
    packing::<PageError>(&state.db, visitor.actor(), order, parcel)
        .await?
        .ok_or(PageError::NotFound)
}

/// Of so many units a packing list shows the codes to scan; those of a parcel with
/// more are printed as labels.
pub(super) const MOST_CODES: usize = 200;

fn page(
    visitor: &SignedIn,
    state: &AppState,
    face: Face,
    (order, parcel): (OrderPage, Parcel),
    serials: Option<FormState>,
) -> Response {
    let words = visitor.words;
    let (number, part) = (order.head.number.clone(), parcel.part);
    let title = words.say_with(
        "orders-packing-title",
        &[("number", number.as_str().into()), ("part", part.into())],
    );
    let (all, all_of) = match face {
        Face::Console => ("orders-desk-title", "/console/orders"),
        _ => ("orders-title", "/orders"),
    };
    let crumbs = [
        (words.say(all).to_owned(), all_of.to_owned()),
        (
            words.say_with("orders-order", &[("number", number.into())]),
            format!("{all_of}/{}", order.head.id),
        ),
    ];
    let status = serials
        .as_ref()
        .map_or(axum::http::StatusCode::OK, FormState::status);
    let company = order.names.of(order.head.customer_id).to_owned();
    let linked = visitor.actor().may(Permission::SeeCompany);
    let base = (order.units.some.len() <= MOST_CODES).then(|| state.settings.base_url.clone());
    Page::new(visitor, face, title.clone())
        .nav("orders")
        .crumbs(crumbs)
        .status(status)
        .show(move || {
            let facts = facts(words, &order, &parcel);
            let contents = contents(words, &order, &parcel);
            let units = order
                .lines
                .iter()
                .filter_map(|line| units_of(words, &order, line, linked, base.as_deref()))
                .collect_view();
            let form = serials
                .filter(|_| !order.units.some.is_empty())
                .map(|state| serials_form(words, &order, &parcel, state));
            view! {
                <PageHead title sub=company />
                <div class="stack packing">{facts} {contents} {units} {form}</div>
            }
        })
}

fn facts(words: Words, order: &OrderPage, parcel: &Parcel) -> AnyView {
    let head = &order.head;
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    let mut add = |id: &'static str, value: &str| {
        if !value.is_empty() {
            rows.push((words.say(id).into(), value.to_owned().into_any()));
        }
    };
    add("orders-po", &head.po_number);
    add("frame-cost-centre", order.names.maybe(head.cost_centre_id));
    add("orders-unit", order.names.maybe(head.unit_id));
    add("orders-requester", order.names.of(head.requested_by));
    add("orders-carrier", &parcel.carrier);
    add("orders-tracking", &parcel.tracking);
    add("orders-shipped-on", &words.date(parcel.shipped_at));
    view! {
        <Sheet>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

/// Everything in the parcel, line by line.
fn contents(words: Words, order: &OrderPage, parcel: &Parcel) -> AnyView {
    let rows = order
        .contents(parcel)
        .map(|(line, quantity)| {
            view! {
                <tr>
                    <td class="wide">{item(words, line)}</td>
                    <td class="num" data-l=words.say("frame-quantity")>
                        {words.quantity(quantity)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("orders-item")),
        Column::num(words.say("frame-quantity")),
    ];
    view! {
        <Sheet flush=true>
            <DataTable caption=words.say("orders-in-the-parcel") columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// The units of one line: what is the same for all of them, then each.
fn units_of(
    words: Words,
    order: &OrderPage,
    line: &OrderLine,
    linked: bool,
    base: Option<&str>,
) -> Option<AnyView> {
    let units: Vec<&Unit> = order
        .units
        .some
        .iter()
        .filter(|unit| unit.order_line_id == line.id)
        .collect();
    let first = units.first()?;
    let built = as_built(words, &first.as_built);
    let table = table(words, &units, linked, base);
    let title = words.say_with(
        "orders-units-of",
        &[
            ("name", line.name.as_str().into()),
            ("sku", line.sku.as_str().into()),
        ],
    );
    Some(
        view! {
            <Sheet title>
                {built}
                {table}
            </Sheet>
        }
        .into_any(),
    )
}

/// How the units of a line were built, apart from their labels.
pub(super) fn as_built(words: Words, built: &AsBuilt) -> Option<AnyView> {
    let rows = built_rows(words, built);
    (!rows.is_empty()).then(|| view! { <Definitions rows words=true /> }.into_any())
}

/// The units with their tags, serial numbers and labels; and, below this address, a
/// code that leads to each.
pub(super) fn table(words: Words, units: &[&Unit], linked: bool, base: Option<&str>) -> AnyView {
    let rows = units
        .iter()
        .map(|unit| {
            let or_dash = |text: &str| match text {
                "" => "–".to_owned(),
                text => text.to_owned(),
            };
            let labels = unit.as_built.labels.iter().map(|label| {
                let label = label.clone();
                view! { <div>{label}</div> }
            });
            let labels = labels.collect_view();
            let tag = view! { <code>{unit.service_tag.clone()}</code> };
            // Who sees all of the company's goes on from it to the unit's own page.
            let tag = if linked {
                view! { <a href=path_of(&unit.service_tag)>{tag}</a> }.into_any()
            } else {
                tag.into_any()
            };
            let code = base.map(|base| {
                let address = format!("{base}{}", path_of(&unit.service_tag));
                let tag = [("tag", unit.service_tag.as_str().into())];
                let code = qr(&address, words.say_with("assets-qr", &tag));
                view! { <td data-l=words.say("assets-code")>{code}</td> }
            });
            view! {
                <tr>
                    {code}
                    <td data-l=words.say("orders-service-tag")>{tag}</td>
                    <td data-l=words.say("orders-asset-tag")>
                        <code>{or_dash(&unit.asset_tag)}</code>
                    </td>
                    <td data-l=words.say("orders-serial")>{or_dash(&unit.serial_number)}</td>
                    <td data-l=words.say("configurations-labels")>{labels}</td>
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![
        Column::new(words.say("orders-service-tag")),
        Column::new(words.say("orders-asset-tag")),
        Column::new(words.say("orders-serial")),
        Column::new(words.say("configurations-labels")),
    ];
    if base.is_some() {
        columns.insert(0, Column::new(words.say("assets-code")));
    }
    view! {
        <DataTable caption=words.say("orders-units") columns stack=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// The form for serial numbers. What is known stands in it, so that a list can be
/// completed; each line begins with the unit's tag.
fn serials_form(words: Words, order: &OrderPage, parcel: &Parcel, state: FormState) -> AnyView {
    let state = if state.form().key().is_some() {
        state
    } else {
        let known = order.units.some.iter();
        let known: Vec<String> = known
            .filter(|unit| !unit.serial_number.is_empty())
            .map(|unit| format!("{} {}", unit.service_tag, unit.serial_number))
            .collect();
        state.with("serials", known.join("\n"))
    };
    let action = format!(
        "/console/orders/{}/parcels/{}/serials",
        order.head.id, parcel.id
    );
    view! {
        <div class="no-print">
            <Sheet title=words.say("orders-serials")>
                <PostForm action state prefix="serials">
                    <TextArea
                        name="serials"
                        label=words.say("orders-serials-label")
                        help=words.say("orders-serials-help")
                        rows=6
                        class="code"
                        optional=true
                    />
                    <Actions>
                        <button class="btn main">{words.say("orders-serials-keep")}</button>
                    </Actions>
                </PostForm>
            </Sheet>
        </div>
    }
    .into_any()
}

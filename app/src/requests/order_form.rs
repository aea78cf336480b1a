//! What every form asks that orders without a request: its fields, how they are
//! read, and what is said where the order can't be placed.

use super::{demand_member, said};
use crate::frame::parts::{DateField, Field, Select};
use crate::frame::{FormState, PageError, SignedIn};
use domain::requests::{From, OrderError, OrderNow};
use domain::store::FormKey;
use domain::text::Words;
use leptos::prelude::*;

/// Purchase order number, cost centre, needed by: what every order asks.
pub(super) fn order_fields(words: Words, centres: Vec<(String, String)>) -> AnyView {
    let centre = (!centres.is_empty()).then(|| {
        view! {
            <Select name="cost_centre" label=words.say("frame-cost-centre") options=centres />
        }
    });
    view! {
        <Field
            name="po_number"
            label=words.say("requests-po-number")
            help=words.say("requests-po-help")
            optional=true
        />
        {centre}
        <DateField name="needed_by" label=words.say("requests-needed-by") optional=true />
    }
    .into_any()
}

/// Reads the fields that every order needs.
pub(super) fn order_of(
    visitor: &SignedIn,
    shown: &mut FormState,
    from: From,
    key: FormKey,
) -> Result<Option<OrderNow>, PageError> {
    let words = visitor.words;
    let member = demand_member(visitor)?;
    let needed_by = shown.day_or_none("needed_by", words.say("requests-day-wrong"));
    let cost_centre = shown.value("cost_centre").parse().ok();
    let seen = said::seen(member, shown);
    Ok(needed_by.map(|needed_by| OrderNow {
        key,
        from,
        po_number: shown.value("po_number").to_owned(),
        cost_centre,
        needed_by,
        seen,
    }))
}

/// Says next to which field an order went wrong, and what to do.
pub(super) fn explain(
    words: Words,
    shown: &mut FormState,
    error: OrderError,
) -> Result<(), PageError> {
    let (field, sentence) = match error {
        OrderError::Wanted(fault) => said::wrong(words, "requests-nothing-to-order", &fault),
        OrderError::PriceOnRequest(names) => (
            "",
            said::of_these(words, "requests-only-on-request", &names),
        ),
        OrderError::PoTooLong => ("po_number", words.say("requests-po-long").to_owned()),
        other @ (OrderError::Denied(_) | OrderError::Store(_)) => return Err(other.into()),
    };
    shown.fail(field, sentence);
    Ok(())
}

//! The fields that say what a company is: on the page that makes a customer, and
//! on the one that changes it.

use super::fields::{SEGMENTS, TIERS, segment};
use crate::frame::FormState;
use crate::frame::parts::{Field, Select};
use domain::identity::{AboutCustomer, Firmographics, Tier};
use domain::text::Words;
use domain::{Currency, Money};
use leptos::prelude::*;

/// The hues to choose from, far enough apart to be told from each other; the
/// look keeps every one of them readable.
const HUES: &[(i64, &str)] = &[
    (262, "agreements-hue-blue"),
    (200, "agreements-hue-sea"),
    (165, "agreements-hue-green"),
    (120, "agreements-hue-leaf"),
    (75, "agreements-hue-amber"),
    (35, "agreements-hue-orange"),
    (15, "agreements-hue-red"),
    (330, "agreements-hue-pink"),
    (300, "agreements-hue-violet"),
];

/// Reads the fields; what can't be read is said beside its field.
pub(super) fn read(form: &mut FormState, words: Words) -> Option<AboutCustomer> {
    let required = |form: &mut FormState, name: &'static str, message: &'static str| {
        form.read(name, |text| {
            if text.is_empty() {
                Err(words.say(message))
            } else {
                Ok(text.to_owned())
            }
        })
    };
    let name = required(form, "name", "agreements-name-missing");
    let mark = required(form, "mark", "agreements-mark-missing");
    if form.value("mark").chars().count() > 3 {
        form.fail("mark", words.say("agreements-mark-long"));
    }
    let segment = form.read("segment", |text| {
        SEGMENTS
            .iter()
            .find(|(code, _)| *code == text)
            .map(|(code, _)| (*code).to_owned())
            .ok_or_else(|| words.say("agreements-segment-missing"))
    });
    let hue = form.read("hue", |text| {
        text.parse::<i64>()
            .ok()
            .filter(|hue| (0..360).contains(hue))
            .ok_or_else(|| words.say("agreements-hue-wrong"))
    });
    let country = form.read("country", |text| {
        let fits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        if fits {
            Ok(text.to_ascii_uppercase())
        } else {
            Err(words.say("agreements-country-wrong"))
        }
    });
    let employees = form.read("employees", |text| {
        if text.is_empty() {
            return Ok(0);
        }
        text.parse::<i64>()
            .ok()
            .filter(|count| (0..=10_000_000).contains(count))
            .ok_or_else(|| words.say("agreements-employees-wrong"))
    });
    let currency = form.value("sales-currency").parse::<Currency>().ok();
    let sales = form.read("sales", |text| {
        if text.is_empty() {
            return Ok(None);
        }
        currency
            .and_then(|currency| Money::parse(text, currency).ok())
            .filter(|sales| sales.minor >= 0)
            .map(Some)
            .ok_or_else(|| words.say("agreements-sales-wrong"))
    });
    let founded = form.read("founded", |text| {
        if text.is_empty() {
            return Ok(None);
        }
        text.parse::<i64>()
            .ok()
            .filter(|year| (1500..=2200).contains(year))
            .map(Some)
            .ok_or_else(|| words.say("agreements-founded-wrong"))
    });
    let line = |name: &str| {
        let text = form.value(name).split_whitespace();
        text.collect::<Vec<_>>().join(" ")
    };
    let firm = Firmographics {
        reference: line("reference"),
        industry: line("industry"),
        street: line("street"),
        postcode: line("postcode"),
        city: line("city"),
        phone: line("phone"),
        founded: founded?,
        ..Firmographics::default()
    }
    .with_sales(sales?);
    let needs = form
        .value("needs")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let tier = form.read("tier", |code| match code {
        "" => Ok(None),
        code => Tier::from_code(code)
            .map(Some)
            .ok_or_else(|| words.say("agreements-tier-wrong")),
    });
    Some(AboutCustomer {
        tier: tier?,
        name: name?,
        mark: mark?.to_uppercase(),
        hue: hue?,
        segment: segment?,
        needs,
        employees: employees?,
        country: country?,
        firm,
    })
}

/// The fields. `needs` are the needs categories that there are, `hue` the colour
/// that the company has already, which may be one of its own, `suggested` the
/// segment that follows from what is known of it.
pub(super) fn view(
    words: Words,
    needs: &[String],
    hue: Option<i64>,
    suggested: Option<&'static str>,
) -> AnyView {
    let suggestion = suggested.map(|code| {
        words.say_with(
            "agreements-segment-suggested",
            &[("segment", segment(words, code).into())],
        )
    });
    let currencies = ["EUR", "USD", "GBP", "CHF"]
        .map(|code| (code.to_owned(), code.to_owned()))
        .into();
    let segments = SEGMENTS
        .iter()
        .map(|(code, message)| ((*code).to_owned(), words.say(message).to_owned()))
        .collect();
    let tiers = TIERS
        .iter()
        .map(|(tier, message)| (tier.code().to_owned(), words.say(message).to_owned()))
        .collect();
    let own = hue
        .filter(|own| HUES.iter().all(|(hue, _)| hue != own))
        .map(|own| (own.to_string(), words.say("agreements-hue-own").to_owned()));
    let hues = HUES
        .iter()
        .map(|(hue, message)| (hue.to_string(), words.say(message).to_owned()))
        .chain(own)
        .collect();
    let known = if needs.is_empty() {
        words.say("agreements-needs-help").to_owned()
    } else {
        words.say_with(
            "agreements-needs-known",
            &[("known", needs.join(", ").into())],
        )
    };
    view! {
        <Field
            name="name"
            label=words.say("agreements-name")
            longest=80_u32
            autofocus=true
        />
        <div class="fields">
            <Field
                name="mark"
                label=words.say("agreements-mark")
                help=words.say("agreements-mark-help")
                longest=3_u32
                class="short"
            />
            <Select
                name="hue"
                label=words.say("agreements-hue")
                help=words.say("agreements-hue-help")
                options=hues
                first=true
                class="narrow"
            />
        </div>
        <div class="fields">
            <Select
                name="segment"
                label=words.say("agreements-segment")
                help=suggestion
                options=segments
                class="narrow"
            />
            <Select
                name="tier"
                label=words.say("agreements-tier")
                help=words.say("agreements-tier-help")
                options=tiers
                optional=true
                class="narrow"
            />
            <Field
                name="needs"
                label=words.say("agreements-needs")
                help=known
                longest=60_u32
                optional=true
                class="narrow"
            />
        </div>
        <div class="fields">
            <Field
                name="employees"
                label=words.say("agreements-employees")
                optional=true
                class="short"
            />
            <Field
                name="country"
                label=words.say("agreements-country")
                help=words.say("agreements-country-help")
                longest=2_u32
                class="short"
            />
        </div>
        <div class="fields">
            <Field
                name="industry"
                label=words.say("agreements-industry")
                longest=120_u32
                optional=true
            />
            <Field
                name="reference"
                label=words.say("agreements-reference")
                longest=60_u32
                optional=true
                class="narrow"
            />
        </div>
        <div class="fields">
            <Field
                name="sales"
                label=words.say("agreements-sales")
                optional=true
                class="narrow"
            />
            <Select
                name="sales-currency"
                label=words.say("frame-currency")
                options=currencies
                first=true
                class="short"
            />
            <Field
                name="founded"
                label=words.say("agreements-founded")
                longest=4_u32
                optional=true
                class="short"
            />
        </div>
        <Field
            name="street"
            label=words.say("agreements-street")
            longest=120_u32
            optional=true
        />
        <div class="fields">
            <Field
                name="postcode"
                label=words.say("agreements-postcode")
                longest=20_u32
                optional=true
                class="short"
            />
            <Field
                name="city"
                label=words.say("agreements-city")
                longest=120_u32
                optional=true
                class="narrow"
            />
            <Field
                name="phone"
                label=words.say("agreements-phone")
                longest=60_u32
                optional=true
                class="narrow"
            />
        </div>
    }
    .into_any()
}

//! All customers, with what was agreed with each; and where one of them is
//! chosen for a new agreement or standard.

use super::fields::{SEGMENTS, TIERS, segment, tier};
use super::list::search_for;
use crate::frame::parts::{Column, DataTable, Empty, PageHead, Pager, Sheet, Tag, Tone};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::agreements::{Among, CustomerRow, customer_list};
use domain::identity::{Permission, Tier};
use domain::text::Words;
use leptos::prelude::*;

/// What a customer is chosen for.
#[derive(Clone, Copy)]
enum Purpose {
    Agreement,
    Standard,
}

impl Purpose {
    fn from_code(code: &str) -> Option<Self> {
        match code {
            "agreement" => Some(Self::Agreement),
            "standard" => Some(Self::Standard),
            _ => None,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Standard => "standard",
        }
    }
}

/// `GET /console/customers?q=WORDS&segment=CODE&tier=CODE&for=PURPOSE&page=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, 50);
    let find = address.get("q").unwrap_or_default().to_owned();
    let chosen = address
        .get("segment")
        .filter(|code| SEGMENTS.iter().any(|(known, _)| known == code))
        .map(str::to_owned);
    let of_tier = address.get("tier").and_then(Tier::from_code);
    let purpose = address.get("for").and_then(Purpose::from_code);
    let rows = customer_list::<PageError>(
        &state.db,
        visitor.actor(),
        Among {
            words: &find,
            segment: chosen.as_deref(),
            tier: of_tier,
        },
        (paging.offset(), paging.size),
        visitor.now,
    )
    .await?;
    let paging = paging.total(rows.first().map_or(0, |row| row.total));
    let title = words.say("agreements-customers");
    let curates = visitor.actor().may(Permission::Curate);
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("customers")
        .show(move || {
            let columns = vec![
                Column::new(words.say("frame-customer")),
                Column::new(words.say("agreements-segment")),
                Column::new(words.say("agreements-tier")),
                Column::new(words.say("agreements-agreement")),
                Column::new(words.say("agreements-account-manager")),
                Column::num(words.say("agreements-members")),
                Column::actions(),
            ];
            let narrowed = !find.is_empty() || chosen.is_some() || of_tier.is_some();
            let list = if rows.is_empty() && !narrowed && paging.page == 1 {
                first(words, curates)
            } else if rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("agreements-no-customers")
                        text=words.say("agreements-none-text")
                    />
                }
                .into_any()
            } else {
                let rows = rows
                    .into_iter()
                    .map(|row| line(words, row, curates, purpose))
                    .collect_view();
                view! {
                    <DataTable
                        caption=title
                        columns
                        stack=true
                        quiet=true
                        footer=view! { <Pager paging address=address.clone() /> }
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            let sub = words.say(match purpose {
                None => "agreements-customers-sub",
                Some(Purpose::Agreement) => "agreements-choose-for-agreement",
                Some(Purpose::Standard) => "agreements-choose-for-standard",
            });
            let many = matches!(purpose, Some(Purpose::Agreement)).then(|| {
                view! {
                    <a class="btn" href="/console/agreements/new?many=1">
                        {words.say("agreements-choose-many")}
                    </a>
                }
            });
            view! {
                <PageHead title sub>
                    {many}
                    {curates
                        .then(|| {
                            view! {
                                <a class="btn main" href="/console/customers/new">
                                    {words.say("agreements-new-customer")}
                                </a>
                            }
                        })}
                </PageHead>
                <Sheet flush=true>
                    {search_for(
                        words,
                        "/console/customers",
                        &find,
                        purpose.map(Purpose::code),
                        Some(filters(words, chosen.as_deref(), of_tier)),
                    )}
                    {list}
                </Sheet>
            }
        }))
}

/// What stands in the list before there is any customer, and how the first one
/// comes into it.
fn first(words: Words, curates: bool) -> AnyView {
    let (text, actions) = if curates {
        let actions = view! {
            <a class="btn main" href="/console/customers/new">
                {words.say("agreements-new-customer")}
            </a>
            " "
            <a class="btn" href="/console/import">
                {words.say("frame-import")}
            </a>
        };
        ("agreements-first-customer", Some(actions))
    } else {
        ("agreements-made-by-curators", None)
    };
    view! {
        <Empty title=words.say("agreements-no-customer-yet") text=words.say(text)>
            {actions}
        </Empty>
    }
    .into_any()
}

/// The segments and tiers to choose from.
fn filters(words: Words, segment: Option<&str>, tier: Option<Tier>) -> AnyView {
    let select = |name: &'static str,
                  label: &'static str,
                  all: &'static str,
                  options: Vec<(&str, &'static str)>,
                  chosen: Option<&str>| {
        let options = options
            .into_iter()
            .map(|(code, message)| {
                let selected = chosen == Some(code);
                let code = code.to_owned();
                view! { <option value=code selected=selected>{words.say(message)}</option> }
            })
            .collect_view();
        view! {
            <label class="unseen" for=name>
                {words.say(label)}
            </label>
            <select class="input" id=name name=name>
                <option value="">{words.say(all)}</option>
                {options}
            </select>
        }
        .into_any()
    };
    let tiers = TIERS
        .iter()
        .map(|(tier, message)| (tier.code(), *message))
        .collect();
    let segments = select(
        "segment",
        "agreements-segment",
        "agreements-all-segments",
        SEGMENTS.to_vec(),
        segment,
    );
    let tiers = select(
        "tier",
        "agreements-tier",
        "agreements-all-tiers",
        tiers,
        tier.map(Tier::code),
    );
    view! { {segments} {tiers} }.into_any()
}

fn line(words: Words, row: CustomerRow, curates: bool, purpose: Option<Purpose>) -> impl IntoView {
    let href = format!("/console/customers/{}", row.id);
    let segment_link = match purpose {
        None => format!("/console/customers?segment={}", row.segment),
        Some(purpose) => format!(
            "/console/customers?segment={}&for={}",
            row.segment,
            purpose.code()
        ),
    };
    let tier_link = (!row.tier.is_empty()).then(|| {
        let href = match purpose {
            None => format!("/console/customers?tier={}", row.tier),
            Some(purpose) => {
                format!(
                    "/console/customers?tier={}&for={}",
                    row.tier,
                    purpose.code()
                )
            }
        };
        view! { <a href=href>{tier(words, &row.tier)}</a> }
    });
    let agreement = match row.agreement {
        Some(number) => {
            let whose = match row.reach.as_deref() {
                Some("needs") => Some("agreements-reach-needs"),
                Some("segment") => Some("agreements-reach-segment"),
                _ => None,
            };
            let whose = whose.map(|whose| {
                view! {
                    " "
                    <span class="mute small">{words.say(whose)}</span>
                }
            });
            view! { {number} {whose} }.into_any()
        }
        None => view! { <Tag text=words.say("agreements-without") tone=Tone::Warn /> }.into_any(),
    };
    let new = curates.then(|| {
        let (room, text, label) = match purpose {
            None | Some(Purpose::Agreement) => {
                ("agreements", "agreements-new-short", "agreements-new-for")
            }
            Some(Purpose::Standard) => (
                "configurations",
                "configurations-new",
                "configurations-new-for",
            ),
        };
        let href = format!("/console/{room}/new?customer={}", row.id);
        let name = words.say_with(label, &[("name", row.name.as_str().into())]);
        view! {
            <a class="btn s" href=href aria-label=name>
                {words.say(text)}
            </a>
        }
    });
    view! {
        <tr>
            <td class="wide">
                <a href=href>{row.name.clone()}</a>
                " "
                <span class="mute small">{row.number}</span>
            </td>
            <td data-l=words.say("agreements-segment")>
                <a href=segment_link>{segment(words, &row.segment)}</a>
            </td>
            <td data-l=words.say("agreements-tier")>{tier_link}</td>
            <td data-l=words.say("agreements-agreement")>{agreement}</td>
            <td data-l=words.say("agreements-account-manager")>
                {row.account_manager.unwrap_or_else(|| "–".to_owned())}
            </td>
            <td class="num" data-l=words.say("agreements-members")>
                {words.number(row.members)}
            </td>
            <td class="actions">{new}</td>
        </tr>
    }
}

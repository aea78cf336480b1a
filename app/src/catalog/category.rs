//! `GET /catalog/{category}`: its products at the company's prices, filtered
//! by their attributes. Filters, sorting and page stand in the address.

use super::home::agreement_line;
use super::listing::{Listing, not_here, page_of, sorting};
use super::saved;
use super::shopper;
use crate::frame::parts::{Empty, Icon, PageHead, ProductPicture, Symbol};
use crate::frame::{Address, AppState, Face, Html, Page, PageError, SignedIn};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::agreements::{Facet, FacetValue, Filter, ShelfCategory, ShelfQuery, shelf_page_and};
use domain::text::Words;
use leptos::prelude::*;

/// How many values of a facet stand open; the others behind "more".
const OPEN: usize = 8;
/// How many values a facet offers at most.
const MOST: usize = 60;
/// How many facets stand open.
const OPEN_FACETS: usize = 5;

/// `GET /catalog/{category}?a12=16+GB&sort=sku&page=2`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let shopper = shopper(&visitor)?;
    let words = visitor.words;
    let address = Address::of(&visitor);
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let query = ShelfQuery {
        category: Some(code),
        words: None,
        filters: filters(&address),
        sort: sorting(&address, false).1,
        page: page_of(&address),
    };
    let member = visitor.actor().member();
    let saved = saved::ask_own(member);
    let (mut page, saved) = shelf_page_and(&mut read, shopper, query, saved, visitor.now).await?;
    drop(read);
    let here = page.category.clone().ok_or(PageError::NotFound)?;
    let facets = std::mem::take(&mut page.facets);
    let children = std::mem::take(&mut page.children);
    let crumbs: Vec<(String, String)> =
        std::iter::once((words.say("frame-catalog").to_owned(), "/catalog".to_owned()))
            .chain(
                page.path
                    .iter()
                    .map(|(code, name)| (name.clone(), format!("/catalog/{code}"))),
            )
            .collect();
    let filtered = !filters(&address).is_empty();
    let all = here.products.into();
    let count = match filtered {
        true => {
            let args = [("shown", page.total.into()), ("count", all)];
            words.say_with("catalog-products-of", &args)
        }
        false => words.say_with("catalog-products", &[("count", all)]),
    };
    let sub = agreement_line(words, shopper.in_force, count);
    let listing = Listing {
        words,
        shopper,
        address: address.clone(),
        pictures: visitor.pictures.clone(),
        caption: here.name.clone(),
        with_category: false,
        now: visitor.now,
    };
    let keeps = member.is_some();
    Ok(Page::new(&visitor, Face::Site, here.name.clone())
        .nav("catalog")
        .crumbs(crumbs)
        .show(move || {
            let has_own = here.own > 0;
            let chips = chips(words, &address, &facets);
            let below = (!children.is_empty())
                .then(|| view! { <ul class="cards">{cards(words, &children)}</ul> });
            let clear = address.path().to_owned();
            let table = if page.items.is_empty() && filtered {
                view! {
                    <Empty title=words.say("catalog-none-left") text=words.say("catalog-none-left-text")>
                        <a class="btn" href=clear>
                            {words.say("catalog-clear-filters")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else {
                listing.show(page)
            };
            let own = has_own.then(|| {
                let saved = saved::beside(words, keeps, &address, &saved);
                view! {
                    <div class="with-facets">
                        <aside aria-label=words.say("catalog-filters")>
                            <details class="narrowing">
                                <summary class="btn">{words.say("catalog-filters")}</summary>
                                <div class="facets" inner_html=facet_views(words, &address, &facets)></div>
                            </details>
                        </aside>
                        <div class="stack">{saved} {chips} {table} {not_here(words, shopper)}</div>
                    </div>
                }
            });
            view! {
                <PageHead title=here.name.clone() sub=sub />
                <div class="stack">{below} {own}</div>
            }
        }))
}

/// The filters that the address asks for: `a12=16+GB`, by the attribute's
/// number; `by=` for the manufacturer.
fn filters(address: &Address) -> Vec<Filter> {
    let mut filters: Vec<Filter> = Vec::new();
    for (name, value) in address.pairs() {
        let attribute = match name.as_str() {
            "by" => Facet::MANUFACTURER,
            other => match other.strip_prefix('a').map(str::parse::<i64>) {
                Some(Ok(number)) if number > 0 => number,
                _ => continue,
            },
        };
        match filters.iter_mut().find(|one| one.attribute == attribute) {
            Some(filter) => filter.values.push(value.clone()),
            None => filters.push(Filter {
                attribute,
                values: vec![value.clone()],
            }),
        }
    }
    filters
}

fn name_of(facet: &Facet) -> String {
    if facet.attribute == Facet::MANUFACTURER {
        "by".to_owned()
    } else {
        format!("a{}", facet.attribute)
    }
}

fn label_of(words: Words, facet: &Facet) -> String {
    if facet.attribute == Facet::MANUFACTURER {
        words.say("catalog-manufacturer").to_owned()
    } else {
        facet.name.clone()
    }
}

/// What a value is called; `name` is what the facet calls it.
fn value_of(words: Words, value: &str, name: &str) -> String {
    match value {
        "yes" => words.say("catalog-yes").to_owned(),
        "no" => words.say("catalog-no").to_owned(),
        _ => name.to_owned(),
    }
}

/// The address with a value chosen, or no longer.
fn toggled(address: &Address, name: &str, value: &str, chosen: bool) -> String {
    let mut kept: Vec<String> = address.all(name).map(str::to_owned).collect();
    if chosen {
        kept.retain(|one| one != value);
    } else {
        kept.push(value.to_owned());
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (other, value) in address.pairs() {
        if other != name && other != "page" {
            query.append_pair(other, value);
        }
    }
    for value in &kept {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() {
        address.path().to_owned()
    } else {
        format!("{}?{query}", address.path())
    }
}

/// Each facet with its values, as links that choose them.
fn facet_views(words: Words, address: &Address, facets: &[Facet]) -> String {
    let mut html = Html::with_room(facets.len() * 2_000);
    let worth_it = facets
        .iter()
        .filter(|facet| facet.values.len() > 1 || facet.values.iter().any(|one| one.chosen));
    for (place, facet) in worth_it.enumerate() {
        let chosen = facet.values.iter().any(|one| one.chosen);
        html.raw(open_if(place < OPEN_FACETS || chosen))
            .text(&label_of(words, facet))
            .raw("</summary><ul>");
        let (first, rest) = facet.values.split_at(OPEN.min(facet.values.len()));
        for value in first {
            facet_value(&mut html, words, address, facet, value);
        }
        html.raw("</ul>");
        let rest = rest.get(..rest.len().min(MOST - OPEN)).unwrap_or_default();
        if !rest.is_empty() {
            let label = words.say_with("catalog-more-values", &[("count", rest.len().into())]);
            html.raw(open_if(rest.iter().any(|one| one.chosen)))
                .text(&label)
                .raw("</summary><ul>");
            for value in rest {
                facet_value(&mut html, words, address, facet, value);
            }
            html.raw("</ul></details>");
        }
        html.raw("</details>");
    }
    html.into_string()
}

const fn open_if(open: bool) -> &'static str {
    if open {
        "<details open><summary>"
    } else {
        "<details><summary>"
    }
}

fn facet_value(
    html: &mut Html,
    words: Words,
    address: &Address,
    facet: &Facet,
    value: &FacetValue,
) {
    html.raw("<li><a rel=\"nofollow\" href=\"")
        .text(&toggled(
            address,
            &name_of(facet),
            &value.value,
            value.chosen,
        ))
        .raw("\"");
    if value.chosen {
        html.raw(" aria-current=\"true\"");
    }
    html.raw("><span>")
        .text(&value_of(words, &value.value, &value.name))
        .raw("</span><span class=\"n\">")
        .text(&words.number(value.count))
        .raw("</span></a></li>");
}

/// What was chosen, each with its way back.
fn chips(words: Words, address: &Address, facets: &[Facet]) -> Option<AnyView> {
    let chips: Vec<AnyView> = filters(address)
        .iter()
        .flat_map(|filter| {
            let facet = facets
                .iter()
                .find(|facet| facet.attribute == filter.attribute);
            let name = if filter.attribute == Facet::MANUFACTURER {
                "by".to_owned()
            } else {
                format!("a{}", filter.attribute)
            };
            let label = facet.map(|facet| label_of(words, facet));
            filter.values.iter().map(move |value| {
                let known = facet.and_then(|facet| {
                    let found = facet.values.iter().find(|one| one.value == *value);
                    found.map(|one| one.name.as_str())
                });
                let shown = value_of(words, value, known.unwrap_or(value));
                let text = match &label {
                    Some(label) => format!("{label}: {shown}"),
                    None => shown,
                };
                let away = words.say_with("catalog-take-away", &[("filter", (&text).into())]);
                view! {
                    <a href=toggled(address, &name, value, true) title=away>
                        {text}
                        <Symbol icon=Icon::Close />
                    </a>
                }
                .into_any()
            })
        })
        .collect();
    (!chips.is_empty()).then(|| view! { <div class="chips">{chips}</div> }.into_any())
}

fn cards(words: Words, children: &[ShelfCategory]) -> Vec<AnyView> {
    children
        .iter()
        .map(|one| {
            let count = words.say_with("catalog-products", &[("count", one.products.into())]);
            view! {
                <li class="card">
                    <ProductPicture category=one.code.replace('-', " ") />
                    <div>
                        <h2>
                            <a href=format!("/catalog/{}", one.code)>{one.name.clone()}</a>
                        </h2>
                        <p class="small mute">{count}</p>
                    </div>
                </li>
            }
            .into_any()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_stand_in_the_address_and_can_be_taken_away() {
        let address =
            Address::parse("/catalog/memory?a3=16+GB&a3=32+GB&by=Corsair&a0=x&page=2&ax=y");
        assert_eq!(
            filters(&address),
            [
                Filter {
                    attribute: 3,
                    values: vec!["16 GB".into(), "32 GB".into()]
                },
                Filter {
                    attribute: Facet::MANUFACTURER,
                    values: vec!["Corsair".into()]
                },
            ]
        );
        assert_eq!(
            toggled(&address, "a3", "16 GB", true),
            "/catalog/memory?by=Corsair&a0=x&ax=y&a3=32+GB"
        );
        let plain = Address::parse("/catalog/memory");
        assert_eq!(
            toggled(&plain, "by", "be quiet!", false),
            "/catalog/memory?by=be+quiet%21"
        );
    }
}

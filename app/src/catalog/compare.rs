//! `GET /compare?sku=MON-0101&sku=MON-0114`: up to six products side by side.

use super::listing::may_order;
use super::product::availability;
use super::{shopper, why_price};
use crate::frame::parts::{
    Column, DataTable, Empty, Notice, PageHead, PostForm, Price, Thumb, Tone,
};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn, in_path};
use axum::extract::State;
use axum::response::Response;
use domain::agreements::{ShelfItem, shelf_items};
use domain::catalog::availability::Availability;
use domain::catalog::sku::plain_sku;
use domain::catalog::{ProductPage, ask_product_pages, say_per};
use domain::id::ProductId;
use domain::text::Words;
use domain::{Day, Quantity};
use leptos::prelude::*;

/// How many products stand side by side at most.
const MOST: usize = 6;

/// A product to compare.
struct Compared {
    known: ProductPage,
    item: ShelfItem,
    when: Availability,
}

/// `GET /compare?sku=…&sku=…&only=different`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let shopper = shopper(&visitor)?;
    let words = visitor.words;
    let address = Address::of(&visitor);
    let mut skus: Vec<String> = Vec::new();
    for sku in address
        .all("sku")
        .map(str::trim)
        .filter(|sku| !sku.is_empty())
    {
        if !skus.iter().any(|other| other == sku) {
            skus.push(sku.to_owned());
        }
    }
    let too_many = skus.len() > MOST;
    skus.truncate(MOST);
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let pages = ask_product_pages(&skus, shopper.language)
        .fetch(&mut read)
        .await?;
    let ids: Vec<ProductId> = pages.iter().map(|page| page.id).collect();
    let shelf = shelf_items(&mut read, shopper, &ids, visitor.now).await?;
    drop(read);
    let today = Day::of(visitor.now);
    let mut all: Vec<Compared> = pages
        .into_iter()
        .filter_map(|known| {
            let item = shelf.iter().find(|item| item.id == known.id)?.clone();
            let when = known.availability(Quantity::pieces(1), today);
            Some(Compared { known, item, when })
        })
        .collect();
    // In the order in which they were chosen; what only looks like a SKU last.
    all.sort_by_key(|one| {
        skus.iter()
            .position(|sku| *sku == one.item.sku)
            .unwrap_or(MOST)
    });
    all.truncate(MOST);
    // By what was typed, which says nothing of what there is.
    let not_there: Vec<&str> = skus
        .iter()
        .filter(|sku| {
            let plain = plain_sku(sku);
            !all.iter().any(|one| plain_sku(&one.item.sku) == plain)
        })
        .map(String::as_str)
        .collect();
    let not_there = (!not_there.is_empty()).then(|| {
        let names = [("names", not_there.join(", ").into())];
        words.say_with("catalog-compare-not-there", &names)
    });
    let orders = may_order(&visitor) && !shopper.preview;
    let in_force = shopper.in_force.cloned();
    let title = words.say("catalog-compare");
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("catalog")
        .crumbs([(words.say("frame-catalog"), "/catalog")])
        .show(move || {
            let too_many = too_many.then(|| words.say("catalog-compare-too-many").to_owned());
            let warn = [too_many, not_there]
                .into_iter()
                .flatten()
                .map(|text| view! { <Notice tone=Tone::Warn>{text}</Notice> })
                .collect_view();
            let add = (all.len() < MOST).then(|| one_more(words, &all));
            let content = if all.is_empty() {
                view! {
                    <Empty
                        title=words.say("catalog-compare-nothing")
                        text=words.say("catalog-compare-nothing-text")
                    >
                        {add}
                    </Empty>
                }
                .into_any()
            } else {
                let because =
                    |item: &ShelfItem| why_price::in_short(words, &item.price, in_force.as_ref());
                let beside = table(words, &address, &all, (orders, today), because);
                view! { {beside} {add} }.into_any()
            };
            view! {
                <PageHead title=title />
                <div class="stack">{warn} {content}</div>
            }
        }))
}

/// The products beside each other, a row for each thing that is known of any.
fn table(
    words: Words,
    address: &Address,
    all: &[Compared],
    (orders, today): (bool, Day),
    because: impl Fn(&ShelfItem) -> Option<String>,
) -> AnyView {
    let only_different = address.get("only") == Some("different");
    let mut rows = vec![
        row(
            words.say("catalog-sku"),
            all.iter().map(|one| head_of(words, address, one)).collect(),
        ),
        row(
            words.say("catalog-your-price"),
            all.iter()
                .map(|one| {
                    let because = because(&one.item);
                    let per = say_per(words, &one.item.unit);
                    view! { <Price amount=one.item.price.price per=per because=because /> }
                        .into_any()
                })
                .collect(),
        ),
    ];
    if all.iter().any(|one| one.when != Availability::Unknown) {
        let cells = all
            .iter()
            .map(|one| availability(words, one.when, today).into_any());
        rows.push(row(words.say("catalog-availability"), cells.collect()));
    }
    for (name, values) in facts(words, all) {
        let differ = values.iter().any(|value| values.first() != Some(value));
        if differ || !only_different {
            let shown = values.into_iter().map(|value| match value.as_str() {
                "" => "–".into_any(),
                _ => value.into_any(),
            });
            rows.push(row(&name, shown.collect()));
        }
    }
    if orders {
        let cells = all.iter().map(|one| add_button(words, one)).collect();
        rows.push(row(words.say("catalog-add-to-basket"), cells));
    }
    let columns = std::iter::once(Column::new(words.say("catalog-compare-what")))
        .chain(all.iter().map(|one| Column::new(one.item.name.clone())))
        .collect();
    let switch = if only_different {
        let href = address.clone().without("only").href();
        view! { <a href=href>{words.say("catalog-compare-all")}</a> }.into_any()
    } else {
        let href = address.clone().with("only", "different").href();
        view! { <a href=href>{words.say("catalog-compare-different")}</a> }.into_any()
    };
    view! {
        <section class="sheet compared">
            <PostForm action="/basket/add" class="flush">
                <DataTable caption=words.say("catalog-compare") quiet=true many=true columns>
                    {rows}
                </DataTable>
            </PostForm>
        </section>
        <p class="small">{switch}</p>
    }
    .into_any()
}

fn row(name: &str, cells: Vec<AnyView>) -> AnyView {
    let cells = cells
        .into_iter()
        .map(|cell| view! { <td>{cell}</td> })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            {cells}
        </tr>
    }
    .into_any()
}

/// A product's SKU with the way to its page, and the way to compare without it.
fn head_of(words: Words, address: &Address, one: &Compared) -> AnyView {
    let sku = one.item.sku.clone();
    let to = format!("/products/{}", in_path(&sku));
    let without = format!(
        "{}?{}",
        address.path(),
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(
                address
                    .pairs()
                    .iter()
                    .filter(|(name, value)| { name != "sku" || value.trim() != sku })
            )
            .finish()
    );
    let name = [("name", one.item.name.as_str().into())];
    let label = words.say_with("catalog-compare-without", &name);
    view! {
        <div class="thing">
            <Thumb picture=one.item.picture category=one.item.category_name.clone() />
            <div>
                <a href=to>{sku}</a>
                " "
                <a class="small" href=without aria-label=label>
                    {words.say("frame-remove")}
                </a>
            </div>
        </div>
    }
    .into_any()
}

/// What is known of them besides price and availability: the name of each
/// thing and its value for each product.
fn facts(words: Words, all: &[Compared]) -> Vec<(String, Vec<String>)> {
    let of = |read: &dyn Fn(&Compared) -> String| all.iter().map(read).collect::<Vec<_>>();
    let mut facts = vec![
        (
            words.say("catalog-category").to_owned(),
            of(&|one| one.item.category_name.clone()),
        ),
        (
            words.say("catalog-manufacturer").to_owned(),
            of(&|one| one.item.manufacturer.clone()),
        ),
        (
            words.say("catalog-maker-number").to_owned(),
            of(&|one| one.known.trade.maker_number.clone()),
        ),
    ];
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in all.iter().flat_map(|one| &one.known.attributes) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    for name in names {
        let value = |one: &Compared| {
            let found = one.known.attributes.iter().find(|(known, _)| known == name);
            match found.map(|(_, value)| value.as_str()) {
                Some("yes") => words.say("catalog-yes").to_owned(),
                Some("no") => words.say("catalog-no").to_owned(),
                other => other.unwrap_or_default().to_owned(),
            }
        };
        facts.push((name.to_owned(), of(&value)));
    }
    facts.retain(|(_, values)| values.iter().any(|value| !value.is_empty()));
    facts
}

fn add_button(words: Words, one: &Compared) -> AnyView {
    let sku = one.item.sku.clone();
    let name = [("name", one.item.name.as_str().into())];
    let label = words.say_with("catalog-add-name", &name);
    view! {
        <input type="hidden" name=format!("quantity-{sku}") value="1" />
        <button class="btn s" name="sku" value=sku aria-label=label>
            {words.say("frame-add")}
        </button>
    }
    .into_any()
}

/// One more, by its SKU.
fn one_more(words: Words, all: &[Compared]) -> AnyView {
    let kept = all
        .iter()
        .map(|one| {
            view! { <input type="hidden" name="sku" value=one.item.sku.clone() /> }
        })
        .collect_view();
    let label = words.say(if all.is_empty() {
        "catalog-sku"
    } else {
        "catalog-compare-sku"
    });
    view! {
        <form method="get" action="/compare" class="filter">
            {kept} <label class="unseen" for="one-more">
                {label}
            </label>
            <input
                class="input"
                type="text"
                id="one-more"
                name="sku"
                placeholder=label
                autocomplete="off"
            /> <button class="btn">{words.say("catalog-compare-add")}</button>
        </form>
    }
    .into_any()
}

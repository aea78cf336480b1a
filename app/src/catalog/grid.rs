//! `/console/product/grid`: the products of a category side by side, to change
//! many cells at once. One form, sent once: the cells that were changed are
//! written, all of them or none. What can't be taken, and what somebody else
//! changed meanwhile, is named, and all that was typed stays where it was typed.

mod cells;

use self::cells::{Shown, choices, read, written};
use super::product_editor::fault;
use crate::frame::parts::{
    Actions, Checkbox, Column, DataTable, Empty, Icon, PageHead, Pager, PostForm, SortTo, Symbol,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Html, Page, PageError, Paging, Sorting, StaffOnly,
    key_of,
};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::{
    Category, Cell, CellFault, GridAnswer, GridEdits, GridPage, GridQuery, ListPurpose, PriceList,
    ask_categories, ask_grid, ask_price_lists, save_grid, say_measure,
};
use domain::id::{PriceListId, ProductId};
use domain::identity::Permission;
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;
use std::collections::HashMap;

/// Rows on a page.
const PAGE: i64 = 50;

/// The word a curator's choice of sold and unsold products goes by.
const SOLD: &[(&str, &str)] = &[("yes", "catalog-grid-sold"), ("no", "catalog-not-sold")];

/// What was typed into the cells and not written.
type Typed = HashMap<(ProductId, Cell), String>;
/// What is wrong with some of them.
type Refused = HashMap<(ProductId, Cell), String>;

/// `GET /console/product/grid?category=CODE&list=ID&q=WORDS&sold=yes&sort=sku&page=2`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state).await?;
    Ok(page(&visitor, loaded, None))
}

/// `POST` to the same address: of each row `product.N`, `version.N`, what its cells
/// said as `was.N`, and the cells themselves.
pub async fn save(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let loaded = load(&visitor, &state).await?;
    let category = loaded.category.as_ref().ok_or(PageError::NotFound)?.id;
    let list = loaded.list.as_ref().map(|list| list.id);
    let edits = read(&form).ok_or(PageError::BadForm)?;
    if edits.is_empty() {
        visitor
            .say_next(true, words.say("catalog-grid-nothing"))
            .await?;
        return Ok(Redirect::to(&visitor.path).into_response());
    }
    let typed: Typed = edits
        .iter()
        .flat_map(|edit| {
            let cells = edit.cells.iter();
            cells.map(|(cell, typed, _)| ((edit.product, *cell), typed.clone()))
        })
        .collect();
    let new_values = form.has(NEW_VALUES);
    let sent = GridEdits {
        key: key_of(&form)?,
        category,
        list,
        new_values,
        edits,
    };
    let answer = save_grid::<PageError>(&state.db, visitor.actor(), sent, visitor.now).await?;
    if answer.is_fine() {
        let count = i64::try_from(answer.saved).unwrap_or(i64::MAX);
        let said = words.say_with("catalog-grid-saved", &[("count", count.into())]);
        visitor.say_next(true, said).await?;
        return Ok(Redirect::to(&visitor.path).into_response());
    }
    // What somebody else changed meanwhile is shown as it is now.
    let loaded = load(&visitor, &state).await?;
    let answered = Answered::of(words, &loaded, typed, answer, new_values);
    Ok(page(&visitor, loaded, Some(answered)))
}

/// The field in which a curator says that values which no product has yet are meant.
const NEW_VALUES: &str = "new_values";

/// What is said above the grid if nothing was written.
struct Answered {
    title: String,
    /// Where each cell is that can't be taken, and what is wrong with it.
    problems: Vec<(String, String)>,
    typed: Typed,
    refused: Refused,
    /// Whether values that no product has yet were said to be meant; none if there
    /// are no such.
    new_values: Option<bool>,
}

impl Answered {
    fn of(
        words: Words,
        loaded: &Loaded,
        typed: Typed,
        answer: GridAnswer,
        new_values: bool,
    ) -> Self {
        let mut refused = Refused::new();
        let mut has_new = new_values;
        for (product, cell, why) in answer.refused {
            let why = match why {
                CellFault::Product(what) => fault(words, what).to_owned(),
                CellFault::Price(refusal) => refusal.say(words),
                CellFault::NotADay => words.say("catalog-fault-day-wrong").to_owned(),
                CellFault::NewValue(value) => {
                    has_new = true;
                    words.say_with("catalog-grid-new-value", &[("value", value.into())])
                }
            };
            refused.insert((product, cell), why);
        }
        for product in answer.changed_meanwhile {
            let row = loaded.grid.rows.iter().find(|row| row.product == product);
            for (of, cell) in typed.keys().filter(|(of, _)| *of == product) {
                let now = row.map_or("", |row| row.cell(*cell));
                let now = if now.is_empty() { "–" } else { now };
                let why = words.say_with("catalog-grid-changed", &[("now", now.into())]);
                refused.entry((*of, *cell)).or_insert(why);
            }
        }
        let mut problems: Vec<(String, String)> = Vec::new();
        for (number, row) in loaded.grid.rows.iter().enumerate() {
            for cell in loaded.columns() {
                if let Some(why) = refused.get(&(row.product, cell)) {
                    let label = loaded.heading(words, cell);
                    let href = format!("#f-{}.{number}", cell.code());
                    problems.push((href, format!("{}, {label}: {why}", row.sku)));
                }
            }
        }
        let count = i64::try_from(refused.len()).unwrap_or(i64::MAX);
        Self {
            title: words.say_with("catalog-grid-refused", &[("count", count.into())]),
            problems,
            typed,
            refused,
            new_values: has_new.then_some(new_values),
        }
    }
}

/// What the page shows.
struct Loaded {
    category: Option<Category>,
    categories: Vec<Category>,
    list: Option<PriceList>,
    lists: Vec<PriceList>,
    grid: GridPage,
    address: Address,
    by: Sorting,
    paging: Paging,
}

impl Loaded {
    fn columns(&self) -> Vec<Cell> {
        self.grid.columns(self.list.is_some())
    }

    /// The columns with what they are called.
    fn headed(&self, words: Words) -> Vec<(Cell, String)> {
        let columns = self.columns().into_iter();
        columns
            .map(|cell| (cell, self.heading(words, cell)))
            .collect()
    }

    fn heading(&self, words: Words, cell: Cell) -> String {
        match cell {
            Cell::Name => words.say("catalog-role-name").to_owned(),
            Cell::Manufacturer => words.say("catalog-manufacturer").to_owned(),
            Cell::MakerNumber => words.say("catalog-role-maker-number").to_owned(),
            Cell::Unit => words.say("catalog-role-unit").to_owned(),
            Cell::Price => {
                let currency = self.list.as_ref().map_or("", |list| list.currency.code());
                format!("{} ({currency})", words.say("catalog-price"))
            }
            Cell::LeadDays => words.say("catalog-role-lead-days").to_owned(),
            Cell::LastOrderDay => words.say("catalog-role-last-order-day").to_owned(),
            Cell::Active => words.say("catalog-is-sold").to_owned(),
            Cell::Attribute(number) => {
                let mut all = self.grid.attributes.iter();
                let one = all.find(|one| one.number == number);
                one.map_or_else(String::new, |one| {
                    let unit = one.unit.rsplit('#').next().unwrap_or_default().trim();
                    if unit.is_empty() {
                        one.name.clone()
                    } else {
                        format!("{} ({unit})", one.name)
                    }
                })
            }
        }
    }
}

async fn load(visitor: &StaffOnly, state: &AppState) -> Result<Loaded, PageError> {
    visitor.demand(Permission::Curate)?;
    let address = Address::of(visitor);
    let by = Sorting {
        descending: false,
        ..Sorting::of(&address, &["name", "sku", "manufacturer"], "name")
    };
    let paging = Paging::of(&address, PAGE);
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (categories, lists) = together(&mut read, (ask_categories(), ask_price_lists())).await?;
    let chosen = address.get("category").unwrap_or_default();
    let category = categories.iter().find(|one| one.code == chosen).cloned();
    let list = address
        .get("list")
        .and_then(|id| id.parse::<PriceListId>().ok())
        .and_then(|id| lists.iter().find(|list| list.id == id))
        .cloned();
    let mut grid = match &category {
        Some(category) => {
            let query = GridQuery {
                category: category.id,
                list: list.as_ref().map(|list| list.id),
                words: address
                    .get("q")
                    .unwrap_or_default()
                    .chars()
                    .take(120)
                    .collect(),
                active: match address.get("sold") {
                    Some("yes") => Some(true),
                    Some("no") => Some(false),
                    _ => None,
                },
                sort: by.key.to_owned(),
                offset: paging.offset(),
                most: PAGE,
            };
            ask_grid(&query, visitor.now).fetch(&mut read).await?
        }
        None if chosen.is_empty() => GridPage::default(),
        None => return Err(PageError::NotFound),
    };
    // Units by their names in the reader's language, which are read again.
    for row in &mut grid.rows {
        if let Some(unit) = row.cells.get_mut(&Cell::Unit) {
            *unit = say_measure(visitor.words, unit);
        }
    }
    Ok(Loaded {
        paging: paging.total(grid.total),
        category,
        categories,
        list,
        lists,
        grid,
        address,
        by,
    })
}

fn page(visitor: &StaffOnly, loaded: Loaded, answered: Option<Answered>) -> Response {
    let words = visitor.words;
    let title = words.say("catalog-grid");
    let shown = Shown {
        words,
        grid: &loaded.grid,
        columns: loaded.headed(words),
        typed: answered.as_ref().map(|one| &one.typed),
        refused: answered.as_ref().map(|one| &one.refused),
    };
    let rows = written(&shown);
    let new_values = answered.as_ref().and_then(|one| one.new_values);
    Page::new(visitor, Face::Console, title)
        .nav("products")
        .crumbs([(words.say("frame-products"), "/console/products")])
        .status(match answered {
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        })
        .wide()
        .show(move || {
            let filter = filter(words, &loaded);
            let answered = answered.map(problems);
            let content = match &loaded.category {
                None => view! {
                    <section class="sheet">
                        <Empty
                            title=words.say("catalog-grid-choose")
                            text=words.say("catalog-grid-choose-text")
                        />
                    </section>
                }
                .into_any(),
                Some(_) if loaded.grid.rows.is_empty() => view! {
                    <section class="sheet">
                        <Empty title=words.say("catalog-no-products") />
                    </section>
                }
                .into_any(),
                Some(category) => table(words, &loaded, category.name.clone(), rows, new_values),
            };
            view! {
                <PageHead title=title sub=words.say("catalog-grid-sub") />
                <div class="stack">{filter} {answered} {content}</div>
            }
        })
}

/// What can't be taken, each cell by a link.
fn problems(answered: Answered) -> AnyView {
    let items = answered
        .problems
        .into_iter()
        .map(|(href, text)| view! { <li><a href=href>{text}</a></li> })
        .collect_view();
    view! {
        <div class="form-errors" role="alert" tabindex="-1" data-focus="">
            <Symbol icon=Icon::Warning />
            <div>
                <h2>{answered.title}</h2>
                <ul>{items}</ul>
            </div>
        </div>
    }
    .into_any()
}

fn filter(words: Words, loaded: &Loaded) -> AnyView {
    let select = |name: &'static str,
                  label: &'static str,
                  none: &'static str,
                  options: Vec<(String, String)>| {
        let chosen = loaded.address.get(name).unwrap_or_default().to_owned();
        let options = options
            .into_iter()
            .map(|(value, text)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{text}</option> }
            })
            .collect_view();
        view! {
            <label class="unseen" for=name>
                {words.say(label)}
            </label>
            <select class="input" id=name name=name>
                <option value="">{words.say(none)}</option>
                {options}
            </select>
        }
        .into_any()
    };
    let categories = loaded.categories.iter();
    let categories = categories
        .map(|one| (one.code.clone(), one.name.clone()))
        .collect();
    let lists = loaded.lists.iter().map(|list| {
        let text = match list.purpose {
            ListPurpose::Sale => list.name.clone(),
            ListPurpose::Cost => format!("{} ({})", list.name, words.say("catalog-grid-costs")),
        };
        (list.id.to_string(), text)
    });
    let sold = SOLD
        .iter()
        .map(|(code, message)| ((*code).to_owned(), words.say(message).to_owned()));
    let (lists, sold) = (lists.collect(), sold.collect());
    let typed = loaded.address.get("q").unwrap_or_default().to_owned();
    view! {
        <form
            method="get"
            action="/console/product/grid"
            class="filter"
            role="search"
            aria-label=words.say("frame-search-list")
        >
            {select("category", "catalog-category", "catalog-grid-choose-short", categories)}
            {select("list", "catalog-grid-list", "catalog-grid-no-list", lists)}
            {select("sold", "catalog-import-state", "catalog-grid-all", sold)}
            <label class="unseen" for="q">
                {words.say("frame-search")}
            </label>
            <input
                class="input"
                type="search"
                id="q"
                name="q"
                value=typed
                placeholder=words.say("frame-search")
                autocomplete="off"
            />
            <button class="btn">{words.say("frame-filter")}</button>
        </form>
    }
    .into_any()
}

fn table(
    words: Words,
    loaded: &Loaded,
    name: String,
    rows: Html,
    new_values: Option<bool>,
) -> AnyView {
    let mut columns = vec![Column::new(words.say("catalog-sku")).sort("sku")];
    columns.extend(
        loaded
            .headed(words)
            .into_iter()
            .map(|(cell, heading)| match cell {
                Cell::Name => Column::new(heading).sort("name"),
                Cell::Manufacturer => Column::new(heading).sort("manufacturer"),
                Cell::Price | Cell::LeadDays => Column::num(heading),
                _ => Column::new(heading),
            }),
    );
    let codes: Vec<String> = loaded.columns().into_iter().map(Cell::code).collect();
    let sort = SortTo {
        address: loaded.address.clone(),
        by: loaded.by,
    };
    let (paging, address) = (loaded.paging, loaded.address.clone());
    let footer = view! { <Pager paging address /> };
    let (choices, form) = (choices(words, &loaded.grid), FormState::empty());
    let form = match new_values {
        Some(true) => form.with(NEW_VALUES, "on"),
        _ => form,
    };
    // Made inside of the form, whose state it shows; beside the button, since the bar
    // would cover it below a long table.
    let new_values = move || {
        new_values.map(|_| {
            view! { <Checkbox name=NEW_VALUES label=words.say("catalog-grid-new-values") /> }
        })
    };
    view! {
        <PostForm class="grid" state=form>
            <input type="hidden" name="columns" value=codes.join(" ") />
            {choices}
            <section class="sheet" data-grid="">
                <DataTable
                    caption=name
                    note=words.say("catalog-grid-keys")
                    columns
                    sort=sort
                    many=true
                    written=rows
                    footer=footer
                />
            </section>
            <Actions sticky=true>
                {new_values()}
                <button class="btn main">{words.say("catalog-grid-save")}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}

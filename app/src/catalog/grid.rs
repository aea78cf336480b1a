//! `/console/product/grid`: the products of a category side by side, to change
//! many cells at once. One form, sent once: only cells that were changed are
//! written, what can't be taken stays as it was typed with a sentence, and what
//! somebody else changed meanwhile is named.

use super::in_path;
use super::product_editor::fault;
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Icon, PageHead, Pager, PostForm, SortTo, Symbol,
};
use crate::frame::{
    Address, AppState, Face, Form, Html, Page, PageError, Paging, Sorting, StaffOnly,
};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::{
    Category, Cell, CellFault, GridEdit, GridPage, GridQuery, GridRow, ListPurpose, PriceList,
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

/// What was typed into a cell and not taken, and why not.
type Refused = HashMap<(ProductId, Cell), (String, String)>;

/// `GET /console/product/grid?category=CODE&list=ID&q=WORDS&sold=yes&sort=sku&page=2`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state).await?;
    Ok(page(&visitor, loaded, None, &Refused::new()))
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
    let typed: HashMap<(ProductId, Cell), String> = edits
        .iter()
        .flat_map(|edit| {
            let cells = edit.cells.iter();
            cells.map(|(cell, typed, _)| ((edit.product, *cell), typed.clone()))
        })
        .collect();
    let saved = save_grid::<PageError>(
        &state.db,
        visitor.actor(),
        category,
        list,
        edits,
        visitor.now,
    )
    .await?;
    let count = i64::try_from(saved.saved).unwrap_or(i64::MAX);
    let said = words.say_with("catalog-grid-saved", &[("count", count.into())]);
    if saved.refused.is_empty() && saved.changed_meanwhile.is_empty() {
        visitor.say_next(true, said).await?;
        return Ok(Redirect::to(&visitor.path).into_response());
    }
    // What was written is shown as it is now.
    let loaded = load(&visitor, &state).await?;
    let mut refused = Refused::new();
    for (product, cell, why) in saved.refused {
        let text = typed.get(&(product, cell)).cloned().unwrap_or_default();
        let why = match why {
            CellFault::Product(what) => fault(words, what).to_owned(),
            CellFault::Price(refusal) => refusal.say(words),
            CellFault::NotADay => words.say("catalog-fault-day-wrong").to_owned(),
        };
        refused.insert((product, cell), (text, why));
    }
    for product in saved.changed_meanwhile {
        let row = loaded.grid.rows.iter().find(|row| row.product == product);
        let theirs = typed.iter().filter(|((of, _), _)| *of == product);
        for ((_, cell), text) in theirs {
            let now = row.map_or("", |row| row.cell(*cell)).to_owned();
            let now = if now.is_empty() {
                "–".to_owned()
            } else {
                now
            };
            let why = words.say_with("catalog-grid-changed", &[("now", now.into())]);
            refused
                .entry((product, *cell))
                .or_insert((text.clone(), why));
        }
    }
    let mut problems: Vec<(String, String)> = Vec::new();
    for (number, row) in loaded.grid.rows.iter().enumerate() {
        for cell in loaded.columns() {
            if let Some((_, why)) = refused.get(&(row.product, cell)) {
                let label = loaded.heading(words, cell);
                let href = format!("#f-{}.{number}", cell.code());
                problems.push((href, format!("{}, {label}: {why}", row.sku)));
            }
        }
    }
    let count = i64::try_from(refused.len()).unwrap_or(i64::MAX);
    let left = words.say_with("catalog-grid-refused", &[("count", count.into())]);
    let answered = Answered {
        title: format!("{said} {left}"),
        problems,
    };
    Ok(page(&visitor, loaded, Some(answered), &refused))
}

/// What is said above the grid after some of it was not written.
struct Answered {
    title: String,
    /// Where each cell is, and what is wrong with it.
    problems: Vec<(String, String)>,
}

/// The cells that were changed; none if it is not such a form.
fn read(form: &Form) -> Option<Vec<GridEdit>> {
    let columns: Vec<Cell> = form
        .text("columns")
        .split(' ')
        .map(cell)
        .collect::<Option<_>>()?;
    let mut edits = Vec::new();
    for number in 0..usize::try_from(PAGE).ok()? {
        let product = form.text(&format!("product.{number}"));
        if product.is_empty() {
            break;
        }
        let was: Vec<String> = serde_json::from_str(form.text(&format!("was.{number}"))).ok()?;
        let cells: Vec<(Cell, String, String)> = columns
            .iter()
            .zip(was)
            .map(|(cell, was)| {
                let typed = form.text(&format!("{}.{number}", cell.code()));
                (*cell, typed.to_owned(), was)
            })
            .filter(|(_, typed, was)| typed != was)
            .collect();
        if !cells.is_empty() {
            edits.push(GridEdit {
                product: product.parse().ok()?,
                version: form.text(&format!("version.{number}")).parse().ok()?,
                cells,
            });
        }
    }
    Some(edits)
}

/// The cell that goes by this word.
fn cell(code: &str) -> Option<Cell> {
    let fixed = [
        Cell::Name,
        Cell::Manufacturer,
        Cell::MakerNumber,
        Cell::Unit,
        Cell::Price,
        Cell::LeadDays,
        Cell::LastOrderDay,
        Cell::Active,
    ];
    fixed
        .into_iter()
        .find(|cell| cell.code() == code)
        .or_else(|| code.strip_prefix('a')?.parse().ok().map(Cell::Attribute))
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

fn page(
    visitor: &StaffOnly,
    loaded: Loaded,
    answered: Option<Answered>,
    refused: &Refused,
) -> Response {
    let words = visitor.words;
    let title = words.say("catalog-grid");
    let rows = written(words, &loaded, refused);
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
                Some(category) => table(words, &loaded, category.name.clone(), rows),
            };
            view! {
                <PageHead title=title sub=words.say("catalog-grid-sub") />
                <div class="stack">{filter} {answered} {content}</div>
            }
        })
}

/// What was written and what was not, each cell by a link.
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
            <button class="btn">{words.say("catalog-show")}</button>
        </form>
    }
    .into_any()
}

fn table(words: Words, loaded: &Loaded, name: String, rows: Html) -> AnyView {
    let mut columns = vec![Column::new(words.say("catalog-sku")).sort("sku")];
    columns.extend(loaded.columns().into_iter().map(|cell| {
        let heading = loaded.heading(words, cell);
        match cell {
            Cell::Name => Column::new(heading).sort("name"),
            Cell::Manufacturer => Column::new(heading).sort("manufacturer"),
            Cell::Price | Cell::LeadDays => Column::num(heading),
            _ => Column::new(heading),
        }
    }));
    let codes: Vec<String> = loaded.columns().into_iter().map(Cell::code).collect();
    let sort = SortTo {
        address: loaded.address.clone(),
        by: loaded.by,
    };
    let (paging, address) = (loaded.paging, loaded.address.clone());
    let footer = view! { <Pager paging address /> };
    view! {
        <PostForm class="grid">
            <input type="hidden" name="columns" value=codes.join(" ") />
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
                <button class="btn main">{words.say("catalog-grid-save")}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}

/// All rows. There are some hundreds of cells on a page.
fn written(words: Words, loaded: &Loaded, refused: &Refused) -> Html {
    let columns = loaded.columns();
    let headings: Vec<String> = columns
        .iter()
        .map(|cell| loaded.heading(words, *cell))
        .collect();
    let mut html = Html::with_room(loaded.grid.rows.len() * 4_000);
    for (number, row) in loaded.grid.rows.iter().enumerate() {
        let number = number.to_string();
        let was: Vec<&str> = columns.iter().map(|cell| row.cell(*cell)).collect();
        html.raw("<tr><th scope=\"row\"><a href=\"/console/products/")
            .text(&in_path(&row.sku))
            .raw("\">")
            .text(&row.sku)
            .raw("</a>");
        for (name, value) in [
            ("product.", row.product.to_string()),
            ("version.", row.version.to_string()),
            ("was.", serde_json::to_string(&was).unwrap_or_default()),
        ] {
            html.raw("<input type=\"hidden\" name=\"")
                .raw(name)
                .text(&number)
                .raw("\" value=\"")
                .text(&value)
                .raw("\">");
        }
        html.raw("</th>");
        for (cell, heading) in columns.iter().zip(&headings) {
            let refusal = refused.get(&(row.product, *cell));
            write_cell(&mut html, &number, row, *cell, heading, refusal);
        }
        html.raw("</tr>");
    }
    html
}

fn write_cell(
    html: &mut Html,
    number: &str,
    row: &GridRow,
    cell: Cell,
    heading: &str,
    refusal: Option<&(String, String)>,
) {
    let name = format!("{}.{number}", cell.code());
    let value = refusal.map_or_else(|| row.cell(cell), |(typed, _)| typed.as_str());
    let kind = match cell {
        Cell::Name => "<td class=\"long\">",
        Cell::Price | Cell::LeadDays => "<td class=\"num\">",
        _ => "<td>",
    };
    html.raw(kind);
    html.raw(if cell == Cell::Active {
        "<input type=\"checkbox\" value=\"on\" id=\"f-"
    } else {
        "<input class=\"input\" type=\"text\" autocomplete=\"off\" id=\"f-"
    });
    html.text(&name).raw("\" name=\"").text(&name);
    html.raw("\" aria-label=\"")
        .text(heading)
        .raw(", ")
        .text(&row.sku)
        .raw("\"");
    if cell == Cell::Active {
        html.raw(if value.is_empty() { "" } else { " checked" });
    } else {
        html.raw(" value=\"").text(value).raw("\"");
    }
    if let Some((_, why)) = refusal {
        html.raw(" aria-invalid=\"true\" aria-describedby=\"f-")
            .text(&name)
            .raw("-error\"><p class=\"error\" id=\"f-")
            .text(&name)
            .raw("-error\">")
            .text(why)
            .raw("</p></td>");
    } else {
        html.raw("></td>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: &str) -> Form {
        let product = ProductId::new();
        let pairs = [
            ("columns", "name active a7".to_owned()),
            ("product.0", product.to_string()),
            ("version.0", "3".to_owned()),
            ("was.0", "[\"Alpha\",\"on\",\"80\"]".to_owned()),
            ("name.0", name.to_owned()),
            ("a7.0", "80".to_owned()),
            ("active.0", "on".to_owned()),
        ];
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(pairs);
        Form::parse(body.finish().as_bytes())
    }

    #[test]
    fn only_changed_cells_are_read() {
        assert_eq!(read(&form("Alpha")), Some(Vec::new()));
        let edits = read(&form("Alpha 2")).unwrap();
        assert_eq!(edits.len(), 1);
        let changed = (Cell::Name, "Alpha 2".to_owned(), "Alpha".to_owned());
        assert_eq!((edits[0].version, &edits[0].cells), (3, &vec![changed]));
        assert_eq!(read(&Form::parse(b"columns=nothing")), None);
    }

    #[test]
    fn every_cell_goes_by_its_word() {
        for one in [
            Cell::Name,
            Cell::Unit,
            Cell::Active,
            Cell::Price,
            Cell::Attribute(12),
        ] {
            assert_eq!(cell(&one.code()), Some(one));
        }
        assert_eq!(cell("sku"), None);
    }
}

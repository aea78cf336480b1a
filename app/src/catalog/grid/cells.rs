//! The cells of the grid: how they are written into the page, each as what it is,
//! and read from what was sent.

use super::{PAGE, Refused, Typed};
use crate::frame::{Form, Html, in_path};
use domain::catalog::attribute::Kind;
use domain::catalog::{Cell, GridEdit, GridPage, GridRow, measures};
use domain::text::Words;
use leptos::prelude::*;

/// The cells that were changed; none if it is not such a form.
pub(super) fn read(form: &Form) -> Option<Vec<GridEdit>> {
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

/// What there is to choose from, once for each column: units, and the values of
/// choices that products have already. Cells refer to it by its `id`.
pub(super) fn choices(words: Words, grid: &GridPage) -> Vec<AnyView> {
    let units = measures(words).into_iter().map(|(_, name)| name.to_owned());
    let mut lists = vec![(Cell::Unit, units.collect::<Vec<String>>())];
    for one in grid
        .attributes
        .iter()
        .filter(|one| one.kind() == Kind::Choice)
    {
        let known = grid
            .known
            .iter()
            .filter(|known| known.attribute == one.number);
        let values = known.map(|known| known.value.clone()).collect();
        lists.push((Cell::Attribute(one.number), values));
    }
    let list = |(cell, values): (Cell, Vec<String>)| {
        let options = values
            .into_iter()
            .map(|value| view! { <option value=value></option> })
            .collect_view();
        view! { <datalist id=format!("known-{}", cell.code())>{options}</datalist> }.into_any()
    };
    lists.into_iter().map(list).collect()
}

/// What is written into the page.
pub(super) struct Shown<'a> {
    pub(super) words: Words,
    pub(super) grid: &'a GridPage,
    /// The columns with what they are called.
    pub(super) columns: Vec<(Cell, String)>,
    /// What was typed, if that was not written.
    pub(super) typed: Option<&'a Typed>,
    /// What is wrong with some of it.
    pub(super) refused: Option<&'a Refused>,
}

impl Shown<'_> {
    fn kind(&self, cell: Cell) -> Option<Kind> {
        let mut all = self.grid.attributes.iter();
        let one = all.find(|one| cell == Cell::Attribute(one.number))?;
        Some(one.kind())
    }
}

/// All rows. There are some hundreds of cells on a page.
pub(super) fn written(shown: &Shown<'_>) -> Html {
    let mut html = Html::with_room(shown.grid.rows.len() * 4_000);
    for (number, row) in shown.grid.rows.iter().enumerate() {
        let number = number.to_string();
        let was = shown.columns.iter().map(|(cell, _)| row.cell(*cell));
        let was: Vec<&str> = was.collect();
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
        for (cell, heading) in &shown.columns {
            write_cell(&mut html, shown, (&number, row), *cell, heading);
        }
        html.raw("</tr>");
    }
    html
}

fn write_cell(
    html: &mut Html,
    shown: &Shown<'_>,
    (number, row): (&str, &GridRow),
    cell: Cell,
    heading: &str,
) {
    let name = format!("{}.{number}", cell.code());
    let key = (row.product, cell);
    let typed = shown.typed.and_then(|typed| typed.get(&key));
    let value = typed.map_or_else(|| row.cell(cell), String::as_str);
    let why = shown.refused.and_then(|refused| refused.get(&key));
    let kind = shown.kind(cell);
    html.raw(match cell {
        Cell::Name => "<td class=\"long\">",
        Cell::Price | Cell::LeadDays => "<td class=\"num\">",
        _ => "<td>",
    });
    html.raw(match (cell, kind) {
        (Cell::Active, _) => "<input type=\"checkbox\" value=\"on\" id=\"f-",
        (_, Some(Kind::YesNo)) => "<select class=\"input\" id=\"f-",
        _ => "<input class=\"input\" type=\"text\" autocomplete=\"off\" id=\"f-",
    });
    html.text(&name).raw("\" name=\"").text(&name);
    html.raw("\" aria-label=\"")
        .text(heading)
        .raw(", ")
        .text(&row.sku)
        .raw("\"");
    if why.is_some() {
        html.raw(" aria-invalid=\"true\" aria-describedby=\"f-")
            .text(&name)
            .raw("-error\"");
    }
    match (cell, kind) {
        (Cell::Active, _) => {
            html.raw(if value.is_empty() { ">" } else { " checked>" });
        }
        (_, Some(Kind::YesNo)) => {
            html.raw(">");
            write_options(html, shown.words, value);
            html.raw("</select>");
        }
        _ => {
            if cell == Cell::Unit || kind == Some(Kind::Choice) {
                html.raw(" list=\"known-").text(&cell.code()).raw("\"");
            }
            html.raw(" value=\"").text(value).raw("\">");
        }
    }
    if let Some(why) = why {
        html.raw("<p class=\"error\" id=\"f-")
            .text(&name)
            .raw("-error\">")
            .text(why)
            .raw("</p>");
    }
    html.raw("</td>");
}

/// Yes, no, or nothing; and whatever else was sent, so that it is seen.
fn write_options(html: &mut Html, words: Words, value: &str) {
    let mut options = vec![
        ("", "–"),
        ("yes", words.say("catalog-yes")),
        ("no", words.say("catalog-no")),
    ];
    if options.iter().all(|(known, _)| *known != value) {
        options.push((value, value));
    }
    for (one, text) in options {
        html.raw("<option value=\"").text(one).raw("\"");
        html.raw(if one == value { " selected>" } else { ">" });
        html.text(text).raw("</option>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalog::GridAttribute;
    use domain::id::ProductId;
    use domain::text::Language;
    use std::collections::HashMap;

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

    #[test]
    fn yes_or_no_and_choices_are_chosen_and_what_was_typed_stays() {
        let product = ProductId::new();
        let attribute = |number, kind: Kind| GridAttribute {
            number,
            name: String::new(),
            kind: kind.code().to_owned(),
            unit: String::new(),
        };
        let cells = [(7, "yes"), (8, "Black"), (9, "1")];
        let cells = cells.map(|(number, text)| (Cell::Attribute(number), text.to_owned()));
        let grid = GridPage {
            attributes: vec![
                attribute(7, Kind::YesNo),
                attribute(8, Kind::Choice),
                attribute(9, Kind::Text),
            ],
            rows: vec![GridRow {
                product,
                sku: "A&1".to_owned(),
                version: 1,
                cells: HashMap::from(cells),
            }],
            ..GridPage::default()
        };
        let typed = Typed::from([((product, Cell::Attribute(8)), "Blak".to_owned())]);
        let refused = Refused::from([((product, Cell::Attribute(8)), "None such".to_owned())]);
        let columns = [7, 8, 9].map(|number| (Cell::Attribute(number), "It".to_owned()));
        let html = written(&Shown {
            words: Words::new(Language::English, "UTC"),
            grid: &grid,
            columns: columns.to_vec(),
            typed: Some(&typed),
            refused: Some(&refused),
        })
        .into_string();
        assert!(html.contains("<select class=\"input\" id=\"f-a7.0\""));
        assert!(html.contains("<option value=\"yes\" selected>"));
        assert!(html.contains("list=\"known-a8\" value=\"Blak\""));
        assert!(html.contains("id=\"f-a8.0-error\">None such</p></td>"));
        assert!(html.contains("aria-label=\"It, A&amp;1\" value=\"1\"></td>"));
        assert!(html.contains("value=\"[&quot;yes&quot;,&quot;Black&quot;,&quot;1&quot;]\""));
    }
}

//! A sheet for each file: what each of its columns becomes, and which lines of it are
//! meant.

use crate::frame::FormState;
use crate::frame::parts::{Column, DataTable, Field, Select, Sheet};
use domain::catalog::file_facts::FileFacts;
use domain::catalog::mapping::{ImportKind, Role};
use domain::text::Words;
use leptos::prelude::*;

/// The columns of a file, each with what it becomes.
pub(super) fn file_sheet(
    words: Words,
    kind: ImportKind,
    f: usize,
    facts: &FileFacts,
    form: &FormState,
) -> AnyView {
    let products = kind == ImportKind::Products;
    let mut columns = vec![
        Column::new(words.say("catalog-mapping-column")),
        Column::new(words.say("catalog-mapping-example")),
        Column::new(words.say("catalog-mapping-becomes")),
    ];
    if products {
        columns.push(Column::new(words.say("catalog-mapping-label")));
        columns.push(Column::new(words.say("catalog-mapping-unit")));
    }
    let rows = facts
        .columns
        .iter()
        .enumerate()
        .map(|(c, column)| {
            let of = |id: &'static str| words.say_with(id, &[("column", (&column.name).into())]);
            let attribute = products.then(|| {
                view! {
                    <td>
                        <Field
                            name=format!("f{f}-c{c}-label")
                            label=of("catalog-mapping-label-of")
                            hide_label=true
                            optional=true
                            longest=60_u32
                        />
                    </td>
                    <td>
                        <Field
                            name=format!("f{f}-c{c}-unit")
                            label=of("catalog-mapping-unit-of")
                            hide_label=true
                            optional=true
                            class="narrow"
                        />
                    </td>
                }
            });
            view! {
                <tr>
                    <td>{column.name.clone()}</td>
                    <td class="small mute">{column.samples.join(" · ")}</td>
                    <td>
                        <Select
                            name=format!("f{f}-c{c}-role")
                            label=of("catalog-mapping-becomes-of")
                            hide_label=true
                            first=true
                            options=role_options(words, kind)
                        />
                    </td>
                    {attribute}
                </tr>
            }
        })
        .collect_view();
    let prefix = format!("f{f}-");
    let open = f == 0
        || form
            .errors()
            .iter()
            .any(|(field, _)| field.starts_with(&prefix));
    let category = products.then(|| {
        view! {
            <div class="in thirds">
                <Field
                    name=format!("f{f}-name")
                    label=words.say("catalog-mapping-default")
                    help=words.say("catalog-mapping-default-help")
                    optional=true
                    longest=60_u32
                />
                <Field
                    name=format!("f{f}-code")
                    label=words.say("catalog-category-code")
                    optional=true
                    longest=60_u32
                />
                <Field
                    name=format!("f{f}-prefix")
                    label=words.say("catalog-category-prefix")
                    optional=true
                    longest=6_u32
                />
            </div>
        }
    });
    let category = category.map(IntoAny::into_any).or_else(|| {
        (kind == ImportKind::Promotions).then(|| {
            view! {
                <div class="in thirds">
                    <Field
                        name=format!("f{f}-code")
                        label=words.say("catalog-mapping-promoted")
                        help=words.say("catalog-mapping-promoted-help")
                        optional=true
                        longest=60_u32
                    />
                </div>
            }
            .into_any()
        })
    });
    let only = only_lines(words, f, facts);
    let lines = words.say_with("catalog-lines-count", &[("count", facts.lines.into())]);
    view! {
        <details class="sheet" open=open>
            <summary class="in">
                <b>{facts.name.clone()}</b>
                " "
                <span class="mute">{lines}</span>
            </summary>
            {category} {only}
            <DataTable caption=facts.name.clone() quiet=true many=true columns>
                {rows}
            </DataTable>
        </details>
    }
    .into_any()
}

fn role_options(words: Words, kind: ImportKind) -> Vec<(String, String)> {
    Role::codes(kind)
        .iter()
        .map(|code| {
            if let Some(text) = in_another_language(words, code) {
                return ((*code).to_owned(), text);
            }
            let text = words.say(match *code {
                "name" => "catalog-role-name",
                "sku" => "catalog-sku",
                "price" => "catalog-price",
                "currency" => "catalog-role-currency",
                "manufacturer" => "catalog-manufacturer",
                "category" => "catalog-category",
                "unit" => "catalog-role-unit",
                "description" => "catalog-role-description",
                "maker-number" => "catalog-role-maker-number",
                "unspsc" => "catalog-role-unspsc",
                "last-order-day" => "catalog-role-last-order-day",
                "lead-days" => "catalog-role-lead-days",
                "number" => "catalog-role-number",
                "choice" => "catalog-role-choice",
                "choices" => "catalog-role-choices",
                "yes-no" => "catalog-role-yes-no",
                "text" => "catalog-role-text",
                "valid-from" => "catalog-role-valid-from",
                "valid-until" => "catalog-role-valid-until",
                "pieces" => "catalog-role-pieces",
                "location" => "catalog-role-location",
                "on-hand" => "catalog-role-on-hand",
                "expected" => "catalog-role-expected",
                "expected-day" => "catalog-role-expected-day",
                "percent" => "catalog-role-percent",
                "fraction" => "catalog-role-fraction",
                "customer-number" => "catalog-role-customer-number",
                "reference" => "catalog-role-reference",
                "industry" => "catalog-role-industry",
                "employees" => "catalog-role-employees",
                "sales" => "catalog-role-sales",
                "founded" => "catalog-role-founded",
                "street" => "catalog-role-street",
                "postcode" => "catalog-role-postcode",
                "city" => "catalog-role-city",
                "country" => "catalog-role-country",
                "phone" => "catalog-role-phone",
                "segment" => "catalog-role-segment",
                "needs" => "catalog-role-needs",
                _ => "catalog-role-ignore",
            });
            ((*code).to_owned(), text.to_owned())
        })
        .collect()
}

/// What a role is called that is a text in another language than the first.
fn in_another_language(words: Words, code: &str) -> Option<String> {
    let (id, language) = match Role::from_code(code, "", "")? {
        Role::LocalName { language } => ("catalog-role-name-in", language),
        Role::LocalDescription { language } => ("catalog-role-description-in", language),
        _ => return None,
    };
    Some(words.say_with(id, &[("language", language.own_name().into())]))
}

/// A file that is only looked up: by which column, and what it has.
pub(super) fn table_sheet(words: Words, facts: &FileFacts) -> AnyView {
    let mut names = facts.columns.iter().map(|column| column.name.as_str());
    let key = names.next().unwrap_or_default();
    let text = words.say_with(
        "catalog-mapping-looked-up",
        &[
            ("file", (&facts.name).into()),
            ("key", key.into()),
            ("columns", names.collect::<Vec<_>>().join(", ").into()),
        ],
    );
    view! {
        <Sheet>
            <p>{text}</p>
        </Sheet>
    }
    .into_any()
}

/// Which lines of a file are meant.
fn only_lines(words: Words, f: usize, facts: &FileFacts) -> AnyView {
    let all = (
        String::new(),
        words.say("catalog-mapping-only-all").to_owned(),
    );
    let columns = facts
        .columns
        .iter()
        .map(|column| (column.name.clone(), column.name.clone()));
    view! {
        <div class="in thirds">
            <Select
                name=format!("f{f}-only")
                label=words.say("catalog-mapping-only")
                help=words.say("catalog-mapping-only-help")
                first=true
                options=std::iter::once(all).chain(columns).collect()
            />
            <Field
                name=format!("f{f}-only-value")
                label=words.say("catalog-mapping-only-value")
                optional=true
                longest=200_u32
            />
        </div>
    }
    .into_any()
}

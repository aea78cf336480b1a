//! What a mapping says as the fields of a form, and back.

use crate::frame::{Form, FormState};
use domain::catalog::PriceList;
use domain::catalog::attribute::Kind;
use domain::catalog::file_facts::FileFacts;
use domain::catalog::import::ImportFile;
use domain::catalog::lookup;
use domain::catalog::mapping::{
    CategoryChoice, ColumnMapping, FileMapping, Mapping, OnlyLines, Role,
};
use domain::{Currency, Day};

/// The form with what a mapping says.
pub(super) fn filled(mapping: &Mapping, list: Option<&PriceList>) -> FormState {
    let mut form = FormState::empty()
        .with("currency", mapping.currency.code())
        .with(
            "price-list",
            list.map_or_else(String::new, |list| list.id.to_string()),
        );
    if mapping.maker_from_name {
        form = form.with("maker", "on");
    }
    if mapping.everything {
        form = form.with("everything", "on");
    }
    if let Some(day) = mapping.last_day {
        form = form.with("last-day", day.iso());
    }
    if mapping.files.iter().any(|file| file.round_prices) {
        form = form.with("round", "on");
    }
    if let Some(name) = &mapping.new_list {
        form = form.with("new-list", name.clone());
    }
    for (f, file) in mapping.files.iter().enumerate() {
        form = form
            .with(format!("f{f}-code"), file.category.code.clone())
            .with(format!("f{f}-name"), file.category.name.clone())
            .with(format!("f{f}-prefix"), file.category.sku_prefix.clone());
        if let Some(only) = &file.only {
            form = form
                .with(format!("f{f}-only"), only.column.clone())
                .with(format!("f{f}-only-value"), only.value.clone());
        }
        for (c, column) in file.columns.iter().enumerate() {
            form = form.with(format!("f{f}-c{c}-role"), column.role.code());
            if let Role::Attribute { name, unit, .. } = &column.role {
                form = form
                    .with(format!("f{f}-c{c}-label"), name.clone())
                    .with(format!("f{f}-c{c}-unit"), unit.clone());
            }
        }
    }
    form
}

/// The mapping that a form says.
pub(super) fn read_mapping(form: &Form, files: &[ImportFile]) -> Option<Mapping> {
    // Where nothing has an amount of money, nobody is asked.
    let currency: Currency = match form.some("currency") {
        Some(code) => code.parse().ok()?,
        None => Currency::EUR,
    };
    let own: Vec<FileFacts> = files.iter().map(|file| file.facts().clone()).collect();
    let tables = lookup::looked_up(&own);
    let files = lookup::together(&own, &tables)
        .iter()
        .zip(own.iter().zip(&tables))
        .enumerate()
        .map(|(f, (facts, (own, is_table)))| {
            let columns = facts
                .columns
                .iter()
                .enumerate()
                .map(|(c, column)| {
                    let text = |what: &str| form.text(&format!("f{f}-c{c}-{what}"));
                    let role = if *is_table {
                        Role::Ignore
                    } else {
                        Role::from_code(text("role"), text("label"), text("unit"))?
                    };
                    Some(ColumnMapping {
                        column: column.name.clone(),
                        role,
                    })
                })
                .collect::<Option<Vec<_>>>()?;
            let text = |what: &str| form.text(&format!("f{f}-{what}")).to_owned();
            Some(FileMapping {
                file: facts.name.clone(),
                decimal_comma: facts.decimal_comma,
                round_prices: form.has("round"),
                looked_up: *is_table,
                added: facts.columns.len() - own.columns.len(),
                only: Some(text("only"))
                    .filter(|column| !column.is_empty())
                    .map(|column| OnlyLines {
                        column,
                        value: text("only-value"),
                    }),
                category: CategoryChoice {
                    code: text("code"),
                    name: text("name"),
                    sku_prefix: text("prefix"),
                },
                columns,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Mapping {
        currency,
        maker_from_name: form.has("maker"),
        new_list: form.some("new-list").map(str::to_owned),
        everything: form.has("everything"),
        last_day: form.some("last-day").and_then(Day::from_field),
        files,
    })
}

/// The form with every attribute left out.
pub(super) fn without_attributes(mut shown: FormState, files: &[ImportFile]) -> FormState {
    let own: Vec<FileFacts> = files.iter().map(|file| file.facts().clone()).collect();
    let tables = lookup::looked_up(&own);
    for (f, facts) in lookup::together(&own, &tables).iter().enumerate() {
        for c in 0..facts.columns.len() {
            let field = format!("f{f}-c{c}-role");
            if Kind::from_code(shown.value(&field)).is_some() {
                shown = shown.instead(&field, Role::Ignore.code());
            }
        }
    }
    shown
}

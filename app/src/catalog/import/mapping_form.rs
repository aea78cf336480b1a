//! Saying what the columns of the files are: one form for all files.

use super::progress::load;
use super::{notes, unreadable};
use crate::frame::parts::{
    Actions, Checkbox, Column, DataTable, DateField, Field, Notice, PageHead, PostForm, Select,
    Sheet, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::attribute::Kind;
use domain::catalog::file_facts::FileFacts;
use domain::catalog::import::{self, Import, ImportFile, Start, StartError};
use domain::catalog::lookup;
use domain::catalog::mapping::{
    CategoryChoice, ColumnMapping, FileMapping, ImportKind, Mapping, MappingFault, OnlyLines, Role,
    TooPrecise,
};
use domain::catalog::no_category::NoCategory;
use domain::catalog::{ListPurpose, PriceList, ask_price_lists};
use domain::id::{ImportId, MappingId};
use domain::store::together;
use domain::text::Words;
use domain::{Currency, Day};
use leptos::prelude::*;

/// The currencies that are offered.
const CURRENCIES: &[&str] = &["EUR", "USD", "GBP", "CHF"];

/// The page of an import that waits for its mapping.
pub(super) async fn show(
    visitor: &StaffOnly,
    state: &AppState,
    import: Import,
    form: Option<FormState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (files, problems, saved, lists) = together(
        &mut read,
        (
            import::ask_import_files(import.id),
            import::ask_import_problems(import.id),
            import::ask_saved_mappings(),
            ask_price_lists(),
        ),
    )
    .await?;
    drop(read);
    let kind = import.kind();
    let wanted: Option<MappingId> = crate::frame::Address::of(visitor)
        .get("saved")
        .and_then(|id| id.parse().ok());
    let form = form.unwrap_or_else(|| {
        let chosen = saved.iter().find(|one| Some(one.id) == wanted);
        let facts: Vec<_> = files.iter().map(|file| file.facts().clone()).collect();
        let currency = lists.first().map_or(Currency::EUR, |list| list.currency);
        // A mapping that was compared already is gone on with.
        let begun = import
            .mapping()
            .filter(|_| chosen.is_none() && import.started_at.is_some());
        match begun {
            Some(mapping) => {
                let list = lists.iter().find(|list| Some(list.id) == import.price_list);
                filled(mapping, list)
            }
            None => filled(
                &import::guess(kind, &facts, chosen, currency),
                // Prices are never put anywhere that nobody chose.
                lists
                    .first()
                    .filter(|_| kind.has_list() && !kind.needs_list()),
            ),
        }
    });
    let (mut too_precise, mut without_category) = (Vec::new(), Vec::new());
    if let Some(mapping) = read_mapping(form.form(), &files) {
        let own: Vec<FileFacts> = files.iter().map(|file| file.facts().clone()).collect();
        let together = lookup::together(&own, &lookup::looked_up(&own));
        too_precise = mapping.too_precise(&together);
        if kind == ImportKind::Products {
            without_category = mapping.without_category(&together);
        }
    }
    let here = format!("/console/import/{}", import.id);
    let title = words.say("catalog-mapping-title");
    let sub = words.say_with(
        "catalog-mapping-sub",
        &[
            ("lines", import.lines.into()),
            ("files", files.len().into()),
        ],
    );
    let status = form.status();
    let fits: Vec<_> = saved
        .into_iter()
        .filter(|one| one.kind() == kind)
        .map(|one| (one.name.clone(), format!("{here}?saved={}", one.id)))
        .collect();
    Ok(Page::new(visitor, Face::Console, title)
        .nav("import")
        .crumbs([(words.say("frame-import"), "/console/import")])
        .status(status)
        .show(move || {
            let saved = (!fits.is_empty()).then(|| {
                let links = fits
                    .into_iter()
                    .map(|(name, href)| view! { <a class="btn s" href=href>{name}</a> })
                    .collect_view();
                view! {
                    <Notice tone=Tone::Plain title=words.say("catalog-mapping-saved")>
                        <span class="row">{links}</span>
                    </Notice>
                }
            });
            let shown = form.clone();
            let own: Vec<FileFacts> = files.iter().map(|file| file.facts().clone()).collect();
            let tables = lookup::looked_up(&own);
            let together = lookup::together(&own, &tables);
            let notes = notes(
                words,
                files
                    .iter()
                    .map(|file| (file.name.as_str(), file.facts().notes.as_slice())),
            );
            let discard = format!("{here}/stop");
            view! {
                <PageHead title=title sub=sub />
                <div class="stack">
                    {unreadable(words, &problems)} {saved} {notes}
                    {rounding(words, &too_precise)} {unsorted(words, &without_category)}
                    <PostForm action=format!("{here}/start") state=form>
                        // Fields find what stands in them in the form around
                        // them, so they are made inside of it.
                        {(kind.has_list() || kind == ImportKind::Customers)
                            .then(|| money_sheet(words, kind, lists))}
                        {together
                            .iter()
                            .zip(tables)
                            .enumerate()
                            .map(|(place, (facts, is_table))| {
                                if is_table {
                                    table_sheet(words, facts)
                                } else {
                                    file_sheet(words, kind, place, facts, &shown)
                                }
                            })
                            .collect_view()}
                        <Sheet>
                            <div class="halves">
                                <Field
                                    name="save-as"
                                    label=words.say("catalog-mapping-save-as")
                                    help=words.say("catalog-mapping-save-as-help")
                                    optional=true
                                    longest=60_u32
                                />
                                {kind
                                    .has_list()
                                    .then(|| {
                                        view! {
                                            <Checkbox
                                                name="round"
                                                label=words.say("catalog-mapping-round")
                                                help=words.say("catalog-mapping-round-help")
                                            />
                                        }
                                    })}
                                {(kind == ImportKind::Promotions)
                                    .then(|| {
                                        view! {
                                            <Checkbox
                                                name="everything"
                                                label=words.say("catalog-mapping-everything")
                                                help=words.say("catalog-mapping-everything-help")
                                            />
                                        }
                                    })}
                                {(kind == ImportKind::Promotions)
                                    .then(|| {
                                        view! {
                                            <DateField
                                                name="last-day"
                                                label=words.say("catalog-mapping-last-day")
                                                help=words.say("catalog-mapping-last-day-help")
                                                optional=true
                                            />
                                        }
                                    })}
                                {(kind == ImportKind::Products)
                                    .then(|| {
                                        view! {
                                            <Checkbox
                                                name="maker"
                                                label=words.say("catalog-mapping-maker")
                                                help=words.say("catalog-mapping-maker-help")
                                            />
                                        }
                                    })}
                            </div>
                        </Sheet>
                        // Not at the bottom of the window, where it would cover fields.
                        <Actions>
                            <button class="btn quiet" formaction=discard formnovalidate=true>
                                {words.say("catalog-import-discard")}
                            </button>
                            {(kind == ImportKind::Products)
                                .then(|| {
                                    view! {
                                        <button class="btn quiet" name="leave-rest" value="yes">
                                            {words.say("catalog-mapping-leave-rest")}
                                        </button>
                                    }
                                })}
                            <button class="btn">{words.say("catalog-import-start")}</button>
                            <button class="btn main" name="compare" value="yes">
                                {words.say("catalog-import-compare")}
                            </button>
                        </Actions>
                    </PostForm>
                </div>
            }
        }))
}

/// That some prices have to be rounded, before their lines are refused.
fn rounding(words: Words, columns: &[TooPrecise]) -> Option<AnyView> {
    (!columns.is_empty()).then(|| {
        let items = columns
            .iter()
            .map(|column| view! { <li>{column.say(words)}</li> })
            .collect_view();
        view! {
            <Notice tone=Tone::Warn title=words.say("catalog-mapping-too-precise-title")>
                <ul>{items}</ul>
                <a href="#f-round">{words.say("catalog-mapping-too-precise-do")}</a>
            </Notice>
        }
        .into_any()
    })
}

/// Which files have lines that name no category, and where to say one for them.
fn unsorted(words: Words, files: &[NoCategory]) -> Option<AnyView> {
    (!files.is_empty()).then(|| {
        let items = files
            .iter()
            .map(|file| {
                let field = format!("#f-f{}-name", file.place);
                view! {
                    <li>
                        {file.say(words)} " "
                        <a href=field>{words.say("catalog-mapping-without-category-do")}</a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <Notice tone=Tone::Warn title=words.say("catalog-mapping-without-category-title")>
                <ul>{items}</ul>
            </Notice>
        }
        .into_any()
    })
}

/// In which currency the amounts are, and which price list they go to.
fn money_sheet(words: Words, kind: ImportKind, lists: Vec<PriceList>) -> AnyView {
    let lists: Vec<(String, String)> = lists
        .into_iter()
        // Promotions are of what customers pay.
        .filter(|list| kind != ImportKind::Promotions || list.purpose == ListPurpose::Sale)
        .map(|list| {
            (
                list.id.to_string(),
                format!("{} ({})", list.name, list.currency),
            )
        })
        .collect();
    let list_fields = kind.has_list().then(|| {
        view! {
            <Select
                name="price-list"
                label=words.say("catalog-mapping-list")
                help=if kind.needs_list() {
                    words.say("catalog-mapping-list-needed")
                } else {
                    words.say("catalog-mapping-list-help")
                }
                optional=true
                options=lists
            />
            <Field
                name="new-list"
                label=words.say("catalog-mapping-new-list")
                optional=true
                longest=60_u32
            />
        }
    });
    let title = if kind.has_list() {
        words.say("catalog-mapping-prices")
    } else {
        words.say("catalog-mapping-amounts")
    };
    view! {
        <Sheet title=title>
            <div class="thirds">
                <Select
                    name="currency"
                    label=words.say("catalog-mapping-currency")
                    help=words.say("catalog-mapping-currency-help")
                    first=true
                    options=CURRENCIES
                        .iter()
                        .map(|code| ((*code).to_owned(), (*code).to_owned()))
                        .collect()
                />
                {list_fields}
            </div>
        </Sheet>
    }
    .into_any()
}

/// The form with what a mapping says.
fn filled(mapping: &Mapping, list: Option<&PriceList>) -> FormState {
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
fn read_mapping(form: &Form, files: &[ImportFile]) -> Option<Mapping> {
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

/// `POST /console/import/{id}/start`
pub async fn start(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (id, import) = load(&visitor, &state, &id).await?;
    let kind = import.kind();
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let files = import::ask_import_files(id).fetch(&mut read).await?;
    drop(read);
    let words = visitor.words;
    let mapping = read_mapping(&form, &files).ok_or(PageError::BadForm)?;
    let mut shown = FormState::from(form);
    if mapping.last_day.is_none() && shown.form().some("last-day").is_some() {
        shown.fail("last-day", words.say("catalog-fault-day-wrong"));
        return show(&visitor, &state, import, Some(shown)).await;
    }
    if shown.form().has("leave-rest") {
        let shown = without_attributes(shown, &files);
        return show(&visitor, &state, import, Some(shown)).await;
    }
    let command = Start {
        import: id,
        mapping,
        price_list: shown.value("price-list").parse().ok(),
        save_as: shown.form().some("save-as").map(str::to_owned),
        only_compare: shown.form().has("compare"),
    };
    let here = format!("/console/import/{id}");
    match import::start(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            go(&state, id);
            return Ok(Redirect::to(&here).into_response());
        }
        // Pressed twice: it runs, which its page shows.
        Err(StartError::NotWaiting) => return Ok(Redirect::to(&here).into_response()),
        Err(StartError::Mapping(problems)) => {
            for problem in problems {
                let field = match (problem.column, problem.what) {
                    (_, MappingFault::LastDayOver) => {
                        shown.fail("last-day", problem.what.say(words));
                        continue;
                    }
                    (_, MappingFault::CategoryAndEverything) => {
                        shown.fail("everything", problem.what.say(words));
                        continue;
                    }
                    (Some(column), _) => format!("c{column}-role"),
                    (None, MappingFault::CategoryName) if kind == ImportKind::Promotions => {
                        "code".into()
                    }
                    (None, MappingFault::NoCategory | MappingFault::CategoryName) => "name".into(),
                    (None, MappingFault::CategoryCode) => "code".into(),
                    (None, MappingFault::SkuPrefix) => "prefix".into(),
                    // Any column could be what is missing.
                    (None, _) => "c0-role".into(),
                };
                let field = format!("f{}-{field}", problem.file);
                let file = files
                    .get(problem.file)
                    .map_or("", |file| file.name.as_str());
                shown.fail(field, format!("{file}: {}", problem.what.say(words)));
            }
        }
        Err(StartError::NoPriceList) => {
            shown.fail("price-list", words.say("catalog-list-needed"));
        }
        Err(StartError::OtherCurrency(currency)) => shown.fail(
            "currency",
            words.say_with(
                "catalog-list-other-currency",
                &[("currency", currency.code().into())],
            ),
        ),
        Err(StartError::CostList) => {
            shown.fail("price-list", words.say("catalog-promotion-cost"));
        }
        Err(StartError::ListName) => {
            shown.fail("new-list", words.say("catalog-list-name"));
        }
        Err(StartError::ListNameTaken) => {
            shown.fail("new-list", words.say("catalog-list-name-taken"));
        }
        Err(StartError::MappingName) => {
            shown.fail("save-as", words.say("catalog-mapping-name-long"));
        }
        Err(StartError::NotThere) => return Err(PageError::NotFound),
        Err(StartError::Denied(denied)) => return Err(denied.into()),
        Err(StartError::Store(error)) => return Err(error.into()),
    }
    show(&visitor, &state, import, Some(shown)).await
}

/// Lets an import run by itself; its page shows how far it is.
pub(super) fn go(state: &AppState, id: ImportId) {
    let db = state.db.clone();
    tokio::spawn(async move {
        if let Err(error) = import::run(&db, id).await {
            tracing::error!(%id, %error, "an import failed");
        }
    });
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
fn table_sheet(words: Words, facts: &FileFacts) -> AnyView {
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

/// The form with every attribute left out.
fn without_attributes(mut shown: FormState, files: &[ImportFile]) -> FormState {
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

fn file_sheet(
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

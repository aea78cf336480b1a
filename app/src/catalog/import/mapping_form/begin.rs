//! What was said of the columns is taken, and the import begins; or the form again,
//! with what is wrong next to its field.

use super::super::progress::load;
use super::show;
use super::values::{read_mapping, without_attributes};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::import::{self, Start, StartError};
use domain::catalog::mapping::{ImportKind, MappingFault};
use domain::id::ImportId;

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
pub fn go(state: &AppState, id: ImportId) {
    let db = state.db.clone();
    tokio::spawn(async move {
        if let Err(error) = import::run(&db, id).await {
            tracing::error!(%id, %error, "an import failed");
        }
    });
}

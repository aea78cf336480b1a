//! Saying what the columns of an import are, and letting it begin.

use super::super::attribute::tidy;
use super::super::file_facts::FileFacts;
use super::super::mapping::{
    ImportKind, LONGEST_NAME, Mapping, MappingFault, MappingProblem, Role,
};
use super::super::price_lists::{ListPurpose, PriceList, put_price_list};
use super::report::State;
use super::stage::forget;
use crate::id::{ImportId, MappingId, PriceListId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, Query, Result, StoreError, Tx, json_or_text};
use crate::{Currency, Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A mapping that was saved to be used again.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SavedMapping {
    /// Its id.
    pub id: MappingId,
    /// Its name.
    pub name: String,
    kind: String,
    #[serde(deserialize_with = "json_or_text")]
    mapping: Mapping,
}

impl SavedMapping {
    /// What it is for.
    #[must_use]
    pub fn kind(&self) -> ImportKind {
        ImportKind::from_code(&self.kind).unwrap_or(ImportKind::Products)
    }

    /// The mapping.
    #[must_use]
    pub const fn mapping(&self) -> &Mapping {
        &self.mapping
    }
}

/// The mappings that were saved, by name.
///
/// # Errors
/// If they can't be read.
pub async fn saved_mappings(query: &mut impl Query) -> Result<Vec<SavedMapping>> {
    ask_saved_mappings().fetch(query).await
}

/// The question behind [`saved_mappings`], to be asked together with others.
#[must_use]
pub fn ask_saved_mappings() -> Asked<'static, Vec<SavedMapping>> {
    static SAVED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "kind", "mapping"],
            "SELECT id, name, kind, mapping FROM import_mapping ORDER BY name, id",
        )
    });
    SAVED.ask(args![])
}

/// A mapping for files that look like this, from a saved one if one is named.
#[must_use]
pub fn guess(
    kind: ImportKind,
    files: &[FileFacts],
    saved: Option<&SavedMapping>,
    currency: Currency,
) -> Mapping {
    let saved = saved.filter(|saved| saved.kind() == kind);
    Mapping::guess(kind, files, saved.map(SavedMapping::mapping), currency)
}

/// What a person says about an import to let it begin.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The import.
    pub import: ImportId,
    /// How its files are read.
    pub mapping: Mapping,
    /// The list its prices go to, if no new one is named in the mapping; none
    /// leaves the prices out.
    pub price_list: Option<PriceListId>,
    /// The name to save the mapping by, to use it again.
    pub save_as: Option<String>,
    /// Only find out what would change.
    pub only_compare: bool,
}

/// Why an import did not begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such import.
    #[error("there is no such import")]
    NotThere,
    /// It has begun already, or was stopped.
    #[error("the import does not wait to begin")]
    NotWaiting,
    /// The mapping can't be applied.
    #[error("the mapping can't be applied")]
    Mapping(Vec<MappingProblem>),
    /// Prices have nowhere to go.
    #[error("no price list was chosen")]
    NoPriceList,
    /// The list is in another currency than the mapping says of the files.
    #[error("the price list is in {0}")]
    OtherCurrency(Currency),
    /// The new price list's name is too long.
    #[error("the new price list's name is too long")]
    ListName,
    /// Another price list has the new one's name.
    #[error("another price list has this name")]
    ListNameTaken,
    /// Promotions are of what customers pay, not of what things cost the supplier.
    #[error("promotions can't be put into a list of costs")]
    CostList,
    /// The name for the saved mapping is too long.
    #[error("the mapping's name is too long")]
    MappingName,
}

/// Lets an import begin, or begin to find out what it would change: from now on
/// it can be [`run`](super::run).
///
/// # Errors
/// See [`StartError`].
pub async fn start(
    db: &Db,
    actor: &Actor,
    command: Start,
    now: Timestamp,
) -> Result<(), StartError> {
    actor.demand(Permission::Curate)?;
    let save_as = command
        .save_as
        .as_deref()
        .map(tidy)
        .filter(|name| !name.is_empty());
    if save_as
        .as_ref()
        .is_some_and(|name| name.chars().count() > LONGEST_NAME)
    {
        return Err(StartError::MappingName);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let found: Option<(String, String)> = tx
                .maybe(
                    "SELECT kind, state FROM import WHERE id = $1",
                    args![command.import],
                )
                .await?;
            let (kind, state) = found.ok_or(StartError::NotThere)?;
            let kind = ImportKind::from_code(&kind).ok_or(StartError::NotThere)?;
            if !matches!(state.as_str(), "mapping" | "compared") {
                return Err(StartError::NotWaiting);
            }
            let mut mapping = command.mapping;
            let mut problems = mapping.check(kind);
            if mapping.last_day.is_some_and(|day| day.is_over(now)) {
                problems.push(MappingProblem {
                    file: 0,
                    column: None,
                    what: MappingFault::LastDayOver,
                });
            }
            if !problems.is_empty() {
                return Err(StartError::Mapping(problems));
            }
            let wants_list = kind.needs_list()
                || (kind.has_list() && mapping.files.iter().any(|file| file.has(&Role::Price)));
            mapping.new_list = mapping
                .new_list
                .map(|name| tidy(&name))
                .filter(|name| wants_list && !name.is_empty());
            let price_list = match &mapping.new_list {
                Some(name) => {
                    check_list_name(tx, name).await?;
                    if command.only_compare {
                        None
                    } else {
                        Some(make_list(tx, &actor, name, mapping.currency, now).await?)
                    }
                }
                None => match command.price_list.filter(|_| wants_list) {
                    None if kind.needs_list() => return Err(StartError::NoPriceList),
                    None => None,
                    Some(list) => {
                        let found: Option<(Currency, String)> = tx
                            .maybe(
                                "SELECT currency, purpose FROM price_list WHERE id = $1",
                                args![list],
                            )
                            .await?;
                        let (currency, purpose) = found.ok_or(StartError::NoPriceList)?;
                        if kind == ImportKind::Promotions && purpose == "cost" {
                            return Err(StartError::CostList);
                        }
                        if currency != mapping.currency {
                            return Err(StartError::OtherCurrency(currency));
                        }
                        Some(list)
                    }
                },
            };
            let next = if command.only_compare {
                "comparing"
            } else {
                "running"
            };
            let mapping = serde_json::to_value(&mapping).unwrap_or_default();
            let began = tx
                .run(
                    "UPDATE import SET state = $5, mapping = $2, price_list_id = $3,
                         started_at = $4, done = 0, added = 0, updated = 0, unchanged = 0,
                         repeated = 0, refused = 0
                     WHERE id = $1 AND state IN ('mapping', 'compared')",
                    args![command.import, mapping.clone(), price_list, now, next],
                )
                .await?;
            if began == 0 {
                return Err(StartError::NotWaiting);
            }
            if let Some(name) = save_as {
                tx.run(
                    "INSERT INTO import_mapping (id, name, kind, mapping, created_at, updated_at)
                     VALUES ($1, $2, $3, $4, $5, $5)
                     ON CONFLICT (name) DO UPDATE SET
                         kind = excluded.kind,
                         mapping = excluded.mapping,
                         updated_at = excluded.updated_at",
                    args![MappingId::new(), name, kind.code(), mapping, now],
                )
                .await?;
            }
            // Finding out changes nothing.
            if command.only_compare {
                return Ok(());
            }
            let entry = audit::Entry {
                action: "import.started",
                subject: command.import.to_string(),
                customer: None,
                detail: json!({ "kind": kind.code(), "price_list": price_list }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// Whether a new price list may be called so.
async fn check_list_name(tx: &mut Tx, name: &str) -> Result<(), StartError> {
    if name.chars().count() > LONGEST_NAME {
        return Err(StartError::ListName);
    }
    let others: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM price_list WHERE name = $1",
            args![name],
        )
        .await?;
    if others != Some(0) {
        return Err(StartError::ListNameTaken);
    }
    Ok(())
}

/// Makes the price list that an import's prices go to.
async fn make_list(
    tx: &mut Tx,
    actor: &Actor,
    name: &str,
    currency: Currency,
    now: Timestamp,
) -> Result<PriceListId, StartError> {
    let list = PriceList {
        id: PriceListId::new(),
        name: name.to_owned(),
        currency,
        purpose: ListPurpose::Sale,
    };
    if !put_price_list(tx, &list, now).await? {
        return Err(StartError::ListNameTaken);
    }
    let entry = audit::Entry {
        action: "price-list.added",
        subject: list.id.to_string(),
        customer: None,
        detail: json!({ "name": list.name, "currency": list.currency }),
    };
    audit::record(tx, actor, entry, now).await?;
    Ok(list.id)
}

/// Lets an import begin of which it is known what it would change, with the
/// mapping that it was compared with.
///
/// # Errors
/// See [`StartError`].
pub async fn apply(
    db: &Db,
    actor: &Actor,
    import: ImportId,
    now: Timestamp,
) -> Result<(), StartError> {
    actor.demand(Permission::Curate)?;
    let found = {
        let mut read = db.read(actor.scope()).await?;
        super::report::import(&mut read, import).await?
    };
    let found = found.ok_or(StartError::NotThere)?;
    if found.state() != State::Compared {
        return Err(StartError::NotWaiting);
    }
    let mapping = found.mapping().cloned().ok_or(StartError::NotWaiting)?;
    let command = Start {
        import,
        mapping,
        price_list: found.price_list,
        save_as: None,
        only_compare: false,
    };
    start(db, actor, command, now).await
}

/// Goes back to saying what the columns are.
///
/// # Errors
/// See [`StartError`].
pub async fn back_to_mapping(db: &Db, actor: &Actor, import: ImportId) -> Result<(), StartError> {
    actor.demand(Permission::Curate)?;
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let back = tx
                .run(
                    "UPDATE import SET state = 'mapping'
                     WHERE id = $1 AND state IN ('comparing', 'compared')",
                    args![import],
                )
                .await?;
            if back == 0 {
                return Err(StartError::NotWaiting);
            }
            Ok(())
        })
    })
    .await
}

/// Stops an import. One that has not begun is forgotten; of one that runs,
/// what was applied stays. Answers how far it was.
///
/// # Errors
/// See [`StartError`].
pub async fn discard(
    db: &Db,
    actor: &Actor,
    import: ImportId,
    now: Timestamp,
) -> Result<State, StartError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let state: Option<String> = tx
                .scalar("SELECT state FROM import WHERE id = $1", args![import])
                .await?;
            let was = match state.as_deref() {
                None => return Err(StartError::NotThere),
                Some("comparing") => {
                    tx.run(
                        "UPDATE import SET state = 'mapping' WHERE id = $1",
                        args![import],
                    )
                    .await?;
                    // Nothing was changed that would be worth a word.
                    return Ok(State::Comparing);
                }
                Some("mapping" | "uploading" | "compared") => {
                    forget(tx, import).await?;
                    State::Mapping
                }
                Some("running" | "failed") => {
                    tx.run(
                        "UPDATE import SET state = 'stopped', finished_at = $2 WHERE id = $1",
                        args![import, now],
                    )
                    .await?;
                    State::Running
                }
                Some(_) => return Err(StartError::NotWaiting),
            };
            let entry = audit::Entry {
                action: "import.stopped",
                subject: import.to_string(),
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(was)
        })
    })
    .await
}

/// Lets an import that failed or was stopped go on where it was.
///
/// # Errors
/// See [`StartError`].
pub async fn try_again(
    db: &Db,
    actor: &Actor,
    import: ImportId,
    now: Timestamp,
) -> Result<(), StartError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let again = tx
                .run(
                    "UPDATE import SET state = 'running', finished_at = NULL
                     WHERE id = $1 AND state IN ('failed', 'stopped')",
                    args![import],
                )
                .await?;
            if again == 0 {
                return Err(StartError::NotWaiting);
            }
            let entry = audit::Entry {
                action: "import.resumed",
                subject: import.to_string(),
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

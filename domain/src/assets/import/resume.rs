//! Files of equipment that were being imported when the program stopped: they go on by
//! themselves. Those whose import broke off go on when somebody says so.

use super::run::Import;
use super::{BEHIND, ImportFailed, may_go_on, survey};
use crate::id::{AssetImportId, CustomerId, PersonId};
use crate::identity::{Actor, EnrolError, Permission, actor_of};
use crate::store::{Db, FormKey, FromRow, Query, Result as StoreResult, Scope, StoreError, claim};
use crate::{Timestamp, args, audit};
use serde_json::json;
use std::sync::Arc;

/// So many days the file of an import that broke off is kept.
const DAYS_KEPT: i64 = 30;

/// An import that is not finished, and whose file is kept.
#[derive(Debug, FromRow)]
struct Unfinished {
    id: AssetImportId,
    customer_id: CustomerId,
    person_id: PersonId,
    name: String,
}

/// Lets every import of equipment go on that was under way when the program stopped,
/// behind the answer. Answers how many go on. Called once, when the program starts. Files
/// that broke off long ago are not kept any longer.
///
/// # Errors
/// If storage fails.
pub async fn resume_imports(db: &Db) -> StoreResult<usize> {
    let before = Timestamp::now().plus_days(-DAYS_KEPT);
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "DELETE FROM asset_import_file WHERE import_id IN (
                     SELECT id FROM asset_import WHERE broken_at < $1) /* system */",
                args![before],
            )
            .await
        })
    })
    .await?;
    let unfinished: Vec<Unfinished> = db
        .read(Scope::system())
        .await?
        .all(
            "SELECT i.id, i.customer_id, i.person_id, i.name FROM asset_import i
             JOIN asset_import_file f ON f.customer_id = i.customer_id AND f.import_id = i.id
             WHERE i.finished_at IS NULL AND i.broken_at IS NULL ORDER BY i.id /* system */",
            args![],
        )
        .await?;
    let count = unfinished.len();
    for one in unfinished {
        one.behind(db.clone());
    }
    Ok(count)
}

/// Lets an import of the company's that broke off go on behind the answer, in the name of
/// whoever says so. One that goes on already, or is done, is left alone. For who manages
/// the company.
///
/// # Errors
/// [`ImportFailed::NotFound`], [`ImportFailed::OthersGoOn`], or what else keeps it from
/// going on.
pub async fn go_on_with_import(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    id: AssetImportId,
    now: Timestamp,
) -> Result<(), ImportFailed> {
    let customer = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let by = actor.clone();
    let name = db
        .write::<_, ImportFailed, _>(actor.scope(), move |tx| {
            Box::pin(async move {
                let answer = id.to_string();
                if claim(tx, &by, key, "asset-import-on", &answer, now)
                    .await?
                    .is_some()
                {
                    return Ok(None);
                }
                // Of two who say so one is first; and of several files one counts the
                // others.
                tx.lock("customer", "id", "id", args![customer]).await?;
                let found: Option<(String, i64)> = tx
                    .maybe(
                        "SELECT i.name, (SELECT COUNT(*) FROM asset_import_file f
                             WHERE f.customer_id = $1 AND f.import_id = i.id
                                 AND i.broken_at IS NOT NULL)
                         FROM asset_import i WHERE i.customer_id = $1 AND i.id = $2",
                        args![customer, id],
                    )
                    .await?;
                let (name, broken) = found.ok_or(ImportFailed::NotFound)?;
                if broken == 0 {
                    return Ok(None);
                }
                may_go_on(tx, customer).await?;
                tx.run(
                    "UPDATE asset_import SET broken_at = NULL WHERE customer_id = $1 AND id = $2",
                    args![customer, id],
                )
                .await?;
                let entry = audit::Entry {
                    action: "asset.import-goes-on",
                    subject: answer,
                    customer: Some(customer),
                    detail: json!({}),
                };
                tx.insert([entry.row(&by, now)]).await?;
                Ok(Some(name))
            })
        })
        .await?;
    if let Some(name) = name {
        let one = Unfinished {
            id,
            customer_id: customer,
            person_id: actor.person(),
            name,
        };
        one.behind(db.clone());
    }
    Ok(())
}

impl Unfinished {
    /// It goes on in a task of its own.
    fn behind(self, db: Db) {
        tracing::info!(import = %self.id, "an import of equipment goes on");
        tokio::spawn(async move {
            // Only as many are in memory as may go on.
            let _turn = BEHIND.acquire().await;
            let import = self.id;
            if let Err(error) = self.go_on(&db, Timestamp::now()).await {
                tracing::error!(%import, %error, "an import of equipment broke off");
            }
        });
    }

    async fn go_on(self, db: &Db, now: Timestamp) -> StoreResult<()> {
        let content: Option<Vec<u8>> = db
            .read(Scope::system())
            .await?
            .scalar(
                "SELECT content FROM asset_import_file
                 WHERE customer_id = $1 AND import_id = $2",
                args![self.customer_id, self.id],
            )
            .await?;
        // Another process may have come to its end.
        let Some(content) = content else {
            return Ok(());
        };
        let bytes = Arc::new(content);
        let sender = actor_of(db, self.person_id, Some(self.customer_id), now).await;
        let sender = match sender {
            Err(EnrolError::Store(error)) => return Err(error),
            // Who has left meanwhile, or may no longer, imports nothing more.
            other => other.ok().filter(|who| who.may(Permission::ManageCompany)),
        };
        let read = survey(bytes.clone()).await;
        let mut import = Import {
            id: self.id,
            customer: self.customer_id,
            actor: Actor::system(),
            name: self.name,
            columns: Vec::new(),
            lines: 0,
            now,
        };
        let (Some(sender), Ok((columns, lines, turn))) = (sender, read) else {
            return import.break_off(db).await;
        };
        drop(turn);
        import = Import {
            actor: sender,
            columns,
            lines,
            ..import
        };
        import.to_its_end(db, bytes).await
    }
}

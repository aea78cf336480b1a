//! Files of equipment that were being imported when the program stopped: they go on.

use super::run::Import;
use super::{BEHIND, survey};
use crate::id::{AssetImportId, CustomerId, PersonId};
use crate::identity::{Actor, EnrolError, Permission, actor_of};
use crate::store::{Db, FromRow, Query, Result as StoreResult, Scope};
use crate::{Timestamp, args};
use std::sync::Arc;

/// An import that is not finished, and whose file is kept.
#[derive(Debug, FromRow)]
struct Unfinished {
    id: AssetImportId,
    customer_id: CustomerId,
    person_id: PersonId,
    name: String,
}

/// Lets every import of equipment go on that was under way when the program stopped,
/// behind the answer. Answers how many go on. Called once, when the program starts.
///
/// # Errors
/// If storage fails.
pub async fn resume_imports(db: &Db) -> StoreResult<usize> {
    let unfinished: Vec<Unfinished> = db
        .read(Scope::system())
        .await?
        .all(
            "SELECT i.id, i.customer_id, i.person_id, i.name FROM asset_import i
             JOIN asset_import_file f ON f.customer_id = i.customer_id AND f.import_id = i.id
             WHERE i.finished_at IS NULL ORDER BY i.id /* system */",
            args![],
        )
        .await?;
    let count = unfinished.len();
    for one in unfinished {
        tracing::info!(import = %one.id, "an import of equipment goes on");
        let db = db.clone();
        tokio::spawn(async move {
            // Only as many are in memory as may go on.
            let _turn = BEHIND.acquire().await;
            let import = one.id;
            if let Err(error) = one.go_on(&db, Timestamp::now()).await {
                tracing::error!(%import, %error, "an import of equipment broke off");
            }
        });
    }
    Ok(count)
}

impl Unfinished {
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

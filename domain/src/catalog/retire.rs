//! Taking off sale what can no longer be ordered.

use crate::id::ProductId;
use crate::identity::Actor;
use crate::store::{Db, Query, Result, StoreError};
use crate::{Timestamp, args, audit};
use serde_json::json;

/// How many are taken off sale in one commit.
const AT_ONCE: i64 = 200;

/// Takes products off sale whose last order day is over everywhere; answers how
/// many. What is left when it stops is found the next time.
///
/// # Errors
/// If the storage fails.
pub async fn retire_products(db: &Db, now: Timestamp) -> Result<usize> {
    let system = Actor::system();
    let mut retired = 0;
    loop {
        let actor = system.clone();
        let done = db
            .write::<_, StoreError, _>(system.scope(), move |tx| {
                Box::pin(async move {
                    let over: Vec<(ProductId, String)> = tx
                        .all(
                            "SELECT id, sku FROM product
                             WHERE last_order_day IS NOT NULL AND last_order_day <= $1 AND active
                             ORDER BY last_order_day LIMIT ($2 + 0)",
                            args![now.plus_days(-1), AT_ONCE],
                        )
                        .await?;
                    for (id, sku) in &over {
                        tx.run(
                            "UPDATE product SET active = $2, version = version + 1, updated_at = $3
                             WHERE id = $1",
                            args![*id, false, now],
                        )
                        .await?;
                        let entry = audit::Entry {
                            action: "product.retired",
                            subject: id.to_string(),
                            customer: None,
                            detail: json!({ "sku": sku }),
                        };
                        audit::record(tx, &actor, entry, now).await?;
                    }
                    Ok(over.len())
                })
            })
            .await?;
        retired += done;
        if i64::try_from(done).unwrap_or(AT_ONCE) < AT_ONCE {
            return Ok(retired);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Day;
    use crate::agreements::testing::{category, product};
    use crate::store::testing::both_engines;

    both_engines!(
        what_can_no_longer_be_ordered_is_taken_off_sale,
        |db| async move {
            let things = category(&db, None, "Things").await;
            let tag = things.0.simple().to_string();
            let id = product(&db, things, &tag, "Thing").await;
            let actor = Actor::system();
            let last = Day::of(Timestamp(0)).plus_days(100);
            db.write::<_, StoreError, _>(actor.scope(), move |tx| {
                Box::pin(async move {
                    tx.run(
                        "UPDATE product SET last_order_day = $2 WHERE id = $1",
                        args![id, last],
                    )
                    .await
                })
            })
            .await
            .unwrap();
            let active = async || {
                let mut read = db.read(actor.scope()).await.unwrap();
                let sold: Option<bool> = read
                    .scalar("SELECT active FROM product WHERE id = $1", args![id])
                    .await
                    .unwrap();
                sold.unwrap()
            };
            // Somewhere it is still that day.
            let over = last.noon().plus_days(1);
            retire_products(&db, Timestamp(over.0 - 1)).await.unwrap();
            assert!(active().await);
            retire_products(&db, over).await.unwrap();
            assert!(!active().await);
            assert_eq!(retire_products(&db, over).await.unwrap(), 0);
        }
    );
}

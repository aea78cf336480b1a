//! What is ordered to replace a unit is linked with it when it is delivered.

use super::life::{look, own_unit};
use super::*;
use crate::args;
use crate::id::AssetId;
use crate::requests::{add_configured_instead, change_basket};
use crate::store::{Query, Scope};

/// One more kit goes into the manager's basket, to replace this unit.
async fn instead(db: &Db, world: &World, kit: ConfigurationId, key: FormKey, of: AssetId) {
    let manager = &world.manager;
    let mut read = db.read(manager.scope()).await.unwrap();
    let found = offer(&mut read, manager.shopper().unwrap(), kit, NOW)
        .await
        .unwrap();
    drop(read);
    let what = (kit, found.unwrap().build.defaults());
    add_configured_instead(db, manager, key, what, of, NOW)
        .await
        .unwrap();
}

/// What is in the manager's basket is ordered, and all of its first line leaves in two
/// parcels. Their tags.
async fn delivered(db: &Db, world: &World, desk: &Actor) -> Vec<String> {
    let order = OrderNow {
        key: FormKey::fresh(),
        from: From::Basket,
        po_number: "PO-2".to_owned(),
        cost_centre: Some(world.centre),
        needed_by: None,
        seen: None,
    };
    let order = order_now(db, &world.manager, order, NOW).await.unwrap();
    for _ in 0..2 {
        leave(db, desk, order, 1).await.unwrap();
    }
    let units = page(db, desk, order).await.units.some;
    units.iter().map(|unit| unit.service_tag.clone()).collect()
}

/// What was remembered that names a unit which something is to replace, and how often.
async fn said_to_replace(db: &Db, world: &World) -> Vec<(String, i64)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT kind, COUNT(*) FROM interaction
         WHERE customer_id = $1 AND CAST(detail AS TEXT) LIKE '%replaces%'
         GROUP BY kind ORDER BY kind",
        args![world.company.id],
    )
    .await
    .unwrap()
}

both_engines!(
    what_was_ordered_instead_of_a_unit_is_linked_with_it_once,
    |db| async move {
        let world = world(&db, "Halden").await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let kit = standard(&db, &world).await;
        let order = ordered(&db, &world, kit, 1).await;
        leave(&db, &desk, order, 1).await.unwrap();
        let old = page(&db, &desk, order).await.units.some[0].clone();

        // Twice by the same form, and once more: two pieces, and one unit to replace.
        let key = FormKey::fresh();
        for key in [key, key, FormKey::fresh()] {
            instead(&db, &world, kit, key, old.id).await;
        }
        let new = delivered(&db, &world, &desk).await;
        assert_eq!(
            said_to_replace(&db, &world).await,
            [("configured", 2), ("ordered", 1)].map(|(kind, times)| (kind.to_owned(), times))
        );
        let before = look(&db, &world.manager, &old.service_tag).await.unwrap();
        assert_eq!(before.linked.len(), 1);
        assert!(!before.linked[0].is_older());
        assert_eq!(before.linked[0].service_tag, new[0]);
        let first = look(&db, &world.manager, &new[0]).await.unwrap();
        assert!(first.linked[0].is_older());
        assert_eq!(first.linked[0].service_tag, old.service_tag);
        let second = look(&db, &world.manager, &new[1]).await.unwrap();
        assert!(second.linked.is_empty());
    }
);

both_engines!(
    a_unit_of_another_company_is_never_replaced,
    |db| async move {
        let world = world(&db, "Halden").await;
        let elsewhere = crate::requests::testing::world(&db, "Elsewhere").await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let theirs = own_unit(&db, &elsewhere).await;
        let theirs = look(&db, &elsewhere.manager, &theirs).await.unwrap().asset;
        let kit = standard(&db, &world).await;
        for of in [theirs.id, AssetId::new()] {
            instead(&db, &world, kit, FormKey::fresh(), of).await;
        }
        for tag in delivered(&db, &world, &desk).await {
            let found = look(&db, &world.manager, &tag).await.unwrap();
            assert!(found.linked.is_empty());
        }
        let found = look(&db, &elsewhere.manager, &theirs.service_tag).await;
        assert!(found.unwrap().linked.is_empty());
    }
);

both_engines!(
    a_line_says_which_units_it_replaces_and_for_which_no_piece_is_left,
    |db| async move {
        let world = world(&db, "Halden").await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let kit = standard(&db, &world).await;
        let order = ordered(&db, &world, kit, 2).await;
        leave(&db, &desk, order, 2).await.unwrap();
        let old = page(&db, &desk, order).await.units.some;
        let tags: Vec<&str> = old.iter().map(|unit| unit.service_tag.as_str()).collect();
        for unit in &old {
            instead(&db, &world, kit, FormKey::fresh(), unit.id).await;
        }
        let (filled, statements) = counted(basket(&db, &world.manager, NOW)).await;
        let filled = filled.unwrap();
        assert_eq!(statements, 2);
        let line = &filled.lines[0];
        let all = filled.replaced.of(line.id.0, line.quantity);
        assert_eq!((all.replaced, all.left.len()), (own(&tags), 0));

        // Fewer pieces than units: who was named last is not replaced, and it is said.
        let fewer = vec![(line.id, Some(Quantity::pieces(1)))];
        change_basket(&db, &world.manager, fewer).await.unwrap();
        let filled = basket(&db, &world.manager, NOW).await.unwrap();
        let line = &filled.lines[0];
        let one = filled.replaced.of(line.id.0, line.quantity);
        assert_eq!(one.replaced, own(&tags[..1]));
        assert_eq!(one.left, own(&tags[1..]));

        let now = OrderNow {
            key: FormKey::fresh(),
            from: From::Basket,
            po_number: "PO-2".to_owned(),
            cost_centre: Some(world.centre),
            needed_by: None,
            seen: None,
        };
        let order = order_now(&db, &world.manager, now, NOW).await.unwrap();
        for leaves in [false, true] {
            if leaves {
                leave(&db, &desk, order, 1).await.unwrap();
            }
            for reader in [&world.manager, &desk] {
                let found = page(&db, reader, order).await;
                let line = &found.lines[0];
                let one = found.replaced.of(line.id.0, line.open());
                assert_eq!(one.replaced, own(&tags[..1]));
                assert_eq!(one.left, own(&tags[1..]));
            }
        }
        // What was replaced meanwhile takes no piece of another basket.
        instead(&db, &world, kit, FormKey::fresh(), old[0].id).await;
        let filled = basket(&db, &world.manager, NOW).await.unwrap();
        let line = &filled.lines[0];
        let none = filled.replaced.of(line.id.0, line.quantity);
        assert!(none.replaced.is_empty() && none.left.is_empty());
    }
);

fn own(tags: &[&str]) -> Vec<String> {
    tags.iter().map(|tag| (*tag).to_owned()).collect()
}

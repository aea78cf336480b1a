//! Licences of people who left the company.

use super::*;
use crate::identity::{ChangeMember, change_member};

async fn leaves(db: &Db, world: &World, who: &Actor) {
    let change = ChangeMember {
        member: who.member().unwrap().id,
        unit: None,
        roles: Vec::new(),
        active: false,
        equipment_to: String::new(),
    };
    change_member(db, &world.manager, change, NOW)
        .await
        .unwrap();
}

async fn handed(db: &Db, by: &Actor, licence: LicenceId, to: &Actor) {
    let command = HandLicence {
        key: FormKey::fresh(),
        licence,
        to: to.email().to_owned(),
    };
    hand_licence(db, by, command, NOW).await.unwrap();
}

fn over(to: &str) -> TakeOver {
    TakeOver {
        key: FormKey::fresh(),
        to: to.to_owned(),
    }
}

/// How many keys somebody reads.
async fn keys_read(db: &Db, who: &Actor) -> usize {
    let found = found(db, who, NOW).await;
    found
        .licences
        .iter()
        .filter(|one| one.key.is_some())
        .count()
}

/// How many licences are held by people who left.
const LEFT: &str = "SELECT COUNT(*) FROM licence l JOIN membership m ON m.id = l.held_by
    WHERE NOT m.active";

both_engines!(
    the_licences_of_who_leaves_come_back_to_who_looks_after_them,
    |db| async move {
        let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
        let linux = software(&db, "keeper", "Linux", true).await;
        keys(&db, linux, "L-1\nL-2\nL-3\nL-4").await;
        subscribe(&db, &halden, 3, 0).await;
        subscribe(&db, &other, 1, 0).await;
        let (manager, leaver) = (&halden.manager, &halden.requester);
        for _ in 0..2 {
            let licence = take(&db, manager, linux).await.unwrap();
            handed(&db, manager, licence, leaver).await;
        }
        take(&db, manager, linux).await.unwrap();
        // While they are there, nobody takes anything over.
        let too_soon = take_over(&db, manager, over(""), NOW).await;
        assert!(matches!(too_soon, Err(LicenceError::Same)));
        leaves(&db, &halden, leaver).await;
        assert_eq!(found(&db, manager, NOW).await.left_behind, 2);
        assert_eq!(found(&db, &other.manager, NOW).await.left_behind, 0);
        let page = left_behind::<Failed>(&db, manager, NOW).await.unwrap();
        assert_eq!((page.licences.len(), page.total), (2, 2));
        assert!(page.licences.iter().all(|one| one.holder == leaver.name()));
        // Not for whoever may not order, of no other company, and to no stranger.
        let denied = left_behind::<Failed>(&db, &halden.approver, NOW).await;
        assert!(matches!(denied, Err(Failed::Denied(_))));
        let denied = take_over(&db, &halden.approver, over(""), NOW).await;
        assert!(matches!(denied, Err(LicenceError::Denied(_))));
        let none = take_over(&db, &other.manager, over(""), NOW).await;
        assert!(matches!(none, Err(LicenceError::Same)));
        for stranger in [other.requester.email(), leaver.email(), "nobody"] {
            let refused = take_over(&db, manager, over(stranger), NOW).await;
            assert!(matches!(refused, Err(LicenceError::NoSuchPerson)));
        }
        let form = over(halden.approver.email());
        for _ in 0..2 {
            take_over(&db, manager, form.clone(), NOW).await.unwrap();
        }
        assert_eq!(keys_read(&db, &halden.approver).await, 2);
        assert_eq!(count(&db, LEFT).await, 0);
        assert_eq!(found(&db, manager, NOW).await.left_behind, 0);
        let told = "SELECT COUNT(*) FROM outbox WHERE kind = 'licences-taken-over'";
        assert_eq!(count(&db, told).await, 1);
        let kept = "SELECT COUNT(*) FROM audit WHERE action = 'licences.taken-over'";
        assert_eq!(count(&db, kept).await, 1);
    }
);

both_engines!(of_two_who_take_over_at_once_one_does, |db| async move {
    let world = world(&db, "Halden").await;
    let linux = software(&db, "keeper", "Linux", false).await;
    subscribe(&db, &world, 1, 0).await;
    let licence = take(&db, &world.manager, linux).await.unwrap();
    handed(&db, &world.manager, licence, &world.requester).await;
    leaves(&db, &world, &world.requester).await;
    let (one, two) = tokio::join!(
        take_over(&db, &world.manager, over(""), NOW),
        take_over(&db, &world.manager, over(""), NOW)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(count(&db, LEFT).await, 0);
    let told = "SELECT COUNT(*) FROM outbox WHERE kind = 'licences-taken-over'";
    assert_eq!(count(&db, told).await, 0);
});

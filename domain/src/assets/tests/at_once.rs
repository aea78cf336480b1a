//! What happens to units at the same moment.

use super::life::{counts, do_it, import, look};
use super::*;
use crate::identity::CustomerRole;
use crate::identity::testing::member;

fn file(place: &str) -> String {
    (0..400).fold("tag,name,place\n".to_owned(), |text, number| {
        text + &format!("Q-{number},Dock,{place}\n")
    })
}

both_engines!(
    an_import_undoes_nothing_that_is_done_meanwhile,
    |db| async move {
        let world = world(&db, "Halden").await;
        let manager = &world.manager;
        let unit = world.requester.member().unwrap().unit.unwrap();
        let to = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
        import(&db, manager, &file("Attic")).await;
        for number in 395..400 {
            let (tag, place) = (format!("Q-{number}"), format!("Shelf {number}"));
            let assign = Wanted::Assign {
                to: to.email().to_owned(),
            };
            let text = file(&place);
            let (assigned, _) = tokio::join!(
                do_it(&db, manager, &tag, assign),
                import(&db, manager, &text)
            );
            let found = look(&db, manager, &tag).await.unwrap().asset;
            assert_eq!(found.place, place);
            match assigned {
                Ok(()) => assert_eq!(found.membership_id, to.member().map(|to| to.id)),
                Err(AssetError::Meanwhile) => assert_eq!(found.membership_id, None),
                Err(other) => panic!("{other}"),
            }
        }
    }
);

both_engines!(
    two_files_with_the_same_tags_at_once_add_each_once,
    |db| async move {
        let world = world(&db, "Halden").await;
        let text = file("Attic");
        let (one, other) = tokio::join!(
            import(&db, &world.manager, &text),
            import(&db, &world.manager, &text)
        );
        let (one, other) = (counts(&one.0), counts(&other.0));
        assert_eq!((one.0 + other.0, one.2 + other.2), (400, 400));
    }
);

//! Who reads a key.

use super::*;
use crate::id::MembershipId;

/// The keys that somebody reads, and how many there are that they don't.
async fn read(db: &Db, who: &Actor, now: Timestamp) -> (Vec<String>, usize) {
    let found = found(db, who, now).await;
    let others = found.licences.iter().filter(|one| one.is_for_others);
    let others = others.count();
    let mut keys: Vec<String> = found
        .licences
        .into_iter()
        .filter_map(|one| one.key)
        .collect();
    keys.sort();
    (keys, others)
}

async fn hand(
    db: &Db,
    who: &Actor,
    licence: LicenceId,
    to: impl Into<String>,
) -> Result<(), LicenceError> {
    let command = HandLicence {
        key: FormKey::fresh(),
        licence,
        to: to.into(),
    };
    hand_licence(db, who, command, NOW).await
}

both_engines!(a_key_is_for_whose_licence_it_is, |db| async move {
    let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
    let linux = software(&db, "keeper", "Linux", true).await;
    let mac = software(&db, "keeper", "macOS", true).await;
    keys(&db, linux, "L-1\nL-2").await;
    keys(&db, mac, "M-1").await;
    subscribe(&db, &halden, 3, 1).await;
    subscribe(&db, &other, 1, 1).await;
    let (manager, requester) = (&halden.manager, &halden.requester);
    let first = take(&db, manager, linux).await.unwrap();
    take(&db, manager, linux).await.unwrap();
    let none: Vec<String> = Vec::new();
    // Others of the company see that there are some, and whom to ask.
    for who in [requester, &halden.approver] {
        assert_eq!(read(&db, who, NOW).await, (none.clone(), 2));
        let whom = found(&db, who, NOW).await.whom_to_ask;
        assert_eq!(whom, [manager.name()]);
    }
    let both = vec!["L-1".to_owned(), "L-2".to_owned()];
    assert_eq!(read(&db, manager, NOW).await, (both.clone(), 0));
    assert!(found(&db, manager, NOW).await.whom_to_ask.is_empty());
    assert_eq!(read(&db, &other.manager, NOW).await, (none.clone(), 0));
    // Whoever may not order hands nothing over, nobody hands over another company's, and
    // nothing goes to a stranger.
    let denied = hand(&db, requester, first, requester.email()).await;
    assert!(matches!(denied, Err(LicenceError::Denied(_))));
    let unknown = hand(&db, &other.manager, first, other.manager.email()).await;
    assert!(matches!(unknown, Err(LicenceError::NotFound)));
    for stranger in [other.requester.email(), "nobody@halden.example", ""] {
        let refused = hand(&db, manager, first, stranger).await;
        assert!(matches!(refused, Err(LicenceError::NoSuchPerson)));
    }
    let page = hand_page::<Failed>(&db, &other.manager, first, NOW).await;
    assert_eq!(page.unwrap(), None);
    let page = hand_page::<Failed>(&db, manager, first, NOW).await.unwrap();
    let page = page.unwrap();
    assert!(page.people.iter().any(|one| one.email == requester.email()));
    let form = HandLicence {
        key: FormKey::fresh(),
        licence: first,
        to: format!(" {} ", requester.email().to_uppercase()),
    };
    for _ in 0..2 {
        hand_licence(&db, manager, form.clone(), NOW).await.unwrap();
    }
    let told = "SELECT COUNT(*) FROM outbox WHERE kind = 'licence-handed'";
    assert_eq!(count(&db, told).await, 1);
    let again = hand(&db, manager, first, requester.email()).await;
    assert!(matches!(again, Err(LicenceError::Same)));
    let mine = |key: &str| (vec![key.to_owned()], 1);
    assert_eq!(read(&db, requester, NOW).await, mine("L-1"));
    assert_eq!(read(&db, &halden.approver, NOW).await, (none.clone(), 2));
    assert_eq!(read(&db, manager, NOW).await, (both, 0));
    // What is taken for it is theirs, too.
    let swapped = swap(&db, manager, first, mac).await.unwrap();
    assert_eq!(read(&db, requester, NOW).await, mine("M-1"));
    let gone = hand(&db, manager, first, manager.email()).await;
    assert!(matches!(gone, Err(LicenceError::NotFound)));
    // Handed on, it is theirs no more.
    hand(&db, manager, swapped, halden.approver.email())
        .await
        .unwrap();
    assert_eq!(read(&db, requester, NOW).await, (none.clone(), 2));
    assert_eq!(read(&db, &halden.approver, NOW).await, mine("M-1"));
    // Of what ended nobody reads anything.
    for who in [manager, requester, &halden.approver] {
        let later = NOW.plus_days(400);
        assert_eq!(read(&db, who, later).await, (none.clone(), 0));
    }
    // Nor is it handed to anybody, who would be told that it is theirs.
    let late = HandLicence {
        key: FormKey::fresh(),
        licence: swapped,
        to: requester.email().to_owned(),
    };
    let late = hand_licence(&db, manager, late, NOW.plus_days(400)).await;
    assert!(matches!(late, Err(LicenceError::NotFound)), "{late:?}");
});

both_engines!(
    what_is_swapped_while_it_is_handed_over_is_for_whom_it_is_handed_to,
    |db| async move {
        let world = world(&db, "Halden").await;
        let linux = software(&db, "keeper", "Linux", false).await;
        let mac = software(&db, "keeper", "macOS", false).await;
        subscribe(&db, &world, 1, 4).await;
        let mut licence = take(&db, &world.manager, linux).await.unwrap();
        for round in 0..4 {
            let (platform, to) = if round % 2 == 0 {
                (mac, &world.requester)
            } else {
                (linux, &world.manager)
            };
            let (handed, swapped) = tokio::join!(
                hand(&db, &world.manager, licence, to.email()),
                swap(&db, &world.manager, licence, platform)
            );
            licence = swapped.unwrap();
            match handed {
                Ok(()) => {}
                // It was swapped first, and nobody was told that it is theirs.
                Err(LicenceError::NotFound) => {
                    let again = hand(&db, &world.manager, licence, to.email()).await;
                    again.unwrap();
                }
                Err(other) => panic!("{other}"),
            }
            let mut read = db.read(Scope::system()).await.unwrap();
            let holder: Option<MembershipId> = read
                .scalar(
                    "SELECT held_by FROM licence WHERE customer_id = $1 AND id = $2",
                    args![world.company.id, licence],
                )
                .await
                .unwrap();
            assert_eq!(holder, Some(to.member().unwrap().id));
        }
    }
);

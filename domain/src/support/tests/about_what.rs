//! What a case is about: equipment by its tag, orders by their number, and whose they
//! are.

use super::*;
use crate::assets::{AssetError, asset_page};
use crate::identity::add_unit;

both_engines!(a_tag_of_another_company_is_unknown, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    has_unit(&db, &ours.manager, "OUR-1", Some(&ours.requester)).await;
    has_unit(&db, &ours.manager, "BOSS-1", Some(&ours.manager)).await;
    has_unit(&db, &ours.manager, "STOCK-1", None).await;
    has_unit(&db, &theirs.manager, "THEIR-1", None).await;
    let ask = async |who: &Actor, tag: &str| {
        let command = OpenCase {
            asset: tag.to_owned(),
            ..question("Dark")
        };
        open_case(&db, who, command, NOW).await
    };
    // A colleague's answers as on its page: like one that there is not.
    for tag in ["THEIR-1", "NOBODY-1", "BOSS-1", "STOCK-1"] {
        let refused = ask(&ours.requester, tag).await;
        assert!(matches!(refused, Err(OpenError::NoSuchAsset)), "{tag}");
    }
    ask(&ours.manager, "STOCK-1").await.unwrap();
    let number = ask(&ours.requester, " our-1 ").await.unwrap();
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!(seen.head.asset_tag.as_deref(), Some("OUR-1"));
    assert!(seen.head.asset_id.is_some());
    let mut read = db.read(ours.requester.scope()).await.unwrap();
    let found = ask_cases_of_unit(&ours.requester, "our-1")
        .fetch(&mut read)
        .await
        .unwrap();
    assert_eq!(found[0].number, number);
    // A colleague who does not see the case does not find it at the unit, either.
    let found = ask_cases_of_unit(&ours.approver, "our-1")
        .fetch(&mut read)
        .await
        .unwrap();
    assert!(found.is_empty());
    drop(read);
    let mut read = db.read(agent.scope()).await.unwrap();
    let (open, _) = ask_helped(&agent, ours.company.id, NOW);
    assert_eq!(open.fetch(&mut read).await.unwrap().len(), 2);
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let (open, _) = ask_helped(&curator, ours.company.id, NOW);
    assert!(open.fetch(&mut read).await.unwrap().is_empty());
});

both_engines!(
    what_nobody_has_is_named_by_who_stands_before_it,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let yard = "Yard".to_owned();
        add_unit(&db, &ours.manager, yard, NOW).await.unwrap();
        let file = |lines: &str| ImportAssets {
            key: FormKey::fresh(),
            name: "old.csv".to_owned(),
            bytes: format!("tag,name,sku,unit,state,person\n{lines}").into_bytes(),
        };
        let approver = ours.approver.email();
        let lines = format!(
            "HALL-1,Printer,PR-1,Dock,in use,\nYARD-1,Printer,PR-1,Yard,in use,\n\
             OLD-1,Printer,PR-1,Dock,retired,\nDESK-1,Printer,PR-1,Dock,,{approver}\n"
        );
        let import = file(&lines);
        import_assets(&db, &ours.manager, import, NOW)
            .await
            .unwrap();
        let import = file("HALL-2,Printer,PR-1,Dock,in use,\n");
        import_assets(&db, &theirs.manager, import, NOW)
            .await
            .unwrap();
        let ask = async |tag: &str| {
            let command = OpenCase {
                asset: tag.to_owned(),
                ..question("No paper")
            };
            open_case(&db, &ours.requester, command, NOW).await
        };
        for tag in ["YARD-1", "OLD-1", "DESK-1", "HALL-2", "HALL-3"] {
            let refused = ask(tag).await;
            assert!(matches!(refused, Err(OpenError::NoSuchAsset)), "{tag}");
        }
        let number = ask("hall-1").await.unwrap();
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let seen = case(&db, &agent, &number).await;
        assert_eq!(seen.head.asset_tag.as_deref(), Some("HALL-1"));
        assert!(seen.head.asset_id.is_some());
        assert_eq!(seen.head.sku, None, "nothing of it is told");
        // Who decides in its unit sees the unit, as in lists.
        assert!(seen.head.shows_unit_to(&ours.approver));
        assert!(!seen.head.shows_unit_to(&ours.requester));
        assert!(!seen.head.shows_unit_to(&theirs.manager));
        let page = asset_page::<AssetError>(&db, &ours.requester, "HALL-1", NOW).await;
        assert!(page.unwrap().is_none());
    }
);

both_engines!(our_people_say_what_a_case_is_about, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let agent = staff(&db, &[StaffRole::Agent]).await;
    has_unit(&db, &ours.manager, "OUR-1", None).await;
    has_unit(&db, &theirs.manager, "THEIR-1", None).await;
    let number = opened(&db, &ours).await;
    let about = |order: &str, asset: &str| Work::About(order.to_owned(), asset.to_owned());
    for tag in ["THEIR-1", "NOBODY-1"] {
        let refused = tries(&db, &agent, &number, about("", tag)).await;
        assert!(matches!(refused, Err(WorkError::NoSuchAsset)), "{tag}");
    }
    let refused = tries(&db, &agent, &number, about("2026-999999", "")).await;
    assert!(matches!(refused, Err(WorkError::NoSuchOrder)));
    let long = "x".repeat(LONGEST_ABOUT + 1);
    let refused = tries(&db, &agent, &number, about("", &long)).await;
    assert!(matches!(refused, Err(WorkError::AboutTooLong)));
    tries(&db, &agent, &number, about("", " our-1 "))
        .await
        .unwrap();
    let seen = case(&db, &agent, &number).await;
    assert_eq!(seen.head.asset_tag.as_deref(), Some("OUR-1"));
    assert!(seen.head.asset_id.is_some());
    tries(&db, &agent, &number, about("", "")).await.unwrap();
    let seen = case(&db, &agent, &number).await;
    assert_eq!((seen.head.asset_tag, seen.head.asset_id), (None, None));
});

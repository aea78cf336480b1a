//! What the profile is told of help: what it was about, as we know it, and what we did.

use super::*;

/// Kind, product, tag, and how, of everything that was remembered of cases.
type Told = (String, Option<String>, Option<String>, Option<String>);

async fn told(db: &Db) -> Vec<Told> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT kind, detail ->> 'sku', detail ->> 'asset', detail ->> 'how' FROM interaction
         WHERE subject = 'case' ORDER BY id /* system */",
        args![],
    )
    .await
    .unwrap()
}

both_engines!(
    what_a_case_is_about_is_remembered_as_we_know_it,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let holder = world.requester.email();
        let file = ImportAssets {
            key: FormKey::fresh(),
            name: "old.csv".to_owned(),
            bytes: format!("tag,name,sku,person\nOUR-1,Screen,SCR-1,{holder}\n").into_bytes(),
        };
        import_assets(&db, &world.manager, file, NOW).await.unwrap();
        // The tag alone says what it is.
        let command = OpenCase {
            asset: " our-1 ".to_owned(),
            ..question("Dark")
        };
        let number = open_case(&db, &world.requester, command, NOW).await;
        let number = number.unwrap();
        work(
            &db,
            &agent,
            &number,
            Work::Ask("Since when?".to_owned()),
            NOW,
        )
        .await;
        let answer = What::Write("Since Monday.".to_owned());
        does(&db, &world.requester, &number, answer).await.unwrap();
        let solve = Work::Solve("A new one is on its way.".to_owned());
        work(&db, &agent, &number, solve, NOW.plus_seconds(120)).await;
        let confirm = What::Confirm(String::new());
        does(&db, &world.requester, &number, confirm).await.unwrap();
        let expected: Vec<Told> = [
            ("help-asked", None),
            ("help-answered", Some("ask")),
            ("help-continued", None),
            ("help-solved", Some("solve")),
            ("help-confirmed", None),
        ]
        .into_iter()
        .map(|(kind, how)| {
            let how = how.map(str::to_owned);
            let (sku, asset) = (Some("SCR-1".to_owned()), Some("OUR-1".to_owned()));
            (kind.to_owned(), sku, asset, how)
        })
        .collect();
        assert_eq!(told(&db).await, expected);
    }
);

both_engines!(
    what_we_promise_and_plan_and_what_comes_back_is_remembered,
    |db| async move {
        level(&db).await;
        let world = world(&db, "Halden").await;
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let asker = Some(world.requester.member().unwrap().id);
        let all = levels(&db, &admin).await.unwrap();
        let better = all[0].0.id;
        // The same form twice is one gift.
        for level in [Some(better), Some(better), None] {
            give_level(&db, &admin, world.company.id, level, NOW)
                .await
                .unwrap();
        }
        let given = known(&db, &world, "level-given").await;
        assert_eq!(given.len(), 2);
        assert!(given.iter().all(|(who, ..)| who.is_none()));

        let number = opened(&db, &world).await;
        let visit = PlanVisit {
            day: crate::Day::of(NOW.plus_days(2)),
            who: "Piet".to_owned(),
            what: "We change the board.".to_owned(),
        };
        work(&db, &agent, &number, Work::PlanVisit(visit), NOW).await;
        let planned = case(&db, &agent, &number).await.visits[0].id;
        let off = Work::EndVisit(planned, false, String::new());
        work(&db, &agent, &number, off, NOW).await;
        let visits = |kind: &'static str| known(&db, &world, kind);
        let once = [(asker, "console".to_owned(), "visit".to_owned())];
        assert_eq!(visits("visit-planned").await, once);
        assert_eq!(visits("visit-called-off").await, once);
        assert_eq!(visits("field-service").await, []);

        let solve = Work::Solve("It starts again.".to_owned());
        work(&db, &agent, &number, solve, NOW).await;
        for text in ["It does not.", "And it smells."] {
            let write = What::Write(text.to_owned());
            does(&db, &world.requester, &number, write).await.unwrap();
        }
        let web = [(asker, "web".to_owned(), String::new())];
        assert_eq!(known(&db, &world, "help-reopened").await, web);
        assert_eq!(known(&db, &world, "help-continued").await, web);
    }
);

both_engines!(who_reads_along_by_merging_is_remembered, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let one = opened(&db, &world).await;
    let other = open_case(&db, &world.manager, question("Mine, too"), NOW).await;
    let other = other.unwrap();
    let anyway = Work::MergeReadingAlong(other);
    work(&db, &agent, &one, anyway, NOW).await;
    let last = told(&db).await.pop().unwrap();
    assert_eq!(
        (last.0.as_str(), last.3.as_deref()),
        ("help-shared", Some("merged"))
    );
});

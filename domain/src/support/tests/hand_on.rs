//! Cases are given back, classified, escalated, visited and watched; they name
//! equipment; and all of it is counted.

use super::*;
use crate::Day;
use crate::assets::{AssetError, ImportAssets, asset_page, import_assets};
use crate::id::MembershipId;
use crate::identity::add_unit;
use crate::support::cause::Cause;
use crate::support::prepared::{
    Along, KeepPrepared, PreparedError, Way, keep_prepared, prepared_answers, remove_prepared,
};

async fn tries(db: &Db, agent: &Actor, number: &str, work: Work) -> Result<(), WorkError> {
    let command = WorkOn {
        key: FormKey::fresh(),
        number: number.to_owned(),
        version: case(db, agent, number).await.head.version,
        work,
    };
    work_on(db, agent, command, NOW).await
}

both_engines!(a_case_is_given_back_and_classified, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    work(&db, &agent, &number, Work::Assign(agent.person()), NOW).await;
    work(&db, &agent, &number, Work::GiveBack, NOW).await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!((seen.head.agent, seen.head.state), (None, State::Open));
    let waiting = CaseQuery {
        pile: Pile::Unassigned,
        limit: 10,
        ..CaseQuery::default()
    };
    let queue = case_queue::<Failed>(&db, &agent, &waiting).await.unwrap();
    assert_eq!(queue.rows[0].number, number);

    let what = Work::Classify(Some(Cause::Handling), " DOCK ".to_owned());
    work(&db, &agent, &number, what, NOW).await;
    work(&db, &agent, &number, Work::Solve("Done".to_owned()), NOW).await;
    let what = Work::Classify(Some(Cause::Hardware), String::new());
    work(&db, &agent, &number, what, NOW).await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!(
        (seen.head.cause.as_str(), seen.head.sku),
        ("hardware", None)
    );
    assert_eq!(seen.head.state, State::Solved);
});

both_engines!(named_people_are_told_once, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let boss = staff(&db, &[StaffRole::AccountManager]).await;
    let admin = staff(&db, &[StaffRole::Admin]).await;
    let number = opened(&db, &world).await;
    work(&db, &agent, &number, Work::Assign(agent.person()), NOW).await;
    let ask = || Work::Escalate("The ship leaves at six".to_owned());
    assert!(matches!(
        tries(&db, &agent, &number, ask()).await,
        Err(WorkError::NobodyNamed)
    ));
    let refused = set_escalation::<Failed>(&db, &agent, vec![], vec![boss.person()], NOW).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
    // Members can't be named, whatever is sent.
    let named = vec![boss.person(), agent.person(), world.manager.person()];
    set_escalation::<Failed>(&db, &admin, vec![], named, NOW)
        .await
        .unwrap();
    let all = escalation::<Failed>(&db, &admin).await.unwrap();
    let on: Vec<_> = all.iter().filter(|one| one.on_breach()).collect();
    assert_eq!(on.len(), 2);

    let run = async |hours: i64| {
        look_after_cases(&db, || NOW.plus_seconds(hours * 3600 + 60))
            .await
            .unwrap()
    };
    assert_eq!(run(3).await, 1);
    assert_eq!(mails(&db, "case-warning").await.len(), 1, "only the agent");
    assert_eq!(run(5).await, 1);
    assert_eq!(run(5).await, 0, "once");
    let mut told: Vec<String> = mails(&db, "case-breached")
        .await
        .into_iter()
        .map(|(to, _)| to)
        .collect();
    told.sort();
    let mut expected = vec![agent.email().to_owned(), boss.email().to_owned()];
    expected.sort();
    assert_eq!(told, expected, "nobody twice");
    assert!(case(&db, &agent, &number).await.head.escalated_at.is_some());

    tries(&db, &agent, &number, ask()).await.unwrap();
    assert_eq!(mails(&db, "case-escalated").await.len(), 2);
    let seen = case_of_member::<Failed>(&db, &world.requester, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.messages.len(), 1, "why is for us only");
});

both_engines!(field_service_comes_on_a_day, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    let visit = |day: Day, who: &str| {
        Work::PlanVisit(PlanVisit {
            day,
            who: who.to_owned(),
            what: "We change the board.".to_owned(),
        })
    };
    let soon = Day::of(NOW.plus_days(2));
    let past = tries(
        &db,
        &agent,
        &number,
        visit(Day::of(NOW.plus_days(-3)), "Piet"),
    )
    .await;
    assert!(matches!(past, Err(WorkError::DayHasPassed)));
    let nobody = tries(&db, &agent, &number, visit(soon, "  ")).await;
    assert!(matches!(nobody, Err(WorkError::NoWho)));
    tries(&db, &agent, &number, visit(soon, "Piet"))
        .await
        .unwrap();
    assert_eq!(mails(&db, "case-visit").await.len(), 1);
    let seen = case_of_member::<Failed>(&db, &world.requester, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.head.state, State::WaitsForThirdParty);
    assert_eq!(
        (seen.visits[0].day, seen.visits[0].who.as_str()),
        (soon, "Piet")
    );
    let planned = planned_visits::<Failed>(&db, &agent, None).await.unwrap();
    assert_eq!(planned.rows[0].number, number);
    assert!(planned.next.is_none());
    let end = || Work::EndVisit(seen.visits[0].id, true, "Board changed".to_owned());
    assert_eq!(
        known(&db, &world, "field-service").await,
        [],
        "only planned"
    );
    tries(&db, &agent, &number, end()).await.unwrap();
    let again = tries(&db, &agent, &number, end()).await;
    assert!(matches!(again, Err(WorkError::Changed)), "it ended once");
    assert_eq!(case(&db, &agent, &number).await.head.state, State::Open);
    assert!(
        planned_visits::<Failed>(&db, &agent, None)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
    let there = known(&db, &world, "field-service").await;
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].1, "in-person");
});

both_engines!(every_visit_is_on_one_page_in_order, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    // Two on the same day.
    for day in [3, 2, 3] {
        let number = opened(&db, &world).await;
        let visit = PlanVisit {
            day: Day::of(NOW.plus_days(day)),
            who: "Piet".to_owned(),
            what: "We change the board.".to_owned(),
        };
        tries(&db, &agent, &number, Work::PlanVisit(visit))
            .await
            .unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = crate::support::planned_visits::list::<Failed>(&db, &agent, after, 1)
            .await
            .unwrap();
        assert_eq!(page.rows.len(), 1);
        seen.extend(page.rows);
        match page.next {
            Some(next) => after = Some(next.to_string().parse().unwrap()),
            None => break,
        }
    }
    let days: Vec<Day> = seen.iter().map(|one| one.day).collect();
    let [soon, later] = [2, 3].map(|days| Day::of(NOW.plus_days(days)));
    assert_eq!(days, [soon, later, later]);
    assert_ne!(seen[1].number, seen[2].number, "each once");
    let refused = planned_visits::<Failed>(&db, &world.manager, None).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});

/// What is remembered of a kind: who did it or has it, how we met, how it is about.
async fn known(
    db: &Db,
    world: &World,
    kind: &'static str,
) -> Vec<(Option<MembershipId>, String, String)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT membership_id, touch_point, COALESCE(detail ->> 'how', '') FROM interaction
         WHERE customer_id = $1 AND kind = $2 ORDER BY id",
        args![world.company.id, kind],
    )
    .await
    .unwrap()
}

both_engines!(who_reads_of_what_is_remembered, |db| async move {
    let world = world(&db, "Halden").await;
    let unit = world.requester.member().unwrap().unit.unwrap();
    let colleague = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
    // The same decision again is none.
    for _ in 0..2 {
        set_visibility::<Failed>(&db, &world.manager, Visibility::Unit, NOW)
            .await
            .unwrap();
    }
    let number = opened(&db, &world).await;
    let tell = || What::LetWatch(colleague.email().to_owned());
    let watcher = colleague.member().unwrap().id;
    for what in [tell(), tell(), What::LetGo(watcher), What::LetGo(watcher)] {
        does(&db, &world.requester, &number, what).await.unwrap();
    }
    for on in [true, true, false, false] {
        does(&db, &colleague, &number, What::Watch(on))
            .await
            .unwrap();
    }
    let shared = known(&db, &world, "help-shared").await;
    let by = |who: &Actor| Some(who.member().unwrap().id);
    let expected = [
        (by(&world.manager), "decided"),
        (by(&world.requester), "let-watch"),
        (by(&world.requester), "let-go"),
        (by(&colleague), "watched"),
        (by(&colleague), "unwatched"),
    ];
    let found: Vec<(Option<MembershipId>, &str)> = shared
        .iter()
        .map(|(who, _, how)| (*who, how.as_str()))
        .collect();
    assert_eq!(found, expected);
});

both_engines!(
    that_nobody_comes_is_told_to_who_would_wait,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let number = opened(&db, &world).await;
        let visit = Work::PlanVisit(PlanVisit {
            day: Day::of(NOW.plus_days(2)),
            who: "Piet".to_owned(),
            what: "We change the board.".to_owned(),
        });
        work(&db, &agent, &number, visit, NOW).await;
        let planned = case(&db, &agent, &number).await.visits[0].id;
        let off = Work::EndVisit(planned, false, "He is ill, and nobody else can".to_owned());
        work(&db, &agent, &number, off, NOW).await;
        let told = mails(&db, "case-visit-off").await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, world.requester.email());
        assert!(told[0].1.is_some(), "an answer finds its case");
        // Why is for our eyes only.
        let mut read = db.read(Scope::system()).await.unwrap();
        let all: Vec<(String,)> = read
            .all("SELECT CAST(payload AS TEXT) FROM outbox", args![])
            .await
            .unwrap();
        assert!(!all.iter().any(|(text,)| text.contains("nobody else can")));
    }
);

both_engines!(a_colleague_who_may_see_it_is_told, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let unit = ours.requester.member().unwrap().unit.unwrap();
    let colleague = member(&db, &ours.company, unit, &[CustomerRole::Requester]).await;
    let own = opened(&db, &ours).await;
    set_visibility::<Failed>(&db, &ours.manager, Visibility::Unit, NOW)
        .await
        .unwrap();
    let shared = opened(&db, &ours).await;
    let tell = |who: &Actor| What::LetWatch(who.email().to_uppercase());
    // Who may not see it, who is of another company and who is nobody: all the same.
    for (number, address) in [
        (&own, colleague.email()),
        (&shared, theirs.requester.email()),
        (&shared, "nobody@nowhere.example"),
    ] {
        let what = What::LetWatch(address.to_owned());
        let refused = does(&db, &ours.requester, number, what).await;
        assert!(matches!(refused, Err(CaseError::NoColleague)), "{address}");
    }
    for _ in 0..2 {
        does(&db, &ours.requester, &shared, tell(&colleague))
            .await
            .unwrap();
    }
    assert_eq!(mails(&db, "case-watched").await.len(), 1, "told once");
    let agent = staff(&db, &[StaffRole::Agent]).await;
    work(&db, &agent, &shared, Work::Answer("Soon".to_owned()), NOW).await;
    assert_eq!(mails(&db, "case-answered").await.len(), 2);
    let watcher = colleague.member().unwrap().id;
    let stranger = does(&db, &colleague, &shared, What::LetGo(watcher)).await;
    assert!(matches!(stranger, Err(CaseError::NotFound)), "not theirs");
    does(&db, &ours.requester, &shared, What::LetGo(watcher))
        .await
        .unwrap();
    let seen = case(&db, &agent, &shared).await;
    assert!(seen.watchers.is_empty());
});

/// A unit that a company bought elsewhere, which somebody or nobody has.
pub(super) async fn has_unit(db: &Db, manager: &Actor, tag: &str, holder: Option<&Actor>) {
    let holder = holder.map(Actor::email).unwrap_or_default();
    let file = ImportAssets {
        key: FormKey::fresh(),
        name: "old.csv".to_owned(),
        bytes: format!("tag,name,person\n{tag},Screen,{holder}\n").into_bytes(),
    };
    import_assets(db, manager, file, NOW).await.unwrap();
}

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
        let page = asset_page::<AssetError>(&db, &ours.requester, "HALL-1", NOW).await;
        assert!(page.unwrap().is_none());
    }
);

both_engines!(prepared_answers_are_kept, |db| async move {
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let keep = async |name: &str, text: &str| {
        let command = KeepPrepared {
            key: FormKey::fresh(),
            id: None,
            name: name.to_owned(),
            text: text.to_owned(),
            way: Some(Way::Solve),
            along: Along {
                priority: Some(Priority::Low),
                cause: Some(Cause::Handling),
            },
        };
        keep_prepared(&db, &agent, command, NOW).await
    };
    keep("Restart", "Dear {member}, please restart it.")
        .await
        .unwrap();
    assert!(matches!(
        keep("restart", "Another").await,
        Err(PreparedError::Name)
    ));
    let Err(PreparedError::Unknown(names)) = keep("Wrong", "Dear {membr}").await else {
        panic!("a misspelt placeholder");
    };
    assert_eq!(names, ["membr"]);
    let all = prepared_answers::<Failed>(&db, &agent).await.unwrap();
    assert_eq!(all.len(), 1);
    // What it brings along is done with the answer, as one.
    let world = world(&db, "Halden").await;
    let number = opened(&db, &world).await;
    let solve = || Box::new(Work::Solve(all[0].text.clone()));
    let what = Work::With(all[0].along(), solve());
    work(&db, &agent, &number, what, NOW).await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!(all[0].way(), Some(Way::Solve));
    assert_eq!(
        (
            seen.head.state,
            seen.head.priority,
            seen.head.cause.as_str()
        ),
        (State::Solved, Priority::Low, "handling")
    );
    // If it can't be said, nothing of it is done.
    let other = opened(&db, &world).await;
    let nothing = Work::With(all[0].along(), Box::new(Work::Solve("  ".to_owned())));
    let refused = tries(&db, &agent, &other, nothing).await;
    assert!(matches!(refused, Err(WorkError::NoText)));
    let seen = case(&db, &agent, &other).await;
    assert_eq!(
        (seen.head.state, seen.head.priority),
        (State::New, Priority::Normal)
    );
    for _ in 0..2 {
        remove_prepared(&db, &agent, all[0].id, NOW).await.unwrap();
    }
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let refused = prepared_answers::<Failed>(&db, &desk).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});

both_engines!(help_is_counted, |db| async move {
    level(&db).await;
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    has_unit(&db, &ours.manager, "OUR-1", None).await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let first = opened(&db, &ours).await;
    let second = opened(&db, &ours).await;
    opened(&db, &theirs).await;
    let merged = opened(&db, &theirs).await;
    let into = opened(&db, &theirs).await;
    work(&db, &agent, &merged, Work::Merge(into), NOW).await;
    let later = NOW.plus_seconds(3600);
    work(&db, &agent, &first, Work::Solve("Done".to_owned()), later).await;
    let rate = What::Rate(4, String::new());
    does(&db, &ours.requester, &first, rate).await.unwrap();
    let what = Work::Classify(Some(Cause::Software), "LAPTOP".to_owned());
    work(&db, &agent, &second, what, later).await;
    look_after_cases(&db, || NOW.plus_seconds(5 * 3600))
        .await
        .unwrap();

    let months = [-30, 0, 30].map(|days| NOW.plus_days(days));
    let figures = help_figures::<Failed>(&db, &agent, &months).await.unwrap();
    let all = &figures.all[0];
    assert_eq!((all.opened, all.solved, all.rated), (4, 1, 1));
    assert_eq!(all.to_answer(), Some(3_600_000));
    assert_eq!(all.satisfaction(), Some(40));
    assert_eq!(all.broken, 3, "all but the one that was answered");
    assert_eq!((all.units, all.per_hundred()), (1, Some(4_000)));
    let month = &figures.months[1];
    assert_eq!((month.opened, month.solved, month.backlog), (4, 1, 3));
    assert_eq!(figures.months[0].opened, 0);
    let named: Vec<(&str, i64)> = figures
        .customers
        .iter()
        .map(|one| (one.name.as_str(), one.opened))
        .collect();
    assert_eq!(named, [("Ours", 2), ("Theirs", 2)]);
    assert_eq!(figures.customers[1].per_hundred(), None, "it has no units");
    let causes: Vec<(&str, i64)> = figures
        .causes
        .iter()
        .map(|one| (one.key.as_str(), one.opened))
        .collect();
    assert_eq!(causes, [("", 3), ("software", 1)]);
    assert_eq!(figures.products.len(), 2);
    let refused = help_figures::<Failed>(&db, &ours.manager, &months).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});

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

both_engines!(a_link_can_be_taken_back, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let (one, other) = (opened(&db, &world).await, opened(&db, &world).await);
    work(&db, &agent, &one, Work::Link(other.clone()), NOW).await;
    for _ in 0..2 {
        work(&db, &agent, &other, Work::Unlink(one.clone()), NOW).await;
    }
    for number in [&one, &other] {
        assert!(case(&db, &agent, number).await.links.is_empty());
    }
});

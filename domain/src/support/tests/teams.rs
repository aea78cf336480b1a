//! Teams: who keeps them, which cases come to them, and who is told.

use super::*;
use crate::id::TeamId;
use crate::support::cause::Cause;

pub(super) fn new_team(name: &str, members: &[&Actor]) -> KeepTeam {
    KeepTeam {
        key: FormKey::fresh(),
        id: None,
        name: name.to_owned(),
        members: members.iter().map(|one| one.person()).collect(),
        causes: Vec::new(),
        categories: Vec::new(),
        needs: Vec::new(),
    }
}

/// Keeps it; answers which it is.
pub(super) async fn kept(db: &Db, admin: &Actor, team: KeepTeam) -> TeamId {
    let name = team.name.clone();
    keep_team(db, admin, team, NOW).await.unwrap();
    let all = case_teams::<Failed>(db, admin).await.unwrap().teams;
    all.into_iter().find(|one| one.name == name).unwrap().id
}

pub(super) async fn team_of(db: &Db, agent: &Actor, number: &str) -> Option<String> {
    case(db, agent, number).await.head.team_name
}

/// The numbers in a view of the queue.
async fn listed(db: &Db, agent: &Actor, pile: Pile, team: OfTeam) -> Vec<String> {
    let query = CaseQuery {
        pile,
        team,
        limit: 50,
        ..CaseQuery::default()
    };
    let queue = case_queue::<Failed>(db, agent, &query).await.unwrap();
    let rows = queue.rows.into_iter().map(|row| row.number);
    let rows: Vec<String> = rows.collect();
    assert_eq!(usize::try_from(queue.found).unwrap(), rows.len());
    rows
}

pub(super) async fn asked_about(db: &Db, world: &World, sku: &str) -> String {
    let command = OpenCase {
        sku: sku.to_owned(),
        ..question("Dark")
    };
    open_case(db, &world.requester, command, NOW).await.unwrap()
}

/// Another category above that of a company's products.
async fn category_above(db: &Db, below: &str, code: &'static str) {
    let below = below.to_owned();
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let above = crate::id::CategoryId::new();
            tx.run(
                "INSERT INTO category (id, code, name, sku_prefix, created_at)
                 VALUES ($1, $2, 'Above', 'Y', 0)",
                args![above, code],
            )
            .await?;
            tx.run(
                "UPDATE category SET parent_id = $1 WHERE code = $2",
                args![above, below],
            )
            .await
        })
    })
    .await
    .unwrap();
}

both_engines!(a_case_comes_to_the_team_of_its_product, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let admin = staff(&db, &[StaffRole::Admin]).await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    category_above(&db, "OURS", "machines").await;
    let machines = KeepTeam {
        categories: vec![" machines ".to_owned(), "machines".to_owned()],
        ..new_team("Machines", &[&agent])
    };
    kept(&db, &admin, machines).await;
    let road = KeepTeam {
        needs: vec!["Field work".to_owned()],
        ..new_team("Road", &[])
    };
    kept(&db, &admin, road).await;
    let customer = ours.company.id;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE customer SET needs = 'Field work' WHERE id = $1",
                args![customer],
            )
            .await
        })
    })
    .await
    .unwrap();
    // The category above counts, and the product before the customer.
    let dock = asked_about(&db, &ours, &ours.sku("DOCK")).await;
    let anything = asked_about(&db, &ours, "").await;
    let elsewhere = asked_about(&db, &theirs, &theirs.sku("DOCK")).await;
    let team = async |number: &str| team_of(&db, &agent, number).await;
    assert_eq!(team(&dock).await.as_deref(), Some("Machines"));
    assert_eq!(team(&anything).await.as_deref(), Some("Road"));
    assert_eq!(team(&elsewhere).await, None);
    // Whoever looks at the cases of their teams finds those; others none.
    let mine = listed(&db, &agent, Pile::MyTeams, OfTeam::Any).await;
    assert_eq!(mine, [dock.as_str()]);
    assert!(
        listed(&db, &admin, Pile::MyTeams, OfTeam::Any)
            .await
            .is_empty()
    );
    // Nobody's are counted for the team's people, and for all if it has none.
    let waits = async |who: &Actor| {
        let mut read = db.read(who.scope()).await.unwrap();
        let waiting = ask_cases_waiting(who.person(), NOW).fetch(&mut read).await;
        let waiting = waiting.unwrap();
        (waiting.unassigned, waiting.of_teams)
    };
    assert_eq!((waits(&agent).await, waits(&admin).await), ((2, 1), (2, 0)));
    let without = listed(&db, &agent, Pile::Open, OfTeam::Without).await;
    assert_eq!(without, [elsewhere.as_str()]);
    let all = case_teams::<Failed>(&db, &admin).await.unwrap();
    let road = all.teams.iter().find(|one| one.name == "Road").unwrap();
    assert_eq!(
        (road.open, road.needs.as_slice()),
        (1, &["Field work".to_owned()][..])
    );
    let of_road = OfTeam::One(road.id);
    assert_eq!(
        listed(&db, &agent, Pile::Open, of_road).await,
        [anything.as_str()]
    );
    assert_eq!(
        listed(&db, &agent, Pile::All, of_road).await,
        [anything.as_str()]
    );
    assert!(listed(&db, &agent, Pile::Mine, of_road).await.is_empty());
});

both_engines!(what_is_newly_known_leads_to_a_team, |db| async move {
    let world = world(&db, "Halden").await;
    let admin = staff(&db, &[StaffRole::Admin]).await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let carriers = KeepTeam {
        causes: vec![Cause::Delivery],
        ..new_team("Carriers", &[&agent])
    };
    kept(&db, &admin, carriers).await;
    let things = KeepTeam {
        categories: vec!["HALDEN".to_owned()],
        ..new_team("Things", &[])
    };
    kept(&db, &admin, things).await;
    let machines = kept(&db, &admin, new_team("Machines", &[&agent])).await;
    let number = asked_about(&db, &world, &world.sku("DOCK")).await;
    let dock = world.sku("DOCK");
    let classify = |cause| Work::Classify(Some(cause), dock.clone());
    let team = async || team_of(&db, &agent, &number).await.unwrap();
    assert_eq!(team().await, "Things");
    work(&db, &agent, &number, classify(Cause::Delivery), NOW).await;
    assert_eq!(team().await, "Carriers");
    let told = case(&db, &agent, &number).await;
    let last = told.events.last().unwrap();
    assert_eq!(
        (last.kind.as_str(), last.about.as_str()),
        ("team", "Carriers")
    );
    // What is no news decides nothing anew, nor what leads nowhere.
    work(&db, &agent, &number, Work::HandTo(Some(machines)), NOW).await;
    work(&db, &agent, &number, classify(Cause::Delivery), NOW).await;
    work(&db, &agent, &number, classify(Cause::Hardware), NOW).await;
    assert_eq!(team().await, "Machines");
    // Who has it in hand says what it came from, and keeps it.
    work(&db, &agent, &number, Work::Assign(agent.person()), NOW).await;
    work(&db, &agent, &number, classify(Cause::Delivery), NOW).await;
    assert_eq!(team().await, "Machines");
});

both_engines!(a_case_is_handed_to_a_team_which_is_told, |db| async move {
    let world = world(&db, "Halden").await;
    let admin = staff(&db, &[StaffRole::Admin]).await;
    let (piet, noor) = (
        staff(&db, &[StaffRole::Agent]).await,
        staff(&db, &[StaffRole::Agent]).await,
    );
    let both = kept(&db, &admin, new_team("Both", &[&piet, &noor])).await;
    let hers = kept(&db, &admin, new_team("Hers", &[&noor])).await;
    let number = opened(&db, &world).await;
    work(&db, &piet, &number, Work::Assign(piet.person()), NOW).await;
    // Who is in the team goes on with it, and tells only the others.
    work(&db, &piet, &number, Work::HandTo(Some(both)), NOW).await;
    let seen = case(&db, &piet, &number).await;
    assert_eq!(
        (seen.head.team, seen.head.agent),
        (Some(both), Some(piet.person()))
    );
    let told = mails(&db, "case-for-team").await;
    assert_eq!(told, [(noor.email().to_owned(), None)]);
    // Who is not gives it out of hand.
    work(&db, &piet, &number, Work::HandTo(Some(hers)), NOW).await;
    let seen = case(&db, &piet, &number).await;
    assert_eq!((seen.head.team, seen.head.agent), (Some(hers), None));
    let before = mails(&db, "case-for-team").await.len();
    // The same again is nothing, and no team is one.
    work(&db, &piet, &number, Work::HandTo(Some(hers)), NOW).await;
    work(&db, &piet, &number, Work::HandTo(None), NOW).await;
    assert_eq!(mails(&db, "case-for-team").await.len(), before);
    assert_eq!(case(&db, &piet, &number).await.head.team, None);
    let nobody = tries(&db, &piet, &number, Work::HandTo(Some(TeamId::new()))).await;
    assert!(matches!(nobody, Err(WorkError::NoTeam)));
    work(&db, &piet, &number, Work::Solve("Done".to_owned()), NOW).await;
    let late = tries(&db, &piet, &number, Work::HandTo(Some(both))).await;
    assert!(matches!(late, Err(WorkError::Changed)));
    // The customer reads nothing of it.
    let theirs = case_of_member::<Failed>(&db, &world.requester, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(theirs.messages.len(), 2);
});

both_engines!(a_case_that_needs_more_goes_to_its_team, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let admin = staff(&db, &[StaffRole::Admin]).await;
    let (piet, noor) = (
        staff(&db, &[StaffRole::Agent]).await,
        staff(&db, &[StaffRole::Agent]).await,
    );
    let outside = staff(&db, &[StaffRole::Agent]).await;
    let team = kept(&db, &admin, new_team("Both", &[&piet, &noor])).await;
    let waits = opened(&db, &world).await;
    work(&db, &outside, &waits, Work::HandTo(Some(team)), NOW).await;
    let taken = opened(&db, &world).await;
    work(&db, &piet, &taken, Work::HandTo(Some(team)), NOW).await;
    work(&db, &piet, &taken, Work::Assign(piet.person()), NOW).await;
    let told = async |kind: &'static str| {
        let mut all: Vec<String> = mails(&db, kind)
            .await
            .into_iter()
            .map(|one| one.0)
            .collect();
        all.sort();
        all
    };
    let mut expected = vec![
        piet.email().to_owned(),
        piet.email().to_owned(),
        noor.email().to_owned(),
    ];
    expected.sort();
    let run = async |hours: i64| {
        look_after_cases(&db, || NOW.plus_seconds(hours * 3600 + 60))
            .await
            .unwrap()
    };
    assert_eq!(run(3).await, 2);
    assert_eq!(
        told("case-warning").await,
        expected,
        "who has it in hand; of what nobody has, the team"
    );
    assert_eq!(run(5).await, 2);
    expected.push(noor.email().to_owned());
    expected.sort();
    assert_eq!(
        told("case-breached").await,
        expected,
        "the team of both, nobody twice"
    );
    assert_eq!(run(5).await, 0, "once");
    // An agent asks the others of the team, whoever is named.
    let more = Work::Escalate("The ship leaves at six".to_owned());
    tries(&db, &piet, &taken, more).await.unwrap();
    assert_eq!(told("case-escalated").await, [noor.email()]);
});

both_engines!(
    a_team_is_kept_as_it_was_typed_or_not_at_all,
    |db| async move {
        let world = world(&db, "Halden").await;
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        for who in [&agent, &desk, &world.manager] {
            let refused = keep_team(&db, who, new_team("Mine", &[]), NOW).await;
            assert!(matches!(refused, Err(TeamError::Denied(_))));
            let refused = end_team(&db, who, TeamId::new(), NOW).await;
            assert!(matches!(refused, Err(TeamError::Denied(_))));
            let refused = case_teams::<Failed>(&db, who).await;
            assert!(matches!(refused, Err(Failed::Denied(_))));
        }
        let first = KeepTeam {
            causes: vec![Cause::Delivery],
            ..new_team("Carriers", &[&agent, &desk, &world.manager])
        };
        // The same form twice, also at the same moment, is one team.
        let keep = || keep_team(&db, &admin, first.clone(), NOW);
        let (one, other) = tokio::join!(keep(), keep());
        one.unwrap();
        other.unwrap();
        let all = case_teams::<Failed>(&db, &admin).await.unwrap().teams;
        assert_eq!(all.len(), 1);
        let members: Vec<PersonId> = all[0].members.iter().map(|one| one.id).collect();
        assert_eq!(members, [agent.person()], "nobody who works on no cases");
        for (wrong, team) in [
            ("no name", new_team("  ", &[])),
            ("a long one", new_team(&"x".repeat(LONGEST_TEAM + 1), &[])),
            ("another's", new_team("carriers", &[])),
        ] {
            let refused = keep_team(&db, &admin, team, NOW).await;
            assert!(matches!(refused, Err(TeamError::Name)), "{wrong}");
        }
        let taken = KeepTeam {
            causes: vec![Cause::Access, Cause::Delivery],
            ..new_team("Second", &[])
        };
        let Err(TeamError::Taken(by, which, whose)) = keep_team(&db, &admin, taken, NOW).await
        else {
            panic!("it leads to another team");
        };
        assert_eq!(
            (by, which.as_str(), whose.as_str()),
            (LeadsBy::Cause, "delivery", "Carriers")
        );
        let unknown = KeepTeam {
            categories: vec!["HALDEN".to_owned(), "nothing".to_owned()],
            ..new_team("Second", &[])
        };
        let Err(TeamError::Unknown(codes)) = keep_team(&db, &admin, unknown, NOW).await else {
            panic!("there is no such category");
        };
        assert_eq!(codes, ["nothing"]);
        // All that is wrong is said at once, each of what leads elsewhere, too.
        let wrong = KeepTeam {
            causes: vec![Cause::Delivery],
            categories: vec!["nothing".to_owned()],
            ..new_team("CARRIERS", &[])
        };
        let refused = keep_team(&db, &admin, wrong, NOW).await;
        assert!(
            matches!(
                &refused,
                Err(TeamError::Several(all)) if matches!(
                    all.as_slice(),
                    [TeamError::Name, TeamError::Unknown(_), TeamError::Taken(..)]
                )
            ),
            "{refused:?}"
        );
        let nothing = KeepTeam {
            id: Some(TeamId::new()),
            ..new_team("Second", &[])
        };
        let refused = keep_team(&db, &admin, nothing, NOW).await;
        assert!(matches!(refused, Err(TeamError::NotFound)));
        // Of all that was refused nothing is there.
        let all = case_teams::<Failed>(&db, &admin).await.unwrap().teams;
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].causes, ["delivery"]);
    }
);

both_engines!(
    of_two_teams_named_alike_at_once_one_is_kept,
    |db| async move {
        let one = staff(&db, &[StaffRole::Admin]).await;
        let other = staff(&db, &[StaffRole::Admin]).await;
        for round in 0..5 {
            let (first, second) = tokio::join!(
                keep_team(&db, &one, new_team(&format!("Road {round}"), &[]), NOW),
                keep_team(&db, &other, new_team(&format!("ROAD {round}"), &[]), NOW)
            );
            assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
            let refused = first.err().or(second.err());
            assert!(matches!(refused, Some(TeamError::Name)));
        }
    }
);

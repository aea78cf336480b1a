//! What people find again: lists, rules, cost centres, and what they cost to read.

use super::*;

async fn listed(
    db: &Db,
    actor: &Actor,
    which: Which,
    standing: Standing,
    words: &str,
) -> RequestList {
    let list = ListRequests {
        which,
        standing,
        words: words.to_owned(),
        offset: 0,
        limit: 2,
    };
    list_requests::<ShowError>(db, actor, list).await.unwrap()
}

both_engines!(
    lists_show_what_is_mine_what_waits_and_what_the_company_asked,
    |db| async move {
        let world = world(&db, "Halden").await;
        let other = super::testing::world(&db, "Northbank").await;
        submitted(&db, &other, &[("DOCK", 1)]).await;
        let first = submitted(&db, &world, &[("LAPTOP", 1)]).await;
        let second = submitted(&db, &world, &[("DOCK", 4)]).await;
        let third = submitted(&db, &world, &[("DOCK", 1), ("PLOTTER", 1)]).await;
        decide(&db, &world.manager, decision(&first, &[refuse()]), NOW)
            .await
            .unwrap();
        let question = Say {
            key: FormKey::fresh(),
            request: second.id,
            text: "Why 4?".to_owned(),
        };
        ask(&db, &world.approver, question, NOW).await.unwrap();

        let mine = listed(&db, &world.requester, Which::Mine, Standing::All, "").await;
        assert_eq!((mine.total, mine.rows.len(), mine.waiting), (3, 2, 1));
        assert_eq!(mine.rows[0].id, third.id);
        assert_eq!(mine.deciders.len(), 2);
        let open = listed(&db, &world.requester, Which::Mine, Standing::Open, "").await;
        assert_eq!(open.total, 2);
        let done = listed(&db, &world.requester, Which::Mine, Standing::Done, "").await;
        assert_eq!(done.rows[0].state(), State::Refused);

        let answer_me = listed(&db, &world.requester, Which::Waiting, Standing::All, "").await;
        assert_eq!(answer_me.rows[0].id, second.id);
        let waiting = listed(&db, &world.manager, Which::Waiting, Standing::All, "").await;
        assert_eq!((waiting.total, waiting.rows[0].id), (1, third.id));
        assert_eq!(waiting.waiting, 1);
        let company = listed(&db, &world.approver, Which::Company, Standing::All, "").await;
        assert_eq!(company.total, 3);
        let found = listed(&db, &world.manager, Which::Company, Standing::All, "4 × do").await;
        assert_eq!((found.total, found.rows[0].id), (1, second.id));
        let by_name = listed(&db, &world.manager, Which::Company, Standing::All, "INES").await;
        assert_eq!(by_name.total, 3);
        let none = listed(&db, &world.manager, Which::Company, Standing::All, "100%").await;
        assert_eq!(none.total, 0);
        let list = ListRequests {
            which: Which::Company,
            standing: Standing::All,
            words: String::new(),
            offset: 0,
            limit: 2,
        };
        let denied = list_requests::<ShowError>(&db, &world.requester, list).await;
        assert!(matches!(denied, Err(ShowError::Denied(_))));
    }
);

both_engines!(rules_and_cost_centres_are_the_managers, |db| async move {
    let world = world(&db, "Halden").await;
    let other = super::testing::world(&db, "Northbank").await;
    let rule = |below| SetPolicy {
        role: None,
        cost_centre: None,
        below,
    };
    let denied = set_policy(&db, &world.approver, rule(eur(1)), NOW).await;
    assert!(matches!(denied, Err(PolicyError::Denied(_))));
    let dollars = set_policy(&db, &world.manager, rule(Money::new(1, Currency::USD)), NOW).await;
    assert!(matches!(dollars, Err(PolicyError::BadAmount)));
    let foreign = SetPolicy {
        cost_centre: Some(other.centre),
        ..rule(eur(1))
    };
    let foreign = set_policy(&db, &world.manager, foreign, NOW).await;
    assert!(matches!(foreign, Err(PolicyError::NoSuchCostCentre)));
    set_policy(&db, &world.manager, rule(eur(1)), NOW)
        .await
        .unwrap();
    set_policy(&db, &world.manager, rule(eur(50_000)), NOW)
        .await
        .unwrap();
    let known = policies(&db, &world.manager).await.unwrap();
    assert_eq!(known.rules.len(), 1);
    assert_eq!(known.rules[0].below, eur(50_000));
    remove_policy(&db, &other.manager, known.rules[0].id, NOW)
        .await
        .unwrap();
    assert_eq!(policies(&db, &world.manager).await.unwrap().rules.len(), 1);
    remove_policy(&db, &world.manager, known.rules[0].id, NOW)
        .await
        .unwrap();
    assert_eq!(policies(&db, &world.manager).await.unwrap().rules.len(), 0);

    let add = |code: &str| ChangeCostCentre::Add {
        key: FormKey::fresh(),
        code: code.to_owned(),
        name: "Dock".to_owned(),
    };
    change_cost_centre(&db, &world.manager, add(" 5100 "), NOW)
        .await
        .unwrap();
    let taken = change_cost_centre(&db, &world.manager, add("5100"), NOW).await;
    assert!(matches!(taken, Err(CostCentreError::CodeTaken)));
    let none = change_cost_centre(&db, &world.manager, add(""), NOW).await;
    assert!(matches!(none, Err(CostCentreError::NoCode)));
    let foreign = ChangeCostCentre::Activate {
        id: other.centre,
        active: false,
    };
    let foreign = change_cost_centre(&db, &world.manager, foreign, NOW).await;
    assert!(matches!(foreign, Err(CostCentreError::NotFound)));
    let off = ChangeCostCentre::Activate {
        id: world.centre,
        active: false,
    };
    change_cost_centre(&db, &world.manager, off, NOW)
        .await
        .unwrap();
    let refused = submit(&db, &world.requester, world.request(&[("DOCK", 1)]), NOW).await;
    assert!(matches!(
        refused,
        Err(SubmitError::Wanted(WantedFault::NoSuchCostCentre))
    ));
    let renamed = ChangeCostCentre::Rename {
        id: world.centre,
        code: "4411".to_owned(),
        name: "Survey boat".to_owned(),
    };
    change_cost_centre(&db, &world.manager, renamed, NOW)
        .await
        .unwrap();
    let all = policies(&db, &world.manager).await.unwrap().cost_centres;
    let labels: Vec<_> = all
        .iter()
        .map(|one| (one.label(), one.is_active()))
        .collect();
    assert_eq!(
        labels,
        [
            ("4411 Survey boat".to_owned(), false),
            ("5100 Dock".to_owned(), true)
        ]
    );
});

both_engines!(pages_take_two_statements_at_most, |db| async move {
    use crate::store::counted;
    let world = world(&db, "Halden").await;
    let request = submitted(&db, &world, &[("LAPTOP", 1), ("DOCK", 1)]).await;
    let (_, shown) = counted(show(&db, &world.manager, request.id, NOW)).await;
    let (_, filled) = counted(basket(&db, &world.manager, NOW)).await;
    let list = listed(&db, &world.manager, Which::Company, Standing::All, "");
    let (_, listed) = counted(list).await;
    assert!(
        shown <= 2 && filled <= 2 && listed <= 2,
        "{shown} {filled} {listed}"
    );
});

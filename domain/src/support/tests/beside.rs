//! What our people see of whoever asked, beside a case.

use super::*;

async fn beside(db: &Db, agent: &Actor, number: &str) -> WorkedOn {
    case_for_agent::<Failed>(db, agent, number, NOW)
        .await
        .unwrap()
        .unwrap()
}

both_engines!(whoever_asked_is_known_beside_the_case, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let agent = staff(&db, &[StaffRole::Agent]).await;
    has_unit(&db, &ours.manager, "OUR-1", Some(&ours.requester)).await;
    has_unit(&db, &ours.manager, "BOSS-1", Some(&ours.manager)).await;
    has_unit(&db, &theirs.manager, "THEIR-1", Some(&theirs.requester)).await;
    let earlier = opened(&db, &ours).await;
    work(&db, &agent, &earlier, Work::Solve("Done".to_owned()), NOW).await;
    let rate = What::Rate(2, String::new());
    does(&db, &ours.requester, &earlier, rate).await.unwrap();
    let colleagues = open_case(&db, &ours.manager, question("Mine, too"), NOW).await;
    let colleagues = colleagues.unwrap();
    let number = opened(&db, &ours).await;
    opened(&db, &theirs).await;
    let found = beside(&db, &agent, &number).await;
    assert_eq!(found.case.head.opener_email, ours.requester.email());
    let has: Vec<&str> = found.has.iter().map(|one| one.tag.as_str()).collect();
    assert_eq!(has, ["OUR-1"]);
    let before: Vec<(&str, Option<i64>)> = found
        .before
        .iter()
        .map(|one| (one.number.as_str(), one.satisfaction))
        .collect();
    assert_eq!(before, [(earlier.as_str(), Some(2))]);
    let others: Vec<(&str, State, &str)> = found
        .others
        .iter()
        .map(|one| (one.number.as_str(), one.state, one.opener.as_str()))
        .collect();
    let boss = ours.manager.name();
    assert_eq!(others, [(colleagues.as_str(), State::New, boss)]);
    assert!(found.ordered.is_empty());
    assert_eq!(found.company.segment, "preferred");
    // What they did about other things than this case, and nobody else.
    let touches: Vec<&str> = found.touches.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(touches[0], "help-rated");
    assert!(touches.contains(&"help-solved") && touches.contains(&"help-asked"));
    let about = format!("{earlier} ");
    let cases = found.touches.iter().filter(|one| one.subject == "case");
    for one in cases {
        assert!(one.text.starts_with(&about), "{}", one.text);
    }
});

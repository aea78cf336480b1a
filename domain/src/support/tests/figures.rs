//! The figures of an example that was reckoned by hand.

use super::teams::{kept, new_team};
use super::*;
use crate::support::cause::Cause;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// So many seconds after it all begins.
fn after(seconds: i64) -> Timestamp {
    NOW.plus_seconds(seconds)
}

async fn asked_at(db: &Db, who: &Actor, sku: &str, at: Timestamp) -> String {
    let command = OpenCase {
        sku: sku.to_owned(),
        ..question("Dark")
    };
    open_case(db, who, command, at).await.unwrap()
}

async fn rated(db: &Db, who: &Actor, number: &str, stars: i64, at: Timestamp) {
    let command = OnCase {
        key: FormKey::fresh(),
        number: number.to_owned(),
        what: What::Rate(stars, String::new()),
    };
    on_case(db, who, command, at).await.unwrap();
}

/// | case | of | product | opened | answered | solved | stars | came from |
/// |---|---|---|---|---|---|---|---|
/// | A | Ours | dock | 0 | + 1 h | + 3 h | 4 | hardware |
/// | B | Ours | dock | 1 d | + 6 h | + 72 h | 2 | hardware |
/// | C | Theirs | none | 2 d | not yet | not yet | | delivery |
///
/// Four hours are promised to the first answer, and 48 to the solution, round the
/// clock: B breaks both (at 1 d 4 h and at 3 d), and so does C (at 2 d 4 h and 4 d).
/// Ours has four units of equipment, Theirs none. C belongs to a team, the others to none.
/// The first month ends at 1½ days.
async fn example(db: &Db) -> (World, World, Actor) {
    level(db).await;
    let (ours, theirs) = (world(db, "Ours").await, world(db, "Theirs").await);
    for tag in ["O-1", "O-2", "O-3", "O-4"] {
        has_unit(db, &ours.manager, tag, None).await;
    }
    let agent = staff(db, &[StaffRole::Agent]).await;
    let dock = ours.sku("DOCK");
    let run = async |seconds: i64| {
        look_after_cases(db, || after(seconds)).await.unwrap();
    };
    let what = |cause| Work::Classify(Some(cause), dock.clone());
    let (answer, solve) = (
        || Work::Answer("Soon".to_owned()),
        || Work::Solve("Done".to_owned()),
    );

    let a = asked_at(db, &ours.requester, &dock, after(0)).await;
    work(db, &agent, &a, answer(), after(HOUR)).await;
    work(db, &agent, &a, solve(), after(3 * HOUR)).await;
    work(db, &agent, &a, what(Cause::Hardware), after(3 * HOUR)).await;
    rated(db, &ours.requester, &a, 4, after(4 * HOUR)).await;

    let b = asked_at(db, &ours.requester, &dock, after(DAY)).await;
    run(DAY + 5 * HOUR).await;
    work(db, &agent, &b, answer(), after(DAY + 6 * HOUR)).await;
    let c = asked_at(db, &theirs.requester, "", after(2 * DAY)).await;
    let delivery = Work::Classify(Some(Cause::Delivery), String::new());
    work(db, &agent, &c, delivery, after(2 * DAY + HOUR)).await;
    let admin = staff(db, &[StaffRole::Admin]).await;
    let carriers = kept(db, &admin, new_team("Carriers", &[])).await;
    let hand = Work::HandTo(Some(carriers));
    work(db, &agent, &c, hand, after(2 * DAY + HOUR)).await;
    run(3 * DAY + HOUR).await;
    work(db, &agent, &b, solve(), after(4 * DAY)).await;
    work(db, &agent, &b, what(Cause::Hardware), after(4 * DAY)).await;
    rated(db, &ours.requester, &b, 2, after(4 * DAY + HOUR)).await;
    run(4 * DAY + 2 * HOUR).await;
    (ours, theirs, agent)
}

both_engines!(figures_are_what_is_reckoned_by_hand, |db| async move {
    let (ours, theirs, agent) = example(&db).await;
    let period = [after(-10 * DAY), after(DAY + 12 * HOUR), after(30 * DAY)];
    let figures = help_figures::<Failed>(&db, &agent, &period).await.unwrap();
    let all = &figures.all[0];
    assert_eq!((all.opened, all.answered, all.solved), (3, 2, 2));
    // (1 h + 6 h) / 2 and (3 h + 72 h) / 2.
    assert_eq!(all.to_answer(), Some(12_600_000));
    assert_eq!(all.to_solve(), Some(135_000_000));
    // B and C, each once: two thirds. (4 + 2) / 2 stars. 3 for 4 units.
    assert_eq!((all.broken, all.broken_share()), (2, Some(Rate(6_666))));
    assert_eq!((all.rated, all.satisfaction()), (2, Some(30)));
    assert_eq!((all.units, all.per_hundred()), (4, Some(750)));

    // Opened, solved, open at the end, promises broken.
    let months: Vec<[i64; 4]> = figures
        .months
        .iter()
        .map(|one| [one.opened, one.solved, one.backlog, one.broken])
        .collect();
    assert_eq!(months, [[2, 1, 1, 1], [1, 1, 1, 3]]);

    let customers: Vec<(String, i64, i64, Option<i64>)> = figures
        .customers
        .iter()
        .map(|one| (one.name.clone(), one.opened, one.broken, one.per_hundred()))
        .collect();
    assert_eq!(
        customers,
        [
            (ours.company.name.clone(), 2, 1, Some(500)),
            (theirs.company.name.clone(), 1, 1, None)
        ]
    );
    let groups = |of: &[Helped]| -> Vec<(String, i64, Option<i64>, Option<i64>)> {
        of.iter()
            .map(|one| {
                (
                    one.key.clone(),
                    one.opened,
                    one.to_answer(),
                    one.satisfaction(),
                )
            })
            .collect()
    };
    let both = (Some(12_600_000), Some(30));
    assert_eq!(
        groups(&figures.products),
        [
            (ours.sku("DOCK"), 2, both.0, both.1),
            (String::new(), 1, None, None)
        ]
    );
    assert_eq!(
        groups(&figures.causes),
        [
            ("hardware".to_owned(), 2, both.0, both.1),
            ("delivery".to_owned(), 1, None, None)
        ]
    );

    let teams: Vec<(&str, i64, i64, Option<i64>)> = figures
        .teams
        .iter()
        .map(|one| (one.name.as_str(), one.opened, one.broken, one.to_answer()))
        .collect();
    assert_eq!(teams, [("", 2, 1, both.0), ("Carriers", 1, 1, None)]);

    // Of the first month alone: A and B were opened in it, whatever became of B later.
    let first = help_figures::<Failed>(&db, &agent, &period[..2]).await;
    let first = first.unwrap();
    assert_eq!((first.all[0].opened, first.all[0].solved), (2, 2));
    assert_eq!(first.months.len(), 1);
});

both_engines!(what_was_merged_is_counted_nowhere, |db| async move {
    let (_, theirs, agent) = example(&db).await;
    let period = [after(-10 * DAY), after(30 * DAY)];
    let figures = async || help_figures::<Failed>(&db, &agent, &period).await.unwrap();
    let before = figures().await;
    let merged = asked_at(&db, &theirs.requester, "", after(3 * DAY)).await;
    look_after_cases(&db, || after(4 * DAY)).await.unwrap();
    let seen = case(&db, &agent, &merged).await;
    assert!(seen.head.first_breached_at.is_some());
    let query = CaseQuery {
        pile: Pile::Open,
        limit: 50,
        ..CaseQuery::default()
    };
    let open = case_queue::<Failed>(&db, &agent, &query).await.unwrap();
    let into = open.rows.iter().find(|one| one.number != merged).unwrap();
    let into = Work::Merge(into.number.clone());
    work(&db, &agent, &merged, into, after(4 * DAY)).await;
    assert_eq!(figures().await, before);
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

//! Bad luck and bad input as they meet a case that is kept: a change of the clock in the
//! middle of what was promised, and a mail that would like to run something.

use super::*;
use crate::support::clocks::ClockState;
use crate::support::merging::NotMerged;

/// Four hours to the first answer and twelve to a solution, of office hours in Berlin.
async fn office(db: &Db) {
    let admin = staff(db, &[StaffRole::Admin]).await;
    let day = || "08:00-18:00".to_owned();
    let new = NewLevel {
        name: "Office".to_owned(),
        hours: CalendarText {
            round_the_clock: false,
            zone: "Europe/Berlin".to_owned(),
            week: [
                day(),
                day(),
                day(),
                day(),
                day(),
                String::new(),
                String::new(),
            ],
            exceptions: String::new(),
        },
        targets: [TargetMinutes::hours(4, 12); 4],
        warn_at: Rate(7_500),
        usual: true,
    };
    make_level(db, &admin, new, Timestamp(0)).await.unwrap();
}

/// 2026-03-27, a Friday, 17:00 in Berlin; clocks go forward on the Sunday.
const IN_SPRING: Timestamp = Timestamp(1_774_627_200_000);
/// The Monday, 11:00 in Berlin: 66 hours less one later by the watch.
const SPRING_DUE: Timestamp = Timestamp(1_774_861_200_000);
/// 2026-10-23, a Friday, 17:00 in Berlin; clocks go back on the Sunday.
const IN_AUTUMN: Timestamp = Timestamp(1_792_767_600_000);
/// The Monday, 11:00 in Berlin: 66 hours and one more later by the watch.
const AUTUMN_DUE: Timestamp = Timestamp(1_793_008_800_000);

both_engines!(
    a_change_of_the_clock_moves_no_office_hours,
    |db| async move {
        office(&db).await;
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        for (at, due, hours) in [(IN_SPRING, SPRING_DUE, 65), (IN_AUTUMN, AUTUMN_DUE, 67)] {
            assert_eq!(at.plus_seconds(hours * 3_600), due);
            let asked = open_case(&db, &world.requester, question("Dark"), at).await;
            let number = asked.unwrap();
            let seen = case(&db, &agent, &number).await;
            // One hour on the Friday, three on the Monday.
            assert_eq!(seen.head.first_due_at, Some(due));
            look_after_cases(&db, || due).await.unwrap();
            let seen = case(&db, &agent, &number).await;
            assert_eq!(
                seen.head.first_breached_at, None,
                "on time to the last moment"
            );
            look_after_cases(&db, || due.plus_seconds(60))
                .await
                .unwrap();
            let seen = case(&db, &agent, &number).await;
            assert_eq!(seen.head.first_breached_at, Some(due));
        }
    }
);

both_engines!(
    what_stands_still_over_a_change_loses_nothing,
    |db| async move {
        office(&db).await;
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let asked = open_case(&db, &world.requester, question("Dark"), IN_AUTUMN).await;
        let number = asked.unwrap();
        // Half an hour of the twelve is used when we ask back on the Friday, 17:30.
        let ask = Work::Ask("Which one?".to_owned());
        work(&db, &agent, &number, ask, IN_AUTUMN.plus_seconds(1_800)).await;
        // The customer answers on the Monday, 09:00: nine hours are left of that day, and
        // the rest is due on the Tuesday at 10:30.
        let command = OnCase {
            key: FormKey::fresh(),
            number: number.clone(),
            what: What::Write("The left one.".to_owned()),
        };
        let monday = Timestamp(1_793_001_600_000);
        on_case(&db, &world.requester, command, monday)
            .await
            .unwrap();
        let seen = case(&db, &agent, &number).await;
        let tuesday = Timestamp(1_793_093_400_000);
        assert_eq!(seen.head.resolution_due_at, Some(tuesday));
    }
);

both_engines!(
    a_machine_whose_clock_is_behind_stops_no_promise,
    |db| async move {
        level(&db).await;
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let number = opened(&db, &world).await;
        let ask = Work::Ask("Which one?".to_owned());
        work(&db, &agent, &number, ask, NOW.plus_seconds(120)).await;
        // Another machine takes the answer, and is a minute behind.
        let answer = What::Write("The left one.".to_owned());
        does(&db, &world.requester, &number, answer).await.unwrap();
        let seen = case(&db, &agent, &number).await;
        let due = Timestamp(NOW.plus_seconds(48 * 3_600).0 + 1);
        assert_eq!(
            (seen.head.state, seen.head.resolution_due_at),
            (State::Open, Some(due))
        );
        let later = seen.clocks(NOW.plus_seconds(3_600)).unwrap().resolution;
        assert_eq!(
            (later.state, later.due_at),
            (ClockState::Running, Some(due))
        );
        look_after_cases(&db, || due.plus_seconds(60))
            .await
            .unwrap();
        let seen = case(&db, &agent, &number).await;
        assert_eq!(seen.head.resolution_breached_at, Some(due));
        // Nor does what another machine does come before the question.
        let later = NOW.plus_seconds(60);
        let asked = open_case(&db, &world.requester, question("Dark"), later).await;
        let number = asked.unwrap();
        let urgent = Work::Prioritise(Priority::Urgent);
        work(&db, &agent, &number, urgent, NOW).await;
        let seen = case(&db, &agent, &number).await;
        let kinds: Vec<&str> = seen.events.iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(kinds, ["opened", "priority"]);
        assert!(seen.events[1].at > later);
    }
);

both_engines!(
    a_promise_is_not_lost_in_a_case_without_one,
    |db| async move {
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let new = NewLevel {
            name: "Theirs".to_owned(),
            hours: CalendarText {
                round_the_clock: true,
                ..CalendarText::default()
            },
            targets: [TargetMinutes::hours(4, 48); 4],
            warn_at: Rate(7_500),
            usual: false,
        };
        let level = make_level(&db, &admin, new, NOW).await.unwrap();
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let customer = world.company.id;
        give_level(&db, &admin, customer, Some(level), NOW)
            .await
            .unwrap();
        let first = opened(&db, &world).await;
        give_level(&db, &admin, customer, None, NOW).await.unwrap();
        let later = NOW.plus_seconds(3_600);
        let second = open_case(&db, &world.requester, question("Still dead"), later).await;
        let second = second.unwrap();
        assert!(case(&db, &agent, &second).await.level.is_none());
        let refused = tries(&db, &agent, &first, Work::Merge(second.clone())).await;
        assert!(
            matches!(
                refused,
                Err(WorkError::NotMerged(NotMerged::PromisedSooner))
            ),
            "{refused:?}"
        );
        work(&db, &agent, &second, Work::Merge(first.clone()), later).await;
        assert!(case(&db, &agent, &first).await.head.due().is_some());
    }
);

both_engines!(nobody_gains_time_by_merging, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let first = opened(&db, &world).await;
    let later = NOW.plus_seconds(3_600);
    let second = open_case(&db, &world.requester, question("Still dead"), later).await;
    let second = second.unwrap();
    let due = case(&db, &agent, &first).await.head.due();
    let merge = WorkOn {
        key: FormKey::fresh(),
        number: first.clone(),
        version: case(&db, &agent, &first).await.head.version,
        work: Work::Merge(second.clone()),
    };
    let refused = work_on(&db, &agent, merge, later).await;
    assert!(
        matches!(
            refused,
            Err(WorkError::NotMerged(NotMerged::PromisedSooner))
        ),
        "{refused:?}"
    );
    work(&db, &agent, &second, Work::Merge(first.clone()), later).await;
    assert_eq!(case(&db, &agent, &first).await.head.due(), due);
    // What waits for the customer is held to nothing sooner, and may go on elsewhere.
    let third = open_case(&db, &world.requester, question("And again"), later).await;
    let third = third.unwrap();
    work(&db, &agent, &first, Work::Ask("Which?".to_owned()), later).await;
    work(&db, &agent, &first, Work::Merge(third), later).await;
});

both_engines!(nothing_of_a_mail_runs_anywhere, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let ines = world.requester.email();
    let domain = ines.split('@').next_back().unwrap();
    let mail = format!(
        "Authentication-Results: mx.northgate.example; dmarc=pass header.from={domain}\r\n\
         From: <{ines}>\r\nTo: <help@northgate.example>\r\nSubject: Smoke\r\n\
         Message-ID: <html@{domain}>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n\
         <html><head><script>steal()</script><style>p {{ color: red }}</style></head>\r\n\
         <body onload=\"steal()\"><p>The printer <b>smokes</b>.</p>\r\n\
         <img src=\"https://evil.example/seen.png\" onerror=\"steal()\">\r\n\
         <iframe srcdoc=\"steal()\"></iframe>\r\n\
         <a href=\"javascript:steal()\">Look</a></body></html>\r\n"
    );
    let Became::Opened(number) = take(&db, mail.as_bytes()).await else {
        panic!("a case");
    };
    let seen = case(&db, &agent, &number).await;
    let text = &seen.messages[0].text;
    assert!(text.contains("The printer smokes."), "{text}");
    for gone in ["steal", "<", "evil.example", "color"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
});

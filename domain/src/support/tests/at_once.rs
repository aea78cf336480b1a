//! What happens to a case at the same moment, what is sent twice, and what comes
//! from people who mean no good.

use super::*;
use crate::Quantity;
use crate::requests::{From, OrderNow, order_now};

async fn merge(db: &Db, agent: &Actor, one: &str, other: &str) -> Result<(), WorkError> {
    let command = WorkOn {
        key: FormKey::fresh(),
        number: one.to_owned(),
        version: 1,
        work: Work::Merge(other.to_owned()),
    };
    work_on(db, agent, command, NOW).await
}

both_engines!(
    of_two_cases_merged_into_each_other_one_goes_on,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        for _ in 0..5 {
            let (one, other) = (opened(&db, &world).await, opened(&db, &world).await);
            let (there, back) = tokio::join!(
                merge(&db, &agent, &one, &other),
                merge(&db, &agent, &other, &one)
            );
            assert!(there.is_ok() != back.is_ok(), "{there:?} {back:?}");
            let (gone, stays) = if there.is_ok() {
                (&one, &other)
            } else {
                (&other, &one)
            };
            assert_eq!(case(&db, &agent, stays).await.head.state, State::New);
            let went = does(&db, &world.requester, gone, What::Write("More".to_owned())).await;
            assert_eq!(&went.unwrap(), stays);
        }
    }
);

both_engines!(
    colleagues_who_write_at_the_same_moment_are_all_heard,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        set_visibility::<Failed>(&db, &world.manager, Visibility::Company, NOW)
            .await
            .unwrap();
        let number = opened(&db, &world).await;
        let words = |text: &str| What::Write(text.to_owned());
        let (one, two, three) = tokio::join!(
            does(&db, &world.requester, &number, words("one")),
            does(&db, &world.manager, &number, words("two")),
            does(&db, &world.requester, &number, words("three"))
        );
        for written in [one, two, three] {
            assert_eq!(written.unwrap(), number);
        }
        assert_eq!(case(&db, &agent, &number).await.messages.len(), 4);
    }
);

both_engines!(
    two_mails_at_the_same_moment_are_both_kept,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let number = opened(&db, &world).await;
        let token = mails(&db, "case-opened").await[0].1.clone().unwrap();
        let (ines, help) = (world.requester.email(), "help@northgate.example");
        let subject = format!("Re: [{token}] x");
        let one = letter(ines, true, help, &subject, "at-once-1", "one");
        let two = letter(ines, true, help, &subject, "at-once-2", "two");
        let both = tokio::join!(take(&db, &one), take(&db, &two));
        let added = Became::Added(number.clone());
        assert_eq!(both, (added.clone(), added));
        assert_eq!(case(&db, &agent, &number).await.messages.len(), 3);
    }
);

both_engines!(
    who_does_not_see_where_a_case_goes_on_begins_one,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let unit = world.requester.member().unwrap().unit.unwrap();
        let colleague = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
        let secret = opened(&db, &world).await;
        set_visibility::<Failed>(&db, &world.manager, Visibility::Company, NOW)
            .await
            .unwrap();
        let seen = opened(&db, &world).await;
        work(&db, &agent, &seen, Work::Merge(secret.clone()), NOW).await;
        let went = does(&db, &colleague, &seen, What::Write("And me".to_owned())).await;
        let went = went.unwrap();
        let own = case_of_member::<Failed>(&db, &colleague, &went).await;
        assert_eq!(own.unwrap().unwrap().head.follows, Some(seen));
        let kept = case(&db, &agent, &secret).await;
        assert!(kept.messages.iter().all(|said| said.text != "And me"));
    }
);

both_engines!(
    forged_mails_hold_back_nobody_who_is_believed,
    |db| async move {
        let world = world(&db, "Halden").await;
        let (ines, help) = (world.requester.email(), "help@northgate.example");
        for number in 0..31 {
            let forged = letter(ines, false, help, "x", &format!("forged-{number}"), "y");
            let became = take(&db, &forged).await;
            let expected = if number < 30 {
                Became::Stranger
            } else {
                Became::Held
            };
            assert_eq!(became, expected, "{number}");
        }
        let real = letter(
            ines,
            true,
            help,
            "No paper",
            "real",
            "The printer is empty.",
        );
        assert!(matches!(take(&db, &real).await, Became::Opened(_)));
        assert_eq!(mails(&db, "case-opened").await.len(), 1, "it is confirmed");
    }
);

both_engines!(
    a_forged_mail_leaves_out_no_real_one_of_its_name,
    |db| async move {
        let world = world(&db, "Halden").await;
        let (ines, help) = (world.requester.email(), "help@northgate.example");
        // Whoever got a copy knows its name, and may be here first.
        let forged = letter(ines, false, help, "x", "copied", "Never mind.");
        let real = letter(ines, true, help, "No paper", "copied", "Empty.");
        assert_eq!(take(&db, &forged).await, Became::Stranger);
        assert!(matches!(take(&db, &real).await, Became::Opened(_)));
        // Each once, whoever comes first.
        for again in [&forged, &real] {
            assert_eq!(take(&db, again).await, Became::Ignored);
        }
        let real = letter(ines, true, help, "No ink", "first", "Empty, too.");
        let forged = letter(ines, false, help, "x", "first", "Never mind.");
        assert!(matches!(take(&db, &real).await, Became::Opened(_)));
        assert_eq!(take(&db, &forged).await, Became::Ignored);
    }
);

both_engines!(
    an_address_that_can_not_be_kept_keeps_no_mail_waiting,
    |db| async move {
        let help = "help@northgate.example";
        let long = format!("{}@y.example", "äöü€😀x".repeat(900));
        for (from, vouched) in [
            ("in\0es@y.example", false),
            ("in\0es@y.example", true),
            (long.as_str(), false),
            (long.as_str(), true),
        ] {
            let name = "😀€ßx".repeat(600) + &vouched.to_string();
            let mail = letter(from, vouched, help, "x", &name, "y");
            assert!(matches!(
                take(&db, &mail).await,
                Became::Stranger | Became::Ignored
            ));
        }
    }
);

both_engines!(what_has_a_nul_in_it_can_be_asked, |db| async move {
    let world = world(&db, "Halden").await;
    let asked = OpenCase {
        text: "It says \0.".to_owned(),
        sku: "A\0".to_owned(),
        ..question("Laptop")
    };
    let number = open_case(&db, &world.requester, asked, NOW).await.unwrap();
    let seen = case_of_member::<Failed>(&db, &world.requester, &number).await;
    let seen = seen.unwrap().unwrap();
    assert_eq!(seen.messages[0].text, "It says \u{fffd}.");
    let nothing = case_of_member::<Failed>(&db, &world.requester, "\0").await;
    assert!(nothing.unwrap().is_none());
    let words = ListCases {
        words: "\0".to_owned(),
        limit: 10,
        ..ListCases::default()
    };
    let found = list_cases::<Failed>(&db, &world.requester, &words, NOW).await;
    assert_eq!(found.unwrap().found, 0);
});

both_engines!(the_same_form_makes_one_level, |db| async move {
    let admin = staff(&db, &[StaffRole::Admin]).await;
    let (key, new) = (
        FormKey::fresh(),
        NewLevel {
            name: "Twice".to_owned(),
            hours: CalendarText {
                round_the_clock: true,
                ..CalendarText::default()
            },
            targets: [TargetMinutes::hours(4, 48); 4],
            warn_at: Rate(7_500),
            usual: true,
        },
    );
    let make = || make_level_by_form(&db, &admin, key, new.clone(), NOW);
    let (one, other) = tokio::join!(make(), make());
    assert_eq!(one.unwrap(), other.unwrap());
    assert_eq!(levels(&db, &admin).await.unwrap().len(), 1);
});

both_engines!(a_case_is_found_by_its_umlauts, |db| async move {
    let world = world(&db, "Halden").await;
    open_case(&db, &world.requester, question("Überhitzung, 100%"), NOW)
        .await
        .unwrap();
    for (typed, found) in [
        ("Überhitzung", 1),
        ("überhitzung", 1),
        ("ÜBERHITZUNG", 1),
        ("100%", 1),
        ("100_", 0),
        ("Uberhitzung", 0),
    ] {
        let words = ListCases {
            words: typed.to_owned(),
            limit: 10,
            ..ListCases::default()
        };
        let list = list_cases::<Failed>(&db, &world.requester, &words, NOW).await;
        assert_eq!(list.unwrap().found, found, "{typed}");
    }
});

both_engines!(a_case_is_rated_once, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    work(&db, &agent, &number, Work::Solve("Done".to_owned()), NOW).await;
    let rate = |stars| What::Rate(stars, String::new());
    does(&db, &world.requester, &number, rate(1)).await.unwrap();
    let again = does(&db, &world.requester, &number, rate(5)).await;
    assert!(matches!(again, Err(CaseError::Changed)));
    assert_eq!(case(&db, &agent, &number).await.head.satisfaction, Some(1));
    assert_eq!(mails(&db, "case-rated-low").await.len(), 1);
});

both_engines!(what_is_cut_off_a_mail_is_seen_to_be, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let text = "x".repeat(LONGEST_TEXT + 1);
    let (ines, help) = (world.requester.email(), "help@northgate.example");
    let mail = letter(ines, true, help, "Long", "long", &text);
    let Became::Opened(number) = take(&db, &mail).await else {
        panic!("a case");
    };
    let kept = &case(&db, &agent, &number).await.messages[0].text;
    assert_eq!(kept.chars().count(), LONGEST_TEXT + 4);
    assert!(kept.ends_with("x […]"));
});

both_engines!(a_colleagues_order_can_not_be_named, |db| async move {
    let world = world(&db, "Halden").await;
    let order = OrderNow {
        key: FormKey::fresh(),
        from: From::Lines(vec![(world.sku("DOCK"), Quantity::pieces(1))]),
        po_number: "PO-1".to_owned(),
        cost_centre: Some(world.centre),
        needed_by: None,
        seen: None,
    };
    order_now(&db, &world.manager, order, NOW).await.unwrap();
    let (number,): (String,) = {
        let mut read = db.read(Scope::system()).await.unwrap();
        read.one("SELECT number FROM purchase_order /* system */", args![])
            .await
            .unwrap()
    };
    let about = |order: &str| OpenCase {
        order: order.to_owned(),
        ..question("Where is it?")
    };
    for order in [number.as_str(), "2026-999999"] {
        let refused = open_case(&db, &world.requester, about(order), NOW).await;
        assert!(matches!(refused, Err(OpenError::NoSuchOrder)), "{order}");
    }
    let asked = open_case(&db, &world.manager, about(&number), NOW).await;
    let asked = asked.unwrap();
    // A colleague who sees the case goes on with it, order and all.
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let watch = "INSERT INTO case_watcher (customer_id, case_id, membership_id)
         SELECT c.customer_id, c.id, $1 FROM support_case c";
    let member = world.requester.member().unwrap().id;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move { tx.run(watch, args![member]).await })
    })
    .await
    .unwrap();
    work(&db, &agent, &asked, Work::Solve("There".to_owned()), NOW).await;
    let done = What::Confirm(String::new());
    does(&db, &world.manager, &asked, done).await.unwrap();
    let again = What::Write("And now?".to_owned());
    let new = does(&db, &world.requester, &asked, again).await.unwrap();
    let new = case(&db, &agent, &new).await;
    assert_eq!(new.head.order_number, Some(number));
});

both_engines!(a_mail_without_a_name_is_taken_in_once, |db| async move {
    let world = world(&db, "Halden").await;
    let ines = world.requester.email();
    let mail = letter(
        ines,
        true,
        "help@northgate.example",
        "No paper",
        "x",
        "Empty.",
    );
    let mail = String::from_utf8(mail).unwrap();
    let nameless = mail.replace("Message-ID:", "X-Nothing:");
    let first = take(&db, nameless.as_bytes()).await;
    assert!(matches!(first, Became::Opened(_)), "{first:?}");
    assert_eq!(take(&db, nameless.as_bytes()).await, Became::Ignored);
    let other = nameless.replace("Empty.", "Still empty.");
    let other = take(&db, other.as_bytes()).await;
    assert!(matches!(other, Became::Opened(_)), "{other:?}");
});

both_engines!(
    who_is_told_is_said_once_by_a_form_that_is_sent_twice,
    |db| async move {
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let mut named = Vec::new();
        for count in 1..=5 {
            named.push(staff(&db, &[StaffRole::Agent]).await.person());
            let say = || set_escalation::<Failed>(&db, &admin, named.clone(), vec![], NOW);
            let (one, other) = tokio::join!(say(), say());
            one.unwrap();
            other.unwrap();
            let all = escalation::<Failed>(&db, &admin).await.unwrap();
            let told = all.iter().filter(|one| one.on_warning()).count();
            assert_eq!(told, count);
        }
    }
);

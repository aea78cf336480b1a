//! Mails of strangers become cases, or are left alone.

use super::came_with::{fetches, letter_with};
use super::*;
use crate::files::{Files, Size};
use crate::identity::testing::member;

/// A mail of a stranger with a file waits; answers which it is.
async fn waits(db: &Db, files: &Files, name: &str) -> Stranger {
    let parts: [(&str, &str, &[u8]); 1] = [("log.txt", "text/plain", b"E42")];
    let mail = letter_with("ines@home.example", name, &parts);
    assert_eq!(take_with(db, files, &mail).await, Became::Stranger);
    let agent = staff(db, &[StaffRole::Agent]).await;
    let waiting = strangers::<Failed>(db, &agent, Mails::Waiting, (0, 20)).await;
    waiting.unwrap().rows.pop().unwrap()
}

fn becomes_case(mail: &Stranger, member: &str) -> CaseOfMail {
    CaseOfMail {
        key: FormKey::fresh(),
        mail: mail.id,
        member: member.to_owned(),
        customer: None,
        subject: "Broken at home".to_owned(),
        priority: Priority::Normal,
    }
}

fn leaves(mail: &Stranger, reason: &str) -> LeaveMail {
    LeaveMail {
        key: FormKey::fresh(),
        mail: mail.id,
        reason: reason.to_owned(),
    }
}

both_engines!(a_strangers_mail_becomes_a_members_case, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let files = Files::in_memory(&db).await.unwrap();
    let mail = waits(&db, &files, "home").await;
    let whole = strangers_mail::<Failed>(&db, &agent, mail.id)
        .await
        .unwrap()
        .unwrap();
    let log = whole.files[0].file;
    assert!(fetches(&db, &files, &agent, log, Size::Document).await);
    assert!(!fetches(&db, &files, &ours.requester, log, Size::Document).await);

    let nobody = case_of_mail(&db, &agent, becomes_case(&mail, "x@y.example"), NOW).await;
    assert!(matches!(nobody, Err(StrangerError::NoMember)));
    let address = format!(" {} ", ours.requester.email().to_uppercase());
    let command = becomes_case(&mail, &address);
    let number = case_of_mail(&db, &agent, command.clone(), NOW)
        .await
        .unwrap();
    let again = case_of_mail(&db, &agent, command, NOW).await.unwrap();
    assert_eq!(number, again, "the same form twice is one case");
    let seen = case_of_member::<Failed>(&db, &ours.requester, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.messages[0].text, "See what came with it.");
    assert_eq!(seen.messages[0].source, "mail");
    assert_eq!(seen.files[0].file, log);
    assert!(fetches(&db, &files, &ours.requester, log, Size::Document).await);
    assert!(!fetches(&db, &files, &theirs.requester, log, Size::Document).await);
    let told = mails(&db, "case-opened").await;
    assert_eq!(told[0].0, ours.requester.email());
    // Somebody else was done with it meanwhile.
    let late = becomes_case(&mail, theirs.requester.email());
    assert!(matches!(
        case_of_mail(&db, &agent, late, NOW).await,
        Err(StrangerError::NotFound)
    ));
    let left = leave_mail(&db, &agent, leaves(&mail, "Spam"), NOW).await;
    assert!(matches!(left, Err(StrangerError::NotFound)));
    let done = strangers::<Failed>(&db, &agent, Mails::Done, (0, 20))
        .await
        .unwrap();
    assert_eq!(done.rows[0].made.as_deref(), Some(number.as_str()));
});

both_engines!(
    what_came_with_a_strangers_mail_is_for_who_works_on_cases,
    |db| async move {
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        let mail = waits(&db, &files, "private").await;
        let whole = strangers_mail::<Failed>(&db, &agent, mail.id).await;
        let log = whole.unwrap().unwrap().files[0].file;
        let others = [
            StaffRole::Curator,
            StaffRole::AccountManager,
            StaffRole::OrderDesk,
        ];
        assert!(fetches(&db, &files, &agent, log, Size::Document).await);
        for role in others {
            let who = staff(&db, &[role]).await;
            assert!(!fetches(&db, &files, &who, log, Size::Document).await);
        }
        // Left alone, it is nobody's, though it is not cleared away before a day.
        leave_mail(&db, &agent, leaves(&mail, "Spam"), NOW)
            .await
            .unwrap();
        for role in others
            .into_iter()
            .chain([StaffRole::Agent, StaffRole::Admin])
        {
            let who = staff(&db, &[role]).await;
            assert!(!fetches(&db, &files, &who, log, Size::Document).await);
        }
    }
);

both_engines!(
    a_strangers_mail_is_left_alone_for_a_reason,
    |db| async move {
        let ours = world(&db, "Ours").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        let mail = waits(&db, &files, "spam").await;
        for reason in ["", "  ", &"x".repeat(LONGEST_REASON + 1)] {
            let left = leave_mail(&db, &agent, leaves(&mail, reason), NOW).await;
            assert!(matches!(left, Err(StrangerError::NoReason)));
        }
        for who in [&ours.requester, &ours.manager] {
            let left = leave_mail(&db, who, leaves(&mail, "Spam"), NOW).await;
            assert!(matches!(left, Err(StrangerError::Denied(_))));
            let seen = strangers::<Failed>(&db, who, Mails::Waiting, (0, 20)).await;
            assert!(matches!(seen, Err(Failed::Denied(_))));
        }
        let command = leaves(&mail, "Advertising");
        for _ in 0..2 {
            // The same form twice.
            leave_mail(&db, &agent, command.clone(), NOW).await.unwrap();
        }
        let done = strangers::<Failed>(&db, &agent, Mails::Done, (0, 20))
            .await
            .unwrap();
        assert_eq!(done.rows[0].settled_why, "Advertising");
        assert_eq!(done.rows[0].made, None);
        let whole = strangers_mail::<Failed>(&db, &agent, mail.id)
            .await
            .unwrap();
        assert!(whole.unwrap().files.is_empty(), "what came with it is gone");
    }
);

both_engines!(
    whoever_belongs_to_two_companies_is_asked_which,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        let mail = waits(&db, &files, "two").await;
        let unit = theirs.requester.member().unwrap().unit.unwrap();
        let there = member(&db, &theirs.company, unit, &[CustomerRole::Requester]).await;
        let (person, spare) = (ours.requester.person(), there.member().unwrap().id);
        let customer = theirs.company.id;
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE membership SET person_id = $1 WHERE id = $2 AND customer_id = $3",
                    args![person, spare, customer],
                )
                .await
            })
        })
        .await
        .unwrap();
        let command = becomes_case(&mail, ours.requester.email());
        let Err(StrangerError::Which(two)) = case_of_mail(&db, &agent, command, NOW).await else {
            panic!("of two companies one must be chosen");
        };
        assert_eq!(two.len(), 2);
        let command = CaseOfMail {
            customer: Some(customer),
            ..becomes_case(&mail, ours.requester.email())
        };
        let number = case_of_mail(&db, &agent, command, NOW).await.unwrap();
        assert_eq!(case(&db, &agent, &number).await.head.customer, customer);
    }
);

both_engines!(
    the_same_form_at_the_same_moment_is_one_case,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        for round in 0..4 {
            let mail = waits(&db, &files, &format!("round-{round}")).await;
            let command = becomes_case(&mail, world.requester.email());
            let make = || case_of_mail(&db, &agent, command.clone(), NOW);
            let (one, other) = tokio::join!(make(), make());
            assert_eq!(one.unwrap(), other.unwrap());
        }
    }
);

both_engines!(who_floods_us_pushes_out_only_their_own, |db| async move {
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let help = "help@northgate.example";
    let mail = |from: &str, name: &str| letter(from, false, help, name, name, "Hello");
    assert_eq!(
        take(&db, &mail("one@elsewhere.example", "quiet")).await,
        Became::Stranger
    );
    let most = usize::try_from(MOST_OF_ONE).unwrap();
    for number in 0..most + 2 {
        let name = format!("flood-{number}");
        let became = take(&db, &mail("flood@elsewhere.example", &name)).await;
        assert!(matches!(became, Became::Stranger | Became::Held));
    }
    let waiting = strangers::<Failed>(&db, &agent, Mails::Waiting, (0, 100)).await;
    let waiting = waiting.unwrap();
    assert_eq!(waiting.found, MOST_OF_ONE + 1);
    let subjects: Vec<&str> = waiting
        .rows
        .iter()
        .map(|one| one.subject.as_str())
        .collect();
    assert!(subjects.contains(&"quiet"), "somebody else's stays");
    assert!(!subjects.contains(&"flood-0") && !subjects.contains(&"flood-1"));
    assert!(subjects.contains(&format!("flood-{}", most + 1).as_str()));
});

/// So many mails of as many addresses wait.
async fn many_wait(db: &Db, count: i64) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let rows = (0..count)
                .map(|number| {
                    let sender = format!("{number}@many.example");
                    args![
                        crate::id::IncomingMailId::new(),
                        NOW,
                        sender,
                        "",
                        false,
                        "",
                        "",
                        "stranger",
                        false
                    ]
                })
                .collect();
            tx.insert_many(
                "INSERT INTO incoming_mail (id, at, sender, sender_name, verified, subject, text,
                     became, answered) VALUES",
                rows,
                "",
            )
            .await
        })
    })
    .await
    .unwrap();
}

both_engines!(
    when_too_many_wait_the_next_comes_again_later,
    |db| async move {
        let world = world(&db, "Halden").await;
        many_wait(&db, MOST_WAITING).await;
        let files = Files::in_memory(&db).await.unwrap();
        let help = "help@northgate.example";
        let house = house(&db).await.unwrap();
        let mail = letter("a@elsewhere.example", true, help, "Hi", "late", "Hello");
        let so = (&addresses(), &house);
        let refused = take_mail(&db, &files, (&mail, None), so, NOW).await;
        assert!(matches!(refused, Err(TakeError::Full)), "{refused:?}");
        // Whoever is believed is not kept waiting by them.
        let known = letter(world.requester.email(), true, help, "Paper", "in", "None");
        assert!(matches!(take(&db, &known).await, Became::Opened(_)));
        // After a while nobody decides about them any more.
        let later = NOW.plus_days(KEPT_DAYS + 1);
        let gone = forget_mails(&db, later).await.unwrap();
        assert_eq!(i64::try_from(gone).unwrap(), MOST_WAITING + 1);
        assert_eq!(take(&db, &mail).await, Became::Stranger);
    }
);

both_engines!(old_mails_go_with_what_came_with_them, |db| async move {
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let files = Files::in_memory(&db).await.unwrap();
    let old = waits(&db, &files, "old").await;
    let decided = waits(&db, &files, "decided").await;
    let late = NOW.plus_days(KEPT_DAYS - 1);
    leave_mail(&db, &agent, leaves(&decided, "Spam"), late)
        .await
        .unwrap();
    assert_eq!(forget_mails(&db, late).await.unwrap(), 0);
    let then = NOW.plus_days(KEPT_DAYS).plus_seconds(60);
    assert_eq!(
        forget_mails(&db, then).await.unwrap(),
        1,
        "the other was decided later"
    );
    let seen = strangers_mail::<Failed>(&db, &agent, old.id).await.unwrap();
    assert!(seen.is_none());
    let then = late.plus_days(KEPT_DAYS).plus_seconds(60);
    assert_eq!(forget_mails(&db, then).await.unwrap(), 1);
    let mut read = db.read(Scope::system()).await.unwrap();
    let (left,): (i64,) = read
        .one("SELECT COUNT(*) FROM incoming_mail_file", args![])
        .await
        .unwrap();
    assert_eq!(left, 0);
});

both_engines!(what_comes_with_a_held_mail_is_named_only, |db| async move {
    use crate::support::left_out::Why;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let files = Files::in_memory(&db).await.unwrap();
    let ines = world.requester.email();
    for number in 0..crate::support::mail_in::MOST_PER_HOUR {
        let name = format!("many-{number}");
        take(
            &db,
            &letter(ines, true, "help@northgate.example", "x", &name, "y"),
        )
        .await;
    }
    let parts: [(&str, &str, &[u8]); 1] = [("log.txt", "text/plain", b"E42")];
    let held = letter_with(ines, "one-more", &parts);
    assert_eq!(take_with(&db, &files, &held).await, Became::Held);
    let waiting = strangers::<Failed>(&db, &agent, Mails::Waiting, (0, 20)).await;
    let left = waiting.unwrap().rows[0].left_out();
    assert_eq!(
        (left[0].name.as_str(), left[0].why),
        ("log.txt", Why::TooMany)
    );
    let mut read = db.read(Scope::system()).await.unwrap();
    let (blobs,): (i64,) = read
        .one("SELECT COUNT(*) FROM stored_blob", args![])
        .await
        .unwrap();
    assert_eq!(blobs, 0);
});

both_engines!(
    a_strangers_mail_is_added_to_a_members_case,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        let number = opened(&db, &ours).await;
        work(
            &db,
            &agent,
            &number,
            Work::Ask("Which one?".to_owned()),
            NOW,
        )
        .await;
        let mail = waits(&db, &files, "from-home").await;
        let adds = |case: &str, member: &str| AddMail {
            key: FormKey::fresh(),
            mail: mail.id,
            case: case.to_owned(),
            member: member.to_owned(),
        };
        let ines = ours.requester.email();
        let nothing = add_mail(&db, &agent, adds("HC-2026-999999", ines), NOW).await;
        assert!(matches!(nothing, Err(StrangerError::NoCase)));
        // Somebody of another company, and a colleague who does not see it.
        let other = add_mail(&db, &agent, adds(&number, theirs.requester.email()), NOW).await;
        assert!(matches!(other, Err(StrangerError::NoMember)));
        let colleague = add_mail(&db, &agent, adds(&number, ours.approver.email()), NOW).await;
        assert!(matches!(colleague, Err(StrangerError::SeesNot)));
        for who in [&ours.requester, &ours.manager] {
            let denied = add_mail(&db, who, adds(&number, ines), NOW).await;
            assert!(matches!(denied, Err(StrangerError::Denied(_))));
        }
        let command = adds(&format!(" {number} "), ines);
        let add = || add_mail(&db, &agent, command.clone(), NOW);
        let (one, again) = tokio::join!(add(), add());
        assert_eq!(
            (one.unwrap(), again.unwrap()),
            (number.clone(), number.clone())
        );
        let seen = case_of_member::<Failed>(&db, &ours.requester, &number).await;
        let seen = seen.unwrap().unwrap();
        assert_eq!(seen.head.state, State::Open, "our turn again");
        let said = seen.messages.last().unwrap();
        assert_eq!(
            (said.text.as_str(), said.source.as_str()),
            ("See what came with it.", "mail")
        );
        assert_eq!(said.membership, Some(ours.requester.member().unwrap().id));
        assert_eq!(seen.files[0].message, said.id);
        let late = add_mail(&db, &agent, adds(&number, ines), NOW).await;
        assert!(matches!(late, Err(StrangerError::NotFound)));
    }
);

//! Who hears what: of colleagues' words, of what did not arrive, and nothing of what
//! they may not see.

use super::*;
use crate::identity::change_staff;

/// Somebody of the requester's unit.
async fn colleague(db: &Db, world: &World) -> Actor {
    let unit = world.requester.member().unwrap().unit.unwrap();
    member(db, &world.company, unit, &[CustomerRole::Requester]).await
}

async fn sees(db: &Db, who: &Actor, number: &str) -> bool {
    let found = case_of_member::<Failed>(db, who, number).await;
    found.unwrap().is_some()
}

both_engines!(
    who_watched_a_merged_case_is_let_into_no_private_one,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let (asker, watcher) = (colleague(&db, &world).await, colleague(&db, &world).await);
        let private = opened(&db, &world).await;
        set_visibility::<Failed>(&db, &world.manager, Visibility::Company, NOW)
            .await
            .unwrap();
        let shared = open_case(&db, &asker, question("Mine, too"), NOW).await;
        let shared = shared.unwrap();
        does(&db, &watcher, &shared, What::Watch(true))
            .await
            .unwrap();
        let anyway = Work::MergeReadingAlong(private.clone());
        work(&db, &agent, &shared, anyway, NOW).await;
        assert!(sees(&db, &asker, &private).await, "theirs goes on there");
        assert!(!sees(&db, &watcher, &private).await);
        // Nor do they learn what it is called.
        let left = case_of_member::<Failed>(&db, &watcher, &shared).await;
        assert_eq!(left.unwrap().unwrap().head.merged_into, None);
        let theirs = case_of_member::<Failed>(&db, &asker, &shared).await;
        assert_eq!(theirs.unwrap().unwrap().head.merged_into, Some(private));
    }
);

both_engines!(
    who_asked_reads_another_private_case_only_if_our_agent_says_so,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let asker = colleague(&db, &world).await;
        let private = opened(&db, &world).await;
        let own = open_case(&db, &asker, question("Mine, too"), NOW).await;
        let own = own.unwrap();
        let before = rows_of(&db, world.company.id).await;
        let merge = WorkOn {
            key: FormKey::fresh(),
            number: own.clone(),
            version: case(&db, &agent, &own).await.head.version,
            work: Work::Merge(private.clone()),
        };
        let refused = work_on(&db, &agent, merge, NOW).await;
        assert!(
            matches!(&refused, Err(WorkError::WouldRead { asker: who, .. }) if who == asker.name()),
            "{refused:?}"
        );
        assert_eq!(rows_of(&db, world.company.id).await, before);
        assert!(!sees(&db, &asker, &private).await);
        // The other way it is the same: neither sees the other's.
        let merge = WorkOn {
            key: FormKey::fresh(),
            number: private.clone(),
            version: case(&db, &agent, &private).await.head.version,
            work: Work::Merge(own.clone()),
        };
        let refused = work_on(&db, &agent, merge, NOW).await;
        assert!(matches!(refused, Err(WorkError::WouldRead { .. })));
        let anyway = Work::MergeReadingAlong(private.clone());
        work(&db, &agent, &own, anyway, NOW).await;
        assert!(sees(&db, &asker, &private).await);
        assert!(!sees(&db, &world.requester, &own).await);
        // Who sees the other anyway is not asked about.
        set_visibility::<Failed>(&db, &world.manager, Visibility::Unit, NOW)
            .await
            .unwrap();
        let shared = opened(&db, &world).await;
        let again = open_case(&db, &asker, question("And again"), NOW).await;
        let again = again.unwrap();
        work(&db, &agent, &again, Work::Merge(shared.clone()), NOW).await;
        assert!(sees(&db, &asker, &shared).await);
    }
);

both_engines!(
    who_asked_goes_along_however_often_it_is_merged,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let (first, second) = (colleague(&db, &world).await, colleague(&db, &world).await);
        let asked = async |who: &Actor| {
            let asked = open_case(&db, who, question("Dark"), NOW).await;
            asked.unwrap()
        };
        let (one, two) = (asked(&first).await, asked(&second).await);
        let last = opened(&db, &world).await;
        let merge = |into: &str| Work::MergeReadingAlong(into.to_owned());
        work(&db, &agent, &one, merge(&two), NOW).await;
        // Both of them would read the last, and both are named.
        let refused = WorkOn {
            key: FormKey::fresh(),
            number: two.clone(),
            version: case(&db, &agent, &two).await.head.version,
            work: Work::Merge(last.clone()),
        };
        let refused = work_on(&db, &agent, refused, NOW).await;
        let Err(WorkError::WouldRead { asker, .. }) = refused else {
            panic!("both can't see it");
        };
        assert_eq!(asker, format!("{}, {}", first.name(), second.name()));
        work(&db, &agent, &two, merge(&last), NOW).await;
        for who in [&first, &second] {
            assert!(sees(&db, who, &last).await);
            let more = does(&db, who, &one, What::Write("More".to_owned())).await;
            if who.person() == first.person() {
                assert_eq!(more.unwrap(), last);
            }
        }
        // Whom the second let go before does not come along.
        let (three, four) = (asked(&first).await, asked(&second).await);
        work(&db, &agent, &three, merge(&four), NOW).await;
        let gone = first.member().unwrap().id;
        does(&db, &second, &four, What::LetGo(gone)).await.unwrap();
        let other = opened(&db, &world).await;
        work(&db, &agent, &four, merge(&other), NOW).await;
        assert!(sees(&db, &second, &other).await);
        assert!(!sees(&db, &first, &other).await);
    }
);

both_engines!(
    who_may_see_where_it_goes_on_watches_there,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        set_visibility::<Failed>(&db, &world.manager, Visibility::Unit, NOW)
            .await
            .unwrap();
        let watcher = colleague(&db, &world).await;
        let (one, other) = (opened(&db, &world).await, opened(&db, &world).await);
        does(&db, &watcher, &one, What::Watch(true)).await.unwrap();
        work(&db, &agent, &one, Work::Merge(other.clone()), NOW).await;
        let seen = case(&db, &agent, &other).await;
        let watching: Vec<_> = seen.watchers.iter().map(|one| one.membership).collect();
        assert_eq!(watching, [watcher.member().unwrap().id]);
    }
);

both_engines!(a_colleagues_words_are_heard, |db| async move {
    let world = world(&db, "Halden").await;
    set_visibility::<Failed>(&db, &world.manager, Visibility::Company, NOW)
        .await
        .unwrap();
    let watcher = colleague(&db, &world).await;
    let number = opened(&db, &world).await;
    does(&db, &watcher, &number, What::Watch(true))
        .await
        .unwrap();
    let write = || What::Write("I found the cable".to_owned());
    does(&db, &world.manager, &number, write()).await.unwrap();
    let told = async || {
        let mut told: Vec<String> = mails(&db, "case-heard")
            .await
            .into_iter()
            .map(|(to, token)| {
                assert!(token.is_some(), "it can be answered");
                to
            })
            .collect();
        told.sort();
        told
    };
    let mut both = vec![
        world.requester.email().to_owned(),
        watcher.email().to_owned(),
    ];
    both.sort();
    assert_eq!(told().await, both);
    // Who writes does not hear it from us.
    does(&db, &world.requester, &number, write()).await.unwrap();
    let last = mails(&db, "case-heard").await.pop().unwrap();
    assert_eq!(last.0, watcher.email());
    does(&db, &watcher, &number, What::Confirm(String::new()))
        .await
        .unwrap();
    let told = mails(&db, "case-confirmed").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, world.requester.email());
});

/// A mail server tells that this mail of ours did not arrive.
fn report(mail: &str, name: &str) -> Vec<u8> {
    format!(
        "From: MAILER-DAEMON <postmaster@halden.example>\r\nTo: <help@northgate.example>\r\n\
         Subject: Undelivered\r\nMessage-ID: <{name}@halden.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=cut\r\n\r\n\
         --cut\r\nContent-Type: text/plain\r\n\r\nThere is no such mailbox.\r\n\
         --cut\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; halden.example\r\n\r\n\
         Final-Recipient: rfc822; ines@halden.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
         --cut\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{mail}@northgate.example>\r\n\
         Subject: x\r\n\r\ny\r\n--cut--\r\n"
    )
    .into_bytes()
}

both_engines!(
    what_did_not_arrive_is_told_to_who_can_act,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let number = opened(&db, &world).await;
        work(
            &db,
            &agent,
            &number,
            Work::Answer("Try this".to_owned()),
            NOW,
        )
        .await;
        let (sent, to): (crate::id::MessageId, String) = {
            let mut read = db.read(Scope::system()).await.unwrap();
            read.one(
                "SELECT id, recipient FROM outbox WHERE kind = 'case-answered'",
                args![],
            )
            .await
            .unwrap()
        };
        for name in ["first", "second"] {
            assert_eq!(
                take(&db, &report(&sent.to_string(), name)).await,
                Became::Bounced
            );
        }
        let told = mails(&db, "case-bounced").await;
        assert_eq!(told, [(agent.email().to_owned(), None)], "once");
        let seen = case(&db, &agent, &number).await;
        assert_eq!(seen.not_arrived().unwrap().about, to);
        let listed = strangers::<Failed>(&db, &agent, Mails::Bounced, (0, 20)).await;
        let listed = listed.unwrap();
        assert_eq!(listed.found, 2);
        assert_eq!(listed.rows[0].bounced_to, Some(to));
        assert_eq!(listed.rows[0].mentions.map(number_of), Some(number.clone()));
        // Nobody has to decide about them.
        let waiting = strangers::<Failed>(&db, &agent, Mails::Waiting, (0, 20)).await;
        assert_eq!(waiting.unwrap().found, 0);
        // Whoever writes can be reached after all.
        does(
            &db,
            &world.requester,
            &number,
            What::Write("Here".to_owned()),
        )
        .await
        .unwrap();
        assert!(case(&db, &agent, &number).await.not_arrived().is_none());
        // A mail that is nobody's tells nobody anything.
        let nobody = uuid::Uuid::now_v7().to_string();
        assert_eq!(take(&db, &report(&nobody, "third")).await, Became::Bounced);
        assert_eq!(mails(&db, "case-bounced").await.len(), 1);
    }
);

both_engines!(the_same_decision_twice_is_one, |db| async move {
    let world = world(&db, "Halden").await;
    let decided = async || {
        let mut read = db.read(Scope::system()).await.unwrap();
        let (count,): (i64,) = read
            .one(
                "SELECT COUNT(*) FROM audit WHERE action = 'help.visibility' /* system */",
                args![],
            )
            .await
            .unwrap();
        count
    };
    for _ in 0..2 {
        set_visibility::<Failed>(&db, &world.manager, Visibility::Unit, NOW)
            .await
            .unwrap();
    }
    assert_eq!(decided().await, 1);
    set_visibility::<Failed>(&db, &world.manager, Visibility::Own, NOW)
        .await
        .unwrap();
    assert_eq!(decided().await, 2);
});

both_engines!(
    who_works_on_cases_no_more_has_none_in_hand,
    |db| async move {
        level(&db).await;
        let world = world(&db, "Halden").await;
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let (gone, stays) = (
            staff(&db, &[StaffRole::Agent]).await,
            staff(&db, &[StaffRole::Agent]).await,
        );
        let (open, solved) = (opened(&db, &world).await, opened(&db, &world).await);
        for number in [&open, &solved] {
            work(&db, &gone, number, Work::Assign(gone.person()), NOW).await;
        }
        work(&db, &gone, &solved, Work::Solve("Done".to_owned()), NOW).await;
        set_escalation::<Failed>(&db, &admin, vec![gone.person()], vec![gone.person()], NOW)
            .await
            .unwrap();
        change_staff(&db, &admin, gone.person(), Vec::new(), NOW)
            .await
            .unwrap();
        for number in [&open, &solved] {
            let seen = case(&db, &stays, number).await;
            assert_eq!(seen.head.agent, None);
            assert_eq!(seen.events.last().unwrap().kind, "give-back");
            does(
                &db,
                &world.requester,
                number,
                What::Write("And?".to_owned()),
            )
            .await
            .unwrap();
        }
        look_after_cases(&db, || NOW.plus_seconds(10 * 3600))
            .await
            .unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let (told,): (i64,) = read
            .one(
                "SELECT COUNT(*) FROM outbox WHERE recipient = $1 AND kind LIKE 'case-%'",
                args![gone.email()],
            )
            .await
            .unwrap();
        assert_eq!(told, 0, "who has gone hears nothing");
        assert!(!mails(&db, "case-breached").await.is_empty());
    }
);

both_engines!(
    what_is_written_where_it_was_merged_is_all_heard,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        set_visibility::<Failed>(&db, &world.manager, Visibility::Company, NOW)
            .await
            .unwrap();
        let (one, other) = (opened(&db, &world).await, opened(&db, &world).await);
        work(&db, &agent, &one, Work::Merge(other.clone()), NOW).await;
        let words = |text: &str| What::Write(text.to_owned());
        let (first, second, third) = tokio::join!(
            does(&db, &world.requester, &one, words("one")),
            does(&db, &world.manager, &other, words("two")),
            does(&db, &world.manager, &one, words("three"))
        );
        for written in [first, second, third] {
            assert_eq!(written.unwrap(), other);
        }
    }
);

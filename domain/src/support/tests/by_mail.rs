//! Mails that open cases and continue them, and whom nobody believes.

use super::*;

both_engines!(
    a_mail_opens_a_case_and_an_answer_continues_it,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let (ines, help) = (world.requester.email(), "help@northgate.example");
        let first = letter(ines, true, help, "No paper", "one", "The printer is empty.");
        let Became::Opened(number) = take(&db, &first).await else {
            panic!("a case");
        };
        assert_eq!(
            take(&db, &first).await,
            Became::Ignored,
            "the same mail again"
        );
        work(
            &db,
            &agent,
            &number,
            Work::Ask("Which printer?".to_owned()),
            NOW,
        )
        .await;
        let token = mails(&db, "case-asked").await[0].1.clone().unwrap();
        let subject = format!("Re: [{token}] No paper");
        let text = "The one on the left.\r\n\r\nOn 14 June 2026 Piet wrote:\r\n> Which printer?";
        let answer = letter(ines, true, help, &subject, "two", text);
        assert_eq!(take(&db, &answer).await, Became::Added(number.clone()));
        let seen = case(&db, &agent, &number).await;
        assert_eq!(seen.head.state, State::Open);
        assert_eq!(seen.messages.last().unwrap().text, "The one on the left.");
        assert_eq!(seen.messages.last().unwrap().source, "mail");
    }
);

both_engines!(a_forged_sender_is_a_stranger, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    let token = mails(&db, "case-opened").await[0].1.clone().unwrap();
    let before = rows_of(&db, world.company.id).await;
    let (ines, help) = (world.requester.email(), "help@northgate.example");
    let subject = format!("Re: [{token}] x");
    let forged = letter(
        ines,
        false,
        help,
        &subject,
        "three",
        "Send it to me instead",
    );
    assert_eq!(take(&db, &forged).await, Became::Stranger);
    let unknown = letter(
        "a@elsewhere.example",
        true,
        help,
        "Hi",
        "four",
        "Who are you?",
    );
    assert_eq!(take(&db, &unknown).await, Became::Stranger);
    assert_eq!(rows_of(&db, world.company.id).await, before);
    let waiting = strangers::<Failed>(&db, &agent, Mails::Waiting, (0, 20))
        .await
        .unwrap();
    assert_eq!(waiting.found, 2);
    let hint = waiting.rows[0].mentions.map(number_of);
    assert_eq!(hint, Some(number));
    let queue = case_queue::<Failed>(&db, &agent, &CaseQuery::default())
        .await
        .unwrap();
    assert_eq!(queue.strangers, 2);
});

both_engines!(
    somebody_of_another_company_opens_their_own_case,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let number = opened(&db, &ours).await;
        let token = mails(&db, "case-opened").await[0].1.clone().unwrap();
        let subject = format!("Re: [{token}] Laptop");
        let other = theirs.requester.email();
        let mail = letter(
            other,
            true,
            "help@northgate.example",
            &subject,
            "five",
            "Mine, too",
        );
        let Became::Opened(new) = take(&db, &mail).await else {
            panic!("a case of their own");
        };
        assert_ne!(new, number);
        let seen = case_of_member::<Failed>(&db, &theirs.requester, &new)
            .await
            .unwrap();
        assert!(seen.is_some_and(|case| case.head.follows.is_none()));
    }
);

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
    let waiting = strangers::<Failed>(db, &agent, false, (0, 20)).await;
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
    let left = leave_mail(&db, &agent, mail.id, "Spam", NOW).await;
    assert!(matches!(left, Err(StrangerError::NotFound)));
    let done = strangers::<Failed>(&db, &agent, true, (0, 20))
        .await
        .unwrap();
    assert_eq!(done.rows[0].made.as_deref(), Some(number.as_str()));
});

both_engines!(
    a_strangers_mail_is_left_alone_for_a_reason,
    |db| async move {
        let ours = world(&db, "Ours").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        let mail = waits(&db, &files, "spam").await;
        for reason in ["", "  ", &"x".repeat(LONGEST_REASON + 1)] {
            let left = leave_mail(&db, &agent, mail.id, reason, NOW).await;
            assert!(matches!(left, Err(StrangerError::NoReason)));
        }
        for who in [&ours.requester, &ours.manager] {
            let left = leave_mail(&db, who, mail.id, "Spam", NOW).await;
            assert!(matches!(left, Err(StrangerError::Denied(_))));
            let seen = strangers::<Failed>(&db, who, false, (0, 20)).await;
            assert!(matches!(seen, Err(Failed::Denied(_))));
        }
        leave_mail(&db, &agent, mail.id, "Advertising", NOW)
            .await
            .unwrap();
        let done = strangers::<Failed>(&db, &agent, true, (0, 20))
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

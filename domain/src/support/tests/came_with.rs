//! Files that come with cases and mails, and mails that come by the dozen.

use super::*;
use crate::files::today::{MOST_OF_COMPANY, MOST_OF_ONE};
use crate::files::{Fault, Files, Sent, Size, clear_away, fetch};

/// A picture of one colour, as a camera sends it.
fn picture() -> Sent {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let drawn = image::RgbImage::from_pixel(40, 30, image::Rgb([120, 30, 30]));
    drawn.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    Sent {
        name: "C:\\photos\\screen.png".to_owned(),
        bytes: bytes.into_inner(),
    }
}

fn text_file(name: &str, text: &str) -> Sent {
    Sent {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// Whether somebody may fetch a file in this size.
pub(super) async fn fetches(
    db: &Db,
    files: &Files,
    who: &Actor,
    file: crate::id::FileId,
    size: Size,
) -> bool {
    let mut read = db.read(who.scope()).await.unwrap();
    fetch(&mut read, files, who, (file, size), None, NOW)
        .await
        .unwrap()
        .is_some()
}

both_engines!(files_are_seen_by_who_sees_the_case, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let files = Files::in_memory(&db).await.unwrap();
    let sent = vec![picture(), text_file("error.log", "E42: no paper")];
    let asked = (question("Look at this"), sent);
    let number = open_case_with(&db, &files, &ours.requester, asked, NOW)
        .await
        .unwrap();
    let found = case_of_member::<Failed>(&db, &ours.requester, &number)
        .await
        .unwrap()
        .unwrap();
    let names: Vec<&str> = found.files.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["screen.png", "error.log"]);
    let (screen, log) = (found.files[0].file, found.files[1].file);
    assert!(found.files[0].is_picture() && !found.files[1].is_picture());
    for (who, sees) in [
        (&ours.requester, true),
        (&agent, true),
        (&ours.manager, false),
        (&theirs.requester, false),
        (&curator, false),
    ] {
        assert_eq!(fetches(&db, &files, who, screen, Size::Small).await, sees);
        assert_eq!(fetches(&db, &files, who, log, Size::Document).await, sees);
    }
    // What is for our eyes only never reaches whoever asked.
    let version = case(&db, &agent, &number).await.head.version;
    let note = WorkOn {
        key: FormKey::fresh(),
        number: number.clone(),
        version,
        work: Work::Note("The same as last year".to_owned()),
    };
    let ours_only = vec![text_file("last year.txt", "It was the roller")];
    work_on_with(&db, &files, &agent, (note, ours_only), NOW)
        .await
        .unwrap();
    let seen = case_of_member::<Failed>(&db, &ours.requester, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.files.len(), 2);
    let all = case(&db, &agent, &number).await;
    let note = all.files.last().unwrap().file;
    assert_eq!(all.files.len(), 3);
    assert!(!fetches(&db, &files, &ours.requester, note, Size::Document).await);
    assert!(fetches(&db, &files, &agent, note, Size::Document).await);
    // What a case has is not cleared away.
    clear_away(&db, &files, Timestamp::now().plus_days(3))
        .await
        .unwrap();
    assert!(fetches(&db, &files, &ours.requester, log, Size::Document).await);
});

both_engines!(
    what_can_not_be_kept_is_refused_and_nothing_is_said,
    |db| async move {
        let world = world(&db, "Halden").await;
        let files = Files::in_memory(&db).await.unwrap();
        let before = rows_of(&db, world.company.id).await;
        let program = text_file("photo.png", "MZ\u{1}program");
        let refused = async |sent: Vec<Sent>| {
            let asked = (question("Look"), sent);
            open_case_with(&db, &files, &world.requester, asked, NOW)
                .await
                .unwrap_err()
        };
        let wrong = refused(vec![text_file("a.txt", "fine"), program]).await;
        let OpenError::File(FileRefused::Fault(name, Fault::WrongKind)) = wrong else {
            panic!("{wrong:?}");
        };
        assert_eq!(name, "photo.png");
        let many = vec![text_file("a.txt", "a"); MOST_FILES + 1];
        assert!(matches!(
            refused(many).await,
            OpenError::File(FileRefused::TooMany)
        ));
        let large = Sent {
            name: "a.txt".to_owned(),
            bytes: vec![b'a'; MOST_TOGETHER / 2 + 1],
        };
        assert!(matches!(
            refused(vec![large; 2]).await,
            OpenError::File(FileRefused::TooLarge)
        ));
        assert_eq!(rows_of(&db, world.company.id).await, before);
    }
);

both_engines!(the_same_form_twice_keeps_files_once, |db| async move {
    let world = world(&db, "Halden").await;
    let files = Files::in_memory(&db).await.unwrap();
    let form = question("Twice");
    let send = async || {
        let sent = vec![
            text_file("a.txt", "the same"),
            text_file("b.txt", "the same"),
        ];
        open_case_with(&db, &files, &world.requester, (form.clone(), sent), NOW)
            .await
            .unwrap()
    };
    let (first, second) = (send().await, send().await);
    assert_eq!(first, second);
    let found = case_of_member::<Failed>(&db, &world.requester, &first)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.files.len(), 2);
    let mut read = db.read(Scope::system()).await.unwrap();
    let (blobs,): (i64,) = read
        .one("SELECT COUNT(*) FROM stored_blob", args![])
        .await
        .unwrap();
    assert_eq!(blobs, 1, "the same content is kept once");
});

/// A mail with these attachments: name, type, content.
pub(super) fn letter_with(from: &str, name: &str, parts: &[(&str, &str, &[u8])]) -> Vec<u8> {
    use base64::Engine;
    let domain = from.split('@').next_back().unwrap();
    let mut text = format!(
        "Authentication-Results: mx.northgate.example; dmarc=pass header.from={domain}\r\n\
         From: Ines <{from}>\r\nTo: <help@northgate.example>\r\nSubject: Broken\r\n\
         Message-ID: <{name}@{domain}>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=cut\r\n\r\n\
         --cut\r\nContent-Type: text/plain\r\n\r\nSee what came with it.\r\n"
    );
    for (file, kind, content) in parts {
        let encoded = base64::engine::general_purpose::STANDARD.encode(content);
        text.push_str(&format!(
            "--cut\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\
             Content-Disposition: attachment; filename=\"{file}\"\r\n\r\n"
        ));
        for line in encoded.as_bytes().chunks(76) {
            text.push_str(std::str::from_utf8(line).unwrap());
            text.push_str("\r\n");
        }
    }
    text.push_str("--cut--\r\n");
    text.into_bytes()
}

both_engines!(
    what_comes_with_a_mail_is_kept_if_it_is_harmless,
    |db| async move {
        use crate::support::left_out::Why;
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        let screen = picture().bytes;
        let parts: [(&str, &str, &[u8]); 4] = [
            ("screen.png", "image/png", &screen),
            ("setup.exe", "application/octet-stream", b"MZ\x90\0rest"),
            ("page.html", "text/html", b"<html><script>alert(1)</script>"),
            ("notes.txt", "text/plain", b"It began on Monday."),
        ];
        let mail = letter_with(world.requester.email(), "with-files", &parts);
        let Became::Opened(number) = take_with(&db, &files, &mail).await else {
            panic!("a case");
        };
        let seen = case(&db, &agent, &number).await;
        let names: Vec<&str> = seen.files.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["screen.png", "notes.txt"]);
        let left: Vec<(String, Why)> = seen.messages[0]
            .left_out()
            .into_iter()
            .map(|one| (one.name, one.why))
            .collect();
        assert!(
            left.contains(&("setup.exe".to_owned(), Why::Program)),
            "{left:?}"
        );
        assert!(
            left.contains(&("page.html".to_owned(), Why::Kind)),
            "{left:?}"
        );
        // The same mail again keeps nothing twice.
        assert_eq!(take_with(&db, &files, &mail).await, Became::Ignored);
        assert_eq!(case(&db, &agent, &number).await.files.len(), 2);
    }
);

both_engines!(
    thirty_megabytes_are_taken_and_what_is_too_much_is_named,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        let large = vec![b'x'; 30 * 1024 * 1024];
        let parts: [(&str, &str, &[u8]); 2] = [
            ("dump.txt", "text/plain", &large),
            ("small.txt", "text/plain", b"small"),
        ];
        let mail = letter_with(world.requester.email(), "large", &parts);
        let Became::Opened(number) = take_with(&db, &files, &mail).await else {
            panic!("a case");
        };
        let seen = case(&db, &agent, &number).await;
        assert_eq!(seen.files.len(), 1);
        let left = seen.messages[0].left_out();
        assert_eq!(left[0].name, "dump.txt");
        assert_eq!(left[0].why, crate::support::left_out::Why::TooLarge);
    }
);

both_engines!(a_mail_bomb_is_kept_and_not_answered, |db| async move {
    use crate::support::mail_in::{MOST_ANSWERS_PER_HOUR, MOST_PER_HOUR};
    let world = world(&db, "Halden").await;
    let ines = world.requester.email();
    let mut became = Vec::new();
    for number in 0..MOST_PER_HOUR + 5 {
        let name = format!("bomb-{number}");
        let help = "help@northgate.example";
        let mail = letter(ines, true, help, "Help!", &name, "Still broken.");
        became.push(take(&db, &mail).await);
    }
    let held = became.iter().filter(|one| **one == Became::Held).count();
    assert_eq!(held, 5, "beyond thirty an hour a person looks at them");
    let answers = mails(&db, "case-opened").await.len();
    assert_eq!(u32::try_from(answers).unwrap(), MOST_ANSWERS_PER_HOUR);
    let mut read = db.read(Scope::system()).await.unwrap();
    let (kept,): (i64,) = read
        .one("SELECT COUNT(*) FROM incoming_mail", args![])
        .await
        .unwrap();
    assert_eq!(kept, i64::from(MOST_PER_HOUR) + 5, "nothing is lost");
});

/// Files of a company's, as if somebody had sent them at this moment.
async fn sent_before(db: &Db, who: &Actor, files: i64, at: Timestamp) {
    let (customer, person) = (who.member().unwrap().company.id, who.person());
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let rows = (0..files)
                .map(|_| {
                    args![
                        crate::id::FileId::new(),
                        customer,
                        "a.txt",
                        "00",
                        person,
                        at
                    ]
                })
                .collect();
            tx.insert_many(
                "INSERT INTO stored_file (id, customer_id, name, sha256, made_by, created_at)
                 VALUES",
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
    who_sends_too_many_files_in_a_day_is_told_so,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        let ask = |who: &Actor, now| {
            let (db, files, who) = (db.clone(), files.clone(), who.clone());
            let asked = (question("Look"), vec![text_file("a.txt", "E42")]);
            async move { open_case_with(&db, &files, &who, asked, now).await }
        };
        sent_before(&db, &ours.requester, MOST_OF_ONE, NOW).await;
        let refused = ask(&ours.requester, NOW).await;
        let too_much = |answer: &Result<String, OpenError>| {
            matches!(answer, Err(OpenError::File(FileRefused::TooMuchToday)))
        };
        assert!(too_much(&refused), "{refused:?}");
        // Words can be said all the same, to a case that is there as well.
        let number = opened(&db, &ours).await;
        let write = OnCase {
            key: FormKey::fresh(),
            number: number.clone(),
            what: What::Write("More".to_owned()),
        };
        let more = (write.clone(), vec![text_file("b.txt", "E43")]);
        let refused = on_case_with(&db, &files, &ours.requester, more, NOW).await;
        assert!(matches!(
            refused,
            Err(CaseError::File(FileRefused::TooMuchToday))
        ));
        let said = on_case_with(&db, &files, &ours.requester, (write, vec![]), NOW).await;
        assert_eq!(said.unwrap(), number);
        // So can a mail, whose files are named as left out.
        let parts: [(&str, &str, &[u8]); 1] = [("log.txt", "text/plain", b"E44")];
        let mail = letter_with(ours.requester.email(), "too-many", &parts);
        let Became::Opened(by_mail) = take_with(&db, &files, &mail).await else {
            panic!("a case");
        };
        let seen = case(&db, &agent, &by_mail).await;
        assert!(seen.files.is_empty());
        assert_eq!(seen.messages[0].left_out().len(), 1);
        // Colleagues send theirs, until it is too much of the company; others all the time.
        ask(&ours.manager, NOW).await.unwrap();
        sent_before(&db, &ours.approver, MOST_OF_COMPANY, NOW).await;
        assert!(too_much(&ask(&ours.manager, NOW).await));
        ask(&theirs.requester, NOW).await.unwrap();
        let later = NOW.plus_days(1).plus_seconds(1);
        ask(&ours.requester, later).await.unwrap();
    }
);

both_engines!(what_was_refused_leaves_no_file_behind, |db| async move {
    let world = world(&db, "Halden").await;
    let files = Files::in_memory(&db).await.unwrap();
    let asked = question("Look");
    // Whoever sends what another form sent before is refused after the files came.
    let key = asked.key;
    let number = open_case(&db, &world.requester, asked, NOW).await.unwrap();
    for _ in 0..2 {
        let write = OnCase {
            key,
            number: number.clone(),
            what: What::Write("More".to_owned()),
        };
        let sent = vec![text_file("a.txt", "E42"), picture()];
        let refused = on_case_with(&db, &files, &world.requester, (write, sent), NOW).await;
        assert!(matches!(
            refused,
            Err(CaseError::Store(StoreError::KeyOfAnotherForm))
        ));
    }
    let far = Timestamp(4_000_000_000_000);
    assert_eq!(clear_away(&db, &files, far).await.unwrap(), 0);
});

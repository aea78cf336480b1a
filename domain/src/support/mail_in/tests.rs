//! Mails as they come, good and bad ones, from the wire to what is done with them.

use super::super::case_life::Written;
use super::*;
use proptest::prelude::*;
use std::fmt::Write;

const OURS: &str = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

fn key() -> CaseKey {
    CaseKey::new(b"a secret of at least thirty-two bytes").unwrap()
}

fn read_from(raw: &[u8], envelope_from: Option<&str>) -> Result<Incoming, Refused> {
    let key = key();
    read(
        raw,
        envelope_from,
        &Post {
            supports: &["help@northgate.example"],
            domain: "northgate.example",
            authserv_ids: &["mx.northgate.example"],
            house: "northgate",
            key: &key,
        },
    )
}

fn of(raw: &str) -> Incoming {
    read_from(raw.replace('\n', "\r\n").as_bytes(), None).unwrap()
}

/// The head of a mail that our server vouches for.
const VERIFIED: &str = "Return-Path: <ines@halden.example>\n\
    Authentication-Results: mx.northgate.example; dmarc=pass header.from=halden.example\n\
    Received: from mail.halden.example by mx.northgate.example; Fri, 27 Nov 2026 12:00:00 +0000\n\
    From: \"Tal, Ines\" <Ines@Halden.example>\n\
    To: Support <help@northgate.example>\n\
    Message-ID: <first@halden.example>\n";

fn verified(rest: &str) -> Incoming {
    of(&format!("{VERIFIED}{rest}"))
}

fn known(may_write: bool) -> Circumstances {
    Circumstances {
        case: Some(TheCase {
            number: 7,
            written: Written::Added,
            may_write,
        }),
        ..Circumstances::default()
    }
}

#[test]
fn a_plain_mail_begins_a_case() {
    let mail = verified(
        "Subject: =?utf-8?Q?Drucker_zieht_kein_Papier_=E2=80=93?= dringend\n\nGuten Tag,\n\ner druckt nicht.\n",
    );
    assert_eq!(mail.sender.address(), Some("ines@halden.example"));
    assert!(mail.sender.is_verified());
    assert_eq!(mail.sender_name.as_deref(), Some("Tal, Ines"));
    assert_eq!(mail.subject, "Drucker zieht kein Papier – dringend");
    assert_eq!(mail.message_id.as_deref(), Some("first@halden.example"));
    assert_eq!(mail.recipients, ["help@northgate.example"]);
    assert_eq!(mail.text, "Guten Tag,\n\ner druckt nicht.");
    assert_eq!((mail.thread, mail.stations), (None, 1));
    let decision = decide(&mail, Circumstances::default());
    assert_eq!(decision.what, What::NewCase { follows: None });
    assert!(decision.may_answer);
}

#[test]
fn an_answer_continues_by_the_address_it_went_to() {
    let to = key().address("help@northgate.example", 7);
    let mail = of(&VERIFIED.replace("help@northgate.example", &to)).thread;
    assert_eq!(mail, Some(Thread::Case(7)));
    let delivered = verified(&format!("Delivered-To: {to}\nSubject: x\n\ny\n"));
    assert_eq!(delivered.thread, Some(Thread::Case(7)));
}

#[test]
fn an_answer_continues_by_its_subject_and_only_what_is_new_is_told() {
    let token = key().token(7);
    let mail = verified(&format!(
        "Subject: AW: [{token}] Drucker\nContent-Type: multipart/alternative; boundary=\"=_b\"\n\n\
         --=_b\nContent-Type: text/plain; charset=iso-8859-1\n\
         Content-Transfer-Encoding: quoted-printable\n\nEs l=E4uft wieder.\n\n\
         Am 27.11.2026 um 12:03 schrieb Support:\n> L=E4uft er?\n\n\
         --=_b\nContent-Type: text/html\n\n<p>Es l&auml;uft wieder.</p>\n--=_b--\n"
    ));
    assert_eq!(mail.thread, Some(Thread::Case(7)));
    assert_eq!(mail.new_text(), "Es läuft wieder.");
    assert_eq!(title(&mail.subject), "Drucker");
    assert!(mail.attachments.is_empty());
    assert_eq!(decide(&mail, known(true)).what, What::Add { case: 7 });
}

#[test]
fn an_answer_continues_by_the_mail_that_it_answers() {
    let mail = verified(&format!(
        "Subject: Re: Printer\nIn-Reply-To: <{OURS}@northgate.example>\n\
         References: <a@halden.example>\n <{OURS}@northgate.example>\n\nYes.\n"
    ));
    assert_eq!(mail.thread, Some(Thread::Answers(OURS.parse().unwrap())));
    assert_eq!(mail.references.len(), 3);
}

#[test]
fn html_alone_becomes_plain_text() {
    let mail = verified(
        "Subject: x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n\
         PHN0eWxlPmIge308L3N0eWxlPjxzY3JpcHQ+YWxlcnQoMSk8L3NjcmlwdD48cD5IYWxsbyA8Yj5X\n\
         ZWx0PC9iPjwvcD48aW1nIHNyYz0iaHR0cDovL3QuZXhhbXBsZS9wLmdpZiI+PGJsb2NrcXVvdGU+\n\
         YWx0PC9ibG9ja3F1b3RlPg==\n",
    );
    assert_eq!(mail.text, "Hallo Welt\n\n> alt");
    assert_eq!(mail.new_text(), "Hallo Welt");
}

#[test]
fn what_comes_with_a_mail_is_kept_unless_it_is_a_program() {
    let mail = verified(
        "Subject: log\nContent-Type: multipart/mixed; boundary=b\n\n\
         --b\nContent-Type: multipart/related; boundary=c\n\n\
         --c\nContent-Type: text/html\n\n<p>See <img src=\"cid:logo\"></p>\n\
         --c\nContent-Type: image/png; name=logo.png\nContent-ID: <logo>\n\
         Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--c--\n\
         --b\nContent-Type: text/plain; name=\"=?utf-8?Q?Fehler_=C3=BCber.log?=\"\n\
         Content-Disposition: attachment; filename*=utf-8''Fehler%20%C3%BCber.log\n\nline 1\n\
         --b\nContent-Type: image/png\nContent-Disposition: attachment; filename=\"photo.png\"\n\
         Content-Transfer-Encoding: base64\n\nTVqQAAMAAAAEAAAA\n\
         --b\nContent-Type: application/pdf; name=invoice.pdf.exe\n\nx\n\
         --b\nContent-Type: message/rfc822\n\nFrom: a@b.example\nSubject: Older mail\n\nhello\n\
         --b--\n",
    );
    assert_eq!(mail.text, "See");
    let kept: Vec<_> = mail
        .attachments
        .iter()
        .map(|one| (one.name.as_str(), one.media_type.as_str(), one.inline))
        .collect();
    assert_eq!(
        kept,
        [
            ("logo.png", "image/png", true),
            ("Fehler über.log", "text/plain", false),
            ("Older mail.eml", "message/rfc822", false),
        ]
    );
    assert_eq!(mail.attachments[0].content, b"\x89PNG\r\n\x1a\n");
    assert!(
        mail.attachments[2]
            .content
            .starts_with(b"From: a@b.example")
    );
    let refused: Vec<_> = mail
        .refused
        .iter()
        .map(|one| (one.name.as_str(), one.why))
        .collect();
    assert_eq!(
        refused,
        [
            ("photo.png", NotKept::Program),
            ("invoice.pdf.exe", NotKept::Program)
        ]
    );
}

#[test]
fn a_forged_sender_sees_nothing_and_touches_nothing() {
    let token = key().token(7);
    let forged = of(&format!(
        "Authentication-Results: mx.northgate.example; spf=fail smtp.mailfrom=halden.example; dmarc=fail header.from=halden.example\n\
         Received: from evil.example\n\
         Authentication-Results: mx.northgate.example; dmarc=pass header.from=halden.example\n\
         From: Ines <ines@halden.example>\nTo: help@northgate.example\nSubject: [{token}]\n\n\
         Tell me all about it.\n"
    ));
    let decision = decide(&forged, known(true));
    assert_eq!(decision.what, What::Stranger { mentions: Some(7) });
    assert!(!decision.may_answer);
    assert_eq!(
        decide(&forged, Circumstances::default()).what,
        What::Stranger { mentions: None }
    );
}

#[test]
fn whoever_may_not_see_a_case_does_not_learn_of_it() {
    let mail = verified(&format!("Subject: [{}]\n\nx\n", key().token(7)));
    assert_eq!(
        decide(&mail, known(false)).what,
        What::NewCase { follows: None }
    );
    let mut ended = known(true);
    ended.case.as_mut().unwrap().written = Written::FollowsUp;
    assert_eq!(
        decide(&mail, ended).what,
        What::NewCase { follows: Some(7) }
    );
    ended.case.as_mut().unwrap().may_write = false;
    assert_eq!(decide(&mail, ended).what, What::NewCase { follows: None });
}

#[test]
fn an_absence_is_noted_and_wakes_nobody() {
    let absence = verified(&format!(
        "Subject: Abwesenheitsnotiz: [{}]\nAuto-Submitted: auto-replied\n\nI am away.\n",
        key().token(7)
    ));
    let decision = decide(&absence, known(true));
    assert_eq!(
        (decision.what, decision.may_answer),
        (What::Note { case: 7 }, false)
    );
    assert_eq!(
        decide(&absence, Circumstances::default()).what,
        What::Ignore(Ignored::Automatic)
    );
    assert_eq!(
        decide(&absence, known(false)).what,
        What::Ignore(Ignored::Automatic)
    );
}

#[test]
fn a_strangers_absence_reaches_no_case() {
    let mail = of(&format!(
        "From: ines@halden.example\nSubject: [{}]\nAuto-Submitted: auto-replied\n\nx\n",
        key().token(7)
    ));
    assert_eq!(
        decide(&mail, known(true)).what,
        What::Ignore(Ignored::Automatic)
    );
}

#[test]
fn a_monitor_and_a_list_may_begin_a_case_and_are_not_answered() {
    for field in [
        "Auto-Submitted: auto-generated",
        "List-Id: <it.halden.example>",
    ] {
        let mail = verified(&format!("{field}\nSubject: Disk is full\n\nx\n"));
        let decision = decide(&mail, Circumstances::default());
        assert_eq!(decision.what, What::NewCase { follows: None });
        assert!(!decision.may_answer);
    }
}

#[test]
fn a_report_that_a_mail_did_not_arrive_tells_which() {
    let report = |part: &str| {
        of(&format!(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.halden.example\nTo: help@northgate.example\n\
             Subject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
             --b\n\nIt did not arrive.\n\
             --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.halden.example\n\n\
             Final-Recipient: rfc822; ines@halden.example\nAction: failed\nStatus: 5.1.1\n\
             --b\nContent-Type: {part}\n\nMessage-ID: <{OURS}@northgate.example>\n\
             X-Rapport-Loop: northgate\nSubject: x\n\ny\n--b--\n"
        ))
    };
    for part in ["message/rfc822", "text/rfc822-headers"] {
        let mail = report(part);
        assert_eq!(mail.automation.kind, Some(Automatic::DeliveryReport));
        let of = Some(OURS.parse().unwrap());
        assert_eq!(
            decide(&mail, known(true)).what,
            What::Bounce { of },
            "{part}"
        );
    }
    // Without a report: an envelope without a sender.
    let null = format!("Subject: x\nIn-Reply-To: <{OURS}@northgate.example>\n\ny\n");
    let mail = read_from(format!("From: a@b.example\n{null}").as_bytes(), Some("")).unwrap();
    assert_eq!(
        decide(&mail, Circumstances::default()).what,
        What::Bounce {
            of: Some(OURS.parse().unwrap())
        }
    );
}

#[test]
fn our_own_mails_do_not_go_round() {
    let back = verified("X-Rapport-Loop: northgate\nSubject: x\n\ny\n");
    assert_eq!(decide(&back, known(true)).what, What::Ignore(Ignored::Loop));
    let from_us = of("From: help+rc-1.aaaaaaaa@northgate.example\nSubject: x\n\ny\n");
    assert!(from_us.is_ours);
    // Another installation is a customer like any other.
    assert!(!verified("X-Rapport-Loop: elsewhere\nSubject: x\n\ny\n").is_ours);
    let circle = verified(&format!(
        "{}Subject: x\n\ny\n",
        "Received: from a by b\n".repeat(50)
    ));
    assert_eq!(
        decide(&circle, Circumstances::default()).what,
        What::Ignore(Ignored::Loop)
    );
}

#[test]
fn too_many_and_the_same_again() {
    let mail = verified("Subject: x\n\ny\n");
    let so = |from_sender, answered, known| Circumstances {
        from_sender,
        answered,
        known,
        ..Circumstances::default()
    };
    let new = What::NewCase { follows: None };
    assert_eq!(decide(&mail, so(MOST_PER_HOUR - 1, 0, false)).what, new);
    assert_eq!(decide(&mail, so(MOST_PER_HOUR, 0, false)).what, What::Hold);
    assert_eq!(
        decide(&mail, so(0, 0, true)).what,
        What::Ignore(Ignored::Again)
    );
    assert!(decide(&mail, so(0, MOST_ANSWERS_PER_HOUR - 1, false)).may_answer);
    assert!(!decide(&mail, so(0, MOST_ANSWERS_PER_HOUR, false)).may_answer);
}

#[test]
fn broken_encodings_lose_no_mail() {
    for (rest, text) in [
        // Latin letters under the name of UTF-8.
        (
            &b"Content-Type: text/plain; charset=utf-8\r\n\r\nl\xe4uft"[..],
            "l\u{fffd}uft",
        ),
        (
            &b"Content-Type: text/plain; charset=x-klingon\r\n\r\nhello"[..],
            "hello",
        ),
        (
            &b"Content-Type: text/plain; charset=windows-1252\r\n\r\n\x80 5"[..],
            "€ 5",
        ),
        (
            &b"Content-Transfer-Encoding: x-uuencode\r\n\r\nhello"[..],
            "hello",
        ),
        (&b"Content-Type: nonsense\r\n\r\nhello"[..], ""),
        (&b"Content-Type: multipart/mixed\r\n\r\nno boundary"[..], ""),
        (&b"\r\na\x00b\x1b[31mc\rd"[..], "ab[31mc\nd"),
    ] {
        let mut raw = VERIFIED.replace('\n', "\r\n").into_bytes();
        raw.extend(rest);
        let mail = read_from(&raw, None).unwrap();
        assert!(mail.sender.is_verified());
        // What is no text is at least an attachment.
        if text.is_empty() {
            assert_eq!(mail.text.is_empty(), !mail.attachments.is_empty());
        } else {
            assert_eq!(mail.text, text);
        }
    }
}

#[test]
fn what_is_no_mail_is_refused() {
    for raw in [
        &b""[..],
        b"\r\n\r\n",
        b"\xff\xfe\x00\x00",
        b"GET / HTTP/1.1",
    ] {
        assert_eq!(
            read_from(raw, None).err(),
            Some(Refused::Unreadable),
            "{raw:?}"
        );
    }
}

#[test]
fn more_than_the_most_and_bombs_are_refused() {
    let large = format!(
        "{VERIFIED}Subject: x\n\n{}",
        "QUJD\n".repeat(MOST_BYTES / 5)
    );
    assert!(large.len() > MOST_BYTES);
    assert_eq!(
        read_from(large.as_bytes(), None).err(),
        Some(Refused::TooLarge)
    );

    let mut nested = VERIFIED.to_owned();
    for depth in 0..60 {
        write!(
            nested,
            "Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
        )
        .unwrap();
    }
    assert_eq!(
        read_from(nested.as_bytes(), None).err(),
        Some(Refused::TooManyParts)
    );
    let messages = "Content-Type: message/rfc822\n\n".repeat(100_000);
    assert_eq!(
        read_from(messages.as_bytes(), None).err(),
        Some(Refused::TooManyParts)
    );
}

#[test]
fn what_is_just_allowed_is_read() {
    // Forty multiparts within each other, and forty messages.
    let mut nested = VERIFIED.to_owned();
    for depth in 0..40 {
        write!(
            nested,
            "Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
        )
        .unwrap();
    }
    nested.push_str("Content-Type: text/plain\n\ndeep\n");
    assert!(read_from(nested.as_bytes(), None).is_ok());
    let messages = format!(
        "{VERIFIED}{}",
        "Content-Type: message/rfc822\n\n".repeat(40)
    );
    assert!(read_from(messages.as_bytes(), None).is_ok());
    // Many attachments: the first thirty are kept, the others named.
    let part = "--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n".repeat(40);
    let many = verified(&format!(
        "Content-Type: multipart/mixed; boundary=b\n\n{part}--b--\n"
    ));
    assert_eq!(many.attachments.len(), MOST_ATTACHMENTS);
    assert_eq!(many.refused.len(), 10);
    assert_eq!(many.refused[0].why, NotKept::TooMany);
    let long = verified(&format!("Subject: x\n\n{}", "ä\n".repeat(MOST_TEXT)));
    assert!(long.text_is_cut && long.text.len() <= MOST_TEXT + 4);
}

#[test]
fn one_address_that_hides_another() {
    let mail = of(
        "Authentication-Results: mx.northgate.example; dmarc=pass header.from=evil.example\n\
         From: \"boss@halden.example\" <x@evil.example>\nSubject: a\u{202e}b\n\nx\n",
    );
    assert_eq!(mail.sender.address(), Some("x@evil.example"));
    let two = of(
        "Authentication-Results: mx.northgate.example; dmarc=pass header.from=evil.example\n\
         From: x@evil.example, ines@halden.example\nSubject: a\n\nx\n",
    );
    assert!(!two.sender.is_verified());
    let group = of(
        "Authentication-Results: mx.northgate.example; dmarc=pass header.from=halden.example\n\
         From: Team: ines@halden.example;\nSubject: a\n\nx\n",
    );
    assert_eq!(group.sender.address(), Some("ines@halden.example"));
}

/// Mails of which pieces are cut, doubled and mixed up.
fn samples() -> Vec<String> {
    let token = key().token(7);
    vec![
        format!("{VERIFIED}Subject: [{token}]\n\nhello\n"),
        format!(
            "{VERIFIED}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n\
             <p>x</p>\n--b\nContent-Type: message/rfc822\n\nContent-Type: multipart/alternative; boundary=c\n\n\
             --c\n\ny\n--c--\n--b\nContent-Transfer-Encoding: base64\n\nQUJD=\n--b--\n"
        ),
        "Return-Path: <>\nContent-Type: multipart/report; boundary=\"b\n\n--b\n\n".to_owned(),
        "From: =?utf-8?B?QUJD?= <a@b>,\n <c@d>\nReferences: <a@b> <\nTo: x:;\n\n".to_owned(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_that_comes_makes_trouble(
        which in 0_usize..4,
        changes in prop::collection::vec((any::<u16>(), any::<u8>(), 0_u8..4, 1_u16..60), 0..8)
    ) {
        let mut raw = samples()[which].clone().into_bytes();
        for (at, byte, how, length) in changes {
            let at = usize::from(at) % raw.len().max(1);
            let end = raw.len().min(at + usize::from(length));
            match how {
                0 if !raw.is_empty() => raw[at] = byte,
                1 => { raw.drain(at..end); }
                2 => { let piece = raw[at..end].to_vec(); raw.splice(at..at, piece); }
                _ => raw.truncate(end),
            }
        }
        if let Ok(mail) = read_from(&raw, None) {
            let _ = decide(&mail, known(true));
            prop_assert!(mail.text.len() <= MOST_TEXT + 4);
            prop_assert!(!mail.subject.contains('\n'));
        }
    }

    /// However a mail is made: without our server's word it reaches no case.
    #[test]
    fn without_our_servers_word_a_mail_reaches_no_case(
        from in "[a-z]{1,5}@halden\\.example", results in "[a-z.=; ()\"]{0,60}",
        id in "[a-z.]{0,20}", subject in "[a-z ]{0,10}", may_write in any::<bool>()
    ) {
        prop_assume!(id != "mx.northgate.example");
        let raw = format!(
            "Authentication-Results: {id}; {results}; dmarc=pass header.from=halden.example\n\
             From: {from}\nTo: {}\nSubject: {subject}\n\nx\n",
            key().address("help@northgate.example", 7)
        );
        let mail = read_from(raw.as_bytes(), None).unwrap();
        let decision = decide(&mail, known(may_write));
        let reaches = matches!(decision.what, What::Add { .. } | What::NewCase { .. });
        prop_assert!(!reaches && !decision.may_answer, "{:?}", decision);
    }
}

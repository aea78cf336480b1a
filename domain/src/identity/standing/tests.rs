use super::*;
use crate::args;
use crate::id::{AgreementId, PriceListId, RevisionId};
use crate::identity::testing::{customer, member, staff};
use crate::identity::{
    SessionRow, begin_session, delete_session, load_session, sign_out_everywhere,
};
use crate::store::testing::both_engines;
use crate::store::{Args, Db, Query, Scope, counted};
use serde_json::json;

async fn insert(db: &Db, head: &'static str, row: Args) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move { tx.insert_many(head, vec![row], "").await })
    })
    .await
    .unwrap();
}

/// An agreement with one revision, in force from `from` until `until` if
/// it is published.
async fn agreement(
    db: &Db,
    customer: CustomerId,
    number: &str,
    state: &str,
    (from, until): (i64, i64),
) -> RevisionId {
    let (list, id, revision) = (PriceListId::new(), AgreementId::new(), RevisionId::new());
    insert(
        db,
        "INSERT INTO price_list (id, name, currency, created_at) VALUES",
        args![list, list.to_string(), "EUR", 0_i64],
    )
    .await;
    insert(
        db,
        "INSERT INTO agreement (id, customer_id, number, currency, published_revision_id,
             created_at) VALUES",
        args![
            id,
            customer,
            number,
            "EUR",
            (state == "published").then_some(revision),
            0_i64
        ],
    )
    .await;
    insert(
        db,
        "INSERT INTO agreement_revision (id, customer_id, agreement_id, number, state,
             price_list_id, valid_from, valid_until, made_by, made_by_name, created_at) VALUES",
        args![
            revision,
            customer,
            id,
            1_i64,
            state,
            list,
            from,
            until,
            PersonId::new(),
            "Piet",
            0_i64
        ],
    )
    .await;
    revision
}

fn session(id: &str, person: PersonId, customer: Option<CustomerId>) -> SessionRow {
    SessionRow {
        id: id.to_owned(),
        person: Some(person),
        customer,
        preview_customer: None,
        preview_revision: None,
        stand_in: None,
        data: json!({}),
        expires_at: Timestamp(1_000_000),
    }
}

async fn who(db: &Db, row: SessionRow, now: i64) -> Option<Actor> {
    let id = row.id.clone();
    delete_session(db, row.id.clone()).await.unwrap();
    begin_session(db, row, Timestamp(10)).await.unwrap();
    load_session(db, &id, Timestamp(now))
        .await
        .unwrap()
        .and_then(|found| found.actor)
}

both_engines!(
    a_member_asks_under_the_agreement_that_applies_now,
    |db| async move {
        let (company, unit) = customer(&db, "Halden").await;
        let (other, _) = customer(&db, "Other").await;
        let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        agreement(&db, company.id, "ended", "published", (0, 100)).await;
        agreement(&db, company.id, "draft", "draft", (0, i64::MAX)).await;
        agreement(&db, other.id, "theirs", "published", (0, i64::MAX)).await;
        agreement(&db, company.id, "later", "published", (900, i64::MAX)).await;
        let long = agreement(&db, company.id, "long", "published", (50, i64::MAX)).await;
        let newer = agreement(&db, company.id, "newer", "published", (300, 800)).await;
        for (now, expected) in [(60, "long"), (200, "long"), (500, "newer"), (950, "later")] {
            let actor = who(&db, session("s", ines.person(), Some(company.id)), now)
                .await
                .unwrap();
            let in_force = actor.member().unwrap().in_force.clone();
            assert_eq!(
                in_force.as_ref().unwrap().first.number,
                expected,
                "at {now}"
            );
            let mut read = db.read(Scope::system()).await.unwrap();
            let said = crate::identity::in_force(&mut read, company.id, None, Timestamp(now)).await;
            assert_eq!(said.unwrap(), in_force, "both say the same at {now}");
        }
        let actor = who(&db, session("s", ines.person(), Some(company.id)), 500)
            .await
            .unwrap();
        let in_force = actor.member().unwrap().in_force.clone().unwrap();
        assert_eq!(in_force.first.revision, newer);
        assert_eq!(in_force.first.valid_until, Timestamp(800));
        assert_eq!(in_force.currency.code(), "EUR");
        let actor = who(&db, session("s", ines.person(), Some(company.id)), 60)
            .await
            .unwrap();
        let in_force = actor.member().unwrap().in_force.clone().unwrap();
        assert_eq!(
            (in_force.first.revision, in_force.first.valid_until.0),
            (long, i64::MAX)
        );
    }
);

both_engines!(
    staff_preview_the_draft_of_that_customer_or_what_is_published,
    |db| async move {
        let (company, _) = customer(&db, "Halden").await;
        let (other, _) = customer(&db, "Other").await;
        let piet = staff(&db, &[StaffRole::Curator]).await;
        let draft = agreement(&db, company.id, "draft", "draft", (0, i64::MAX)).await;
        let published = agreement(&db, company.id, "now", "published", (0, i64::MAX)).await;
        let theirs = agreement(&db, other.id, "theirs", "draft", (0, i64::MAX)).await;
        for (revision, expected) in [
            (None, vec![published]),
            (Some(draft), vec![draft, published]),
            (Some(theirs), vec![published]),
            (Some(RevisionId::new()), vec![published]),
        ] {
            let row = SessionRow {
                preview_customer: Some(company.id),
                preview_revision: revision,
                ..session("s", piet.person(), None)
            };
            let actor = who(&db, row, 20).await.unwrap();
            let shopper = actor.shopper().unwrap();
            assert!(shopper.preview);
            assert_eq!(shopper.company.id, company.id);
            let shown = shopper.in_force.unwrap().all();
            let mut shown: Vec<RevisionId> = shown.map(|one| one.revision).collect();
            shown.sort();
            assert_eq!(shown, expected);
            assert!(actor.member().is_none());
        }
    }
);

both_engines!(
    a_member_previews_nothing_whatever_stands_in_the_session,
    |db| async move {
        let (company, unit) = customer(&db, "Halden").await;
        let (other, _) = customer(&db, "Other").await;
        let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let theirs = agreement(&db, other.id, "theirs", "published", (0, i64::MAX)).await;
        let row = SessionRow {
            preview_customer: Some(other.id),
            preview_revision: Some(theirs),
            ..session("s", ines.person(), Some(company.id))
        };
        let actor = who(&db, row, 20).await.unwrap();
        let shopper = actor.shopper().unwrap();
        assert_eq!(shopper.company.id, company.id);
        assert_eq!(shopper.in_force, None);
        assert!(!shopper.preview);
        let without = SessionRow {
            preview_customer: Some(other.id),
            ..session("t", ines.person(), None)
        };
        assert_eq!(who(&db, without, 20).await, None, "no staff, no preview");
    }
);

both_engines!(
    signing_out_everywhere_ends_what_has_begun_and_nothing_after,
    |db| async move {
        let (company, unit) = customer(&db, "Halden").await;
        let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let before = session("before", ines.person(), Some(company.id));
        let actor = who(&db, before, 20).await.unwrap();
        sign_out_everywhere(&db, &actor, Timestamp(30))
            .await
            .unwrap();
        let gone = load_session(&db, "before", Timestamp(31)).await.unwrap();
        assert_eq!(gone.and_then(|found| found.actor), None);
        let after = session("after", ines.person(), Some(company.id));
        begin_session(&db, after, Timestamp(31)).await.unwrap();
        let there = load_session(&db, "after", Timestamp(32)).await.unwrap();
        assert!(there.unwrap().actor.is_some());
    }
);

both_engines!(
    basket_recording_and_waiting_requests_are_the_members_own,
    |db| async move {
        let (company, unit) = customer(&db, "Halden").await;
        let (other, dock) = customer(&db, "Other").await;
        let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let ola = member(&db, &company, unit, &[CustomerRole::Approver]).await;
        let dana = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let eve = member(&db, &other, dock, &[CustomerRole::PurchasingManager]).await;
        let people = [&ines, &ola, &dana, &eve];
        let [ines_id, ola_id, dana_id, eve_id] = people.map(|actor| actor.member().unwrap().id);
        for (line, member) in [(1, ines_id), (2, ines_id), (3, ola_id)] {
            insert(
                &db,
                "INSERT INTO basket_line (id, customer_id, membership_id, thing, chosen, sku,
                     name, quantity, added_at) VALUES",
                args![
                    uuid::Uuid::now_v7(),
                    company.id,
                    member,
                    format!("words {line}"),
                    json!([]),
                    "",
                    "Chair",
                    1000_i64,
                    0_i64
                ],
            )
            .await;
        }
        for (number, company, member, state) in [
            (1, company.id, ines_id, "submitted"),
            (2, company.id, ines_id, "asked"),
            (3, company.id, ola_id, "held"),
            (4, company.id, dana_id, "submitted"),
            (5, company.id, ines_id, "ordered"),
            (6, other.id, eve_id, "submitted"),
        ] {
            insert(
                &db,
                "INSERT INTO request (id, customer_id, number, title, membership_id, for_whom,
                     reason, state, currency, lines, unpriced, goods_minor, verdict,
                     submitted_at) VALUES",
                args![
                    uuid::Uuid::now_v7(),
                    company,
                    format!("R-{number}"),
                    "Chair",
                    member,
                    "",
                    "",
                    state,
                    "EUR",
                    1_i64,
                    0_i64,
                    100_i64,
                    json!({}),
                    0_i64
                ],
            )
            .await;
        }
        insert(
            &db,
            "INSERT INTO recording_choice (customer_id, membership_id, recording, at) VALUES",
            args![company.id, ola_id, false, 0_i64],
        )
        .await;
        let mut seen = Vec::new();
        for actor in people {
            let customer = actor.member().unwrap().company.id;
            let row = session("s", actor.person(), Some(customer));
            let actor = who(&db, row, 20).await.unwrap();
            let member = actor.member().unwrap();
            seen.push((member.basket_lines, member.waiting, member.recording));
        }
        assert_eq!(
            seen,
            [
                (2, 1, true),  // Ines answers her own request
                (1, 2, false), // Ola decides those of Ines and Dana, not his own
                (0, 3, true),  // Dana decides all three, her own too
                (0, 1, true),
            ]
        );
    }
);

both_engines!(who_asks_is_one_statement, |db| async move {
    let (company, unit) = customer(&db, "Halden").await;
    let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
    let row = session("s", ines.person(), Some(company.id));
    begin_session(&db, row, Timestamp(10)).await.unwrap();
    let (found, statements) = counted(load_session(&db, "s", Timestamp(20))).await;
    assert!(found.unwrap().unwrap().actor.is_some());
    assert_eq!(statements, 1);
});

both_engines!(who_asks_is_found_by_indexes_alone, |db| async move {
    let mut read = db.read(Scope::system()).await.unwrap();
    let plan = STANDING.plan(&mut read, args!["s", 0_i64]).await.unwrap();
    for step in plan.lines().map(str::trim) {
        // The few that were found are walked through one by one.
        let few = ["SCAN few", "SCAN g", "SCAN CONSTANT ROW"];
        let walks = step.starts_with("SCAN") && !few.contains(&step) || step.contains("Seq Scan");
        assert!(!walks, "{step}\n{plan}");
    }
});

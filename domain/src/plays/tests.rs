//! What a customer's people look for and don't find, from the search or the
//! request to the answer, on both engines.

use super::{Answer, AnswerWant, DecideError, QueueError, Wants, WhoWants, answer_want, wants};
use crate::agreements::testing::{agreement, category, category_rule, price_list, product};
use crate::agreements::{Validity, shelf_by_sku};
use crate::configurations;
use crate::id::{CostCentreId, CustomerId, FactId};
use crate::identity::testing::{customer, member, staff};
use crate::identity::{
    Actor, CustomerRole, InTheirPlace, SessionRow, Shopper, StaffRole, begin_session, in_force,
    load_session, stand_in,
};
use crate::profile::learning::Finding;
use crate::profile::{Interaction, LineSeen, learn_all, rebuild, record};
use crate::requests::testing::{self as requests, NOW};
use crate::requests::{From, Submit, add_words, submit};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError, counted};
use crate::{Currency, Quantity, args};

async fn happened(db: &Db, all: Vec<Interaction>) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move { record(tx, all).await })
    })
    .await
    .unwrap();
}

fn missed(actor: &Actor, words: &str, days: i64) -> Interaction {
    let member = actor.member().unwrap();
    let at = NOW.plus_days(-days);
    Interaction::searched(member.company.id, member.id, member.unit, words, 0, at)
}

async fn read(db: &Db, actor: &Actor, customer: CustomerId) -> Result<Wants, QueueError> {
    let mut read = db.read(actor.scope()).await.unwrap();
    let (found, statements) = counted(wants(&mut read, actor, customer, NOW)).await;
    assert!(statements <= 2);
    found
}

async fn count(db: &Db, table: &'static str, customer: CustomerId) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    let text = format!("SELECT COUNT(*) FROM {table} WHERE customer_id = $1");
    read.scalar(text, args![customer]).await.unwrap().unwrap()
}

fn offer(customer: CustomerId, fact: FactId, skus: &[&str]) -> AnswerWant {
    AnswerWant {
        key: FormKey::fresh(),
        customer,
        fact,
        answer: Answer::Do {
            skus: skus.iter().map(ToString::to_string).collect(),
            replacement: String::new(),
            note: "You asked".to_owned(),
        },
    }
}

both_engines!(
    what_is_searched_in_vain_is_offered_beside_the_catalog_and_the_customer_reads_why,
    |db| async move {
        let (company, unit) = customer(&db, "Halden Marine").await;
        let (other, _) = customer(&db, "Meridian").await;
        let list = price_list(&db, Currency::EUR).await;
        let agreed = agreement(&db, company.id, list).await;
        let offered = category(&db, None, "Desks").await;
        let rule = agreed.first.revision;
        let always = Validity::ALWAYS;
        category_rule(&db, company.id, rule, Some(offered), "in", None, always).await;
        let elsewhere = category(&db, None, "Instruments").await;
        let tag = elsewhere.0.simple().to_string();
        let sku = format!("SEXTANT-{tag}");
        product(&db, elsewhere, &sku, &format!("Sextant {tag}")).await;
        let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let words = format!("sextant {tag}");
        happened(
            &db,
            vec![missed(&ines, &words, 9), missed(&ines, &words, 2)],
        )
        .await;
        learn_all(&db, NOW).await.unwrap();

        let curator = staff(&db, &[StaffRole::Curator]).await;
        let found = read(&db, &curator, company.id).await.unwrap();
        let [want] = found.wants.as_slice() else {
            panic!("{found:?}");
        };
        // Not enough for a play, and yet there to be answered.
        assert_eq!((found.has_agreement, want.play), (true, None));
        assert_eq!(
            want.who,
            [WhoWants {
                unit: "Dock".to_owned(),
                roles: vec![CustomerRole::Requester],
                people: 1
            }]
        );
        let outside: Vec<&str> = want.outside.iter().map(|one| one.sku.as_str()).collect();
        assert_eq!(outside, [sku.as_str()]);

        // Whose it is not, and who may not, learn nothing.
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        assert!(matches!(
            read(&db, &desk, company.id).await,
            Err(QueueError::Denied(_))
        ));
        for (actor, whose) in [
            (&desk, company.id),
            (&ines, company.id),
            (&curator, other.id),
        ] {
            let refused = answer_want(&db, actor, offer(whose, want.fact, &[&sku]), NOW).await;
            assert!(matches!(refused, Err(DecideError::Denied(_))));
        }
        let nothing = answer_want(&db, &curator, offer(company.id, want.fact, &[]), NOW).await;
        assert!(matches!(nothing, Err(DecideError::NothingChosen)));
        assert_eq!(count(&db, "play", company.id).await, 0);

        let command = offer(company.id, want.fact, &[&sku]);
        for _ in 0..2 {
            answer_want(&db, &curator, command.clone(), NOW)
                .await
                .unwrap();
        }
        assert_eq!(count(&db, "site_change", company.id).await, 1);
        assert!(
            read(&db, &curator, company.id)
                .await
                .unwrap()
                .wants
                .is_empty()
        );
        let mut look = db.read(ines.scope()).await.unwrap();
        let agreed = in_force(&mut look, company.id, Some(unit), NOW)
            .await
            .unwrap();
        let shopper = Shopper {
            company: &company,
            in_force: agreed.as_ref(),
            preview: false,
            language: "",
            member: None,
        };
        let shelf = shelf_by_sku(&mut look, shopper, &[sku], NOW).await.unwrap();
        assert_eq!(shelf.len(), 1);
        drop(look);
        let again = answer_want(&db, &curator, offer(company.id, want.fact, &["X"]), NOW).await;
        assert!(matches!(again, Err(DecideError::AlreadyDecided)));
    }
);

both_engines!(what_is_left_as_it_is_leaves_the_list, |db| async move {
    let (company, unit) = customer(&db, "Halden Marine").await;
    let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
    happened(
        &db,
        vec![missed(&ines, "Sofa", 9), missed(&ines, "sofas", 2)],
    )
    .await;
    learn_all(&db, NOW).await.unwrap();
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let found = read(&db, &curator, company.id).await.unwrap();
    let leave = |reason: &str| AnswerWant {
        answer: Answer::Leave {
            reason: reason.to_owned(),
        },
        ..offer(company.id, found.wants[0].fact, &[])
    };
    let silent = answer_want(&db, &curator, leave(" "), NOW).await;
    assert!(matches!(silent, Err(DecideError::NoReason)));
    answer_want(&db, &curator, leave("No furniture"), NOW)
        .await
        .unwrap();
    assert!(
        read(&db, &curator, company.id)
            .await
            .unwrap()
            .wants
            .is_empty()
    );
    assert_eq!(count(&db, "site_change", company.id).await, 0);
});

/// A request for something in words, by whoever asks.
async fn ask_in_words(db: &Db, actor: &Actor, centre: CostCentreId, words: &str) {
    let key = FormKey::fresh();
    add_words(db, actor, key, words, Quantity::pieces(1), NOW)
        .await
        .unwrap();
    let request = Submit {
        key: FormKey::fresh(),
        from: From::Basket,
        for_whom: String::new(),
        cost_centre: Some(centre),
        needed_by: None,
        reason: "For the new office".to_owned(),
        seen: None,
    };
    submit(db, actor, request, NOW).await.unwrap();
}

both_engines!(
    what_is_done_in_a_members_place_teaches_nothing,
    |db| async move {
        let world = requests::world(&db, "Halden").await;
        let customer = world.company.id;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let theirs = world.requester.member().unwrap().id;
        let act = InTheirPlace::Act {
            reason: "She rang".to_owned(),
            minutes: 30,
        };
        let place = stand_in(&db, &curator, customer, theirs, act, NOW)
            .await
            .unwrap();
        let row = SessionRow {
            id: customer.to_string(),
            person: Some(curator.person()),
            customer: None,
            preview_customer: None,
            preview_revision: None,
            stand_in: Some(place),
            data: serde_json::json!({}),
            expires_at: NOW.plus_days(1),
        };
        let session = row.id.clone();
        begin_session(&db, row, NOW).await.unwrap();
        let loaded = load_session(&db, &session, NOW).await.unwrap();
        let acting = loaded.unwrap().actor.unwrap();
        assert!(acting.stand_in().is_some());

        ask_in_words(&db, &acting, world.centre, "Standing desk").await;
        learn_all(&db, NOW).await.unwrap();
        assert_eq!(count(&db, "fact", customer).await, 0);
        // Nor when everything is learned anew.
        let knows = staff(&db, &[StaffRole::AccountManager]).await;
        rebuild(&db, &knows, customer, NOW).await.unwrap();
        assert_eq!(count(&db, "fact", customer).await, 0);
        assert_eq!(count(&db, "fact_state", customer).await, 0);

        // The same by the member teaches.
        ask_in_words(&db, &world.requester, world.centre, "Standing desk").await;
        learn_all(&db, NOW).await.unwrap();
        assert_eq!(count(&db, "fact", customer).await, 1);
    }
);

both_engines!(
    what_is_asked_for_beside_a_standard_becomes_an_option_of_it,
    |db| async move {
        let world = requests::world(&db, "Halden").await;
        let customer = world.company.id;
        let standard = requests::standard(&db, &world).await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let page = async || {
            configurations::configuration_page::<configurations::ConfigurationError>(
                &db, &curator, standard, None,
            )
            .await
            .unwrap()
        };
        let before = page().await;
        let revision = before.published().unwrap().id;
        let line = |product, configuration, sku: &str, name: &str| LineSeen {
            product,
            configuration,
            sku: sku.to_owned(),
            name: name.to_owned(),
            options: Vec::new(),
            quantity: Quantity::pieces(1),
            replaces: Vec::new(),
        };
        let member = world.requester.member().unwrap();
        let asked = |days: i64| {
            Interaction::requested(
                customer,
                member.id,
                member.unit,
                crate::id::RequestId::new(),
                "R-1",
                &[
                    line(None, Some(revision), "KIT", "Boat kit"),
                    line(Some(world.laptop), None, &world.sku("LAPTOP"), "Laptop"),
                ],
                NOW.plus_days(-days),
            )
        };
        happened(&db, vec![asked(3), asked(2), asked(1)]).await;
        learn_all(&db, NOW).await.unwrap();
        let found = read(&db, &curator, customer).await.unwrap();
        let [want] = found.wants.as_slice() else {
            panic!("{found:?}");
        };
        assert!(matches!(&want.finding, Finding::AskedFor(one) if one.times == 3));
        answer_want(&db, &curator, offer(customer, want.fact, &[]), NOW)
            .await
            .unwrap();
        let after = page().await;
        let published = after.published().unwrap();
        assert_ne!(published.id, revision);
        let groups = after.contents.groups.iter();
        let names: Vec<&str> = groups.map(|group| group.name.as_str()).collect();
        assert_eq!(names, ["Sleeve", "Drawing", "Laptop"]);
        assert_eq!(count(&db, "site_change", customer).await, 1);
    }
);

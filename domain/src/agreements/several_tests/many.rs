//! Agreements with many customers: telling each of them, and what a draft would
//! change for one.

use super::*;
use crate::id::CustomerId;
use crate::identity::testing::member;
use crate::identity::{CustomerRole, Denied, preview};

/// Whom the mails of a kind went to, by customer.
async fn mailed(db: &Db, kind: &str) -> Vec<Option<CustomerId>> {
    let mut read = db.read(Scope::system()).await.unwrap();
    let found: Vec<(Option<CustomerId>,)> = read
        .all(
            "SELECT customer_id FROM outbox WHERE kind = $1 ORDER BY customer_id, recipient",
            args![kind],
        )
        .await
        .unwrap();
    found.into_iter().map(|(customer,)| customer).collect()
}

/// Whose profile remembers that the agreement changed.
async fn remembered(db: &Db, agreement: AgreementId) -> Vec<CustomerId> {
    let mut read = db.read(Scope::system()).await.unwrap();
    let found: Vec<(CustomerId,)> = read
        .all(
            "SELECT customer_id FROM interaction
             WHERE subject_id = $1 AND kind = 'site-changed' /* system */ ORDER BY customer_id",
            args![agreement],
        )
        .await
        .unwrap();
    found.into_iter().map(|(customer,)| customer).collect()
}

async fn crowd(db: &Db, count: i64) {
    let rows = (0..count)
        .map(|number| {
            let id = CustomerId::new();
            args![
                id,
                id.to_string(),
                format!("Crowd {number}"),
                "X",
                1_i64,
                "preferred",
                0_i64
            ]
        })
        .collect();
    let head = "INSERT INTO customer (id, number, name, mark, hue, segment, created_at) VALUES";
    crate::agreements::testing::insert(db, head, rows).await;
}

both_engines!(
    each_customer_of_an_agreement_with_many_is_told_once,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let (dollars, _) = customer(&db, "Dollars").await;
        let managers = [CustomerRole::PurchasingManager];
        for (company, unit) in [(&ground.company, ground.unit), (&dollars, ground.unit)] {
            member(&db, company, unit, &managers).await;
        }
        member(
            &db,
            &ground.company,
            ground.unit,
            &[CustomerRole::Requester],
        )
        .await;
        crowd(&db, 450).await;
        // Its own agreement is in dollars: nothing in euros applies to it.
        let usd = price_list(&db, Currency::USD).await;
        list_price(&db, usd, ground.display, 11_000).await;
        let own = Ground {
            list: usd,
            curator: ground.curator.clone(),
            company: dollars.clone(),
            ..ground
        };
        own.agree(&db, Audience::Customer(dollars.id), &[Says::In])
            .await;
        let before = mailed(&db, "agreement-published").await;
        assert_eq!(before, [Some(dollars.id)]);

        let segment = Audience::Segment("preferred".to_owned());
        let ground = Ground {
            list: ground.list,
            company: ground.company,
            ..own
        };
        let agreement = ground.agree(&db, segment, &[Says::In]).await;
        assert_eq!(
            remembered(&db, agreement).await,
            [],
            "not in the same breath"
        );
        // Two processes at once.
        let (one, other) = tokio::join!(tell_customers(&db, || NOW), tell_customers(&db, || NOW));
        assert_eq!(one.unwrap() + other.unwrap(), 451);
        let told = remembered(&db, agreement).await;
        assert_eq!(told.len(), 451);
        assert!(told.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(told.contains(&ground.company.id) && !told.contains(&dollars.id));
        let mut expected = vec![Some(dollars.id), Some(ground.company.id)];
        let mut mails = mailed(&db, "agreement-published").await;
        expected.sort();
        mails.sort();
        assert_eq!(mails, expected);
        assert_eq!(tell_customers(&db, || NOW).await.unwrap(), 0);
    }
);

both_engines!(
    the_end_of_an_agreement_with_many_is_told_to_all_of_them,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let manager = [CustomerRole::PurchasingManager];
        member(&db, &ground.company, ground.unit, &manager).await;
        let ends = NOW.plus_days(30);
        let agree = |number: &str, until: Timestamp| {
            let new = NewAgreement {
                key: FormKey::fresh(),
                audience: Audience::Segment("preferred".to_owned()),
                number: number.to_owned(),
                price_list: ground.list,
                valid: Validity::new(Timestamp(0), until).unwrap(),
            };
            let (db, ground) = (&db, &ground);
            async move {
                let made = create_agreement(db, &ground.curator, new, NOW)
                    .await
                    .unwrap();
                ground.say(db, made, Says::In).await.unwrap();
                ground.publish(db, made).await.unwrap();
            }
        };
        agree("This year", ends).await;
        tell_customers(&db, || NOW).await.unwrap();
        assert_eq!(warn_of_endings(&db, NOW).await.unwrap(), 1);
        assert_eq!(warn_of_endings(&db, NOW).await.unwrap(), 0);
        assert_eq!(tell_customers(&db, || NOW).await.unwrap(), 1);
        let told = mailed(&db, "agreement-ends").await;
        assert_eq!(told, [Some(ground.company.id)]);
        assert_eq!(mailed(&db, "agreement-ends-staff").await, [None]);
        // Once something follows it, nobody needs to hear of it again.
        agree("Next year", Timestamp::NEVER).await;
        assert_eq!(warn_of_endings(&db, ends.plus_days(-10)).await.unwrap(), 0);
    }
);

both_engines!(
    a_draft_for_many_is_compared_and_seen_as_one_of_them,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let (other, _) = customer(&db, "Other").await;
        let (stranger, _) = customer(&db, "Stranger").await;
        let about = AboutCustomer {
            name: "Stranger".to_owned(),
            ..ground.about("education", "")
        };
        change_customer(&db, &ground.curator, stranger.id, about, NOW)
            .await
            .unwrap();
        // The company has a price of its own; the other buys as its segment.
        let own = Audience::Customer(ground.company.id);
        ground
            .agree(&db, own, &[Says::In, Says::Discount(Rate(2_000))])
            .await;
        let segment = Audience::Segment("preferred".to_owned());
        let agreement = ground.agree(&db, segment, &[Says::In]).await;
        ground
            .say(&db, agreement, Says::Discount(Rate(500)))
            .await
            .unwrap();

        let page = |whom: OneOfMany<'static>| {
            let (db, actor) = (db.clone(), ground.curator.clone());
            async move {
                agreement_page_for::<AgreementError>(&db, &actor, agreement, whom, NOW)
                    .await
                    .unwrap()
            }
        };
        let compared = |page: AgreementPage| {
            let (db, actor) = (db.clone(), ground.curator.clone());
            async move {
                difference::<AgreementError>(&db, &actor, &page, NOW)
                    .await
                    .unwrap()
            }
        };
        let for_other = page(OneOfMany::Chosen(other.id)).await;
        assert_eq!(compared(for_other).await.cheaper, 1);
        let for_company = page(OneOfMany::Chosen(ground.company.id)).await;
        let for_company = compared(for_company).await;
        assert_eq!((for_company.products, for_company.lines), (Vec::new(), 1));
        // One whom it is not for is as good as none.
        let for_stranger = page(OneOfMany::Chosen(stranger.id)).await;
        assert_eq!(for_stranger.looked_at_for, None);
        let named: Vec<_> = page(OneOfMany::Named("er"))
            .await
            .some_customers
            .into_iter()
            .map(|one| one.name)
            .collect();
        assert_eq!(named, ["Other"]);

        let draft = page(OneOfMany::Named("")).await.draft().unwrap().id;
        for (customer, may) in [(other.id, true), (stranger.id, false)] {
            let seen =
                preview::<AgreementError>(&db, &ground.curator, customer, Some(draft), NOW).await;
            match seen {
                Ok(()) => assert!(may),
                Err(error) => assert!(!may && matches!(error, AgreementError::Denied(Denied))),
            }
        }
    }
);

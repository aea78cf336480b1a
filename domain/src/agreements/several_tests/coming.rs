//! Until when a price counts, told of agreements that begin later and of drafts
//! that are published by themselves.

use super::*;
use crate::id::MembershipId;
use crate::identity::testing::member;
use crate::identity::{CustomerRole, ask_coming};

fn in_days(days: i64) -> Timestamp {
    NOW.plus_days(days)
}

impl Ground {
    /// An agreement with a price for the display, or without one, that begins on
    /// that day.
    async fn begins(
        &self,
        db: &Db,
        audience: Audience,
        list: PriceListId,
        day: i64,
        price: Option<Money>,
    ) -> AgreementId {
        let new = NewAgreement {
            key: FormKey::fresh(),
            audience,
            number: format!("B {}", AgreementId::new().0.simple()),
            price_list: list,
            valid: Validity::new(in_days(day), Timestamp::NEVER).unwrap(),
        };
        let agreement = create_agreement(db, &self.curator, new, NOW).await.unwrap();
        let says = price.map_or(Says::In, Says::Price);
        self.single(db, agreement, says).await;
        self.publish(db, agreement).await.unwrap();
        agreement
    }

    /// One more line about the display.
    async fn single(&self, db: &Db, agreement: AgreementId, says: Says) {
        let lines = vec![("MON-27".to_owned(), line(says, 1))];
        let change = Change::AddProducts { lines };
        change_agreement(db, &self.curator, agreement, change, NOW)
            .await
            .unwrap();
    }

    /// Publishes the draft by itself on that day.
    async fn plan(&self, db: &Db, agreement: AgreementId, day: i64) {
        let command = Publish {
            agreement,
            version: self.page(db, agreement).await.draft().unwrap().version,
            note: "From then on".to_owned(),
            at: Some(in_days(day)),
            even_if_empty: false,
        };
        publish(db, &self.curator, command, NOW).await.unwrap();
    }

    /// What the display costs a member of the unit, or somebody of none, and until
    /// when: as the product's page asks.
    async fn until(
        &self,
        db: &Db,
        member: Option<(MembershipId, UnitId)>,
    ) -> (Option<i64>, Option<Timestamp>) {
        let company = self.company.id;
        let mut read = db.read(Scope::customer(company)).await.unwrap();
        let unit = member.map(|(_, unit)| unit);
        let applies = in_force(&mut read, company, unit, NOW).await.unwrap();
        let member = member.map(|(member, _)| member);
        let shopper = Shopper {
            company: &self.company,
            in_force: applies.as_ref(),
            preview: false,
            language: "",
            member,
        };
        let coming = ask_coming(company, member, NOW)
            .fetch(&mut read)
            .await
            .unwrap();
        let items = ask_items_until(shopper, &[self.display], &coming, NOW)
            .fetch(&mut read)
            .await
            .unwrap();
        let story = &items.first().unwrap().price;
        let until = story.winner().unwrap().valid_until;
        (story.price.map(|price| price.minor), until)
    }

    /// Until when the curator is told that it counts.
    async fn told(&self, db: &Db, agreement: AgreementId) -> Option<Timestamp> {
        let page = self.page(db, agreement).await;
        let told = explain::<AgreementError>(db, &self.curator, &page, "MON-27", NOW)
            .await
            .unwrap()
            .unwrap();
        told.price.winner().unwrap().valid_until
    }
}

// A price was told to count until the end of its agreement, although another
// agreement, or a draft, decides from an earlier day on.
both_engines!(
    a_price_counts_until_an_agreement_begins_that_comes_before,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let own = Audience::Customer(ground.company.id);
        let first = ground.agree(&db, own.clone(), &[Says::In]).await;
        let ines = member(
            &db,
            &ground.company,
            ground.unit,
            &[CustomerRole::Requester],
        )
        .await;
        let ines = ines.member().map(|member| (member.id, ground.unit));
        let anybody = (Some(10_000), None);
        assert_eq!(ground.until(&db, ines).await, anybody);

        // What others agree on, and what says nothing of the price, ends nothing.
        let (other, _) = customer(&db, "Other").await;
        let price = Some(eur(9_000));
        let theirs = Audience::Customer(other.id);
        ground.begins(&db, theirs, ground.list, 2, price).await;
        let quiet = ground.begins(&db, own.clone(), ground.list, 3, None).await;
        assert_eq!(ground.until(&db, ines).await, anybody);

        let of_unit = Audience::Unit(ground.company.id, ground.unit);
        ground.begins(&db, of_unit, ground.list, 9, price).await;
        assert_eq!(ground.until(&db, None).await, anybody);
        let until = (Some(10_000), Some(in_days(9)));
        assert_eq!(ground.until(&db, ines).await, until);

        // A draft that is published by itself, until somebody withdraws that.
        ground.single(&db, first, Says::Price(eur(8_000))).await;
        assert_eq!(ground.until(&db, ines).await, until);
        ground.plan(&db, first, 5).await;
        for whom in [None, ines] {
            let until = (Some(10_000), Some(in_days(5)));
            assert_eq!(ground.until(&db, whom).await, until);
        }
        withdraw_plan(&db, &ground.curator, first, NOW)
            .await
            .unwrap();
        assert_eq!(ground.until(&db, None).await, anybody);
        discard_draft(&db, &ground.curator, first, NOW)
            .await
            .unwrap();

        // The curator is told the same.
        assert_eq!(ground.told(&db, first).await, None);
        ground.single(&db, quiet, Says::Price(eur(7_000))).await;
        ground.plan(&db, quiet, 6).await;
        assert_eq!(ground.told(&db, first).await, Some(in_days(6)));
        assert_eq!(ground.until(&db, None).await.1, Some(in_days(6)));

        // In another currency nothing of what applied counts any more.
        let dollars = price_list(&db, Currency::USD).await;
        list_price(&db, dollars, ground.display, 10_000).await;
        ground.begins(&db, own, dollars, 4, None).await;
        assert_eq!(ground.until(&db, None).await.1, Some(in_days(4)));
    }
);

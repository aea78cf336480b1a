//! What our people read of a customer's unit.

use super::life::{import, look, own_unit};
use super::*;
use crate::id::CustomerId;
use crate::support::articles::BeforeAsking;
use crate::support::business_hours::CalendarText;
use crate::support::case_life::Priority;
use crate::support::{NewLevel, OpenCase, TargetMinutes, make_level, open_case};
use crate::{Rate, Timestamp};

async fn read(db: &Db, who: &Actor, customer: CustomerId, tag: &str) -> Option<AssetPage> {
    let found = asset_page_of::<AssetError>(db, who, customer, tag, NOW);
    found.await.unwrap().map(|(_, page)| page)
}

async fn whose(db: &Db, who: &Actor, tag: &str) -> Option<CustomerId> {
    whose_tag::<AssetError>(db, who, tag).await.unwrap()
}

/// Somebody asks for help with this.
async fn asks(db: &Db, who: &Actor, tag: &str, now: Timestamp) -> String {
    let question = OpenCase {
        key: FormKey::fresh(),
        subject: "It is dark".to_owned(),
        text: "It does not start any more.".to_owned(),
        priority: Priority::Normal,
        sku: String::new(),
        order: String::new(),
        asset: tag.to_owned(),
        before: BeforeAsking::default(),
    };
    open_case(db, who, question, now).await.unwrap()
}

both_engines!(our_people_read_a_unit_and_change_nothing, |db| async move {
    let world = world(&db, "Halden").await;
    let admin = staff(&db, &[StaffRole::Admin]).await;
    let level = NewLevel {
        name: "Round the clock".to_owned(),
        hours: CalendarText {
            round_the_clock: true,
            ..CalendarText::default()
        },
        targets: [TargetMinutes::hours(4, 48); 4],
        warn_at: Rate(7_500),
        usual: true,
    };
    make_level(&db, &admin, level, NOW).await.unwrap();
    let tag = own_unit(&db, &world).await;
    let (here, number) = (
        world.company.id,
        asks(&db, &world.requester, &tag, NOW).await,
    );

    // Whoever has it sees what was promised before they ask, and what they asked.
    let own = look(&db, &world.requester, &tag).await.unwrap();
    let promised = own.entitled.unwrap().level.unwrap();
    assert_eq!(promised.name, "Round the clock");
    assert_eq!(own.cases[0].number, number);

    // Who works on cases reads the same, and can do nothing with it.
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let (found, statements) = counted(read(&db, &agent, here, &tag.to_lowercase())).await;
    assert_eq!(statements, 2);
    let found = found.unwrap();
    assert_eq!(found.asset.service_tag, tag);
    assert_eq!(found.events.len(), 1);
    assert_eq!(found.cases[0].number, number);
    assert_eq!(found.entitled.unwrap().level, Some(promised));
    assert!(found.steps.is_empty() && !found.own);
    assert_eq!(found.choices, Choices::default());
    let give_back = ChangeAsset {
        key: FormKey::fresh(),
        tag: tag.clone(),
        version: 1,
        wanted: Wanted::GiveBack,
    };
    let refused = change_asset(&db, &agent, give_back, NOW).await;
    assert!(matches!(refused, Err(AssetError::Denied(_))), "{refused:?}");

    // Who doesn't sees the unit only.
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let found = read(&db, &desk, here, &tag).await.unwrap();
    assert!(found.cases.is_empty() && found.entitled.is_none());

    // A tag is found at the customer whose it is, and nowhere else.
    let other = crate::requests::testing::world(&db, "Other").await;
    let elsewhere = other.company.id;
    for nowhere in [elsewhere, CustomerId::new()] {
        assert!(read(&db, &agent, nowhere, &tag).await.is_none());
    }
    import(&db, &other.manager, &format!("tag,name\n{tag},Theirs\n")).await;
    let theirs = read(&db, &agent, elsewhere, &tag).await.unwrap();
    assert_eq!(theirs.asset.name, "Theirs");
    assert!(theirs.cases.is_empty());
    let refused = asset_page_of::<AssetError>(&db, &world.manager, here, &tag, NOW).await;
    assert!(matches!(refused, Err(AssetError::Denied(_))));
});

both_engines!(
    a_scanned_label_leads_to_whose_it_is_and_never_to_one_of_several,
    |db| async move {
        let world = world(&db, "Halden").await;
        let other = crate::requests::testing::world(&db, "Other").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let tag = own_unit(&db, &world).await;
        assert_eq!(
            whose(&db, &agent, &tag.to_lowercase()).await,
            Some(world.company.id)
        );
        // Not by its beginning, as the search has it.
        assert_eq!(whose(&db, &agent, &tag[..6]).await, None);
        assert_eq!(whose(&db, &agent, "").await, None);
        import(&db, &other.manager, "tag,name\nSAME-1,Theirs\n").await;
        assert_eq!(whose(&db, &agent, "same-1").await, Some(other.company.id));
        import(&db, &world.manager, "tag,name\nSAME-1,Ours\n").await;
        assert_eq!(whose(&db, &agent, "SAME-1").await, None, "two have it");
        let curious = whose_tag::<AssetError>(&db, &world.manager, &tag).await;
        assert!(matches!(curious, Err(AssetError::Denied(_))));
    }
);

use super::*;
use crate::audit::{Entry, record};
use crate::identity::testing::{Failed, customer, member, staff};
use crate::identity::{CustomerRole, StaffRole};
use crate::store::testing::both_engines;
use crate::store::{Scope, counted};

const NOW: Timestamp = Timestamp(1_000_000_000);

async fn put(db: &Db, actor: &Actor, action: &'static str, of: Option<CustomerId>, at: Timestamp) {
    let actor = actor.clone();
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let entry = Entry {
                action,
                subject: "HM 2026".to_owned(),
                customer: of,
                detail: json!({ "change": "terms" }),
            };
            record(tx, &actor, entry, at).await
        })
    })
    .await
    .unwrap();
}

async fn read(db: &Db, actor: &Actor, view: TrailView) -> Trail {
    trail::<Failed>(db, actor, &view).await.unwrap()
}

both_engines!(the_trail_is_read_page_by_page, |db| async move {
    let admin = staff(&db, &[StaffRole::Admin]).await;
    // Several at the same moment, too.
    for number in 0_i64..120 {
        let at = Timestamp(NOW.0 + number / 7);
        put(&db, &admin, "product.saved", None, at).await;
    }
    let mut seen = Vec::new();
    let mut view = TrailView::default();
    loop {
        let (page, statements) = counted(trail::<Failed>(&db, &admin, &view)).await;
        let page = page.unwrap();
        assert_eq!(statements, 1);
        seen.extend(page.rows.iter().map(|row| (row.at, row.id)));
        let Some(next) = page.next else { break };
        // As an address has it.
        view.after = Some(next.to_string().parse().unwrap());
    }
    assert_eq!(seen.len(), 120);
    assert!(seen.windows(2).all(|pair| pair[1] < pair[0]));
});

both_engines!(
    the_trail_is_narrowed_by_all_that_is_chosen,
    |db| async move {
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let (company, unit) = customer(&db, "Halden Marine").await;
        let (other, _) = customer(&db, "Other").await;
        let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let day = |days: i64| NOW.plus_days(days);
        put(&db, &curator, "agreement.changed", Some(company.id), day(0)).await;
        put(
            &db,
            &curator,
            "agreement.published",
            Some(company.id),
            day(1),
        )
        .await;
        put(&db, &manager, "order.placed", Some(company.id), day(2)).await;
        put(&db, &curator, "agreement.changed", Some(other.id), day(3)).await;
        put(&db, &Actor::system(), "product.retired", None, day(4)).await;
        let actions = async |view: TrailView| {
            let page = read(&db, &admin, view).await;
            let actions = page.rows.into_iter().map(|row| row.action);
            actions.collect::<Vec<_>>()
        };
        let by = |person: &Actor| TrailView {
            person: Some(person.person()),
            ..TrailView::default()
        };
        let of = |customer| TrailView {
            customer: Some(customer),
            ..TrailView::default()
        };
        assert_eq!(actions(TrailView::default()).await.len(), 5);
        let placed = ["order.placed", "agreement.published", "agreement.changed"];
        assert_eq!(actions(of(company.id)).await, placed);
        assert_eq!(actions(by(&manager)).await, ["order.placed"]);
        let changed = TrailView {
            action: Some("agreement.changed"),
            ..of(company.id)
        };
        assert_eq!(actions(changed).await, ["agreement.changed"]);
        let both = TrailView {
            customer: Some(other.id),
            ..by(&manager)
        };
        assert_eq!(actions(both).await, [""; 0]);
        let days = TrailView {
            from: Some(Day::of(day(1))),
            until: Some(Day::of(day(2))),
            ..TrailView::default()
        };
        assert_eq!(actions(days).await, ["order.placed", "agreement.published"]);

        let first = read(&db, &admin, by(&curator)).await;
        assert_eq!(first.rows[0].customer_name.as_deref(), Some("Other"));
        assert_eq!(first.rows[0].detail, json!({ "change": "terms" }));
        assert!(first.person_name.is_some());
        let asked = TrailView {
            whose: "halden".to_owned(),
            who: "nobody at all".to_owned(),
            ..TrailView::default()
        };
        let found = read(&db, &admin, asked).await;
        assert_eq!(found.customers[0].id, company.id.0);
        assert_eq!((found.customers.len(), found.people.len()), (1, 0));
    }
);

both_engines!(
    who_knows_customers_reads_of_one_and_nobody_else_reads,
    |db| async move {
        let manages = staff(&db, &[StaffRole::AccountManager]).await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let (company, unit) = customer(&db, "Halden Marine").await;
        let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        put(&db, &curator, "site.text", Some(company.id), NOW).await;
        let of_one = TrailView {
            customer: Some(company.id),
            whose: "halden".to_owned(),
            ..TrailView::default()
        };
        let found = read(&db, &manages, of_one.clone()).await;
        assert_eq!((found.rows.len(), found.customers.len()), (1, 0));
        assert_eq!(found.customer_name.as_deref(), Some("Halden Marine"));
        let all = trail::<Failed>(&db, &manages, &TrailView::default()).await;
        assert!(matches!(all, Err(Failed::Denied(_))));
        for other in [&curator, &manager] {
            let refused = trail::<Failed>(&db, other, &of_one).await;
            assert!(matches!(refused, Err(Failed::Denied(_))));
        }
        // A customer that there is not, and a person who did nothing there.
        let none = TrailView {
            customer: Some(CustomerId::new()),
            person: Some(curator.person()),
            ..TrailView::default()
        };
        let none = read(&db, &manages, none).await;
        assert_eq!((none.customer_name, none.person_name), (None, None));
    }
);

both_engines!(
    what_was_done_to_a_product_names_it_although_the_row_has_its_id_only,
    |db| async move {
        use crate::agreements::testing::{category, product};
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let shelf = category(&db, None, "Lamps").await;
        let lamp = product(&db, shelf, "LAMP-1", "Lamp").await;
        let (actor, gone) = (admin.clone(), ProductId::new());
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                for subject in [lamp, gone] {
                    let entry = Entry {
                        action: "product.stock",
                        subject: subject.to_string(),
                        customer: None,
                        detail: json!({}),
                    };
                    record(tx, &actor, entry, NOW).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
        let view = TrailView::default();
        let (found, statements) = counted(trail::<Failed>(&db, &admin, &view)).await;
        let found = found.unwrap();
        let of = |id: ProductId| {
            let mut rows = found.rows.iter();
            let row = rows.find(|row| row.subject == id.to_string()).unwrap();
            row.sku.clone()
        };
        assert_eq!((of(lamp).as_deref(), of(gone)), (Some("LAMP-1"), None));
        assert_eq!(statements, 2);
    }
);

both_engines!(each_page_is_led_to_by_an_index, |db| async move {
    let (customer, person) = (Some(CustomerId::new()), Some(PersonId::new()));
    let action = Some("order.placed");
    let mut read = db.read(Scope::system()).await.unwrap();
    for (view, index) in [
        (
            TrailView {
                customer,
                ..TrailView::default()
            },
            "audit_by_customer",
        ),
        (
            TrailView {
                person,
                ..TrailView::default()
            },
            "audit_by_person",
        ),
        (
            TrailView {
                action,
                ..TrailView::default()
            },
            "audit_by_action",
        ),
        (TrailView::default(), "audit_by_time"),
    ] {
        let plan = ask_rows(&view).plan(&mut read).await.unwrap();
        assert!(plan.contains(index), "{index}: {plan}");
    }
});

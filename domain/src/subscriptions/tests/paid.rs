//! What is paid of invoices, and who hears of it. What is given back is in `credits`.

use super::life::change;
use super::*;
use crate::orders::{
    Paid, PaymentError, PaymentFault, RecordPayment, TakeBack, WhichInvoices, record_payment,
    take_payment_back,
};

pub(super) async fn invoice(db: &Db, number: &str) -> orders::Invoice {
    let desk = staff(db, &[StaffRole::OrderDesk]).await;
    orders::show_invoice::<Failed>(db, &desk, number)
        .await
        .unwrap()
        .unwrap()
}

async fn listed(db: &Db, actor: &Actor, which: WhichInvoices, now: Timestamp) -> Vec<String> {
    let found = orders::list_invoices::<Failed>(db, actor, which, (0, 50), now)
        .await
        .unwrap();
    assert_eq!(i64::try_from(found.rows.len()), Ok(found.found));
    found.rows.into_iter().map(|one| one.number).collect()
}

/// A subscription of two seats that begins thirty days from now.
pub(super) async fn scheduled(db: &Db, world: &World, plan: PlanId) -> Subscription {
    let later = Subscribe {
        starts: Some(Day::of(NOW).plus_days(30)),
        ..wanted(world, plan, 2)
    };
    subscribe(db, &world.manager, later, NOW).await.unwrap();
    let number = taken_on(db, world, From::Basket, NOW).await.number;
    let one = shown(db, world, &number).await;
    assert_eq!(one.state, State::Scheduled);
    one
}

pub(super) fn paying(invoice: &str, minor: i64) -> RecordPayment {
    RecordPayment {
        key: FormKey::fresh(),
        invoice: invoice.to_owned(),
        day: Some(Day::of(NOW)),
        amount: Some(eur(minor)),
        reference: "Statement 12".to_owned(),
    }
}

/// What was wrong with a payment.
pub(super) fn payment_faults(answer: Result<(), PaymentError>) -> Vec<PaymentFault> {
    match answer {
        Err(PaymentError::Faults(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

both_engines!(
    what_has_not_begun_is_withdrawn_and_given_back,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let one = scheduled(&db, &world, plan).await;
        let charged = one.charges[0].invoice.clone();
        let form = ChangeSubscription {
            key: FormKey::fresh(),
            number: one.number.clone(),
            version: one.version,
            wanted: Wanted::Withdraw,
            seen: None,
        };
        let stranger = self::world(&db, "Elsewhere").await;
        for (who, why) in [
            (&world.requester, "may not order"),
            (&stranger.manager, "another company"),
        ] {
            let refused = change_subscription(&db, who, form.clone(), NOW).await;
            assert!(
                matches!(refused, Err(ChangeError::Denied(_) | ChangeError::NotFound)),
                "{why}"
            );
        }
        // Once its first day is there it has begun, whether or not the program looked.
        let first = one.paid.first().start();
        let refused = change_subscription(&db, &world.manager, form.clone(), first).await;
        assert!(matches!(refused, Err(ChangeError::NotPossible(_))));
        for _ in 0..2 {
            change_subscription(&db, &world.manager, form.clone(), NOW)
                .await
                .unwrap();
        }
        let one = shown(&db, &world, &one.number).await;
        assert_eq!((one.state, one.ended_at), (State::Withdrawn, Some(NOW)));
        assert_eq!(one.charges.len(), 2);
        let sum: i64 = one.charges.iter().map(|one| one.amount.minor).sum();
        assert_eq!(sum, 0);
        // The two are set off against each other.
        let back = invoice(&db, &one.charges[1].invoice).await;
        assert_eq!(back.head.gives_back.as_deref(), Some(charged.as_str()));
        assert_eq!(
            (back.head.total(), back.head.open()),
            (eur(-322_400), eur(0))
        );
        assert_eq!(back.lines[0].amount(), eur(-322_400));
        let charged = invoice(&db, &charged).await;
        assert_eq!(charged.head.standing(Day::of(NOW)), Paid::All);
        assert_eq!(charged.payments[0].reference, back.head.number);
        for who in [&world.manager, &staff(&db, &[StaffRole::OrderDesk]).await] {
            let open = listed(&db, who, WhichInvoices::Open, NOW).await;
            assert_eq!(open, [""; 0]);
        }
        // It gives nothing, and nothing more happens to it.
        look_after_subscriptions(&db, || first.plus_days(400))
            .await
            .unwrap();
        assert!(!dock(&db, &world, first).await.1);
        assert_eq!(invoices(&db).await.len(), 2);
    }
);

both_engines!(
    what_was_paid_of_what_is_withdrawn_is_ours_to_pay_back,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let one = scheduled(&db, &world, plan).await;
        let charged = one.charges[0].invoice.clone();
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        record_payment(&db, &desk, paying(&charged, 300_000), NOW)
            .await
            .unwrap();
        let withdraw = Wanted::Withdraw;
        change(
            &db,
            &world.manager,
            &one.number,
            one.version,
            withdraw,
            None,
            NOW,
        )
        .await
        .unwrap();
        let one = shown(&db, &world, &one.number).await;
        let number = one.charges[1].invoice.clone();
        let back = invoice(&db, &number).await;
        assert_eq!(back.head.open(), eur(-300_000));
        assert_eq!(back.head.standing(Day::of(NOW)), Paid::ToGiveBack);
        assert_eq!(
            listed(&db, &desk, WhichInvoices::Open, NOW).await,
            [number.as_str()]
        );
        // What we owe is never overdue for the customer.
        let later = NOW.plus_days(90);
        assert_eq!(
            listed(&db, &desk, WhichInvoices::Overdue, later).await,
            [""; 0]
        );
        record_payment(&db, &desk, paying(&number, 300_000), NOW)
            .await
            .unwrap();
        let back = invoice(&db, &number).await;
        assert_eq!(back.head.standing(later.into()), Paid::All);
    }
);

both_engines!(
    an_invoice_is_paid_in_parts_and_never_more_than_it_is,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let number = shown(&db, &world, &number).await.charges[0].invoice.clone();
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        for who in [&curator, &world.manager] {
            let refused = record_payment(&db, who, paying(&number, 1), NOW).await;
            assert!(matches!(refused, Err(PaymentError::Denied(_))));
        }
        let refused = record_payment(&db, &desk, paying("I-2026-999999", 1), NOW).await;
        assert!(matches!(refused, Err(PaymentError::NotFound)));
        /// What is made wrong of it, and what is said of that.
        type Wrong = (fn(&mut RecordPayment), PaymentFault);
        let wrong: [Wrong; 7] = [
            (|one| one.day = None, PaymentFault::NoDay),
            (
                |one| one.day = Some(Day::of(NOW).plus_days(2)),
                PaymentFault::ToCome,
            ),
            (|one| one.amount = None, PaymentFault::NoAmount),
            (|one| one.amount = Some(eur(0)), PaymentFault::NoAmount),
            (
                |one| one.amount = Some(Money::new(5, Currency::USD)),
                PaymentFault::NoAmount,
            ),
            (
                |one| one.amount = Some(eur(161_201)),
                PaymentFault::TooMuch(eur(161_200)),
            ),
            (
                |one| one.reference = " ".to_owned(),
                PaymentFault::Reference,
            ),
        ];
        for (change, fault) in wrong {
            let mut form = paying(&number, 100);
            change(&mut form);
            let refused = record_payment(&db, &desk, form, NOW).await;
            assert_eq!(payment_faults(refused), [fault]);
        }
        // All of it is told at once.
        let form = RecordPayment {
            day: None,
            reference: "x".repeat(81),
            ..paying(&number, 161_201)
        };
        let refused = record_payment(&db, &desk, form, NOW).await;
        assert_eq!(
            payment_faults(refused),
            [
                PaymentFault::NoDay,
                PaymentFault::TooMuch(eur(161_200)),
                PaymentFault::Reference,
            ]
        );
        let part = paying(&number, 100_000);
        for _ in 0..2 {
            record_payment(&db, &desk, part.clone(), NOW).await.unwrap();
        }
        let one = invoice(&db, &number).await;
        assert_eq!((one.head.open(), one.payments.len()), (eur(61_200), 1));
        let later = NOW.plus_days(31);
        assert_eq!(one.head.standing(Day::of(NOW)), Paid::Open);
        assert_eq!(one.head.standing(Day::of(later)), Paid::Overdue);
        for (now, overdue) in [(NOW, 0), (NOW.plus_days(30), 0), (later, 1)] {
            for who in [&desk, &world.manager] {
                let found = listed(&db, who, WhichInvoices::Overdue, now).await;
                assert_eq!(found.len(), overdue);
            }
        }
        let stranger = self::world(&db, "Elsewhere").await;
        for who in [&stranger.manager, &world.requester] {
            for which in [WhichInvoices::All, WhichInvoices::Open] {
                assert_eq!(listed(&db, who, which, later).await, [""; 0]);
            }
        }
        // Two who write down the rest at the same moment write it down once.
        let all = futures::future::join_all(
            (0..3).map(|_| record_payment(&db, &desk, paying(&number, 61_200), NOW)),
        )
        .await;
        assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1);
        let one = invoice(&db, &number).await;
        assert_eq!(one.head.standing(Day::of(later)), Paid::All);
        assert_eq!(listed(&db, &desk, WhichInvoices::Open, NOW).await, [""; 0]);
        // One was somebody else's.
        let back = TakeBack {
            key: FormKey::fresh(),
            invoice: number.clone(),
            payment: one.payments[0].id,
        };
        for _ in 0..2 {
            let again = TakeBack {
                key: FormKey::fresh(),
                ..back.clone()
            };
            take_payment_back(&db, &desk, again, NOW).await.unwrap();
        }
        let elsewhere = TakeBack {
            key: FormKey::fresh(),
            invoice: "I-2026-999999".to_owned(),
            ..back
        };
        let refused = take_payment_back(&db, &desk, elsewhere, NOW).await;
        assert!(matches!(refused, Err(PaymentError::NotFound)));
        let one = invoice(&db, &number).await;
        assert_eq!(one.head.open(), eur(100_000));
        assert!(one.payments[0].taken_back_at.is_some());
        assert_eq!(listed(&db, &desk, WhichInvoices::Open, NOW).await.len(), 1);
    }
);

/// How many were told something of this kind.
pub(super) async fn told(db: &Db, kind: &str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    let text = "SELECT COUNT(*) FROM outbox WHERE kind = $1 /* system */";
    read.scalar(text, args![kind]).await.unwrap().unwrap()
}

both_engines!(
    whoever_hears_of_an_invoice_hears_what_becomes_of_it,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let one = scheduled(&db, &world, plan).await;
        let people = told(&db, "invoice-made").await;
        assert!(people > 0);
        let charged = one.charges[0].invoice.clone();
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let payment = paying(&charged, 100_000);
        for _ in 0..2 {
            record_payment(&db, &desk, payment.clone(), NOW)
                .await
                .unwrap();
        }
        let refused = record_payment(&db, &desk, paying(&charged, 999_999_999), NOW).await;
        assert_eq!(
            payment_faults(refused),
            [PaymentFault::TooMuch(eur(222_400))]
        );
        assert_eq!(told(&db, "invoice-paid").await, people);
        let payment = invoice(&db, &charged).await.payments[0].id;
        for _ in 0..2 {
            let back = TakeBack {
                key: FormKey::fresh(),
                invoice: charged.clone(),
                payment,
            };
            take_payment_back(&db, &desk, back, NOW).await.unwrap();
        }
        assert_eq!(told(&db, "invoice-payment-taken-back").await, people);
        let no = Wanted::Withdraw;
        change(&db, &world.manager, &one.number, one.version, no, None, NOW)
            .await
            .unwrap();
        assert_eq!(told(&db, "invoice-given-back").await, people);
    }
);

both_engines!(
    what_is_paid_is_remembered_and_a_mistake_is_not,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let invoice = shown(&db, &world, &number).await.charges[0].invoice.clone();
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let form = orders::RecordPayment {
            key: FormKey::fresh(),
            invoice: invoice.clone(),
            day: Some(Day::of(NOW)),
            amount: Some(eur(1_200)),
            reference: "Statement 48".to_owned(),
        };
        for _ in 0..2 {
            orders::record_payment(&db, &desk, form.clone(), NOW)
                .await
                .unwrap();
        }
        let known = "SELECT COUNT(*) FROM interaction
            WHERE kind = 'paid' AND amount = 1200 /* system */";
        assert_eq!(count(&db, known).await, 1);
        let of = "SELECT COUNT(*) FROM interaction
            WHERE kind = 'subscribed' AND detail ->> 'plan' = 'Select' /* system */";
        assert_eq!(
            count(&db, of).await,
            1,
            "which plan is known without asking for it"
        );
        let page = orders::show_invoice::<Failed>(&db, &desk, &invoice).await;
        let back = orders::TakeBack {
            key: FormKey::fresh(),
            invoice,
            payment: page.unwrap().unwrap().payments[0].id,
        };
        for _ in 0..2 {
            orders::take_payment_back(&db, &desk, back.clone(), NOW)
                .await
                .unwrap();
        }
        assert_eq!(count(&db, known).await, 0);
    }
);

both_engines!(
    an_amount_beyond_counting_is_more_than_is_open,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let number = shown(&db, &world, &number).await.charges[0].invoice.clone();
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        record_payment(&db, &desk, paying(&number, 100_000), NOW)
            .await
            .unwrap();
        let refused = record_payment(&db, &desk, paying(&number, i64::MAX), NOW).await;
        assert_eq!(
            payment_faults(refused),
            [PaymentFault::TooMuch(eur(61_200))]
        );
    }
);

//! What is given back of invoices and set off against others: never more than there is.

use super::life::change;
use super::paid::{invoice, paying, payment_faults, scheduled, told};
use super::*;
use crate::orders::{
    Paid, PaymentError, PaymentFault, SetOff, SetOffError, TakeBack, record_payment, set_off,
    take_payment_back,
};

fn setting_off(credit: &str, invoice: &str) -> SetOff {
    SetOff {
        key: FormKey::fresh(),
        credit: credit.to_owned(),
        invoice: invoice.to_owned(),
    }
}

both_engines!(
    a_credit_is_set_off_against_another_invoice_to_the_minor_unit,
    |db| async move {
        let world = world(&db, "Halden").await;
        let theirs = self::world(&db, "Elsewhere").await;
        let plan = plan(&db, &world, true).await;
        term(&db, plan, &theirs.sku("LAPTOP"), 12).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let charge = async |world: &World, number: &str| {
            shown(&db, world, number).await.charges[0].invoice.clone()
        };
        // All of it was paid before it was withdrawn: then all is ours to pay back.
        let one = scheduled(&db, &world, plan).await;
        let paid = one.charges[0].invoice.clone();
        record_payment(&db, &desk, paying(&paid, 322_400), NOW)
            .await
            .unwrap();
        let no = Wanted::Withdraw;
        change(&db, &world.manager, &one.number, one.version, no, None, NOW)
            .await
            .unwrap();
        let credit = shown(&db, &world, &one.number).await.charges[1]
            .invoice
            .clone();
        assert_eq!(invoice(&db, &credit).await.head.open(), eur(-322_400));
        let second = subscribed(&db, &world, plan, 1, NOW).await;
        let second = charge(&world, &second).await;
        let foreign = subscribed(&db, &theirs, plan, 1, NOW).await;
        let foreign = charge(&theirs, &foreign).await;
        // What can be chosen is theirs and open, and for the desk only.
        let found = invoice(&db, &credit).await;
        let choice: Vec<&str> = found.to_set_off.iter().map(|one| &*one.number).collect();
        assert_eq!(choice, [second.as_str()]);
        assert!(invoice(&db, &second).await.to_set_off.is_empty());
        let read = orders::show_invoice::<Failed>(&db, &world.manager, &credit)
            .await
            .unwrap();
        assert!(read.unwrap().to_set_off.is_empty());
        let curator = staff(&db, &[StaffRole::Curator]).await;
        for who in [&curator, &world.manager] {
            let refused = set_off(&db, who, setting_off(&credit, &second), NOW).await;
            assert!(matches!(refused, Err(SetOffError::Denied(_))));
        }
        for wrong in [foreign.as_str(), credit.as_str(), "I-2026-999999", ""] {
            let refused = set_off(&db, &desk, setting_off(&credit, wrong), NOW).await;
            assert!(
                matches!(refused, Err(SetOffError::NoSuchInvoice)),
                "{wrong}"
            );
        }
        for wrong in [second.as_str(), "C-2026-999999", ""] {
            let refused = set_off(&db, &desk, setting_off(wrong, &second), NOW).await;
            assert!(matches!(refused, Err(SetOffError::NotFound)), "{wrong}");
        }
        let refused = set_off(&db, &desk, setting_off(&credit, &paid), NOW).await;
        assert!(matches!(refused, Err(SetOffError::NothingOpen)));
        // At the same moment as others do, and as somebody writes down a payment.
        let all = futures::future::join_all(
            (0..3).map(|_| set_off(&db, &desk, setting_off(&credit, &second), NOW)),
        );
        let (all, payment) = tokio::join!(
            all,
            record_payment(&db, &desk, paying(&second, 161_200), NOW)
        );
        let done = all.iter().filter(|one| one.is_ok()).count();
        assert_eq!(
            done + usize::from(payment.is_ok()),
            1,
            "{all:?} {payment:?}"
        );
        let head = invoice(&db, &second).await.head;
        assert_eq!(head.standing(Day::of(NOW)), Paid::All);
        let left = if done == 1 { 161_200 } else { 322_400 };
        assert_eq!(invoice(&db, &credit).await.head.open(), eur(-left));
        // Of a larger one as much as the credit has, and once for each form.
        let third = subscribed(&db, &world, plan, 3, NOW).await;
        let third = charge(&world, &third).await;
        let form = setting_off(&credit, &third);
        for _ in 0..2 {
            set_off(&db, &desk, form.clone(), NOW).await.unwrap();
        }
        let of = invoice(&db, &third).await;
        assert_eq!(of.head.open(), eur(483_600 - left));
        assert_eq!(of.payments[0].amount(), eur(left));
        assert_eq!(of.payments[0].reference, credit);
        assert!(of.payments[0].is_set_off());
        let back = invoice(&db, &credit).await;
        assert_eq!(back.head.standing(Day::of(NOW)), Paid::All);
        assert!(back.to_set_off.is_empty());
        assert_eq!(back.payments.last().unwrap().reference, third);
        assert!(told(&db, "invoice-set-off").await > 0);
        let undo = TakeBack {
            key: FormKey::fresh(),
            invoice: third,
            payment: of.payments[0].id,
        };
        let refused = take_payment_back(&db, &desk, undo, NOW).await;
        assert!(matches!(refused, Err(PaymentError::NotFound)));
    }
);

/// Gives back so much of an invoice, as a use case of another room would.
async fn given_back(
    db: &Db,
    world: &World,
    invoice: &str,
    minor: i64,
) -> Result<String, orders::GiveBackError> {
    let desk = staff(db, &[StaffRole::OrderDesk]).await;
    let credit = orders::NewCredit {
        customer: world.company.id,
        invoice: invoice.to_owned(),
        lines: vec![orders::NewInvoiceLine {
            sku: "LAPTOP".to_owned(),
            name: "Select".to_owned(),
            days: None,
            quantity: Quantity::pieces(1),
            price: eur(minor),
        }],
    };
    db.write::<_, orders::GiveBackError, _>(desk.scope(), move |tx| {
        Box::pin(async move {
            let (_, number) = orders::give_back(tx, &desk, credit, NOW).await?;
            Ok(number)
        })
    })
    .await
}

both_engines!(
    several_credits_never_give_back_more_than_was_charged,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let one = shown(&db, &world, &number).await;
        let charged = one.charges[0].invoice.clone();
        // Of two at the same moment, which together are more than the invoice, one.
        let both = futures::join!(
            given_back(&db, &world, &charged, 100_000),
            given_back(&db, &world, &charged, 100_000)
        );
        let mut done = Vec::new();
        for answer in [both.0, both.1] {
            match answer {
                Ok(number) => done.push(number),
                Err(orders::GiveBackError::TooMuch(left)) => assert_eq!(left, eur(61_200)),
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(done.len(), 1);
        let refused = given_back(&db, &world, &charged, 61_201).await;
        assert!(
            matches!(&refused, Err(orders::GiveBackError::TooMuch(left)) if *left == eur(61_200)),
            "{refused:?}"
        );
        // Who ends it at once is told so, and it goes on as it was.
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let end = SteerSubscription {
            key: FormKey::fresh(),
            number: number.clone(),
            version: one.version,
            step: lifecycle::Step::CancelNow,
            seen: one.back_if_ended(Day::of(NOW)),
        };
        let refused = steer_subscription(&db, &curator, end, NOW).await;
        assert!(
            matches!(&refused, Err(ChangeError::BackTooMuch(left)) if *left == eur(61_200)),
            "{refused:?}"
        );
        assert_eq!(shown(&db, &world, &number).await.state, State::Active);
        given_back(&db, &world, &charged, 61_200).await.unwrap();
        let refused = given_back(&db, &world, &charged, 1).await;
        assert!(
            matches!(&refused, Err(orders::GiveBackError::TooMuch(left)) if *left == eur(0)),
            "{refused:?}"
        );
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        // Nothing of it was paid: all of it is set off, and nothing is to be paid back.
        assert_eq!(invoice(&db, &charged).await.head.open(), eur(0));
        assert_eq!(invoice(&db, &done[0]).await.head.open(), eur(0));
        let refused = record_payment(&db, &desk, paying(&charged, 1), NOW).await;
        assert_eq!(payment_faults(refused), [PaymentFault::TooMuch(eur(0))]);
    }
);

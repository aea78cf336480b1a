//! What customers read in mails about their subscriptions.

use super::life::change;
use super::*;
use crate::mail::{Recipient, Sender, render};
use crate::store::Json;
use serde_json::Value;
use std::collections::BTreeSet;

/// The mails about subscriptions that were written so far: to whom, of which kind, and
/// what they tell.
async fn written(db: &Db) -> Vec<(String, String, Json<Value>)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT recipient, kind, payload FROM outbox WHERE kind LIKE ('subscription-%')
         ORDER BY id /* system */",
        args![],
    )
    .await
    .unwrap()
}

both_engines!(
    every_mail_of_a_subscriptions_life_says_all_of_it,
    |db| async move {
        let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
        // One renews by itself, the other one with a yes.
        let by_itself = plan(&db, &halden, true).await;
        let first = subscribed(&db, &halden, by_itself, 2, NOW).await;
        let asked = plan(&db, &other, false).await;
        let second = subscribed(&db, &other, asked, 2, NOW).await;
        let end = shown(&db, &halden, &first).await.paid.day_after();
        for days in [60, 45, 14] {
            let at = end.plus_days(-days).start();
            look_after_subscriptions(&db, || at).await.unwrap();
        }
        let version = shown(&db, &other, &second).await.version;
        let at = end.plus_days(-10).start();
        let yes = Wanted::Accept;
        change(&db, &other.manager, &second, version, yes, None, at)
            .await
            .unwrap();
        look_after_subscriptions(&db, || end.start()).await.unwrap();
        // Nobody says yes to the term after that.
        let last = shown(&db, &other, &second).await.paid.day_after();
        look_after_subscriptions(&db, || last.start())
            .await
            .unwrap();
        let all = written(&db).await;
        let kinds: BTreeSet<&str> = all.iter().map(|(_, kind, _)| kind.as_str()).collect();
        let life = [
            "subscription-begun",
            "subscription-ended",
            "subscription-ends",
            "subscription-quote",
            "subscription-reminder",
            "subscription-renewed",
            "subscription-renews",
            "subscription-renews-soon",
            "subscription-turned",
        ];
        assert_eq!(kinds, BTreeSet::from(life));
        let sender = Sender {
            supplier: "Northgate Systems".to_owned(),
            base_url: "https://northgate.example".to_owned(),
        };
        for (email, kind, Json(payload)) in &all {
            for (language, amount, tax) in [
                ("en", "3,224.00", "without tax"),
                ("de", "3.224,00", "ohne Steuern"),
            ] {
                let to = Recipient {
                    email: email.clone(),
                    name: "Ines".to_owned(),
                    language: Some(language.to_owned()),
                };
                let mail = render(kind, &to, payload, &sender).unwrap();
                let text = format!("{}\n{}", mail.subject, mail.text);
                // A variable that nobody filled in is shown by its name.
                assert!(!text.contains('$'), "{text}");
                assert!(text.contains("Select"), "{text}");
                if kind != "subscription-ended" {
                    assert!(text.contains(amount) && text.contains(tax), "{text}");
                }
            }
        }
    }
);

both_engines!(each_reads_of_the_plan_in_their_language, |db| async move {
    let world = world(&db, "Halden").await;
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let mut both = draft(true, 1_000);
    let german = PlanText {
        name: "Auswahl".to_owned(),
        words: String::new(),
    };
    both.texts.insert("de".to_owned(), german);
    let plan = save_plan(&db, &curator, FormKey::fresh(), None, both, NOW)
        .await
        .unwrap();
    term(&db, plan, &world.sku("LAPTOP"), 12).await;
    for (language, called) in [("en", "Select"), ("de-AT", "Auswahl")] {
        let person = world.manager.person();
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE person SET language = $2 WHERE id = $1",
                    args![person, language],
                )
                .await
            })
        })
        .await
        .unwrap();
        subscribed(&db, &world, plan, 1, NOW).await;
        let mails = written(&db).await;
        let (_, _, Json(payload)) = mails
            .iter()
            .rfind(|(to, _, _)| to == world.manager.email())
            .unwrap();
        assert_eq!(payload["plan"], called);
    }
});

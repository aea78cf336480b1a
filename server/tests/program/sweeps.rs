//! The same change of many agreements, as its page shows it: stopped, gone on with,
//! finished. Nothing works on it here but the test, so that it waits to be stopped.

use crate::common::App;
use crate::common::world::make;
use domain::agreements::sweep::{BeginSweep, Sweeping, Whom, begin_sweep, work_on_sweeps};
use domain::agreements::{Says, Validity};
use domain::store::FormKey;
use domain::{Rate, Timestamp};
use reqwest::StatusCode;

async fn stopped_and_gone_on_with(app: App) {
    let world = make(&app.db).await;
    let command = BeginSweep {
        key: FormKey::fresh(),
        whom: Whom::default(),
        what: Sweeping::Category {
            category: None,
            only: None,
            says: Says::Discount(Rate(700)),
            valid: Validity::ALWAYS,
        },
        note: "Prices fell.".to_owned(),
        publishes: false,
    };
    let now = Timestamp::now();
    let sweep = begin_sweep(&app.db, &world.curator, command, now)
        .await
        .unwrap();
    let curator = app.signed_in(&world.curator).await;
    let page = format!("/console/sweeps/{sweep}");
    let (stop, again) = (format!("{page}/stop"), format!("{page}/again"));
    let offers = |body: &str, action: &str| body.contains(&format!("action=\"{action}\""));

    let running = curator.get(&page).await;
    assert!(offers(&running.body, &stop) && !offers(&running.body, &again));
    assert!(running.body.contains(">running<"), "{}", running.body);
    assert_eq!(running.header("refresh"), "2", "it looks again by itself");
    let answer = curator.post_form(&stop, &[]).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, page.as_str())
    );

    // Nothing goes on while it is stopped, and the page does not wait for it.
    assert_eq!(work_on_sweeps(&app.db, Timestamp::now).await.unwrap(), 0);
    let stopped = curator.get(&page).await;
    assert!(offers(&stopped.body, &again) && !offers(&stopped.body, &stop));
    assert!(stopped.body.contains(">stopped<"));
    assert!(stopped.body.contains("0 of 2 agreements looked at."));
    assert_eq!(stopped.header("refresh"), "");

    assert_eq!(
        curator.post_form(&again, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    work_on_sweeps(&app.db, Timestamp::now).await.unwrap();
    let finished = curator.get(&page).await;
    assert!(!offers(&finished.body, &again) && !offers(&finished.body, &stop));
    assert!(finished.body.contains(">finished<"));
    assert!(finished.body.contains("2 of 2 agreements looked at."));

    // Others neither see nor stop it.
    let manager = app.signed_in(&world.halden.manager).await;
    assert_ne!(
        manager.post_form(&stop, &[]).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_is_stopped_and_gone_on_with_on_sqlite() {
    stopped_and_gone_on_with(App::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_is_stopped_and_gone_on_with_on_postgres() {
    stopped_and_gone_on_with(App::on_postgres().await).await;
}

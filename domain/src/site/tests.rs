//! What makes a site theirs, on both engines.

use super::*;
use crate::agreements::Validity;
use crate::id::{AccessGroupId, CategoryId, CustomerId, SiteTextId};
use crate::identity::testing::{customer, member, staff};
use crate::identity::{Actor, CustomerRole, StaffRole};
use crate::store::Db;
use crate::store::testing::both_engines;
use crate::{Timestamp, args};

const NOW: Timestamp = Timestamp(1_000_000);

fn text(customer: CustomerId, whose: Option<AccessGroupId>, kind: TextKind, say: &str) -> SaveText {
    SaveText {
        customer,
        whose,
        id: SiteTextId::new(),
        kind,
        title: say.to_owned(),
        text: say.to_owned(),
        href: "/catalog".to_owned(),
        valid: Validity::ALWAYS,
    }
}

async fn seen(db: &Db, actor: &Actor, at: Timestamp) -> Vec<String> {
    let member = actor.member().unwrap();
    let mut read = db.read(actor.scope()).await.unwrap();
    let site = ask_site(member.company.id, Some(member.id), at)
        .fetch(&mut read)
        .await
        .unwrap();
    TextKind::ALL
        .into_iter()
        .flat_map(|kind| site.of(kind))
        .map(|text| format!("{}: {}", text.kind.code(), text.title))
        .collect()
}

both_engines!(a_group_sees_its_own_and_nobody_elses, |db| async move {
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let (company, unit) = customer(&db, "Halden Marine").await;
    let inside = member(&db, &company, unit, &[CustomerRole::Requester]).await;
    let outside = member(&db, &company, unit, &[CustomerRole::Requester]).await;
    let (other, elsewhere) = customer(&db, "Elsewhere").await;
    let stranger = member(&db, &other, elsewhere, &[CustomerRole::Requester]).await;
    let group = AccessGroupId::new();
    let command = SaveGroup {
        customer: company.id,
        id: group,
        name: " Field   crew ".to_owned(),
        // Somebody of another company can't be in it.
        members: vec![inside.member().unwrap().id, stranger.member().unwrap().id],
    };
    save_group(&db, &curator, command.clone(), NOW)
        .await
        .unwrap();
    let put = |whose, kind, say: &str| {
        let command = text(company.id, whose, kind, say);
        save_text(&db, &curator, command, NOW)
    };
    put(None, TextKind::Welcome, "Hello").await.unwrap();
    put(Some(group), TextKind::Welcome, "Hello crew")
        .await
        .unwrap();
    put(None, TextKind::Link, "Intranet").await.unwrap();
    put(Some(group), TextKind::Announcement, "Ship ahoy")
        .await
        .unwrap();
    assert_eq!(
        seen(&db, &inside, NOW).await,
        [
            "welcome: Hello crew",
            "announcement: Ship ahoy",
            "link: Intranet"
        ]
    );
    assert_eq!(
        seen(&db, &outside, NOW).await,
        ["welcome: Hello", "link: Intranet"]
    );
    assert!(seen(&db, &stranger, NOW).await.is_empty());
    // There is one welcome: another takes its place.
    put(None, TextKind::Welcome, "Good day").await.unwrap();
    assert_eq!(seen(&db, &outside, NOW).await[0], "welcome: Good day");
    // Another group of the name, another company's group: refused.
    let twice = SaveGroup {
        id: AccessGroupId::new(),
        ..command.clone()
    };
    assert!(matches!(
        save_group(&db, &curator, twice, NOW).await,
        Err(SiteError::NameTaken)
    ));
    let theirs = text(other.id, Some(group), TextKind::Welcome, "Hello");
    assert!(matches!(
        save_text(&db, &curator, theirs, NOW).await,
        Err(SiteError::Denied(_))
    ));
    remove_group(&db, &curator, company.id, group, NOW)
        .await
        .unwrap();
    assert_eq!(
        seen(&db, &inside, NOW).await,
        ["welcome: Good day", "link: Intranet"]
    );
});

both_engines!(
    what_a_group_has_as_everybody_changes_with_everybody,
    |db| async move {
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let (company, unit) = customer(&db, "Halden Marine").await;
        let inside = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let group = AccessGroupId::new();
        let command = SaveGroup {
            customer: company.id,
            id: group,
            name: "Field crew".to_owned(),
            members: vec![inside.member().unwrap().id],
        };
        save_group(&db, &curator, command, NOW).await.unwrap();
        let hides = |hidden: &[Section], reports: &[Report]| Look {
            hidden: Some(hidden.to_vec()),
            hidden_reports: Some(reports.to_vec()),
            ..Look::default()
        };
        let put = |whose, look| save_look(&db, &curator, company.id, whose, look, NOW);
        let seen = || async {
            let mut read = db.read(inside.scope()).await.unwrap();
            let site = ask_site(company.id, Some(inside.member().unwrap().id), NOW);
            site.fetch(&mut read).await.unwrap().look
        };
        put(None, hides(&[Section::Due], &[])).await.unwrap();
        // The same parts as everybody, other reports.
        let theirs = hides(&[Section::Due], &[Report::Months]);
        put(Some(group), theirs).await.unwrap();
        put(None, hides(&[Section::News], &[Report::Products]))
            .await
            .unwrap();
        let look = seen().await;
        assert!(look.shows(Section::Due) && !look.shows(Section::News));
        assert!(!look.reports(Report::Months) && look.reports(Report::Products));
    }
);

both_engines!(news_is_shown_for_its_time, |db| async move {
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let (company, unit) = customer(&db, "Halden Marine").await;
    let reader = member(&db, &company, unit, &[CustomerRole::Requester]).await;
    let news = SaveText {
        valid: Validity::new(Timestamp(10), Timestamp(20)).unwrap(),
        ..text(company.id, None, TextKind::Announcement, "Soon")
    };
    save_text(&db, &curator, news, NOW).await.unwrap();
    for (at, there) in [(9, 0), (10, 1), (19, 1), (20, 0)] {
        assert_eq!(seen(&db, &reader, Timestamp(at)).await.len(), there, "{at}");
    }
});

both_engines!(
    managers_change_it_where_the_supplier_allows,
    |db| async move {
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let (company, unit) = customer(&db, "Halden Marine").await;
        let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let requester = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let (other, _) = customer(&db, "Elsewhere").await;
        let try_it = |actor: &Actor, customer| {
            let (db, actor) = (db.clone(), actor.clone());
            async move {
                let command = text(customer, None, TextKind::Link, "Intranet");
                save_text(&db, &actor, command, NOW).await
            }
        };
        assert!(try_it(&manager, company.id).await.is_err());
        set_own_site(&db, &curator, company.id, true, NOW)
            .await
            .unwrap();
        try_it(&manager, company.id).await.unwrap();
        for (who, whose) in [(&requester, company.id), (&manager, other.id)] {
            assert!(matches!(
                try_it(who, whose).await,
                Err(SiteError::Denied(_))
            ));
        }
        assert!(
            set_own_site(&db, &manager, company.id, true, NOW)
                .await
                .is_err()
        );
        assert!(ask_site_editor(&manager, other.id).is_err());
        let look = Look {
            categories: vec![CategoryId::new()],
            hidden: Some(vec![Section::Due]),
            ..Look::default()
        };
        save_look(&db, &manager, company.id, None, look.clone(), NOW)
            .await
            .unwrap();
        let mut read = db.read(manager.scope()).await.unwrap();
        let editor = ask_site_editor(&manager, company.id)
            .unwrap()
            .fetch(&mut read)
            .await
            .unwrap();
        assert!(editor.own_site() && editor.look(None) == look);
        assert_eq!(editor.customer(), Some("Halden Marine"));
        assert_eq!(editor.members.len(), 2);
        let kept = ask_site(company.id, None, NOW)
            .fetch(&mut read)
            .await
            .unwrap();
        assert_eq!(kept.look, look);
        drop(read);
        let audited: Option<i64> = {
            use crate::store::{Query, Scope};
            let mut read = db.read(Scope::system()).await.unwrap();
            read.scalar(
                "SELECT COUNT(*) FROM audit WHERE action LIKE 'site.%' /* system */",
                args![],
            )
            .await
            .unwrap()
        };
        assert_eq!(audited, Some(3));
    }
);

both_engines!(an_id_of_somebody_elses_is_none, |db| async move {
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let (company, _) = customer(&db, "Halden Marine").await;
    let (other, _) = customer(&db, "Elsewhere").await;
    let group = SaveGroup {
        customer: company.id,
        id: AccessGroupId::new(),
        name: "Crew".to_owned(),
        members: Vec::new(),
    };
    save_group(&db, &curator, group.clone(), NOW).await.unwrap();
    let welcome = text(company.id, None, TextKind::Welcome, "Hello");
    save_text(&db, &curator, welcome.clone(), NOW)
        .await
        .unwrap();
    let theirs = SaveGroup {
        customer: other.id,
        name: "Taken".to_owned(),
        ..group
    };
    let refused = save_group(&db, &curator, theirs, NOW).await;
    assert!(matches!(refused, Err(SiteError::Denied(_))));
    let theirs = SaveText {
        customer: other.id,
        ..welcome
    };
    let refused = save_text(&db, &curator, theirs, NOW).await;
    assert!(matches!(refused, Err(SiteError::Denied(_))));
    let mut read = db.read(curator.scope()).await.unwrap();
    for (customer, named) in [(company.id, 1), (other.id, 0)] {
        let editor = ask_site_editor(&curator, customer).unwrap();
        let editor = editor.fetch(&mut read).await.unwrap();
        assert_eq!((editor.groups.len(), editor.texts.len()), (named, named));
    }
});

both_engines!(no_text_leads_to_a_script, |db| async move {
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let (company, _) = customer(&db, "Halden Marine").await;
    for kind in TextKind::ALL {
        let bad = SaveText {
            href: "javascript:alert(1)".to_owned(),
            ..text(company.id, None, kind, "Hello")
        };
        let refused = save_text(&db, &curator, bad, NOW).await;
        assert!(matches!(refused, Err(SiteError::Href)), "{kind:?}");
    }
});

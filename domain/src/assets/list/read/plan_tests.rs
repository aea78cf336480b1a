//! Lists are read from an index, on both engines.

use super::*;
use crate::store::testing::both_engines;
use crate::store::{EngineKind, Scope};
use crate::{Day, Timestamp};

both_engines!(lists_are_read_from_an_index_in_order, |db| async move {
    let mut read = db.read(Scope::system()).await.unwrap();
    let (customer, person) = (CustomerId::new(), MembershipId::new());
    let view = |view: AssetView| AssetView { limit: 50, ..view };
    let of_state = AssetView {
        state: Some(State::InUse),
        ..AssetView::default()
    };
    let of_unit = AssetView {
        unit: Some(UnitId::new()),
        ..AssetView::default()
    };
    let of_unit_and_state = AssetView {
        state: Some(State::InUse),
        ..of_unit.clone()
    };
    let day = Day::of(Timestamp(0));
    let ending = AssetView {
        warranty_until: Some(day),
        ..AssetView::default()
    };
    let due = AssetView {
        due: Some((day, day.plus_days(90))),
        ..AssetView::default()
    };
    let of_kind = AssetView {
        kind: Some(1),
        ..AssetView::default()
    };
    for (of, view, index) in [
        (None, view(AssetView::default()), "asset_in_order"),
        (Some(person), view(AssetView::default()), "asset_by_member"),
        (None, view(of_state), "asset_by_state"),
        (None, view(of_unit), "asset_by_unit"),
        (None, view(of_unit_and_state), "asset_by_unit_state"),
        (None, view(of_kind), "asset_by_kind"),
        (None, view(ending), "asset_by_warranty"),
        (None, view(due), "asset_by_refresh"),
    ] {
        let lead = view.lead(of);
        let rows = ask_rows(customer, of, &view, lead);
        let plan = rows.plan(&mut read).await.unwrap();
        assert!(plan.contains(index), "{index}: {plan}");
    }
});

// PostgreSQL plans by what is in its tables, and here is nothing: `make bench`
// measures it.
both_engines!(what_is_counted_is_read_from_an_index, |db| async move {
    if db.kind() != EngineKind::Sqlite {
        return;
    }
    let mut read = db.read(Scope::system()).await.unwrap();
    let (customer, person) = (CustomerId::new(), MembershipId::new());
    let of_state = AssetView {
        state: Some(State::InUse),
        ..AssetView::default()
    };
    let of_kind = AssetView {
        kind: Some(1),
        ..AssetView::default()
    };
    for (of, view, index) in [
        (Some(person), AssetView::default(), "asset_by_member"),
        (None, of_state, "asset_by_state"),
        (None, of_kind, "asset_by_kind"),
    ] {
        let found = ask_found(customer, of, &view, view.lead(of));
        let plan = found.plan(&mut read).await.unwrap();
        assert!(plan.contains(index), "{index}: {plan}");
    }
    let rare = AssetView {
        search: "dock s-4711".to_owned(),
        limit: 50,
        ..AssetView::default()
    };
    let rows = ask_rows(customer, None, &rare, Lead::Words);
    let found = ask_found(customer, None, &rare, Lead::Words);
    let common = ask_common(customer, &rare);
    for plan in [
        rows.plan(&mut read).await,
        found.plan(&mut read).await,
        common.plan(&mut read).await,
    ] {
        let plan = plan.unwrap();
        for index in ["asset_by_kind", "asset_by_tag_key", "asset_by_serial"] {
            assert!(plan.contains(index), "{index}: {plan}");
        }
    }
    for (of, unit, index) in [
        (None, None, "asset_by_state"),
        (None, Some(UnitId::new()), "asset_by_unit_state"),
        (Some(person), None, "asset_by_member"),
    ] {
        let counted = ask_states(customer, of, unit);
        let plan = counted.plan(&mut read).await.unwrap();
        assert!(plan.contains(index), "{index}: {plan}");
    }
});

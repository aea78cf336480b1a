//! Clocks: the edges one by one, then what holds for whatever happens.

use super::*;
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;

/// Monday, 30 November 2026, 08:00 in Berlin.
const MONDAY: i64 = 1_796_022_000_000;

fn office() -> Calendar {
    let day = "08:00-17:00".to_owned();
    let [a, b, c, d, e] = std::array::from_fn(|_| day.clone());
    Calendar::read(&super::super::business_hours::CalendarText {
        zone: "Europe/Berlin".to_owned(),
        week: [a, b, c, d, e, String::new(), String::new()],
        ..Default::default()
    })
    .unwrap()
}

/// Answer in 2, 4, 8, 16 hours and solution in four times that, the more urgent
/// the sooner.
fn level(calendar: Calendar) -> ServiceLevel {
    let target = |hours| Target {
        first_response: Some(WorkingTime::hours(hours)),
        resolution: Some(WorkingTime::hours(4 * hours)),
    };
    ServiceLevel {
        calendar,
        targets: [target(16), target(8), target(4), target(2)],
        warn_at: ServiceLevel::USUAL_WARNING,
    }
}

fn opened(level: &ServiceLevel) -> Opened<'_> {
    Opened {
        at: Timestamp(MONDAY),
        priority: Priority::High,
        level,
    }
}

fn event(hours: f64, what: Happening<'_>) -> Event<'_> {
    Event {
        at: after(hours),
        what,
    }
}

fn after(hours: f64) -> Timestamp {
    Timestamp(MONDAY + (hours * HOUR as f64) as i64)
}

#[test]
fn a_case_nobody_has_touched() {
    let level = level(office());
    let clock = clocks(opened(&level), &[], after(1.0)).first_response;
    assert_eq!(clock.state, ClockState::Running);
    assert_eq!(clock.used, WorkingTime::hours(1));
    assert_eq!(clock.left, Some(WorkingTime::hours(3)));
    assert_eq!(clock.due_at, Some(after(4.0)));
    assert_eq!(clock.warn_at, Some(after(3.2)));
    assert_eq!((clock.warned_at, clock.breached_at), (None, None));
    // 16 hours of working days of nine: Tuesday at 15:00.
    let resolution = clocks(opened(&level), &[], after(1.0)).resolution;
    assert_eq!(resolution.due_at, Some(after(24.0 + 7.0)));
}

#[test]
fn due_is_on_time_and_a_millisecond_later_is_not() {
    let level = level(office());
    let due = after(4.0);
    let at_due = clocks(opened(&level), &[], due).first_response;
    assert_eq!(at_due.left, Some(WorkingTime::ZERO));
    assert_eq!(at_due.breached_at, None);
    let late = clocks(opened(&level), &[], Timestamp(due.0 + 1)).first_response;
    assert_eq!(late.breached_at, Some(due));
    assert_eq!(late.due_at, Some(due));
    assert_eq!(late.left, Some(WorkingTime(-1)));

    let answered = |at: i64| {
        let answer = Event {
            at: Timestamp(at),
            what: Happening::Answered,
        };
        clocks(opened(&level), &[answer], after(9.0)).first_response
    };
    assert_eq!(answered(due.0).breached_at, None);
    assert_eq!(answered(due.0).state, ClockState::Stopped(due));
    assert_eq!(answered(due.0 + 1).breached_at, Some(due));
}

#[test]
fn due_at_closing_time_is_late_in_the_evening() {
    let mut level = level(office());
    level.targets = [Target {
        first_response: Some(WorkingTime::hours(9)),
        resolution: None,
    }; 4];
    let evening = clocks(opened(&level), &[], after(12.0));
    assert_eq!(evening.first_response.breached_at, Some(after(9.0)));
    assert_eq!(evening.first_response.left, Some(WorkingTime::ZERO));
    assert_eq!(evening.resolution.due_at, None);
    assert_eq!(evening.resolution.left, None);
}

#[test]
fn it_waits_for_the_customer_and_goes_on() {
    let level = level(office());
    let events = [
        event(1.0, Happening::Answered),
        event(1.0, Happening::Paused),
        event(5.0, Happening::Resumed),
    ];
    let waiting = clocks(opened(&level), &events, after(3.0)).resolution;
    assert_eq!(waiting.state, ClockState::Paused(after(1.0)));
    assert_eq!(waiting.left, Some(WorkingTime::hours(15)));
    assert_eq!((waiting.due_at, waiting.warn_at), (None, None));
    let on = clocks(opened(&level), &events, after(6.0)).resolution;
    assert_eq!(on.left, Some(WorkingTime::hours(14)));
    // Three hours are left on Monday, nine on Tuesday, two on Wednesday.
    assert_eq!(on.due_at, Some(after(48.0 + 2.0)));
}

#[test]
fn nothing_is_late_while_it_waits_and_with_nothing_left_it_is_due_at_once() {
    let level = level(office());
    let pause = event(4.0, Happening::Paused);
    let resume = event(6.0, Happening::Resumed);
    let waiting = clocks(opened(&level), &[pause], after(30.0)).first_response;
    assert_eq!(waiting.breached_at, None);
    let on = clocks(opened(&level), &[pause, resume], after(6.0)).first_response;
    assert_eq!((on.due_at, on.breached_at), (Some(after(6.0)), None));
    let late = clocks(opened(&level), &[pause, resume], after(6.5)).first_response;
    assert_eq!(late.breached_at, Some(after(6.0)));
}

#[test]
fn solved_and_open_again_it_goes_on_where_it_stood() {
    let level = level(office());
    let events = [
        event(2.0, Happening::Resolved),
        event(24.0, Happening::Reopened),
    ];
    let solved = clocks(opened(&level), &events, after(5.0));
    assert_eq!(solved.first_response.state, ClockState::Stopped(after(2.0)));
    assert_eq!(solved.resolution.state, ClockState::Stopped(after(2.0)));
    let again = clocks(opened(&level), &events, after(25.0));
    assert_eq!(again.first_response.state, ClockState::Stopped(after(2.0)));
    assert_eq!(again.resolution.used, WorkingTime::hours(3));
}

#[test]
fn a_more_urgent_priority_makes_nobody_late_in_retrospect() {
    let level = level(office());
    let urgent = event(3.0, Happening::Priority(Priority::Urgent));
    let at_once = clocks(opened(&level), &[urgent], after(3.0)).first_response;
    assert_eq!(at_once.target, Some(WorkingTime::hours(2)));
    assert_eq!(at_once.due_at, Some(after(3.0)));
    assert_eq!(at_once.breached_at, None);
    assert_eq!(at_once.warned_at, Some(after(3.0)));
    let late = clocks(opened(&level), &[urgent], after(3.5)).first_response;
    assert_eq!(late.breached_at, Some(after(3.0)));
    assert_eq!(late.left, Some(WorkingTime(-3 * HOUR / 2)));
}

#[test]
fn events_of_one_moment_mean_something_only_together() {
    let level = level(office());
    let urgent = event(3.0, Happening::Priority(Priority::Urgent));
    let pause = event(3.0, Happening::Paused);
    let one = clocks(opened(&level), &[urgent, pause], after(5.0));
    assert_eq!(one, clocks(opened(&level), &[pause, urgent], after(5.0)));
    // It waits from that moment on, so that nothing is due, nor warned of.
    assert_eq!(one.first_response.warned_at, None);
}

#[test]
fn a_lower_priority_gives_time_but_hides_nothing() {
    let level = level(office());
    let low = event(5.0, Happening::Priority(Priority::Low));
    let clock = clocks(opened(&level), &[low], after(6.0)).first_response;
    assert_eq!(clock.breached_at, Some(after(4.0)));
    assert_eq!(clock.left, Some(WorkingTime::hours(10)));
    assert_eq!(clock.due_at, Some(after(24.0 + 7.0)));
    assert_eq!(clock.warned_at, None);
    // Late for the second time: due anew, broken since the first.
    let twice = clocks(opened(&level), &[low], after(48.0)).first_response;
    assert_eq!(twice.due_at, Some(after(24.0 + 7.0)));
    assert_eq!(twice.breached_at, Some(after(4.0)));
}

#[test]
fn another_level_counts_from_the_change_in_its_own_hours() {
    let office = level(office());
    let always = level(Calendar::ROUND_THE_CLOCK);
    // Nine hours on Monday; from midnight on, round the clock.
    let change = event(16.0, Happening::Level(&always));
    let clock = clocks(opened(&office), &[change], after(17.0)).resolution;
    assert_eq!(clock.used, WorkingTime::hours(10));
    assert_eq!(clock.due_at, Some(after(16.0 + 7.0)));
}

#[test]
fn a_change_of_the_clock_is_an_hour_round_the_clock_and_none_in_the_office() {
    let night = Calendar::read(&super::super::business_hours::CalendarText {
        zone: "Europe/Berlin".to_owned(),
        week: std::array::from_fn(|_| "00:00-06:00".to_owned()),
        ..Default::default()
    })
    .unwrap();
    // 29 March 2026, 00:00 in Berlin; at 02:00 it is 03:00.
    let start = Timestamp(1_774_738_800_000);
    let due = |calendar: Calendar| {
        let level = level(calendar);
        let opened = Opened {
            at: start,
            priority: Priority::High,
            level: &level,
        };
        clocks(opened, &[], start).first_response.due_at
    };
    assert_eq!(
        due(Calendar::ROUND_THE_CLOCK),
        Some(Timestamp(start.0 + 4 * HOUR))
    );
    // The night has five hours: four of them are over at 05:00 on the wall.
    assert_eq!(due(night), Some(Timestamp(start.0 + 4 * HOUR)));
}

#[derive(Debug, Clone, Copy)]
enum What {
    Answered,
    Paused,
    Resumed,
    Resolved,
    Reopened,
    Priority(Priority),
    Level(bool),
}

struct Levels {
    office: ServiceLevel,
    always: ServiceLevel,
}

impl Levels {
    fn new() -> Self {
        let mut always = level(Calendar::ROUND_THE_CLOCK);
        always.targets[0].first_response = None;
        Self {
            office: level(office()),
            always,
        }
    }

    fn events(&self, events: &[(i64, What)]) -> Vec<Event<'_>> {
        let what = |what| match what {
            What::Answered => Happening::Answered,
            What::Paused => Happening::Paused,
            What::Resumed => Happening::Resumed,
            What::Resolved => Happening::Resolved,
            What::Reopened => Happening::Reopened,
            What::Priority(priority) => Happening::Priority(priority),
            What::Level(true) => Happening::Level(&self.always),
            What::Level(false) => Happening::Level(&self.office),
        };
        events
            .iter()
            .map(|(minutes, one)| Event {
                at: Timestamp(MONDAY + minutes * 60_000),
                what: what(*one),
            })
            .collect()
    }

    fn clocks(&self, events: &[(i64, What)], minutes: i64) -> Clocks {
        let now = Timestamp(MONDAY + minutes * 60_000);
        clocks(opened(&self.office), &self.events(events), now)
    }
}

fn any_what() -> impl Strategy<Value = What> {
    prop_oneof![
        1 => Just(What::Answered),
        3 => Just(What::Paused),
        3 => Just(What::Resumed),
        1 => Just(What::Resolved),
        1 => Just(What::Reopened),
        1 => proptest::sample::select(Priority::ALL).prop_map(What::Priority),
        1 => any::<bool>().prop_map(What::Level),
    ]
}

/// Up to a week and a half, in minutes.
const LONG: i64 = 15_000;

fn any_events() -> impl Strategy<Value = Vec<(i64, What)>> {
    prop::collection::vec((0..LONG, any_what()), 0..8).prop_map(|mut events| {
        events.sort_by_key(|(at, _)| *at);
        events
    })
}

/// What is different things' business, so that their order at one moment must
/// not matter.
const fn about(what: What) -> u8 {
    match what {
        What::Answered => 0,
        What::Paused | What::Resumed | What::Resolved | What::Reopened => 1,
        What::Priority(_) => 2,
        What::Level(_) => 3,
    }
}

fn both(clocks: &Clocks) -> [Clock; 2] {
    [clocks.first_response, clocks.resolution]
}

proptest! {
    #[test]
    fn a_pause_never_shortens_what_is_left(
        events in any_events(), a in 0..LONG, b in 0..LONG, now in 0..LONG
    ) {
        let levels = Levels::new();
        let (from, to) = (a.min(b), a.max(b));
        // Within the pause nobody else pauses or resumes: it is one pause more.
        let events: Vec<_> = events.into_iter()
            .filter(|(at, what)| !(from..=to).contains(at) || about(*what) > 1)
            .collect();
        let before = levels.clocks(&events, from.min(now));
        prop_assume!(before.resolution.state == ClockState::Running);
        let mut with = events.clone();
        with.extend([(from, What::Paused), (to, What::Resumed)]);
        let (without, with) = (levels.clocks(&events, now), levels.clocks(&with, now));
        for (without, with) in both(&without).iter().zip(both(&with)) {
            prop_assert!(with.left >= without.left);
            prop_assert!(with.used <= without.used);
        }
    }

    #[test]
    fn a_pause_of_no_length_changes_nothing(
        events in any_events(), at in 0..LONG, now in 0..LONG
    ) {
        let levels = Levels::new();
        let state = levels.clocks(&events, at).resolution.state;
        let (before, after): (Vec<_>, Vec<_>) =
            events.iter().copied().partition(|(moment, _)| *moment <= at);
        let pair = if matches!(state, ClockState::Paused(_)) {
            // In the middle of a pause: resumed and paused again.
            [(at, What::Resumed), (at, What::Paused)]
        } else {
            [(at, What::Paused), (at, What::Resumed)]
        };
        let with = [before, pair.to_vec(), after].concat();
        let (without, with) = (levels.clocks(&events, now), levels.clocks(&with, now));
        for (without, mut with) in both(&without).into_iter().zip(both(&with)) {
            // Only since when it waits is told anew.
            if matches!(without.state, ClockState::Paused(_)) {
                prop_assert!(matches!(with.state, ClockState::Paused(_)));
                with.state = without.state;
            }
            prop_assert_eq!(without, with);
        }
    }

    #[test]
    fn events_of_one_moment_about_different_things_have_no_order(
        events in any_events(), spread in 1_i64..2_000, now in 0..LONG,
        shuffled in any::<u64>()
    ) {
        let levels = Levels::new();
        // Few moments, so that many events share one.
        let events: Vec<_> = events.into_iter()
            .map(|(at, what)| (at / spread * spread, what))
            .collect();
        let mut other = events.clone();
        // Any order in which those about the same thing keep theirs.
        other.sort_by_key(|(_, what)| (u64::from(about(*what)) + shuffled) % 4);
        prop_assert_eq!(levels.clocks(&events, now), levels.clocks(&other, now));
    }

    #[test]
    fn what_is_due_is_due_whenever_it_is_asked(events in any_events(), ask in 0..LONG) {
        let levels = Levels::new();
        let events: Vec<_> = events.into_iter().filter(|(at, _)| *at <= ask).collect();
        let now = levels.clocks(&events, ask);
        let later = |at: Timestamp| {
            both(&clocks(opened(&levels.office), &levels.events(&events), at))
        };
        for which in 0..2 {
            let clock = both(&now)[which];
            let Some(due) = clock.due_at else { continue };
            let moment = due.max(Timestamp(MONDAY + ask * 60_000));
            let at_due = later(moment)[which];
            prop_assert_eq!(at_due.due_at, Some(due));
            if clock.breached_at.is_none() {
                prop_assert_eq!(at_due.left, Some(WorkingTime::ZERO.min(clock.left.unwrap())));
                prop_assert_eq!(at_due.breached_at, None);
                let late = later(Timestamp(moment.0 + 1))[which];
                prop_assert_eq!(late.breached_at, Some(due));
                prop_assert_eq!(late.due_at, Some(due));
            }
            // The warning comes when it was said to come, and no sooner.
            let warn = clock.warn_at.unwrap();
            prop_assert!(warn <= due);
            prop_assert_eq!(later(warn.max(moment))[which].warned_at, Some(warn));
            if clock.warned_at.is_none() && warn.0 > MONDAY + ask * 60_000 {
                prop_assert_eq!(later(Timestamp(warn.0 - 1))[which].warned_at, None);
            }
        }
    }

    #[test]
    fn time_only_goes_on(events in any_events(), a in 0..LONG, b in 0..LONG) {
        let levels = Levels::new();
        let earlier = levels.clocks(&events, a.min(b));
        let later = levels.clocks(&events, a.max(b));
        for (earlier, later) in both(&earlier).into_iter().zip(both(&later)) {
            prop_assert!(earlier.used <= later.used);
            prop_assert!(earlier.breached_at.is_none() || earlier.breached_at == later.breached_at);
        }
        prop_assert!(later.first_response.used <= later.resolution.used);
    }
}

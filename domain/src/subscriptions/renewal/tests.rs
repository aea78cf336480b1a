//! Renewals: the usual course, standstills, and what holds for any of them.

use super::super::term::TermLength;
use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::on(text.parse().unwrap())
}

/// Periods that end with 2026, 2027, …; or with months.
fn term(months: u16) -> Term {
    Term {
        anchor: day("2026-01-01"),
        length: TermLength::months(months).unwrap(),
    }
}

fn policy(renews_by_itself: bool) -> Policy {
    Policy {
        renews_by_itself,
        notice_days: 60,
        quote_days: 45,
        reminder_days: vec![14, 7, 30],
    }
}

/// A subscription and what was done about it, as the job keeps it.
#[derive(Debug, Clone)]
struct Kept {
    policy: Policy,
    term: Term,
    period: u32,
    state: State,
    done: Vec<Done>,
}

impl Kept {
    fn new(renews_by_itself: bool, months: u16) -> Self {
        Self {
            policy: policy(renews_by_itself),
            term: term(months),
            period: 0,
            state: State::Active,
            done: Vec::new(),
        }
    }

    fn due(&self, today: Day) -> Vec<Due> {
        due(
            &self.policy,
            &self.term,
            self.period,
            self.state,
            &self.done,
            today,
        )
    }

    /// What the job does, each with what it changes.
    fn run(&mut self, today: Day) -> Vec<Due> {
        let all = self.due(today);
        for one in &all {
            self.done.push(Done {
                period: one.period,
                step: one.step,
                on: today,
            });
            match one.step {
                Step::Quote => self.state = State::RenewalOffered,
                Step::Renew { .. } => {
                    self.period = one.period + 1;
                    self.state = State::Active;
                }
                Step::Lapse => self.state = State::Ended,
                Step::Notice | Step::Reminder { .. } => {}
            }
        }
        all
    }

    /// Runs on these days and tells what was done, as `12-01 notice`.
    fn story(&mut self, from: &str, until: &str, awake: impl Fn(Day) -> bool) -> Vec<String> {
        let (mut today, until) = (day(from), day(until));
        let mut told = Vec::new();
        while today <= until {
            if awake(today) {
                for one in self.run(today) {
                    told.push(format!("{} {}", &today.iso()[5..], one.step.key()));
                }
            }
            today = today.plus_days(1);
        }
        told
    }
}

#[test]
fn what_renews_by_itself_in_its_usual_course() {
    let mut kept = Kept::new(true, 12);
    assert_eq!(
        kept.story("2026-10-01", "2027-02-01", |_| true),
        [
            "11-02 notice",
            "12-02 reminder-30",
            "12-18 reminder-14",
            "12-25 reminder-7",
            "01-01 renew"
        ]
    );
    assert_eq!((kept.period, kept.state), (1, State::Active));
    let renewed = kept.done.last().unwrap();
    assert_eq!(renewed.step, Step::Renew { announced: true });
}

#[test]
fn what_needs_a_yes_and_gets_none() {
    let mut kept = Kept::new(false, 12);
    assert_eq!(
        kept.story("2026-10-01", "2027-02-01", |_| true),
        [
            "11-02 notice",
            "11-17 quote",
            "12-02 reminder-30",
            "12-18 reminder-14",
            "12-25 reminder-7",
            "01-01 lapse"
        ]
    );
}

#[test]
fn a_yes_ends_the_reminders_and_a_no_all_of_it() {
    let mut kept = Kept::new(false, 12);
    kept.story("2026-10-01", "2026-12-10", |_| true);
    let mut accepted = kept.clone();
    accepted.state = State::RenewalAccepted;
    assert_eq!(
        accepted.story("2026-12-10", "2027-02-01", |_| true),
        ["01-01 renew"]
    );
    for state in [State::CancelsAtTerm, State::Paused] {
        let mut ends = kept.clone();
        ends.state = state;
        assert_eq!(
            ends.story("2026-12-10", "2027-02-01", |_| true),
            ["01-01 lapse"]
        );
    }
    for state in [State::Scheduled, State::Cancelled, State::Requested] {
        kept.state = state;
        assert_eq!(kept.due(day("2027-02-01")), []);
    }
}

#[test]
fn three_days_of_standstill_only_delay() {
    let mut kept = Kept::new(true, 12);
    let asleep = |from: &str| {
        let from = day(from);
        move |today: Day| today < from || today >= from.plus_days(3)
    };
    assert_eq!(
        kept.clone()
            .story("2026-10-01", "2027-02-01", asleep("2026-11-01")),
        [
            "11-04 notice",
            "12-02 reminder-30",
            "12-18 reminder-14",
            "12-25 reminder-7",
            "01-01 renew"
        ]
    );
    assert_eq!(
        kept.story("2026-10-01", "2027-02-01", asleep("2026-12-31"))[3..],
        ["12-25 reminder-7", "01-03 renew"]
    );
}

#[test]
fn forty_days_of_standstill_leave_out_what_makes_no_sense() {
    let asleep = |from: &str| {
        let from = day(from);
        move |today: Day| today < from || today >= from.plus_days(40)
    };
    // Over the notice and the first reminder's day: told late, no reminder of
    // what was told that very day.
    assert_eq!(
        Kept::new(true, 12).story("2026-10-01", "2027-02-01", asleep("2026-11-01")),
        [
            "12-11 notice",
            "12-18 reminder-14",
            "12-25 reminder-7",
            "01-01 renew"
        ]
    );
    // Over two reminders: only the last.
    assert_eq!(
        Kept::new(false, 12).story("2026-10-01", "2027-02-01", asleep("2026-11-19")),
        [
            "11-02 notice",
            "11-17 quote",
            "12-29 reminder-7",
            "01-01 lapse"
        ]
    );
    // Over the end of the term: no reminder after the renewal.
    assert_eq!(
        Kept::new(true, 12).story("2026-10-01", "2027-02-01", asleep("2026-12-01")),
        ["11-02 notice", "01-10 renew"]
    );
    // Over the notice and the quote: the quote says it all.
    assert_eq!(
        Kept::new(false, 12).story("2026-10-01", "2026-12-13", asleep("2026-11-01")),
        ["12-11 quote"]
    );
}

#[test]
fn a_clock_that_is_set_back_repeats_nothing() {
    let mut kept = Kept::new(true, 12);
    kept.story("2026-11-02", "2026-12-01", |_| true);
    assert_eq!(kept.run(day("2026-12-26")).len(), 1);
    // The last reminder went out; the one before it makes no sense any more.
    assert_eq!(kept.due(day("2026-12-20")), []);
}

#[test]
fn what_nobody_was_told_of_is_renewed_and_marked() {
    let mut kept = Kept::new(true, 12);
    let all = kept.run(day("2027-03-01"));
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].step, Step::Renew { announced: false });
    assert_eq!(all[0].meant_for, day("2027-01-01"));
}

#[test]
fn terms_that_went_by_are_renewed_one_after_the_other() {
    let mut kept = Kept::new(true, 1);
    kept.policy.notice_days = 10;
    kept.policy.reminder_days = vec![3];
    let told = kept.story("2026-04-25", "2026-04-25", |_| true);
    assert_eq!(
        told,
        ["04-25 renew", "04-25 renew", "04-25 renew", "04-25 notice"]
    );
    assert_eq!(kept.period, 3);
    assert_eq!(kept.due(day("2026-04-25")), []);
    // Whoever has to say yes is not asked for what is over.
    let mut asked = Kept::new(false, 1);
    asked.state = State::RenewalAccepted;
    assert_eq!(
        asked.story("2026-04-25", "2026-04-25", |_| true),
        ["04-25 renew", "04-25 lapse"]
    );
}

#[test]
fn a_leap_day_term_renews_on_its_day() {
    let mut kept = Kept::new(true, 12);
    kept.term.anchor = day("2024-02-29");
    assert_eq!(kept.due(day("2025-02-27")).len(), 1); // only the notice
    assert_eq!(
        kept.due(day("2025-02-28")),
        [Due {
            period: 0,
            step: Step::Renew { announced: false },
            meant_for: day("2025-02-28")
        }]
    );
}

#[test]
fn a_policy_says_what_is_wrong_with_it() {
    assert_eq!(policy(true).check(), Ok(()));
    assert_eq!(policy(false).check(), Ok(()));
    let with = |change: fn(&mut Policy)| {
        let mut policy = policy(false);
        change(&mut policy);
        policy.check().unwrap_err()
    };
    use PolicyFlaw::*;
    assert_eq!(with(|one| one.quote_days = 61), [QuoteBeforeNotice]);
    assert_eq!(with(|one| one.quote_days = 30), [ReminderTooEarly]);
    assert_eq!(with(|one| one.reminder_days = vec![7, 7]), [ReminderTwice]);
    assert_eq!(with(|one| one.reminder_days = vec![0]), [Days]);
    assert_eq!(with(|one| one.notice_days = 366), [Days]);
    assert_eq!(
        with(|one| one.reminder_days = vec![1, 2, 3, 4, 5, 6]),
        [TooManyReminders]
    );
}

fn any_kept() -> impl Strategy<Value = Kept> {
    let reminders = prop::collection::btree_set(1_i64..30, 0..4);
    (any::<bool>(), 1_u16..15, 30_i64..70, 0_i64..40, reminders).prop_map(
        |(renews_by_itself, months, quote_days, more, reminders)| Kept {
            policy: Policy {
                renews_by_itself,
                notice_days: quote_days + more,
                quote_days,
                reminder_days: reminders.into_iter().collect(),
            },
            ..Kept::new(renews_by_itself, months)
        },
    )
}

/// Runs through two years, sleeping as told.
fn two_years(kept: &mut Kept, asleep: &[(i64, i64)]) -> Vec<(Day, Due)> {
    let start = kept.term.anchor;
    let mut all = Vec::new();
    for number in 0..730 {
        let sleeps = |(from, days): &(i64, i64)| (*from..from + days).contains(&number);
        if asleep.iter().any(sleeps) {
            continue;
        }
        let today = start.plus_days(number);
        all.extend(kept.run(today).into_iter().map(|one| (today, one)));
    }
    all
}

proptest! {
    #[test]
    fn a_second_run_does_nothing(
        kept in any_kept(), asleep in prop::collection::vec((0_i64..700, 0_i64..90), 0..4)
    ) {
        let mut kept = kept;
        for number in 0..400 {
            if asleep.iter().any(|(from, days)| (*from..from + days).contains(&number)) {
                continue;
            }
            let today = kept.term.anchor.plus_days(number);
            kept.run(today);
            prop_assert_eq!(kept.due(today), vec![]);
        }
    }

    #[test]
    fn each_is_done_at_most_once_in_order_and_never_too_early(
        kept in any_kept(), asleep in prop::collection::vec((0_i64..700, 0_i64..90), 0..4)
    ) {
        let mut kept = kept;
        let all = two_years(&mut kept, &asleep);
        let mut keys: Vec<_> = all.iter().map(|(_, one)| (one.period, one.step.key())).collect();
        let order: Vec<_> = all.iter()
            .map(|(on, one)| (one.period, one.step.rank(), *on))
            .collect();
        prop_assert!(order.is_sorted(), "{:?}", all);
        keys.sort_unstable();
        keys.dedup();
        prop_assert_eq!(keys.len(), all.len());
        for (on, one) in &all {
            prop_assert!(one.meant_for <= *on);
            let end = kept.term.period(one.period).unwrap().day_after();
            // Nothing is told of a term that is over; what ends it comes after.
            prop_assert_eq!(*on >= end, one.step.ends());
        }
        // Two things are told on one day only about two terms.
        for two in all.windows(2) {
            let same = two[0].0 == two[1].0 && two[0].1.period == two[1].1.period;
            prop_assert!(!same, "{:?}", two);
        }
    }

    /// However long it stood still, in the end as many terms were renewed as
    /// without, and nothing was told that would not have been told.
    #[test]
    fn a_standstill_loses_no_renewal(
        kept in any_kept(), asleep in prop::collection::vec((0_i64..640, 0_i64..90), 0..4)
    ) {
        let (mut daily, mut resting) = (kept.clone(), kept);
        let without = two_years(&mut daily, &[]);
        let with = two_years(&mut resting, &asleep);
        prop_assert_eq!((daily.period, daily.state.runs()), (resting.period, resting.state.runs()));
        let ends = |all: &[(Day, Due)]| -> Vec<_> {
            all.iter()
                .filter(|(_, one)| one.step.ends())
                .map(|(_, one)| (one.period, one.step.key(), one.meant_for))
                .collect()
        };
        prop_assert_eq!(ends(&without), ends(&with));
        for (_, one) in &with {
            let key = one.step.key();
            let usual = without.iter().any(|(_, other)| {
                (other.period, other.step.key()) == (one.period, key.clone())
            });
            // Where terms are shorter than the notice, a daily run reminds less
            // often, because it was told in the same days.
            prop_assert!(usual || matches!(one.step, Step::Reminder { .. }), "{:?}", one);
        }
    }
}

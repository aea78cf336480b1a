//! Opening hours: the edges one by one, and everything else against a clock
//! that is looked at minute by minute.

use super::*;
use proptest::prelude::*;

/// A moment by its date and time in a zone or with an offset.
fn at(text: &str) -> Timestamp {
    let moment = text.parse::<jiff::Zoned>().map_or_else(
        |_| text.parse::<jiff::Timestamp>().unwrap(),
        |zoned| zoned.timestamp(),
    );
    Timestamp(moment.as_millisecond())
}

fn berlin(text: &str) -> Timestamp {
    at(&format!("{text}[Europe/Berlin]"))
}

fn text(zone: &str, hours: [&str; 7], exceptions: &str) -> CalendarText {
    CalendarText {
        round_the_clock: false,
        zone: zone.to_owned(),
        week: hours.map(str::to_owned),
        exceptions: exceptions.to_owned(),
    }
}

fn calendar(zone: &str, hours: [&str; 7], exceptions: &str) -> Calendar {
    Calendar::read(&text(zone, hours, exceptions)).unwrap()
}

fn office() -> Calendar {
    let day = "08:00-12:00, 13:00-17:00";
    calendar(
        "Europe/Berlin",
        [day, day, day, day, "08:00-14:00", "", ""],
        "2026-12-24 08:00-12:00  # Christmas Eve\n2026-12-25\n\n2026-12-27 10:00-11:00",
    )
}

#[test]
fn time_is_counted_while_somebody_is_there() {
    let office = office();
    // A Friday afternoon: two hours left, the rest on Monday.
    let friday = berlin("2026-11-27T12:00");
    assert_eq!(
        office.add(friday, WorkingTime::hours(3)),
        berlin("2026-11-30T09:00")
    );
    assert_eq!(
        office.between(friday, berlin("2026-11-30T12:30")),
        WorkingTime::hours(6)
    );
    assert!(office.is_open(friday) && !office.is_open(berlin("2026-11-27T14:00")));
    assert_eq!(
        office.next_opening(berlin("2026-11-27T14:00")),
        berlin("2026-11-30T08:00")
    );
}

#[test]
fn what_takes_until_closing_time_is_due_at_closing_time() {
    let office = office();
    let monday = berlin("2026-11-30T08:00");
    assert_eq!(
        office.add(monday, WorkingTime::hours(4)),
        berlin("2026-11-30T12:00")
    );
    assert_eq!(
        office.add(monday, WorkingTime(WorkingTime::hours(4).0 + 1)),
        Timestamp(berlin("2026-11-30T13:00").0 + 1)
    );
    let night = berlin("2026-11-30T23:00");
    assert_eq!(office.add(night, WorkingTime::ZERO), night);
}

#[test]
fn exceptions_come_before_the_week() {
    let office = office();
    // Thursday 24th until noon, Friday 25th closed, Sunday 27th an hour.
    let eve = berlin("2026-12-24T11:00");
    assert_eq!(
        office.add(eve, WorkingTime::minutes(90)),
        berlin("2026-12-27T10:30")
    );
    assert_eq!(
        office.between(berlin("2026-12-24T00:00"), berlin("2026-12-28T00:00")),
        WorkingTime::hours(5)
    );
}

#[test]
fn nobody_works_in_the_hour_that_spring_leaves_out() {
    // 2026-03-29: 02:00 becomes 03:00.
    let night = calendar("Europe/Berlin", ["02:30-04:00"; 7], "");
    let jump = at("2026-03-29T01:00:00Z");
    assert_eq!(night.next_opening(at("2026-03-29T00:00:00Z")), jump);
    assert_eq!(
        night.between(at("2026-03-29T00:00:00Z"), at("2026-03-29T12:00:00Z")),
        WorkingTime::hours(1)
    );
    let gone = calendar("Europe/Berlin", ["02:00-03:00"; 7], "");
    assert_eq!(
        gone.between(at("2026-03-28T22:00:00Z"), at("2026-03-29T22:00:00Z")),
        WorkingTime::ZERO
    );
    let all_day = calendar("Europe/Berlin", ["00:00-24:00"; 7], "");
    assert_eq!(
        all_day.between(berlin("2026-03-29T00:00"), berlin("2026-03-30T00:00")),
        WorkingTime::hours(23)
    );
}

#[test]
fn the_hour_that_autumn_has_twice_is_open_twice() {
    // 2026-10-25: 03:00 becomes 02:00.
    let day = |calendar: &Calendar| {
        calendar.between(berlin("2026-10-25T00:00"), berlin("2026-10-26T00:00"))
    };
    let all_day = calendar("Europe/Berlin", ["00:00-24:00"; 7], "");
    assert_eq!(day(&all_day), WorkingTime::hours(25));
    let hour = calendar("Europe/Berlin", ["02:00-03:00"; 7], "");
    assert_eq!(day(&hour), WorkingTime::hours(2));
    // From the middle of it: open, closed while the clock shows the first half
    // again, open.
    let middle = calendar("Europe/Berlin", ["02:30-04:00"; 7], "");
    assert_eq!(day(&middle), WorkingTime::hours(2));
    assert!(middle.is_open(at("2026-10-25T00:45:00Z")));
    assert!(!middle.is_open(at("2026-10-25T01:15:00Z")));
    assert!(middle.is_open(at("2026-10-25T01:30:00Z")));
}

#[test]
fn a_clock_that_changes_at_midnight_changes_the_day_that_it_shows() {
    // Havana, 2026-03-08: 00:00 becomes 01:00; 2025-11-02: 01:00 becomes 00:00.
    let day = |calendar: &Calendar, from: &str, to: &str| {
        calendar.between(
            at(&format!("{from}[America/Havana]")),
            at(&format!("{to}[America/Havana]")),
        )
    };
    let spring = |calendar: &Calendar| day(calendar, "2026-03-07T12:00", "2026-03-08T12:00");
    let autumn = |calendar: &Calendar| day(calendar, "2025-11-01T12:00", "2025-11-02T12:00");
    let night = calendar("America/Havana", ["00:00-02:00"; 7], "");
    assert_eq!(spring(&night), WorkingTime::hours(1));
    assert_eq!(autumn(&night), WorkingTime::hours(3));
    // The days are told apart by what the clock shows: the Sunday's exception begins
    // with the jump, and the Saturday's hours end before it.
    let sunday = calendar(
        "America/Havana",
        ["22:00-24:00"; 7],
        "2026-03-08 00:30-02:00\n2025-11-02 00:30-01:00",
    );
    assert_eq!(spring(&sunday), WorkingTime::hours(3));
    // Until midnight, and the half hour that is there twice.
    assert_eq!(autumn(&sunday), WorkingTime::hours(3));
    let midnight = at("2026-03-08T05:00:00Z");
    assert_eq!(
        sunday.add(at("2026-03-08T04:00:00Z"), WorkingTime::minutes(61)),
        Timestamp(midnight.0 + MINUTE_MS)
    );
    // Santiago, 2026-04-04: at midnight it is 23:00 once more, of the same day.
    let late = calendar("America/Santiago", ["23:00-24:00"; 7], "2026-04-05");
    let saturday = late.between(at("2026-04-04T16:00:00Z"), at("2026-04-05T16:00:00Z"));
    assert_eq!(saturday, WorkingTime::hours(2));
}

#[test]
fn a_day_that_a_zone_left_out_has_no_hours() {
    // Samoa went from Thursday the 29th to Saturday the 31st.
    let samoa = calendar("Pacific/Apia", ["00:00-24:00"; 7], "2011-12-31");
    assert_eq!(
        samoa.add(at("2011-12-30T09:00:00Z"), WorkingTime::hours(2)),
        at("2011-12-31T11:00:00Z")
    );
}

#[test]
fn round_the_clock_is_the_wall_time() {
    let now = at("2026-11-27T23:59:59.999Z");
    let always = Calendar::ROUND_THE_CLOCK;
    assert_eq!(always.add(now, WorkingTime(2)), Timestamp(now.0 + 2));
    assert!(always.is_open(now));
    assert_eq!(always.add(now, WorkingTime(i64::MAX)), Timestamp::NEVER);
}

#[test]
fn what_is_never_reached_is_never_and_does_not_take_for_ever() {
    let minute = calendar("UTC", ["", "", "", "", "", "", "12:00-12:01"], "");
    let start = at("2026-11-27T00:00:00Z");
    assert_eq!(
        minute.add(start, WorkingTime::hours(100_000)),
        Timestamp::NEVER
    );
    // Sundays of a hundred years.
    assert!(minute.between(start, Timestamp::NEVER) < WorkingTime::minutes(5_220));
    assert_eq!(minute.next_opening(Timestamp::NEVER), Timestamp::NEVER);
    assert_eq!(
        minute.between(Timestamp(i64::MIN), start),
        WorkingTime::minutes(0),
    );
}

#[test]
fn a_text_that_is_no_calendar_says_where_and_why() {
    use CalendarField::{Exceptions, Week, Weekday, Zone};
    use CalendarProblem::*;
    let flaws = |zone: &str, monday: &str, exceptions: &str| -> Vec<_> {
        Calendar::read(&text(zone, [monday, "", "", "", "", "", ""], exceptions))
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|flaw| (flaw.field, flaw.problem))
            .collect()
    };
    let good = "08:00-17:00";
    assert_eq!(flaws("UTC", good, ""), []);
    assert_eq!(flaws("Europe/Atlantis", good, ""), [(Zone, UnknownZone)]);
    assert_eq!(
        flaws("UTC", "", "2026-12-24 08:00-09:00"),
        [(Week, NeverOpen)]
    );
    for (typed, problem) in [
        ("8-17", NotHours),
        ("08:00", NotHours),
        ("08:60-17:00", NotHours),
        ("08:00-24:01", NotHours),
        ("08:5-17:00", NotHours),
        ("+8:00-17:00", NotHours),
        ("17:00-08:00", EndsBeforeItBegins),
        ("08:00-08:00", EndsBeforeItBegins),
        ("08:00-12:00, 11:59-13:00", Overlap),
    ] {
        assert_eq!(flaws("UTC", typed, ""), [(Weekday(0), problem)], "{typed}");
    }
    for (typed, wrong) in [
        ("24.12.2026", (Exceptions(1), NotADay)),
        ("\n2026-02-29", (Exceptions(2), NotADay)),
        ("2026-12-24T08:00 08:00-12:00", (Exceptions(1), NotADay)),
        ("2026-12-24\n2026-12-24 # again", (Exceptions(2), DayTwice)),
        ("2026-12-24 closed", (Exceptions(1), NotHours)),
    ] {
        assert_eq!(flaws("UTC", good, typed), [wrong], "{typed}");
    }
    assert_eq!(
        flaws("", "x", "y"),
        [
            (Zone, UnknownZone),
            (Weekday(0), NotHours),
            (Exceptions(1), NotADay)
        ]
    );
    let many: String = (0..=MOST_EXCEPTIONS as i64)
        .map(|day| day_number(day).iso() + "\n")
        .collect();
    assert_eq!(flaws("UTC", good, &many), [(Exceptions(0), TooMany)]);
}

#[test]
fn hours_are_read_generously_and_written_in_one_way() {
    let typed = text(
        "Europe/Berlin",
        [
            " 13:00 – 17:00 ,8:00-12:00, 12:00-13:00,",
            "",
            "",
            "",
            "",
            "",
            "",
        ],
        "2026-12-24   # nobody\n",
    );
    let written = Calendar::read(&typed).unwrap().write();
    assert_eq!(written.week[0], "08:00-17:00");
    assert_eq!(written.exceptions, "2026-12-24\n");
    let always = Calendar::ROUND_THE_CLOCK.write();
    assert_eq!(Calendar::read(&always), Ok(Calendar::ROUND_THE_CLOCK));
}

/// What the clock on the wall says, asked of the zone's own arithmetic.
fn open_by_the_clock(calendar: &Calendar, moment: i64) -> bool {
    let Hours::Weekly(weekly) = &calendar.0 else {
        return true;
    };
    let local = jiff::Timestamp::from_millisecond(moment)
        .unwrap()
        .to_zoned(weekly.zone.rules().clone());
    let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
    let date: Day = Day::of(at(&format!("{}T12:00:00Z", local.date())));
    let weekday = local.weekday().to_monday_zero_offset() as usize;
    let hours = weekly.exceptions.get(&date);
    hours
        .unwrap_or(&weekly.week[weekday])
        .iter()
        .any(|span| (span.from..span.to).contains(&minute))
}

fn any_hours() -> impl Strategy<Value = String> {
    prop::collection::btree_set(0_i64..=96, 0..7).prop_map(|edges| {
        let edges: Vec<i64> = edges.into_iter().map(|quarter| quarter * 15).collect();
        let spans: Vec<Span> = edges
            .chunks_exact(2)
            .map(|pair| Span {
                from: pair[0],
                to: pair[1],
            })
            .collect();
        write_hours(&spans)
    })
}

/// Zones whose clocks change by an hour, by half an hour, not at all, by most of a
/// day, and at midnight; with a whole number of minutes from UTC in these years.
const ZONES: [&str; 9] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Havana",
    "America/Santiago",
    "UTC",
];

/// Times around changes of clocks, and around the day Samoa left out.
fn any_moment() -> impl Strategy<Value = Timestamp> {
    let anchors = [
        "2026-03-29T01:00:00Z",
        "2026-10-25T01:00:00Z",
        "2026-03-08T07:00:00Z",
        "2026-11-01T06:00:00Z",
        "2026-04-04T15:00:00Z",
        "2026-10-03T15:30:00Z",
        "2011-12-30T10:00:00Z",
        "2026-02-15T02:00:00Z",
        "2026-03-08T05:00:00Z",
        "2026-11-01T05:00:00Z",
        "2026-04-05T03:00:00Z",
        "2026-09-06T04:00:00Z",
        "2027-01-01T00:00:00Z",
    ];
    (
        proptest::sample::select(anchors.to_vec()),
        -4_320_i64..4_320,
    )
        .prop_map(|(anchor, minutes)| Timestamp(at(anchor).0 + minutes * MINUTE_MS))
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let exception = (any_moment(), any_hours());
    (
        proptest::sample::select(&ZONES[..]),
        prop::array::uniform7(any_hours()),
        prop::collection::vec(exception, 0..4),
    )
        .prop_filter_map("never open", |(zone, week, exceptions)| {
            let exceptions: BTreeMap<String, String> = exceptions
                .into_iter()
                .map(|(day, hours)| (Day::of(day).iso(), hours))
                .collect();
            let lines: String = exceptions
                .iter()
                .map(|(day, hours)| format!("{day} {hours}\n"))
                .collect();
            Calendar::read(&CalendarText {
                round_the_clock: false,
                zone: zone.to_owned(),
                week,
                exceptions: lines,
            })
            .ok()
        })
}

fn any_duration() -> impl Strategy<Value = WorkingTime> {
    (0_i64..200 * 60 * MINUTE_MS).prop_map(WorkingTime)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn it_says_the_same_as_a_clock_looked_at_every_minute(
        calendar in any_calendar(), start in any_moment(), minutes in 0_i64..3_000
    ) {
        let end = Timestamp(start.0 + minutes * MINUTE_MS);
        let mut counted = 0;
        for minute in 0..minutes {
            let moment = start.0 + minute * MINUTE_MS;
            let open = open_by_the_clock(&calendar, moment);
            counted += i64::from(open);
            prop_assert_eq!(calendar.is_open(Timestamp(moment)), open, "at {}", moment);
        }
        prop_assert_eq!(calendar.between(start, end), WorkingTime::minutes(counted));
    }

    #[test]
    fn so_much_added_is_so_much_between(
        calendar in any_calendar(), start in any_moment(), duration in any_duration()
    ) {
        let end = calendar.add(start, duration);
        prop_assert_eq!(calendar.between(start, end), duration);
        // And it is the earliest such moment.
        if duration > WorkingTime::ZERO {
            prop_assert!(calendar.between(start, Timestamp(end.0 - 1)) < duration);
        }
    }

    #[test]
    fn what_lies_between_added_again_leads_no_further(
        calendar in any_calendar(), a in any_moment(), b in any_moment()
    ) {
        let (a, b) = (a.min(b), a.max(b));
        let back = calendar.add(a, calendar.between(a, b));
        prop_assert!(back <= b);
        prop_assert_eq!(calendar.between(back, b), WorkingTime::ZERO);
        prop_assert_eq!(calendar.between(b, a).0, -calendar.between(a, b).0);
    }

    #[test]
    fn more_is_later_and_later_is_more(
        calendar in any_calendar(), start in any_moment(), later in 0_i64..10_000_000,
        less in any_duration(), more in any_duration(), end in any_moment()
    ) {
        let (less, more) = (less.min(more), less.max(more));
        prop_assert!(calendar.add(start, less) <= calendar.add(start, more));
        let second = Timestamp(start.0 + later);
        prop_assert!(calendar.add(start, more) <= calendar.add(second, more));
        prop_assert!(calendar.between(second, end) <= calendar.between(start, end));
    }

    #[test]
    fn two_parts_are_the_whole(
        calendar in any_calendar(), start in any_moment(),
        first in any_duration(), second in any_duration(),
        a in any_moment(), b in any_moment(), c in any_moment()
    ) {
        prop_assert_eq!(
            calendar.add(calendar.add(start, first), second),
            calendar.add(start, first.plus(second))
        );
        let sum = calendar.between(a, b).plus(calendar.between(b, c));
        prop_assert_eq!(sum, calendar.between(a, c));
    }

    #[test]
    fn the_next_opening_is_the_first_open_moment(
        calendar in any_calendar(), start in any_moment()
    ) {
        let opening = calendar.next_opening(start);
        prop_assert!(opening >= start && calendar.is_open(opening));
        prop_assert_eq!(calendar.between(start, opening), WorkingTime::ZERO);
    }

    #[test]
    fn round_the_clock_adds_like_a_watch(start in any_moment(), duration in any_duration()) {
        let always = Calendar::ROUND_THE_CLOCK;
        prop_assert_eq!(always.add(start, duration).0, start.0 + duration.0);
        // And so does a week of whole days where clocks never change.
        let whole = calendar("UTC", ["00:00-24:00"; 7], "");
        prop_assert_eq!(whole.add(start, duration), always.add(start, duration));
    }

    #[test]
    fn written_and_read_it_is_the_same(calendar in any_calendar()) {
        prop_assert_eq!(Calendar::read(&calendar.write()), Ok(calendar));
    }
}

//! Figures, what happens in time, and people.

use super::euros;
use crate::frame::Text;
use crate::frame::parts::*;
use domain::text::Words;
use leptos::prelude::*;

/// Meters, bars, sparks, pairs, people.
pub(super) fn figures(words: Words) -> AnyView {
    let months = [18, 22, 14, 30, 41, 26, 19, 33, 38, 29, 52, 47];
    let bars = months
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let month = i64::try_from(index).unwrap_or(0);
            let when = domain::Timestamp(1_767_225_600_000).plus_days(31 * month);
            Bar {
                label: words.month(when).chars().take(3).collect::<String>().into(),
                value: *value,
                written: words.money_rounded(euros(value * 100_000)).into(),
                pale: index < 6,
            }
        })
        .collect();
    let ranked = months
        .iter()
        .take(3)
        .enumerate()
        .map(|(index, value)| FigureRow {
            name: format!("2026-0{}", index + 1),
            sub: words.say("frame-sample-orders").to_owned(),
            cells: vec![words.number(*value)],
            size: *value,
            written: words.number(*value),
            ..FigureRow::default()
        })
        .collect();
    let pair = move |what: &'static str, minor| {
        (
            Text::from(words.say(what)),
            words.money(euros(minor)).into_any(),
        )
    };
    let shown =
        move |what: &'static str, value: String| (Text::from(words.say(what)), value.into_any());
    view! {
        <Figures rows=vec![
            shown("frame-sample-last-year", words.money_rounded(euros(21_430_000))),
            shown("frame-sample-change", words.percent(domain::Rate(2_300))),
            shown("frame-sample-orders", words.number(1_204)),
            shown("frame-sample-self-service", words.percent(domain::Rate(8_800))),
        ] />
        <div class="thirds">
            <Sheet title=words.say("frame-sample-budget")>
                <div class="stack-s">
                    <Meter
                        whole=1_900_000
                        parts=vec![MeterPart::Used(1_178_000), MeterPart::Adding(519_000)]
                        label=words.say("frame-sample-budget")
                    />
                    <Definitions
                        rows=vec![
                            pair("frame-sample-budget", 1_900_000),
                            pair("frame-sample-spent", 1_178_000),
                            pair("frame-sample-now", 519_000),
                        ]
                        total=view! {
                            <span>{words.say("frame-sample-left")}</span>
                            <span>{words.money(euros(203_000))}</span>
                        }
                    />
                    <Meter
                        whole=100
                        parts=vec![MeterPart::Used(90), MeterPart::Adding(20)]
                        label=words.say("frame-sample-over")
                    />
                </div>
            </Sheet>
            <Sheet title=words.say("frame-sample-spend")>
                <Bars
                    bars
                    label=words.say("frame-sample-spend")
                    of=words.say("frame-sample-month")
                />
            </Sheet>
            <Sheet title=words.say("frame-team")>
                <div class="stack-s">
                    <Person
                        name="Mara Oduya"
                        note=words.say("frame-sample-account-manager")
                        href="/console/parts"
                    />
                    <Person name="Jonas Keil" note=words.say("frame-sample-support")>
                        <a class="btn s quiet" href="/console/parts">
                            {words.say("frame-sample-write")}
                        </a>
                    </Person>
                    <p>
                        <Spark
                            values=months.to_vec()
                            label=words.say("frame-sample-spend")
                        /> " " {words.percent(domain::Rate(2_300))}
                    </p>
                    <p class="row">
                        <Confidence level=5 /> <Confidence level=3 /> <Confidence level=0 />
                    </p>
                </div>
            </Sheet>
        </div>
        <FigureTable
            title=words.say("frame-sample-orders")
            headings=vec![words.say("frame-sample-month"), words.say("frame-sample-spend")]
            nothing=words.say("frame-no-rows")
            file="/console/parts".to_owned()
            rows=ranked
        />
    }
    .into_any()
}

/// Needs, timelines, conversations.
pub(super) fn time(words: Words, now: domain::Timestamp) -> AnyView {
    let hours = |count: i64| now.plus_seconds(-3600 * count);
    let needs = vec![
        Need::new(
            Tone::Warn,
            view! { <a href="/console/parts">{words.say("frame-sample-need-answer")}</a> },
        )
        .why(words.say("frame-sample-need-answer-why"))
        .actions(view! {
            <a class="btn s" href="/console/parts">
                {words.say("frame-sample-answer")}
            </a>
        }),
        Need::new(
            Tone::Accent,
            view! { <a href="/console/parts">{words.say("frame-sample-need-receipt")}</a> },
        )
        .why(words.say("frame-sample-need-receipt-why"))
        .actions(view! {
            <button class="btn s">{words.say("frame-sample-have")}</button>
            <button class="btn s quiet">{words.say("frame-sample-not-yet")}</button>
        }),
    ];
    let steps = vec![
        Step::done(words.say("frame-sample-step-submitted")).note(words.moment(hours(29))),
        Step::done(words.say("frame-sample-step-approved"))
            .note(words.ago(hours(5), now))
            .detail(view! { <span class="mute">"PO 77-1204"</span> }),
        Step::now(words.say("frame-sample-step-shipped")).note(words.ago(hours(1), now)),
        Step::later(words.say("frame-sample-step-delivered")).note(words.day(now.plus_days(4))),
    ];
    let refused = vec![
        Step::done(words.say("frame-sample-step-submitted")).note(words.moment(hours(50))),
        Step::stopped(words.say("frame-sample-refused")).note(words.moment(hours(46))),
    ];
    let messages = vec![
        Said {
            who: "Dana Roth".into(),
            when: words.ago(hours(5), now).into(),
            text: words.say("frame-sample-said").into(),
        },
        Said {
            who: "Ines Tal".into(),
            when: words.ago(hours(4), now).into(),
            text: words.say("frame-sample-answered").into(),
        },
    ];
    view! {
        <Columns aside=view! {
            <Sheet
                title=words.say("frame-sample-progress")
                aside=view! { <Tag text=words.say("frame-sample-waiting") tone=Tone::Accent /> }
            >
                <Timeline steps />
            </Sheet>
            <Sheet title=words.say("frame-sample-stopped")>
                <Timeline steps=refused />
            </Sheet>
        }>
            <Sheet title=words.say("frame-sample-needs") flush=true>
                <Needs needs />
            </Sheet>
            <Sheet
                title=words.say("frame-sample-conversation")
                footer=view! { <a href="/console/parts">{words.say("frame-remembered")}</a> }
            >
                <Conversation messages />
            </Sheet>
        </Columns>
    }
    .into_any()
}

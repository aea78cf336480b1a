//! `/console/parts`: every part in all its states, for those who build pages
//! and those who check them. What stands in the parts is made up.

use super::parts::*;
use super::{Address, Face, Form, FormState, Page, Paging, Sorting, StaffOnly, Text, Visitor};
use crate::islands::frame::{Colour, Hue};
use crate::islands::handed::HandOver;
use axum::response::Response;
use domain::text::Words;
use domain::{Currency, Money, Quantity};
use leptos::prelude::*;

/// `GET /console/parts`
pub async fn show(staff: StaffOnly) -> Response {
    page(&staff, FormState::empty().with("quantity", "3"))
}

/// `POST /console/parts`: nothing is kept; whatever is wrong is shown.
pub async fn submit(staff: StaffOnly, form: Form) -> Response {
    let words = staff.words;
    let mut form = FormState::from(form);
    if form.value("reason").is_empty() {
        form.fail("reason", words.say("frame-sample-reason-missing"));
    }
    form.read("quantity", |text| {
        Quantity::parse_pieces(text).map_err(|_| words.say("frame-sample-quantity-wrong"))
    });
    page(&staff, form)
}

fn page(visitor: &Visitor, form: FormState) -> Response {
    let words = visitor.words;
    let now = visitor.now;
    let address = Address::of(visitor);
    let title = words.say("frame-parts");
    Page::new(visitor, Face::Console, title)
        .nav("parts")
        .crumbs([(words.say("frame-today"), "/console")])
        .status(form.status())
        .islands()
        .show(move || {
            let tags = view! { <Tag text="MGC · 31 / 214" tone=Tone::Accent /> };
            view! {
                <PageHead title sub=words.say("frame-parts-sub") tags>
                    <HandOver what=Colour {
                        hue: 262,
                        label: words.say("frame-sample-hue").to_owned(),
                    }>
                        <Hue />
                    </HandOver>
                </PageHead>
                <div class="stack">
                    {status(words)} {table(words, address, now)} {form_parts(words, form)}
                    {choosing(words)} {figures(words)} {time(words, now)} {rest(words)}
                </div>
                <Dialog id="sample-dialog" title=words.say("frame-sample-dialog")>
                    {dialog_content(words)}
                </Dialog>
            }
        })
}

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

/// Badges, notices, empty states.
fn status(words: Words) -> AnyView {
    let tag = move |text: &'static str, tone| view! { <Tag text=words.say(text) tone /> };
    view! {
        <Sheet title=words.say("frame-sample-status")>
            <div class="stack-s">
                <div class="row">
                    {tag("frame-sample-draft", Tone::Plain)} {tag("frame-sample-waiting", Tone::Accent)}
                    {tag("frame-sample-delivered", Tone::Good)}
                    {tag("frame-sample-late", Tone::Warn)} {tag("frame-sample-refused", Tone::Bad)}
                </div>
                <Notice tone=Tone::Accent title=words.say("frame-sample-info-title")>
                    {words.say("frame-sample-info")}
                </Notice>
                <Notice
                    tone=Tone::Good
                    actions=view! { <button class="btn s">{words.say("frame-sample-undo")}</button> }
                >
                    {words.say("frame-sample-good")}
                </Notice>
                <Notice tone=Tone::Warn title=words.say("frame-sample-warn-title")>
                    {words.say("frame-sample-warn")}
                </Notice>
                <Notice tone=Tone::Bad title=words.say("frame-sample-bad-title")>
                    {words.say("frame-sample-bad")}
                </Notice>
            </div>
        </Sheet>
    }
    .into_any()
}

/// A product as the sample tables know it.
struct Sample {
    name: &'static str,
    about: &'static str,
    category: &'static str,
    stock: (&'static str, Tone),
    price: Option<i64>,
    because: &'static str,
}

const SAMPLES: [Sample; 5] = [
    Sample {
        name: "Display 24″ FHD, height-adjustable",
        about: "MON-24-0117 · 1920×1080 · IPS · 75 Hz",
        category: "monitor",
        stock: ("frame-sample-in-stock", Tone::Good),
        price: Some(14_600),
        because: "HM 2026, −12%",
    },
    Sample {
        name: "Display 27″ QHD, USB-C 90 W",
        about: "MON-27-0231 · 2560×1440 · IPS · hub",
        category: "monitor",
        stock: ("frame-sample-in-stock", Tone::Good),
        price: Some(26_850),
        because: "HM 2026",
    },
    Sample {
        name: "Engineering keyboard, quiet switches",
        about: "KEY-04-0020 · ISO · USB",
        category: "keyboard",
        stock: ("frame-sample-late", Tone::Warn),
        price: Some(118_000),
        because: "HM 2026, −12%",
    },
    Sample {
        name: "Solid-state drive 4 TB",
        about: "SSD-40-0003 · NVMe · 7,300 MB/s",
        category: "internal-hard-drive",
        stock: ("frame-sample-to-order", Tone::Plain),
        price: None,
        because: "",
    },
    Sample {
        name: "Graphics card with a name that is much longer than anybody who names things should allow",
        about: "VGA-12-0881 · 12 GB · 285 mm",
        category: "video-card",
        stock: ("frame-sample-in-stock", Tone::Good),
        price: Some(104_900),
        because: "HM 2026, −8%",
    },
];

/// The table with everything it can do, and one without rows.
fn table(words: Words, address: Address, now: domain::Timestamp) -> AnyView {
    let by = Sorting::of(&address, &["name", "price", "seen"], "name");
    let paging = Paging::of(&address, 5).total(61);
    let mut samples: Vec<&Sample> = SAMPLES.iter().collect();
    samples.sort_by(|one, other| match by.key {
        "price" => one.price.cmp(&other.price),
        _ => one.name.cmp(other.name),
    });
    if by.descending {
        samples.reverse();
    }
    let columns = vec![
        Column::unnamed(words.say("frame-sample-compare")),
        Column::unnamed(words.say("frame-sample-picture")),
        Column::new(words.say("frame-sample-product")).sort("name"),
        Column::new(words.say("frame-sample-availability")),
        Column::new(words.say("frame-sample-seen")).sort("seen"),
        Column::num(words.say("frame-sample-price")).sort("price"),
        Column::actions(),
    ];
    let rows = samples
        .iter()
        .enumerate()
        .map(|(index, sample)| {
            let field = format!("qty-{index}");
            let name = sample.name;
            let (stock, tone) = sample.stock;
            let seen = now.plus_seconds(-60 * 47 * (1 + i64::try_from(index).unwrap_or(0)).pow(3));
            view! {
                <tr>
                    <td class="tick no-phone">
                        <Checkbox
                            name="compare"
                            value=index.to_string()
                            label=name
                            checked=index == 1
                            hide_label=true
                        />
                    </td>
                    <td class="thumb no-phone">
                        <ProductPicture category=sample.category small=true />
                    </td>
                    <td class="wide">
                        <a href="/console/parts">{name}</a>
                        <span class="sub">{sample.about}</span>
                    </td>
                    <td>
                        <Tag text=words.say(stock) tone />
                    </td>
                    <td class="small mute nw no-phone">{words.ago(seen, now)}</td>
                    <td class="num">
                        <Price amount=sample.price.map(euros) because=sample.because />
                    </td>
                    <td class="actions">
                        <div class="row">
                            <QuantityField name=field value="1" label=name hide_label=true />
                            <button class="btn s" name="sku" value=name>
                                {words.say("frame-sample-add")}
                            </button>
                        </div>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let pager = view! {
        <Pager paging address=address.clone()>
            <button class="btn s">{words.say("frame-sample-compare")}</button>
        </Pager>
    };
    let chips = vec![
        ("25″–27″".to_owned(), address.href()),
        ("IPS".to_owned(), address.href()),
    ];
    let none = vec![
        Column::new(words.say("frame-sample-product")),
        Column::num(words.say("frame-sample-price")),
    ];
    view! {
        <Chips chips />
        <Sheet flush=true>
            <form method="get">
                <DataTable
                    caption=words.say("frame-sample-table")
                    note=words.say("frame-sample-table-note")
                    aside=view! {
                        <a href="/console/parts">"CSV"</a>
                        <a href="/console/parts">"XLSX"</a>
                    }
                    columns
                    sort=SortTo { address, by }
                    stack=true
                    footer=pager
                >
                    {rows}
                </DataTable>
            </form>
        </Sheet>
        <Sheet flush=true>
            <DataTable caption=words.say("frame-sample-empty-table") columns=none>
                <tr>
                    <td colspan="2">
                        <Empty
                            title=words.say("frame-sample-empty-title")
                            text=words.say("frame-sample-empty")
                            icon=Icon::Search
                        >
                            <a class="btn" href="/console/parts">
                                {words.say("frame-sample-ask")}
                            </a>
                        </Empty>
                    </td>
                </tr>
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// Fields in every state, inside a form that can be sent.
fn form_parts(words: Words, form: FormState) -> AnyView {
    let centres = vec![
        ("4410".to_owned(), "4410 Survey".to_owned()),
        ("4420".to_owned(), "4420 Dock 3".to_owned()),
    ];
    let mut wrong = FormState::empty()
        .with("email", "mara@")
        .with("when", "2026-06-14")
        .with("price", "12.345");
    wrong.fail("", words.say("frame-sample-form-wrong"));
    wrong.fail("email", words.say("frame-sample-email-wrong"));
    wrong.fail("price", words.say("frame-sample-price-wrong"));
    view! {
        <div class="halves">
            <Sheet title=words.say("frame-sample-form")>
                <PostForm state=form>
                    <div class="fields">
                        <QuantityField name="quantity" />
                        <DateField
                            name="needed"
                            label=words.say("frame-sample-needed")
                            optional=true
                            help=words.say("frame-sample-needed-help")
                        />
                    </div>
                    <Select
                        name="centre"
                        label=words.say("frame-sample-centre")
                        options=centres.clone()
                    />
                    <TextArea
                        name="reason"
                        label=words.say("frame-sample-reason")
                        help=words.say("frame-sample-reason-help")
                    />
                    <Choice
                        name="decision"
                        label=words.say("frame-sample-decision")
                        options=vec![
                            ChoiceOption::new("approve", words.say("frame-sample-approve")),
                            ChoiceOption::new("hold", words.say("frame-sample-hold")),
                            ChoiceOption::new("refuse", words.say("frame-sample-refuse")).against(),
                        ]
                    />
                    <Checkbox name="follow" label=words.say("frame-sample-follow") />
                    <Actions>
                        <a class="btn quiet" href="/console/parts">
                            {words.say("frame-sample-cancel")}
                        </a>
                        <button class="btn main">{words.say("frame-sample-send")}</button>
                    </Actions>
                </PostForm>
            </Sheet>
            <Sheet title=words.say("frame-sample-form-again")>
                <PostForm state=wrong prefix="wrong">
                    <Field
                        name="email"
                        label=words.say("frame-sample-email")
                        kind=Kind::Email
                    />
                    <MoneyField
                        name="price"
                        label=words.say("frame-sample-price")
                        currency=Currency::EUR
                    />
                    <Choice
                        name="memory"
                        label=words.say("frame-sample-memory")
                        list=true
                        options=vec![
                            ChoiceOption::new("16", "16 GB"),
                            ChoiceOption::new("32", "32 GB")
                                .note(words.money(euros(8_400))),
                            ChoiceOption::new("64", "64 GB")
                                .note(words.money(euros(21_900))),
                        ]
                    />
                    <Actions summary=view! {
                        <b>{words.money(euros(519_000))}</b>
                        " "
                        <span class="mute small">{words.say("frame-sample-summary")}</span>
                    }>
                        <button class="btn main">{words.say("frame-sample-confirm")}</button>
                    </Actions>
                </PostForm>
            </Sheet>
        </div>
    }
    .into_any()
}

/// Buttons, dialog, cards.
fn choosing(words: Words) -> AnyView {
    let say = words.say("frame-sample-button");
    let cards = [
        (
            "Engineering workstation",
            "14″, 32 GB, survey image 6.2",
            "laptop",
            161_200,
        ),
        (
            "Rugged tablet, deck kit",
            "With mount and spare battery",
            "tablet",
            114_900,
        ),
        (
            "Office desk set",
            "Two 27″ displays, dock, headset",
            "monitor",
            68_450,
        ),
    ]
    .map(|(title, text, category, price)| {
        view! {
            <Card title text category href="/console/parts">
                <Price amount=euros(price) />
                <a class="btn s main" href="/console/parts">
                    {words.say("frame-sample-configure")}
                </a>
            </Card>
        }
    });
    view! {
        <Sheet title=words.say("frame-sample-buttons")>
            <div class="row">
                <button class="btn main">{say}</button>
                <button class="btn">{say}</button>
                <button class="btn quiet">{say}</button>
                <button class="btn danger">{say}</button>
                <button class="btn danger main">{say}</button>
                <button class="btn" disabled>
                    {say}
                </button>
                <button class="btn s main">{say}</button>
                <button class="btn s">{say}</button>
                <button class="btn icon-only" aria-label=say>
                    <Symbol icon=Icon::Plus />
                </button>
                <button class="link">{words.say("frame-sample-not-for-us")}</button>
                <DialogButton
                    opens="sample-dialog"
                    href="/console/parts"
                    label=words.say("frame-sample-open-dialog")
                />
            </div>
        </Sheet>
        <Cards>{cards.collect_view()}</Cards>
    }
    .into_any()
}

/// Meters, bars, sparks, pairs, people.
fn figures(words: Words) -> AnyView {
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
fn time(words: Words, now: domain::Timestamp) -> AnyView {
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

/// Icons and product pictures.
fn rest(words: Words) -> AnyView {
    const PICTURES: [&str; 14] = [
        "monitor",
        "laptop",
        "case",
        "cpu",
        "cpu-cooler",
        "memory",
        "motherboard",
        "video-card",
        "internal-hard-drive",
        "keyboard",
        "mouse",
        "headphones",
        "webcam",
        "other",
    ];
    let icons = Icon::ALL
        .iter()
        .map(|icon| view! { <Symbol icon=*icon /> })
        .collect_view();
    let pictures = PICTURES
        .iter()
        .map(|category| view! { <ProductPicture category=*category /> })
        .collect_view();
    view! {
        <Sheet title=words.say("frame-sample-icons")>
            <div class="stack">
                <div class="row">{icons}</div>
                <div class="pictures">{pictures}</div>
            </div>
        </Sheet>
    }
    .into_any()
}

fn dialog_content(words: Words) -> AnyView {
    view! {
        <PostForm prefix="dialog">
            <p>{words.say("frame-sample-dialog-text")}</p>
            <TextArea name="reason" label=words.say("frame-sample-reason") />
            <Actions>
                <button class="btn danger">{words.say("frame-sample-refuse")}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}

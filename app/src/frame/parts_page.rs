//! `/console/parts`: every part in all its states, for those who build pages
//! and those who check them. What stands in the parts is made up.

mod figures;
mod table;

use self::figures::{figures, time};
use self::table::table;
use super::parts::*;
use super::{Address, Face, Form, FormState, Page, StaffOnly, Visitor};
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

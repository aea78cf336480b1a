//! `/console/customers/{id}` for people of the supplier who look after what a
//! customer may buy but do not know the customer: what was agreed with it. Who
//! knows it has the profile at the same address, with this beside it.

use super::fields::{named, segment, tier, when};
use crate::frame::parts::{Definitions, Empty, Notice, PageHead, PostForm, Sheet, Slot, Tag, Tone};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn, Text};
use crate::subscriptions::of_customer;
use crate::support::Helped;
use axum::response::Response;
use domain::Timestamp;
use domain::agreements::{AgreementBrief, Validity, ask_agreements_of};
use domain::configurations::{ConfigurationBrief, ask_configurations_of};
use domain::id::CustomerId;
use domain::identity::{
    CustomerBrief, Firmographics, Permission, ask_people_count, customer_brief,
};
use domain::store::{Query, together};
use domain::subscriptions::{OwnPage, ask_own, ask_strategic};
use domain::support::ask_helped;
use domain::text::Words;
use domain::value::Strategic;
use leptos::prelude::*;

/// What was agreed with a customer.
pub(crate) struct Theirs {
    customer: CustomerId,
    agreements: Vec<AgreementBrief>,
    standards: Vec<ConfigurationBrief>,
    subscriptions: OwnPage,
    strategic: Option<Strategic>,
    address: Address,
    people: i64,
    curates: bool,
    helped: Helped,
}

impl Theirs {
    /// Reads it, in one statement.
    pub(crate) async fn of(
        read: &mut impl Query,
        visitor: &SignedIn,
        customer: CustomerId,
    ) -> Result<Self, PageError> {
        let address = Address::of(visitor);
        let after = address.get("after").and_then(|key| key.parse().ok());
        let (open, entitled) = ask_helped(visitor.actor(), customer, visitor.now);
        let questions = (
            ask_agreements_of(customer),
            ask_configurations_of(customer),
            ask_own(customer, after),
            ask_strategic(customer),
            ask_people_count(visitor.actor(), customer)?,
            open,
            entitled,
        );
        let (agreements, standards, subscriptions, strategic, people, open, entitled) =
            together(read, questions).await?;
        Ok(Self {
            customer,
            agreements,
            standards,
            subscriptions,
            strategic,
            address,
            people,
            curates: visitor.actor().may(Permission::Curate),
            helped: Helped {
                works: visitor.actor().may(Permission::Support),
                open,
                entitled: entitled?,
            },
        })
    }

    /// That nobody of the customer can sign in, and for who may, how somebody
    /// will; nothing once there is somebody.
    pub(crate) fn nobody(&self, words: Words) -> Option<AnyView> {
        (self.people == 0).then(|| {
            let href = format!("/console/customers/{}/people#invite", self.customer);
            let (text, action) = if self.curates {
                let invite = view! {
                    <a class="btn" href=href>{words.say("identity-invite-first-manager")}</a>
                };
                ("identity-people-none-yet", Some(invite.into_any()))
            } else {
                ("identity-people-by-curators", None)
            };
            view! {
                <Notice
                    tone=Tone::Warn
                    title=words.say("identity-people-nobody")
                    actions=Slot(action)
                >
                    {words.say(text)}
                </Notice>
            }
            .into_any()
        })
    }

    /// Agreements and standards, each with its state, and where to begin more.
    pub(crate) fn sheets(&self, words: Words, now: Timestamp) -> AnyView {
        let agreements = self.agreements.iter().map(|one| agreement(words, one, now));
        let standards = self.standards.iter().map(|one| standard(words, one));
        let new = |room: &str, message: &'static str| {
            let href = format!("/console/{room}/new?customer={}", self.customer);
            self.curates.then(|| (href, words.say(message)))
        };
        view! {
            {sheet(
                words.say("agreements-title"),
                words.say("agreements-without-any"),
                agreements.collect(),
                new("agreements", "agreements-new"),
            )}
            {sheet(
                words.say("configurations-title"),
                words.say("configurations-none"),
                standards.collect(),
                new("configurations", "configurations-new"),
            )}
            {of_customer(words, &self.subscriptions, self.strategic, &self.address)}
            {self.helped.sheets(words, self.customer)}
        }
        .into_any()
    }

    /// The way to what is known of the company, for who may change it.
    pub(crate) fn change(&self, words: Words) -> Option<AnyView> {
        self.curates.then(|| {
            let href = format!("/console/customers/{}/about", self.customer);
            view! { <a href=href>{words.say("agreements-change-customer")}</a> }.into_any()
        })
    }
}

/// What there is of a kind, and for who may begin one more, where (`new`: the
/// address, and what is done there). Where there is none yet, that is what there
/// is to do.
fn sheet(
    title: &'static str,
    none: &'static str,
    lines: Vec<AnyView>,
    new: Option<(String, &'static str)>,
) -> AnyView {
    let (content, aside) = if lines.is_empty() {
        let begin = new.map(|(href, text)| view! { <a class="btn" href=href>{text}</a> });
        let empty = view! { <Empty title=none>{begin}</Empty> };
        (empty.into_any(), None)
    } else {
        let more = new.map(|(href, text)| view! { <a href=href>{text}</a> }.into_any());
        let list = view! { <ul class="stack-s">{lines}</ul> };
        (list.into_any(), more)
    };
    view! {
        <Sheet title aside=Slot(aside)>
            {content}
        </Sheet>
    }
    .into_any()
}

fn draft(words: Words, has_draft: i64) -> Option<AnyView> {
    (has_draft != 0).then(|| {
        view! {
            " "
            <Tag text=words.say("agreements-draft") tone=Tone::Warn />
        }
        .into_any()
    })
}

fn agreement(words: Words, one: &AgreementBrief, now: Timestamp) -> AnyView {
    let href = format!("/console/agreements/{}", one.id);
    let valid = one.valid_from.map(|from| Validity {
        from,
        until: one.valid_until.unwrap_or(Validity::ALWAYS.until),
    });
    let (state, tone) = match valid {
        None => ("agreements-never-published", Tone::Warn),
        Some(valid) if now < valid.from => ("agreements-not-yet", Tone::Accent),
        Some(valid) if valid.until <= now => ("agreements-ended", Tone::Bad),
        Some(_) => ("agreements-applies", Tone::Good),
    };
    let valid = valid.map(|valid| when(words, valid));
    let whose = one
        .whose
        .as_deref()
        .map(|whose| format!(" · {}", named(words, whose)));
    view! {
        <li>
            <a href=href>{one.number.clone()}</a>
            " "
            <Tag text=words.say(state) tone />
            {draft(words, one.has_draft.min(i64::from(one.valid_from.is_some())))}
            <div class="small mute">{one.currency.code().to_owned()} " · " {valid} {whose}</div>
        </li>
    }
    .into_any()
}

fn standard(words: Words, one: &ConfigurationBrief) -> AnyView {
    let href = format!("/console/configurations/{}", one.id);
    let (state, tone) = match one.state.as_str() {
        "published" => ("configurations-offered", Tone::Good),
        "retired" => ("configurations-retired", Tone::Plain),
        _ => ("agreements-never-published", Tone::Warn),
    };
    let is_new = one.state == "draft";
    view! {
        <li>
            <a href=href>{one.name.clone()}</a>
            " "
            <Tag text=words.say(state) tone />
            {draft(words, if is_new { 0 } else { one.has_draft })}
            <div class="small mute">{one.code.clone()}</div>
        </li>
    }
    .into_any()
}

/// The page.
pub(crate) async fn answer(
    visitor: &SignedIn,
    state: &AppState,
    customer: CustomerId,
) -> Result<Response, PageError> {
    let (words, now) = (visitor.words, visitor.now);
    visitor.demand(Permission::SeeCustomers)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let company = customer_brief(&mut read, customer)
        .await?
        .ok_or(PageError::NotFound)?;
    let theirs = Theirs::of(&mut read, visitor, customer).await?;
    let curates = theirs.curates;
    drop(read);
    Ok(Page::new(visitor, Face::Console, company.name.clone())
        .nav("customers")
        .crumbs([(words.say("frame-customers"), "/console/customers")])
        .show(move || {
            let tags = view! { <Tag text=company.number.clone() /> };
            let team = format!("/console/customers/{customer}/team");
            let people = format!("/console/customers/{customer}/people");
            let site = format!("/console/customers/{customer}/site");
            let factory = format!("/console/customers/{customer}/factory");
            let view_site = format!("/console/customers/{customer}/view");
            let wants = format!("/console/customers/{customer}/wants");
            let equipment = format!("/console/customers/{customer}/equipment");
            view! {
                <PageHead title=company.name.clone() tags=tags>
                    {curates.then(|| view! {
                        <a class="btn" href=team>{words.say("identity-team")}</a>
                    })}
                    {curates.then(|| view! {
                        <a class="btn" href=factory>{words.say("configurations-factory-book")}</a>
                    })}
                    {curates.then(|| view! {
                        <a class="btn" href=site>{words.say("site-change-theirs")}</a>
                    })}
                    {curates.then(|| view! {
                        <a class="btn" href=wants>{words.say("plays-wants-link")}</a>
                    })}
                    <a class="btn" href=equipment>{words.say("frame-equipment")}</a>
                    <a class="btn" href=people>{words.say("identity-people-of")}</a>
                    <PostForm action=view_site class="inline">
                        <button class="btn">{words.say("agreements-view-as")}</button>
                    </PostForm>
                </PageHead>
                {theirs.nobody(words)}
                {theirs.sheets(words, now)}
                {facts(words, &company, theirs.change(words))}
            }
        }))
}

fn facts(words: Words, company: &CustomerBrief, change: Option<AnyView>) -> AnyView {
    let rows = about(
        words,
        &About {
            segment: &company.segment,
            needs: &company.needs,
            tier: &company.tier,
            employees: company.employees,
            country: &company.country,
            firm: &company.firm,
        },
    );
    view! {
        <Sheet title=words.say("agreements-the-company") aside=Slot(change)>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

/// What is known of a customer.
pub(crate) struct About<'a> {
    /// Its segment's code.
    pub(crate) segment: &'a str,
    /// Its needs category.
    pub(crate) needs: &'a str,
    /// Its tier's code.
    pub(crate) tier: &'a str,
    /// How many people work there; 0 if nobody knows.
    pub(crate) employees: i64,
    /// Its country, ISO 3166-1 alpha-2.
    pub(crate) country: &'a str,
    /// What its own books say.
    pub(crate) firm: &'a Firmographics,
}

/// It as rows, without what nobody has said yet.
pub(crate) fn about(words: Words, of: &About<'_>) -> Vec<(Text, AnyView)> {
    let firm = of.firm;
    let place = [firm.postcode.as_str(), firm.city.as_str()].join(" ");
    let address = [firm.street.as_str(), place.trim()]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let employees = if of.employees > 0 {
        words.number(of.employees)
    } else {
        String::new()
    };
    let sales = firm.sales().map(|sales| words.money_rounded(sales));
    // A year is no count: it has no separator of thousands.
    let founded = firm.founded.map(|year| year.to_string());
    [
        ("agreements-reference", firm.reference.clone()),
        ("agreements-segment", segment(words, of.segment).to_owned()),
        ("agreements-needs", of.needs.to_owned()),
        ("agreements-tier", tier(words, of.tier).to_owned()),
        ("agreements-industry", firm.industry.clone()),
        ("agreements-employees", employees),
        ("agreements-sales", sales.unwrap_or_default()),
        ("agreements-founded", founded.unwrap_or_default()),
        ("agreements-address", address),
        ("agreements-country", of.country.to_owned()),
        ("agreements-phone", firm.phone.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| (words.say(label).into(), view! { {value} }.into_any()))
    .collect()
}

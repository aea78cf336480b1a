//! Reading one unit with its history, where it comes from, and what can be chosen when
//! something is done with it: for its page on the site, and in the console.

use super::choices::{Choices, RawChoices, ask_choices, ask_people};
use super::documents::{AssetDocument, PAPER};
use super::finding::tag_key;
use super::kept::Kept;
use super::lifecycle::{Step, possible};
use super::linked::{LINKED, Linked, linked};
use super::say_keeping::{ABOVE, PART, RawAbove, RawPart, kept_like};
use super::tagged::THE_ONE;
use super::unit_page::{Asset, AssetPage, Event};
use super::visibility::Sees;
use crate::id::CustomerId;
use crate::identity::{Actor, Denied, Permission, ask_customer_name, names};
use crate::store::{Asked, Db, JsonSets, Query, StoreError, together};
use crate::support::{ask_cases_of_customers_unit, ask_cases_of_unit, ask_entitled_about};
use crate::{Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// How much of a unit's history is shown, the latest first.
pub const MOST_EVENTS: i64 = 200;

/// What the one statement finds of a unit.
#[derive(Deserialize)]
struct Found {
    asset: Vec<Asset>,
    events: Vec<Event>,
    successors: Vec<Sku>,
    papers: Vec<AssetDocument>,
    products: Vec<RawPart>,
    parts: Vec<RawPart>,
    above: Vec<RawAbove>,
    linked: Vec<Linked>,
    announced: Vec<Announced>,
}

#[derive(Deserialize)]
struct Announced {
    number: String,
}

#[derive(Deserialize)]
struct Sku {
    sku: String,
}

static PAGE: LazyLock<JsonSets> = LazyLock::new(|| {
    let asset = format!(
        "SELECT a.id, a.origin, a.order_id, coalesce(o.number, '') AS order_number,
             r.configuration_id, a.sku, a.name, a.manufacturer, a.model, a.service_tag,
             coalesce(a.asset_tag, '') AS asset_tag, a.serial_number, a.as_built, a.unit_id,
             a.cost_centre_id, a.membership_id, a.place, a.state, a.loaned_to, a.loaned_until,
             a.warranty_until, a.refresh_at, a.bought_at, a.wiped, a.note, a.version, a.shipped_at,
             a.delivered_at, coalesce(g.number, '') AS return_number, g.state AS return_state,
             g.changed_at AS return_at
         FROM asset a
         LEFT JOIN goods_return g ON g.customer_id = a.customer_id AND g.id = a.return_id
         LEFT JOIN purchase_order o ON o.customer_id = a.customer_id AND o.id = a.order_id
         LEFT JOIN configuration_revision r ON r.customer_id = a.customer_id
             AND r.id = a.configuration_revision_id
         WHERE a.customer_id = $1 AND a.id = ({THE_ONE})"
    );
    let events = format!(
        "SELECT e.at, e.person_id, e.kind, e.text, e.changes FROM asset_event e
         WHERE e.customer_id = $1 AND e.asset_id = ({THE_ONE})
         ORDER BY e.id DESC LIMIT ($3 + 0)"
    );
    let papers = format!(
        "SELECT d.file_id, d.kind, d.title, d.person_id, d.created_at, o.size, o.media_type, b.bytes
         FROM asset_document d JOIN stored_form o ON o.file_id = d.file_id
             AND o.size IN ('document', 'full')
         JOIN stored_blob b ON b.sha256 = o.sha256
         WHERE d.customer_id = $1 AND d.asset_id = ({THE_ONE}) ORDER BY d.file_id DESC"
    );
    let kept = Kept::of(&format!("a.id = ({THE_ONE})"));
    let successors = format!(
        "SELECT s.sku FROM asset a JOIN product p ON p.sku = a.sku
         JOIN product_relation r ON r.product_id = p.id AND r.kind = 'successor'
         JOIN product s ON s.id = r.other_id
         WHERE a.customer_id = $1 AND a.id = ({THE_ONE})"
    );
    let announced = format!(
        "SELECT r.number FROM support_case c
         JOIN goods_return r ON r.customer_id = c.customer_id AND r.case_id = c.id
         WHERE c.customer_id = $1 AND c.asset_id = ({THE_ONE}) AND r.state = 'announced'
         ORDER BY r.id DESC LIMIT 1"
    );
    JsonSets::new(&[
        (
            "asset",
            &[
                "id",
                "origin",
                "order_id",
                "order_number",
                "configuration_id",
                "sku",
                "name",
                "manufacturer",
                "model",
                "service_tag",
                "asset_tag",
                "serial_number",
                "as_built",
                "unit_id",
                "cost_centre_id",
                "membership_id",
                "place",
                "state",
                "loaned_to",
                "loaned_until",
                "warranty_until",
                "refresh_at",
                "bought_at",
                "wiped",
                "note",
                "version",
                "shipped_at",
                "delivered_at",
                "return_number",
                "return_state",
                "return_at",
            ],
            &asset,
        ),
        ("linked", &LINKED, &linked()),
        ("announced", &["number"], &announced),
        (
            "events",
            &["at", "person_id", "kind", "text", "changes"],
            &events,
        ),
        ("successors", &["sku"], &successors),
        ("papers", &PAPER, &papers),
        ("products", &PART, &kept.products),
        ("parts", &PART, &kept.parts),
        ("above", &ABOVE, &kept.above),
    ])
});

/// A unit by its tag; nothing if the company has none, or if it is not the
/// reader's to see. Two statements.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn asset_page<E>(
    db: &Db,
    actor: &Actor,
    tag: &str,
    now: Timestamp,
) -> Result<Option<AssetPage>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let customer = member.company.id;
    let manages = actor.may(Permission::ManageCompany);
    let mut read = db.read(actor.scope()).await?;
    let (choices, people) = if manages {
        (ask_choices(customer), ask_people(customer))
    } else {
        (
            Asked::known(RawChoices::default()),
            Asked::known(Vec::new()),
        )
    };
    let asked = (
        ask_page(customer, tag),
        choices,
        people,
        ask_cases_of_unit(actor, tag),
        ask_entitled_about(customer, None, Some(tag), now),
    );
    let (found, choices, people, cases, entitled) = together(&mut read, asked).await?;
    let entitled = entitled?;
    let Some(page) = found.page(&mut read, customer).await? else {
        return Ok(None);
    };
    let asset = &page.asset;
    if !Sees::of(actor).covers(member.id, asset.membership_id, asset.unit_id) {
        return Ok(None);
    }
    let own = asset.membership_id == Some(member.id);
    let sees = Sees::of(actor);
    let linked = page.linked.iter().filter(|one| one.is_seen(sees, member));
    let linked = linked.cloned().collect();
    let steps = Step::ALL
        .iter()
        .copied()
        .filter(|step| possible(asset.state, *step))
        .filter(|step| manages || (own && *step == Step::GiveBack))
        .collect();
    Ok(Some(AssetPage {
        choices: choices.with(people),
        cases,
        entitled: Some(entitled),
        own,
        steps,
        linked,
        ..page
    }))
}

/// A unit of a customer's by its tag, to be read by staff; nothing if the customer
/// has none. Cases, and what the customer was promised, are for those of our people
/// who work on cases; its papers are for nobody of them. Two statements.
///
/// # Errors
/// [`Denied`] unless the person sees customers.
pub async fn asset_page_of<E>(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    tag: &str,
    now: Timestamp,
) -> Result<Option<(String, AssetPage)>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let mut read = db.read(actor.scope()).await?;
    let entitled = if actor.may(Permission::Support) {
        ask_entitled_about(customer, None, Some(tag), now).map(|found| found.map(Some))
    } else {
        Asked::known(Ok(None))
    };
    let asked = (
        ask_page(customer, tag),
        ask_customer_name(customer),
        ask_cases_of_customers_unit(actor, customer, tag),
        entitled,
    );
    let (found, company, cases, entitled) = together(&mut read, asked).await?;
    let entitled = entitled?;
    let page = found.page(&mut read, customer).await?;
    Ok(company.zip(page).map(|(company, page)| {
        let page = AssetPage {
            cases,
            entitled,
            papers: Vec::new(),
            ..page
        };
        (company, page)
    }))
}

fn ask_page(customer: CustomerId, tag: &str) -> Asked<'static, Found> {
    PAGE.ask(args![customer, tag_key(tag), MOST_EVENTS])
}

impl Found {
    /// What its page says to everybody who may see it, with the names in it; nothing
    /// if there is no such unit. One statement.
    async fn page(
        self,
        read: &mut impl Query,
        customer: CustomerId,
    ) -> Result<Option<AssetPage>, StoreError> {
        let Some(asset) = self.asset.into_iter().next() else {
            return Ok(None);
        };
        let mut ids: Vec<Uuid> = self
            .events
            .iter()
            .flat_map(|event| {
                let changed = event.changes.iter();
                let texts = changed.flat_map(|one| [one.before.as_str(), one.after.as_str()]);
                let ids = texts.filter_map(|text| Uuid::try_parse(text).ok());
                std::iter::once(event.person_id.0).chain(ids)
            })
            .collect();
        ids.extend(self.papers.iter().map(|paper| paper.person_id.0));
        ids.extend(asset.unit_id.map(|id| id.0));
        ids.extend(asset.cost_centre_id.map(|id| id.0));
        ids.extend(asset.membership_id.map(|id| id.0));
        let names = names(read, Some(customer), ids).await?;
        let mut replaced_by: Vec<String> = self.successors.into_iter().map(|one| one.sku).collect();
        if !asset.sku.is_empty() {
            replaced_by.push(asset.sku.clone());
        }
        Ok(Some(AssetPage {
            asset,
            events: self.events,
            names,
            choices: Choices::default(),
            replaced_by,
            cases: Vec::new(),
            entitled: None,
            papers: self.papers,
            keeping: kept_like(self.products, self.parts, self.above),
            own: false,
            steps: Vec::new(),
            announced: self.announced.into_iter().next().map(|one| one.number),
            linked: self.linked,
        }))
    }
}

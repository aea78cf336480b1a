//! One unit with its history, where it comes from, and what can be chosen when
//! something is done with it.

use super::as_built::AsBuilt;
use super::change::Holder;
use super::documents::{AssetDocument, PAPER, PaperKind};
use super::finding::tag_key;
use super::holding::Changed;
use super::keeping::Keeping;
use super::lifecycle::{EventKind, State, Step, possible};
use super::say_keeping::{ABOVE, PART, RawAbove, RawPart, SAYS, kept_like};
use super::visibility::Sees;
use crate::id::{
    AssetId, ConfigurationId, CostCentreId, CustomerId, MembershipId, OrderId, PersonId, UnitId,
};
use crate::identity::{Actor, Denied, Names, Permission, names};
use crate::store::{Asked, Db, JsonRows, JsonSets, StoreError, json_or_text, together};
use crate::support::{CaseLine, ask_cases_of_unit};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Asset {
    /// The unit.
    pub id: AssetId,
    /// Whether it came from us (`order`) or was bought elsewhere (`imported`).
    pub origin: String,
    /// The order it came with.
    pub order_id: Option<OrderId>,
    /// That order's number; empty without one.
    pub order_number: String,
    /// The standard configuration it is of.
    pub configuration_id: Option<ConfigurationId>,
    /// What it was called.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who made it; empty if nobody said so.
    pub manufacturer: String,
    /// The manufacturer's name for it.
    pub model: String,
    /// Its tag.
    pub service_tag: String,
    /// The customer's tag; empty without one.
    pub asset_tag: String,
    /// The manufacturer's number; empty until it is known.
    pub serial_number: String,
    /// How it was built.
    #[serde(deserialize_with = "json_or_text")]
    pub as_built: AsBuilt,
    /// The unit of the company.
    pub unit_id: Option<UnitId>,
    /// The cost centre that bears it.
    pub cost_centre_id: Option<CostCentreId>,
    /// Who has it.
    pub membership_id: Option<MembershipId>,
    /// Where it stands.
    pub place: String,
    /// Where it is in its life.
    pub state: State,
    /// To whom it is lent.
    pub loaned_to: String,
    /// Until when.
    pub loaned_until: Option<Day>,
    /// The last day of its warranty.
    pub warranty_until: Option<Day>,
    /// When it is to be replaced.
    pub refresh_at: Option<Day>,
    /// When it was bought.
    pub bought_at: Option<Day>,
    /// The certificate of the wiping of its data.
    pub wiped: String,
    /// Remarks.
    pub note: String,
    /// How often it was changed.
    pub version: i64,
    /// When it left our house.
    pub shipped_at: Option<Timestamp>,
    /// When it arrived.
    pub delivered_at: Option<Timestamp>,
}

impl Asset {
    /// Whether it was bought elsewhere.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        self.origin == "imported"
    }
}

/// One thing that happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub person_id: PersonId,
    /// What.
    pub kind: EventKind,
    /// What the person wrote; an order's number, a file's name.
    pub text: String,
    /// What was, and what is.
    #[serde(deserialize_with = "json_or_text")]
    pub changes: Vec<Changed>,
}

/// What there is to choose from when something is done with a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The company's units.
    pub units: Vec<(UnitId, String)>,
    /// Its cost centres.
    pub cost_centres: Vec<(CostCentreId, String)>,
    /// Its people, the first [`MOST_HOLDERS`] of them by name.
    pub people: Vec<Holder>,
}

/// How many people are offered while an address is typed.
pub const MOST_HOLDERS: i64 = 300;
/// How much of a unit's history is shown, the latest first.
pub const MOST_EVENTS: i64 = 200;

/// A unit with all that its page shows.
#[derive(Debug, Clone)]
pub struct AssetPage {
    /// The unit.
    pub asset: Asset,
    /// What happened to it, the latest first.
    pub events: Vec<Event>,
    /// What people, units and cost centres are called.
    pub names: Names,
    /// What can be chosen; empty for who may not change it.
    pub choices: Choices,
    /// The numbers by which the same, or what takes its place, may be in the
    /// catalog: its successor's first.
    pub replaced_by: Vec<String>,
    /// The cases about it that the reader sees, the latest first.
    pub cases: Vec<CaseLine>,
    /// What belongs to it on paper, the latest first.
    pub papers: Vec<AssetDocument>,
    /// How it is kept.
    pub keeping: Keeping,
    /// Whether the reader has it.
    pub own: bool,
    /// What the reader may do with it now.
    pub steps: Vec<Step>,
}

impl AssetPage {
    /// Whether it can't be retired before somebody says how its data was wiped:
    /// data lies on it, and no certificate is here.
    #[must_use]
    pub fn needs_certificate(&self) -> bool {
        self.keeping.holds_data
            && !self
                .papers
                .iter()
                .any(|paper| paper.kind == PaperKind::WipeCertificate)
    }
}

#[derive(Deserialize)]
struct Both {
    asset: Vec<Asset>,
    events: Vec<Event>,
    successors: Vec<Sku>,
    papers: Vec<AssetDocument>,
    products: Vec<RawPart>,
    parts: Vec<RawPart>,
    above: Vec<RawAbove>,
}

#[derive(Deserialize)]
struct Sku {
    sku: String,
}

/// `$1` the customer, `$2` the key of the tag. Ours first, then one that the
/// customer imported, then one with this tag of the customer's own scheme.
pub(crate) const THE_ONE: &str = "SELECT a.id FROM asset a WHERE a.customer_id = $1
        AND (a.tag_key = $2 OR a.asset_tag = upper($2))
    ORDER BY CASE WHEN a.tag_key = $2 THEN 0 ELSE 1 END, a.origin DESC LIMIT 1";

static PAGE: LazyLock<JsonSets> = LazyLock::new(|| {
    let asset = format!(
        "SELECT a.id, a.origin, a.order_id, coalesce(o.number, '') AS order_number,
             r.configuration_id, a.sku, a.name, a.manufacturer, a.model, a.service_tag,
             coalesce(a.asset_tag, '') AS asset_tag, a.serial_number, a.as_built, a.unit_id,
             a.cost_centre_id, a.membership_id, a.place, a.state, a.loaned_to, a.loaned_until,
             a.warranty_until, a.refresh_at, a.bought_at, a.wiped, a.note, a.version, a.shipped_at,
             a.delivered_at
         FROM asset a
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
            ],
            &asset,
        ),
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

/// The selects from which follows how a unit is kept: what it is, its parts, and
/// the categories above either. What was bought elsewhere is the product of the
/// same number.
pub(super) struct Kept {
    pub(super) products: String,
    pub(super) parts: String,
    pub(super) above: String,
}

impl Kept {
    /// Of the unit `a` of the customer `$1` of which this holds.
    pub(super) fn of(which: &str) -> Self {
        let product = format!(
            "SELECT p.id, p.category_id FROM asset a JOIN product p ON p.id = coalesce(a.product_id,
                 (SELECT x.id FROM product x WHERE x.sku = a.sku))
             WHERE a.customer_id = $1 AND {which}"
        );
        let parts = format!(
            "SELECT p.id, p.category_id, x.position FROM asset a
             JOIN configuration_part x ON x.customer_id = $1
                 AND x.revision_id = a.configuration_revision_id
             JOIN product p ON p.id = x.product_id
             WHERE a.customer_id = $1 AND {which}"
        );
        let said = |of: &str, order: &str| {
            format!(
                "SELECT q.id, q.category_id, {SAYS} FROM ({of}) q
                 LEFT JOIN product_keeping k ON k.product_id = q.id {order}"
            )
        };
        let above = format!(
            "WITH RECURSIVE up (id) AS (
                 SELECT q.category_id FROM ({product}) q
                 UNION SELECT q.category_id FROM ({parts}) q
                 UNION SELECT c.parent_id FROM up JOIN category c ON c.id = up.id
                     WHERE c.parent_id IS NOT NULL)
             SELECT c.id, c.parent_id AS parent, {SAYS} FROM up JOIN category c ON c.id = up.id
             LEFT JOIN category_keeping k ON k.category_id = c.id"
        );
        Self {
            products: said(&product, ""),
            parts: said(&parts, "ORDER BY q.position"),
            above,
        }
    }
}

#[derive(Default, Deserialize)]
struct RawChoices {
    units: Vec<Named>,
    cost_centres: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    id: Uuid,
    name: String,
}

/// `$1` the customer.
static CHOICES: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "units",
            &["id", "name"],
            "SELECT id, name FROM unit WHERE customer_id = $1 ORDER BY name",
        ),
        (
            "cost_centres",
            &["id", "name"],
            "SELECT id, code || ' ' || name AS name FROM cost_centre
             WHERE customer_id = $1 ORDER BY code, id",
        ),
    ])
});

fn ask_choices(customer: CustomerId) -> Asked<'static, RawChoices> {
    CHOICES.ask(args![customer])
}

/// The people of a company, the first [`MOST_HOLDERS`] of them by name.
#[must_use]
pub fn ask_people(customer: CustomerId) -> Asked<'static, Vec<Holder>> {
    static PEOPLE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["name", "email"],
            "SELECT p.name, p.email FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.customer_id = $1 AND m.active ORDER BY p.name, p.email LIMIT ($2 + 0)",
        )
    });
    PEOPLE.ask(args![customer, MOST_HOLDERS])
}

impl RawChoices {
    fn with(self, people: Vec<Holder>) -> Choices {
        Choices {
            units: self
                .units
                .into_iter()
                .map(|one| (UnitId(one.id), one.name))
                .collect(),
            cost_centres: self
                .cost_centres
                .into_iter()
                .map(|one| (CostCentreId(one.id), one.name))
                .collect(),
            people,
        }
    }
}

/// A unit by its tag; nothing if the company has none, or if it is not the
/// reader's to see. Two statements.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn asset_page<E>(db: &Db, actor: &Actor, tag: &str) -> Result<Option<AssetPage>, E>
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
    let page = PAGE.ask::<Both>(args![customer, tag_key(tag), MOST_EVENTS]);
    let asked = (page, choices, people, ask_cases_of_unit(actor, tag));
    let (both, choices, people, cases) = together(&mut read, asked).await?;
    let choices = choices.with(people);
    let Some(asset) = both.asset.into_iter().next() else {
        return Ok(None);
    };
    let own = asset.membership_id == Some(member.id);
    if !Sees::of(actor).covers(member.id, asset.membership_id, asset.unit_id) {
        return Ok(None);
    }
    let mut ids: Vec<Uuid> = both
        .events
        .iter()
        .flat_map(|event| {
            let changed = event.changes.iter();
            let texts = changed.flat_map(|one| [one.before.as_str(), one.after.as_str()]);
            let ids = texts.filter_map(|text| Uuid::try_parse(text).ok());
            std::iter::once(event.person_id.0).chain(ids)
        })
        .collect();
    ids.extend(both.papers.iter().map(|paper| paper.person_id.0));
    ids.extend(asset.unit_id.map(|id| id.0));
    ids.extend(asset.cost_centre_id.map(|id| id.0));
    ids.extend(asset.membership_id.map(|id| id.0));
    let names = names(&mut read, Some(customer), ids).await?;
    let steps = Step::ALL
        .iter()
        .copied()
        .filter(|step| possible(asset.state, *step))
        .filter(|step| manages || (own && *step == Step::GiveBack))
        .collect();
    let mut replaced_by: Vec<String> = both.successors.into_iter().map(|one| one.sku).collect();
    if !asset.sku.is_empty() {
        replaced_by.push(asset.sku.clone());
    }
    Ok(Some(AssetPage {
        asset,
        events: both.events,
        names,
        choices,
        replaced_by,
        cases,
        papers: both.papers,
        keeping: kept_like(both.products, both.parts, both.above),
        own,
        steps,
    }))
}

/// A unit of a company by its tag: which it is, and how it is called in full.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Tagged {
    /// The unit.
    pub id: AssetId,
    /// Its tag, as it is written.
    pub service_tag: String,
    /// What it was called; may be empty.
    pub sku: String,
    unit_id: Option<UnitId>,
    membership_id: Option<MembershipId>,
}

impl Tagged {
    /// Whether a member of its company sees it, as on its page.
    pub(crate) fn is_seen_by(&self, actor: &Actor) -> bool {
        actor.member().is_some_and(|member| {
            Sees::of(actor).covers(member.id, self.membership_id, self.unit_id)
        })
    }
}

/// The unit with this tag, if the company has one; whether it is the asker's to see,
/// [`Tagged::is_seen_by`] says.
pub(crate) fn ask_tagged(customer: CustomerId, tag: &str) -> Asked<'static, Option<Tagged>> {
    static TAGGED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "service_tag", "sku", "unit_id", "membership_id"],
            &format!(
                "SELECT a.id, a.service_tag, a.sku, a.unit_id, a.membership_id FROM asset a
                 WHERE a.customer_id = $1 AND a.id = ({THE_ONE})"
            ),
        )
    });
    TAGGED
        .ask::<Tagged>(args![customer, tag_key(tag)])
        .map(|rows| rows.into_iter().next())
}

/// A unit as a label has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Label {
    /// Its tag.
    pub service_tag: String,
    /// The customer's tag; empty without one.
    pub asset_tag: String,
    /// The manufacturer's number.
    pub serial_number: String,
    /// What it is.
    pub name: String,
}

/// How many labels a sheet has at most.
pub const MOST_LABELS: usize = 200;

/// The labels of these units, in the order of their tags. For who manages the
/// company; tags of nobody or of others are left out.
///
/// # Errors
/// [`Denied`] unless the person sees the company.
pub async fn labels<E>(db: &Db, actor: &Actor, tags: &[String]) -> Result<Vec<Label>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static LABELS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["service_tag", "asset_tag", "serial_number", "name"],
            "SELECT service_tag, coalesce(asset_tag, '') AS asset_tag, serial_number, name
             FROM asset WHERE customer_id = $1 AND tag_key <text in $2> ORDER BY tag_key",
        )
    });
    let member = actor.member_who_may(Permission::SeeCompany)?;
    let keys: serde_json::Value = tags
        .iter()
        .take(MOST_LABELS)
        .map(|tag| tag_key(tag))
        .collect();
    let mut read = db.read(actor.scope()).await?;
    Ok(LABELS
        .all(&mut read, args![member.company.id, keys])
        .await?)
}

//! What the console's pages about standard configurations read.

use super::contents::{Contents, ask_contents};
use super::factory_book::{ImageLine, TagSchemeLine, ask_images, ask_tag_schemes};
use super::flaws::Flaw;
use crate::id::{ConfigurationId, ConfigurationRevisionId, CustomerId};
use crate::identity::{Actor, Denied, Permission};
use crate::site::{AccessGroup, ask_groups};
use crate::store::{
    Asked, Db, JsonRows, JsonSets, Query, Result, StoreError, containing, together,
};
use crate::{Currency, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// A row of the list of configurations.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ConfigurationRow {
    /// The configuration.
    pub id: ConfigurationId,
    /// What orders call it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `draft`, `published` or `retired`.
    pub state: String,
    /// Whose it is.
    pub customer_id: CustomerId,
    /// The customer's name.
    pub customer: String,
    /// The number of the revision that is published.
    pub revision: Option<i64>,
    /// When it was.
    pub published_at: Option<Timestamp>,
    /// The number of the draft under work.
    pub draft: Option<i64>,
    /// How many there are in all.
    pub total: i64,
}

/// Configurations whose name, code or customer contains these words.
///
/// # Errors
/// If the person may not see customers, or the storage fails.
pub async fn configuration_list<E>(
    db: &Db,
    actor: &Actor,
    words: &str,
    skip: i64,
    most: i64,
) -> Result<Vec<ConfigurationRow>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(read
        .all(
            "SELECT f.id, f.code, f.name, f.state, f.customer_id, c.name AS customer,
                 r.number AS revision, r.published_at, d.number AS draft,
                 COUNT(*) OVER () AS total
             FROM configuration f
             JOIN customer c ON c.id = f.customer_id
             LEFT JOIN configuration_revision r ON r.id = f.published_revision_id
                 AND r.customer_id = f.customer_id
             LEFT JOIN configuration_revision d ON d.configuration_id = f.id
                 AND d.customer_id = f.customer_id AND d.state = 'draft'
             WHERE lower(f.name) LIKE ('' || $1) ESCAPE '\\'
                 OR lower(f.code) LIKE ('' || $1) ESCAPE '\\'
                 OR lower(c.name) LIKE ('' || $1) ESCAPE '\\'
                 OR lower(c.number) LIKE ('' || $1) ESCAPE '\\'
                 OR lower(c.reference) LIKE ('' || $1) ESCAPE '\\' /* staff */
             ORDER BY c.name, f.name, f.id LIMIT ($3 + 0) OFFSET ($2 + 0)",
            args![containing(words), skip, most],
        )
        .await?)
}

/// A configuration, in a list of a customer's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ConfigurationBrief {
    /// The configuration.
    pub id: ConfigurationId,
    /// What orders call it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `draft`, `published` or `retired`.
    pub state: String,
    /// Whether a draft is under work.
    pub has_draft: i64,
}

/// A customer's configurations, by name. For staff.
#[must_use]
pub fn ask_configurations_of(customer: CustomerId) -> Asked<'static, Vec<ConfigurationBrief>> {
    static OF: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "code", "name", "state", "has_draft"],
            "SELECT f.id, f.code, f.name, f.state,
                 CASE WHEN EXISTS (SELECT 1 FROM configuration_revision d
                     WHERE d.configuration_id = f.id AND d.customer_id = f.customer_id
                         AND d.state = 'draft') THEN 1 ELSE 0 END AS has_draft
             FROM configuration f WHERE f.customer_id = $1 ORDER BY f.name, f.id",
        )
    });
    OF.ask(args![customer])
}

/// Everything that one page says about a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationPage {
    /// The configuration.
    pub id: ConfigurationId,
    /// What orders call it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// `draft`, `published` or `retired`.
    pub state: String,
    /// Whose it is.
    pub customer: CustomerId,
    /// The customer's name.
    pub customer_name: String,
    /// The revision shown: the one asked for, else the draft, else what is
    /// published.
    pub shown: ConfigurationRevision,
    /// All revisions, the latest first.
    pub revisions: Vec<ConfigurationRevision>,
    /// What the revision shown says.
    pub contents: Contents,
    /// What the published revision says.
    pub offered: Option<Contents>,
    /// The customer's other configurations, to name a successor.
    pub others: Vec<OtherConfiguration>,
    /// The customer's software images.
    pub images: Vec<ImageLine>,
    /// The customer's schemes of asset tags.
    pub schemes: Vec<TagSchemeLine>,
    /// The customer's access groups.
    pub groups: Vec<AccessGroup>,
}

/// One state of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ConfigurationRevision {
    /// The revision.
    pub id: ConfigurationRevisionId,
    /// Its number.
    pub number: i64,
    /// `draft`, `published` or `superseded`.
    pub state: String,
    /// The currency of fixed amounts.
    pub currency: Currency,
    /// The fixed price of the base, in minor units of that currency.
    pub base_price_minor: Option<i64>,
    /// Why it was made.
    pub note: String,
    /// Counts the changes of a draft.
    pub version: i64,
    /// Who made it.
    pub made_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

/// Another configuration of the same customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OtherConfiguration {
    /// The configuration.
    pub id: ConfigurationId,
    /// Its name.
    pub name: String,
}

impl ConfigurationPage {
    /// The revision under work.
    #[must_use]
    pub fn draft(&self) -> Option<&ConfigurationRevision> {
        self.revisions.iter().find(|one| one.state == "draft")
    }

    /// What is wrong with the draft as a whole. Nothing of what was published.
    #[must_use]
    pub fn flaws(&self) -> Vec<Flaw> {
        if self.shown.state == "draft" {
            self.contents.unpriced().flaws()
        } else {
            Vec::new()
        }
    }

    /// The revision that is offered.
    #[must_use]
    pub fn published(&self) -> Option<&ConfigurationRevision> {
        self.revisions.iter().find(|one| one.state == "published")
    }
}

/// Reads a configuration with the revision of this number, or the one under
/// work, or what is published.
///
/// # Errors
/// [`Denied`] if the person may not see it or there is none.
pub async fn configuration_page<E>(
    db: &Db,
    actor: &Actor,
    configuration: ConfigurationId,
    revision: Option<i64>,
) -> Result<ConfigurationPage, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let mut read = db.read(actor.scope()).await?;
    let mut document: Document = DOCUMENT
        .fetch(&mut read, args![configuration, revision])
        .await?;
    let head = document.head.pop().ok_or(Denied)?;
    let revision = |found: &dyn Fn(&&ConfigurationRevision) -> bool| {
        document.revisions.iter().find(found).cloned()
    };
    let shown = revision(&|one| Some(one.id) == head.shown).ok_or(Denied)?;
    let published = revision(&|one| one.state == "published").map(|one| one.id);
    // What is shown, and what it is compared with.
    let revisions = std::iter::once(shown.id).chain(published).collect();
    let (contents, images, schemes, groups) = together(
        &mut read,
        (
            ask_contents(head.customer, revisions),
            ask_images(head.customer),
            ask_tag_schemes(head.customer),
            ask_groups(head.customer),
        ),
    )
    .await?;
    let mut contents = contents.into_iter();
    Ok(ConfigurationPage {
        id: configuration,
        code: head.code,
        name: head.name,
        description: head.description,
        state: head.state,
        customer: head.customer,
        customer_name: head.customer_name,
        contents: contents.next().unwrap_or_default(),
        offered: contents.next(),
        shown,
        revisions: document.revisions,
        others: document.others,
        images,
        schemes,
        groups,
    })
}

#[derive(Debug, Deserialize)]
struct Document {
    head: Vec<HeadRow>,
    revisions: Vec<ConfigurationRevision>,
    others: Vec<OtherConfiguration>,
}

#[derive(Debug, Deserialize)]
struct HeadRow {
    code: String,
    name: String,
    description: String,
    state: String,
    customer: CustomerId,
    customer_name: String,
    shown: Option<ConfigurationRevisionId>,
}

/// `$1` the configuration, `$2` the number of a revision or none.
static DOCUMENT: LazyLock<JsonSets> = LazyLock::new(|| {
    let shown = "(SELECT r.id FROM configuration_revision r
        WHERE r.configuration_id = $1 AND (r.number = $2 OR $2 IS NULL)
        ORDER BY CASE r.state WHEN 'draft' THEN 0 WHEN 'published' THEN 1 ELSE 2 END,
            r.number DESC LIMIT 1) /* staff */";
    let customer = "(SELECT customer_id FROM configuration WHERE id = $1)";
    let head = format!(
        "SELECT f.code, f.name, f.description, f.state, f.customer_id AS customer,
             c.name AS customer_name, {shown} AS shown
         FROM configuration f JOIN customer c ON c.id = f.customer_id WHERE f.id = $1"
    );
    let revisions = format!(
        "SELECT id, number, state, currency, base_price_minor, note, version, made_by_name,
             created_at, published_at
         FROM configuration_revision WHERE configuration_id = $1 AND customer_id = {customer}
         ORDER BY number DESC"
    );
    let others = format!(
        "SELECT id, name FROM configuration
         WHERE customer_id = {customer} AND id <> $1 AND state = 'published' ORDER BY name"
    );
    JsonSets::new(&[
        (
            "head",
            &[
                "code",
                "name",
                "description",
                "state",
                "customer",
                "customer_name",
                "shown",
            ],
            &head,
        ),
        (
            "revisions",
            &[
                "id",
                "number",
                "state",
                "currency",
                "base_price_minor",
                "note",
                "version",
                "made_by_name",
                "created_at",
                "published_at",
            ],
            &revisions,
        ),
        ("others", &["id", "name"], &others),
    ])
});

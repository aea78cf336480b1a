//! Who may fetch a file: whoever sees what it belongs to.

use super::media::{Media, Size};
use super::{Files, Kind};
use crate::Timestamp;
use crate::agreements::ask_shelf_items;
use crate::args;
use crate::assets::OfUnit;
use crate::id::{FileId, ProductId};
use crate::identity::{Actor, Permission, Shopper};
use crate::store::{JsonSets, Query, Result, StoreError};
use serde::Deserialize;
use std::sync::LazyLock;

/// A file to be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What it is.
    pub media: Media,
    /// What it was called where it came from.
    pub name: String,
    /// By which its content is known.
    pub sha256: String,
    /// How large it is, in bytes.
    pub bytes: i64,
    /// Where the store has it.
    pub place: String,
}

#[derive(Deserialize)]
struct Rows {
    forms: Vec<Form>,
    products: Vec<Product>,
    sites: Vec<Site>,
    articles: Vec<Article>,
    cases: Vec<Site>,
    units: Vec<OfUnit>,
}

#[derive(Deserialize)]
struct Form {
    name: String,
    media_type: String,
    sha256: String,
    bytes: i64,
    place: String,
}

#[derive(Deserialize)]
struct Product {
    id: ProductId,
}

#[derive(Deserialize)]
struct Site {}

#[derive(Deserialize)]
struct Article {}

const FORM: &[&str] = &["name", "media_type", "sha256", "bytes", "place"];

/// `$1` the file, `$2` the size, `$3` the customer, `$4` the membership, `$5` its
/// unit.
static FOR_MEMBERS: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "forms",
            FORM,
            "SELECT f.name, o.media_type, o.sha256, b.bytes, b.place
             FROM stored_file f
             JOIN stored_form o ON o.file_id = f.id AND o.size = $2
             JOIN stored_blob b ON b.sha256 = o.sha256
             WHERE f.id = $1 AND (f.customer_id = $3 OR f.customer_id IS NULL)",
        ),
        (
            "products",
            &["id"],
            "SELECT product_id AS id FROM product_picture WHERE file_id = $1
             UNION SELECT product_id FROM product_document WHERE file_id = $1",
        ),
        (
            "sites",
            &["id"],
            "SELECT d.id FROM site_document d
             WHERE d.file_id = $1 AND d.customer_id = $3 AND (d.group_id IS NULL
                 OR d.group_id IN (SELECT m.group_id FROM access_group_member m
                     WHERE m.customer_id = $3 AND m.membership_id = $4))",
        ),
        (
            "articles",
            &["id"],
            "SELECT t.article_id AS id FROM article_picture p
             JOIN article_text t ON t.article_id = p.article_id
             WHERE p.file_id = $1 AND (t.customer_id = $3
                 OR (t.customer_id IS NULL AND t.audience = 'all'))",
        ),
        (
            "cases",
            &["id"],
            // Who sees a case says support/visibility.rs.
            "SELECT c.id FROM case_file x
             JOIN support_case c ON c.id = x.case_id AND c.customer_id = x.customer_id
             WHERE x.file_id = $1 AND x.customer_id = $3 AND NOT x.internal
                 AND (c.opened_by = $4 OR c.visibility = 'company'
                     OR (c.visibility = 'unit' AND c.unit_id = $5)
                     OR EXISTS (SELECT 1 FROM case_watcher w WHERE w.customer_id = $3
                         AND w.case_id = c.id AND w.membership_id = $4))",
        ),
        ("units", &OfUnit::COLUMNS, OfUnit::SELECT),
    ])
});

/// `$1` the file, `$2` the size.
static FOR_STAFF: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "forms",
            FORM,
            "SELECT f.name, o.media_type, o.sha256, b.bytes, b.place
             FROM stored_file f /* staff */
             JOIN stored_form o ON o.file_id = f.id AND o.size = $2
             JOIN stored_blob b ON b.sha256 = o.sha256
             WHERE f.id = $1",
        ),
        (
            "products",
            &["id"],
            "SELECT product_id AS id FROM product_picture WHERE file_id = $1
             UNION SELECT product_id FROM product_document WHERE file_id = $1",
        ),
        (
            "sites",
            &["id"],
            "SELECT d.id FROM site_document d /* staff */ WHERE d.file_id = $1",
        ),
        (
            "articles",
            &["id"],
            // Or a release of software, which they look after as well.
            "SELECT p.article_id AS id FROM article_picture p WHERE p.file_id = $1
             UNION SELECT r.id FROM software_release r WHERE r.file_id = $1",
        ),
        (
            "cases",
            &["id"],
            "SELECT x.case_id AS id FROM case_file x /* staff */ WHERE x.file_id = $1
             UNION SELECT f.mail_id FROM incoming_mail_file f WHERE f.file_id = $1",
        ),
        ("units", &OfUnit::COLUMNS, OfUnit::SELECT_ANY),
    ])
});

/// The file, if it is there and whoever asks may see what it belongs to: the
/// supplier's people who see customers or curate (what came with a case, or with the
/// mail of a stranger, only those who work on cases; what belongs to a unit of a
/// customer's, none), and members with the product on their shelf, the document on
/// their site, an article to read that shows it, or who see the case or the unit of
/// equipment that it belongs to. Of anything else nothing is said: what belongs to
/// nothing any more, and is not cleared away yet, is nobody's to see.
///
/// # Errors
/// If the storage fails.
pub async fn fetch(
    read: &mut impl Query,
    files: &Files,
    actor: &Actor,
    (file, size): (FileId, Size),
    signature: Option<&str>,
    now: Timestamp,
) -> Result<Option<Fetched>> {
    if actor.staff().is_some() {
        if !actor.may(Permission::SeeCustomers) && !actor.may(Permission::Curate) {
            return Ok(None);
        }
        let rows: Rows = FOR_STAFF.fetch(read, args![file, size.code()]).await?;
        if !rows.units.is_empty() {
            return Ok(None);
        }
        let seen = if rows.cases.is_empty() {
            !rows.products.is_empty() || !rows.sites.is_empty() || !rows.articles.is_empty()
        } else {
            actor.may(Permission::Support)
        };
        return if seen { rows.form() } else { Ok(None) };
    }
    let (Some(member), Some(shopper)) = (actor.member(), actor.shopper()) else {
        return Ok(None);
    };
    let values = args![file, size.code(), member.company.id, member.id, member.unit];
    let rows: Rows = FOR_MEMBERS.fetch(read, values).await?;
    let signed = size != Size::Document
        && signature.is_some_and(|text| files.signed(member.id.0, file, text, now));
    let shown = !rows.sites.is_empty()
        || !rows.articles.is_empty()
        || !rows.cases.is_empty()
        || rows.units.iter().any(|one| one.is_seen_by(actor));
    if signed || shown {
        return rows.form();
    }
    if actor.may(Permission::Browse) && on_shelf(read, shopper, &rows.products, now).await? {
        return rows.form();
    }
    Ok(None)
}

/// Whether one of the products is on the shelf.
async fn on_shelf(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    products: &[Product],
    now: Timestamp,
) -> Result<bool> {
    let ids: Vec<ProductId> = products.iter().map(|one| one.id).collect();
    let items = ask_shelf_items(shopper, &ids, now).fetch(read).await?;
    Ok(!items.is_empty())
}

impl Rows {
    fn form(mut self) -> Result<Option<Fetched>> {
        let Some(form) = self.forms.pop() else {
            return Ok(None);
        };
        let media = Media::from_mime(&form.media_type)
            .ok_or_else(|| StoreError::bad_row("stored_form", &form.media_type))?;
        Ok(Some(Fetched {
            media,
            name: form.name,
            sha256: form.sha256,
            bytes: form.bytes,
            place: form.place,
        }))
    }
}

impl Fetched {
    /// What it is called where it is saved: as it was called, with the ending of
    /// what it is. Software keeps the ending that it came with.
    #[must_use]
    pub fn file_name(&self) -> String {
        if self.media == Media::Package && !self.name.is_empty() {
            return self.name.clone();
        }
        let ending = format!(".{}", self.media.extension());
        let stem = self
            .name
            .rsplit_once('.')
            .map_or(self.name.as_str(), |(stem, _)| stem);
        let stem = if stem.is_empty() { "file" } else { stem };
        format!("{stem}{ending}")
    }

    /// Whether it is a picture, a document or software.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.media.kind()
    }
}

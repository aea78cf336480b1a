//! What revisions of configurations say, read for whoever needs it: people who
//! choose, curators, and the check before something is published.

use super::choice::{Always, Build, Choosable, Cost, Figure, Group};
use super::factory::{Algorithm, Image, Services, Setting, Tags};
use super::rules::{Demand, Rule};
use crate::id::{
    AccessGroupId, ConfigurationRevisionId, CustomerId, FactoryImageId, FileId, OptionGroupId,
    OptionId, ProductId, RuleId, TagSchemeId,
};
use crate::store::{Asked, JsonSets, json_or_text};
use crate::{Currency, Day, Money, Quantity, Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What a revision says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// The fixed price of the base; without one, what its parts cost.
    pub base: Option<Money>,
    /// What is always in it.
    pub parts: Vec<PartLine>,
    /// The option groups.
    pub groups: Vec<GroupLine>,
    /// The options of all groups.
    pub options: Vec<OptionLine>,
    /// What goes together.
    pub rules: Vec<Rule>,
    /// What rules need to know of products.
    pub figures: Vec<FigureLine>,
    /// The first day on which it is offered.
    pub first_day: Option<Day>,
    /// The last day on which it is.
    pub last_day: Option<Day>,
    /// The access groups it is offered to; everybody without any.
    pub audience: Vec<AudienceLine>,
    /// What is done at the factory.
    pub services: Services,
}

/// What stands in a revision itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct StateLine {
    pub revision: ConfigurationRevisionId,
    pub currency: Currency,
    pub base_price_minor: Option<i64>,
    offered_from: Option<Timestamp>,
    pub offered_until: Option<Timestamp>,
    image_id: Option<FactoryImageId>,
    image_name: String,
    image_version: String,
    algorithm: String,
    checksum: String,
    scheme_id: Option<TagSchemeId>,
    scheme_name: String,
    prefix: String,
    digits: i64,
    #[serde(deserialize_with = "json_or_text")]
    labels: Vec<String>,
    #[serde(deserialize_with = "json_or_text")]
    settings: Vec<Setting>,
}

impl StateLine {
    pub(super) fn services(&self) -> Services {
        let image = self
            .image_id
            .zip(Algorithm::from_code(&self.algorithm))
            .map(|(id, algorithm)| Image {
                id,
                name: self.image_name.clone(),
                version: self.image_version.clone(),
                algorithm,
                checksum: self.checksum.clone(),
            });
        let tags = self.scheme_id.map(|id| Tags {
            id,
            name: self.scheme_name.clone(),
            prefix: self.prefix.clone(),
            digits: self.digits,
        });
        Services {
            image,
            tags,
            labels: self.labels.clone(),
            settings: self.settings.clone(),
        }
    }
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PartLine {
    /// The revision that says so.
    pub revision: ConfigurationRevisionId,
    /// The product.
    pub product: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: Quantity,
    /// 1 if it is still sold.
    pub active: i64,
    /// Its main picture.
    pub picture: Option<FileId>,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GroupLine {
    /// The revision that says so.
    pub revision: ConfigurationRevisionId,
    /// The group.
    pub id: OptionGroupId,
    /// Its name.
    pub name: String,
    /// How many options must be picked.
    pub least: i64,
    /// How many can be.
    pub most: i64,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OptionLine {
    /// The revision that says so.
    pub revision: ConfigurationRevisionId,
    /// The option.
    pub id: OptionId,
    /// Its group.
    pub group_id: OptionGroupId,
    /// Its name.
    pub name: String,
    /// The product that it puts in.
    pub product: Option<ProductId>,
    /// The product's SKU; empty without one.
    pub sku: String,
    /// The product's name; empty without one.
    pub product_name: String,
    /// How many of the product each time it is picked.
    pub quantity: Quantity,
    /// How many times it is in if it is picked, at the least.
    pub fewest: i64,
    /// How many times it can be in.
    pub most: i64,
    /// 1 if it is the default.
    pub is_default: i64,
    /// What it adds, where that was fixed, in minor units of the revision's currency.
    pub price_minor: Option<i64>,
    /// Whether it is still sold.
    pub active: i64,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct RuleLine {
    pub revision: ConfigurationRevisionId,
    id: RuleId,
    #[serde(deserialize_with = "json_or_text")]
    demands: Demand,
}

/// What a product has of an attribute that a rule reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureLine {
    /// The revision with the rule.
    pub revision: ConfigurationRevisionId,
    /// The product.
    pub product: ProductId,
    /// The attribute, and how much of it.
    pub figure: Figure,
}

#[derive(Debug, Deserialize)]
struct FigureRow {
    revision: ConfigurationRevisionId,
    product: ProductId,
    attribute: String,
    amount: f64,
}

/// An access group that a configuration is offered to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AudienceLine {
    /// The revision that says so.
    pub revision: ConfigurationRevisionId,
    /// The group.
    pub whom: AccessGroupId,
}

/// Everything that some revisions say.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Lines {
    pub parts: Vec<PartLine>,
    pub groups: Vec<GroupLine>,
    pub options: Vec<OptionLine>,
    pub rules: Vec<RuleLine>,
    figures: Vec<FigureRow>,
}

/// The same with what stands in the revisions themselves, and for whom they are.
#[derive(Debug, Deserialize)]
struct Whole {
    states: Vec<StateLine>,
    audience: Vec<AudienceLine>,
    #[serde(flatten)]
    lines: Lines,
}

/// What a revision's own columns are, with `r` for the revision.
pub(super) const STATE_COLUMNS: &[&str] = &[
    "revision",
    "currency",
    "base_price_minor",
    "offered_from",
    "offered_until",
    "image_id",
    "image_name",
    "image_version",
    "algorithm",
    "checksum",
    "scheme_id",
    "scheme_name",
    "prefix",
    "digits",
    "labels",
    "settings",
];

/// The columns of [`STATE_COLUMNS`] in a select.
pub(super) const STATE: &str = "r.id AS revision, r.currency, r.base_price_minor, r.offered_from,
    r.offered_until, r.image_id, COALESCE(i.name, '') AS image_name,
    COALESCE(i.version, '') AS image_version, COALESCE(i.algorithm, '') AS algorithm,
    COALESCE(i.checksum, '') AS checksum, r.tag_scheme_id AS scheme_id,
    COALESCE(t.name, '') AS scheme_name, COALESCE(t.prefix, '') AS prefix,
    COALESCE(t.digits, 0) AS digits, r.labels, r.settings";

/// What [`STATE`] reads besides the revision `r`.
pub(super) const STATE_JOINS: &str =
    "LEFT JOIN factory_image i ON i.id = r.image_id AND i.customer_id = r.customer_id
     LEFT JOIN tag_scheme t ON t.id = r.tag_scheme_id AND t.customer_id = r.customer_id";

/// One select of several: its name, its columns, its text.
pub(super) type Select = (&'static str, &'static [&'static str], String);

/// The selects behind [`Lines`]. Each reads rows `x` of a table with
/// `customer_id` and `revision_id`: `joins` and `fits` say which.
pub(super) fn selects(joins: &str, fits: &str) -> Vec<Select> {
    let figures_of = |table: &str| {
        format!(
            "SELECT x.revision_id AS revision, x.product_id AS product, a.name AS attribute,
                 v.amount
             FROM {table} x {joins}
             JOIN configuration_rule u ON u.customer_id = x.customer_id
                 AND u.revision_id = x.revision_id AND u.attribute <> ''
             JOIN product_attribute v ON v.product_id = x.product_id AND v.amount IS NOT NULL
             JOIN category_attribute a ON a.number = v.attribute
                 AND a.name IN (u.attribute, u.limit_attribute)
             WHERE {fits}"
        )
    };
    vec![
        (
            "parts",
            &[
                "revision", "product", "sku", "name", "quantity", "active", "picture",
            ],
            format!(
                "SELECT x.revision_id AS revision, x.product_id AS product, p.sku, p.name,
                     x.quantity, CASE WHEN p.active THEN 1 ELSE 0 END AS active,
                     p.picture_id AS picture
                 FROM configuration_part x /* customer_id: fits */ {joins} JOIN product p ON p.id = x.product_id
                 WHERE {fits} ORDER BY x.position, p.sku"
            ),
        ),
        (
            "groups",
            &["revision", "id", "name", "least", "most"],
            format!(
                "SELECT x.revision_id AS revision, x.id, x.name, x.least, x.most
                 FROM configuration_group x /* customer_id: fits */ {joins}
                 WHERE {fits} ORDER BY x.position, x.id"
            ),
        ),
        (
            "options",
            &[
                "revision",
                "id",
                "group_id",
                "name",
                "product",
                "sku",
                "product_name",
                "quantity",
                "fewest",
                "most",
                "is_default",
                "price_minor",
                "active",
            ],
            format!(
                "SELECT x.revision_id AS revision, x.id, x.group_id, x.name,
                     x.product_id AS product, COALESCE(p.sku, '') AS sku,
                     COALESCE(p.name, '') AS product_name, x.quantity, x.fewest, x.most,
                     CASE WHEN x.is_default THEN 1 ELSE 0 END AS is_default, x.price_minor,
                     CASE WHEN x.product_id IS NULL OR p.active THEN 1 ELSE 0 END AS active
                 FROM configuration_option x /* customer_id: fits */ {joins} LEFT JOIN product p ON p.id = x.product_id
                 WHERE {fits} ORDER BY x.position, x.id"
            ),
        ),
        (
            "rules",
            &["revision", "id", "demands"],
            format!(
                "SELECT x.revision_id AS revision, x.id, x.demands
                 FROM configuration_rule x /* customer_id: fits */ {joins}
                 WHERE {fits} ORDER BY x.position, x.id"
            ),
        ),
        (
            "figures",
            &["revision", "product", "attribute", "amount"],
            format!(
                "{} UNION {}",
                figures_of("configuration_part"),
                figures_of("configuration_option")
            ),
        ),
    ]
}

/// Puts selects together.
pub(super) fn sets(selects: &[Select]) -> JsonSets {
    let selects: Vec<(&str, &[&str], &str)> = selects
        .iter()
        .map(|(name, columns, text)| (*name, *columns, text.as_str()))
        .collect();
    JsonSets::new(&selects)
}

/// What these revisions of a customer's configurations say, in their order. An
/// empty one for what there is not.
pub(super) fn ask_contents(
    customer: CustomerId,
    revisions: Vec<ConfigurationRevisionId>,
) -> Asked<'static, Vec<Contents>> {
    static CONTENTS: LazyLock<JsonSets> = LazyLock::new(|| {
        let mut all = selects("", "x.customer_id = $1 AND x.revision_id <in $2>");
        all.push((
            "states",
            STATE_COLUMNS,
            format!(
                "SELECT {STATE} FROM configuration_revision r {STATE_JOINS}
                 WHERE r.customer_id = $1 AND r.id <in $2>"
            ),
        ));
        all.push((
            "audience",
            &["revision", "whom"],
            "SELECT x.revision_id AS revision, x.group_id AS whom
             FROM configuration_audience x
             WHERE x.customer_id = $1 AND x.revision_id <in $2> ORDER BY x.group_id"
                .to_owned(),
        ));
        sets(&all)
    });
    CONTENTS
        .ask::<Whole>(args![customer, json!(revisions)])
        .map(move |whole| revisions.iter().map(|id| whole.contents(*id)).collect())
}

impl Whole {
    fn contents(&self, revision: ConfigurationRevisionId) -> Contents {
        let mut contents = self.lines.of(revision);
        if let Some(state) = self.states.iter().find(|one| one.revision == revision) {
            let base = state.base_price_minor;
            contents.base = base.map(|minor| Money::new(minor, state.currency));
            contents.first_day = state.offered_from.map(Day::of);
            contents.last_day = state.offered_until.map(Day::last_before);
            contents.services = state.services();
        }
        let audience = self.audience.iter().filter(|one| one.revision == revision);
        contents.audience = audience.cloned().collect();
        contents
    }
}

impl Lines {
    /// What one revision says in lines.
    pub(super) fn of(&self, revision: ConfigurationRevisionId) -> Contents {
        fn of<T: Clone>(all: &[T], is: impl Fn(&T) -> bool) -> Vec<T> {
            all.iter().filter(|one| is(one)).cloned().collect()
        }
        let rules = self.rules.iter().filter(|line| line.revision == revision);
        let figures = self.figures.iter().filter(|row| row.revision == revision);
        Contents {
            parts: of(&self.parts, |line| line.revision == revision),
            groups: of(&self.groups, |line| line.revision == revision),
            options: of(&self.options, |line| line.revision == revision),
            rules: rules
                .map(|line| Rule {
                    id: line.id,
                    demands: line.demands.clone(),
                })
                .collect(),
            figures: figures
                .map(|row| FigureLine {
                    revision,
                    product: row.product,
                    figure: Figure {
                        attribute: row.attribute.clone(),
                        amount: Quantity::from_thousandths((row.amount * 1000.0).round() as i64),
                    },
                })
                .collect(),
            ..Contents::default()
        }
    }
}

impl Contents {
    /// What people choose from, if products cost this and fixed amounts are
    /// these.
    pub(super) fn build(
        &self,
        currency: Currency,
        fixed: impl Fn(i64) -> Cost,
        cost: impl Fn(ProductId) -> Cost,
    ) -> Build {
        let figures = |product: ProductId| -> Vec<Figure> {
            let all = self.figures.iter().filter(|line| line.product == product);
            all.map(|line| line.figure.clone()).collect()
        };
        let option = |line: &OptionLine| Choosable {
            id: line.id,
            name: line.name.clone(),
            product: line.product,
            sku: line.sku.clone(),
            quantity: line.quantity,
            fewest: line.fewest,
            most: line.most,
            is_default: line.is_default != 0,
            cost: match (line.price_minor, line.product) {
                (Some(minor), _) => fixed(minor),
                (None, None) => Cost::Fixed(Money::zero(currency)),
                (None, Some(product)) => cost(product),
            },
            available: line.active != 0,
            figures: line.product.map(figures).unwrap_or_default(),
        };
        let group = |line: &GroupLine| Group {
            id: line.id,
            name: line.name.clone(),
            least: line.least,
            most: line.most,
            options: self
                .options
                .iter()
                .filter(|one| one.group_id == line.id)
                .map(option)
                .collect(),
        };
        Build {
            currency,
            fixed: self.base.map(|base| fixed(base.minor)),
            base: self
                .parts
                .iter()
                .map(|part| Always {
                    product: part.product,
                    name: part.name.clone(),
                    quantity: part.quantity,
                    cost: cost(part.product),
                    figures: figures(part.product),
                })
                .collect(),
            groups: self.groups.iter().map(group).collect(),
            rules: self.rules.clone(),
        }
    }

    /// The same without any prices: for its rules alone.
    #[must_use]
    pub fn unpriced(&self) -> Build {
        self.build(Currency::EUR, |_| Cost::OnRequest, |_| Cost::OnRequest)
    }
}

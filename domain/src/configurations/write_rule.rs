//! A curator writes a rule about what goes together: products by their SKU,
//! attributes by their names. What contradicts itself is refused at once.

use super::ConfigurationError;
use super::change_draft::product;
use super::choice::MOST_PIECES;
use super::contents::ask_contents;
use super::drafts::Draft;
use super::rules::{Bound, Demand, Limit, MOST_RULES, Rule, Thing};
use crate::id::{OptionId, RuleId};
use crate::store::{Query, Tx};
use crate::{Quantity, args};
use serde_json::json;

/// A rule as a curator writes it: products by their SKU, attributes by name.
#[derive(Debug, Clone)]
pub enum NewRule {
    /// Where the one is, one of the others must be.
    Needs {
        /// What needs something.
        what: Named,
        /// One of which it needs.
        one_of: Vec<Named>,
    },
    /// The two are never in it together.
    Excludes {
        /// One.
        one: Named,
        /// And the other.
        other: Named,
    },
    /// Of these options there are never more pieces than this.
    AtMost {
        /// Of which.
        of: Vec<OptionId>,
        /// How many.
        most: i64,
    },
    /// What all that is in it has of an attribute, together.
    Total {
        /// The attribute's name.
        attribute: String,
        /// Which way.
        bound: Bound,
        /// How much.
        limit: Limit,
    },
}

/// What a rule speaks of, as a curator names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// An option.
    Option(OptionId),
    /// A product by its SKU.
    Sku(String),
}

impl Draft {
    /// Adds a rule to the draft.
    pub(super) async fn add_rule(
        &self,
        tx: &mut Tx,
        rule: NewRule,
    ) -> Result<(), ConfigurationError> {
        let rule = Rule {
            id: RuleId::new(),
            demands: demand(tx, rule).await?,
        };
        let mut contents = ask_contents(self.customer, vec![self.id]).fetch(tx).await?;
        let contents = contents.pop().unwrap_or_default();
        if contents.rules.len() >= MOST_RULES {
            return Err(ConfigurationError::TooManyRules);
        }
        if contents
            .rules
            .iter()
            .any(|known| known.demands == rule.demands)
        {
            return Err(ConfigurationError::Twice);
        }
        let flaws = contents.unpriced().flaws_of(&rule);
        if !flaws.is_empty() {
            return Err(ConfigurationError::Flawed(flaws));
        }
        let (attribute, limit) = rule.demands.attributes();
        tx.run(
            "INSERT INTO configuration_rule (customer_id, revision_id, id, position, demands,
                 attribute, limit_attribute)
             SELECT $1, $2, $3, COALESCE(MAX(position), 0) + 1, $4, $5, $6
             FROM configuration_rule WHERE customer_id = $1 AND revision_id = $2",
            args![
                self.customer,
                self.id,
                rule.id,
                json!(rule.demands),
                attribute,
                limit
            ],
        )
        .await?;
        Ok(())
    }
}

/// A rule with its products and attributes looked up.
async fn demand(tx: &mut Tx, rule: NewRule) -> Result<Demand, ConfigurationError> {
    Ok(match rule {
        NewRule::Needs { what, one_of } => {
            let what = thing(tx, &what).await?;
            let mut needed = Vec::with_capacity(one_of.len());
            for named in one_of.iter().take(MOST_NAMED) {
                let one = thing(tx, named).await?;
                if !needed.contains(&one) {
                    needed.push(one);
                }
            }
            if needed.is_empty() || needed.contains(&what) {
                return Err(ConfigurationError::EmptyRule);
            }
            Demand::Needs {
                what,
                one_of: needed,
            }
        }
        NewRule::Excludes { one, other } => {
            let (one, other) = (thing(tx, &one).await?, thing(tx, &other).await?);
            if one == other {
                return Err(ConfigurationError::EmptyRule);
            }
            Demand::Excludes { one, other }
        }
        NewRule::AtMost { mut of, most } => {
            of.sort_unstable();
            of.dedup();
            if of.is_empty() || of.len() > MOST_NAMED {
                return Err(ConfigurationError::EmptyRule);
            }
            if !(0..=MOST_PIECES).contains(&most) {
                return Err(ConfigurationError::WrongLimits);
            }
            Demand::AtMost { of, most }
        }
        NewRule::Total {
            attribute,
            bound,
            limit,
        } => {
            let (attribute, unit) = number_of(tx, &attribute).await?;
            let limit = match limit {
                Limit::Number(number) if number < Quantity::default() => {
                    return Err(ConfigurationError::WrongLimits);
                }
                Limit::Number(number) => Limit::Number(number),
                Limit::Attribute(other) => {
                    let (other, _) = number_of(tx, &other).await?;
                    if other == attribute {
                        return Err(ConfigurationError::EmptyRule);
                    }
                    Limit::Attribute(other)
                }
            };
            Demand::Total {
                attribute,
                unit,
                bound,
                limit,
            }
        }
    })
}

/// How many things one rule names at the most.
const MOST_NAMED: usize = 40;

async fn thing(tx: &mut Tx, named: &Named) -> Result<Thing, ConfigurationError> {
    match named {
        Named::Option(option) => Ok(Thing::Option(*option)),
        Named::Sku(sku) => product(tx, sku).await.map(|(id, _)| Thing::Product(id)),
    }
}

/// An attribute that is a number in some category, as it is written there, and
/// its unit. Capitals don't matter.
async fn number_of(tx: &mut Tx, name: &str) -> Result<(String, String), ConfigurationError> {
    tx.maybe(
        "SELECT name, unit FROM category_attribute
         WHERE lower(name) = lower($1) AND kind = 'number'
         ORDER BY CASE WHEN name = $1 THEN 0 ELSE 1 END, number LIMIT 1",
        args![name.trim()],
    )
    .await?
    .ok_or_else(|| ConfigurationError::UnknownAttribute(name.trim().to_owned()))
}

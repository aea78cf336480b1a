//! A line of a request or an order, as the profile remembers it.

use crate::Quantity;
use crate::id::{AssetId, ConfigurationRevisionId, ProductId};
use serde::{Deserialize, Serialize};

/// What was asked for or ordered on one line: a product, or a standard
/// configuration with the options that were chosen. Kept with the interaction
/// itself, so that what is learned from it can be rebuilt from the
/// interactions alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineSeen {
    /// The product, if it is one.
    #[serde(default)]
    pub product: Option<ProductId>,
    /// The revision of the standard configuration, if it is one.
    #[serde(default)]
    pub configuration: Option<ConfigurationRevisionId>,
    /// The SKU as it was then.
    #[serde(default)]
    pub sku: String,
    /// The name as it was then.
    #[serde(default)]
    pub name: String,
    /// What was chosen in each option group.
    #[serde(default)]
    pub options: Vec<OptionSeen>,
    /// How many.
    #[serde(default)]
    pub quantity: Quantity,
    /// The units of equipment that it is to replace.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<AssetId>,
}

/// What was chosen in one option group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionSeen {
    /// The group's name: `Memory`.
    pub group: String,
    /// The chosen option's name: `32 GB`.
    pub option: String,
    /// Its SKU, if it has one.
    #[serde(default)]
    pub sku: String,
    /// How many times.
    #[serde(default = "once")]
    pub pieces: i64,
}

/// What an earlier program chose, it chose once.
const fn once() -> i64 {
    1
}

impl LineSeen {
    /// The options of a line as rooms keep them in their `options` column:
    /// `[{"group": …, "option": …, "sku": …}]`. Anything else is no options.
    #[must_use]
    pub fn options_from(json: &serde_json::Value) -> Vec<OptionSeen> {
        OptionSeen::deserialize_all(json)
    }
}

impl OptionSeen {
    fn deserialize_all(json: &serde_json::Value) -> Vec<Self> {
        json.as_array()
            .map(|all| {
                all.iter()
                    .filter_map(|one| Self::deserialize(one).ok())
                    .collect()
            })
            .unwrap_or_default()
    }
}

//! A change of a standard's draft as the audit trail keeps it: which, and what
//! people call what was changed.

use super::change_draft::Change;
use serde_json::{Value as JsonValue, json};

impl Change {
    /// What the trail keeps of it.
    pub(super) fn told(&self) -> JsonValue {
        match self {
            Change::Base(price) => json!({
                "change": "base",
                "minor": price.map(|price| price.minor),
            }),
            Change::AddPart { sku, quantity } => json!({
                "change": "part-added",
                "what": sku,
                "quantity": quantity,
            }),
            Change::RemovePart(product) => {
                json!({ "change": "part-removed", "product": product })
            }
            Change::AddGroup { name, least, most } => json!({
                "change": "group-added",
                "what": name,
                "least": least,
                "most": most,
            }),
            Change::Limits { group, least, most } => json!({
                "change": "limits",
                "group": group,
                "least": least,
                "most": most,
            }),
            Change::RemoveGroup(group) => json!({ "change": "group-removed", "group": group }),
            Change::AddOption {
                group, sku, name, ..
            } => {
                let what = match name.as_str() {
                    "" => sku.as_deref().unwrap_or_default(),
                    name => name,
                };
                json!({ "change": "option-added", "what": what, "group": group })
            }
            Change::RemoveOption(option) => {
                json!({ "change": "option-removed", "option": option })
            }
            Change::Default(option) | Change::NotDefault(option) => json!({
                "change": "default",
                "option": option,
                "picked": matches!(self, Change::Default(_)),
            }),
            Change::AddRule(_) => json!({ "change": "what-goes-together" }),
            Change::RemoveRule(rule) => json!({ "change": "what-goes-together", "rule": rule }),
            Change::Offer {
                first_day,
                last_day,
                groups,
            } => json!({
                "change": "offered",
                "from": first_day,
                "until": last_day,
                "groups": groups,
            }),
            Change::Factory { image, tags, .. } => json!({
                "change": "factory",
                "image": image,
                "tags": tags,
            }),
        }
    }
}

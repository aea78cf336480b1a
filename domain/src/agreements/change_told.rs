//! A change of a draft as the audit trail keeps it: which, and what it says, in
//! words that stay readable when the code has other ones.

use super::drafts::{Change, NewLine};
use super::{Only, Says};
use serde_json::{Value as JsonValue, json};

/// The most SKUs that are kept; the number is of all.
const MOST: usize = 20;

impl Change {
    /// What the trail keeps of it, with what people call the agreement.
    pub(super) fn told(&self, number: &str) -> JsonValue {
        let mut told = match self {
            Change::Terms { terms, .. } => json!({
                "change": "terms",
                "price-list": terms.price_list,
                "from": terms.valid.beginning(),
                "until": terms.valid.end(),
            }),
            Change::AddCategory {
                category,
                only,
                line,
            } => json!({
                "change": "rule-added",
                "category": category,
                "asks": Only::text_of(only.as_deref()),
                "line": line_told(line),
            }),
            Change::RemoveCategory(number) => {
                json!({ "change": "rule-removed", "rule": number })
            }
            Change::AddProducts { lines } => {
                let skus = lines.iter().take(MOST).map(|(sku, _)| sku.as_str());
                json!({
                    "change": "lines-added",
                    "what": skus.collect::<Vec<_>>().join(", "),
                    "lines": lines.len(),
                    "line": lines.first().map(|(_, line)| line_told(line)),
                })
            }
            Change::RemoveProduct {
                product,
                rule,
                least,
                from,
            } => json!({
                "change": "line-removed",
                "product": product,
                "rule": rule,
                "least": least,
                "from": from,
            }),
        };
        if let Some(told) = told.as_object_mut() {
            told.insert("number".to_owned(), number.into());
        }
        told
    }
}

/// What a line says, how it is stored.
fn line_told(line: &NewLine) -> JsonValue {
    let currency = match line.says {
        Says::Price(price) => Some(price.currency),
        _ => None,
    };
    json!({
        "rule": line.says.code(),
        "minor": line.says.minor(),
        "currency": currency,
        "rate": line.says.rate(),
        "least": line.least,
        "from": line.valid.beginning(),
        "until": line.valid.end(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreements::Validity;
    use crate::id::ProductId;
    use crate::{Currency, Money, Quantity, Rate, Timestamp};

    fn line(says: Says) -> NewLine {
        NewLine {
            says,
            least: Quantity::pieces(1),
            valid: Validity::ALWAYS,
        }
    }

    // It was kept as this program's own debug text.
    #[test]
    fn a_change_is_kept_in_words_and_not_in_the_programs_own() {
        let price = Says::Price(Money::new(28_900, Currency::EUR));
        let lines = vec![("MON-27".to_owned(), line(price)); 30];
        let told = Change::AddProducts { lines }.told("HM 2026");
        assert_eq!(told["number"], "HM 2026");
        assert_eq!(
            (&told["change"], &told["lines"]),
            (&json!("lines-added"), &json!(30))
        );
        assert_eq!(told["what"].as_str().unwrap().matches("MON-27").count(), 20);
        assert_eq!(told["line"]["minor"], 28_900);
        assert_eq!(told["line"]["until"], JsonValue::Null);
        let removed = Change::RemoveProduct {
            product: ProductId::new(),
            rule: "price".to_owned(),
            least: Quantity::pieces(1),
            from: Timestamp(0),
        };
        let rule = Change::AddCategory {
            category: None,
            only: None,
            line: line(Says::Discount(Rate(500))),
        };
        for change in [removed, rule, Change::RemoveCategory(3)] {
            let told = change.told("HM 2026").to_string();
            assert!(!told.contains("Id(") && !told.contains("Some("), "{told}");
        }
    }
}

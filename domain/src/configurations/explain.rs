//! Why a choice is refused, in sentences. The page's words are worked out where
//! the reader's language is known and carried to where it is not: the browser
//! puts names and figures into them by the same rule as the server.

use super::choice::{Refusal, Why};
use super::rules::{Bound, Broken, Way};
use crate::Quantity;
use serde::{Deserialize, Serialize};

/// Sentences with holes: `{0}`, `{1}` and so on stand for names and figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrases {
    /// `Choose one of “{0}”.`
    pub missing: String,
    /// `Choose at least {1} of “{0}”.`
    pub too_few: String,
    /// `Choose only one of “{0}”.`
    pub only_one: String,
    /// `Choose at most {1} of “{0}”.`
    pub too_many: String,
    /// `“{0}” can be in it {1} to {2} times.`
    pub pieces: String,
    /// `“{0}” can't be had any more. Choose another.`
    pub gone: String,
    /// `Something that you chose is not offered here.`
    pub not_offered: String,
    /// `“{0}” needs {1}.`
    pub needs: String,
    /// `“{0}” and “{1}” don't go together.`
    pub excludes: String,
    /// `Of {0} at most {1} fit; you chose {2}.`
    pub at_most: String,
    /// `{1} are needed for {0}; at most {2} are possible.`
    pub over: String,
    /// `{1} are needed for {0}; {3} gives {2}.`
    pub over_given: String,
    /// `{0} come to {1}; at least {2} are needed.`
    pub under: String,
    /// `{0} come to {1}; with {3} at least {2} are needed.`
    pub under_given: String,
    /// `Nothing`: what comes to a total if nothing does.
    pub nothing: String,
    /// `Choose {0}.`
    pub choose: String,
    /// `“{0}”`
    pub take: String,
    /// `{1} × “{0}”`
    pub times: String,
    /// `no “{0}”`
    pub without: String,
    /// ` and `
    pub and: String,
    /// ` or `
    pub or: String,
    /// What stands before decimals.
    pub point: String,
}

impl Phrases {
    /// The sentence for a refusal, with what could be done about it.
    #[must_use]
    pub fn sentence(&self, refusal: &Refusal) -> String {
        match &refusal.why {
            Why::TooFew { group, one, .. } if *one => fill(&self.missing, &[group]),
            Why::TooFew { group, least, .. } => fill(&self.too_few, &[group, &least.to_string()]),
            Why::TooMany { group, most: 1 } => fill(&self.only_one, &[group]),
            Why::TooMany { group, most } => fill(&self.too_many, &[group, &most.to_string()]),
            Why::Pieces {
                option,
                fewest,
                most,
            } => fill(
                &self.pieces,
                &[option, &fewest.to_string(), &most.to_string()],
            ),
            Why::Gone(name) => fill(&self.gone, &[name]),
            Why::NotOffered => self.not_offered.clone(),
            Why::Rule { how, ways, .. } => {
                let why = self.broken(how);
                if ways.is_empty() {
                    return why;
                }
                let ways: Vec<String> = ways.iter().map(|way| self.way(way)).collect();
                format!("{why} {}", fill(&self.choose, &[&list(&ways, &self.or)]))
            }
        }
    }

    /// The sentence for a broken rule alone.
    #[must_use]
    pub fn broken(&self, how: &Broken) -> String {
        match how {
            Broken::Needs { what, one_of } => {
                let one_of = self.quoted(one_of, &self.or);
                fill(&self.needs, &[what, &one_of])
            }
            Broken::Excludes { one, other } => fill(&self.excludes, &[one, other]),
            Broken::AtMost { of, most, chosen } => {
                let of = self.quoted(of, &self.and);
                fill(
                    &self.at_most,
                    &[&of, &most.to_string(), &chosen.to_string()],
                )
            }
            Broken::Total {
                attribute,
                unit,
                bound,
                total,
                limit,
                from,
                given_by,
            } => {
                let template = match (bound, given_by.is_empty()) {
                    (Bound::AtMost, true) => &self.over,
                    (Bound::AtMost, false) => &self.over_given,
                    (Bound::AtLeast, true) => &self.under,
                    (Bound::AtLeast, false) => &self.under_given,
                };
                let from: Vec<String> = from
                    .iter()
                    .map(|(name, quantity)| self.many(name, *quantity))
                    .collect();
                let from = if from.is_empty() {
                    self.nothing.clone()
                } else {
                    list(&from, &self.and)
                };
                let given_by = self.quoted(given_by, &self.and);
                let figure = |amount: Quantity| self.figure(amount, unit, attribute);
                fill(
                    template,
                    &[&from, &figure(*total), &figure(*limit), &given_by],
                )
            }
        }
    }

    fn quoted(&self, names: &[String], joint: &str) -> String {
        let names: Vec<String> = names.iter().map(|name| fill(&self.take, &[name])).collect();
        list(&names, joint)
    }

    fn many(&self, name: &str, quantity: Quantity) -> String {
        if quantity == Quantity::pieces(1) {
            fill(&self.take, &[name])
        } else {
            fill(&self.times, &[name, &self.number(quantity)])
        }
    }

    fn number(&self, quantity: Quantity) -> String {
        quantity.to_string().replace('.', &self.point)
    }

    /// `700 W`, or `5 (Slots)` where there is no unit.
    fn figure(&self, amount: Quantity, unit: &str, attribute: &str) -> String {
        let number = self.number(amount);
        if unit.is_empty() {
            format!("{number} ({attribute})")
        } else {
            format!("{number}\u{a0}{unit}")
        }
    }

    fn way(&self, way: &Way) -> String {
        match way {
            Way::Take(name) => fill(&self.take, &[name]),
            Way::Pieces(name, pieces) => fill(&self.times, &[name, &pieces.to_string()]),
            Way::Without(name) => fill(&self.without, &[name]),
        }
    }
}

/// Puts values into the holes of a template. Holes inside of values stay as
/// they are: nobody's product name changes a sentence.
fn fill(template: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let hole = after.split_once('}').and_then(|(number, after)| {
            let value = values.get(number.parse::<usize>().ok()?)?;
            Some((value, after))
        });
        match hole {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// `a, b or c`.
fn list(items: &[String], joint: &str) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}{joint}{last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::RuleId;
    use uuid::Uuid;

    fn phrases() -> Phrases {
        Phrases {
            missing: "Choose one of “{0}”.".to_owned(),
            needs: "“{0}” needs {1}.".to_owned(),
            over_given: "{1} are needed for {0}; {3} gives {2}.".to_owned(),
            choose: "Choose {0}.".to_owned(),
            take: "“{0}”".to_owned(),
            times: "{1} × “{0}”".to_owned(),
            without: "no “{0}”".to_owned(),
            and: " and ".to_owned(),
            or: " or ".to_owned(),
            point: ",".to_owned(),
            ..Phrases::default()
        }
    }

    fn rule(how: Broken, ways: Vec<Way>) -> Refusal {
        Refusal {
            groups: Vec::new(),
            why: Why::Rule {
                rule: RuleId(Uuid::nil()),
                how,
                ways,
            },
        }
    }

    #[test]
    fn a_total_says_who_needs_what_and_what_to_do() {
        let how = Broken::Total {
            attribute: "Power draw".to_owned(),
            unit: "W".to_owned(),
            bound: Bound::AtMost,
            total: Quantity::from_thousandths(700_500),
            limit: Quantity::pieces(650),
            from: vec![
                ("Tower".to_owned(), Quantity::pieces(1)),
                ("Graphics card".to_owned(), Quantity::pieces(2)),
            ],
            given_by: vec!["Supply 650 W".to_owned()],
        };
        let ways = vec![
            Way::Take("Supply 850 W".to_owned()),
            Way::Pieces("Graphics card".to_owned(), 1),
        ];
        assert_eq!(
            phrases().sentence(&rule(how, ways)),
            "700,5\u{a0}W are needed for “Tower” and 2 × “Graphics card”; “Supply 650 W” gives \
             650\u{a0}W. Choose “Supply 850 W” or 1 × “Graphics card”."
        );
    }

    #[test]
    fn names_with_holes_stay_names() {
        let how = Broken::Needs {
            what: "{1}".to_owned(),
            one_of: vec!["A".to_owned(), "B {0}".to_owned(), "{".to_owned()],
        };
        assert_eq!(
            phrases().sentence(&rule(how, Vec::new())),
            "“{1}” needs “A”, “B {0}” or “{”."
        );
    }
}

//! What a draft of a configuration changes for the people who choose from it.

use super::overview::{Contents, OptionLine};
use crate::id::OptionGroupId;
use crate::{Money, Quantity};

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// The base costs something else. None: what its parts cost.
    Base {
        /// What it costs today.
        before: Option<Money>,
        /// What it will cost.
        after: Option<Money>,
    },
    /// A part comes in.
    PartIn(String),
    /// A part leaves.
    PartOut(String),
    /// There are more or fewer of a part.
    PartQuantity {
        /// The part's name.
        name: String,
        /// How many there are.
        before: Quantity,
        /// How many there will be.
        after: Quantity,
    },
    /// There is one more thing to choose.
    GroupIn(String),
    /// There is one thing less to choose.
    GroupOut(String),
    /// An option comes in.
    OptionIn {
        /// Its group.
        group: String,
        /// Its name.
        name: String,
    },
    /// An option leaves.
    OptionOut {
        /// Its group.
        group: String,
        /// Its name.
        name: String,
    },
    /// Another option is picked until somebody picks one; none if none is.
    Usual {
        /// The group.
        group: String,
        /// The option that was.
        before: Option<String>,
        /// The option that will be.
        after: Option<String>,
    },
}

/// Everything in which `after` differs from `before`, in the order of a page:
/// the base, its parts, then group by group. Options of a group that comes or
/// leaves as a whole are not named one by one.
#[must_use]
pub fn difference(before: &Contents, after: &Contents) -> Vec<Changed> {
    let mut found = Vec::new();
    if before.base != after.base {
        found.push(Changed::Base {
            before: before.base,
            after: after.base,
        });
    }
    parts(before, after, &mut found);
    groups(before, after, &mut found);
    found
}

fn parts(before: &Contents, after: &Contents, found: &mut Vec<Changed>) {
    for part in &after.parts {
        match before.parts.iter().find(|one| one.product == part.product) {
            None => found.push(Changed::PartIn(part.name.clone())),
            Some(was) if was.quantity != part.quantity => found.push(Changed::PartQuantity {
                name: part.name.clone(),
                before: was.quantity,
                after: part.quantity,
            }),
            Some(_) => {}
        }
    }
    for part in &before.parts {
        if !after.parts.iter().any(|one| one.product == part.product) {
            found.push(Changed::PartOut(part.name.clone()));
        }
    }
}

fn groups(before: &Contents, after: &Contents, found: &mut Vec<Changed>) {
    for group in &after.groups {
        if !before.groups.iter().any(|one| one.id == group.id) {
            found.push(Changed::GroupIn(group.name.clone()));
            continue;
        }
        let (was, is) = (options(before, group.id), options(after, group.id));
        for option in is.iter().filter(|one| !holds(&was, one)) {
            found.push(Changed::OptionIn {
                group: group.name.clone(),
                name: option.name.clone(),
            });
        }
        for option in was.iter().filter(|one| !holds(&is, one)) {
            found.push(Changed::OptionOut {
                group: group.name.clone(),
                name: option.name.clone(),
            });
        }
        let usual = |options: &[&OptionLine]| {
            let one = options.iter().find(|option| option.is_default != 0);
            one.map(|option| option.name.clone())
        };
        if usual(&was) != usual(&is) {
            found.push(Changed::Usual {
                group: group.name.clone(),
                before: usual(&was),
                after: usual(&is),
            });
        }
    }
    for group in &before.groups {
        if !after.groups.iter().any(|one| one.id == group.id) {
            found.push(Changed::GroupOut(group.name.clone()));
        }
    }
}

fn options(contents: &Contents, group: OptionGroupId) -> Vec<&OptionLine> {
    let all = contents.options.iter();
    all.filter(|option| option.group_id == group).collect()
}

fn holds(options: &[&OptionLine], option: &OptionLine) -> bool {
    options.iter().any(|one| one.id == option.id)
}

#[cfg(test)]
mod tests {
    use super::super::overview::{GroupLine, PartLine};
    use super::*;
    use crate::Currency;
    use crate::id::{ConfigurationRevisionId, OptionId, ProductId};

    fn part(product: ProductId, name: &str, pieces: i64) -> PartLine {
        PartLine {
            revision: ConfigurationRevisionId::new(),
            product,
            sku: name.to_uppercase(),
            name: name.to_owned(),
            quantity: Quantity::pieces(pieces),
            active: 1,
        }
    }

    fn group(id: OptionGroupId, name: &str) -> GroupLine {
        GroupLine {
            revision: ConfigurationRevisionId::new(),
            id,
            name: name.to_owned(),
            required: 1,
        }
    }

    fn option(id: OptionId, group_id: OptionGroupId, name: &str, usual: bool) -> OptionLine {
        OptionLine {
            revision: ConfigurationRevisionId::new(),
            id,
            group_id,
            name: name.to_owned(),
            sku: String::new(),
            product_name: String::new(),
            quantity: Quantity::pieces(1),
            is_default: i64::from(usual),
            price_minor: None,
            active: 1,
        }
    }

    #[test]
    fn a_copy_differs_in_nothing() {
        let (product, memory) = (ProductId::new(), OptionGroupId::new());
        let small = OptionId::new();
        let contents = || Contents {
            base: None,
            parts: vec![part(product, "case", 1)],
            groups: vec![group(memory, "Memory")],
            options: vec![option(small, memory, "16 GB", true)],
        };
        assert_eq!(difference(&contents(), &contents()), []);
    }

    #[test]
    fn every_change_is_named_once() {
        let (case, dock, mouse) = (ProductId::new(), ProductId::new(), ProductId::new());
        let (memory, display, bag) = (
            OptionGroupId::new(),
            OptionGroupId::new(),
            OptionGroupId::new(),
        );
        let (small, large, huge) = (OptionId::new(), OptionId::new(), OptionId::new());
        let before = Contents {
            base: None,
            parts: vec![part(case, "case", 1), part(dock, "dock", 1)],
            groups: vec![group(memory, "Memory"), group(bag, "Bag")],
            options: vec![
                option(small, memory, "16 GB", true),
                option(large, memory, "32 GB", false),
                option(OptionId::new(), bag, "Bag", false),
            ],
        };
        let after = Contents {
            base: Some(Money::new(100, Currency::EUR)),
            parts: vec![part(case, "case", 2), part(mouse, "mouse", 1)],
            groups: vec![group(memory, "Memory"), group(display, "Display")],
            options: vec![
                option(large, memory, "32 GB", true),
                option(huge, memory, "64 GB", false),
                option(OptionId::new(), display, "27″", true),
            ],
        };
        let memory = || "Memory".to_owned();
        assert_eq!(
            difference(&before, &after),
            [
                Changed::Base {
                    before: None,
                    after: after.base
                },
                Changed::PartQuantity {
                    name: "case".to_owned(),
                    before: Quantity::pieces(1),
                    after: Quantity::pieces(2)
                },
                Changed::PartIn("mouse".to_owned()),
                Changed::PartOut("dock".to_owned()),
                Changed::OptionIn {
                    group: memory(),
                    name: "64 GB".to_owned()
                },
                Changed::OptionOut {
                    group: memory(),
                    name: "16 GB".to_owned()
                },
                Changed::Usual {
                    group: memory(),
                    before: Some("16 GB".to_owned()),
                    after: Some("32 GB".to_owned())
                },
                Changed::GroupIn("Display".to_owned()),
                Changed::GroupOut("Bag".to_owned()),
            ]
        );
    }
}

//! What a draft of a configuration changes for the people who choose from it.

use super::contents::{Contents, OptionLine};
use super::factory::Services;
use super::rules::Demand;
use crate::id::OptionGroupId;
use crate::{Day, Money, Quantity};

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
    /// Other options are picked until somebody picks some; none if none are.
    Usual {
        /// The group.
        group: String,
        /// The options that were.
        before: Vec<String>,
        /// The options that will be.
        after: Vec<String>,
    },
    /// More or fewer options of a group must or can be picked.
    Limits {
        /// The group.
        group: String,
        /// How many must and could be.
        before: (i64, i64),
        /// How many must and can be.
        after: (i64, i64),
    },
    /// A rule comes in, that names things as the new contents do.
    RuleIn(Demand),
    /// A rule leaves, that names things as the old contents do.
    RuleOut(Demand),
    /// It is offered at another time.
    Offered {
        /// The first and the last day so far.
        before: (Option<Day>, Option<Day>),
        /// The first and the last day from now on.
        after: (Option<Day>, Option<Day>),
    },
    /// It is offered to others: how many access groups, or everybody if none.
    Audience {
        /// To how many so far.
        before: usize,
        /// To how many from now on.
        after: usize,
    },
    /// Another image is loaded onto it: name and version.
    Image {
        /// The one so far.
        before: Option<(String, String)>,
        /// The one from now on.
        after: Option<(String, String)>,
    },
    /// Its asset tags are allotted by another scheme: its name.
    Tags {
        /// The one so far.
        before: Option<String>,
        /// The one from now on.
        after: Option<String>,
    },
    /// Other labels are stuck onto it.
    Labels(Vec<String>),
    /// Something is set up otherwise: what, and to what; none if not at all.
    Setting {
        /// What is set.
        key: String,
        /// To what so far.
        before: Option<String>,
        /// To what from now on.
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
    rules(before, after, &mut found);
    offered(before, after, &mut found);
    factory(&before.services, &after.services, &mut found);
    found
}

fn rules(before: &Contents, after: &Contents, found: &mut Vec<Changed>) {
    let has = |contents: &Contents, demands: &Demand| {
        contents.rules.iter().any(|rule| rule.demands == *demands)
    };
    for rule in &after.rules {
        if !has(before, &rule.demands) {
            found.push(Changed::RuleIn(rule.demands.clone()));
        }
    }
    for rule in &before.rules {
        if !has(after, &rule.demands) {
            found.push(Changed::RuleOut(rule.demands.clone()));
        }
    }
}

fn offered(before: &Contents, after: &Contents, found: &mut Vec<Changed>) {
    let days = |contents: &Contents| (contents.first_day, contents.last_day);
    if days(before) != days(after) {
        found.push(Changed::Offered {
            before: days(before),
            after: days(after),
        });
    }
    let whom = |contents: &Contents| {
        let groups = contents.audience.iter();
        groups.map(|line| line.whom).collect::<Vec<_>>()
    };
    if whom(before) != whom(after) {
        found.push(Changed::Audience {
            before: before.audience.len(),
            after: after.audience.len(),
        });
    }
}

fn factory(before: &Services, after: &Services, found: &mut Vec<Changed>) {
    if before.image != after.image {
        let called = |services: &Services| {
            let image = services.image.as_ref();
            image.map(|image| (image.name.clone(), image.version.clone()))
        };
        found.push(Changed::Image {
            before: called(before),
            after: called(after),
        });
    }
    if before.tags != after.tags {
        let called = |services: &Services| services.tags.as_ref().map(|tags| tags.name.clone());
        found.push(Changed::Tags {
            before: called(before),
            after: called(after),
        });
    }
    if before.labels != after.labels {
        found.push(Changed::Labels(after.labels.clone()));
    }
    let value = |services: &Services, key: &str| {
        let mut all = services.settings.iter();
        let found = all.find(|setting| setting.key == key);
        found.map(|setting| setting.value.clone())
    };
    let gone = before
        .settings
        .iter()
        .filter(|setting| value(after, &setting.key).is_none());
    for setting in after.settings.iter().chain(gone) {
        let (was, is) = (value(before, &setting.key), value(after, &setting.key));
        if was != is {
            found.push(Changed::Setting {
                key: setting.key.clone(),
                before: was,
                after: is,
            });
        }
    }
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
        let Some(earlier) = before.groups.iter().find(|one| one.id == group.id) else {
            found.push(Changed::GroupIn(group.name.clone()));
            continue;
        };
        if (earlier.least, earlier.most) != (group.least, group.most) {
            found.push(Changed::Limits {
                group: group.name.clone(),
                before: (earlier.least, earlier.most),
                after: (group.least, group.most),
            });
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
            let usual = options.iter().filter(|option| option.is_default != 0);
            usual.map(|option| option.name.clone()).collect::<Vec<_>>()
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
    use super::super::contents::{GroupLine, PartLine};
    use super::super::factory::Setting;
    use super::super::rules::{Rule, Thing};
    use super::*;
    use crate::id::{ConfigurationRevisionId, OptionId, ProductId, RuleId};
    use crate::{Currency, Timestamp};

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
            least: 1,
            most: 1,
        }
    }

    fn option(id: OptionId, group_id: OptionGroupId, name: &str, usual: bool) -> OptionLine {
        OptionLine {
            revision: ConfigurationRevisionId::new(),
            id,
            group_id,
            name: name.to_owned(),
            product: None,
            sku: String::new(),
            product_name: String::new(),
            quantity: Quantity::pieces(1),
            fewest: 1,
            most: 1,
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
            ..Contents::default()
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
            ..Contents::default()
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
            ..Contents::default()
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
                    before: vec!["16 GB".to_owned()],
                    after: vec!["32 GB".to_owned()]
                },
                Changed::GroupIn("Display".to_owned()),
                Changed::GroupOut("Bag".to_owned()),
            ]
        );
    }

    #[test]
    fn rules_days_limits_and_the_factory_are_named_too() {
        let (memory, one, other) = (OptionGroupId::new(), OptionId::new(), OptionId::new());
        let excludes = Demand::Excludes {
            one: Thing::Option(one),
            other: Thing::Option(other),
        };
        let rule = || Rule {
            id: RuleId::new(),
            demands: excludes.clone(),
        };
        let day = Day::of(Timestamp(0));
        let setting = |value: &str| Setting {
            key: "Boot order".to_owned(),
            value: value.to_owned(),
        };
        let before = Contents {
            groups: vec![group(memory, "Memory")],
            services: Services {
                settings: vec![setting("Network")],
                ..Services::default()
            },
            ..Contents::default()
        };
        let after = Contents {
            groups: vec![GroupLine {
                most: 2,
                ..group(memory, "Memory")
            }],
            rules: vec![rule()],
            last_day: Some(day),
            services: Services {
                labels: vec!["{tag}".to_owned()],
                settings: vec![setting("Disk")],
                ..Services::default()
            },
            ..Contents::default()
        };
        assert_eq!(
            difference(&before, &after),
            [
                Changed::Limits {
                    group: "Memory".to_owned(),
                    before: (1, 1),
                    after: (1, 2)
                },
                Changed::RuleIn(excludes.clone()),
                Changed::Offered {
                    before: (None, None),
                    after: (None, Some(day))
                },
                Changed::Labels(vec!["{tag}".to_owned()]),
                Changed::Setting {
                    key: "Boot order".to_owned(),
                    before: Some("Network".to_owned()),
                    after: Some("Disk".to_owned())
                },
            ]
        );
        // The same rule written anew is the same rule.
        let again = Contents {
            rules: vec![rule()],
            ..after.clone()
        };
        assert_eq!(difference(&after, &again), []);
    }
}

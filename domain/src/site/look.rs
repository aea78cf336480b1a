//! How a site's pages look, and whose word counts.

use crate::id::{CategoryId, ConfigurationId};
use serde::{Deserialize, Serialize};

/// A part of the home page that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// What is usually due now.
    Due,
    /// The standard configurations.
    Standards,
    /// What is on its way.
    OnItsWay,
    /// One's own requests.
    Requests,
    /// What was published for them lately.
    News,
    /// Who looks after the customer.
    People,
    /// What was changed because of what was learned.
    Because,
}

impl Section {
    /// All of them, in the order of the page.
    pub const ALL: [Section; 7] = [
        Section::Due,
        Section::Standards,
        Section::OnItsWay,
        Section::Requests,
        Section::News,
        Section::People,
        Section::Because,
    ];

    /// The word for it in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Section::Due => "due",
            Section::Standards => "standards",
            Section::OnItsWay => "on-its-way",
            Section::Requests => "requests",
            Section::News => "news",
            Section::People => "people",
            Section::Because => "because",
        }
    }
}

/// A report that a customer's people may read; which of them appear is set for
/// the customer and for access groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Report {
    /// What was spent by month.
    Months,
    /// By cost centre.
    CostCentres,
    /// By category.
    Categories,
    /// By product.
    Products,
    /// Requests by state, with the time to decide.
    Requests,
}

impl Report {
    /// All of them, in the order of the page.
    pub const ALL: [Report; 5] = [
        Report::Months,
        Report::CostCentres,
        Report::Categories,
        Report::Products,
        Report::Requests,
    ];

    /// The word for it in forms and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Report::Months => "months",
            Report::CostCentres => "cost-centres",
            Report::Categories => "categories",
            Report::Products => "products",
            Report::Requests => "requests",
        }
    }

    /// The report of this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.code() == code)
    }
}

/// What a text on the site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextKind {
    /// At the top of the home page.
    Welcome,
    /// News, for a time.
    Announcement,
    /// Something elsewhere: a page, a document.
    Link,
    /// How they pay and are delivered, in their own words.
    Terms,
}

impl TextKind {
    /// All of them.
    pub const ALL: [TextKind; 4] = [
        TextKind::Welcome,
        TextKind::Announcement,
        TextKind::Link,
        TextKind::Terms,
    ];

    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            TextKind::Welcome => "welcome",
            TextKind::Announcement => "announcement",
            TextKind::Link => "link",
            TextKind::Terms => "terms",
        }
    }

    /// What is stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether there is only one for each group, and one for everybody.
    #[must_use]
    pub const fn is_single(self) -> bool {
        matches!(self, TextKind::Welcome | TextKind::Terms)
    }
}

/// How pages look. What is empty says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Which categories come first, in their order.
    pub categories: Vec<CategoryId>,
    /// Which standard configurations come first, in their order.
    pub standards: Vec<ConfigurationId>,
    /// What the home page leaves out.
    pub hidden: Option<Vec<Section>>,
    /// Which reports do not appear.
    pub hidden_reports: Option<Vec<Report>>,
}

impl Look {
    /// This one where it says something, and `below` where it does not.
    #[must_use]
    pub fn over(self, below: Look) -> Look {
        let first = |one: Vec<_>, other| if one.is_empty() { other } else { one };
        Look {
            categories: first(self.categories, below.categories),
            standards: if self.standards.is_empty() {
                below.standards
            } else {
                self.standards
            },
            hidden: self.hidden.or(below.hidden),
            hidden_reports: self.hidden_reports.or(below.hidden_reports),
        }
    }

    /// This one without what is as `below` has it: parts and reports that are the
    /// same go on being those of everybody, whatever is said for them later.
    #[must_use]
    pub fn apart_from(self, below: &Look) -> Look {
        fn own<T: PartialEq>(one: Option<Vec<T>>, below: Option<&[T]>) -> Option<Vec<T>> {
            let below = below.unwrap_or_default();
            one.filter(|one| {
                one.len() != below.len() || one.iter().any(|part| !below.contains(part))
            })
        }
        Look {
            hidden: own(self.hidden, below.hidden.as_deref()),
            hidden_reports: own(self.hidden_reports, below.hidden_reports.as_deref()),
            ..self
        }
    }

    /// Whether the home page shows this.
    #[must_use]
    pub fn shows(&self, section: Section) -> bool {
        self.hidden
            .as_ref()
            .is_none_or(|hidden| !hidden.contains(&section))
    }

    /// Whether this report appears.
    #[must_use]
    pub fn reports(&self, report: Report) -> bool {
        self.hidden_reports
            .as_ref()
            .is_none_or(|hidden| !hidden.contains(&report))
    }

    /// Puts what was chosen first, in that order; the rest stays in its own.
    pub fn sort<T, I: PartialEq>(first: &[I], all: &mut [T], id: impl Fn(&T) -> I) {
        all.sort_by_key(|one| {
            let id = id(one);
            first
                .iter()
                .position(|chosen| *chosen == id)
                .unwrap_or(first.len())
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn category(number: u128) -> CategoryId {
        CategoryId(Uuid::from_u128(number))
    }

    #[test]
    fn what_says_nothing_leaves_it_to_the_next() {
        let group = Look {
            categories: vec![category(1)],
            ..Look::default()
        };
        let all = Look {
            categories: vec![category(2)],
            hidden: Some(vec![Section::Due]),
            ..Look::default()
        };
        let both = group.clone().over(all.clone());
        assert_eq!(both.categories, [category(1)]);
        assert!(!both.shows(Section::Due) && both.shows(Section::People));
        // The same for reports, one independent of the other.
        let few = Look {
            hidden_reports: Some(vec![Report::Products]),
            ..Look::default()
        };
        let seen = Look::default().over(few.clone());
        assert!(!seen.reports(Report::Products) && seen.reports(Report::Months));
        let back = Look {
            hidden_reports: Some(Vec::new()),
            ..Look::default()
        };
        assert!(back.over(few).reports(Report::Products));
        // What was kept before there were reports shows all of them.
        let old: Look = serde_json::from_str("{}").unwrap();
        assert!(Report::ALL.into_iter().all(|report| old.reports(report)));
        for report in Report::ALL {
            assert_eq!(Report::from_code(report.code()), Some(report));
        }
        // Showing everything is something to say.
        let shows_all = Look {
            hidden: Some(Vec::new()),
            ..Look::default()
        };
        assert!(shows_all.over(all).shows(Section::Due));
    }

    #[test]
    fn what_is_as_for_everybody_goes_on_being_so() {
        let all = Look {
            hidden: Some(vec![Section::Due, Section::People]),
            ..Look::default()
        };
        let same = Look {
            hidden: Some(vec![Section::People, Section::Due]),
            hidden_reports: Some(Vec::new()),
            categories: vec![category(1)],
            ..Look::default()
        };
        let apart = same.clone().apart_from(&all);
        assert_eq!((&apart.hidden, &apart.hidden_reports), (&None, &None));
        assert_eq!(apart.categories, [category(1)]);
        // To show what everybody else does not see is something of its own.
        let shows = Look {
            hidden: Some(Vec::new()),
            ..Look::default()
        };
        assert_eq!(shows.clone().apart_from(&all), shows);
        assert_eq!(shows.apart_from(&Look::default()), Look::default());
        let fewer = Look {
            hidden: Some(vec![Section::Due]),
            ..Look::default()
        };
        assert_eq!(fewer.clone().apart_from(&all), fewer);
    }

    proptest! {
        #[test]
        fn what_was_not_chosen_keeps_its_order(
            first in prop::collection::vec(0_u8..20, 0..6),
            all in prop::collection::btree_set(0_u8..20, 0..20),
        ) {
            let before: Vec<u8> = all.into_iter().collect();
            let mut after = before.clone();
            Look::sort(&first, &mut after, |one| *one);
            let rest = |list: &[u8]| -> Vec<u8> {
                list.iter().copied().filter(|one| !first.contains(one)).collect()
            };
            prop_assert_eq!(rest(&after), rest(&before));
            let chosen = after.iter().take_while(|one| first.contains(one)).count();
            prop_assert_eq!(chosen, before.iter().filter(|one| first.contains(one)).count());
        }
    }
}

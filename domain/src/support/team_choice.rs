//! Which team a case comes to by itself: the pure rule.
//!
//! What says most about a case counts first: what it came from, then the product that
//! it is about, by the nearest category that leads anywhere, then what its customer
//! needs. Nothing leads to two teams.

use crate::id::TeamId;
use crate::words::words;
use serde::Deserialize;

words! {
    /// By what cases come to a team.
    LeadsBy {
        /// What they came from: the code of a [`Cause`](super::cause::Cause).
        Cause = "cause",
        /// The product that they are about: the code of a category that it is in, or
        /// that is above that one.
        Category = "category",
        /// What their customer needs above all: its needs category.
        Needs = "needs",
    }
}

/// That something leads to a team.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Leads {
    /// By what.
    pub by_what: LeadsBy,
    /// Which cause, category or needs category; never empty.
    pub value: String,
    /// To which team.
    pub team: TeamId,
    /// What that is called.
    pub name: String,
}

/// What is known of a case; empty where nothing is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// What it came from.
    pub cause: &'a str,
    /// The categories of its product: the one that it is in first, then each above.
    pub categories: &'a [String],
    /// The needs category of its customer.
    pub needs: &'a str,
}

/// What leads a case to its team; none if nothing does.
pub(super) fn leads_to<'a>(all: &'a [Leads], known: &Known<'_>) -> Option<&'a Leads> {
    let of = |by: LeadsBy, value: &str| {
        all.iter()
            .find(|one| one.by_what == by && one.value == value && !value.is_empty())
    };
    of(LeadsBy::Cause, known.cause)
        .or_else(|| {
            let mut categories = known.categories.iter();
            categories.find_map(|code| of(LeadsBy::Category, code))
        })
        .or_else(|| of(LeadsBy::Needs, known.needs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leads(by: LeadsBy, value: &str, name: &str) -> Leads {
        Leads {
            by_what: by,
            value: value.to_owned(),
            team: TeamId::new(),
            name: name.to_owned(),
        }
    }

    fn house() -> Vec<Leads> {
        vec![
            leads(LeadsBy::Needs, "Field work", "Road"),
            leads(LeadsBy::Category, "computers", "Machines"),
            leads(LeadsBy::Category, "printers", "Paper"),
            leads(LeadsBy::Cause, "delivery", "Carriers"),
        ]
    }

    fn team(cause: &str, categories: &[&str], needs: &str) -> Option<String> {
        let categories: Vec<String> = categories.iter().map(|one| (*one).to_owned()).collect();
        let known = Known {
            cause,
            categories: &categories,
            needs,
        };
        leads_to(&house(), &known).map(|one| one.name.clone())
    }

    #[test]
    fn what_says_most_counts_first() {
        let all = ["printers", "computers"];
        assert_eq!(team("delivery", &all, "Field work").unwrap(), "Carriers");
        assert_eq!(team("hardware", &all, "Field work").unwrap(), "Paper");
        assert_eq!(team("", &["toner"], "Field work").unwrap(), "Road");
    }

    #[test]
    fn the_nearest_category_counts() {
        assert_eq!(team("", &["laptops", "computers"], "").unwrap(), "Machines");
        assert_eq!(team("", &["printers", "computers"], "").unwrap(), "Paper");
    }

    #[test]
    fn what_is_not_known_leads_nowhere() {
        assert_eq!(team("", &[], ""), None);
        assert_eq!(team("other", &["toner", ""], "Office"), None);
    }

    proptest! {
        #[test]
        fn more_that_is_known_only_ever_comes_before(
            cause in "(|delivery|other)",
            needs in "(|Field work|Office)",
            categories in proptest::collection::vec("(computers|printers|toner)", 0..4),
        ) {
            let categories: Vec<&str> = categories.iter().map(String::as_str).collect();
            let found = team(&cause, &categories, &needs);
            if cause == "delivery" {
                prop_assert_eq!(found.as_deref(), Some("Carriers"));
            } else if categories.iter().all(|one| *one == "toner") {
                prop_assert_eq!(found.as_deref(), (needs == "Field work").then_some("Road"));
            } else {
                prop_assert!(matches!(found.as_deref(), Some("Machines" | "Paper")));
            }
        }
    }
}

//! For whom an article is, where it stands, and what can be done with it then.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $kind:ident { $($(#[$wdoc:meta])* $name:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $kind { $($(#[$wdoc])* #[serde(rename = $code)] $name),+ }

        impl $kind {
            /// Every word there is.
            pub const ALL: &'static [$kind] = &[$($kind::$name),+];

            /// How it is stored.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $($kind::$name => $code),+ }
            }

            /// The word stored like this.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($kind::$name),)+ _ => None }
            }
        }
    };
}

words! {
    /// Who may read an article.
    Audience {
        /// All customers.
        All = "all",
        /// One customer.
        Customer = "customer",
        /// Our own people.
        Internal = "internal",
    }
}

words! {
    /// Where an article stands.
    Standing {
        /// Nobody reads it yet.
        Draft = "draft",
        /// Its audience reads it.
        Published = "published",
        /// It was published, and nobody reads it any more.
        Retired = "retired",
    }
}

words! {
    /// A problem that is known.
    Problem {
        /// It goes on.
        Open = "open",
        /// It is solved, and the article says how.
        Solved = "solved",
    }
}

/// What can be done with an article besides writing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What was written last is what its audience reads from now on.
    Publish,
    /// Nobody reads it any more.
    Retire,
}

/// Where an article stands after a step; `None` if the step can't be taken.
#[must_use]
pub const fn after(standing: Standing, step: Step) -> Option<Standing> {
    match (standing, step) {
        (_, Step::Publish) => Some(Standing::Published),
        (Standing::Draft | Standing::Published, Step::Retire) => Some(Standing::Retired),
        (Standing::Retired, Step::Retire) => None,
    }
}

/// Whether the people of cases that are about a problem have something to be told:
/// that it is solved, which it was not before.
#[must_use]
pub fn was_solved(before: Option<Problem>, now: Option<Problem>) -> bool {
    now == Some(Problem::Solved) && before != Some(Problem::Solved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_retired_can_be_published_again() {
        assert_eq!(
            after(Standing::Retired, Step::Publish),
            Some(Standing::Published)
        );
        assert_eq!(after(Standing::Retired, Step::Retire), None);
        assert_eq!(
            after(Standing::Published, Step::Publish),
            Some(Standing::Published)
        );
        assert_eq!(
            after(Standing::Draft, Step::Retire),
            Some(Standing::Retired)
        );
    }

    #[test]
    fn people_are_told_once_that_a_problem_is_solved() {
        assert!(was_solved(Some(Problem::Open), Some(Problem::Solved)));
        assert!(was_solved(None, Some(Problem::Solved)));
        assert!(!was_solved(Some(Problem::Solved), Some(Problem::Solved)));
        assert!(!was_solved(Some(Problem::Open), None));
    }

    #[test]
    fn words_read_back() {
        for one in Audience::ALL {
            assert_eq!(Audience::from_code(one.code()), Some(*one));
        }
        for one in Standing::ALL {
            assert_eq!(Standing::from_code(one.code()), Some(*one));
        }
        assert_eq!(Problem::from_code("x"), None);
    }
}

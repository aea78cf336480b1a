//! Which customers are strategic candidates: whoever subscribes ties itself to us
//! for a term, and whoever renewed has done so knowing what it is like. The flag
//! follows from what they have today and is kept nowhere, so that it can't be out of
//! date.

/// A subscription as far as it says something of a customer's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// It runs, or is agreed on.
    pub lives: bool,
    /// It ends with its term as things stand.
    pub leaves: bool,
    /// How many terms it has been renewed for.
    pub renewals: u32,
}

/// Why a customer is a strategic candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategic {
    /// It subscribes to so many plans.
    Subscribes {
        /// How many subscriptions go on.
        running: i64,
    },
    /// It subscribes, and has renewed at least once.
    Renewed {
        /// How many subscriptions go on.
        running: i64,
    },
}

impl Strategic {
    /// Whether a customer is a candidate of whose subscriptions so many go on, the one
    /// renewed most often for so many terms; and why.
    #[must_use]
    pub const fn of(running: i64, renewals: u32) -> Option<Self> {
        match (running, renewals) {
            (0, _) => None,
            (running, 0) => Some(Self::Subscribes { running }),
            (running, _) => Some(Self::Renewed { running }),
        }
    }
}

/// Whether a customer with these subscriptions is a candidate, and why. What is
/// about to end says nothing for it.
#[must_use]
pub fn strategic(all: impl IntoIterator<Item = Standing>) -> Option<Strategic> {
    let staying = all.into_iter().filter(|one| one.lives && !one.leaves);
    let (running, renewals) = staying.fold((0_i64, 0_u32), |(running, renewals), one| {
        (running + 1, renewals.max(one.renewals))
    });
    Strategic::of(running, renewals)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAYS: Standing = Standing {
        lives: true,
        leaves: false,
        renewals: 0,
    };

    #[test]
    fn who_subscribes_and_stays_is_a_candidate() {
        assert_eq!(strategic([]), None);
        assert_eq!(
            strategic([STAYS, STAYS]),
            Some(Strategic::Subscribes { running: 2 })
        );
        let renewed = Standing {
            renewals: 3,
            ..STAYS
        };
        assert_eq!(
            strategic([STAYS, renewed]),
            Some(Strategic::Renewed { running: 2 })
        );
    }

    #[test]
    fn who_is_leaving_or_gone_is_none() {
        let leaving = Standing {
            leaves: true,
            renewals: 5,
            ..STAYS
        };
        let gone = Standing {
            lives: false,
            ..STAYS
        };
        assert_eq!(strategic([leaving, gone]), None);
    }
}

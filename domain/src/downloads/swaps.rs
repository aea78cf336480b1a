//! Whether a licence can be swapped for one of another platform.

use crate::id::SoftwareId;

/// A licence, or what it is to become: which software of which area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Of<'a> {
    /// The software.
    pub software: SoftwareId,
    /// Its area.
    pub area: &'a str,
}

/// Why a licence can't be swapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSwap {
    /// It was given back already.
    #[error("it was given back")]
    GivenBack,
    /// What it is for is not given any more, or the other is of another area: as if it
    /// were not there.
    #[error("no such software")]
    NotEntitled,
    /// It is for that already.
    #[error("it is for that already")]
    Same,
    /// Every swap of the term was used.
    #[error("no swap is left")]
    NothingLeft,
}

/// Whether a licence becomes one of another software without charge. `given` is
/// whether a subscription gives its area today, `left` how many swaps are left.
///
/// # Errors
/// Why not; what nobody may know first.
pub fn may_swap(
    from: Of<'_>,
    given_back: bool,
    to: Of<'_>,
    given: bool,
    left: i64,
) -> Result<(), NoSwap> {
    if !given || from.area != to.area {
        return Err(NoSwap::NotEntitled);
    }
    if given_back {
        return Err(NoSwap::GivenBack);
    }
    if from.software == to.software {
        return Err(NoSwap::Same);
    }
    if left <= 0 {
        return Err(NoSwap::NothingLeft);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{PlanId, SubscriptionId};
    use crate::subscriptions::entitlements::{
        Benefit, Countable, Covers, Entitlements, Grant, Holder,
    };
    use crate::subscriptions::period::Period;
    use crate::{Day, Timestamp};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn of(number: u128, area: &str) -> Of<'_> {
        Of {
            software: SoftwareId(Uuid::from_u128(number)),
            area,
        }
    }

    #[test]
    fn a_licence_is_swapped_within_its_area() {
        let (one, two) = (of(1, "backup"), of(2, "backup"));
        assert_eq!(may_swap(one, false, two, true, 1), Ok(()));
        assert_eq!(may_swap(one, false, one, true, 1), Err(NoSwap::Same));
        assert_eq!(may_swap(one, true, two, true, 1), Err(NoSwap::GivenBack));
        assert_eq!(may_swap(one, false, two, true, 0), Err(NoSwap::NothingLeft));
        let other = may_swap(one, false, of(2, "draw"), true, 1);
        assert_eq!(other, Err(NoSwap::NotEntitled));
    }

    #[test]
    fn who_is_not_entitled_learns_nothing_else() {
        let (one, two) = (of(1, "backup"), of(2, "backup"));
        for (given_back, to, left) in [(true, two, 1), (false, one, 1), (false, two, 0)] {
            let refused = may_swap(one, given_back, to, false, left);
            assert_eq!(refused, Err(NoSwap::NotEntitled));
        }
    }

    proptest! {
        /// As often in a term as the plans say, and as often again in the next.
        #[test]
        fn swaps_are_had_as_often_as_plans_say(
            times in prop::collection::vec(0_i64..4, 1..4), wanted in 0_usize..20
        ) {
            let day = |number| Day::of(Timestamp(0)).plus_days(number);
            let holder = Holder::default();
            for term in 0..2_i64 {
                let mut grants: Vec<Grant> = times.iter().enumerate().map(|(number, times)| Grant {
                    subscription: SubscriptionId(Uuid::from_u128(number as u128 + 1)),
                    plan: PlanId(Uuid::from_u128(1)),
                    covers: Covers::Customer,
                    period: Period::new(day(term * 365), day(term * 365 + 364)).unwrap(),
                    paused: false,
                    benefit: Benefit::Counted { what: Countable::PlatformSwaps, times: *times },
                    used: 0,
                }).collect();
                let mut done = 0;
                for _ in 0..wanted {
                    let used = {
                        let all = Entitlements::new(&grants, &holder, day(term * 365 + 5));
                        let count = all.count(Countable::PlatformSwaps);
                        let (one, two) = (of(1, "a"), of(2, "a"));
                        match may_swap(one, false, two, true, count.left) {
                            Ok(()) => count.next.first().map(|grant| grant.subscription),
                            Err(_) => None,
                        }
                    };
                    let Some(used) = used else { continue };
                    let grant = grants.iter_mut().find(|one| one.subscription == used).unwrap();
                    grant.used += 1;
                    done += 1;
                }
                let most: i64 = times.iter().sum();
                prop_assert_eq!(done, most.min(wanted as i64));
            }
        }
    }
}

//! How much of what was charged can still be paid, and how much given back. All amounts
//! are minor units of one currency, none less than nothing.

/// What was charged, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// What was charged.
    pub total: i64,
    /// What of it was paid, or set off.
    pub paid: i64,
    /// What of it was given back before.
    pub given_back: i64,
}

/// More is to be given back than the so much that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch(pub i64);

impl Standing {
    /// What can still be given back: what was charged, less what was given back before.
    pub fn left(self) -> i64 {
        (self.total - self.given_back).max(0)
    }

    /// Gives so much back; answers what of that is set off at once against what was
    /// never paid.
    ///
    /// # Errors
    /// [`TooMuch`] if less than that is left.
    pub fn give_back(self, minor: i64) -> Result<i64, TooMuch> {
        if minor > self.left() {
            return Err(TooMuch(self.left()));
        }
        Ok(set_off(minor, self.total - self.paid))
    }
}

/// What of a credit and of an invoice of which so much is open is set off.
pub(super) fn set_off(credit_open: i64, invoice_open: i64) -> i64 {
    credit_open.min(invoice_open).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn of(total: i64, paid: i64, given_back: i64) -> Standing {
        Standing {
            total,
            paid,
            given_back,
        }
    }

    #[test]
    fn what_was_given_back_before_is_given_back_no_more() {
        assert_eq!(of(100, 0, 0).give_back(100), Ok(100));
        assert_eq!(of(100, 60, 60).give_back(40), Ok(40));
        assert_eq!(of(100, 60, 60).give_back(41), Err(TooMuch(40)));
        assert_eq!(of(100, 100, 100).give_back(1), Err(TooMuch(0)));
    }

    #[test]
    fn what_was_paid_is_ours_to_pay_back() {
        assert_eq!(of(100, 100, 0).give_back(30), Ok(0));
        assert_eq!(of(100, 90, 0).give_back(30), Ok(10));
    }

    /// What somebody does about an invoice, or about the credit of this place.
    #[derive(Debug, Clone)]
    enum Does {
        GiveBack(i64),
        Pay(i64),
        PayBack(usize, i64),
        SetOff(usize),
    }

    fn does() -> impl Strategy<Value = Does> {
        prop_oneof![
            (1_i64..600).prop_map(Does::GiveBack),
            (1_i64..600).prop_map(Does::Pay),
            (0_usize..6, 1_i64..600).prop_map(|(which, minor)| Does::PayBack(which, minor)),
            (0_usize..6).prop_map(Does::SetOff),
        ]
    }

    proptest! {
        /// However it is paid, given back, set off and paid back: nobody gets more than
        /// they paid, and nothing is paid twice.
        #[test]
        fn nothing_is_given_back_or_paid_twice(
            total in 0_i64..1_000, all in prop::collection::vec(does(), 0..40)
        ) {
            let mut one = of(total, 0, 0);
            // What each credit comes to, and what of it is done with.
            let mut credits: Vec<(i64, i64)> = Vec::new();
            let (mut came, mut went) = (0, 0);
            for what in all {
                match what {
                    Does::GiveBack(minor) => {
                        if let Ok(set_off) = one.give_back(minor) {
                            one.given_back += minor;
                            one.paid += set_off;
                            credits.push((minor, set_off));
                        }
                    }
                    Does::Pay(minor) => {
                        let minor = minor.min(one.total - one.paid);
                        one.paid += minor;
                        came += minor;
                    }
                    Does::PayBack(which, minor) => {
                        if let Some((total, done)) = credits.get_mut(which) {
                            let minor = minor.min(*total - *done);
                            *done += minor;
                            went += minor;
                        }
                    }
                    Does::SetOff(which) => {
                        if let Some((total, done)) = credits.get_mut(which) {
                            let minor = set_off(*total - *done, one.total - one.paid);
                            *done += minor;
                            one.paid += minor;
                        }
                    }
                }
                prop_assert!((0..=one.total).contains(&one.paid));
                prop_assert!(one.given_back <= one.total);
                prop_assert_eq!(credits.iter().map(|(minor, _)| minor).sum::<i64>(), one.given_back);
                prop_assert!(credits.iter().all(|(minor, done)| (0..=*minor).contains(done)));
                prop_assert!(went <= came, "{went} of {came}");
            }
        }
    }
}

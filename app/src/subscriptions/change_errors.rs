//! Why a subscription was not changed, in words.

use crate::frame::PageError;
use domain::subscriptions::ChangeError;
use domain::subscriptions::weigh::NotWeighed;

/// The sentence for what a page explains; the error for what it does not.
pub(super) fn explain(error: ChangeError) -> Result<&'static str, PageError> {
    Ok(match error {
        ChangeError::CostChanged(_) => "subscriptions-cost-changed",
        ChangeError::BackChanged(_) => "subscriptions-back-changed",
        ChangeError::BackTooMuch(_) => "subscriptions-back-too-much",
        ChangeError::Meanwhile => "subscriptions-meanwhile",
        ChangeError::NotPossible(_) => "subscriptions-not-possible",
        ChangeError::NoSuchPlan => "subscriptions-no-such-plan",
        ChangeError::NotWeighed(why) => why_not(why),
        ChangeError::Denied(denied) => return Err(denied.into()),
        ChangeError::Store(error) => return Err(error.into()),
        ChangeError::NotFound => return Err(PageError::NotFound),
    })
}

/// Why a change can't be made.
pub(super) fn why_not(why: NotWeighed) -> &'static str {
    match why {
        NotWeighed::Unchanged => "subscriptions-unchanged",
        NotWeighed::Seats => "subscriptions-seats-wrong",
        NotWeighed::NoPrice => "subscriptions-no-price",
        NotWeighed::TermOver => "subscriptions-term-over",
        NotWeighed::TooLarge => "subscriptions-too-large",
    }
}

//! For whom an agreement is.

use super::AgreementError;
use crate::args;
use crate::id::{CustomerId, UnitId};
use crate::identity::Denied;
use crate::store::{Query, Tx};

/// For whom an agreement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// One customer.
    Customer(CustomerId),
    /// One unit of a customer.
    Unit(CustomerId, UnitId),
    /// Every customer of this needs category.
    Needs(String),
    /// Every customer of the segment with this code.
    Segment(String),
}

impl Audience {
    /// The customer, if it is for one.
    #[must_use]
    pub const fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Customer(id) | Self::Unit(id, _) => Some(*id),
            Self::Needs(_) | Self::Segment(_) => None,
        }
    }

    /// The unit, if it is for one.
    #[must_use]
    pub const fn unit(&self) -> Option<UnitId> {
        match self {
            Self::Unit(_, unit) => Some(*unit),
            _ => None,
        }
    }

    /// The needs category, if it is for one.
    #[must_use]
    pub fn needs(&self) -> Option<&str> {
        match self {
            Self::Needs(needs) => Some(needs),
            _ => None,
        }
    }

    /// The code of the segment, if it is for one.
    #[must_use]
    pub fn segment(&self) -> Option<&str> {
        match self {
            Self::Segment(segment) => Some(segment),
            _ => None,
        }
    }

    /// What stands in an agreement's row.
    pub(super) fn of(
        customer: Option<CustomerId>,
        unit: Option<UnitId>,
        needs: Option<String>,
        segment: Option<String>,
    ) -> Option<Self> {
        match (customer, unit, needs, segment) {
            (Some(customer), Some(unit), _, _) => Some(Self::Unit(customer, unit)),
            (Some(customer), None, _, _) => Some(Self::Customer(customer)),
            (None, _, Some(needs), _) => Some(Self::Needs(needs)),
            (None, _, None, Some(segment)) => Some(Self::Segment(segment)),
            (None, _, None, None) => None,
        }
    }

    /// Refuses a customer or a unit that there is not.
    pub(super) async fn check(&self, tx: &mut Tx) -> Result<(), AgreementError> {
        let known: Option<i64> = match self {
            Self::Customer(id) => {
                let text = "SELECT COUNT(*) FROM customer WHERE id = $1";
                tx.scalar(text, args![*id]).await?
            }
            Self::Unit(customer, unit) => {
                let text = "SELECT COUNT(*) FROM unit WHERE customer_id = $1 AND id = $2";
                tx.scalar(text, args![*customer, *unit]).await?
            }
            Self::Needs(name) | Self::Segment(name) => {
                if name.trim().is_empty() {
                    return Err(AgreementError::Denied(Denied));
                }
                Some(1)
            }
        };
        if known == Some(1) {
            Ok(())
        } else {
            Err(AgreementError::Denied(Denied))
        }
    }
}

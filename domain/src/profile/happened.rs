//! Interactions that the learning rules read, each made in one place so that
//! writer and reader agree on what stands where.

use super::{Interaction, Kind, LineSeen, OptionSeen, Subject, TouchPoint};
use crate::id::{
    AssetId, ConfigurationId, ConfigurationRevisionId, CustomerId, MembershipId, OrderId,
    ProductId, RequestId, UnitId,
};
use crate::{Money, Quantity, Timestamp};
use serde_json::json;

impl Interaction {
    /// The same, to take the place of these units of equipment.
    #[must_use]
    pub fn replacing(mut self, units: &[AssetId]) -> Self {
        if !units.is_empty()
            && let Some(detail) = self.detail.as_object_mut()
        {
            detail.insert("replaces".to_owned(), json!(units));
        }
        self
    }

    /// Something that a member of the customer did on the site. The other
    /// constructors fill in what it was about.
    fn on_the_web(
        customer: CustomerId,
        member: MembershipId,
        unit: Option<UnitId>,
        kind: Kind,
        at: Timestamp,
    ) -> Self {
        Self {
            customer,
            member: Some(member),
            unit,
            at,
            kind,
            touch_point: TouchPoint::Web,
            subject: Subject::Page,
            subject_id: None,
            text: String::new(),
            amount: None,
            detail: json!({}),
        }
    }

    /// A request was submitted. `number` is what people call it by.
    #[must_use]
    pub fn requested(
        customer: CustomerId,
        member: MembershipId,
        unit: Option<UnitId>,
        request: RequestId,
        number: &str,
        lines: &[LineSeen],
        at: Timestamp,
    ) -> Self {
        Self {
            subject: Subject::Request,
            subject_id: Some(request.0),
            text: number.to_owned(),
            amount: i64::try_from(lines.len()).ok(),
            detail: json!({ "lines": lines }),
            ..Self::on_the_web(customer, member, unit, Kind::Requested, at)
        }
    }

    /// An order was placed. `unit` is the unit it is for, `request` the
    /// request it fulfils, if any, `number` what people call it by.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn ordered(
        customer: CustomerId,
        member: MembershipId,
        unit: Option<UnitId>,
        order: OrderId,
        number: &str,
        request: Option<RequestId>,
        lines: &[LineSeen],
        total: Money,
        at: Timestamp,
    ) -> Self {
        Self {
            subject: Subject::Order,
            subject_id: Some(order.0),
            text: number.to_owned(),
            amount: i64::try_from(lines.len()).ok(),
            detail: json!({
                "request": request,
                "lines": lines,
                "total_minor": total.minor,
                "currency": total.currency.code(),
            }),
            ..Self::on_the_web(customer, member, unit, Kind::Ordered, at)
        }
    }

    /// A standard configuration was configured and put into the basket.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn configured(
        customer: CustomerId,
        member: MembershipId,
        unit: Option<UnitId>,
        configuration: ConfigurationId,
        revision: ConfigurationRevisionId,
        name: &str,
        options: &[OptionSeen],
        at: Timestamp,
    ) -> Self {
        Self {
            subject: Subject::Configuration,
            subject_id: Some(configuration.0),
            text: name.to_owned(),
            detail: json!({ "revision": revision, "options": options }),
            ..Self::on_the_web(customer, member, unit, Kind::Configured, at)
        }
    }

    /// Words were searched, with so many hits.
    #[must_use]
    pub fn searched(
        customer: CustomerId,
        member: MembershipId,
        unit: Option<UnitId>,
        words: &str,
        hits: i64,
        at: Timestamp,
    ) -> Self {
        Self {
            subject: Subject::Search,
            text: words.to_owned(),
            amount: Some(hits),
            ..Self::on_the_web(customer, member, unit, Kind::Searched, at)
        }
    }

    /// A product was put into the basket.
    #[must_use]
    pub fn added_to_basket(
        customer: CustomerId,
        member: MembershipId,
        unit: Option<UnitId>,
        product: ProductId,
        name: &str,
        quantity: Quantity,
        at: Timestamp,
    ) -> Self {
        Self {
            subject: Subject::Product,
            subject_id: Some(product.0),
            text: name.to_owned(),
            amount: Some(quantity.thousandths()),
            ..Self::on_the_web(customer, member, unit, Kind::AddedToBasket, at)
        }
    }
}

//! The order desk works on an order, as far as the days until today allow:
//! acknowledged on the day, shipped on the third, delivered on the fifth. Of
//! every third order with several lines the last ones come a few days later.

use super::Failure;
use super::history::Year;
use domain::id::OrderId;
use domain::orders::{self, Arrived, Change, ChangeError, OrderPage, Part, Promise, Ship};
use domain::store::FormKey;
use domain::{Day, Timestamp};

const CARRIER: &str = "Noordzee Express";

impl Year<'_> {
    pub(super) async fn fulfil(
        &mut self,
        order: OrderId,
        placed: Timestamp,
    ) -> Result<(), Failure> {
        let days_left = self.now.days_since(placed);
        if days_left < 1 {
            return Ok(());
        }
        let promise = Promise {
            change: changed(&self.look(order).await?),
            day: Day::of(placed.plus_days(7)),
            later: Vec::new(),
            note: String::new(),
        };
        let desk = &self.cast.desk;
        orders::acknowledge(self.db, desk, promise, placed.plus_seconds(4 * 3600)).await?;
        if days_left < 4 {
            return Ok(());
        }
        let in_two = self.chance.percent(33);
        let lines = self.look(order).await?.lines.len();
        let first = if in_two && lines > 1 {
            lines - 1
        } else {
            lines
        };
        self.ship(order, 0, first, placed.plus_days(3)).await?;
        if days_left < 6 {
            return Ok(());
        }
        self.deliver(order, placed.plus_days(5)).await?;
        if first < lines && days_left >= 8 {
            self.ship(order, first, lines, placed.plus_days(7)).await?;
            if days_left >= 10 {
                self.deliver(order, placed.plus_days(9)).await?;
            }
        }
        Ok(())
    }

    /// Ships the lines from one place to another.
    async fn ship(
        &self,
        order: OrderId,
        from: usize,
        to: usize,
        at: Timestamp,
    ) -> Result<(), Failure> {
        let page = self.look(order).await?;
        let rest = to < page.lines.len();
        let ship = Ship {
            change: changed(&page),
            parts: page
                .lines
                .iter()
                .take(to)
                .skip(from)
                .map(|line| Part {
                    line: line.id,
                    quantity: line.quantity,
                })
                .collect(),
            carrier: CARRIER.to_owned(),
            tracking: format!("NZX{}{from}", page.head.number.replace('-', "")),
            rest_promised: rest.then(|| Day::of(at.plus_days(5))),
        };
        orders::ship(self.db, &self.cast.desk, ship, at).await?;
        Ok(())
    }

    /// What is on its way arrives.
    async fn deliver(&self, order: OrderId, at: Timestamp) -> Result<(), Failure> {
        let page = self.look(order).await?;
        let Some(parcel) = page.parcels.iter().find(|one| one.delivered_at.is_none()) else {
            return Ok(());
        };
        let arrived = Arrived {
            change: changed(&page),
            parcel: parcel.id,
        };
        orders::deliver(self.db, &self.cast.desk, arrived, at).await?;
        Ok(())
    }

    async fn look(&self, order: OrderId) -> Result<OrderPage, Failure> {
        let page = orders::show::<ChangeError>(self.db, &self.cast.desk, order).await?;
        page.ok_or_else(|| "an order that was just placed is gone".into())
    }
}

fn changed(page: &OrderPage) -> Change {
    Change {
        key: FormKey::fresh(),
        order: page.head.id,
        version: page.head.version,
    }
}

//! Who configured a standard during the year, and how. In Halden Marine most
//! take more memory than is usual there, which the supplier learns.

use super::Failure;
use super::companies::{Customer, PersonOf};
use super::history::Year;
use domain::configurations::offers;
use domain::identity::actor_of;
use domain::requests::{From, add_configured};
use domain::store::FormKey;
use domain::{Quantity, Timestamp};

/// Who, which standard, how many days ago, and of each group which option: 0
/// is the usual one.
const CONFIGURED: &[(&str, &str, i64, &[usize])] = &[
    ("Ines Tal", "STD-ENG", 131, &[1, 0]),
    ("Lise Holm", "STD-ENG", 118, &[1, 0]),
    ("Tom Berg", "STD-ENG", 97, &[1, 1]),
    ("Erik Sund", "STD-ENG", 80, &[0, 0]),
    ("Sabine Lorenz", "STD-BUERO", 70, &[0, 1]),
    ("Ines Tal", "STD-ENG", 62, &[1, 0]),
    ("Lise Holm", "STD-ENG", 45, &[1, 1]),
    ("Erik Sund", "STD-ENG", 31, &[1, 0]),
    ("Mehmet Arslan", "STD-BUERO", 25, &[1, 0]),
    ("Tom Berg", "STD-ENG", 19, &[2, 0]),
];

impl<'a> Year<'a> {
    /// The person asks for a standard today, configured, or does not.
    pub(super) async fn configure(
        &mut self,
        customer: &'a Customer,
        person: &PersonOf,
        days_ago: i64,
        today: Timestamp,
    ) -> Result<(), Failure> {
        for (name, code, day, wanted) in CONFIGURED {
            if *name != person.name || *day != days_ago {
                continue;
            }
            let actor = actor_of(self.db, person.person, Some(customer.id), today).await?;
            let Some(shopper) = actor.shopper() else {
                continue;
            };
            let mut read = self.db.read(actor.scope()).await?;
            let offered = offers(&mut read, shopper, today).await?;
            drop(read);
            let Some(offer) = offered.into_iter().find(|offer| offer.code == *code) else {
                continue;
            };
            let groups = offer.build.groups.iter().zip(*wanted);
            let chosen = groups
                .filter_map(|(group, place)| Some(group.options.get(*place)?.picked()))
                .collect();
            let (key, one) = (FormKey::fresh(), Quantity::pieces(1));
            add_configured(self.db, &actor, key, offer.id, chosen, one, today).await?;
            let why = "New workplace";
            self.ask(customer, person, From::Basket, "", why, today)
                .await?;
        }
        Ok(())
    }
}

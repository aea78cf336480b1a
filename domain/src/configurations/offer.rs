//! A standard configuration as a customer's people see it, and what becomes of it
//! once its options are chosen.

use super::choice::{Build, Pick, Refusal, Why};
use super::factory::Services;
use super::price_from::PriceFrom;
use crate::id::{ConfigurationId, ConfigurationRevisionId, FileId, ProductId};
use crate::{Money, Quantity, Timestamp};

/// A standard configuration, as a customer's people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The configuration.
    pub id: ConfigurationId,
    /// The published revision.
    pub revision: ConfigurationRevisionId,
    /// The revision's number.
    pub number: i64,
    /// What orders call it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Why it was last changed: "we changed this because…".
    pub note: String,
    /// When that was.
    pub published_at: Option<Timestamp>,
    /// What is always in it.
    pub parts: Vec<Part>,
    /// What can be chosen.
    pub build: Build,
    /// What is done to it at the factory.
    pub services: Services,
    /// Where its usual price comes from, and until when it counts.
    pub price_from: PriceFrom,
}

/// Something that is always in a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The product.
    pub product: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: Quantity,
    /// Whether it can still be had.
    pub available: bool,
    /// Its main picture.
    pub picture: Option<FileId>,
}

impl Offer {
    /// The picture that stands for it: that of the first part that has one.
    #[must_use]
    pub fn picture(&self) -> Option<FileId> {
        self.parts.iter().find_map(|part| part.picture)
    }

    /// The price of a single one with the default options.
    #[must_use]
    pub fn usual_price(&self) -> Option<Money> {
        self.build
            .price_of(&self.build.defaults(), Quantity::pieces(1))
    }

    /// Checks and prices a choice of options, for so many of the whole.
    ///
    /// # Errors
    /// Everything that speaks against it.
    pub fn configured(
        &self,
        picked: &[Pick],
        many: Quantity,
    ) -> std::result::Result<Configured, Vec<Refusal>> {
        if let Some(part) = self.parts.iter().find(|part| !part.available) {
            return Err(vec![Refusal {
                groups: Vec::new(),
                why: Why::Gone(part.name.clone()),
            }]);
        }
        let choice = self.build.choose(picked, many)?;
        let options = choice.options.iter();
        Ok(Configured {
            picture: self.picture(),
            configuration: self.id,
            revision: self.revision,
            sku: self.code.clone(),
            name: self.name.clone(),
            chosen: options
                .clone()
                .map(|(_, option, pieces)| Pick {
                    option: option.id,
                    pieces: *pieces,
                })
                .collect(),
            options: options
                .map(|(group, option, pieces)| ChosenOption {
                    group: group.name.clone(),
                    option: option.name.clone(),
                    sku: option.sku.clone(),
                    pieces: *pieces,
                })
                .collect(),
            price: choice.price,
            breaks: self.build.breaks(picked),
            services: self.services.clone(),
        })
    }
}

/// A configuration with its options chosen, ready to be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configured {
    /// The configuration.
    pub configuration: ConfigurationId,
    /// The revision it was chosen from.
    pub revision: ConfigurationRevisionId,
    /// What orders call it.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// The picture that stands for it.
    pub picture: Option<FileId>,
    /// The options chosen, in the order of the groups.
    pub chosen: Vec<Pick>,
    /// What they are called, in the same order.
    pub options: Vec<ChosenOption>,
    /// The price of one, for as many as are wanted; none if it has to be asked
    /// for.
    pub price: Option<Money>,
    /// From how many on one costs something else, the price of a single one
    /// first. Empty if it is the same for any number.
    pub breaks: Vec<(Quantity, Money)>,
    /// What is done to it at the factory.
    pub services: Services,
}

/// What was chosen in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenOption {
    /// The group's name.
    pub group: String,
    /// The option's name.
    pub option: String,
    /// The option's SKU; empty without a product.
    pub sku: String,
    /// How many times.
    pub pieces: i64,
}

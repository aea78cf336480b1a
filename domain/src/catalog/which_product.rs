//! Which product a line of a file is about.

use super::attribute::tidy;
use super::cells::good_sku;
use super::mapping::Role;
use super::refusal::Refusal;

/// Which product a line is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Which {
    /// The one with this SKU, written with or without dashes.
    Sku(String),
    /// The one that its maker calls so.
    MakerNumber(String),
}

impl Which {
    /// What stands there.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Sku(text) | Self::MakerNumber(text) => text,
        }
    }
}

/// What a line says of the product that it is about: its SKU counts before its
/// maker's number.
#[derive(Default)]
pub(super) struct Naming {
    sku: String,
    maker_number: String,
}

impl Naming {
    pub(super) fn see(&mut self, role: &Role, cell: &str) {
        match role {
            Role::Sku => self.sku = tidy(cell),
            Role::MakerNumber => self.maker_number = tidy(cell),
            _ => {}
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sku.is_empty() && self.maker_number.is_empty()
    }

    pub(super) fn which(self) -> Result<Which, Refusal> {
        if !self.sku.is_empty() {
            good_sku(&self.sku)?;
            return Ok(Which::Sku(self.sku));
        }
        if self.maker_number.is_empty() {
            return Err(Refusal::NoSku);
        }
        Ok(Which::MakerNumber(self.maker_number))
    }
}

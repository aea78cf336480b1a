//! Why a line of a file was not taken.

use serde::{Deserialize, Serialize};

/// Why a line was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Refusal {
    /// More or fewer cells than the file has columns.
    CellCount {
        /// How many it has.
        has: i64,
        /// How many columns there are.
        wants: i64,
    },
    /// A cell that is too long.
    TooLong {
        /// The column.
        column: String,
        /// The most characters it may have.
        most: i64,
    },
    /// No name.
    NoName,
    /// No SKU.
    NoSku,
    /// A SKU that can't be one.
    BadSku {
        /// What stands there.
        cell: String,
    },
    /// A price that is no amount.
    BadPrice {
        /// What stands there.
        cell: String,
    },
    /// A price with more decimal places than its currency has.
    PrecisePrice {
        /// What stands there.
        cell: String,
    },
    /// A price below zero.
    NegativePrice {
        /// What stands there.
        cell: String,
    },
    /// A price of zero, which would give the product away.
    ZeroPrice,
    /// A price beyond all reason.
    HugePrice {
        /// What stands there.
        cell: String,
    },
    /// No price where one is needed.
    NoPrice,
    /// Another currency than the import's.
    WrongCurrency {
        /// What stands there.
        cell: String,
        /// The import's.
        wants: String,
    },
    /// No number where one is needed.
    NotANumber {
        /// The column.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// Neither yes nor no.
    NotYesOrNo {
        /// The column.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// The attribute is measured in another unit.
    OtherUnit {
        /// The column.
        column: String,
        /// The unit that the mapping says.
        says: String,
        /// The attribute's own; empty if it has none.
        wants: String,
    },
    /// A promotion that names neither a product nor a category.
    AboutNothing,
    /// It would be like another variant of its family.
    LikeAnotherVariant,
    /// No day where one is needed.
    NotADay {
        /// The column.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// The price ends before it begins.
    EndsBeforeItBegins,
    /// No category.
    NoCategory,
    /// A commodity code that is none.
    BadUnspsc {
        /// What stands there.
        cell: String,
    },
    /// A unit of measure that nobody knows.
    UnknownUnit {
        /// What stands there.
        cell: String,
    },
    /// The same product as an earlier line, except perhaps for its price.
    Repeats {
        /// The file of the earlier line.
        file: String,
        /// The earlier line.
        line: i64,
        /// Whether its price is another.
        other_price: bool,
    },
    /// A SKU that no product has.
    UnknownSku {
        /// What stands there.
        cell: String,
    },
    /// A SKU that an earlier line gives a price already.
    PricedAlready {
        /// The file of the earlier line.
        file: String,
        /// The earlier line.
        line: i64,
    },
    /// No SKU could be composed that is not taken.
    NoSkuLeft,
    /// Several products have this maker's number.
    SeveralProducts {
        /// What stands there.
        cell: String,
    },
    /// Nothing stands where something must.
    Missing {
        /// The column.
        column: String,
    },
    /// Something is expected and nobody says when, or the other way round.
    ExpectedWithoutDay,
    /// A category that is not there.
    UnknownCategory {
        /// What stands there.
        cell: String,
    },
    /// A promotion that takes nothing off, or more than everything.
    NoDiscount,
    /// A promotion's price of its own for more than one product.
    PriceOfMany,
    /// A promotion that has ended already.
    Over {
        /// Its last day.
        day: String,
    },
    /// A country that nobody knows.
    UnknownCountry {
        /// What stands there.
        cell: String,
    },
    /// A year that can't be one.
    NotAYear {
        /// What stands there.
        cell: String,
    },
    /// A segment that there is none of.
    UnknownSegment {
        /// What stands there.
        cell: String,
    },
    /// A company that nobody knows by this number.
    UnknownCustomer {
        /// What stands there.
        cell: String,
    },
    /// Several companies have this name.
    SeveralCustomers {
        /// What stands there.
        cell: String,
    },
}

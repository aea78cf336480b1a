use super::*;
use uuid::Uuid;

pub fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub fn option_id(number: u128) -> OptionId {
    OptionId(Uuid::from_u128(number))
}

pub fn option(number: u128, minor: i64, is_default: bool) -> Choosable {
    Choosable {
        id: option_id(number),
        name: format!("option {number}"),
        product: None,
        sku: String::new(),
        quantity: Quantity::pieces(1),
        fewest: 1,
        most: 1,
        is_default,
        cost: Cost::Fixed(eur(minor)),
        available: true,
        figures: Vec::new(),
    }
}

pub fn group(number: u128, least: i64, most: i64, options: Vec<Choosable>) -> Group {
    Group {
        id: OptionGroupId(Uuid::from_u128(number)),
        name: format!("group {number}"),
        least,
        most,
        options,
    }
}

pub fn build(base: i64, groups: Vec<Group>) -> Build {
    Build {
        currency: Currency::EUR,
        fixed: Some(Cost::Fixed(eur(base))),
        base: Vec::new(),
        groups,
        rules: Vec::new(),
    }
}

pub fn picks(numbers: &[u128]) -> Vec<Pick> {
    let one = |number: &u128| Pick {
        option: option_id(*number),
        pieces: 1,
    };
    numbers.iter().map(one).collect()
}

pub const ONE: Quantity = Quantity::pieces(1);

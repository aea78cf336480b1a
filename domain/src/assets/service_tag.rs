//! Our number of a unit: short, without letters that are mistaken for digits or
//! make words, and with a last character by which one that was misheard or
//! swapped with its neighbour is noticed.

/// Digits and letters of a tag. So many that every weight below has an inverse.
const SIGNS: &[u8; 29] = b"23456789BCDFGHJKLMNPQRSTVWXYZ";
const BASE: i64 = 29;
/// How many characters a tag has before its last one, at the least.
const LEAST: usize = 6;

/// The tag of the unit with this number, from 0.
#[must_use]
pub fn service_tag(number: i64) -> String {
    let mut rest = number.max(0);
    let mut digits = Vec::with_capacity(LEAST + 1);
    while rest > 0 || digits.len() < LEAST {
        digits.push(rest % BASE);
        rest /= BASE;
    }
    let check = check(&digits);
    digits.reverse();
    digits.push(check);
    digits.into_iter().map(sign).collect()
}

/// A typed tag as it is written; none if it can't be one.
#[must_use]
pub fn read(typed: &str) -> Option<String> {
    let typed: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let mut digits = Vec::with_capacity(typed.len());
    for byte in typed.bytes() {
        let place = SIGNS.iter().position(|sign| *sign == byte)?;
        digits.push(i64::try_from(place).ok()?);
    }
    let last = digits.pop()?;
    digits.reverse();
    (digits.len() >= LEAST && check(&digits) == last).then_some(typed)
}

/// The last character for these digits, the lowest first.
fn check(digits: &[i64]) -> i64 {
    let weighted = digits
        .iter()
        .zip((2..BASE).cycle())
        .map(|(digit, weight)| digit * weight);
    weighted.sum::<i64>() % BASE
}

fn sign(digit: i64) -> char {
    let sign = usize::try_from(digit).ok().and_then(|at| SIGNS.get(at));
    sign.map_or('2', |byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_tag_has_seven_characters_for_a_long_time() {
        assert_eq!(service_tag(0), "2222222");
        assert_eq!(service_tag(1).len(), 7);
        assert_eq!(service_tag(29_i64.pow(6) - 1).len(), 7);
        assert_eq!(service_tag(29_i64.pow(6)).len(), 8);
        let first: BTreeSet<String> = (0..2_000).map(service_tag).collect();
        assert_eq!(first.len(), 2_000);
    }

    proptest! {
        #[test]
        fn a_tag_is_read_back(number in 0_i64..1_000_000_000_000) {
            let tag = service_tag(number);
            prop_assert_eq!(read(&tag.to_lowercase()), Some(tag.clone()));
            prop_assert_eq!(read(&format!(" {}-{} ", &tag[..3], &tag[3..])), Some(tag));
        }

        #[test]
        fn one_wrong_character_is_noticed(number in 0_i64..500_000_000, at in 0_usize..7, by in 1_usize..29) {
            let mut tag = service_tag(number).into_bytes();
            let place = SIGNS.iter().position(|sign| *sign == tag[at]).unwrap();
            tag[at] = SIGNS[(place + by) % 29];
            prop_assert_eq!(read(std::str::from_utf8(&tag).unwrap()), None);
        }

        #[test]
        fn two_swapped_neighbours_are_noticed(number in 0_i64..500_000_000, at in 0_usize..5) {
            let mut tag = service_tag(number).into_bytes();
            if tag[at] != tag[at + 1] {
                tag.swap(at, at + 1);
                prop_assert_eq!(read(std::str::from_utf8(&tag).unwrap()), None);
            }
        }
    }
}

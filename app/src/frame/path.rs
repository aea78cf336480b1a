//! What stands in the path of an address.

use super::PageError;
use std::str::FromStr;

/// An id out of an address. What is no id at all answers like one that nobody
/// has.
///
/// # Errors
/// [`PageError::NotFound`] if it is none.
pub fn id<T: FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// A text as one part of a path: `/products/A%2F4`.
#[must_use]
pub fn in_path(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                part.push(char::from(byte));
            }
            other => part.push_str(&format!("%{other:02X}")),
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::in_path;

    #[test]
    fn a_sku_stays_one_part_of_a_path() {
        assert_eq!(in_path("MON-27.1"), "MON-27.1");
        assert_eq!(in_path("A/4#1+2"), "A%2F4%231%2B2");
    }
}

//! Stock keeping units: what every product is ordered by. People leave out
//! dashes and capitals; files leave out the SKU altogether.

/// The longest SKU there is, in characters.
pub const LONGEST: usize = 40;

/// A SKU as people type it, in its comparable form: letters and digits only,
/// in capitals.
#[must_use]
pub fn plain_sku(sku: &str) -> String {
    sku.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// Whether a text can be a SKU: it stands in addresses and on paper, so it is
/// made of letters, digits and `-._/+#`, and begins with a letter or digit.
#[must_use]
pub fn is_sku(text: &str) -> bool {
    text.chars().count() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._/+#".contains(c))
}

/// What a product without a SKU is recognised by when its file comes again:
/// its category, its name and its attributes, in whatever order the file has
/// them. Not its price, which changes.
#[cfg(feature = "store")]
#[must_use]
pub fn origin_key(category: &str, name: &str, attributes: &[(&str, &str)]) -> String {
    let mut sorted: Vec<(&str, &str)> = attributes.to_vec();
    sorted.sort_unstable();
    let mut parts = vec![category, name];
    for (name, value) in sorted {
        parts.extend([name, value]);
    }
    fingerprint(&parts)
}

/// A fingerprint of some texts, 32 hexadecimal digits, the same for ever.
#[cfg(feature = "store")]
#[must_use]
pub fn fingerprint(parts: &[&str]) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The SKU that is composed for a product recognised by this key: the
/// category's prefix and seven characters that are easy to read out, such as
/// `MEM-4K7Q2MZ`. Where that one is taken by another product, `attempt`
/// counts up and the next is made.
#[must_use]
pub fn compose(prefix: &str, origin_key: &str, attempt: u8) -> String {
    // No I, L, O or U: nothing that is read as something else.
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let start = usize::from(attempt);
    let bits = origin_key
        .get(start..start + 9)
        .and_then(|hex| u64::from_str_radix(hex, 16).ok())
        .unwrap_or_default();
    let tail = (0..7).map(|place| {
        let letter = (bits >> (place * 5)) & 31;
        char::from(LETTERS.get(letter as usize).copied().unwrap_or(b'0'))
    });
    let mut sku = String::with_capacity(prefix.len() + 8);
    sku.push_str(prefix);
    sku.push('-');
    sku.extend(tail);
    sku
}

/// How many attempts [`compose`] has for one key.
pub const ATTEMPTS: u8 = 20;

/// A prefix for the SKUs of a category, guessed from its code: `MEM` for
/// memory, `VC` for video-card.
#[must_use]
pub fn prefix_of(code: &str) -> String {
    let words: Vec<&str> = code.split('-').filter(|word| !word.is_empty()).collect();
    let prefix: String = match words.as_slice() {
        [one] => one.chars().take(3).collect(),
        many => many
            .iter()
            .filter_map(|word| word.chars().next())
            .take(5)
            .collect(),
    };
    let prefix = prefix.to_ascii_uppercase();
    if prefix.is_empty() {
        "P".to_owned()
    } else {
        prefix
    }
}

#[cfg(all(test, feature = "store"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dashes_blanks_and_capitals_do_not_matter() {
        assert_eq!(plain_sku("mon-27 0231"), "MON270231");
        assert_eq!(plain_sku("MON270231"), "MON270231");
    }

    #[test]
    fn a_sku_can_stand_in_an_address_and_on_paper() {
        for good in ["MON-27-0231", "0815", "A/4.B_2+#1"] {
            assert!(is_sku(good), "{good}");
        }
        for bad in ["", "-1", "a b", "ü", "<b>", "../x", &"9".repeat(41)] {
            assert!(!is_sku(bad), "{bad}");
        }
    }

    #[test]
    fn a_category_has_a_prefix() {
        assert_eq!(prefix_of("memory"), "MEM");
        assert_eq!(prefix_of("os"), "OS");
        assert_eq!(prefix_of("internal-hard-drive"), "IHD");
        assert_eq!(prefix_of(""), "P");
    }

    #[test]
    fn the_same_product_has_the_same_sku_whatever_the_order_of_its_columns() {
        let one = origin_key("cpu", "A 1", &[("Cores", "8"), ("Clock", "4 GHz")]);
        let two = origin_key("cpu", "A 1", &[("Clock", "4 GHz"), ("Cores", "8")]);
        assert_eq!(one, two);
        assert_ne!(
            one,
            origin_key("cpu", "A 1", &[("Cores", "84"), ("Clock", " GHz")])
        );
        assert_eq!(compose("CPU", &one, 0), compose("CPU", &two, 0));
        assert_ne!(compose("CPU", &one, 0), compose("CPU", &one, 1));
        // A stored SKU must be found again by every later version.
        assert_eq!(
            compose("CPU", "0123456789abcdef0123456789abcdef", 0),
            "CPU-RKN8390"
        );
    }

    proptest! {
        #[test]
        fn what_is_composed_is_a_sku(name in "\\PC{0,30}", attempt in 0..ATTEMPTS) {
            let key = origin_key("c", &name, &[]);
            let sku = compose("CPU", &key, attempt);
            prop_assert!(is_sku(&sku));
            prop_assert_eq!(sku.len(), 11);
        }
    }
}

//! Which business segment a company belongs to, by what it is and how many
//! people work there. A suggestion: staff may say otherwise, and what they said
//! stays.

/// From so many employees on a company is an enterprise.
const ENTERPRISE: i64 = 18_000;
/// From so many on it is a large corporate.
const LARGE: i64 = 3_500;
/// From so many on it is preferred; below it is a small business.
const PREFERRED: i64 = 400;

/// Words that tell a kind of organisation, by its segment. What an organisation
/// is counts before how large it is.
const KINDS: &[(&str, &[&str])] = &[
    (
        "healthcare",
        &[
            "health",
            "healthcare",
            "hospital",
            "clinic",
            "medical",
            "gesundheit",
            "krankenhaus",
            "klinik",
        ],
    ),
    (
        "education",
        &[
            "education",
            "school",
            "university",
            "college",
            "academy",
            "bildung",
            "schule",
            "universität",
            "hochschule",
        ],
    ),
    (
        "internet-partner",
        &["isp", "asp", "hosting", "internet", "provider"],
    ),
    ("federal", &["federal", "ministry", "bund", "ministerium"]),
    (
        "state-and-local",
        &[
            "state",
            "county",
            "city",
            "municipality",
            "municipal",
            "local",
            "kommune",
            "stadt",
            "landkreis",
            "government",
        ],
    ),
];

/// The codes of the segments there are.
pub const SEGMENT_CODES: &[&str] = &[
    "global",
    "enterprise",
    "large-corporate",
    "preferred",
    "internet-partner",
    "healthcare",
    "federal",
    "state-and-local",
    "education",
    "small-business",
    "consumer",
];

/// The segment that a company's kind of business and its employees suggest;
/// none if too little is known of it. `abroad` says that it does much of its
/// business in another country than its own, which makes an enterprise a global
/// one.
#[must_use]
pub fn suggested_segment(industry: &str, employees: i64, abroad: bool) -> Option<&'static str> {
    let words: Vec<String> = industry
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .collect();
    let is = |known: &&str| words.iter().any(|word| word == known);
    let by_kind = KINDS.iter().find(|(_, known)| known.iter().any(&is));
    if let Some((segment, _)) = by_kind {
        return Some(segment);
    }
    match employees {
        ..=0 => None,
        ENTERPRISE.. if abroad => Some("global"),
        ENTERPRISE.. => Some("enterprise"),
        LARGE.. => Some("large-corporate"),
        PREFERRED.. => Some("preferred"),
        _ => Some("small-business"),
    }
}

/// The segment of a company of which more is known now: what staff chose stays,
/// what followed from the old facts follows from the new ones.
#[must_use]
pub fn segment_then(segment: &str, before: (&str, i64), after: (&str, i64)) -> String {
    let followed =
        suggested_segment(before.0, before.1, false).is_some_and(|suggested| suggested == segment);
    // Both of a certain size: whether it is global is for people to say.
    let then = suggested_segment(after.0, after.1, false);
    match then {
        Some(then) if followed => then.to_owned(),
        _ => segment.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_segment_follows_from_employees_at_the_edges() {
        let of = |employees| suggested_segment("Manufacturing", employees, false);
        assert_eq!(of(0), None);
        assert_eq!(of(1), Some("small-business"));
        assert_eq!(of(399), Some("small-business"));
        assert_eq!(of(400), Some("preferred"));
        assert_eq!(of(3_499), Some("preferred"));
        assert_eq!(of(3_500), Some("large-corporate"));
        assert_eq!(of(17_999), Some("large-corporate"));
        assert_eq!(of(18_000), Some("enterprise"));
        assert_eq!(suggested_segment("", 18_000, true), Some("global"));
        assert_eq!(suggested_segment("", 17_999, true), Some("large-corporate"));
    }

    #[test]
    fn what_an_organisation_is_counts_before_its_size() {
        let of = |industry| suggested_segment(industry, 40_000, false);
        assert_eq!(of("University hospital"), Some("healthcare"));
        assert_eq!(of("Grundschule, Bildung"), Some("education"));
        assert_eq!(of("ISP"), Some("internet-partner"));
        assert_eq!(of("Federal agency"), Some("federal"));
        assert_eq!(of("County government"), Some("state-and-local"));
        assert_eq!(of("Estate agents"), Some("enterprise"));
        assert_eq!(suggested_segment("School", 0, false), Some("education"));
    }

    #[test]
    fn what_staff_chose_stays() {
        let small = ("Retail", 20);
        let grown = ("Retail", 900);
        assert_eq!(segment_then("small-business", small, grown), "preferred");
        assert_eq!(segment_then("education", small, grown), "education");
        assert_eq!(
            segment_then("small-business", small, ("", 0)),
            "small-business"
        );
    }

    proptest! {
        #[test]
        fn more_employees_never_make_a_company_smaller(few in 1_i64..40_000, more in 0_i64..40_000) {
            let rank = |segment: Option<&str>| {
                ["small-business", "preferred", "large-corporate", "enterprise"]
                    .iter()
                    .position(|one| Some(*one) == segment)
            };
            let (few, many) = (
                rank(suggested_segment("Retail", few, false)),
                rank(suggested_segment("Retail", few + more, false)),
            );
            prop_assert!(few.is_some() && few <= many);
        }
    }
}

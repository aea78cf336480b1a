//! Measures the colours of `style/tokens.css`: every pair of ink and ground
//! that parts use, for each of the 360 hues a customer may have, in the light
//! and the dark theme, against WCAG 2.2 AA.

use std::collections::HashMap;

const TOKENS: &str = include_str!("../../../style/tokens.css");

/// Text on its ground: 4.5 to 1.
const TEXT: &[(&str, &[&str])] = &[
    (
        "ink",
        &[
            "paper",
            "sheet",
            "sunk",
            "raised",
            "line",
            "accent-soft",
            "info-soft",
            "good-soft",
            "warn-soft",
            "bad-soft",
        ],
    ),
    (
        "ink-2",
        &[
            "paper",
            "sheet",
            "sunk",
            "raised",
            "accent-soft",
            "info-soft",
            "good-soft",
            "warn-soft",
            "bad-soft",
        ],
    ),
    (
        "accent",
        &["paper", "sheet", "sunk", "raised", "accent-soft"],
    ),
    ("on-accent", &["accent", "accent-strong"]),
    ("info", &["sheet", "paper", "info-soft"]),
    ("good", &["sheet", "paper", "good-soft"]),
    ("warn", &["sheet", "paper", "warn-soft"]),
    ("bad", &["sheet", "paper", "raised", "bad-soft"]),
    ("on-bad", &["bad"]),
];

/// Edges of fields, rings of focus, bars of charts: 3 to 1.
const SHAPES: &[(&str, &[&str])] = &[
    ("line-3", &["paper", "sheet", "raised"]),
    ("accent", &["paper", "sheet", "sunk", "raised", "line-2"]),
    ("bad", &["sheet", "raised"]),
    ("warn", &["sheet"]),
    ("good", &["sheet"]),
];

/// Lightness, chroma and hue; no hue means the customer's.
type Oklch = (f64, f64, Option<f64>);

/// The light and the dark colour of every token that is a `light-dark(…)`.
fn tokens() -> HashMap<&'static str, [Oklch; 2]> {
    let mut all = HashMap::new();
    for declaration in TOKENS.split(';') {
        let Some((name, value)) = declaration.rsplit_once("--").and_then(|_| {
            let start = declaration.find("--")?;
            declaration.get(start + 2..)?.split_once(':')
        }) else {
            continue;
        };
        let Some(inner) = value.trim().strip_prefix("light-dark(") else {
            continue;
        };
        let colours: Vec<Oklch> = inner
            .split("oklch(")
            .skip(1)
            .map(|text| {
                let text = text.replace("var(--accent-h)", "own");
                let numbers = text.split(')').next().unwrap();
                let mut parts = numbers.split_whitespace();
                let mut number = || parts.next().unwrap();
                let (lightness, chroma) = (number().parse().unwrap(), number().parse().unwrap());
                (lightness, chroma, number().parse().ok())
            })
            .collect();
        all.insert(
            name,
            colours
                .try_into()
                .unwrap_or_else(|_| panic!("--{name}: two colours")),
        );
    }
    all
}

/// The relative luminance of a colour as a screen of the sRGB gamut shows it:
/// what lies outside is clipped, as browsers do.
fn luminance((lightness, chroma, hue): Oklch, own: f64) -> f64 {
    let (sin, cos) = hue.unwrap_or(own).to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s;
    0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
}

fn contrast(one: Oklch, other: Oklch, hue: f64) -> f64 {
    let (one, other) = (luminance(one, hue), luminance(other, hue));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn measure(pairs: &[(&str, &[&str])], at_least: f64) {
    let tokens = tokens();
    let mut weak = Vec::new();
    for (theme, name) in ["light", "dark"].into_iter().enumerate() {
        for (ink, grounds) in pairs {
            for ground in *grounds {
                let worst = (0..360)
                    .map(|hue| {
                        let hue = f64::from(hue);
                        (
                            contrast(tokens[ink][theme], tokens[ground][theme], hue),
                            hue,
                        )
                    })
                    .min_by(|one, other| one.0.total_cmp(&other.0))
                    .unwrap();
                if worst.0 < at_least {
                    weak.push(format!(
                        "{name}: {ink} on {ground} {:.2} at hue {}",
                        worst.0, worst.1
                    ));
                }
            }
        }
    }
    assert!(weak.is_empty(), "below {at_least}: {weak:#?}");
}

#[test]
fn text_reads_in_every_customers_colour() {
    measure(TEXT, 4.5);
}

#[test]
fn shapes_show_in_every_customers_colour() {
    measure(SHAPES, 3.0);
}

#[test]
fn black_on_white_is_twenty_one() {
    let ratio = contrast((0.0, 0.0, Some(0.0)), (1.0, 0.0, Some(0.0)), 0.0);
    assert!((ratio - 21.0).abs() < 0.01, "{ratio}");
}

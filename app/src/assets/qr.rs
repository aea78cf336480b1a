//! A picture that a phone's camera reads: where a unit's page is.

use crate::frame::Text;
use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// Modules of quiet around it, as the standard (ISO/IEC 18004) wants.
const QUIET: usize = 4;

/// The dark modules of the code for this text as one path, and how many modules
/// wide the picture is. Nothing if the text is longer than any code holds.
fn path(text: &str) -> Option<(String, usize)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, line) in code.to_colors().chunks(width).enumerate() {
        let mut from = None;
        let ends = line
            .iter()
            .chain(std::iter::once(&Color::Light))
            .enumerate();
        for (at, color) in ends {
            match (color, from) {
                (Color::Dark, None) => from = Some(at),
                (Color::Light, Some(begin)) => {
                    let (x, y, long) = (begin + QUIET, row + QUIET, at - begin);
                    path.push_str(&format!("M{x} {y}h{long}v1h-{long}z"));
                    from = None;
                }
                _ => {}
            }
        }
    }
    Some((path, width + 2 * QUIET))
}

/// The picture; nothing if the address is too long for one.
pub(crate) fn qr(address: &str, label: impl Into<Text>) -> Option<AnyView> {
    let (path, width) = path(address)?;
    let label: Text = label.into();
    Some(
        view! {
            <svg
                class="qr"
                viewBox=format!("0 0 {width} {width}")
                role="img"
                aria-label=label
                shape-rendering="crispEdges"
            >
                <rect class="qr-paper" width="100%" height="100%"></rect>
                <path class="qr-ink" d=path></path>
            </svg>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_has_every_dark_module_and_a_quiet_margin() {
        let text = "https://portal.example/equipment/234567B";
        let (path, width) = path(text).unwrap();
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        assert_eq!(width, code.width() + 8);
        let dark = code
            .to_colors()
            .iter()
            .filter(|one| **one == Color::Dark)
            .count();
        let drawn: usize = path
            .split('h')
            .skip(1)
            .filter_map(|part| part.split('v').next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(drawn, dark);
        assert!(
            path.starts_with("M4 4h7"),
            "the finder stands in the corner"
        );
        assert_eq!(super::path(&"x".repeat(5_000)), None);
    }
}

//! A drawing of what kind of thing a product is, where there is no
//! photograph: by its category, in one hand, so that a list stays calm.

use leptos::prelude::*;

/// What a category's name says about the shape of its things, in each language
/// that a site is read in. The first word found decides; the order goes from the particular to the general.
const SHAPES: &[(&[&str], &str)] = &[
    (
        &["monitor", "display", "bildschirm"],
        "M34 22h92v56H34zM70 78l-4 12h28l-4-12M58 90h44",
    ),
    (
        &["laptop", "notebook"],
        "M44 26h72v46H44zM34 78h92l-7 8H41z",
    ),
    (&["tablet"], "M52 14h56v76H52zM60 22h40v54H60zM77 83h6"),
    (
        &["video card", "graphics", "gpu"],
        "M30 36h96v36H30zM30 36v44M44 72v8h40v-8M50 54a12 12 0 1 0 24 0a12 12 0 1 0-24 0M86 54a12 12 0 1 0 24 0a12 12 0 1 0-24 0",
    ),
    (
        &["motherboard"],
        "M46 16h68v74H46zM56 26h24v24H56zM90 24v40M97 24v40M104 24v40M56 60h24M56 70h48M56 80h48",
    ),
    (
        &["memory", "ram", "arbeitsspeicher"],
        "M24 38h112v28H24zM24 66v8h48v-6h6v6h58v-8M34 44h14v14H34zM54 44h14v14H54zM92 44h14v14H92zM112 44h14v14h-14z",
    ),
    (
        &["cpu cooler", "fan", "case fan", "cooler", "thermal"],
        "M44 16h72v72H44zM80 52m-28 0a28 28 0 1 0 56 0a28 28 0 1 0-56 0M80 52m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0M80 45c-2-12 6-18 14-17M87 52c12-2 18 6 17 14M80 59c2 12-6 18-14 17M73 52c-12 2-18-6-17-14",
    ),
    (
        &["cpu", "processor"],
        "M52 24h56v56H52zM64 36h32v32H64zM60 24v-8M72 24v-8M88 24v-8M100 24v-8M60 80v8M72 80v8M88 80v8M100 80v8M52 34h-8M52 46h-8M52 58h-8M52 70h-8M108 34h8M108 46h8M108 58h8M108 70h8",
    ),
    (
        &["external hard", "storage", "datenspeicher"],
        "M50 18h60v68H50zM60 70h40M60 77h20M98 77h2",
    ),
    (
        &["internal hard", "hard drive", "ssd", "drive"],
        "M46 16h68v74H46zM80 46m-22 0a22 22 0 1 0 44 0a22 22 0 1 0-44 0M80 46m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0M60 80h12M88 76l-6-16",
    ),
    (
        &["optical"],
        "M80 52m-36 0a36 36 0 1 0 72 0a36 36 0 1 0-72 0M80 52m-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0M80 24a28 28 0 0 1 28 28",
    ),
    (
        &["keyboard", "tastatur"],
        "M22 36h116v36H22zM32 46h8M46 46h8M60 46h8M74 46h8M88 46h8M102 46h8M116 46h12M32 54h8M46 54h8M60 54h8M74 54h8M88 54h8M102 54h8M116 54h12M48 63h64",
    ),
    (
        &["mouse", "mice", "maus", "mäuse"],
        "M62 20h36a14 14 0 0 1 0 0c4 4 6 10 6 16v24a24 24 0 0 1-48 0V36c0-6 2-12 6-16zM80 18v24M56 44h48M80 30v6",
    ),
    (
        &["headphone", "headset", "audio"],
        "M46 64V50a34 34 0 0 1 68 0v14M46 56h12v26H46zM102 56h12v26h-12z",
    ),
    (
        &["speaker"],
        "M40 16h32v72H40zM88 16h32v72H88zM56 62m-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0M104 62m-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0M56 32m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0M104 32m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
    ),
    (
        &["webcam", "camera"],
        "M80 42m-24 0a24 24 0 1 0 48 0a24 24 0 1 0-48 0M80 42m-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0M72 65l-6 17h28l-6-17M58 86h44",
    ),
    (
        &["power", "ups"],
        "M40 28h80v50H40zM84 34 68 56h12l-4 16 18-24H82z",
    ),
    (
        &["case accessor", "accessory", "accessories"],
        "M80 20v64M60 34h40M56 34l-14 26h28zM104 34 90 60h28zM62 84h36",
    ),
    (
        &[
            "case",
            "tower",
            "workstation",
            "desktop",
            "server",
            "arbeitsplatzrechner",
        ],
        "M54 12h52v80H54zM62 22h36M62 30h36M80 74m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0M62 44h36v14H62z",
    ),
    (
        &["operating", "software", "licence", "license"],
        "M36 20h88v66H36zM36 34h88M44 27h2M52 27h2M60 27h2M50 50l10 8-10 8M68 68h22",
    ),
    (
        &[
            "network", "wired", "wireless", "router", "switch", "adapter",
        ],
        "M34 54h92v26H34zM46 67h2M56 67h2M66 67h2M98 67h16M56 54V30M104 54V30M46 26c6-6 14-6 20 0M94 26c6-6 14-6 20 0",
    ),
    (
        &["sound"],
        "M40 42h16l18-16v52L56 62H40zM88 40c6 7 6 17 0 24M98 30c12 13 12 31 0 44",
    ),
    (
        &["print", "toner", "drucker"],
        "M52 44V18h56v26M36 44h88v32H36zM52 64h56v26H52zM110 54h4",
    ),
    (
        &["dock", "hub", "cable"],
        "M34 44h92v22H34zM46 55h8M60 55h8M74 55h12M126 55h12v22M98 52h14v6H98z",
    ),
    (
        &["desk", "chair", "furniture"],
        "M28 36h104v8H28zM38 44v44M122 44v44M92 44v20h30",
    ),
    (&["phone"], "M60 12h40v80H60zM76 84h8M66 20h28v56H66z"),
];

/// A box: for whatever has no shape of its own.
const BOX: &str = "M44 36l36-16 36 16v36L80 88 44 72zM44 36l36 16 36-16M80 52v36M62 28l36 16";

/// The picture of a product of this category. Says nothing that the name
/// next to it does not, so screen readers skip it.
#[component]
pub fn ProductPicture(
    /// The category's name or code.
    #[prop(into)]
    category: String,
    /// The size of a table's row instead of a card's.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <svg
            class=if small { "picture small" } else { "picture" }
            viewBox="0 0 160 104"
            aria-hidden="true"
            focusable="false"
        >
            <path d=shape_of(&category) />
        </svg>
    }
}

pub(super) fn shape_of(category: &str) -> &'static str {
    let category = category.to_lowercase().replace('-', " ");
    // Where a word begins: "ram" is memory, "frame" is not.
    let names = |name: &str| {
        category.match_indices(name).any(|(at, _)| {
            at == 0
                || category
                    .get(..at)
                    .is_some_and(|before| before.ends_with(' '))
        })
    };
    SHAPES
        .iter()
        .find(|(shape, _)| shape.iter().any(|name| names(name)))
        .map_or(BOX, |(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::{BOX, shape_of};

    #[test]
    fn the_particular_comes_before_the_general() {
        assert_ne!(shape_of("CPU Cooler"), shape_of("CPU"));
        assert_ne!(shape_of("Case accessory"), shape_of("Case"));
        assert_ne!(
            shape_of("external-hard-drive"),
            shape_of("internal-hard-drive")
        );
        assert_eq!(shape_of("Something else"), BOX);
    }
}

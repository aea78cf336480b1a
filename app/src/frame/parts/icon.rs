//! Small drawings in one hand: 20 by 20, one stroke, the colour of the text
//! around them. They decorate; the words next to them speak.

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal),+ $(,)?) => {
        /// What an icon shows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Icon { $($(#[$doc])* $name),+ }

        impl Icon {
            /// Every icon, for the page that shows them.
            pub const ALL: &'static [Icon] = &[$(Icon::$name),+];

            const fn path(self) -> &'static str {
                match self { $(Icon::$name => $path),+ }
            }
        }
    };
}

icons! {
    /// A house.
    Home = "M3.5 9 10 3.5 16.5 9v7.5h-4.5v-5h-4v5H3.5z",
    /// Four boxes.
    Catalog = "M3.5 3.5h5.5V9H3.5zM11 3.5h5.5V9H11zM3.5 11h5.5v5.5H3.5zM11 11h5.5v5.5H11z",
    /// A sheet with a mark.
    Request = "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 11l2 2 3.5-3.5",
    /// A parcel.
    Order = "M3 6.5 10 3l7 3.5v7L10 17l-7-3.5zM3 6.5l7 3.5 7-3.5M10 10v7M6.5 4.75l7 3.5",
    /// A screen on its foot.
    Equipment = "M3 4h14v9H3zM7.5 16.5h5M10 13v3.5",
    /// A building.
    Company = "M4 17V3.5h8V17M12 8h4v9M2.5 17h15M6.5 6.5h3M6.5 9.5h3M6.5 12.5h3",
    /// A basket.
    Basket = "M2.5 7.5h15l-1.5 9H4zM6.5 7.5 9 3M13.5 7.5 11 3M7.5 10.5v3M10 10.5v3M12.5 10.5v3",
    /// Two people.
    Team = "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5M13 3.8a3 3 0 0 1 0 5.4M15 12.4c1.8.6 3 2 3 4.1",
    /// A magnifying glass.
    Search = "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
    /// Three lines.
    Menu = "M3 5.5h14M3 10h14M3 14.5h14",
    /// An envelope.
    Mail = "M2.5 4.5h15v11h-15zM2.5 5l7.5 6 7.5-6",
    /// A spark: a proposed change.
    Play = "M10 2.5l1.8 5.7 5.7 1.8-5.7 1.8L10 17.5l-1.8-5.7L2.5 10l5.7-1.8z",
    /// Shapes.
    Parts = "M3 3h6v6H3zM14 3l3.5 6h-7zM6 17.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM11.5 11.5h6v6h-6z",
    /// An i in a circle.
    Info = "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v5M10 6v.5",
    /// A tick in a circle.
    Check = "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM6.5 10.2l2.5 2.5 4.5-5",
    /// An exclamation mark in a triangle.
    Warning = "M10 3 18 16.5H2zM10 8v4M10 14v.5",
    /// A cross.
    Close = "M5 5l10 10M15 5 5 15",
    /// A plus.
    Plus = "M10 4v12M4 10h12",
    /// An arrow to the right.
    Forward = "M4 10h12M11 5l5 5-5 5",
    /// Down, out of a box.
    Download = "M10 3v9M6 8.5l4 4 4-4M3.5 13.5v3h13v-3",
    /// A clock.
    Clock = "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 5.5V10l3 2",
    /// A lorry.
    Truck = "M2 5h9.5v8.5H2zM11.5 8h3.5l3 3v2.5h-6.5M5.5 15.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM14.5 15.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z",
    /// A question mark in a circle.
    Help = "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M10 14v.3",
    /// A pencil.
    Edit = "M3.5 16.5l.8-3.6 9-9 2.8 2.8-9 9zM11.5 5.7l2.8 2.8",
}

/// An icon. Screen readers skip it.
#[component]
pub fn Symbol(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
}

//! A product's picture in a row, always of the same size, so that nothing moves
//! when it arrives; where there is none, a drawing of what kind of thing it is.

use super::picture::shape_of;
use crate::frame::{Html, use_pictures};
use domain::files::{Pictures, Size};
use domain::id::FileId;
use leptos::prelude::*;

/// A product's picture in a row. Says nothing that the name beside it does not.
#[component]
pub fn Thumb(
    /// The main picture.
    picture: Option<FileId>,
    /// The category's name or code, for the drawing.
    #[prop(into)]
    category: String,
) -> impl IntoView {
    let mut html = Html::with_room(240);
    write_thumb(&mut html, &use_pictures(), picture, &category);
    view! { <span class="thumb" inner_html=html.into_string()></span> }
}

/// The same, for what is written by hand, without the element around it.
pub fn write_thumb(html: &mut Html, pictures: &Pictures, picture: Option<FileId>, category: &str) {
    match picture {
        Some(file) => {
            html.raw("<img src=\"")
                .text(&pictures.address(file, Size::Small))
                .raw("\" alt=\"\" width=\"48\" height=\"48\" loading=\"lazy\" decoding=\"async\">");
        }
        None => {
            html.raw("<svg viewBox=\"0 0 160 104\" width=\"48\" height=\"48\" aria-hidden=\"true\" focusable=\"false\"><path d=\"")
                .raw(shape_of(category))
                .raw("\"/></svg>");
        }
    }
}

//! Cards: things one chooses by looking.

use super::{MaybeText, ProductPicture};
use crate::frame::Text;
use leptos::prelude::*;

/// A grid of cards, as many beside each other as fit.
#[component]
pub fn Cards(
    /// The cards.
    children: Children,
) -> impl IntoView {
    view! { <div class="cards">{children()}</div> }
}

/// One thing: its picture, its name, one line, and at the bottom its price
/// and what one can do (children).
#[component]
pub fn Card(
    /// Its name.
    #[prop(into)]
    title: Text,
    /// Where it leads.
    #[prop(optional, into)]
    href: MaybeText,
    /// One line about it.
    #[prop(optional, into)]
    text: MaybeText,
    /// Draws a picture for this category.
    #[prop(optional, into)]
    category: Option<String>,
    /// Price and button, left and right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = match href.0 {
        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <article class="card">
            {category.map(|category| view! { <ProductPicture category /> })}
            <div>
                <h3>{name}</h3>
                {text.0.map(|text| view! { <p>{text}</p> })}
            </div>
            {children.map(|children| view! { <div class="card-end">{children()}</div> })}
        </article>
    }
}

//! What a line of a basket, a request or an order replaces: tags that lead to the units.

use super::console_unit::console_path_of;
use domain::assets::{OfLine, path_of};
use domain::id::CustomerId;
use domain::text::Words;
use leptos::prelude::*;

/// What a line replaces, and which of its units it does not because it has fewer pieces;
/// nothing where it names none that the reader sees. Our people are led to the units of
/// this customer in the console.
pub(crate) fn replaced(
    words: Words,
    found: &OfLine,
    customer: Option<CustomerId>,
) -> Option<AnyView> {
    let links = |tags: &[String]| -> Vec<AnyView> {
        tags.iter()
            .map(|tag| {
                let href = match customer {
                    Some(customer) => console_path_of(customer, tag),
                    None => path_of(tag),
                };
                view! { " " <a href=href>{tag.clone()}</a> }.into_any()
            })
            .collect()
    };
    let replaced = (!found.replaced.is_empty()).then(|| {
        let tags = links(&found.replaced);
        view! { <span class="sub">{words.say("assets-line-replaces")} {tags}</span> }
    });
    let left = (!found.left.is_empty()).then(|| {
        let tags = links(&found.left);
        view! { <span class="sub warn-text">{words.say("assets-line-not-replaced")} {tags}</span> }
    });
    (replaced.is_some() || left.is_some()).then(|| {
        view! {
            {replaced}
            {left}
        }
        .into_any()
    })
}

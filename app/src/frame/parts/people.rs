//! People, where they are named.

use super::MaybeText;
use crate::frame::Text;
use leptos::prelude::*;

/// A person's initials in a circle. Decoration next to the name.
#[component]
pub fn Initials(
    /// The person's name.
    #[prop(into)]
    name: Text,
) -> impl IntoView {
    view! {
        <span class="face" aria-hidden="true">
            {initials(&name)}
        </span>
    }
}

/// A person with one line about them, and what one can do next to it.
#[component]
pub fn Person(
    /// The person's name.
    #[prop(into)]
    name: Text,
    /// What they are here: `Account manager · answers by mail first`.
    #[prop(optional, into)]
    note: MaybeText,
    /// Where their name leads.
    #[prop(optional, into)]
    href: MaybeText,
    /// Buttons or links at the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let initials = view! { <Initials name=name.clone() /> };
    let name = match href.0 {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => view! { <b>{name}</b> }.into_any(),
    };
    view! {
        <div class="person">
            {initials} <div class="person-text">
                {name} {note.0.map(|note| view! { <small>{note}</small> })}
            </div> {children.map(|children| children())}
        </div>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let letter = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut words = name
        .split_whitespace()
        .filter(|word| letter(word).is_some());
    let first = words.next().and_then(letter);
    let last = words.next_back().and_then(letter);
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        for (name, expected) in [
            ("Mara Oduya", "MO"),
            ("Anna von der Heide", "AH"),
            ("Cher", "C"),
            ("(Ines) tal", "IT"),
            ("", ""),
            ("山田 太郎", "山太"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}

//! How a unit was built, in words.

use crate::configurations::said as factory;
use crate::frame::Text;
use domain::assets::AsBuilt;
use domain::text::Words;
use leptos::prelude::*;

/// The options, the factory's image and the settings, for a list of what there is.
pub(crate) fn built_rows(words: Words, built: &AsBuilt) -> Vec<(Text, AnyView)> {
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    for option in &built.options {
        let value = match option.pieces {
            1 => option.option.clone(),
            pieces => format!("{pieces} × {}", option.option),
        };
        rows.push((option.group.clone().into(), value.into_any()));
    }
    if let Some(image) = &built.image {
        let sum = factory::checksum(image.algorithm, &image.checksum);
        let value = view! {
            {factory::image(words, image)}
            <span class="sub checksum">{sum}</span>
        };
        rows.push((words.say("configurations-image").into(), value.into_any()));
    }
    for setting in &built.settings {
        rows.push((setting.key.clone().into(), setting.value.clone().into_any()));
    }
    rows
}

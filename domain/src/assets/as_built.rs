//! What a unit was when it left: its options, and what was done at the factory.

use crate::configurations::factory::{Hole, Image, Services, Setting, fill_label};
use crate::profile::OptionSeen;
use serde::{Deserialize, Serialize};

/// How a unit was built.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AsBuilt {
    /// What was chosen.
    pub options: Vec<OptionSeen>,
    /// What was loaded onto it.
    pub image: Option<Image>,
    /// What was stuck onto it.
    pub labels: Vec<String>,
    /// How it was set up.
    pub settings: Vec<Setting>,
}

impl AsBuilt {
    /// Built with these options and services as they were ordered; `value` is
    /// what its labels say of it.
    #[must_use]
    pub fn of(options: &[OptionSeen], services: &Services, value: impl Fn(Hole) -> String) -> Self {
        let label = |label: &String| {
            // A placeholder that there is no more stays as it was written.
            fill_label(label, &value).unwrap_or_else(|_| label.clone())
        };
        Self {
            options: options.to_vec(),
            image: services.image.clone(),
            labels: services.labels.iter().map(label).collect(),
            settings: services.settings.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_filled_and_everything_else_is_as_ordered() {
        let services = Services {
            labels: vec!["{tag} for {order}".to_owned(), "{colour}".to_owned()],
            settings: vec![Setting {
                key: "Boot order".to_owned(),
                value: "Disk".to_owned(),
            }],
            ..Services::default()
        };
        let built = AsBuilt::of(&[], &services, |hole| hole.word().to_uppercase());
        assert_eq!(built.labels, ["TAG for ORDER", "{colour}"]);
        assert_eq!(built.settings, services.settings);
        let kept = serde_json::to_string(&built).unwrap();
        assert_eq!(serde_json::from_str::<AsBuilt>(&kept).unwrap(), built);
    }
}

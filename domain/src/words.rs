//! Vocabularies: enumerations whose members are stored as words and end the names
//! of their messages. Every life cycle's states, steps and events are such ones.

/// Declares a vocabulary: its documentation, its name, and each member with its
/// documentation and the word that it is stored as. Members are in the order in
/// which they stand.
macro_rules! words {
    ($(#[$doc:meta])* $kind:ident { $($(#[$wdoc:meta])* $name:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Debug,
            Clone,
            Copy,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            serde::Serialize,
            serde::Deserialize,
        )]
        pub enum $kind { $($(#[$wdoc])* #[serde(rename = $code)] $name),+ }

        impl $kind {
            /// Every one there is.
            pub const ALL: &'static [$kind] = &[$($kind::$name),+];

            /// How it is stored, and the end of its message's name.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $($kind::$name => $code),+ }
            }

            /// The one stored like this.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($kind::$name),)+ _ => None }
            }
        }
    };
}

pub(crate) use words;

//! The parts that pages are made of. A page that needs one uses it; markup
//! that a part has is never written a second time. Each part has its classes
//! in `style/`, works without scripts, and finds the reader's words in the
//! context that [`Page`](super::Page) provides.

mod amounts;
mod card;
mod choices;
mod conversation;
mod dialog;
mod facts;
mod fields;
mod figure_table;
mod figures;
mod fold;
mod form;
mod icon;
mod layout;
mod needs;
mod people;
mod picture;
mod price;
mod status;
mod table;
mod thumb;
mod timeline;
mod views;

pub use amounts::{DateField, MoneyField, NumberField, QuantityField};
pub use card::{Card, Cards};
pub use choices::{Checkbox, Checks, Choice, ChoiceOption};
pub use conversation::{Conversation, Said};
pub use dialog::{Dialog, DialogButton};
pub use facts::{Confidence, Definitions, Figures};
pub use fields::{Field, FileField, Kind, Select, TextArea};
pub use figure_table::{FigureRow, FigureTable, figures_file};
pub use figures::{Bar, Bars, Meter, MeterPart, Spark};
pub use fold::Fold;
pub use form::{Actions, FormKey, PostForm, UploadForm};
pub use icon::{Icon, Symbol};
pub use layout::{Columns, Crumbs, PageHead, Sheet};
pub use needs::{Need, Needs};
pub use people::{Initials, Person};
pub use picture::ProductPicture;
pub use price::{Price, write_price};
pub use status::{Empty, FlashNotice, Notice, Tag, Tone};
pub use table::{Chips, Column, DataTable, KeyPager, Pager, SortTo};
pub use thumb::{Thumb, write_thumb};
pub use timeline::{Step, Timeline};
pub use views::{Filter, ViewLink, Views};

use super::Text;
use leptos::prelude::*;

/// Text that may be absent: a prop that takes `"…"`, a `String`, or an
/// `Option` of either.
#[derive(Debug, Clone, Default)]
pub struct MaybeText(pub Option<Text>);

impl From<&'static str> for MaybeText {
    fn from(text: &'static str) -> Self {
        Self(Some(text.into()))
    }
}

impl From<String> for MaybeText {
    fn from(text: String) -> Self {
        Self(Some(text.into()))
    }
}

impl From<Text> for MaybeText {
    fn from(text: Text) -> Self {
        Self(Some(text))
    }
}

impl<T: Into<Text>> From<Option<T>> for MaybeText {
    fn from(text: Option<T>) -> Self {
        Self(text.map(Into::into))
    }
}

/// A place in a part that a page may fill with a view of its own.
#[derive(Default)]
pub struct Slot(pub Option<AnyView>);

impl<V: IntoView + 'static> From<V> for Slot {
    fn from(view: V) -> Self {
        Self(Some(view.into_any()))
    }
}

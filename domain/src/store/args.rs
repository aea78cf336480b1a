//! The values that a statement takes, in the order of its placeholders.

use crate::{Currency, Day, Quantity, Rate, Timestamp};
use serde_json::Value as JsonValue;
use uuid::Uuid;

/// One value for a placeholder. `None` is NULL of that type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An id: text in SQLite, `uuid` in PostgreSQL.
    Id(Option<Uuid>),
    /// An integer of 64 bits.
    Int(Option<i64>),
    /// A number with a fraction; never money.
    Real(Option<f64>),
    /// Text.
    Text(Option<String>),
    /// True or false.
    Bool(Option<bool>),
    /// JSON: text in SQLite, `jsonb` in PostgreSQL.
    Json(Option<JsonValue>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

/// The values of a statement.
pub type Args = Vec<Value>;

/// What can be given to a placeholder.
pub trait IntoValue {
    /// The value.
    fn value(self) -> Value;
    /// NULL of this type.
    fn null() -> Value;
}

macro_rules! into_value {
    ($($kind:ty => $variant:ident, |$it:ident| $convert:expr;)+) => {$(
        impl IntoValue for $kind {
            fn value(self) -> Value { let $it = self; Value::$variant(Some($convert)) }
            fn null() -> Value { Value::$variant(None) }
        }
    )+};
}

into_value! {
    Uuid => Id, |it| it;
    i64 => Int, |it| it;
    i32 => Int, |it| i64::from(it);
    u32 => Int, |it| i64::from(it);
    f64 => Real, |it| it;
    String => Text, |it| it;
    &str => Text, |it| it.to_owned();
    &String => Text, |it| it.clone();
    bool => Bool, |it| it;
    JsonValue => Json, |it| it;
    Vec<u8> => Bytes, |it| it;
    Timestamp => Int, |it| it.0;
    Day => Int, |it| it.noon().0;
    Quantity => Int, |it| it.thousandths();
    Rate => Int, |it| it.0;
    Currency => Text, |it| it.code().to_owned();
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn value(self) -> Value {
        self.map_or_else(T::null, T::value)
    }
    fn null() -> Value {
        T::null()
    }
}

/// These values as both engines can keep them. PostgreSQL has no text with a NUL
/// in it, and anybody can send one: instead of it stands the sign for what can't be
/// read, so that it is still nobody's name, number or address.
pub(super) fn storable(mut args: Args) -> Args {
    for value in &mut args {
        match value {
            Value::Text(Some(text)) => without_nul(text),
            Value::Json(Some(json)) => json_without_nul(json),
            _ => {}
        }
    }
    args
}

fn without_nul(text: &mut String) {
    if text.contains('\0') {
        *text = text.replace('\0', "\u{fffd}");
    }
}

fn json_without_nul(json: &mut JsonValue) {
    match json {
        JsonValue::String(text) => without_nul(text),
        JsonValue::Array(all) => all.iter_mut().for_each(json_without_nul),
        JsonValue::Object(all) => {
            all.values_mut().for_each(json_without_nul);
            if all.keys().any(|name| name.contains('\0')) {
                *all = std::mem::take(all)
                    .into_iter()
                    .map(|(name, value)| (name.replace('\0', "\u{fffd}"), value))
                    .collect();
            }
        }
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) => {}
    }
}

/// The values of a statement: `args![id, "text", 5]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        ::std::vec![$($crate::store::IntoValue::value($value)),*]
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn text_with_a_nul_can_be_kept_and_is_nobodys() {
        let json = json!({ "a\0": ["b\0", 1, null, { "c": "\0\0" }], "d": "e" });
        let kept = storable(args!["x\0y", json, 5, None::<String>]);
        let json = json!({
            "a\u{fffd}": ["b\u{fffd}", 1, null, { "c": "\u{fffd}\u{fffd}" }], "d": "e"
        });
        assert_eq!(kept, args!["x\u{fffd}y", json, 5, None::<String>]);
    }
}

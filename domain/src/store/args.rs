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

/// The values of a statement: `args![id, "text", 5]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        ::std::vec![$($crate::store::IntoValue::value($value)),*]
    };
}

//! What was posted, and how a form is shown again with it.
//!
//! ```ignore
//! async fn post(visitor: SignedIn, State(state): State<AppState>, form: Form) -> Response {
//!     let mut form = FormState::from(form);
//!     let quantity = form.read("quantity", |text| {
//!         Quantity::parse_pieces(text).map_err(|_| words.say("requests-quantity-wrong"))
//!     });
//!     let (Some(quantity), true) = (quantity, form.is_fine()) else {
//!         return page(&visitor, form); // 422, everything kept
//!     };
//!     …
//! }
//! ```

use super::PageError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Day;
use domain::store::FormKey;
use std::str::FromStr;
use std::sync::Arc;
use uuid::Uuid;

/// The name of the hidden field that makes a repeated submission harmless.
pub const KEY: &str = "key";

/// The fields of a posted form in their order; a name may occur repeatedly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    pairs: Vec<(String, String)>,
}

impl Form {
    /// Reads `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn parse(body: &[u8]) -> Self {
        Self {
            pairs: form_urlencoded::parse(body)
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        }
    }

    /// These fields, as something else than a usual form has sent them.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// What stands in the field, without spaces around it; empty if the form
    /// does not have it. Of several fields of this name, the last.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// What stands in the field, to the letter: for passwords.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// What stands in the field, or `None` if that is nothing.
    #[must_use]
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// What a hidden field or a pressed button carries: an id, a version.
    ///
    /// # Errors
    /// If it carries nothing of the kind, which only a hand-made form does.
    pub fn carried<T: FromStr>(&self, name: &str) -> Result<T, PageError> {
        self.text(name).parse().map_err(|_| PageError::BadForm)
    }

    /// The same of what may carry nothing, such as a choice of none.
    ///
    /// # Errors
    /// As of [`Form::carried`].
    pub fn carried_or_none<T: FromStr>(&self, name: &str) -> Result<Option<T>, PageError> {
        self.some(name).map(|_| self.carried(name)).transpose()
    }

    /// All values of this name in their order: ticked boxes, chosen rows.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.trim())
    }

    /// Whether a box is ticked or a button of this name was pressed.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(known, _)| known == name)
    }

    /// The fields whose name begins with `prefix`, as what follows it and the
    /// value: `qty-<id>` of every row.
    pub fn starting<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs
            .iter()
            .filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.trim())))
    }

    /// Every field in its order.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The idempotency key: what makes sending the same form twice have one
    /// effect. `None` if the form has none, which only a hand-made one does.
    #[must_use]
    pub fn key(&self) -> Option<Uuid> {
        Uuid::try_parse(self.text(KEY)).ok()
    }
}

/// The key that every form carries.
///
/// # Errors
/// If it has none, which only a hand-made one does.
pub fn key_of(form: &Form) -> Result<FormKey, PageError> {
    form.key().map(FormKey).ok_or(PageError::BadForm)
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let is_form = request
            .headers()
            .get(axum::http::header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Form::parse(&body))
    }
}

/// A form as it is shown: what stands in its fields and what is wrong with
/// it. Cheap to clone; parts inside a [`PostForm`](super::parts::PostForm)
/// find it by themselves.
#[derive(Debug, Clone, Default)]
pub struct FormState(Arc<Shown>);

#[derive(Debug, Clone, Default)]
struct Shown {
    form: Form,
    errors: Vec<(String, String)>,
}

impl From<Form> for FormState {
    fn from(form: Form) -> Self {
        Self(Arc::new(Shown {
            form,
            errors: Vec::new(),
        }))
    }
}

impl FormState {
    /// A form nobody has typed into yet.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The same form with something standing in a field from the start.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0)
            .form
            .pairs
            .push((name.into(), value.into()));
        self
    }

    /// The same with this in a field, whatever stood in it.
    #[must_use]
    pub fn instead(mut self, name: &str, value: impl Into<String>) -> Self {
        let pairs = &mut Arc::make_mut(&mut self.0).form.pairs;
        pairs.retain(|(other, _)| other != name);
        pairs.push((name.to_owned(), value.into()));
        self
    }

    /// What was posted.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.0.form
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.0.form.text(name)
    }

    /// As [`Form::carried`].
    ///
    /// # Errors
    /// If it carries nothing of the kind, which only a hand-made form does.
    pub fn carried<T: FromStr>(&self, name: &str) -> Result<T, PageError> {
        self.0.form.carried(name)
    }

    /// Whether a box of this name with this value is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str, value: &str) -> bool {
        self.0.form.all(name).any(|one| one == value)
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.0
            .errors
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, text)| text.as_str())
    }

    /// Everything that is wrong: field and sentence. A field that is empty
    /// means the form as a whole.
    #[must_use]
    pub fn errors(&self) -> &[(String, String)] {
        &self.0.errors
    }

    /// Says what is wrong with a field, in the reader's language. Field `""`
    /// is the form as a whole.
    pub fn fail(&mut self, name: impl Into<String>, message: impl Into<String>) {
        Arc::make_mut(&mut self.0)
            .errors
            .push((name.into(), message.into()));
    }

    /// Reads a field; if it can't be read, notes why and answers `None`.
    pub fn read<T, M: Into<String>>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, M>,
    ) -> Option<T> {
        match read(self.value(name)) {
            Ok(value) => Some(value),
            Err(message) => {
                self.fail(name, message);
                None
            }
        }
    }

    /// Reads a day that may be left out; of what is no day, `wrong` is said.
    pub fn day_or_none(&mut self, name: &str, wrong: &'static str) -> Option<Option<Day>> {
        self.read(name, |text| match text {
            "" => Ok(None),
            day => Day::from_field(day).map(Some).ok_or(wrong),
        })
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.0.errors.is_empty()
    }

    /// The status of the page that shows it: 422 if something is wrong.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if self.is_fine() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_and_repeat() {
        let form = Form::parse(b"sku=A&qty-1=2&qty-2=+3+&sku=B&note=a%26b&key=nonsense");
        assert_eq!(form.all("sku").collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(form.text("sku"), "B");
        assert_eq!(
            form.starting("qty-").collect::<Vec<_>>(),
            [("1", "2"), ("2", "3")]
        );
        assert_eq!(form.some("note"), Some("a&b"));
        assert_eq!(form.some("missing"), None);
        assert_eq!(form.key(), None);
    }

    #[test]
    fn what_was_typed_is_kept_with_what_is_wrong() {
        let mut state = FormState::from(Form::parse(b"quantity=two&reason=Because"));
        let read = state.read("quantity", |text| {
            text.parse::<i64>().map_err(|_| "Not a number")
        });
        assert_eq!(read, None);
        assert_eq!(state.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(state.error("quantity"), Some("Not a number"));
        assert_eq!(state.value("reason"), "Because");
    }
}

//! Questions to the database that can be asked together. A page may send three
//! statements but shows what many rooms know: each room says what it would ask
//! ([`Asked`]), and the page sends it all as one statement ([`together`]).

use super::{Args, EachEngine, Query, Result};
use std::collections::HashMap;
use std::future::Future;
use std::sync::{LazyLock, PoisonError, RwLock};

type Reader<'a, T> = Box<dyn FnOnce(Option<String>) -> Result<T> + Send + 'a>;

/// A statement that answers with one text, its values, and how the text is
/// read. Made by [`JsonRows`](super::JsonRows), [`JsonSets`](super::JsonSets) and
/// [`ask_earlier`](super::ask_earlier).
pub struct Asked<'a, T> {
    /// None if the answer is known without asking.
    pair: Option<EachEngine>,
    args: Args,
    read: Reader<'a, T>,
}

impl<'a, T: Send + 'a> Asked<'a, T> {
    pub(super) fn new(
        pair: EachEngine,
        args: Args,
        read: impl FnOnce(Option<String>) -> Result<T> + Send + 'a,
    ) -> Self {
        Self {
            pair: Some(pair),
            args,
            read: Box::new(read),
        }
    }

    /// What need not be asked.
    pub fn known(answer: T) -> Self {
        Self {
            pair: None,
            args: Args::new(),
            read: Box::new(|_| Ok(answer)),
        }
    }

    /// The answer turned into something else.
    pub fn map<U>(self, into: impl FnOnce(T) -> U + Send + 'a) -> Asked<'a, U> {
        Asked {
            pair: self.pair,
            args: self.args,
            read: Box::new(move |text| Ok(into((self.read)(text)?))),
        }
    }

    /// Asks this alone.
    ///
    /// # Errors
    /// If the statement fails or its answer does not fit the type.
    pub async fn fetch(self, query: &mut impl Query) -> Result<T> {
        let text = match self.pair {
            Some(pair) => query.scalar(pair, self.args).await?,
            None => None,
        };
        (self.read)(text)
    }

    /// See [`plan`](super::json_rows::plan); nothing if nothing is asked.
    ///
    /// # Errors
    /// If the statement can't be planned.
    #[cfg(any(test, feature = "testing"))]
    pub async fn plan(self, query: &mut impl Query) -> Result<String> {
        match self.pair {
            Some(pair) => super::json_rows::plan(pair, query, self.args).await,
            None => Ok(String::new()),
        }
    }

    /// Its place in a statement of several: what is sent, and what reads it.
    fn place(self, whole: &mut Whole) -> Reader<'a, T> {
        whole.parts.push(Part {
            pair: self.pair,
            first: whole.args.len(),
        });
        whole.args.extend(self.args);
        self.read
    }
}

/// Asks all of them in one statement.
///
/// # Errors
/// If the statement fails or an answer does not fit its type.
pub async fn together<Q: Together>(query: &mut impl Query, questions: Q) -> Result<Q::Answers> {
    questions.fetch(query).await
}

/// A tuple of [`Asked`].
pub trait Together: Send {
    /// The tuple of what they answer.
    type Answers;

    /// See [`together`].
    ///
    /// # Errors
    /// If the statement fails or an answer does not fit its type.
    fn fetch(self, query: &mut impl Query) -> impl Future<Output = Result<Self::Answers>> + Send;
}

macro_rules! text_of {
    ($answer:ident) => {
        Option<String>
    };
}

macro_rules! tuples {
    ($(($($answer:ident $question:ident $text:ident),+))+) => {$(
        impl<$($answer: Send),+> Together for ($(Asked<'_, $answer>,)+) {
            type Answers = ($($answer,)+);

            async fn fetch(self, query: &mut impl Query) -> Result<Self::Answers> {
                let ($($question,)+) = self;
                let mut whole = Whole::default();
                $(let $question = $question.place(&mut whole);)+
                let texts = match whole.pair() {
                    Some(pair) => query.one(pair, whole.args).await?,
                    None => Default::default(),
                };
                let ($($text,)+): ($(text_of!($answer),)+) = texts;
                Ok(($($question($text)?,)+))
            }
        }
    )+};
}

tuples! {
    (A a x, B b y)
    (A a x, B b y, C c z)
    (A a x, B b y, C c z, D d w)
    (A a x, B b y, C c z, D d w, E e v)
    (A a x, B b y, C c z, D d w, E e v, F f u)
    (A a x, B b y, C c z, D d w, E e v, F f u, G g t)
    (A a x, B b y, C c z, D d w, E e v, F f u, G g t, H h s)
    (A a x, B b y, C c z, D d w, E e v, F f u, G g t, H h s, I i r)
    (A a x, B b y, C c z, D d w, E e v, F f u, G g t, H h s, I i r, J j q)
}

/// Several questions on their way to become one statement.
#[derive(Default)]
struct Whole {
    parts: Vec<Part>,
    args: Args,
}

/// One of them, and how many values stand before its own.
#[derive(Clone, Copy)]
struct Part {
    pair: Option<EachEngine>,
    first: usize,
}

/// Statements of several parts by what they are made of, so that each is put
/// together once and stays prepared. The parts' texts live as long as the
/// program, so there are as many as the pages have combinations.
static MADE: LazyLock<RwLock<HashMap<Key, EachEngine>>> = LazyLock::new(RwLock::default);

type Key = Vec<(usize, usize)>;

impl Whole {
    /// The statement; none if every answer is known.
    fn pair(&self) -> Option<EachEngine> {
        if self.parts.iter().all(|part| part.pair.is_none()) {
            return None;
        }
        let key: Key = self
            .parts
            .iter()
            .map(|part| {
                let text = part.pair.map_or(0, |pair| pair.sqlite.as_ptr() as usize);
                (text, part.first)
            })
            .collect();
        let made = MADE.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(pair) = made.get(&key) {
            return Some(*pair);
        }
        drop(made);
        let pair = EachEngine {
            sqlite: self.text(|pair| pair.sqlite).leak(),
            postgres: self.text(|pair| pair.postgres).leak(),
        };
        let mut made = MADE.write().unwrap_or_else(PoisonError::into_inner);
        Some(*made.entry(key).or_insert(pair))
    }

    fn text(&self, of: fn(&EachEngine) -> &'static str) -> String {
        let columns: Vec<String> = self
            .parts
            .iter()
            .map(|part| match &part.pair {
                Some(pair) => format!("({})", renumbered(of(pair), part.first)),
                None => "CAST(NULL AS TEXT)".to_owned(),
            })
            .collect();
        format!("SELECT {}", columns.join(", "))
    }
}

/// The text with its placeholders moved: `$1` becomes `$4` after three.
fn renumbered(text: &str, before: usize) -> String {
    let mut pieces = text.split('$');
    let mut moved = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.len() - piece.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = piece.split_at(digits);
        moved.push('$');
        match number.parse::<usize>() {
            Ok(number) => moved.push_str(&(number + before).to_string()),
            Err(_) => moved.push_str(number),
        }
        moved.push_str(rest);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use crate::store::testing::both_engines;
    use crate::store::{JsonRows, JsonSets, Scope, counted};
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Row {
        n: i64,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Sets {
        some: Vec<Row>,
    }

    static ROWS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["n"],
            "SELECT CAST($1 AS BIGINT) + CAST($2 AS BIGINT) AS n",
        )
    });
    static SETS: LazyLock<JsonSets> =
        LazyLock::new(|| JsonSets::new(&[("some", &["n"], "SELECT CAST($1 AS BIGINT) AS n")]));

    both_engines!(
        several_questions_are_one_statement_with_their_own_values,
        |db| async move {
            let mut read = db.read(Scope::system()).await.unwrap();
            for round in 0..2 {
                let questions = (
                    ROWS.ask::<Row>(args![round, 2]),
                    Asked::known("known"),
                    SETS.ask::<Sets>(args![7]).map(|sets| sets.some),
                    ROWS.ask::<Row>(args![10, 20]),
                );
                let (answers, statements) = counted(together(&mut read, questions)).await;
                let (first, known, some, last) = answers.unwrap();
                assert_eq!(first, [Row { n: round + 2 }]);
                assert_eq!(known, "known");
                assert_eq!(some, [Row { n: 7 }]);
                assert_eq!(last, [Row { n: 30 }]);
                assert_eq!(statements, 1);
            }
        }
    );

    both_engines!(what_is_known_is_not_asked, |db| async move {
        let mut read = db.read(Scope::system()).await.unwrap();
        let questions = (Asked::known(1), Asked::known(2));
        let (answers, statements) = counted(together(&mut read, questions)).await;
        assert_eq!((answers.unwrap(), statements), ((1, 2), 0));
    });

    #[test]
    fn placeholders_move_and_other_dollars_stay() {
        assert_eq!(
            renumbered("a = $1 AND b = $12 AND c ->> '$.x' = $2", 3),
            "a = $4 AND b = $15 AND c ->> '$.x' = $5"
        );
        assert_eq!(renumbered("none", 3), "none");
    }
}

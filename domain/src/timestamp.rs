//! A moment in time: milliseconds since 1970-01-01T00:00:00 UTC.
//!
//! Stored as a 64-bit integer in both databases, so that one SQL text can
//! compare and add times on either, and JSON made by either reads the same.

use serde::{Deserialize, Serialize};

/// A moment, in milliseconds of UTC since the Unix epoch.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The last moment that is ever compared with: "no end".
    pub const NEVER: Timestamp = Timestamp(i64::MAX);

    /// This very moment.
    #[cfg(feature = "store")]
    #[must_use]
    pub fn now() -> Self {
        Self(jiff::Timestamp::now().as_millisecond())
    }

    /// The moment `seconds` later (earlier if negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// The moment `days` of 24 hours later (earlier if negative).
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }

    /// Whole days of 24 hours from `earlier` until this moment.
    #[must_use]
    pub const fn days_since(self, earlier: Timestamp) -> i64 {
        self.0.saturating_sub(earlier.0) / 86_400_000
    }
}

//! Where the reader's clock hangs.

use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::fmt;
use std::sync::{LazyLock, PoisonError, RwLock};

/// A time zone by its IANA name. Each zone is looked up in the time zone
/// database once and kept for as long as the program runs, so that a `Zone`
/// is as small as a reference.
#[derive(Clone, Copy)]
pub struct Zone(&'static TimeZone);

/// UTC, the zone of whoever has not said otherwise.
static UTC: TimeZone = TimeZone::UTC;

/// The zones asked for so far. Only names that the database knows are kept,
/// so that there can't be more of them than zones in the world.
static KNOWN: LazyLock<RwLock<HashMap<String, Zone>>> = LazyLock::new(RwLock::default);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone(&UTC);

    /// The zone with this IANA name, if there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Zone> {
        if let Some(zone) = KNOWN
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
        {
            return Some(*zone);
        }
        let found = TimeZone::get(name).ok()?;
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        let zone = *known
            .entry(name.to_owned())
            .or_insert_with(|| Zone(Box::leak(Box::new(found))));
        Some(zone)
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The names of all zones, for a list to choose from.
    #[must_use]
    pub fn all_names() -> Vec<String> {
        let mut names: Vec<String> = jiff::tz::db()
            .available()
            .map(|name| name.to_string())
            .collect();
        names.sort_unstable();
        names
    }

    pub(crate) const fn rules(self) -> &'static TimeZone {
        self.0
    }
}

impl From<&str> for Zone {
    fn from(name: &str) -> Zone {
        Zone::named(name).unwrap_or(Zone::UTC)
    }
}

impl From<Option<&str>> for Zone {
    fn from(name: Option<&str>) -> Zone {
        name.map_or(Zone::UTC, Zone::from)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Zone;

    #[test]
    fn an_unknown_zone_is_utc_and_is_not_kept() {
        assert_eq!(Zone::from("Europe/Atlantis"), Zone::UTC);
        assert_eq!(Zone::named("Europe/Atlantis"), None);
        assert_eq!(Zone::from("Europe/Berlin").name(), "Europe/Berlin");
        assert_eq!(Zone::from(None), Zone::UTC);
    }

    #[test]
    fn the_world_has_many_zones() {
        let names = Zone::all_names();
        assert!(names.len() > 300 && names.iter().any(|name| name == "Europe/Berlin"));
    }
}

//! How many may talk to us at a time, in all and from one place: so that nobody who
//! only holds places keeps others out.

use crate::security::neighbourhood;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Who is here, by where from.
#[derive(Clone)]
pub(super) struct Guests {
    /// The most from one place.
    most: usize,
    here: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A place that is given back when it is dropped.
pub(super) struct Guest {
    all: Guests,
    from: IpAddr,
}

impl Guests {
    /// At most so many from one place.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            here: Arc::default(),
        }
    }

    /// A place for somebody from there, if there is one.
    pub fn enter(&self, from: IpAddr) -> Option<Guest> {
        let from = neighbourhood(from);
        let mut all = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        let here = all.entry(from).or_default();
        if *here >= self.most {
            return None;
        }
        *here += 1;
        Some(Guest {
            all: self.clone(),
            from,
        })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let here = self.all.here.lock();
        let mut all = here.unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = all.get_mut(&self.from) {
            *here = here.saturating_sub(1);
            if *here == 0 {
                all.remove(&self.from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_holds_no_more_than_its_share() {
        let guests = Guests::new(2);
        let at = |text: &str| text.parse::<IpAddr>().unwrap();
        let one = guests.enter(at("192.0.2.1"));
        let two = guests.enter(at("::ffff:192.0.2.1"));
        assert!(one.is_some() && two.is_some());
        assert!(guests.enter(at("192.0.2.1")).is_none());
        let other = guests.enter(at("192.0.2.2"));
        assert!(other.is_some(), "somebody else is not kept out");
        drop(one);
        assert!(guests.enter(at("192.0.2.1")).is_some());
        let _first = guests.enter(at("2001:db8::1"));
        let _second = guests.enter(at("2001:db8::2"));
        assert!(guests.enter(at("2001:db8::3")).is_none(), "one network");
        assert!(guests.enter(at("2001:db8:0:1::3")).is_some());
    }
}

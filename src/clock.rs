//! The one place that reads the time and makes ids.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use domain::ids::{DeliveryKey, EventId, Timestamp};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// Stands still until a test moves it; milliseconds since 1970.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Clock::Fixed(ms) => Timestamp(ms.load(Ordering::SeqCst)),
        }
    }

    /// The day, in UTC: an institution's midnight is not worth a setting.
    pub fn today(&self) -> jiff::civil::Date {
        let now = jiff::Timestamp::from_millisecond(self.now().0).unwrap_or_default();
        now.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Drawn by chance, for codes and case references; of a clock that stands still, told by its time.
    pub fn chance(&self) -> u128 {
        match self {
            Clock::System => {
                let mut drawn = [0; 16];
                match getrandom::fill(&mut drawn) {
                    Ok(()) => u128::from_le_bytes(drawn),
                    // Where there is no source of chance, an id of this moment is the best that there is.
                    Err(_) => uuid::Uuid::now_v7().as_u128(),
                }
            }
            Clock::Fixed(ms) => {
                let hash = blake3::hash(&ms.load(Ordering::SeqCst).to_le_bytes());
                hash.as_bytes()[..16].iter().fold(0, |drawn, byte| drawn << 8 | u128::from(*byte))
            }
        }
    }

    /// A clock for tests that stands at `ms` until moved through the handle.
    pub fn fixed(ms: i64) -> (Self, Arc<AtomicI64>) {
        let handle = Arc::new(AtomicI64::new(ms));
        (Clock::Fixed(handle.clone()), handle)
    }
}

/// A new delivery key. Version 7, so that keys sort by the time they were made; short enough for every network.
pub fn new_delivery_key() -> DeliveryKey {
    DeliveryKey::new(uuid::Uuid::now_v7().simple().to_string())
}

/// A new event id for networks that have none of their own: the console.
pub fn new_event_id() -> EventId {
    EventId::new(uuid::Uuid::now_v7().simple().to_string())
}

/// Between 0 and 1, for the jitter of retries: many waiting bots must not knock at the same moment.
pub fn jitter() -> f64 {
    let random = uuid::Uuid::now_v7().as_u128() & 0xffff;
    random as f64 / f64::from(u16::MAX)
}

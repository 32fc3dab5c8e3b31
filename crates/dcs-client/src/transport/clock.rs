//! The time that signatures are dated with.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use crate::error::ClockSkew;

/// This machine's clock, set by a server's where a signature was refused for the difference.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// How far the server's clock is ahead of this machine's, in seconds.
    ahead: AtomicI64,
}

impl Clock {
    /// The time to sign with.
    pub(super) fn now(&self) -> SystemTime {
        let now = SystemTime::now();
        let ahead = self.ahead.load(Ordering::Relaxed);
        let difference = Duration::from_secs(ahead.unsigned_abs());
        let set = if ahead < 0 {
            now.checked_sub(difference)
        } else {
            now.checked_add(difference)
        };
        set.unwrap_or(now)
    }

    /// Sets it by the server's, and says whether that changes anything that matters: a second signature
    /// with the same time would be refused like the first.
    pub(super) fn set(&self, skew: ClockSkew) -> bool {
        let before = self.now();
        let is_new = ClockSkew::between(before, skew.server()).is_too_much();
        let ahead = match skew.server().duration_since(skew.local()) {
            Ok(ahead) => i64::try_from(ahead.as_secs()).ok(),
            Err(behind) => i64::try_from(behind.duration().as_secs())
                .ok()
                .map(|seconds| -seconds),
        };
        if let Some(ahead) = ahead.filter(|_| is_new) {
            self.ahead.store(ahead, Ordering::Relaxed);
        }
        is_new && ahead.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_says_the_servers_time() {
        let hour = Duration::from_secs(3600);
        for server in [SystemTime::now() + hour, SystemTime::now() - hour] {
            let clock = Clock::default();
            let skew = ClockSkew::between(SystemTime::now(), server);
            assert!(clock.set(skew));
            assert!(!ClockSkew::between(clock.now(), server).is_too_much());
            assert!(!clock.set(skew), "it is set already");
        }
    }

    #[test]
    fn a_time_that_no_clock_says_sets_none() {
        let clock = Clock::default();
        let skew = ClockSkew::between(SystemTime::now(), SystemTime::now());
        assert!(!clock.set(skew));
    }
}

//! The rules of retrying.

use std::time::Duration;

use super::RetryAfter;

/// An attempt begins only with this much time left, or a tenth of the whole where that is less.
const SHORTEST_ATTEMPT: Duration = Duration::from_secs(1);

/// When and how often a call is tried again.
///
/// Retried are calls of an idempotent method (`GET`, `HEAD`, `OPTIONS`, `TRACE`, `PUT`, `DELETE`) whose
/// body can be sent again, after:
///
/// - a connection that failed or could not be made in time: the request was not sent. A server whose TLS
///   or certificate is refused is not tried again (with the feature `native-tls`, it is);
/// - a connection that was closed or reset before the answer's head was complete;
/// - the statuses 408, 429, 502, 503 and 504, also where their body breaks off.
///
/// An attempt that times out after the request was sent is not retried, nor is a 500: nobody
/// knows what the service did. The wait grows exponentially from [`base_delay`](Self::base_delay)
/// up to [`max_delay`](Self::max_delay) with full jitter (a random part of it, from none to all).
/// A `Retry-After` header, in seconds or as an HTTP date, is the least wait; one that asks for more
/// than the longest wait or than the time left ends the call with the answer at hand. So does a lack of
/// time for another attempt: less than a second of [`total_timeout`](Self::total_timeout), or than a
/// tenth where that is shorter.
///
/// # A 404 after a retry
///
/// When a `DELETE` is retried because its first answer was lost, the first attempt may have done
/// the deletion. The second then finds nothing and answers 404. For a deletion, a 404 therefore
/// means "it is gone", not "it was never there". With [`RetryPolicy::none`] a 404 is unambiguous,
/// but a lost answer is yours to handle.
///
/// ```
/// use std::time::Duration;
///
/// use dcs_client::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_attempts(5).total_timeout(Duration::from_secs(120));
/// let never = RetryPolicy::none();
/// # let _ = (patient, never);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(super) max_attempts: u32,
    pub(super) base_delay: Duration,
    pub(super) max_delay: Duration,
    pub(crate) total_timeout: Duration,
}

impl RetryPolicy {
    /// One attempt, whatever happens. The vendor's own SDKs do this unless told otherwise.
    #[must_use]
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// How often a call is tried at most, the first time included. Default 3; 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest wait before the second attempt; it doubles with each further one. Default 200 ms.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest wait between two attempts. Default 10 s.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The time a whole call may take, attempts and waits together. Default 60 s.
    #[must_use]
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = timeout;
        self
    }

    /// Whether there is no attempt after the one with this number (from 1).
    pub(crate) fn is_last(&self, attempt: u32) -> bool {
        attempt >= self.max_attempts
    }

    /// The wait after the attempt with this number (from 1), or `None` when it was the last.
    ///
    /// `spent` is the time since the call began; `jitter` is a random number from 0 to 1.
    pub(super) fn wait_after(
        &self,
        attempt: u32,
        spent: Duration,
        asked: Option<RetryAfter>,
        now: std::time::SystemTime,
        jitter: f64,
    ) -> Option<Duration> {
        if self.is_last(attempt) {
            return None;
        }
        let growth = 2_u32.saturating_pow(attempt - 1);
        let longest = self.base_delay.saturating_mul(growth).min(self.max_delay);
        // A product that no `Duration` holds is one of the longest.
        let backoff = Duration::try_from_secs_f64(longest.as_secs_f64() * jitter.clamp(0.0, 1.0));
        let backoff = backoff.unwrap_or(longest);
        let asked = asked.map_or(Duration::ZERO, |asked| asked.from(now));
        if asked > self.max_delay {
            return None;
        }
        let wait = backoff.max(asked);
        // Cut short, an attempt would turn a clear answer into a timeout that tells nothing.
        let least = (self.total_timeout / 10).min(SHORTEST_ATTEMPT);
        let left = self.total_timeout.saturating_sub(spent);
        (left.saturating_sub(wait) >= least).then_some(wait)
    }
}

impl Default for RetryPolicy {
    /// At most 3 attempts, waits from 200 ms to 10 s, 60 s in all.
    fn default() -> Self {
        Self {
            max_attempts: 3,
            base_delay: Duration::from_millis(200),
            max_delay: Duration::from_secs(10),
            total_timeout: Duration::from_secs(60),
        }
    }
}

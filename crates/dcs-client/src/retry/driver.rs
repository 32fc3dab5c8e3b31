//! The loop, with time and chance passed in.

use std::future::Future;
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::{RetryAfter, RetryPolicy};

/// Time and chance, so that a test decides both.
pub(crate) trait Clock {
    /// The time since the call began.
    fn elapsed(&self) -> Duration;
    /// The time of day, to compare with an HTTP date.
    fn now(&self) -> SystemTime;
    /// Lets the time pass.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send;
    /// A random number from 0 to 1.
    fn random(&self) -> f64;
}

/// The one of the real world, started when the call begins.
pub(crate) struct SystemClock(Instant);

impl SystemClock {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send {
        tokio::time::sleep(duration)
    }

    fn random(&self) -> f64 {
        // The standard library seeds its hashers from the system and never twice alike: enough
        // to spread clients out, and no dependency.
        let bits = u32::try_from(RandomState::new().hash_one(()) >> 32).unwrap_or_default();
        f64::from(bits) / f64::from(u32::MAX)
    }
}

/// What an attempt has to know about its place in the call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt {
    /// Counted from 1.
    pub(crate) number: u32,
    /// The time left for the whole call.
    pub(crate) left: Duration,
}

/// Whether an outcome ends the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Final,
    Retry(Option<RetryAfter>),
}

/// Makes attempts until one is final or the policy has had enough, and returns the last outcome and how
/// many there were.
pub(crate) async fn run<C, T, F, Answer>(
    policy: &RetryPolicy,
    clock: &C,
    mut attempt: F,
) -> (T, u32)
where
    C: Clock,
    F: FnMut(Attempt) -> Answer,
    Answer: Future<Output = (T, Verdict)>,
{
    let mut number = 1;
    loop {
        let left = policy.total_timeout.saturating_sub(clock.elapsed());
        let (outcome, verdict) = attempt(Attempt { number, left }).await;
        let Verdict::Retry(asked) = verdict else {
            return (outcome, number);
        };
        let wait = policy.wait_after(number, clock.elapsed(), asked, clock.now(), clock.random());
        let Some(wait) = wait else {
            return (outcome, number);
        };
        tracing::debug!(attempt = number, wait_ms = wait.as_millis(), "trying again");
        clock.sleep(wait).await;
        number += 1;
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

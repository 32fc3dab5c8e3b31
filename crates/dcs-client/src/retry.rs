//! Trying again: when, how often, and after how long.

mod driver;
mod policy;
mod retry_after;

pub(crate) use driver::{Clock, SystemClock, Verdict, run};
pub use policy::RetryPolicy;
pub(crate) use retry_after::RetryAfter;

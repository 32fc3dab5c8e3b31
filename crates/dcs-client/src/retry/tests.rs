use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use reqwest::header::HeaderValue;

use super::*;

/// Time that passes only when somebody sleeps or an attempt says so.
struct FakeClock {
    elapsed: Mutex<Duration>,
    sleeps: Mutex<Vec<Duration>>,
    random: f64,
}

impl FakeClock {
    fn new(random: f64) -> Self {
        Self {
            elapsed: Mutex::default(),
            sleeps: Mutex::default(),
            random,
        }
    }

    fn pass(&self, duration: Duration) {
        *self.elapsed.lock().unwrap() += duration;
    }

    fn sleeps(&self) -> Vec<u128> {
        self.sleeps
            .lock()
            .unwrap()
            .iter()
            .map(Duration::as_millis)
            .collect()
    }
}

impl Clock for FakeClock {
    fn elapsed(&self) -> Duration {
        *self.elapsed.lock().unwrap()
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_000_000) + self.elapsed()
    }

    async fn sleep(&self, duration: Duration) {
        self.sleeps.lock().unwrap().push(duration);
        self.pass(duration);
    }

    fn random(&self) -> f64 {
        self.random
    }
}

/// Runs attempts that all end in `verdict` and take `each`; returns how many there were, and the waits.
async fn run_all(
    policy: &RetryPolicy,
    random: f64,
    each: Duration,
    verdict: Verdict,
) -> (u32, Vec<u128>) {
    let clock = FakeClock::new(random);
    let (last, attempts) = run(policy, &clock, |attempt| {
        clock.pass(each);
        std::future::ready((attempt.number, verdict))
    })
    .await;
    assert_eq!(last, attempts);
    (attempts, clock.sleeps())
}

const AGAIN: Verdict = Verdict::Retry(None);

fn after(text: &str) -> Verdict {
    Verdict::Retry(RetryAfter::parse(&HeaderValue::from_str(text).unwrap()))
}

#[tokio::test]
async fn a_final_outcome_ends_the_call() {
    let policy = RetryPolicy::default();
    assert_eq!(
        run_all(&policy, 1.0, Duration::ZERO, Verdict::Final).await,
        (1, vec![])
    );
}

#[tokio::test]
async fn the_wait_doubles_up_to_the_cap_and_jitter_takes_a_part_of_it() {
    let policy = RetryPolicy::default()
        .max_attempts(9)
        .total_timeout(Duration::from_secs(600));
    let full = vec![200, 400, 800, 1600, 3200, 6400, 10_000, 10_000];
    assert_eq!(
        run_all(&policy, 1.0, Duration::ZERO, AGAIN).await,
        (9, full.clone())
    );
    let half = full.iter().map(|wait| wait / 2).collect();
    assert_eq!(
        run_all(&policy, 0.5, Duration::ZERO, AGAIN).await,
        (9, half)
    );
    assert_eq!(
        run_all(&policy, 0.0, Duration::ZERO, AGAIN).await,
        (9, vec![0; 8])
    );
}

#[test]
fn waits_as_long_as_can_be_do_no_harm() {
    let policy = RetryPolicy::default()
        .base_delay(Duration::MAX)
        .max_delay(Duration::MAX)
        .total_timeout(Duration::MAX);
    let wait = |jitter| policy.wait_after(1, Duration::ZERO, None, UNIX_EPOCH, jitter);
    assert_eq!(wait(0.0), Some(Duration::ZERO));
    assert!(wait(0.5).is_some_and(|wait| wait > Duration::MAX / 3));
    // No time is left after the longest of waits.
    assert_eq!(wait(1.0), None);
}

#[tokio::test]
async fn the_default_is_three_attempts_and_none_is_one() {
    assert_eq!(
        run_all(&RetryPolicy::default(), 0.0, Duration::ZERO, AGAIN)
            .await
            .0,
        3
    );
    assert_eq!(
        run_all(&RetryPolicy::none(), 0.0, Duration::ZERO, AGAIN)
            .await
            .0,
        1
    );
    assert_eq!(
        run_all(
            &RetryPolicy::default().max_attempts(0),
            0.0,
            Duration::ZERO,
            AGAIN
        )
        .await
        .0,
        1
    );
}

#[tokio::test]
async fn retry_after_is_the_least_wait() {
    let policy = RetryPolicy::default().max_attempts(2);
    for (header, waits) in [
        ("3", vec![3000]),
        ("0", vec![200]),
        // 1,000,007 seconds after the epoch, so seven from the fake now.
        ("Mon, 12 Jan 1970 13:46:47 GMT", vec![7000]),
        ("Thu, 01 Jan 1970 00:00:00 GMT", vec![200]),
        ("soon", vec![200]),
        ("-1", vec![200]),
        ("1.5", vec![200]),
        ("10", vec![10_000]),
    ] {
        assert_eq!(
            run_all(&policy, 1.0, Duration::ZERO, after(header)).await,
            (2, waits),
            "{header}"
        );
    }
}

#[tokio::test]
async fn a_retry_after_beyond_the_cap_ends_the_call() {
    for header in [
        "11",
        "99999999999999999999999999",
        "Fri, 01 Jan 2100 00:00:00 GMT",
    ] {
        let outcome = run_all(&RetryPolicy::default(), 0.0, Duration::ZERO, after(header)).await;
        assert_eq!(outcome, (1, vec![]), "{header}");
    }
}

#[tokio::test]
async fn a_wait_beyond_the_time_left_ends_the_call() {
    let policy = RetryPolicy::default().total_timeout(Duration::from_secs(5));
    assert_eq!(
        run_all(&policy, 0.0, Duration::from_secs(3), after("2")).await,
        (1, vec![])
    );
    assert_eq!(
        run_all(&policy, 0.0, Duration::from_secs(3), AGAIN).await,
        (2, vec![0])
    );
}

#[tokio::test]
async fn no_attempt_begins_that_would_be_cut_short() {
    for (total, spent, attempts) in [
        (60_000, 59_000, 2),
        (60_000, 59_001, 1),
        (5000, 4500, 2),
        (5000, 4501, 1),
    ] {
        let policy = RetryPolicy::default()
            .max_attempts(2)
            .total_timeout(Duration::from_millis(total));
        let outcome = run_all(&policy, 0.0, Duration::from_millis(spent), AGAIN).await;
        assert_eq!(outcome.0, attempts, "{total} {spent}");
    }
}

#[tokio::test]
async fn each_attempt_is_told_the_time_left() {
    let policy = RetryPolicy::default();
    let clock = FakeClock::new(1.0);
    let mut left = Vec::new();
    run(&policy, &clock, |attempt| {
        left.push(attempt.left.as_millis());
        clock.pass(Duration::from_secs(1));
        std::future::ready(((), AGAIN))
    })
    .await;
    assert_eq!(left, [60_000, 58_800, 57_400]);
}

#[test]
fn real_chance_stays_between_nothing_and_all() {
    let clock = SystemClock::start();
    let numbers: Vec<f64> = (0..100).map(|_| clock.random()).collect();
    assert!(numbers.iter().all(|number| (0.0..=1.0).contains(number)));
    assert!(numbers.iter().any(|number| *number != numbers[0]));
}

//! Two things measured in turns, and how they compare.

use std::time::{Duration, Instant};

/// How one thing compares with another.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    /// The median of the rounds' ratios.
    pub median: f64,
    /// The smallest.
    pub low: f64,
    /// The largest.
    pub high: f64,
    /// The median time of the thing measured.
    pub time: Duration,
}

/// Runs `thing` and `yardstick` in turns, `rounds` times each, and compares the two of each round.
/// Who goes first changes from round to round, so that neither always finds a warm cache.
pub fn paired(rounds: usize, mut thing: impl FnMut(), mut yardstick: impl FnMut()) -> Ratio {
    // The first run of each is not counted: it fills caches and pools.
    thing();
    yardstick();
    let mut ratios = Vec::with_capacity(rounds);
    let mut times = Vec::with_capacity(rounds);
    for round in 0..rounds.max(1) {
        let (time, other) = if round % 2 == 0 {
            let time = timed(&mut thing);
            (time, timed(&mut yardstick))
        } else {
            let other = timed(&mut yardstick);
            (timed(&mut thing), other)
        };
        ratios.push(time.as_secs_f64() / other.as_secs_f64());
        times.push(time);
    }
    ratios.sort_by(f64::total_cmp);
    times.sort();
    Ratio {
        median: middle(&ratios).unwrap_or(f64::NAN),
        low: ratios.first().copied().unwrap_or(f64::NAN),
        high: ratios.last().copied().unwrap_or(f64::NAN),
        time: middle(&times).unwrap_or_default(),
    }
}

fn timed(work: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn middle<T: Copy>(sorted: &[T]) -> Option<T> {
    sorted.get(sorted.len() / 2).copied()
}

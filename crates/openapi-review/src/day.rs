//! Days, as a policy and a document write them: `2027-03-01`.

use std::{fmt, str::FromStr};

use toml_datetime::{Date, Datetime};

/// A day of the calendar.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Day(Date);

/// What was written is no day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoDay;

impl Day {
    /// The day of a time as TOML writes one.
    pub(crate) fn of(time: &Datetime) -> Option<Self> {
        time.date.map(Self)
    }
}

/// A day, also where a time of it is written.
impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Self, NoDay> {
        let time: Datetime = text.parse().map_err(|_| NoDay)?;
        Self::of(&time).ok_or(NoDay)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for NoDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not a day, such as 2027-03-01")
    }
}

impl std::error::Error for NoDay {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_and_written_alike_and_days_follow_each_other() {
        let day = |text: &str| text.parse::<Day>();
        assert_eq!(day("2027-03-01").unwrap().to_string(), "2027-03-01");
        assert_eq!(day("2027-03-01T10:00:00Z"), day("2027-03-01"));
        assert!(day("2027-03-01").unwrap() < day("2027-11-30").unwrap());
        for text in ["", "soon", "2027-13-01", "2027-02-30", "10:00:00", "2027"] {
            assert_eq!(day(text), Err(NoDay), "{text}");
        }
    }
}

//! Points in time: `date-time` in the document, and the other forms in which the vendor writes them.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::types;

/// A point in time, in UTC: what the document calls a `date-time`.
///
/// It is a [`SystemTime`] that can be read and written, from 1970 to 9999, so it goes into the types of
/// any calendar that a program uses (`chrono`, `jiff` and `time` all take a `SystemTime`).
///
/// It is written as RFC 3339 has it, in UTC. Read is what the service writes: RFC 3339, also with a space
/// in the middle and without a zone, which means UTC then.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use dcs_client::Timestamp;
///
/// let created: Timestamp = "2020-06-17T07:38:42.503Z".parse()?;
/// assert_eq!(created, "2020-06-17 15:38:42.503+08:00".parse()?);
/// assert_eq!(created.to_string(), "2020-06-17T07:38:42.503Z");
/// let age = SystemTime::now().duration_since(created.into())?;
/// assert!(age > Duration::from_secs(3600));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(with = "String"))]
pub struct Timestamp(SystemTime);

/// Why text or a [`SystemTime`] is no [`Timestamp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampError {
    /// The text is not a date with a time.
    Form,
    /// There is no such day or time of day.
    Calendar,
    /// The time is before 1970 or after 9999.
    Range,
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "it is not a time such as 2020-06-17T07:38:42Z",
            Self::Calendar => "there is no such day, or no such time of day",
            Self::Range => "the time is before 1970 or after 9999",
        })
    }
}

impl std::error::Error for TimestampError {}

/// The first second of the year 10000.
const END: Duration = Duration::from_secs(253_402_300_800);
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A date and a time of day: year, month, day, hour, minute, second.
type Civil = [u64; 6];

/// What the calendar says of a time that is a timestamp. `httpdate` knows the calendar; its fixed form is
/// "Sun, 06 Nov 1994 08:49:37 GMT".
fn civil(time: SystemTime) -> Civil {
    let date = httpdate::fmt_http_date(time);
    let mut words = date.split([' ', ',', ':']).filter(|word| !word.is_empty());
    let mut next = || words.next().unwrap_or_default();
    let (_weekday, day, month, year) = (next(), next(), next(), next());
    let (hour, minute, second) = (next(), next(), next());
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == month);
    let number = |text: &str| text.parse().unwrap_or_default();
    [
        number(year),
        month.map_or(0, |(month, _)| month),
        number(day),
        number(hour),
        number(minute),
        number(second),
    ]
}

/// The time, if there is such a day and such a time of day.
fn time(at: Civil) -> Result<SystemTime, TimestampError> {
    let [year, month, day, hour, minute, second] = at;
    if !(1970..=9999).contains(&year) {
        return Err(TimestampError::Range);
    }
    if !(1..=12).contains(&month) {
        return Err(TimestampError::Calendar);
    }
    // Counted from the 1st of March of the year 0, so that a leap day is the last of its year: the first
    // days of the months are then 30.6 days apart, rounded. Behind a cycle of 400 years all days come again.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days_before_1970 = 719_468;
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    let seconds = days
        .checked_sub(1 + days_before_1970)
        .map(|days| 86_400 * days + 3_600 * hour + 60 * minute + second)
        .filter(|seconds| *seconds < END.as_secs())
        .ok_or(TimestampError::Calendar)?;
    let time = UNIX_EPOCH + Duration::from_secs(seconds);
    // The 31st of February has become a day of March, and 24:00 one of the next day.
    if civil(time) == at {
        Ok(time)
    } else {
        Err(TimestampError::Calendar)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: SystemTime) -> Result<Self, TimestampError> {
        match time.duration_since(UNIX_EPOCH) {
            Ok(since) if since < END => Ok(Self(time)),
            _ => Err(TimestampError::Range),
        }
    }
}

impl From<Timestamp> for SystemTime {
    fn from(time: Timestamp) -> Self {
        time.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [year, month, day, hour, minute, second] = civil(self.0);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        let since = self.0.duration_since(UNIX_EPOCH).unwrap_or_default();
        let (nanos, millis) = (since.subsec_nanos(), since.subsec_millis());
        if nanos % 1_000_000 != 0 {
            write!(f, ".{nanos:09}")?;
        } else if millis != 0 {
            write!(f, ".{millis:03}")?;
        }
        f.write_str("Z")
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let mut rest = Rest(text.trim().as_bytes());
        let year = rest.digits(4)?;
        let month = rest.after(b"-", 2)?;
        let day = rest.after(b"-", 2)?;
        let hour = rest.after(b"Tt ", 2)?;
        let minute = rest.after(b":", 2)?;
        let second = rest.after(b":", 2)?;
        let nanos = rest.fraction()?;
        let (is_east, offset) = rest.zone()?;
        let time = time([year, month, day, hour, minute, second])? + Duration::from_nanos(nanos);
        let time = match is_east {
            true => time.checked_sub(offset),
            false => time.checked_add(offset),
        };
        Self::try_from(time.ok_or(TimestampError::Range)?)
    }
}

/// What of the text is yet to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// The next character, if it is one of these.
    fn one_of(&mut self, characters: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        characters.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    /// A number of so many digits.
    fn digits(&mut self, count: usize) -> Result<u64, TimestampError> {
        let (digits, rest) = self.0.split_at_checked(count).ok_or(TimestampError::Form)?;
        let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        let number = str::from_utf8(digits).ok().filter(|_| is_number);
        self.0 = rest;
        number
            .and_then(|digits| digits.parse().ok())
            .ok_or(TimestampError::Form)
    }

    /// A number behind one of these characters.
    fn after(&mut self, characters: &[u8], count: usize) -> Result<u64, TimestampError> {
        self.one_of(characters).ok_or(TimestampError::Form)?;
        self.digits(count)
    }

    /// The nanoseconds; what is finer is dropped.
    fn fraction(&mut self) -> Result<u64, TimestampError> {
        if self.one_of(b".,").is_none() {
            return Ok(0);
        }
        let length = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let kept = length.min(9);
        let number = self.digits(kept)?;
        self.0 = self.0.get(length - kept..).unwrap_or_default();
        let scale = 9_u32.saturating_sub(u32::try_from(kept).unwrap_or(9));
        Ok(number * 10_u64.pow(scale))
    }

    /// How far from UTC the zone is, and whether to the east.
    fn zone(&mut self) -> Result<(bool, Duration), TimestampError> {
        let offset = match self.one_of(b"+-Zz") {
            Some(sign @ (b'+' | b'-')) => {
                let hours = self.digits(2)?;
                let _ = self.one_of(b":");
                let minutes = self.digits(2)?;
                if hours > 23 || minutes > 59 {
                    return Err(TimestampError::Calendar);
                }
                (
                    sign == b'+',
                    Duration::from_secs(60 * (60 * hours + minutes)),
                )
            }
            _ => (true, Duration::ZERO),
        };
        if self.0.is_empty() {
            Ok(offset)
        } else {
            Err(TimestampError::Form)
        }
    }
}

impl TryFrom<&str> for Timestamp {
    type Error = TimestampError;

    fn try_from(text: &str) -> Result<Self, TimestampError> {
        text.parse()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// As the service takes it in a query: `yyyyMMddHHmmss` in UTC. Fractions of a second are dropped.
impl From<Timestamp> for types::QueryTime {
    fn from(time: Timestamp) -> Self {
        let [year, month, day, hour, minute, second] = civil(time.0);
        let text = format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}");
        #[expect(clippy::expect_used, reason = "it is fourteen digits")]
        text.parse().expect("a time is one of the query's")
    }
}

/// The same, from the clock's own type.
impl TryFrom<SystemTime> for types::QueryTime {
    type Error = TimestampError;

    fn try_from(time: SystemTime) -> Result<Self, TimestampError> {
        Timestamp::try_from(time).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_the_service_writes_is_read_and_written_in_one_form() {
        for (text, written) in [
            ("2020-06-17T07:38:42.503Z", "2020-06-17T07:38:42.503Z"),
            ("2022-09-01 11:52:24", "2022-09-01T11:52:24Z"),
            ("2017-03-31t12:24:46.297000z", "2017-03-31T12:24:46.297Z"),
            ("2020-02-29T23:30:00-0045", "2020-03-01T00:15:00Z"),
            ("2020-01-01T00:00:00+08:00", "2019-12-31T16:00:00Z"),
            (
                "1970-01-01T00:00:00,000000001Z",
                "1970-01-01T00:00:00.000000001Z",
            ),
            (
                "2020-01-01T00:00:00.1234567899Z",
                "2020-01-01T00:00:00.123456789Z",
            ),
            (" 9999-12-31T23:59:59Z ", "9999-12-31T23:59:59Z"),
        ] {
            let time: Timestamp = text.parse().unwrap();
            assert_eq!(time.to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_says_why() {
        for (text, error) in [
            ("", TimestampError::Form),
            ("yesterday", TimestampError::Form),
            ("2020-06-17", TimestampError::Form),
            ("2020-6-17T07:38:42Z", TimestampError::Form),
            ("2020-06-17T07:38:42 UTC", TimestampError::Form),
            ("2020-06-17T07:38:42.Z", TimestampError::Form),
            ("2020-06-17T07:38:42+8", TimestampError::Form),
            ("+020-06-17T07:38:42Z", TimestampError::Form),
            ("2021-02-29T07:38:42Z", TimestampError::Calendar),
            ("2020-13-01T07:38:42Z", TimestampError::Calendar),
            ("2020-00-01T07:38:42Z", TimestampError::Calendar),
            ("2020-06-17T24:00:00Z", TimestampError::Calendar),
            ("2020-06-17T07:38:42+24:00", TimestampError::Calendar),
            ("1969-12-31T23:59:59Z", TimestampError::Range),
            ("1970-01-01T00:00:00+00:01", TimestampError::Range),
            ("9999-12-31T23:59:59-00:01", TimestampError::Range),
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_query_has_the_vendors_form() {
        let time: Timestamp = "2020-06-09T16:00:00.999Z".parse().unwrap();
        assert_eq!(types::QueryTime::from(time).to_string(), "20200609160000");
        let before = UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(
            types::QueryTime::try_from(before),
            Err(TimestampError::Range)
        );
    }

    proptest! {
        #[test]
        fn every_time_is_read_as_it_was_written(seconds in 0..END.as_secs(), nanos in 0..1_000_000_000_u32) {
            let time = Timestamp::try_from(UNIX_EPOCH + Duration::new(seconds, nanos)).unwrap();
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }

        #[test]
        fn no_text_makes_reading_fail_in_another_way(text in "[-0-9T:.+Z ]{0,40}|.{0,40}") {
            let _ = text.parse::<Timestamp>();
        }
    }
}

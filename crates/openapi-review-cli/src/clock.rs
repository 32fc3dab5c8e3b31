//! The day on which a review is made.

use std::time::SystemTime;

use openapi_review::Day;

/// The day of a time, in UTC.
pub(crate) fn day(time: SystemTime) -> Option<Day> {
    // `Sun, 06 Nov 1994 08:49:37 GMT`.
    let date = httpdate::fmt_http_date(time);
    let mut words = date.split(' ').skip(1);
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = 1 + MONTHS.iter().position(|name| *name == month)?;
    format!("{year}-{month:02}-{day}").parse().ok()
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_day_begins_at_midnight() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (784_111_777, "1994-11-06"),
            (1_709_164_799, "2024-02-28"),
            (1_709_164_800, "2024-02-29"),
        ] {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            let day = day(time).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(expected));
        }
    }
}

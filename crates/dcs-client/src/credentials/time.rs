//! The times in the answers of the identity and the metadata service.

use std::time::SystemTime;

/// `2020-01-04T09:05:22.701000Z`, with or without the fraction, which is left out.
///
/// The calendar is that of `httpdate`, whose fixed form begins with the day of the week: the one that fits
/// is found by trying.
pub(super) fn utc(text: &str) -> Option<SystemTime> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let time = time.split_once('.').map_or(time, |(seconds, _)| seconds);
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(time, ':')?;
    let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let start = month.checked_sub(1)? as usize * 3;
    let month = months.get(start..start + 3)?;
    let rest = format!("{day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT");
    let mut days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].into_iter();
    days.find_map(|name| httpdate::parse_http_date(&format!("{name}, {rest}")).ok())
}

fn numbers(text: &str, separator: char) -> Option<[u32; 3]> {
    let numbers: Option<Vec<u32>> = text
        .split(separator)
        .map(|part| {
            part.parse()
                .ok()
                .filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))
        })
        .collect();
    numbers?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_time_is_read_with_and_without_its_fraction() {
        let expected = SystemTime::UNIX_EPOCH + Duration::from_secs(1_578_128_722);
        for text in ["2020-01-04T09:05:22.701000Z", "2020-01-04T09:05:22Z"] {
            assert_eq!(utc(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2020-01-04",
            "2020-01-04T09:05:22",
            "2020-00-04T09:05:22Z",
            "2020-13-04T09:05:22Z",
            "2020-01-04T09:05Z",
            "2020-01-04T+9:05:22Z",
            "2020-01-04T25:05:22Z",
            "99999999999-01-04T09:05:22Z",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
    }
}

//! Replacing strings and numbers in JSON, and leaving the rest as it is written.
//!
//! A tree of values would do for most of it, but not for numbers that no `f64` holds, nor for what lies
//! deeper than a reader of any JSON goes.

/// What stands for the name of a member.
const REDACTED: &[u8] = br#""[redacted]""#;

/// The JSON with `value` for each string and number that `is_hidden`, and a string for such names.
pub(super) fn replaced(json: &[u8], is_hidden: impl Fn(&[u8]) -> bool, value: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(json.len());
    let mut rest = json;
    while let Some(first) = rest.first() {
        let (scalar, after) = rest.split_at(scalar_length(*first, rest));
        let is_name = || after.trim_ascii_start().starts_with(b":");
        if scalar.len() > 1 && is_hidden(scalar) {
            replaced.extend_from_slice(if is_name() { REDACTED } else { value });
        } else {
            replaced.extend_from_slice(scalar);
        }
        rest = after;
    }
    replaced
}

/// The length of the string or number that the JSON begins with; of anything else, one byte.
fn scalar_length(first: u8, json: &[u8]) -> usize {
    let end = match first {
        b'"' => {
            let mut is_escaped = true;
            json.iter().position(|byte| {
                let is_end = *byte == b'"' && !is_escaped;
                // The quotation mark in front counts as one that is.
                is_escaped = *byte == b'\\' && !is_escaped;
                is_end
            })
        }
        b'-' | b'0'..=b'9' => json
            .iter()
            .position(|byte| !matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
            .map(|end| end - 1),
        _ => Some(0),
    };
    end.map_or(json.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_numbers_are_replaced_whole_and_the_rest_is_not_touched() {
        let is_hidden = |scalar: &[u8]| scalar.windows(2).any(|two| two == b"77");
        for (json, expected) in [
            (
                r#"{"a": 5771 , "b":[-77.5e+7,76]}"#,
                r#"{"a": null , "b":[null,76]}"#,
            ),
            (
                r#"{"77" : "\"77\\", "c":"\\"}"#,
                r#"{"[redacted]" : null, "c":"\\"}"#,
            ),
            ("1773", "null"),
            (r#""77"#, "null"),
            ("", ""),
        ] {
            let found = replaced(json.as_bytes(), is_hidden, b"null");
            assert_eq!(str::from_utf8(&found), Ok(expected));
        }
    }
}

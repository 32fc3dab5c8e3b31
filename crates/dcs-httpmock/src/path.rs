//! Paths as the client writes them, from a path template.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use regex::Regex;
use serde::Serialize;

/// Everything but what RFC 3986 calls unreserved: what the client leaves as it is in a path.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Matches the paths of the template.
pub(crate) fn any(template: &str) -> Regex {
    compile(template, |_| None)
}

/// Matches the paths of the template in which the parameter `name` has the value `value`.
pub(crate) fn with(template: &str, name: &str, value: &str) -> Regex {
    compile(template, |parameter| {
        (parameter == name).then(|| encoded(value))
    })
}

/// The same of a parameter that is a list, of which each value is encoded by itself.
#[allow(dead_code, reason = "called where the document has a list in a path")]
pub(crate) fn with_list(template: &str, name: &str, value: &impl Serialize) -> Regex {
    let parts: Vec<_> = crate::query::parts(value)
        .iter()
        .map(|part| encoded(part))
        .collect();
    let segment = parts.join(",");
    compile(template, |parameter| {
        (parameter == name).then(|| segment.clone())
    })
}

fn encoded(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

fn compile(template: &str, segment: impl Fn(&str) -> Option<String>) -> Regex {
    let mut pattern = "^".to_owned();
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((parameter, after)) = after.split_once('}') else {
            break;
        };
        pattern.push_str(&regex::escape(literal));
        match segment(parameter) {
            Some(segment) => pattern.push_str(&regex::escape(&segment)),
            None => pattern.push_str("[^/]*"),
        }
        rest = after;
    }
    pattern.push_str(&regex::escape(rest));
    pattern.push('$');
    #[expect(
        clippy::expect_used,
        reason = "all parts but the two fixed ones are escaped"
    )]
    Regex::new(&pattern).expect("an escaped pattern is a pattern")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "/v1.0/{a}/things/{b}";

    #[track_caller]
    fn check(regex: &Regex, path: &str, expected: bool) {
        assert_eq!(regex.is_match(path), expected, "{regex} on {path}");
    }

    #[test]
    fn literals_and_values_match_themselves_and_nothing_else() {
        check(&any(TEMPLATE), "/v1.0/x/things/y", true);
        check(&any(TEMPLATE), "/v1x0/x/things/y", false);
        check(&any(TEMPLATE), "/v1.0/x/y/things/z", false);
        check(&any(TEMPLATE), "/v1.0/x/things/y/z", false);
        let with = with(TEMPLATE, "b", "a.b/c*");
        check(&with, "/v1.0/x/things/a.b%2Fc%2A", true);
        check(&with, "/v1.0/x/things/a.b/c*", false);
        check(&with, "/v1.0/x/things/axb%2Fc%2A", false);
        check(&with, "/v1.0/x/y/things/a.b%2Fc%2A", false);
        let list = with_list(TEMPLATE, "b", &["a", "b,c"]);
        check(&list, "/v1.0/x/things/a,b%2Cc", true);
        check(&list, "/v1.0/x/things/a,b,c", false);
    }
}

//! The second guard: no request leaves for another resource than its operation's template names.
//!
//! One segment above a task stands a whole cache instance, and `DELETE` on that deletes it. The
//! first guard is the pattern of each path parameter, enforced by the generated types. This one
//! does not trust the first. It looks at the URL as the parser has left it, which is what goes on
//! the wire.
//!
//! A value must consist of RFC 3986's unreserved characters (section 2.3), of which no percent sign is
//! one: those mean themselves everywhere. Of anything else, a gateway might make a slash or a dot by
//! decoding it, and one that decodes twice even of `%252F`; so it is refused, although
//! [`encode_path`](crate::encode::encode_path) has escaped it. `a..b` is a value: only a segment that is `.`
//! or `..` as a whole means another place (section 5.2.4), and names of files hold dots.
//!
//! A list stands in one segment, with commas between its values, and each of them must be such a value. What is no
//! list has no comma: it would be escaped, and so refused.
//!
//! Why it suffices: everything else being escaped, a value can bring no `/`, `\`, `?`, `#`, tab or line
//! break into the path (the URL parser drops the last two and reads a backslash as a slash). What is left
//! of the parser's tricks are the values `.` and `..`. The parser removes the segment `.`, and with `..`
//! the one before it too, so each makes the path one or two segments shorter, or, at the end, leaves an
//! empty last segment; no value can make it longer again. A path with the template's number of segments,
//! none of them empty, has therefore lost none, and each segment stands where the template has it. An
//! empty value leaves an empty segment.

use reqwest::Request;

use crate::Operation;
use crate::encode::is_unreserved;
use crate::endpoint::Endpoint;

/// What keeps `request` from being one to `operation` at `endpoint` and nowhere else, if anything
/// does. It repeats no value.
pub(crate) fn misfit(
    operation: &Operation,
    endpoint: &Endpoint,
    request: &Request,
) -> Option<String> {
    let url = request.url();
    if request.method() != operation.method {
        Some(format!("its method is {}", request.method()))
    } else if !endpoint.has_origin_of(url) {
        Some("it leads to another scheme, host or port than the endpoint's".to_owned())
    } else if let Some(path) = url.path().strip_prefix(endpoint.prefix()) {
        path_mismatch(operation.path, path)
    } else {
        Some("its path does not begin with the endpoint's".to_owned())
    }
}

fn path_mismatch(template: &str, path: &str) -> Option<String> {
    if fits(template.as_bytes(), path.as_bytes()) {
        return None;
    }
    let count = |path: &str| path.split('/').count().saturating_sub(1);
    let (wanted, found) = (count(template), count(path));
    if wanted != found {
        return Some(format!(
            "its path has {found} segments instead of {wanted}; an id that is empty, `.` or `..` \
             does that"
        ));
    }
    let mut segments = template.split('/').zip(path.split('/'));
    let differing =
        segments.find(|(pattern, segment)| !fits(pattern.as_bytes(), segment.as_bytes()));
    let (differing, _) = differing.unwrap_or_default();
    Some(if differing.contains('{') {
        format!(
            "the value for `{differing}` is empty, `.` or `..`, or holds something else than \
             letters, digits, `-`, `.`, `_` and `~`, which could be read as another path on the \
             way; correct the value"
        )
    } else {
        format!("it has another segment in the place of `{differing}`")
    })
}

/// Whether `path` is the template with an acceptable value for each parameter.
///
/// Every call is looked at, so each byte is looked at once; but where something of the same segment
/// follows a parameter (`{name}.json`), each end of its value is tried that is possible: `{a}-{b}` fits
/// `1-2-3` in two ways.
fn fits(template: &[u8], path: &[u8]) -> bool {
    let mut pairs = template.iter().zip(path);
    let differing = pairs.position(|(expected, found)| expected != found || *expected == b'{');
    let literal = differing.unwrap_or(template.len().min(path.len()));
    let (Some(template), Some(path)) = (template.get(literal..), path.get(literal..)) else {
        return false;
    };
    match template.first() {
        None => return path.is_empty(),
        Some(b'{') => {}
        Some(_) => return false,
    }
    let Some(end) = template.iter().position(|byte| *byte == b'}') else {
        return false;
    };
    let rest = template.get(end + 1..).unwrap_or_default();
    let is_of_value = |byte: &u8| is_unreserved(*byte) || *byte == b',';
    let reserved = path.iter().position(|byte| !is_of_value(byte));
    let longest = reserved.unwrap_or(path.len());
    let shortest = match rest.first() {
        None | Some(b'/') => longest,
        Some(_) => 1,
    };
    (shortest..=longest)
        .filter_map(|end| path.split_at_checked(end))
        .any(|(value, tail)| is_safe(value) && fits(rest, tail))
}

/// Whether each value of a list, or the only one, is one.
fn is_safe(value: &[u8]) -> bool {
    let mut values = value.split(|byte| *byte == b',');
    values.all(|value| !matches!(value, b"" | b"." | b".."))
}

#[cfg(test)]
mod tests;

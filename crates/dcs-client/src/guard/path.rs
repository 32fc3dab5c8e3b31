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
//! [`encode_path`](crate::encode::encode_path) has escaped it.
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
    let (mut patterns, mut segments) = (segments(template), segments(path));
    let differing = loop {
        match (patterns.next(), segments.next()) {
            (Some(pattern), Some(segment)) if segment_fits(pattern, segment) => {}
            (Some(pattern), Some(_)) => break pattern,
            (None, None) => return None,
            // The path has more segments, or fewer.
            (pattern, _) => break pattern.unwrap_or_default(),
        }
    };
    let count = |path: &str| path.split('/').count().saturating_sub(1);
    let (wanted, found) = (count(template), count(path));
    let is_value = differing.contains(&b'{');
    let differing = String::from_utf8_lossy(differing);
    Some(if wanted == found && is_value {
        format!(
            "the value for `{differing}` is empty, `.` or `..`, or holds something else than \
             letters, digits, `-`, `.`, `_` and `~`, which could be read as another path on the \
             way; correct the value"
        )
    } else if wanted == found {
        format!("it has another segment in the place of `{differing}`")
    } else {
        format!(
            "its path has {found} segments instead of {wanted}; an id that is empty, `.` or `..` \
             does that"
        )
    })
}

/// What stands between the slashes, as bytes: every call is looked at, and searching a text for
/// characters takes several times what this does.
fn segments(path: &str) -> impl Iterator<Item = &[u8]> {
    path.as_bytes().split(|byte| *byte == b'/')
}

/// Whether a segment is the literal, or holds an acceptable value for each parameter.
///
/// Almost always a template's segment is one literal or one parameter. `{name}.json` and the like
/// are legal too.
fn segment_fits(pattern: &[u8], segment: &[u8]) -> bool {
    let Some((literal, rest)) = split_at_byte(pattern, b'{') else {
        return segment == pattern;
    };
    let Some(segment) = segment.strip_prefix(literal) else {
        return false;
    };
    let Some((_name, rest)) = split_at_byte(rest, b'}') else {
        return false;
    };
    if rest.is_empty() {
        return is_value(segment);
    }
    // Each end that the rest of the pattern allows is tried: `{a}-{b}` fits `1-2-3` in two ways.
    // The rest comes first: it is the cheaper of the two.
    (1..=segment.len())
        .filter_map(|end| segment.split_at_checked(end))
        .any(|(value, tail)| segment_fits(rest, tail) && is_value(value))
}

/// What stands before and behind the first such byte.
fn split_at_byte(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|found| *found == byte)?;
    let (before, from) = text.split_at_checked(at)?;
    Some((before, from.get(1..)?))
}

/// Whether this is a value that every server and gateway reads as the same one segment.
///
/// `a..b` is one: only a segment that is `.` or `..` as a whole means another place (RFC 3986,
/// section 5.2.4), and names of files hold dots.
fn is_value(segment: &[u8]) -> bool {
    !matches!(segment, b"" | b"." | b"..") && segment.iter().copied().all(is_unreserved)
}

#[cfg(test)]
mod tests;

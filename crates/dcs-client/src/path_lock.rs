//! The second lock: no request leaves for another resource than its operation's template names.
//!
//! One segment above a task stands a whole cache instance, and `DELETE` on that deletes it. The
//! first lock is the pattern of each path parameter, enforced by the generated types. This one
//! does not trust the first. It looks at the URL as the parser has left it, which is what goes on
//! the wire.
//!
//! Why it suffices together with [`encode_path`]: everything but `A-Z a-z 0-9 - . _ ~` is escaped,
//! so a value can bring no `/`, `\`, `?`, `#`, `%`, tab or line break into the path (the URL parser
//! drops the last two and reads a backslash as a slash). What is left of the parser's tricks are the
//! values `.` and `..`. The parser removes the segment `.`, and with `..` the one before it too, so
//! each makes the path one or two segments shorter, or, at the end, leaves an empty last segment; no
//! value can make it longer again. A path with the template's number of segments, none of them empty,
//! has therefore lost none, and each segment stands where the template has it. An empty value leaves an
//! empty segment.

use percent_encoding::percent_decode_str;
use reqwest::Request;

use crate::Operation;
use crate::encode::{encode_path, is_unreserved};
use crate::endpoint::Endpoint;

/// Checks that `request` goes to `operation` at `endpoint` and nowhere else.
///
/// The error says what is wrong without repeating a value.
pub(crate) fn check(
    operation: &Operation,
    endpoint: &Endpoint,
    request: &Request,
) -> Result<(), String> {
    let url = request.url();
    let mismatch = if request.method() != operation.method {
        Some(format!("its method is {}", request.method()))
    } else if !endpoint.has_origin_of(url) {
        Some("it leads to another scheme, host or port than the endpoint's".to_owned())
    } else if let Some(path) = url.path().strip_prefix(endpoint.prefix()) {
        path_mismatch(operation.path, path)
    } else {
        Some("its path does not begin with the endpoint's".to_owned())
    };
    match mismatch {
        None => Ok(()),
        Some(reason) => Err(format!(
            "{}: the request does not fit `{} {}`: {reason}; nothing was sent",
            operation.operation_id, operation.method, operation.path
        )),
    }
}

fn path_mismatch(template: &str, path: &str) -> Option<String> {
    let (mut patterns, mut segments) = (template.split('/'), path.split('/'));
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
    Some(if wanted == found {
        format!("the segment for `{differing}` does not fit")
    } else {
        format!(
            "its path has {found} segments instead of {wanted}; an id that is empty, `.` or `..` \
             does that"
        )
    })
}

/// Whether a segment is the literal, or holds an acceptable value for each parameter.
///
/// Almost always a template's segment is one literal or one parameter. `{name}.json` and the like
/// are legal too.
fn segment_fits(pattern: &str, segment: &str) -> bool {
    let Some((literal, rest)) = pattern.split_once('{') else {
        return segment == pattern;
    };
    let Some(segment) = segment.strip_prefix(literal) else {
        return false;
    };
    let Some((_name, rest)) = rest.split_once('}') else {
        return false;
    };
    if rest.is_empty() {
        return is_value(segment);
    }
    // Each end that the rest of the pattern allows is tried: `{a}-{b}` fits `1-2-3` in two ways.
    // The rest comes first: it is the cheaper of the two.
    segment
        .char_indices()
        .map(|(start, character)| start + character.len_utf8())
        .filter_map(|end| segment.split_at_checked(end))
        .any(|(value, tail)| segment_fits(rest, tail) && is_value(value))
}

/// Whether this is what [`encode_path`] makes of some text that is not empty, `.` or `..`.
fn is_value(segment: &str) -> bool {
    // Almost every id is written with characters that stand for themselves.
    if !segment.is_empty()
        && segment
            .bytes()
            .all(|byte| is_unreserved(byte) && byte != b'.')
    {
        return true;
    }
    percent_decode_str(segment)
        .decode_utf8()
        .is_ok_and(|value| {
            !matches!(value.as_ref(), "" | "." | "..") && encode_path(&value) == segment
        })
}

#[cfg(test)]
mod tests;

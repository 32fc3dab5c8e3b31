//! Reading a value that is one of several alternatives, of which more than one is an object.
//!
//! An object may have members that an alternative does not know, and so fit one that it is not: of what is read as
//! the first that fits, members of the others would be lost. So those are tried first that lose the fewest members,
//! and of those the ones that name the most; where that is the same, in the order of the document.

use std::cmp::Reverse;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error};
use serde_json::Value;

/// A way to read a value.
pub(crate) struct Alternative<T> {
    /// The members that it names.
    members: &'static [&'static str],
    /// Whether it keeps others as well.
    is_open: bool,
    read: fn(&Value) -> serde_json::Result<T>,
}

#[allow(dead_code, reason = "each is called where a type is such a choice")]
impl<T> Alternative<T> {
    /// An object that knows no other members than these, or a value that is none and knows none.
    pub(crate) const fn closed(
        members: &'static [&'static str],
        read: fn(&Value) -> serde_json::Result<T>,
    ) -> Self {
        Self {
            members,
            is_open: false,
            read,
        }
    }

    /// An object that keeps what it does not name.
    pub(crate) const fn open(
        members: &'static [&'static str],
        read: fn(&Value) -> serde_json::Result<T>,
    ) -> Self {
        Self {
            members,
            is_open: true,
            read,
        }
    }

    /// How many members of `value` it would lose, and how many it names.
    fn rank(&self, value: &Value) -> (usize, Reverse<usize>) {
        let members = value.as_object().into_iter().flatten();
        let all = value.as_object().map_or(0, serde_json::Map::len);
        let named = members.filter(|(name, _)| self.members.contains(&name.as_str()));
        let named = named.count();
        let lost = if self.is_open { 0 } else { all - named };
        (lost, Reverse(named))
    }
}

/// Reads a value of the type `name` as the alternative that suits it best.
///
/// # Errors
///
/// When it is none of them.
#[allow(dead_code, reason = "called where a type is such a choice")]
pub(crate) fn read<'de, D, T>(
    deserializer: D,
    name: &'static str,
    alternatives: &[Alternative<T>],
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    let mut ranked: Vec<_> = alternatives.iter().collect();
    ranked.sort_by_cached_key(|alternative| alternative.rank(&value));
    let mut read = ranked
        .into_iter()
        .map(|alternative| (alternative.read)(&value));
    read.find_map(Result::ok).ok_or_else(|| {
        D::Error::custom(format_args!(
            "data did not match any variant of untagged enum {name}"
        ))
    })
}

/// Reads one alternative.
///
/// # Errors
///
/// When the value is not one.
#[allow(dead_code, reason = "called where a type is such a choice")]
pub(crate) fn one<T: DeserializeOwned>(value: &Value) -> serde_json::Result<T> {
    T::deserialize(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ALTERNATIVES: &[Alternative<&str>] = &[
        Alternative::closed(&["name"], |value| required(value, "name")),
        Alternative::closed(&["name", "size"], |value| required(value, "size")),
        Alternative::open(&["tag"], |value| required(value, "tag")),
    ];

    /// The name of the member, if the value has it.
    fn required(value: &Value, name: &'static str) -> serde_json::Result<&'static str> {
        let missing = || serde_json::Error::custom("missing");
        value.get(name).map(|_| name).ok_or_else(missing)
    }

    #[track_caller]
    fn check(value: Value, expected: Option<&str>) {
        let read = read(value, "Tested", ALTERNATIVES);
        assert_eq!(read.ok(), expected);
    }

    #[test]
    fn the_alternative_that_loses_the_fewest_members_is_tried_first() {
        check(json!({"name": 1}), Some("name"));
        check(json!({"name": 1, "size": 2}), Some("size"));
        check(json!({"name": 1, "size": 2, "more": 3}), Some("size"));
        check(json!({"name": 1, "tag": 2, "more": 3}), Some("tag"));
        check(json!({"name": 1, "more": 3}), Some("name"));
    }

    #[test]
    fn what_fits_no_alternative_is_refused() {
        check(json!({"size_": 1}), None);
        check(json!([]), None);
    }
}

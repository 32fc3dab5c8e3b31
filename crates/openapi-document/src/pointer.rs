//! JSON pointers (RFC 6901): how a place in a document is named.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

use percent_encoding::percent_decode_str;

/// The length that few tokens exceed, in bytes.
const TOKEN: usize = 24;

/// A JSON pointer (RFC 6901), such as `/paths/~1tasks/get`. The empty pointer is the document.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer to the member `token` below this one; `token` is escaped as needed.
    pub fn child(&self, token: impl fmt::Display) -> Self {
        let from = self.0.len() + 1;
        let mut pointer = String::with_capacity(from + TOKEN);
        pointer.push_str(&self.0);
        pointer.push('/');
        // Writing to a string does not fail.
        let _ = write!(pointer, "{token}");
        let token = pointer.get(from..).unwrap_or_default();
        // Few tokens need it, and pointers are made by the thousand.
        if token.contains(['~', '/']) {
            let token = token.replace('~', "~0").replace('/', "~1");
            pointer.truncate(from);
            pointer.push_str(&token);
        }
        Self(pointer)
    }

    /// The pointer one level up, or `None` for the document itself.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(parent.to_owned()))
    }

    /// The unescaped tokens, outermost first.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        tokens(&self.0)
    }

    /// The unescaped tokens that lead from `above` to this one, when this is `above` or stands below it.
    pub fn below(&self, above: &Self) -> Option<impl Iterator<Item = Cow<'_, str>>> {
        let rest = self.0.strip_prefix(&above.0)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| tokens(rest))
    }

    /// The last unescaped token, or `None` for the document itself.
    pub fn last(&self) -> Option<String> {
        let (_, last) = self.0.rsplit_once('/')?;
        Some(unescaped(last).into_owned())
    }

    /// The pointer that a local reference such as `#/components/schemas/TaskId` names, or `None`
    /// when the reference is not local. The fragment is percent-decoded (RFC 6901, section 6).
    pub fn from_local_reference(reference: &str) -> Option<Self> {
        let fragment = reference.strip_prefix('#')?;
        let decoded = percent_decode_str(fragment).decode_utf8().ok()?;
        (decoded.is_empty() || decoded.starts_with('/')).then(|| Self(decoded.into_owned()))
    }

    /// The text of the pointer.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn tokens(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split('/').skip(1).map(unescaped)
}

fn unescaped(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_survive_escaping() {
        let pointer = Pointer::root().child("paths").child("/a~b/{c}");
        assert_eq!(pointer.as_str(), "/paths/~1a~0b~1{c}");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b/{c}"]);
        assert_eq!(pointer.parent(), Some(Pointer::root().child("paths")));
    }

    #[test]
    fn only_what_is_below_is_reached_from_above() {
        let above = Pointer::root().child("paths").child("/a");
        let below = |pointer: &Pointer| -> Option<Vec<String>> {
            Some(pointer.below(&above)?.map(Cow::into_owned).collect())
        };
        assert_eq!(below(&above), Some(vec![]));
        assert_eq!(below(&above.child("b/c")), Some(vec!["b/c".to_owned()]));
        assert_eq!(below(&Pointer::root().child("paths").child("/ab")), None);
        assert_eq!(below(&Pointer::root()), None);
    }

    #[test]
    fn local_references_are_percent_decoded() {
        let cases = [
            ("#/components/schemas/A", Some("/components/schemas/A")),
            ("#/paths/~1a~1%7Bb%7D", Some("/paths/~1a~1{b}")),
            ("#", Some("")),
            ("#anchor", None),
            ("other.yaml#/A", None),
            ("https://example.com/a.yaml", None),
        ];
        for (reference, expected) in cases {
            let pointer = Pointer::from_local_reference(reference);
            assert_eq!(
                pointer.as_ref().map(Pointer::as_str),
                expected,
                "{reference}"
            );
        }
    }
}

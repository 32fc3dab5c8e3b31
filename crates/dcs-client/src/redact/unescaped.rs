//! A text with its escapes undone, layer by layer, that knows where each character came from.

use std::ops::Range;

/// The longest escape that HTML has for a character that credentials hold, `&equals;`, in bytes.
const LONGEST_ENTITY: usize = 8;

/// HTML's names of the characters that credentials are made of, and of `&`, which begins the others.
const NAMED: &[(&[u8], u8)] = &[
    (b"amp", b'&'),
    (b"bsol", b'\\'),
    (b"equals", b'='),
    (b"lowbar", b'_'),
    (b"percnt", b'%'),
    (b"period", b'.'),
    (b"plus", b'+'),
    (b"sol", b'/'),
];

/// Stands for a character that is not ASCII and so in no credentials.
const OTHER: u8 = 0x7f;

/// Whether a text may hold escapes.
pub(super) fn may_hold_escapes(text: &[u8]) -> bool {
    text.iter().any(|byte| b"\\%&".contains(byte))
}

/// A text without its escapes.
///
/// What an escape stands for may be a part of the next one, as the `%` of `%252F` or the `&` of
/// `&amp;#47;` is; and a backslash that is left alone in front of a character counts for nothing, as
/// there may be any number of them in JSON that stands in JSON. So this is not what one reader would make
/// of the text, but what is left when nobody finds anything to undo any more.
///
/// Each byte is taken once. An escape that is complete is replaced at once, by one byte in place of two
/// or more, so the work is in proportion to the text.
#[derive(Default)]
pub(super) struct Unescaped {
    bytes: Vec<u8>,
    /// Where in the text each byte, or the escape it was made of, begins. It ends where the next begins.
    starts: Vec<usize>,
    /// The length of the text.
    end: usize,
}

impl Unescaped {
    pub(super) fn of(text: &[u8]) -> Self {
        let mut unescaped = Self {
            end: text.len(),
            ..Self::default()
        };
        for (start, byte) in text.iter().enumerate() {
            unescaped.push(*byte, start);
        }
        if let Some((length, byte)) = open_number(&unescaped.bytes, None) {
            unescaped.replace_end(length, byte);
        }
        // It waits for a character to belong to, and counts for nothing.
        if unescaped.bytes.last() == Some(&b'\\') {
            unescaped.bytes.pop();
            unescaped.end = unescaped.starts.pop().unwrap_or_default();
        }
        unescaped
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where in the text these bytes stand.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = |at: usize| self.starts.get(at).copied().unwrap_or(self.end);
        start(range.start)..start(range.end)
    }

    fn push(&mut self, byte: u8, start: usize) {
        self.bytes.push(byte);
        self.starts.push(start);
        loop {
            if let Some((length, byte)) = escape_at_end(&self.bytes) {
                self.replace_end(length, byte);
            } else if let Some((last, before)) = self.bytes.split_last()
                && let Some((length, byte)) = open_number(before, Some(*last))
            {
                let last = *last;
                let start = self.starts.pop().unwrap_or_default();
                self.bytes.pop();
                self.replace_end(length, byte);
                self.bytes.push(last);
                self.starts.push(start);
            } else {
                return;
            }
        }
    }

    /// Puts `byte` in place of the last `length` bytes, where those begin.
    fn replace_end(&mut self, length: usize, byte: u8) {
        let kept = self.bytes.len().saturating_sub(length);
        self.bytes.truncate(kept);
        self.bytes.push(byte);
        self.starts.truncate(kept + 1);
    }
}

/// The length of the escape that the bytes end with, and what to put in its place.
fn escape_at_end(bytes: &[u8]) -> Option<(usize, u8)> {
    match bytes {
        [.., b'\\', b'u', a, b, c, d] => Some((6, character(&[*a, *b, *c, *d], 16)?)),
        [.., b'\\', b'x', high, low] => Some((4, character(&[*high, *low], 16)?)),
        // Its digits follow.
        [.., b'\\', b'u' | b'x'] => None,
        [.., b'\\', escaped] => Some((2, *escaped)),
        [.., b'%', high, low] => Some((3, character(&[*high, *low], 16)?)),
        // Zeros in front say nothing, and there may be any number of them.
        [.., b'&', b'#', b'0'] => Some((1 + 1, b'#')),
        [.., b'&', b'#', sign @ (b'x' | b'X'), b'0'] => Some((1 + 1, *sign)),
        [before @ .., b';'] => {
            let (length, inner) = entity(before)?;
            let named = || {
                let found = |(name, _): &&(&[u8], u8)| inner.eq_ignore_ascii_case(name);
                NAMED.iter().find(found).map(|(_, byte)| *byte)
            };
            let byte = named().or_else(|| character_of(inner).map(|(byte, _)| byte))?;
            Some((length + 1, byte))
        }
        _ => None,
    }
}

/// The same for a number that HTML takes without its semicolon, once `next` cannot be a part of it. What
/// may begin an escape might still become one.
fn open_number(bytes: &[u8], next: Option<u8>) -> Option<(usize, u8)> {
    let (length, inner) = entity(bytes)?;
    let (byte, radix) = character_of(inner)?;
    let is_over = next.is_none_or(|next| {
        !matches!(next, b';' | b'%' | b'\\') && !char::from(next).is_digit(radix)
    });
    is_over.then_some((length, byte))
}

/// The length of what may be an entity at the end, from its `&`, and what follows that sign.
fn entity(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let tail = bytes.get(bytes.len().saturating_sub(LONGEST_ENTITY)..)?;
    let start = tail.iter().rposition(|byte| *byte == b'&')?;
    Some((tail.len() - start, tail.get(start + 1..)?))
}

/// The character that `#47` or `#x2F` stands for, and the radix of its digits.
fn character_of(inner: &[u8]) -> Option<(u8, u32)> {
    match inner {
        [b'#', b'x' | b'X', digits @ ..] => Some((character(digits, 16)?, 16)),
        [b'#', digits @ ..] => Some((character(digits, 10)?, 10)),
        _ => None,
    }
}

fn character(digits: &[u8], radix: u32) -> Option<u8> {
    // A sign would be read as a part of the number.
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let number = u32::from_str_radix(str::from_utf8(digits).ok()?, radix).ok()?;
    Some(
        u8::try_from(number)
            .ok()
            .filter(u8::is_ascii)
            .unwrap_or(OTHER),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let unescaped = Unescaped::of(text.as_bytes());
        assert_eq!(str::from_utf8(unescaped.bytes()), Ok(expected), "{text}");
        let all = 0..unescaped.bytes().len();
        assert!(unescaped.source(&all).end <= text.len(), "{text}");
    }

    #[test]
    fn escapes_are_undone_in_any_order_and_any_number_of_layers() {
        for text in [
            "/",
            r"\/",
            r"\\\/",
            r"\\\\/",
            r"\u002f",
            r"\\\\u002F",
            r"\x2f",
            r"\u005cu002f",
            "%2F",
            "%252F",
            "%25252f",
            "%5C%2F",
            "%5Cu002f",
            "&#47;",
            "&#0047;",
            "&#x2f;",
            "&#X0002F;",
            "&sol;",
            "&SOL;",
            "&amp;#47;",
            "&amp;amp;sol;",
            "&#38;#47;",
            r"\u0026#47;",
            "%26%2347%3B",
            "%26amp%3B%2347%3B",
            r"\\u0025\u0032F",
        ] {
            check(&format!("a{text}b"), "a/b");
        }
        check("a&#47&#47.&#x2fz&#47%2f&#47", "a//./z///");
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in [
            "", "%", "%2", "%zz", "&", "&#", "&#;", "&nosuch;", "&#x;", "&#+7;", "é",
        ] {
            check(text, text);
        }
        check(r"\", "");
        check(r"a\\", "a");
        check(r"\u00", r"\u00");
        check("\\u4e2d", "\u{7f}");
    }
}

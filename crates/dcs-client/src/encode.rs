//! Percent-encoding of one path segment.

use std::fmt::{self, Display, Formatter, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters (section 2.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Whether each byte is an unreserved character: each call looks at each byte of its ids twice.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler evaluates it, and refuses what is out of bounds"
)]
const UNRESERVED: [bool; 256] = {
    let mut set = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        set[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    set
};

/// Whether a byte stands for itself in a path segment, and the URL parser leaves it so.
pub(crate) fn is_unreserved(byte: u8) -> bool {
    UNRESERVED.get(usize::from(byte)) == Some(&true)
}

/// Shows `value` with every byte escaped that is not an unreserved character (`A-Z a-z 0-9 - . _ ~`).
///
/// The generated code calls it for each path parameter. progenitor's own function leaves `\` as
/// it is, which the URL parser reads as `/`.
pub(crate) fn encode_path<T: Display + ?Sized>(value: &T) -> impl Display {
    Encoded(value)
}

struct Encoded<'a, T: ?Sized>(&'a T);

impl<T: Display + ?Sized> Display for Encoded<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(Escaping(f), "{}", self.0)
    }
}

/// Escapes on the way what is written.
struct Escaping<'a, 'b>(&'a mut Formatter<'b>);

impl Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Almost every id is written with characters that stand for themselves.
        if text.bytes().all(is_unreserved) {
            return self.0.write_str(text);
        }
        utf8_percent_encode(text, ESCAPED).try_for_each(|part| self.0.write_str(part))
    }
}

/// The same for bytes that need not be UTF-8.
pub(crate) fn encode_bytes(bytes: &[u8]) -> String {
    percent_encode(bytes, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        for byte in 0..=255_u8 {
            let text = char::from(byte).to_string();
            let stays = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            assert_eq!(encode_path(&text).to_string() == text, stays, "{text:?}");
            assert_eq!(is_unreserved(byte), stays, "{text:?}");
        }
        assert_eq!(encode_path(r"..\é").to_string(), "..%5C%C3%A9");
    }
}

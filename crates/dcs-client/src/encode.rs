//! Percent-encoding of one path segment.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters (section 2.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The unreserved characters, a bit for each of ASCII: each call looks at each byte of its ids twice.
const UNRESERVED: u128 = {
    let mut set = 0;
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            set |= 1 << byte;
        }
        byte += 1;
    }
    set
};

/// Whether a byte stands for itself in a path segment, and the URL parser leaves it so.
pub(crate) fn is_unreserved(byte: u8) -> bool {
    byte < 128 && UNRESERVED >> byte & 1 == 1
}

/// Escapes every byte of `text` that is not an unreserved character (`A-Z a-z 0-9 - . _ ~`).
///
/// The generated code calls it for each path parameter. progenitor's own function leaves `\` as
/// it is, which the URL parser reads as `/`.
pub(crate) fn encode_path(text: &str) -> Cow<'_, str> {
    // Almost every id is written with characters that stand for themselves.
    if text.bytes().all(is_unreserved) {
        return Cow::Borrowed(text);
    }
    utf8_percent_encode(text, ESCAPED).into()
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
            assert_eq!(encode_path(&text) == text, stays, "{text:?}");
            assert_eq!(is_unreserved(byte), stays, "{text:?}");
        }
        assert_eq!(encode_path(r"..\é"), "..%5C%C3%A9");
    }
}

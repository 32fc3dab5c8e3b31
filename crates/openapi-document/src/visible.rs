//! Text from a document, with everything shown that would hide itself or steer what reads it.
//!
//! A name may hold an escape sequence of a terminal, a mark that turns the direction of the line, or
//! tag characters that only a machine reads. Every form of output shows such a character as Rust
//! writes it, `\u{202e}`, and this module alone says which characters these are.

use std::{borrow::Cow, fmt::Write as _};

use serde::Serialize;
use unicode_general_category::{GeneralCategory, get_general_category};

/// `text` on one line: whatever is not seen, line breaks and tabs among it, is shown escaped.
///
/// ```
/// use openapi_document::visible;
///
/// assert_eq!(visible("a\u{200b}b\nc"), r"a\u{200b}b\nc");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_unseen)
}

/// `text` on as many lines as it has: line breaks and tabs stay, and everything else that is not
/// seen is shown escaped.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| !matches!(c, '\n' | '\t') && is_unseen(c))
}

/// Whether nobody sees `c`, or it steers what is around it.
///
/// By its general category (Unicode Standard, section 4.5): a control or format character, a
/// separator of lines or paragraphs, or a character of private use or none. And what has no shape in
/// spite of its category: the rest of `Default_Ignorable_Code_Point` (Unicode Standard Annex 44), such
/// as fillers and variation selectors, and the blank pattern of Braille.
pub fn is_unseen(c: char) -> bool {
    if matches!(c, ' '..='~') {
        return false;
    }
    let without_shape = matches!(
        c,
        '\u{34f}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{e0000}'..='\u{e0fff}'
    );
    without_shape
        || matches!(
            get_general_category(c),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
                | GeneralCategory::PrivateUse
                | GeneralCategory::Unassigned
        )
}

fn escaped(text: &str, is_shown_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_shown_escaped) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match is_shown_escaped(c) {
            true => line.extend(c.escape_default()),
            false => line.push(c),
        }
    }
    Cow::Owned(line)
}

/// `value` as JSON on several lines, with a line break at the end. What is not seen stands there as
/// JSON's own escape, so that a program reads the same value and a terminal is shown text.
///
/// # Errors
///
/// Those of serializing `value`.
pub fn visible_json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string_pretty(value)?;
    let mut visible = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        // Outside of strings, the line break is the only character of JSON that is not seen.
        if c == '\n' || !is_unseen(c) {
            visible.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(visible, "\\u{unit:04x}");
        }
    }
    visible.push('\n');
    Ok(visible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_shown_escaped() {
        for (text, expected) in [
            ("plain, 平文, é, \u{a0}, 🔴", None),
            ("\u{1b}[31m", Some(r"\u{1b}[31m")),
            ("\r\n\t\u{7f}\u{85}", Some(r"\r\n\t\u{7f}\u{85}")),
            ("\u{ad}\u{34f}\u{61c}", Some(r"\u{ad}\u{34f}\u{61c}")),
            (
                "\u{115f}\u{3164}\u{ffa0}\u{2800}",
                Some(r"\u{115f}\u{3164}\u{ffa0}\u{2800}"),
            ),
            (
                "\u{200b}\u{200d}\u{200e}\u{200f}",
                Some(r"\u{200b}\u{200d}\u{200e}\u{200f}"),
            ),
            (
                "\u{2028}\u{2029}\u{202e}\u{2066}",
                Some(r"\u{2028}\u{2029}\u{202e}\u{2066}"),
            ),
            (
                "\u{180e}\u{2060}\u{feff}\u{fe0f}",
                Some(r"\u{180e}\u{2060}\u{feff}\u{fe0f}"),
            ),
            (
                "\u{fff9}\u{fffb}\u{1d173}",
                Some(r"\u{fff9}\u{fffb}\u{1d173}"),
            ),
            (
                "\u{e0001}\u{e0041}\u{e007f}\u{e0100}",
                Some(r"\u{e0001}\u{e0041}\u{e007f}\u{e0100}"),
            ),
            ("\u{e000}\u{10ffff}", Some(r"\u{e000}\u{10ffff}")),
        ] {
            assert_eq!(visible(text), expected.unwrap_or(text));
        }
        assert_eq!(visible_lines("a\n\tb\r\u{2028}"), "a\n\tb\\r\\u{2028}");
    }

    #[test]
    fn what_the_standard_library_calls_control_is_not_seen() {
        let control = ('\0'..=char::MAX).filter(|c| c.is_control());
        assert!(control.clone().all(is_unseen));
        assert_eq!(control.count(), 65);
    }

    #[test]
    fn json_with_hidden_characters_is_the_same_value_and_seen() {
        let hidden = serde_json::json!({"a\u{202e}": ["\u{e0041}\u{2028}\u{7f}\n\"", "平"]});
        let json = visible_json(&hidden).unwrap();
        assert_eq!(
            json,
            "{\n  \"a\\u202e\": [\n    \"\\udb40\\udc41\\u2028\\u007f\\n\\\"\",\n    \"平\"\n  ]\n}\n"
        );
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read, hidden);
    }
}

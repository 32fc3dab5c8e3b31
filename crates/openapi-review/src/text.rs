//! Sentences about a document whose quoted parts are known to be quoted.
//!
//! What comes from a document is untrusted: a name may hold a line break, an escape sequence of
//! a terminal, or Markdown. A [`Text`] keeps it apart from our own words, so that each form of
//! output can make it inert in its own way, and neutralises here what is harmful in all of them.

use std::fmt::{self, Write as _};

use openapi_document::{Node, Value, visible};

/// The longest quotation, in characters.
const MAX_QUOTE: usize = 120;
/// How many characters of a value are written before the writing stops.
const MAX_VALUE: usize = 4 * MAX_QUOTE;

/// A sentence of our own words and of quotations from a document.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Text(Vec<Piece>);

/// A part of a [`Text`].
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Piece {
    /// Our own words.
    Words(String),
    /// A quotation: one line, without control characters, of bounded length.
    Quote(String),
}

impl Text {
    /// A text that begins with our own words.
    pub fn words(words: impl Into<String>) -> Self {
        Self(vec![Piece::Words(words.into())])
    }

    /// A text that begins with a quotation.
    pub(super) fn quote(text: &str) -> Self {
        Self(vec![Piece::Quote(inert(text))])
    }

    /// The text, followed by our own words.
    pub fn and(mut self, words: impl Into<String>) -> Self {
        self.0.push(Piece::Words(words.into()));
        self
    }

    /// The text, followed by a quotation.
    pub fn quoting(mut self, text: &str) -> Self {
        self.0.push(Piece::Quote(inert(text)));
        self
    }

    /// The text, followed by a value of a document.
    pub(super) fn value(self, node: &Node) -> Self {
        let text = json(node);
        self.quoting(&text)
    }

    /// The text, followed by another.
    pub(super) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The text without the words that it begins with, when it begins with them.
    pub(super) fn without_start(&self, start: &str) -> Option<Self> {
        let (Piece::Words(first), rest) = self.0.split_first()? else {
            return None;
        };
        let first = Piece::Words(first.strip_prefix(start)?.to_owned());
        Some(Self([std::slice::from_ref(&first), rest].concat()))
    }

    /// The parts, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.0.iter()
    }
}

/// The text on one line, quotations in backticks.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().try_for_each(|piece| match piece {
            Piece::Words(words) => f.write_str(words),
            Piece::Quote(text) => write!(f, "`{text}`"),
        })
    }
}

/// One line of bounded length without anything that a terminal obeys or that hides itself.
pub(super) fn inert(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTE) {
        Some((end, _)) => visible(text.get(..end).unwrap_or_default()).into_owned() + "…",
        None => visible(text).into_owned(),
    }
}

/// A value as compact JSON; a string without its quotes. It is cut when it is too long to show.
pub(super) fn json(node: &Node) -> String {
    let mut text = String::new();
    match &node.value {
        Value::String(value) => text.push_str(value),
        _ => write_json(node, &mut text),
    }
    text
}

fn write_json(node: &Node, text: &mut String) {
    if text.len() > MAX_VALUE {
        return;
    }
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(value) => {
            // Writing to a string cannot fail.
            let _ = write!(text, "{value}");
        }
        Value::String(value) => {
            let value: String = value.chars().take(MAX_VALUE).collect();
            text.push_str(&serde_json::Value::String(value).to_string());
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate().take(MAX_VALUE) {
                separate(index, text);
                write_json(item, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (index, (key, member)) in members.iter().enumerate().take(MAX_VALUE) {
                separate(index, text);
                let key: String = key.chars().take(MAX_VALUE).collect();
                text.push_str(&serde_json::Value::String(key).to_string());
                text.push_str(": ");
                write_json(&member.node, text);
            }
            text.push('}');
        }
    }
}

fn separate(index: usize, text: &mut String) {
    if index > 0 {
        text.push_str(", ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_one_visible_line_of_bounded_length() {
        let untrusted = "a\r\n\u{1b}[31m\u{202e}b\u{200b}\u{3164}\u{fe0f}";
        assert_eq!(
            Text::quote(untrusted).to_string(),
            r"`a\r\n\u{1b}[31m\u{202e}b\u{200b}\u{3164}\u{fe0f}`"
        );
        let long = "x".repeat(10 * MAX_QUOTE);
        assert_eq!(inert(&long).chars().count(), MAX_QUOTE + 1);
    }
}

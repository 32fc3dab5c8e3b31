//! Small pieces of the text of messages.

use std::borrow::Cow;

/// The words in code marks, separated by commas.
pub fn list<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<_> = words
        .iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect();
    quoted.join(", ")
}

/// `text`, cut to what fits into a message.
pub fn excerpt(text: &str) -> String {
    one_line(text, 120)
}

/// `text` on one line, cut to at most `max` characters: a message is one line.
pub fn one_line(text: &str, max: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&text, max).into_owned()
}

/// The first `max` characters of `text`, and a sign that there are more.
pub fn cut(text: &str, max: usize) -> Cow<'_, str> {
    match text.char_indices().nth(max) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

//! Text from outside, made fit for a terminal, and JSON as text for people.

use std::fmt::Write as _;

pub(crate) use dcs_client::text::shown_value as shown;
use dcs_client::text::{self, misleads};
use serde_json::Value;

/// JSON with what a terminal acts on or hides escaped: outside of its strings JSON has no such character, and
/// in them the escape means the same.
pub(crate) fn json_printable(json: &str) -> String {
    let mut printable = String::new();
    for c in json.chars() {
        if misleads(c) {
            // JSON writes what is beyond U+FFFF as two escapes.
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(printable, "\\u{unit:04x}");
            }
        } else {
            printable.push(c);
        }
    }
    printable
}

/// The text with what a terminal acts on or hides escaped.
pub(crate) fn printable(text: &str) -> String {
    text::printable(text.chars()).collect()
}

/// Several lines with styles, such as clap's, with what a terminal acts on or hides escaped, but for the styles
/// and the ends of the lines: clap repeats an argument that it does not know as it is.
pub(crate) fn styled_printable(text: &str) -> String {
    let mut printable = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = style(rest).unwrap_or(c.len_utf8());
        let (first, after) = rest.split_at(length);
        if first.len() > 1 && first.starts_with('\u{1b}') || c == '\n' || !misleads(c) {
            printable.push_str(first);
        } else {
            printable.extend(c.escape_debug());
        }
        rest = after;
    }
    printable
}

/// The length of the style at the start of the text: `ESC [ 1 ; 31 m`.
fn style(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix("\u{1b}[")?;
    let end = numbers.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let is_style = numbers.get(end..)?.starts_with('m');
    is_style.then_some(text.len() - numbers.len() + end + 1)
}

/// The value for people: one line a member, indented by depth; nothing for `null`.
pub(crate) fn people(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Null => {}
        Value::Object(_) | Value::Array(_) => members(value, 0, &mut text),
        scalar => {
            let _ = writeln!(text, "{}", self::scalar(scalar));
        }
    }
    text
}

fn members(value: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    let mut member = |label: String, value: &Value| match value {
        Value::Object(parts) if !parts.is_empty() => {
            let _ = writeln!(text, "{indent}{label}");
            members(value, depth + 1, text);
        }
        Value::Array(parts) if !parts.is_empty() => {
            let _ = writeln!(text, "{indent}{label}");
            members(value, depth + 1, text);
        }
        scalar => {
            let _ = writeln!(text, "{indent}{label} {}", self::scalar(scalar));
        }
    };
    match value {
        Value::Object(parts) => {
            for (name, value) in parts {
                member(format!("{}:", printable(name)), value);
            }
        }
        Value::Array(parts) => {
            for value in parts {
                member("-".to_owned(), value);
            }
        }
        _ => {}
    }
}

/// A string without quotes unless it is empty; everything else as JSON.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => printable(text),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_the_same_value_without_what_a_terminal_acts_on() {
        let value = serde_json::json!({"a": "\u{7f}\u{9b}31m\u{85}\u{2028}\u{202e}\u{200b}\u{e0041}é\u{1f600}"});
        let line = json_printable(&value.to_string());
        assert_eq!(
            line,
            "{\"a\":\"\\u007f\\u009b31m\\u0085\\u2028\\u202e\\u200b\\udb40\\udc41é\u{1f600}\"}"
        );
        let read: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read, value);
    }

    #[test]
    fn only_styles_and_ends_of_lines_are_left_to_the_terminal() {
        let clap = "\u{1b}[1m\u{1b}[31merror:\u{1b}[0m unexpected '";
        assert_eq!(
            styled_printable(&format!(
                "{clap}\u{1b}[2J\u{1b}]0;t\u{7}\u{9b}é\u{202e}\u{e0041}'\n\u{1b}"
            )),
            format!(
                "{clap}\\u{{1b}}[2J\\u{{1b}}]0;t\\u{{7}}\\u{{9b}}é\\u{{202e}}\\u{{e0041}}'\n\\u{{1b}}"
            )
        );
    }

    #[test]
    fn people_read_members_line_by_line() {
        let value = serde_json::json!({
            "message": "", "tasks": [{"id": "t\u{1b}[31m", "tags": []}, 3], "none": null,
        });
        assert_eq!(
            people(&value),
            "message: \"\"\nnone: null\ntasks:\n  -\n    id: t\\u{1b}[31m\n    tags: []\n  - 3\n"
        );
        assert_eq!(people(&Value::Null), "");
        assert_eq!(people(&serde_json::json!([])), "");
    }
}

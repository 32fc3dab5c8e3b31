//! Making text from outside fit for one line of a message.

/// Longest piece of a rejected value that a message shows, in characters.
const SHOWN_VALUE: usize = 40;

/// Longest piece of a server's text that a message shows, in characters.
const SHOWN_LINE: usize = 300;

/// The value in quotes, its control characters escaped, cut to 40 characters.
pub(crate) fn shown_value(value: &str) -> String {
    let (start, cut) = first_characters(value, SHOWN_VALUE);
    let ellipsis = if cut { "…" } else { "" };
    format!("\"{}{ellipsis}\"", start.escape_debug())
}

/// The text on one line: runs of white space become one space, control characters are escaped,
/// and what is beyond 300 characters is cut.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        for character in word.chars() {
            if is_unfit(character) {
                line.extend(character.escape_unicode());
            } else {
                line.push(character);
            }
        }
        if line.len() > 4 * SHOWN_LINE {
            break;
        }
    }
    let (start, cut) = first_characters(&line, SHOWN_LINE);
    if cut { format!("{start}…") } else { line }
}

/// Control characters, and the marks that turn the reading direction around in a terminal.
fn is_unfit(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first `count` characters, and whether there are more.
fn first_characters(text: &str, count: usize) -> (&str, bool) {
    text.char_indices()
        .nth(count)
        .and_then(|(end, _)| text.get(..end))
        .map_or((text, false), |start| (start, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_quoted_escaped_and_cut() {
        assert_eq!(shown_value("../x\n"), r#""../x\n""#);
        assert_eq!(
            shown_value(&"é".repeat(41)),
            format!("\"{}…\"", "é".repeat(40))
        );
    }

    #[test]
    fn a_line_has_no_control_characters_and_an_end() {
        assert_eq!(
            one_line("<html>\r\n  <b>\u{1b}[31m\u{202e}"),
            r"<html> <b>\u{1b}[31m\u{202e}"
        );
        assert_eq!(one_line(&"a".repeat(1000)).chars().count(), 301);
    }
}

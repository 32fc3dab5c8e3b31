//! Making text from outside fit for one line of a message.

/// Longest piece of a rejected value that a message shows, in characters.
const SHOWN_VALUE: usize = 40;

/// Longest piece of a server's or a provider's text that a message shows, in characters.
const SHOWN_LINE: usize = 300;

/// Longest sentence of ours, with what it quotes, in characters.
const SHOWN_SENTENCE: usize = 600;

/// The value in quotes, its control characters escaped, cut to 40 characters.
pub(crate) fn shown_value(value: &str) -> String {
    let (start, cut) = first_characters(value, SHOWN_VALUE);
    let ellipsis = if cut { "…" } else { "" };
    format!("\"{}{ellipsis}\"", start.escape_debug())
}

/// The text on one line: runs of white space become one space, control characters are escaped,
/// and what is beyond 300 characters is cut.
pub(crate) fn one_line(text: &str) -> String {
    line(text, SHOWN_LINE)
}

/// The same for a sentence of ours that quotes such texts: cut at 600 characters.
pub(crate) fn sentence(text: &str) -> String {
    line(text, SHOWN_SENTENCE)
}

fn line(text: &str, longest: usize) -> String {
    let words = text.split_whitespace().enumerate();
    let characters = words.flat_map(|(index, word)| {
        let space = (index > 0).then_some(' ');
        space.into_iter().chain(word.chars())
    });
    let mut shown = characters.flat_map(|character| {
        let escape = is_unfit(character).then(|| character.escape_unicode());
        let plain = escape.is_none().then_some(character);
        escape.into_iter().flatten().chain(plain)
    });
    let mut line: String = shown.by_ref().take(longest).collect();
    if shown.next().is_some() {
        line.push('…');
    }
    line
}

/// At most this many bytes of the text, without half a character at the end.
pub(crate) fn start_of(text: &str, bytes: usize) -> &str {
    (0..=bytes)
        .rev()
        .find_map(|end| text.get(..end))
        .filter(|_| text.len() > bytes)
        .unwrap_or(text)
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
        assert_eq!(one_line(&"a ".repeat(150)).chars().count(), 299);
        assert_eq!(sentence(&"a ".repeat(1000)).chars().count(), 601);
    }

    #[test]
    fn a_start_ends_between_characters() {
        assert_eq!(start_of("éé", 3), "é");
        assert_eq!(start_of("éé", 4), "éé");
        assert_eq!(start_of("é", 99), "é");
        assert_eq!(start_of("é", 1), "");
    }
}

//! Making text from outside fit for one line of a message.
//!
//! The command `dcs` shows the same texts and uses some of this, which is no part of the crate's interface.

use unicode_general_category::{GeneralCategory, get_general_category};

/// Longest piece of a rejected value that a message shows, in characters.
const SHOWN_VALUE: usize = 40;

/// Longest piece of a server's or a provider's text that a message shows, in characters.
const SHOWN_LINE: usize = 300;

/// Longest sentence of ours, with what it quotes, in characters.
const SHOWN_SENTENCE: usize = 600;

/// The value in quotes, as Rust writes it and with what [misleads] escaped, cut to 40 characters.
pub fn shown_value(value: &str) -> String {
    let (start, cut) = first_characters(value, SHOWN_VALUE);
    let start: String = printable(start.escape_debug()).collect();
    let ellipsis = if cut { "…" } else { "" };
    format!("\"{start}{ellipsis}\"")
}

/// The characters with what [misleads] escaped as Rust does.
pub fn printable(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    characters.flat_map(|character| {
        let escape = misleads(character).then(|| character.escape_default());
        let plain = escape.is_none().then_some(character);
        escape.into_iter().flatten().chain(plain)
    })
}

/// The text on one line: runs of white space become one space, what [misleads] is escaped, and what is beyond
/// 300 characters is cut.
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
    let mut shown = printable(characters);
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

/// Whether a terminal acts on the character, or shows nothing where it stands: it must be escaped in a text
/// from outside, which could otherwise look like another.
///
/// Control characters, ends of lines and paragraphs, the marks that turn the reading direction around,
/// zero-width characters and tags; what no version of Unicode that we know has given a meaning; and the
/// letters and marks without a shape of their own (Unicode's property `Default_Ignorable_Code_Point`), but
/// for the selectors that make a sign an emoji.
pub fn misleads(character: char) -> bool {
    use GeneralCategory as Is;

    if character.is_ascii() {
        return character.is_control();
    }
    let category = get_general_category(character);
    matches!(
        category,
        Is::Control
            | Is::Format
            | Is::LineSeparator
            | Is::ParagraphSeparator
            | Is::PrivateUse
            | Is::Unassigned
    ) || matches!(
        character,
        '\u{34f}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{3164}'
            | '\u{ffa0}'
            | '\u{e0100}'..='\u{e01ef}'
    )
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

    /// One of each kind, by what Rust calls it.
    const MISLEADING: [char; 22] = [
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{ad}',
        '\u{34f}',
        '\u{61c}',
        '\u{3164}',
        '\u{200b}',
        '\u{200d}',
        '\u{200e}',
        '\u{2028}',
        '\u{2029}',
        '\u{202e}',
        '\u{2060}',
        '\u{2066}',
        '\u{feff}',
        '\u{e000}',
        '\u{e0000}',
        '\u{e0041}',
        '\u{e007f}',
        '\u{e0100}',
    ];

    #[test]
    fn what_nobody_would_see_is_escaped() {
        for character in MISLEADING {
            let escape = character.escape_unicode().to_string();
            let text = format!("a{character}b");
            assert_eq!(shown_value(&text), format!("\"a{escape}b\""));
            // Some of them are white space, which becomes a space.
            let line = one_line(&text);
            assert!(
                line == format!("a{escape}b") || line == "a b",
                "{escape}: {line}"
            );
            assert!(!printable(text.chars()).any(misleads), "{escape}");
        }
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in [
            "plain",
            "é e\u{301} ñ",
            "中文字",
            "हिन्दी",
            "עברית",
            "العربية",
            "❤\u{fe0f} 😀 €",
            "…",
        ] {
            assert_eq!(printable(text.chars()).collect::<String>(), text);
            assert_eq!(one_line(text), text);
        }
    }

    #[test]
    fn a_start_ends_between_characters() {
        assert_eq!(start_of("éé", 3), "é");
        assert_eq!(start_of("éé", 4), "éé");
        assert_eq!(start_of("é", 99), "é");
        assert_eq!(start_of("é", 1), "");
    }
}

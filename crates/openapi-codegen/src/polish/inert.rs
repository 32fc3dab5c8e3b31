//! Descriptions made inert: text from a document must stay text in the documentation.
//!
//! rustdoc runs code blocks as tests, resolves brackets as links to items, and warns of HTML and
//! bare URLs. A description is written by people who think of none of that, or of all of it.

use std::{borrow::Cow, ops::Range};

use openapi_document::is_unseen;
use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, OffsetIter, Options, Parser, Tag, TagEnd,
};

/// The description, with whatever rustdoc would act on escaped; Markdown that is only shape, such
/// as lists and emphasis, is kept, and code blocks become blocks of text.
pub(crate) fn inert(description: &str) -> String {
    let text = printable(description);
    let text = text.trim();
    if is_inert(text) {
        return text.to_owned();
    }
    let blocks: Vec<_> = blocks(text)
        .into_iter()
        .map(|block| match block {
            Block::Code(code) => text_block(&code),
            Block::Other(range) => escape(text.get(range).unwrap_or_default().trim_end()),
        })
        .collect();
    blocks.join("\n\n")
}

/// An inert description on one line, for a place in a list.
pub(crate) fn inert_line(description: &str) -> String {
    let line = description.split_whitespace().collect::<Vec<_>>().join(" ");
    inert(&line)
}

/// The text without what is not seen, line breaks and tabs excepted: a terminal or a compiler could
/// act on it, and it says nothing to who reads the documentation. A break of another kind is a space.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let is_dropped = |c: char| !matches!(c, '\n' | '\t') && is_unseen(c);
    if !text.contains(is_dropped) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let breaks = |c: char| is_dropped(c) && c.is_whitespace();
    Cow::Owned(text.replace(breaks, " ").replace(is_dropped, ""))
}

/// Whether each code block in `documentation` is one that rustdoc does not run.
pub(crate) fn runs_nothing(documentation: &str) -> bool {
    if !may_hold_code(documentation) {
        return true;
    }
    Parser::new_ext(documentation, options()).all(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => false,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            matches!(&*info, "text" | "json" | "ignore")
        }
        _ => true,
    })
}

/// The text with every character that Markdown could act on escaped, and no indentation.
pub(crate) fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let mut escaped = String::new();
        for c in line.trim().chars() {
            if c.is_ascii_punctuation() {
                escaped.push('\\');
            }
            escaped.push(c);
        }
        escaped
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a text may have a code block. Most have none, and reading Markdown takes time.
fn may_hold_code(text: &str) -> bool {
    // Four spaces begin a block; three are looked for, as the fences have three characters too.
    let may_begin = |three: &[u8]| matches!(three, b"   " | b"```" | b"~~~");
    text.contains('\t') || text.as_bytes().windows(3).any(may_begin)
}

/// What rustdoc enables.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// Whether a text can hold neither links nor HTML nor URLs nor code, whatever else its Markdown says.
fn is_plain(text: &str) -> bool {
    !text.contains(['[', '<', '&', '\\']) && !text.contains("://") && !may_hold_code(text)
}

fn is_inert(text: &str) -> bool {
    is_plain(text) || reads_inert(text)
}

fn reads_inert(text: &str) -> bool {
    let mut unresolved = false;
    let mut callback = |_: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        unresolved = true;
        None
    };
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(&mut callback));
    let defines_links = parser.reference_definitions().iter().next().is_some();
    let acts = parser.into_iter().any(|event| match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::CodeBlock(_)
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::HtmlBlock
                | Tag::FootnoteDefinition(_)
        ),
        Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => true,
        Event::Text(text) => text.contains("://"),
        _ => false,
    });
    !acts && !defines_links && !unresolved
}

/// A block at the top level of a description.
enum Block {
    Code(String),
    Other(Range<usize>),
}

fn blocks(text: &str) -> Vec<Block> {
    let mut events: OffsetIter<'_> = Parser::new_ext(text, options()).into_offset_iter();
    let mut blocks = Vec::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => blocks.push(Block::Code(code(&mut events))),
            Event::Start(_) => {
                skip(&mut events);
                blocks.push(Block::Other(range));
            }
            _ => blocks.push(Block::Other(range)),
        }
    }
    blocks
}

/// The text of the code block that has just begun.
fn code(events: &mut OffsetIter<'_>) -> String {
    let mut code = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) => code.push_str(&text),
            Event::End(TagEnd::CodeBlock) => break,
            _ => {}
        }
    }
    code
}

/// Skips to the end of the block that has just begun.
fn skip(events: &mut OffsetIter<'_>) {
    let mut depth = 1;
    for (event, _) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

/// A fenced block of text, with a fence that the text does not contain.
fn text_block(code: &str) -> String {
    let longest = code
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    format!("{fence}text\n{}\n{fence}", code.trim_end_matches('\n'))
}

/// Escapes links, HTML and URLs outside of code spans; everything, where that is not enough.
fn escape(block: &str) -> String {
    if is_inert(block) {
        return block.to_owned();
    }
    // In the order of the text, and none within another, so that one pass over both is enough.
    let mut spans = Parser::new_ext(block, options())
        .into_offset_iter()
        .filter_map(|(event, range)| matches!(event, Event::Code(_)).then_some(range))
        .peekable();
    let mut escaped = String::new();
    for (offset, c) in block.char_indices() {
        while spans.next_if(|span| span.end <= offset).is_some() {}
        let in_code = spans.peek().is_some_and(|span| span.contains(&offset));
        let is_url = c == '/' && escaped.ends_with(':');
        if !in_code && (matches!(c, '[' | ']' | '<' | '>') || is_url) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    if is_inert(&escaped) {
        escaped
    } else {
        plain(block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(description: &str, expected: &str) {
        let inert = inert(description);
        assert_eq!(inert, expected, "for {description:?}");
        assert!(runs_nothing(&inert));
    }

    #[test]
    fn plain_descriptions_stay_as_they_are() {
        for text in [
            "Project ID. For details, see Obtaining a Project ID.",
            "A *list*:\n\n- `one`\n- two",
            "Uses `Vec<T>` and `https://example.com` in code.",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn code_blocks_become_text() {
        check(
            "Try:\n\n```\npanic!()\n```",
            "Try:\n\n```text\npanic!()\n```",
        );
        check("Try:\n\n    panic!()", "Try:\n\n```text\npanic!()\n```");
        check("~~~rust\nx", "```text\nx\n```");
        check(
            "````\n```rust\nx\n```\n````",
            "````text\n```rust\nx\n```\n````",
        );
    }

    #[test]
    fn links_html_and_urls_are_escaped() {
        check("See [Foo].", r"See \[Foo\].");
        check("See [a](crate::b).", r"See \[a\](crate::b).");
        check("A <b>bold</b> claim", r"A \<b\>bold\</b\> claim");
        check("At https://example.com", r"At https:\//example.com");
        check("`[a]` and [b]", r"`[a]` and \[b\]");
    }

    #[test]
    fn nested_code_is_flattened() {
        let inert = inert("- a\n\n  ```\n  panic!()\n  ```");
        assert!(runs_nothing(&inert), "{inert}");
        assert!(!inert.contains("\n```"), "{inert}");
    }

    #[test]
    fn what_is_not_seen_is_dropped_and_other_breaks_are_spaces() {
        check("a\u{1b}[31mb\u{202e}c\r\nd", "a[31mbc\nd");
        check("a\u{200b}b\u{e0041}\u{e007f}c\u{feff}", "abc");
        check("a\u{2028}b\u{2029}c\u{85}d\re", "a b c d e");
    }

    #[test]
    fn what_is_known_without_reading_is_what_reading_says() {
        let parts = [
            "a", "-", " ", "  ", "\n", "\t", "`", "``", "~~", ">", "1.", "*", "_", "!", "(", ")",
            ":", "//", "[", "]", "<b>", "&lt;", "\\", "|", "#", "=",
        ];
        let mut texts = vec![String::new()];
        for _ in 0..3 {
            let longer = texts.iter().flat_map(|text| {
                let with = move |part: &str| format!("{text}{part}");
                parts.map(with)
            });
            texts = longer.collect();
        }
        for text in texts {
            assert!(!is_plain(&text) || reads_inert(&text), "{text:?}");
            let has_code = Parser::new_ext(&text, options())
                .any(|event| matches!(event, Event::Start(Tag::CodeBlock(_))));
            assert!(may_hold_code(&text) || !has_code, "{text:?}");
        }
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(inert_line("a\n\n      b\n```\nc"), "a b ``` c");
    }
}

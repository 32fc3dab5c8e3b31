//! The part of a document that is shown beside a finding: never more than people read, however long
//! the document and its lines are.

use std::ops::Range;

use openapi_document::{Place, end_of, visible_lines};

/// How far the excerpt of a line reaches from a place, in bytes.
const REACH: usize = 500;
/// How long several lines may be together, in bytes, to be shown as one excerpt.
const LONGEST: usize = 4 * REACH;

/// Lines of a document, or a part of a line, with everything in them seen.
pub(super) struct Excerpt {
    /// The text.
    pub(super) text: String,
    /// The number of its first line.
    pub(super) first_line: usize,
    /// What to underline in it: one range for each place.
    pub(super) spans: Vec<Range<usize>>,
}

impl Excerpt {
    /// The whole lines from the first of `places` to the last, unless they are too long to show.
    pub(super) fn of_lines(text: &str, places: &[Place]) -> Option<Self> {
        let first = places.iter().min_by_key(|place| place.offset)?;
        let last = places.iter().max_by_key(|place| place.offset)?;
        let Stretch { from, .. } = Stretch::around(text, first.offset).whole()?;
        let Stretch { to, .. } = Stretch::around(text, last.offset).whole()?;
        let stretch = Stretch {
            from,
            to,
            is_cut: (false, false),
        };
        (to - from <= LONGEST).then(|| stretch.excerpt(text, first.line, places))
    }

    /// Where the first of its places stands in the excerpt; the line is one of the document.
    pub(super) fn place(&self) -> Place {
        let offset = self.spans.first().map_or(0, |span| span.start);
        let before = self.text.get(..offset).unwrap_or_default();
        let Place { line, column, .. } = end_of(before);
        Place {
            line: self.first_line + line - 1,
            column,
            ..Place::default()
        }
    }

    /// The line of `place`, or the part around it where the line is too long to show.
    pub(super) fn of_line(text: &str, place: Place) -> Self {
        Stretch::around(text, place.offset).excerpt(text, place.line, &[place])
    }
}

/// A part of a text.
struct Stretch {
    from: usize,
    to: usize,
    /// Whether the line goes on before it, and behind it.
    is_cut: (bool, bool),
}

impl Stretch {
    /// The line that the byte at `offset` is in, as far as it is shown.
    fn around(text: &str, offset: usize) -> Self {
        let offset = boundary(text, offset);
        let begin = boundary(text, offset.saturating_sub(REACH));
        let end = boundary(text, offset.saturating_add(REACH));
        let before = text.get(begin..offset).unwrap_or_default();
        let behind = text.get(offset..end).unwrap_or_default();
        let line_begin = before.rfind('\n').map(|at| begin + at + 1);
        let line_end = behind.find('\n').map(|at| offset + at);
        Self {
            from: line_begin.unwrap_or(begin),
            to: line_end.unwrap_or(end),
            is_cut: (
                line_begin.is_none() && begin > 0,
                line_end.is_none() && end < text.len(),
            ),
        }
    }

    fn whole(self) -> Option<Self> {
        (self.is_cut == (false, false)).then_some(self)
    }

    fn excerpt(self, text: &str, first_line: usize, places: &[Place]) -> Excerpt {
        let ellipsis = |is_cut| if is_cut { "…" } else { "" };
        let (before, behind) = self.is_cut;
        let before = ellipsis(before);
        let at = |offset: usize| {
            let offset = offset.clamp(self.from, self.to);
            before.len() + seen(text.get(self.from..offset).unwrap_or_default()).len()
        };
        let spans = places.iter().map(|place| {
            let Range { start, end } = span(text, *place, self.to);
            at(start)..at(end)
        });
        Excerpt {
            spans: spans.collect(),
            text: format!(
                "{before}{}{}",
                seen(text.get(self.from..self.to).unwrap_or_default()),
                ellipsis(behind)
            ),
            first_line,
        }
    }
}

/// The bytes to underline: those of the place, but no further than its line or `end`, and at least
/// one.
fn span(text: &str, place: Place, end: usize) -> Range<usize> {
    let start = boundary(text, place.offset);
    let rest = text.get(start..end).unwrap_or_default();
    let line = rest.find('\n').unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start..start + place.len.min(line).max(first.min(line))
}

/// Lines of the document as they are shown: a line ends with one character, and all others are seen.
fn seen(lines: &str) -> String {
    let lines = lines.replace("\r\n", "\n");
    visible_lines(lines.strip_suffix('\r').unwrap_or(&lines)).into_owned()
}

/// The nearest place at or before `offset` that is not within a character.
fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, word: &str) -> Place {
        let (before, _) = text.split_once(word).unwrap();
        Place {
            len: word.len(),
            ..end_of(before)
        }
    }

    #[track_caller]
    fn check(text: &str, excerpt: Excerpt, expected: &str, words: &[&str]) {
        assert_eq!(excerpt.text, expected, "of {} bytes", text.len());
        let underlined: Vec<_> = excerpt
            .spans
            .into_iter()
            .map(|span| excerpt.text.get(span).unwrap())
            .collect();
        assert_eq!(underlined, words);
    }

    #[test]
    fn a_line_is_shown_whole_and_a_long_one_around_the_place() {
        let long = "é".repeat(REACH);
        let near = "é".repeat(REACH / 2);
        for (text, expected) in [
            ("a: b\nword: c\nd: e\n".to_owned(), "word: c".to_owned()),
            ("word".to_owned(), "word".to_owned()),
            ("a\r\nword\r\nb".to_owned(), "word".to_owned()),
            ("\tword\u{200b}".to_owned(), "\tword\\u{200b}".to_owned()),
            (format!("{long}word"), format!("…{near}word")),
            (
                format!("{long}word{long}"),
                format!("…{near}word{}…", "é".repeat(REACH / 2 - 2)),
            ),
        ] {
            let excerpt = Excerpt::of_line(&text, place(&text, "word"));
            check(&text, excerpt, &expected, &["word"]);
        }
    }

    #[test]
    fn what_is_underlined_moves_with_what_is_escaped_before_it() {
        let text = "\u{202e}a: word \u{1b}[31m";
        let excerpt = Excerpt::of_line(text, place(text, "word"));
        check(text, excerpt, r"\u{202e}a: word \u{1b}[31m", &["word"]);
    }

    #[test]
    fn lines_are_shown_together_unless_they_are_long() {
        let text = "first: 1\nmiddle: 2\nlast: 3\n";
        let places = [place(text, "last"), place(text, "first")];
        let excerpt = Excerpt::of_lines(text, &places).unwrap();
        assert_eq!(excerpt.first_line, 1);
        check(
            text,
            excerpt,
            "first: 1\nmiddle: 2\nlast: 3",
            &["last", "first"],
        );
        let text = format!("first\n{}last", "a\n".repeat(LONGEST));
        let places = [place(&text, "last"), place(&text, "first")];
        assert!(Excerpt::of_lines(&text, &places).is_none());
    }
}

//! Making text from a document inert in Markdown.

/// Text from a document as Markdown: nothing in it is markup, a mention, a link or an emoji.
///
/// Characters that could begin one of these become numeric entities, which Markdown never takes
/// for markup, not even in a table cell; backslashes do not survive everywhere.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(2 * text.len());
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '@' | '\\' | '$'
            | ':' => entity(c, &mut escaped),
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    // A bare `www.` is a link, too.
    escaped.replace("www.", "www&#46;")
}

/// A quotation as code in Markdown.
///
/// An HTML element rather than backticks: a code span in backticks cannot hold a bar inside a
/// table, and text with backticks at its ends needs fences of varying length.
pub fn code(text: &str) -> String {
    format!("<code>{}</code>", markdown(text))
}

fn entity(c: char, escaped: &mut String) {
    escaped.push_str("&#");
    escaped.push_str(&u32::from(c).to_string());
    escaped.push(';');
}

/// A fence that is longer than any run of backticks in `text`.
pub(super) fn fence(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat((longest + 1).max(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_entities() {
        assert_eq!(
            markdown("<script>|`@user"),
            "&#60;script&#62;&#124;&#96;&#64;user"
        );
        assert_eq!(markdown("a\nb"), "a b");
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fence("plain"), "```");
        assert_eq!(fence("a ```` b"), "`````");
    }
}

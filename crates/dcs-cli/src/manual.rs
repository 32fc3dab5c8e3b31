//! Manual pages.
//!
//! clap_mangen puts what stands behind the options into one section, `EXTRA`, and lets `man` fill its
//! lines. Here each part of it has a section of its own, and keeps its lines.

use clap::Command;
use clap_mangen::Man;

use crate::{Failure, text::shown};

/// The page of the command `name` of `all`, or of `dcs` itself.
pub(crate) fn page(all: Command, name: Option<&str>) -> Result<String, Failure> {
    let mut all = all
        .disable_help_subcommand(true)
        .subcommand_help_heading("COMMANDS")
        .subcommand_value_name("COMMAND");
    all.build();
    let Some(name) = name else {
        return rendered(all, "dcs");
    };
    let found = all.find_subcommand(name).cloned().ok_or_else(|| {
        Failure::usage(format!(
            "man: no command {}; `dcs --help` lists them",
            shown(name)
        ))
    })?;
    // A page of its own is named after both.
    rendered(found, &format!("dcs-{name}"))
}

fn rendered(command: Command, title: &str) -> Result<String, Failure> {
    let after = command
        .get_after_long_help()
        .or_else(|| command.get_after_help());
    let after = after.map_or_else(String::new, |after| sections(&after.to_string()));
    // The version stands at the foot of each page.
    let command = command.after_help(None).after_long_help(None).version(None);
    let mut page = Vec::new();
    Man::new(command)
        .title(title)
        .source(concat!("dcs ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)
        .map_err(|error| Failure::usage(format!("man: {error}")))?;
    let page = String::from_utf8(page).map_err(|error| Failure::usage(format!("man: {error}")))?;
    Ok(ascii(&(page + &after)))
}

/// Paragraphs under headings, such as `Examples:`, as sections; one without a heading says where to
/// read on.
fn sections(text: &str) -> String {
    let section = |paragraph: &str| match paragraph.split_once(":\n") {
        Some((heading, lines)) => format!(
            ".SH \"{}\"\n.nf\n{}.fi\n",
            escaped(&heading.to_uppercase()),
            escaped_lines(lines)
        ),
        None => format!(".SH \"SEE ALSO\"\n{}", escaped_lines(paragraph)),
    };
    text.split("\n\n").map(section).collect()
}

fn escaped_lines(text: &str) -> String {
    let lines = text.lines().map(|line| {
        // A section is indented as it is.
        let line = line.strip_prefix("  ").unwrap_or(line);
        format!("{}\n", escaped(line))
    });
    lines.collect()
}

/// The line as roff shows it: nothing in it is a request.
fn escaped(line: &str) -> String {
    let line = line
        .replace('\\', r"\e")
        .replace('-', r"\-")
        .replace('\'', r"\(aq");
    if line.starts_with('.') {
        format!(r"\&{line}")
    } else {
        line
    }
}

/// Other characters are named by their number: troff itself reads a single byte at a time.
fn ascii(page: &str) -> String {
    page.chars().fold(String::new(), |mut page, c| {
        if c.is_ascii() {
            page.push(c);
        } else {
            page.push_str(&format!(r"\[u{:04X}]", u32::from(c)));
        }
        page
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_paragraph_is_a_section_and_keeps_its_lines() {
        assert_eq!(
            sections("Examples:\n  a \\\n    --b 'c'\n\n.See `d`."),
            ".SH \"EXAMPLES\"\n.nf\na \\e\n  \\-\\-b \\(aqc\\(aq\n.fi\n\
             .SH \"SEE ALSO\"\n\\&.See `d`.\n"
        );
    }

    #[test]
    fn a_page_is_ascii() {
        assert_eq!(ascii("a… 😀"), r"a\[u2026] \[u1F600]");
    }
}

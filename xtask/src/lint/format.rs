//! Findings as text, as JSON, and as annotations of GitHub.

use std::io::{self, Write};

use openapi_document::{Findings, Level, visible_json};
use openapi_lint::{Styling, render_findings_github, render_text};
use serde::Serialize;

use super::Format;

/// Prints `findings`; nothing in a form for people when there are none.
pub(crate) fn print(format: Format, findings: &Findings, to: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text if findings.is_empty() => Ok(()),
        Format::Text => writeln!(to, "{}", render_text(findings, Styling::Coloured)),
        Format::Json => json(findings, to),
        Format::Github => write!(to, "{}", render_findings_github(findings)),
    }
}

#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    level: Level,
    message: &'a str,
    help: &'a str,
    pointer: &'a str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

/// Prints `findings` for a program.
pub(crate) fn json(findings: &Findings, to: &mut dyn Write) -> io::Result<()> {
    let entries = findings.iter().map(|finding| Entry {
        rule: finding.rule.id,
        level: finding.level,
        message: &finding.message,
        help: &finding.help,
        pointer: finding.pointer.as_str(),
        file: findings.file(),
        line: finding.place.map(|place| place.line),
        column: finding.place.map(|place| place.column),
    });
    let report = Report {
        findings: entries.collect(),
    };
    write!(to, "{}", visible_json(&report)?)
}

#[cfg(test)]
mod tests {
    use openapi_codegen::lint;
    use openapi_lint::{Policy, parse};

    use super::*;

    fn printed(format: Format, file: &str, text: &str) -> String {
        let findings = match parse(&Policy::needed(), file, text.as_bytes()) {
            Ok(document) => lint(&document, &Policy::elsewhere()),
            Err(findings) => findings,
        };
        let mut to = Vec::new();
        print(format, &findings, &mut to).unwrap();
        String::from_utf8(to).unwrap()
    }

    const UNKNOWN: &str = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\ntag: []\n";

    #[test]
    fn json_has_the_documented_shape() {
        let text = printed(Format::Json, "a.yaml", UNKNOWN);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let expected = serde_json::json!({"findings": [{
            "rule": "unknown-key",
            "level": "warning",
            "message": "the OpenAPI Object has no field `tag`",
            "help": "did you mean `tags`?",
            "pointer": "/tag",
            "file": "a.yaml",
            "line": 4,
            "column": 1,
        }]});
        assert_eq!(json, expected);
        assert_eq!(
            printed(Format::Json, "a.yaml", &UNKNOWN.replace("tag:", "tags:")),
            "{\n  \"findings\": []\n}\n"
        );
    }

    #[test]
    fn an_annotation_names_the_place() {
        assert_eq!(
            printed(Format::Github, "a.yaml", UNKNOWN),
            "::warning file=a.yaml,line=4,col=1,title=unknown-key::the OpenAPI Object has no \
             field `tag`; did you mean `tags`?\n"
        );
    }

    #[test]
    fn a_note_is_a_notice_at_its_line() {
        let noted = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n\
                     components: {schemas: {Size: {type: integer, maximum: 7}}}\n";
        let text = printed(Format::Github, "a.yaml", noted);
        assert!(text.starts_with("::notice file=a.yaml,line=4,"), "{text}");
        let json = printed(Format::Json, "a.yaml", noted);
        assert!(json.contains("\"level\": \"note\""), "{json}");
    }

    #[test]
    fn text_from_a_document_begins_no_other_workflow_command() {
        let untrusted = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n\
                       \"a\\n::error file=b,line=1::c%\": 1\n";
        let text = printed(Format::Github, "a:b,c\n%.yaml", untrusted);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(
            text.starts_with("::warning file=a%3Ab%2Cc\\n%25.yaml,line=4,"),
            "{text}"
        );
        assert!(text.contains("`a\\n::error file=b,line=1::c%25`"), "{text}");
    }
}

//! Findings as people read them: the message, the place and the line it is about.

use annotate_snippets::{
    AnnotationKind, Level as SnippetLevel, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use openapi_document::{Finding, Findings, Level, Place};

/// Whether the output is coloured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Styling {
    /// Plain text.
    Plain,
    /// ANSI colours, for a terminal.
    Coloured,
}

/// The findings for a person: one block each, with the source line and the place underlined.
pub fn render_text(findings: &Findings, styling: Styling) -> String {
    let renderer = match styling {
        Styling::Plain => Renderer::plain(),
        Styling::Coloured => Renderer::styled(),
    };
    let blocks: Vec<_> = findings
        .iter()
        .map(|finding| block(&renderer, findings, finding))
        .collect();
    blocks.join("\n\n")
}

fn block(renderer: &Renderer, findings: &Findings, finding: &Finding) -> String {
    let level = match finding.level {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
    };
    let title = level.primary_title(&finding.message).id(finding.rule.id);
    // A help is rendered as it is; unlike a title, nothing in it is neutralized on the way.
    let help = SnippetLevel::HELP.message(normalize_untrusted_str(&finding.help));
    let file = normalize_untrusted_str(findings.file());
    let Some(place) = finding.place else {
        let origin = Origin::path(file);
        return renderer.render(&[title.element(origin).element(help)]);
    };
    let text = findings.text();
    let mut snippet = Snippet::source(text)
        .path(file)
        .annotation(AnnotationKind::Primary.span(span(text, place)));
    for related in &finding.related {
        let annotation = AnnotationKind::Context.span(span(text, related.place));
        snippet = snippet.annotation(annotation.label(&related.label));
    }
    renderer.render(&[title.element(snippet).element(help)])
}

/// The bytes to underline: those of the place, but no further than its line, and at least one.
fn span(text: &str, place: Place) -> std::ops::Range<usize> {
    let start = place.offset.min(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.find('\n').unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start..start + place.len.min(line).max(first.min(line))
}

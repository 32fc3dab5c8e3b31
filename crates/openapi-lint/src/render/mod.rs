//! Findings as people read them: the message, the place and the line it is about.
//!
//! What is printed is bounded, however long the document, its lines and the list of its findings are:
//! people read the first of them, and programs read JSON, which has all.

mod annotation;
mod excerpt;
mod page;

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Origin, Renderer, Snippet};
use openapi_document::{Finding, Findings, Level, Place, text::cut, visible};

use self::excerpt::Excerpt;
pub use self::{
    annotation::{Annotation, MOST_ANNOTATIONS},
    page::render_rule_page,
};
use crate::shown::{first_of_each, gravest};

/// Whether the output is coloured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Styling {
    /// Plain text.
    Plain,
    /// ANSI colours, for a terminal.
    Coloured,
}

/// How many findings, changes or lines of Rust a person at a terminal is shown.
pub const MOST_SHOWN: usize = 200;

/// How long a sentence about a document may be where people read it, in characters.
const LONGEST: usize = 1_000;

/// The findings for a person: one block each, with the source line and the place underlined.
///
/// At most 200 blocks, errors before warnings and those before notes; what is left out is counted. Of a long line, the part
/// around the place is shown.
pub fn render_text(findings: &Findings, styling: Styling) -> String {
    let renderer = match styling {
        Styling::Plain => Renderer::plain(),
        Styling::Coloured => Renderer::styled(),
    };
    let shown = gravest(findings.as_slice(), |finding| finding.level, MOST_SHOWN);
    let blocks = shown
        .iter()
        .map(|finding| block(&renderer, findings, finding));
    let blocks: Vec<_> = blocks.chain(rest(findings, shown.len())).collect();
    blocks.join("\n\n")
}

/// The findings as workflow commands of GitHub, one a line, which shows them at their lines of a pull
/// request.
///
/// At most nine of each level, since GitHub shows ten for a step and drops the others; a last one
/// counts what is left out.
pub fn render_findings_github(findings: &Findings) -> String {
    let file = visible(findings.file());
    let shown = first_of_each(
        findings.as_slice(),
        |finding| finding.level,
        MOST_ANNOTATIONS,
    );
    let lines = shown.iter().map(|finding| {
        let annotation = Annotation {
            command: match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Note => "notice",
            },
            at: Some((&file, finding.place)),
            title: finding.rule.id,
        };
        annotation.line(&format!(
            "{}; {}",
            sentence(&finding.message),
            sentence(&finding.help)
        ))
    });
    let rest = rest(findings, shown.len()).map(|rest| {
        let annotation = Annotation {
            command: "notice",
            at: None,
            title: "API lint",
        };
        annotation.line(&rest)
    });
    lines.chain(rest).collect()
}

/// `file:line:column`, or the file alone when there is no place.
pub fn file_line_column(file: &str, place: Option<Place>) -> String {
    match place {
        Some(place) => format!("{file}:{}:{}", place.line, place.column),
        None => file.to_owned(),
    }
}

/// How many findings are not shown, when some are not.
fn rest(findings: &Findings, shown: usize) -> Option<String> {
    let left = findings.iter().len() - shown;
    (left > 0).then(|| format!("… and {left} more; `cargo xtask lint --format json` lists all"))
}

fn block(renderer: &Renderer, findings: &Findings, finding: &Finding) -> String {
    let level = match finding.level {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
        Level::Note => SnippetLevel::NOTE,
    };
    let title = level
        .primary_title(sentence(&finding.message))
        .id(finding.rule.id);
    let help = SnippetLevel::HELP.message(sentence(&finding.help));
    let file = visible(findings.file());
    let Some(place) = finding.place else {
        return renderer.render(&[title.element(Origin::path(file)).element(help)]);
    };
    let related = finding
        .related
        .iter()
        .map(|related| (related.place, Some(&*related.label)));
    let marks: Vec<_> = std::iter::once((place, None)).chain(related).collect();
    let sources = sources(findings.text(), &marks);
    let snippets = sources.iter().map(|source| source.snippet(&file));
    let rendered = renderer.render(&[title.elements(snippets).element(help)]);
    with_places(rendered, &file, &sources)
}

/// `rendered` with the places in the document where the renderer has put those in the excerpts.
fn with_places(mut rendered: String, file: &str, sources: &[Source<'_>]) -> String {
    // The title, which may quote anything, is the first line, and the places follow in order.
    let mut from = rendered.find('\n').unwrap_or_default();
    for source in sources {
        let shown = file_line_column(file, Some(source.excerpt.place()));
        let meant = file_line_column(file, Some(source.place));
        let rest = rendered.get(from..).unwrap_or_default();
        let Some(at) = rest.find(&shown).map(|at| from + at) else {
            continue;
        };
        rendered.replace_range(at..at + shown.len(), &meant);
        from = at + meant.len();
    }
    rendered
}

/// A place and what is said of it; nothing is said of what the finding is about.
type Mark<'a> = (Place, Option<&'a str>);

/// The lines of a document that one finding shows together.
struct Source<'a> {
    excerpt: Excerpt,
    marks: Vec<Mark<'a>>,
    place: Place,
}

/// What is shown of `text` for `marks`: all together, or each by itself where that is too long.
fn sources<'a>(text: &str, marks: &[Mark<'a>]) -> Vec<Source<'a>> {
    let places: Vec<_> = marks.iter().map(|(place, _)| *place).collect();
    let source = |excerpt, marks: &[Mark<'a>], place| Source {
        excerpt,
        marks: marks.to_vec(),
        place,
    };
    match (Excerpt::of_lines(text, &places), places.first()) {
        (Some(excerpt), Some(first)) => vec![source(excerpt, marks, *first)],
        _ => marks
            .iter()
            .map(|mark| source(Excerpt::of_line(text, mark.0), &[*mark], mark.0))
            .collect(),
    }
}

impl Source<'_> {
    fn snippet(&self, file: &str) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        let spans = self.excerpt.spans.iter().cloned();
        let annotations = self.marks.iter().zip(spans).map(|((_, label), span)| {
            let kind = match label {
                None => AnnotationKind::Primary,
                Some(_) => AnnotationKind::Context,
            };
            kind.span(span).label(label.map(str::to_owned))
        });
        Snippet::source(self.excerpt.text.clone())
            .path(file.to_owned())
            .line_start(self.excerpt.first_line)
            .annotations(annotations)
    }
}

/// A sentence about a document as one line that is seen, of bounded length.
fn sentence(text: &str) -> String {
    visible(&cut(text, LONGEST)).into_owned()
}

#[cfg(test)]
mod tests;

//! `diff`: what a change of the document breaks, and which version it needs.

pub mod git;
mod side;

use std::ffi::OsString;

use clap::{Args, ValueEnum};
use openapi_lint::Styling;
use openapi_review::{
    FailOn, Review, Versions, explain_change, render_github, render_json, render_markdown,
    render_review_text,
};

use self::side::Sources;
use crate::{
    error::{Error, Outcome},
    output::{HELP, NOTE, Output},
};

/// The arguments of `diff`.
#[derive(Args, Clone, Debug)]
pub struct DiffArgs {
    /// What to compare with: a file or a git revision. Without it, the commit at which HEAD left
    /// the default branch.
    #[arg(value_name = "BASE")]
    pub base: Option<OsString>,

    /// What to review: a file or a git revision. Without it, the working tree.
    #[arg(value_name = "HEAD")]
    pub head: Option<OsString>,

    /// How to show the review.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Which changes end with exit status 1; so does one that cannot be judged, unless it is
    /// `wire` or `never`.
    #[arg(long, value_enum, default_value_t = Gate::Semver)]
    pub fail_on: Gate,

    /// Explain a change: what its id stands for, whom it breaks, and what to do instead.
    #[arg(long, value_name = "ID", conflicts_with_all = ["base", "head", "format", "fail_on"])]
    pub explain: Option<String>,
}

/// How a review is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For scripts.
    Json,
    /// For a comment on a pull request.
    Markdown,
    /// For annotations in a workflow of GitHub.
    Github,
}

/// Which changes are refused, beside those that cannot be judged.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Gate {
    /// A breaking change whose version bump is too small.
    Semver,
    /// A change that breaks a client of the wire contract, whatever Rust says.
    Wire,
    /// A change that breaks code that uses what is generated.
    Rust,
    /// A breaking change, on the wire or in Rust.
    Breaking,
    /// A breaking change, and one that may break a client of the wire contract.
    Warning,
    /// None, not even one that cannot be judged.
    Never,
}

impl From<Gate> for FailOn {
    fn from(gate: Gate) -> Self {
        match gate {
            Gate::Semver => Self::Semver,
            Gate::Wire => Self::Wire,
            Gate::Rust => Self::Rust,
            Gate::Breaking => Self::Breaking,
            Gate::Warning => Self::Warning,
            Gate::Never => Self::Never,
        }
    }
}

/// Runs the command.
///
/// # Errors
///
/// When a side cannot be found, read, or is no document, or no change has the id to explain.
pub fn run(arguments: &DiffArgs, output: &mut Output<'_>) -> Result<Outcome, Error> {
    if let Some(id) = &arguments.explain {
        let text = explain_change(id).map_err(|unknown| Error::Rule(unknown.to_string()))?;
        writeln!(output.results, "{text}")?;
        return Ok(Outcome::Clean);
    }
    let sources = Sources::of(arguments.base.as_deref(), arguments.head.as_deref())?;
    for note in &sources.notes {
        writeln!(output.diagnostics, "{NOTE}note{NOTE:#}: {note}")?;
    }
    output.diagnostics.flush()?;
    let review = review(&sources, arguments.format, output)?;
    let text = match arguments.format {
        Format::Text => render_review_text(&review, Styling::Coloured),
        Format::Json => render_json(&review).map_err(|error| Error::Output(error.into()))?,
        Format::Markdown => render_markdown(&review),
        Format::Github => render_github(&review),
    };
    output.results.write_all(text.as_bytes())?;
    if !review.is_refused(arguments.fail_on.into()) {
        return Ok(Outcome::Clean);
    }
    output.results.flush()?;
    if let Some(fix) = fix(&review) {
        writeln!(output.diagnostics, "{HELP}help{HELP:#}: {fix}")?;
    }
    Ok(Outcome::Found)
}

/// What to do about a change that is refused.
fn fix(review: &Review) -> Option<String> {
    if review.is_unknown() {
        let fix = "fix the document that cannot be generated, or name a base that can be; what \
                   cannot be judged is let through by `--fail-on never`, and by `--fail-on wire`, \
                   which does not ask about Rust";
        return Some(fix.to_owned());
    }
    let version = review.required_version()?;
    Some(format!(
        "to release this change, set `version` under [workspace.package] in Cargo.toml to {version} \
         or higher"
    ))
}

fn review(sources: &Sources, format: Format, output: &mut Output<'_>) -> Result<Review, Error> {
    let bare = format == Format::Github;
    let base = sources.read(&sources.base, false)?;
    let head = sources.read(&sources.head, bare)?;
    for why in [&base.no_version, &head.no_version].into_iter().flatten() {
        writeln!(
            output.diagnostics,
            "{NOTE}note{NOTE:#}: {why}; the version counts as not bumped"
        )?;
    }
    output.diagnostics.flush()?;
    let versions = Versions {
        base: base.version,
        head: head.version,
        current: sources.current_version(),
    };
    Ok(Review::new(
        base.document.as_ref(),
        head.document.as_ref(),
        versions,
    ))
}

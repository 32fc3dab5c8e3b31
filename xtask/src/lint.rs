//! `lint`: the findings about a document.

mod format;

pub(crate) use format::json as print_json;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use openapi_codegen::{lint, rule, rules};
use openapi_document::{Document, Findings, Group, Level, Rule, visible};
use openapi_lint::Policy;

use crate::{error::Error, workspace};
use openapi_review_cli::{
    error::{Error as Common, Outcome},
    output::{ERROR, HEADING, HELP, NOTE, Output},
    read,
};

/// The arguments of `lint`.
#[derive(Args, Clone, Debug, Default)]
pub struct LintArgs {
    /// The document, in YAML or JSON; openapi/dcs.yaml of this workspace when left out, and
    /// standard input for `-`.
    ///
    /// A document of another file is taken for one from elsewhere: no style rule applies to it,
    /// and what sound output does not need is a warning.
    #[arg(value_name = "FILE")]
    pub document: Option<PathBuf>,

    /// How the findings are printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// Leave out the findings of a rule; may be given several times.
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,

    /// Explain a rule: what it asks for, why, and how to fix a document.
    #[arg(long, value_name = "RULE", conflicts_with_all = ["document", "allow", "list"])]
    pub explain: Option<String>,

    /// List all rules.
    #[arg(long, conflicts_with_all = ["document", "allow"])]
    pub list: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub enum Format {
    /// For a person: the message, the line it is about, and how to fix it.
    #[default]
    Text,
    /// For a program: one object with the list `findings`.
    Json,
    /// For a workflow of GitHub: one annotation for each finding.
    Github,
}

/// Runs the command.
///
/// # Errors
///
/// When there is no such rule, a rule cannot be allowed, or the document cannot be read.
pub fn run(arguments: &LintArgs, output: &mut Output<'_>) -> Result<Outcome, Error> {
    if arguments.list {
        return list(output);
    }
    if let Some(id) = &arguments.explain {
        return explain(id, output);
    }
    let (path, name, mut policy) = match &arguments.document {
        Some(path) if is_own(path) => (path.clone(), path.clone(), Policy::own()),
        Some(path) => (path.clone(), path.clone(), Policy::elsewhere()),
        None => {
            let path = workspace::find()?.join(workspace::DOCUMENT);
            (path, PathBuf::from(workspace::DOCUMENT), Policy::own())
        }
    };
    allow(&mut policy, &arguments.allow)?;
    match read::document_under(&policy, &path, &name) {
        Ok(document) => found(arguments.format, &document, &policy, output),
        // A document that cannot be read has findings as well, and a program waits for them.
        Err(Common::Refused(findings)) if arguments.format != Format::Text => {
            format::print(arguments.format, &findings, output.results)?;
            Err(Common::Refused(findings).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether `path` leads to the document of this workspace.
fn is_own(path: &Path) -> bool {
    let own = workspace::find().map(|root| root.join(workspace::DOCUMENT));
    match (path.canonicalize(), own.map(|own| own.canonicalize())) {
        (Ok(path), Ok(Ok(own))) => path == own,
        _ => false,
    }
}

/// Takes the rules that a person overrules out of a policy.
pub(crate) fn allow(policy: &mut Policy, rules: &[String]) -> Result<(), Error> {
    rules.iter().try_for_each(|id| {
        let allowed = policy.allow(named(id)?);
        allowed.map_err(|refusal| Common::Rule(refusal.to_string()).into())
    })
}

fn found(
    format: Format,
    document: &Document,
    policy: &Policy,
    output: &mut Output<'_>,
) -> Result<Outcome, Error> {
    let findings = lint(document, policy);
    format::print(format, &findings, output.results)?;
    output.results.flush()?;
    if format == Format::Text {
        summarize(&findings, output)?;
    }
    Ok(if findings.has_errors() {
        Outcome::Found
    } else {
        Outcome::Clean
    })
}

fn summarize(findings: &Findings, output: &mut Output<'_>) -> Result<(), Error> {
    let count = |level: Level| {
        let of_level = findings.iter().filter(|finding| finding.level == level);
        match of_level.count() {
            0 => None,
            1 => Some(format!("1 {level}")),
            count => Some(format!("{count} {level}s")),
        }
    };
    let levels = [Level::Error, Level::Warning, Level::Note];
    let counts: Vec<_> = levels.into_iter().filter_map(count).collect();
    if counts.is_empty() {
        return Ok(());
    }
    let style = if findings.has_errors() { ERROR } else { NOTE };
    let counts = counts.join(", ");
    writeln!(
        output.diagnostics,
        "{style}{counts}{style:#} in {}; {HELP}`cargo xtask lint --explain RULE`{HELP:#} says more \
         about one",
        visible(findings.file())
    )?;
    Ok(())
}

fn explain(id: &str, output: &mut Output<'_>) -> Result<Outcome, Error> {
    writeln!(output.results, "{}", named(id)?.explain())?;
    Ok(Outcome::Clean)
}

/// The rule that a person names.
fn named(id: &str) -> Result<&'static Rule, Error> {
    rule(id).map_err(|unknown| Common::Rule(unknown.to_string()).into())
}

fn list(output: &mut Output<'_>) -> Result<Outcome, Error> {
    let width = rules().map(|rule| rule.id.len()).max().unwrap_or_default();
    for group in [
        Group::Correctness,
        Group::Safety,
        Group::Preflight,
        Group::Style,
    ] {
        writeln!(output.results, "{HEADING}{}{HEADING:#}", group.name())?;
        for rule in rules().filter(|rule| rule.group == group) {
            let Rule {
                id, level, what, ..
            } = rule;
            writeln!(output.results, "  {id:width$}  {level:7}  {what}")?;
        }
    }
    Ok(Outcome::Clean)
}

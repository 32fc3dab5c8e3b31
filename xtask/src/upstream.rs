//! `upstream`: the document beside the vendor's own definitions.

mod files;
mod import;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use openapi_document::{Document, Findings, visible};
use openapi_lint::Styling;
use openapi_upstream::{
    Comparison, Definition, compare, contradictions, counted, render_issue, render_json,
    render_text, summary,
};

use crate::{error::Error, lint, workspace};
use openapi_review_cli::{
    error::{Error as Common, Outcome},
    output::{HELP, NOTE, Output},
    read,
};

/// How many files that are no definitions are named.
const MOST_NAMED: usize = 5;

/// The arguments of `upstream`.
#[derive(Args, Clone, Debug)]
pub struct UpstreamArgs {
    /// Definitions of the vendor's, in Swagger 2.0 or OpenAPI 3.0, or folders that are searched for such.
    ///
    /// A folder is taken for all that the vendor has: an operation of the document that is not in it is
    /// gone.
    #[arg(value_name = "FILE|DIR", required = true)]
    pub definitions: Vec<PathBuf>,

    /// Another document than openapi/dcs.yaml of this workspace.
    #[arg(long, value_name = "FILE")]
    pub document: Option<PathBuf>,

    /// How the differences are printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// Add a draft of this operation to the document, as the start of a hand-made edit. Lines are added, and
    /// none is changed.
    #[arg(long, value_name = "OPERATION", conflicts_with_all = ["contradictions", "format"])]
    pub import: Option<String>,

    /// List instead where the definitions contradict themselves: an example against its table.
    #[arg(long)]
    pub contradictions: bool,
}

/// How differences are printed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub enum Format {
    /// For a person.
    #[default]
    Text,
    /// For a program: one object with the list `differences`, or `findings` of one definition a line.
    Json,
    /// For an issue of GitHub.
    Markdown,
}

/// Runs the command.
///
/// # Errors
///
/// When the document or a definition cannot be read.
pub fn run(arguments: &UpstreamArgs, output: &mut Output<'_>) -> Result<Outcome, Error> {
    let files::Found {
        definitions,
        extent,
        skipped,
    } = files::read(&arguments.definitions)?;
    for file in skipped.iter().take(MOST_NAMED) {
        let file = visible(&file.to_string_lossy()).into_owned();
        writeln!(
            output.diagnostics,
            "{NOTE}note{NOTE:#}: {file} is no definition"
        )?;
    }
    if let Some(left @ 1..) = skipped.len().checked_sub(MOST_NAMED) {
        let files = counted(left, "more file");
        writeln!(
            output.diagnostics,
            "{NOTE}note{NOTE:#}: nor are {files} of the folders"
        )?;
    }
    if arguments.contradictions {
        return contradicting(arguments.format, &definitions, output);
    }
    let document = document(arguments)?;
    if let Some(operation) = &arguments.import {
        return import::run(arguments, &document, &definitions, operation, output);
    }
    let compared = compare(&document, &definitions, extent).map_err(Common::Refused)?;
    print(arguments.format, &compared, document.file(), output)?;
    Ok(match compared.differences.is_empty() {
        true => Outcome::Clean,
        false => Outcome::Found,
    })
}

/// The document of the workspace, or the one that is named.
fn document(arguments: &UpstreamArgs) -> Result<Document, Error> {
    let (path, name) = match &arguments.document {
        Some(path) => (path.clone(), path.clone()),
        None => (
            workspace::find()?.join(workspace::DOCUMENT),
            PathBuf::from(workspace::DOCUMENT),
        ),
    };
    Ok(read::document(&path, &name)?)
}

fn print(
    format: Format,
    compared: &Comparison,
    file: &str,
    output: &mut Output<'_>,
) -> Result<(), Error> {
    let text = match format {
        Format::Text => render_text(compared, file, Styling::Coloured),
        Format::Json => render_json(compared, file).map_err(std::io::Error::from)?,
        Format::Markdown => render_issue(compared, file),
    };
    write!(output.results, "{text}")?;
    output.results.flush()?;
    if format == Format::Text {
        writeln!(output.diagnostics, "{}", summary(compared))?;
        if compared.compared == 0 {
            writeln!(
                output.diagnostics,
                "  {HELP}help{HELP:#}: no operation of {file} is in these definitions"
            )?;
        }
    }
    Ok(())
}

/// Prints where each definition contradicts itself.
fn contradicting(
    format: Format,
    definitions: &[Definition],
    output: &mut Output<'_>,
) -> Result<Outcome, Error> {
    let found: Vec<Findings> = definitions
        .iter()
        .map(contradictions)
        .filter(|findings| !findings.is_empty())
        .collect();
    for findings in &found {
        match format {
            Format::Text | Format::Markdown => writeln!(output.results, "{findings}")?,
            Format::Json => lint::print_json(findings, output.results)?,
        }
    }
    output.results.flush()?;
    let count: usize = found.iter().map(|findings| findings.as_slice().len()).sum();
    writeln!(
        output.diagnostics,
        "{} in {} of {}",
        counted(count, "contradiction"),
        found.len(),
        counted(definitions.len(), "definition")
    )?;
    Ok(match found.is_empty() {
        true => Outcome::Clean,
        false => Outcome::Found,
    })
}

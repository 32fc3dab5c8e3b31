//! `regen`: from the document to the generated files.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use openapi_codegen::{Artifact, artifacts_with};
use openapi_document::Document;
use openapi_lint::Policy;

use crate::{
    cli::RegenArgs,
    compared::{Change, File, print_written},
    error::Error,
    facts, lint,
    rule_pages::rule_pages,
    text_diff::{self, LineCounts},
    workspace,
    write::Root,
};
use openapi_review_cli::{
    error::{Error as Common, Outcome},
    output::{GOOD, HELP, NOTE, Output},
    read,
};

/// Runs the command.
///
/// # Errors
///
/// When the document is refused, or a file cannot be read or written.
pub fn run(arguments: &RegenArgs, output: &mut Output<'_>) -> Result<Outcome, Error> {
    let job = Job::new(arguments)?;
    let files = job.files(&arguments.allow, output)?;
    if arguments.check {
        report_stale(&job, &files, output)
    } else {
        write_changed(&job.root, &files, output)
    }
}

/// The generated files of the workspace at `root`, beside those that are there. Nothing is written.
///
/// # Errors
///
/// When the document is refused, or a file cannot be read.
pub(crate) fn files(root: &Path, output: &mut Output<'_>) -> Result<Vec<File>, Error> {
    Job::own(root.to_owned()).files(&[], output)
}

/// Writes those of `files` that differ; `written` hears of each when it is done.
///
/// # Errors
///
/// When a file cannot be written. Those before it are whole.
pub(crate) fn write(
    root: &Root,
    files: &[File],
    mut written: impl FnMut(&File) -> io::Result<()>,
) -> Result<(), Error> {
    for file in files {
        root.remove_leftovers(Path::new(&file.path));
    }
    for file in files {
        file.write(root)?;
        written(file)?;
    }
    Ok(())
}

/// What is read and what is written.
struct Job {
    document: PathBuf,
    /// How messages call the document.
    document_name: PathBuf,
    /// The folder that the paths of the artifacts begin at.
    root: Root,
    /// How messages call that folder; empty for the workspace.
    root_name: PathBuf,
    /// The command that writes the files.
    command: String,
    policy: Policy,
    /// What is written beside what the document makes.
    pages: Vec<Artifact>,
    /// The page with the table of facts.
    facts: Option<&'static str>,
}

impl Job {
    fn new(arguments: &RegenArgs) -> Result<Self, Error> {
        let command = workspace::TARGET.command;
        if let (Some(document), Some(root)) = (&arguments.spec, &arguments.out_dir) {
            return Ok(Self {
                document: document.clone(),
                document_name: document.clone(),
                root: Root::at(root.clone()),
                root_name: root.clone(),
                command: format!(
                    "{command} --spec {} --out-dir {}",
                    quoted(document),
                    quoted(root)
                ),
                policy: Policy::elsewhere(),
                pages: Vec::new(),
                facts: None,
            });
        }
        workspace::find().map(Self::own)
    }

    /// The document of the workspace at `root`.
    fn own(root: PathBuf) -> Self {
        Self {
            document: root.join(workspace::DOCUMENT),
            document_name: PathBuf::from(workspace::DOCUMENT),
            root: Root::at(root),
            root_name: PathBuf::new(),
            command: workspace::TARGET.command.to_owned(),
            policy: Policy::own().without_style(),
            pages: rule_pages(),
            facts: Some(workspace::FACTS),
        }
    }

    /// All that is generated, in spite of the rules in `allowed`: everything is known before the
    /// first file is written.
    fn files(&self, allowed: &[String], output: &mut Output<'_>) -> Result<Vec<File>, Error> {
        let mut policy = self.policy.clone();
        lint::allow(&mut policy, allowed)?;
        let document = read::document_under(&policy, &self.document, &self.document_name)?;
        let generated =
            artifacts_with(&document, &workspace::TARGET, &policy).map_err(Common::Refused)?;
        output.findings(&generated.findings)?;
        let facts = self.facts(&document)?;
        let artifacts = generated.artifacts.into_iter();
        artifacts
            .chain(facts)
            .chain(self.pages.iter().cloned())
            .map(|Artifact { path, contents }| {
                File::new(&self.root, &self.root_name, path, contents)
            })
            .collect()
    }
}

impl Job {
    /// The page with the table of facts; a workspace without the page has none.
    fn facts(&self, document: &Document) -> Result<Option<Artifact>, Error> {
        let Some(path) = self.facts else {
            return Ok(None);
        };
        let page = self
            .root
            .read(Path::new(path))
            .map_err(|source| Common::Read {
                path: PathBuf::from(path),
                source,
            })?;
        let Some(page) = page else { return Ok(None) };
        let text = String::from_utf8_lossy(&page);
        Ok(Some(Artifact {
            path: path.to_owned(),
            contents: facts::page(&text, document)?,
        }))
    }
}

/// A path as a shell reads it.
fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,=:@%".contains(c);
    if text.chars().all(is_plain) {
        return text.into_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn write_changed(root: &Root, files: &[File], output: &mut Output<'_>) -> Result<Outcome, Error> {
    // A reader that closes the pipe must not keep the rest of the files from being written, so the
    // results are printed when all is done.
    let mut report = Vec::new();
    let written = write(root, files, |file| {
        print_written(&file.name, &file.change, &mut report)
    });
    let printed = output.results.write_all(&report);
    // A file that could not be written is the graver news, whatever became of the report.
    written?;
    printed?;
    Ok(Outcome::Clean)
}

fn report_stale(job: &Job, files: &[File], output: &mut Output<'_>) -> Result<Outcome, Error> {
    let mut stale = 0;
    for file in files {
        if !print_difference(file, output.results)? {
            stale += 1;
        }
    }
    output.results.flush()?;
    let count = match stale {
        0 => return Ok(Outcome::Clean),
        1 => "1 file is stale".to_owned(),
        _ => format!("{stale} files are stale"),
    };
    let command = &job.command;
    writeln!(
        output.diagnostics,
        "{NOTE}{count}{NOTE:#}; to fix it, run {HELP}`{command}`{HELP:#}"
    )?;
    Ok(Outcome::Found)
}

/// Prints the state of a file and its difference, and returns whether it is up to date.
fn print_difference(file: &File, results: &mut dyn Write) -> io::Result<bool> {
    let name = file.name.display();
    let old = match &file.change {
        Change::Unchanged => {
            writeln!(results, "{name}: {GOOD}unchanged{GOOD:#}")?;
            return Ok(true);
        }
        Change::Created(lines) => {
            writeln!(
                results,
                "{name}: {NOTE}missing{NOTE:#} (+{} lines)",
                lines.added
            )?;
            None
        }
        Change::Updated { old, lines } => {
            let LineCounts { added, removed } = lines;
            writeln!(
                results,
                "{name}: {NOTE}stale{NOTE:#} (+{added} −{removed} lines)"
            )?;
            Some(old.as_str())
        }
    };
    text_diff::print(results, &file.path, old, &file.contents)?;
    Ok(false)
}

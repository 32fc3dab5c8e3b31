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
    error::{Error, Outcome},
    lint,
    output::{GOOD, HELP, NOTE, Output},
    read,
    text_diff::{self, LineCounts},
    workspace,
    write::Root,
};

/// Runs the command.
///
/// # Errors
///
/// When the document is refused, or a file cannot be read or written.
pub fn run(arguments: &RegenArgs, output: &mut Output<'_>) -> Result<Outcome, Error> {
    let job = Job::new(arguments)?;
    let mut policy = match arguments.spec {
        Some(_) => Policy::elsewhere(),
        None => Policy::own().without_style(),
    };
    lint::allow(&mut policy, &arguments.allow)?;
    let document = read::document_under(&policy, &job.document, &job.document_name)?;
    let artifacts = generate(&document, &policy, output)?;
    // Everything is known before the first file is written.
    let files = artifacts
        .into_iter()
        .map(|artifact| job.file(artifact))
        .collect::<Result<Vec<_>, _>>()?;
    if arguments.check {
        report_stale(&job, &files, output)
    } else {
        write_changed(&job.root, &files, output)
    }
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
}

impl Job {
    fn new(arguments: &RegenArgs) -> Result<Self, Error> {
        let command = "cargo xtask regen".to_owned();
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
            });
        }
        let root = workspace::find()?;
        Ok(Self {
            document: root.join(workspace::DOCUMENT),
            document_name: PathBuf::from(workspace::DOCUMENT),
            root: Root::at(root),
            root_name: PathBuf::new(),
            command,
        })
    }

    /// Compares an artifact with the file that is there.
    fn file(&self, artifact: Artifact) -> Result<File, Error> {
        let Artifact { path, contents } = artifact;
        let name = self.root_name.join(path);
        let old = self
            .root
            .read(Path::new(path))
            .map_err(|source| Error::Read {
                path: name.clone(),
                source,
            })?;
        Ok(File {
            name,
            path,
            change: Change::between(old, &contents),
            contents,
        })
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

/// An artifact and the file that holds it.
struct File {
    /// How messages call the file.
    name: PathBuf,
    /// From the root.
    path: &'static str,
    contents: String,
    change: Change,
}

/// How an artifact differs from the file that is there.
enum Change {
    Unchanged,
    Created(LineCounts),
    Updated { old: String, lines: LineCounts },
}

impl Change {
    fn between(old: Option<Vec<u8>>, new: &str) -> Self {
        let Some(old) = old else {
            return Self::Created(text_diff::count("", new));
        };
        if old == new.as_bytes() {
            return Self::Unchanged;
        }
        // A file that somebody has filled with something else than text differs all the same.
        let old = String::from_utf8_lossy(&old).into_owned();
        let lines = text_diff::count(&old, new);
        Self::Updated { old, lines }
    }
}

fn generate(
    document: &Document,
    policy: &Policy,
    output: &mut Output<'_>,
) -> Result<Vec<Artifact>, Error> {
    let generated = artifacts_with(document, policy).map_err(Error::Refused)?;
    output.findings(&generated.findings)?;
    Ok(generated.artifacts)
}

fn write_changed(root: &Root, files: &[File], output: &mut Output<'_>) -> Result<Outcome, Error> {
    for file in files {
        root.remove_leftovers(Path::new(file.path));
    }
    // A reader that closes the pipe must not keep the rest of the files from being written, so the
    // results are printed when all is done.
    let mut report = Vec::new();
    let written = files
        .iter()
        .try_for_each(|file| write_file(root, file, &mut report));
    let printed = output.results.write_all(&report);
    // A file that could not be written is the graver news, whatever became of the report.
    written?;
    printed?;
    Ok(Outcome::Clean)
}

fn write_file(root: &Root, file: &File, report: &mut Vec<u8>) -> Result<(), Error> {
    if !matches!(file.change, Change::Unchanged) {
        let replaced = root.replace(Path::new(file.path), file.contents.as_bytes());
        replaced.map_err(|source| Error::Write {
            path: file.name.clone(),
            source,
        })?;
    }
    let name = file.name.display();
    match &file.change {
        Change::Unchanged => writeln!(report, "{name}: {GOOD}unchanged{GOOD:#}")?,
        Change::Created(lines) => {
            writeln!(
                report,
                "{name}: {NOTE}created{NOTE:#} (+{} lines)",
                lines.added
            )?;
        }
        Change::Updated { lines, .. } => {
            let LineCounts { added, removed } = lines;
            writeln!(
                report,
                "{name}: {NOTE}updated{NOTE:#} (+{added} −{removed} lines)"
            )?;
        }
    }
    Ok(())
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
    text_diff::print(results, file.path, old, &file.contents)?;
    Ok(false)
}

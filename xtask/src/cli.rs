//! The arguments of the command line, and the help that explains them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{diff::DiffArgs, lint::LintArgs, upstream::UpstreamArgs};

const EXIT_STATUS: &str = "\
Exit status:
  0  nothing to report
  1  the check found something
  2  the command could not do its job: wrong usage, a file that cannot be read or written,
     a document that must be fixed first";

const AFTER_HELP: &str = "\
The usual way to work:
  1. edit openapi/dcs.yaml
  2. cargo xtask accept          write the generated code, and what is recorded of it
  3. git diff                    read what changed: it is what reviewers will read
  4. cargo xtask diff            see what the change breaks, and which version it needs
  5. cargo xtask ci              everything that the pull request will be asked for

The commands work from any folder of the workspace. Results go to stdout, progress and
diagnostics to stderr. Set NO_COLOR to do without colours.
";

const AFTER_REGEN: &str = "\
Examples:
  cargo xtask regen
      Write the generated files of this workspace from openapi/dcs.yaml.

  cargo xtask regen --check
      Write nothing. Show how each stale file differs, and how to fix it.

  cargo xtask regen --spec other.yaml --out-dir /tmp/other
      Write what another document makes below another folder; this workspace stays as it is.
";

const AFTER_ACCEPT: &str = "\
Examples:
  cargo xtask accept && git diff
      Take what the document says now, and read what that changes.
";

const AFTER_LINT: &str = "\
Examples:
  cargo xtask lint
      Check the document of this workspace, style rules included.

  cargo xtask lint other.yaml --allow unsafe-path-parameter
      Check a document from elsewhere, and leave out one rule.

  cargo xtask lint --explain unsafe-path-parameter
      Say what a rule asks for, why, and how to fix a document, with an example.
";

const AFTER_DIFF: &str = "\
Examples:
  cargo xtask diff
      Review what this branch and the working tree change.

  cargo xtask diff v0.2.0 HEAD
      Review what has changed since a release.

  cargo xtask diff old.yaml new.yaml --fail-on breaking
      Compare two files; without versions, any breaking change is refused.

  git show v0.2.0:openapi/dcs.yaml | cargo xtask diff - other.yaml
      Compare with a document on standard input.

  cargo xtask diff --format markdown > review.md
      Write the review as a comment for a pull request.

  cargo xtask diff --write
      Write the version that the change needs into Cargo.toml.

  cargo xtask diff --format changelog
      Write what the change is to callers, as an entry for CHANGELOG.md.

  cargo xtask diff --explain request-parameter-became-required
      Say what a change means, whom it breaks, and what to do instead.
";

const AFTER_UPSTREAM: &str = "\
Examples:
  cargo xtask upstream ../definitions
      Compare the operations of the document with a folder of the vendor's definitions.

  cargo xtask upstream ListInstances.json
      Compare one operation.

  cargo xtask upstream ../definitions --import ShowInstance
      Add a draft of an operation to the document.

  cargo xtask upstream ../definitions --contradictions
      List where the definitions contradict themselves.
";

const AFTER_CI: &str = "\
Examples:
  cargo xtask ci
      Run every check, also after one has failed; end with a summary.

  cargo xtask ci --no-tests
      Run every check but the tests, for a caller that has run them.
";

/// The command line: `cargo xtask <command>`.
#[derive(Debug, Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    about = "Turns openapi/dcs.yaml into the client, and checks this workspace.",
    long_about = None,
    after_help = format!("{AFTER_HELP}\n{EXIT_STATUS}"),
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the code that the document describes.
    ///
    /// Reads openapi/dcs.yaml, checks it, and writes the generated files that have changed, and the
    /// pages about the rules below docs/rules. Prints one line for each file: unchanged, created, or
    /// updated. A document with an error is refused and nothing is written. Only regular files are read and replaced, and no link below the
    /// folder is followed.
    #[command(after_help = format!("{AFTER_REGEN}\n{EXIT_STATUS}"), verbatim_doc_comment)]
    Regen(RegenArgs),

    /// Generate, and accept what an edit of the document changes.
    ///
    /// Does what `regen` does, then accepts the snapshots of the document by running the tests that
    /// make them, and refreshes the review that the README shows. Prints one line for each file that
    /// changed, and nothing when none did. A document with an error is refused and nothing is written.
    #[command(after_help = format!("{AFTER_ACCEPT}\n{EXIT_STATUS}"), verbatim_doc_comment)]
    Accept,

    /// Check a document and say how to fix it.
    ///
    /// Every finding names the place, what is wrong there and how to fix it. All findings of a run
    /// are shown at once; an error among them makes the exit status 1.
    #[command(after_help = format!("{AFTER_LINT}\n{EXIT_STATUS}"), verbatim_doc_comment)]
    Lint(LintArgs),

    /// Review a change of the document: what it breaks, and which version it needs.
    ///
    /// Compares two documents and says what differs on the wire and in the generated client, with
    /// file, line and column of both sides, and which version bump the change needs. Each side is a
    /// file or a git revision, or `-` for a document on standard input.
    ///
    /// When a side cannot be generated, what breaks in Rust is unknown. The review of the wire is
    /// shown and the change is refused: the exit status is 1, unless with `--fail-on never`.
    #[command(after_help = format!("{AFTER_DIFF}\n{EXIT_STATUS}"), verbatim_doc_comment)]
    Diff(DiffArgs),

    /// Say where the vendor's own definitions differ from the document.
    ///
    /// Takes the operations that both have and reviews the document against the vendor's files: what the
    /// vendor says and the document lacks, what the document states and the vendor does not, and what
    /// contradicts. Each difference names both places. What differs on purpose stands in the document, as
    /// `vendor` in an `x-source`, and is silent; what stands there and differs no more is reported.
    #[command(after_help = format!("{AFTER_UPSTREAM}\n{EXIT_STATUS}"), verbatim_doc_comment)]
    Upstream(UpstreamArgs),

    /// Run every check that a pull request must pass.
    ///
    /// The format of the code, clippy, the generated files, the dependencies, the tests and the
    /// documentation; no warning is let through. All of them run, also after one has failed, and the
    /// summary names for each failed one the command that repeats it. What is not installed is
    /// skipped, and the summary says so.
    #[command(after_help = format!("{AFTER_CI}\n{EXIT_STATUS}"), verbatim_doc_comment)]
    Ci(CiArgs),
}

/// The arguments of `regen`.
#[derive(Args, Clone, Debug, Default)]
pub struct RegenArgs {
    /// Write nothing; show how each stale file differs, and end with 1 when there is one.
    #[arg(long)]
    pub check: bool,

    /// Another document, in YAML or JSON, to generate from; `-` is standard input.
    #[arg(long, value_name = "FILE", requires = "out_dir")]
    pub spec: Option<PathBuf>,

    /// The folder to write below, instead of this workspace; made when it is not there.
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub out_dir: Option<PathBuf>,

    /// Generate in spite of a rule that sound output does not need; may be given several times.
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
}

/// The arguments of `ci`.
#[derive(Args, Clone, Debug, Default)]
pub struct CiArgs {
    /// Leave the tests out, for a caller that has run them.
    #[arg(long)]
    pub no_tests: bool,
}

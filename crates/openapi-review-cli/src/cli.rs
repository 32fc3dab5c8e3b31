//! The arguments of the command line, and the help that explains them.

use std::{
    ffi::OsString,
    path::{Component, Path, PathBuf},
};

use clap::{Args, Parser, ValueEnum};
use openapi_review::{Day, FailOn, FileUrl};

use crate::{
    error::Error,
    project::{Project, VersionFrom},
};

/// How a command ends that reviews.
pub const EXIT_STATUS: &str = "\
Exit status:
  0  nothing to report
  1  the change is refused
  2  the command could not do its job: wrong usage, a file that cannot be read,
     a document that must be fixed first";

const EXAMPLES: &str = "\
Examples:
  openapi-review old.yaml new.yaml
      Compare two files.

  openapi-review --spec api/openapi.yaml
      Review what this branch and the working tree change in a document.

  openapi-review --spec api/openapi.yaml v1.4.0 HEAD
      Compare a release with the newest commit. `main...topic` is what topic changed since it left main.

  git show v1.4.0:openapi.yaml | openapi-review - openapi.yaml
      Compare with a document on standard input.

  openapi-review HEAD~3:old/openapi.yaml openapi.yaml
      Name the file of a revision.

  openapi-review --explain request-parameter-became-required
      Say what a change means, whom it breaks, and what to do instead.

As a diff driver of git:
  git config diff.openapi.command openapi-review
  echo 'openapi.yaml diff=openapi' >> .gitattributes
  git diff
";

/// The command line: `openapi-review [BASE] [HEAD]`.
#[derive(Debug, Parser)]
#[command(
    name = "openapi-review",
    bin_name = "openapi-review",
    version,
    about = "What a change of an OpenAPI document breaks, and which version it needs.",
    long_about = None,
    after_help = format!("{EXAMPLES}\n{EXIT_STATUS}"),
    max_term_width = 100,
)]
pub struct Cli {
    /// Base and head: each a file, a git revision, `REVISION:FILE`, or `-` for standard input. One range
    /// (`main...topic`) names both. Without base, the commit at which HEAD left the default branch;
    /// without head, the working tree. Git gives seven arguments, or nine for a renamed file.
    #[arg(value_name = "BASE HEAD", num_args = 0..=9)]
    pub sides: Vec<OsString>,

    /// The document that revisions are asked for, from the current folder.
    #[arg(long, value_name = "PATH")]
    pub spec: Option<String>,

    /// Where base has the document, when git does not know that it was renamed.
    #[arg(long, value_name = "PATH", requires = "spec")]
    pub base_spec: Option<String>,

    /// The Cargo.toml that says the version, from the current folder. Without it, `info.version` of the
    /// document is the version.
    #[arg(long, value_name = "PATH")]
    pub manifest: Option<String>,

    /// How the review is made and shown.
    #[command(flatten)]
    pub review: ReviewArgs,
}

impl Cli {
    /// What the arguments say of the project.
    ///
    /// # Errors
    ///
    /// When there is no current directory, or a path leads out of it.
    pub(crate) fn project(&self) -> Result<Project, Error> {
        let from_here = |path: &Option<String>| path.as_deref().map(as_git_writes).transpose();
        Ok(Project {
            command: "openapi-review",
            folder: Some(std::env::current_dir().map_err(Error::NoCurrentDirectory)?),
            document: from_here(&self.spec)?,
            base_document: from_here(&self.base_spec)?,
            version: match from_here(&self.manifest)? {
                Some(manifest) => VersionFrom::Manifest(manifest),
                None => VersionFrom::Document,
            },
            crates: &[],
        })
    }
}

/// A path below the current folder as git writes it. Git takes others, too, and answers with this one,
/// so that another would seem to name nothing.
fn as_git_writes(path: &str) -> Result<String, Error> {
    let outside = || Error::Outside(path.to_owned());
    let mut names: Vec<&str> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::CurDir => {}
            Component::Normal(name) => names.push(name.to_str().ok_or_else(outside)?),
            Component::ParentDir => {
                names.pop().ok_or_else(outside)?;
            }
            Component::Prefix(_) | Component::RootDir => return Err(outside()),
        }
    }
    Ok(names.join("/"))
}

/// How a review is made and shown.
#[derive(Args, Clone, Debug)]
pub struct ReviewArgs {
    /// How to show the review.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Which changes end with exit status 1; so does one that cannot be judged, unless it is
    /// `wire` or `never`.
    #[arg(long, value_enum, default_value_t = Gate::Semver)]
    pub fail_on: Gate,

    /// Compare on the wire alone, and generate no client.
    #[arg(long)]
    pub wire: bool,

    /// Where the base document can be looked at, for links to its lines in Markdown.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<FileUrl>,

    /// Where the head document can be looked at.
    #[arg(long, value_name = "URL")]
    pub head_url: Option<FileUrl>,

    /// What the project decides for itself: levels, and changes that are accepted. Without it,
    /// `review.toml` of the current folder or the workspace, if there is one.
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,

    /// The day on which the review is made, such as 2027-03-01; without it, today in UTC. What is
    /// accepted runs out on a day, and an operation stays until one.
    #[arg(long, value_name = "DAY")]
    pub today: Option<Day>,

    /// Explain a change: what its id stands for, whom it breaks, and what to do instead.
    #[arg(long, value_name = "ID", conflicts_with_all = ["format", "fail_on", "wire", "base_url", "head_url", "policy", "today"])]
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
    /// For a changelog, to be edited.
    Changelog,
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

//! `diff`: what a change of the document breaks, and which version it needs.

use std::ffi::OsString;

use clap::Args;
use openapi_review_cli::{
    Project, VersionFrom,
    cli::ReviewArgs,
    error::{Error as Common, Outcome},
    manifest::MANIFEST,
    output::Output,
    review,
};

use crate::{
    error::Error,
    version_bump,
    workspace::{self, DOCUMENT, LIBRARIES, PUBLISHED},
};

/// The arguments of `diff`.
#[derive(Args, Clone, Debug)]
pub struct DiffArgs {
    /// What to compare with: a file or a git revision. Without it, the commit at which HEAD left
    /// the default branch.
    #[arg(value_name = "BASE", conflicts_with = "explain")]
    pub base: Option<OsString>,

    /// What to review: a file or a git revision. Without it, the working tree.
    #[arg(value_name = "HEAD", conflicts_with = "explain")]
    pub head: Option<OsString>,

    /// Write the version that the change needs, where the working tree has a smaller one: into
    /// Cargo.toml, where the crates name it too, and into Cargo.lock.
    #[arg(long, conflicts_with_all = ["head", "explain"])]
    pub write: bool,

    /// How the review is made and shown.
    #[command(flatten)]
    pub review: ReviewArgs,
}

/// Runs the command.
///
/// # Errors
///
/// When a side cannot be found, read, or is no document, or no change has the id to explain.
pub fn run(arguments: &DiffArgs, output: &mut Output<'_>) -> Result<Outcome, Error> {
    let project = Project {
        command: "cargo xtask diff",
        folder: workspace::find().ok(),
        document: Some(DOCUMENT.to_owned()),
        base_document: None,
        version: VersionFrom::Workspace {
            manifest: MANIFEST,
            published: &PUBLISHED,
        },
        // Nothing is asked of the code where the wire alone is compared.
        crates: if arguments.review.wire {
            &[]
        } else {
            &LIBRARIES
        },
    };
    let sides = (arguments.base.as_deref(), arguments.head.as_deref());
    if arguments.write {
        let folder = workspace::find()?;
        let version = review::missing_version(&project, sides, &arguments.review)?;
        if let Some(version) = version {
            version_bump::write(&folder, &version, output)?;
        }
    }
    review::run(&project, sides, &arguments.review, output).map_err(|error| match error {
        Common::NoProject => workspace::find().err().unwrap_or(Error::Common(error)),
        error => Error::Common(error),
    })
}

//! What is reviewed where only revisions are named: which document, and what says its version.

use std::path::PathBuf;

/// A document with a history.
#[derive(Clone, Debug)]
pub struct Project {
    /// What a person types for a review, for advice.
    pub command: &'static str,
    /// The folder from where paths are seen. Two files can be compared without.
    pub folder: Option<PathBuf>,
    /// The document, from the folder.
    pub document: Option<String>,
    /// Where base has it, when not there.
    pub base_document: Option<String>,
    /// What says the version.
    pub version: VersionFrom,
    /// The crates whose code is compared beside the documents.
    pub crates: &'static [Crate],
}

/// A crate of a project that others depend on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Crate {
    /// The folder of its source files, from the folder of the project.
    pub source: &'static str,
    /// What stands in front of its items: nothing, or a module and `::`.
    pub module: &'static str,
}

/// What says the version of a project.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum VersionFrom {
    /// `info.version` of the document, where that has three numbers.
    Document,
    /// The manifest of a crate or of a workspace.
    Manifest(String),
    /// The manifest of a workspace, whose version all that is published has.
    Workspace {
        /// The manifest of the workspace.
        manifest: &'static str,
        /// The manifests of the crates that are published.
        published: &'static [&'static str],
    },
}

impl VersionFrom {
    /// The manifests that the version depends on, the one that says it first.
    pub(crate) fn manifests(&self) -> Vec<&str> {
        match self {
            Self::Document => Vec::new(),
            Self::Manifest(manifest) => vec![manifest],
            Self::Workspace {
                manifest,
                published,
            } => [&[*manifest], *published].concat(),
        }
    }

    /// Where a person writes another version.
    pub(crate) fn place(&self) -> String {
        match self {
            Self::Document => "under `info` of the document".to_owned(),
            Self::Manifest(manifest) => format!("in {manifest}"),
            Self::Workspace { manifest, .. } => {
                format!("under [workspace.package] in {manifest}")
            }
        }
    }
}

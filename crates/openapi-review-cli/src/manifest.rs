//! What the manifests of a workspace say about its version.
//!
//! It is read as TOML and not searched as text: a pull request may hold any text, also one in which
//! a string looks like a table. A key that is there twice, or anything else that is not TOML, says
//! nothing.

use std::{fmt, path::Path, str};

use openapi_review::Version;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::files::{self, FileError};

/// The name of the file.
pub const MANIFEST: &str = "Cargo.toml";

/// More than any manifest has: 1 MiB. What is longer says nothing.
const MAX_BYTES: usize = 1024 * 1024;

/// The manifest at a path.
///
/// # Errors
///
/// When it is not a regular file, cannot be read, or is too large.
pub fn contents(path: &Path) -> Result<Vec<u8>, FileError> {
    let file = files::open(path)?;
    files::contents(&file, MAX_BYTES as u64)
}

/// Whether a manifest may be that of a workspace. One that is not TOML may be: a workspace does not
/// end while its manifest is being edited.
pub fn is_workspace(manifest: &[u8]) -> bool {
    read(manifest).map_or(true, |table| table.get_ref().contains_key("workspace"))
}

/// The version of the workspace, `[workspace.package] version`.
///
/// # Errors
///
/// When the manifest does not say it.
pub fn version(manifest: &[u8]) -> Result<Version, NoVersion> {
    let table = read(manifest)?;
    let workspace = table.get_ref().get("workspace");
    let value = workspace
        .and_then(|workspace| member(workspace, "package"))
        .and_then(|package| member(package, "version"))
        .ok_or(NoVersion::Missing)?;
    parsed(manifest, value)
}

fn parsed(manifest: &[u8], value: &Spanned<DeValue<'_>>) -> Result<Version, NoVersion> {
    let version = value.get_ref().as_str();
    version
        .and_then(|version| Version::parse(version).ok())
        .ok_or_else(|| NoVersion::Malformed(line(manifest, value.span().start)))
}

/// The version of a crate that says its own, `[package] version`.
///
/// # Errors
///
/// When the manifest does not say it.
pub fn package_version(manifest: &[u8]) -> Result<Version, NoVersion> {
    let table = read(manifest)?;
    let package = table.get_ref().get("package");
    let value = package
        .and_then(|package| member(package, "version"))
        .ok_or(NoVersion::Missing)?;
    parsed(manifest, value)
}

/// Looks whether a crate has the version of the workspace, `version.workspace = true`.
///
/// # Errors
///
/// When the manifest does not say so.
pub fn inherits_version(manifest: &[u8]) -> Result<(), NoVersion> {
    let table = read(manifest)?;
    let package = table.get_ref().get("package");
    let value = package
        .and_then(|package| member(package, "version"))
        .ok_or(NoVersion::Own(None))?;
    let inherits = member(value, "workspace").and_then(|inherits| inherits.get_ref().as_bool());
    match inherits {
        Some(true) => Ok(()),
        _ => Err(NoVersion::Own(Some(line(manifest, value.span().start)))),
    }
}

/// Why a manifest says no version. Nothing of the manifest is repeated.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoVersion {
    /// The manifest is larger than any is.
    TooLarge,
    /// The manifest is not TOML, from this line on.
    NotToml(usize),
    /// The key is not there.
    Missing,
    /// What stands in this line is no version.
    Malformed(usize),
    /// The version of a crate is not the workspace's; the line that says another, if one does.
    Own(Option<usize>),
}

impl NoVersion {
    /// The line that it is about.
    pub fn line(self) -> Option<usize> {
        match self {
            Self::NotToml(line) | Self::Malformed(line) => Some(line),
            Self::Own(line) => line,
            Self::TooLarge | Self::Missing => None,
        }
    }
}

impl fmt::Display for NoVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "it has more than a MiB",
            Self::NotToml(_) => "this is not TOML",
            Self::Missing => "`[workspace.package]` has no `version`",
            Self::Malformed(_) => "this is not a version, such as \"0.2.0\"",
            Self::Own(_) => {
                "the version of this crate is not that of the workspace; write \
                 `version.workspace = true` under [package]"
            }
        })
    }
}

fn read(manifest: &[u8]) -> Result<Spanned<DeTable<'_>>, NoVersion> {
    if manifest.len() > MAX_BYTES {
        return Err(NoVersion::TooLarge);
    }
    let text = str::from_utf8(manifest)
        .map_err(|error| NoVersion::NotToml(line(manifest, error.valid_up_to())))?;
    DeTable::parse(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        NoVersion::NotToml(line(manifest, start))
    })
}

fn member<'a, 'i>(value: &'a Spanned<DeValue<'i>>, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
    value.get_ref().as_table()?.get(key)
}

/// The number of the line with the byte at `offset`.
fn line(text: &[u8], offset: usize) -> usize {
    1 + text
        .iter()
        .take(offset)
        .filter(|byte| **byte == b'\n')
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_the_workspace_is_read() {
        for (manifest, expected) in [
            ("[workspace.package]\nversion = \"0.1.0\"\n", Some("0.1.0")),
            (
                "[workspace]\n\n[workspace.package]\nedition = \"2024\"\nversion=\"1.2.3-rc.1\" # next\n",
                Some("1.2.3-rc.1"),
            ),
            ("workspace.package.version = '0.1.0'", Some("0.1.0")),
            ("[workspace]\npackage.version = '0.1.0'", Some("0.1.0")),
            ("[workspace]\npackage = {version = '0.1.0'}", Some("0.1.0")),
            (
                "[ workspace . 'package' ]\n\"version\" = '0.1.0'",
                Some("0.1.0"),
            ),
            (
                "[workspace.package]\nversion = \"\"\"0.1.0\"\"\"",
                Some("0.1.0"),
            ),
            // What only looks like the version is none.
            (
                "a = \"\"\"\n[workspace.package]\nversion = \"0.2.0\"\n\"\"\"\n[workspace.package]\nversion = \"0.1.0\"",
                Some("0.1.0"),
            ),
            (
                "a = '''\n[workspace.package]\nversion = \"0.2.0\"\n'''\nworkspace.package.version = \"0.1.0\"",
                Some("0.1.0"),
            ),
            (
                "[workspace.package]\ndescription = \"\"\"\nversion = \"0.2.0\"\n\"\"\"\nversion = \"0.1.0\"",
                Some("0.1.0"),
            ),
            (
                "[workspace.package] # version = \"0.2.0\"\n# version = \"0.2.0\"\nversion = \"0.1.0\"",
                Some("0.1.0"),
            ),
            (
                "[workspace.package]\nmetadata.version = \"0.2.0\"\nversion = \"0.1.0\"",
                Some("0.1.0"),
            ),
            (
                "[workspace.package]\nedition = \"2024\"\n[package]\nversion = \"9.9.9\"\n",
                None,
            ),
            ("[package]\nversion = \"0.1.0\"\n", None),
            ("[[workspace]]\npackage.version = \"0.1.0\"\n", None),
            ("[workspace.package]\nversion = \"one\"\n", None),
            ("[workspace.package]\nversion = 1\n", None),
            ("[workspace.package]\nversion.workspace = true\n", None),
            ("", None),
            // Neither of two.
            (
                "[workspace.package]\nversion = \"0.1.0\"\nversion = \"0.2.0\"\n",
                None,
            ),
            (
                "[workspace.package]\nversion = \"0.1.0\"\n[workspace.package]\nversion = \"0.2.0\"\n",
                None,
            ),
            ("[workspace.package]\nversion = \"0.1.0\"\n= \n", None),
        ] {
            let found = version(manifest.as_bytes())
                .ok()
                .map(|version| version.to_string());
            assert_eq!(found.as_deref(), expected, "{manifest}");
        }
        assert!(version(b"workspace.package.version = '0.1.0' # \xff").is_err());
    }

    #[test]
    fn the_version_of_a_crate_alone_is_read() {
        for (manifest, expected) in [
            ("[package]\nversion = '1.2.3'\n", Some("1.2.3")),
            ("[package]\nversion.workspace = true\n", None),
            ("[workspace.package]\nversion = '1.2.3'\n", None),
        ] {
            let found = package_version(manifest.as_bytes());
            let found = found.ok().map(|version| version.to_string());
            assert_eq!(found.as_deref(), expected, "{manifest}");
        }
    }

    #[test]
    fn a_crate_says_that_its_version_is_that_of_the_workspace() {
        for (manifest, expected) in [
            ("[package]\nversion.workspace = true\n", true),
            ("[package]\nversion = { workspace = true }\n", true),
            ("package.version.workspace = true\n", true),
            ("[package]\nversion = \"0.1.0\"\n", false),
            ("[package]\nversion.workspace = \"true\"\n", false),
            ("[package]\nversion.workspace = false\n", false),
            ("[package]\n# version.workspace = true\n", false),
            (
                "[package]\nname = \"\"\"\nversion.workspace = true\"\"\"\n",
                false,
            ),
            ("[package.metadata]\nversion.workspace = true\n", false),
            ("version.workspace = true\n", false),
            // Neither of two.
            (
                "[package]\nversion.workspace = true\nversion = \"0.1.0\"\n",
                false,
            ),
            ("", false),
        ] {
            let inherits = inherits_version(manifest.as_bytes()).is_ok();
            assert_eq!(inherits, expected, "{manifest}");
        }
    }

    #[test]
    fn a_workspace_is_a_table_of_that_name() {
        for (manifest, expected) in [
            ("[workspace]\n", true),
            ("[ workspace ]\n", true),
            ("workspace.members = []\n", true),
            ("[workspace.package]\nversion = '0.1.0'\n", true),
            ("[package]\ndescription = '''\n[workspace]\n'''\n", false),
            ("[lints]\nworkspace = true\n", false),
            ("# [workspace]\n", false),
            ("[workspace]\n<<<<<<< ours\n", true),
            ("", false),
        ] {
            assert_eq!(is_workspace(manifest.as_bytes()), expected, "{manifest}");
        }
    }

    #[test]
    fn the_line_is_named_that_says_no_version() {
        for (manifest, expected) in [
            ("[workspace]\n", NoVersion::Missing),
            (
                "[workspace.package]\nversion = 1\n",
                NoVersion::Malformed(2),
            ),
            ("[workspace]\n\n]\n", NoVersion::NotToml(3)),
        ] {
            assert_eq!(version(manifest.as_bytes()), Err(expected), "{manifest}");
        }
        assert_eq!(version(b"[workspace]\n#\xff"), Err(NoVersion::NotToml(2)));
        let long = format!(
            "workspace.package.version = '0.1.0'\n{}",
            "#".repeat(MAX_BYTES)
        );
        assert_eq!(version(long.as_bytes()), Err(NoVersion::TooLarge));
    }
}

//! Another version of the workspace, wherever it is written.

use std::{ops::Range, path::Path};

use openapi_review::Version;
use openapi_review_cli::{
    error::Error as Common,
    manifest::{self, MANIFEST},
    output::Output,
    read,
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    compared::{File, print_written},
    error::Error,
    write::Root,
};

const LOCK: &str = "Cargo.lock";

/// Writes `version` into the manifest of the workspace and into its lock file, and prints what changed.
///
/// # Errors
///
/// When a file cannot be read or written, or the manifest says no version.
pub(crate) fn write(
    folder: &Path,
    version: &Version,
    output: &mut Output<'_>,
) -> Result<(), Error> {
    let root = Root::at(folder.to_owned());
    let manifest = read::text(folder, MANIFEST)?;
    let old = manifest::version(manifest.as_bytes())
        .map_err(|why| Common::Rule(format!("{MANIFEST}: {why}")))?;
    let mut texts = vec![(MANIFEST, with_version(&manifest, &old, version))];
    if folder.join(LOCK).exists() {
        let lock = read::text(folder, LOCK)?;
        texts.push((LOCK, locked_with_version(&lock, &old, version)));
    }
    // Both are looked at before the first is written.
    let files = texts
        .into_iter()
        .map(|(path, text)| File::new(&root, Path::new(""), path.to_owned(), text));
    let files: Vec<_> = files.collect::<Result<_, _>>()?;
    for file in files {
        file.write(&root)?;
        print_written(&file.name, &file.change, output.diagnostics)?;
    }
    output.diagnostics.flush()?;
    Ok(())
}

/// A manifest of a workspace in which the version is another: its own, and that of the dependencies which
/// are its members.
fn with_version(manifest: &str, old: &Version, new: &Version) -> String {
    let Ok(table) = DeTable::parse(manifest) else {
        return manifest.to_owned();
    };
    let workspace = table.get_ref().get("workspace");
    let own = workspace
        .and_then(|workspace| member(workspace, "package"))
        .and_then(|package| member(package, "version"));
    let dependencies = workspace
        .and_then(|workspace| member(workspace, "dependencies"))
        .and_then(|dependencies| dependencies.get_ref().as_table());
    let members = dependencies.into_iter().flatten().filter_map(|(_, value)| {
        member(value, "path")?;
        member(value, "version")
    });
    let old = old.to_string();
    let mut places: Vec<Range<usize>> = own
        .into_iter()
        .chain(members)
        .filter(|value| value.get_ref().as_str() == Some(&*old))
        .map(Spanned::span)
        .collect();
    places.sort_by_key(|place| place.start);
    let mut text = manifest.to_owned();
    // From the last on, so that the places before stay where they are.
    for place in places.into_iter().rev() {
        text.replace_range(place, &format!("\"{new}\""));
    }
    text
}

fn member<'a, 'i>(value: &'a Spanned<DeValue<'i>>, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
    value.get_ref().as_table()?.get(key)
}

/// A lock file in which the packages without a source, which are the members, have another version.
fn locked_with_version(lock: &str, old: &Version, new: &Version) -> String {
    let (old, new) = (
        format!("\nversion = \"{old}\"\n"),
        format!("\nversion = \"{new}\"\n"),
    );
    let packages = lock.split_inclusive("\n\n");
    let packages = packages.map(|package| {
        let is_member = package.starts_with("[[package]]") && !package.contains("\nsource = ");
        match is_member {
            true => package.replacen(&old, &new, 1),
            false => package.to_owned(),
        }
    });
    packages.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions() -> (Version, Version) {
        (Version::new(0, 2, 0), Version::new(0, 3, 0))
    }

    #[test]
    fn the_version_is_written_wherever_the_workspace_says_it_and_nowhere_else() {
        let (old, new) = versions();
        let manifest = "[workspace.package]
version = \"0.2.0\" # Ours.
description = \"\"\"
version = \"0.2.0\"
\"\"\"

[workspace.dependencies]
one = { path = \"crates/one\", version = \"0.2.0\" }
other = { path = \"../other\", version = \"0.1.0\" }
elsewhere = { version = \"0.2.0\" }
";
        let expected = manifest
            .replacen("\"0.2.0\" # Ours.", "\"0.3.0\" # Ours.", 1)
            .replacen(
                "one\", version = \"0.2.0\"",
                "one\", version = \"0.3.0\"",
                1,
            );
        assert_eq!(with_version(manifest, &old, &new), expected);
        assert_eq!(with_version("[", &old, &new), "[");
    }

    #[test]
    fn members_alone_are_locked_with_another_version() {
        let (old, new) = versions();
        let lock = "version = 4

[[package]]
name = \"one\"
version = \"0.2.0\"

[[package]]
name = \"two\"
version = \"0.2.0\"
source = \"registry\"

[[package]]
name = \"three\"
version = \"0.2.0\"
dependencies = [
 \"one\",
]
";
        let expected = lock
            .replacen(
                "\"one\"\nversion = \"0.2.0\"",
                "\"one\"\nversion = \"0.3.0\"",
                1,
            )
            .replacen(
                "\"three\"\nversion = \"0.2.0\"",
                "\"three\"\nversion = \"0.3.0\"",
                1,
            );
        assert_eq!(locked_with_version(lock, &old, &new), expected);
    }
}

//! Writing files so that a killed process leaves each of them whole, old or new.
//!
//! Nothing else in the workspace writes a file that matters: `clippy.toml` bans the ways around.

use std::{
    fs::{self, File, Permissions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// What the names of temporary files end with; they begin with a dot and the name of the file.
const SUFFIX: &str = ".tmp";

/// Replaces the file at `path` by `contents`, or leaves it as it was. Missing folders are made; an
/// existing file keeps its permissions; behind a symbolic link the file it names is replaced.
///
/// # Errors
///
/// Those of writing; the file is then as it was before.
pub fn write_atomically(path: &Path, contents: &[u8]) -> io::Result<()> {
    // Renaming onto a link would replace the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(&target);
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    let prefix = prefix_of(&target);
    builder.prefix(&prefix).suffix(SUFFIX);
    if let Some(permissions) = permissions_of_new_files() {
        builder.permissions(permissions);
    }
    let mut file = owned(&builder, folder)?;
    file.write_all(contents)?;
    if let Ok(existing) = fs::metadata(&target) {
        file.as_file().set_permissions(existing.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&target)?;
    Ok(())
}

/// A new temporary file that whoever tidies up leaves alone: its owner holds its lock.
///
/// Between being made and being locked it looks abandoned and may be removed; then another is made.
fn owned(builder: &tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = builder.tempfile_in(folder)?;
        // Where there are no locks, nobody can take one either, and nothing is tidied up.
        let _ = file.as_file().lock();
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes the temporary files that killed processes have left beside the file at `path`.
///
/// They do no harm, so one that cannot be removed is left where it is.
pub fn remove_leftovers(path: &Path) {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let prefix = prefix_of(&target);
    let Ok(entries) = fs::read_dir(folder_of(&target)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(&prefix) && name.ends_with(SUFFIX) {
            remove_if_abandoned(&entry.path());
        }
    }
}

/// Removes a temporary file whose lock nobody holds; it is held here until the file is gone.
fn remove_if_abandoned(path: &Path) {
    if let Ok(file) = File::open(path)
        && file.try_lock().is_ok()
    {
        let _ = fs::remove_file(path);
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn prefix_of(path: &Path) -> String {
    let name = path.file_name().map(PathBuf::from).unwrap_or_default();
    format!(".{}.", name.display())
}

/// What `open` would give a new file; the umask takes its part of it. Temporary files are private
/// unless told otherwise, and the generated code is not.
#[cfg(unix)]
fn permissions_of_new_files() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn permissions_of_new_files() -> Option<Permissions> {
    None
}

#[cfg(test)]
mod tests;

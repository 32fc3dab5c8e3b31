//! What a killed process leaves is tested with real processes, in the package `tests`.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use super::Root;
use openapi_review_cli::files::FileError;

/// Replaces the file at `path` below a folder.
fn replace(root: &Path, path: &str, contents: &[u8]) -> Result<(), FileError> {
    Root::at(PathBuf::from(root)).replace(Path::new(path), contents)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_made_with_its_folders_and_nothing_beside_it() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path().join("made");
    replace(&root, "some/folder/file.rs", b"one").unwrap();
    assert_eq!(fs::read(root.join("some/folder/file.rs")).unwrap(), b"one");
    assert_eq!(names(&root.join("some/folder")), ["file.rs"]);
}

#[test]
fn whoever_has_the_old_file_open_sees_it_whole() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("file.rs");
    replace(root.path(), "file.rs", b"the old contents").unwrap();
    let mut old = File::open(&path).unwrap();
    replace(root.path(), "file.rs", b"new").unwrap();
    let mut seen = String::new();
    old.read_to_string(&mut seen).unwrap();
    assert_eq!(seen, "the old contents");
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
fn a_write_that_fails_leaves_nothing() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("file.rs");
    fs::create_dir(&path).unwrap();
    replace(root.path(), "file.rs", b"contents").unwrap_err();
    assert_eq!(names(root.path()), ["file.rs"]);
}

#[test]
fn leftovers_are_removed_unless_somebody_writes_them() {
    let root = tempfile::tempdir().unwrap();
    for name in [
        ".file.rs.left.tmp",
        ".file.rs.held.tmp",
        ".other.rs.left.tmp",
        "file.rs",
    ] {
        replace(root.path(), name, b"").unwrap();
    }
    let held = File::open(root.path().join(".file.rs.held.tmp")).unwrap();
    held.lock().unwrap();
    Root::at(PathBuf::from(root.path())).remove_leftovers(Path::new("file.rs"));
    assert_eq!(
        names(root.path()),
        [".file.rs.held.tmp", ".other.rs.left.tmp", "file.rs"]
    );
}

#[cfg(unix)]
mod unix {
    use std::{
        fs,
        os::unix::fs::{PermissionsExt, symlink},
        path::Path,
    };

    use super::{Root, names, replace};

    #[test]
    fn a_new_file_is_as_readable_as_any_other_and_an_old_one_keeps_its_permissions() {
        let root = tempfile::tempdir().unwrap();
        let mode = |name: &str| {
            let metadata = fs::metadata(root.path().join(name)).unwrap();
            metadata.permissions().mode() & 0o777
        };
        let plain = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(root.path().join("plain"));
        plain.unwrap();
        replace(root.path(), "file", b"one").unwrap();
        assert_eq!(mode("file"), mode("plain"));
        fs::set_permissions(root.path().join("file"), fs::Permissions::from_mode(0o640)).unwrap();
        replace(root.path(), "file", b"two").unwrap();
        assert_eq!(mode("file"), 0o640);
    }

    #[test]
    fn a_path_that_leads_out_of_the_folder_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("inner");
        fs::create_dir(&inner).unwrap();
        for path in ["../file", "/file", "folder/../../file"] {
            replace(&inner, path, b"one").unwrap_err();
        }
        assert_eq!(names(root.path()), ["inner"]);
    }

    #[test]
    fn what_a_link_leads_to_is_neither_read_nor_replaced_nor_tidied_up() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("inner");
        fs::create_dir(&inner).unwrap();
        replace(root.path(), "elsewhere/file", b"theirs").unwrap();
        replace(root.path(), "elsewhere/.file.left.tmp", b"theirs").unwrap();
        symlink("../elsewhere", inner.join("folder")).unwrap();
        symlink("../elsewhere/file", inner.join("file")).unwrap();
        symlink("nowhere", inner.join("dangling")).unwrap();
        let links = Root::at(inner.clone());
        for path in ["folder/file", "file", "dangling", "folder/new/file"] {
            links.read(Path::new(path)).unwrap_err();
            links.replace(Path::new(path), b"ours").unwrap_err();
            links.remove_leftovers(Path::new(path));
        }
        let elsewhere = root.path().join("elsewhere");
        assert_eq!(names(&elsewhere), [".file.left.tmp", "file"]);
        assert_eq!(fs::read(elsewhere.join("file")).unwrap(), b"theirs");
        assert_eq!(names(&inner), ["dangling", "file", "folder"]);
    }
    #[test]
    fn a_folder_that_is_a_link_to_nothing_is_named_as_such() {
        let root = tempfile::tempdir().unwrap();
        let link = root.path().join("out");
        symlink("nowhere", &link).unwrap();
        let error = replace(&link, "file", b"one").unwrap_err();
        let expected = format!("{} is a symbolic link, not a folder", link.display());
        assert_eq!(error.to_string(), expected);
    }
}

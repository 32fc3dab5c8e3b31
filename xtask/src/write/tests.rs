//! What a killed process leaves is tested with real processes, in the package `tests`.

use std::{fs, io::Read, path::Path};

use super::{File, remove_leftovers, write_atomically};

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
    let path = root.path().join("some/folder/file.rs");
    write_atomically(&path, b"one").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"one");
    assert_eq!(names(path.parent().unwrap()), ["file.rs"]);
}

#[test]
fn whoever_has_the_old_file_open_sees_it_whole() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("file.rs");
    write_atomically(&path, b"the old contents").unwrap();
    let mut old = File::open(&path).unwrap();
    write_atomically(&path, b"new").unwrap();
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
    write_atomically(&path, b"contents").unwrap_err();
    assert_eq!(names(root.path()), ["file.rs"]);
}

#[test]
fn leftovers_are_removed_unless_somebody_writes_them() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("file.rs");
    for name in [
        ".file.rs.left.tmp",
        ".file.rs.held.tmp",
        ".other.rs.left.tmp",
        "file.rs",
    ] {
        write_atomically(&root.path().join(name), b"").unwrap();
    }
    let held = File::open(root.path().join(".file.rs.held.tmp")).unwrap();
    held.lock().unwrap();
    remove_leftovers(&path);
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
    };

    use super::write_atomically;

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
        write_atomically(&root.path().join("file"), b"one").unwrap();
        assert_eq!(mode("file"), mode("plain"));
        fs::set_permissions(root.path().join("file"), fs::Permissions::from_mode(0o640)).unwrap();
        write_atomically(&root.path().join("file"), b"two").unwrap();
        assert_eq!(mode("file"), 0o640);
    }

    #[test]
    fn a_link_stays_a_link() {
        let root = tempfile::tempdir().unwrap();
        let (link, file) = (root.path().join("link"), root.path().join("file"));
        write_atomically(&file, b"one").unwrap();
        symlink("file", &link).unwrap();
        write_atomically(&link, b"two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"two");
    }
}

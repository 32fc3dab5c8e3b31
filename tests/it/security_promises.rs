//! SECURITY.md names a test for each promise: each must be there.

use std::{fs, path::Path};

use crate::support::{read, root};

/// The names of all functions, modules and files of Rust below `folder`.
fn names(folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if stem != "target" {
                names.push(stem);
                self::names(&path, names);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            names.push(stem);
            let text = fs::read_to_string(&path).unwrap();
            let words = text.split_whitespace().zip(text.split_whitespace().skip(1));
            let defined = words.filter(|(word, _)| matches!(*word, "fn" | "mod"));
            names.extend(defined.map(|(_, name)| {
                let end = name.find(|c: char| c != '_' && !c.is_ascii_alphanumeric());
                name.split_at(end.unwrap_or(name.len())).0.to_owned()
            }));
        }
    }
}

#[test]
fn each_promise_names_a_test_that_is_there() {
    let mut there = Vec::new();
    for folder in ["crates", "tests", "xtask"] {
        names(&root().join(folder), &mut there);
    }
    let text = read("SECURITY.md");
    let (_, promises) = text.split_once("## Promises").unwrap();
    let rows = promises.lines().filter(|line| line.starts_with("| "));
    let rows = rows.filter(|line| !line.starts_with("| promise"));
    let mut tests = 0;
    for row in rows {
        let cell = row.trim_end_matches(" |").rsplit('|').next().unwrap();
        let named: Vec<_> = cell.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "{row}");
        for part in named.iter().flat_map(|name| name.split("::")) {
            assert!(there.iter().any(|name| name == part), "`{part}` in {row}");
            tests += 1;
        }
    }
    assert!(tests > 20, "{tests}");
}

//! What cargo has built of other people's crates for this test, taken over by a copy of the checkout, which
//! would take minutes to build them again.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    path::Path,
};

/// Copies it to `target`, the folder for the profile, with its times: cargo compares those.
pub fn take_over(lock: &str, target: &Path) {
    let own = own_crates(lock);
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap();
    for part in [".fingerprint", "build", "deps"] {
        for entry in fs::read_dir(built.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy();
            let is_library = part != "deps"
                || path.extension().is_some_and(|extension| {
                    ["d", "dll", "dylib", "rlib", "rmeta", "so"]
                        .contains(&&*extension.to_string_lossy())
                });
            if is_library && !own.contains(&crate_of(&name)) {
                copy(&path, &target.join(part).join(&*name));
            }
        }
    }
}

/// The crates of the workspace: those that come from nowhere.
fn own_crates(lock: &str) -> BTreeSet<String> {
    let packages = lock.split("[[package]]").skip(1);
    packages
        .filter(|package| !package.contains("\nsource = "))
        .filter_map(|package| {
            let (_, name) = package.split_once("name = \"")?;
            let (name, _) = name.split_once('"')?;
            Some(name.replace('-', "_"))
        })
        .collect()
}

/// `serde_json`, for `libserde_json-0123456789abcdef.rlib` and for `serde_json-0123456789abcdef`.
fn crate_of(name: &str) -> String {
    let (name, _hash) = name.rsplit_once('-').unwrap_or((name, ""));
    let name = name.replace('-', "_");
    match name.strip_prefix("lib") {
        Some(name) => name.to_owned(),
        None => name,
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
        return;
    }
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap();
    let modified = fs::metadata(from).unwrap().modified().unwrap();
    let file = File::options().append(true).open(to).unwrap();
    file.set_modified(modified).unwrap();
}

//! The gate, where a side cannot be generated: what cannot be judged is not let through.

use std::path::Path;

use super::repository::{
    DESCRIBED, INHERITS, MANIFEST, PUBLISHED, TIGHTENED, change, commit, ends, json, repository,
};
use crate::command::{Run, put, xtask};

/// An edit after which no client can be generated: there is no type for a change of protocol beside
/// another success.
const REFUSED: (&str, &str) = (
    "      responses:\n",
    "      responses:\n        '101': {description: Another protocol.}\n        \
     '201': {description: Another.}\n",
);

/// Reviews the edits of base followed by those of head, with the version of head.
#[track_caller]
fn diff(base: &[Edit], head: &[Edit], version: &str, arguments: &[&str]) -> Run {
    let folder = repository();
    let path = folder.path();
    edit_all(path, base);
    commit_if_any(path, base);
    edit_all(path, head);
    put(path, "Cargo.toml", MANIFEST.replace("0.1.0", version));
    xtask(path, &[&["diff", "HEAD"], arguments].concat())
}

type Edit = (&'static str, &'static str);

#[track_caller]
fn edit_all(folder: &Path, edits: &[Edit]) {
    for edit in edits {
        change(folder, *edit);
    }
}

#[track_caller]
fn commit_if_any(folder: &Path, edits: &[Edit]) {
    if !edits.is_empty() {
        commit(folder, "base");
    }
}

fn turned((from, to): Edit) -> Edit {
    (to, from)
}

#[test]
fn what_cannot_be_judged_is_refused_unless_nothing_is() {
    let repaired = turned(REFUSED);
    let gates = [
        ("semver", 1),
        ("rust", 1),
        ("breaking", 1),
        ("warning", 1),
        ("never", 0),
    ];
    for (name, base, head) in [
        ("head", &[][..], &[REFUSED][..]),
        ("base", &[REFUSED][..], &[repaired][..]),
        ("both", &[REFUSED][..], &[DESCRIBED][..]),
        (
            "head, which breaks the wire as well",
            &[][..],
            &[REFUSED, TIGHTENED][..],
        ),
    ] {
        // Neither does a bump tell what Rust does.
        for version in ["0.1.0", "0.2.0"] {
            for (gate, status) in gates {
                let run = diff(base, head, version, &["--fail-on", gate]);
                eprintln!("{name} is refused, {version}, --fail-on {gate}");
                ends(&run, status, &["Rust: unknown"]);
            }
        }
    }
}

#[test]
fn the_same_document_has_nothing_to_judge() {
    for gate in ["semver", "breaking"] {
        let run = diff(&[REFUSED], &[], "0.1.0", &["--fail-on", gate]);
        ends(&run, 0, &["No change."]);
    }
}

/// Each gate asks for what its name says.
#[test]
fn each_gate_refuses_what_it_is_named_after() {
    let renamed = ("operationId: deleteThing", "operationId: removeThing");
    let extended = (
        "      operationId: deleteThing\n",
        "      operationId: deleteThing\n      x-cost: 3\n",
    );
    for (name, edit, refused) in [
        ("nothing", DESCRIBED, &[][..]),
        ("a warning", extended, &["warning"][..]),
        ("Rust", renamed, &["semver", "rust", "breaking", "warning"]),
        (
            "the wire",
            TIGHTENED,
            &["semver", "wire", "breaking", "warning"],
        ),
        (
            "nothing that is known",
            REFUSED,
            &["semver", "rust", "breaking", "warning"],
        ),
    ] {
        for gate in ["semver", "wire", "rust", "breaking", "warning", "never"] {
            let run = diff(&[], &[edit], "0.1.0", &["--fail-on", gate]);
            let is_refused = refused.contains(&gate);
            assert_eq!(run.status, Some(is_refused.into()), "{name}, {gate}: {run}");
        }
    }
}

#[test]
fn unknown_is_shown_as_unknown_in_every_format() {
    let unknown = "Not breaking on the wire, unknown in Rust. The bump that is required is \
                   unknown: at most minor, to 0.2.0.";
    for (format, verdict) in [
        ("text", unknown.to_owned()),
        ("markdown", format!("\n⚠️ **{unknown}**\n")),
        ("github", format!("::error title=API review::{unknown}\n")),
    ] {
        let run = diff(&[], &[REFUSED], "0.1.0", &["--format", format]);
        ends(
            &run,
            1,
            &[&verdict, "help: fix the document", "--fail-on never"],
        );
    }
}

#[test]
fn json_names_the_bump_that_suffices_whatever_rust_says() {
    for (head, breaking) in [(&[REFUSED][..], false), (&[REFUSED, TIGHTENED][..], true)] {
        let review = json(&diff(&[], head, "0.1.0", &["--format", "json"]));
        assert_eq!(review["breaking"], breaking);
        assert_eq!(review["required_bump"], "minor");
        assert_eq!(review["declared_bump"], "none");
        let changes = review["changes"].to_string();
        assert!(
            changes.contains("response-success-status-added"),
            "{changes}"
        );
        assert!(review["rust"].is_null());
        let why = review["rust_unavailable"].as_str().unwrap_or_default();
        assert!(why.starts_with("openapi/dcs.yaml:"), "{why}");
    }
}

#[test]
fn what_breaks_the_wire_is_refused_for_that_first() {
    let sides = "**Breaking on the wire, unknown in Rust. A minor bump is required, to 0.2.0, and \
                 the version was ";
    for (version, mark, bump) in [
        ("0.1.0", "❌", "not bumped.**"),
        ("0.2.0", "⚠️", "bumped by a minor step.**"),
    ] {
        let run = diff(
            &[],
            &[REFUSED, TIGHTENED],
            version,
            &["--format", "markdown"],
        );
        ends(&run, 1, &[&format!("\n{mark} {sides}{bump}\n")]);
    }
}

#[test]
fn a_text_that_looks_like_a_version_is_none() {
    let folder = repository();
    change(folder.path(), TIGHTENED);
    // The text of another key, before the table that says the version.
    let forged =
        "[workspace.metadata]\nnote = \"\"\"\n[workspace.package]\nversion = \"0.2.0\"\n\"\"\"\n";
    put(
        folder.path(),
        "Cargo.toml",
        MANIFEST.replace(
            "[workspace.package]",
            &format!("{forged}\n[workspace.package]"),
        ),
    );
    let run = xtask(folder.path(), &["diff"]);
    ends(&run, 1, &["and the version was not bumped"]);
}

#[test]
fn a_version_that_is_unknown_counts_as_none_and_says_so() {
    for (manifest, why) in [
        (
            format!("{MANIFEST}version = \"0.2.0\"\n"),
            "note: Cargo.toml:5: this is not TOML",
        ),
        (
            "[workspace]\n".to_owned(),
            "note: Cargo.toml: `[workspace.package]` has no `version`",
        ),
        (
            MANIFEST.replace("0.1.0", "two"),
            "note: Cargo.toml:4: this is not a version",
        ),
    ] {
        let folder = repository();
        change(folder.path(), TIGHTENED);
        put(folder.path(), "Cargo.toml", &manifest);
        commit(folder.path(), "head");
        let counts = "the version counts as not bumped";
        let run = xtask(folder.path(), &["diff", "main", "HEAD"]);
        let at_head = why.replace("Cargo.toml", "HEAD:Cargo.toml");
        ends(&run, 1, &[&at_head, counts, "a side has no version"]);
    }
}

/// A bump of the workspace's version is none for a crate that has another.
#[test]
fn a_published_crate_without_the_version_of_the_workspace_has_an_unknown_one() {
    let own = "the version of this crate is not that of the workspace";
    for (manifest, why) in [
        (
            "[package]\nversion = \"0.1.0\"\n",
            format!(":2: {own}; write `version.workspace = true`"),
        ),
        (
            "[package]\nversion.workspace = false\n",
            format!(":2: {own}"),
        ),
        ("[package]\n", format!(": {own}")),
        (
            "note = \"\"\"\n[package]\nversion.workspace = true\n\"\"\"\n",
            format!(": {own}"),
        ),
        ("[package\n", ":1: this is not TOML".to_owned()),
    ] {
        for name in PUBLISHED {
            let folder = repository();
            let path = folder.path();
            let file = format!("crates/{name}/Cargo.toml");
            change(path, TIGHTENED);
            put(path, "Cargo.toml", MANIFEST.replace("0.1.0", "0.2.0"));
            put(path, &file, manifest);
            let why = format!("{file}{why}");
            let says = [
                why.as_str(),
                "counts as not bumped",
                "a side has no version",
            ];
            ends(&xtask(path, &["diff"]), 1, &says);
            commit(path, "forged");
            let at_head = format!("note: HEAD:{why}");
            ends(&xtask(path, &["diff", "main", "HEAD"]), 1, &[&at_head]);
            put(path, &file, INHERITS);
            ends(&xtask(path, &["diff"]), 0, &["bumped by a minor step"]);
        }
    }
}

#[test]
fn a_published_crate_that_is_elsewhere_has_an_unknown_version() {
    let folder = repository();
    let path = folder.path();
    change(path, TIGHTENED);
    put(path, "Cargo.toml", MANIFEST.replace("0.1.0", "0.2.0"));
    std::fs::rename(path.join("crates/dcs-client"), path.join("crates/client")).unwrap();
    let file = "crates/dcs-client/Cargo.toml: ";
    ends(&xtask(path, &["diff"]), 1, &[file, "counts as not bumped"]);
    commit(path, "moved");
    let why = format!("note: HEAD:{file}it is not there");
    ends(&xtask(path, &["diff", "main", "HEAD"]), 1, &[&why]);
}

#[test]
fn a_manifest_of_the_work_tree_that_cannot_be_read_says_why() {
    let folder = repository();
    let path = folder.path();
    change(path, TIGHTENED);
    put(path, "Cargo.toml", MANIFEST.replace("0.1.0", "0.2.0"));
    let manifest = path.join("crates/dcs-cli/Cargo.toml");
    std::fs::remove_file(&manifest).unwrap();
    std::fs::create_dir(&manifest).unwrap();
    let why = "note: crates/dcs-cli/Cargo.toml: it is a folder";
    ends(&xtask(path, &["diff"]), 1, &[why, "counts as not bumped"]);
}

/// Git has the text of a link where others read what it leads to.
#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_file_is_refused() {
    for (file, text) in [
        ("Cargo.toml", "workspace.package.version=\"0.2.0\""),
        (
            "openapi/dcs.yaml",
            r#"{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{}}"#,
        ),
    ] {
        let folder = repository();
        let path = folder.path();
        change(path, TIGHTENED);
        let file_path = path.join(file);
        let target = file_path.with_file_name(text.replace('/', "_"));
        std::fs::rename(&file_path, &target).unwrap();
        std::os::unix::fs::symlink(target.file_name().unwrap(), &file_path).unwrap();
        commit(path, "forged");
        for fail_on in ["semver", "never"] {
            let run = xtask(path, &["diff", "main", "HEAD", "--fail-on", fail_on]);
            assert_eq!(run.status, Some(2), "{run}");
            let expected = format!("HEAD:{file} is a symbolic link");
            assert!(run.stderr.contains(&expected), "{run}");
        }
    }
}

/// Git finds nothing behind it, so that a document would be gone, and on both sides unchanged.
#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_folder_is_refused() {
    let folder = repository();
    let path = folder.path();
    std::fs::rename(path.join("openapi"), path.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", path.join("openapi")).unwrap();
    commit(path, "linked");
    change(path, TIGHTENED);
    commit(path, "forged");
    for base in ["main", "HEAD~"] {
        let run = xtask(path, &["diff", base, "HEAD"]);
        assert_eq!(run.status, Some(2), "{run}");
        let is_link = ":openapi is a symbolic link";
        assert!(run.stderr.contains(is_link), "{run}");
    }
}

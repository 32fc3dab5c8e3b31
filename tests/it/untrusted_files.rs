//! Files that somebody has put where a document or an artifact is expected: links that lead
//! elsewhere, pipes that nobody writes to, devices that never end.
#![cfg(unix)]

use std::{
    fs::{self, File},
    io::Write,
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Stdio},
};

use crate::command::{
    ARTIFACTS, CLIENT, Run, command, document, files, folder, generated_workspace, put, workspace,
    xtask,
};

const GENERATE: [&str; 5] = ["regen", "--spec", "thing.yaml", "--out-dir", "out"];

/// Puts a pipe that nobody writes to at `path`: whoever opens it to read waits for ever.
#[track_caller]
fn pipe(path: &Path) {
    let status = Command::new("mkfifo").arg(path).status();
    assert!(status.unwrap().success(), "{}", path.display());
}

/// Checks that a run could not do its job and said why.
#[track_caller]
fn refuses(run: &Run, says: &[&str]) {
    assert_eq!(run.status, Some(2), "{run}");
    assert_eq!(run.stdout, "", "{run}");
    for words in says {
        assert!(run.stderr.contains(words), "{words:?} is missing in\n{run}");
    }
}

/// What is put in the way of an artifact.
type Obstacle = fn(&Path);

/// Generates into a folder with something in the way of the client, and checks that nothing is
/// written, there or elsewhere.
#[track_caller]
fn generation_is_refused(obstacle: Obstacle, says: &[&str]) {
    let folder = folder();
    put(folder.path(), "thing.yaml", document());
    put(folder.path(), "elsewhere/generated.rs", "not ours");
    let client = folder.path().join("out").join(CLIENT);
    fs::create_dir_all(client.parent().unwrap()).unwrap();
    obstacle(&client);
    for arguments in [&GENERATE[..], &[&GENERATE[..], &["--check"]].concat()] {
        let run = xtask(folder.path(), arguments);
        refuses(&run, says);
        let elsewhere = files(&folder.path().join("elsewhere"));
        assert_eq!(elsewhere, [Path::new("generated.rs")], "{run}");
        let text = fs::read(folder.path().join("elsewhere/generated.rs")).unwrap();
        assert_eq!(text, b"not ours", "{run}");
        for artifact in ARTIFACTS.iter().filter(|path| **path != CLIENT) {
            assert!(!folder.path().join("out").join(artifact).exists(), "{run}");
        }
    }
}

#[test]
fn a_link_in_the_place_of_an_artifact_is_not_followed() {
    let elsewhere = |client: &Path| symlink("../../../../elsewhere/generated.rs", client).unwrap();
    let link = [
        "cannot read out/crates/dcs-client/src/generated.rs",
        "crates/dcs-client/src/generated.rs is a symbolic link",
        "help: ",
    ];
    generation_is_refused(elsewhere, &link);
    generation_is_refused(|client| symlink("nowhere", client).unwrap(), &link);
    generation_is_refused(|client| symlink("/dev/zero", client).unwrap(), &link);
}

#[test]
fn a_link_in_the_place_of_a_folder_is_not_followed() {
    generation_is_refused(
        |client| {
            let src = client.parent().unwrap();
            fs::remove_dir(src).unwrap();
            symlink("../../../elsewhere", src).unwrap();
        },
        &["crates/dcs-client/src is a symbolic link", "help: "],
    );
    generation_is_refused(
        |client| {
            let crates = client.ancestors().nth(3).unwrap();
            fs::remove_dir_all(crates).unwrap();
            symlink("../elsewhere", crates).unwrap();
        },
        &["crates is a symbolic link", "help: "],
    );
}

#[test]
fn a_pipe_in_the_place_of_an_artifact_is_not_waited_for() {
    generation_is_refused(
        pipe,
        &["generated.rs is a pipe, not a regular file", "help: "],
    );
}

#[test]
fn an_artifact_of_endless_length_is_not_read() {
    generation_is_refused(
        // Takes no room on the disk.
        |client| File::create_new(client).unwrap().set_len(1 << 40).unwrap(),
        &["it has more than 67108864 bytes", "help: "],
    );
}

#[test]
fn the_output_folder_itself_may_be_a_link() {
    let folder = folder();
    put(folder.path(), "thing.yaml", document());
    fs::create_dir(folder.path().join("real")).unwrap();
    symlink("real", folder.path().join("out")).unwrap();
    let run = xtask(folder.path(), &GENERATE);
    assert_eq!(run.status, Some(0), "{run}");
    assert_eq!(files(&folder.path().join("real")), ARTIFACTS.map(Path::new));
}

#[test]
fn a_link_in_the_workspace_is_not_followed_either() {
    let (workspace, other) = (generated_workspace(), workspace());
    let src = workspace.path().join("crates/dcs-httpmock/src");
    fs::remove_dir_all(&src).unwrap();
    symlink(other.path(), &src).unwrap();
    let before = files(other.path());
    let says = ["cannot read crates/dcs-httpmock/src/generated.rs"];
    refuses(&xtask(workspace.path(), &["regen"]), &says);
    assert_eq!(files(other.path()), before);
}

#[test]
fn a_source_is_a_regular_file() {
    let folder = folder();
    put(folder.path(), "thing.yaml", document());
    pipe(&folder.path().join("pipe.yaml"));
    symlink("/dev/zero", folder.path().join("zero.yaml")).unwrap();
    symlink("thing.yaml", folder.path().join("link.yaml")).unwrap();
    for (file, what) in [("pipe.yaml", "a pipe"), ("zero.yaml", "a device")] {
        let why = format!("cannot read {file}: it is {what}, not a regular file");
        let says = [why.as_str(), "help: name a regular file, or `-`"];
        refuses(&xtask(folder.path(), &["lint", file]), &says);
        refuses(&xtask(folder.path(), &["diff", file, "thing.yaml"]), &says);
        refuses(&xtask(folder.path(), &["diff", "thing.yaml", file]), &says);
        let generate = ["regen", "--spec", file, "--out-dir", "out"];
        refuses(&xtask(folder.path(), &generate), &says);
    }
    // A link to a regular file is one: whoever names it wants what it leads to.
    let run = xtask(folder.path(), &["diff", "link.yaml", "thing.yaml"]);
    assert_eq!(run.status, Some(0), "{run}");
}

#[test]
fn the_document_and_the_manifest_of_the_workspace_are_regular_files() {
    let workspace = generated_workspace();
    let document = workspace.path().join("openapi/dcs.yaml");
    fs::remove_file(&document).unwrap();
    pipe(&document);
    let why = "cannot read openapi/dcs.yaml: it is a pipe";
    for arguments in [&["regen"][..], &["regen", "--check"], &["lint"]] {
        refuses(&xtask(workspace.path(), arguments), &[why]);
    }
    let manifest = workspace.path().join("Cargo.toml");
    for obstacle in [pipe as Obstacle, |path| symlink("/dev/zero", path).unwrap()] {
        fs::remove_file(&manifest).unwrap();
        obstacle(&manifest);
        let run = xtask(workspace.path(), &["regen"]);
        refuses(&run, &["no workspace with openapi/dcs.yaml"]);
    }
}

/// Runs the command with `text` on standard input.
#[track_caller]
fn xtask_with(folder: &Path, text: &str, arguments: &[&str]) -> Run {
    let mut command = command(folder, arguments);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    // A command that is refused for its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    Run::of(child.wait_with_output().unwrap())
}

#[test]
fn standard_input_is_named_by_a_hyphen() {
    let folder = folder();
    put(folder.path(), "thing.yaml", document());
    let unnamed = document().replace("      operationId: deleteThing\n", "");
    let lint = xtask_with(folder.path(), &unnamed, &["lint", "-"]);
    assert!(lint.stdout.contains("--> <stdin>:"), "{lint}");

    let generate = ["regen", "--spec", "-", "--out-dir", "out"];
    let regen = xtask_with(folder.path(), &document(), &generate);
    assert_eq!(regen.status, Some(0), "{regen}");
    assert!(folder.path().join("out").join(CLIENT).is_file());

    let tightened = document().replace("maxLength: 64", "maxLength: 32");
    for (arguments, place) in [
        (
            ["diff", "-", "thing.yaml"],
            "<stdin>:36:18 → thing.yaml:36:18",
        ),
        (
            ["diff", "thing.yaml", "-"],
            "thing.yaml:36:18 → <stdin>:36:18",
        ),
    ] {
        let diff = xtask_with(folder.path(), &tightened, &arguments);
        assert!(diff.stdout.contains(place), "{diff}");
    }
    let both = xtask_with(folder.path(), &tightened, &["diff", "-", "-"]);
    refuses(&both, &["standard input", "once", "help: "]);
}

#[test]
fn standard_input_that_never_ends_ends_at_the_limit() {
    let folder = folder();
    let zero = File::open("/dev/zero").unwrap();
    let mut command = command(folder.path(), &["lint", "-"]);
    let run = crate::command::run(command.stdin(zero));
    refuses(
        &run,
        &["the document has more than 16777216 bytes", "<stdin>"],
    );
}

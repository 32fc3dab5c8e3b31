//! Where credentials, the project and the endpoint come from when no option says so.

#[cfg(unix)]
use std::fs;
use std::{path::Path, process::Command};

use loopback::{Reply, Server};
use tempfile::TempDir;

use super::{Ended, NO_CONTENT, NOWHERE, dcs, run};
use crate::command::put;

/// Found in nothing that is written.
const SECRET: &str = "hunter2-sk/of+the=file";
const PROJECTS: &str = r#"{"projects": [{"id": "the-project", "name": "lab-1"}]}"#;

/// A machine with a home folder and nothing in its environment.
struct Machine(TempDir);

impl Machine {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, path: &str, text: &str) {
        put(self.0.path(), path, text);
        set_mode(&self.0.path().join(path), 0o600);
    }

    /// With two profiles, which an identity service at `iam` knows.
    fn with_profiles(iam: &str) -> Self {
        let machine = Self::new();
        let profile = |name: &str, id: &str| {
            format!("[{name}]\nak = {id}\nsk = {SECRET}\niam_endpoint = {iam}\n")
        };
        let text = profile("basic", "OFTHEBASICPROFILE1") + &profile("team", "OFTHETEAMPROFILE22");
        machine.file(".huaweicloud/credentials", &text);
        machine
    }

    fn dcs(&self, arguments: &[&str]) -> Command {
        let mut command = dcs(arguments);
        command
            .env_remove("DCS_AUTH_TOKEN")
            .env("HOME", self.0.path());
        command
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;

    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

/// A deletion that says which task, and nothing of who asks.
const DELETION: [&str; 6] = [
    "delete-background-task",
    "--instance-id",
    "5560df16",
    "--task-id",
    "8abf6e1e",
    "--yes",
];

fn deletion<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&DELETION[..], more].concat()
}

#[track_caller]
fn check_hidden(ended: &Ended) {
    assert!(!format!("{ended:?}").contains("hunter2"), "{ended:?}");
}

#[test]
fn a_machine_with_nothing_but_the_vendors_files_needs_a_region_alone() {
    let iam = Server::replying(Reply::json("200 OK", PROJECTS));
    let service = Server::replying(NO_CONTENT);
    let machine = Machine::with_profiles(iam.url());
    let regions = format!("DCS:\n  - id: lab-1\n    endpoint: {}\n", service.url());
    machine.file(".huaweicloud/regions.yaml", &regions);
    let ended = run(&mut machine.dcs(&deletion(&["--region", "lab-1"])));
    assert_eq!((ended.status, ended.stderr.as_str()), (Some(0), ""));

    let [asked] = iam.requests().try_into().unwrap();
    assert!(asked.starts_with("GET /v3/projects?name=lab-1 "), "{asked}");
    let [sent] = service.requests().try_into().unwrap();
    assert!(
        sent.starts_with("DELETE /v2/the-project/instances/"),
        "{sent}"
    );
    assert!(sent.contains("\nx-project-id: the-project\r\n"), "{sent}");
    let signed = "Access=OFTHEBASICPROFILE1, SignedHeaders=host;x-project-id;x-sdk-date,";
    assert!(sent.contains(signed), "{sent}");
    check_hidden(&ended);
}

#[test]
fn the_project_of_the_path_is_the_one_that_is_signed() {
    let service = Server::replying(NO_CONTENT);
    let machine = Machine::with_profiles("http://127.0.0.1:1");
    for (more, variable) in [(&["--project-id", "p"][..], "other"), (&[], "p")] {
        let arguments = deletion(&[&["--endpoint", service.url()], more].concat());
        let ended = run(machine.dcs(&arguments).env("HW_PROJECT_ID", variable));
        assert_eq!(ended.status, Some(0), "{ended:?}");
        let sent = service.requests().pop().unwrap();
        assert!(sent.starts_with("DELETE /v2/p/instances/"), "{sent}");
        assert!(sent.contains("\nx-project-id: p\r\n"), "{sent}");
    }
}

#[test]
fn a_token_sends_no_project_beside_the_path() {
    let service = Server::replying(NO_CONTENT);
    let arguments = deletion(&["--endpoint", service.url(), "--project-id", "p"]);
    let ended = run(Machine::new()
        .dcs(&arguments)
        .env("OS_TOKEN", "hunter2-token"));
    assert_eq!(ended.status, Some(0), "{ended:?}");
    let [sent] = service.requests().try_into().unwrap();
    assert!(sent.contains("\nx-auth-token: hunter2-token\r\n"), "{sent}");
    assert!(!sent.contains("x-project-id"), "{sent}");
}

#[test]
fn a_region_may_come_from_the_environment_of_each_tool() {
    let iam = Server::replying(Reply::json("200 OK", PROJECTS));
    let service = Server::replying(NO_CONTENT);
    let machine = Machine::with_profiles(iam.url());
    for name in ["HUAWEICLOUD_SDK_REGION", "HW_REGION_NAME", "OS_REGION_NAME"] {
        let mut command = machine.dcs(&DELETION);
        command
            .env(name, "lab-1")
            .env("HUAWEICLOUD_SDK_REGION_DCS_LAB_1", service.url());
        assert_eq!(run(&mut command).status, Some(0), "{name}");
    }
    assert_eq!(service.requests().len(), 3);
}

#[test]
fn what_keeps_the_project_from_being_found_is_said_and_nothing_is_sent() {
    let service = Server::replying(NO_CONTENT);
    let echo = format!(r#"{{"error_msg": "no: {SECRET}", "error_code": "APIGW.0301"}}"#);
    for (reply, status, expected) in [
        (
            Reply::json("401 Unauthorized", &echo),
            5,
            "answered 401 Unauthorized: no: [redacted]",
        ),
        (Reply::json("500 X", "{}"), 1, "answered 500"),
        (
            Reply::json("200 OK", r#"{"projects": []}"#),
            2,
            "knows no project \"lab-1\"",
        ),
        (
            Reply::json("200 OK", r#"{"projects": [{"id": "../x"}]}"#),
            2,
            "\"../x\" is no project's id",
        ),
    ] {
        let iam = Server::replying(reply);
        let machine = Machine::with_profiles(iam.url());
        let mut command = machine.dcs(&deletion(&["--region", "lab-1"]));
        let ended = run(command.env("HUAWEICLOUD_SDK_REGION_DCS_LAB_1", service.url()));
        assert_eq!(ended.status, Some(status), "{ended:?}");
        assert!(ended.stderr.starts_with("error: no project: "), "{ended:?}");
        assert!(ended.stderr.contains(expected), "{ended:?}");
        check_hidden(&ended);
    }
    assert!(service.requests().is_empty());
}

#[test]
fn an_identity_service_that_says_nothing_holds_nobody_up() {
    let iam = Server::replying(Reply::Hold(Vec::new()));
    let machine = Machine::with_profiles(iam.url());
    let mut command = machine.dcs(&deletion(&["--region", "lab-1", "--timeout", "0.3"]));
    let ended = run(command.env("HUAWEICLOUD_SDK_REGION_DCS_LAB_1", NOWHERE));
    assert_eq!(ended.status, Some(2), "{ended:?}");
    assert!(ended.stderr.contains("did not answer in time"), "{ended:?}");
}

#[test]
fn a_dry_run_asks_nobody() {
    let iam = Server::replying(Reply::json("200 OK", PROJECTS));
    let machine = Machine::with_profiles(iam.url());
    let ended = run(&mut machine.dcs(&deletion(&["--region", "lab-1", "--dry-run"])));
    assert_eq!(ended.status, Some(2), "{ended:?}");
    assert!(ended.stderr.contains("give --project-id"), "{ended:?}");
    let arguments = deletion(&["--region", "lab-1", "--dry-run", "--project-id", "p"]);
    let ended = run(&mut machine.dcs(&arguments));
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("x-project-id: p"), "{ended:?}");
    assert!(iam.requests().is_empty());
    check_hidden(&ended);
}

#[test]
fn the_environments_project_comes_before_the_profiles_unless_a_profile_is_named() {
    let machine = Machine::new();
    let profile = |name: &str| format!("[{name}]\nak = A\nsk = {SECRET}\nproject_id = of-{name}\n");
    let text = profile("basic") + &profile("team");
    machine.file(".huaweicloud/credentials", &text);
    for (more, variable, expected) in [
        (&[][..], None, "of-basic"),
        (&[], Some("of-environment"), "of-environment"),
        (&["--profile", "team"], Some("of-environment"), "of-team"),
    ] {
        let arguments = [&["--region", "lab-1", "--dry-run"], more].concat();
        let mut command = machine.dcs(&deletion(&arguments));
        command.envs(variable.map(|id| ("HW_PROJECT_ID", id)));
        let ended = run(&mut command);
        assert_eq!(ended.status, Some(0), "{ended:?}");
        let path = format!("/v2/{expected}/instances/");
        assert!(ended.stdout.contains(&path), "{more:?}: {ended:?}");
    }
}

/// What `dcs auth status` says: its status, and each stream.
fn status(command: &mut Command) -> (Option<i32>, String, String) {
    let ended = run(command);
    check_hidden(&ended);
    (ended.status, ended.stdout, ended.stderr)
}

#[test]
fn the_place_that_serves_is_said_and_four_characters_of_the_key() {
    let machine = Machine::with_profiles("http://127.0.0.1:1");
    let path = machine.0.path().join(".huaweicloud/credentials");
    let path = path.display();
    let auth = ["auth", "status"];
    let said = |text: String| (Some(0), text, String::new());
    assert_eq!(
        status(&mut machine.dcs(&auth)),
        said(format!("access key …ILE1, from the profile ({path})\n"))
    );
    let key = [
        ("HW_ACCESS_KEY", "OFTHEENVIRONMENT99"),
        ("HW_SECRET_KEY", SECRET),
    ];
    assert_eq!(
        status(machine.dcs(&auth).envs(key)),
        said("access key …NT99, from the environment\n".to_owned())
    );
    // Whoever names a profile means it.
    assert_eq!(
        status(
            machine
                .dcs(&["auth", "status", "--profile", "team"])
                .envs(key)
        ),
        said(format!("access key …LE22, from the profile ({path})\n"))
    );
    assert_eq!(
        status(
            machine
                .dcs(&["--output", "json", "auth", "status"])
                .env("OS_TOKEN", SECRET)
        ),
        said(
            "{\"link\":\"environment\",\"kind\":\"token\",\"access_key\":null,\"file\":null}\n"
                .to_owned()
        )
    );
    assert_eq!(
        status(&mut machine.dcs(&["auth", "status", "--output", "json"])),
        said(format!(
            "{{\"link\":\"profile\",\"kind\":\"access_key\",\"access_key\":\"…ILE1\",\"file\":\"{path}\"}}\n"
        ))
    );
}

#[test]
fn each_place_that_was_tried_is_said_where_none_serves() {
    let machine = Machine::new();
    let (code, stdout, stderr) = status(&mut machine.dcs(&["auth", "status"]));
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    for part in ["environment: no credentials", "profile: there is no file"] {
        assert!(stderr.contains(part), "{stderr}");
    }
    machine.file(".hcloud/config.json", "{}");
    let (_, _, stderr) = status(&mut machine.dcs(&["auth", "status"]));
    assert!(
        stderr.contains("hcloud configure set --cli-auth-encrypt=false"),
        "{stderr}"
    );
    let arguments = ["auth", "status", "--output", "json", "--profile", "nobody"];
    let (code, _, stderr) = status(&mut machine.dcs(&arguments));
    assert_eq!(code, Some(2));
    assert!(
        stderr.starts_with("{\"error\":{\"kind\":\"credentials\","),
        "{stderr}"
    );
}

#[test]
fn variables_that_differ_are_both_named_and_nothing_is_sent() {
    let service = Server::replying(NO_CONTENT);
    let machine = Machine::with_profiles("http://127.0.0.1:1");
    let arguments = deletion(&["--endpoint", service.url()]);
    for (first, second) in [
        ("HUAWEICLOUD_SDK_AK", "HW_ACCESS_KEY"),
        ("DCS_AUTH_TOKEN", "OS_TOKEN"),
        ("HW_PROJECT_ID", "OS_PROJECT_ID"),
    ] {
        let mut command = machine.dcs(&arguments);
        command.env(first, "hunter2-1").env(second, "hunter2-2");
        let ended = run(&mut command);
        assert_eq!(ended.status, Some(2), "{ended:?}");
        let names = format!("{first} and {second} say different things");
        assert!(ended.stderr.contains(&names), "{ended:?}");
        check_hidden(&ended);
    }
    assert!(service.requests().is_empty());
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_used_and_said() {
    let machine = Machine::with_profiles("http://127.0.0.1:1");
    let path = machine.0.path().join(".huaweicloud/credentials");
    for mode in [0o644, 0o620] {
        set_mode(&path, mode);
        let (code, _, stderr) = status(&mut machine.dcs(&["auth", "status"]));
        assert_eq!(code, Some(0));
        let note = "note: others than its owner have access to ";
        assert!(stderr.starts_with(note), "{stderr}");
    }
}

#[test]
fn a_file_with_a_mistake_is_said_by_its_line_and_without_the_value() {
    let machine = Machine::new();
    let text = format!("[basic]\nak = {SECRET} x\nsk = {SECRET}\n");
    machine.file(".huaweicloud/credentials", &text);
    let (code, _, stderr) = status(&mut machine.dcs(&["auth", "status"]));
    assert_eq!(code, Some(2));
    assert!(
        stderr.contains("credentials:2: the value holds a blank"),
        "{stderr}"
    );
}

#[test]
fn a_refused_key_of_a_file_is_sent_once_and_not_shown() {
    let echo =
        format!(r#"{{"error_code":"APIGW.0301","error_msg":"OFTHEBASICPROFILE1 {SECRET}"}}"#);
    let service = Server::replying(Reply::json("401 Unauthorized", &echo));
    let machine = Machine::with_profiles("http://127.0.0.1:1");
    let arguments = deletion(&["--endpoint", service.url(), "--project-id", "p"]);
    let ended = run(&mut machine.dcs(&arguments));
    assert_eq!((ended.status, service.requests().len()), (Some(5), 1));
    println!("{}", ended.stderr);
    assert!(ended.stderr.contains("…ILE1"), "{ended:?}");
}

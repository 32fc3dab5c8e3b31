//! `--dry-run`: the request as a command for a shell, and nothing sent.

use super::{Ended, TOKEN, dcs, run};

const ENDPOINT: &str = "https://dcs.eu-de.otc.t-systems.com/prefix";

/// Without `--yes`, and from no terminal.
#[track_caller]
fn dry_run(more: &[&str], variables: &[(&str, &str)]) -> Ended {
    let arguments = [
        &[
            "delete-background-task",
            "--endpoint",
            ENDPOINT,
            "--project-id",
            "p",
            "--instance-id",
            "i",
            "--task-id",
            "t",
            "--dry-run",
        ],
        more,
    ]
    .concat();
    let mut command = dcs(&arguments);
    command
        .env_remove("DCS_AUTH_TOKEN")
        .envs(variables.iter().copied());
    let ended = run(&mut command);
    assert_eq!(ended.status, Some(0), "{ended:?}");
    ended
}

#[test]
fn a_token_is_named_by_its_variable() {
    let ended = dry_run(&[], &[("DCS_AUTH_TOKEN", TOKEN)]);
    let version = env!("CARGO_PKG_VERSION");
    insta::assert_snapshot!(ended.stdout.replace(version, "[version]"));
    assert_eq!(ended.stderr, "");
}

#[test]
fn a_signature_is_left_out() {
    let key = [
        ("HUAWEICLOUD_SDK_AK", "hunter2-ak"),
        ("HUAWEICLOUD_SDK_SK", "hunter2-sk"),
        ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "hunter2-security-token"),
    ];
    let ended = dry_run(&[], &key);
    assert!(
        ended.stdout.contains("--header 'authorization: [secret]'"),
        "{ended:?}"
    );
    assert!(
        ended
            .stdout
            .contains("--header 'x-security-token: [secret]'"),
        "{ended:?}"
    );
    assert!(!format!("{ended:?}").contains("hunter2"), "{ended:?}");
}

#[test]
fn no_credentials_are_needed() {
    let ended = dry_run(&[], &[]);
    assert!(
        ended.stdout.starts_with("curl --request DELETE 'https://"),
        "{ended:?}"
    );
    assert!(
        ended.stderr.starts_with(
            "note: no usable credentials; environment: no credentials in the environment"
        ),
        "{ended:?}"
    );
}

#[test]
fn programs_get_one_line() {
    let ended = dry_run(&["--output", "json"], &[]);
    let line: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(ended.stdout.lines().count(), 1);
    assert_eq!(line["operation"], "delete_background_task");
    assert!(
        line["dry_run"].as_str().unwrap().starts_with("curl "),
        "{line}"
    );
    assert_eq!(ended.stderr, "");
}

#[cfg(unix)]
#[test]
fn a_shell_reads_the_command_as_it_is_meant() {
    let ended = dry_run(&[], &[("DCS_AUTH_TOKEN", TOKEN)]);
    // Instead of curl, something that shows its arguments.
    let script = format!("curl() {{ printf '<%s>' \"$@\"; }}\n{}", ended.stdout);
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .env("DCS_AUTH_TOKEN", "it's a $(token)")
        .output()
        .unwrap();
    let seen = String::from_utf8(output.stdout).unwrap();
    assert!(
        seen.starts_with(&format!(
            "<--request><DELETE><{ENDPOINT}/v2/p/instances/i/tasks/t><--header><accept: "
        )),
        "{seen}"
    );
    assert!(
        seen.ends_with("<--header><x-auth-token: it's a $(token)>"),
        "{seen}"
    );
}

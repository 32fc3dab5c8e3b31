//! The action that reviews pull requests of any repository, on merges as GitHub makes them.
#![cfg(target_os = "linux")]

use std::{fmt::Write as _, fs, os::unix::fs::symlink, path::Path};

use super::{
    repository::{TIGHTENED, commit, git},
    support::edit,
    workflow_scripts::bash,
};
use crate::{
    command::{Run, document, folder, put},
    support::read,
};

const SPEC: &str = "api/openapi.yaml";
const SCRIPT: &str = "crates/openapi-review-cli/action.sh";

/// What the action leaves of a pull request whose base and head have these documents.
struct Reviewed {
    run: Run,
    status: String,
    markdown: String,
    summary: String,
}

impl Reviewed {
    #[track_caller]
    fn of(base: &str, head: &str, inputs: &[(&str, &str)]) -> Self {
        Self::in_clone("--depth=2", base, head, inputs)
    }

    #[track_caller]
    fn in_clone(depth: &str, base: &str, head: &str, inputs: &[(&str, &str)]) -> Self {
        let origin = folder();
        let path = origin.path();
        let init = ["init", "--quiet", "--initial-branch=main", "--template="];
        git(path, &init);
        put(path, SPEC, base);
        commit(path, "base");
        git(path, &["switch", "--quiet", "--create", "topic"]);
        put(path, SPEC, head);
        put(path, "notes.md", "Beside the document.\n");
        put(path, "review.toml", FORGED_POLICY);
        commit(path, "topic");
        git(path, &["switch", "--quiet", "main"]);
        git(
            path,
            &["merge", "--quiet", "--no-ff", "--message", "merge", "topic"],
        );
        let runner = folder();
        let path = runner.path();
        let url = format!("file://{}", origin.path().display());
        git(path, &["clone", "--quiet", depth, &url, "work"]);
        let bin = path.join("openapi-review/bin");
        fs::create_dir_all(&bin).expect("a folder can be made");
        let program = env!("CARGO_BIN_EXE_openapi-review-under-test");
        symlink(program, bin.join("openapi-review")).expect("a link can be made");
        let script = read(SCRIPT);
        let mut command = bash(&script, &path.join("work"));
        command
            .env("RUNNER_TEMP", path)
            .env("GITHUB_SERVER_URL", "https://github.com")
            .env("GITHUB_REPOSITORY", "owner/things")
            .env("GITHUB_OUTPUT", path.join("output"))
            .env("GITHUB_STEP_SUMMARY", path.join("summary"))
            .envs(DEFAULTS)
            .envs(inputs.iter().copied());
        let run = Run::of(command.output().expect("bash starts"));
        assert_eq!(run.status, Some(0), "{run}");
        let (status, markdown) = outputs(&path.join("output"));
        let summary = fs::read_to_string(path.join("summary")).expect("there is a summary");
        Self {
            run,
            status,
            markdown,
            summary,
        }
    }

    #[track_caller]
    fn says(&self, status: &str, words: &[&str]) {
        let Self { run, markdown, .. } = self;
        assert_eq!(self.status, status, "{run}\n{markdown}");
        assert_eq!(self.summary, *markdown);
        for words in words {
            let is_said = markdown.contains(words) || run.stdout.contains(words);
            assert!(is_said, "{words:?} is missing in\n{run}\n{markdown}");
        }
    }
}

/// What a pull request would like to be judged by.
const FORGED_POLICY: &str =
    "[severity]\nrequest-parameter-max-length-decreased = \"info\"\nendpoint-added = \"error\"\n";

/// The inputs that have one.
const DEFAULTS: [(&str, &str); 6] = [
    ("SPEC", SPEC),
    ("BASE", "HEAD^1"),
    ("HEAD", "HEAD"),
    ("MANIFEST", ""),
    ("FAIL_ON", "semver"),
    ("WIRE", "false"),
];

/// The outputs `status` and `markdown`, and that there is no other.
#[track_caller]
fn outputs(file: &Path) -> (String, String) {
    let text = fs::read_to_string(file).expect("there are outputs");
    let (status, rest) = text.split_once('\n').unwrap_or_default();
    let status = status.strip_prefix("status=").expect("it is the status");
    let (first, rest) = rest.split_once('\n').unwrap_or_default();
    let delimiter = first.strip_prefix("markdown<<").expect("it is `markdown`");
    let (markdown, after) = rest.split_once(delimiter).expect("it ends");
    assert_eq!(after, "\n", "nothing comes after it");
    (status.to_owned(), markdown.to_owned())
}

/// A change of protocol beside other successes, of which no client can be generated.
fn refused() -> String {
    document().replacen(
        "      responses:\n",
        "      responses:\n        '101': {description: Another protocol.}\n        \
         '201': {description: Another.}\n",
        1,
    )
}

#[test]
fn a_small_change_is_commented_and_annotated() {
    let head = edit(&document(), TIGHTENED.0, TIGHTENED.1);
    let annotation = "::error file=api/openapi.yaml,line=36,col=18,";
    let link = "</code>](https://github.com/owner/things/blob/";
    let says = [
        "❌ **Breaking on the wire.",
        annotation,
        link,
        "/api/openapi.yaml#L36)",
    ];
    Reviewed::of(&document(), &head, &[]).says("1", &says);
    Reviewed::of(&document(), &head, &[("FAIL_ON", "never")]).says("0", &says);
}

#[test]
fn a_large_change_stays_within_what_a_comment_holds() {
    let mut operations = String::from("paths:\n");
    for index in 0..74 {
        let _ = writeln!(
            operations,
            "  /more/{index}: {{get: {{operationId: more{index}, responses: {{'204': {{description: More.}}}}}}}}"
        );
    }
    let head = edit(&document(), "paths:\n", &operations);
    let reviewed = Reviewed::of(&document(), &head, &[]);
    reviewed.says("0", &["✅ **Not breaking.", "/more/73"]);
    let length = reviewed.markdown.len();
    assert!(length < 15_000, "{length}");
    let folded = [
        "<details><summary>74 new operations</summary>",
        "<code>more73</code>, ",
    ];
    reviewed.says("0", &folded);
}

#[test]
fn a_rename_breaks_rust_unless_only_the_wire_is_asked_for() {
    let head = edit(
        &document(),
        "operationId: deleteThing",
        "operationId: removeThing",
    );
    let breaking = ["Breaking in Rust, not on the wire."];
    Reviewed::of(&document(), &head, &[]).says("1", &breaking);
    let wire = ["✅ **Not breaking on the wire."];
    Reviewed::of(&document(), &head, &[("WIRE", "true")]).says("0", &wire);
}

#[test]
fn what_changes_nothing_is_no_change() {
    let says = ["## API review\n\n✅ **No change.**\n"];
    Reviewed::of(&document(), &document(), &[]).says("0", &says);
}

#[test]
fn a_head_that_cannot_be_generated_is_refused_and_one_that_cannot_be_read_is_said() {
    let says = ["⚠️ **Not breaking on the wire, unknown in Rust."];
    Reviewed::of(&document(), &refused(), &[]).says("1", &says);
    let says = [
        "cannot be reviewed",
        "::stop-commands::",
        "::error file=api/openapi.yaml,line=",
    ];
    Reviewed::of(&document(), "::error::forged\n", &[]).says("2", &says);
}

#[test]
fn a_base_that_cannot_be_read_is_reported() {
    let says = ["⚠️ **Unknown, because the base cannot be read."];
    Reviewed::of("no: document\n", &document(), &[]).says("1", &says);
}

#[test]
fn a_checkout_without_the_base_says_how_to_get_it() {
    let head = edit(&document(), TIGHTENED.0, TIGHTENED.1);
    let reviewed = Reviewed::in_clone("--depth=1", &document(), &head, &[]);
    assert_eq!(reviewed.status, "2", "{}", reviewed.run);
    reviewed.says(
        "2",
        &[
            "cannot be reviewed",
            "`HEAD^1` is neither a file nor a revision of this shallow clone",
            "`fetch-depth: 0` for actions/checkout",
        ],
    );
}

/// The token of a fork may not write, and whoever may write comments on what was reviewed.
#[test]
fn only_a_pull_request_of_the_repository_itself_gets_a_comment() {
    let action = read("crates/openapi-review-cli/action.yml");
    let (_, comment) = action.split_once("- name: Comment\n").unwrap_or_default();
    let (condition, _) = comment.split_once("uses:").unwrap_or_default();
    let own = "github.event.pull_request.head.repo.full_name == github.repository";
    assert!(condition.contains(own), "{condition}");
    assert!(!action.contains("pull_request_target") && !action.contains("always()"));
    // What ends the job comes after the comment.
    assert!(comment.contains("- name: Verdict\n"));
}

#[test]
fn each_input_reaches_the_script() {
    let (action, script) = (read("crates/openapi-review-cli/action.yml"), read(SCRIPT));
    for (name, default) in DEFAULTS {
        let input = name.to_lowercase().replace('_', "-");
        let line = format!("        {name}: ${{{{ inputs.{input} }}}}\n");
        assert!(action.contains(&line), "{line}");
        assert!(script.contains(&format!("\"${name}\"")), "{name}");
        assert!(name == "SPEC" || action.contains(default), "{name}");
    }
}

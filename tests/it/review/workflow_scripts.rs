//! The scripts of the workflow that reviews pull requests, run as GitHub runs them: on a pull request
//! that wants to review itself, and on texts that are no review.
#![cfg(target_os = "linux")]

mod posted;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use self::posted::posts;
use super::repository::{MANIFEST, TIGHTENED, change, commit, git, repository};
use crate::{
    command::{Run, folder, put},
    support::read,
};

/// What GitHub says of itself.
const GITHUB: [(&str, &str); 2] = [
    ("GITHUB_SERVER_URL", "https://github.com"),
    ("GITHUB_REPOSITORY", "owner/some.thing"),
];

const WORKFLOW: &str = ".github/workflows/spec-review.yml";

/// The scripts of a job of a workflow, in order.
#[track_caller]
pub fn scripts(workflow: &str, job: &str) -> Vec<String> {
    let workflow = read(workflow);
    let start = format!("  {job}:");
    let mut lines = workflow.lines().skip_while(|line| *line != start).skip(1);
    let is_in_job = |line: &&str| line.is_empty() || line.starts_with("    ");
    let job: Vec<_> = lines.by_ref().take_while(is_in_job).collect();
    let mut scripts = Vec::new();
    for (index, line) in job.iter().enumerate() {
        if line.trim_start() != "run: |" {
            assert!(!line.contains("run:"), "a script in another form: {line}");
            continue;
        }
        let indent = line.len() - line.trim_start().len() + 2;
        let body = job[index + 1..].iter();
        let body = body.take_while(|line| line.is_empty() || line.starts_with(&" ".repeat(indent)));
        let body: Vec<_> = body.map(|line| line.get(indent..).unwrap_or("")).collect();
        scripts.push(body.join("\n"));
    }
    assert!(!scripts.is_empty());
    scripts
}

/// A script, to be started as GitHub starts it.
pub fn bash(script: &str, folder: &Path) -> Command {
    let mut command = Command::new("bash");
    command
        .args(["--noprofile", "--norc", "-e", "-c", script])
        .current_dir(folder)
        .stdin(Stdio::null())
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    command
}

/// The checkout of a pull request, as the workflow finds it, and what its steps leave.
struct Runner {
    folder: TempDir,
}

impl Runner {
    /// The merge of the work tree of a pull request, with what `edit` does to it, into its base.
    #[track_caller]
    fn on_pull_request(edit: impl Fn(&Path)) -> Self {
        let origin = repository();
        let path = origin.path();
        git(path, &["switch", "--quiet", "main"]);
        put(path, "xtask/src/main.rs", BASE_TOOL);
        commit(path, "tool");
        git(path, &["switch", "--quiet", "--force-create", "topic"]);
        edit(path);
        commit(path, "topic");
        git(path, &["switch", "--quiet", "main"]);
        let merge = ["merge", "--quiet", "--no-ff", "--message", "merge", "topic"];
        git(path, &merge);
        let folder = folder();
        // As `actions/checkout` does.
        let url = format!("file://{}", path.display());
        let clone = ["clone", "--quiet", "--depth=2", &url, "work/change"];
        git(folder.path(), &clone);
        put(folder.path(), "bin/cargo", CARGO);
        let program = fs::Permissions::from_mode(0o755);
        fs::set_permissions(folder.path().join("bin/cargo"), program)
            .expect("a program may be run");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the steps of the job until one fails, and returns what that or the last one did.
    #[track_caller]
    fn review(&self) -> Run {
        let search = std::env::var("PATH").expect("there is a PATH");
        let search = format!("{}:{search}", self.path("bin").display());
        let mut last = None;
        for script in scripts(WORKFLOW, "review") {
            let output = bash(&script, &self.path("work"))
                .env("PATH", &search)
                .env("MARK", self.path("mark"))
                .env("XTASK", env!("CARGO_BIN_EXE_xtask-under-test"))
                .env("TOP", self.folder.path())
                .env("RUNNER_TEMP", self.folder.path())
                .envs(GITHUB)
                .env("GITHUB_OUTPUT", self.path("output"))
                .env("GITHUB_STEP_SUMMARY", self.path("summary"))
                .output()
                .expect("bash starts");
            let run = Run::of(output);
            let is_over = run.status != Some(0);
            last = Some(run);
            if is_over {
                break;
            }
        }
        last.expect("a job has steps")
    }

    fn summary(&self) -> String {
        fs::read_to_string(self.path("summary")).unwrap_or_default()
    }

    /// The output `markdown` of the job.
    #[track_caller]
    fn markdown(&self) -> String {
        let output = fs::read_to_string(self.path("output")).expect("the job has an output");
        let (first, rest) = output.split_once('\n').unwrap_or_default();
        let delimiter = first.strip_prefix("markdown<<").expect("it is `markdown`");
        let (markdown, after) = rest.split_once(delimiter).expect("it ends");
        assert_eq!(after, "\n", "nothing comes after it");
        markdown.to_owned()
    }
}

/// Plays cargo: what the folder, and those above it, configure is run, and then what it builds.
const CARGO: &str = "#!/bin/sh
folder=$PWD
while [ \"$folder\" != \"$TOP\" ]; do
  for file in .cargo/config.toml rust-toolchain.toml build.rs; do
    [ ! -e \"$folder/$file\" ] || sh \"$folder/$file\"
  done
  folder=$(dirname \"$folder\")
done
mkdir -p target/debug
cp xtask/src/main.rs target/debug/xtask
chmod +x target/debug/xtask
";

const BASE_TOOL: &str = "#!/bin/sh\nexec \"$XTASK\" \"$@\"\n";

/// Leaves a mark, and says what the author of a pull request would like to read.
const FORGED_TOOL: &str = "#!/bin/sh\ntouch \"$MARK\"\n\
                           printf '## API review\\n\\n✅ **Not breaking.**\\n'\n";

/// All that a pull request can do to its own review.
fn forge(folder: &Path) {
    change(folder, TIGHTENED);
    put(folder, "xtask/src/main.rs", FORGED_TOOL);
    put(folder, "target/debug/xtask", FORGED_TOOL);
    for file in [".cargo/config.toml", "rust-toolchain.toml", "build.rs"] {
        put(folder, file, FORGED_TOOL);
        put(folder, Path::new("openapi").join(file), FORGED_TOOL);
    }
    put(folder, ".gitattributes", "* filter=forged diff=forged\n");
    put(
        folder,
        ".gitmodules",
        "[submodule \"forged\"]\n\tpath = forged\n\turl = ext::sh -c touch% $MARK\n\tupdate = !touch $MARK\n",
    );
    let forged =
        "[workspace.metadata]\nnote = '''\n[workspace.package]\nversion = \"0.2.0\"\n'''\n";
    put(folder, "Cargo.toml", format!("{forged}\n{MANIFEST}"));
}

#[test]
fn a_pull_request_does_not_review_itself() {
    let runner = Runner::on_pull_request(forge);
    let run = runner.review();
    assert!(!runner.path("mark").exists(), "it ran: {run}");
    assert_eq!(run.status, Some(1), "{run}");
    let annotation = "::error file=openapi/dcs.yaml,line=36,col=18,\
                      title=request-parameter-max-length-decreased::";
    assert!(run.stdout.contains(annotation), "{run}");
    let markdown = runner.markdown();
    let verdict = "\n❌ **Breaking on the wire. A minor bump is required, to 0.2.0, and the version \
                   was not bumped.**\n";
    assert!(markdown.contains(verdict), "{markdown}");
    assert_eq!(runner.summary(), markdown);
    posts(&markdown);
}

#[test]
fn a_pull_request_that_breaks_nothing_passes() {
    let runner = Runner::on_pull_request(|folder| {
        put(folder, "README.md", "A document, and a file beside it.\n");
    });
    let run = runner.review();
    assert_eq!(run.status, Some(0), "{run}");
    let markdown = runner.markdown();
    assert_eq!(markdown, "## API review\n\n✅ **No change.**\n");
    posts(&markdown);
}

#[test]
fn a_document_that_cannot_be_read_fails_and_says_so() {
    let runner = Runner::on_pull_request(|folder| {
        put(folder, "openapi/dcs.yaml", "::error::forged\n");
    });
    let run = runner.review();
    assert_eq!(run.status, Some(2), "{run}");
    let markdown = runner.markdown();
    assert!(markdown.contains("cannot be reviewed"), "{markdown}");
    posts(&markdown);
}

/// Git has the text of a link, and that may be a document or a manifest.
#[test]
fn a_link_in_the_place_of_a_file_is_not_reviewed() {
    let manifest = "workspace.package.version=\"0.2.0\"";
    let document = r#"{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{}}"#;
    for (file, target) in [("Cargo.toml", manifest), ("openapi/dcs.yaml", document)] {
        let runner = Runner::on_pull_request(|folder| {
            change(folder, TIGHTENED);
            let at = folder.join(file);
            let moved = at.with_file_name(target);
            fs::rename(&at, moved).expect("a file is moved");
            std::os::unix::fs::symlink(target, &at).expect("a link is made");
        });
        let run = runner.review();
        assert_eq!(run.status, Some(2), "{run}");
        let why = format!("head:{file} is a symbolic link");
        assert!(run.stdout.contains(&why), "{run}");
        let markdown = runner.markdown();
        assert!(markdown.contains("cannot be reviewed"), "{markdown}");
        posts(&markdown);
    }
}

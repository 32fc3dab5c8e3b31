//! The scripts of the workflow that reviews pull requests, run as GitHub runs them: on a pull request
//! that wants to review itself, and on texts that are no review.
#![cfg(target_os = "linux")]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use openapi_document::is_unseen;
use openapi_review::{MARKDOWN_LIMIT, Review, Versions, render_markdown};
use tempfile::TempDir;

use super::{
    example::example,
    repository::{MANIFEST, TIGHTENED, change, commit, git, repository},
    rules::changes_of_all_cases,
    untrusted::untrusted_review,
};
use crate::{
    command::{Run, document, folder, put},
    support::{parse, read},
};

/// The scripts of a job of the workflow, in order.
#[track_caller]
fn scripts(job: &str) -> Vec<String> {
    let workflow = read(".github/workflows/spec-review.yml");
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
fn bash(script: &str, folder: &Path) -> Command {
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
        for script in scripts("review") {
            let output = bash(&script, &self.path("work"))
                .env("PATH", &search)
                .env("MARK", self.path("mark"))
                .env("XTASK", env!("CARGO_BIN_EXE_xtask-under-test"))
                .env("TOP", self.folder.path())
                .env("RUNNER_TEMP", self.folder.path())
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

/// What the job that comments does before it posts a text.
#[track_caller]
fn check(review: &str) -> Run {
    let scripts = scripts("comment");
    let [check] = &scripts[..] else {
        panic!("one step checks");
    };
    let output = bash(check, Path::new("/"))
        .env("REVIEW", review.trim_end_matches('\n'))
        .output()
        .expect("bash starts");
    let run = Run::of(output);
    assert_eq!(run.stderr, "", "{run}");
    run
}

#[track_caller]
fn posts(review: &str) {
    let run = check(review);
    assert_eq!(run.to_string(), "exit status 0\n", "{review}");
}

#[test]
fn what_the_renderer_makes_is_posted() {
    let review = |changes: &[openapi_review::Change]| Review {
        changes: changes.to_vec(),
        ..example()
    };
    let all = changes_of_all_cases();
    let mut reviews = vec![example(), untrusted_review(), review(&all), review(&[])];
    reviews.extend(all.chunks(150).map(review));
    let refused = parse(
        "refused.yaml",
        &document().replace("        '200':\n", "        '201':\n          description: A.\n          content: {application/json: {schema: {type: integer}}}\n        '200':\n"),
    );
    let refused = Review::new(Some(&refused), None, Versions::default());
    assert!(refused.is_unknown());
    reviews.push(refused);
    for review in reviews {
        let markdown = render_markdown(&review);
        posts(&markdown);
    }
}

#[test]
fn what_the_renderer_does_not_make_is_not_posted() {
    let review = render_markdown(&example());
    let after = |line: &str| format!("{review}{line}\n");
    let instead = |from: &str, to: &str| {
        assert!(review.contains(from), "{from} is in the review");
        review.replacen(from, to, 1)
    };
    for (what, forged) in [
        ("nothing", String::new()),
        ("a heading alone", "## API review".to_owned()),
        (
            "another heading",
            instead("## API review", "## Security review"),
        ),
        ("another verdict", instead("❌ **", "✅ [**")),
        ("a sentence", after("Approved by the maintainers.")),
        ("a mention", after("@octocat")),
        ("a link", after("[more](https://example.com)")),
        ("an image", after("![](https://example.com/pixel)")),
        ("a comment", after("<!-- api-review -->")),
        ("another heading within", after("### Approved")),
        (
            "a link in a row",
            instead("<code>TaskId</code>", "[TaskId](x)"),
        ),
        (
            "a mention in a row",
            instead("<code>TaskId</code>", "@octocat"),
        ),
        (
            "an element in a row",
            instead("<code>TaskId</code>", "<img src=x>"),
        ),
        (
            "a mention by an entity",
            instead("<code>TaskId</code>", "&#64;octocat please approve"),
        ),
        (
            "a mention between two quotations",
            instead(
                "<code>TaskId</code>",
                "<code>a</code>&#64;octocat<code>b</code>",
            ),
        ),
        (
            "an element of its own making",
            instead("<code>TaskId</code>", "</code>octocat<code>"),
        ),
        (
            "an address in a row",
            instead("<code>TaskId</code>", "https://example.com/login"),
        ),
        ("a host", instead("<code>TaskId</code>", "www.example.com")),
        (
            "a host in a quotation",
            instead("<code>TaskId</code>", "<code>www.example.com</code>"),
        ),
        (
            "a host in a reason",
            after("- <code>see www.example.com</code>"),
        ),
        ("an emoji", instead("<code>TaskId</code>", "a :shipit: b")),
        (
            "an issue by small letters",
            instead("<code>TaskId</code>", "closes gh-1"),
        ),
        ("an issue", instead("<code>TaskId</code>", "closes #1")),
        (
            "an issue by letters",
            instead("<code>TaskId</code>", "closes GH-1"),
        ),
        (
            "an issue elsewhere",
            instead("<code>TaskId</code>", "foo/bar#2"),
        ),
        ("emphasis", instead("<code>TaskId</code>", "**APPROVED**")),
        (
            "mathematics",
            instead("<code>TaskId</code>", "$\\href{https://example.com}{x}$"),
        ),
        (
            "another end of a line",
            instead("<code>TaskId</code>", "a\r\r# Approved\r\r"),
        ),
        (
            "what turns the line around",
            instead("<code>TaskId</code>", "<code>a\u{202e}b</code>"),
        ),
        (
            "markup in a quotation",
            instead("<code>TaskId</code>", "<code>**a**</code>"),
        ),
        (
            "a count with an address",
            after("… and 1 more https://example.com"),
        ),
        ("a count with a fence", after("… and 1 more ```")),
        (
            "a verdict of its own words",
            instead(
                "A minor bump is required",
                "Approved by the maintainers, merge it",
            ),
        ),
        ("a cell more", instead("<code>TaskId</code>", "a | b")),
        ("a list", after("- one")),
        (
            "a fence that is not closed",
            instead("```diff", "```diff\n```\n```diff\n- a\n```\n```diff")
                .trim_end_matches("```\n")
                .to_owned(),
        ),
        ("another fence", instead("```diff", "```mermaid")),
        ("too much", after(&"\nDocument".repeat(MARKDOWN_LIMIT / 8))),
    ] {
        is_not_posted(what, &forged);
    }
}

#[track_caller]
fn is_not_posted(what: &str, forged: &str) {
    let run = check(forged);
    assert_eq!(run.status, Some(1), "{what} is posted:\n{forged}");
    let why = "::error title=API review::the review is not posted: ";
    assert!(run.stdout.starts_with(why), "{run}");
}

/// The renderer escapes them, so that a text that holds one is not the renderer's.
#[test]
fn what_nobody_sees_is_not_posted() {
    let review = render_markdown(&example());
    for c in [
        '\t',
        '\r',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{ad}',
        '\u{34f}',
        '\u{61c}',
        '\u{115f}',
        '\u{17b4}',
        '\u{180b}',
        '\u{180e}',
        '\u{200b}',
        '\u{200f}',
        '\u{2028}',
        '\u{2029}',
        '\u{202e}',
        '\u{2060}',
        '\u{2069}',
        '\u{2800}',
        '\u{3164}',
        '\u{e000}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{ffa0}',
        '\u{fffb}',
        '\u{1bca0}',
        '\u{1d173}',
        '\u{e0041}',
        '\u{e0100}',
        '\u{f0000}',
    ] {
        assert!(is_unseen(c), "{c:?}");
        for (place, with) in [
            ("<code>TaskId</code>", format!("<code>a{c}b</code>")),
            ("```diff\n", format!("```diff\n- a{c}b\n")),
        ] {
            assert!(review.contains(place), "{place} is in the review");
            is_not_posted(&format!("{c:?}"), &review.replacen(place, &with, 1));
        }
    }
}

/// What acts in a sentence does not act in a quotation or between fences, and a document may say it.
#[test]
fn a_document_may_hold_what_acts_in_a_sentence() {
    let review = render_markdown(&example());
    for text in ["GH-12", "gh-12", "WWW.EXAMPLE", "缓存实例 é"] {
        let in_row = format!("<code>{text}</code>");
        posts(&review.replacen("<code>TaskId</code>", &in_row, 1));
        posts(&review.replacen("```diff\n", &format!("```diff\n- {text}\n"), 1));
    }
    posts(&review.replacen("```diff\n", "```diff\n- www.example.com\n", 1));
}

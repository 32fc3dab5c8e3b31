//! `ci`: every check that a pull request must pass.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    cargo,
    cli::{CiArgs, RegenArgs},
    error::Error,
    lint::{self, LintArgs},
    regen, workspace,
};
use openapi_review_cli::{
    error::{Error as Common, Outcome},
    output::{ERROR, GOOD, HEADING, NOTE, Output},
};

/// A named check.
struct Step {
    name: &'static str,
    work: Work,
}

enum Work {
    /// A run of cargo.
    Cargo {
        arguments: &'static str,
        /// Set in the environment of the run.
        variable: Option<(&'static str, &'static str)>,
    },
    /// A run of what is there only where somebody has installed it.
    Tool {
        /// The program, and what follows it.
        command: &'static str,
        /// The command that succeeds where it is installed.
        probe: &'static str,
        /// The command that installs it.
        install: &'static str,
    },
    /// A command of this program.
    Xtask {
        arguments: &'static str,
        run: fn(&mut Output<'_>) -> Result<Outcome, Error>,
    },
}

const TEST: &str = "test";

/// The checks, the quick ones first. The optional feature of the client is on wherever it is not
/// the users' own command that is checked; `native-tls` is not, because it needs OpenSSL's headers:
/// the workflow on GitHub checks it. Every run takes the versions of `Cargo.lock`, so that what is
/// checked is what is committed. Single tests are named within the whole workspace: for a
/// package alone, cargo would choose other features of what it depends on and build that again.
const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        work: Work::Cargo {
            arguments: "fmt --all -- --check",
            variable: None,
        },
    },
    Step {
        name: "regen",
        work: Work::Xtask {
            arguments: "regen --check",
            run: regen_check,
        },
    },
    Step {
        name: "lint",
        work: Work::Xtask {
            arguments: "lint",
            run: lint_own,
        },
    },
    // Advisories are left to the workflow on GitHub: what is found in them changes from day to day.
    Step {
        name: "deny",
        work: Work::Tool {
            command: "cargo deny --locked check bans licenses sources",
            probe: "cargo deny --version",
            install: "cargo install --locked cargo-deny@0.20.2",
        },
    },
    // The oldest compiler that the client promises; the tools of the workspace need a newer one.
    Step {
        name: "msrv",
        work: Work::Tool {
            command: "rustup run 1.88.0 cargo check --locked --package dcs-client",
            probe: "rustup run 1.88.0 cargo --version",
            install: "rustup toolchain install 1.88.0 --profile minimal",
        },
    },
    // Signatures, by the vendor's own package.
    Step {
        name: "vendor",
        work: Work::Tool {
            command: "python3 tests/vendor/signatures.py",
            probe: "python3 tests/vendor/signatures.py --probe",
            install: "python3 -m pip install huaweicloudsdkcore",
        },
    },
    // Not by RUSTFLAGS: with other flags, cargo would build every dependency again.
    Step {
        name: "clippy",
        work: Work::Cargo {
            arguments: "clippy --locked --workspace --all-targets --features dcs-client/schemars \
                        -- -D warnings",
            variable: None,
        },
    },
    // What `cargo test` leaves out, `--all-targets` leaves out as well.
    Step {
        name: "clippy-long",
        work: Work::Cargo {
            arguments: "clippy --locked --workspace --test growth --test exhaustive --test semver \
                        --test corpus --test work --features dcs-client/schemars -- -D warnings",
            variable: None,
        },
    },
    Step {
        name: "features",
        work: Work::Cargo {
            arguments: "check --locked --package dcs-client --no-default-features",
            variable: None,
        },
    },
    Step {
        name: TEST,
        work: Work::Cargo {
            arguments: "test --locked --workspace",
            variable: None,
        },
    },
    // The examples in the documentation of all libraries, also of those that `cargo test` leaves out.
    Step {
        name: "examples",
        work: Work::Cargo {
            arguments: "test --locked --workspace --doc",
            variable: None,
        },
    },
    // Documents that have grown: their command line and mock, compiled and run, and all tests after an
    // `accept`.
    Step {
        name: "growth",
        work: Work::Cargo {
            arguments: "test --locked --workspace --test growth",
            variable: None,
        },
    },
    // A review of every edit of several documents; `cargo test` tries some.
    Step {
        name: "exhaustive",
        work: Work::Cargo {
            arguments: "test --locked --workspace --test exhaustive",
            variable: None,
        },
    },
    // What the review says of the generated code, by a program that reads the code itself.
    Step {
        name: "semver",
        work: Work::Tool {
            command: "cargo test --locked --workspace --test semver",
            probe: "cargo semver-checks --version",
            install: "cargo install --locked cargo-semver-checks@0.51.0",
        },
    },
    // Documents of other people, which are not part of the repository.
    Step {
        name: "corpus",
        work: Work::Tool {
            command: "cargo test --locked --workspace --test corpus",
            probe: "test -d ../shared/corpus",
            install: "put OpenAPI documents, as JSON, into ../shared/corpus",
        },
    },
    // Counts allocations and not seconds, so that a loop within a loop shows on any machine.
    Step {
        name: "work",
        work: Work::Cargo {
            arguments: "test --locked --workspace --test work",
            variable: None,
        },
    },
    Step {
        name: "package",
        work: Work::Cargo {
            arguments: "package --locked --package dcs-client --package dcs-cli --package dcs-httpmock \
                        --allow-dirty",
            variable: None,
        },
    },
    Step {
        name: "doc",
        work: Work::Cargo {
            arguments: "doc --locked --workspace --no-deps --features dcs-client/schemars",
            variable: Some(("RUSTDOCFLAGS", "-D warnings")),
        },
    },
];

fn regen_check(output: &mut Output<'_>) -> Result<Outcome, Error> {
    let arguments = RegenArgs {
        check: true,
        ..RegenArgs::default()
    };
    regen::run(&arguments, output)
}

fn lint_own(output: &mut Output<'_>) -> Result<Outcome, Error> {
    lint::run(&LintArgs::default(), output)
}

/// Runs the command.
///
/// # Errors
///
/// When there is no workspace, or a step could not be run.
pub fn run(arguments: &CiArgs, output: &mut Output<'_>) -> Result<Outcome, Error> {
    let root = workspace::find()?;
    let skipped = arguments.no_tests.then_some(TEST);
    let mut done = Vec::new();
    for step in STEPS.iter().filter(|step| Some(step.name) != skipped) {
        let command = step.work.command();
        writeln!(
            output.diagnostics,
            "{HEADING}== {}: {command}{HEADING:#}",
            step.name
        )?;
        output.diagnostics.flush()?;
        let start = Instant::now();
        let verdict = step.work.run(&root, output)?;
        done.push(Done {
            name: step.name,
            command,
            verdict,
            time: start.elapsed(),
        });
    }
    summarize(&done, output)
}

/// A step that has run.
struct Done {
    name: &'static str,
    command: String,
    verdict: Verdict,
    time: Duration,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Verdict {
    Passed,
    Failed,
    NotRun,
    /// What it needs is not there; this installs it.
    Skipped {
        install: &'static str,
    },
}

impl Work {
    /// What a person types to do the same.
    fn command(&self) -> String {
        match self {
            Self::Cargo {
                arguments,
                variable: None,
            } => format!("cargo {arguments}"),
            Self::Cargo {
                arguments,
                variable: Some((name, value)),
            } => format!("{name}='{value}' cargo {arguments}"),
            Self::Tool { command, .. } => (*command).to_owned(),
            Self::Xtask { arguments, .. } => format!("cargo xtask {arguments}"),
        }
    }

    /// Runs the step; an error is one of the output, any other is the step's own.
    fn run(&self, root: &Path, output: &mut Output<'_>) -> Result<Verdict, Error> {
        match self {
            Self::Cargo {
                arguments,
                variable,
            } => finish(
                cargo::command(arguments).envs(*variable).current_dir(root),
                output,
            ),
            Self::Tool {
                command,
                probe,
                install,
            } => match succeeds(probe, root) {
                true => finish(cargo::tool(command).current_dir(root), output),
                false => Ok(Verdict::Skipped { install }),
            },
            Self::Xtask { run, .. } => match run(output) {
                Ok(Outcome::Clean) => Ok(Verdict::Passed),
                Ok(Outcome::Found) => Ok(Verdict::Failed),
                Err(error @ Error::Common(Common::Output(_))) => Err(error),
                Err(error) => {
                    error.report(output)?;
                    Ok(Verdict::NotRun)
                }
            },
        }
    }
}

/// Whether the tool is there that `probe` asks about. A cargo that cannot be run has all: running it
/// says more.
fn succeeds(probe: &str, root: &Path) -> bool {
    let status = cargo::tool(probe)
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.map_or(probe.starts_with("cargo "), |status| status.success())
}

fn finish(command: &mut Command, output: &mut Output<'_>) -> Result<Verdict, Error> {
    match command.status() {
        Ok(status) if status.success() => Ok(Verdict::Passed),
        Ok(_) => Ok(Verdict::Failed),
        Err(error) => {
            Error::Cargo(error).report(output)?;
            Ok(Verdict::NotRun)
        }
    }
}

fn summarize(done: &[Done], output: &mut Output<'_>) -> Result<Outcome, Error> {
    writeln!(output.diagnostics, "{HEADING}== summary{HEADING:#}")?;
    output.diagnostics.flush()?;
    let width = done.iter().map(|step| step.name.len()).max().unwrap_or(0);
    for step in done {
        let Done {
            name,
            command,
            verdict,
            time,
        } = step;
        let seconds = time.as_secs_f64();
        let (style, word) = match verdict {
            Verdict::Passed => (GOOD, "passed"),
            Verdict::Failed => (ERROR, "failed"),
            Verdict::NotRun => (ERROR, "not run"),
            Verdict::Skipped { .. } => (NOTE, "skipped"),
        };
        write!(
            output.results,
            "{style}{word:<7}{style:#}  {name:<width$}  {seconds:6.1} s"
        )?;
        match verdict {
            Verdict::Passed => {}
            Verdict::Failed | Verdict::NotRun => {
                write!(output.results, "  repeat with: {command}")?;
            }
            Verdict::Skipped { install } => {
                write!(output.results, "  to run it: {install}")?;
            }
        }
        writeln!(output.results)?;
    }
    let has = |verdict| done.iter().any(|step| step.verdict == verdict);
    if has(Verdict::NotRun) {
        return Err(Error::NotRun);
    }
    Ok(if has(Verdict::Failed) {
        Outcome::Found
    } else {
        Outcome::Clean
    })
}

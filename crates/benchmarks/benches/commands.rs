//! What whole commands cost: `cargo xtask regen` without changes, and a cold build of the client; and
//! calls through the client against those through what the generator alone makes of the document.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use benchmarks::{Report, paired};
use openapi_codegen::lower;
use openapi_document::Document;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};

/// How often each command is run.
const ROUNDS: usize = 15;

/// How often each client is built from nothing; set to 0 to leave that out.
const COLD_ROUNDS: &str = "COLD_ROUNDS";

/// What the generator's documentation asks a crate to depend on, and the same TLS as the client's.
const BARE_MANIFEST: &str = r#"[package]
name = "bare-client"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
bytes = "1"
chrono = { version = "0.4", features = ["serde"] }
futures-core = "0.3"
percent-encoding = "2"
progenitor-client = "=0.15.1"
regress = "0.12"
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls-no-provider", "stream"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
uuid = { version = "1", features = ["serde"] }

[profile.dev]
debug = "line-tables-only"

[profile.dev.package."*"]
debug = false
"#;

fn main() -> io::Result<()> {
    let mut report = Report::new("commands: targets");
    let regen = paired(
        ROUNDS,
        || cargo(&root(), &["xtask", "regen"]),
        || {
            cargo(
                &root(),
                &[
                    "run",
                    "--quiet",
                    "--package",
                    "benchmarks",
                    "--bin",
                    "nothing",
                ],
            )
        },
    );
    report.at_most(
        "cargo xtask regen, no change / cargo run of nothing",
        regen,
        2.0,
    );

    let folder = tempfile::tempdir()?;
    let bare = bare_client(folder.path())?;
    for (name, at, limit) in [
        ("dcs-client", root(), Some(150)),
        ("the bare generated client", bare.clone(), None),
    ] {
        let crates = tree(
            &at,
            if limit.is_some() {
                "dcs-client"
            } else {
                "bare-client"
            },
        )?;
        match limit {
            Some(limit) => report.number(
                &format!("crates that {name} is built of"),
                crates,
                &format!("at most {limit}"),
                crates <= limit,
            ),
            None => report.note(&format!("crates that {name} is built of"), crates),
        }
    }
    let rounds = std::env::var(COLD_ROUNDS)
        .ok()
        .and_then(|rounds| rounds.parse().ok());
    let rounds = rounds.unwrap_or(3);
    if rounds > 0 {
        let cold = |at: &Path, package: &str| {
            let target = folder.path().join("target");
            // What is not there need not be removed.
            let _ = fs::remove_dir_all(&target);
            let target = target.display().to_string();
            cargo(
                at,
                &[
                    "build",
                    "--quiet",
                    "--package",
                    package,
                    "--target-dir",
                    &target,
                ],
            );
        };
        let ratio = paired(
            rounds,
            || cold(&root(), "dcs-client"),
            || cold(&bare, "bare-client"),
        );
        report.at_most(
            "cold build: dcs-client / bare generated client",
            ratio,
            1.15,
        );
    }
    report.print();
    calls(&bare)
}

/// Builds and runs the calls beside the bare client, in a crate that only they need.
fn calls(bare: &Path) -> io::Result<()> {
    let at = bare.with_file_name("calls");
    fs::create_dir_all(at.join("src"))?;
    let own = root().canonicalize()?;
    let own = own.display();
    write(
        &at.join("Cargo.toml"),
        &format!(
            r#"[package]
name = "calls"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
bare-client = {{ path = "../bare" }}
benchmarks = {{ path = "{own}/crates/benchmarks" }}
dcs-client = {{ path = "{own}/crates/dcs-client" }}
loopback = {{ path = "{own}/crates/loopback" }}
reqwest = {{ version = "0.13", default-features = false, features = ["json"] }}
rustls = {{ version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }}
serde_json = "1"
tokio = {{ version = "1", features = ["rt", "net", "time"] }}
"#
        ),
    )?;
    write(&at.join("src/main.rs"), include_str!("bare/calls.rs"))?;
    fs::copy(root().join("Cargo.lock"), at.join("Cargo.lock"))?;
    let mut command = cargo_command(&at, &["run", "--quiet", "--release"]);
    let status = command.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(other(format!("the calls beside the bare client: {status}")))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "nobody reads these files but this process, in a folder of its own"
)]
fn write(at: &Path, text: &str) -> io::Result<()> {
    fs::write(at, text)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn cargo_command(at: &Path, arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(at).stdin(Stdio::null());
    command
}

#[track_caller]
#[expect(clippy::panic, reason = "a command that fails measures nothing")]
fn cargo(at: &Path, arguments: &[&str]) {
    let output = cargo_command(at, arguments).output();
    match output {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => panic!("{arguments:?}: {error}"),
    }
}

/// The number of packages that are built for `package`.
fn tree(at: &Path, package: &str) -> io::Result<usize> {
    let arguments = [
        "tree",
        "--package",
        package,
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--no-dedupe",
    ];
    let output = cargo_command(at, &arguments).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let packages: std::collections::BTreeSet<_> = text.lines().collect();
    Ok(packages.len())
}

/// A crate around what the bare generator makes of the lowered document: the document itself makes
/// it panic.
fn bare_client(folder: &Path) -> io::Result<PathBuf> {
    let at = folder.join("bare");
    fs::create_dir_all(at.join("src"))?;
    let name = "openapi/dcs.yaml";
    let document = Document::parse(name, &fs::read(root().join(name))?).map_err(other)?;
    let lowered = lower(&document).map_err(other)?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings)
        .generate_tokens(lowered.openapi())
        .map_err(other)?;
    let file = syn::parse2(tokens).map_err(other)?;
    write(&at.join("src/lib.rs"), &prettyplease::unparse(&file))?;
    write(&at.join("Cargo.toml"), BARE_MANIFEST)?;
    // The same versions of what both depend on.
    fs::copy(root().join("Cargo.lock"), at.join("Cargo.lock"))?;
    Ok(at)
}

fn other(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

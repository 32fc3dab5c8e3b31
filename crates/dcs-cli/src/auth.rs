//! `dcs auth status`: which credentials a call would be made with.

use clap::Command;
use dcs_client::Found;
use serde::Serialize;

use crate::{
    Failure,
    exit::Exit,
    identity,
    options::{Format, Options},
    output::Output,
    runtime,
    text::printable,
};

pub(crate) const NAME: &str = "auth";

pub(crate) fn command() -> Command {
    let status = Command::new("status")
        .about(
            "Say where credentials were found, and the last four characters of an access key's id",
        )
        .after_help("Nothing is sent to the service. `dcs --help` lists the places.");
    Command::new(NAME)
        .about("Look after credentials")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(status)
}

/// The line on stdout.
#[derive(Serialize)]
struct StatusLine {
    /// `environment`, `profile` or `metadata`.
    link: String,
    /// `token` or `access_key`.
    kind: &'static str,
    /// The last four characters of the key's id.
    access_key: Option<String>,
    /// The file, where it was one.
    file: Option<String>,
}

/// Says which credentials serve.
pub(crate) fn status(options: &Options, output: &Output) -> Exit {
    let found = runtime::run(|runtime| {
        let found = runtime.block_on(identity::find(options));
        found.map_err(|error| Failure::credentials(&error))
    });
    match found {
        Ok(found) => {
            identity::note_exposure(&found, output);
            show(&StatusLine::of(&found), options.format, output)
        }
        Err(failure) => output.fail(&failure),
    }
}

impl StatusLine {
    fn of(found: &Found) -> Self {
        let access_key = found.credentials.hint();
        Self {
            link: found.link.to_string(),
            kind: match access_key {
                Some(_) => "access_key",
                None => "token",
            },
            access_key,
            file: found.path.as_ref().map(|path| path.display().to_string()),
        }
    }
}

fn show(status: &StatusLine, format: Format, output: &Output) -> Exit {
    if matches!(format, Format::Json | Format::Jsonl) {
        return output.line(status);
    }
    let what = match &status.access_key {
        Some(end) => format!("access key {end}"),
        None => "token".to_owned(),
    };
    let file = status.file.as_deref().map(|file| format!(" ({file})"));
    let text = format!(
        "{what}, from the {}{}",
        status.link,
        file.unwrap_or_default()
    );
    output.print(&format!("{}\n", printable(&text)))
}

//! The request's body from a file.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use clap::{Arg, ArgMatches};
use serde::de::DeserializeOwned;

use crate::{BODY_HEADING, Failure};

/// More than any request of the service's takes.
#[allow(dead_code, reason = "called where the document has a request's body")]
const LARGEST: u64 = 16 * 1024 * 1024;

/// What the option for a body that is text or bytes is called.
const RAW: &str = "body";

/// Reads the body from the file, or from standard input when it is named `-`.
#[allow(dead_code, reason = "called where the document has a request's body")]
pub(crate) fn read<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    let bytes = contents("json-body", file)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let name = file.display();
        Failure::usage(format!(
            "--json-body: {name} is not the body that the operation takes: {error}"
        ))
    })
}

/// The option for a body that is text or bytes.
#[allow(dead_code, reason = "called where the document has such a body")]
pub(crate) fn argument() -> Arg {
    Arg::new(RAW)
        .long(RAW)
        .value_name("FILE")
        .required(true)
        .value_parser(clap::value_parser!(PathBuf))
        .help("File with the request body as it is sent, or - for standard input")
        .help_heading(BODY_HEADING)
}

/// The bytes of [`argument`].
#[allow(dead_code, reason = "called where the document has such a body")]
pub(crate) fn bytes(matches: &ArgMatches) -> Result<Vec<u8>, Failure> {
    match matches.get_one::<PathBuf>(RAW) {
        Some(file) => contents(RAW, file),
        None => Ok(Vec::new()),
    }
}

/// The same as text.
#[allow(dead_code, reason = "called where the document has such a body")]
pub(crate) fn text(matches: &ArgMatches) -> Result<String, Failure> {
    let text = String::from_utf8(bytes(matches)?);
    text.map_err(|_| Failure::usage(format!("--{RAW}: the operation takes text, in UTF-8")))
}

#[allow(dead_code, reason = "called where the document has a request's body")]
fn contents(option: &str, file: &Path) -> Result<Vec<u8>, Failure> {
    let mut contents = Vec::new();
    let read = if file.as_os_str() == "-" {
        io::stdin().lock().take(LARGEST).read_to_end(&mut contents)
    } else {
        File::open(file).and_then(|file| file.take(LARGEST).read_to_end(&mut contents))
    };
    let name = file.display();
    read.map_err(|error| Failure::usage(format!("--{option}: {name} cannot be read: {error}")))?;
    Ok(contents)
}

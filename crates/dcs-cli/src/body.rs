//! The request's body from a file.

use std::{
    io::{self, Read as _},
    path::Path,
};

use serde::de::DeserializeOwned;

use crate::Failure;

/// More than any request of the service's takes.
#[allow(dead_code, reason = "called where the document has a request's body")]
const LARGEST: u64 = 16 * 1024 * 1024;

/// Reads the body from the file, or from standard input when it is named `-`.
#[allow(dead_code, reason = "called where the document has a request's body")]
pub(crate) fn read<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    let name = file.display();
    let mut text = String::new();
    let read = if file.as_os_str() == "-" {
        io::stdin().lock().take(LARGEST).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LARGEST).read_to_string(&mut text))
    };
    read.map_err(|error| Failure::usage(format!("--json-body: {name} cannot be read: {error}")))?;
    serde_json::from_str(&text).map_err(|error| {
        Failure::usage(format!(
            "--json-body: {name} is not the body that the operation takes: {error}"
        ))
    })
}

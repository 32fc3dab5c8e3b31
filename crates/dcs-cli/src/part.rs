//! The parts of a body (`multipart/form-data`) that no plain option stands for: files, lists and objects.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use clap::{Arg, ArgAction, ArgMatches};
use dcs_client::{FilePart, Parts};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{BODY_HEADING, Failure, options::is_dry_run, text::shown};

/// Whether standard input is a file of the body already.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// The option for a part that is a file, or for several of it.
pub(crate) fn file(id: &'static str, is_required: bool, is_list: bool) -> Arg {
    let help = match is_list {
        true => {
            "File that is sent as this part, or - for standard input; may be given several times"
        }
        false => "File that is sent as this part, or - for standard input",
    };
    argument(id, is_required, is_list)
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .help(help)
}

/// The option for a part that is an object, or for a part of which there may be several.
pub(crate) fn value(id: &'static str, is_required: bool, is_list: bool) -> Arg {
    let argument = argument(id, is_required, is_list);
    match is_list {
        true => argument.help("A value of this part; may be given several times"),
        false => argument.value_name("JSON").help("This part as JSON"),
    }
}

fn argument(id: &'static str, is_required: bool, is_list: bool) -> Arg {
    let action = match is_list {
        true => ArgAction::Append,
        false => ArgAction::Set,
    };
    Arg::new(id)
        .long(id)
        .required(is_required)
        .action(action)
        .help_heading(BODY_HEADING)
}

/// The files of [`file`]; `None` where there is none.
pub(crate) fn files(
    matches: &ArgMatches,
    id: &'static str,
) -> Result<Option<Vec<FilePart>>, Failure> {
    let paths = matches.get_many::<PathBuf>(id);
    let files = paths.map(|paths| paths.map(|path| given(matches, id, path)).collect());
    files.transpose()
}

/// The one file of [`file`].
pub(crate) fn only(matches: &ArgMatches, id: &'static str) -> Result<Option<FilePart>, Failure> {
    let path = matches.get_one::<PathBuf>(id);
    path.map(|path| given(matches, id, path)).transpose()
}

fn given(matches: &ArgMatches, id: &'static str, path: &Path) -> Result<FilePart, Failure> {
    match is_dry_run(matches) {
        true => named(id, path),
        false => opened(id, path),
    }
}

/// What is called - is standard input, of which there is one: the second is refused.
fn opened(id: &str, path: &Path) -> Result<FilePart, Failure> {
    if !is_standard_input(path) {
        return Ok(FilePart::path(path));
    }
    take_standard_input(id)?;
    let standard_input = standard_input().map_err(|error| {
        Failure::usage(format!("--{id}: standard input cannot be read: {error}"))
    })?;
    Ok(FilePart::from(standard_input).file_name(STANDARD_INPUT))
}

/// In the place of a file its path, which the command that a dry run shows names. What could not be sent is
/// refused as ever.
fn named(id: &'static str, path: &Path) -> Result<FilePart, Failure> {
    let name = if is_standard_input(path) {
        take_standard_input(id)?;
        STANDARD_INPUT.into()
    } else {
        let opened = Parts::new().files(id, &FilePart::path(path), "");
        opened.map_err(|error| Failure::usage(format!("--{error}; nothing was sent")))?;
        path.file_name().unwrap_or_default().to_string_lossy()
    };
    let place = path.to_string_lossy().into_owned();
    Ok(FilePart::from(place.into_bytes()).file_name(name))
}

const STANDARD_INPUT: &str = "-";

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

fn take_standard_input(id: &str) -> Result<(), Failure> {
    match IS_TAKEN.swap(true, Ordering::Relaxed) {
        true => Err(Failure::usage(format!(
            "--{id}: standard input is another file already; nothing was sent"
        ))),
        false => Ok(()),
    }
}

#[cfg(unix)]
fn standard_input() -> io::Result<fs::File> {
    use std::os::fd::AsFd as _;
    Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
fn standard_input() -> io::Result<fs::File> {
    use std::os::windows::io::AsHandle as _;
    Ok(io::stdin().as_handle().try_clone_to_owned()?.into())
}

/// What [`value`] says of a part that may be any value: what it is as JSON, or else its text.
pub(crate) fn any(matches: &ArgMatches, id: &str) -> Option<Value> {
    let text = matches.get_one::<String>(id)?;
    Some(serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str())))
}

/// What [`value`] says, in the type of the member of the body that `_member` names. A list is made of texts, or
/// else of what they are as JSON.
pub(crate) fn read<B, T: DeserializeOwned>(
    matches: &ArgMatches,
    id: &str,
    is_list: bool,
    _member: fn(&B) -> &T,
) -> Result<Option<T>, Failure> {
    let Some(texts) = matches.get_many::<String>(id) else {
        return Ok(None);
    };
    let texts: Vec<_> = texts.map(String::as_str).collect();
    let json = texts.iter().map(|text| serde_json::from_str::<Value>(text));
    let json = json.collect::<Result<Vec<_>, _>>();
    let read = if is_list {
        let as_texts = Value::from(texts.clone());
        let as_json = || json.map_or(Value::Null, Value::from);
        T::deserialize(as_texts).or_else(|error| match as_json() {
            Value::Null => Err(error),
            values => T::deserialize(values),
        })
    } else {
        let json = json.and_then(|mut json| T::deserialize(json.pop().unwrap_or_default()));
        // What stands for itself needs no quotes.
        json.or_else(|error| {
            let text = texts.first().copied().unwrap_or_default();
            T::deserialize(Value::from(text)).map_err(|_| error)
        })
    };
    read.map(Some)
        .map_err(|error| Failure::usage(format!("--{id}: {}: {error}", shown(&texts.join(", ")))))
}

#[cfg(test)]
mod tests {
    use clap::Command;
    use serde_json::{Map, json};

    use super::*;

    struct Body {
        tags: Option<Vec<String>>,
        sizes: Vec<u8>,
        address: Map<String, Value>,
    }

    #[track_caller]
    fn read<T: DeserializeOwned>(
        is_list: bool,
        given: &[&str],
        member: fn(&Body) -> &T,
    ) -> Result<Option<T>, String> {
        let command = Command::new("send").arg(value("part", false, is_list));
        let given = given.iter().flat_map(|value| ["--part", value]);
        let matches = command
            .try_get_matches_from(std::iter::once("send").chain(given))
            .unwrap();
        super::read(&matches, "part", is_list, member).map_err(|failure| failure.text)
    }

    #[test]
    fn a_list_is_made_of_what_is_given_and_an_object_of_json() {
        let tags = read(true, &["a", "7"], |body| &body.tags).unwrap().unwrap();
        assert_eq!(tags, Some(vec!["a".to_owned(), "7".to_owned()]));
        assert_eq!(
            read(true, &["1", "2"], |body| &body.sizes),
            Ok(Some(vec![1, 2]))
        );
        assert_eq!(read(true, &[], |body| &body.sizes), Ok(None));
        let address = read(false, &[r#"{"city":"S"}"#], |body| &body.address)
            .unwrap()
            .unwrap();
        assert_eq!(Value::from(address), json!({"city": "S"}));
        let error = read(true, &["1", "x"], |body| &body.sizes).unwrap_err();
        assert!(error.starts_with("--part: \"1, x\": "), "{error}");
        let error = read(false, &["{"], |body| &body.address).unwrap_err();
        assert!(error.starts_with("--part: \"{\": "), "{error}");
    }
}

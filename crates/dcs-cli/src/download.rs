//! Answers that are bytes: in a file, or on standard output where that is no terminal.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use clap::{Arg, ArgMatches, Command};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::{Failure, exit::INTERRUPTED, output::Output, runtime::interrupted};

/// With a dot, which no id of a generated option has.
pub(crate) const OUTPUT_FILE: &str = "bytes.output-file";
const LONG: &str = "output-file";

/// The option for the file in which the bytes are saved.
#[allow(
    dead_code,
    reason = "called where the document has an answer that is bytes"
)]
pub(crate) fn argument() -> Arg {
    Arg::new(OUTPUT_FILE)
        .long(LONG)
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .help("File for an answer that is bytes, written when all of them have come [default: standard output]")
}

/// Where the bytes of an answer go. Its clones save the same answer.
#[derive(Clone)]
pub(crate) struct Download {
    /// The file, or else standard output.
    file: Option<PathBuf>,
    saving: Arc<Mutex<Saving>>,
}

#[derive(Default)]
struct Saving {
    /// How many bytes have come, once an answer has.
    length: Option<u64>,
    part: Option<Part>,
    is_pipe_broken: bool,
}

/// What has become of an answer.
#[derive(Debug)]
pub(crate) enum Saved {
    /// It was not bytes.
    Nothing,
    /// They went to standard output.
    Shown,
    /// They are in a file; what there is to say of it.
    InFile(Value),
}

impl Download {
    /// Of an operation that has the option, as it may answer bytes; `None` of another.
    pub(crate) fn of(
        command: &Command,
        matches: &ArgMatches,
        is_terminal: bool,
    ) -> Result<Option<Self>, Failure> {
        let mut arguments = command.get_arguments();
        // clap knows what there is none of in tests only.
        if !arguments.any(|argument| argument.get_id() == OUTPUT_FILE) {
            return Ok(None);
        }
        let file = matches.get_one::<PathBuf>(OUTPUT_FILE);
        if file.is_none() && is_terminal {
            return Err(Failure::usage(format!(
                "this operation may answer bytes, which no terminal shows: save them with --{LONG} FILE, or \
                 send standard output elsewhere; nothing was sent"
            )));
        }
        // Where nothing can be saved, nothing is to be sent.
        let part = file.map(|file| Part::of(file)).transpose();
        let part = part.map_err(|error| {
            let name = file.map(|file| file.display().to_string());
            Failure::usage(format!(
                "--{LONG}: {} cannot be written: {error}; nothing was sent",
                name.unwrap_or_default()
            ))
        })?;
        Ok(Some(Self {
            file: file.cloned(),
            saving: Arc::new(Mutex::new(Saving {
                part,
                ..Saving::default()
            })),
        }))
    }

    /// Takes a chunk, the first of which has no bytes.
    pub(crate) fn take(&self, chunk: &[u8]) -> io::Result<()> {
        let mut saving = self.saving();
        let Some(part) = &mut saving.part else {
            let written = write_out(chunk);
            let is_broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
            saving.is_pipe_broken = written.as_ref().is_err_and(is_broken);
            written?;
            saving.count(chunk);
            return Ok(());
        };
        part.file.write_all(chunk)?;
        saving.count(chunk);
        Ok(())
    }

    /// Puts the file where it belongs, after a success.
    pub(crate) fn finish(&self, output: &Output) -> Result<Saved, Failure> {
        let mut saving = self.saving();
        let Some(length) = saving.length.take() else {
            if saving.part.take().is_some() {
                output.note("the answer is not bytes, so no file was written");
            }
            return Ok(Saved::Nothing);
        };
        let (Some(file), Some(part)) = (&self.file, saving.part.take()) else {
            return Ok(Saved::Shown);
        };
        let name = file.display().to_string();
        part.put()
            .map_err(|error| Failure::unsaved(&name, &error))?;
        Ok(Saved::InFile(json!({"file": name, "bytes": length})))
    }

    /// Takes away what is not whole, after a failure. Returns whether that is because whoever reads standard
    /// output has had enough.
    pub(crate) fn end(&self) -> bool {
        let mut saving = self.saving();
        saving.part = None;
        saving.is_pipe_broken
    }

    /// Makes Ctrl-C take away the file that is not whole before it ends the process.
    pub(crate) fn end_with_interruption(&self, runtime: &Runtime) {
        // Without a file there is nothing to do, and the system ends the process.
        if self.file.is_none() {
            return;
        }
        let download = self.clone();
        runtime.spawn(async move {
            interrupted().await;
            // Nobody gets a chunk any more: without its part, a file would be taken for standard output.
            let mut saving = download.saving();
            saving.part = None;
            process::exit(INTERRUPTED)
        });
    }

    fn saving(&self) -> MutexGuard<'_, Saving> {
        self.saving.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Saving {
    fn count(&mut self, chunk: &[u8]) {
        let more = u64::try_from(chunk.len()).unwrap_or_default();
        *self.length.get_or_insert_default() += more;
    }
}

/// Whether bytes on standard output would flood a terminal.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

fn write_out(chunk: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(chunk)?;
    stdout.flush()
}

/// A file that is not whole yet, beside the one that it will be. Dropped before, it is taken away.
struct Part {
    file: File,
    /// Where it is, and where it will be; `None` where bytes go straight to what is no file, such as a device.
    paths: Option<(PathBuf, PathBuf)>,
}

impl Part {
    fn of(file: &Path) -> io::Result<Self> {
        // The file that a link leads to, and not the link.
        let target = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let is_other = fs::metadata(&target).is_ok_and(|found| !found.is_file());
        if is_other {
            let file = OpenOptions::new().write(true).open(&target)?;
            return Ok(Self { file, paths: None });
        }
        let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        let mut part = name.to_owned();
        part.push(format!(".{}.part", process::id()));
        let part = target.with_file_name(part);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&part)?;
        Ok(Self {
            file,
            paths: Some((part, target)),
        })
    }

    fn put(mut self) -> io::Result<()> {
        let Some((part, target)) = &self.paths else {
            return Ok(());
        };
        self.file.sync_all()?;
        fs::rename(part, target)?;
        self.paths = None;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Some((part, _)) = &self.paths {
            // Nothing can be done about one that stays.
            let _ = fs::remove_file(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Format;

    fn download(arguments: &[&str], is_terminal: bool) -> Result<Option<Download>, Failure> {
        let command = Command::new("get").arg(argument());
        let matches = command.clone().try_get_matches_from(arguments).unwrap();
        Download::of(&command, &matches, is_terminal)
    }

    #[track_caller]
    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn a_terminal_is_not_flooded_and_advice_is_given_before_anything_is_sent() {
        let refused = download(&["get"], true).err().unwrap();
        assert!(
            refused.text.contains("--output-file FILE"),
            "{}",
            refused.text
        );
        assert!(download(&["get"], false).unwrap().is_some());
        assert!(
            download(&["get", "--output-file", "a"], true)
                .unwrap()
                .is_some()
        );
        let other = Command::new("get");
        let matches = other.clone().try_get_matches_from(["get"]).unwrap();
        assert!(Download::of(&other, &matches, true).unwrap().is_none());
    }

    #[test]
    fn a_file_is_there_when_it_is_whole_and_the_one_before_it_until_then() {
        let output = Output::new(Format::Json);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("image.png");
        let path = path.to_str().unwrap();
        let saved = |chunks: &[&str]| {
            let download = download(&["get", "--output-file", path], false)
                .unwrap()
                .unwrap();
            for chunk in chunks {
                download.take(chunk.as_bytes()).unwrap();
            }
            download
        };
        drop(saved(&["", "ha"]));
        assert!(names(folder.path()).is_empty());
        let nowhere = folder.path().join("missing/image.png");
        let nowhere = ["get", "--output-file", nowhere.to_str().unwrap()];
        let refused = download(&nowhere, false).err().unwrap();
        assert!(
            refused.text.ends_with("; nothing was sent"),
            "{}",
            refused.text
        );
        let whole = saved(&["", "ha", "lf"]);
        assert!(!Path::new(path).exists());
        let Saved::InFile(said) = whole.finish(&output).unwrap() else {
            panic!("it is in a file");
        };
        assert_eq!(said, json!({"file": path, "bytes": 4}));
        drop(saved(&["", "other"]));
        assert_eq!(fs::read_to_string(path).unwrap(), "half");
        saved(&[""]).finish(&output).unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "");
        assert_eq!(names(folder.path()), ["image.png"]);
        assert!(matches!(saved(&[]).finish(&output), Ok(Saved::Nothing)));
    }
}

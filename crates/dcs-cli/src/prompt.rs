//! The question before a deletion.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use clap::ArgMatches;
use dcs_client::Operation;

use crate::{Failure, text::printable};

/// Asks whether to go on. `Err` says why not.
pub(crate) fn confirm(operation: &Operation, matches: &ArgMatches) -> Result<(), Failure> {
    // Where nobody can see the question, nobody can answer it.
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::usage(
            "this deletes, and there is no terminal to ask on: add --yes to go on without a \
             question; nothing was sent",
        ));
    }
    let path = path(operation, matches);
    let mut stderr = io::stderr().lock();
    let asked = write!(stderr, "{} {path}\nGo on? [y/N] ", operation.method)
        .and_then(|()| stderr.flush())
        .and_then(|()| {
            let mut answer = String::new();
            io::stdin().lock().read_line(&mut answer)?;
            Ok(answer)
        });
    match asked {
        Ok(answer) if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") => Ok(()),
        Ok(answer) => {
            if !answer.ends_with('\n') {
                // The end of the input leaves the cursor behind the question.
                let _ = writeln!(stderr);
            }
            Err(Failure::usage("not confirmed; nothing was sent"))
        }
        Err(error) => Err(Failure::usage(format!(
            "the question could not be asked: {error}; nothing was sent"
        ))),
    }
}

/// The path template with the values that were given.
fn path(operation: &Operation, matches: &ArgMatches) -> String {
    let segments = operation.path.split('/').map(|segment| {
        let name = segment
            .strip_prefix('{')
            .and_then(|segment| segment.strip_suffix('}'));
        let value = name.and_then(|name| {
            let mut values = matches.try_get_raw(&name.replace('_', "-")).ok()??;
            values
                .next()
                .map(|value| value.to_string_lossy().into_owned())
        });
        value.map_or_else(|| segment.to_owned(), |value| printable(&value))
    });
    segments.collect::<Vec<_>>().join("/")
}

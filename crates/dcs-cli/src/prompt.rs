//! The question before a deletion.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use clap::ArgMatches;
use dcs_client::Operation;

use crate::{Failure, operation::given, text::printable};

/// Asks whether to go on. `Err` says why not.
pub(crate) fn confirm(
    operation: &Operation,
    endpoint: &str,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let path = path(operation.path, |parameter| given(parameter, matches));
    ask(operation, &format!("{} {endpoint}{path}", operation.method))
}

/// How many ids a question names. More would push it off the screen.
const NAMED: usize = 20;

/// The same for so many calls, which differ in the last parameter of the path. It is one of `ids`, where these
/// were not shown before.
pub(crate) fn confirm_many(
    operation: &Operation,
    endpoint: &str,
    matches: &ArgMatches,
    count: usize,
    ids: &[&str],
) -> Result<(), Failure> {
    let last = operation
        .path
        .rsplit_once('{')
        .map(|(_, last)| last.trim_end_matches('}'));
    let path = path(operation.path, |parameter| match last == Some(parameter) {
        true => None,
        false => given(parameter, matches),
    });
    let method = &operation.method;
    let times = match count {
        1 => "once".to_owned(),
        _ => format!("{count} times"),
    };
    let mut what = format!("{method} {endpoint}{path}, {times}");
    for id in ids.iter().take(NAMED) {
        what.push_str("\n  ");
        what.push_str(&printable(id));
    }
    if let more @ 1.. = ids.len().saturating_sub(NAMED) {
        what.push_str(&format!("\n  and {more} more"));
    }
    ask(operation, &what)
}

fn ask(operation: &Operation, what: &str) -> Result<(), Failure> {
    // Where nobody can see the question, nobody can answer it.
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        let what = match operation.method.as_str() {
            "DELETE" => "this deletes",
            _ => "this cannot be undone",
        };
        return Err(Failure::usage(format!(
            "{what}, and there is no terminal to ask on: add --yes to go on without a question; \
             nothing was sent"
        )));
    }
    let mut stderr = io::stderr().lock();
    let asked = write!(stderr, "{what}\nGo on? [y/N] ")
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

/// The path template with the values that there are.
fn path(template: &str, given: impl Fn(&str) -> Option<String>) -> String {
    let mut path = String::new();
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((parameter, after)) = after.split_once('}') else {
            break;
        };
        path.push_str(literal);
        match given(parameter) {
            Some(value) => path.push_str(&printable(&value)),
            None => path.push_str(&format!("{{{parameter}}}")),
        }
        rest = after;
    }
    path + rest
}

#[cfg(test)]
mod tests {
    use clap::{Arg, Command};

    use super::*;

    #[test]
    fn the_question_names_every_id_whatever_the_case_of_its_parameter() {
        let options = ["project-id", "task-id", "part"];
        let command = Command::new("c").args(options.map(|id| Arg::new(id).long(id)));
        let arguments = ["c", "--project-id=p", "--task-id=t\u{1b}", "--part=x"];
        let matches = command.try_get_matches_from(arguments).unwrap();
        assert_eq!(
            path("/{projectId}/Tasks/{task_id}/{part}.json/{other}", |name| {
                given(name, &matches)
            }),
            "/p/Tasks/t\\u{1b}/x.json/{other}"
        );
    }
}

//! Which tasks: those that are named, or those that fit.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, Read},
    path::Path,
    time::{Duration, SystemTime},
};

use clap::ArgMatches;
use dcs_client::{
    Client,
    types::{BackgroundTask, TaskId},
};

use super::commands::{OLDER_THAN, STATUS, TASK_ID, TASK_IDS_FROM};
use crate::{Failure, text::shown};

/// More than the ids of any instance take.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// The tasks that are to be deleted.
#[derive(Debug)]
pub(super) struct Selected {
    pub(super) ids: Vec<TaskId>,
    /// What is known of them, where they were looked for.
    pub(super) tasks: Vec<BackgroundTask>,
}

/// What a task must be to be looked for.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    older_than: Option<Duration>,
    status: Option<String>,
}

impl Filter {
    /// What was asked for; none where tasks are named.
    pub(super) fn of(matches: &ArgMatches) -> Option<Self> {
        let older_than = matches.get_one(OLDER_THAN).copied();
        let status = matches.get_one(STATUS).cloned();
        let is_one = older_than.is_some() || status.is_some();
        is_one.then_some(Self { older_than, status })
    }

    /// Whether the record of the task can be deleted, and should be.
    fn fits(&self, task: &BackgroundTask, now: SystemTime) -> bool {
        let has_status = |wanted: &String| {
            let status = task.status.as_deref();
            status.is_some_and(|status| status.eq_ignore_ascii_case(wanted))
        };
        task.is_deletable()
            && self
                .older_than
                .is_none_or(|age| task.is_older_than(age, now))
            && self.status.as_ref().is_none_or(has_status)
    }

    /// Looks for the tasks in the whole list.
    pub(super) async fn select(
        &self,
        client: &Client,
        project: &str,
        instance: &str,
    ) -> Result<Selected, Failure> {
        let list = client.list_background_tasks().project_id(project);
        let mut list = list.instance_id(instance).stream();
        let now = SystemTime::now();
        let (mut ids, mut tasks) = (Vec::new(), Vec::new());
        while let Some(task) = list.next().await {
            let task = task.map_err(Failure::of_call)?;
            let id = task.id.as_deref().filter(|_| self.fits(&task, now));
            if let Some(id) = id {
                ids.push(parsed(id).map_err(Failure::usage)?);
                tasks.push(task);
            }
        }
        Ok(Selected { ids, tasks })
    }
}

/// The tasks that are named, each once.
pub(super) fn named(matches: &ArgMatches) -> Result<Selected, Failure> {
    let mut ids: Vec<TaskId> = matches
        .get_many(TASK_ID)
        .map(|ids| ids.cloned().collect())
        .unwrap_or_default();
    if let Some(path) = matches.get_one::<std::path::PathBuf>(TASK_IDS_FROM) {
        let (name, text) = contents(path)?;
        ids.extend(listed(&name, &text).map_err(Failure::usage)?);
    }
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(id.to_string()));
    Ok(Selected {
        ids,
        tasks: Vec::new(),
    })
}

/// What a file is called in messages, and its text.
fn contents(path: &Path) -> Result<(String, String), Failure> {
    let is_stdin = path.as_os_str() == "-";
    let name = match is_stdin {
        true => "standard input".to_owned(),
        false => path.display().to_string(),
    };
    let unreadable = |error: io::Error| Failure::usage(format!("--task-ids-from: {name}: {error}"));
    let mut text = String::new();
    let read = match is_stdin {
        true => io::stdin().lock().take(MAX_BYTES).read_to_string(&mut text),
        false => File::open(path)
            .map_err(unreadable)?
            .take(MAX_BYTES)
            .read_to_string(&mut text),
    };
    let length = read.map_err(unreadable)?;
    if u64::try_from(length).is_ok_and(|length| length == MAX_BYTES) {
        let message = format!("--task-ids-from: {name}: it has more than {MAX_BYTES} bytes");
        return Err(Failure::usage(message));
    }
    Ok((name, text))
}

/// An id on each line. Lines without one, and those that begin with `#`, are left out.
fn listed(name: &str, text: &str) -> Result<Vec<TaskId>, String> {
    let lines = text.lines().zip(1..);
    let ids = lines.filter_map(|(line, number)| {
        let line = line.trim();
        let is_id = !line.is_empty() && !line.starts_with('#');
        is_id.then(|| parsed(line).map_err(|message| format!("{name}:{number}: {message}")))
    });
    ids.collect()
}

fn parsed(id: &str) -> Result<TaskId, String> {
    id.parse()
        .map_err(|error| format!("{} is no task's id: {error}", shown(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_an_id_on_each_line_and_what_is_none_is_named_with_its_line() {
        let ids = listed("ids.txt", "a\r\n\n  # of May\n b \n").unwrap();
        let ids: Vec<_> = ids.iter().map(|id| id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        let error = listed("ids.txt", "a\nb/../c\n").unwrap_err();
        assert!(
            error.starts_with("ids.txt:2: \"b/../c\" is no task's id: "),
            "{error}"
        );
    }

    #[test]
    fn a_task_that_runs_or_is_younger_or_ended_otherwise_does_not_fit() {
        let start = SystemTime::UNIX_EPOCH;
        let now = start + Duration::from_secs(100);
        let task = |status: &str| -> BackgroundTask {
            let task = BackgroundTask::builder().status(status).updated_at(start);
            task.try_into().unwrap()
        };
        let filter = |older_than, status: Option<&str>| Filter {
            older_than,
            status: status.map(str::to_owned),
        };
        let old = Some(Duration::from_secs(99));
        assert!(filter(old, Some("success")).fits(&task("SUCCESS"), now));
        assert!(filter(old, None).fits(&task("FAILED"), now));
        assert!(!filter(old, None).fits(&task("EXECUTING"), now));
        assert!(!filter(None, Some("EXECUTING")).fits(&task("EXECUTING"), now));
        assert!(!filter(old, Some("SUCCESS")).fits(&task("FAILED"), now));
        assert!(!filter(Some(Duration::from_secs(100)), None).fits(&task("FAILED"), now));
    }
}

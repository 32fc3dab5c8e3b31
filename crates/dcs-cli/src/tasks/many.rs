//! Deleting the records of many tasks: a line for each, and how many of each end.

use std::{collections::BTreeSet, pin::pin};

use dcs_client::{ApiError, Client, Deletion, Deletions, types::TaskId};
use serde_json::json;

use super::{
    commands::{DEADLINE, LIST, PARALLEL, WAIT_FIRST},
    selection::{Filter, Selected, named},
};
use crate::{
    Answer, Failure,
    call::{Given, Ready, Shown},
    exit::Exit,
    operation::{self, PROJECT_ID, Subcommand, given as value_of},
    options::Options,
    output::Output,
    prompt,
    runtime::{self, interrupted},
};

/// Deletes the records of the tasks that `given` names, or that fit what it asks for.
pub(crate) fn delete(
    subcommand: Subcommand,
    given: &Given<'_>,
    options: &Options,
    output: &Output,
) -> Exit {
    if options.query.is_some() {
        let message = "--query: it chooses of one answer, and of many deletions there is none; nothing was sent";
        return output.fail(&Failure::usage(message));
    }
    let ended = runtime::run(|runtime| {
        let shown = Shown::without_bodies();
        let ready = Ready::of(runtime, subcommand, given, options, output, &shown)?;
        let value = |parameter| value_of(parameter, &ready.matches).unwrap_or_default();
        let (project, instance) = (value(PROJECT_ID), value("instance-id"));
        let selected = match Filter::of(&ready.matches) {
            None => named(&ready.matches)?,
            Some(filter) => {
                let reader = ready.reader(options)?;
                let found = filter.select(&reader, &project, &instance);
                let endpoint = reader.endpoint();
                runtime
                    .block_on(found)
                    .map_err(|failure| failure.at(endpoint))?
            }
        };
        let batch = Batch {
            client: &ready.client,
            operation: subcommand.operation.id,
            options,
            output,
        };
        batch.show(subcommand, &ready, &selected)?;
        if options.dry_run {
            return Ok(runtime.block_on(batch.dry_run(&project, &instance, selected.ids, &shown)));
        }
        let deletions = batch.client.delete_background_tasks();
        let deletions = deletions.project_id(&project).instance_id(&instance);
        let parallel: Option<&u8> = ready.matches.get_one(PARALLEL);
        let deletions = match parallel {
            Some(parallel) => deletions.parallel(usize::from(*parallel)),
            None => deletions,
        };
        let waits = ready.matches.get_flag(WAIT_FIRST);
        let deletions = match ready.matches.get_one(DEADLINE).filter(|_| waits) {
            Some(deadline) => deletions.wait(*deadline),
            None => deletions,
        };
        let deletions = deletions.delete(&selected.ids).map_err(Failure::of_call)?;
        Ok(runtime.block_on(batch.run(deletions)))
    });
    ended.unwrap_or_else(|failure| output.fail(&failure))
}

/// What one run of the command is about.
struct Batch<'a> {
    client: &'a Client,
    operation: &'static str,
    options: &'a Options,
    output: &'a Output,
}

impl Batch<'_> {
    /// Shows what was found, and asks once.
    fn show(
        &self,
        subcommand: Subcommand,
        ready: &Ready,
        selected: &Selected,
    ) -> Result<(), Failure> {
        if !selected.tasks.is_empty() {
            let tasks: Vec<_> = selected.tasks.iter().map(|task| json!(task)).collect();
            let list = operation::find(LIST).and_then(|list| list.command.list());
            self.output.found(list, &tasks);
        }
        if self.options.dry_run && selected.ids.is_empty() {
            self.output.note("no task fits");
        }
        if selected.ids.is_empty() || self.options.yes || self.options.dry_run {
            return Ok(());
        }
        let count = selected.ids.len();
        let unseen = selected.ids.iter().filter(|_| selected.tasks.is_empty());
        let unseen: Vec<_> = unseen.map(|id| id.as_str()).collect();
        let (operation, endpoint) = (subcommand.operation, self.client.endpoint());
        prompt::confirm_many(operation, endpoint, &ready.matches, count, &unseen)
    }

    /// Shows each request that would be sent.
    async fn dry_run(
        &self,
        project: &str,
        instance: &str,
        ids: Vec<TaskId>,
        shown: &Shown,
    ) -> Exit {
        for id in ids {
            let call = self.client.delete_background_task().project_id(project);
            let sent = call.instance_id(instance).task_id(id).send().await;
            let exit = match sent.map_err(Failure::of_call) {
                Err(failure) if failure.is_dry_run() => {
                    self.output.dry_run(self.operation, &shown.request())
                }
                Err(failure) => self.output.fail(&failure),
                Ok(_) => Exit::Done,
            };
            if exit != Exit::Done {
                return exit;
            }
        }
        Exit::Done
    }

    /// Runs the deletions to their end. Ctrl-C sends no other, and a second one waits for none. Where nobody
    /// reads what becomes of them, no other is sent either.
    async fn run(&self, mut deletions: Deletions<'_>) -> Exit {
        let mut counts = Counts::default();
        let mut left = Vec::new();
        let (mut is_stopped, mut is_unread) = (false, false);
        // It is listened to also while a line is written.
        let mut interruption = pin!(interrupted());
        loop {
            let next = tokio::select! {
                biased;
                () = &mut interruption => {
                    if is_stopped {
                        break;
                    }
                    is_stopped = true;
                    interruption.set(interrupted());
                    left.extend(deletions.stop());
                    self.output.note("no other deletion is sent; those that were sent go on to their end");
                    continue;
                }
                next = deletions.next() => next,
            };
            let Some((id, result)) = next else {
                break;
            };
            if self.report(&id, result, &mut counts) == Exit::BrokenPipe {
                is_unread = true;
                left.extend(deletions.stop());
            }
        }
        if is_unread {
            return Exit::BrokenPipe;
        }
        for id in deletions.under_way() {
            self.report_failure(id, &Failure::left_behind(), &mut counts);
        }
        for id in &left {
            let failure = Failure::usage("interrupted before it was sent");
            self.report_failure(id, &failure, &mut counts);
        }
        counts.report(self)
    }

    /// Writes what became of one, and counts it.
    fn report(&self, id: &TaskId, result: Result<Deletion, ApiError>, counts: &mut Counts) -> Exit {
        let failure = match result {
            Ok(Deletion::Deleted(response)) => match Answer::with_body(&response) {
                Ok(answer) => {
                    counts.deleted += 1;
                    return self.output.answer_of(id.as_str(), self.operation, &answer);
                }
                Err(failure) => failure,
            },
            Ok(_) => Failure::still_running(),
            Err(error) => Failure::of_call(error).at(self.client.endpoint()),
        };
        if failure.exit == Exit::Gone && self.options.ignore_not_found {
            counts.gone += 1;
            let answer = Answer::gone(failure);
            return self.output.answer_of(id.as_str(), self.operation, &answer);
        }
        self.report_failure(id, &failure, counts)
    }

    /// Writes why one was not deleted, and counts it.
    fn report_failure(&self, id: &TaskId, failure: &Failure, counts: &mut Counts) -> Exit {
        let count = match failure.exit {
            Exit::Gone => &mut counts.gone,
            Exit::NothingSent => &mut counts.not_sent,
            Exit::Unknown => &mut counts.unknown,
            _ => &mut counts.failed,
        };
        *count += 1;
        counts.hints.extend(failure.call.hint.clone());
        let exit = self.output.failure_of(id.as_str(), self.operation, failure);
        counts.exit(exit);
        exit
    }
}

/// How many came to which end.
#[derive(Debug, Default)]
struct Counts {
    deleted: usize,
    gone: usize,
    failed: usize,
    /// Nobody knows whether they were deleted.
    unknown: usize,
    not_sent: usize,
    worst: Option<Exit>,
    /// What to do about the failures, each once.
    hints: BTreeSet<String>,
}

/// From the best to the worst: what nobody knows is worse than what was refused.
const EXITS: [Exit; 5] = [
    Exit::Gone,
    Exit::NothingSent,
    Exit::Refused,
    Exit::NotAuthorised,
    Exit::Unknown,
];

impl Counts {
    fn exit(&mut self, exit: Exit) {
        let rank = |exit| EXITS.iter().position(|known| *known == exit);
        if self.worst.and_then(rank) < rank(exit) {
            self.worst = Some(exit);
        }
    }

    fn report(&self, batch: &Batch<'_>) -> Exit {
        let written = batch.output.summary(
            batch.operation,
            &json!({
                "deleted": self.deleted,
                "gone": self.gone,
                "failed": self.failed,
                "unknown": self.unknown,
                "not_sent": self.not_sent,
            }),
        );
        for hint in &self.hints {
            batch.output.hint(hint);
        }
        match written {
            Exit::Done => self.worst.unwrap_or(Exit::Done),
            broken => broken,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_status_is_that_of_the_worst_end() {
        for (exits, expected) in [
            (vec![], None),
            (vec![Exit::Gone], Some(Exit::Gone)),
            (vec![Exit::Refused, Exit::Gone], Some(Exit::Refused)),
            (
                vec![Exit::Gone, Exit::Unknown, Exit::NotAuthorised],
                Some(Exit::Unknown),
            ),
        ] {
            let mut counts = Counts::default();
            exits.into_iter().for_each(|exit| counts.exit(exit));
            assert_eq!(counts.worst, expected);
        }
    }
}

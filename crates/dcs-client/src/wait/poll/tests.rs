//! Waiting for a service that is a script, in a time that passes only while one sleeps.

use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use super::*;
use crate::error::{Failure, Reason, Sent};

/// What the service answers to one question after the other; the last one for ever.
struct Script {
    tasks: Mutex<Vec<Said>>,
    percent: Option<i32>,
    asked_for_percent: Mutex<usize>,
}

#[derive(Clone, Copy)]
enum Said {
    Status(&'static str),
    Nothing,
    Lost,
    Refused,
}

impl Ask for Script {
    async fn task(&self) -> Result<Option<BackgroundTask>, ApiError> {
        let said = {
            let mut tasks = self.tasks.lock().unwrap();
            match tasks.as_slice() {
                [last] => *last,
                _ => tasks.remove(0),
            }
        };
        let failed = |reason| Failure::new(reason).into_error(1, Sent::Unknown);
        match said {
            Said::Status(status) => Ok(Some(
                BackgroundTask::builder().status(status).try_into().unwrap(),
            )),
            Said::Nothing => Ok(None),
            Said::Lost => Err(failed(Reason::BodyTimeout)),
            Said::Refused => Err(failed(Reason::Unlisted)),
        }
    }

    async fn progress(&self) -> Result<types::BackgroundTaskProgress, ApiError> {
        *self.asked_for_percent.lock().unwrap() += 1;
        let percent = self
            .percent
            .ok_or_else(|| Failure::new(Reason::Unlisted).into_error(1, Sent::Yes))?;
        let progress = types::BackgroundTaskProgress::builder().progress(percent);
        Ok(progress.remain_time(90).try_into().unwrap())
    }
}

#[derive(Default)]
struct FakeClock(Mutex<Vec<Duration>>);

impl Clock for FakeClock {
    fn elapsed(&self) -> Duration {
        self.0.lock().unwrap().iter().sum()
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + self.elapsed()
    }

    async fn sleep(&self, duration: Duration) {
        assert!(self.0.lock().unwrap().len() < 1000, "it waits for ever");
        self.0.lock().unwrap().push(duration);
    }

    fn random(&self) -> f64 {
        0.0
    }
}

fn script(tasks: &[Said]) -> Script {
    Script {
        tasks: Mutex::new(tasks.to_vec()),
        percent: Some(30),
        asked_for_percent: Mutex::default(),
    }
}

fn pace(deadline: u64) -> Pace {
    Pace {
        deadline: Duration::from_secs(deadline),
        ..Pace::default()
    }
}

/// How it ends, and the waits in milliseconds.
async fn wait(tasks: &[Said], deadline: u64) -> (String, Vec<u128>) {
    let clock = FakeClock::default();
    let end = match until_ended(&script(tasks), pace(deadline), &clock, None).await {
        Ok(TaskEnd::Succeeded(_)) => "succeeded".to_owned(),
        Ok(TaskEnd::Failed(_)) => "failed".to_owned(),
        Ok(TaskEnd::Gone) => "gone".to_owned(),
        Ok(TaskEnd::TimedOut(task)) => format!("timed out, seen: {}", task.is_some()),
        Err(error) => error.to_string(),
    };
    let waits = clock.0.into_inner().unwrap();
    (end, waits.iter().map(Duration::as_millis).collect())
}

#[tokio::test]
async fn each_way_to_end_is_told_from_the_others() {
    use Said::{Lost, Nothing, Refused, Status};

    let runs = Status("EXECUTING");
    for (tasks, end, waits) in [
        (&[Status("SUCCESS")][..], "succeeded", 0),
        (&[runs, Status("success")], "succeeded", 1),
        (&[runs, runs, Status("FAILED")], "failed", 2),
        (&[Nothing], "gone", 0),
        (&[runs, Nothing], "gone", 1),
        // A state that nobody knows is none that ends it.
        (
            &[Status("FROZEN"), Status(""), Status("SUCCESS")],
            "succeeded",
            2,
        ),
        (&[Lost, runs, Lost, Status("SUCCESS")], "succeeded", 3),
        (
            &[runs, Refused],
            "the document does not list this status",
            1,
        ),
    ] {
        let (found, waited) = wait(tasks, 600).await;
        assert_eq!((found.as_str(), waited.len()), (end, waits));
    }
}

#[tokio::test]
async fn intervals_grow_and_the_last_question_is_asked_at_the_deadline() {
    let (end, waits) = wait(&[Said::Status("EXECUTING")], 120).await;
    assert_eq!(end, "timed out, seen: true");
    assert_eq!(
        waits,
        [2000, 3000, 4500, 6750, 10125, 15187, 22781, 30000, 25656]
    );
    let (end, waits) = wait(&[Said::Status("EXECUTING")], 0).await;
    assert_eq!((end.as_str(), waits.len()), ("timed out, seen: true", 0));
    let (end, _) = wait(&[Said::Lost], 10).await;
    assert!(end.contains("did not end within the time limit"), "{end}");
}

#[tokio::test]
async fn progress_is_told_and_a_percentage_that_there_is_none_of_is_asked_for_once() {
    let runs = Said::Status("EXECUTING");
    for (percent, told, asked) in [
        (Some(30), [Some(30), Some(30), None], 2),
        (None, [None, None, None], 1),
    ] {
        let script = Script {
            percent,
            ..script(&[runs, runs, Said::Status("SUCCESS")])
        };
        let mut seen = Vec::new();
        let tell = |progress: TaskProgress<'_>| {
            seen.push((progress.percent, progress.elapsed.as_millis()));
            let remaining = progress.remaining.map(|time| time.as_secs());
            assert_eq!(remaining, progress.percent.map(|_| 90));
        };
        let clock = FakeClock::default();
        let end = until_ended(&script, pace(60), &clock, Some(Box::new(tell))).await;
        assert!(matches!(end, Ok(TaskEnd::Succeeded(_))), "{end:?}");
        let times = [0, 2000, 5000];
        assert_eq!(seen, told.into_iter().zip(times).collect::<Vec<_>>());
        assert_eq!(*script.asked_for_percent.lock().unwrap(), asked);
    }
}

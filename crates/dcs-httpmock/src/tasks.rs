//! A stand-in for the service that remembers: background tasks that run, end, and are deleted.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dcs_client::types::BackgroundTask;
use dcs_client::{OPERATIONS, TaskState};
use httpmock::{HttpMockRequest, HttpMockResponse, MockServer};
use serde::Serialize;
use serde_json::json;

use crate::generated::MockServerExt as _;
use crate::{IntoBody, path};

/// The background tasks of one instance, as the service answers about them: it lists them in pages, says
/// how far one is, and deletes one that has ended, while one that runs is busy and one that is gone is not
/// found.
///
/// Time passes with the questions: each list that is asked for brings a task that runs one step nearer
/// to its end.
///
/// ```
/// use std::time::Duration;
///
/// use dcs_httpmock::{MockServer, Tasks, client_of, dcs_client::TaskEnd};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = MockServer::start_async().await;
/// let tasks = Tasks::of(&server, "i");
/// tasks.add_ended("old", "SUCCESS");
/// tasks.add_running("new", 2);
///
/// let client = client_of(&server)?;
/// let delete = |id: &'static str| {
///     let call = client.delete_background_task().project_id("p").instance_id("i");
///     call.task_id(id).send()
/// };
/// assert_eq!(delete("old").await?.status(), 204);
/// assert!(delete("old").await.unwrap_err().is_not_found());
/// assert!(delete("new").await.unwrap_err().is_busy());
///
/// let wait = client.wait_for_background_task().project_id("p").instance_id("i").task_id("new");
/// let millis = Duration::from_millis;
/// let end = wait.intervals(millis(100), millis(100)).wait().await?;
/// assert!(matches!(end, TaskEnd::Succeeded(_)));
/// delete("new").await?;
/// assert_eq!(tasks.ids(), [""; 0]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Tasks(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    instance: String,
    tasks: Vec<Task>,
}

#[derive(Debug)]
struct Task {
    shown: BackgroundTask,
    /// How many more lists show it running, and how many in all.
    left: u32,
    all: u32,
}

impl Task {
    fn id(&self) -> &str {
        self.shown.id.as_deref().unwrap_or_default()
    }

    fn step(&mut self) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        if self.left == 0 {
            self.shown.status = Some("SUCCESS".to_owned());
        }
    }
}

impl Tasks {
    /// Lets `server` answer about the tasks of `instance`, of which there are none yet. Of any other
    /// instance it says that there is none.
    pub fn of(server: &MockServer, instance: &str) -> Self {
        let tasks = Self(Arc::new(Mutex::new(State {
            instance: instance.to_owned(),
            tasks: Vec::new(),
        })));
        let answers = tasks.clone();
        server.list_background_tasks(|_, then| {
            then.into_inner()
                .respond_with(move |request| answers.list(request));
        });
        let answers = tasks.clone();
        server.show_background_task_progress(|_, then| {
            then.into_inner()
                .respond_with(move |request| answers.progress(request));
        });
        let answers = tasks.clone();
        server.delete_background_task(|_, then| {
            then.into_inner()
                .respond_with(move |request| answers.delete(request));
        });
        tasks
    }

    /// Adds a task, or what becomes one: a builder, or a literal. It stays as it is until it is deleted.
    ///
    /// # Panics
    ///
    /// When it is not a task.
    #[track_caller]
    pub fn add<F>(&self, task: impl IntoBody<BackgroundTask, F>) -> &Self {
        #[expect(clippy::expect_used, reason = "it has just been made of one")]
        let shown = serde_json::from_value(task.into_body()).expect("a task");
        self.state().tasks.push(Task {
            shown,
            left: 0,
            all: 0,
        });
        self
    }

    /// Adds a task that has ended, for example with `SUCCESS` or `FAILED`.
    pub fn add_ended(&self, id: &str, status: &str) -> &Self {
        self.add(BackgroundTask::builder().id(id).status(status))
    }

    /// Adds a task that runs. So many lists show it, the last of them as a success.
    pub fn add_running(&self, id: &str, lists: u32) -> &Self {
        self.add(BackgroundTask::builder().id(id).status("EXECUTING"));
        if let Some(task) = self.state().tasks.last_mut() {
            task.left = lists.max(1);
            task.all = lists.max(1);
        }
        self
    }

    /// The ids of the tasks that there are.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        let state = self.state();
        state
            .tasks
            .iter()
            .map(|task| task.id().to_owned())
            .collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn list(&self, request: &HttpMockRequest) -> HttpMockResponse {
        let mut state = self.state();
        if !state.is_about("list_background_tasks", request) {
            return no_instance();
        }
        let query = request.query_params();
        let number = |name: &str| {
            let value = query.iter().find(|(key, _)| key == name)?;
            value.1.parse::<usize>().ok()
        };
        state.tasks.iter_mut().for_each(Task::step);
        let page = state
            .tasks
            .iter()
            .skip(number("offset").unwrap_or_default());
        let page = page.take(number("limit").unwrap_or(10));
        let tasks: Vec<_> = page.map(|task| task.shown.clone()).collect();
        let count = state.tasks.len().to_string();
        answer(200, &json!({"task_count": count, "tasks": tasks}))
    }

    fn progress(&self, request: &HttpMockRequest) -> HttpMockResponse {
        let state = self.state();
        if !state.is_about("show_background_task_progress", request) {
            return no_instance();
        }
        match state
            .tasks
            .iter()
            .find(|task| task.id() == task_of(request))
        {
            Some(task) => {
                let done = task.all.saturating_sub(task.left);
                let percent = (100 * done).checked_div(task.all).unwrap_or(100);
                answer(200, &json!({"progress": percent, "remain_time": task.left}))
            }
            None => no_task(),
        }
    }

    fn delete(&self, request: &HttpMockRequest) -> HttpMockResponse {
        let mut state = self.state();
        if !state.is_about("delete_background_task", request) {
            return no_instance();
        }
        let id = task_of(request);
        let found = state.tasks.iter().position(|task| task.id() == id);
        let Some(index) = found else {
            return no_task();
        };
        let task = state.tasks.remove(index);
        if task.shown.state() == TaskState::Running {
            state.tasks.insert(index, task);
            return error(400, "DCS.4017", "The task is still running.");
        }
        HttpMockResponse::builder().status(204).build()
    }
}

impl State {
    /// Whether the request of this operation is about the instance.
    fn is_about(&self, operation: &str, request: &HttpMockRequest) -> bool {
        let operation = OPERATIONS.iter().find(|known| known.id == operation);
        operation.is_some_and(|operation| {
            let path = path::with(operation.path, "instance_id", &self.instance);
            path.is_match(request.uri().path())
        })
    }
}

/// The id of the task that a request is about: it stands behind `tasks`. What an id may hold is written in
/// a path as it is.
fn task_of(request: &HttpMockRequest) -> String {
    let uri = request.uri();
    let behind = uri
        .path()
        .split('/')
        .skip_while(|segment| *segment != "tasks");
    behind.skip(1).take(1).collect()
}

fn no_instance() -> HttpMockResponse {
    error(404, "DCS.3022", "The instance does not exist.")
}

fn no_task() -> HttpMockResponse {
    error(404, "DCS.4022", "The task does not exist.")
}

fn error(status: u16, code: &str, message: &str) -> HttpMockResponse {
    answer(status, &json!({"error_code": code, "error_msg": message}))
}

fn answer(status: u16, body: &impl Serialize) -> HttpMockResponse {
    HttpMockResponse::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(serde_json::to_string(body).unwrap_or_default())
        .build()
}

//! Calling an operation.

use std::{
    ffi::OsString,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use clap::ArgMatches;
use dcs_client::{Client, Credentials, Environment, Event, RetryPolicy};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::{
    Answer, Failure, command, curl,
    download::{self, Download, Saved},
    exit::Exit,
    generated::Cli,
    identity,
    operation::{PROJECT_ID, Subcommand},
    options::Options,
    output::Output,
    pages, prompt, runtime,
    text::shown,
};

/// What all attempts together may take beside the attempts themselves.
const WAITS: Duration = Duration::from_secs(30);
const ATTEMPTS: u32 = 3;

/// What a client has shown of its calls.
#[derive(Clone)]
pub(crate) struct Shown {
    seen: Arc<Mutex<Seen>>,
    /// Whether anybody asks for the bodies.
    keeps_bodies: bool,
    /// Where bodies go that are bytes.
    download: Option<Download>,
}

#[derive(Default)]
struct Seen {
    /// The request of a dry run, as a curl command.
    request: Option<String>,
    /// The JSON of each success.
    bodies: Vec<Value>,
}

impl Shown {
    /// For calls whose answers are shown with everything that was written.
    pub(crate) fn with_bodies() -> Self {
        Self {
            seen: Arc::default(),
            keeps_bodies: true,
            download: None,
        }
    }

    /// For calls of which only a request that is not sent is shown.
    pub(crate) fn without_bodies() -> Self {
        Self {
            seen: Arc::default(),
            keeps_bodies: false,
            download: None,
        }
    }

    /// The request that was shown in the place of being sent.
    pub(crate) fn request(&self) -> String {
        self.seen().request.take().unwrap_or_default()
    }

    pub(crate) fn bodies(&self) -> Vec<Value> {
        std::mem::take(&mut self.seen().bodies)
    }

    fn observe(&self, event: &Event<'_>) {
        if let Event::Response { status, body, .. } = event
            && status.is_success()
        {
            self.seen().bodies.extend(serde_json::from_slice(body));
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Calls the operation as `given` and `options` say, and writes what came of it.
pub(crate) fn call(
    subcommand: Subcommand,
    given: &Given<'_>,
    options: &Options,
    output: &Output,
) -> Exit {
    let operation = subcommand.operation;
    if operation.deprecated {
        output.note("this operation is deprecated");
    }
    let list = subcommand.command.list();
    if let Err(failure) = output.can_show(list) {
        return output.fail(&failure);
    }
    let generated = Cli::get_command(subcommand.command);
    let download = match options.dry_run {
        true => Ok(None),
        false => Download::of(&generated, given.matches, download::is_terminal()),
    };
    let download = match download {
        Ok(download) => download,
        Err(failure) => return output.fail(&failure),
    };
    let request = Shown {
        download: download.clone(),
        ..Shown::with_bodies()
    };
    let result = runtime::run(|runtime| {
        if let Some(download) = &download {
            download.end_with_interruption(runtime);
        }
        let ready = Ready::of(runtime, subcommand, given, options, output, &request)?;
        let client = ready.client;
        if operation.destructive && !options.yes && !options.dry_run {
            prompt::confirm(operation, client.endpoint(), &ready.matches)?;
        }
        let endpoint = client.endpoint().to_owned();
        let cli = Cli::new(client);
        let answer = runtime.block_on(cli.execute(subcommand.command, &ready.matches));
        answer.map_err(|failure| failure.at(&endpoint))
    });
    match result {
        Ok(answer) => match download.map_or(Ok(Saved::Nothing), |download| download.finish(output))
        {
            Ok(Saved::Nothing) => {
                let answer = answer.with_everything(request.bodies(), list.map(|list| list.items));
                let hint = pages::hint(&answer, &generated);
                let answer = Answer { hint, ..answer };
                output.answer(operation.id, &answer, list)
            }
            Ok(Saved::Shown) => Exit::Done,
            Ok(Saved::InFile(body)) => {
                output.answer(operation.id, &Answer { body, ..answer }, list)
            }
            Err(failure) => output.fail(&failure),
        },
        Err(_) if download.is_some_and(|download| download.end()) => Exit::BrokenPipe,
        Err(failure) if failure.is_dry_run() => output.dry_run(operation.id, &request.request()),
        Err(failure) if failure.exit == Exit::Gone && options.ignore_not_found => {
            output.answer(operation.id, &Answer::gone(failure), list)
        }
        Err(failure) => output.fail(&failure),
    }
}

/// What a call is made with: a client, and what is said to the operation, the project among it.
pub(crate) struct Ready {
    /// Calls, or where that is wished shows the request in the place of sending it.
    pub(crate) client: Client,
    pub(crate) matches: ArgMatches,
    credentials: Credentials,
}

impl Ready {
    /// Finds out what `given` and `options` leave to be found out.
    pub(crate) fn of(
        runtime: &Runtime,
        subcommand: Subcommand,
        given: &Given<'_>,
        options: &Options,
        output: &Output,
        shown: &Shown,
    ) -> Result<Self, Failure> {
        let caller = runtime.block_on(identity::for_call(options, output))?;
        let client = client(options, caller.credentials.clone(), Some(shown))?;
        let matches = match subcommand.lacks_project(given.matches) {
            false => given.matches.clone(),
            true => {
                let limit = options.timeout.map_or(TIMEOUT, |timeout| timeout.0);
                let project = identity::project(&client, &caller, options, limit);
                given.with_project(&runtime.block_on(project)?)?
            }
        };
        // The resources of a sub-project are out of reach for a key that does not name it.
        let credentials = match subcommand.project(&matches) {
            Some(id) => caller.credentials.with_project_id(id),
            None => caller.credentials,
        };
        let client = client
            .to_builder()
            .credentials(credentials.clone())
            .build()?;
        Ok(Self {
            client,
            matches,
            credentials,
        })
    }

    /// A client that calls also where nothing is to be changed.
    pub(crate) fn reader(&self, options: &Options) -> Result<Client, Failure> {
        match options.dry_run {
            true => client(options, self.credentials.clone(), None),
            false => Ok(self.client.clone()),
        }
    }
}

/// The arguments of this process, and what they say to the operation.
pub(crate) struct Given<'a> {
    pub(crate) arguments: &'a [OsString],
    pub(crate) matches: &'a ArgMatches,
}

impl Given<'_> {
    /// What they say when they name this project as well.
    fn with_project(&self, id: &str) -> Result<ArgMatches, Failure> {
        let named = OsString::from(format!("--{PROJECT_ID}={id}"));
        let arguments = self.arguments.iter().cloned().chain([named]);
        let matches = command::command().try_get_matches_from(arguments);
        let matches = matches
            .map_err(|_| Failure::usage(format!("no project: {} is no project's id", shown(id))))?;
        Ok(command::last(&matches).1.clone())
    }
}

fn client(
    options: &Options,
    credentials: Credentials,
    shown: Option<&Shown>,
) -> Result<Client, Failure> {
    let mut builder = Client::builder()
        .credentials(credentials)
        .retry(retry(options))
        .user_agent_suffix(concat!("dcs-cli/", env!("CARGO_PKG_VERSION")));
    if let Some(region) = &options.region {
        builder = builder.region(region);
    }
    if let Some(endpoint) = &options.endpoint {
        builder = builder.endpoint(endpoint);
    }
    if let Some(timeout) = options.timeout {
        builder = builder
            .timeout(timeout.0)
            .connect_timeout(timeout.0.min(CONNECT));
    }
    if let Some(shown) = shown.filter(|shown| shown.keeps_bodies).cloned() {
        builder = builder.observe(move |event| shown.observe(event));
    }
    if let Some(shown) = shown.filter(|_| options.dry_run).cloned() {
        builder = builder.dry_run(move |request| {
            shown.seen().request = Some(curl::command(request));
        });
    }
    if let Some(download) = shown.and_then(|shown| shown.download.clone()) {
        builder = builder.bytes_to(move |chunk| download.take(chunk));
    }
    let builder = builder.environment(&Environment::of_process())?;
    Ok(builder.build()?)
}

/// The client's own limit for an attempt, and for a connection.
const TIMEOUT: Duration = Duration::from_secs(35);
const CONNECT: Duration = Duration::from_secs(5);

/// The limit on all attempts together grows with what is asked for, and never cuts an attempt short.
fn retry(options: &Options) -> RetryPolicy {
    let attempts = options.max_attempts.unwrap_or(ATTEMPTS);
    let policy = RetryPolicy::default().max_attempts(attempts);
    match (options.timeout, options.max_attempts) {
        (None, None) => policy,
        (timeout, _) => {
            let timeout = timeout.map_or(TIMEOUT, |timeout| timeout.0);
            policy.total_timeout(timeout.saturating_mul(attempts).saturating_add(WAITS))
        }
    }
}

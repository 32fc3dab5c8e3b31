//! Calling an operation.

use std::{
    ffi::OsString,
    sync::{Arc, Mutex},
    time::Duration,
};

use clap::ArgMatches;
use dcs_client::{Client, Credentials, Environment, RetryPolicy};

use crate::{
    Answer, Failure, command, curl,
    exit::Exit,
    generated::Cli,
    identity,
    operation::{PROJECT_ID, Subcommand},
    options::Options,
    output::Output,
    prompt, runtime,
    text::shown,
};

/// What all attempts together may take beside the attempts themselves.
const WAITS: Duration = Duration::from_secs(30);
const ATTEMPTS: u32 = 3;

/// The request of a dry run, as a curl command.
type Shown = Arc<Mutex<Option<String>>>;

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
    let request = Shown::default();
    let result = runtime::run(|runtime| {
        let caller = runtime.block_on(identity::for_call(options, output))?;
        let client = client(options, caller.credentials.clone(), &request)?;
        let with_project;
        let matches = match subcommand.lacks_project(given.matches) {
            false => given.matches,
            true => {
                let limit = options.timeout.map_or(TIMEOUT, |timeout| timeout.0);
                let project = identity::project(&client, &caller, options, limit);
                with_project = given.with_project(&runtime.block_on(project)?)?;
                &with_project
            }
        };
        // The resources of a sub-project are out of reach for a key that does not name it.
        let client = match subcommand.project(matches) {
            Some(id) => {
                let credentials = caller.credentials.with_project_id(id);
                client.to_builder().credentials(credentials).build()?
            }
            None => client,
        };
        if operation.destructive && !options.yes && !options.dry_run {
            prompt::confirm(operation, client.endpoint(), matches)?;
        }
        let endpoint = client.endpoint().to_owned();
        let cli = Cli::new(client);
        let answer = runtime.block_on(cli.execute(subcommand.command, matches));
        answer.map_err(|failure| failure.at(&endpoint))
    });
    match result {
        Ok(answer) => output.answer(operation.id, &answer),
        Err(failure) if failure.is_dry_run() => {
            let request = request.lock().ok().and_then(|mut request| request.take());
            output.dry_run(operation.id, &request.unwrap_or_default())
        }
        Err(failure) if failure.exit == Exit::Gone && options.ignore_not_found => {
            output.answer(operation.id, &Answer::gone(failure))
        }
        Err(failure) => output.fail(&failure),
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
            .ok()
            .and_then(|mut matches| matches.remove_subcommand());
        let (_, matches) = matches.ok_or_else(|| {
            Failure::usage(format!("no project: {} is no project's id", shown(id)))
        })?;
        Ok(matches)
    }
}

fn client(options: &Options, credentials: Credentials, shown: &Shown) -> Result<Client, Failure> {
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
    if options.dry_run {
        let shown = shown.clone();
        builder = builder.dry_run(move |request| {
            if let Ok(mut shown) = shown.lock() {
                *shown = Some(curl::command(request));
            }
        });
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

//! Calling an operation.

use std::{
    sync::{
        Arc, Mutex,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use clap::ArgMatches;
use dcs_client::{Client, Credentials, RetryPolicy};
use tokio::runtime::Handle;

use crate::{
    Answer, Failure, curl, exit::Exit, generated::Cli, operation::Subcommand, options::Options,
    output::Output, prompt,
};

/// What all attempts together may take beside the attempts themselves.
const WAITS: Duration = Duration::from_secs(30);
const ATTEMPTS: u32 = 3;

/// The request of a dry run, as a curl command.
type Shown = Arc<Mutex<Option<String>>>;

/// Calls the operation as `matches` and `options` say, and writes what came of it.
pub(crate) fn call(
    subcommand: Subcommand,
    matches: &ArgMatches,
    options: &Options,
    output: &Output,
) -> Exit {
    let operation = subcommand.operation;
    if operation.deprecated {
        output.note("this operation is deprecated");
    }
    let shown = Shown::default();
    let result = client(options, output, &shown).and_then(|client| {
        if operation.destructive && !options.yes && !options.dry_run {
            prompt::confirm(operation, client.endpoint(), matches)?;
        }
        let endpoint = client.endpoint().to_owned();
        let answer = execute(&Cli::new(client), subcommand, matches);
        answer.map_err(|failure| failure.at(&endpoint))
    });
    match result {
        Ok(answer) => output.answer(operation.id, &answer),
        Err(failure) if failure.is_dry_run() => {
            let shown = shown.lock().ok().and_then(|mut shown| shown.take());
            output.dry_run(operation.id, &shown.unwrap_or_default())
        }
        Err(failure) if failure.exit == Exit::Gone && options.ignore_not_found => {
            output.answer(operation.id, &Answer::gone(failure))
        }
        Err(failure) => output.fail(&failure),
    }
}

fn client(options: &Options, output: &Output, shown: &Shown) -> Result<Client, Failure> {
    let credentials = match Credentials::from_env() {
        Ok(credentials) => credentials,
        Err(error) if options.dry_run => {
            output.note(&format!("{error}; the request is shown without"));
            Credentials::anonymous()
        }
        Err(error) => return Err(Failure::credentials(&error)),
    };
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

fn execute(cli: &Cli, subcommand: Subcommand, matches: &ArgMatches) -> Result<Answer, Failure> {
    // Interim answers (1xx) are read for megabytes before the connection's task gives way, so on one thread a
    // server that sends nothing else would keep the limit on the attempt waiting.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::usage(format!("the process cannot start I/O: {error}")))?;
    let ticking = keep_ticking(runtime.handle().clone());
    let result = runtime.block_on(cli.execute(subcommand.command, matches));
    drop(ticking);
    // A name that is still being looked up must not hold up the end.
    runtime.shutdown_background();
    result
}

/// How late a time limit may be.
const TICK: Duration = Duration::from_millis(50);

/// Makes an idle thread of the runtime look at the clock now and then, until the returned value is dropped.
///
/// The thread that was waiting for the network is the one that looks at the clock, and when it goes to read
/// what has come, it wakes no other to take that over. One that is given something to do takes it over.
fn keep_ticking(runtime: Handle) -> mpsc::Sender<()> {
    let (ticking, ended) = mpsc::channel();
    thread::spawn(move || {
        while ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
            drop(runtime.spawn(async {}));
        }
    });
    ticking
}

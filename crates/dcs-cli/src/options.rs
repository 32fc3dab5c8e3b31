//! The options that every command accepts, before and after its name.

use std::ffi::OsString;

use clap::{ArgAction, ArgMatches, Args, FromArgMatches as _, ValueEnum};

use crate::{argument::Seconds, query::Query};

const DRY_RUN: &str = "global.dry-run";

// An id here has a dot, which no id of a generated option has: the two cannot meet.
#[derive(Args, Debug)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Options {
    /// Region whose endpoint is used, such as ap-southeast-1 or, of Open Telekom Cloud, eu-de
    #[arg(
        id = "global.region",
        long = "region",
        value_name = "ID",
        global = true
    )]
    pub(crate) region: Option<String>,

    /// Endpoint of the service, such as https://dcs.eu-de.otc.t-systems.com
    #[arg(
        id = "global.endpoint",
        long = "endpoint",
        value_name = "URL",
        global = true
    )]
    pub(crate) endpoint: Option<String>,

    /// Profile of the credentials file, in the place of what the environment says
    #[arg(
        id = "global.profile",
        long = "profile",
        value_name = "NAME",
        global = true
    )]
    pub(crate) profile: Option<String>,

    /// For people, or for programs: JSON, lists as a line of JSON or of tab-separated columns for each entry
    #[arg(
        id = "global.output",
        long = "output",
        short = 'o',
        value_name = "FORM",
        global = true,
        default_value = "text"
    )]
    pub(crate) format: Format,

    /// Show only what this JMESPath expression chooses of the answer's body, such as tasks[].id
    #[arg(
        id = "global.query",
        long = "query",
        short = 'q',
        value_name = "EXPRESSION",
        global = true,
        value_parser = Query::parse
    )]
    pub(crate) query: Option<Query>,

    /// Time one attempt may take [default: 35]
    #[arg(
        id = "global.timeout",
        long = "timeout",
        value_name = "SECONDS",
        allow_negative_numbers = true,
        global = true
    )]
    pub(crate) timeout: Option<Seconds>,

    /// How often a request that may be repeated safely is tried at most [default: 3]
    #[arg(
        id = "global.max-attempts",
        long = "max-attempts",
        value_name = "N",
        allow_negative_numbers = true,
        global = true,
        value_parser = clap::value_parser!(u32).range(1..=100)
    )]
    pub(crate) max_attempts: Option<u32>,

    /// Print the request as a curl command, without secrets, and send nothing
    #[arg(id = DRY_RUN, long = "dry-run", global = true)]
    pub(crate) dry_run: bool,

    /// Do not ask before a deletion; required where there is no terminal to ask on
    #[arg(id = "global.yes", long = "yes", short = 'y', global = true)]
    pub(crate) yes: bool,

    /// Take it for done when there is nothing to delete: exit status 0 in the place of 4
    #[arg(
        id = "global.ignore-not-found",
        long = "ignore-not-found",
        global = true
    )]
    pub(crate) ignore_not_found: bool,

    /// Log each call to standard error; -vv logs each attempt
    #[arg(
        id = "global.verbose",
        long = "verbose",
        short = 'v',
        action = ArgAction::Count,
        global = true
    )]
    pub(crate) verbose: u8,
}

/// How results and failures are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// For people; a list as a table where a terminal shows it
    Text,
    /// One line of JSON, failures on standard error
    Json,
    /// A list as a line of JSON for each entry
    Jsonl,
    /// A list as a table
    Table,
    /// A list as lines with a tab between the columns
    Tsv,
}

impl Options {
    pub(crate) fn of(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Self::from_arg_matches(matches)
    }
}

/// Whether nothing is to be sent.
#[allow(dead_code, reason = "called where the document has a body in parts")]
pub(crate) fn is_dry_run(matches: &ArgMatches) -> bool {
    matches.try_get_one(DRY_RUN).ok().flatten() == Some(&true)
}

/// The form that `arguments` ask for, also when they ask for something wrong besides: that is to be
/// said in this form.
pub(crate) fn format_of(arguments: &[OsString]) -> Format {
    let mut arguments = arguments.iter().take_while(|argument| *argument != "--");
    let mut format = Format::Text;
    while let Some(argument) = arguments.next() {
        let value = match argument.to_str() {
            Some("--output" | "-o") => arguments.next().and_then(|value| value.to_str()),
            Some(text) => ["--output=", "-o=", "-o"]
                .iter()
                .find_map(|name| text.strip_prefix(name)),
            None => None,
        };
        let known = value.and_then(|value| Format::from_str(value, false).ok());
        format = known.unwrap_or(format);
    }
    format
}

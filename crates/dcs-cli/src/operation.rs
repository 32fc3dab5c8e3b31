//! The generated subcommands, made to fit beside each other and beside the global options.

use clap::{Arg, ArgAction, ArgMatches, Command};
use dcs_client::{OPERATIONS, Operation};

use crate::{
    BODY_HEADING, builtin, download,
    generated::{Cli, CliCommand},
    help, pages,
};

/// The id of each operation's own `--help`, with a dot as those of the global options have.
const HELP: &str = "operation.help";

/// A project is the same for most of what somebody does.
pub(crate) const PROJECT_ID: &str = "project-id";
const PROJECT_ID_VARIABLE: &str = "HUAWEICLOUD_SDK_PROJECT_ID";

/// An operation: what the generated command line and the document's table say of it.
#[derive(Clone, Copy)]
pub(crate) struct Subcommand {
    pub(crate) command: CliCommand,
    pub(crate) operation: &'static Operation,
}

/// The operation that the subcommand `name` stands for.
pub(crate) fn find(name: &str) -> Option<Subcommand> {
    all().find(|subcommand| subcommand.name() == name)
}

/// The subcommands, in the order of the document. An option that would hide one of `globals`, names
/// of global options, gets another name.
pub(crate) fn commands(globals: &[String]) -> Vec<Command> {
    all()
        .map(|subcommand| subcommand.command(globals))
        .collect()
}

/// All of them, in the order of the document.
pub(crate) fn all() -> impl Iterator<Item = Subcommand> {
    CliCommand::iter().filter_map(|command| {
        let id = command.operation_id();
        let operation = OPERATIONS.iter().find(|operation| operation.id == id)?;
        Some(Subcommand { command, operation })
    })
}

impl Subcommand {
    /// The name on the command line.
    pub(crate) fn name(self) -> String {
        let name = self.operation.id.trim_matches('_').replace('_', "-");
        if builtin::NAMES.contains(&name.as_str()) {
            format!("operation-{name}")
        } else {
            name
        }
    }

    /// Whether the path has a project and `matches` name none.
    pub(crate) fn lacks_project(self, matches: &ArgMatches) -> bool {
        let mut ids = matches.ids();
        let is_given = ids.any(|id| id.as_str() == PROJECT_ID);
        !is_given && place_in_path(self.operation.path, &Arg::new(PROJECT_ID)) != usize::MAX
    }

    /// The project of the path.
    pub(crate) fn project(self, matches: &ArgMatches) -> Option<String> {
        let has_one = place_in_path(self.operation.path, &Arg::new(PROJECT_ID)) != usize::MAX;
        has_one.then(|| given(PROJECT_ID, matches)).flatten()
    }

    /// The subcommand. An option that would hide one of `globals` has another name.
    pub(crate) fn command(self, globals: &[String]) -> Command {
        let generated = Cli::get_command(self.command);
        let mut arguments: Vec<_> = generated.get_arguments().cloned().collect();
        // Parameters of the path come in its order, what must be given before what may.
        arguments.sort_by_key(|argument| {
            let place = place_in_path(self.operation.path, argument);
            (place, !argument.is_required_set())
        });
        let mut taken: Vec<_> = arguments
            .iter()
            .filter_map(long)
            .chain(globals.iter().cloned())
            .collect();
        let arguments = arguments
            .into_iter()
            .enumerate()
            .map(|(place, argument)| fitted(argument, globals, &mut taken).display_order(place));
        let arguments: Vec<_> = arguments.collect();
        let all = self.command.list().map(|_| pages::option(&taken));
        let command = Command::new(self.name())
            .disable_help_flag(true)
            .args(arguments)
            .args(all)
            .arg(help_option());
        let command = match generated.get_long_about() {
            Some(about) => command.long_about(about.clone()),
            None => command,
        };
        let about = generated.get_about().map(ToString::to_string);
        let about =
            about.unwrap_or_else(|| format!("{} {}", self.operation.method, self.operation.path));
        let about = if self.operation.deprecated {
            format!("{about} (deprecated)")
        } else {
            about
        };
        let example = help::example(&command);
        command.about(about).after_help(example)
    }
}

fn long(argument: &Arg) -> Option<String> {
    argument.get_long().map(str::to_owned)
}

/// The option as it stands beside the global ones.
fn fitted(argument: Arg, globals: &[String], taken: &mut Vec<String>) -> Arg {
    let long = long(&argument).unwrap_or_default();
    let has_other = argument.get_id() == download::OUTPUT_FILE
        && taken.iter().filter(|name| **name == long).count() > 1;
    let argument = if globals.contains(&long) || has_other {
        let free = free(&long, taken);
        taken.push(free.clone());
        argument.long(free)
    } else {
        argument
    };
    let argument = if argument.get_action().takes_values() && argument.get_value_names().is_none() {
        argument
            .value_name(long.to_uppercase().replace('-', "_"))
            .allow_negative_numbers(true)
    } else {
        argument
    };
    let is_parameter = argument.get_help_heading() != Some(BODY_HEADING);
    if long != PROJECT_ID || !is_parameter {
        return argument;
    }
    // Found out where it is not given; see `identity::project`.
    let argument = argument.required(false);
    match is_empty(PROJECT_ID_VARIABLE) {
        true => argument,
        false => argument.env(PROJECT_ID_VARIABLE).hide_env_values(true),
    }
}

/// The name of a parameter whose own is taken: `param-NAME`, with more before it where that is taken
/// too.
fn free(name: &str, taken: &[String]) -> String {
    let free = format!("param-{name}");
    if taken.contains(&free) {
        self::free(&free, taken)
    } else {
        free
    }
}

/// An empty variable counts as missing, as it does for credentials.
fn is_empty(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| value.is_empty())
}

fn place_in_path(path: &str, argument: &Arg) -> usize {
    let parameters = path.split('{').skip(1);
    parameters
        .filter_map(|part| part.split_once('}'))
        .position(|(parameter, _)| stands_for(argument.get_id().as_str(), parameter))
        .unwrap_or(usize::MAX)
}

/// Whether the option with this id stands for the parameter: the generator writes `projectId` and
/// `project_id` as `project-id`.
fn stands_for(id: &str, parameter: &str) -> bool {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    letters(id) == letters(parameter)
}

/// The value of the option that stands for a parameter of the path.
pub(crate) fn given(parameter: &str, matches: &ArgMatches) -> Option<String> {
    let id = matches
        .ids()
        .find(|id| stands_for(id.as_str(), parameter))?;
    let mut values = matches.try_get_raw(id.as_str()).ok()??;
    let value = values.next()?;
    Some(value.to_string_lossy().into_owned())
}

/// clap's own has the id `help`, which a parameter may have too.
fn help_option() -> Arg {
    Arg::new(HELP)
        .long("help")
        .short('h')
        .action(ArgAction::Help)
        .help("Print help (see more with '--help')")
        .display_order(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_named_as_a_global_option_gets_a_free_name() {
        let globals = ["output".to_owned()];
        let mut taken = ["output", "param-output"].map(str::to_owned).to_vec();
        let long = |id: &'static str, taken: &mut Vec<String>| {
            let argument = fitted(Arg::new(id).long(id), &globals, taken);
            argument.get_long().map(str::to_owned)
        };
        assert_eq!(
            long("param-output", &mut taken),
            Some("param-output".to_owned())
        );
        assert_eq!(
            long("output", &mut taken),
            Some("param-param-output".to_owned())
        );
        assert_eq!(long("other", &mut taken), Some("other".to_owned()));
    }

    #[test]
    fn options_of_the_path_come_in_its_order_whatever_the_case_of_their_names() {
        let path = "/v2/{projectId}/tasks/{task_id}.json";
        let place = |id: &'static str| place_in_path(path, &Arg::new(id));
        assert_eq!((place("project-id"), place("task-id")), (0, 1));
        assert_eq!(place("id"), usize::MAX);
    }
}

//! Groups of commands, beside their plain names: `dcs background-task list` is `dcs list-background-tasks`.
//!
//! Each tag of the document is a group. The group is called as the tag, in the singular; a command in it by
//! the first word of its plain name that is not the group's, and by all such words where another command of
//! the group has the same first.

use clap::Command;

use crate::{builtin, operation, tasks::commands as tasks};

/// A tag and its commands.
#[derive(Debug, PartialEq, Eq)]
struct Group {
    name: String,
    about: String,
    /// The name within the group, and the plain one.
    members: Vec<(String, String)>,
}

/// A command for each group, of the plain commands `all`.
pub(crate) fn commands(all: &[Command]) -> Vec<Command> {
    let groups = groups().into_iter().map(|group| {
        let members = group.members.iter().filter_map(|(verb, plain)| {
            let command = all.iter().find(|command| command.get_name() == plain)?;
            Some(command.clone().name(verb))
        });
        Command::new(group.name)
            .about(group.about)
            .subcommand_required(true)
            .arg_required_else_help(true)
            .disable_help_subcommand(true)
            .subcommands(members)
    });
    groups.collect()
}

/// The plain name of a command in a group.
pub(crate) fn member(group: &str, verb: &str) -> Option<String> {
    let group = groups().into_iter().find(|found| found.name == group)?;
    let mut members = group.members.into_iter();
    members.find_map(|(name, plain)| (name == verb).then_some(plain))
}

fn groups() -> Vec<Group> {
    let operations: Vec<_> = operation::all()
        .filter_map(|subcommand| Some((subcommand.command.tag()?, subcommand.name())))
        .collect();
    let helpers = tasks::names().filter_map(|(of, name)| {
        let (tag, _) = operations.iter().find(|(_, operation)| operation == of)?;
        Some((*tag, name.to_owned()))
    });
    let helpers: Vec<_> = helpers.collect();
    grouped(operations.into_iter().chain(helpers))
}

/// The groups of commands with these tags and plain names.
fn grouped(commands: impl Iterator<Item = (&'static str, String)>) -> Vec<Group> {
    let mut tags: Vec<(&str, Vec<String>)> = Vec::new();
    let mut plain = Vec::new();
    for (tag, name) in commands {
        plain.push(name.clone());
        match tags.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, names)) => names.push(name),
            None => tags.push((tag, vec![name])),
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for (tag, names) in tags {
        let words: Vec<_> = words(tag).map(|word| singular(&word)).collect();
        let name = words.join("-");
        let is_taken = plain.contains(&name)
            || builtin::NAMES.contains(&name.as_str())
            || groups.iter().any(|group| group.name == name);
        if !name.is_empty() && !is_taken {
            groups.push(Group {
                name,
                about: format!("{tag}, by short names"),
                members: members(&words, &names),
            });
        }
    }
    groups
}

/// The commands `names` of a group that is called by these words.
fn members(group: &[String], names: &[String]) -> Vec<(String, String)> {
    let own: Vec<Vec<String>> = names
        .iter()
        .map(|name| {
            let words = words(name).filter(|word| !group.contains(&singular(word)));
            words.collect()
        })
        .collect();
    let verbs = own.iter().map(|words| {
        let first = words.first();
        let same = own.iter().filter(|other| other.first() == first).count();
        match first {
            Some(first) if same == 1 => first.clone(),
            _ => words.join("-"),
        }
    });
    let verbs: Vec<_> = verbs.collect();
    let named = verbs.iter().zip(names).map(|(verb, name)| {
        let is_one = !verb.is_empty() && verbs.iter().filter(|other| *other == verb).count() == 1;
        let verb = if is_one { verb } else { name };
        (verb.clone(), name.clone())
    });
    named.collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// An English noun in the singular, as far as its ending tells it.
fn singular(word: &str) -> String {
    let stem = |ending, singular: &str| {
        let stem = word.strip_suffix(ending)?;
        (stem.len() > 1).then(|| format!("{stem}{singular}"))
    };
    let is_plural = !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is");
    stem("ies", "y")
        .or_else(|| stem("s", "").filter(|_| is_plural))
        .unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_called_as_its_tag_and_a_command_by_what_is_left_of_its_name() {
        let commands = [
            ("Background tasks", "list-background-tasks"),
            ("Background tasks", "delete-background-task"),
            ("Policies", "list-policies"),
            ("Policies", "show-policy"),
            ("Policies", "show-policy-status"),
            ("Access", "access"),
            ("Access", "reset-access"),
            ("Status", "policy"),
            ("Help", "call-for-help"),
        ];
        let groups = grouped(
            commands
                .map(|(tag, name)| (tag, name.to_owned()))
                .into_iter(),
        );
        let found: Vec<_> = groups
            .iter()
            .flat_map(|group| {
                let members = group.members.iter();
                members.map(|(verb, plain)| format!("{} {verb} = {plain}", group.name))
            })
            .collect();
        assert_eq!(
            found,
            [
                "background-task list = list-background-tasks",
                "background-task delete = delete-background-task",
                "status policy = policy",
            ],
            "the others' names are taken: `policy` and `access` are commands, `help` is clap's"
        );
        let words = ["policy".to_owned()];
        let names = ["list-policies", "show-policy", "show-policy-status"].map(str::to_owned);
        let verbs: Vec<_> = members(&words, &names)
            .into_iter()
            .map(|(verb, _)| verb)
            .collect();
        assert_eq!(verbs, ["list", "show", "show-status"]);
    }
}

//! Path parameters: no value may lead a request to another path.
//!
//! The rule does not judge a pattern by its look. It tries hostile values, alone and joined to
//! values that the schema accepts, because a pattern without anchors accepts anything around them.
//! And it tries values that lead through each part of the pattern in which such a character fits.

mod accepted;

use std::collections::BTreeSet;

use self::accepted::Accepted;
use super::{
    Sink,
    context::Context,
    rule::{Group, Rule},
};
use crate::{Level, Node, Pointer};

pub(super) static UNSAFE: Rule = Rule {
    id: "unsafe-path-parameter",
    group: Group::Safety,
    level: Level::Error,
    needed: false,
    what: "The schema of a path parameter accepts no dot, slash, backslash, percent sign, question \
           mark, hash, space or control character, nothing beyond ASCII, and not the empty value.",
    why: "such a value turns the path into another one: with `..` for the id of a task, the \
          request to delete a task deletes the instance that it belongs to",
    mend: "constrain the schema: `type: string`, `minLength: 1`, `pattern: '^[A-Za-z0-9-]+$'`",
};

/// Characters that change a path, or that are read in different ways on the way to the service.
const HOSTILE: [char; 19] = [
    '.', '/', '\\', '%', '?', '#', ' ', '\t', '\n', '\r', '\0', '\u{7f}', 'é', '\u{2024}',
    '\u{ff0e}', '\u{ff0f}', '\u{2215}', '\u{2028}', '\u{200b}',
];

/// Whole values with which paths are attacked.
const ATTACKS: [&str; 16] = [
    "",
    ".",
    "..",
    "../x",
    "..\\x",
    "x/..",
    "x\\..\\..",
    "a/b",
    "a\\b",
    "%2e%2e",
    "%2E%2E%2F",
    "..%2f",
    "%00",
    "a\n",
    "a\r\nb",
    "..;",
];

/// Values that ids often have; those that a schema accepts are joined to hostile characters.
const SAMPLES: [&str; 17] = [
    "a",
    "A",
    "0",
    "1",
    "abc",
    "a1",
    "ab-cd",
    "a_b",
    "12345678",
    "8abf6e1e72c12e7c0172c15b508500aa",
    "5560df16-cebf-4473-95c4-d1b573c16e79",
    "eu-de-01",
    "2026-11-24",
    "2026-11-24T00:00:00Z",
    "127.0.0.1",
    "::1",
    "true",
];

pub(super) fn path_parameters(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut seen = BTreeSet::new();
    for operation in context.operations.iter() {
        for parameter in context.parameters(operation) {
            if parameter.location != "path" || !seen.insert(parameter.pointer.clone()) {
                continue;
            }
            let schema = parameter.pointer.child("schema");
            let Some((at, _)) = context.resolve(&schema) else {
                continue;
            };
            let mut samples: Vec<String> = SAMPLES.map(str::to_owned).to_vec();
            for holder in [&parameter.pointer, &at] {
                samples.extend(examples(context, holder));
            }
            // The finding about a pattern that cannot be tried says what to do first.
            if let Some(accepted) = Accepted::by(context, &at) {
                judge(sink, &accepted, parameter.name, &at, &samples);
            }
        }
    }
}

fn judge(sink: &mut Sink<'_>, accepted: &Accepted, name: &str, at: &Pointer, samples: &[String]) {
    let known: Vec<_> = samples
        .iter()
        .filter(|sample| accepted.has(sample))
        .collect();
    let found = hostile_values(&known)
        .into_iter()
        .chain(accepted.through(&HOSTILE))
        .find(|value| accepted.has(value));
    let help = "constrain its schema: `type: string`, `minLength: 1`, `pattern: '^[A-Za-z0-9-]+$'`";
    if let Some(value) = found {
        let message = match value.as_str() {
            "" => format!("the path parameter `{name}` may be empty"),
            value => format!("the path parameter `{name}` accepts {value:?}"),
        };
        sink.report(&UNSAFE, at, message, help);
    } else if known.is_empty() {
        sink.report(
            &UNSAFE,
            at,
            format!(
                "no value is known that the path parameter `{name}` accepts, so none was tried"
            ),
            "add an `example` to its schema",
        );
    }
}

fn hostile_values(accepted: &[&String]) -> Vec<String> {
    let mut values: Vec<String> = ATTACKS.map(str::to_owned).to_vec();
    for hostile in HOSTILE {
        values.push(hostile.to_string());
        for length in [2, 8, 32, 36] {
            values.push(std::iter::repeat_n(hostile, length).collect());
        }
    }
    for sample in accepted {
        let characters: Vec<_> = sample.chars().collect();
        let middle = characters.len() / 2;
        for hostile in HOSTILE {
            for position in [0, middle, characters.len()] {
                // Beside the accepted characters, and in place of one of them: lengths may be fixed.
                let (before, after) = characters.split_at(position);
                let put = |after: &[char]| -> String {
                    before.iter().chain([&hostile]).chain(after).collect()
                };
                values.push(put(after));
                values.push(put(after.get(1..).unwrap_or_default()));
            }
            if let Some((_, without_last)) = characters.split_last() {
                values.push(without_last.iter().chain([&hostile]).collect());
            }
        }
        values.push(format!("../{sample}"));
        values.push(format!("{sample}/.."));
    }
    values
}

/// The examples, the default and the values of the enumeration at `holder`.
fn examples(context: &Context<'_>, holder: &Pointer) -> Vec<String> {
    let Some(node) = context.node(holder) else {
        return Vec::new();
    };
    let direct = ["example", "default"].map(|key| node.get(key));
    let listed = node.get("enum").into_iter().flat_map(Node::items);
    let named = node
        .get("examples")
        .into_iter()
        .flat_map(Node::members)
        .filter_map(|(_, example)| example.get("value"));
    direct
        .into_iter()
        .flatten()
        .chain(listed)
        .chain(named)
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect()
}

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
use crate::{Level, Node, Pointer, lower::share_a_variant};

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
            let Some((at, node)) = context.resolve(&schema) else {
                continue;
            };
            let mut samples: Vec<String> = SAMPLES.map(str::to_owned).to_vec();
            for holder in [&parameter.pointer, &at] {
                samples.extend(examples(context, holder));
            }
            // The finding about a pattern that cannot be tried says what to do first.
            if let Some(accepted) = Accepted::by(context, &at) {
                judge(
                    sink,
                    &accepted,
                    &subject(parameter.name, node),
                    &at,
                    &samples,
                );
            }
        }
    }
}

/// The parameter in a message, and why its list of values is no help where it has one.
fn subject(name: &str, schema: &Node) -> String {
    let values = schema.get("enum").into_iter().flat_map(Node::items);
    if share_a_variant(values.filter_map(Node::as_str)) {
        format!("the path parameter `{name}`, whose `enum` cannot become a type,")
    } else {
        format!("the path parameter `{name}`")
    }
}

fn judge(
    sink: &mut Sink<'_>,
    accepted: &Accepted,
    subject: &str,
    at: &Pointer,
    samples: &[String],
) {
    let known: Vec<_> = samples
        .iter()
        .filter(|sample| accepted.has(sample))
        .collect();
    let found = accepted_hostile_value(&known, |value| accepted.has(value)).or_else(|| {
        let mut through = accepted.through(&HOSTILE).into_iter();
        through.find(|value| accepted.has(value))
    });
    let help = "constrain its schema: `type: string`, `minLength: 1`, `pattern: '^[A-Za-z0-9-]+$'`";
    if let Some(value) = found {
        let message = match value.as_str() {
            "" => format!("{subject} may be empty"),
            value => format!("{subject} accepts {value:?}"),
        };
        sink.report(&UNSAFE, at, message, help);
    } else if known.is_empty() {
        sink.report(
            &UNSAFE,
            at,
            format!("no value is known that {subject} accepts, so none was tried"),
            "add an `example` to its schema",
        );
    }
}

/// The first hostile value that is accepted, of those alone and those joined to `samples`.
fn accepted_hostile_value(samples: &[&String], accepts: impl Fn(&str) -> bool) -> Option<String> {
    let mut value = String::new();
    // There are more than a thousand, and they share one buffer.
    let mut is_accepted = |parts: [&str; 3]| {
        value.clear();
        value.extend(parts);
        accepts(&value).then(|| value.clone())
    };
    for attack in ATTACKS {
        if let Some(value) = is_accepted([attack, "", ""]) {
            return Some(value);
        }
    }
    for hostile in HOSTILE {
        for length in [1, 2, 8, 32, 36] {
            let repeated: String = std::iter::repeat_n(hostile, length).collect();
            if let Some(value) = is_accepted([&repeated, "", ""]) {
                return Some(value);
            }
        }
    }
    for sample in samples {
        let places = places(sample);
        for hostile in HOSTILE {
            let mut bytes = [0; 4];
            let hostile = hostile.encode_utf8(&mut bytes);
            for (before, after) in &places {
                if let Some(value) = is_accepted([before, hostile, after]) {
                    return Some(value);
                }
            }
        }
        for parts in [["../", sample, ""], [sample, "/..", ""]] {
            if let Some(value) = is_accepted(parts) {
                return Some(value);
            }
        }
    }
    None
}

/// What stands before and behind a character that is put at the beginning, in the middle or at the
/// end of `sample`: beside the accepted characters, and in place of one of them, because lengths may
/// be fixed.
fn places(sample: &str) -> Vec<(&str, &str)> {
    let count = sample.chars().count();
    let offset = |index: usize| {
        let found = sample.char_indices().nth(index);
        found.map_or(sample.len(), |(offset, _)| offset)
    };
    let part = |from: usize, to: usize| sample.get(offset(from)..offset(to)).unwrap_or_default();
    let beside = [0, count / 2, count].map(|at| (part(0, at), part(at, count)));
    let instead = [0, count / 2, count.saturating_sub(1)];
    let instead = instead.map(|at| (part(0, at), part((at + 1).min(count), count)));
    beside.into_iter().chain(instead).collect()
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

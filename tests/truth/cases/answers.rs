//! The answers that an operation describes, and what a call returns for each.

use serde_json::{Value, json};

use super::bodies::{Kind, called, taken};
use crate::truth::{generated::Generated, resolve, type_of, values};

/// A described answer.
struct Described<'a> {
    /// The key by which the document has it.
    key: &'a str,
    /// A status that it stands for.
    status: u16,
    content: Option<(&'a str, &'a Value, Kind)>,
}

impl Described<'_> {
    fn is_success(&self) -> bool {
        self.status / 100 == 2
    }

    /// What there is to tell two bodies apart by.
    fn body(&self) -> Option<(Kind, &Value)> {
        let (_, content, kind) = self.content?;
        Some(match kind {
            Kind::Json => (kind, &content["schema"]),
            // One text is as good as another.
            _ => (kind, &Value::Null),
        })
    }
}

/// Each answer with each body that is known. There is at least one, if only an error that is not described.
pub fn of(document: &Value, generated: &Generated, operation: &Value, method: &str) -> Vec<Value> {
    let described = described(document, operation, method);
    let successes = || described.iter().filter(|answer| answer.is_success());
    let mut bodies: Vec<_> = successes().filter_map(Described::body).collect();
    bodies.dedup();
    let are_apart = bodies.len() > 1;
    let mut answers = Vec::new();
    for answer in &described {
        let Described {
            status, content, ..
        } = answer;
        let tag = tag(answer.key);
        let of_status = |value: Value| match are_apart {
            true => json!({(tag.as_str()): value}),
            false => value,
        };
        let Some((name, content, kind)) = *content else {
            let nothing = match bodies.first() {
                _ if !answer.is_success() => Value::Null,
                _ if are_apart => tag.clone().into(),
                Some((Kind::Text | Kind::Bytes, _)) => "".into(),
                _ => Value::Null,
            };
            answers.push(json!({
                "status": status, "body": "", "expected": nothing, "is_success": answer.is_success(),
            }));
            continue;
        };
        let media_type = called(name, kind);
        if kind != Kind::Json {
            let text = "a \"text\"\nof two lines";
            // Within a choice between successes, serde writes bytes as a list of numbers.
            let value = match kind {
                Kind::Bytes if are_apart => text.as_bytes().into(),
                _ => text.into(),
            };
            let expected = answer.is_success().then(|| of_status(value));
            answers.push(json!({
                "status": status, "type": media_type, "body": text, "expected": expected,
                "is_success": answer.is_success(),
            }));
            continue;
        }
        for value in values::of_content(document, content) {
            let expected = if answer.is_success() {
                of_status(value.clone())
            } else {
                value.clone()
            };
            answers.push(json!({
                "status": status, "type": media_type, "body": value.to_string(), "expected": expected,
                "is_success": answer.is_success(), "error": error(document, generated, content),
            }));
        }
    }
    if answers.is_empty() {
        answers.push(json!({"status": 500, "body": "", "is_success": false}));
    }
    answers
}

/// The type of an error that refers to a schema.
fn error(document: &Value, generated: &Generated, content: &Value) -> Option<String> {
    let reference = content["schema"]["$ref"].as_str()?;
    type_of(document, generated, reference.rsplit('/').next()?)
}

/// The answers, without those that only a proxy would see.
fn described<'a>(document: &'a Value, operation: &'a Value, method: &str) -> Vec<Described<'a>> {
    let responses = operation["responses"].as_object();
    let responses: Vec<_> = responses
        .into_iter()
        .flatten()
        .filter(|(key, _)| !key.starts_with("x-"))
        .collect();
    let keys: Vec<_> = responses.iter().map(|(key, _)| key.as_str()).collect();
    let mut described = Vec::new();
    for (key, response) in responses {
        let response = resolve(document, response);
        for status in statuses(key, &keys) {
            let has_body = method != "head" && !matches!(status, 204 | 205 | 304);
            let content = taken(document, response).filter(|_| has_body);
            described.push(Described {
                key,
                status,
                content,
            });
        }
    }
    // What the first of several calls is answered is a success, if there is one.
    described.sort_by_key(|answer| (!answer.is_success(), answer.status));
    described
}

/// Statuses that a key stands for, beside the others.
fn statuses(key: &str, keys: &[&str]) -> Vec<u16> {
    let has = |class: u16| {
        keys.iter()
            .any(|key| key.eq_ignore_ascii_case(&format!("{class}XX")))
    };
    let first = |class: u16| {
        let mut codes = class * 100..class * 100 + 100;
        codes.find(|code| !keys.contains(&code.to_string().as_str()))
    };
    let class = key.get(..1).and_then(|class| class.parse().ok());
    match key.parse() {
        Ok(100..200) => Vec::new(),
        Ok(code) => vec![code],
        Err(_) if key != "default" => class.and_then(first).into_iter().collect(),
        Err(_) => {
            let is_success = |key: &&&str| key.starts_with('2') || **key == "101";
            let success = keys.iter().find(is_success).is_none().then_some(2);
            let errors = [4, 5].into_iter().filter(|class| !has(*class));
            success
                .into_iter()
                .chain(errors)
                .filter_map(first)
                .collect()
        }
    }
}

/// What the choice between successes calls one of them.
fn tag(key: &str) -> String {
    match key {
        "200" => "ok",
        "201" => "created",
        "202" => "accepted",
        "203" => "non_authoritative_information",
        "204" => "no_content",
        "205" => "reset_content",
        "206" => "partial_content",
        "2XX" => "success",
        other => other,
    }
    .to_owned()
}

//! What is given, sent, answered and returned, for each operation of a document.

mod answers;
mod bodies;

use serde_json::{Map, Value, json};

use self::bodies::Body;
use super::{generated::Generated, parameters, parameters::Parameter, resolve};

/// The methods of operations, as a path has them.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The exchanges of each operation, and the operations that no call is known for.
pub fn of(document: &Value, generated: &Generated) -> (Vec<Value>, Vec<String>) {
    let (mut cases, mut left_out) = (Vec::new(), Vec::new());
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            if is_left_to_others(document, operation) {
                continue;
            }
            let at = Place {
                document,
                path,
                item,
                method,
                operation,
            };
            match at.exchanges(generated) {
                Ok(case) => cases.push(case),
                Err(why) => left_out.push(format!("{method} {path}: {why}")),
            }
        }
    }
    (cases, left_out)
}

/// Whether an operation is none that the program calls: a connection that becomes another protocol's is no
/// exchange, and the client refuses to begin one; bodies in parts hold files, which no value stands for, and
/// are held against their document in `growth/wide/bodies.rs`.
fn is_left_to_others(document: &Value, operation: &Value) -> bool {
    let body = resolve(document, &operation["requestBody"]);
    let names = body["content"].as_object().into_iter().flatten();
    let mut names = names.map(|(name, _)| name);
    operation.get("x-dropshot-websocket").is_some()
        || names.any(|name| name.starts_with("multipart/"))
}

/// An operation of a document.
struct Place<'a> {
    document: &'a Value,
    path: &'a str,
    item: &'a Value,
    method: &'a str,
    operation: &'a Value,
}

impl Place<'_> {
    fn exchanges(&self, generated: &Generated) -> Result<Value, String> {
        let method = generated
            .method(self.path, self.method)
            .ok_or("it has no method")?;
        let parameters = parameters::of(self.document, self.item, self.operation, &method.setters)?;
        let body = bodies::of(self.document, self.operation)?;
        let answers = answers::of(self.document, generated, self.operation, self.method);
        let values = parameters.iter().map(|it| it.values.len());
        let values = values.chain(body.iter().map(|body| body.values.len()));
        // First as little as there may be, then each value of each parameter and of the body.
        let count = values.max().unwrap_or(0) + 1;
        let calls = (0..count).map(|turn| self.call(&parameters, body.as_ref(), turn));
        let mut exchanges = Vec::new();
        for (turn, (given, request)) in calls.enumerate() {
            let answered = if turn == 0 {
                answers.as_slice()
            } else {
                &answers[..1]
            };
            exchanges.extend(
                answered
                    .iter()
                    .map(|answer| json!({"given": given, "request": request, "answer": answer})),
            );
        }
        Ok(json!({"id": method.name, "exchanges": exchanges}))
    }

    /// What is given and what has to be sent, in the turn that is counted from 0.
    fn call(
        &self,
        parameters: &[Parameter<'_>],
        body: Option<&Body>,
        turn: usize,
    ) -> (Value, Value) {
        let mut given = Map::new();
        let mut path = self.path.to_owned();
        let (mut query, mut headers, mut cookies) = (Vec::new(), Vec::new(), Vec::new());
        for parameter in parameters {
            let has_value = parameter.is_required || turn > 0;
            let value = parameter.values.get(turn % parameter.values.len().max(1));
            let Some(value) = value.filter(|_| has_value) else {
                continue;
            };
            given.insert(parameter.setter.to_owned(), value.clone());
            for (name, text) in parameter.written(value).into_iter().flatten() {
                match parameter.place {
                    "path" => path = path.replace(&format!("{{{name}}}"), &marked(&text)),
                    "query" => query.push((name, text)),
                    "header" => headers.push((name, text)),
                    _ => cookies.push((name, text)),
                }
            }
        }
        query.sort();
        // A body is always given, as a method cannot leave it out: `optional-request-body` says so.
        let sent = body.map_or_else(
            || json!({"type": null, "text": ""}),
            |body| {
                let value = &body.values[turn % body.values.len()];
                given.insert("body".to_owned(), value.clone());
                body.sent(value)
            },
        );
        let segments: Vec<_> = path.split('/').skip(1).map(unmarked).collect();
        let request = json!({
            "method": self.method.to_uppercase(),
            "segments": segments,
            "query": query,
            "headers": headers,
            "cookies": cookies,
            "body": sent,
        });
        (Value::Object(given), request)
    }
}

/// A slash in a value separates no segments.
fn marked(text: &str) -> String {
    text.replace('/', "\u{0}")
}

fn unmarked(text: &str) -> String {
    text.replace('\u{0}', "/")
}

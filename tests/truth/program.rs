//! Holds a client against its document: what it sends and what it makes of the answers, by the cases in the file
//! that is named. It prints a line for whatever is otherwise.

mod calls;

use std::{
    error::Error,
    fmt::Display,
    fs,
    pin::Pin,
    sync::{Mutex, PoisonError},
};

use dcs_client::{ApiError, Bytes, Client, Credentials, Response, RetryPolicy};
use loopback::{Reply, Server, http};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// The values for the setters of a call, by their names.
type Given = Map<String, Value>;
/// How a call ends, or why a value cannot be given.
type Called = Result<Outcome, String>;
type Calling<'a> = Pin<Box<dyn Future<Output = Called> + 'a>>;

/// What a call returned.
enum Outcome {
    Success(u16, Value),
    Error(ApiError),
}

/// What the server answers, and what it was sent last.
static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static REQUEST: Mutex<String> = Mutex::new(String::new());

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("name the cases")?;
    let cases: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    let mut values = 0;
    for case in items(&cases["values"]) {
        let (name, value) = (text(&case["type"]), &case["value"]);
        values += 1;
        match calls::read_as(name, &value.to_string()) {
            Err(why) => println!("{name}: {value} is not read: {why}"),
            Ok(written) if !same(value, &written) => {
                println!("{name}: {value} is written as {written}")
            }
            Ok(_) => {}
        }
    }
    let server = Server::replying(Reply::Of(|request| {
        request.clone_into(&mut REQUEST.lock().unwrap_or_else(PoisonError::into_inner));
        ANSWER
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }));
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(Credentials::token("token-of-the-test"))
        .retry(RetryPolicy::none())
        .build()?;
    let mut exchanges = 0;
    for operation in items(&cases["operations"]) {
        let id = text(&operation["id"]);
        for exchange in items(&operation["exchanges"]) {
            exchanges += 1;
            for wrong in held(&client, id, exchange).await {
                println!("{id}: {}: {wrong}", exchange["given"]);
            }
        }
    }
    eprintln!("{values} values, {exchanges} exchanges");
    Ok(())
}

/// Makes a call, and says what is otherwise than the case has it.
async fn held(client: &Client, id: &str, exchange: &Value) -> Vec<String> {
    let (answer, request) = (&exchange["answer"], &exchange["request"]);
    *ANSWER.lock().unwrap_or_else(PoisonError::into_inner) = reply(answer);
    REQUEST
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clear();
    let Some(given) = exchange["given"].as_object() else {
        return vec!["nothing is given".to_owned()];
    };
    let outcome = match calls::call(client, id, given).await {
        Ok(outcome) => outcome,
        Err(why) => return vec![why],
    };
    let sent = REQUEST
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    if sent.is_empty() {
        return match outcome {
            Outcome::Success(..) => vec!["succeeds without a request".to_owned()],
            Outcome::Error(error) => vec![format!("is not sent: {error}")],
        };
    }
    let mut wrong = differences(request, &sent);
    wrong.extend(otherwise(answer, &outcome));
    wrong
}

fn reply(answer: &Value) -> Vec<u8> {
    let status = format!("{} Status", answer["status"]);
    let headers = answer["type"]
        .as_str()
        .map(|name| format!("Content-Type: {name}\r\n"));
    let reply = http(&status, &headers.unwrap_or_default(), text(&answer["body"]));
    reply
}

/// What of an outcome is not what was answered.
fn otherwise(answer: &Value, outcome: &Outcome) -> Option<String> {
    let told = format!("{} {}", answer["status"], answer["body"]);
    let expected = &answer["expected"];
    match outcome {
        Outcome::Success(status, value) if answer["is_success"] == true => {
            let is_same = *status == answer["status"] && same(expected, value);
            (!is_same).then(|| format!("{told} is returned as {status} {value}"))
        }
        Outcome::Success(status, value) => Some(format!(
            "{told} is returned as the success {status} {value}"
        )),
        Outcome::Error(error) if answer["is_success"] == true => {
            Some(format!("{told} is the error {error}: {:?}", error.source()))
        }
        Outcome::Error(error) => {
            let status = error.status().map(|status| status.as_u16());
            if status.map(Value::from).as_ref() != Some(&answer["status"]) {
                return Some(format!("{told} is an error with the status {status:?}"));
            }
            if expected.is_null() {
                return None;
            }
            let body = calls::error_as(answer["error"].as_str().unwrap_or_default(), error);
            let is_same = body.as_ref().is_some_and(|body| same(expected, body));
            (!is_same).then(|| format!("{told} is the error's body {body:?}"))
        }
    }
}

/// What of a request is not what was given.
fn differences(request: &Value, sent: &str) -> Vec<String> {
    let (head, body) = sent.split_once("\r\n\r\n").unwrap_or((sent, ""));
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers: Vec<_> = lines.filter_map(|line| line.split_once(": ")).collect();
    let header = |name: &str| {
        headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    };
    let mut wrong = Vec::new();
    let mut hold = |what: &str, expected: &Value, found: Value| {
        if *expected != found {
            wrong.push(format!("{what} is {found} and not {expected}"));
        }
    };
    hold("the method", &request["method"], method.into());
    let segments = path.split('/').skip(1).map(decoded).collect();
    hold("the path", &request["segments"], segments);
    if request["query"].is_array() {
        hold("the query", &request["query"], pairs(query));
    }
    for expected in items(&request["headers"]) {
        let name = text(&expected[0]);
        hold(name, &expected[1], header(name).into());
    }
    for expected in items(&request["cookies"]) {
        let cookies = header("cookie").unwrap_or_default().split("; ");
        let found = cookies
            .filter_map(|cookie| cookie.split_once('='))
            .find(|(name, _)| *name == expected[0]);
        hold(
            text(&expected[0]),
            &expected[1],
            found.map(|(_, value)| value).into(),
        );
    }
    let sent = &request["body"];
    hold(
        "the content type",
        &sent["type"],
        header("content-type").into(),
    );
    if let Some(expected) = sent.get("json") {
        let found: Value = serde_json::from_str(body).unwrap_or_else(|why| why.to_string().into());
        if !same(expected, &found) {
            hold("the body", expected, found);
        }
    } else if let Some(expected) = sent.get("pairs") {
        hold("the body", expected, pairs(body));
    } else if let Some(expected) = sent.get("text") {
        hold("the body", expected, body.into());
    } else if sent.is_null() {
        hold("the body", &"".into(), body.into());
    }
    wrong
}

/// The names and values of a query or a form, sorted.
fn pairs(text: &str) -> Value {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<_> = pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            [name, value].map(|part| decoded(&part.replace('+', " ")))
        })
        .collect();
    pairs.sort();
    pairs
        .into_iter()
        .map(|pair| Value::from(pair.to_vec()))
        .collect()
}

/// The text, of which parts are written as `%` and two digits.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after
            .get(..2)
            .and_then(|digits| str::from_utf8(digits).ok());
        let byte = digits
            .filter(|_| *first == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether two values are one in JSON: `1` and `1.0` are.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has = |(name, one)| other.get(name).is_some_and(|other| same(one, other));
            one.len() == other.len() && one.iter().all(has)
        }
        _ => one == other,
    }
}

fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The value of JSON, for the setter `name`.
fn read<T: DeserializeOwned>(name: &str, value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|why| format!("{name}: {value} is not read: {why}"))
}

/// What a type writes of the JSON that it reads.
fn again<T: DeserializeOwned + Serialize>(json: &str) -> Result<Value, String> {
    serde_json::from_str::<T>(json)
        .as_ref()
        .map_err(shown)
        .and_then(written)
}

fn written(value: &impl Serialize) -> Result<Value, String> {
    serde_json::to_value(value).as_ref().cloned().map_err(shown)
}

fn shown(why: &impl Display) -> String {
    why.to_string()
}

/// The body of an error as a `T`, written again.
fn said<T: DeserializeOwned + Serialize>(error: &ApiError) -> Option<Value> {
    written(&error.body::<T>()?).ok()
}

fn outcome<T: Serialize>(result: Result<Response<T>, ApiError>) -> Called {
    Ok(match result {
        Ok(response) => Outcome::Success(response.status().as_u16(), written(&*response)?),
        Err(error) => Outcome::Error(error),
    })
}

#[allow(dead_code, reason = "not every document has such answers")]
fn bytes(result: Result<Response<Bytes>, ApiError>) -> Called {
    Ok(match result {
        Ok(response) => {
            let text = String::from_utf8_lossy(&response).into_owned();
            Outcome::Success(response.status().as_u16(), text.into())
        }
        Err(error) => Outcome::Error(error),
    })
}

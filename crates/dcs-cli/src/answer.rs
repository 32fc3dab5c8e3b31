//! A success, of any operation.

use dcs_client::Response;
use serde::Serialize;
use serde_json::Value;

use crate::Failure;

/// What the service answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The status with its words, such as `204 No Content`.
    pub(crate) status_line: String,
    /// By which the service finds the request in its logs.
    pub(crate) request_id: Option<String>,
    /// The body, `null` where there is none.
    pub(crate) body: Value,
    /// The bodies of the pages behind it.
    pub(crate) more: Vec<Value>,
    /// How many entries of its list are behind it.
    pub(crate) behind: u64,
    /// What to tell people who see its list.
    pub(crate) hint: Option<String>,
}

impl Answer {
    /// Of a deletion for which there was nothing to delete.
    pub(crate) fn gone(failure: Failure) -> Self {
        Self {
            status: failure.status.unwrap_or_default(),
            status_line: failure.call.status_line.unwrap_or_default(),
            request_id: failure.request_id,
            body: Value::Null,
            more: Vec::new(),
            behind: 0,
            hint: None,
        }
    }

    /// Of an operation that answers with a body, or may.
    pub(crate) fn with_body<T: Serialize>(response: &Response<T>) -> Result<Self, Failure> {
        let body = serde_json::to_value(&**response)
            .map_err(|error| Failure::unshowable(response.status().as_u16(), &error))?;
        Ok(Self {
            body,
            ..Self::without_body(response)
        })
    }

    /// Of an operation whose successes differ: what the service has written, without the name of the case.
    #[allow(
        dead_code,
        reason = "called where the successes of an operation differ"
    )]
    pub(crate) fn with_one_of<T: Serialize>(response: &Response<T>) -> Result<Self, Failure> {
        let answer = Self::with_body(response)?;
        let body = match answer.body {
            Value::Object(case) => case.into_values().next().unwrap_or_default(),
            _ => Value::Null,
        };
        Ok(Self { body, ..answer })
    }

    /// The same with everything that the service has written, of which the document may not know all: `written`
    /// are the bodies of its pages, whose lists are called `items`.
    pub(crate) fn with_everything(self, written: Vec<Value>, items: Option<&str>) -> Self {
        let mut written = written.into_iter();
        let read = std::iter::once(self.body).chain(self.more);
        let whole = read.map(|read| match written.next() {
            Some(written) => completed(read, written),
            None => read,
        });
        Self {
            body: joined(whole, items.unwrap_or_default()).unwrap_or_default(),
            more: Vec::new(),
            ..self
        }
    }

    /// Of an operation that answers without one.
    pub(crate) fn without_body<T>(response: &Response<T>) -> Self {
        Self {
            status: response.status().as_u16(),
            status_line: response.status().to_string(),
            request_id: response.request_id().map(str::to_owned),
            body: Value::Null,
            more: Vec::new(),
            behind: 0,
            hint: None,
        }
    }
}

/// The bodies of some pages as one: the first, whose list `items` goes on with those of the others.
fn joined(bodies: impl IntoIterator<Item = Value>, items: &str) -> Option<Value> {
    let mut bodies = bodies.into_iter();
    let mut whole = bodies.next()?;
    for mut body in bodies {
        let more = body.get_mut(items).and_then(Value::as_array_mut);
        let list = whole.get_mut(items).and_then(Value::as_array_mut);
        if let (Some(list), Some(more)) = (list, more) {
            list.append(more);
        }
    }
    Some(whole)
}

/// What was read, in the types that the document has, and of what was `written` the rest.
pub(crate) fn completed(read: Value, written: Value) -> Value {
    match (read, written) {
        (Value::Object(mut read), Value::Object(written)) => {
            for (name, written) in written {
                let member = match read.remove(&name) {
                    Some(read) => completed(read, written),
                    None => written,
                };
                read.insert(name, member);
            }
            Value::Object(read)
        }
        (Value::Array(read), Value::Array(written)) if read.len() == written.len() => {
            let pairs = read.into_iter().zip(written);
            pairs
                .map(|(read, written)| completed(read, written))
                .collect()
        }
        // A number of 32 bits has other digits when it is made one of 64.
        (Value::Number(_), Value::Number(written)) => Value::Number(written),
        (read, _) => read,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_read_has_its_type_and_what_was_not_is_kept() {
        let read = json!({"count": "1", "things": [{"id": "7"}], "more": [1], "share": 99.99_f32});
        let written = json!({"new": null, "count": 1, "things": [{"id": 7, "x": {}}], "more": [1, 2], "share": 99.99});
        assert_eq!(
            completed(read, written),
            json!({"new": null, "count": "1", "things": [{"id": "7", "x": {}}], "more": [1], "share": 99.99})
        );
    }

    #[test]
    fn pages_are_one_list_with_everything_else_of_the_first() {
        let pages = [
            json!({"count": 3, "new": 1, "things": [1, 2]}),
            json!({"count": 3, "things": [3]}),
            json!({}),
        ];
        assert_eq!(
            joined(pages, "things"),
            Some(json!({"count": 3, "new": 1, "things": [1, 2, 3]}))
        );
    }
}

//! A part of an answer, chosen by a JMESPath expression (<https://jmespath.org/specification.html>).

use jmespath::{Expression, Variable};
use serde_json::Value;

use crate::Failure;

/// An expression that was read.
#[derive(Clone, Debug)]
pub(crate) struct Query(String);

impl Query {
    /// Reads it, and says what is wrong with it where it is none.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        compiled(text).map(|_| Self(text.to_owned()))
    }

    /// What it chooses of a body.
    pub(crate) fn of(&self, body: &Value) -> Result<Value, Failure> {
        let found = compiled(&self.0).and_then(|expression| {
            let body = Variable::try_from(body.clone()).map_err(|error| error.to_string())?;
            let found = expression.search(body).map_err(|error| error.to_string())?;
            serde_json::to_value(&*found).map_err(|error| error.to_string())
        });
        found.map_err(|error| Failure::unqueried(&error))
    }
}

fn compiled(text: &str) -> Result<Expression<'static>, String> {
    jmespath::compile(text).map_err(|error| error.to_string().replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_part_is_chosen_and_what_is_no_expression_refused() {
        let body = json!({"tasks": [{"id": "a", "n": 1.5}, {"id": "b", "n": 2}]});
        let found = |text| Query::parse(text).unwrap().of(&body).unwrap();
        assert_eq!(found("tasks[].id"), json!(["a", "b"]));
        assert_eq!(found("tasks[?n > `1.6`] | [0]"), json!({"id": "b", "n": 2}));
        assert_eq!(found("nothing.here"), Value::Null);
        let error = Query::parse("tasks[").unwrap_err();
        assert!(
            error.contains("column 6") && !error.contains('\n'),
            "{error}"
        );
        let failure = Query::parse("sum(tasks)").unwrap().of(&body).unwrap_err();
        assert!(failure.message.contains("--query"), "{}", failure.message);
    }
}

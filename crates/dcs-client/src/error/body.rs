//! What the body of an error says, in each of the forms that the service and its gateways have.

use serde_json::Value;

use super::{LONGEST_CODE, LONGEST_MESSAGE, is_request_id};
use crate::text::start_of;

/// What was found; each part bounded in its length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

/// The names of the code and of the message, in the order in which they are looked for. The service's
/// and the gateway's come first; the others are those that the vendor's SDK for Python reads too
/// (`exceptions/exception_handler.py`).
const FORMS: [(&str, &str); 3] = [
    ("error_code", "error_msg"),
    ("errorCode", "errorMsg"),
    ("code", "message"),
];

/// Reads the body, from which the request's secrets have been taken. One in no known form says itself.
pub(crate) fn said(body: &[u8]) -> Said {
    let json = serde_json::from_slice::<Value>(body).ok();
    let found = json.as_ref().and_then(in_object);
    let request_id = json
        .as_ref()
        .and_then(|json| json.get("request_id"))
        .and_then(Value::as_str)
        .map(str::trim)
        .filter(|id| is_request_id(id))
        .map(str::to_owned);
    let is_empty = json.as_ref().is_some_and(says_nothing);
    let (code, message) = match found {
        Some(found) => found,
        None if is_empty => (None, None),
        None => (None, text(body)),
    };
    Said {
        code,
        message,
        request_id,
    }
}

/// The code and the message; `None` where there is neither.
fn in_object(json: &Value) -> Option<(Option<String>, Option<String>)> {
    let found = FORMS.iter().find_map(|(code, message)| {
        let code = json.get(code).and_then(code_of);
        let message = json.get(message).and_then(Value::as_str);
        let message = message.filter(|text| !text.is_empty());
        let message = message.map(|text| start_of(text, LONGEST_MESSAGE).to_owned());
        (code.is_some() || message.is_some()).then_some((code, message))
    });
    // `{"error": {"code", "message"}}`, as the identity service has it.
    found.or_else(|| in_object(json.get("error").filter(|inner| inner.is_object())?))
}

fn code_of(value: &Value) -> Option<String> {
    let code = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!code.is_empty()).then(|| start_of(&code, LONGEST_CODE).to_owned())
}

/// An object whose members, if it has any, are an error's and empty.
fn says_nothing(json: &Value) -> bool {
    let is_nothing = |value: &Value| value.is_null() || value.as_str() == Some("");
    match json {
        Value::Null => true,
        Value::Object(members) => members.iter().all(|(name, value)| {
            is_nothing(value) || name == "request_id" || name == "error_ext_msg"
        }),
        _ => false,
    }
}

/// The start of the body as text, if there is any.
pub(crate) fn text(body: &[u8]) -> Option<String> {
    let start = body.get(..LONGEST_MESSAGE).unwrap_or(body);
    let text = String::from_utf8_lossy(start);
    let text = start_of(text.trim(), LONGEST_MESSAGE);
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, code: Option<&str>, message: Option<&str>) {
        let said = said(body.as_bytes());
        assert_eq!(
            (said.code.as_deref(), said.message.as_deref()),
            (code, message),
            "{body}"
        );
    }

    #[test]
    fn each_form_of_an_error_is_read() {
        for body in [
            r#"{"error_code":"C","error_msg":"m"}"#,
            r#"{"error_code":"C","error_msg":"m","error_ext_msg":null,"request_id":"r"}"#,
            r#"{"errorCode":"C","errorMsg":"m"}"#,
            r#"{"code":"C","message":"m"}"#,
            r#"{"error":{"code":"C","message":"m"}}"#,
            r#"{"error":{"error_code":"C","error_msg":"m"}}"#,
        ] {
            check(body, Some("C"), Some("m"));
        }
        check(
            r#"{"error":{"code":401,"message":"m"}}"#,
            Some("401"),
            Some("m"),
        );
    }

    #[test]
    fn a_part_that_is_missing_is_left_out() {
        check(r#"{"error_code":"C"}"#, Some("C"), None);
        check(r#"{"error_msg":"m","error_code":""}"#, None, Some("m"));
        check("{}", None, None);
        check("null", None, None);
        check("", None, None);
        check(
            r#"{"error_code":null,"error_msg":"","request_id":"r"}"#,
            None,
            None,
        );
    }

    #[test]
    fn a_body_in_no_known_form_says_itself() {
        for body in [
            "<html>",
            r#"{"reason":"busy"}"#,
            r#"{"error_msg":5}"#,
            r#"{"error":"x"}"#,
            "[1]",
        ] {
            check(body, None, Some(body));
        }
    }

    #[test]
    fn the_gateway_says_the_id_of_the_request_in_the_body() {
        let id = |body: &str| said(body.as_bytes()).request_id;
        assert_eq!(id(r#"{"request_id":" r-1 "}"#).as_deref(), Some("r-1"));
        assert_eq!(id(r#"{"request_id":"a b"}"#), None);
        assert_eq!(id(r#"{"request_id":5}"#), None);
        assert_eq!(
            id(&format!(r#"{{"request_id":"{}"}}"#, "x".repeat(129))),
            None
        );
    }
}

//! The bodies of answers, as tests have them.

use std::fmt::Display;

use dcs_client::{Form, Style};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What an answer takes for a body of type `T`: a reference to one, its builder, or a literal made with
/// `serde_json::json!`, which must be one.
///
/// `Form` says which of these it is. The compiler finds it; there is nothing to implement or to name.
///
/// ```
/// use dcs_httpmock::{MockServer, MockServerExt as _, dcs_client::types};
/// use serde_json::json;
///
/// let server = MockServer::start();
/// server.list_background_tasks(|_, then| {
///     then.ok(json!({"tasks": [{"id": "t1", "status": "SUCCESS"}]}));
/// });
/// server.delete_background_task(|_, then| {
///     then.bad_request(types::ErrorResponse::builder().error_code("DCS.4017"));
/// });
/// ```
pub trait IntoBody<T, Form> {
    #[doc(hidden)]
    fn into_body(self) -> Value;
}

/// The forms of bodies, which keep the implementations apart.
#[doc(hidden)]
pub mod form {
    #[derive(Debug)]
    pub struct Given;
    #[derive(Debug)]
    pub struct Built;
    #[derive(Debug)]
    pub struct Literal;
}

impl<T: Serialize> IntoBody<T, form::Given> for &T {
    #[track_caller]
    fn into_body(self) -> Value {
        json(self)
    }
}

impl<T: Serialize, B> IntoBody<T, form::Built> for B
where
    B: TryInto<T>,
    B::Error: Display,
{
    #[track_caller]
    fn into_body(self) -> Value {
        match self.try_into() {
            Ok(body) => json(&body),
            Err(error) => wrong(&error),
        }
    }
}

impl<T: DeserializeOwned> IntoBody<T, form::Literal> for Value {
    #[track_caller]
    fn into_body(self) -> Value {
        match T::deserialize(&self) {
            Ok(_) => self,
            Err(error) => wrong(&error),
        }
    }
}

/// The form that the client sends.
#[allow(dead_code, reason = "called where the document has a form")]
#[track_caller]
pub(crate) fn form(body: &impl Serialize, members: &[(&str, Style)]) -> String {
    let form = serde_urlencoded::to_string(Form::new(body, members));
    form.unwrap_or_else(|error| wrong(&error))
}

#[track_caller]
fn json(body: &impl Serialize) -> Value {
    serde_json::to_value(body).unwrap_or_else(|error| wrong(&error))
}

#[track_caller]
#[expect(
    clippy::panic,
    reason = "a test whose mock answers what the document does not describe is to fail loudly"
)]
fn wrong(error: &dyn Display) -> ! {
    panic!(
        "the body is not the one that the document describes: {error}; to answer something else, say it \
         to httpmock with `into_inner()`"
    )
}

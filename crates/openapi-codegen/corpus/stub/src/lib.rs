//! The hand-written layer under a generated client, as signatures alone.

#[rustfmt::skip]
mod generated;

pub use generated::*;

pub struct Operation {
    pub id: &'static str,
    pub operation_id: &'static str,
    pub method: reqwest::Method,
    pub path: &'static str,
    pub deprecated: bool,
    pub empty_success_is_null: bool,
}

pub mod transport {
    #[derive(Clone, Debug)]
    pub struct Transport;
}

impl progenitor_client::ClientHooks<transport::Transport> for Client {}

fn encode_path(text: &str) -> String {
    text.to_owned()
}

fn rejected(value: &str, rule: &str) -> String {
    format!("{value}: {rule}")
}

fn invalid_parameter(name: &str, reason: &dyn std::fmt::Display) -> String {
    format!("{name}: {reason}")
}

fn missing_parameter(name: &str) -> String {
    name.to_owned()
}

async fn decode<T: serde::de::DeserializeOwned, E>(
    response: reqwest::Response,
) -> Result<ResponseValue<T>, Error<E>> {
    ResponseValue::from_response(response).await
}

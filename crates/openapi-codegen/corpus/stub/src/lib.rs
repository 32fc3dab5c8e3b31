//! The hand-written layer under a generated client, as signatures alone.

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use reqwest::header::HeaderMap;

pub type Bytes = Vec<u8>;
pub struct Response<T>(pub T);
pub struct ApiError;
pub struct RetryPolicy;

pub struct Operation {
    pub id: &'static str,
    pub operation_id: &'static str,
    pub method: reqwest::Method,
    pub path: &'static str,
    pub deprecated: bool,
    pub destructive: bool,
    pub successes: &'static [std::ops::RangeInclusive<u16>],
    pub empty_success_is_null: bool,
    answer: tolerance::Answer,
}

#[derive(Clone, Debug)]
pub struct ParameterError;

impl ParameterError {
    fn missing(_: &'static str) -> Self {
        Self
    }

    fn invalid(_: &'static str, _: &dyn std::fmt::Display) -> Self {
        Self
    }
}

impl From<ParameterError> for ApiError {
    fn from(_: ParameterError) -> Self {
        Self
    }
}

#[derive(Clone, Debug, Default)]
struct CallOptions;

impl CallOptions {
    fn timeout(self, _: std::time::Duration) -> Self {
        self
    }

    fn retry(self, _: RetryPolicy) -> Self {
        self
    }

    fn header<N, V>(self, _: N, _: V) -> Self {
        self
    }
}

pub trait IntoParameter<T, Form> {}
pub trait IntoOptional<T, Form> {}

pub struct Value;

impl<V, T> IntoParameter<T, Value> for V where V: TryInto<T, Error: std::fmt::Display> {}
impl<V, T, F> IntoOptional<T, F> for V where V: IntoParameter<T, F> {}

mod parameter {
    use super::{HeaderMap, IntoOptional, IntoParameter, ParameterError};

    pub(crate) fn required<T, F>(
        _: &'static str,
        _: impl IntoParameter<T, F>,
    ) -> Result<T, ParameterError> {
        Err(ParameterError)
    }

    pub(crate) fn optional<T, F>(
        _: &'static str,
        _: impl IntoOptional<T, F>,
    ) -> Result<Option<T>, ParameterError> {
        Ok(None)
    }

    pub(crate) fn header(
        _: &mut HeaderMap,
        _: &'static str,
        _: &impl std::fmt::Display,
    ) -> Result<(), ParameterError> {
        Ok(())
    }

    #[derive(serde::Serialize)]
    pub(crate) struct Query<'a, T>(&'a str, &'a T);

    impl<'a, T: serde::Serialize> Query<'a, T> {
        pub(crate) fn new(name: &'a str, value: &'a T) -> Self {
            Self(name, value)
        }
    }
}

mod transport {
    use super::{ApiError, Bytes, CallOptions, Client, Operation, Response};

    #[derive(Clone, Debug)]
    pub struct Transport;

    pub(crate) fn url(client: &Client, path: std::fmt::Arguments<'_>) -> String {
        format!("{}{path}", client.baseurl)
    }

    pub(crate) async fn send<T>(
        _: &Client,
        _: &'static Operation,
        _: reqwest::RequestBuilder,
        _: CallOptions,
        decode: fn(&[u8]) -> Result<T, ApiError>,
    ) -> Result<Response<T>, ApiError> {
        decode(&[]).map(Response)
    }

    pub(crate) fn json<T: serde::de::DeserializeOwned>(_: &[u8]) -> Result<T, ApiError> {
        Err(ApiError)
    }

    pub(crate) fn empty(_: &[u8]) -> Result<(), ApiError> {
        Ok(())
    }

    pub(crate) fn bytes(_: &[u8]) -> Result<Bytes, ApiError> {
        Ok(Bytes::new())
    }
}

fn encode_path(text: &str) -> String {
    text.to_owned()
}

fn rejected(value: &str, rule: &str) -> String {
    format!("{value}: {rule}")
}

mod tolerance {
    pub enum Shape {
        Any,
        Text,
        Word,
        Integer,
        Number,
        Boolean,
        List(&'static Shape),
        Map(&'static Shape),
        Object(&'static [Member]),
    }

    pub struct Answer(pub &'static Shape);

    pub struct Member;

    impl Member {
        pub const fn required(_: &'static str, _: &'static Shape) -> Self {
            Self
        }

        pub const fn optional(_: &'static str, _: &'static Shape) -> Self {
            Self
        }

        pub const fn defaulted(_: &'static str, _: &'static Shape) -> Self {
            Self
        }
    }
}

pub struct Pages<'a, B>(B, &'a ());
pub struct Items<'a, B>(B, &'a ());

impl<B: paging::Paged> Pages<'_, B> {
    fn of(call: B) -> Self {
        Self(call, &())
    }
}

impl<B: paging::Paged> Items<'_, B> {
    fn of(call: B) -> Self {
        Self(call, &())
    }
}

mod paging {
    use std::pin::Pin;

    use super::{ApiError, ParameterError, Response};

    pub struct Window {
        pub offset: Option<u64>,
        pub limit: Option<u64>,
    }

    pub type Call<'a, P> = Pin<Box<dyn Future<Output = Result<Response<P>, ApiError>> + Send + 'a>>;

    pub trait Paged: Clone {
        type Page: serde::Serialize;
        type Item;

        const PAGE_SIZE: u64;

        fn window(&self) -> Window;
        fn at(self, window: Window) -> Self;
        fn total(page: &Self::Page) -> Option<u64>;
        fn count(page: &Self::Page) -> usize;
        fn items(page: Self::Page) -> Vec<Self::Item>;
        fn call<'a>(self) -> Call<'a, Self::Page>
        where
            Self: 'a;
    }

    pub(crate) fn number(_: &impl serde::Serialize) -> Option<u64> {
        None
    }

    pub(crate) fn parameter<T>(_: &'static str, _: Option<u64>) -> Result<Option<T>, ParameterError> {
        Ok(None)
    }
}

#[derive(Clone, Copy, Debug, serde::Deserialize, serde::Serialize)]
pub struct Timestamp(u64);

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Timestamp {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

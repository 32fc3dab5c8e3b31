//! What an edit of a document does to the code of those who use what is generated of it.

use std::fmt::Write as _;

use openapi_document::Document;

use super::{RustItem, changes};

const THINGS: &str = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /things:
    post:
      operationId: addThing
      parameters:
        - {name: dry-run, in: query, schema: {type: boolean}}
        - {name: state, in: query, schema: {$ref: '#/components/schemas/State'}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses:
        '204': {description: Added.}
        '409': {description: There is one.}
components:
  schemas:
    State: {type: string, enum: [free, busy]}
    Thing:
      type: object
      properties:
        size: {type: integer, default: 0}
        open: {type: boolean, default: false}
";

/// Whether code that uses base may break, and the lines that differ, after one edit.
#[track_caller]
fn told(from: &str, to: &str) -> String {
    assert_eq!(THINGS.matches(from).count(), 1, "{from}");
    let parse = |text: &str| Document::parse("things.yaml", text.as_bytes()).unwrap();
    let (base, head) = (parse(THINGS), parse(&THINGS.replace(from, to)));
    let changes = changes(Some(&base), Some(&head)).unwrap();
    let mut text = match changes.is_breaking() {
        true => "breaking".to_owned(),
        false => "not breaking".to_owned(),
    };
    for line in changes.items().flat_map(RustItem::lines) {
        let _ = write!(text, "\n{line}");
    }
    text
}

/// The generator derives `Default` where each default is that of its type, and else writes it out.
#[test]
fn an_implementation_that_is_no_longer_derived_is_there_all_the_same() {
    insta::assert_snapshot!(told("{type: integer, default: 0}", "{type: integer, default: 5}"), @"not breaking");
    insta::assert_snapshot!(told("default: false", "default: true"), @"not breaking");
    let added = "{type: boolean, default: false}\n        name: {type: string, default: new}";
    insta::assert_snapshot!(told("{type: boolean, default: false}", added), @"
    not breaking
    + field types::Thing::name: String
    + fn types::builder::Thing::name<V, F>(self, V) -> Self where V: crate::IntoParameter<String, F>
    + option add-thing --name
    ");
}

/// Values are compared and cast by the order of the variants.
#[test]
fn the_order_of_an_enum_is_part_of_what_callers_use() {
    insta::assert_snapshot!(told("[free, busy]", "[busy, free]"), @"
    breaking
    - variant types::State::Busy = 1
    + variant types::State::Busy = 0
    - variant types::State::Free = 0
    + variant types::State::Free = 1
    ");
    insta::assert_snapshot!(told("[free, busy]", "[free, held, busy]"), @"
    breaking
    - variant types::State::Busy = 1
    + variant types::State::Busy = 2
    + variant types::State::Held = 1
    ");
    insta::assert_snapshot!(told("[free, busy]", "[free, busy, held]"), @"
    not breaking
    + variant types::State::Held = 2
    ");
}

#[test]
fn the_mock_and_the_command_line_are_what_people_use_too() {
    let status = "        '409': {description: There is one.}\n";
    insta::assert_snapshot!(told(status, ""), @"
    breaking
    - fn mock::operations::AddThingThen::conflict(self) -> Self
    ");
    insta::assert_snapshot!(told("name: dry-run", "name: try"), @"
    breaking
    - fn builder::AddThing<'a>::dry_run<V, F>(self, V) -> Self where V: crate::IntoOptional<bool, F>
    - fn mock::operations::AddThingWhen::dry_run<T>(self, T) -> Self where T: Into<Option<bool>>
    - option add-thing --dry-run
    + fn builder::AddThing<'a>::try_<V, F>(self, V) -> Self where V: crate::IntoOptional<bool, F>
    + fn mock::operations::AddThingWhen::try_<T>(self, T) -> Self where T: Into<Option<bool>>
    + option add-thing --try
    ");
    let renamed = told("operationId: addThing", "operationId: createThing");
    for gone in [
        "command add-thing",
        "struct mock::operations::AddThingWhen(…)",
    ] {
        assert!(renamed.contains(&format!("\n- {gone}\n")), "{renamed}");
    }
}

/// The trait of the mock is sealed, so nobody implements it.
#[test]
fn an_operation_more_breaks_nobody() {
    let operation = "paths:
  /others: {get: {operationId: listOthers, responses: {'204': {description: None.}}}}
";
    insta::assert_snapshot!(told("paths:\n", operation), @"
    not breaking
    + async fn builder::ListOthers<'a>::send(self) -> Result<crate::Response<()>, crate::ApiError>
    + command list-others
    + fn Client::list_others(&self) -> builder::ListOthers<'_>
    + fn builder::ListOthers<'a>::header<N, V>(self, N, V) -> Self where N: TryInto<::reqwest::header::HeaderName>, V: TryInto<::reqwest::header::HeaderValue>
    + fn builder::ListOthers<'a>::retry(self, crate::RetryPolicy) -> Self
    + fn builder::ListOthers<'a>::timeout(self, ::std::time::Duration) -> Self
    + fn mock::MockServerExt::list_others<F>(&self, F) -> ::httpmock::Mock<'_> where F: FnOnce(operations::ListOthersWhen, operations::ListOthersThen)
    + fn mock::operations::ListOthersThen::into_inner(self) -> ::httpmock::Then
    + fn mock::operations::ListOthersThen::new(::httpmock::Then) -> Self
    + fn mock::operations::ListOthersThen::no_content(self) -> Self
    + fn mock::operations::ListOthersThen::once(self) -> Self
    + fn mock::operations::ListOthersThen::times(self, usize) -> Self
    + fn mock::operations::ListOthersWhen::into_inner(self) -> ::httpmock::When
    + fn mock::operations::ListOthersWhen::new(::httpmock::When) -> Self
    + impl Clone for builder::ListOthers
    + impl Debug for builder::ListOthers
    + struct builder::ListOthers<'a> { … } #[non_exhaustive]
    + struct mock::operations::ListOthersThen(…)
    + struct mock::operations::ListOthersWhen(…)
    ");
}

#[test]
fn an_option_may_be_asked_for_less_and_not_more() {
    let (optional, required) = (
        "{name: dry-run, in: query, schema",
        "{name: dry-run, in: query, required: true, schema",
    );
    insta::assert_snapshot!(told(optional, required), @"
    breaking
    - fn builder::AddThing<'a>::dry_run<V, F>(self, V) -> Self where V: crate::IntoOptional<bool, F>
    + fn builder::AddThing<'a>::dry_run<V, F>(self, V) -> Self where V: crate::IntoParameter<bool, F>
    - fn mock::operations::AddThingWhen::dry_run<T>(self, T) -> Self where T: Into<Option<bool>>
    + fn mock::operations::AddThingWhen::dry_run(self, bool) -> Self
    - option add-thing --dry-run
    + option add-thing --dry-run required
    ");
}

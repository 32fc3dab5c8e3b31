//! What happens when the generator's output is no longer the one that the rewrites know.

use openapi_document::{Document, Findings};

use crate::{
    generate::{Output, generate},
    lower, polish,
    target::TARGET,
};

const CLI: Output<'_> = Output::Cli {
    client: TARGET.client_crate,
};
const MOCK: Output<'_> = Output::Mock {
    client: TARGET.client_crate,
};

const TEXT: &str = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /things/{id}:
    get:
      operationId: readThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, maxLength: 9, pattern: '^[a-z]+$'}}
        - {name: colour, in: query, schema: {type: string, enum: [red, green]}}
      responses:
        '200':
          description: The thing.
          content: {application/json: {schema: {type: object, properties: {name: {type: string}, state: {type: string, enum: [on, off]}}}}}
";

/// What is made of the generator's output after one text in it has become another.
fn polished(output: Output<'_>, from: &str, to: &str) -> Result<String, Findings> {
    let document = Document::parse("things.yaml", TEXT.as_bytes()).unwrap();
    let lowered = lower(&document).unwrap();
    let tokens = generate(&document, lowered.openapi(), output).unwrap();
    let text = tokens.to_string();
    assert!(text.contains(from), "{from}: {text}");
    let tokens = text.replace(from, to).parse().unwrap();
    match output {
        Output::Client => polish::client(&document, &lowered, tokens, &TARGET),
        Output::Cli { .. } => polish::cli(&document, &lowered, tokens, &TARGET),
        Output::Mock { .. } => polish::mock(&document, &lowered, tokens, &TARGET),
    }
}

#[test]
fn output_that_the_rewrites_know_is_used() {
    for output in [Output::Client, CLI, MOCK] {
        polished(output, "read_thing", "read_thing").unwrap();
    }
}

/// The file at `path` of what is generated from `text`.
fn generated(text: &str, path: &str) -> String {
    let document = Document::parse("things.yaml", text.as_bytes()).unwrap();
    let artifacts = crate::artifacts(&document, &TARGET);
    let artifacts = artifacts.unwrap_or_else(|findings| panic!("{findings}"));
    let found = artifacts.into_iter().find(|artifact| artifact.path == path);
    found.unwrap().contents
}

#[test]
fn a_command_line_without_commands_matches_a_value_that_cannot_be() {
    let empty = "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\npaths: {}\n";
    let cli = generated(empty, TARGET.cli);
    assert!(
        cli.contains("match *self {}") && !cli.contains("match self {"),
        "{cli}"
    );
}

#[test]
fn an_unsigned_integer_of_no_size_holds_large_ones() {
    let text = TEXT.replace(
        "name: {type: string}",
        "name: {type: integer, format: uint}",
    );
    let client = generated(&text, TARGET.client);
    assert!(
        client.contains("pub name: ::std::option::Option<u64>"),
        "{client}"
    );
}

#[test]
fn each_of_several_successes_has_a_shape_by_its_status() {
    let text = TEXT.to_owned()
        + "        '202':
          description: Not yet.
          content: {application/json: {schema: {type: object, required: [left], properties: {left: {type: integer}, why: {type: string, enum: [late]}}}}}
        '203': {description: As text., content: {text/plain: {}}}
        '204': {description: None.}
";
    let client = generated(&text, TARGET.client);
    let client = client.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        r#"static ReadThingAcceptedBody: Shape = Shape::Object( &[ Member::required("left", &Shape::Integer), Member::optional("why", &Shape::Word), ], )"#,
        r#"static ReadThingResponse: Shape = Shape::Object( &[ Member::required("ok", &shapes::ReadThingOkBody), Member::required("accepted", &shapes::ReadThingAcceptedBody), Member::required("non_authoritative_information", &Shape::Text), ], )"#,
        "answer: Answer(&shapes::ReadThingResponse)",
        // The status has said which of them it is, so no other may fit a value that is not listed.
        "pub enum ReadThingAcceptedBodyWhy { #[serde(rename = \"late\")] Late, /// A value that the document does not list, as the service has written it. #[serde(untagged)] Unknown(::std::string::String), }",
    ] {
        assert!(client.contains(expected), "{expected}\n{client}");
    }
}

#[test]
fn a_component_that_may_be_null_has_another_type_for_what_is_not() {
    for title in ["Cause", "cause", "Other"] {
        let text = TEXT.replace(
            "{type: object, properties: {name: {type: string}, state: {type: string, enum: [on, off]}}}",
            "{$ref: '#/components/schemas/Cause'}",
        );
        let text = format!(
            "{text}components:
  schemas:
    Cause: {{title: {title}, type: object, nullable: true, properties: {{a: {{type: string}}}}}}
    Other: {{type: object, properties: {{cause: {{$ref: '#/components/schemas/Cause'}}}}}}
"
        );
        let client = generated(&text, TARGET.client);
        let inner = "pub struct Cause(pub ::std::option::Option<CauseInner>)";
        assert!(client.contains(inner), "{title}: {client}");
    }
}

#[test]
fn a_member_that_refers_to_its_own_type_is_an_option_and_left_out_where_it_is_absent() {
    let text = TEXT.replace(
        "{type: object, properties: {name: {type: string}, state: {type: string, enum: [on, off]}}}",
        "{$ref: '#/components/schemas/Chain'}",
    );
    let text = format!(
        "{text}components:
  schemas:
    Chain:
      type: object
      properties:
        other: {{$ref: '#/components/schemas/Ring'}}
        wrapped: {{allOf: [{{$ref: '#/components/schemas/Chain'}}]}}
    Ring:
      type: object
      required: [before]
      properties: {{before: {{allOf: [{{$ref: '#/components/schemas/Ring'}}], nullable: true}}}}
"
    );
    let client = generated(&text, TARGET.client);
    assert!(!client.contains("Box<::std::option::Option"), "{client}");
    for (name, ty) in [("wrapped", "Chain"), ("before", "Ring")] {
        let field = format!("pub {name}: ::std::option::Option<::std::boxed::Box<{ty}>>");
        let (attribute, _) = client.split_once(&field).unwrap();
        let attribute = attribute.trim_end().lines().last().unwrap();
        let is_left_out = attribute.contains("skip_serializing_if");
        assert_eq!(is_left_out, name != "before", "{attribute}");
    }
}

#[test]
fn a_point_in_time_is_an_option_of_the_command_line() {
    let text = TEXT.replace("enum: [red, green]", "format: date-time");
    let cli = generated(&text, TARGET.cli);
    let own = format!("::{}::Timestamp", TARGET.client_crate);
    assert!(cli.contains(&own), "{cli}");
}

#[test]
fn a_command_without_options_names_no_argument() {
    let text = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths: {/things: {get: {operationId: listThings, responses: {'204': {description: None.}}}}}
";
    let cli = generated(text, TARGET.cli);
    let (_, execution) = cli.split_once("fn execute_list_things").unwrap();
    let (arguments, _) = execution.split_once("->").unwrap();
    assert!(arguments.contains("_: &::clap::ArgMatches"), "{arguments}");
    assert!(!arguments.contains("matches"), "{arguments}");
}

#[test]
fn a_success_without_a_body_beside_one_of_bytes_is_one_of_no_bytes() {
    let bytes = "content: {application/octet-stream: {schema: {type: string, format: binary}}}";
    let json = "          content: {application/json";
    let (start, _) = TEXT.split_once(json).unwrap();
    let text = format!("{start}          {bytes}\n        '202': {{description: Later.}}\n");
    let client = generated(&text, TARGET.client);
    assert!(client.contains("crate::Response<crate::Bytes>"), "{client}");
    assert!(
        client.contains("successes: &[200u16..=200u16, 202u16..=202u16]"),
        "{client}"
    );
}

#[test]
fn a_parameter_may_have_the_name_of_what_must_not_be_left() {
    for name in [
        "regress",
        "encode_path",
        "progenitor_client",
        "options",
        "timeout",
    ] {
        let text = TEXT.replace("colour", name);
        let document = Document::parse("things.yaml", text.as_bytes()).unwrap();
        crate::artifacts(&document, &TARGET).unwrap_or_else(|findings| panic!("{findings}"));
    }
}

#[test]
fn a_component_may_have_the_name_of_what_is_left_out_or_looked_for() {
    for name in [
        "Client",
        "Error",
        "OperationInfo",
        "Regex",
        "ResponseValue",
        "Utc",
        "Value",
        "builder",
        "match",
    ] {
        let text = format!(
            "{}components: {{schemas: {{{name}: {{type: object, properties: {{name: {{type: string}}}}}}}}}}\n",
            TEXT.replace(
                "{type: object, properties: {name: {type: string}, state: {type: string, enum: [on, off]}}}",
                &format!("{{$ref: '#/components/schemas/{name}'}}"),
            )
        );
        assert!(text.contains("$ref"), "{text}");
        let client = generated(&text, TARGET.client);
        assert_eq!(client.matches("crate::transport::send(").count(), 1);
    }
}

#[test]
fn a_component_called_value_is_not_any_value() {
    let body = "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Whole'}}}}";
    let text = TEXT.replace("    get:", &format!("    put:\n      {body}"));
    let text = format!(
        "{text}components:
  schemas:
    Value: {{type: object, properties: {{amount: {{type: integer}}}}}}
    Base: {{type: object, properties: {{v: {{allOf: [{{$ref: '#/components/schemas/Value'}}], nullable: true}}}}}}
    Whole:
      allOf:
      - $ref: '#/components/schemas/Base'
      - {{type: object, properties: {{v: {{allOf: [{{$ref: '#/components/schemas/Value'}}], nullable: true}}}}}}
"
    );
    let client = generated(&text, TARGET.client);
    let (_, whole) = client.split_once("pub struct Whole {").unwrap();
    let (whole, _) = whole.split_once('}').unwrap();
    let both = "pub v: ::std::option::Option<::std::option::Option<Value>>";
    assert!(whole.contains(both), "{whole}");
}

#[test]
fn an_operation_may_have_the_name_of_what_is_left_out_or_looked_for() {
    for name in [
        "async",
        "builder",
        "match",
        "progenitor_client",
        "regress",
        "types",
        "utc",
    ] {
        let client = generated(&TEXT.replace("readThing", name), TARGET.client);
        assert_eq!(client.matches("crate::transport::send(").count(), 1);
    }
}

#[test]
fn what_is_compared_is_refused_where_what_is_printed_is() {
    let document = Document::parse("things.yaml", TEXT.as_bytes()).unwrap();
    let lowered = lower(&document).unwrap();
    let tokens = generate(&document, lowered.openapi(), Output::Client).unwrap();
    let text = tokens.to_string();
    let left = text.replacen(
        "pub mod types",
        "pub type Left = :: regress :: Regex ; pub mod types",
        1,
    );
    assert_ne!(left, text);
    for bodies in [polish::Bodies::Whole, polish::Bodies::LeftOut] {
        let tokens = left.parse().unwrap();
        let refused = match bodies {
            polish::Bodies::Whole => polish::client(&document, &lowered, tokens, &TARGET).err(),
            polish::Bodies::LeftOut => {
                polish::client_syntax(&document, &lowered, tokens, bodies).err()
            }
        };
        let refused = refused.unwrap().to_string();
        assert!(
            refused.contains("the rewrite `patterns` left `regress`"),
            "{refused}"
        );
    }
}

#[test]
fn output_that_a_rewrite_does_not_know_is_refused_with_the_name_of_the_rewrite() {
    for (output, from, to, rewrite) in [
        (
            Output::Client,
            " was not initialized",
            " is missing",
            "missing parameters",
        ),
        (
            Output::Client,
            "TryInto < types :: ReadThingId >",
            "Into < types :: ReadThingId >",
            "conversions",
        ),
        (
            Output::Client,
            "\"longer than 9 characters\" . into ()",
            "String :: from (\"too long\") . into ()",
            "rejections",
        ),
        (
            Output::Client,
            "encode_path (& id",
            "progenitor_client :: encode_path (& id",
            "imports of the library",
        ),
        (
            Output::Client,
            "use super :: { encode_path ,",
            "use super :: {",
            "encode_path",
        ),
        (
            Output::Client,
            "client . baseurl",
            "client . base_url ()",
            "addresses",
        ),
        (
            Output::Client,
            "pub use progenitor_client",
            "pub use ::progenitor",
            "imports of the library",
        ),
        (
            Output::Client,
            "impl ClientInfo",
            "impl Info",
            "traits of the library",
        ),
        (
            Output::Client,
            "ResponseValue :: from_response",
            "ResponseValue :: < _ > :: read",
            "answers",
        ),
        (
            Output::Client,
            "match response . status () . as_u16 ()",
            "let _ = response . status () . as_u16 (); match 200",
            "answers",
        ),
        (
            Output::Client,
            "OperationInfo { operation_id",
            "Info { operation_id",
            "answers",
        ),
        (Output::Client, ". build () ?", ". finish () ?", "answers"),
        (
            Output::Client,
            ":: api_version ()",
            ":: version ()",
            "versions of the API",
        ),
        (
            Output::Client,
            "Error :: InvalidRequest",
            "Error :: Custom",
            "checked parameters",
        ),
        (
            Output::Client,
            "pub async fn send",
            "pub async fn call",
            "sends",
        ),
        (
            Output::Client,
            "let Self { client",
            "let super :: builder :: ReadThing { client",
            "settings of calls",
        ),
        (
            Output::Client,
            "pub fn new_with_client",
            "pub fn with_client",
            "constructors",
        ),
        (
            Output::Client,
            "pub fn read_thing",
            "pub fn get_thing",
            "methods of operations",
        ),
        (
            Output::Client,
            ". find (value)",
            ". matches (value)",
            "patterns",
        ),
        (
            Output::Client,
            "pub mod types",
            "pub mod schemas",
            "derives of the types",
        ),
        (
            Output::Client,
            "# [derive (:: serde :: Deserialize , :: serde :: Serialize , Clone , Copy",
            "# [derive (:: serde :: Serialize , Clone , Copy",
            "readers of enumerations",
        ),
        (
            Output::Client,
            "match * self",
            "match self",
            "texts of enumerations",
        ),
        (
            Output::Client,
            "pub struct Client",
            "pub struct Api",
            "derives of the client",
        ),
        (CLI, "trait CliConfig", "trait Callbacks", "callbacks"),
        (
            CLI,
            "fn cli_read_thing",
            "fn command_read_thing",
            "subcommands",
        ),
        (
            CLI,
            "fn execute_read_thing",
            "fn run_read_thing",
            "executions",
        ),
        (CLI, ". send ()", ". call ()", "sendings"),
        (
            CLI,
            "self . config . execute_read_thing",
            "self . callbacks . execute_read_thing",
            "overrides of requests",
        ),
        (
            MOCK,
            "fn read_thing",
            "fn mock_read_thing",
            "methods of the mock",
        ),
        (MOCK, "path_matches", "path_fits", "conditions on paths"),
        (MOCK, "self . mock (", "self . add (", "unmatched requests"),
    ] {
        let findings = polished(output, from, to).expect_err(to).to_string();
        let named = format!("the rewrite `{rewrite}`");
        assert!(findings.contains(&named), "{to}: {findings}");
    }
}

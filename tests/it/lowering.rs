//! Lowering: which Rust types an operation gets for each combination of responses.

use openapi_codegen::{PublicApi, lower};
use openapi_document::{Document, Findings, Operation, Operations};
use openapi_lint::naming::{method_name, operation_id};

use crate::support::{artifacts, parse, with_responses, with_responses_of_many};

/// For each operation of a document, in the order of [`Operations`]: the type of its success, and
/// whether an empty body of a success stands for `null`. Or the refusal.
fn outcomes(document: &Document) -> Result<Vec<String>, Findings> {
    let artifacts = artifacts(document)?;
    let client = artifacts
        .iter()
        .find(|artifact| artifact.path == "crates/dcs-client/src/generated.rs")
        .unwrap();
    let api = PublicApi::of(&client.contents).unwrap();
    let lowered = lower(document)?;
    let empty_success: Vec<_> = lowered.empty_success().collect();
    let operations = Operations::of(document);
    let outcome = |operation: &Operation<'_>| {
        let id = operation_id(operation);
        let builder = id.replacen("get", "Get", 1);
        let method = format!("builder::{builder}<'a>::send(self) -> ");
        let (_, result) = api
            .lines()
            .find_map(|line| line.split_once(&method))
            .unwrap();
        let null = if empty_success.contains(&method_name(operation).as_str()) {
            "; empty success is null"
        } else {
            ""
        };
        let success = result
            .strip_prefix("Result<crate::Response<")
            .and_then(|result| result.strip_suffix(">, crate::ApiError>"))
            .unwrap();
        format!("{success}{null}")
    };
    Ok(operations.iter().map(outcome).collect())
}

/// The outcome for a document with one operation.
fn outcome(document: &Document) -> String {
    match outcomes(document) {
        Ok(outcomes) => outcomes.concat(),
        Err(findings) => findings.to_string(),
    }
}

/// Writes a response: `-` has no body, `ref NAME` has a JSON body of that component, `bytes` has one of
/// bytes, `as TYPE` has a body of that media type and of the component `Thing`, `use NAME` refers to a
/// response of the components, and anything else is the inline schema of a JSON body.
fn response(body: &str) -> String {
    let content = match body.split_once(' ') {
        Some(("use", name)) => return format!("{{$ref: '#/components/responses/{name}'}}"),
        Some(("ref", name)) => {
            format!("application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}")
        }
        Some(("as", name)) => {
            format!("{name}: {{schema: {{$ref: '#/components/schemas/Thing'}}}}")
        }
        _ if body == "-" => return "{description: No body.}".to_owned(),
        _ if body == "bytes" => "application/octet-stream: {}".to_owned(),
        _ => format!("application/json: {{schema: {body}}}"),
    };
    format!("{{description: A body., content: {{{content}}}}}")
}

/// Statuses, and what [`response`] makes of each.
type Responses<'a> = &'a [(&'a str, &'a str)];

fn yaml(responses: Responses<'_>) -> String {
    let yaml: Vec<_> = responses
        .iter()
        .map(|(status, body)| format!("'{status}': {}", response(body)))
        .collect();
    yaml.join("\n")
}

/// Checks that responses are refused, with which words.
#[track_caller]
fn refused(responses: Responses<'_>, expected: &str) {
    let yaml = yaml(responses);
    assert_eq!(outcome(&with_responses(&yaml)), expected, "for\n{yaml}");
}

/// Checks the outcome for the responses of each case. They are in one document, which is generated
/// much faster than one for each; `getThing` is the name of each operation.
#[track_caller]
fn check(cases: &[(Responses<'_>, String)]) {
    let document = with_responses_of_many(cases.iter().map(|(responses, _)| yaml(responses)));
    let outcomes = outcomes(&document).unwrap_or_else(|findings| panic!("{findings}"));
    assert_eq!(outcomes.len(), cases.len());
    for (index, ((responses, expected), outcome)) in cases.iter().zip(outcomes).enumerate() {
        let outcome = outcome.replace(&format!("GetThing{index}"), "GetThing");
        assert_eq!(outcome, *expected, "for\n{}", yaml(responses));
    }
}

#[test]
fn success_with_and_without_a_body_is_an_option() {
    let object = "{type: object, properties: {a: {type: string}}, required: [a]}";
    let cases = [
        ("ref Thing", "types::Thing"),
        // A required property makes no difference: the body is absent, not an object without it.
        ("ref Named", "types::Named"),
        (object, "types::GetThingResponse"),
        (
            "{type: array, items: {type: string}}",
            "::std::vec::Vec<String>",
        ),
        ("{type: string}", "String"),
        ("{type: string, nullable: true}", "String"),
        ("{type: integer}", "i64"),
        ("{}", "::serde_json::Value"),
        ("{type: boolean}", "bool"),
        ("{enum: [a, b]}", "types::GetThingResponse"),
        ("{type: string, enum: [a, b]}", "types::GetThingResponse"),
        // No names would tell the values apart.
        ("{type: string, enum: ['<', '>']}", "String"),
        ("{enum: ['<', '>']}", "String"),
        (
            "{oneOf: [{type: string}, {type: integer}]}",
            "types::GetThingResponse",
        ),
        (
            "{type: object, additionalProperties: {type: string}}",
            "::std::collections::HashMap<String, String>",
        ),
    ];
    for statuses in [&["200"][..], &["2XX"], &["200", "202"]] {
        let responses = cases.map(|(body, _)| {
            let with_body = statuses.iter().map(|status| (*status, body));
            with_body.chain([("204", "-")]).collect::<Vec<_>>()
        });
        let outcomes = cases.map(|(_, ty)| format!("Option<{ty}>; empty success is null"));
        let cases: Vec<_> = responses.iter().map(Vec::as_slice).zip(outcomes).collect();
        check(&cases);
    }
}

#[test]
fn success_statuses_that_agree_stay_as_they_are() {
    let cases: [(Responses<'_>, &str); 8] = [
        (&[("200", "ref Thing")], "types::Thing"),
        (
            &[("200", "ref Thing"), ("202", "ref Thing")],
            "types::Thing",
        ),
        (&[("302", "-"), ("200", "ref Thing")], "types::Thing"),
        (&[("204", "-")], "()"),
        (&[("200", "-"), ("204", "-")], "()"),
        (&[("200", "bytes")], "crate::Bytes"),
        // No body is one of no bytes.
        (&[("200", "bytes"), ("204", "-")], "crate::Bytes"),
        (&[("101", "-")], "()"),
    ];
    check(&cases.map(|(responses, ty)| (responses, ty.to_owned())));
}

#[test]
fn a_media_type_says_whether_a_body_has_the_type_of_its_schema_or_is_text_or_bytes() {
    let typed = [
        "as application/vnd.things.v1+json",
        "as text/json",
        "as '*/*'",
        "as Application/JSON; charset=utf-8",
    ];
    let text = ["as text/html", "as application/xml", "as image/svg+xml"];
    let bytes = ["as image/png", "as application/cbor", "as multipart/mixed"];
    let all = [
        (&typed[..], "types::Thing"),
        (&text, "String"),
        (&bytes, "crate::Bytes"),
    ];
    let all = all
        .iter()
        .flat_map(|(bodies, ty)| bodies.iter().map(move |body| (*body, *ty)));
    let all: Vec<_> = all
        .map(|(body, ty)| ([("200", body)], ty.to_owned()))
        .collect();
    let cases: Vec<_> = all
        .iter()
        .map(|(responses, ty)| (responses.as_slice(), ty.clone()))
        .collect();
    check(&cases);
}

#[test]
fn errors_of_any_schemas_are_the_clients_own_error() {
    let cases: [Responses<'_>; 9] = [
        &[("404", "ref Error"), ("500", "ref StrictError")],
        &[
            ("404", "bytes"),
            ("4XX", "{type: object, properties: {a: {type: string}}}"),
            ("default", "ref Error"),
        ],
        &[("404", "ref Error")],
        &[("404", "ref Error"), ("500", "-")],
        &[("404", "ref StrictError"), ("500", "-")],
        &[("404", "-")],
        &[("404", "bytes")],
        &[("404", "use Failed"), ("410", "use Gone")],
        &[("404", "use Indirect")],
    ];
    let responses = cases.map(|errors| [&[("204", "-")], errors].concat());
    let responses = responses.iter().map(Vec::as_slice);
    let cases: Vec<_> = responses.map(|it| (it, "()".to_owned())).collect();
    check(&cases);
}

#[test]
fn default_beside_a_success_describes_the_errors() {
    let cases: [(Responses<'_>, &str); 4] = [
        (
            &[("200", "ref Thing"), ("default", "ref Error")],
            "types::Thing",
        ),
        (
            &[
                ("200", "ref Thing"),
                ("4XX", "ref Error"),
                ("default", "ref Error"),
            ],
            "types::Thing",
        ),
        (
            &[
                ("200", "ref Thing"),
                ("204", "-"),
                ("404", "ref Error"),
                ("default", "-"),
            ],
            "Option<types::Thing>; empty success is null",
        ),
        (
            &[("default", "ref Error"), ("404", "ref Error")],
            "types::Error",
        ),
    ];
    check(&cases.map(|(responses, outcome)| (responses, outcome.to_owned())));
}

#[test]
fn successes_that_differ_are_one_enumeration() {
    let cases: [Responses<'_>; 7] = [
        &[("200", "ref Thing"), ("201", "ref Named")],
        &[("200", "ref Thing"), ("202", "as text/plain"), ("204", "-")],
        &[
            ("200", "{type: string}"),
            ("2XX", "{type: array, items: {type: string}}"),
        ],
        &[
            ("200", "{type: object, properties: {a: {type: string}}}"),
            ("201", "{type: object, properties: {b: {type: string}}}"),
            ("default", "ref Error"),
        ],
        &[("200", "use Failed"), ("299", "ref Thing")],
        &[("200", "bytes"), ("206", "ref Thing")],
        &[("200", "as text/plain"), ("201", "bytes")],
    ];
    check(&cases.map(|responses| (responses, "types::GetThingResponse".to_owned())));
}

#[test]
fn a_change_of_protocol_beside_another_success_is_refused_with_both_places() {
    refused(
        &[("101", "-"), ("200", "ref Thing")],
        "things.yaml:9:9: error[different-response-bodies]: the responses `101` and `200` differ, of \
         which one is a change of protocol (`101`: things.yaml:8:9); describe the change of protocol \
         in an operation of its own",
    );
}

#[test]
fn a_default_that_is_success_and_error_at_once_is_refused() {
    for default in ["ref Thing", "-"] {
        refused(
            &[("default", default), ("404", "ref Error")],
            "things.yaml:8:9: error[ambiguous-default-response]: `default` is the only success of \
             this operation, and its body is not that of `404` (`404`: things.yaml:9:9); add the \
             success status, such as `200`; `default` then describes the errors",
        );
    }
}

#[test]
fn a_json_body_without_a_schema_is_any_value_or_none() {
    let document = with_responses("'200': {description: Odd., content: {application/json: {}}}");
    assert_eq!(
        outcome(&document),
        "::serde_json::Value; empty success is null"
    );
    let error =
        "'204': {description: Done.}\n'404': {description: Odd., content: {application/json: {}}}";
    assert_eq!(outcome(&with_responses(error)), "()");
    let lowered = lower(&document).unwrap();
    let notes: Vec<_> = lowered.notes().map(|note| note.message.as_str()).collect();
    assert_eq!(
        notes,
        ["the JSON body of `200` has no schema, so it may be any value, or none"]
    );
}

#[test]
fn status_codes_may_be_written_with_and_without_quotes() {
    let quoted = with_responses("'200': {description: Fine.}");
    let bare = with_responses("200: {description: Fine.}");
    assert_eq!(outcome(&quoted), outcome(&bare));
}

#[test]
fn a_header_parameter_that_openapi_ignores_is_nobodys_to_give() {
    let text = "
openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /things:
    parameters: [{name: ACCEPT, in: header, schema: {type: string}}]
    get:
      operationId: getThing
      parameters:
        - {name: authorization, in: header, required: true, schema: {type: string}}
        - $ref: '#/components/parameters/Type'
        - {name: X-Language, in: header, schema: {type: string}}
      responses: {'204': {description: Fine.}}
components:
  parameters:
    Type: {name: Content-Type, in: header, schema: {type: string}}
";
    let document = parse("things.yaml", text);
    for artifact in artifacts(&document).unwrap() {
        let code = artifact.contents.to_lowercase();
        for ignored in ["fn accept(", "authorization", "content_type"] {
            assert!(!code.contains(ignored), "{ignored} in {}", artifact.path);
        }
        assert!(code.contains("language"), "{}", artifact.path);
    }
    let client = lower(&document).unwrap();
    let operation = &client.openapi().paths.paths["/things"].as_item().unwrap();
    assert!(operation.parameters.is_empty());
    assert_eq!(operation.get.as_ref().unwrap().parameters.len(), 1);
}

#[test]
fn which_of_two_names_is_changed_does_not_depend_on_their_order() {
    let document = |names: [&str; 2]| {
        let [paths, schemas] = [
            names.map(|name| {
                format!(
                    "  /{name}: {{get: {{operationId: {name}, responses: {{'200': {{description: Fine., \
                     content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}}}}}}}\n"
                )
            }),
            names.map(|name| {
                format!("    {name}: {{type: object, properties: {{{name}: {{type: string}}}}}}\n")
            }),
        ];
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\npaths:\n{}components:\n  schemas:\n{}",
            paths.concat(),
            schemas.concat()
        );
        parse("things.yaml", &text)
    };
    let [one, other] = [["read_thing", "readThing"], ["readThing", "read_thing"]].map(document);
    let [made, again] = [&one, &other].map(|document| artifacts(document).unwrap());
    assert_eq!(made, again);
    let api = PublicApi::of(&made[1].contents).unwrap();
    let builders =
        "builder::ReadThing2<'a>::send(self) -> Result<crate::Response<types::ReadThing2>";
    assert!(
        api.lines().any(|line| line.contains(builders)),
        "{}",
        made[1].contents
    );
    let lowered = lower(&one).unwrap();
    let paths = &lowered.openapi().paths.paths;
    let id = |path: &str| {
        paths[path]
            .as_item()
            .unwrap()
            .get
            .as_ref()
            .unwrap()
            .operation_id
            .clone()
    };
    assert_eq!(id("/readThing").as_deref(), Some("readThing"));
    assert_eq!(id("/read_thing").as_deref(), Some("read_thing2"));
}

//! A schema written in two ways, sent and received, and what the difference between them means.
//!
//! Beside the table of single edits in `rules`, for what needs two schemas that the shared
//! document does not have: above all those that say the same in other words.

use openapi_review::{ChangeLevel, Review, Versions};

use super::support::{changes, parse};

/// A document in which a property with this schema is sent and received.
fn document(schema: &str) -> String {
    let body = format!(
        "content: {{application/json: {{schema: {{type: object, properties: {{p: {schema}}}}}}}}}"
    );
    format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /a:
    post:
      requestBody: {{{body}}}
      responses: {{'200': {{description: Done., {body}}}}}
components:
  schemas:
    Cat: {{type: object, properties: {{name: {{type: string}}}}}}
    Dog: {{type: object, properties: {{name: {{type: string}}}}}}
"
    )
}

/// Each of `expected` is the level and the id of a change.
#[track_caller]
fn check(base: &str, head: &str, expected: &[&str]) {
    let found = changes(&parse(&document(base)), &parse(&document(head)));
    let found: Vec<_> = found
        .iter()
        .map(|change| format!("{} {}", change.level, change.id))
        .collect();
    assert_eq!(found, expected, "{base} → {head}");
}

/// Each pair says the same, so nothing that differs is more than its notation.
#[test]
fn what_means_the_same_breaks_nobody() {
    for (one, other) in [
        ("{enum: [1, 2]}", "{enum: [1.0, 2]}"),
        ("{enum: [a, b]}", "{enum: [b, a]}"),
        ("{enum: [a, b]}", "{enum: [a, b, a]}"),
        ("{required: [a, b]}", "{required: [b, a]}"),
        ("{type: string}", "{type: string, minLength: 0}"),
        (
            "{type: array, items: {}}",
            "{type: array, items: {}, minItems: 0}",
        ),
        ("{type: object}", "{type: object, minProperties: 0}"),
        (
            "{type: object}",
            "{type: object, additionalProperties: true}",
        ),
        ("{type: object}", "{type: object, additionalProperties: {}}"),
        (
            "{type: object, additionalProperties: true}",
            "{type: object, additionalProperties: {}}",
        ),
        ("{type: string}", "{type: string, pattern: '.*'}"),
        ("{type: string}", "{type: string, pattern: ''}"),
        (
            "{type: string, pattern: '.*'}",
            "{type: string, pattern: '^.*$'}",
        ),
        ("{type: string}", "{type: string, nullable: false}"),
        ("{maximum: 1}", "{maximum: 1.0}"),
        (
            "{type: integer, maximum: 9, exclusiveMaximum: true}",
            "{type: integer, maximum: 8}",
        ),
        (
            "{type: integer, minimum: 0, exclusiveMinimum: true}",
            "{type: integer, minimum: 1, exclusiveMinimum: false}",
        ),
        (
            "{type: integer, maximum: 8.0, exclusiveMaximum: true}",
            "{type: integer, maximum: 7.5}",
        ),
        (
            "{oneOf: [{type: string}, {type: integer}]}",
            "{oneOf: [{type: integer}, {type: string}]}",
        ),
        (
            "{anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}",
            "{anyOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]}",
        ),
        (
            "{oneOf: [{enum: [1]}, {enum: [a]}]}",
            "{oneOf: [{enum: [1.0]}, {enum: [a]}]}",
        ),
    ] {
        for (base, head) in [(one, other), (other, one)] {
            let found = changes(&parse(&document(base)), &parse(&document(head)));
            for change in &found {
                assert_eq!(
                    change.level,
                    ChangeLevel::Info,
                    "{base} → {head}: {}",
                    change.text
                );
                assert_eq!(change.id, "api-notation-changed", "{base} → {head}");
            }
            let is_equal = matches!(one, "{maximum: 1}" | "{enum: [1, 2]}")
                || one.starts_with("{oneOf: [{enum");
            assert_eq!(found.is_empty(), is_equal, "{base} → {head} differ");
        }
    }
}

#[test]
fn a_number_in_an_enumeration_is_known_by_its_value() {
    check(
        "{enum: [1, {a: 1, b: 2}]}",
        "{enum: [1.0, {b: 2, a: 1.0}, 3]}",
        &[
            "warning response-property-enum-value-added",
            "info request-property-enum-value-added",
        ],
    );
}

/// What a bound leaves out decides only where the numbers are the same.
#[test]
fn a_bound_is_compared_with_what_it_leaves_out() {
    let narrower = [
        "error request-property-max-decreased",
        "info response-property-max-decreased",
    ];
    let wider = [
        "error response-property-max-increased",
        "info request-property-max-increased",
    ];
    let notation = "api-notation-changed";
    for (base, head, expected) in [
        (
            "{type: integer, maximum: 9, exclusiveMaximum: true}",
            "{type: integer, maximum: 7}",
            narrower,
        ),
        (
            "{type: integer, maximum: 9, exclusiveMaximum: true}",
            "{type: integer, maximum: 9.5}",
            wider,
        ),
        (
            "{type: integer, maximum: 8}",
            "{type: integer, maximum: 10, exclusiveMaximum: true}",
            wider,
        ),
        // Between the two stand others than integers.
        (
            "{type: number, maximum: 9, exclusiveMaximum: true}",
            "{type: number, maximum: 8}",
            narrower,
        ),
        (
            "{type: number, maximum: 8}",
            "{type: number, maximum: 9, exclusiveMaximum: true}",
            wider,
        ),
    ] {
        let found = changes(&parse(&document(base)), &parse(&document(head)));
        let told = found.iter().filter(|change| change.id != notation);
        let told = told.map(|change| format!("{} {}", change.level, change.id));
        assert_eq!(told.collect::<Vec<_>>(), expected, "{base} → {head}");
    }
}

#[test]
fn a_large_integer_grows_by_one() {
    check(
        "{type: integer, maximum: 9223372036854775806}",
        "{type: integer, maximum: 9223372036854775807}",
        &[
            "error response-property-max-increased",
            "info request-property-max-increased",
        ],
    );
}

#[test]
fn a_variant_before_the_others_is_no_other_order() {
    check(
        "{oneOf: [{type: string}, {type: integer}]}",
        "{oneOf: [{type: boolean}, {type: string}, {type: integer}]}",
        &[
            "error response-property-one-of-added",
            "info request-property-one-of-added",
        ],
    );
}

/// A header that is an object has words of its own.
#[test]
fn a_property_of_a_header_is_named_as_such() {
    let document = |schema: &str| {
        parse(&format!(
            "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /a:
    get:
      parameters: [{{name: X-A, in: header, schema: {schema}}}]
      responses: {{'200': {{description: Done.}}}}
"
        ))
    };
    let base = document("{type: object, properties: {a: {type: string}, b: {type: string}}}");
    let head = document(
        "{type: object, required: [b, c], properties: {a: {enum: [x], type: string}, b: {type: string}, c: {type: string}}}",
    );
    let ids: Vec<_> = changes(&base, &head)
        .into_iter()
        .map(|change| format!("{} {}", change.level, change.id))
        .collect();
    assert_eq!(
        ids,
        [
            "error request-header-property-became-required",
            "error request-header-property-became-enum",
            "error new-required-request-header-property",
        ]
    );
}

/// The paths of a document, each with one operation of the same name.
#[track_caller]
fn check_paths(base: &str, head: &str, expected: &[&str]) {
    let document = |path: &str| {
        parse(&format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{{path}: {{get: {{responses: {{}}}}}}}}\n"
        ))
    };
    let found: Vec<_> = changes(&document(base), &document(head))
        .into_iter()
        .map(|change| format!("{} {}: {}", change.level, change.id, change.text))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_path_whose_parameters_nobody_describes_is_renamed() {
    check_paths(
        "'/a/{x}'",
        "'/a/{y}'",
        &["info api-notation-changed: path `/a/{y}` was `/a/{x}`"],
    );
}

#[test]
fn alternatives_with_the_same_scheme_are_told_apart() {
    let document = |scopes: [&str; 2]| {
        let [first, second] = scopes;
        parse(&format!(
            "openapi: 3.0.3
info: {{title: T, version: '1'}}
security: [{{oauth: [{first}]}}, {{oauth: [{second}]}}]
paths: {{}}
"
        ))
    };
    let found: Vec<_> = changes(&document(["read", "write"]), &document(["all", "write"]))
        .into_iter()
        .map(|change| change.id)
        .collect();
    assert_eq!(
        found,
        [
            "api-global-security-scope-removed",
            "api-global-security-scope-added"
        ]
    );
}

/// The generator numbers variants that have no name by their order.
#[test]
fn variants_in_another_order_may_break_rust() {
    let round = "{type: object, additionalProperties: false, properties: {radius: {type: string}}}";
    let square = "{type: object, additionalProperties: false, properties: {side: {type: integer}}}";
    let base = parse(&document(&format!("{{oneOf: [{round}, {square}]}}")));
    let head = parse(&document(&format!("{{oneOf: [{square}, {round}]}}")));
    let review = Review::new(Some(&base), Some(&head), Versions::default());
    assert!(!review.is_breaking_on_the_wire());
    let rust = review.rust.as_ref().map_err(ToString::to_string);
    assert!(review.is_breaking_in_rust(), "{rust:?}");
}

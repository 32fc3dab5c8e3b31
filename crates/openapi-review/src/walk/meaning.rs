//! What the walk says of edits whose meaning is not in one key.

use openapi_document::Document;

use super::changes;

/// A document whose one operation has this below its name, and these schemas.
fn document(operation: &str, schemas: &str) -> Document {
    let text = format!(
        "openapi: 3.0.3
info: {{title: Things, version: '1'}}
paths:
  /things:
    post:
      operationId: addThing
      {operation}
components:
  schemas:
    {schemas}
"
    );
    Document::parse("things.yaml", text.as_bytes()).unwrap_or_else(|why| panic!("{why}\n{text}"))
}

/// An operation that is sent a `Thing`, and answers without a body.
const TAKES_A_THING: &str = "requestBody: {content: {application/json: {schema: {$ref: \
                             '#/components/schemas/Thing'}}}}
      responses: {'204': {description: Done.}}";

/// An operation that is sent nothing, and answers a `Thing`.
const ANSWERS_A_THING: &str = "responses: {'200': {description: Here., content: {application/json: \
                               {schema: {$ref: '#/components/schemas/Thing'}}}}}";

/// The changes between the schemas of two documents, one a line.
fn told(base: &str, head: &str) -> String {
    told_of([TAKES_A_THING; 2], base, head)
}

fn told_of(operations: [&str; 2], base: &str, head: &str) -> String {
    let [base_operation, head_operation] = operations;
    let base = document(base_operation, base);
    let head = document(head_operation, head);
    changes(Some(&base), Some(&head), None)
        .into_iter()
        .map(|change| format!("{} {}: {}\n", change.level, change.id, change.text))
        .collect()
}

#[test]
fn equal_schemas_are_equal_however_all_of_composes_them() {
    let flat = "Thing: {type: object, required: [a, b], properties: {a: {type: string}, b: {$ref: \
                '#/components/schemas/B'}}}
    B: {type: string}";
    let composed = "Thing: {description: Made of parts., required: [b], allOf: [{$ref: \
                    '#/components/schemas/A'}, {type: object, properties: {b: {$ref: \
                    '#/components/schemas/B'}}}]}
    A: {type: object, required: [a], properties: {a: {type: string}}}
    B: {type: string}";
    insta::assert_snapshot!(told(flat, composed), @"
    info api-notation-changed: request schema `Thing`: `allOf` says the same in another way
    info api-documentation-changed: request schema `Thing`: `description` added: `Made of parts.`
    info api-notation-changed: request schema `Thing`: `required` written in another order
    info api-schema-added: schema `A` added
    ");
    // What the parts refer to is still followed.
    let other = composed.replace("B: {type: string}", "B: {type: string, minLength: 2}");
    insta::assert_snapshot!(told(flat, &other), @"
    info api-notation-changed: request schema `Thing`: `allOf` says the same in another way
    info api-documentation-changed: request schema `Thing`: `description` added: `Made of parts.`
    info api-notation-changed: request schema `Thing`: `required` written in another order
    warning request-property-min-length-set: request schema `B`: `minLength` added: `2`
    info api-schema-added: schema `A` added
    ");
    // Parts that one schema cannot say are no other form of it.
    let closed = flat.replace(
        "{type: object,",
        "{type: object, additionalProperties: false,",
    );
    insta::assert_snapshot!(told(&closed, composed), @"
    info api-documentation-changed: request schema `Thing`: `description` added: `Made of parts.`
    info api-notation-changed: request schema `Thing`: `required` written in another order
    info request-body-additional-properties-allowed: request schema `Thing`: `additionalProperties` removed: `false`
    info api-schema-added: schema `A` added
    ");
    let contradicting =
        composed.replace("a: {type: string}", "a: {type: string}, b: {type: integer}");
    insta::assert_snapshot!(told(flat, &contradicting), @"
    info api-documentation-changed: request schema `Thing`: `description` added: `Made of parts.`
    info request-body-type-generalized: request schema `Thing`: type `object` → `any`
    warning request-property-removed: property `a` of request schema `Thing` removed, was required
    warning request-property-removed: property `b` of request schema `Thing` removed, was required
    error request-body-all-of-added: request schema `Thing`: `allOf` variant `A` added
    error request-body-all-of-added: request schema `Thing`: `allOf` variant `object` added
    info api-schema-added: schema `A` added
    ");
}

#[test]
fn a_property_of_a_callback_is_no_documentation_whatever_it_is_called() {
    let operation = |property: &str, summary: &str| {
        format!(
            "callbacks:
        done:
          '{{$request.body#/url}}':
            post:
              summary: {summary}
              requestBody: {{content: {{application/json: {{schema: {{type: object, properties: \
             {{{property}: {{type: string}}}}}}}}}}}}
              responses: {{'204': {{description: Heard.}}}}
      responses: {{'204': {{description: Done.}}}}"
        )
    };
    let schemas = "Thing: {type: object}";
    let [base, head] = [operation("title", "Told."), operation("name", "Said.")];
    insta::assert_snapshot!(told_of([&base, &head], schemas, schemas), @r#"
    info api-documentation-changed: property `{$request.body#/url}.post.summary` of callback `done` `Told.` → `Said.`
    warning unclassified-change: property `{$request.body#/url}.post.requestBody.content.application/json.schema.properties.title` of callback `done` removed: `{"type": "string"}`
    warning unclassified-change: property `{$request.body#/url}.post.requestBody.content.application/json.schema.properties.name` of callback `done` added: `{"type": "string"}`
    "#);
}

#[test]
fn what_differs_between_compositions_is_what_they_ask_for_together() {
    let part = "A: {type: object, required: [a], properties: {a: {type: string}}}
    B: {type: object, required: [b], properties: {b: {type: string}, c: {type: string}}}";
    let thing = |schema: &str| format!("Thing: {schema}\n    {part}");
    let [a, b] = ["A", "B"].map(|name| format!("{{$ref: '#/components/schemas/{name}'}}"));
    let answers = ANSWERS_A_THING;
    let told = |operation: &str, base: &str, head: &str| told_of([operation; 2], base, head);
    let one = thing(&format!("{{allOf: [{a}]}}"));
    let both = thing(&format!("{{allOf: [{a}, {b}]}}"));
    insta::assert_snapshot!(told(answers, &both, &one), @"
    error response-required-property-removed: property `b` of response schema `Thing` removed, was required
    warning response-optional-property-removed: property `c` of response schema `Thing` removed, was optional
    ");
    insta::assert_snapshot!(told(answers, &one, &both), @"
    info response-required-property-added: property `b` of response schema `Thing` added, required
    info response-optional-property-added: property `c` of response schema `Thing` added, optional
    ");
    insta::assert_snapshot!(told(TAKES_A_THING, &one, &both), @"
    error new-required-request-property: property `b` of request schema `Thing` added, required
    info new-optional-request-property: property `c` of request schema `Thing` added, optional
    ");
    // A schema that is extended by a part is the schema, and the part.
    let bare = thing(&format!("{{type: array, items: {a}}}"));
    let extended = thing(&format!("{{type: array, items: {{allOf: [{a}, {b}]}}}}"));
    insta::assert_snapshot!(told(answers, &bare, &extended), @"
    info response-required-property-added: property `b` of response schema `A` added, required
    info response-optional-property-added: property `c` of response schema `A` added, optional
    ");
    // A part that differs itself is told of once, also what it says of itself.
    let edited = both
        .replace("b: {type: string}", "b: {type: integer}")
        .replace(
            "A: {type: object,",
            "A: {type: object, description: First.,",
        );
    insta::assert_snapshot!(told(answers, &one, &edited), @"
    info api-documentation-changed: response schema `A`: `description` added: `First.`
    info response-required-property-added: property `b` of response schema `Thing` added, required
    info response-optional-property-added: property `c` of response schema `Thing` added, optional
    info api-component-changed: property `properties.b.type` of component `B` `string` → `integer`
    ");
    // What moved from one part to the other is where it was for whoever reads it.
    let parts = thing(
        "{allOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object}]}",
    );
    let moved = thing(
        "{allOf: [{type: object}, {type: object, required: [a], properties: {a: {type: string}, n: \
         {type: integer}}}]}",
    );
    insta::assert_snapshot!(told(answers, &parts, &moved), @"info response-optional-property-added: property `n` of response schema `Thing` added, optional");
    // Where one schema cannot say it, a part that goes takes what it promised.
    let closed = |schema: &str| schema.replace("{allOf", "{additionalProperties: false, allOf");
    insta::assert_snapshot!(told(answers, &closed(&both), &closed(&one)), @"error response-body-all-of-removed: response schema `Thing`: `allOf` variant `B` removed");
}

#[test]
fn a_choice_that_comes_or_goes_is_no_matter_of_single_alternatives() {
    let parts = "A: {type: object, required: [a]}
    B: {type: object, required: [b]}";
    let alternatives = "[{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]";
    let thing = |choice: &str| format!("Thing: {{type: object{choice}}}\n    {parts}");
    let open = thing("");
    let one_of = thing(&format!(", oneOf: {alternatives}"));
    let any_of = thing(&format!(", anyOf: {alternatives}"));
    let answers = ANSWERS_A_THING;
    for (base, head) in [(&open, &one_of), (&open, &any_of)] {
        assert!(told(base, head).starts_with("error request-body-became-"));
        assert!(told(head, base).starts_with("info request-body-became-not-"));
        let told = |base: &str, head: &str| told_of([answers; 2], base, head);
        assert!(told(base, head).starts_with("info response-body-became-"));
        assert!(told(head, base).starts_with("error response-body-became-not-"));
    }
    insta::assert_snapshot!(told(&open, &one_of), @"error request-body-became-one-of: request schema `Thing`: became a choice of `oneOf`");
    // A schema and a choice that has it, of which no value fits two alternatives, is one and more.
    let text = "Thing: {type: string, maxLength: 8}";
    let more = "Thing: {oneOf: [{type: integer}, {type: string, maxLength: 8}]}";
    insta::assert_snapshot!(told(text, more), @"info request-body-type-generalized: request schema `Thing`: type `string` → `oneOf`");
    insta::assert_snapshot!(told(more, text), @"error request-body-type-changed: request schema `Thing`: type `oneOf` → `string`");
    insta::assert_snapshot!(told_of([ANSWERS_A_THING; 2], more, text), @"info response-body-type-specialized: response schema `Thing`: type `oneOf` → `string`");
    let other = more.replace("maxLength: 8", "maxLength: 4");
    insta::assert_snapshot!(told(text, &other), @"error request-body-wrapped-in-one-of: request schema `Thing`: wrapped in `oneOf`");
    // The other kind of choice with the same alternatives.
    let fewer = any_of.replace(", {$ref: '#/components/schemas/B'}", "");
    insta::assert_snapshot!(told(&one_of, &any_of), @"warning unclassified-change: request schema `Thing`: `oneOf` → `anyOf`");
    insta::assert_snapshot!(told(&one_of, &fewer), @"
    warning unclassified-change: request schema `Thing`: `oneOf` → `anyOf`
    error request-body-any-of-removed: request schema `Thing`: `anyOf` variant `B` removed
    ");
}

/// An alternative of `Thing`, a mapping or none, and the alternative as a component.
fn alternatives(mapping: &str) -> String {
    format!(
        "Thing: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], \
         discriminator: {{propertyName: kind{mapping}}}}}
    Cat: {{type: object, properties: {{kind: {{type: string}}, lives: {{type: integer}}}}}}
    Dog: {{type: object, properties: {{kind: {{type: string}}}}}}"
    )
}

#[test]
fn a_discriminators_values_travel() {
    let (implied, mapped) = (
        alternatives(""),
        alternatives(", mapping: {c: Cat, d: Dog}"),
    );
    // The name of a component is its value, where no mapping gives it another.
    insta::assert_snapshot!(told(&implied, &implied.replace("Cat", "Feline")), @"
    error request-body-discriminator-mapping-changed: request schema `Thing`: discriminator value `Cat` → `Feline`
    info api-schema-removed: schema `Cat` removed
    info api-schema-added: schema `Feline` added
    ");
    insta::assert_snapshot!(told(&mapped, &mapped.replace("Cat", "Feline")), @"
    info api-notation-changed: request schema `Thing`: `c` `Cat` → `Feline`
    info api-schema-removed: schema `Cat` removed
    info api-schema-added: schema `Feline` added
    ");
    // A mapping of what holds without one says nothing new.
    let spelt = alternatives(", mapping: {Cat: Cat, Dog: '#/components/schemas/Dog'}");
    insta::assert_snapshot!(told(&implied, &spelt), @"
    info api-notation-changed: request schema `Thing`: `Cat` added: `Cat`
    info api-notation-changed: request schema `Thing`: `Dog` added: `#/components/schemas/Dog`
    ");
    let swapped = alternatives(", mapping: {c: Dog, d: Cat}");
    insta::assert_snapshot!(told(&mapped, &swapped), @"
    error request-body-discriminator-mapping-changed: request schema `Thing`: discriminator value `c` `Cat` → `Dog`
    error request-body-discriminator-mapping-changed: request schema `Thing`: discriminator value `d` `Dog` → `Cat`
    ");
    insta::assert_snapshot!(told(&implied, &mapped), @"
    info request-body-discriminator-mapping-added: request schema `Thing`: discriminator value `c` added: `Cat`
    info request-body-discriminator-mapping-added: request schema `Thing`: discriminator value `d` added: `Dog`
    ");
}

#[test]
fn what_became_of_a_property_names_the_property_also_when_it_refers_to_a_schema() {
    let base = "Thing: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}
    A: {type: string}";
    let head =
        "Thing: {type: object, properties: {a: {nullable: true, description: Perhaps., allOf: \
                [{$ref: '#/components/schemas/A'}]}}}
    A: {type: string}";
    insta::assert_snapshot!(told(base, head), @"
    info api-documentation-changed: property `a` of request schema `Thing`: `description` added: `Perhaps.`
    info request-property-became-nullable: property `a` of request schema `Thing`: became nullable
    ");
    insta::assert_snapshot!(told(head, base), @"
    info api-documentation-changed: property `a` of request schema `Thing`: `description` removed: `Perhaps.`
    error request-property-became-not-nullable: property `a` of request schema `Thing`: is no longer nullable
    ");
    let changed = head.replace("A: {type: string}", "A: {type: string, minLength: 2}");
    insta::assert_snapshot!(told(base, &changed), @"
    info api-documentation-changed: property `a` of request schema `Thing`: `description` added: `Perhaps.`
    info request-property-became-nullable: property `a` of request schema `Thing`: became nullable
    warning request-property-min-length-set: request schema `A`: `minLength` added: `2`
    ");
}

#[test]
fn a_sentence_about_a_recursive_schema_stands_once() {
    let base = "Thing: {type: object, properties: {next: {$ref: '#/components/schemas/Thing'}, a: {type: \
                string}}}";
    let head = base.replace(
        "{type: object,",
        "{type: object, maxProperties: 2, deprecated: true,",
    );
    insta::assert_snapshot!(told(base, &head), @"
    info request-body-deprecated: request schema `Thing`: became deprecated
    warning request-body-max-properties-set: request schema `Thing`: `maxProperties` added: `2`
    ");
}

#[test]
fn whoever_asks_for_credentials_where_none_were_needed_turns_clients_away() {
    let operation =
        |security: &str| format!("{security}\n      responses: {{'204': {{description: Done.}}}}");
    let none = operation("summary: Open.");
    let told = |base: &str, head: &str| told_of([base, head], "Thing: {}", "Thing: {}");
    let token = operation("security: [{token: []}]");
    let either = operation("security: [{token: []}, {key: []}]");
    let optional = operation("security: [{}, {token: []}]");
    insta::assert_snapshot!(told(&none, &token), @"
    info api-documentation-changed: `summary` removed: `Open.`
    error api-security-became-required: security `token` added
    ");
    insta::assert_snapshot!(told(&optional, &token), @"error api-security-became-required: security `none` removed");
    insta::assert_snapshot!(told(&token, &either), @"info api-security-added: security `key` added");
    // What sufficed, alone or as a part of what is asked for, still does or does not.
    let other = operation("security: [{key: []}]");
    let both = operation("security: [{token: [], key: []}]");
    insta::assert_snapshot!(told(&token, &other), @"
    error api-security-refused: security `token` is no longer accepted
    info api-security-added: security `key` added
    ");
    insta::assert_snapshot!(told(&token, &both), @"
    error api-security-refused: security `token` is no longer accepted
    info api-security-added: security `key and token` added
    ");
    insta::assert_snapshot!(told(&both, &token), @"
    info api-security-removed: security `key and token` removed
    info api-security-added: security `token` added
    ");
    insta::assert_snapshot!(told(&either, &token), @"error api-security-refused: security `key` is no longer accepted");
    // A scheme that is the same under another name is the same.
    let renamed = |scheme: &str| {
        let kind = "{type: apiKey, in: header, name: X-Key}";
        format!("Thing: {{}}\n  securitySchemes:\n    {scheme}: {kind}")
    };
    insta::assert_snapshot!(told_of([&token, &other], &renamed("token"), &renamed("key")), @"
    info api-security-removed: security `token` removed
    info api-security-added: security `key` added
    info api-security-component-removed: security scheme `token` removed
    info api-security-component-added: security scheme `key` added
    ");
    insta::assert_snapshot!(told(&token, &none), @"
    info api-documentation-changed: `summary` added: `Open.`
    info api-security-removed: security `token` removed
    ");
}

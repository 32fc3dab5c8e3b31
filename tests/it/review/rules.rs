//! One edit of a document after another, and the changes that are reported for it.
//!
//! Each rule has an example of its own, which is run beside it. Here is what those do not show: what
//! is only written differently, one edit that is several changes, and what stands behind a reference.
//! The schema `Thing` is both sent and received, so an edit of it is judged twice.

use openapi_review::{Change, change_explanations};

use super::support::{THINGS, changes, edit, lines, parse, places, places_turned};

struct Case {
    name: &'static str,
    edits: &'static [(&'static str, &'static str)],
    /// Level, id and source text of each change; `-` was in base, `+` is in head, `~` is in both.
    expected: &'static [&'static str],
}

#[test]
fn each_edit_is_reported_with_its_level_its_id_and_its_place() {
    let base = parse(THINGS);
    let mut wrong = Vec::new();
    for case in CASES {
        let text = case.head();
        let head = parse(&text);
        let there = changes(&base, &head);
        let found = lines(THINGS, &text, &there);
        if found != case.expected {
            wrong.push(format!("{}: {found:#?}", case.name));
        }
        assert_eq!(
            places(&there),
            places_turned(&changes(&head, &base)),
            "{}: the other way round, added is removed",
            case.name
        );
    }
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.join(
            "
"
        )
    );
}

/// The changes of all cases and of the examples of all rules, in both directions.
pub fn changes_of_all_cases() -> Vec<Change> {
    let cases = CASES.iter().map(|case| [THINGS.to_owned(), case.head()]);
    let rules = change_explanations()
        .into_iter()
        .flat_map(|(_, rules)| rules);
    let examples = rules.filter_map(|rule| rule.example.documents());
    let both = |documents: [String; 2]| {
        let [base, head] = documents.map(|text| parse(&text));
        [changes(&base, &head), changes(&head, &base)].concat()
    };
    cases.chain(examples).flat_map(both).collect()
}

impl Case {
    #[track_caller]
    fn head(&self) -> String {
        self.edits
            .iter()
            .fold(THINGS.to_owned(), |text, (from, to)| edit(&text, from, to))
    }
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case {
        name: "a path is removed",
        edits: &[("  /plain:\n    post:\n      operationId: postPlain\n", "  /other:\n    post:\n      operationId: postPlain\n")],
        expected: &["error api-path-removed-without-deprecation - post:", "info endpoint-added + post:"],
    },
    Case {
        name: "an operation is removed",
        edits: &[("    put:\n      operationId: putThing\n", "    patch:\n      operationId: putThing\n")],
        expected: &["error api-removed-without-deprecation - put:", "info endpoint-added + patch:"],
    },
    Case {
        name: "a default is written out",
        edits: &[("operationId: postPlain\n", "operationId: postPlain\n      deprecated: false\n")],
        expected: &["info api-notation-changed + false"],
    },
    Case {
        name: "a tag is exchanged",
        edits: &[("tags: [things]", "tags: [items]")],
        expected: &["info api-tag-removed - things]", "info api-tag-added + items]"],
    },
    Case {
        name: "a summary changes",
        edits: &[("Gets a thing.", "Fetches a thing.")],
        expected: &["info api-documentation-changed ~ Fetches a thing."],
    },
    Case {
        name: "an extension is added",
        edits: &[("operationId: getThing", "operationId: getThing\n      x-cost: 3")],
        expected: &["warning api-extension-changed + 3"],
    },
    Case {
        name: "a key that OpenAPI does not know is added",
        edits: &[("operationId: getThing", "operationId: getThing\n      sumary: typo")],
        expected: &["warning unclassified-change + typo"],
    },
    Case {
        name: "a parameter moves to a header",
        edits: &[("{name: sort, in: query,", "{name: sort, in: header,")],
        expected: &["warning request-parameter-removed - {name: sort, in: query,", "info new-optional-request-parameter + {name: sort, in: header,"],
    },
    Case {
        name: "a parameter's enum values change",
        edits: &[("enum: [up, down]", "enum: [up, left]")],
        expected: &["error request-parameter-enum-value-removed - down]}}", "info request-parameter-enum-value-added + left]}}"],
    },
    Case {
        name: "a parameter's maxLength, shared by the operations of a path, shrinks",
        edits: &[("maxLength: 8", "maxLength: 4")],
        expected: &["error request-parameter-max-length-decreased ~ 4}}"],
    },
    Case {
        name: "a parameter's style is written out",
        edits: &[("{name: sort, in: query,", "{name: sort, in: query, style: form,")],
        expected: &["info api-notation-changed + form, schema: {type: str"],
    },
    Case {
        name: "a parameter with nothing to explode is not exploded",
        edits: &[("{name: sort, in: query,", "{name: sort, in: query, explode: false,")],
        expected: &["info api-notation-changed + false, schema: {type: st"],
    },
    Case {
        name: "a request media type is written in another case",
        edits: &[("application/json: {schema: {type: string, maxLength: 10}}", "Application/JSON: {schema: {type: string, maxLength: 10}}")],
        expected: &["info api-notation-changed ~ Application/JSON: {schem"],
    },
    Case {
        name: "a response is described differently",
        edits: &[("A thing.\n          headers", "The thing.\n          headers")],
        expected: &["info api-documentation-changed ~ The thing."],
    },
    Case {
        name: "a response example changes",
        edits: &[("example: {name: one}", "example: {name: two}")],
        expected: &["info api-documentation-changed ~ example: {name: two}"],
    },
    Case {
        name: "a response header is written in another case",
        edits: &[("            X-Note:", "            x-note:")],
        expected: &["info api-notation-changed ~ x-note: {schema: {type:"],
    },
    Case {
        name: "an optional property is added",
        edits: &[("        note: {type", "        more: {type: string}\n        note: {type")],
        expected: &["info response-optional-property-added + more: {type: string}", "info new-optional-request-property + more: {type: string}"],
    },
    Case {
        name: "a required property is removed",
        edits: &[("        size: {type: integer, format: int32, minimum: 0, exclusiveMinimum: true, multipleOf: 2}\n", ""), ("required: [name, size]", "required: [name]")],
        expected: &["error response-required-property-removed - size: {type: integer, fo", "warning request-property-removed - size: {type: integer, fo"],
    },
    Case {
        name: "a read-only property becomes required",
        edits: &[("required: [name, size]", "required: [name, size, stamp]")],
        expected: &["info response-property-became-required + stamp]", "info request-read-only-property-became-required + stamp]"],
    },
    Case {
        name: "a write-only property is removed",
        edits: &[("        secret: {type: string, writeOnly: true, maxLength: 20}\n", "")],
        expected: &["warning request-property-removed - secret: {type: string, w", "info response-optional-write-only-property-removed - secret: {type: string, w"],
    },
    Case {
        name: "a property's enum values change",
        edits: &[("enum: [red, green]", "enum: [red, blue]")],
        expected: &["error request-property-enum-value-removed - green], default: red}", "info request-property-enum-value-added + blue], default: red}", "warning response-property-enum-value-added + blue], default: red}", "info response-property-enum-value-removed - green], default: red}"],
    },
    Case {
        name: "a property is described differently",
        edits: &[("Its name.", "The name.")],
        expected: &["info api-documentation-changed ~ The name., minLength: 1,"],
    },
    Case {
        name: "additional properties change their type",
        edits: &[("additionalProperties: {type: string}", "additionalProperties: {type: integer}")],
        expected: &["error response-property-type-changed ~ integer}}", "error request-property-type-changed ~ integer}}"],
    },
    Case {
        name: "a deep property changes its type",
        edits: &[("radius: {type: number, format: double}", "radius: {type: string}")],
        expected: &["error response-property-type-changed ~ string}}}", "error request-property-type-changed ~ string}}}"],
    },
    Case {
        name: "what is inside `not` changes",
        edits: &[("not: {type: integer}", "not: {type: number}")],
        expected: &["warning unclassified-change ~ number}}"],
    },
    Case {
        name: "a reference points to another component",
        edits: &[("shape: {$ref: '#/components/schemas/Shape'}", "shape: {$ref: '#/components/schemas/Limits'}")],
        expected: &["error response-property-type-changed ~ '#/components/schemas/Li", "error request-property-type-changed ~ '#/components/schemas/Li"],
    },
    Case {
        name: "the parameters of an operation change their order",
        edits: &[("        - {name: sort, in: query, schema: {type: string, enum: [up, down]}}\n", ""), ("schema: {type: boolean}}\n", "schema: {type: boolean}}\n        - {name: sort, in: query, schema: {type: string, enum: [up, down]}}\n")],
        expected: &["info api-notation-changed ~ openapi: 3.0.3"],
    },
    Case {
        name: "the variants of a oneOf change their order",
        edits: &[("        - {$ref: '#/components/schemas/Round'}\n", ""), ("        - {$ref: '#/components/schemas/Square'}\n", "        - {$ref: '#/components/schemas/Square'}\n        - {$ref: '#/components/schemas/Round'}\n")],
        expected: &["info api-notation-changed ~ oneOf:"],
    },
    Case {
        name: "the values of an enum change their order",
        edits: &[("enum: [red, green]", "enum: [green, red]")],
        expected: &["info api-notation-changed ~ enum: [green, red], defa"],
    },
    Case {
        name: "a key stands beside a reference",
        edits: &[("shape: {$ref: '#/components/schemas/Shape'}", "shape: {$ref: '#/components/schemas/Shape', nullable: true}")],
        expected: &["warning unclassified-change + true}"],
    },
    Case {
        name: "a global requirement is exchanged",
        edits: &[("  - key: []\n", "  - oauth: []\n")],
        expected: &["error api-global-security-refused - key: []", "info api-global-security-added + oauth: []"],
    },
    Case {
        name: "an operation's scope changes",
        edits: &[("oauth: [write]", "oauth: [read]")],
        expected: &["info api-security-scope-removed - write]}]", "info api-security-scope-added + read]}]"],
    },
    Case {
        name: "an operation gets its own requirement",
        edits: &[("operationId: postPlain\n", "operationId: postPlain\n      security: [{}]\n")],
        expected: &["info api-security-removed - key: []", "info api-security-added + {}]"],
    },
    Case {
        name: "an operation says the global requirement again",
        edits: &[("operationId: postPlain\n", "operationId: postPlain\n      security: [{key: []}]\n")],
        expected: &["info api-notation-changed + security: [{key: []}]"],
    },
    Case {
        name: "the header of a security scheme is written in another case",
        edits: &[("name: X-Key", "name: x-key")],
        expected: &["info api-notation-changed ~ x-key}"],
    },
    Case {
        name: "a security scheme changes its type",
        edits: &[("key: {type: apiKey, in: header, name: X-Key}", "key: {type: http, scheme: basic}")],
        expected: &["error api-security-component-location-changed - header, name: X-Key}", "error api-security-component-name-changed - X-Key}", "error api-security-component-scheme-changed + basic}", "info api-security-component-type-changed ~ http, scheme: basic}"],
    },
    Case {
        name: "a scope is described differently and one is added",
        edits: &[("scopes: {write: Writes., read: Reads.}", "scopes: {write: Writes all., read: Reads., admin: Rules.}")],
        expected: &["info api-security-component-oauth-scope-changed ~ Writes all., read: Reads", "info api-security-component-oauth-scope-added + Rules.}}}}"],
    },
    Case {
        name: "a server is exchanged",
        edits: &[("https://{zone}.example", "https://{zone}.example/v2")],
        expected: &["warning api-server-removed - url: https://{zone}.exam", "info api-server-added + url: https://{zone}.exam"],
    },
    Case {
        name: "an operation gets a server of its own",
        edits: &[("operationId: getThing\n", "operationId: getThing\n      servers: [{url: 'https://other.example'}]\n")],
        expected: &["warning api-server-removed - url: https://{zone}.exam", "info api-server-added + {url: 'https://other.exa"],
    },
    Case {
        name: "an operation says the servers of the document again",
        edits: &[("operationId: getThing\n", "operationId: getThing\n      servers: [{url: 'https://{zone}.example', variables: {zone: {default: eu, enum: [eu, us]}}}]\n")],
        expected: &["info api-notation-changed + servers: [{url: 'https:/"],
    },
    Case {
        name: "a server variable changes its default and its values",
        edits: &[("{default: eu, enum: [eu, us]}", "{default: us, enum: [us, ap]}")],
        expected: &["warning api-server-variable-default-changed ~ us, enum: [us, ap]}}", "warning api-server-variable-enum-value-removed - eu, us]}}", "info api-server-variable-enum-value-added + ap]}}"],
    },
    Case {
        name: "a tag is described differently",
        edits: &[("Operations on things.", "Things.")],
        expected: &["info api-documentation-changed ~ {name: things, descripti"],
    },
    Case {
        name: "a tag is removed from the list",
        edits: &[("tags:\n  - {name: things, description: Operations on things.}\n", "")],
        expected: &["info api-documentation-changed - {name: things, descripti"],
    },
    Case {
        name: "the title changes",
        edits: &[("title: Things", "title: All things")],
        expected: &["info api-documentation-changed ~ All things, version: 1.2"],
    },
    Case {
        name: "the version of OpenAPI changes",
        edits: &[("openapi: 3.0.3", "openapi: 3.0.2")],
        expected: &["info api-notation-changed ~ 3.0.2"],
    },
    Case {
        name: "an unused schema changes",
        edits: &[("Unused: {type: string}", "Unused: {type: integer}")],
        expected: &["info api-component-changed ~ integer}"],
    },
    Case {
        name: "a schema is renamed",
        edits: &[("    Unused: {type: string}\n", "    Unneeded: {type: string}\n")],
        expected: &["info api-schema-removed - Unused: {type: string}", "info api-schema-added + Unneeded: {type: string}"],
    },
    Case {
        name: "what only a callback uses changes",
        edits: &[("Event: {type: object, properties: {at: {type: string}}}", "Event: {type: object, properties: {at: {type: integer}}}")],
        expected: &["warning unclassified-change ~ integer}}}"],
    },
];

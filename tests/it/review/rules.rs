//! One edit of a document after another, and the changes that are reported for it.
//!
//! Each rule stands here in each direction. The schema `Thing` is both sent and received, so an
//! edit of it is judged twice.

use openapi_review::Change;

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

/// The changes of all cases, in both directions.
pub fn changes_of_all_cases() -> Vec<Change> {
    let base = parse(THINGS);
    let both = |case: &Case| {
        let head = parse(&case.head());
        [changes(&base, &head), changes(&head, &base)].concat()
    };
    CASES.iter().flat_map(both).collect()
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
        name: "an operation is added",
        edits: &[("  /plain:\n", "  /new:\n    get: {operationId: getNew, responses: {'200': {description: New.}}}\n  /plain:\n")],
        expected: &["info endpoint-added + get: {operationId: getNe"],
    },
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
        name: "a deprecated operation is removed",
        edits: &[("    delete:\n      operationId: deleteThing\n      deprecated: true\n      security: [{oauth: [write]}]\n      responses: {'204': {description: Done.}}\n", "")],
        expected: &["info api-removed-with-deprecation - delete:"],
    },
    Case {
        name: "an operation becomes deprecated",
        edits: &[("operationId: postPlain\n", "operationId: postPlain\n      deprecated: true\n")],
        expected: &["info endpoint-deprecated + true"],
    },
    Case {
        name: "an operation is no longer deprecated",
        edits: &[("      deprecated: true\n", "")],
        expected: &["info endpoint-reactivated - true"],
    },
    Case {
        name: "a default is written out",
        edits: &[("operationId: postPlain\n", "operationId: postPlain\n      deprecated: false\n")],
        expected: &["info api-notation-changed + false"],
    },
    Case {
        name: "an operationId is renamed",
        edits: &[("operationId: getThing", "operationId: fetchThing")],
        expected: &["info api-operation-id-removed ~ fetchThing"],
    },
    Case {
        name: "an operationId is removed",
        edits: &[("      operationId: postPlain\n", "")],
        expected: &["info api-operation-id-removed - postPlain"],
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
        name: "a path parameter is renamed",
        edits: &[("/things/{id}:", "/things/{thing_id}:"), ("{name: id,", "{name: thing_id,")],
        expected: &["info request-parameter-renamed ~ thing_id, in: path, requ"],
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
        name: "an optional parameter is added",
        edits: &[("        - {name: sort,", "        - {name: page, in: query, schema: {type: integer}}\n        - {name: sort,")],
        expected: &["info new-optional-request-parameter + {name: page, in: query,"],
    },
    Case {
        name: "a required parameter is added",
        edits: &[("        - {name: sort,", "        - {name: page, in: query, required: true, schema: {type: integer}}\n        - {name: sort,")],
        expected: &["error new-required-request-parameter + {name: page, in: query,"],
    },
    Case {
        name: "a required parameter is added to a path",
        edits: &[("schema: {type: string, maxLength: 8}}\n", "schema: {type: string, maxLength: 8}}\n      - {name: page, in: query, required: true, schema: {type: integer}}\n")],
        expected: &["error new-required-request-default-parameter-to-existing-path + {name: page, in: query,"],
    },
    Case {
        name: "an optional parameter is added to a path",
        edits: &[("schema: {type: string, maxLength: 8}}\n", "schema: {type: string, maxLength: 8}}\n      - {name: page, in: query, schema: {type: integer}}\n")],
        expected: &["info new-optional-request-default-parameter-to-existing-path + {name: page, in: query,"],
    },
    Case {
        name: "a path parameter is added",
        edits: &[("  /plain:\n    post:", "  /plain:\n    parameters: [{name: p, in: path, required: true, schema: {type: string}}]\n    post:")],
        expected: &["error new-request-path-parameter + {name: p, in: path, requ"],
    },
    Case {
        name: "a parameter is removed",
        edits: &[("        - {name: sort, in: query, schema: {type: string, enum: [up, down]}}\n", "")],
        expected: &["warning request-parameter-removed - {name: sort, in: query,"],
    },
    Case {
        name: "a deprecated parameter is removed",
        edits: &[("        - {name: old, in: query, deprecated: true, schema: {type: boolean}}\n", "")],
        expected: &["info request-parameter-removed-with-deprecation - {name: old, in: query, d"],
    },
    Case {
        name: "a parameter moves to a header",
        edits: &[("{name: sort, in: query,", "{name: sort, in: header,")],
        expected: &["warning request-parameter-removed - {name: sort, in: query,", "info new-optional-request-parameter + {name: sort, in: header,"],
    },
    Case {
        name: "a parameter becomes required",
        edits: &[("{name: limit, in: query,", "{name: limit, in: query, required: true,")],
        expected: &["error request-parameter-became-required + true, schema: {type: int"],
    },
    Case {
        name: "a parameter becomes optional",
        edits: &[("in: header, required: true", "in: header")],
        expected: &["info request-parameter-became-optional - true, schema: {type: str"],
    },
    Case {
        name: "a parameter becomes deprecated",
        edits: &[("{name: sort, in: query,", "{name: sort, in: query, deprecated: true,")],
        expected: &["info request-parameter-deprecated + true, schema: {type: str"],
    },
    Case {
        name: "a parameter is no longer deprecated",
        edits: &[(", deprecated: true, schema: {type: boolean}", ", schema: {type: boolean}")],
        expected: &["info request-parameter-reactivated - true, schema: {type: boo"],
    },
    Case {
        name: "a parameter's type changes",
        edits: &[("schema: {type: boolean}", "schema: {type: string}")],
        expected: &["error request-parameter-type-changed ~ string}}"],
    },
    Case {
        name: "a parameter's type widens",
        edits: &[("{name: limit, in: query, schema: {type: integer, format: int32", "{name: limit, in: query, schema: {type: integer, format: int64")],
        expected: &["info request-parameter-type-generalized ~ int64, minimum: 1, maxim"],
    },
    Case {
        name: "a parameter's type narrows",
        edits: &[("schema: {type: boolean}", "schema: {type: boolean, format: strict}")],
        expected: &["error request-parameter-type-changed + strict}}"],
    },
    Case {
        name: "a parameter's pattern changes",
        edits: &[("pattern: '^[a-z]+$', minLength: 1}}", "pattern: '^[a-z-]+$', minLength: 1}}")],
        expected: &["warning request-parameter-pattern-changed ~ '^[a-z-]+$', minLength:"],
    },
    Case {
        name: "a parameter's pattern is removed",
        edits: &[("pattern: '^[a-z]+$', minLength: 1}}", "minLength: 1}}")],
        expected: &["info request-parameter-pattern-removed - '^[a-z]+$', minLength: 1"],
    },
    Case {
        name: "a parameter's pattern is added",
        edits: &[("enum: [up, down]", "pattern: '^[a-z]+$', enum: [up, down]")],
        expected: &["error request-parameter-pattern-added + '^[a-z]+$', enum: [up, d"],
    },
    Case {
        name: "a parameter's pattern admits everything",
        edits: &[("pattern: '^[a-z]+$', minLength: 1}}", "pattern: '.*', minLength: 1}}")],
        expected: &["info request-parameter-pattern-generalized ~ '.*', minLength: 1}}"],
    },
    Case {
        name: "a parameter's enum values change",
        edits: &[("enum: [up, down]", "enum: [up, left]")],
        expected: &["error request-parameter-enum-value-removed - down]}}", "info request-parameter-enum-value-added + left]}}"],
    },
    Case {
        name: "a parameter becomes an enum",
        edits: &[("{name: limit, in: query, schema: {type: integer,", "{name: limit, in: query, schema: {type: integer, enum: [1, 2],")],
        expected: &["error request-parameter-became-enum + enum: [1, 2], format: in"],
    },
    Case {
        name: "a parameter is no longer an enum",
        edits: &[(", enum: [up, down]", "")],
        expected: &["info request-parameter-enum-removed - enum: [up, down]}}"],
    },
    Case {
        name: "a parameter's maximum grows",
        edits: &[("maximum: 100", "maximum: 200")],
        expected: &["info request-parameter-max-increased ~ 200, default: 10}}"],
    },
    Case {
        name: "a parameter's maximum shrinks",
        edits: &[("maximum: 100", "maximum: 50")],
        expected: &["error request-parameter-max-decreased ~ 50, default: 10}}"],
    },
    Case {
        name: "a parameter's maximum is removed",
        edits: &[(", maximum: 100", "")],
        expected: &["info request-parameter-max-unset - 100, default: 10}}"],
    },
    Case {
        name: "a parameter's minimum grows",
        edits: &[("minimum: 1,", "minimum: 2,")],
        expected: &["error request-parameter-min-increased ~ 2, maximum: 100, default"],
    },
    Case {
        name: "a parameter's minimum shrinks",
        edits: &[("minimum: 1,", "minimum: 0,")],
        expected: &["info request-parameter-min-decreased ~ 0, maximum: 100, default"],
    },
    Case {
        name: "a parameter's minLength is removed",
        edits: &[("'^[a-z]+$', minLength: 1}}", "'^[a-z]+$'}}")],
        expected: &["info request-parameter-min-length-unset - 1}}"],
    },
    Case {
        name: "a parameter's maxLength, shared by the operations of a path, shrinks",
        edits: &[("maxLength: 8", "maxLength: 4")],
        expected: &["error request-parameter-max-length-decreased ~ 4}}"],
    },
    Case {
        name: "a parameter's maxItems shrinks",
        edits: &[("maxItems: 5", "maxItems: 4")],
        expected: &["error request-parameter-max-items-decreased ~ 4, minItems: 1}}"],
    },
    Case {
        name: "a parameter's minItems grows",
        edits: &[("maxItems: 5, minItems: 1", "maxItems: 5, minItems: 2")],
        expected: &["error request-parameter-min-items-increased ~ 2}}"],
    },
    Case {
        name: "a parameter's maxLength is set",
        edits: &[("enum: [up, down]", "maxLength: 4, enum: [up, down]")],
        expected: &["warning request-parameter-max-length-set + 4, enum: [up, down]}}"],
    },
    Case {
        name: "a parameter's default changes",
        edits: &[("default: 10", "default: 20")],
        expected: &["error request-parameter-default-value-changed ~ 20}}"],
    },
    Case {
        name: "a parameter's default is removed",
        edits: &[(", default: 10", "")],
        expected: &["error request-parameter-default-value-removed - 10}}"],
    },
    Case {
        name: "a parameter's default is added",
        edits: &[("enum: [up, down]", "default: up, enum: [up, down]")],
        expected: &["error request-parameter-default-value-added + up, enum: [up, down]}}"],
    },
    Case {
        name: "a parameter's style changes",
        edits: &[("style: deepObject", "style: form")],
        expected: &["error request-parameter-style-changed ~ form, schema: {type: obj"],
    },
    Case {
        name: "a parameter's style is written out",
        edits: &[("{name: sort, in: query,", "{name: sort, in: query, style: form,")],
        expected: &["info api-notation-changed + form, schema: {type: str"],
    },
    Case {
        name: "a parameter's explode changes",
        edits: &[("explode: false", "explode: true")],
        expected: &["error request-parameter-explode-changed ~ true, schema: {type: arr"],
    },
    Case {
        name: "a parameter with nothing to explode is not exploded",
        edits: &[("{name: sort, in: query,", "{name: sort, in: query, explode: false,")],
        expected: &["info api-notation-changed + false, schema: {type: st"],
    },
    Case {
        name: "a parameter becomes nullable",
        edits: &[("enum: [up, down]", "nullable: true, enum: [up, down]")],
        expected: &["info request-parameter-became-nullable + true, enum: [up, down]}}"],
    },
    Case {
        name: "a parameter admits reserved characters",
        edits: &[("{name: sort, in: query,", "{name: sort, in: query, allowReserved: true,")],
        expected: &["warning request-parameter-allow-reserved-changed + true, schema: {type: str"],
    },
    Case {
        name: "a parameter admits no value",
        edits: &[("{name: sort, in: query,", "{name: sort, in: query, allowEmptyValue: true,")],
        expected: &["info request-parameter-empty-value-allowed + true, schema: {type: str"],
    },
    Case {
        name: "a parameter is described by content",
        edits: &[("schema: {type: boolean}", "content: {text/plain: {schema: {type: boolean}}}")],
        expected: &["error request-parameter-type-changed ~ content: {text/plain: {s"],
    },
    Case {
        name: "a property of a parameter becomes required",
        edits: &[("required: [age]", "required: [age, name]")],
        expected: &["error request-parameter-property-became-required + name]}}"],
    },
    Case {
        name: "a property of a parameter changes its type",
        edits: &[("age: {type: integer}", "age: {type: string}")],
        expected: &["warning request-parameter-property-type-changed ~ string}}, required: [age"],
    },
    Case {
        name: "an item of a parameter is limited",
        edits: &[("items: {type: string}, maxItems: 5", "items: {type: string, maxLength: 3}, maxItems: 5")],
        expected: &["warning request-parameter-property-max-length-set + 3}, maxItems: 5, minItem"],
    },
    Case {
        name: "a required request body is added",
        edits: &[("    delete:\n      operationId: deleteThing\n", "    delete:\n      operationId: deleteThing\n      requestBody: {$ref: '#/components/requestBodies/Thing'}\n")],
        expected: &["error request-body-added-required + requestBody: {$ref: '#/c"],
    },
    Case {
        name: "an optional request body is added",
        edits: &[("    delete:\n      operationId: deleteThing\n", "    delete:\n      operationId: deleteThing\n      requestBody: {content: {text/plain: {}}}\n")],
        expected: &["info request-body-added-optional + requestBody: {content: {"],
    },
    Case {
        name: "a request body is removed",
        edits: &[("      requestBody: {$ref: '#/components/requestBodies/Thing'}\n", "")],
        expected: &["error request-body-removed - requestBody: {$ref: '#/c"],
    },
    Case {
        name: "a request body becomes required",
        edits: &[("      requestBody:\n        content:", "      requestBody:\n        required: true\n        content:")],
        expected: &["error request-body-became-required + true"],
    },
    Case {
        name: "a request body becomes optional",
        edits: &[("Thing: {required: true, content:", "Thing: {content:")],
        expected: &["info request-body-became-optional - true, content: {applicat"],
    },
    Case {
        name: "a request media type is added",
        edits: &[("          text/plain: {schema: {type: string}}\n", "          text/plain: {schema: {type: string}}\n          text/html: {}\n")],
        expected: &["info request-body-media-type-added + text/html: {}"],
    },
    Case {
        name: "a request media type is removed",
        edits: &[("          text/plain: {schema: {type: string}}\n", "")],
        expected: &["error request-body-media-type-removed - text/plain: {schema: {ty"],
    },
    Case {
        name: "a request media type says its charset",
        edits: &[("          text/plain: {schema: {type: string}}\n", "          text/plain; charset=utf-8: {schema: {type: string}}\n")],
        expected: &["error request-body-media-type-name-specialized ~ text/plain; charset=utf-"],
    },
    Case {
        name: "a request media type is written in another case",
        edits: &[("application/json: {schema: {type: string, maxLength: 10}}", "Application/JSON: {schema: {type: string, maxLength: 10}}")],
        expected: &["info api-notation-changed ~ Application/JSON: {schem"],
    },
    Case {
        name: "a request media type loses its schema",
        edits: &[("          text/plain: {schema: {type: string}}\n", "          text/plain: {}\n")],
        expected: &["info request-body-media-type-schema-removed - schema: {type: string}}"],
    },
    Case {
        name: "a request body's maxLength shrinks",
        edits: &[("maxLength: 10", "maxLength: 9")],
        expected: &["error request-body-max-length-decreased ~ 9}}"],
    },
    Case {
        name: "a request body's maxLength is removed",
        edits: &[(", maxLength: 10", "")],
        expected: &["info request-body-max-length-unset - 10}}"],
    },
    Case {
        name: "a request body becomes an enum",
        edits: &[("maxLength: 10", "maxLength: 10, enum: [a]")],
        expected: &["error request-body-became-enum + enum: [a]}}"],
    },
    Case {
        name: "a request body is wrapped in oneOf",
        edits: &[("{schema: {type: string, maxLength: 10}}", "{schema: {oneOf: [{type: string}, {type: integer}]}}")],
        expected: &["error request-body-wrapped-in-one-of ~ oneOf: [{type: string},"],
    },
    Case {
        name: "a request body becomes nullable",
        edits: &[("maxLength: 10", "maxLength: 10, nullable: true")],
        expected: &["info request-body-became-nullable + true}}"],
    },
    Case {
        name: "a request body's type changes",
        edits: &[("{type: string, maxLength: 10}", "{type: integer, maxLength: 10}")],
        expected: &["error request-body-type-changed ~ integer, maxLength: 10}}"],
    },
    Case {
        name: "a success status is added",
        edits: &[("        '201': {description: Made.}\n", "        '201': {description: Made.}\n        '202': {description: Taken.}\n")],
        expected: &["info response-success-status-added + '202': {description: Tak"],
    },
    Case {
        name: "a success status is removed",
        edits: &[("        '201': {description: Made.}\n", "")],
        expected: &["error response-success-status-removed - '201': {description: Mad"],
    },
    Case {
        name: "a failure status is added",
        edits: &[("        '201': {description: Made.}\n", "        '201': {description: Made.}\n        '404': {description: Gone.}\n")],
        expected: &["info response-non-success-status-added + '404': {description: Gon"],
    },
    Case {
        name: "a range of failures is removed",
        edits: &[("        4XX: {$ref: '#/components/responses/Failed'}\n", "")],
        expected: &["info response-non-success-status-removed - 4XX: {$ref: '#/component"],
    },
    Case {
        name: "the default response is removed",
        edits: &[("        default: {$ref: '#/components/responses/Failed'}\n", "")],
        expected: &["info response-non-success-status-removed - default: {$ref: '#/compo"],
    },
    Case {
        name: "a response is described differently",
        edits: &[("A thing.\n          headers", "The thing.\n          headers")],
        expected: &["info api-documentation-changed ~ The thing."],
    },
    Case {
        name: "a response media type is added",
        edits: &[("text/plain: {}}}", "text/plain: {}, text/html: {}}}")],
        expected: &["info response-media-type-added + text/html: {}}}"],
    },
    Case {
        name: "a response media type is removed",
        edits: &[(", text/plain: {}}}", "}}")],
        expected: &["error response-media-type-removed - text/plain: {}}}"],
    },
    Case {
        name: "a response media type says its charset",
        edits: &[("text/plain: {}}}", "text/plain;charset=utf-8: {}}}")],
        expected: &["info response-media-type-name-specialized ~ text/plain;charset=utf-8"],
    },
    Case {
        name: "a response media type gets a schema",
        edits: &[("text/plain: {}}}", "text/plain: {schema: {type: string}}}}")],
        expected: &["info response-body-media-type-schema-added + schema: {type: string}}}"],
    },
    Case {
        name: "a response body's minLength shrinks",
        edits: &[("minLength: 2", "minLength: 1")],
        expected: &["error response-body-min-length-decreased ~ 1}}, text/plain: {}}}"],
    },
    Case {
        name: "a response body's minLength is removed",
        edits: &[(", minLength: 2", "")],
        expected: &["error response-body-min-length-unset - 2}}, text/plain: {}}}"],
    },
    Case {
        name: "a response body becomes an enum",
        edits: &[("minLength: 2", "minLength: 2, enum: [aa]")],
        expected: &["info response-body-became-enum + enum: [aa]}}, text/plain"],
    },
    Case {
        name: "a response body's type is lifted",
        edits: &[("{schema: {type: string, minLength: 2}}", "{schema: {minLength: 2}}")],
        expected: &["error response-body-type-generalized - string, minLength: 2}},"],
    },
    Case {
        name: "a response example changes",
        edits: &[("example: {name: one}", "example: {name: two}")],
        expected: &["info api-documentation-changed ~ example: {name: two}"],
    },
    Case {
        name: "a response header is added",
        edits: &[("            X-Note:", "            X-More: {schema: {type: string}}\n            X-Note:")],
        expected: &["info response-header-added + X-More: {schema: {type:"],
    },
    Case {
        name: "a required response header is removed",
        edits: &[("            X-Rate: {required: true, schema: {type: integer}}\n", "")],
        expected: &["error required-response-header-removed - X-Rate: {required: true,"],
    },
    Case {
        name: "an optional response header is removed",
        edits: &[("            X-Note: {schema: {type: string, nullable: true}}\n", "")],
        expected: &["warning optional-response-header-removed - X-Note: {schema: {type:"],
    },
    Case {
        name: "a response header becomes optional",
        edits: &[("X-Rate: {required: true, schema", "X-Rate: {schema")],
        expected: &["error response-header-became-optional - true, schema: {type: int"],
    },
    Case {
        name: "a response header becomes required",
        edits: &[("X-Note: {schema", "X-Note: {required: true, schema")],
        expected: &["info response-header-became-required + true, schema: {type: str"],
    },
    Case {
        name: "a response header's type widens",
        edits: &[("X-Rate: {required: true, schema: {type: integer}}", "X-Rate: {required: true, schema: {type: number}}")],
        expected: &["error response-header-type-generalized ~ number}}"],
    },
    Case {
        name: "a response header is no longer nullable",
        edits: &[("X-Note: {schema: {type: string, nullable: true}}", "X-Note: {schema: {type: string}}")],
        expected: &["info response-header-became-not-nullable - true}}"],
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
        name: "a required property is added",
        edits: &[("        note: {type", "        more: {type: string}\n        note: {type"), ("required: [name, size]", "required: [name, size, more]")],
        expected: &["error new-required-request-property + more: {type: string}", "info response-required-property-added + more: {type: string}"],
    },
    Case {
        name: "a required property with a default is added",
        edits: &[("        note: {type", "        more: {type: string, default: x}\n        note: {type"), ("required: [name, size]", "required: [name, size, more]")],
        expected: &["error new-required-request-property-with-default + more: {type: string, def", "info response-required-property-added + more: {type: string, def"],
    },
    Case {
        name: "an optional property is removed",
        edits: &[("        note: {type: string, nullable: true}\n", "")],
        expected: &["warning response-optional-property-removed - note: {type: string, nul", "warning request-property-removed - note: {type: string, nul"],
    },
    Case {
        name: "a required property is removed",
        edits: &[("        size: {type: integer, format: int32, minimum: 0, exclusiveMinimum: true, multipleOf: 2}\n", ""), ("required: [name, size]", "required: [name]")],
        expected: &["error response-required-property-removed - size: {type: integer, fo", "warning request-property-removed - size: {type: integer, fo"],
    },
    Case {
        name: "a property becomes required",
        edits: &[("required: [name, size]", "required: [name, size, note]")],
        expected: &["error request-property-became-required + note]", "info response-property-became-required + note]"],
    },
    Case {
        name: "a property with a default becomes required",
        edits: &[("required: [name, size]", "required: [name, size, colour]")],
        expected: &["error request-property-became-required-with-default + colour]", "info response-property-became-required + colour]"],
    },
    Case {
        name: "a property becomes optional",
        edits: &[("required: [name, size]", "required: [name]")],
        expected: &["error response-property-became-optional - size]", "info request-property-became-optional - size]"],
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
        name: "a read-only property is limited",
        edits: &[("readOnly: true, maxLength: 20", "readOnly: true, maxLength: 10")],
        expected: &["info response-property-max-length-decreased ~ 10}", "info request-read-only-property-max-length-decreased ~ 10}"],
    },
    Case {
        name: "a write-only property is less limited",
        edits: &[("writeOnly: true, maxLength: 20", "writeOnly: true, maxLength: 30")],
        expected: &["info response-write-only-property-max-length-increased ~ 30}", "info request-property-max-length-increased ~ 30}"],
    },
    Case {
        name: "a property becomes read-only",
        edits: &[("note: {type: string,", "note: {type: string, readOnly: true,")],
        expected: &["info response-optional-property-became-read-only + true, nullable: true}", "info request-optional-property-became-read-only + true, nullable: true}"],
    },
    Case {
        name: "a property is no longer write-only",
        edits: &[("secret: {type: string, writeOnly: true,", "secret: {type: string,")],
        expected: &["info response-optional-property-became-not-write-only - true, maxLength: 20}", "info request-optional-property-became-not-write-only - true, maxLength: 20}"],
    },
    Case {
        name: "a property's type changes",
        edits: &[("note: {type: string,", "note: {type: integer,")],
        expected: &["error response-property-type-changed ~ integer, nullable: true}", "error request-property-type-changed ~ integer, nullable: true}"],
    },
    Case {
        name: "a property's type widens",
        edits: &[("size: {type: integer, format: int32,", "size: {type: number,")],
        expected: &["error response-property-type-generalized ~ number, minimum: 0, excl", "info request-property-type-generalized ~ number, minimum: 0, excl"],
    },
    Case {
        name: "a property's format narrows",
        edits: &[("size: {type: integer, format: int32,", "size: {type: integer, format: int16,")],
        expected: &["error response-property-type-changed ~ int16, minimum: 0, exclu", "error request-property-type-changed ~ int16, minimum: 0, exclu"],
    },
    Case {
        name: "a property becomes nullable",
        edits: &[("colour: {type: string,", "colour: {type: string, nullable: true,")],
        expected: &["error response-property-became-nullable + true, enum: [red, green]", "info request-property-became-nullable + true, enum: [red, green]"],
    },
    Case {
        name: "a property is no longer nullable",
        edits: &[("note: {type: string, nullable: true}", "note: {type: string}")],
        expected: &["error request-property-became-not-nullable - true}", "info response-property-became-not-nullable - true}"],
    },
    Case {
        name: "a property's enum values change",
        edits: &[("enum: [red, green]", "enum: [red, blue]")],
        expected: &["error request-property-enum-value-removed - green], default: red}", "info request-property-enum-value-added + blue], default: red}", "warning response-property-enum-value-added + blue], default: red}", "info response-property-enum-value-removed - green], default: red}"],
    },
    Case {
        name: "a property becomes an enum",
        edits: &[("note: {type: string,", "note: {type: string, enum: [a],")],
        expected: &["error request-property-became-enum + enum: [a], nullable: tru", "info response-property-became-enum + enum: [a], nullable: tru"],
    },
    Case {
        name: "a property is no longer an enum",
        edits: &[("enum: [red, green], ", "")],
        expected: &["warning response-property-enum-removed - enum: [red, green], defa", "info request-property-enum-removed - enum: [red, green], defa"],
    },
    Case {
        name: "a property's pattern changes",
        edits: &[("pattern: '^[a-z]+$'}\n", "pattern: '^[a-z0-9]+$'}\n")],
        expected: &["warning request-property-pattern-changed ~ '^[a-z0-9]+$'}", "info response-property-pattern-changed ~ '^[a-z0-9]+$'}"],
    },
    Case {
        name: "a property's maxLength grows",
        edits: &[("maxLength: 64", "maxLength: 65")],
        expected: &["error response-property-max-length-increased ~ 65, pattern: '^[a-z]+$'}", "info request-property-max-length-increased ~ 65, pattern: '^[a-z]+$'}"],
    },
    Case {
        name: "a property's maxLength is removed",
        edits: &[(", maxLength: 64", "")],
        expected: &["error response-property-max-length-unset - 64, pattern: '^[a-z]+$'}", "info request-property-max-length-unset - 64, pattern: '^[a-z]+$'}"],
    },
    Case {
        name: "a property's minimum grows",
        edits: &[("minimum: 0", "minimum: 1")],
        expected: &["error request-property-min-increased ~ 1, exclusiveMinimum: tru", "info response-property-min-increased ~ 1, exclusiveMinimum: tru"],
    },
    Case {
        name: "a property's minimum is no longer exclusive",
        edits: &[("exclusiveMinimum: true, ", "")],
        expected: &["error response-property-exclusive-min-unset - true, multipleOf: 2}", "info request-property-exclusive-min-unset - true, multipleOf: 2}"],
    },
    Case {
        name: "a property's multipleOf changes",
        edits: &[("multipleOf: 2", "multipleOf: 3")],
        expected: &["error response-property-multiple-of-changed ~ 3}", "error request-property-multiple-of-changed ~ 3}"],
    },
    Case {
        name: "a property's maxItems grows",
        edits: &[("maxItems: 9", "maxItems: 10")],
        expected: &["error response-property-max-items-increased ~ 10, minItems: 1, uniqueI", "info request-property-max-items-increased ~ 10, minItems: 1, uniqueI"],
    },
    Case {
        name: "a property's minItems is removed",
        edits: &[("minItems: 1, uniqueItems", "uniqueItems")],
        expected: &["error response-property-min-items-unset - 1, uniqueItems: true, it", "info request-property-min-items-unset - 1, uniqueItems: true, it"],
    },
    Case {
        name: "a property's items need no longer be unique",
        edits: &[("uniqueItems: true, ", "")],
        expected: &["error response-property-unique-items-unset - true, items: {$ref: '#/c", "info request-property-unique-items-unset - true, items: {$ref: '#/c"],
    },
    Case {
        name: "a property's maxProperties is removed",
        edits: &[("maxProperties: 4, ", "")],
        expected: &["error response-property-max-properties-unset - 4, additionalProperties:", "info request-property-max-properties-unset - 4, additionalProperties:"],
    },
    Case {
        name: "a property's default changes",
        edits: &[("default: red", "default: green")],
        expected: &["info response-property-default-value-changed ~ green}", "info request-property-default-value-changed ~ green}"],
    },
    Case {
        name: "a property becomes deprecated",
        edits: &[("note: {type: string,", "note: {type: string, deprecated: true,")],
        expected: &["info response-property-deprecated + true, nullable: true}", "info request-property-deprecated + true, nullable: true}"],
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
        name: "additional properties are forbidden",
        edits: &[("additionalProperties: {type: string}", "additionalProperties: false")],
        expected: &["error request-property-additional-properties-forbidden ~ false}", "info response-property-additional-properties-forbidden ~ false}"],
    },
    Case {
        name: "additional properties are allowed",
        edits: &[(", additionalProperties: false", "")],
        expected: &["warning response-property-additional-properties-allowed - false}", "info request-property-additional-properties-allowed - false}"],
    },
    Case {
        name: "a deep property changes its type",
        edits: &[("radius: {type: number, format: double}", "radius: {type: string}")],
        expected: &["error response-property-type-changed ~ string}}}", "error request-property-type-changed ~ string}}}"],
    },
    Case {
        name: "a oneOf variant is removed",
        edits: &[("        - {$ref: '#/components/schemas/Square'}\n", "")],
        expected: &["error request-property-one-of-removed - {$ref: '#/components/sch", "info response-property-one-of-removed - {$ref: '#/components/sch"],
    },
    Case {
        name: "a oneOf variant is added",
        edits: &[("        - {$ref: '#/components/schemas/Square'}\n", "        - {$ref: '#/components/schemas/Square'}\n        - {$ref: '#/components/schemas/Limits'}\n")],
        expected: &["error response-property-one-of-added + {$ref: '#/components/sch", "info request-property-one-of-added + {$ref: '#/components/sch"],
    },
    Case {
        name: "an anyOf variant is removed",
        edits: &[("anyOf: [{type: string}, {type: integer}]", "anyOf: [{type: string}]")],
        expected: &["error request-property-any-of-removed - {type: integer}]}", "info response-property-any-of-removed - {type: integer}]}"],
    },
    Case {
        name: "an anyOf variant is added",
        edits: &[("anyOf: [{type: string}, {type: integer}]", "anyOf: [{type: string}, {type: integer}, {type: boolean}]")],
        expected: &["info response-property-any-of-added + {type: boolean}]}", "info request-property-any-of-added + {type: boolean}]}"],
    },
    Case {
        name: "an allOf variant is removed",
        edits: &[("allOf: [{$ref: '#/components/schemas/Limits'}, ", "allOf: [")],
        expected: &["warning request-property-all-of-removed - {$ref: '#/components/sch", "info response-property-all-of-removed - {$ref: '#/components/sch"],
    },
    Case {
        name: "an allOf variant is added",
        edits: &[(", {description: Only said.}]", ", {description: Only said.}, {required: [max]}]")],
        expected: &["error request-property-all-of-added + {required: [max]}]}", "info response-property-all-of-added + {required: [max]}]}"],
    },
    Case {
        name: "an allOf remark is removed",
        edits: &[(", {description: Only said.}]", "]")],
        expected: &["info response-property-all-of-removed-annotation-only - {description: Only said.", "info request-property-all-of-removed-annotation-only - {description: Only said."],
    },
    Case {
        name: "a discriminator property is renamed",
        edits: &[("propertyName: kind", "propertyName: sort")],
        expected: &["info response-property-discriminator-property-name-changed ~ sort, mapping: {round: '", "info request-property-discriminator-property-name-changed ~ sort, mapping: {round: '"],
    },
    Case {
        name: "a discriminator value is added",
        edits: &[("mapping: {round: '#/components/schemas/Round'}", "mapping: {round: '#/components/schemas/Round', square: '#/components/schemas/Square'}")],
        expected: &["info response-property-discriminator-mapping-added + '#/components/schemas/Sq", "info request-property-discriminator-mapping-added + '#/components/schemas/Sq"],
    },
    Case {
        name: "a discriminator is removed",
        edits: &[("      discriminator: {propertyName: kind, mapping: {round: '#/components/schemas/Round'}}\n", "")],
        expected: &["info response-property-discriminator-removed - discriminator: {property", "info request-property-discriminator-removed - discriminator: {property"],
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
        name: "a global requirement is added",
        edits: &[("  - key: []\n", "  - key: []\n  - oauth: []\n")],
        expected: &["info api-global-security-added + oauth: []"],
    },
    Case {
        name: "a global requirement is exchanged",
        edits: &[("  - key: []\n", "  - oauth: []\n")],
        expected: &["info api-global-security-removed - key: []", "info api-global-security-added + oauth: []"],
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
        name: "a security scheme sends its key under another name",
        edits: &[("name: X-Key", "name: X-Api-Key")],
        expected: &["error api-security-component-name-changed ~ X-Api-Key}"],
    },
    Case {
        name: "the header of a security scheme is written in another case",
        edits: &[("name: X-Key", "name: x-key")],
        expected: &["info api-notation-changed ~ x-key}"],
    },
    Case {
        name: "a security scheme sends its key elsewhere",
        edits: &[("key: {type: apiKey, in: header", "key: {type: apiKey, in: query")],
        expected: &["error api-security-component-location-changed ~ query, name: X-Key}"],
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
        name: "a token URL changes",
        edits: &[("https://id.example/token", "https://id.example/v2/token")],
        expected: &["info api-security-component-oauth-token-url-changed ~ 'https://id.example/v2/t"],
    },
    Case {
        name: "a security scheme is removed",
        edits: &[("    key: {type: apiKey, in: header, name: X-Key}\n", "")],
        expected: &["info api-security-component-removed - key: {type: apiKey, in:"],
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
        name: "the version of the API changes",
        edits: &[("version: 1.2.0", "version: 1.3.0")],
        expected: &["info api-version-changed ~ 1.3.0, description: All"],
    },
    Case {
        name: "the version of the API decreases",
        edits: &[("version: 1.2.0", "version: 1.1.9")],
        expected: &["info api-version-decreased ~ 1.1.9, description: All"],
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
        name: "an unused schema is removed",
        edits: &[("    Unused: {type: string}\n", "")],
        expected: &["info api-schema-removed - Unused: {type: string}"],
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

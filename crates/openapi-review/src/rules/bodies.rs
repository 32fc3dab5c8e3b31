//! Request bodies.

use openapi_document::Example;

use super::change_rules;
use crate::reasons::{KEEP, NOTHING, STILL_WORKS};

change_rules! {
    BODIES:

    REQUEST_BODY_ADDED_REQUIRED = "request-body-added-required", Error {
        what: "An operation has a required request body now.",
        why: "requests of today's clients lack it, and are refused",
        fix: "make it optional, and let its absence mean what it meant before",
        example: Example::operation(
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "requestBody: {required: true, content: {application/json: {schema: {type: string}}}}\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    REQUEST_BODY_ADDED_OPTIONAL = "request-body-added-optional", Info {
        what: "An operation has an optional request body now.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::operation(
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "requestBody: {content: {application/json: {schema: {type: string}}}}\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    REQUEST_BODY_REMOVED = "request-body-removed", Error {
        what: "An operation has no request body any more.",
        why: "today's clients send one, and what it asks for is refused or ignored",
        fix: "keep reading it",
        example: Example::operation(
            "requestBody: {content: {application/json: {schema: {type: string}}}}\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    REQUEST_BODY_BECAME_REQUIRED = "request-body-became-required", Error {
        what: "A request body is required now.",
        why: "requests of today's clients lack it, and are refused",
        fix: "keep it optional, and let its absence mean what it meant before",
        example: Example::request_body(
            "{content: {application/json: {schema: {type: string}}}}",
            "{required: true, content: {application/json: {schema: {type: string}}}}",
        ),
    }
    REQUEST_BODY_BECAME_OPTIONAL = "request-body-became-optional", Info {
        what: "A request body is no longer required.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::request_body(
            "{required: true, content: {application/json: {schema: {type: string}}}}",
            "{content: {application/json: {schema: {type: string}}}}",
        ),
    }
    REQUEST_BODY_MEDIA_TYPE_ADDED = "request-body-media-type-added", Info {
        what: "A request body may be sent in one media type more.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::request_body(
            "{content: {application/json: {}}}",
            "{content: {application/json: {}, text/plain: {}}}",
        ),
    }
    REQUEST_BODY_MEDIA_TYPE_REMOVED = "request-body-media-type-removed", Error {
        what: "A request body is no longer read in one media type.",
        why: "today's clients that send it in that media type are refused",
        fix: KEEP,
        example: Example::request_body(
            "{content: {application/json: {}, text/plain: {}}}",
            "{content: {application/json: {}}}",
        ),
    }
    REQUEST_BODY_MEDIA_TYPE_SCHEMA_ADDED = "request-body-media-type-schema-added", Error {
        what: "A media type of a request body has a schema now.",
        why: "today's clients may send what does not fit it",
        fix: KEEP,
        example: Example::request_body(
            "{content: {application/json: {}}}",
            "{content: {application/json: {schema: {type: string}}}}",
        ),
    }
    REQUEST_BODY_MEDIA_TYPE_SCHEMA_REMOVED = "request-body-media-type-schema-removed", Info {
        what: "A media type of a request body has no schema any more.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::request_body(
            "{content: {application/json: {schema: {type: string}}}}",
            "{content: {application/json: {}}}",
        ),
    }
    REQUEST_BODY_MEDIA_TYPE_NAME_CHANGED = "request-body-media-type-name-changed", Warning {
        what: "A media type of a request body has other parameters.",
        why: "today's clients send the old ones, which a service may refuse",
        fix: "make sure that the service reads both",
        example: Example::request_body(
            "{content: {text/plain; charset=utf-8: {}}}",
            "{content: {text/plain; charset=ascii: {}}}",
        ),
    }
    REQUEST_BODY_MEDIA_TYPE_NAME_GENERALIZED = "request-body-media-type-name-generalized", Info {
        what: "A media type of a request body has no parameters any more.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::request_body(
            "{content: {text/plain; charset=utf-8: {}}}",
            "{content: {text/plain: {}}}",
        ),
    }
    REQUEST_BODY_MEDIA_TYPE_NAME_SPECIALIZED = "request-body-media-type-name-specialized", Error {
        what: "A media type of a request body asks for parameters now.",
        why: "today's clients send none, and are refused",
        fix: KEEP,
        example: Example::request_body(
            "{content: {text/plain: {}}}",
            "{content: {text/plain; charset=utf-8: {}}}",
        ),
    }
}

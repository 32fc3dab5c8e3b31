//! Responses and their headers.

use openapi_document::Example;

use super::change_rules;
use crate::reasons::{KEEP, NOTHING, STILL_WORKS};

change_rules! {
    RESPONSES:

    RESPONSE_SUCCESS_STATUS_ADDED = "response-success-status-added", Info {
        what: "An operation has one status of success more.",
        why: "oasdiff's judgement: a client that knows HTTP takes every 2XX for a success",
        fix: NOTHING,
        example: Example::responses(
            "{'204': {description: Done.}}",
            "{'204': {description: Done.}, '202': {description: Begun.}}",
        ),
    }
    RESPONSE_SUCCESS_STATUS_REMOVED = "response-success-status-removed", Error {
        what: "An operation has one status of success less.",
        why: "today's clients wait for it, and act on what it means",
        fix: "keep answering with it",
        example: Example::responses(
            "{'204': {description: Done.}, '202': {description: Begun.}}",
            "{'204': {description: Done.}}",
        ),
    }
    RESPONSE_NON_SUCCESS_STATUS_ADDED = "response-non-success-status-added", Info {
        what: "An operation has one status of failure more.",
        why: "a client has to expect every failure",
        fix: NOTHING,
        example: Example::responses(
            "{'204': {description: Done.}}",
            "{'204': {description: Done.}, '404': {description: Gone.}}",
        ),
    }
    RESPONSE_NON_SUCCESS_STATUS_REMOVED = "response-non-success-status-removed", Info {
        what: "An operation has one status of failure less.",
        why: "a client has to expect every failure",
        fix: NOTHING,
        example: Example::responses(
            "{'204': {description: Done.}, '404': {description: Gone.}}",
            "{'204': {description: Done.}}",
        ),
    }
    RESPONSE_MEDIA_TYPE_ADDED = "response-media-type-added", Info {
        what: "A response may come in one media type more.",
        why: "a client gets it only when it asks for it",
        fix: NOTHING,
        example: Example::responses(
            "{'200': {description: Done., content: {application/json: {}}}}",
            "{'200': {description: Done., content: {application/json: {}, text/plain: {}}}}",
        ),
    }
    RESPONSE_MEDIA_TYPE_REMOVED = "response-media-type-removed", Error {
        what: "A response no longer comes in one media type.",
        why: "today's clients that ask for it get none",
        fix: KEEP,
        example: Example::responses(
            "{'200': {description: Done., content: {application/json: {}, text/plain: {}}}}",
            "{'200': {description: Done., content: {application/json: {}}}}",
        ),
    }
    RESPONSE_MEDIA_TYPE_NAME_CHANGED = "response-media-type-name-changed", Info {
        what: "A media type of a response has other parameters.",
        why: "clients read the parameters from the response",
        fix: NOTHING,
        example: Example::responses(
            "{'200': {description: Done., content: {text/plain; charset=utf-8: {}}}}",
            "{'200': {description: Done., content: {text/plain; charset=ascii: {}}}}",
        ),
    }
    RESPONSE_MEDIA_TYPE_NAME_GENERALIZED = "response-media-type-name-generalized", Error {
        what: "A media type of a response has no parameters any more.",
        why: "today's clients rely on the parameters, such as the charset, and may get others",
        fix: "keep what was promised",
        example: Example::responses(
            "{'200': {description: Done., content: {text/plain; charset=utf-8: {}}}}",
            "{'200': {description: Done., content: {text/plain: {}}}}",
        ),
    }
    RESPONSE_MEDIA_TYPE_NAME_SPECIALIZED = "response-media-type-name-specialized", Info {
        what: "A media type of a response promises parameters now.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::responses(
            "{'200': {description: Done., content: {text/plain: {}}}}",
            "{'200': {description: Done., content: {text/plain; charset=utf-8: {}}}}",
        ),
    }
    RESPONSE_BODY_MEDIA_TYPE_SCHEMA_ADDED = "response-body-media-type-schema-added", Info {
        what: "A media type of a response has a schema now.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::responses(
            "{'200': {description: Done., content: {application/json: {}}}}",
            "{'200': {description: Done., content: {application/json: {schema: {type: string}}}}}",
        ),
    }
    RESPONSE_BODY_MEDIA_TYPE_SCHEMA_REMOVED = "response-body-media-type-schema-removed", Warning {
        what: "A media type of a response has no schema any more.",
        why: "what comes may be anything, and today's clients read what the schema said",
        fix: "keep what was promised",
        example: Example::responses(
            "{'200': {description: Done., content: {application/json: {schema: {type: string}}}}}",
            "{'200': {description: Done., content: {application/json: {}}}}",
        ),
    }
    RESPONSE_HEADER_ADDED = "response-header-added", Info {
        what: "A response has one header more.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::responses(
            "{'200': {description: Done., headers: {}}}",
            "{'200': {description: Done., headers: {X-Rate: {schema: {type: integer}}}}}",
        ),
    }
    REQUIRED_RESPONSE_HEADER_REMOVED = "required-response-header-removed", Error {
        what: "A response lacks a header that it always had.",
        why: "today's clients read it",
        fix: "keep sending it",
        example: Example::responses(
            "{'200': {description: Done., headers: {X-Rate: {required: true, schema: {type: \
             integer}}}}}",
            "{'200': {description: Done., headers: {}}}",
        ),
    }
    OPTIONAL_RESPONSE_HEADER_REMOVED = "optional-response-header-removed", Warning {
        what: "A response lacks a header that it sometimes had.",
        why: "today's clients may rely on it",
        fix: "keep sending it while it is read",
        example: Example::responses(
            "{'200': {description: Done., headers: {X-Rate: {schema: {type: integer}}}}}",
            "{'200': {description: Done., headers: {}}}",
        ),
    }
    RESPONSE_HEADER_BECAME_OPTIONAL = "response-header-became-optional", Error {
        what: "A header of a response may be absent now.",
        why: "today's clients read it without looking whether it is there",
        fix: "keep sending it",
        example: Example::responses(
            "{'200': {description: Done., headers: {X-Rate: {required: true, schema: {type: \
             integer}}}}}",
            "{'200': {description: Done., headers: {X-Rate: {schema: {type: integer}}}}}",
        ),
    }
    RESPONSE_HEADER_BECAME_REQUIRED = "response-header-became-required", Info {
        what: "A header of a response is always there now.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::responses(
            "{'200': {description: Done., headers: {X-Rate: {schema: {type: integer}}}}}",
            "{'200': {description: Done., headers: {X-Rate: {required: true, schema: {type: \
             integer}}}}}",
        ),
    }
    RESPONSE_HEADER_DEPRECATED = "response-header-deprecated", Info {
        what: "A header of a response is marked as deprecated.",
        why: "it is still sent",
        fix: NOTHING,
        example: Example::responses(
            "{'200': {description: Done., headers: {X-Rate: {schema: {type: integer}}}}}",
            "{'200': {description: Done., headers: {X-Rate: {deprecated: true, schema: {type: \
             integer}}}}}",
        ),
    }
    RESPONSE_HEADER_REACTIVATED = "response-header-reactivated", Info {
        what: "A header of a response is no longer deprecated.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::responses(
            "{'200': {description: Done., headers: {X-Rate: {deprecated: true, schema: {type: \
             integer}}}}}",
            "{'200': {description: Done., headers: {X-Rate: {schema: {type: integer}}}}}",
        ),
    }
    RESPONSE_HEADER_EXPLODE_CHANGED = "response-header-explode-changed", Error {
        what: "The `explode` of a header of a response differs.",
        why: "today's clients read the value in the old form",
        fix: "add a header with the new form, and keep the old",
        example: Example::responses(
            "{'200': {description: Done., headers: {X-Ids: {schema: {type: object, properties: \
             {a: {type: string}}}}}}}",
            "{'200': {description: Done., headers: {X-Ids: {explode: true, schema: {type: object, \
             properties: {a: {type: string}}}}}}}",
        ),
    }
}

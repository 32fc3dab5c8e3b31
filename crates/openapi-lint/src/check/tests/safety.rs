use openapi_document::{Document, Level, Part};

use super::{
    super::{
        Policy, findings, path_safety::UNSAFE, patterns::UNSUPPORTED, reserved_headers::RESERVED,
    },
    of_rule,
};

/// What is said about a path parameter with this schema; empty when it is safe.
fn judged(schema: &str) -> String {
    let found = of_rule(&Part::PathParameter.document(schema), &UNSAFE);
    let messages: Vec<_> = found
        .iter()
        .map(|finding| finding.message.clone())
        .collect();
    messages.join("; ")
}

#[test]
fn path_parameters_that_cannot_leave_their_segment_are_safe() {
    for schema in [
        "{type: string, minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9-]+$'}",
        "{type: string, pattern: '^[0-9a-f]{32}$'}",
        "{type: string, pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'}",
        "{type: string, format: uuid}",
        "{type: string, format: date}",
        "{type: string, format: ipv4}",
        "{type: string, enum: [red, green]}",
        "{type: string, enum: [a, A], pattern: '^[A-Za-z]+$'}",
        "{type: integer}",
        "{type: integer, enum: [1, 2]}",
        "{type: number}",
        "{type: boolean}",
        "{allOf: [{type: string}, {pattern: '^[a-z]+$', type: string}]}",
        "{oneOf: [{type: integer}, {type: string, pattern: '^[a-z]+$'}]}",
        "{type: string, pattern: '^q[0-9]{3}q$'}",
        "{type: string, pattern: '^(?=[a-z]+$).*$'}",
        "{type: string, minLength: 1, pattern: '^[a-z]*$'}",
        "{allOf: [{type: string, minLength: 1}, {type: string, pattern: '^[a-z]*$'}]}",
    ] {
        assert_eq!(judged(schema), "", "{schema}");
    }
}

#[test]
fn path_parameters_that_can_leave_their_segment_are_found() {
    for (schema, expected) in [
        ("{}", "accepts any text"),
        ("{type: string}", "accepts any text"),
        ("{type: string, minLength: 1}", "accepts any text"),
        ("{type: string, format: email}", "accepts any text"),
        ("{type: string, pattern: '^[a-z]*$'}", "may be empty"),
        ("{type: array, items: {type: string}}", "accepts any text"),
        (
            "{type: array, items: {type: string, pattern: '^[a-z,]*$'}}",
            "accepts the character ','; the path parameter `thing_id` may be empty",
        ),
        (
            "{type: string, pattern: '[a-z]+'}",
            "around what its `pattern`",
        ),
        (
            "{type: string, pattern: '^[a-z]+'}",
            "around what its `pattern`",
        ),
        (
            "{type: string, pattern: '[a-z]+$'}",
            "around what its `pattern`",
        ),
        (
            "{type: string, pattern: '^[a-z]+|[0-9]+$'}",
            "around what its `pattern`",
        ),
        (
            "{type: string, pattern: '^[^/]+$'}",
            "accepts the character '.'",
        ),
        (
            r"{type: string, pattern: '^[^/.]+$'}",
            r"accepts the character '\\'",
        ),
        (
            "{type: string, pattern: '^[a-z.]*$'}",
            "accepts the character '.'; the path parameter `thing_id` may be empty",
        ),
        (
            "{type: string, pattern: '^[a-z%0-9]+$'}",
            "accepts the character '%'",
        ),
        (
            r"{type: string, pattern: '^\w+\s\w+$'}",
            "accepts the character ' '",
        ),
        // However long the text that it takes, and however it looks from outside.
        (
            "{type: string, pattern: '^[a-z]{170}/[a-z]{3}$'}",
            "accepts the character '/'",
        ),
        (
            "{type: string, pattern: '^(?!x)[a-z]+(%2e)?$'}",
            "accepts the character '%'",
        ),
        (
            "{type: string, pattern: '^(?!x).+$'}",
            "accepts the character '.'",
        ),
        ("{type: string, enum: [a, ..]}", "accepts \"..\""),
        ("{type: string, enum: [a, 'b/c']}", "accepts \"b/c\""),
        ("{type: string, enum: [a, '']}", "may be empty"),
        // The generated type is a plain string.
        (
            "{type: string, enum: [a, A]}",
            "whose `enum` cannot become a type, accepts any text",
        ),
        ("{type: string, format: date-time}", "whose values hold `:`"),
        ("{type: string, format: ipv6}", "whose values hold `:`"),
        (
            "{oneOf: [{type: integer}, {type: string}]}",
            "accepts any text",
        ),
        (
            "{oneOf: [{type: integer}, {type: string, pattern: '^(a|b/c)$'}]}",
            "accepts the character '/'",
        ),
        (
            "{allOf: [{type: string, minLength: 1}, {type: string, pattern: '^[a.]*$'}]}",
            "accepts the character '.'",
        ),
    ] {
        let message = judged(schema);
        assert!(message.contains(expected), "{schema}: {message:?}");
    }
}

#[test]
fn a_refused_pattern_is_not_judged_before_it_is_another() {
    let schema = "{type: string, pattern: '^(?<=a)b$'}";
    assert_eq!(judged(schema), "");
    assert!(!of_rule(&Part::PathParameter.document(schema), &UNSUPPORTED).is_empty());
}

/// How the rule about reserved headers judges a header parameter of this name, under each policy.
fn judged_name(name: &str) -> Vec<Level> {
    judged_in("header", name)
}

fn judged_in(place: &str, name: &str) -> Vec<Level> {
    let text = Part::Parameter.document(&format!(
        "{{name: '{name}', in: {place}, schema: {{type: string}}}}"
    ));
    let document = Document::parse("things.yaml", text.as_bytes()).unwrap();
    [Policy::own(), Policy::elsewhere(), Policy::needed()]
        .iter()
        .flat_map(|policy| {
            findings(&document, policy)
                .iter()
                .cloned()
                .collect::<Vec<_>>()
        })
        .filter(|finding| finding.rule == &RESERVED)
        .map(|finding| finding.level)
        .collect()
}

#[test]
fn a_header_that_is_not_the_operations_is_refused_in_every_document_and_spelling() {
    for name in [
        "Host",
        "content-length",
        "CONTENT-LENGTH",
        "Content_Length",
        "Content.Length",
        "Transfer-Encoding",
        "Connection",
        "HTTP2-Settings",
        "Proxy-Authorization",
        "Sec-WebSocket-Key",
        "Forwarded",
        "X-Forwarded-Host",
        "x_forwarded_for",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X_HTTP_METHOD",
        "_method",
        "Cookie",
        "X-Auth-Token",
        "X-Sdk-Date",
        "x-sdk-anything",
        "X-Project-Id",
        "X-Security-Token",
        "X-Subject-Token",
        "User-Agent",
        "api-version",
        "Content-Encoding",
        "Content-Range",
        "Trailers",
        "Forwarded-For",
        "Forwarded-Host",
        "Forwarded-Proto",
        "X-Forward-For",
        "X-Originating-IP",
        "X-Remote-IP",
        "X-Remote-Addr",
        "CF-Connecting-IP",
        "Fastly-Client-IP",
        "X-Url",
        "X-HTTP-Verb",
        "X-Request-Method",
        "$httpMethod",
        "Remote-User",
        "X-Remote-User",
        "X-User-Id",
        "X-User-Token",
        "X-Roles",
        "X-Identity-Status",
        "X-Tenant-Id",
        "X-Project-Name",
        "X-Domain-Name",
        "X-Auth-User",
        "X-Auth-Key",
        // `Content-Type` is ignored, but this is not its name.
        "Content_Type",
    ] {
        assert_eq!(judged_name(name), [Level::Error; 3], "{name}");
    }
}

#[test]
fn a_query_parameter_that_names_another_method_is_refused_and_no_other() {
    for name in [
        "_method",
        "_METHOD",
        "$httpMethod",
        "X-HTTP-Method-Override",
        "x_http_method",
    ] {
        assert_eq!(judged_in("query", name), [Level::Error; 3], "{name}");
    }
    for name in ["method", "http_method", "host", "via", "X-Auth-Token"] {
        assert_eq!(judged_in("query", name), [], "{name}");
    }
}

#[test]
fn a_header_of_the_operations_own_is_accepted() {
    for name in [
        "X-Language",
        "Accept-Language",
        "X-Request-Id",
        "If-Match",
        "Range",
        "X-Hosts",
        "Methods",
        "X-Project",
        // Ignored by OpenAPI, and reported by another rule.
        "Accept",
        "Content-Type",
        "authorization",
    ] {
        assert_eq!(judged_name(name), [], "{name}");
    }
}

use super::{Case, PARAMETERS, RESPONSES, case, check, of_rule, operation, path_parameter, schema};

#[test]
fn safety() {
    check(&cases());
}

pub(super) fn cases() -> Vec<Case> {
    let fine = operation(&format!("{PARAMETERS}\n{RESPONSES}"));
    vec![
        case(
            "external-reference",
            schema("{$ref: 'https://example.com/thing.yaml'}"),
            schema("{type: string}"),
        ),
        case(
            "unsafe-path-parameter",
            path_parameter("{type: string, pattern: '[a-z]+'}"),
            path_parameter("{type: string, pattern: '^[a-z]+$'}"),
        ),
        case(
            "insecure-server",
            fine.replace("https://example.com", "http://example.com"),
            fine.replace("https://example.com", "http://localhost:8080"),
        ),
        case(
            "slow-pattern",
            schema("{type: string, pattern: '^([a-z]+)+$'}"),
            schema("{type: string, pattern: '^[a-z]+(-[a-z]+)*$'}"),
        ),
    ]
}

/// What is said about a path parameter with this schema; empty when it is safe.
fn judged(schema: &str) -> String {
    let found = of_rule(&path_parameter(schema), "unsafe-path-parameter");
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
        "{type: string, pattern: '^q[0-9]{3}q$', example: q123q}",
    ] {
        assert_eq!(judged(schema), "", "{schema}");
    }
}

#[test]
fn path_parameters_that_can_leave_their_segment_are_found_by_trying() {
    for (schema, expected) in [
        ("{}", "may be empty"),
        ("{type: string}", "may be empty"),
        ("{type: string, minLength: 1}", "accepts \".\""),
        ("{type: string, minLength: 3}", "accepts \"../x\""),
        ("{type: string, minLength: 36, maxLength: 36}", "accepts"),
        ("{type: string, pattern: '^[a-z]*$'}", "may be empty"),
        ("{type: string, pattern: '[a-z]+'}", "accepts \"../x\""),
        ("{type: string, pattern: '^[a-z]+'}", "accepts \"x/..\""),
        ("{type: string, pattern: '[a-z]+$'}", "accepts \"../x\""),
        ("{type: string, pattern: '^[^/]+$'}", "accepts \".\""),
        ("{type: string, pattern: '^[^/.]+$'}", "accepts"),
        ("{type: string, pattern: '^[a-z.]{2,}$'}", "accepts \"..\""),
        ("{type: string, pattern: '^[a-z]+|[0-9]+$'}", "accepts"),
        (
            r"{type: string, pattern: '^[a-z\\]+$'}",
            r#"accepts "a\\b""#,
        ),
        (
            "{type: string, pattern: '^[a-z%0-9]+$'}",
            "accepts \"%2e%2e\"",
        ),
        (r"{type: string, pattern: '^\w[\s\S]\w$'}", "accepts"),
        (r"{type: string, pattern: '^\S+$'}", "accepts \".\""),
        ("{type: string, pattern: '^\\p{L}+$'}", "accepts"),
        ("{type: string, enum: [a, ..]}", "accepts \"..\""),
        ("{type: string, enum: [a, 'b/c']}", "accepts \"b/c\""),
        // The generated type is a plain string.
        ("{type: string, enum: [a, A]}", "may be empty"),
        ("{oneOf: [{type: integer}, {type: string}]}", "may be empty"),
        ("{type: string, format: email}", "may be empty"),
        // Only one branch, one optional part or one count lets the harm in.
        (
            r"{type: string, pattern: '^([a-z]+|\.\./instances/[a-z]+)$'}",
            "accepts \"../instances/",
        ),
        (
            "{type: string, pattern: '^v[0-9]+(/x)?$'}",
            "accepts \"v0/x\"",
        ),
        (
            "{type: string, pattern: '^task_[A-Za-z0-9]+(%2e)*$'}",
            "accepts \"task_a%2e\"",
        ),
        (
            r"{type: string, pattern: '^[a-z0-9]+(\.[0-9]{2})?$'}",
            "accepts \"a.00\"",
        ),
        (
            "{type: string, pattern: '^(?:[a-z]+|[.]{3})$'}",
            "accepts \"...\"",
        ),
        (
            r"{type: string, minLength: 9, pattern: '^[a-z]+(\.[a-z])?$'}",
            "accepts \"aaaaaaaaaa.a\"",
        ),
        (
            "{oneOf: [{type: integer}, {type: string, pattern: '^(a|b/c)$'}]}",
            "accepts \"b/c\"",
        ),
        (
            "{type: string, pattern: '^q[0-9]{3}q$'}",
            "no value is known",
        ),
    ] {
        let message = judged(schema);
        assert!(message.contains(expected), "{schema}: {message:?}");
    }
}

#[test]
fn a_pattern_full_of_places_for_harm_is_judged_all_the_same() {
    // Nothing is accepted, so everything is tried.
    let never = "^(?=never)";
    for inner in ["[^a]*[^b]*[^c]*x".to_owned(), "(.|[/.])".repeat(200)] {
        let schema = format!("{{type: string, minLength: 100, pattern: '{never}{inner}$'}}");
        assert!(judged(&schema).contains("no value is known"), "{inner}");
    }
}

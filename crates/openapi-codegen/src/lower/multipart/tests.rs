use openapi_document::Document;

use crate::lower::lower;

fn document(content: &str) -> Document {
    Document::parse("things.yaml", text(content).as_bytes()).unwrap()
}

/// A document with one body in parts, whose content this is.
fn text(content: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Things, version: '1'}}
paths:
  /things:
    post:
      operationId: addThing
      requestBody: {{required: true, content: {{multipart/form-data: {{{content}}}}}}}
      responses: {{'204': {{description: Done.}}}}
components:
  schemas:
    Picture: {{type: string, format: binary, nullable: true}}
    Thing: {{type: object, required: [name], properties: {{name: {{type: string}}}}}}
    Circle: {{oneOf: [{{$ref: '#/components/schemas/Circle'}}, {{type: integer}}]}}
    Open: {{type: object, properties: {{a: {{type: string}}}}, additionalProperties: true}}
    Choice: {{oneOf: [{{$ref: '#/components/schemas/Thing'}}]}}
"
    )
}

/// The parts of a body: `*` marks a list, `!` what is required, and a media type stands behind the name.
#[track_caller]
fn check(content: &str, expected: &str) {
    let lowered = lower(&document(content)).unwrap_or_else(|findings| panic!("{findings}"));
    let parts = lowered.wires()["add_thing"].parts.iter().map(|part| {
        let mark = |is: bool, mark: &'static str| if is { mark } else { "" };
        format!(
            "{}{}{}{}{}",
            part.name,
            mark(part.is_list, "*"),
            mark(part.is_required, "!"),
            mark(part.is_file, " file"),
            part.media_type
                .as_ref()
                .map_or_else(String::new, |name| format!(" {name}")),
        )
    });
    assert_eq!(parts.collect::<Vec<_>>().join(", "), expected, "{content}");
}

#[test]
fn bytes_are_files_and_what_encoding_calls_bytes_as_well() {
    let binary = "{type: string, format: binary}";
    for (member, encoding, expected) in [
        (binary, "", "a file"),
        ("{$ref: '#/components/schemas/Picture'}", "", "a file"),
        ("{type: string}", "", "a"),
        ("{type: string, format: byte}", "", "a"),
        ("{}", "", "a"),
        (
            "{}",
            "contentType: application/octet-stream",
            "a file application/octet-stream",
        ),
        (
            "{type: string}",
            "contentType: image/png",
            "a file image/png",
        ),
        (
            "{type: string}",
            "contentType: 'image/png, image/jpeg'",
            "a file",
        ),
        ("{type: string}", "contentType: image/*", "a file"),
        (
            "{type: string}",
            "contentType: 'text/plain, image/png'",
            "a",
        ),
        (binary, "contentType: text/csv", "a file text/csv"),
        (
            "{type: object}",
            "contentType: application/json",
            "a application/json",
        ),
        ("{type: object}", "contentType: text/xml", "a text/xml"),
        ("{type: integer}", "contentType: \"a\\r\\nb\"", "a"),
    ] {
        let list = format!("{{type: array, items: {member}}}");
        for (member, mark) in [(member, "a"), (&list, "a*")] {
            let schema = format!("schema: {{type: object, properties: {{a: {member}}}}}");
            let content = format!("{schema}, encoding: {{a: {{{encoding}}}}}");
            check(&content, &expected.replacen('a', mark, 1));
        }
    }
}

#[test]
fn a_choice_of_which_one_is_a_file_is_a_file() {
    let binary = "{type: string, format: binary}";
    for (choice, expected) in [
        (format!("{{oneOf: [{binary}, {{type: string}}]}}"), "a file"),
        (
            format!("{{anyOf: [{{type: array, items: {binary}}}, {binary}]}}"),
            "a* file",
        ),
        (
            format!("{{type: array, items: {{oneOf: [{binary}, {{type: string}}]}}}}"),
            "a* file",
        ),
        ("{oneOf: [{type: string}, {type: integer}]}".to_owned(), "a"),
        ("{$ref: '#/components/schemas/Circle'}".to_owned(), "a"),
    ] {
        check(
            &format!("schema: {{type: object, properties: {{a: {choice}}}}}"),
            expected,
        );
    }
}

/// OpenAPI 3.1, "Considerations for File Uploads".
#[test]
fn what_openapi_3_1_gives_no_type_is_a_file() {
    let content = "schema: {properties: {a: {type: array, items: {}}, b: {contentMediaType: image/png}, \
                   c: {type: string, contentMediaType: application/octet-stream}, d: {type: string}}}";
    let text = text(content)
        .replace("openapi: 3.0.3", "openapi: 3.1.0")
        .replace(", nullable: true", "");
    let document = Document::parse("things.yaml", text.as_bytes()).unwrap();
    let lowered = lower(&document).unwrap();
    let parts = lowered.wires()["add_thing"].parts.iter();
    let files: Vec<_> = parts
        .filter(|part| part.is_file)
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(files, ["a", "b", "c"]);
}

#[test]
fn a_body_is_what_all_its_schemas_say_together() {
    check("schema: {$ref: '#/components/schemas/Thing'}", "name!");
    check(
        "schema: {required: [b, name], allOf: [{$ref: '#/components/schemas/Thing'}, {properties: {b: {type: integer}}}]}",
        "name!, b!",
    );
}

#[test]
fn a_body_whose_parts_nobody_knows_is_refused_where_it_stands() {
    for content in [
        "schema: {type: object}",
        "schema: {}",
        "schema: {type: string}",
        "schema: {type: object, additionalProperties: {type: string}}",
        "schema: {$ref: '#/components/schemas/Choice'}",
        "example: {a: b}",
    ] {
        let findings = lower(&document(content)).unwrap_err().to_string();
        let place = "things.yaml:7:47: error[unnamed-parts]: nothing says which parts the body has";
        assert!(findings.starts_with(place), "{content}: {findings}");
    }
}

/// Each is told of at the pointer that stands beside it.
#[test]
fn parts_without_a_name_are_told_of_and_not_dropped_in_silence() {
    let named = "type: object, properties: {a: {type: string}}";
    let body = "/paths/~1things/post/requestBody/content/multipart~1form-data/schema";
    let more = format!("{body}/additionalProperties");
    for (schema, place) in [
        (
            format!("{{{named}, additionalProperties: true}}"),
            Some(more.as_str()),
        ),
        (
            format!("{{{named}, additionalProperties: {{type: string}}}}"),
            Some(&more),
        ),
        (
            format!("{{allOf: [{{{named}}}, {{type: object, additionalProperties: true}}]}}"),
            Some(body),
        ),
        (
            "{$ref: '#/components/schemas/Open'}".to_owned(),
            Some("/components/schemas/Open/additionalProperties"),
        ),
        (format!("{{{named}, additionalProperties: false}}"), None),
        (format!("{{{named}}}"), None),
    ] {
        let lowered = lower(&document(&format!("schema: {schema}"))).unwrap();
        let notes = lowered
            .notes()
            .map(|note| (note.rule.id, note.pointer.as_str().to_owned()));
        let expected = place.map(|place| ("ignored-part", place.to_owned()));
        assert_eq!(
            notes.collect::<Vec<_>>(),
            expected.into_iter().collect::<Vec<_>>(),
            "{schema}"
        );
    }
}

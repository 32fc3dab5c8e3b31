//! Leaving out of two documents what makes the same code in both.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI};

use crate::{Document, Pointer, parts::Links};

/// Leaves out the path items and the components that are the same on both sides and neither lead to
/// what differs nor are reached from there.
///
/// The generator makes the items of each from it and from what it refers to, and two that would make
/// an item of one name are refused before. What is left out therefore makes the same items on both
/// sides, and makes no difference to the others.
pub(super) fn narrow(base: (&Document, &mut OpenAPI), head: (&Document, &mut OpenAPI)) {
    let links = [base.0, head.0].map(|document| Links::of(document.root()));
    let differing = differing(base.1, head.1);
    // What leads there has the same text and may still make other code, such as the option of a
    // type that no longer has a default.
    let affected: BTreeSet<_> = links
        .iter()
        .flat_map(|links| links.leading_to(differing.iter().cloned()))
        .collect();
    let kept = links
        .iter()
        .flat_map(|links| links.reached_from(affected.iter().cloned()))
        .collect();
    keep(base.1, &kept);
    keep(head.1, &kept);
}

fn differing(base: &OpenAPI, head: &OpenAPI) -> BTreeSet<Pointer> {
    let mut parts = BTreeSet::new();
    let root = Pointer::root();
    let paths = root.child("paths");
    compare(&mut parts, &paths, &base.paths.paths, &head.paths.paths);
    let none = Components::default();
    let [base, head] = [base, head].map(|openapi| openapi.components.as_ref().unwrap_or(&none));
    let at = |section: &str| root.child("components").child(section);
    compare(&mut parts, &at("schemas"), &base.schemas, &head.schemas);
    compare(
        &mut parts,
        &at("responses"),
        &base.responses,
        &head.responses,
    );
    compare(
        &mut parts,
        &at("parameters"),
        &base.parameters,
        &head.parameters,
    );
    compare(
        &mut parts,
        &at("requestBodies"),
        &base.request_bodies,
        &head.request_bodies,
    );
    compare(&mut parts, &at("headers"), &base.headers, &head.headers);
    parts
}

/// Adds the parts of which one side has none, or another one.
fn compare<T: PartialEq>(
    parts: &mut BTreeSet<Pointer>,
    at: &Pointer,
    base: &IndexMap<String, T>,
    head: &IndexMap<String, T>,
) {
    let names: BTreeSet<_> = base.keys().chain(head.keys()).collect();
    let differ = names
        .into_iter()
        .filter(|name| base.get(*name) != head.get(*name));
    parts.extend(differ.map(|name| at.child(name)));
}

fn keep(openapi: &mut OpenAPI, kept: &BTreeSet<Pointer>) {
    let root = Pointer::root();
    let paths = root.child("paths");
    retain(&mut openapi.paths.paths, &paths, kept);
    if let Some(components) = &mut openapi.components {
        let at = |section: &str| root.child("components").child(section);
        retain(&mut components.schemas, &at("schemas"), kept);
        retain(&mut components.responses, &at("responses"), kept);
        retain(&mut components.parameters, &at("parameters"), kept);
        retain(&mut components.request_bodies, &at("requestBodies"), kept);
        retain(&mut components.headers, &at("headers"), kept);
    }
}

fn retain<T>(entries: &mut IndexMap<String, T>, at: &Pointer, kept: &BTreeSet<Pointer>) {
    entries.retain(|name, _| kept.contains(&at.child(name)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        artifact::{client_surface, generated_form},
        review::{RustChanges, rust},
    };

    const TEXT: &str = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /a/{id}:
    parameters: [{$ref: '#/components/parameters/Id'}]
    get:
      operationId: getA
      responses:
        '200': {description: A., content: {application/json: {schema: {$ref: '#/components/schemas/Alpha'}}}}
        '404': {$ref: '#/components/responses/Failed'}
  /b:
    post:
      operationId: postB
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Beta'}}}}
      responses: {'204': {description: Done.}, '404': {$ref: '#/components/responses/Failed'}}
  /c:
    get:
      operationId: getC
      parameters: [{name: sort, in: query, schema: {type: string, enum: [up, down]}}]
      responses: {'200': {description: C., content: {application/json: {schema: {type: integer}}}}}
components:
  parameters:
    Id: {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}
  responses:
    Failed: {description: Failed., content: {application/json: {schema: {$ref: '#/components/schemas/Failure'}}}}
  schemas:
    Id: {type: string, pattern: '^[a-z]+$'}
    Base: {type: object, properties: {kind: {type: string, default: plain}}}
    Alpha: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {id: {$ref: '#/components/schemas/Id'}}}]}
    Beta: {type: object, properties: {alpha: {$ref: '#/components/schemas/Alpha'}, next: {$ref: '#/components/schemas/Beta'}}}
    Failure: {type: object, properties: {code: {type: string}}}
    Gamma: {type: object, properties: {size: {type: integer}}}
";

    /// The text with one place changed.
    fn edited(from: &str, to: &str) -> Document {
        assert_eq!(TEXT.matches(from).count(), 1, "{from}");
        parsed(&TEXT.replace(from, to))
    }

    fn parsed(text: &str) -> Document {
        Document::parse("things.yaml", text.as_bytes()).unwrap()
    }

    fn in_full(base: &Document, head: &Document) -> RustChanges {
        let [base, head] = [base, head].map(|document| {
            let form = generated_form(document).unwrap();
            client_surface(document, &form).unwrap()
        });
        RustChanges::between(&base, &head)
    }

    #[test]
    fn what_is_left_out_makes_no_difference() {
        let base = parsed(TEXT);
        for (from, to) in [
            ("operationId: getC", "operationId: readC"),
            ("enum: [up, down]", "enum: [up]"),
            ("default: plain", "deprecated: true"),
            (
                "Id: {type: string, pattern: '^[a-z]+$'}",
                "Id: {type: integer}",
            ),
            (
                "Id: {type: string, pattern: '^[a-z]+$'}",
                "Id: {type: string}",
            ),
            ("{size: {type: integer}}", "{size: {type: string}}"),
            ("{code: {type: string}}", "{code: {type: integer}}"),
            (
                "{schema: {type: integer}}",
                "{schema: {$ref: '#/components/schemas/Gamma'}}",
            ),
            ("'204': {description: Done.}, ", ""),
            (
                "    Gamma: {type: object, properties: {size: {type: integer}}}\n",
                "",
            ),
            (
                "  /c:\n",
                "  /d: {get: {operationId: getD, responses: {'204': {description: Done.}}}}\n  /c:\n",
            ),
        ] {
            let head = edited(from, to);
            for (base, head) in [(&base, &head), (&head, &base)] {
                let narrowed = rust::changes(Some(base), Some(head)).unwrap();
                assert_eq!(narrowed, in_full(base, head), "{from} -> {to}");
                assert!(!narrowed.is_empty(), "{from} -> {to}");
            }
        }
    }

    #[test]
    fn only_what_differs_and_what_touches_it_is_kept() {
        let kept = |from: &str, to: &str| {
            let (base, head) = (parsed(TEXT), edited(from, to));
            let mut forms = [&base, &head].map(|document| generated_form(document).unwrap());
            let [base_form, head_form] = &mut forms;
            narrow(
                (&base, &mut base_form.openapi),
                (&head, &mut head_form.openapi),
            );
            let [openapi, _] = forms.map(|form| form.openapi);
            let schemas = openapi.components.unwrap_or_default().schemas;
            let names = openapi.paths.paths.into_keys().chain(schemas.into_keys());
            names.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(kept("{size: {type: integer}}", "{}"), "Gamma");
        assert_eq!(kept("enum: [up, down]", "enum: [up]"), "/c");
        assert_eq!(
            kept("default: plain", "deprecated: true"),
            "/a/{id} /b Alpha Base Beta Failure Id"
        );
    }
}

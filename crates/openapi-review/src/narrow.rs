//! Leaving out of two documents what makes the same code in both.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapi_codegen::LoweredDocument;
use openapi_document::{
    Document, Kind, Node, Pointer, Tree,
    grammar::{Field, Purpose, Values},
    parts::{Links, part},
};
use openapiv3::{Components, OpenAPI};

/// Leaves out the path items that are the same on both sides, lead to nothing that differs, and make
/// no types of their own.
///
/// Each makes methods and builders for its operations, and nothing else depends on those. Types are
/// another matter: two places may share one, and where a circle of them is broken depends on all
/// that lead into it. So no component is left out, and no path item with a schema that may become
/// a type.
pub(super) fn narrow(
    base: (&Document, &mut LoweredDocument),
    head: (&Document, &mut LoweredDocument),
) {
    let mut differing = differing(base.1.openapi(), head.1.openapi());
    // The mock is made of another form.
    let (base_mock, head_mock) = (base.1.with_own_responses(), head.1.with_own_responses());
    differing.extend(self::differing(base_mock, head_mock));
    let kept: BTreeSet<_> = [base.0, head.0]
        .into_iter()
        .flat_map(|document| {
            let tree = document.tree();
            Links::of(tree).leading_to(differing.iter().cloned().chain(with_types(tree)))
        })
        .collect();
    let paths = Pointer::root().child("paths");
    for form in [base.1, head.1] {
        form.retain_paths(|path| kept.contains(&paths.child(path)));
    }
}

/// The path items and components that differ, in the form that the generator gets.
fn differing(base: &OpenAPI, head: &OpenAPI) -> BTreeSet<Pointer> {
    let mut parts = BTreeSet::new();
    let root = Pointer::root();
    let paths = root.child("paths");
    compare(&mut parts, &paths, &base.paths.paths, &head.paths.paths);
    let none = Components::default();
    let [base, head] = [base, head].map(|openapi| openapi.components.as_ref().unwrap_or(&none));
    // No other component makes code.
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
    let (base, head) = (&base.request_bodies, &head.request_bodies);
    compare(&mut parts, &at("requestBodies"), base, head);
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

/// The parts other than schemas in which a schema stands that may become a type.
fn with_types(tree: &Tree) -> BTreeSet<Pointer> {
    let schemas = Pointer::root().child("components").child("schemas");
    tree.objects()
        .filter(|object| object.kind == Kind::Schema && !is_plain(object.node))
        .map(|object| part(object.pointer))
        .filter(|part| part.parent().as_ref() != Some(&schemas))
        .collect()
}

/// Whether a schema is one of the types that Rust has already; the items of an array are judged by
/// themselves.
fn is_plain(schema: &Node) -> bool {
    let ty = schema.get("type").and_then(Node::as_str);
    matches!(
        ty,
        Some("string" | "integer" | "number" | "boolean" | "array")
    ) && schema
        .members()
        .all(|(key, _)| Kind::Schema.field(key).is_some_and(keeps_plain))
}

/// Whether a field leaves a schema one of the types that Rust has already. A title may be the name of
/// a type, and what constrains strings makes one.
fn keeps_plain(field: &Field) -> bool {
    match field.purpose {
        Purpose::Markdown | Purpose::Remark | Purpose::Constraint(Values::Numbers) => true,
        Purpose::Constraint(_) => {
            matches!(field.name, "type" | "format" | "items" | "nullable")
        }
        Purpose::Annotation => field.name == "deprecated",
        Purpose::Line | Purpose::Direction | Purpose::Structure => false,
    }
}

#[cfg(test)]
mod tests {
    use openapi_codegen::{PublicApi, generated_form, public_api as generated_public_api};

    use super::*;
    use crate::{RustChanges, rust};

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
      responses: {'200': {description: Heard., content: {application/json: {schema: {type: integer}}}}}
  /e:
    get:
      operationId: listE
      x-pagination: {offset: from, limit: most, items: deltas}
      parameters: [{name: from, in: query, schema: {type: integer}}, {name: most, in: query, schema: {type: integer}}]
      responses: {'200': {description: A page., content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}
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
    Page: {type: object, properties: {deltas: {type: array, items: {type: string}}}}
";

    /// The text with one place changed.
    fn edited(from: &str, to: &str) -> Document {
        assert_eq!(TEXT.matches(from).count(), 1, "{from}");
        parsed(&TEXT.replace(from, to))
    }

    fn parsed(text: &str) -> Document {
        Document::parse("things.yaml", text.as_bytes()).unwrap()
    }

    fn public_api(document: &Document) -> PublicApi {
        let form = generated_form(document).unwrap();
        generated_public_api(document, &form).unwrap()
    }

    fn in_full(base: &Document, head: &Document) -> RustChanges {
        RustChanges::between(&public_api(base), &public_api(head))
    }

    #[test]
    fn what_is_left_out_makes_no_difference() {
        let base = parsed(TEXT);
        let base_api = public_api(&base);
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
            let head_api = public_api(&head);
            let sides = [(&base, &base_api), (&head, &head_api)];
            for [base, head] in [sides, [sides[1], sides[0]]] {
                let narrowed = rust::changes(Some(base.0), Some(head.0)).unwrap();
                let whole = RustChanges::between(base.1, head.1);
                assert_eq!(narrowed, whole, "{from} -> {to}");
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
            narrow((&base, base_form), (&head, head_form));
            let openapi = forms[0].openapi().clone();
            let schemas = openapi.components.unwrap_or_default().schemas;
            assert_eq!(schemas.len(), 7);
            openapi
                .paths
                .paths
                .into_keys()
                .collect::<Vec<_>>()
                .join(" ")
        };
        // What has types of its own is always kept.
        assert_eq!(kept("{size: {type: integer}}", "{}"), "/c");
        assert_eq!(kept("description: Heard.", "description: Seen."), "/c");
        assert_eq!(kept("operationId: postB", "operationId: putB"), "/b /c");
        let all = "/a/{id} /b /c";
        assert_eq!(kept("default: plain", "deprecated: true"), all);
    }

    /// A type that leads into a circle decides where the generator breaks it.
    #[test]
    fn what_leads_into_a_circle_makes_a_difference() {
        let first = "    Aaa: {type: object, required: [n], properties: {n: {$ref: '#/components/schemas/Node1'}}}\n";
        let text = |first: &str| {
            format!(
                "openapi: 3.0.3
info: {{title: Circle, version: '1'}}
paths: {{}}
components:
  schemas:
{first}    Aab: {{type: object, required: [n], properties: {{n: {{$ref: '#/components/schemas/Node2'}}}}}}
    Node1: {{type: object, properties: {{n: {{$ref: '#/components/schemas/Node2'}}}}}}
    Node2: {{type: object, properties: {{n: {{$ref: '#/components/schemas/Node3'}}}}}}
    Node3: {{type: object, properties: {{n: {{$ref: '#/components/schemas/Node1'}}}}}}
"
            )
        };
        let (base, head) = (parsed(&text("")), parsed(&text(first)));
        let changes = rust::changes(Some(&base), Some(&head)).unwrap();
        assert_eq!(changes, in_full(&base, &head));
        assert!(changes.is_breaking());
    }

    #[test]
    fn a_type_that_two_operations_share_stays_when_one_of_them_goes() {
        let text = |second: &str| {
            let sort =
                "{name: sort, in: query, schema: {title: Order, type: string, enum: [up, down]}}";
            format!(
                "openapi: 3.0.3
info: {{title: Shared, version: '1'}}
paths:
  /a: {{get: {{operationId: getA, parameters: [{sort}], responses: {{'204': {{description: A.}}}}}}}}
  /b: {{get: {{operationId: getB, parameters: [{}], responses: {{'204': {{description: B.}}}}}}}}
",
                second.replace("SORT", sort)
            )
        };
        let (base, head) = (parsed(&text("SORT")), parsed(&text("")));
        let changes = rust::changes(Some(&base), Some(&head)).unwrap();
        assert_eq!(changes, in_full(&base, &head));
        assert!(!changes.removed.iter().any(|line| line.starts_with("enum ")));
    }
}

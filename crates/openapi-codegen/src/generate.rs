//! progenitor, with the settings of this workspace, and its failures brought to a place.

use std::collections::BTreeSet;

use openapi_document::{
    Document, Example, Finding, Findings, Group, Level, Operation, Operations, Pointer, Rule,
    template::without_names, text::one_line,
};
use openapi_lint::naming::operation_id;
use openapiv3::{OpenAPI, ReferenceOr};
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use quote::quote;
use schemars08::schema::{InstanceType, SchemaObject};

use crate::{
    guard::guard,
    lower::{Native, methods_mut},
};

pub(crate) static GENERATOR_FAILURE: Rule = Rule {
    id: "generator-failure",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "The generator makes code of the document.",
    why: "it has limits that the other rules do not know yet; this one names the operation that \
          it fails at",
    fix: "describe the operation or the schemas with simpler constructs, and please report the \
           document",
    example: Example::None(
        "whatever is known to make the generator fail has a rule of its own, which finds it first",
    ),
};

/// The longest message of a finding, in characters.
const MAX_MESSAGE: usize = 240;

/// How many operations are named when the generator fails at several. Each is found by running it
/// again, and there may be thousands.
const MAX_CULPRITS: usize = 5;

/// What progenitor can make of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Output<'a> {
    /// The client.
    Client,
    /// A command line over the client.
    Cli {
        /// The client's crate.
        client: &'a str,
    },
    /// A typed mock of the service, for tests of code that uses the client.
    Mock {
        /// The client's crate.
        client: &'a str,
    },
}

/// The tokens that progenitor makes of `openapi`, which was made from `document`.
pub(crate) fn generate(
    document: &Document,
    openapi: &OpenAPI,
    output: Output<'_>,
) -> Result<TokenStream, Findings> {
    run(openapi, output).map_err(|error| locate(document, openapi, output, &error))
}

fn run(openapi: &OpenAPI, output: Output<'_>) -> Result<TokenStream, String> {
    let tokens = guard(|| {
        let mut generator = Generator::new(&settings());
        match output {
            Output::Client => generator.generate_tokens(openapi),
            Output::Cli { client } => generator.cli(openapi, client),
            Output::Mock { client } => generator.httpmock(openapi, client),
        }
    });
    tokens?.map_err(|error| error.to_string())
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::transport::Transport));
    for native in Native::ALL {
        let schema = SchemaObject {
            instance_type: Some(InstanceType::String.into()),
            format: Some(native.format().to_owned()),
            ..SchemaObject::default()
        };
        settings.with_conversion(schema, native.name(), std::iter::empty());
    }
    settings
}

/// Finds what made the generator fail by giving it fewer operations.
fn locate(document: &Document, openapi: &OpenAPI, output: Output<'_>, error: &str) -> Findings {
    let fails = |operations: &[Operation<'_>]| run(&with(openapi, operations), output).err();
    // When the schemas alone make it fail, every operation does, and none is to blame.
    if let Some(error) = fails(&[]) {
        return document.findings(vec![schemas_finding(document, &error)]);
    }
    let operations = Operations::of(document);
    let operations: Vec<_> = operations.iter().cloned().collect();
    let mut culprits = Vec::new();
    let mut suspects = vec![operations.as_slice()];
    while let Some(some) = suspects.pop()
        && culprits.len() < MAX_CULPRITS
    {
        let Some(error) = fails(some) else {
            continue;
        };
        match some {
            [one] => culprits.push(operation_finding(document, one, &error)),
            several => {
                let (first, second) = several.split_at(several.len() / 2);
                suspects.extend([second, first]);
            }
        }
    }
    if culprits.is_empty() {
        culprits.push(schemas_finding(document, error));
    }
    document.findings(culprits)
}

/// The document with these operations and no other.
fn with(openapi: &OpenAPI, operations: &[Operation<'_>]) -> OpenAPI {
    // Its parameters may have other names there.
    let kept: BTreeSet<_> = operations
        .iter()
        .map(|operation| (without_names(operation.path), operation.method))
        .collect();
    let mut openapi = openapi.clone();
    openapi.paths.paths.retain(|path, item| {
        let ReferenceOr::Item(item) = item else {
            return false;
        };
        let path = without_names(path);
        for (method, operation) in methods_mut(item) {
            if !kept.contains(&(path.clone(), method)) {
                *operation = None;
            }
        }
        item.iter().next().is_some()
    });
    openapi
}

fn operation_finding(document: &Document, operation: &Operation<'_>, error: &str) -> Finding {
    let name = operation_id(operation);
    finding(
        document,
        operation.pointer.clone(),
        format!("the generator cannot express the operation `{name}`: {error}"),
    )
}

fn schemas_finding(document: &Document, error: &str) -> Finding {
    finding(
        document,
        Pointer::root().child("components").child("schemas"),
        format!("the generator cannot express the schemas: {error}"),
    )
}

fn finding(document: &Document, pointer: Pointer, message: String) -> Finding {
    // The message of a panic may hold a whole schema.
    let message = one_line(&message, MAX_MESSAGE);
    Finding {
        rule: &GENERATOR_FAILURE,
        level: Level::Error,
        message,
        help: "describe it with simpler constructs, and please report this document: it should \
               have been refused with a better message"
            .to_owned(),
        place: document.place(&pointer).or(Some(document.root().place)),
        pointer,
        related: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use openapiv3::MediaType;

    use super::*;
    use crate::{is_guarding, lower::operations_mut};

    const TEXT: &str = "openapi: 3.0.3
info: {title: Two, version: '1'}
paths:
  /good:
    get: {operationId: good, responses: {'204': {description: Done.}}}
  /bad:
    put:
      operationId: bad
      requestBody: {content: {text/plain: {schema: {type: string}}}}
      responses: {'204': {description: Done.}}
";

    /// Gives the body at a path a second media type behind the back of every check: progenitor
    /// panics on that.
    fn two_media_types(openapi: &mut OpenAPI, at: &str) {
        for (path, item) in &mut openapi.paths.paths {
            let ReferenceOr::Item(item) = item else {
                continue;
            };
            for (_, operation) in operations_mut(item).filter(|_| path == at) {
                if let Some(ReferenceOr::Item(body)) = &mut operation.request_body {
                    body.content
                        .insert("application/json".to_owned(), MediaType::default());
                }
            }
        }
    }

    #[test]
    fn a_panic_of_the_generator_names_the_operation_that_caused_it() {
        let default = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !is_guarding() {
                default(info);
            }
        }));
        let document = Document::parse("two.yaml", TEXT.as_bytes()).unwrap();
        let mut openapi = document.openapi().clone();
        assert!(generate(&document, &openapi, Output::Client).is_ok());
        two_media_types(&mut openapi, "/bad");
        let findings = generate(&document, &openapi, Output::Client).unwrap_err();
        assert_eq!(
            findings.to_string(),
            "two.yaml:7:5: error[generator-failure]: the generator cannot express the operation \
             `bad`: not yet implemented: more media types than expected for bad: 2; describe it \
             with simpler constructs, and please report this document: it should have been \
             refused with a better message"
        );
        assert!(!is_guarding());
    }

    #[test]
    fn the_culprits_among_many_operations_are_found_and_no_more_than_a_few_named() {
        let default = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !is_guarding() {
                default(info);
            }
        }));
        let named = |bad: &[usize]| {
            let (document, openapi) = many(bad);
            let findings = generate(&document, &openapi, Output::Client).unwrap_err();
            findings
                .iter()
                .map(|finding| finding.pointer.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(named(&[3, 11]), ["/paths/~1p3/put", "/paths/~1p11/put"]);
        let all: Vec<_> = (0..20).collect();
        assert_eq!(named(&all).len(), MAX_CULPRITS);
    }

    /// Twenty operations, of which progenitor panics at some.
    fn many(bad: &[usize]) -> (Document, OpenAPI) {
        let mut text = TEXT.split("  /good").next().unwrap().to_owned();
        for index in 0..20 {
            text.push_str(&format!(
                "  /p{index}: {{put: {{operationId: p{index}, requestBody: {{content: {{text/plain: \
                 {{schema: {{type: string}}}}}}}}, responses: {{'204': {{description: Done.}}}}}}}}\n"
            ));
        }
        let document = Document::parse("many.yaml", text.as_bytes()).unwrap();
        let mut openapi = document.openapi().clone();
        for index in bad {
            two_media_types(&mut openapi, &format!("/p{index}"));
        }
        (document, openapi)
    }
}

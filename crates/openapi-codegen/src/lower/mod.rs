//! Lowering: what the generator cannot express, said in a way that it can.
//!
//! The document stays true to HTTP; only the form that is handed to progenitor is changed, and
//! only where the changed form means the same to a caller.
//!
//! Schemas stand everywhere, so they are lowered in a walk along the grammar. Parameters, bodies and
//! responses are lowered in the typed form, in which what the generator will see of them can be compared.

mod choices;
mod clearing;
mod enums;
mod fields;
mod media;
mod multipart;
mod names;
mod native;
mod operations;
mod parameters;
mod patterns;
mod request_bodies;
mod resolve;
mod responses;
mod schemas;
#[cfg(test)]
mod tests;
mod unions;
mod wire;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use openapi_document::{
    Document, Example, Finding, Findings, Group, Level, Pointer, Rule, Sink, stack::with_room,
};
use openapi_lint::{
    Checks, Renames,
    naming::{derived_id, snake_case},
};
use openapiv3::{OpenAPI, Operation, ReferenceOr};

pub(crate) use self::{
    clearing::{Marks, Null, unmarked},
    fields::EXTRA,
    media::Kind,
    multipart::Part,
    native::Native,
    operations::{methods_mut, operations_mut},
    parameters::Own,
    responses::cases::{Case, CaseContent},
    wire::{Style, Wire},
};
use self::{operations::for_each_operation, resolve::Context};

static NO_OPERATION_ID: Rule = Rule {
    id: "missing-operation-id",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "Each operation has an `operationId`.",
    why: "it is the name of the generated method; without it the name is made of method and path, \
          and changes when the path does",
    fix: "add an `operationId` in lowerCamelCase; the finding shows the name that stands for it",
    example: Example::operation(
        "responses: {'204': {description: Done.}}",
        "operationId: readThing\n\
         responses: {'204': {description: Done.}}",
    ),
};

/// The rules that lowering reports, in the order in which they are listed.
pub(crate) static RULES: &[&Rule] = &[
    &NO_OPERATION_ID,
    &media::RAW_BODY,
    &request_bodies::SEVERAL_MEDIA_TYPES,
    &parameters::INTEGER_ENUM,
    &enums::ENUM_COLLISION,
    &schemas::MISPLACED_FORMAT,
    &unions::OVERLAPPING,
    &request_bodies::IGNORED_ENCODING,
    &request_bodies::MISSING_SCHEMA,
    &multipart::NO_PARTS,
    &multipart::IGNORED,
    &responses::DIFFERENT_BODIES,
    &responses::AMBIGUOUS_DEFAULT,
    &responses::schemaless::MISSING_SCHEMA,
    &responses::mock::UNNAMED_STATUS,
];

/// A document in the form that is handed to the generator.
#[derive(Clone, Debug)]
pub struct LoweredDocument {
    openapi: OpenAPI,
    /// The generator of the mock copes with
    /// almost all responses as they are, and a response without content then takes no body.
    with_own_responses: OpenAPI,
    pub(crate) empty_success: BTreeSet<String>,
    /// By the generated method, where there is something to say.
    wires: BTreeMap<String, Wire>,
    renames: Renames,
    /// What properties are called on the wire, where the generator is given other names.
    properties: BTreeMap<String, String>,
    /// Whether a struct has a field for members that are none of its properties.
    keeps_more: bool,
    /// Whether descriptions say how fields keep `null`.
    sends_null: bool,
    /// Whether a schema is of points in time.
    has_times: bool,
    notes: Vec<Finding>,
}

impl LoweredDocument {
    /// The lowered document.
    pub fn openapi(&self) -> &OpenAPI {
        &self.openapi
    }

    /// The same, with the responses as the document has them: the form that the mock is made of.
    pub fn with_own_responses(&self) -> &OpenAPI {
        &self.with_own_responses
    }

    /// Leaves out the path items of other paths than these.
    pub fn retain_paths(&mut self, mut is_kept: impl FnMut(&str) -> bool) {
        for openapi in [&mut self.openapi, &mut self.with_own_responses] {
            openapi.paths.paths.retain(|path, _| is_kept(path));
        }
        let methods = self.methods();
        self.wires.retain(|method, _| methods.contains(method));
    }

    /// The generated methods whose success type became an `Option`, or is that of any value as there is no
    /// schema: an empty success body stands for JSON `null` there.
    pub fn empty_success(&self) -> impl Iterator<Item = &str> {
        self.empty_success.iter().map(String::as_str)
    }

    /// `openapi`, one of both forms, with paths that name the parameters as those are called there. It has the
    /// paths of the document up to here, by which its parts are found again.
    pub(crate) fn with_own_templates<'a>(&self, mut openapi: Cow<'a, OpenAPI>) -> Cow<'a, OpenAPI> {
        names::rename_in_paths(&mut openapi, &self.renames);
        openapi
    }

    /// What is called otherwise than the document says.
    pub(crate) fn renames(&self) -> &Renames {
        &self.renames
    }

    /// What properties are called on the wire, by other names that the generator is given.
    pub(crate) fn properties(&self) -> &BTreeMap<String, String> {
        &self.properties
    }

    /// Whether there is a property [`EXTRA`].
    pub(crate) fn keeps_more(&self) -> bool {
        self.keeps_more
    }

    /// Whether there are descriptions that [`Marks::in_description`] knows.
    pub(crate) fn sends_null(&self) -> bool {
        self.sends_null
    }

    /// Whether the generator makes points in time of something.
    pub(crate) fn has_times(&self) -> bool {
        self.has_times
    }

    /// What the generator's form does not say of requests and answers, by the generated method.
    pub(crate) fn wires(&self) -> &BTreeMap<String, Wire> {
        &self.wires
    }

    /// The generated methods, one for each operation.
    pub(crate) fn methods(&self) -> BTreeSet<String> {
        let items = self.openapi.paths.paths.values();
        let items = items.filter_map(ReferenceOr::as_item);
        let operations = items.flat_map(|item| item.iter().map(|(_, operation)| operation));
        operations
            .filter_map(|operation| operation.operation_id.as_deref())
            .map(snake_case)
            .collect()
    }

    /// What was changed although the document did not ask for it: warnings.
    pub fn notes(&self) -> impl Iterator<Item = &Finding> {
        self.notes.iter()
    }
}

/// Lowers a document whose [`check`](crate::check) found no error.
///
/// # Errors
///
/// A finding for each operation that has no faithful lowered form: its responses have different
/// bodies, and the generator has one type for all of them.
pub fn lower(document: &Document) -> Result<LoweredDocument, Findings> {
    with_room(|| {
        let (checks, _) = Checks::new(document.tree());
        lower_renamed(document, checks.renames())
    })
}

/// The same, with the names that are known already.
pub(crate) fn lower_renamed(
    document: &Document,
    renames: Renames,
) -> Result<LoweredDocument, Findings> {
    let mut notes = Sink::new(document.root());
    let mut json = document.root().to_json();
    names::give_titles(&mut json, &renames);
    let has_times = schemas::lower(&mut json, &mut notes);
    let has_choices = choices::has_some(document.tree());
    if has_choices {
        choices::lower(&mut json);
    }
    let sends_null = clearing::lower(&mut json);
    let properties = fields::rename(&mut json, &renames);
    if has_choices {
        unions::lower(&mut json, &mut notes);
    }
    let keeps_more = fields::keep_more(&mut json, document.tree());
    let mut openapi = document.typed_form_of(&json)?;
    let context = Context::of(document);
    parameters::lower(context, &mut openapi, &mut notes);
    let mut own = parameters::own(context, &mut openapi, &renames);
    let mut wires = BTreeMap::<_, Wire>::new();
    for_each_operation(&mut openapi, |at, verb, path, operation| {
        name(&mut notes, at, verb, path, operation);
        if let Some(own) = renames.operations.get(at) {
            operation.operation_id = Some(own.clone());
        }
        let parameters = own.remove(at).unwrap_or_default();
        let wire = Wire {
            parameters,
            ..Wire::of_request(context, at, operation)
        };
        if !wire.is_usual() {
            wires.extend(method(operation).map(|method| (method, wire)));
        }
    });
    let is_in_parts = |wire: &Wire| wire.body == Some(Kind::Multipart);
    // What becomes a part of a body has to be lowered itself.
    let has_parts = wires.values().any(is_in_parts);
    let components = has_parts.then(|| openapi.components.clone().unwrap_or_default());
    let context = components
        .as_ref()
        .map_or(context, |components| Context::lowered(document, components));
    if components.is_some() {
        for_each_operation(&mut openapi, |_, _, _, operation| {
            let wire = method(operation).and_then(|method| wires.get_mut(&method));
            if let Some(wire) = wire.filter(|wire| is_in_parts(wire)) {
                wire.parts = multipart::parts(context, operation, &properties);
            }
        });
    }
    let mut findings = request_bodies::lower(context, &mut openapi, &properties, &mut notes);
    // From here on, what responses refer to is lowered.
    let mut components = openapi.components.take().unwrap_or_default();
    let context = Context::lowered(document, &components);
    let mut empty_success = BTreeSet::new();
    for_each_operation(&mut openapi, |at, _, _, operation| {
        if responses::schemaless::lower(context, at, operation, &mut notes) {
            empty_success.extend(method(operation));
        }
    });
    let made = responses::named::lower(context, &components, &mut openapi);
    let mut with_own_responses = openapi.clone();
    for_each_operation(&mut openapi, |at, _, _, operation| {
        match responses::lower(context, at, operation, &mut notes) {
            Ok(answers) => {
                let Some(method) = method(operation) else {
                    return;
                };
                if answers.say_something() {
                    let wire = wires.entry(method.clone()).or_default();
                    wire.accept = answers.accept;
                    wire.answers_text = answers.is_text;
                    wire.answers_bytes = answers.is_bytes;
                    wire.cases = answers.cases;
                }
                if answers.success_is_option {
                    empty_success.insert(method);
                }
            }
            Err(finding) => findings.push(*finding),
        }
    });
    for_each_operation(&mut with_own_responses, |at, _, _, operation| {
        let named = responses::mock::lower(context, at, operation, &mut notes);
        if !named.is_empty() {
            let method = method(operation).unwrap_or_default();
            wires.entry(method).or_default().answers = named;
        }
    });
    components.schemas.extend(made);
    with_own_responses.components = Some(components.clone());
    openapi.components = Some(components);
    if !findings.is_empty() {
        return Err(document.findings(findings));
    }
    if !renames.schemas.is_empty() {
        // At the end: up to here, references are looked up in the document as it was read.
        openapi = names::rename_schemas(document, openapi, &renames)?;
        with_own_responses = names::rename_schemas(document, with_own_responses, &renames)?;
    }
    Ok(LoweredDocument {
        openapi,
        with_own_responses,
        empty_success,
        wires,
        renames,
        properties,
        keeps_more,
        sends_null,
        has_times,
        notes: notes.into_findings(),
    })
}

/// The generated method of an operation.
fn method(operation: &Operation) -> Option<String> {
    operation.operation_id.as_deref().map(snake_case)
}

/// Gives an operation without a name the one that its method and path make.
fn name(notes: &mut Sink<'_>, at: &Pointer, method: &str, path: &str, operation: &mut Operation) {
    if operation.operation_id.is_some() {
        return;
    }
    let id = derived_id(method, path);
    notes
        .report(
            &NO_OPERATION_ID,
            at,
            format!(
                "`{} {path}` has no `operationId`; `{id}` stands for it",
                method.to_uppercase()
            ),
        )
        .help(format!(
            "add `operationId: {id}`, or a name that does not depend on the path"
        ));
    operation.operation_id = Some(id);
}

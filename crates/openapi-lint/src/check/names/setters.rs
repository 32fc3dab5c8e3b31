//! The setters of the builders: one for each parameter of an operation.
//!
//! A parameter in a path is named by the path's template, which all operations of the path share, so it has
//! one name in all of them.

use std::collections::BTreeMap;

use openapi_document::{Operation, Pointer, Sink};

use super::{RENAMED, numbered};
use crate::{
    check::{
        context::{Context, Parameter},
        renames::Renames,
    },
    naming::snake_case,
};

/// Methods that each operation's builder has beside its setters.
const BUILDER_METHODS: [&str; 4] = ["new", "send", "stream", "clone"];

/// Names that the code which sends a request has for itself.
const LOCALS: [&str; 1] = ["header_map"];

/// Gives the parameters of all operations their names.
pub(super) fn setters(context: &Context<'_>, sink: &mut Sink<'_>, renames: &mut Renames) {
    let mut paths = BTreeMap::<_, Vec<_>>::new();
    for operation in context.operations.iter() {
        let taken = (operation, context.parameters(operation));
        paths.entry(operation.path).or_default().push(taken);
    }
    for operations in paths.into_values() {
        let mut shared = Names::of(&operations);
        let in_path = operations.iter().flat_map(|(_, all)| all);
        let in_path = in_path.filter(|parameter| parameter.location == "path");
        let of_path = shared.take_all(sink, in_path);
        for taken in &operations {
            let mut names = Names {
                seen: shared.seen.clone(),
                ..Names::of(std::slice::from_ref(taken))
            };
            let (operation, parameters) = taken;
            let others = parameters.iter();
            let others = others.filter(|parameter| parameter.location != "path");
            let mut own = of_path.clone();
            own.extend(names.take_all(sink, others));
            if !own.is_empty() {
                renames.parameters.insert(operation.pointer.clone(), own);
            }
        }
    }
}

/// What has another name, by its name and its place.
type Own = BTreeMap<(String, String), String>;

/// The names that some operations have for their parameters.
struct Names<'a> {
    /// What the document calls all of them.
    all: Vec<&'a str>,
    has_body: bool,
    /// The names in Rust, each with the parameter that has it and where that stands.
    seen: BTreeMap<String, (&'a str, Pointer)>,
}

impl<'a> Names<'a> {
    fn of(operations: &[(&Operation<'_>, Vec<Parameter<'a>>)]) -> Self {
        let all = operations.iter().flat_map(|(_, parameters)| parameters);
        let mut operations = operations.iter();
        Self {
            all: all.map(|parameter| parameter.name).collect(),
            has_body: operations.any(|(operation, _)| operation.node.get("requestBody").is_some()),
            seen: BTreeMap::new(),
        }
    }

    /// Gives these parameters their names, and returns what is another one than the document's. The order of the
    /// document decides nothing.
    fn take_all<'p>(
        &mut self,
        sink: &mut Sink<'_>,
        parameters: impl Iterator<Item = &'p Parameter<'a>>,
    ) -> Own
    where
        'a: 'p,
    {
        let key = |parameter: &'p Parameter<'a>| (parameter.name, parameter.location);
        let mut parameters: Vec<_> = parameters.collect();
        parameters.sort_by_key(|parameter| key(parameter));
        parameters.dedup_by_key(|parameter| key(parameter));
        let own = parameters
            .into_iter()
            .filter_map(|parameter| self.take(sink, parameter));
        own.collect()
    }

    fn is_reserved(&self, name: &str) -> bool {
        BUILDER_METHODS.contains(&name) || LOCALS.contains(&name) || name == "body" && self.has_body
    }

    fn is_taken(&self, name: &str) -> bool {
        let name = snake_case(name);
        let is_natural = || self.all.iter().any(|other| snake_case(other) == name);
        self.seen.contains_key(&name) || self.is_reserved(&name) || is_natural()
    }

    /// Gives the parameter its name, and returns that where it is another one than its own.
    fn take(
        &mut self,
        sink: &mut Sink<'_>,
        parameter: &Parameter<'a>,
    ) -> Option<((String, String), String)> {
        let (name, location) = (parameter.name, parameter.location);
        let at = &parameter.used;
        let rust_name = snake_case(name);
        let other = self.seen.get(&rust_name).cloned();
        if other.is_none() && !self.is_reserved(&rust_name) {
            self.seen.insert(rust_name, (name, at.clone()));
            return None;
        }
        let named = format!("{name}_{location}");
        let own = match self.is_taken(&named) {
            false => named,
            true => numbered(&named, |name| self.is_taken(name)),
        };
        let own_name = snake_case(&own);
        match &other {
            Some((other, first)) => {
                let message = format!(
                    "the parameters `{other}` and `{name}` both become the setter `{rust_name}`; \
                     this one is `{own_name}`"
                );
                sink.report_pair(&RENAMED, at, first, message);
            }
            None => {
                let message = format!(
                    "the parameter `{name}` becomes the setter `{rust_name}`, a name that the \
                     generated code has already; this one is `{own_name}`"
                );
                sink.report(&RENAMED, at, message);
            }
        }
        self.seen.insert(own_name, (name, at.clone()));
        Some(((name.to_owned(), location.to_owned()), own))
    }
}

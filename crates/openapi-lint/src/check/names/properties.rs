//! The fields of structs: one for each property of an object and of what it is combined of.
//!
//! A property has one name in all combinations that share it: what is combined in two ways has the same fields
//! both times.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{Node, Pointer, Sink};

use super::{RENAMED, numbered};
use crate::{
    check::{context::Context, merges::is_merged, objects::for_each_part, renames::Renames},
    naming::snake_case,
};

/// The field that the generator gives to a struct for `additionalProperties`.
const EXTRA: &str = "extra";

/// How many parts are looked at for all combinations together. A document with more is refused by another rule.
const MAX_WORK: usize = 200_000;

/// Gives the properties of all schemas their names.
pub(super) fn properties(context: &Context<'_>, sink: &mut Sink<'_>, renames: &mut Renames) {
    let mut taken = BTreeSet::new();
    let suspects = suspects(context, &mut taken);
    if suspects.is_empty() {
        return;
    }
    let uses = uses(context, &suspects);
    let colliding = uses.iter().filter(|used| used.is_collision());
    let fields: BTreeSet<_> = colliding.map(|used| used.field).collect();
    for field in fields {
        let mut group = Group::of(field, &uses);
        let own = group.names(&mut taken);
        group.report(sink, &own);
        for used in group.uses {
            for_each_part(context, used.whole, |_, part| {
                let of_part = renames.properties.entry(part.pointer()).or_default();
                of_part.extend(own.clone());
            });
        }
    }
}

/// The properties whose field is that of another one, somewhere in the document, or the one for
/// `additionalProperties`; and into `taken` the fields of all.
fn suspects<'a>(context: &Context<'a>, taken: &mut BTreeSet<String>) -> BTreeMap<&'a str, String> {
    let names: BTreeSet<_> = context
        .schemas()
        .flat_map(|(_, schema)| own(schema))
        .collect();
    let fields: Vec<_> = names.iter().map(|name| snake_case(name)).collect();
    let mut twice = BTreeSet::from([EXTRA.to_owned()]);
    for field in &fields {
        if !taken.insert(field.clone()) {
            twice.insert(field.clone());
        }
    }
    let fields = names.into_iter().zip(fields);
    fields.filter(|(_, field)| twice.contains(field)).collect()
}

/// The names of a schema's own properties.
fn own(schema: &Node) -> impl Iterator<Item = &str> {
    let properties = schema.get("properties").into_iter().flat_map(Node::members);
    properties.map(|(name, _)| name)
}

/// A struct, and the properties that become one of its fields.
struct Use<'a> {
    whole: &'a Pointer,
    field: &'a str,
    properties: BTreeSet<Pointer>,
    /// Whether it has a field for what no part describes.
    has_extra: bool,
}

impl Use<'_> {
    fn is_collision(&self) -> bool {
        let names: BTreeSet<_> = self.properties.iter().map(Pointer::last).collect();
        names.len() > 1 || self.is_extra()
    }

    fn is_extra(&self) -> bool {
        self.has_extra && self.field == EXTRA
    }
}

/// The structs with suspects, once for each field that is one.
fn uses<'a>(context: &'a Context<'_>, suspects: &'a BTreeMap<&str, String>) -> Vec<Use<'a>> {
    let mut uses = Vec::new();
    let mut work = 0_usize;
    for (whole, schema) in context.schemas() {
        // What is a choice and nothing else makes a struct of each alternative. One of which several may be chosen at
        // once makes another of all.
        let is_one = schema.get("anyOf").is_none() && !is_merged(schema);
        if schema.get("properties").is_none() && is_one {
            continue;
        }
        let mut found = BTreeMap::<&str, BTreeSet<Pointer>>::new();
        let mut has_extra = false;
        work += for_each_part(context, whole, |schema, part| {
            for name in own(schema) {
                if let Some(field) = suspects.get(name) {
                    let place = part.pointer().child("properties").child(name);
                    found.entry(field).or_default().insert(place);
                }
            }
            let more = schema.get("additionalProperties");
            has_extra |= more.is_some_and(|more| more.as_bool() != Some(false));
        });
        uses.extend(found.into_iter().map(|(field, properties)| Use {
            whole,
            field,
            properties,
            has_extra,
        }));
        if work > MAX_WORK {
            break;
        }
    }
    uses
}

/// The structs of which one cannot have the field as it is, and those that share properties with them.
struct Group<'a> {
    field: &'a str,
    uses: Vec<&'a Use<'a>>,
    properties: BTreeSet<Pointer>,
}

impl<'a> Group<'a> {
    fn of(field: &'a str, uses: &'a [Use<'a>]) -> Self {
        let mut group = Self {
            field,
            uses: Vec::new(),
            properties: BTreeSet::new(),
        };
        let mut left: Vec<_> = uses.iter().filter(|used| used.field == field).collect();
        loop {
            let (reached, apart): (Vec<_>, _) = left.into_iter().partition(|used: &&Use<'_>| {
                used.is_collision() || !used.properties.is_disjoint(&group.properties)
            });
            if reached.is_empty() {
                return group;
            }
            let properties = reached.iter().flat_map(|used| &used.properties);
            group.properties.extend(properties.cloned());
            group.uses.extend(reached);
            left = apart;
        }
    }

    /// The other names, by those that the document has. One that is the field's own name keeps it, or else the first.
    fn names(&mut self, taken: &mut BTreeSet<String>) -> BTreeMap<String, String> {
        let names: BTreeSet<_> = self.properties.iter().filter_map(Pointer::last).collect();
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort_by_key(|name| name != self.field);
        let keeping = usize::from(!self.uses.iter().any(|used| used.is_extra()));
        let renamed = names.into_iter().skip(keeping).map(|name| {
            let own = numbered(self.field, |own| taken.contains(own));
            taken.insert(own.clone());
            (name, own)
        });
        renamed.collect()
    }

    fn report(&self, sink: &mut Sink<'_>, own: &BTreeMap<String, String>) {
        let field = self.field;
        let named = self
            .properties
            .iter()
            .filter_map(|place| Some((place, place.last()?)));
        let named: Vec<_> = named.collect();
        let kept = named.iter().find(|(_, name)| !own.contains_key(name));
        for (place, name) in &named {
            let Some(own) = own.get(name) else {
                continue;
            };
            match kept {
                Some((first, kept)) => {
                    let message = format!(
                        "the properties `{kept}` and `{name}` both become the field `{field}`; this \
                         one is `{own}`"
                    );
                    sink.report_pair(&RENAMED, place, first, message);
                }
                None => {
                    let message = format!(
                        "the property `{name}` becomes the field `{field}`, which the generator uses \
                         for `additionalProperties`; this one is `{own}`"
                    );
                    sink.report_key(&RENAMED, place, message);
                }
            }
        }
    }
}

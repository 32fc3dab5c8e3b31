//! Combinations of schemas that the generator merges.
//!
//! The generator makes one type of an `allOf` by merging its parts, and of alternatives beside
//! other keywords by merging each with them. It follows references while it merges, without
//! looking where it has been: on a circle it uses up the stack, which ends the process and cannot
//! be caught. The walk here takes the same steps and keeps count of them.

mod rules;

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{
    Kind, Node, Pointer, Sink,
    grammar::{Field, Purpose},
};

pub(super) use self::rules::{HUGE, MANY, RECURSIVE};
use super::context::Context;

/// How many steps one combination may take, and all of a document. A step is a schema of which
/// the generator makes code, or tries to.
const MAX_STEPS: usize = 5_000;
const MAX_ALL_STEPS: usize = 20_000;
/// How many times as many steps as it has schemas a large document may take.
const MAX_REPETITION: usize = 4;
/// How deep merging may go.
const MAX_DEPTH: usize = 24;

pub(super) fn merges(context: &Context<'_>, sink: &mut Sink<'_>) {
    let written = context.schemas().count();
    let max_steps = MAX_ALL_STEPS.max(MAX_REPETITION.saturating_mul(written));
    let mut all_steps = 0_usize;
    let mut largest: Option<(usize, &Pointer)> = None;
    for (pointer, schema) in context.schemas() {
        if !is_merged(schema) {
            continue;
        }
        let mut walk = Walk {
            root: context.root,
            steps: 0,
            converting: Vec::new(),
            merging: Vec::new(),
        };
        if let Err(trouble) = walk.convert(schema) {
            report(sink, pointer, trouble);
        }
        all_steps = all_steps.saturating_add(walk.steps);
        if largest.is_none_or(|(steps, _)| steps < walk.steps) {
            largest = Some((walk.steps, pointer));
        }
        if all_steps > max_steps {
            break;
        }
    }
    if let Some((steps, pointer)) = largest
        && all_steps > max_steps
    {
        sink.report(
            &MANY,
            pointer,
            format!(
                "the combinations of the document, each written out, have more than \
                 {max_steps} schemas; this one has {steps}"
            ),
        );
    }
}

fn report(sink: &mut Sink<'_>, pointer: &Pointer, trouble: Trouble) {
    match trouble {
        Trouble::Recursive => {
            sink.report(
                &RECURSIVE,
                pointer,
                "merging the parts of this combination leads back to it, and never ends",
            )
            .help(
                "give the property through which it leads back a `$ref` alone, without `allOf` \
                 around it, or do not describe the property in two parts",
            );
        }
        Trouble::Huge => {
            sink.report(
                &HUGE,
                pointer,
                "this combination, written out, has too many parts or results",
            );
        }
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Trouble {
    Recursive,
    Huge,
}

/// Whether the generator merges the schema with what it refers to.
pub(super) fn is_merged(schema: &Node) -> bool {
    let all = schema.get("allOf").map_or(0, |parts| parts.items().count());
    let any = schema.get("anyOf").is_some() || schema.get("oneOf").is_some();
    let other = schema.members().any(|(key, _)| {
        !key.starts_with("x-") && !Kind::Schema.field(key).is_some_and(merges_itself)
    });
    all > 1 || (all == 1 && (any || other)) || (any && other)
}

/// Whether a field is one that combines schemas, or says nothing that has to be merged.
fn merges_itself(field: &Field) -> bool {
    match field.purpose {
        Purpose::Annotation | Purpose::Direction => true,
        _ if field.is_for_people() => true,
        _ => matches!(
            field.name,
            "allOf" | "anyOf" | "oneOf" | "discriminator" | "nullable"
        ),
    }
}

/// A schema, by its address: the tree does not change while it is walked.
type Address = usize;

fn address(node: &Node) -> Address {
    std::ptr::from_ref(node) as usize
}

struct Walk<'a> {
    root: &'a Node,
    steps: usize,
    /// The schemas of which a type is being made.
    converting: Vec<Address>,
    /// The sets of schemas that are being merged.
    merging: Vec<Vec<Address>>,
}

/// What merging comes to.
#[derive(Clone, Copy)]
struct Outcome {
    /// How many results it has: one for each choice among alternatives.
    results: usize,
    /// How many times the generator merges on the way there.
    cost: usize,
}

impl<'a> Walk<'a> {
    fn step(&mut self) -> Result<(), Trouble> {
        self.spend(1)
    }

    fn spend(&mut self, steps: usize) -> Result<(), Trouble> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > MAX_STEPS {
            return Err(Trouble::Huge);
        }
        Ok(())
    }

    /// Makes a type of a schema that is written out where it is used; a reference ends there.
    fn convert(&mut self, schema: &'a Node) -> Result<(), Trouble> {
        let at = address(schema);
        if schema.reference().is_some() {
            return Ok(());
        }
        if self.converting.contains(&at) {
            return Err(Trouble::Recursive);
        }
        self.step()?;
        self.converting.push(at);
        if is_merged(schema) {
            self.merge(&[schema], &[], 0)?;
        } else {
            for part in parts(schema, "anyOf").chain(parts(schema, "oneOf")) {
                self.convert(part)?;
            }
            for part in parts(schema, "allOf") {
                self.convert(part)?;
            }
        }
        self.children(schema)?;
        self.converting.pop();
        Ok(())
    }

    /// Makes the types of what a schema contains.
    fn children(&mut self, schema: &'a Node) -> Result<(), Trouble> {
        for (_, property) in members(schema, "properties") {
            self.convert(property)?;
        }
        for key in ["items", "additionalProperties"] {
            if let Some(child) = schema.get(key) {
                self.convert(child)?;
            }
        }
        Ok(())
    }

    /// Merges `open`, whose combinations are still to be followed, with `closed`.
    fn merge(
        &mut self,
        open: &[&'a Node],
        closed: &[&'a Node],
        depth: usize,
    ) -> Result<Outcome, Trouble> {
        self.step()?;
        if depth > MAX_DEPTH {
            return Err(Trouble::Huge);
        }
        let mut bodies = closed.to_vec();
        let mut seen: BTreeSet<_> = bodies.iter().map(|body| address(body)).collect();
        let mut choices = Vec::new();
        let mut work = open.to_vec();
        while let Some(part) = work.pop() {
            let Some(part) = self.resolved(part) else {
                continue;
            };
            // The generator merges a part again each time that it is led there. It comes to an end,
            // as no circle consists of combinations alone, but the ways there may be many.
            self.step()?;
            work.extend(parts(part, "allOf"));
            if !seen.insert(address(part)) {
                continue;
            }
            bodies.push(part);
            for key in ["anyOf", "oneOf"] {
                let alternatives: Vec<_> = parts(part, key).collect();
                if !alternatives.is_empty() {
                    choices.push(alternatives);
                }
            }
        }
        let mut key: Vec<_> = bodies.iter().map(|body| address(body)).collect();
        key.sort_unstable();
        if self.merging.contains(&key) {
            return Err(Trouble::Recursive);
        }
        self.merging.push(key);
        self.contents(&bodies, depth)?;
        let outcome = self.choose(&bodies, &choices, depth)?;
        self.merging.pop();
        Ok(outcome)
    }

    /// Merges what several of the merged schemas say about the same property, and makes types of
    /// what one of them says.
    fn contents(&mut self, bodies: &[&'a Node], depth: usize) -> Result<(), Trouble> {
        let mut properties = BTreeMap::<&str, Vec<(usize, &'a Node)>>::new();
        let mut extras = Vec::new();
        for (index, body) in bodies.iter().enumerate() {
            for (name, property) in members(body, "properties") {
                properties.entry(name).or_default().push((index, property));
            }
            extras.extend(schema_of(body, "additionalProperties").map(|extra| (index, extra)));
        }
        for mut described in properties.into_values() {
            let own = described.len();
            for &(index, extra) in &extras {
                let is_described = described
                    .get(..own)
                    .is_some_and(|own| own.iter().any(|(by, _)| *by == index));
                if !is_described {
                    described.push((index, extra));
                }
            }
            described.sort_by_key(|(index, _)| *index);
            let described: Vec<_> = described.into_iter().map(|(_, schema)| schema).collect();
            self.merge_or_convert(&described, depth)?;
        }
        for key in ["items", "additionalProperties"] {
            let described: Vec<_> = bodies
                .iter()
                .filter_map(|body| schema_of(body, key))
                .collect();
            self.merge_or_convert(&described, depth)?;
        }
        Ok(())
    }

    fn merge_or_convert(&mut self, schemas: &[&'a Node], depth: usize) -> Result<(), Trouble> {
        match schemas {
            [] => Ok(()),
            [only] => self.convert(only),
            // The same reference twice is that reference.
            [first, rest @ ..]
                if first.reference().is_some()
                    && rest
                        .iter()
                        .all(|other| other.reference() == first.reference()) =>
            {
                Ok(())
            }
            several => self.merge(several, &[], depth + 1).map(|_| ()),
        }
    }

    /// Merges with each result of the choices that are left.
    fn choose(
        &mut self,
        bodies: &[&'a Node],
        choices: &[Vec<&'a Node>],
        depth: usize,
    ) -> Result<Outcome, Trouble> {
        let Some((first, rest)) = choices.split_first() else {
            return Ok(Outcome {
                results: 1,
                cost: 0,
            });
        };
        let mut all = Outcome {
            results: 0,
            cost: 0,
        };
        for alternative in first {
            // The generator subtracts all the other alternatives from each.
            self.spend(first.len())?;
            let one = self.merge(&[alternative], bodies, depth + 1)?;
            // When the alternative is a choice itself, all of its results are merged again for
            // each alternative that is subtracted, and again for each result of that.
            let others = u32::try_from(first.len() - 1).unwrap_or(u32::MAX);
            let again = one.results.saturating_pow(others);
            let cost = one.cost.max(1).saturating_mul(again);
            if one.results > 1 {
                self.spend(cost)?;
            }
            let mut chosen = bodies.to_vec();
            chosen.push(alternative);
            let left = self.choose(&chosen, rest, depth + 1)?;
            all.results = all
                .results
                .saturating_add(one.results.saturating_mul(left.results));
            all.cost = all.cost.saturating_add(cost).saturating_add(left.cost);
        }
        Ok(all)
    }

    fn resolved(&self, schema: &'a Node) -> Option<&'a Node> {
        match schema.reference() {
            Some(text) => {
                let pointer = Pointer::from_local_reference(text)?;
                Some(self.root.resolve(&pointer)?.1)
            }
            None => Some(schema),
        }
    }
}

fn parts<'a>(schema: &'a Node, key: &str) -> impl Iterator<Item = &'a Node> {
    schema.get(key).into_iter().flat_map(Node::items)
}

fn members<'a>(schema: &'a Node, key: &str) -> impl Iterator<Item = (&'a str, &'a Node)> {
    schema.get(key).into_iter().flat_map(Node::members)
}

/// The value of `key` when it is a schema and not a truth value.
fn schema_of<'a>(schema: &'a Node, key: &str) -> Option<&'a Node> {
    schema.get(key).filter(|child| child.as_object().is_some())
}

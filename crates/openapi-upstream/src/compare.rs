//! The comparison: each operation that both have, ours beside the vendor's, without what is known to
//! differ.

use std::{cmp::Ordering, collections::BTreeSet};

use openapi_document::{
    Document, Findings, Node, Operation, Operations, Pointer, template::without_names,
};
use openapi_review::{Change, Review, Versions};

use crate::{
    covered::is_covered,
    definition::{Definition, base_path},
    difference::{Difference, Position, each_once},
    part::{self, At, Servers},
    patch::{Leaf, patched},
    source::deviations,
};

/// What our document and the vendor's definitions say of the same operations.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// What differs, and is not known to: operation by operation in the order of our document.
    pub differences: Vec<Difference>,
    /// How many operations were compared.
    pub compared: usize,
    /// The operations that the vendor has and our document has not, by their ids.
    pub others: Vec<String>,
}

/// How much of the vendor's API the definitions are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Extent {
    /// All of it: an operation that is not among them is gone.
    Whole,
    /// Some operations.
    Part,
}

/// Compares our document with definitions of the vendor's.
///
/// # Errors
///
/// Findings when our document, with what the vendor says instead, is none any more.
pub fn compare(
    ours: &Document,
    definitions: &[Definition],
    extent: Extent,
) -> Result<Comparison, Findings> {
    let pairs = pairs(ours, definitions);
    let mut known = Known::new(ours, &pairs)?;
    known.judge();
    let outdated = known.outdated.iter().filter(|leaf| !known.is_covered(leaf));
    let mut differences: Vec<_> = outdated.map(Difference::outdated).collect();
    if extent == Extent::Whole {
        differences.extend(missing(ours, &pairs)?);
    }
    for (pair, changes) in pairs.iter().zip(known.changes) {
        let told = changes.iter().map(|change| pair.difference(change));
        differences.extend(told);
    }
    Ok(Comparison {
        differences: each_once(differences),
        compared: compared(&pairs),
        others: others(&pairs, definitions),
    })
}

/// How many operations of ours have a pair: a definition may be there twice.
fn compared(pairs: &[Pair<'_>]) -> usize {
    let ours: BTreeSet<&At> = pairs.iter().map(|pair| &pair.ours).collect();
    ours.len()
}

/// An operation that our document and a definition of the vendor's both have.
#[derive(Clone, Debug)]
struct Pair<'a> {
    definition: &'a Definition,
    ours: At,
    theirs: At,
}

/// The operations of our document beside those of the definitions. What the parameters of a path are
/// called makes no difference.
fn pairs<'a>(ours: &Document, definitions: &'a [Definition]) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    let base = base_path(ours.root());
    for operation in Operations::of(ours).iter() {
        let path = without_names(&format!("{base}{}", operation.path));
        for definition in definitions {
            let theirs = definition.operations();
            let mut theirs = theirs.iter().filter(|theirs| {
                let full = format!("{}{}", definition.base_path(), theirs.path);
                theirs.method == operation.method && without_names(&full) == path
            });
            if let Some(theirs) = theirs.next() {
                pairs.push(Pair {
                    definition,
                    ours: At::of(operation),
                    theirs: At::of(theirs),
                });
            }
        }
    }
    pairs
}

impl Pair<'_> {
    /// What would change on the wire if our document, whose values are `root`, said what the vendor's
    /// does.
    fn changes(&self, ours: &Document, root: &Node) -> Result<Vec<Change>, Findings> {
        let vendor = self.definition.document();
        let servers = Servers::of(vendor);
        let base = part::of(ours, root, &self.ours, servers)?;
        let head = part::of(vendor, vendor.root(), &self.theirs, servers)?;
        Ok(on_the_wire(&base, &head))
    }

    fn difference(&self, change: &Change) -> Difference {
        let position = change.head.or(change.near_head).map(|place| Position {
            file: self.definition.file().to_owned(),
            place,
            pointer: self.definition.pointer(place),
        });
        Difference::of(change, position)
    }
}

fn on_the_wire(base: &Document, head: &Document) -> Vec<Change> {
    let review = Review::wire(Some(base), Some(head), Versions::default());
    let is_told = |change: &Change| change.operation.is_some() && !change.is_beside_the_wire();
    review.changes.into_iter().filter(is_told).collect()
}

/// The operations of our document that the vendor has no more.
fn missing(ours: &Document, pairs: &[Pair<'_>]) -> Result<Vec<Difference>, Findings> {
    let mut missing = Vec::new();
    for operation in Operations::of(ours).iter() {
        let at = At::of(operation);
        if pairs.iter().all(|pair| pair.ours != at) {
            let base = part::of(ours, ours.root(), &at, Servers::Said)?;
            let head = part::without_operations(ours)?;
            let changes = on_the_wire(&base, &head);
            missing.extend(changes.iter().map(|change| Difference::of(change, None)));
        }
    }
    Ok(missing)
}

fn others(pairs: &[Pair<'_>], definitions: &[Definition]) -> Vec<String> {
    let mut others = Vec::new();
    for definition in definitions {
        for operation in definition.operations().iter() {
            let at = At::of(operation);
            let is_shared =
                |pair: &Pair<'_>| std::ptr::eq(pair.definition, definition) && pair.theirs == at;
            if !pairs.iter().any(is_shared) {
                others.push(name_of(operation));
            }
        }
    }
    others.sort();
    others
}

/// The id of an operation, or its method and path when it has none.
pub(crate) fn name_of(operation: &Operation<'_>) -> String {
    let id = operation.operation_id.map(str::to_owned);
    id.unwrap_or_else(|| format!("{} {}", operation.method, operation.path))
}

/// What the document says of the vendor that is not so: the object, and the keys of the value in its patch.
///
/// # Errors
///
/// Those of [`compare`].
pub(crate) fn outdated(
    ours: &Document,
    definitions: &[Definition],
) -> Result<Vec<(Pointer, Vec<String>)>, Findings> {
    let pairs = pairs(ours, definitions);
    let mut known = Known::new(ours, &pairs)?;
    known.judge();
    let outdated = known.outdated.into_iter();
    Ok(outdated.map(|leaf| (leaf.object, leaf.keys)).collect())
}

/// What is known to differ, and what differs beside it.
struct Known<'a> {
    ours: &'a Document,
    pairs: &'a [Pair<'a>],
    /// What the vendor says instead, as far as it still does.
    leaves: Vec<Leaf<'a>>,
    /// The changes of each pair.
    changes: Vec<Vec<Change>>,
    /// What the vendor no more says.
    outdated: Vec<Leaf<'a>>,
}

impl<'a> Known<'a> {
    fn new(ours: &'a Document, pairs: &'a [Pair<'a>]) -> Result<Self, Findings> {
        let root = ours.root();
        let leaves = deviations(root);
        let patched = patched(root, leaves.iter());
        let changes = pairs.iter().map(|pair| pair.changes(ours, &patched));
        Ok(Self {
            ours,
            pairs,
            changes: changes.collect::<Result<_, _>>()?,
            leaves,
            outdated: Vec::new(),
        })
    }

    /// Takes one value after the other away, to see what it is there for. One that hides nothing is
    /// reported; one that only hides what the vendor has changed since is no more than in the way of
    /// what is reported anyhow.
    fn judge(&mut self) {
        let reach = self.reach();
        for (leaf, reach) in self.leaves.clone().iter().zip(reach) {
            let Some(reach) = reach else { continue };
            let is_other = |other: &&Leaf<'_>| other.place != leaf.place;
            let without = patched(self.ours.root(), self.leaves.iter().filter(is_other));
            let mut changes = Vec::new();
            for index in &reach {
                let pair = self.pairs.get(*index);
                changes.push(match pair {
                    Some(pair) => pair.changes(self.ours, &without).ok(),
                    None => None,
                });
            }
            // What is no document without it is there for something.
            let Some(changes) = changes.into_iter().collect::<Option<Vec<_>>>() else {
                continue;
            };
            let before = reach.iter().filter_map(|index| self.changes.get(*index));
            let before: Vec<_> = before.collect();
            let after: Vec<_> = changes.iter().collect();
            let counts = |changes: &[&Vec<Change>]| -> Vec<_> {
                changes.iter().map(|changes| changes.len()).collect()
            };
            let (was, is) = (counts(&before), counts(&after));
            let is_outdated = match is.iter().sum::<usize>().cmp(&was.iter().sum()) {
                Ordering::Greater => continue,
                Ordering::Equal if was != is => continue,
                Ordering::Equal => texts(&after) == texts(&before),
                Ordering::Less => true,
            };
            if is_outdated {
                self.outdated.push(leaf.clone());
            }
            self.leaves.retain(|other| other.place != leaf.place);
            for (index, changes) in reach.into_iter().zip(changes) {
                if let Some(known) = self.changes.get_mut(index) {
                    *known = changes;
                }
            }
        }
    }

    /// Whether it is about what is reported as gone.
    fn is_covered(&self, leaf: &Leaf<'_>) -> bool {
        let changes = self.changes.iter().map(Vec::as_slice);
        let operations = self.pairs.iter().map(|pair| &pair.ours).zip(changes);
        is_covered(self.ours.root(), leaf, operations)
    }

    /// For each value, the pairs that it can make a difference to; `None` when some operation that it is
    /// about is not compared, so that nothing can be said about it.
    fn reach(&self) -> Vec<Option<Vec<usize>>> {
        let root = self.ours.root();
        let patched = patched(root, self.leaves.iter());
        let operations = Operations::of(self.ours);
        let operations: Vec<_> = operations.iter().map(At::of).collect();
        let closures = |root: &Node| -> Vec<BTreeSet<Pointer>> {
            let each = operations.iter().map(|at| part::reached(root, at));
            each.collect()
        };
        let (as_patched, as_written) = (closures(&patched), closures(root));
        let reach = |leaf: &Leaf<'_>| {
            let about = |closures: &[BTreeSet<Pointer>]| -> Vec<&At> {
                let both = operations.iter().zip(closures);
                let about = both.filter(|(_, closure)| is_about(leaf, closure));
                about.map(|(at, _)| at).collect()
            };
            // Where all operations have a copy, it counts for what is written.
            let mut about_these = about(&as_patched);
            if about_these.is_empty() {
                about_these = about(&as_written);
            }
            let indices = about_these.into_iter().map(|at| {
                let pairs = self.pairs.iter().enumerate();
                let of_it = pairs.filter(|(_, pair)| pair.ours == *at);
                let of_it: Vec<_> = of_it.map(|(index, _)| index).collect();
                (!of_it.is_empty()).then_some(of_it)
            });
            let indices: Option<Vec<_>> = indices.collect();
            indices.map(|indices| indices.concat())
        };
        self.leaves.iter().map(reach).collect()
    }
}

fn is_about(leaf: &Leaf<'_>, closure: &BTreeSet<Pointer>) -> bool {
    let object = &leaf.object;
    let mut reached = closure.iter();
    reached.any(|reached| object.below(reached).is_some() || reached.below(object).is_some())
}

fn texts(changes: &[&Vec<Change>]) -> BTreeSet<String> {
    let changes = changes.iter().copied().flatten();
    changes.map(Change::fingerprint).collect()
}

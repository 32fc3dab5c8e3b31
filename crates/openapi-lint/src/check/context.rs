//! What the rules look at: the tree of a document, with its operations and its schemas found
//! once.

use std::{collections::BTreeMap, sync::OnceLock};

use openapi_document::{Finding, Kind, Located, Node, Operation, Operations, Pointer, Tree};

use super::renames::Renames;

/// The tree of a document and what every rule asks of it. The typed form is not needed, so that
/// the rules can run where there is none.
pub(super) struct Context<'a> {
    pub(super) tree: &'a Tree,
    pub(super) root: &'a Node,
    pub(super) operations: Operations<'a>,
    objects: Vec<Located<'a>>,
    /// What [`names`](super::names) finds, where it was asked for.
    pub(super) renamed: OnceLock<(Renames, Vec<Finding>)>,
    /// What [`type_names`](super::type_names) finds, where it was asked for.
    pub(super) titles: OnceLock<(BTreeMap<Pointer, String>, Vec<Finding>)>,
}

/// A parameter of an operation.
pub(super) struct Parameter<'a> {
    /// Where the operation or its path item lists it.
    pub(super) used: Pointer,
    /// Where it stands: there, or in the components.
    pub(super) pointer: Pointer,
    pub(super) node: &'a Node,
    pub(super) name: &'a str,
    pub(super) location: &'a str,
}

impl<'a> Context<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        Self {
            tree,
            root: tree.root(),
            operations: Operations::below(tree.root()),
            objects: tree.objects().collect(),
            renamed: OnceLock::new(),
            titles: OnceLock::new(),
        }
    }

    /// Every object of one kind; where a reference stands instead, there is none.
    pub(super) fn objects(&self, kind: Kind) -> impl Iterator<Item = (&'a Pointer, &'a Node)> {
        self.objects
            .iter()
            .filter(move |object| object.kind == kind)
            .map(|object| (object.pointer, object.node))
    }

    /// Every schema that is written out.
    pub(super) fn schemas(&self) -> impl Iterator<Item = (&'a Pointer, &'a Node)> {
        self.objects(Kind::Schema)
    }

    /// Every component: the section that it is in, its name, and where it stands.
    pub(super) fn components(&self) -> impl Iterator<Item = (&'a str, &'a str, Pointer)> {
        let components = Pointer::root().child("components");
        let sections = self.node(&components).into_iter().flat_map(Node::members);
        sections
            .filter(|(section, _)| !section.starts_with("x-"))
            .flat_map(move |(section, entries)| {
                let at = components.child(section);
                entries
                    .members()
                    .map(move |(name, _)| (section, name, at.child(name)))
            })
    }

    pub(super) fn node(&self, pointer: &Pointer) -> Option<&'a Node> {
        self.root.at(pointer)
    }

    /// The node at `pointer` after following references.
    pub(super) fn resolve(&self, pointer: &Pointer) -> Option<(Pointer, &'a Node)> {
        self.root.resolve(pointer)
    }

    /// The parameters of an operation: its own, and those of its path item that it does not
    /// override.
    pub(super) fn parameters(&self, operation: &Operation<'_>) -> Vec<Parameter<'a>> {
        let item = operation.pointer.parent().unwrap_or_default();
        let holders = [&item, &operation.pointer];
        let listed: Vec<_> = holders
            .into_iter()
            .flat_map(|holder| self.listed(&holder.child("parameters")))
            .collect();
        let key = |parameter: &Parameter<'a>| (parameter.name, parameter.location);
        let last: BTreeMap<_, _> = listed
            .iter()
            .enumerate()
            .map(|(index, parameter)| (key(parameter), index))
            .collect();
        let is_last =
            |(index, parameter): &(usize, Parameter<'a>)| last.get(&key(parameter)) == Some(index);
        let parameters = listed.into_iter().enumerate().filter(is_last);
        parameters.map(|(_, parameter)| parameter).collect()
    }

    /// The parameters in the list at `list`.
    pub(super) fn listed(&self, list: &Pointer) -> Vec<Parameter<'a>> {
        let count = self.node(list).map_or(0, |list| list.items().count());
        (0..count)
            .filter_map(|index| {
                let used = list.child(index);
                let (pointer, node) = self.resolve(&used)?;
                Some(Parameter {
                    used,
                    pointer,
                    node,
                    name: node.get("name")?.as_str()?,
                    location: node.get("in")?.as_str()?,
                })
            })
            .collect()
    }
}

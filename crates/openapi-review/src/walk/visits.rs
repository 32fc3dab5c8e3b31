//! What stands behind references: queued, compared once, and remembered by whom it was asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use openapi_document::Node;

use super::{super::pair::Pair, comparison::Comparison, scope::Scope};

/// How many steps are spent on finding out which operations a change reaches. Enough for any
/// document that people write; an untrusted one gets a smaller number than is true.
const MAX_STEPS: usize = 20_000_000;

/// On whose behalf something is compared.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Origin {
    Document,
    Operation(usize),
    Visit(usize),
}

/// A comparison that waits for its turn.
#[derive(Clone)]
pub(super) struct Visit<'a> {
    pub(super) kind: Comparison,
    pub(super) base: &'a Node,
    pub(super) head: &'a Node,
    pub(super) pair: Pair<'a>,
    pub(super) scope: Scope,
}

/// A node is known by its address: both trees stay borrowed as long as the comparison takes.
type Key = (*const Node, *const Node, Comparison);

#[derive(Default)]
pub(super) struct Visits<'a> {
    /// Only looked up, never iterated: its order decides nothing.
    known: HashMap<Key, usize>,
    compared: BTreeSet<(*const Node, *const Node)>,
    queue: VecDeque<(usize, Visit<'a>)>,
    /// For each visit, who asked for it.
    origins: Vec<Vec<Origin>>,
}

impl<'a> Visits<'a> {
    /// Queues `visit` on behalf of `origin`, unless it has been queued before.
    pub(super) fn add(&mut self, origin: Origin, visit: Visit<'a>) {
        let (base, head) = (
            std::ptr::from_ref(visit.base),
            std::ptr::from_ref(visit.head),
        );
        let index = *self
            .known
            .entry((base, head, visit.kind))
            .or_insert(self.origins.len());
        if index == self.origins.len() {
            self.origins.push(Vec::new());
            self.queue.push_back((index, visit));
            self.compared.insert((base, head));
        }
        if let Some(origins) = self.origins.get_mut(index)
            && origins.last() != Some(&origin)
        {
            origins.push(origin);
        }
    }

    /// The next comparison.
    pub(super) fn next(&mut self) -> Option<(usize, Visit<'a>)> {
        self.queue.pop_front()
    }

    /// Notes that two nodes have been compared without being queued.
    pub(super) fn mark(&mut self, base: &Node, head: &Node) {
        self.compared.insert((base, head));
    }

    /// Whether two nodes have been compared, in whatever role.
    pub(super) fn has_compared(&self, base: &Node, head: &Node) -> bool {
        self.compared
            .contains(&(std::ptr::from_ref(base), std::ptr::from_ref(head)))
    }

    /// Who asked for what, to be read from the changes back to the operations.
    pub(super) fn reach(&self, operations: usize, unstable: BTreeSet<usize>) -> Reach {
        Reach {
            unstable,
            origins: self.origins.clone(),
            known: BTreeMap::new(),
            operations,
            steps: 0,
        }
    }
}

/// Which operations a change reaches.
pub(super) struct Reach {
    origins: Vec<Vec<Origin>>,
    known: BTreeMap<Vec<Origin>, Reached>,
    operations: usize,
    unstable: BTreeSet<usize>,
    steps: usize,
}

/// The operations on whose behalf something was compared.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    pub(super) first: Option<usize>,
    /// How many there are beside the first.
    pub(super) others: usize,
    /// Whether there are some, and each promised nothing.
    pub(super) is_unstable: bool,
}

impl Reach {
    /// The operations on whose behalf `origins` were compared.
    pub(super) fn of(&mut self, origins: &[Origin]) -> Reached {
        if let Some(known) = self.known.get(origins) {
            return *known;
        }
        let found = self.search(origins);
        self.known.insert(origins.to_vec(), found);
        found
    }

    fn search(&mut self, start: &[Origin]) -> Reached {
        let mut operations = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut queue = VecDeque::from(start.to_vec());
        while let Some(origin) = queue.pop_front() {
            self.steps += 1;
            match origin {
                Origin::Document => {}
                Origin::Operation(index) => {
                    operations.insert(index);
                }
                Origin::Visit(index) => {
                    if seen.insert(index) {
                        queue.extend(self.origins.get(index).into_iter().flatten());
                    }
                }
            }
            if self.steps > MAX_STEPS || operations.len() == self.operations {
                break;
            }
        }
        let promises = operations.difference(&self.unstable).next().is_some();
        Reached {
            first: operations.first().copied(),
            others: operations.len().saturating_sub(1),
            is_unstable: !operations.is_empty() && !promises && self.steps <= MAX_STEPS,
        }
    }
}

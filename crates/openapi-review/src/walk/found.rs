//! The changes that were found, each once.

use std::collections::BTreeMap;

use openapi_document::Place;

use super::{
    super::{change::Change, text::Text},
    visits::Origin,
};

/// The same edit is met more than once when a schema is used in more than one way: as a body and
/// as a property, sent and received. What says the same about the same place is one change.
type Key = (String, Option<Place>, Option<Place>, Text);

#[derive(Default)]
pub(super) struct Found {
    known: BTreeMap<Key, usize>,
    /// How often something was found, whether it was known already or not.
    times: usize,
    changes: Vec<(Vec<Origin>, Change)>,
}

impl Found {
    /// Adds a change that was found on behalf of `origin`. Apart from the place, `detail` is
    /// what tells two changes of the same kind apart.
    pub(super) fn add(&mut self, origin: Origin, change: Change, detail: Text) {
        let key = (change.id.clone(), change.base, change.head, detail);
        self.times += 1;
        let index = *self.known.entry(key).or_insert(self.changes.len());
        match self.changes.get_mut(index) {
            Some((origins, _)) => origins.push(origin),
            None => self.changes.push((vec![origin], change)),
        }
    }

    /// How often something was found so far: whoever asks before and after a comparison knows
    /// whether it was silent, also when what it said had been said before.
    pub(super) fn times(&self) -> usize {
        self.times
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes, each with those on whose behalf it was found.
    ///
    /// A schema that is a body and a part of one, as a recursive schema is, has two ids for one edit.
    /// What a person reads is the same, so it is told once, under the graver id.
    pub(super) fn into_changes(self) -> impl Iterator<Item = (Vec<Origin>, Change)> {
        let mut told: BTreeMap<(Text, Option<Place>, Option<Place>), usize> = BTreeMap::new();
        let mut changes: Vec<(Vec<Origin>, Change)> = Vec::new();
        for (origins, change) in self.changes {
            let key = (change.text.clone(), change.base, change.head);
            let index = *told.entry(key).or_insert(changes.len());
            match changes.get_mut(index) {
                Some((known, first)) => {
                    known.extend(origins);
                    if change.level < first.level {
                        *first = change;
                    }
                }
                None => changes.push((origins, change)),
            }
        }
        changes.into_iter()
    }
}

//! The edits of a document that drift and snapshots must see, reviewed.

use super::support::changes;
use crate::{
    mutations::{SEEN, UNSEEN, edited},
    support::{first_document, parse},
};

#[test]
fn every_edit_that_changes_the_meaning_is_reported() {
    let base = first_document();
    for (name, from, to) in SEEN {
        let head = parse("edited.yaml", &edited(from, to));
        let found = changes(&base, &head);
        assert!(!found.is_empty(), "{name} is not reported");
        for change in found {
            assert!(
                change.base.or(change.head).is_some(),
                "{name}: {} has no place",
                change.id
            );
        }
    }
}

#[test]
fn an_edit_that_does_not_is_not() {
    let base = first_document();
    for (name, from, to) in UNSEEN {
        let head = parse("edited.yaml", &edited(from, to));
        assert_eq!(changes(&base, &head), [], "{name}");
    }
}

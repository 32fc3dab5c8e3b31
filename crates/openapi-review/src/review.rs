//! The review of a pair of documents, and what follows from it.

use std::collections::{BTreeMap, BTreeSet};

use openapi_codegen::PublicApi;
use openapi_document::{Document, Findings};
use semver::Version;

use crate::{
    bump::{Bump, FailOn, SinceRelease, Versions},
    change::Change,
    day::Day,
    level::ChangeLevel,
    policy::ChangePolicy,
    rules,
    rust::{self, RustChanges, RustItem},
    url::FileUrl,
    walk,
};

/// Everything that a reviewer should know about the change from base to head.
#[derive(Clone, Debug)]
pub struct Review {
    /// The name of the base document in messages.
    pub base_file: String,
    /// The name of the head document in messages.
    pub head_file: String,
    /// The changes on the wire: most severe operation first, and in it most severe change first.
    pub changes: Vec<Change>,
    /// What the change does to the generated client, or why that cannot be said.
    pub rust: Result<RustChanges, Findings>,
    /// What differs in the code of the crates as it is committed, beside what [`rust`](Self::rust) says:
    /// what is written by hand, and what another generator makes of the same document. `None` when it
    /// was not read; or why it cannot be.
    pub code: Option<Result<RustChanges, String>>,
    /// Whether Rust was left out, and [`rust`](Self::rust) says nothing.
    pub is_wire_alone: bool,
    /// Why base cannot be read. Nothing is then known of what changes.
    pub unread: Option<Findings>,
    /// Where the base document can be looked at.
    pub base_url: Option<FileUrl>,
    /// Where the head document can be looked at.
    pub head_url: Option<FileUrl>,
    /// The versions of the workspace on both sides.
    pub versions: Versions,
    /// What is asked for since the last release, where that is known. A change that breaks something
    /// then needs no bump of its own when an earlier one is not released yet.
    pub since: Option<SinceRelease>,
    /// Which changes are refused where this is shown; those that lack a bump unless it says otherwise.
    pub fail_on: FailOn,
    /// The fingerprints of changes that are accepted, each with the reason.
    pub accepted: BTreeMap<String, String>,
    /// What is to be said of the policy: acceptances that have run out, or that accept nothing.
    pub policy_notes: Vec<String>,
}

impl Review {
    /// Compares two documents, of which either may be absent.
    ///
    /// ```
    /// use openapi_document::Document;
    /// use openapi_review::{Bump, Review, Versions};
    ///
    /// let parse = |text: &str| Document::parse("api.json", text.as_bytes());
    /// let base = parse(r#"{"openapi": "3.0.3", "info": {"title": "A", "version": "1"}, "paths": {}}"#);
    /// let head = parse(r#"{"openapi": "3.0.3", "info": {"title": "B", "version": "1"}, "paths": {}}"#);
    /// let (base, head) = (base.map_err(|e| e.to_string())?, head.map_err(|e| e.to_string())?);
    /// let review = Review::new(Some(&base), Some(&head), Versions::default());
    /// assert_eq!(review.changes[0].id, "api-documentation-changed");
    /// assert_eq!(review.required_bump(), Bump::None);
    /// # Ok::<(), String>(())
    /// ```
    pub fn new(base: Option<&Document>, head: Option<&Document>, versions: Versions) -> Self {
        Self::dated(base, head, versions, None)
    }

    /// The same on a day, which may be the one until which an operation stays. Without a day, none has
    /// come.
    pub fn dated(
        base: Option<&Document>,
        head: Option<&Document>,
        versions: Versions,
        today: Option<Day>,
    ) -> Self {
        let review = Self::wire_dated(base, head, versions, today);
        // Documents that differ in nothing make the same client. That nothing changes on the wire
        // is not enough: a schema moved out of the components gives its type another name.
        let value = |document: Option<&Document>| document.map(|it| it.root().to_json());
        let rust = match review.changes.is_empty() && value(base) == value(head) {
            true => Ok(RustChanges::default()),
            false => rust::changes(base, head),
        };
        Self {
            rust,
            is_wire_alone: false,
            ..review
        }
    }

    /// A review of a document whose base cannot be read, for these reasons: what it changes is unknown.
    pub fn without_base(unread: Findings, head: &Document, versions: Versions) -> Self {
        Self {
            base_file: unread.file().to_owned(),
            rust: Err(unread.clone()),
            is_wire_alone: false,
            unread: Some(unread),
            ..Self::wire(Some(head), Some(head), versions)
        }
    }

    /// The wire side alone, without generating the client of either document: what [`new`]
    /// does, in a hundredth of the time.
    ///
    /// [`new`]: Self::new
    pub fn wire(base: Option<&Document>, head: Option<&Document>, versions: Versions) -> Self {
        Self::wire_dated(base, head, versions, None)
    }

    /// The wire side alone on a day, as [`dated`](Self::dated) takes it.
    pub fn wire_dated(
        base: Option<&Document>,
        head: Option<&Document>,
        versions: Versions,
        today: Option<Day>,
    ) -> Self {
        let name = |document: Option<&Document>, other: Option<&Document>| {
            let document = document.or(other);
            document
                .map(|document| document.file().to_owned())
                .unwrap_or_default()
        };
        let mut changes = walk::changes(base, head, today);
        sort(&mut changes);
        Self {
            base_file: name(base, head),
            head_file: name(head, base),
            changes,
            rust: Ok(RustChanges::default()),
            code: None,
            is_wire_alone: true,
            unread: None,
            base_url: None,
            head_url: None,
            versions,
            since: None,
            fail_on: FailOn::default(),
            accepted: BTreeMap::new(),
            policy_notes: Vec::new(),
        }
    }

    /// The review with what differs in the code of the crates, base and head, as far as the documents do
    /// not say so already; or with why that cannot be read.
    pub fn with_code(self, code: Result<(PublicApi, PublicApi), String>) -> Self {
        let code = code.map(|(base, head)| {
            let changes = RustChanges::between(&base, &head).inert();
            match &self.rust {
                Ok(rust) => changes.beside(rust),
                Err(_) => changes,
            }
        });
        Self {
            code: Some(code),
            ..self
        }
    }

    /// What differs in Rust, of the documents and of the code.
    pub(crate) fn rust_changes(&self) -> impl Iterator<Item = &RustChanges> {
        self.rust.iter().chain(self.code.iter().flatten())
    }

    fn rust_items(&self) -> impl Iterator<Item = RustItem<'_>> {
        self.rust_changes().flat_map(RustChanges::items)
    }

    /// The review as a project judges it that has decided this, on this day: with its levels, and without
    /// what it has accepted.
    pub fn under(mut self, policy: &ChangePolicy, today: Day) -> Self {
        for change in &mut self.changes {
            if let Some(level) = policy.severities.get(&change.id) {
                change.level = *level;
            }
        }
        sort(&mut self.changes);
        let there: BTreeSet<_> = self
            .changes
            .iter()
            .map(Change::fingerprint)
            .chain(self.rust_items().map(RustItem::fingerprint))
            .collect();
        for acceptance in &policy.accepted {
            let fingerprint = &acceptance.fingerprint;
            let reason = &acceptance.reason;
            match acceptance.until {
                _ if !there.contains(fingerprint) => self.policy_notes.push(format!(
                    "`{fingerprint}` is accepted and is no change of this review: {reason}"
                )),
                Some(until) if until < today => self.policy_notes.push(format!(
                    "`{fingerprint}` was accepted until {until}: {reason}"
                )),
                _ => {
                    let (fingerprint, reason) = (fingerprint.clone(), reason.clone());
                    self.accepted.insert(fingerprint, reason);
                }
            }
        }
        self
    }

    /// Why a change is accepted, if it is.
    pub fn acceptance(&self, change: &Change) -> Option<&str> {
        self.accepted_as(|| change.fingerprint())
    }

    /// How much a change matters; `None` when it is accepted.
    pub(crate) fn open_level(&self, change: &Change) -> Option<ChangeLevel> {
        Some(change.level).filter(|_| self.acceptance(change).is_none())
    }

    /// Why what happened to an item is accepted, if it is.
    pub fn rust_acceptance(&self, item: RustItem<'_>) -> Option<&str> {
        self.accepted_as(|| item.fingerprint())
    }

    fn accepted_as(&self, fingerprint: impl FnOnce() -> String) -> Option<&str> {
        // Making one takes time, and mostly nothing is accepted.
        let accepted = (!self.accepted.is_empty()).then_some(&self.accepted)?;
        accepted.get(&fingerprint()).map(String::as_str)
    }

    /// Whether a client of the wire contract breaks, in a way that is not accepted.
    pub fn is_breaking_on_the_wire(&self) -> bool {
        let breaks = |change| self.open_level(change) == Some(ChangeLevel::Error);
        self.changes.iter().any(breaks)
    }

    /// Whether code that uses the generated client breaks, in a way that is not accepted. False when that
    /// cannot be said.
    pub fn is_breaking_in_rust(&self) -> bool {
        let mut items = self.rust_items();
        items.any(|item| item.reason.is_breaking() && self.rust_acceptance(item).is_none())
    }

    /// Whether a part of the change cannot be judged: base cannot be read, a side cannot be generated,
    /// or the code cannot be read, so that what breaks in Rust is unknown. What differs in nothing is
    /// judged.
    pub fn is_unknown(&self) -> bool {
        self.rust.is_err() || self.code.as_ref().is_some_and(Result::is_err)
    }

    /// Whether base and head say the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && !self.is_unknown()
            && self.rust_changes().all(RustChanges::is_empty)
    }

    /// The version step that the change needs, by Cargo's rules for the current version. When the
    /// change [is unknown](Self::is_unknown), the step that suffices whatever it breaks.
    pub fn required_bump(&self) -> Bump {
        let is_told =
            |change: &Change| !rules::is_silent(&change.id) && self.acceptance(change).is_none();
        let mut items = self.rust_items();
        let is_additive = self.changes.iter().any(is_told)
            || items.any(|item| self.rust_acceptance(item).is_none());
        if self.is_breaking() || self.is_unknown() {
            self.versions.breaking()
        } else if is_additive {
            self.versions.additive()
        } else {
            Bump::None
        }
    }

    /// The version step that was made; `None` when a side has no version.
    pub fn declared_bump(&self) -> Option<Bump> {
        self.versions.declared()
    }

    /// The smallest version that makes the required step from base's.
    pub fn required_version(&self) -> Option<Version> {
        self.versions.after(self.required_bump())
    }

    /// What the review says of which this is one since the last release: its base is the release.
    pub fn since_release(&self) -> Option<SinceRelease> {
        Some(SinceRelease {
            release: self.versions.base.clone()?,
            required: self.required_bump(),
            declared: self.declared_bump(),
            version: self.required_version(),
        })
    }

    /// The version that is to be set; `None` when the one that is there makes the required step, since
    /// the last release or else since base.
    pub fn missing_version(&self) -> Option<Version> {
        let (required, declared, version) = match &self.since {
            Some(since) => (since.required, since.declared, since.version.clone()),
            None => (
                self.required_bump(),
                self.declared_bump(),
                self.required_version(),
            ),
        };
        version.filter(|_| declared.unwrap_or(Bump::None) < required)
    }

    /// Whether the gate refuses the change. What cannot be judged is not "not breaking": it is
    /// refused, whatever the version says, by each gate that asks about Rust.
    pub fn is_refused(&self, fail_on: FailOn) -> bool {
        match fail_on {
            FailOn::Never => false,
            FailOn::Wire => self.is_breaking_on_the_wire() || self.unread.is_some(),
            FailOn::Rust => self.is_breaking_in_rust() || self.is_unknown(),
            FailOn::Breaking => self.is_breaking() || self.is_unknown(),
            FailOn::Warning => {
                let warns = |change| self.open_level(change) == Some(ChangeLevel::Warning);
                self.changes.iter().any(warns) || self.is_refused(FailOn::Breaking)
            }
            FailOn::Semver => self.lacks_bump() || self.is_unknown(),
        }
    }

    /// Whether it breaks something for all that is known, on the wire or in Rust.
    pub fn is_breaking(&self) -> bool {
        self.is_breaking_on_the_wire() || self.is_breaking_in_rust()
    }

    /// Whether it breaks something and the version does not say so.
    pub(crate) fn lacks_bump(&self) -> bool {
        let (required, declared) = match &self.since {
            Some(since) => (since.required, since.declared),
            None => (self.required_bump(), self.declared_bump()),
        };
        self.is_breaking() && declared.unwrap_or(Bump::None) < required
    }
}

/// The order in which people read: the operation with the most severe change first, its changes
/// together, the most severe first, then in the order of the text.
fn sort(changes: &mut [Change]) {
    let mut worst = BTreeMap::new();
    for (index, change) in changes.iter().enumerate() {
        let entry = worst
            .entry(change.operation.clone())
            .or_insert((change.level, index));
        entry.0 = entry.0.min(change.level);
    }
    changes.sort_by_cached_key(|change| {
        (
            worst.get(&change.operation).copied(),
            change.level,
            change.near_head,
            change.base,
            change.id.clone(),
            change.text.clone(),
        )
    });
}

#[cfg(test)]
mod tests;

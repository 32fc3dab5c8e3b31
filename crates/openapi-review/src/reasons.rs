//! Sentences that several rules share.

/// The fix of what needs none.
pub(crate) const NOTHING: &str = "nothing has to be fixed";
/// What only adds possibilities.
pub(crate) const STILL_WORKS: &str = "what today's clients do works as before";
/// What is for people, or for tools that read the document.
pub(crate) const ONLY_READ: &str = "nothing that is sent or received differs";
/// What is the business of whoever has the credentials.
pub(crate) const CREDENTIALS: &str =
    "oasdiff's judgement: credentials are agreed on beside the document";
/// The fix of what takes something away.
pub(crate) const KEEP: &str =
    "keep accepting what was accepted, or bring the change with a new path or version";

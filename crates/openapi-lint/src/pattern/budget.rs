//! How much trying the patterns of a document may take in all.

/// Steps of the engine that are left. Without a limit, a document with large patterns and long values
/// keeps whoever checks it busy, although each step is small.
#[derive(Debug)]
pub struct Budget(usize);

impl Budget {
    /// For the values of one document: some seconds of a program that is not optimised.
    pub fn of_a_document() -> Self {
        Self(50_000_000)
    }

    /// Takes `steps`; `None` when they are not left.
    pub fn take(&mut self, steps: usize) -> Option<()> {
        self.0 = self.0.checked_sub(steps)?;
        Some(())
    }
}

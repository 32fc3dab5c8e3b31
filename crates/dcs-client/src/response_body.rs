//! Reading a response's body: all of it, but not more than the limit.

use std::io;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use reqwest::Response;

use crate::error::{Reason, Source};

/// Why a body could not be read.
#[derive(Debug)]
pub(crate) enum Problem {
    TooLarge { limit: usize },
    Interrupted(reqwest::Error),
    Unsaved(io::Error),
}

/// Takes a body that is bytes, chunk by chunk.
pub(crate) type Sink = Arc<dyn Fn(&[u8]) -> io::Result<()> + Send + Sync>;

impl Problem {
    /// What to report, and its cause.
    pub(crate) fn into_reason(self) -> (Reason, Option<Source>) {
        match self {
            Self::TooLarge { limit } => (Reason::BodyTooLarge { limit }, None),
            Self::Interrupted(error) if error.is_timeout() => {
                (Reason::BodyTimeout, Some(Arc::new(error)))
            }
            Self::Interrupted(error) => (Reason::BodyInterrupted, Some(Arc::new(error))),
            Self::Unsaved(error) => (Reason::BodyUnsaved, Some(Arc::new(error))),
        }
    }

    /// Whether the time was over before the body was.
    pub(crate) fn is_timeout(&self) -> bool {
        matches!(self, Self::Interrupted(error) if error.is_timeout())
    }
}

/// Reads the body of `response`, at most `limit` bytes of it.
pub(crate) async fn read(response: &mut Response, limit: usize) -> Result<Bytes, Problem> {
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).is_ok_and(|length| length > limit) {
        return Err(Problem::TooLarge { limit });
    }
    // Most bodies come in one chunk, which is taken as it is.
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| Problem::Interrupted(error.without_url()))?
    {
        if chunk.len() > limit - first.len().max(all.len()) {
            return Err(Problem::TooLarge { limit });
        }
        if first.is_empty() {
            first = chunk;
            continue;
        }
        if all.is_empty() {
            all.extend_from_slice(&first);
        }
        all.extend_from_slice(&chunk);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// Hands the body of `response` to `sink` as it comes, and keeps nothing of it. That there is one, `sink` is
/// told by a chunk of no bytes.
pub(crate) async fn pass_on(response: &mut Response, sink: &Sink) -> Result<Bytes, Problem> {
    let mut chunk = Some(Bytes::new());
    while let Some(bytes) = chunk {
        sink(&bytes).map_err(Problem::Unsaved)?;
        chunk = response
            .chunk()
            .await
            .map_err(|error| Problem::Interrupted(error.without_url()))?;
    }
    Ok(Bytes::new())
}

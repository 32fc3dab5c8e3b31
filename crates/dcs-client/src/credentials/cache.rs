//! One memory for whatever a provider gives: asked once for all callers, before the time is over.

use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::{Credentials, CredentialsProvider};

/// A provider's failure, for everybody who waited for it.
pub(crate) type SharedError = Arc<dyn Error + Send + Sync>;

/// Credentials, and which fetch they are of.
#[derive(Clone, Debug)]
pub(crate) struct Issued {
    pub(crate) credentials: Arc<Credentials>,
    fetch: u64,
}

/// How long a provider that failed is left alone while what is kept is still good, at least.
const PAUSE: Duration = Duration::from_secs(1);

/// The credentials of a provider.
///
/// At most one fetch is under way, and whoever comes meanwhile gets what is kept while that is good, or waits
/// for the fetch and shares what comes of it. A fetch belongs to the caller that makes it: dropped with it,
/// it leaves the next in line to make another.
pub(crate) struct Cache {
    provider: Arc<dyn CredentialsProvider>,
    state: Mutex<State>,
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// How many fetches have ended, and how the last did.
    fetches: u64,
    last: Option<Result<Issued, SharedError>>,
}

#[derive(Clone)]
struct Kept {
    issued: Issued,
    refresh_at: SystemTime,
    expires_at: SystemTime,
}

impl Cache {
    pub(crate) fn new(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self {
            provider,
            state: Mutex::default(),
            fetching: tokio::sync::Mutex::default(),
        }
    }

    /// The credentials for the next attempt. `now` is asked anew behind each wait.
    pub(crate) async fn credentials(
        &self,
        now: impl Fn() -> SystemTime,
    ) -> Result<Issued, SharedError> {
        let (kept, seen) = {
            let state = self.state();
            (state.good(now()), state.fetches)
        };
        match kept {
            Some(kept) if now() < kept.refresh_at => return Ok(kept.issued),
            Some(kept) => return self.refreshed(kept, now).await,
            None => {}
        }
        let _turn = self.fetching.lock().await;
        let shared = {
            let state = self.state();
            match state.good(now()) {
                Some(kept) => Some(Ok(kept.issued)),
                None => state.last.clone().filter(|_| state.fetches != seen),
            }
        };
        match shared {
            Some(shared) => shared,
            None => self.fetch(now).await,
        }
    }

    /// New credentials in the place of `kept`, which are good for a while yet and serve until then.
    async fn refreshed(
        &self,
        kept: Kept,
        now: impl Fn() -> SystemTime,
    ) -> Result<Issued, SharedError> {
        let Ok(_turn) = self.fetching.try_lock() else {
            return Ok(kept.issued);
        };
        // Another may have done it between the look and the turn.
        let other = self.state().good(now());
        if let Some(other) = other.filter(|other| other.issued.fetch != kept.issued.fetch) {
            return Ok(other.issued);
        }
        match self.fetch(&now).await {
            Ok(issued) => Ok(issued),
            // Their time was over before the fetch was.
            Err(error) if now() >= kept.expires_at => Err(error),
            Err(_) => {
                let left = kept.expires_at.duration_since(now()).unwrap_or_default();
                if let Some(kept) = &mut self.state().kept {
                    kept.refresh_at = now() + PAUSE.max(left / 10);
                }
                Ok(kept.issued)
            }
        }
    }

    /// Others than `refused`, which the service takes for expired: whether there are any. Those that are the
    /// same again are none.
    pub(crate) async fn replaces(&self, refused: &Issued, now: impl Fn() -> SystemTime) -> bool {
        let _turn = self.fetching.lock().await;
        {
            let mut state = self.state();
            match state.good(now()) {
                Some(kept) if kept.issued.fetch != refused.fetch => return true,
                _ => state.kept = None,
            }
        }
        let fetched = self.fetch(now).await;
        fetched.is_ok_and(|fetched| !fetched.credentials.proves_the_same_as(&refused.credentials))
    }

    /// Asks the provider; the caller has the turn.
    async fn fetch(&self, now: impl Fn() -> SystemTime) -> Result<Issued, SharedError> {
        let fetched = self.provider.credentials().await;
        let mut state = self.state();
        state.fetches += 1;
        let fetch = state.fetches;
        let issued = fetched
            .map(|credentials| Issued {
                credentials: Arc::new(credentials),
                fetch,
            })
            .map_err(SharedError::from);
        if let Ok(issued) = &issued
            && let Some(expires_at) = issued.credentials.expires_at()
            && let Some(refresh_at) = issued.credentials.refresh_at(now())
        {
            state.kept = Some(Kept {
                issued: issued.clone(),
                refresh_at,
                expires_at,
            });
        }
        state.last = Some(issued.clone());
        issued
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// What is kept and not expired.
    fn good(&self, now: SystemTime) -> Option<Kept> {
        self.kept.clone().filter(|kept| now < kept.expires_at)
    }
}

impl Issued {
    /// Of credentials that nothing has to be fetched for.
    pub(crate) fn fixed(credentials: Arc<Credentials>) -> Self {
        Self {
            credentials,
            fetch: 0,
        }
    }
}

#[cfg(test)]
mod tests;

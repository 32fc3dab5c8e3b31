//! Credentials that are asked for anew before each attempt.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;

use super::Credentials;

/// Why a provider has no credentials. Its text, and that of its sources, ends up in
/// [`ApiError`](crate::ApiError): keep secrets out of it.
pub type ProviderError = Box<dyn Error + Send + Sync>;

/// What [`CredentialsProvider::credentials`] returns.
pub type CredentialsFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Credentials, ProviderError>> + Send + 'a>>;

/// A source of credentials that expire.
///
/// The client asks before each attempt, so a provider should remember what it fetched until
/// shortly before that expires. A closure that returns a future is a provider too:
///
/// ```
/// use dcs_client::{Client, Credentials};
///
/// async fn fetch_token() -> Result<String, std::io::Error> {
///     Ok("MIIFvwYJKoZ".to_owned())
/// }
///
/// let client = Client::builder()
///     .region("ap-southeast-1")
///     .credentials_provider(|| async { Ok(Credentials::token(fetch_token().await?)) })
///     .build()?;
/// # let _ = client;
/// # Ok::<(), dcs_client::BuildError>(())
/// ```
pub trait CredentialsProvider: Send + Sync {
    /// The credentials for the next attempt. It counts against the call's time limits.
    ///
    /// # Errors
    ///
    /// Whatever keeps the provider from having credentials. The call ends with an
    /// [`ApiError`](crate::ApiError) for which `is_credentials()` holds; it is not retried.
    fn credentials(&self) -> CredentialsFuture<'_>;
}

impl<F, Answer> CredentialsProvider for F
where
    F: Fn() -> Answer + Send + Sync,
    Answer: Future<Output = Result<Credentials, ProviderError>> + Send + 'static,
{
    fn credentials(&self) -> CredentialsFuture<'_> {
        Box::pin(self())
    }
}

//! The places in which the vendor's own tools look for credentials, one after the other.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{
    Credentials, CredentialsFuture, CredentialsProvider, Environment, EnvironmentError,
    ProfileError, ProviderError, profile,
};

/// The profile that is read where none is named.
const BASIC: &str = "basic";

/// Looks for credentials where the vendor's own tools do: in the environment, in the profile file, and with
/// the feature `metadata` at the metadata service of the machine. The first place that has some serves; one
/// that has something wrong in it ends the search, so that nobody acts in another name than he meant.
///
/// | place | what is read |
/// |---|---|
/// | environment | see [`Credentials::from_env`] |
/// | profile | the section `[basic]`, or that which [`profile`](Self::profile) names, of the file that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names, or else of `~/.huaweicloud/credentials`: `ak`, `sk`, `security_token`, `project_id` |
/// | metadata | `http://169.254.169.254`, on a server with an agency; asked without a proxy |
///
/// It is a [`CredentialsProvider`]; a client keeps what expires as long as it is good. The others are read
/// anew for each call, so a file that changes needs no restart.
#[derive(Clone, Debug)]
pub struct DefaultChain {
    environment: Environment,
    profile: Option<String>,
    /// `None` where it is not to be asked.
    #[cfg(feature = "metadata")]
    metadata: Option<super::metadata::Metadata>,
}

/// A place in which credentials are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Link {
    /// Environment variables.
    Environment,
    /// The profile file.
    Profile,
    /// The metadata service of the machine.
    Metadata,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Environment => "environment",
            Self::Profile => "profile",
            Self::Metadata => "metadata",
        })
    }
}

/// Credentials, and where they were found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Found {
    /// The credentials.
    pub credentials: Credentials,
    /// The place.
    pub link: Link,
    /// The project that the place names beside them.
    pub project_id: Option<String>,
    /// The endpoint of the identity service (IAM) that the place names.
    pub iam_endpoint: Option<String>,
    /// The file, where it was one.
    pub path: Option<PathBuf>,
    /// Whether others than the owner may read that file: its mode is wider than 0600.
    pub is_exposed: bool,
}

/// Why no place has credentials: each that was looked in, and what was wrong there. No secret is in it.
///
/// `Debug` shows the text too, as that is what a `main` that returns the error prints.
#[derive(Clone)]
pub struct ChainError {
    tried: Vec<(Link, Arc<dyn Error + Send + Sync>)>,
    /// A file of another tool, whose keys only that tool can read.
    koocli: Option<PathBuf>,
}

impl ChainError {
    /// The places that were looked in, in this order, and what was wrong with each.
    pub fn tried(&self) -> impl Iterator<Item = (Link, &(dyn Error + Send + Sync + 'static))> {
        self.tried.iter().map(|(link, error)| (*link, &**error))
    }
}

impl fmt::Display for ChainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no usable credentials")?;
        for (link, error) in &self.tried {
            write!(f, "; {link}: {error}")?;
        }
        if let Some(path) = &self.koocli {
            write!(
                f,
                "; {} is KooCLI's, which encrypts its keys for itself unless `hcloud configure set \
                 --cli-auth-encrypt=false` was called, and is not read here: write the key into the \
                 profile file as well",
                path.display()
            )?;
        }
        Ok(())
    }
}

impl fmt::Debug for ChainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChainError({self})")
    }
}

impl Error for ChainError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let (_, last) = self.tried.last()?;
        Some(&**last)
    }
}

impl DefaultChain {
    /// Looks in this environment, and in the files that it names.
    #[must_use]
    pub fn new(environment: Environment) -> Self {
        Self {
            environment,
            profile: None,
            #[cfg(feature = "metadata")]
            metadata: Some(super::metadata::Metadata::default()),
        }
    }

    /// Takes the profile of this name and nothing else: whoever names one means it, whatever the
    /// environment says.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    /// Leaves the metadata service of the machine out.
    #[cfg(feature = "metadata")]
    #[must_use]
    pub fn without_metadata(mut self) -> Self {
        self.metadata = None;
        self
    }

    /// For tests: another place for the metadata service.
    #[cfg(all(test, feature = "metadata"))]
    pub(super) fn metadata(mut self, metadata: super::metadata::Metadata) -> Self {
        self.metadata = Some(metadata);
        self
    }

    /// Looks for credentials.
    ///
    /// ```no_run
    /// # use dcs_client::{Credentials, DefaultChain};
    /// # async fn run() -> Result<(), dcs_client::ChainError> {
    /// let found = Credentials::default_chain().find().await?;
    /// println!("{} {}", found.link, found.credentials.hint().unwrap_or_default());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ChainError`] when no place has credentials, or one has some that cannot be used.
    pub async fn find(&self) -> Result<Found, ChainError> {
        let mut tried: Vec<(Link, Arc<dyn Error + Send + Sync>)> = Vec::new();
        if self.profile.is_none() {
            match self.of_environment() {
                Ok(found) => return Ok(found),
                Err(error) => {
                    let is_absent = error.is_absence();
                    tried.push((Link::Environment, Arc::new(error)));
                    if !is_absent {
                        return Err(self.failed(tried));
                    }
                }
            }
        }
        match profile::read(&self.environment, self.profile.as_deref().unwrap_or(BASIC)) {
            Ok(profile) => {
                return Ok(Found {
                    credentials: profile.credentials,
                    link: Link::Profile,
                    project_id: profile.project_id,
                    iam_endpoint: profile.iam_endpoint,
                    path: Some(profile.path),
                    is_exposed: profile.is_exposed,
                });
            }
            Err(error) => {
                let is_absent = self.profile.is_none() && is_absent_from_file(&error);
                tried.push((Link::Profile, Arc::new(error)));
                if !is_absent {
                    return Err(self.failed(tried));
                }
            }
        }
        #[cfg(feature = "metadata")]
        if let Some(metadata) = &self.metadata {
            match metadata.credentials().await {
                Ok(credentials) => return Ok(Found::at(Link::Metadata, credentials)),
                Err(error) => tried.push((Link::Metadata, Arc::new(error))),
            }
        }
        Err(self.failed(tried))
    }

    fn of_environment(&self) -> Result<Found, EnvironmentError> {
        let credentials = self.environment.credentials()?;
        Ok(Found {
            project_id: self.environment.project_id()?,
            ..Found::at(Link::Environment, credentials)
        })
    }

    fn failed(&self, tried: Vec<(Link, Arc<dyn Error + Send + Sync>)>) -> ChainError {
        let koocli = self.environment.below_home(".hcloud/config.json");
        ChainError {
            tried,
            koocli: koocli.filter(|path| Path::is_file(path)),
        }
    }
}

impl Found {
    fn at(link: Link, credentials: Credentials) -> Self {
        Self {
            credentials,
            link,
            project_id: None,
            iam_endpoint: None,
            path: None,
            is_exposed: false,
        }
    }
}

impl CredentialsProvider for DefaultChain {
    fn credentials(&self) -> CredentialsFuture<'_> {
        Box::pin(async {
            let found = self.find().await.map_err(ProviderError::from)?;
            Ok(found.credentials)
        })
    }
}

fn is_absent_from_file(error: &ProfileError) -> bool {
    matches!(
        error,
        ProfileError::NoFile { .. } | ProfileError::Missing { key: None, .. }
    )
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "nobody reads these files but the test that writes them"
)]
mod tests;

//! Who calls: the credentials, and the project that they are for.

use std::{env, time::Duration};

use dcs_client::{
    ChainError, Client, Credentials, DefaultChain, Environment, Found, IamError, ProviderError,
};
use tokio::time::timeout;

use crate::{Failure, options::Options, output::Output};

/// Set to `off`, the metadata service of the machine is not asked.
const METADATA: &str = "DCS_METADATA";

/// What a call is made with.
pub(crate) struct Caller {
    pub(crate) credentials: Credentials,
    /// The project that stands beside the credentials.
    project_id: Option<String>,
}

/// Looks for credentials where the vendor's tools do. A dry run asks nobody.
pub(crate) async fn find(options: &Options) -> Result<Found, ChainError> {
    let chain = DefaultChain::new(Environment::of_process());
    let chain = match &options.profile {
        Some(name) => chain.profile(name),
        None => chain,
    };
    let is_off = env::var_os(METADATA).is_some_and(|value| value == "off");
    match is_off || options.dry_run {
        true => chain.without_metadata().find().await,
        false => chain.find().await,
    }
}

/// Looks for credentials for a call. A dry run without any shows the request without.
pub(crate) async fn for_call(options: &Options, output: &Output) -> Result<Caller, Failure> {
    match find(options).await {
        Ok(found) => {
            note_exposure(&found, output);
            Ok(Caller {
                credentials: found.credentials,
                project_id: found.project_id,
            })
        }
        Err(error) if options.dry_run => {
            output.note(&format!("{error}; the request is shown without"));
            Ok(Caller {
                credentials: Credentials::anonymous(),
                project_id: None,
            })
        }
        Err(error) => Err(Failure::credentials(&error)),
    }
}

/// Says so where others can read the file that the credentials are from.
pub(crate) fn note_exposure(found: &Found, output: &Output) {
    if let Some(path) = found.path.as_deref().filter(|_| found.is_exposed) {
        output.note(&format!(
            "others than its owner have access to {}, which holds a secret; `chmod 600` keeps them out",
            path.display()
        ));
    }
}

/// The project of a call that names none: the environment's, or else the one beside the credentials, which
/// comes first where a profile is named; or else the region's, for which the identity service is asked. A dry
/// run does not ask.
pub(crate) async fn project(
    client: &Client,
    caller: &Caller,
    options: &Options,
    limit: Duration,
) -> Result<String, Failure> {
    let beside = caller.project_id.clone();
    let named = || Environment::of_process().project_id().ok().flatten();
    let known = match options.profile {
        Some(_) => beside.or_else(named),
        None => named().or(beside),
    };
    if let Some(id) = known {
        return Ok(id);
    }
    if options.dry_run {
        return Err(Failure::usage(
            "no project: give --project-id; a dry run does not ask the identity service for it",
        ));
    }
    let found = timeout(limit, client.project_id()).await;
    found
        .unwrap_or_else(|_| {
            let late = ProviderError::from("the identity service did not answer in time");
            Err(IamError::Credentials(late.into()))
        })
        .map_err(|error| Failure::no_project(&error))
}

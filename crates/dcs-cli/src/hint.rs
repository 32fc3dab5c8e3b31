//! What to do about a failure, in the words of the options and the environment.

use std::env;

use dcs_client::{ApiError, Reason, Sent};
use reqwest::Url;

/// The variables that name a proxy for `https`, in the order in which they are looked at.
const PROXIES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The next step, where there is one that this error tells.
pub(crate) fn of(error: &ApiError) -> Option<String> {
    let text = if error.is_clock_skew() {
        "set the clock of this machine; a signature is good for 15 minutes"
    } else if error.is_auth() && error.status().is_some_and(|status| status == 403) {
        "the account may not do this, or not in this project; ask whoever grants permissions"
    } else if error.is_auth() {
        "the token has expired or the access key is wrong; see `dcs --help` for the variables. Do not \
         repeat it with the same key: five failures lock it for five minutes"
    } else if error.is_not_found() {
        "it is gone, or one of the ids is wrong; --ignore-not-found takes that for done"
    } else if error.code().is_some_and(is_of_running_task) {
        "the task still runs: --wait deletes its record when it has ended"
    } else if error.is_busy() {
        "something else is under way; try again in a few minutes"
    } else if error.is_connect() {
        return Some(connection(error, |name| env::var(name).ok()));
    } else if error.was_sent() == Sent::Unknown {
        "nobody knows whether it was done; look before you try again"
    } else if matches!(error.reason(), Reason::Redirect { .. }) {
        "check --region or --endpoint"
    } else {
        return error
            .retry_after()
            .map(|wait| format!("the service asks to be left alone for {} s", wait.as_secs()));
    };
    Some(text.to_owned())
}

/// Whether the code, in either way of writing it, says that a task runs whose record was to be deleted.
fn is_of_running_task(code: &str) -> bool {
    matches!(code, "DCS.4017" | "111400017")
}

/// Where to look when no connection could be made: a proxy that is asked is named.
fn connection(error: &ApiError, variable: impl Fn(&str) -> Option<String>) -> String {
    let server = match error.reason() {
        Reason::Connect { server, .. }
        | Reason::ConnectTimeout { server, .. }
        | Reason::Tls { server, .. } => server.as_str(),
        _ => "",
    };
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let proxy = PROXIES
        .iter()
        .find_map(|name| Some((name, set(name)?)))
        .filter(|_| server.starts_with("https:"));
    match proxy {
        // Its address may hold a password, so only where it is is shown.
        Some((name, value)) => match host(&value) {
            Some(host) => format!("check the proxy {host}, which {name} names"),
            None => format!("check the proxy that {name} names"),
        },
        None => "check --region or --endpoint, and the network".to_owned(),
    }
}

/// Host and port of a proxy's address, which may leave out the scheme.
fn host(address: &str) -> Option<String> {
    let url = Url::parse(address)
        .ok()
        .filter(|url| url.has_host())
        .or_else(|| Url::parse(&format!("http://{address}")).ok())?;
    let host = url.host_str()?;
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxys_place_is_shown_and_its_password_is_not() {
        for address in [
            "http://me:hunter2@proxy.test:3128",
            "me:hunter2@proxy.test:3128",
        ] {
            assert_eq!(host(address).as_deref(), Some("proxy.test:3128"));
        }
        assert_eq!(host("proxy.test").as_deref(), Some("proxy.test"));
    }
}

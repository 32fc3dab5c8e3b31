//! What a builder accepts, and what it says when it does not.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use dcs_client::{BuildError, Client, ClientBuilder, Credentials};

use crate::support::SECRET;

fn with_token() -> ClientBuilder {
    Client::builder().credentials(Credentials::token(SECRET))
}

#[track_caller]
fn refuses(builder: ClientBuilder, expected: fn(&BuildError) -> bool, text: &str) {
    let error = builder.build().unwrap_err();
    assert!(expected(&error), "{error:?}");
    let message = error.to_string();
    assert!(message.contains(text), "{message}");
    // What a `main` that returns the error prints.
    let debug = format!("{error:?}");
    assert!(debug.contains(&message), "{debug}");
    assert!(!debug.contains("hunter2"));
}

#[test]
fn what_is_missing_is_named_with_the_way_to_give_it() {
    refuses(
        with_token(),
        |error| matches!(error, BuildError::EndpointMissing),
        ".region(",
    );
    let without = Client::builder().region("ap-southeast-1");
    refuses(
        without,
        |error| matches!(error, BuildError::CredentialsMissing),
        ".credentials(",
    );
    let both = with_token().region("ap-southeast-1").endpoint("https://x");
    refuses(
        both,
        |error| matches!(error, BuildError::EndpointTwice),
        "both",
    );
}

#[test]
fn a_wrong_setting_is_named() {
    let region = with_token().region("EU/DE");
    refuses(
        region,
        |error| matches!(error, BuildError::InvalidRegion { .. }),
        "\"EU/DE\"",
    );
    let region = with_token().region("");
    refuses(
        region,
        |error| matches!(error, BuildError::InvalidRegion { .. }),
        "such as \"ap-southeast-1\"; for another cloud call `.endpoint(",
    );
    let endpoint = with_token().endpoint("https://user:hunter2@dcs.example.com");
    refuses(
        endpoint,
        |error| matches!(error, BuildError::EndpointCredentials),
        "password",
    );
    let agent = with_token()
        .region("ap-southeast-1")
        .user_agent_suffix("a\r\nX-Evil: 1");
    refuses(
        agent,
        |error| matches!(error, BuildError::InvalidUserAgent),
        "user_agent_suffix",
    );
    let zero = with_token()
        .region("ap-southeast-1")
        .timeout(Duration::ZERO);
    refuses(
        zero,
        |error| matches!(error, BuildError::ZeroTimeout { .. }),
        "timeout",
    );
}

#[test]
fn an_endpoint_that_holds_what_the_paths_begin_with_is_refused() {
    for endpoint in [
        "https://dcs.example.com/v2",
        "https://h/gateway/v2/",
        "https://h/v2/hunter2",
    ] {
        refuses(
            with_token().endpoint(endpoint),
            |error| matches!(error, BuildError::InvalidEndpoint { .. }),
            "holds `/v2`, with which the operations' paths begin; leave that and what follows out",
        );
    }
    let prefixed = with_token().endpoint("https://dcs.example.com/api/v1/gateway");
    prefixed.build().unwrap();
}

#[test]
fn credentials_that_no_service_accepts_are_refused_by_the_name_of_the_part() {
    let key = Credentials::access_key;
    for (credentials, text) in [
        (Credentials::token(""), "the token is empty"),
        (Credentials::token("  "), "the token holds"),
        (Credentials::token(format!("{SECRET}\n")), "the token holds"),
        (Credentials::token(format!("{SECRET} ")), "a space"),
        (Credentials::token("hunter2…"), "visible ASCII"),
        (key("", SECRET), "the access key id (AK) is empty"),
        (key("hunter2 ", SECRET), "the access key id (AK) holds"),
        (key("hunter2,x", SECRET), "holds a comma"),
        (key("a", ""), "the secret access key (SK) is empty"),
        (key("a", "hunter2\n"), "the secret access key (SK) holds"),
        (
            key("a", SECRET).with_security_token(""),
            "the security token is empty",
        ),
    ] {
        refuses(
            Client::builder()
                .endpoint("https://dcs.example.com")
                .credentials(credentials),
            |error| matches!(error, BuildError::InvalidCredentials { .. }),
            text,
        );
    }
}

#[test]
fn credentials_do_not_go_over_plain_http_to_another_machine() {
    let key = || Client::builder().credentials(Credentials::access_key("a", SECRET));
    let provider = || Client::builder().credentials_provider(std::future::pending);
    for make in [&with_token as &dyn Fn() -> ClientBuilder, &key, &provider] {
        let insecure = |error: &BuildError| matches!(error, BuildError::InsecureEndpoint);
        refuses(make().endpoint("http://10.0.0.1"), insecure, "plain http");
        refuses(
            make().endpoint("http://dcs.example.com"),
            insecure,
            "plain http",
        );
        for endpoint in [
            "http://localhost:1",
            "http://dcs.localhost:1",
            "http://127.9.9.9",
            "http://[::1]:1",
            "https://10.0.0.1",
        ] {
            make().endpoint(endpoint).build().unwrap();
        }
    }
    let anonymous = Client::builder().credentials(Credentials::anonymous());
    anonymous
        .endpoint("http://dcs.example.com")
        .build()
        .unwrap();
}

#[test]
fn an_error_of_reqwests_is_the_source() {
    use std::error::Error as _;

    let nothing = reqwest::Client::builder().user_agent("\n");
    let error = with_token()
        .region("ap-southeast-1")
        .http_client_builder(nothing)
        .build()
        .unwrap_err();
    assert!(matches!(error, BuildError::HttpClient(_)));
    assert!(error.source().is_some());
}

#[tokio::test]
async fn redirects_and_proxies_of_the_callers_builder_are_off_on_loopback() {
    use crate::support::{Reply, Server, builder, delete};

    let proxy = Server::replying(Reply::status("204 No Content"));
    let server = Server::replying(Reply::http("302 X", "Location: /v2/elsewhere\r\n", ""));
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::limited(5))
        .proxy(reqwest::Proxy::all(proxy.url()).unwrap());
    delete(&builder(&server).http_client_builder(http).build().unwrap())
        .await
        .unwrap_err();
    assert_eq!(server.requests().len(), 1);
    assert!(proxy.requests().is_empty());
}

/// The proxy would look the name up, and might find another machine.
#[tokio::test]
async fn no_proxy_is_asked_for_this_machine_over_tls_either() {
    use crate::support::{Reply, Server, builder, delete};

    let proxy = Server::replying(Reply::status("200 OK"));
    for name in ["localhost", "dcs.localhost", "127.0.0.1"] {
        let http = reqwest::Client::builder().proxy(reqwest::Proxy::all(proxy.url()).unwrap());
        // Nobody listens there, and only a proxy could tell.
        let client = builder(&proxy)
            .endpoint(format!("https://{name}:1"))
            .http_client_builder(http)
            .build()
            .unwrap();
        delete(&client).await.unwrap_err();
        assert!(proxy.requests().is_empty(), "{name}");
    }
}

/// A resolver for which every name is an address that is documentation's, and nobody's (RFC 5737).
struct Elsewhere(Arc<AtomicBool>);

impl reqwest::dns::Resolve for Elsewhere {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        self.0.store(true, Ordering::SeqCst);
        let addresses: reqwest::dns::Addrs = Box::new([ELSEWHERE].into_iter());
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

const ELSEWHERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 0);

#[tokio::test]
async fn the_names_of_this_machine_are_nobody_elses_whatever_a_resolver_says() {
    use crate::support::{Reply, Server, builder, delete};

    for name in ["localhost", "LocalHost", "dcs.localhost"] {
        let server = Server::replying(Reply::status("204 No Content"));
        let is_asked = Arc::new(AtomicBool::new(false));
        let http = reqwest::Client::builder()
            .dns_resolver(Elsewhere(is_asked.clone()))
            .resolve(name, ELSEWHERE)
            .proxy(reqwest::Proxy::all("http://192.0.2.1:3128").unwrap());
        let client = builder(&server)
            .endpoint(server.url().replace("127.0.0.1", name))
            .http_client_builder(http)
            .build()
            .unwrap();
        delete(&client).await.unwrap();
        assert_eq!(server.requests().len(), 1, "{name}");
        assert!(!is_asked.load(Ordering::SeqCst), "{name}");
    }
}

#[test]
fn the_defaults_are_those_that_the_documentation_names() {
    let shown = format!("{:?}", Client::builder());
    for default in [
        "connect_timeout: 5s",
        " timeout: 35s",
        "max_attempts: 3, base_delay: 200ms, max_delay: 10s, total_timeout: 60s",
        "max_body_bytes: 1048576",
        "user_agent_suffix: None",
        "dry_run: false",
    ] {
        assert!(shown.contains(default), "{shown}");
    }
}

#[tokio::test]
async fn retries_of_the_callers_builder_are_off() {
    use crate::support::{Reply, Server, builder, delete};

    let server = Server::replying(Reply::status("500 X"));
    let eager = reqwest::retry::for_host("127.0.0.1")
        .no_budget()
        .classify_fn(|answer| answer.retryable());
    let http = reqwest::Client::builder().retry(eager);
    delete(&builder(&server).http_client_builder(http).build().unwrap())
        .await
        .unwrap_err();
    assert_eq!(server.requests().len(), 1);
}

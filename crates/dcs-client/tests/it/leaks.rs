//! Looking for the secret in everything that can be printed.

use std::sync::Mutex;

use dcs_client::auth::AccessKey;
use dcs_client::{Client, Credentials};

use crate::support::{Reply, SECRET, Server, builder, delete};

#[test]
fn nothing_that_holds_a_secret_shows_it() {
    let key = AccessKey::new(SECRET, SECRET).with_security_token(SECRET);
    let provider = || std::future::ready(Ok(Credentials::token(SECRET)));
    let mut shown = format!("{key:?} {key:#?}");
    for credentials in [
        Credentials::token(SECRET),
        key.into(),
        Credentials::anonymous(),
    ] {
        shown += &format!("{credentials:?} {credentials:#?}");
        let builder = Client::builder()
            .endpoint("https://dcs.example.com")
            .credentials(credentials);
        shown += &format!("{builder:?} {builder:#?}");
        let client = builder.build().unwrap();
        shown += &format!(
            "{client:?} {client:#?} {:?}",
            client.delete_background_task()
        );
    }
    let builder = Client::builder()
        .endpoint("https://user:hunter2@dcs.example.com")
        .credentials_provider(provider);
    shown += &format!("{builder:?} {builder:#?}");
    let error = builder.build().unwrap_err();
    shown += &format!("{error} {error:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("Credentials(token)"), "{shown}");
}

/// Keeps what reqwest logs of the bytes on the wire, which goes through `log` and not `tracing`.
struct Wire(Mutex<String>);

impl log::Log for Wire {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        if record.target().starts_with("reqwest::connect::verbose") {
            *self.0.lock().unwrap() += &record.args().to_string();
        }
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn a_verbose_builder_of_the_callers_does_not_log_the_credentials() {
    static WIRE: Wire = Wire(Mutex::new(String::new()));
    log::set_logger(&WIRE).unwrap();
    log::set_max_level(log::LevelFilter::Trace);

    let server = Server::replying(Reply::status("204 No Content"));
    let verbose = || reqwest::Client::builder().connection_verbose(true);
    let client = builder(&server).http_client_builder(verbose()).build();
    delete(&client.unwrap()).await.unwrap();
    assert_eq!(*WIRE.0.lock().unwrap(), "");

    // What would be there: the bytes of a request that is not ours.
    let request = verbose().no_proxy().build().unwrap().get(server.url());
    request.send().await.unwrap();
    assert!(WIRE.0.lock().unwrap().contains("GET / HTTP/1.1"));
}

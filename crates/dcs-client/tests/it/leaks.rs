//! Looking for the secret in everything that can be printed.

use dcs_client::auth::AccessKey;
use dcs_client::{Client, Credentials};

use crate::support::SECRET;

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

//! A proxy and a certificate authority of your own.
//!
//!     cargo run -p dcs-client --example proxy -- http://proxy.example.com:3128 ca.pem

#![expect(clippy::print_stdout, reason = "an example prints")]

use dcs_client::{Client, Credentials};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [proxy, authority] = arguments.as_slice() else {
        return Err("usage: proxy PROXY_URL CA_FILE".into());
    };

    // Redirects, time limits and retries are set by our builder, whatever this one says.
    let http = reqwest::Client::builder().proxy(reqwest::Proxy::https(proxy)?);
    let authority = reqwest::Certificate::from_pem(&std::fs::read(authority)?)?;
    let client = Client::builder()
        .region("ap-southeast-1")
        .credentials(Credentials::from_env()?)
        .http_client_builder(http.tls_certs_merge([authority]))
        .build()?;
    println!("{client:?}");
    Ok(())
}

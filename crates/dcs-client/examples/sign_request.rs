//! Sign a request of your own, for a service that has no client.
//!
//!     cargo run -p dcs-client --example sign_request

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::time::SystemTime;

use dcs_client::auth::{AccessKey, sign_request};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = AccessKey::new("my-ak", "my-sk");
    let url = "https://dcs.eu-de.otc.t-systems.com/v2/project/instances?limit=10".parse()?;
    let mut request = reqwest::Request::new(reqwest::Method::GET, url);
    sign_request(&mut request, &key, SystemTime::now())?;
    println!("{request:?}");
    Ok(())
}

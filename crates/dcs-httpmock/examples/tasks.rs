//! A service to try things with: it has the instance `i` with three background tasks, on this machine.
//!
//!     cargo run -p dcs-httpmock --example tasks
//!
//! It prints the address for `dcs --endpoint`, and runs until it is stopped or its input ends.

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::io::Read as _;

use dcs_httpmock::{MockServer, Tasks, dcs_client::types::BackgroundTask};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start();
    let extended = BackgroundTask::builder()
        .id("8abf6e1e72c12e7c0172c15b508500aa")
        .name("EXTEND")
        .status("SUCCESS")
        .created_at("2020-06-17T08:18:06.597Z")
        .updated_at("2020-06-17T08:18:10.106Z");
    let tasks = Tasks::of(&server, "i");
    tasks.add(extended);
    tasks
        .add_ended("failed", "FAILED")
        .add_running("running", 5);
    println!("{}", server.base_url());
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

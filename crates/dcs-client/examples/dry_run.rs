//! Dry run: see the request that would be sent, without sending it and without showing a secret.
//!
//!     cargo run -p dcs-client --example dry_run

#![expect(clippy::print_stdout, reason = "an example prints")]

use dcs_client::{Client, Credentials};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .region("ap-southeast-1")
        .credentials(Credentials::access_key("my-ak", "my-sk"))
        .dry_run(|request| {
            println!("{} {}", request.method(), request.url());
            for (name, value) in request.headers() {
                // Secrets are marked sensitive, and Debug shows `Sensitive` for them.
                println!("{name}: {value:?}");
            }
        })
        .build()?;

    let deleted = client
        .delete_background_task()
        .project_id("project")
        .instance_id("instance")
        .task_id("task")
        .send()
        .await;
    match deleted {
        Err(error) if error.is_dry_run() => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Err("a dry run sends nothing".into()),
    }
}

//! Delete a background task, authenticated by a token.
//!
//!     DCS_AUTH_TOKEN=… cargo run -p dcs-client --example token -- ap-southeast-1 PROJECT INSTANCE TASK

#![expect(clippy::print_stdout, reason = "an example prints")]

use dcs_client::{Client, Credentials};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [region, project, instance, task] = arguments.as_slice() else {
        return Err("usage: token REGION PROJECT INSTANCE TASK".into());
    };

    let client = Client::builder()
        .region(region)
        .credentials(Credentials::token(std::env::var("DCS_AUTH_TOKEN")?))
        .build()?;

    let deleted = client
        .delete_background_task()
        .project_id(project.as_str())
        .instance_id(instance.as_str())
        .task_id(task.as_str())
        .send()
        .await?;

    // 200 comes with a message, which may be empty; 204 comes without a body.
    match deleted.into_inner() {
        Some(body) => println!("deleted: {}", body.message.unwrap_or_default()),
        None => println!("deleted"),
    }
    Ok(())
}

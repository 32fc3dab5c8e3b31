//! Delete a background task, every request signed with an access key from the environment.
//!
//!     HUAWEICLOUD_SDK_AK=… HUAWEICLOUD_SDK_SK=… \
//!         cargo run -p dcs-client --example access_key -- ap-southeast-1 PROJECT INSTANCE TASK

#![expect(clippy::print_stdout, reason = "an example prints")]

use dcs_client::{Client, Credentials};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [region, project, instance, task] = arguments.as_slice() else {
        return Err("usage: access_key REGION PROJECT INSTANCE TASK".into());
    };

    // With HUAWEICLOUD_SDK_SECURITY_TOKEN set, it is a temporary key.
    let client = Client::builder()
        .region(region)
        .credentials(Credentials::from_env()?)
        .build()?;

    let deleted = client
        .delete_background_task()
        .project_id(project.as_str())
        .instance_id(instance.as_str())
        .task_id(task.as_str())
        .send()
        .await?;
    println!("deleted, status {}", deleted.status());
    Ok(())
}

//! Retries: more patience than by default, and a service that needs it.
//!
//!     cargo run -p dcs-client --example retries
//!
//! The service is a stand-in within this program: busy twice, then done.

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use dcs_client::{Client, Credentials, RetryPolicy};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || busy_twice(&listener));

    let policy = RetryPolicy::default()
        .max_attempts(5)
        .base_delay(Duration::from_millis(50))
        .total_timeout(Duration::from_secs(30));
    let client = Client::builder()
        .endpoint(endpoint)
        .credentials(Credentials::anonymous())
        .retry(policy)
        .build()?;

    let deleted = client
        .delete_background_task()
        .project_id("project")
        .instance_id("instance")
        .task_id("task")
        .send()
        .await;
    match deleted {
        Ok(deleted) => println!("deleted, status {}", deleted.status()),
        // An attempt whose answer was lost may have deleted the task: it is gone, as wanted.
        Err(error) if error.is_not_found() => println!("gone"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn busy_twice(listener: &TcpListener) -> std::io::Result<()> {
    for answer in [
        "503 Service Unavailable",
        "429 Too Many Requests",
        "204 No Content",
    ] {
        let (mut stream, _) = listener.accept()?;
        let _ = stream.read(&mut [0; 4096])?;
        println!("the service answers {answer}");
        write!(stream, "HTTP/1.1 {answer}\r\nConnection: close\r\n\r\n")?;
    }
    Ok(())
}

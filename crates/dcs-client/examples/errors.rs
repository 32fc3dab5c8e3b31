//! Errors: what went wrong, and what to do about it.
//!
//!     cargo run -p dcs-client --example errors
//!
//! The service is a stand-in within this program, which knows no task.

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use dcs_client::{Client, Credentials};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || know_nothing(&listener));
    let credentials = Credentials::anonymous();
    let client = Client::builder()
        .endpoint(endpoint)
        .credentials(credentials)
        .build()?;

    for task in ["8abf6e1e72c12e7c0172c15b508500aa", "../../oops"] {
        let deleted = client
            .delete_background_task()
            .project_id("project")
            .instance_id("instance")
            .task_id(task)
            .send()
            .await;
        match deleted {
            Ok(_) => println!("deleted"),
            Err(error) if error.is_not_found() => println!("nothing to delete: {error}"),
            Err(error) if error.is_invalid_request() => println!("fix the call: {error}"),
            Err(error) if error.is_retryable() => println!("try later: {error}"),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn know_nothing(listener: &TcpListener) -> std::io::Result<()> {
    let body = r#"{"error_code":"DCS.4022","error_msg":"the task does not exist"}"#;
    for stream in listener.incoming() {
        let mut stream = stream?;
        let _ = stream.read(&mut [0; 4096])?;
        write!(
            stream,
            "HTTP/1.1 404 Not Found\r\nX-Request-Id: 7f3a\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )?;
    }
    Ok(())
}

//! The limit of `--timeout`, against a server that never lets the command rest.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
    time::{Duration, Instant},
};

use super::{dcs, deletion, run};

/// The server sends interim answers as fast as it can, and for longer than the limit. It must be cut off.
#[test]
fn a_flood_of_interim_answers_does_not_outlast_the_limit() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]).unwrap();
        let flood = b"HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000);
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(1) {
            stream.write_all(&flood)?;
        }
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
    });
    let ended = run(&mut dcs(&deletion(&endpoint, &["--timeout", "0.2"])));
    assert_eq!(ended.status, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("within the time limit"), "{ended:?}");
    assert!(server.join().unwrap().is_err(), "the flood came to its end");
}

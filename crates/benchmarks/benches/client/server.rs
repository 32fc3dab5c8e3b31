//! A server on the loopback interface that answers at once and allocates nothing for an answer, so
//! that what is counted is the caller's.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};

/// A running server. It ends with the process.
pub struct Server {
    address: SocketAddr,
}

impl Server {
    /// Starts a server on a free port.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || serve(stream));
            }
        });
        Ok(Self { address })
    }

    /// An endpoint whose every answer is `status`.
    pub fn endpoint(&self, status: u16) -> String {
        format!("http://{}/{status}", self.address)
    }
}

/// Answers requests without a body until the peer closes the connection.
fn serve(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = [0; 4096];
    let mut filled = 0;
    loop {
        let free = buffer.get_mut(filled..).unwrap_or_default();
        let read = stream.read(free)?;
        if read == 0 {
            return Ok(());
        }
        filled += read;
        let head = buffer.get(..filled).unwrap_or_default();
        if head.ends_with(b"\r\n\r\n") {
            stream.write_all(answer(head))?;
            filled = 0;
        }
    }
}

/// The answer that the first segment of the path asks for.
fn answer(head: &[u8]) -> &'static [u8] {
    match head.get(b"DELETE /".len()..).and_then(|path| path.get(..3)) {
        Some(b"200") => {
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{\"message\": \"\"}"
        }
        Some(b"299") => b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        Some(b"404") => {
            b"HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: 48\r\n\r\n{\"error_code\": \"DCS.4114\", \"error_msg\": \"Gone.\"}"
        }
        Some(b"409") => {
            b"HTTP/1.1 409 Conflict\r\ncontent-type: application/json\r\ncontent-length: 48\r\n\r\n{\"error_code\": \"DCS.4115\", \"error_msg\": \"Busy.\"}"
        }
        _ => b"HTTP/1.1 204 No Content\r\n\r\n",
    }
}

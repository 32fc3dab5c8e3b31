//! A server that does as a script says, including what no proper server does.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the server does once it has read a request.
#[derive(Clone)]
pub enum Reply {
    /// Writes these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// Writes what the function makes of the request and closes the connection.
    Of(fn(&str) -> Vec<u8>),
    /// Writes these bytes, then keeps silent until the client goes away.
    Hold(Vec<u8>),
    /// Writes the first, then the second over and over until the client goes away.
    Repeat(Vec<u8>, Vec<u8>, Duration),
    /// Writes these bytes, then resets the connection.
    Reset(Vec<u8>),
}

impl Reply {
    pub fn text(text: &str) -> Self {
        Self::Bytes(text.as_bytes().to_vec())
    }

    /// A well-formed answer.
    pub fn http(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Self {
        Self::Bytes(http(status, headers, body))
    }

    pub fn json(status: &str, body: &str) -> Self {
        Self::http(
            status,
            "Content-Type: application/json\r\nX-Request-Id: req-1\r\n",
            body,
        )
    }

    /// Whether the client must give up by itself.
    pub fn outlasts_patience(&self) -> bool {
        match self {
            Self::Hold(_) => true,
            Self::Repeat(_, _, pause) => !pause.is_zero(),
            Self::Bytes(_) | Self::Of(_) | Self::Reset(_) => false,
        }
    }

    pub fn status(status: &str) -> Self {
        Self::http(status, "", "")
    }
}

pub fn http(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = if status.starts_with("204") {
        String::new()
    } else {
        format!("Content-Length: {}\r\n", body.len())
    };
    let mut bytes =
        format!("HTTP/1.1 {status}\r\n{headers}{length}Connection: close\r\n\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Listens on loopback until dropped.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
}

impl Server {
    /// Gives the n-th request the n-th reply, and further ones the last.
    pub fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let script: Arc<Vec<Reply>> = Arc::new(script.into_iter().collect());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            requests: Arc::default(),
            stopped: Arc::default(),
        };
        let (requests, stopped) = (server.requests.clone(), server.stopped.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (script, requests) = (script.clone(), requests.clone());
                thread::spawn(move || serve(stream.unwrap(), &script, &requests));
            }
        });
        server
    }

    pub fn replying(reply: Reply) -> Self {
        Self::start([reply])
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Each request as it came, head and body.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

/// Serves one connection. Errors mean that the client has gone, which ends it.
fn serve(mut stream: TcpStream, script: &[Reply], requests: &Mutex<Vec<String>>) {
    let Some(request) = peek_request(&stream) else {
        return;
    };
    let reply = {
        let mut requests = requests.lock().unwrap();
        requests.push(request.clone());
        let last = script.len().checked_sub(1).expect("a script has a reply");
        script[(requests.len() - 1).min(last)].clone()
    };
    // Closing a connection with unread data resets it.
    if !matches!(reply, Reply::Reset(_)) {
        stream.read_exact(&mut vec![0; request.len()]).unwrap();
    }
    match reply {
        Reply::Bytes(bytes) | Reply::Reset(bytes) => {
            let _ = stream.write_all(&bytes);
        }
        Reply::Of(make) => {
            let _ = stream.write_all(&make(&request));
        }
        Reply::Hold(bytes) => {
            let _ = stream.write_all(&bytes);
            let _ = stream.read(&mut [0]);
        }
        Reply::Repeat(first, again, pause) => {
            let mut written = stream.write_all(&first);
            while written.is_ok() {
                thread::sleep(pause);
                written = stream.write_all(&again);
            }
        }
    }
}

/// Waits for a whole request and leaves it in the socket. The tests' requests are short.
fn peek_request(stream: &TcpStream) -> Option<String> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = stream.peek(&mut buffer).ok().filter(|length| *length > 0)?;
        let text = String::from_utf8_lossy(&buffer[..length]).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let announced = head
                .lines()
                .filter_map(|line| {
                    line.to_ascii_lowercase()
                        .strip_prefix("content-length:")?
                        .trim()
                        .parse()
                        .ok()
                })
                .next()
                .unwrap_or(0_usize);
            if body.len() >= announced {
                return Some(text);
            }
        }
        thread::yield_now();
    }
}

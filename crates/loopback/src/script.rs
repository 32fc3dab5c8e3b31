//! A server that does as a script says, including what no proper server does.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::ops::DerefMut;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What the server does once it has read a request.
#[derive(Clone, Debug)]
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

impl From<&str> for Reply {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl Reply {
    /// Writes the text as it is and closes the connection.
    pub fn text(text: &str) -> Self {
        Self::Bytes(text.as_bytes().to_vec())
    }

    /// A well-formed answer, as [`http`] makes it.
    pub fn http(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Self {
        Self::Bytes(http(status, headers, body))
    }

    /// A well-formed answer in JSON, to the request `req-1`.
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

    /// A well-formed answer without a body.
    pub fn status(status: &str) -> Self {
        Self::http(status, "", "")
    }
}

/// The bytes of an answer that ends its connection: `status` is what stands behind the version, such as
/// `404 Not Found`, and each line of `headers` ends in `\r\n`. The length of the body is announced, but
/// for a 204, which has none.
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
#[derive(Debug)]
pub struct Server {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
}

impl Server {
    /// Gives the n-th request the n-th reply, and further ones the last.
    #[expect(
        clippy::expect_used,
        reason = "without a server there is nothing to test"
    )]
    pub fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let script: Arc<[Reply]> = script.into_iter().collect();
        assert!(!script.is_empty(), "a script has a reply");
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("what listens has an address");
        let server = Self {
            url: format!("http://{address}"),
            requests: Arc::default(),
            stopped: Arc::default(),
        };
        let (requests, stopped) = (server.requests.clone(), server.stopped.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else {
                    continue;
                };
                let (script, requests) = (script.clone(), requests.clone());
                thread::spawn(move || serve(stream, &script, &requests));
            }
        });
        server
    }

    /// Gives each request this reply.
    pub fn replying(reply: impl Into<Reply>) -> Self {
        Self::start([reply.into()])
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Each request so far as it came, head and body.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.requests).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        let address = self.url.trim_start_matches("http://");
        let _ = TcpStream::connect(address);
    }
}

/// The requests, also behind a thread that panicked: what it recorded is whole.
fn lock(requests: &Mutex<Vec<String>>) -> impl DerefMut<Target = Vec<String>> {
    requests.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves one connection. Errors mean that the client has gone, which ends it.
fn serve(mut stream: TcpStream, script: &[Reply], requests: &Mutex<Vec<String>>) {
    let Some(request) = peek_request(&stream) else {
        return;
    };
    let text = String::from_utf8_lossy(&request);
    let index = {
        let mut requests = lock(requests);
        requests.push(text.clone().into_owned());
        requests.len() - 1
    };
    let Some(reply) = script.get(index).or(script.last()) else {
        return;
    };
    // Closing a connection with unread data resets it.
    if !matches!(reply, Reply::Reset(_)) && stream.read_exact(&mut vec![0; request.len()]).is_err()
    {
        return;
    }
    match reply {
        Reply::Bytes(bytes) | Reply::Reset(bytes) => {
            let _ = stream.write_all(bytes);
        }
        Reply::Of(make) => {
            let _ = stream.write_all(&make(&text));
        }
        Reply::Hold(bytes) => {
            let _ = stream.write_all(bytes);
            let _ = stream.read(&mut [0]);
        }
        Reply::Repeat(first, again, pause) => {
            let mut written = stream.write_all(first);
            while written.is_ok() {
                thread::sleep(*pause);
                written = stream.write_all(again);
            }
        }
    }
}

/// Waits for a whole request and leaves it in the socket. The tests' requests are short.
fn peek_request(stream: &TcpStream) -> Option<Vec<u8>> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = stream.peek(&mut buffer).ok().filter(|length| *length > 0)?;
        let request = buffer.get(..length)?;
        if is_whole(request) {
            return Some(request.to_vec());
        }
        thread::yield_now();
    }
}

/// Whether the head has ended, and as much has followed as it announces, or the last of the chunks.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let announced = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse::<usize>().ok())?
    });
    let is_chunked = head
        .to_ascii_lowercase()
        .contains("\r\ntransfer-encoding: chunked");
    match is_chunked {
        true => body.ends_with("0\r\n\r\n"),
        false => body.len() >= announced.unwrap_or(0),
    }
}

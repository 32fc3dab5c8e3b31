//! A server on loopback that answers each connection with the next of the given bytes.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    thread::{self, JoinHandle},
};

/// The server, as long as there are answers to give.
pub struct Server {
    address: String,
    thread: JoinHandle<Vec<String>>,
}

impl Server {
    /// Listens on a port that the system chooses, and answers one connection for each answer.
    pub fn new(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let answers: Vec<_> = answers.iter().map(|answer| (*answer).to_owned()).collect();
        let thread = thread::spawn(move || {
            let answer = |answer: String| {
                let (mut stream, _) = listener.accept().unwrap();
                let head = head(&mut BufReader::new(&stream));
                stream.write_all(answer.as_bytes()).unwrap();
                head
            };
            answers.into_iter().map(answer).collect()
        });
        Self { address, thread }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The heads of the requests that came in.
    pub fn requests(self) -> Vec<String> {
        self.thread.join().unwrap()
    }
}

/// The request line and the headers; no request of these tests has a body.
fn head(reader: &mut impl BufRead) -> String {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim_end();
        if line.is_empty() {
            return head;
        }
        head.push_str(line);
        head.push('\n');
    }
}

//! Pieces that are sent one after the other.

use std::collections::VecDeque;
use std::error::Error;
use std::fs;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use reqwest::Body;
use tokio::io::{AsyncRead as _, ReadBuf};

/// How much of a file is read at a time, in bytes.
const CHUNK: usize = 64 * 1024;

/// What is sent without a break.
#[derive(Debug)]
pub(super) enum Piece {
    Bytes(Bytes),
    Stream {
        body: Body,
        /// What it has announced and not sent.
        left: Option<u64>,
    },
}

impl Piece {
    pub(super) fn of(body: Body) -> Self {
        let left = body.size_hint().exact();
        Self::Stream { body, left }
    }

    /// How long it is, where that is known.
    fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream { left, .. } => *left,
        }
    }
}

/// Pieces on their way.
#[derive(Debug)]
pub(super) struct Sending(VecDeque<Piece>);

impl Sending {
    pub(super) fn of(pieces: Vec<Piece>) -> Self {
        Self(pieces.into())
    }

    /// All of it, where that is in memory.
    pub(super) fn into_bytes(self) -> Result<Bytes, Self> {
        // Looked at before anything is copied: what is in memory beside a stream may be large.
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Bytes(bytes) => Some(bytes),
            Piece::Stream { .. } => None,
        });
        let Some(pieces) = pieces.collect::<Option<Vec<_>>>() else {
            return Err(self);
        };
        let mut all = BytesMut::new();
        for bytes in pieces {
            all.extend_from_slice(bytes);
        }
        Ok(all.freeze())
    }
}

type Problem = Box<dyn Error + Send + Sync>;

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = Problem;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Problem>>> {
        loop {
            let next = match self.0.front_mut() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => Ok(std::mem::take(bytes)),
                Some(Piece::Stream { body, left }) => {
                    match ready!(Pin::new(body).poll_frame(context)) {
                        Some(Err(error)) => Err(Problem::from(error)),
                        // Behind the data may stand trailers, which no part has.
                        Some(Ok(frame)) => match frame.into_data() {
                            Ok(data) => match counted(left, &data) {
                                Ok(()) => return Poll::Ready(Some(Ok(Frame::data(data)))),
                                Err(error) => Err(error),
                            },
                            Err(_) => continue,
                        },
                        None if left.is_some_and(|left| left > 0) => Err(shorter()),
                        None => Ok(Bytes::new()),
                    }
                }
            };
            match next {
                Ok(bytes) => {
                    self.0.pop_front();
                    if !bytes.is_empty() {
                        return Poll::Ready(Some(Ok(Frame::data(bytes))));
                    }
                }
                Err(error) => {
                    // Nothing may follow what is not whole.
                    self.0.clear();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        let lengths = self.0.iter().map(Piece::length);
        let length = lengths.sum::<Option<u64>>();
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Takes what was sent from what was announced.
fn counted(left: &mut Option<u64>, data: &Bytes) -> Result<(), Problem> {
    if let Some(left) = left {
        let length = u64::try_from(data.len())?;
        *left = left
            .checked_sub(length)
            .ok_or("it is longer than announced")?;
    }
    Ok(())
}

fn shorter() -> Problem {
    io::Error::new(io::ErrorKind::UnexpectedEof, "it is shorter than announced").into()
}

/// A body that is read from a file as it is sent: so much of it as the file has now, or all that comes.
pub(super) fn reading(file: fs::File, length: Option<u64>) -> Body {
    Body::wrap(Reading {
        file: tokio::fs::File::from_std(file),
        left: length,
    })
}

struct Reading {
    file: tokio::fs::File,
    left: Option<u64>,
}

impl HttpBody for Reading {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let left = self.left.unwrap_or(u64::MAX);
        let most = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
        if most == 0 {
            return Poll::Ready(None);
        }
        let mut chunk = vec![0; most];
        let mut buffer = ReadBuf::new(&mut chunk);
        let read = ready!(Pin::new(&mut self.file).poll_read(context, &mut buffer));
        let length = buffer.filled().len();
        if let Err(error) = read {
            return Poll::Ready(Some(Err(error)));
        }
        if length == 0 {
            return Poll::Ready(None);
        }
        chunk.truncate(length);
        self.left = self.left.map(|left| left.saturating_sub(length as u64));
        Poll::Ready(Some(Ok(Frame::data(chunk.into()))))
    }

    fn size_hint(&self) -> SizeHint {
        self.left
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

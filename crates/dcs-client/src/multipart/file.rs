//! A file of a body in parts.

use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use reqwest::Body;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::sending::{Piece, reading};

/// A file that is sent as a part of a request: what is in memory, what a path leads to, or a stream.
///
/// What a path leads to is opened when the request is made, and read as it is sent. A request with a file that
/// is not in memory is sent once, whatever the [`RetryPolicy`](crate::RetryPolicy) says: what was read of a
/// stream does not come again. Of the clones of a stream, one is sent, and the next is refused before anything is.
///
/// ```
/// use dcs_client::FilePart;
///
/// let of_memory = FilePart::from(vec![1, 2, 3]).file_name("a.bin");
/// let of_path = FilePart::path("backup.rdb").media_type("application/x-redis-dump");
/// # let _ = (of_memory, of_path);
/// ```
#[derive(Clone, Debug)]
pub struct FilePart {
    source: Source,
    name: Option<String>,
    media_type: Option<String>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    /// In the place of a file.
    Text(Bytes),
    Path(PathBuf),
    Stream(Arc<Mutex<Option<Body>>>),
}

impl FilePart {
    /// The file at `path`.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self::of(Source::Path(path.into()))
    }

    /// What comes out of a stream. One that knows its length announces it.
    pub fn stream(body: impl Into<Body>) -> Self {
        Self::of(Source::Stream(Arc::new(Mutex::new(Some(body.into())))))
    }

    /// Text that stands for a file, such as its address, where the service takes that as well: a part without
    /// the name of a file.
    pub fn text(text: impl Into<String>) -> Self {
        Self::of(Source::Text(text.into().into()))
    }

    /// The name that the service is told, in the place of the path's last part.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What the file is, such as `image/png`, in the place of what the document says.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            name: None,
            media_type: None,
        }
    }

    pub(super) fn own_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self.source, Source::Text(_))
    }

    /// A part with a name is what services take for a file.
    pub(super) fn own_name(&self) -> Cow<'_, str> {
        let of_path = || match &self.source {
            Source::Path(path) => path.file_name().map(|name| name.to_string_lossy()),
            Source::Bytes(_) | Source::Text(_) | Source::Stream(_) => None,
        };
        let own = self.name.as_deref().map(Cow::Borrowed).or_else(of_path);
        own.unwrap_or(Cow::Borrowed("file"))
    }

    /// What is sent, or why it cannot be.
    pub(super) fn open(&self) -> Result<Piece, String> {
        match &self.source {
            Source::Bytes(bytes) | Source::Text(bytes) => Ok(Piece::Bytes(bytes.clone())),
            Source::Path(path) => {
                let unread = |error: &dyn fmt::Display| format!("{}: {error}", path.display());
                let file = fs::File::open(path).map_err(|error| unread(&error))?;
                let known = file.metadata().map_err(|error| unread(&error))?;
                if known.is_dir() {
                    return Err(unread(&"it is a folder"));
                }
                let length = known.is_file().then_some(known.len());
                Ok(Piece::of(reading(file, length)))
            }
            Source::Stream(stream) => {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                let body = stream.take();
                body.map(Piece::of)
                    .ok_or_else(|| "its stream has been sent; give another one".to_owned())
            }
        }
    }
}

impl From<Bytes> for FilePart {
    fn from(bytes: Bytes) -> Self {
        Self::of(Source::Bytes(bytes))
    }
}

impl From<Vec<u8>> for FilePart {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&Path> for FilePart {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

impl From<PathBuf> for FilePart {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

/// Read from where it stands to its end.
impl From<fs::File> for FilePart {
    fn from(file: fs::File) -> Self {
        Self::stream(reading(file, None))
    }
}

impl From<Body> for FilePart {
    fn from(body: Body) -> Self {
        Self::stream(body)
    }
}

/// Without the contents.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) | Self::Text(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Path(path) => path.fmt(f),
            Self::Stream(_) => f.write_str("stream"),
        }
    }
}

/// No JSON holds a file: the types of bodies can be written and read, those with a file in them cannot.
impl Serialize for FilePart {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("a file is no JSON"))
    }
}

/// The reverse, which would open files that somebody else names.
impl<'de> Deserialize<'de> for FilePart {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("a file is no JSON"))
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for FilePart {
    fn schema_name() -> Cow<'static, str> {
        "FilePart".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "binary"})
    }
}

/// One file, several or none.
#[doc(hidden)]
pub trait Files {
    /// Each of them.
    fn each(&self) -> &[FilePart];
}

impl Files for FilePart {
    fn each(&self) -> &[FilePart] {
        std::slice::from_ref(self)
    }
}

impl Files for Vec<FilePart> {
    fn each(&self) -> &[FilePart] {
        self
    }
}

impl<F: Files> Files for Option<F> {
    fn each(&self) -> &[FilePart] {
        self.as_ref().map_or(&[], Files::each)
    }
}

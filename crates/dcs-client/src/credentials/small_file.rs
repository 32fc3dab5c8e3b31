//! Files that people keep settings in: small, and text.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// Far more than any of these files holds.
const MAX_BYTES: u64 = 64 * 1024;

/// What stands in a file.
pub(super) struct SmallFile {
    pub(super) text: String,
    /// Whether others than the owner may read or write it.
    pub(super) is_exposed: bool,
}

/// Reads a file, `None` where there is none. The error says why it cannot be, and does not name it.
pub(super) fn read(path: &Path) -> Result<Option<SmallFile>, String> {
    let unreadable = |error: io::Error| error.to_string();
    // Before it is opened: a pipe that nobody writes to would keep us there.
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => return Err("it is not a file".to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(_) | Err(_) => {}
    }
    let file = File::open(path).map_err(unreadable)?;
    let is_exposed = is_exposed(&file.metadata().map_err(unreadable)?);
    let mut bytes = Vec::new();
    let mut start = file.take(MAX_BYTES + 1);
    start.read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("it has more than {MAX_BYTES} bytes"));
    }
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    Ok(Some(SmallFile { text, is_exposed }))
}

#[cfg(unix)]
fn is_exposed(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    metadata.permissions().mode() & 0o077 != 0
}

/// Elsewhere the folder's owner decides, which cannot be seen from here.
#[cfg(not(unix))]
fn is_exposed(_: &fs::Metadata) -> bool {
    false
}

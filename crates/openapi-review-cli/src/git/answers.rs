//! What git answers about objects, read from its output.

use std::io::{self, BufRead, Read};

/// More than is read of any document; a larger file is refused for its size.
const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// More than git has to say about two files or one revision.
pub(super) const MAX_ANSWER: u64 = 64 * 1024;

/// The id in a line of `git cat-file --batch-check=%(objectname)`, or `None` where it says that the
/// object is missing.
pub(super) fn id(answers: &mut dyn BufRead) -> io::Result<Option<String>> {
    let line = line(answers)?;
    let line = line
        .strip_suffix('\n')
        .ok_or(io::ErrorKind::UnexpectedEof)?;
    // What is not there is answered with its name and a word.
    Ok((!line.contains(' ')).then(|| line.to_owned()))
}

/// The next line; the beginning of one that is longer than any that git writes.
fn line(answers: &mut dyn BufRead) -> io::Result<String> {
    let mut line = String::new();
    answers.take(MAX_ANSWER).read_line(&mut line)?;
    Ok(line)
}

/// The contents of an object, as `git cat-file --batch` writes them: `id type size`, a line end,
/// the contents, and a line end. Of one that is too large, only the beginning.
pub(super) fn contents(answers: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let header = line(answers)?;
    let size = header.trim_end().rsplit(' ').next();
    let size: u64 = size
        .and_then(|size| size.parse().ok())
        .ok_or(io::ErrorKind::NotFound)?;
    let mut bytes = Vec::new();
    answers.take(size.min(MAX_BYTES)).read_to_end(&mut bytes)?;
    // Also the line end.
    let rest = (size - bytes.len() as u64).saturating_add(1);
    // What ends early is not the whole of it.
    if io::copy(&mut answers.take(rest), &mut io::sink())? != rest {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_whole_line_that_names_no_more() {
        let mut answers: &[u8] = b"origin/HEAD^{commit} missing\n0a\n0b";
        assert_eq!(id(&mut answers).unwrap(), None);
        assert_eq!(id(&mut answers).unwrap().as_deref(), Some("0a"));
        assert!(id(&mut answers).is_err(), "half a line");
        assert!(id(&mut answers).is_err(), "no line");
    }

    #[test]
    fn contents_are_read_to_their_end_and_no_further() {
        let mut answers: &[u8] = b"0a blob 5\none\n\n\n0b blob 0\n\n0c blob 3\ntwo\n";
        for expected in ["one\n\n", "", "two"] {
            assert_eq!(contents(&mut answers).unwrap(), expected.as_bytes());
        }
        assert!(answers.is_empty());
    }

    #[test]
    fn contents_that_are_not_all_there_are_none() {
        for answer in [
            "",
            "0a missing\n",
            "0a blob 5\none",
            "0a blob 3\none",
            "0a blob\none\n",
            "0a blob 18446744073709551615\none\n",
        ] {
            assert!(contents(&mut answer.as_bytes()).is_err(), "{answer}");
        }
    }
}

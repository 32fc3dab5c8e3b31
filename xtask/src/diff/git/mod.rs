//! Git, as a subprocess: which revision a word names, and what a file was there.
//!
//! Words from the command line reach git only as arguments of their own behind
//! `--end-of-options`, never through a shell; from then on, commits are named by their ids.
//!
//! Only commands that read objects are called. They run no hook, filter, textconv or pager that a
//! repository configures; what they would run is a fetch of objects that are missing, and that is
//! forbidden.

mod error;

use std::{
    ffi::OsStr,
    io::{self, BufRead, BufReader, Read, Write},
    iter,
    path::PathBuf,
    process::{Command, Stdio},
};

pub use self::error::GitError;

/// More than is read of any document; a larger file is refused for its size.
const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// More than git has to say about two files or one revision.
const MAX_ANSWER: u64 = 64 * 1024;

/// Where a shell puts what nobody reads.
const NOWHERE: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// What the default branch may be called, the surest name first.
const DEFAULT_BRANCHES: [&str; 5] = [
    "origin/HEAD",
    "origin/main",
    "origin/master",
    "main",
    "master",
];

/// A commit: its id, and how the user knows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Commit {
    id: String,
    /// The word that named it, or its abbreviated id.
    pub name: String,
}

/// The repository around a folder.
#[derive(Debug)]
pub struct Repository {
    folder: PathBuf,
}

impl Repository {
    /// The repository around `folder`, from where paths are seen. Whether there is one shows the
    /// first question, which is for a commit: whatever else is asked is asked about one.
    pub fn around(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The commit that `word` names.
    ///
    /// # Errors
    ///
    /// [`GitError::NoRevision`] when it names none, [`GitError::NoRepository`] when the folder is in
    /// none.
    pub fn commit(&self, word: &OsStr) -> Result<Commit, GitError> {
        let name = word.to_string_lossy().into_owned();
        if let Some(id) = self.find(word)? {
            return Ok(Commit { id, name });
        }
        let is_inside = self.ask(["rev-parse", "--is-inside-work-tree"])?;
        if is_inside.as_deref() != Some("true") {
            return Err(GitError::NoRepository(self.folder.clone()));
        }
        Err(GitError::NoRevision {
            word: name,
            is_shallow: self.is_shallow()?,
        })
    }

    /// The id of the commit that `word` names, if it names one.
    ///
    /// # Errors
    ///
    /// When git cannot be run.
    pub fn find(&self, word: &OsStr) -> Result<Option<String>, GitError> {
        let mut object = word.to_owned();
        object.push("^{commit}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options"].map(OsStr::new);
        self.ask(arguments.into_iter().chain([object.as_os_str()]))
    }

    /// Where `head` left the default branch.
    ///
    /// # Errors
    ///
    /// When there is no default branch, or no commit in common, or git cannot be run or fails.
    pub fn merge_base(&self, head: &Commit) -> Result<(Commit, String), GitError> {
        let commits = DEFAULT_BRANCHES.map(|branch| format!("{branch}^{{commit}}"));
        let ids = self.objects("--batch-check=%(objectname)", &commits, id)?;
        let mut branches = DEFAULT_BRANCHES.into_iter().zip(ids);
        match branches.find_map(|(branch, id)| Some((branch, id?))) {
            Some((branch, id)) => self.merge_base_with(branch, &id, head),
            None => Err(GitError::NoDefaultBranch),
        }
    }

    fn merge_base_with(
        &self,
        branch: &str,
        branch_id: &str,
        head: &Commit,
    ) -> Result<(Commit, String), GitError> {
        if let Some(id) = self.ask(["merge-base", branch_id, &head.id])? {
            let short = self.ask(["rev-parse", "--short", &id])?;
            let name = short.unwrap_or_else(|| id.clone());
            return Ok((Commit { id, name }, branch.to_owned()));
        }
        Err(GitError::NoMergeBase {
            branch: branch.to_owned(),
            head: head.name.clone(),
            is_shallow: self.is_shallow()?,
        })
    }

    /// Whether the clone has only the newest commits.
    fn is_shallow(&self) -> Result<bool, GitError> {
        let answer = self.ask(["rev-parse", "--is-shallow-repository"])?;
        Ok(answer.as_deref() == Some("true"))
    }

    /// The contents of the files at `paths`, seen from the folder, in `commit`; `None` for each
    /// that the commit does not have.
    ///
    /// # Errors
    ///
    /// When git cannot be run or fails.
    pub fn files<const N: usize>(
        &self,
        commit: &Commit,
        paths: [&str; N],
    ) -> Result<[Option<Vec<u8>>; N], GitError> {
        // Behind a link in the place of a folder, git finds nothing; so the folders are asked for, too.
        let folders = paths.iter().flat_map(|path| folders_above(path));
        let asked: Vec<_> = paths.into_iter().chain(folders).collect();
        let arguments = ["ls-tree", "-z", &commit.id, "--"];
        let arguments = arguments.iter().chain(&asked).map(OsStr::new);
        let Some(entries) = self.answer(arguments)? else {
            return Err(self.unreadable(commit, &paths)?);
        };
        let find = |path: &str| entries.split('\0').find_map(|entry| Entry::at(entry, path));
        let odd = asked.iter().find_map(|path| {
            let is = find(path)?.kind()?;
            let is_in_its_place = is == FOLDER && !paths.contains(path);
            (!is_in_its_place).then_some((path, is))
        });
        if let Some((path, is)) = odd {
            return Err(GitError::NoFile {
                path: (*path).to_owned(),
                name: commit.name.clone(),
                is,
            });
        }
        let found = paths.map(find);
        let ids = found.map(|entry| entry.map(|entry| entry.id));
        let there: Vec<_> = ids.iter().flatten().collect();
        let contents = match self.objects("--batch", &there, contents) {
            Err(GitError::NoAnswer) => {
                let there = paths.iter().zip(&ids).filter(|(_, id)| id.is_some());
                let there: Vec<_> = there.map(|(path, _)| *path).collect();
                return Err(self.unreadable(commit, &there)?);
            }
            other => other?,
        };
        let mut contents = contents.into_iter();
        Ok(ids.map(|id| id.and_then(|_| contents.next())))
    }

    /// Why the files of a commit that is there cannot be read.
    fn unreadable(&self, commit: &Commit, paths: &[&str]) -> Result<GitError, GitError> {
        let name = commit.name.clone();
        let partial = "^(extensions\\.partialclone|remote\\..*\\.promisor)$";
        if self.ask(["config", "--get-regexp", partial])?.is_none() {
            return Ok(GitError::Unreadable(name));
        }
        let files = paths.iter().map(|path| format!(" {}:./{path}", commit.id));
        let files: String = files.collect();
        Ok(GitError::NotFetched {
            name,
            command: format!("git show{files} > {NOWHERE}"),
        })
    }

    /// What `read` makes of git's answer about each of the objects. One process answers for all:
    /// starting it takes longer than all that it does.
    fn objects<T>(
        &self,
        format: &str,
        names: &[impl AsRef<str>],
        read: impl Fn(&mut dyn BufRead) -> io::Result<T>,
    ) -> Result<Vec<T>, GitError> {
        let mut child = self
            .command()
            .args(["cat-file", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(GitError::NotRun)?;
        let asked = child.stdin.take().map(|mut stdin| {
            // A few names fit into the pipe, whether or not git reads them yet.
            names
                .iter()
                .try_for_each(|name| writeln!(stdin, "{}", name.as_ref()))
        });
        let answers = child.stdout.take().map(|stdout| {
            let mut stdout = BufReader::new(stdout);
            let answers = names.iter().map(|_| read(&mut stdout));
            answers.collect::<io::Result<Vec<_>>>()
        });
        // The pipes are closed now, so git ends even if it had more to say.
        let status = child.wait().map_err(GitError::NotRun)?;
        match (asked, answers) {
            (Some(Ok(())), Some(Ok(answers))) if status.success() => Ok(answers),
            _ => Err(GitError::NoAnswer),
        }
    }

    /// The answer of git on one line, or `None` when it says no.
    fn ask(
        &self,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Result<Option<String>, GitError> {
        let answer = self.answer(arguments)?;
        let line = answer.as_deref().map(str::trim_end).unwrap_or_default();
        Ok((!line.is_empty()).then(|| line.to_owned()))
    }

    /// The answer of git, or `None` when it fails.
    fn answer(
        &self,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Result<Option<String>, GitError> {
        let mut command = self.command();
        command.args(arguments).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(GitError::NotRun)?;
        let mut answer = Vec::new();
        // An answer that is longer is none: git cannot write the rest of it, and fails.
        let read = child.stdout.take().map_or(Ok(0), |stdout| {
            stdout.take(MAX_ANSWER).read_to_end(&mut answer)
        });
        let status = child.wait().map_err(GitError::NotRun)?;
        let is_answer = read.is_ok() && status.success();
        Ok(is_answer.then(|| String::from_utf8_lossy(&answer).into_owned()))
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            // Reading takes no lock and asks nobody for a password.
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            // Nor does it fetch what is missing in a partial clone: how is the word of the clone's
            // configuration, which may name any program. Git before 2.45 does not know the first
            // variable, and may then use no transport: there is none of this name.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("LC_ALL", "C");
        command
    }
}

/// What the tree of a folder is called.
const FOLDER: &str = "a folder";

/// An entry of a tree.
struct Entry {
    mode: String,
    id: String,
}

impl Entry {
    /// The entry in `mode type id<tab>path`, when it is about `path`.
    fn at(entry: &str, path: &str) -> Option<Self> {
        let (entry, at) = entry.split_once('\t')?;
        let mut words = entry.split(' ');
        let (mode, id) = (words.next()?, words.nth(1)?);
        (at == path).then(|| Self {
            mode: mode.to_owned(),
            id: id.to_owned(),
        })
    }

    /// What it is, when it is no regular file. What git has of a link is the text of where it leads,
    /// which cargo and the other commands would follow.
    fn kind(&self) -> Option<&'static str> {
        match self.mode.as_str() {
            "100644" | "100755" => None,
            "120000" => Some("a symbolic link"),
            "160000" => Some("a submodule"),
            _ => Some(FOLDER),
        }
    }
}

/// The folders on the way to a path, the nearest first.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    iter::successors(path.rsplit_once('/'), |(above, _)| above.rsplit_once('/'))
        .map(|(above, _)| above)
}

/// The id in a line of `git cat-file --batch-check=%(objectname)`, or `None` where it says that the
/// object is missing.
fn id(answers: &mut dyn BufRead) -> io::Result<Option<String>> {
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
fn contents(answers: &mut dyn BufRead) -> io::Result<Vec<u8>> {
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

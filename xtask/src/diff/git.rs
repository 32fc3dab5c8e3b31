//! Git, as a subprocess: which revision a word names, and what a file was there.
//!
//! Words from the command line reach git only as arguments of their own behind
//! `--end-of-options`, never through a shell; from then on, commits are named by their ids.

use std::{
    ffi::OsStr,
    io::{self, BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
};

/// More than is read of any document; a larger file is refused for its size.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// What to do when a commit may be one that a shallow clone left out.
const UNSHALLOW: &str = "fetch the rest of the history: `git fetch --unshallow origin` (on GitHub \
                         Actions: `fetch-depth: 0` for actions/checkout)";

/// What the default branch may be called, the surest name first.
const DEFAULT_BRANCHES: [&str; 5] = [
    "origin/HEAD",
    "origin/main",
    "origin/master",
    "main",
    "master",
];

/// Why git could not say what it was asked.
#[derive(Debug)]
pub enum GitError {
    /// The program cannot be run.
    NotRun(io::Error),
    /// The folder is in no repository.
    NoRepository(PathBuf),
    /// A word names neither a file nor a revision.
    NoRevision {
        /// The word.
        word: String,
        /// Whether the clone has only the newest commits, so that it may be older.
        is_shallow: bool,
    },
    /// None of the names that a default branch may have is there.
    NoDefaultBranch,
    /// Two revisions have no commit in common, as far as this clone knows.
    NoMergeBase {
        /// The default branch.
        branch: String,
        /// The other side.
        head: String,
        /// Whether the clone has only the newest commits.
        is_shallow: bool,
    },
    /// What a commit, known by this name, holds cannot be read, though the commit is there.
    Unreadable(String),
    /// Git ended before it had answered.
    NoAnswer,
}

impl GitError {
    /// What went wrong.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::NotRun(source) => format!("cannot run git: {source}"),
            Self::NoRepository(folder) => {
                format!("{} is in no git repository", folder.display())
            }
            Self::NoRevision { word, is_shallow } => {
                let clone = if *is_shallow {
                    " of this shallow clone"
                } else {
                    ""
                };
                format!("`{word}` is neither a file nor a revision{clone}")
            }
            Self::NoDefaultBranch => format!(
                "cannot tell what to compare with: there is no default branch ({})",
                DEFAULT_BRANCHES.join(", ")
            ),
            Self::NoMergeBase {
                branch,
                head,
                is_shallow: true,
            } => format!("this shallow clone does not know where {head} left {branch}"),
            Self::NoMergeBase { branch, head, .. } => {
                format!("{head} and {branch} have no commit in common")
            }
            Self::Unreadable(name) => format!("git cannot read the files of {name}"),
            Self::NoAnswer => "git ended before it had answered".to_owned(),
        }
    }

    /// What to do about it.
    pub(crate) fn fix(&self) -> Option<String> {
        match self {
            Self::NotRun(_) => Some("install git, or compare two files".to_owned()),
            Self::NoRepository(_) => Some("compare two files: `cargo xtask diff OLD NEW`".to_owned()),
            Self::NoRevision { word, .. } if word.contains("..") => Some(
                "name the two sides one after the other: `cargo xtask diff BASE HEAD`".to_owned(),
            ),
            Self::NoRevision {
                is_shallow: true, ..
            } => Some(UNSHALLOW.to_owned()),
            Self::NoRevision { .. } => Some(
                "check the spelling; a branch or tag of the remote is there after `git fetch origin \
                 --tags`"
                    .to_owned(),
            ),
            Self::NoDefaultBranch => Some(
                "name the base: `cargo xtask diff BASE`; or `git fetch origin` and `git remote \
                 set-head origin --auto`"
                    .to_owned(),
            ),
            Self::NoMergeBase {
                is_shallow: true, ..
            } => Some(UNSHALLOW.to_owned()),
            Self::NoMergeBase { .. } => Some("name the base: `cargo xtask diff BASE`".to_owned()),
            Self::Unreadable(_) | Self::NoAnswer => Some(
                "look at what `git fsck` says, fetch again, or compare two files".to_owned(),
            ),
        }
    }
}

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
        let arguments = ["ls-tree", "-z", &commit.id, "--"];
        let arguments = arguments.iter().chain(&paths).map(OsStr::new);
        let unreadable = || GitError::Unreadable(commit.name.clone());
        let entries = self.answer(arguments)?.ok_or_else(unreadable)?;
        let ids = paths.map(|path| entries.split('\0').find_map(|entry| blob_id(entry, path)));
        let there: Vec<_> = ids.iter().flatten().collect();
        let contents = match self.objects("--batch", &there, contents) {
            Err(GitError::NoAnswer) => return Err(unreadable()),
            other => other?,
        };
        let mut contents = contents.into_iter();
        Ok(ids.map(|id| id.and_then(|_| contents.next())))
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
            .stderr(Stdio::null())
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
        let output = self.command().args(arguments).output();
        let output = output.map_err(GitError::NotRun)?;
        let text = || String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(output.status.success().then(text))
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            // Reading takes no lock and asks nobody for a password.
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C");
        command
    }
}

/// The id in an entry of a tree, `mode type id<tab>path`, that is the file at `path`.
fn blob_id(entry: &str, path: &str) -> Option<String> {
    let (entry, at) = entry.split_once('\t')?;
    let mut words = entry.split(' ').skip(1);
    let is_blob = at == path && words.next()? == "blob";
    is_blob.then(|| words.next().map(str::to_owned))?
}

/// The id in a line of `git cat-file --batch-check=%(objectname)`, or `None` where it says that the
/// object is missing.
fn id(answers: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let line = line
        .strip_suffix('\n')
        .ok_or(io::ErrorKind::UnexpectedEof)?;
    // What is not there is answered with its name and a word.
    Ok((!line.contains(' ')).then(|| line.to_owned()))
}

/// The contents of an object, as `git cat-file --batch` writes them: `id type size`, a line end,
/// the contents, and a line end. Of one that is too large, only the beginning.
fn contents(answers: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut header = String::new();
    answers.read_line(&mut header)?;
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

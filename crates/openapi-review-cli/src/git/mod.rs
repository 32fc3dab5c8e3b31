//! Git, as a subprocess: which revision a word names, and what a file was there.
//!
//! Words from the command line reach git only as arguments of their own behind
//! `--end-of-options`, never through a shell; from then on, commits are named by their ids.
//!
//! Only commands that read objects are called. They run no hook, filter, textconv or pager that a
//! repository configures; what they would run is a fetch of objects that are missing, and that is
//! forbidden.

mod answers;
mod error;
mod tree;

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    io::{self, BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
};

use openapi_review::Version;

use self::answers::{MAX_ANSWER, contents, id};
pub use self::error::GitError;
use self::tree::{Entry, FOLDER, folders_above};

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

/// How many objects are asked for at once: their names fit into a pipe.
const MOST_NAMES: usize = 100;

/// A commit: its id, and how the user knows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Commit {
    id: String,
    /// The word that named it, or its abbreviated id.
    pub name: String,
}

/// From where the paths of files are seen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tree {
    /// From the folder that git is asked in.
    Folder,
    /// From the top of the repository.
    Top,
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
            Some((name, id)) => {
                let branch = Commit {
                    id,
                    name: name.to_owned(),
                };
                let base = self.merge_base_with(&branch, head)?;
                Ok((base, name.to_owned()))
            }
            None => Err(GitError::NoDefaultBranch),
        }
    }

    /// Where `head` left `branch`.
    ///
    /// # Errors
    ///
    /// When they have no commit in common, or git cannot be run or fails.
    pub fn merge_base_with(&self, branch: &Commit, head: &Commit) -> Result<Commit, GitError> {
        if let Some(id) = self.ask(["merge-base", &branch.id, &head.id])? {
            let short = self.ask(["rev-parse", "--short", &id])?;
            let name = short.unwrap_or_else(|| id.clone());
            return Ok(Commit { id, name });
        }
        Err(GitError::NoMergeBase {
            branch: branch.name.clone(),
            head: head.name.clone(),
            is_shallow: self.is_shallow()?,
        })
    }

    /// Whether the clone has only the newest commits.
    fn is_shallow(&self) -> Result<bool, GitError> {
        let answer = self.ask(["rev-parse", "--is-shallow-repository"])?;
        Ok(answer.as_deref() == Some("true"))
    }

    /// What the file at `path`, seen from the folder, was called in `base`, when `head` has it and
    /// `base` has not, and git takes it for one that was renamed.
    pub fn name_before(&self, base: &Commit, head: &Commit, path: &str) -> Option<String> {
        let renames = ["diff-tree", "-r", "-z", "--find-renames", "--diff-filter=R"];
        let names = ["--name-status", "--relative", &base.id, &head.id];
        let answer = self.answer(renames.into_iter().chain(names)).ok()??;
        let words: Vec<_> = answer.split('\0').collect();
        words.chunks_exact(3).find_map(|rename| match rename {
            [_, before, after] if *after == path => Some((*before).to_owned()),
            _ => None,
        })
    }

    /// The release before or at `commit`, no newer than `newest`: the highest version after which a tag in
    /// its history is named, `v1.2.3` or `1.2.3`. `None` when that is `commit` itself, or there is none.
    ///
    /// # Errors
    ///
    /// When git cannot be run.
    pub fn release(
        &self,
        commit: &Commit,
        newest: &Version,
    ) -> Result<Option<(Version, Commit)>, GitError> {
        let merged = format!("--merged={}", commit.id);
        let format = "--format=%(refname:strip=2)";
        let tags = self.answer(["for-each-ref", &merged, format, "refs/tags"])?;
        let tags = tags.unwrap_or_default();
        let releases = tags.lines().filter_map(|tag| {
            let version = Version::parse(tag.strip_prefix('v').unwrap_or(tag)).ok()?;
            (version <= *newest).then_some((version, tag))
        });
        let Some((version, tag)) = releases.max() else {
            return Ok(None);
        };
        let id = self.find(OsStr::new(&format!("refs/tags/{tag}")))?;
        let id = id.filter(|id| *id != commit.id);
        let name = tag.to_owned();
        Ok(id.map(|id| (version, Commit { id, name })))
    }

    /// The contents of the files at `paths`, seen from `tree`, in `commit`; `None` for each that the
    /// commit does not have.
    ///
    /// # Errors
    ///
    /// When git cannot be run or fails.
    pub fn files(
        &self,
        commit: &Commit,
        tree: Tree,
        paths: &[&str],
    ) -> Result<Vec<Option<Vec<u8>>>, GitError> {
        // Behind a link in the place of a folder, git finds nothing; so the folders are asked for, too.
        let folders = paths.iter().flat_map(|path| folders_above(path));
        let asked: Vec<_> = paths.iter().copied().chain(folders).collect();
        let from = (tree == Tree::Top).then_some("--full-tree");
        let arguments = ["ls-tree", "-z"].into_iter().chain(from);
        let arguments = arguments.chain([&*commit.id, "--"]).chain(asked.clone());
        let Some(entries) = self.answer(arguments)? else {
            return Err(self.unreadable(commit, tree, paths)?);
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
        let found = paths.iter().map(|path| find(path));
        let ids: Vec<_> = found.map(|entry| entry.map(|entry| entry.id)).collect();
        let there: Vec<_> = ids.iter().flatten().collect();
        let contents = match self.objects("--batch", &there, contents) {
            Err(GitError::NoAnswer) => {
                let there = paths.iter().zip(&ids).filter(|(_, id)| id.is_some());
                let there: Vec<_> = there.map(|(path, _)| *path).collect();
                return Err(self.unreadable(commit, tree, &there)?);
            }
            other => other?,
        };
        let mut contents = contents.into_iter();
        let ids = ids.into_iter();
        Ok(ids.map(|id| id.and_then(|_| contents.next())).collect())
    }

    /// The regular files of a commit below `folder`, seen from the folder that git is asked in, whose
    /// names end so: by their paths below it. None where there is no such folder.
    ///
    /// # Errors
    ///
    /// When git cannot be run or fails.
    pub fn files_below(
        &self,
        commit: &Commit,
        folder: &str,
        ending: &str,
    ) -> Result<BTreeMap<String, Vec<u8>>, GitError> {
        let prefix = format!("{folder}/");
        let arguments = ["ls-tree", "-r", "-z", &commit.id, "--", &prefix];
        let Some(entries) = self.answer(arguments)? else {
            return Err(GitError::Unreadable(commit.name.clone()));
        };
        let files = entries.split('\0').filter_map(|entry| {
            let (entry, at) = Entry::of(entry)?;
            let is_one = entry.kind().is_none() && at.ends_with(ending);
            is_one.then_some((at.strip_prefix(&prefix)?, entry.id))
        });
        let files: Vec<_> = files.collect();
        let mut found = BTreeMap::new();
        for files in files.chunks(MOST_NAMES) {
            let ids: Vec<_> = files.iter().map(|(_, id)| id).collect();
            let contents = match self.objects("--batch", &ids, contents) {
                Err(GitError::NoAnswer) => return Err(GitError::Unreadable(commit.name.clone())),
                other => other?,
            };
            let paths = files.iter().map(|(path, _)| (*path).to_owned());
            found.extend(paths.zip(contents));
        }
        Ok(found)
    }

    /// Why the files of a commit that is there cannot be read.
    fn unreadable(
        &self,
        commit: &Commit,
        tree: Tree,
        paths: &[&str],
    ) -> Result<GitError, GitError> {
        let name = commit.name.clone();
        let partial = "^(extensions\\.partialclone|remote\\..*\\.promisor)$";
        if self.ask(["config", "--get-regexp", partial])?.is_none() {
            return Ok(GitError::Unreadable(name));
        }
        let from = match tree {
            Tree::Folder => "./",
            Tree::Top => "",
        };
        let files = paths.iter();
        let files = files.map(|path| format!(" {}:{from}{path}", commit.id));
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

//! A `regen` that dies leaves each file whole: old or new.

use std::{
    fs,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::command::{ARTIFACTS, CLIENT, command, files, folder, put, xtask};

const KILLS: u32 = 50;

/// Small, so that much of a run is the writing.
const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Things, version: '1', description: One.}
paths: {}
";

/// A folder with two documents and what each makes.
struct Pair {
    folder: TempDir,
    made: [String; 2],
}

const NAMES: [&str; 2] = ["one.yaml", "two.yaml"];

fn arguments(which: usize) -> [&'static str; 5] {
    ["regen", "--spec", NAMES[which], "--out-dir", "out"]
}

impl Pair {
    fn new() -> Self {
        let folder = folder();
        let two = DOCUMENT.replace("One.", "A text that is longer than the other.");
        put(folder.path(), NAMES[0], DOCUMENT);
        put(folder.path(), NAMES[1], two);
        let made = [0, 1].map(|which| {
            assert_eq!(xtask(folder.path(), &arguments(which)).status, Some(0));
            fs::read_to_string(folder.path().join("out").join(CLIENT)).unwrap()
        });
        assert_ne!(made[0], made[1]);
        Self { folder, made }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Which of the two texts the file holds.
    #[track_caller]
    fn holds(&self) -> usize {
        let text = fs::read_to_string(self.path().join("out").join(CLIENT)).unwrap();
        let which = self.made.iter().position(|made| *made == text);
        which.unwrap_or_else(|| panic!("a torn file of {} bytes", text.len()))
    }

    /// Runs to the end and checks that nothing is left beside the artifact.
    #[track_caller]
    fn recovers(&self) {
        let which = 1 - self.holds();
        let run = xtask(self.path(), &arguments(which));
        assert_eq!(run.status, Some(0), "{run}");
        assert_eq!(self.holds(), which);
        assert_eq!(files(&self.path().join("out")), ARTIFACTS.map(Path::new));
    }
}

#[test]
fn killed_at_random_moments_it_leaves_the_old_file_or_the_new_one() {
    let pair = Pair::new();
    let start = Instant::now();
    xtask(pair.path(), &arguments(0));
    let whole_run = start.elapsed();
    let mut killed = 0;
    for attempt in 0..10 * KILLS {
        let which = 1 - pair.holds();
        let mut command = command(pair.path(), &arguments(which));
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(moment(attempt, whole_run));
        // One that has ended by itself is not counted.
        let _ = child.kill();
        if child.wait().unwrap().code().is_none() {
            killed += 1;
        }
        pair.holds();
        if killed == KILLS {
            return pair.recovers();
        }
    }
    panic!("only {killed} runs could be killed");
}

/// A moment in a run. Steps of the golden ratio jump about like random numbers, but leave no part
/// of the run out.
fn moment(attempt: u32, whole_run: Duration) -> Duration {
    const GOLDEN_RATIO: f64 = 0.618_033_988_749_895;
    whole_run.mul_f64((f64::from(attempt) * GOLDEN_RATIO).fract())
}

/// Random moments seldom hit the few microseconds of a write. A limit on the size of files does so
/// every time: the kernel kills the process in the middle of it.
#[cfg(unix)]
#[test]
fn killed_in_the_middle_of_a_write_it_leaves_the_old_file() {
    use std::process::Command;

    let pair = Pair::new();
    let old = pair.holds();
    for blocks in [0, 1, 2, 3] {
        let arguments = arguments(1 - old);
        let program = command(pair.path(), &arguments);
        let status = Command::new("sh")
            // No core file, and a size in blocks of 512 bytes or of 1024: less than ours in both.
            .args([
                "-c",
                &format!("ulimit -c 0; ulimit -f {blocks}; exec \"$0\" \"$@\""),
            ])
            .arg(program.get_program())
            .args(arguments)
            .current_dir(pair.path())
            .status();
        assert_eq!(status.unwrap().code(), None, "the limit is not in force");
        assert_eq!(pair.holds(), old);
    }
    let leftovers = files(&pair.path().join("out")).len() - ARTIFACTS.len();
    assert!(leftovers > 0, "nothing was being written");
    pair.recovers();
}

/// The two runs write the same files at the same time; neither may take the other's for a leftover.
#[test]
fn two_at_once_leave_a_whole_file() {
    let pair = Pair::new();
    for _ in 0..5 {
        let children = [0, 1].map(|which| {
            let mut command = command(pair.path(), &arguments(which));
            command.stdout(Stdio::null()).spawn().unwrap()
        });
        for mut child in children {
            assert_eq!(child.wait().unwrap().code(), Some(0));
        }
        pair.holds();
    }
    assert_eq!(files(&pair.path().join("out")), ARTIFACTS.map(Path::new));
}

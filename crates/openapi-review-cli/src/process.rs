//! A command as a process: how it starts, what a panic says, and the status that it ends with.

use std::{
    ffi::OsString,
    io::{self, Write},
    panic,
    process::ExitCode,
    thread,
};

use crate::{
    error::{Error, Outcome},
    output::Output,
};

/// The exit status of a command that could not do its job.
const COULD_NOT: u8 = 2;

/// Runs `command`, known as `name`, with the arguments of this process.
pub fn run(
    name: &'static str,
    command: impl FnOnce(Vec<OsString>, &mut Output<'_>) -> u8 + Send + 'static,
) -> ExitCode {
    install_hook(name);
    let status = catch(name, || {
        let mut results = anstream::stdout().lock();
        let mut diagnostics = anstream::stderr().lock();
        let mut output = Output::new(&mut results, &mut diagnostics);
        command(std::env::args_os().collect(), &mut output)
    });
    match status {
        Ok(status) => ExitCode::from(status.unwrap_or(COULD_NOT)),
        Err(error) => {
            // When the error cannot be shown either, the exit status is all that is left to say it.
            let _ = writeln!(io::stderr(), "error: cannot start a thread: {error}");
            ExitCode::from(COULD_NOT)
        }
    }
}

/// The exit status for how a command ended; an error is reported.
pub fn status<E: From<io::Error>>(
    result: Result<Outcome, E>,
    output: &mut Output<'_>,
    report: impl FnOnce(&E, &mut Output<'_>) -> io::Result<()>,
) -> u8 {
    let flushed = result.and_then(|outcome| {
        output.results.flush()?;
        Ok(outcome)
    });
    match flushed {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::Found) => 1,
        Err(error) => {
            // When the error cannot be shown either, the exit status is all that is left to say it.
            let _ = report(&error, output);
            COULD_NOT
        }
    }
}

/// Prints what clap has to say: the help that was asked for, or what is wrong with the usage.
///
/// # Errors
///
/// [`Error::Usage`] when the usage is wrong.
pub fn explain(message: &clap::Error, output: &mut Output<'_>) -> Result<Outcome, Error> {
    let text = message.render();
    let text = text.ansi();
    if message.use_stderr() {
        write!(output.diagnostics, "{text}")?;
        return Err(Error::Usage);
    }
    write!(output.results, "{text}")?;
    Ok(Outcome::Clean)
}

/// Makes panics say what to do about them, and keeps silent about those of the generator, which
/// the pipeline catches and turns into findings.
fn install_hook(name: &'static str) {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if openapi_codegen::is_guarding() {
            return;
        }
        // A panic hook has nobody to hand a failed write to.
        let _ = writeln!(
            io::stderr(),
            "error: this is a bug in {name}, not in your document; nothing is half written\n  \
             help: please report it with the command, the document and the lines below"
        );
        default(info);
    }));
}

/// What the generator is given to recurse in. The main thread of some platforms has 1 MiB, which a
/// document that nests as deep as is read overflows; the memory is taken only when it is used.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// What `work` returns in a thread with a large stack, or `None` when it panics.
fn catch<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Option<T>> {
    let thread = thread::Builder::new()
        .name(name.to_owned())
        .stack_size(STACK_BYTES)
        .spawn(work)?;
    Ok(thread.join().ok())
}

#[cfg(test)]
mod tests {
    use super::catch;

    #[test]
    fn a_panic_is_no_result() {
        assert_eq!(catch("one", || 1).unwrap(), Some(1));
        assert_eq!(
            catch("none", || -> u8 { panic!("caught by the test") }).unwrap(),
            None
        );
    }
}

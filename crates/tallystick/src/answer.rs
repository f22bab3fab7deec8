//! What a command has to say, and the exit code that goes with it.

use std::io::{self, Write as _};
use std::process::ExitCode;

/// When a command could not do its work; clap uses the same for a command line that it does not understand.
const UNABLE: u8 = 2;

/// The end of a command that could do its work.
#[derive(Debug)]
pub(crate) struct Answer {
    /// What goes to standard output.
    pub(crate) text: String,
    /// Whether all is well.
    pub(crate) good: bool,
}

impl Answer {
    /// The answer of a command that cannot have a bad outcome.
    pub(crate) fn done(text: String) -> Self {
        Self { text, good: true }
    }

    /// Prints the text. A reader that has gone away does not change the outcome.
    pub(crate) fn give(self) -> ExitCode {
        let mut output = io::stdout().lock();
        let written = output
            .write_all(self.text.as_bytes())
            .and_then(|()| output.flush());
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                explain(&anyhow::Error::new(error).context("standard output cannot be written"))
            }
            _ if self.good => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        }
    }
}

/// Says on standard error why a command could not do its work.
pub(crate) fn explain(error: &anyhow::Error) -> ExitCode {
    // Where standard error is closed too, the exit code alone must do.
    let _ = writeln!(io::stderr(), "tallystick: {}", sentence(error));
    ExitCode::from(UNABLE)
}

/// What went wrong, and why, without saying any of it twice: many errors end with what caused them.
fn sentence(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if told.is_empty() {
            told = cause;
        } else if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let cause = io::Error::other("the disk is full");
        let error = anyhow::Error::new(cause).context("it cannot be written: the disk is full");
        let error = Err::<(), _>(error).context("no backup was made").unwrap_err();
        assert_eq!(
            sentence(&error),
            "no backup was made: it cannot be written: the disk is full"
        );
    }
}

//! One step: its name, what it runs, how long it took, and how to repeat it alone.
#![expect(
    clippy::disallowed_methods,
    reason = "each step is timed, so that the slow ones are seen; nothing else depends on the clock"
)]

use std::ffi::OsString;
use std::time::Instant;

use anyhow::{Context as _, ensure};

use crate::workspace::Workspace;

/// Variables that an earlier step found out and later processes are given.
pub(super) type Environment = Vec<(&'static str, OsString)>;

pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) action: Action,
}

pub(super) enum Action {
    /// A process, with variables of its own.
    Command {
        words: &'static [&'static str],
        environment: &'static [(&'static str, &'static str)],
    },
    /// A function of this program; what it returns is added to the environment of the steps after it.
    Call {
        repeat: &'static str,
        call: fn(&Workspace) -> anyhow::Result<Environment>,
    },
}

impl Step {
    pub(super) const fn command(name: &'static str, words: &'static [&'static str]) -> Self {
        Self {
            name,
            action: Action::Command {
                words,
                environment: &[],
            },
        }
    }

    /// The line that runs this step alone, to be pasted into a shell.
    pub(super) fn repeat(&self) -> String {
        match &self.action {
            Action::Call { repeat, .. } => (*repeat).to_owned(),
            Action::Command { words, environment } => environment
                .iter()
                .map(|(name, value)| format!("{name}='{value}'"))
                .chain(words.iter().map(|word| (*word).to_owned()))
                .collect::<Vec<_>>()
                .join(" "),
        }
    }

    fn perform(&self, workspace: &Workspace, environment: &mut Environment) -> anyhow::Result<()> {
        match &self.action {
            Action::Call { call, .. } => {
                environment.extend(call(workspace)?);
                Ok(())
            }
            Action::Command {
                words,
                environment: own,
            } => {
                let (program, arguments) = words.split_first().context("a step names its program")?;
                let status = workspace
                    .command(program)
                    .args(arguments)
                    .envs(own.iter().copied())
                    .envs(environment.iter().map(|(name, value)| (name, value)))
                    .status()
                    .with_context(|| format!("cannot start `{program}`"))?;
                ensure!(status.success(), "`{program}` ended with {status}");
                Ok(())
            }
        }
    }
}

/// Performs the step and prints how it went; true when it passed.
pub(super) fn run(step: &Step, workspace: &Workspace, environment: &mut Environment) -> bool {
    let started = Instant::now();
    let outcome = step.perform(workspace, environment);
    let took = started.elapsed();
    match outcome {
        Ok(()) => {
            println!("      {} passed in {took:.1?}", step.name);
            true
        }
        Err(error) => {
            println!("{error:#}");
            println!(
                "      {} failed after {took:.1?}. To repeat it alone: {}",
                step.name,
                step.repeat()
            );
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn here() -> Workspace {
        Workspace::at(Path::new("."))
    }

    #[test]
    fn the_line_to_repeat_a_step_carries_its_variables() {
        let words: &[&str] = &["cargo", "doc"];
        let step = Step {
            name: "documentation",
            action: Action::Command {
                words,
                environment: &[("RUSTDOCFLAGS", "-D warnings")],
            },
        };
        assert_eq!(step.repeat(), "RUSTDOCFLAGS='-D warnings' cargo doc");
    }

    #[test]
    fn a_process_that_fails_fails_the_step() {
        assert!(run(&Step::command("yes", &["true"]), &here(), &mut Vec::new()));
        assert!(!run(&Step::command("no", &["false"]), &here(), &mut Vec::new()));
    }

    #[test]
    fn a_program_that_does_not_exist_is_named() {
        let step = Step::command("absent", &["no-such-program-anywhere"]);
        let error = step.perform(&here(), &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("no-such-program-anywhere"), "{error}");
    }

    #[test]
    fn what_a_call_found_out_reaches_the_processes_after_it() {
        let find = Step {
            name: "find",
            action: Action::Call {
                repeat: "find",
                call: |_| Ok(vec![("TALLYSTICK_STEP_TEST", OsString::from("found"))]),
            },
        };
        let mut environment = Vec::new();
        assert!(run(&find, &here(), &mut environment));
        let reads = Step::command("reads", &["sh", "-c", "test \"$TALLYSTICK_STEP_TEST\" = found"]);
        assert!(run(&reads, &here(), &mut environment));
    }
}

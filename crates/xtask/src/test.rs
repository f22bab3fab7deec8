//! `cargo xtask test`: everything that is checked, quick to slow.

mod axe;
mod privilege;
mod program;
mod python;
mod scripts;
mod step;
mod tools;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;
use std::thread;

use tallystick_testbed::Postgres;

use self::step::{Action, Step};
use crate::generated::{self, GENERATORS};
use crate::schemathesis;
use crate::tidy;
use crate::workspace::Workspace;

/// How much to check.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only format, tidy and clippy
    #[arg(long)]
    quick: bool,
}

pub(crate) fn run(args: &Args, workspace: &Workspace) -> ExitCode {
    let steps = if args.quick { quick() } else { all() };
    let passed = run_all(&steps, workspace);
    if !args.quick {
        stop_databases();
    }
    if passed {
        println!("All {} steps passed.", steps.len());
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The cluster for tests stays up between test programs, and would stay for ever.
pub(crate) fn stop_databases() {
    if let Err(error) = Postgres::stop() {
        println!("The PostgreSQL cluster for tests did not stop: {error}");
    }
}

/// Stops at the first step that fails.
fn run_all(steps: &[Step], workspace: &Workspace) -> bool {
    let mut environment = Vec::new();
    let total = steps.len();
    steps.iter().enumerate().all(|(index, step)| {
        println!("[{}/{total}] {}: {}", index + 1, step.name, step.repeat());
        step::run(step, workspace, &mut environment)
    })
}

fn quick() -> Vec<Step> {
    vec![format(), tidy_step(), clippy()]
}

fn all() -> Vec<Step> {
    vec![
        tools_step(),
        format(),
        tidy_step(),
        clippy(),
        generated_step(),
        documentation(),
        scripts_step(),
        tests(),
        schemathesis_step(),
    ]
}

fn tools_step() -> Step {
    Step {
        name: "tools",
        action: Action::Call {
            repeat: "cargo xtask test",
            call: |workspace| {
                let mut found = find_tools()?;
                found.push(axe::provide(workspace)?);
                found.push(threads());
                Ok(found)
            },
        },
    }
}

/// Installs or names what is missing, and gives the variables that tests are told by.
pub(crate) fn find_tools() -> anyhow::Result<Vec<(&'static str, OsString)>> {
    tools::provide()?;
    Ok(vec![
        (python::VARIABLE, python::find()?),
        (program::VARIABLE, program::path()?),
    ])
}

/// How many tests of a program run at once: one more than there are processors, for some wait for minutes, until a slow client is
/// given up or bids may be opened, and would leave a processor idle. Who has set it is believed.
fn threads() -> (&'static str, OsString) {
    const VARIABLE: &str = "RUST_TEST_THREADS";
    let usual = || {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        OsString::from((processors + 1).to_string())
    };
    (VARIABLE, env::var_os(VARIABLE).unwrap_or_else(usual))
}

/// The interpreter that runs what is written in Python.
pub(crate) fn python() -> anyhow::Result<OsString> {
    python::find()
}

/// The binary that is tested, where this command's own profile puts it.
pub(crate) fn program() -> anyhow::Result<OsString> {
    program::path()
}

/// Builds that binary, for commands that no tests have run before.
pub(crate) fn build_program(workspace: &Workspace) -> anyhow::Result<()> {
    program::build(workspace)
}

fn format() -> Step {
    Step::command("format", &["cargo", "fmt", "--all", "--check"])
}

fn tidy_step() -> Step {
    Step {
        name: "tidy",
        action: Action::Call {
            repeat: "cargo xtask tidy",
            call: check_tidy,
        },
    }
}

fn check_tidy(workspace: &Workspace) -> anyhow::Result<Vec<(&'static str, OsString)>> {
    let findings = tidy::check(workspace.root())?;
    anyhow::ensure!(findings.is_empty(), "{}", tidy::report(&findings));
    Ok(Vec::new())
}

fn clippy() -> Step {
    Step::command(
        "clippy",
        &[
            "cargo",
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    )
}

fn generated_step() -> Step {
    Step {
        name: "generated files",
        action: Action::Call {
            repeat: "cargo xtask test",
            call: |workspace| generated::check(GENERATORS, workspace).map(|()| Vec::new()),
        },
    }
}

fn documentation() -> Step {
    Step {
        name: "documentation",
        action: Action::Command {
            words: &["cargo", "doc", "--workspace", "--no-deps", "--locked"],
            environment: &[("RUSTDOCFLAGS", "-D warnings")],
        },
    }
}

fn scripts_step() -> Step {
    Step {
        name: "scripts of the portal",
        action: Action::Call {
            repeat: "node --test crates/portal/tests/js/*.test.mjs",
            call: |workspace| scripts::run(workspace).map(|()| Vec::new()),
        },
    }
}

/// All of them at once: asked for some packages or tests alone, cargo would build dependencies again, with fewer of their features.
fn tests() -> Step {
    Step::command("tests", &["cargo", "test", "--workspace", "--locked"])
}

fn schemathesis_step() -> Step {
    Step {
        name: "schemathesis",
        action: Action::Call {
            repeat: "cargo xtask schemathesis",
            call: |workspace| schemathesis::as_usual(workspace).map(|()| Vec::new()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(steps: &[Step]) -> Vec<&'static str> {
        steps.iter().map(|step| step.name).collect()
    }

    #[test]
    fn the_steps_go_from_quick_to_slow() {
        let expected = [
            "tools",
            "format",
            "tidy",
            "clippy",
            "generated files",
            "documentation",
            "scripts of the portal",
            "tests",
            "schemathesis",
        ];
        assert_eq!(names(&all()), expected);
    }

    #[test]
    fn quick_needs_no_tool_beyond_the_toolchain() {
        assert_eq!(names(&quick()), ["format", "tidy", "clippy"]);
    }
}

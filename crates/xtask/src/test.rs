//! `cargo xtask test`: everything that is checked, quick to slow.

mod privilege;
mod python;
mod step;
mod tools;

use std::ffi::OsString;
use std::process::ExitCode;

use self::step::{Action, Step};
use crate::generated::{self, GENERATORS};
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
    let mut environment = Vec::new();
    let total = steps.len();
    for (index, step) in steps.iter().enumerate() {
        println!("[{}/{total}] {}: {}", index + 1, step.name, step.repeat());
        if !step::run(step, workspace, &mut environment) {
            return ExitCode::FAILURE;
        }
    }
    println!("All {total} steps passed.");
    ExitCode::SUCCESS
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
        tests(),
    ]
}

fn tools_step() -> Step {
    Step {
        name: "tools",
        action: Action::Call {
            repeat: "cargo xtask test",
            call: find_tools,
        },
    }
}

fn find_tools(_: &Workspace) -> anyhow::Result<Vec<(&'static str, OsString)>> {
    tools::provide()?;
    Ok(vec![(python::VARIABLE, python::find()?)])
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

fn tests() -> Step {
    Step::command("tests", &["cargo", "test", "--workspace", "--locked"])
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
            "tests",
        ];
        assert_eq!(names(&all()), expected);
    }

    #[test]
    fn quick_needs_no_tool_beyond_the_toolchain() {
        assert_eq!(names(&quick()), ["format", "tidy", "clippy"]);
    }
}

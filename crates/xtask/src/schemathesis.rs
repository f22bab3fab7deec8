//! `cargo xtask schemathesis`: the served document is taken at its word. Schemathesis, a program that none of us wrote, makes up
//! requests from it and holds the answers against it: as a stranger, as a supplier, and as makers of a hospital and of a bank.

mod venv;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use tallystick_testbed::Demo;

use self::venv::Venv;
use crate::test;
use crate::workspace::Workspace;

/// Beside everything else that is made; removed with it.
const FOLDER: &str = "target/schemathesis";
/// What schemathesis is told, and how it asks as a member.
const SETTINGS: &str = "crates/xtask/schemathesis";
/// Where the independent checker is, which makes the members' tokens.
const CHECKER: &str = "fixtures/ledger";
/// How long schemathesis may take beyond the time it was given, in seconds, before it counts as stuck.
const GRACE: u64 = 120;

/// How long, and which requests.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How long to ask in all, in seconds
    #[arg(long, default_value_t = 180, value_parser = clap::value_parser!(u64).range(15..))]
    seconds: u64,
    /// Make up the same requests as a run before, which printed this number
    #[arg(long)]
    seed: Option<u64>,
}

/// Who asks, and which share of the time. A stranger is soon turned away.
const CALLERS: [Caller; 4] = [
    Caller {
        name: "a stranger",
        key: None,
        share: 1,
    },
    Caller {
        name: "the supplier",
        key: Some("supplier-1"),
        share: 2,
    },
    Caller {
        name: "the hospital's maker",
        key: Some("hospital-3"),
        share: 2,
    },
    Caller {
        name: "the bank's maker",
        key: Some("city-bank-1"),
        share: 2,
    },
];

struct Caller {
    name: &'static str,
    /// The member of the demo whose key is used.
    key: Option<&'static str>,
    share: u64,
}

pub(crate) fn run(args: &Args, workspace: &Workspace) -> anyhow::Result<ExitCode> {
    test::build_program(workspace)?;
    check(args, workspace)?;
    Ok(ExitCode::SUCCESS)
}

/// With the usual time, as one of the steps of `cargo xtask test`, with the program that the tests were run on: to build it by
/// itself would build its dependencies again, with fewer of their features.
pub(crate) fn as_usual(workspace: &Workspace) -> anyhow::Result<()> {
    check(
        &Args {
            seconds: 180,
            seed: None,
        },
        workspace,
    )
}

fn check(args: &Args, workspace: &Workspace) -> anyhow::Result<()> {
    let folder = workspace.root().join(FOLDER);
    fs::create_dir_all(&folder)?;
    let venv = Venv::at(folder.join("venv"), workspace)?;
    let data = folder.join("ledger");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    let demo = Demo::start(test::program()?.as_ref(), &data)?;
    let shares: u64 = CALLERS.iter().map(|caller| caller.share).sum();
    for caller in &CALLERS {
        println!("      asking as {}", caller.name);
        let time = args.seconds * caller.share / shares;
        ask(workspace, &venv, &demo, caller, time.max(5), args.seed)
            .with_context(|| format!("what was asked as {} was not answered as documented", caller.name))?;
    }
    ensure!(demo.still_serves(), "the service ended while it was asked");
    // Whatever was tried, the ledger is what it was, or has grown by what the rules allow.
    let mut checker = workspace.command(venv.program("python").as_str());
    checker
        .arg("-B")
        .arg(workspace.root().join(CHECKER).join("check.py"))
        .arg(demo.url());
    venv::finish(checker, GRACE).context("the ledger is not valid afterwards")
}

fn ask(
    workspace: &Workspace,
    venv: &Venv,
    demo: &Demo,
    caller: &Caller,
    seconds: u64,
    seed: Option<u64>,
) -> anyhow::Result<()> {
    let settings = workspace.root().join(SETTINGS);
    let mut command = workspace.command(venv.program("schemathesis").as_str());
    command
        .arg("--config-file")
        .arg(settings.join("schemathesis.toml"))
        // One worker: Python 3.11 can fail to read its own sources from two threads at once.
        .args(["run", "--no-color", "--workers", "1", "--request-timeout", "30"])
        .args(["--warnings", "off", "--max-time", &seconds.to_string()])
        .args(seed.map(|seed| format!("--seed={seed}")))
        .arg(format!("{}/openapi.json", demo.url()))
        .current_dir(workspace.root().join(FOLDER))
        .env("SCHEMATHESIS_HOOKS", "member")
        .env(
            "PYTHONPATH",
            path_of([&settings, &workspace.root().join(CHECKER)])?,
        )
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("TALLYSTICK_URL", demo.url())
        .env_remove("TALLYSTICK_KEY");
    if let Some(key) = caller.key {
        let key = demo.key(key);
        ensure!(key.is_file(), "the demo left no key in {}", key.display());
        command.env("TALLYSTICK_KEY", key);
    }
    venv::finish(command, seconds + GRACE)
}

fn path_of(folders: [&Path; 2]) -> anyhow::Result<OsString> {
    std::env::join_paths(folders).context("a folder's name cannot stand in a search path")
}

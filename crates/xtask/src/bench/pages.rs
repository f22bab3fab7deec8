//! `cargo xtask bench pages`: how fast pages answer over a million certificates, and how large they are.

mod asking;
mod ground;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use serde::Serialize;
use tallystick_testbed::Engine;

use self::asking::{Answers, Kind, Pages};
use self::ground::Ground;
use super::figure::{self, Figure, Target};

/// How long a page may take for 99 of 100 requests, in microseconds.
const P99: u64 = 50_000;
/// How large a page may be, in bytes.
const LARGEST: u64 = 150_000;
/// How many clients ask at once.
const CLIENTS: [usize; 2] = [1, 8];

/// Smaller numbers give quicker runs whose figures say less.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write the figures to this file as JSON, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many splits by 100 fill the store; 10,000 make a million certificates
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..))]
    splits: u64,
    /// How many pages each measurement asks for
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(100..))]
    requests: u64,
    /// On PostgreSQL instead of SQLite
    #[arg(long)]
    postgres: bool,
}

#[derive(Serialize)]
struct Document<'f> {
    engine: &'static str,
    certificates: u64,
    requests: u64,
    met: bool,
    figures: &'f [Figure],
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (certificates, figures) = runtime.block_on(measure(args))?;
    crate::test::stop_databases();
    let met = figure::all_met(&figures);
    let (engine, name) = engine(args);
    if let Some(path) = &args.json {
        let document = Document {
            engine: name,
            certificates,
            requests: args.requests,
            met,
            figures: &figures,
        };
        fs::write(path, serde_json::to_vec_pretty(&document)?)
            .with_context(|| format!("cannot write {} for {engine:?}", path.display()))?;
    }
    println!(
        "{}",
        if met {
            "Every target is met."
        } else {
            "A target is missed."
        }
    );
    Ok(ExitCode::from(u8::from(!met)))
}

const fn engine(args: &Args) -> (Engine, &'static str) {
    if args.postgres {
        (Engine::Postgres, "PostgreSQL")
    } else {
        (Engine::Sqlite, "SQLite")
    }
}

async fn measure(args: &Args) -> anyhow::Result<(u64, Vec<Figure>)> {
    let (engine, name) = engine(args);
    println!("filling {name} by {} splits", args.splits);
    let ground = Ground::fill(engine, args.splits).await?;
    println!(
        "{name}, {} certificates, {} pages a measurement",
        ground.certificates, args.requests
    );
    let mut figures = Vec::new();
    for (party, kinds) in asking::SEATS {
        for kind in kinds {
            let pages = Pages::open(&ground.world, party, kind).await?;
            for clients in CLIENTS {
                let answers = pages.ask(clients, kind.share(args.requests)).await?;
                let some = figures_of(party, kind, clients, &answers);
                println!("{}", figure::table(&some));
                figures.extend(some);
            }
        }
    }
    Ok((ground.certificates, figures))
}

fn figures_of(party: &str, kind: &Kind, clients: usize, answers: &Answers) -> [Figure; 3] {
    let what = |what: &str| format!("{party}, {}, clients: {clients}, {what}", kind.name);
    let slowest = micros(answers.at(99));
    [
        Figure::shown(what("p50"), micros(answers.at(50)), "µs"),
        if kind.timed {
            Figure::judged(what("p99"), slowest, "µs", Target::AtMost(P99))
        } else {
            Figure::shown(what("p99"), slowest, "µs")
        },
        Figure::judged(
            what("largest page"),
            answers.largest,
            "bytes",
            Target::AtMost(LARGEST),
        ),
    ]
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_small_ground_is_filled_and_its_pages_are_asked_for() {
        let args = Args {
            json: None,
            splits: 3,
            requests: 24,
            postgres: false,
        };
        let (certificates, figures) = measure(&args).await.unwrap();
        assert_eq!(certificates, 301, "one root, of which two parts are split again");
        let kinds: usize = asking::SEATS.iter().map(|(_, kinds)| kinds.len()).sum();
        assert_eq!(figures.len(), kinds * CLIENTS.len() * 3);
        for page in figures.iter().filter(|figure| figure.unit == "bytes") {
            assert!((3_000..=LARGEST).contains(&page.value), "{page:?}");
        }
    }
}

//! `cargo xtask bench append`: how fast statements become entries, through HTTP and durably, on both databases; in the same run as
//! the bare cost of their signatures, and as the table with a locked row that people use today.

mod bare;
mod door;
mod flush;
mod ground;
mod growth;
mod lives;
mod row_lock;
mod server;
mod wire;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use serde::Serialize;
use tallystick_testbed::Engine;

use self::door::Way;
use self::growth::Growth;
use self::row_lock::RowLock;
use self::server::{CLIENTS, JUDGED, Rates, Server};
use super::figure::{self, Figure, Target};
use super::stopwatch::{self, nanos_each};

/// How long the row lock is measured with each number of clients.
const SECONDS: u64 = 5;

/// Smaller numbers give quicker runs whose figures say less.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write the figures to this file as JSON, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many statements each measurement submits
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    statements: u64,
    /// How often to measure; medians are reported
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    rounds: u64,
    /// Grow the large ledger to 1,000,000 entries instead of 100,000, which takes much longer and needs the disk for it
    #[arg(long)]
    full: bool,
}

#[derive(Serialize)]
struct Document<'f> {
    cores: usize,
    statements: u64,
    rounds: u64,
    large: u64,
    met: bool,
    figures: &'f [Figure],
}

impl Args {
    /// Entries of the large ledger.
    const fn large(&self) -> u64 {
        if self.full { 1_000_000 } else { 100_000 }
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let figures = runtime.block_on(measure(args))?;
    crate::test::stop_databases();
    let met = figure::all_met(&figures);
    let cores = rayon::current_num_threads();
    println!(
        "{cores} cores, shared by clients, service and database; {} statements a measurement, median of {} rounds\n{}",
        args.statements,
        args.rounds,
        figure::table(&figures)
    );
    if !args.full {
        println!(
            "NOT measured: the rate at 1,000,000 entries, of that at {}. The large ledger had {} entries; --full grows it to 1,000,000.",
            growth::SMALL,
            args.large()
        );
    }
    if let Some(path) = &args.json {
        let document = Document {
            cores,
            statements: args.statements,
            rounds: args.rounds,
            large: args.large(),
            met,
            figures: &figures,
        };
        fs::write(path, serde_json::to_vec_pretty(&document)?)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    println!("{}", verdict(met, args.full));
    Ok(ExitCode::from(u8::from(!met)))
}

/// The last line. Without the large ledger the target of a million entries was not looked at.
const fn verdict(met: bool, full: bool) -> &'static str {
    match (met, full) {
        (true, true) => "Every target is met.",
        (true, false) => {
            "Every target that was measured is met; the one at 1,000,000 entries was not measured."
        }
        (false, _) => "A target is missed.",
    }
}

async fn measure(args: &Args) -> anyhow::Result<Vec<Figure>> {
    let row_lock = RowLock::prepare()?;
    let mut locked = CLIENTS.map(|clients| (clients, Vec::new()));
    let mut flushes = Vec::new();
    let mut servers = [
        Server::start(Engine::Sqlite).await?,
        Server::start(Engine::Postgres).await?,
    ];
    for round in 1..=args.rounds {
        println!("round {round} of {}", args.rounds);
        // In turns, so that a machine that slows down slows everything.
        flushes.push(flush::flush()?);
        let mut just_before = Vec::new();
        for (clients, rates) in &mut locked {
            let rate = row_lock.rate(*clients, SECONDS)?;
            rates.push(rate);
            just_before.push((*clients, rate));
        }
        for server in &mut servers {
            server.round(args.statements, &just_before).await?;
        }
    }
    let flush = nanos_each(1, stopwatch::median(flushes));
    let mut figures = vec![Figure::shown("one flush of the disk", flush / 1_000, "µs")];
    figures.extend(locked.iter().map(|(clients, rates)| {
        let what = format!("row lock with a SHA-256 chain, PostgreSQL, clients: {clients}");
        Figure::shown(what, median(rates), "rows/s")
    }));
    for server in servers {
        figures.extend(server.rates().figures());
    }
    for engine in Engine::BOTH {
        figures.push(grown(args, engine).await?);
    }
    Ok(figures)
}

async fn grown(args: &Args, engine: Engine) -> anyhow::Result<Figure> {
    println!("filling {} with {} entries", name(engine), args.large());
    let mut growth = Growth::prepare(engine, growth::SMALL, args.large()).await?;
    let mut percents = Vec::new();
    for _ in 0..args.rounds {
        percents.push(growth.percent(args.statements).await?);
    }
    let what = format!(
        "{}, rate at {} entries, of that at {}",
        name(engine),
        args.large(),
        growth::SMALL
    );
    Ok(Figure::judged(what, median(&percents), "%", Target::AtLeast(80)))
}

impl Rates {
    fn figures(&self) -> Vec<Figure> {
        let engine = self.engine;
        let name = |what: &str| format!("{}, {what}", name(engine));
        let mut figures = vec![Figure::shown(
            name("bare ring, all cores"),
            median(&self.bare),
            "signatures/s",
        )];
        for door in &self.doors {
            let what = name(&format!("{} door, clients: {}", door.way.name(), door.clients));
            figures.push(Figure::shown(what, median(&door.rates), "entries/s"));
        }
        let of_bare = match engine {
            Engine::Sqlite => 25,
            Engine::Postgres => 15,
        };
        figures.push(Figure::judged(
            name("batch door, of bare ring"),
            median(&self.of_bare),
            "%",
            Target::AtLeast(of_bare),
        ));
        for door in self.doors.iter().filter(|door| door.way == Way::Batch) {
            let what = name(&format!("batch door, of the row lock, clients: {}", door.clients));
            let percent = median(&door.of_row_lock);
            figures.push(if door.clients == JUDGED {
                Figure::judged(what, percent, "%", Target::AtLeast(500))
            } else {
                Figure::shown(what, percent, "%")
            });
        }
        figures.push(Figure::shown(
            name("whole lives of a certificate"),
            median(&self.lives),
            "entries/s",
        ));
        figures
    }
}

const fn name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    }
}

/// The middle one of several figures.
fn median(figures: &[u64]) -> u64 {
    let mut sorted = figures.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

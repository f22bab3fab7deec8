//! `tallystick init`: opens a ledger.
//!
//! In this order: the keys are drawn and written, the ledger is opened with entry 0, the rules are published. A stop in between leaves
//! a key directory that says so to whoever comes next; nobody has been served until then, so nothing is lost by beginning anew.

mod act;
mod operator;
mod report;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use tallystick_base::RulePack;
use tallystick_commands::Command;
use tallystick_ledger::LedgerId;
use tallystick_parties::command::PublishRules;
use tallystick_store::{Ambient, Answer as Appended, ServiceKeys, Store, StoreError};

pub(crate) use self::act::opening;
pub(crate) use self::operator::{Enrolled, EnrolledMember};
use self::operator::{Operator, OperatorArgs};
use self::report::{Opened, Report};
use crate::answer::Answer;
use crate::config::{Place, PlaceArgs};
use crate::key_directory::KeyDirectory;
use crate::{host, origin, private, runtime};

/// What to open, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The name of the ledger for good: a URL without its scheme, such as ledger.example.org. Every signature names it.
    #[arg(long, value_name = "NAME")]
    origin: LedgerId,
    #[command(flatten)]
    operator: OperatorArgs,
    /// The folder for the operator members' keys [default: operator in the data folder].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Do not publish the rules for China that are built in. Without rules nobody can be registered.
    #[arg(long)]
    no_rules: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: PlaceArgs,
}

/// Everything that `init` writes to.
struct Site {
    ledger: LedgerId,
    place: Place,
    keys: KeyDirectory,
    out: PathBuf,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Answer> {
    ensure!(
        !origin::is_demo(&args.origin),
        "names under .invalid are for demos, which `tallystick demo` opens by itself; choose another --origin"
    );
    let operator = Operator::read(args.operator, &args.origin)?;
    let place = args.place.resolve()?;
    let site = Site {
        ledger: args.origin,
        keys: KeyDirectory::at(&place.keys),
        out: args.out.unwrap_or_else(|| place.data.join("operator")),
        place,
    };
    let report = runtime::start()?.block_on(open(&site, &operator, !args.no_rules))?;
    Ok(Answer::done(if args.json {
        report.as_json()?
    } else {
        report.as_text()
    }))
}

async fn open(site: &Site, operator: &Operator, with_rules: bool) -> anyhow::Result<Report> {
    refuse_occupied(site)?;
    let ambient = host::ambient()?;
    let members = operator.enrol(&ambient)?;
    private::make_folder(&site.place.data)?;
    refuse_database(site, &ambient).await?;

    let keys = site.keys.make(&site.ledger, &explanation(site))?;
    private::make_folder(&site.out)?;
    for (member, file) in members.members.iter().zip(operator::files(&site.out)) {
        crate::key_file::write(&file, &member.key)?;
    }
    private::sync_folder(&site.out)?;
    // A stop from here on leaves a database with or without entry 0; the keys to it are on the disk either way.
    let opening = opening(&site.ledger, &members, &keys, &ambient)?;
    let vkeys = keys.log.verifiers();
    let store = Store::create(&site.place.settings(1), keys, ambient, opening)
        .await
        .with_context(|| format!("the ledger cannot be opened in {}", site.place.database))?;
    let rules = if with_rules {
        Some(publish(&store, site, &members).await?)
    } else {
        None
    };
    store.close().await;
    site.keys.finish()?;
    Ok(Report::new(Opened {
        site,
        operator: members,
        vkeys,
        rules,
    }))
}

/// Publishes the rules that are built in; returns the position of the entry.
async fn publish(store: &Store, site: &Site, operator: &Enrolled) -> anyhow::Result<u64> {
    let ambient = store.ambient();
    let body = PublishRules {
        salt: ambient.salt(),
        rules: RulePack::cn().context("the rules that are built in are broken")?,
    };
    let text = serde_json::to_string(&body)?;
    let command = Command::Parties(tallystick_parties::Command::PublishRules(Box::new(body)));
    let act = act::Act {
        ledger: &site.ledger,
        party: operator.party,
        command: &command,
        body: text,
    };
    let submission = act.sign(&tallystick_commands::Case::default(), &operator.keys(), ambient)?;
    let answer = store.submit(submission).await;
    match answer.context("the ledger is open, but the rules cannot be published")? {
        Appended::Appended { receipt, .. } => Ok(receipt.seq),
        Appended::Waiting(_) => bail!("the rules wait for a signature, though both members signed"),
    }
}

/// Refuses where files stand in the way, before anything is written.
fn refuse_occupied(site: &Site) -> anyhow::Result<()> {
    if let Some(explanation) = site.keys.unfinished()? {
        bail!("{explanation}");
    }
    ensure!(
        !site.keys.path().exists(),
        "{} holds keys already, and keys are never overwritten; a second ledger needs a --data folder of its own",
        site.keys.path().display()
    );
    if let Some(file) = site.place.database_file() {
        refuse_existing(file, "a database")?;
    }
    for file in operator::files(&site.out) {
        refuse_existing(&file, "a member's key")?;
    }
    Ok(())
}

fn refuse_existing(path: &Path, what: &str) -> anyhow::Result<()> {
    ensure!(
        !path.exists(),
        "{} exists, and {what} is never overwritten; a second ledger needs a --data folder of its own",
        path.display()
    );
    Ok(())
}

/// Looks into the database with keys that are thrown away: it must answer, and hold no ledger.
async fn refuse_database(site: &Site, ambient: &Ambient) -> anyhow::Result<()> {
    let keys = ServiceKeys {
        statement: host::new_key()?,
        log: tallystick_ledger::LogKeys::new(site.ledger.clone(), &host::random()?, host::new_key()?),
        pepper: tallystick_store::Pepper::new(host::random()?),
    };
    match Store::open(&site.place.settings(1), keys, ambient.clone()).await {
        Err(StoreError::NoLedger) => Ok(()),
        Ok(_) | Err(StoreError::LedgerExists(_) | StoreError::KeysDiffer(_)) => bail!(
            "{} holds a ledger already; a second one needs a database of its own",
            site.place.database
        ),
        Err(error) => Err(error).with_context(|| format!("{} cannot be used", site.place.database)),
    }
}

/// What whoever comes after an interrupted `init` reads.
fn explanation(site: &Site) -> String {
    let mut made = vec![site.keys.path().display().to_string()];
    made.extend(operator::files(&site.out).map(|file| file.display().to_string()));
    made.push(match site.place.database_file() {
        Some(file) => format!("{} with its -wal and -shm", file.display()),
        None => format!("everything in {}", site.place.database),
    });
    format!(
        "an earlier `tallystick init` for {} stopped half-way. The ledger has never been served, so nothing depends on it: \
         remove {} and run init again\n",
        site.ledger,
        made.join(", ")
    )
}

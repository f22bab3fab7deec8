//! `tallystick backup`: a copy of everything but the keys, verified before it gets its name.

mod export;
mod files;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use serde::Serialize;
use tallystick_base::Millis;
use tallystick_ledger::{Checkpoint, LedgerId, verify_checkpoint};
use tallystick_store::{DatabaseUrl, ServiceKeys, Settings, Store};

use crate::answer::Answer;
use crate::config::{Place, PlaceArgs};
use crate::key_directory::KeyDirectory;
use crate::{host, private, runtime};

const DATABASE: &str = "tallystick.db";
const FILES: &str = "files";
const LOG: &str = "ledger.tlog";
const MANIFEST: &str = "backup.json";

/// What to copy, and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A folder that does not exist yet.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    #[command(flatten)]
    place: PlaceArgs,
}

/// What stands beside the copies; its JSON has these members in this order.
#[derive(Serialize)]
struct Manifest {
    ledger: LedgerId,
    entries: u64,
    /// The root over the entries, in base64 as the checkpoint has it.
    root: String,
    /// When the backup was made, in milliseconds since the epoch.
    made: Millis,
    /// The file with the database; none where the database was not copied.
    database: Option<&'static str>,
    log: &'static str,
    /// How many evidence files were copied.
    files: u64,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Answer> {
    let place = args.place.resolve()?;
    place.refuse_missing()?;
    ensure!(
        !args.to.exists(),
        "{} exists; name a folder that does not, such as one with the date",
        args.to.display()
    );
    let keys = KeyDirectory::at(&place.keys).read()?;
    let partial = partial(&args.to)?;
    private::make_folder(&partial)?;
    let copied = runtime::start()?.block_on(copy(&place, keys, &partial));
    let manifest = match copied {
        Ok(manifest) => manifest,
        Err(error) => {
            // Half a backup must not be taken for one; where it cannot be removed, its name still says what it is.
            let _ = fs::remove_dir_all(&partial);
            return Err(error.context("no backup was made"));
        }
    };
    fs::rename(&partial, &args.to)
        .with_context(|| format!("{} cannot be renamed to {}", partial.display(), args.to.display()))?;
    Ok(Answer::done(told(&manifest, &place, &args.to)))
}

/// The folder while it is being filled.
fn partial(to: &Path) -> anyhow::Result<PathBuf> {
    let mut name = to.file_name().context("--to must name a folder")?.to_owned();
    name.push(".part");
    let partial = to.with_file_name(name);
    ensure!(
        !partial.exists(),
        "{} is left from a backup that was interrupted; remove it",
        partial.display()
    );
    Ok(partial)
}

async fn copy(place: &Place, keys: ServiceKeys, to: &Path) -> anyhow::Result<Manifest> {
    let settings = match &place.database {
        DatabaseUrl::Sqlite(_) => {
            let file = to.join(DATABASE);
            tallystick_store::backup(&place.settings(1), &file).await?;
            Settings {
                database: DatabaseUrl::Sqlite(file),
                readers: 1,
            }
        }
        DatabaseUrl::Postgres(_) => place.settings(1),
    };
    // The copy is opened as a service would open it. Nothing is submitted, so nothing is added to it.
    let store = Store::open(&settings, keys, host::ambient()?).await?;
    let exported = export_and_verify(&store, &to.join(LOG)).await;
    store.close().await;
    let head = exported?;
    // After the database: a file is there before an entry can cite it, so none that the copy cites is missing.
    let files = files::copy(&place.files(), &to.join(FILES))?;
    let manifest = Manifest {
        ledger: head.origin,
        entries: head.size,
        root: head.root.to_string(),
        made: host::now()?,
        database: place.database_file().map(|_| DATABASE),
        log: LOG,
        files,
    };
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    private::write_new(&to.join(MANIFEST), text.as_bytes())?;
    private::sync_folder(to)?;
    Ok(manifest)
}

/// Writes the log, and checks it as a stranger would, with nothing but the file and the verifier keys.
async fn export_and_verify(store: &Store, file: &Path) -> anyhow::Result<Checkpoint> {
    let note = store.checkpoint().await?;
    let head = verify_checkpoint(&note, &store.vkeys()).context("the checkpoint in the database")?;
    export::write(store, &head, note, file).await?;
    export::verify(file, &store.vkeys())?;
    Ok(head)
}

fn told(manifest: &Manifest, place: &Place, to: &Path) -> String {
    let Manifest {
        ledger,
        entries,
        root,
        files,
        ..
    } = manifest;
    let mut text = format!(
        "Ledger {ledger}, {entries} entries, root {root}, and {files} evidence files are in {}. The log in it was verified from its \
         first entry to its last. The keys of the service are not in it.\n",
        to.display()
    );
    if manifest.database.is_none() {
        let _ = writeln!(
            text,
            "The database itself, {}, is backed up by PostgreSQL's own means, before this command: pg_dump --format=custom, or \
             continuous archiving.",
            place.database
        );
    }
    text
}

//! `tallystick demo`: three stories on a ledger of their own.

use std::fs;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context as _;
use tallystick_store::DatabaseUrl;
use tempfile::TempDir;
use tracing_subscriber::EnvFilter;

use crate::answer::Answer;
use crate::config::{LogForm, Place};
use crate::demo::Choice;
use crate::serve::{Signal, Signals};
use crate::{demo, runtime, serve};

/// Where to tell it, and what to leave behind.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which story to tell.
    #[arg(long, value_enum, default_value_t = Choice::All)]
    story: Choice,
    /// The folder for the demo's data; it must hold no ledger yet [default: a temporary one, which is removed in the end].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// An empty database, by the address that `tallystick serve` takes too [default: a file in the data folder].
    #[arg(long, value_name = "URL", hide_env_values = true)]
    database: Option<DatabaseUrl>,
    /// The address to serve.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// End when the stories are told, instead of serving on.
    #[arg(long)]
    exit: bool,
    /// Write everything that happened, and what was found, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Answer> {
    let (place, temporary) = args.place()?;
    let good = runtime::start()?.block_on(demonstrate(args, place))?;
    if let Some(folder) = temporary {
        let path = folder.path().to_owned();
        folder
            .close()
            .with_context(|| format!("{} cannot be removed", path.display()))?;
    }
    Ok(Answer {
        text: String::new(),
        good,
    })
}

impl Args {
    /// Where the ledger will be, and the folder that is removed in the end.
    fn place(&self) -> anyhow::Result<(Place, Option<TempDir>)> {
        let (data, temporary) = if let Some(data) = &self.data {
            (data.clone(), None)
        } else {
            let folder = tempfile::Builder::new().prefix("tallystick-demo-").tempdir();
            let folder = folder.context("no temporary folder can be made; name one with --data")?;
            (folder.path().to_owned(), Some(folder))
        };
        let place = Place {
            database: match &self.database {
                Some(database) => database.clone(),
                None => DatabaseUrl::Sqlite(data.join("tallystick.db")),
            },
            keys: data.join("keys"),
            data,
        };
        Ok((place, temporary))
    }
}

async fn demonstrate(args: &Args, place: Place) -> anyhow::Result<bool> {
    let mut signals = Signals::listen()?;
    // What the parties do is told by the demo itself; of the service only what goes wrong.
    serve::start_log(LogForm::Text, EnvFilter::new("warn"))?;
    let telling = demo::tell(place, args.listen, args.story, Box::new(io::stdout()));
    let mut told = tokio::select! {
        told = telling => told?,
        () = asked_to_stop(&mut signals) => anyhow::bail!("interrupted before the stories were told"),
    };
    say(&told.report.told())?;
    let written = args.json.as_deref().map(|file| {
        let json = serde_json::to_string_pretty(&told.report)? + "\n";
        fs::write(file, json).with_context(|| format!("{} cannot be written", file.display()))
    });
    let good = told.report.good;
    if !args.exit && good {
        told.keep_sweeping();
        let url = &told.report.url;
        say(&format!(
            "\nStill serving {url}, by the real clock. Take any seat with one click: {url}/enter\n\nThe API is shown at {url}/docs. The \
             keys of all who take part are in {}, the messages to and from banks in {}. Ctrl-C ends it.\n",
            told.members().display(),
            told.messages().display()
        ))?;
        asked_to_stop(&mut signals).await;
    }
    told.close().await;
    written.transpose()?;
    Ok(good)
}

async fn asked_to_stop(signals: &mut Signals) {
    while signals.next().await != Signal::Stop {}
}

fn say(text: &str) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
        .context("standard output cannot be written")
}

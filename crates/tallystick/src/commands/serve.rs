//! `tallystick serve`: the service, until it is asked to stop.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use tallystick_ledger::LedgerId;
use tallystick_portal::DemoSeats;
use tallystick_store::{ServiceKeys, Store};

use crate::answer::Answer;
use crate::config::{MetricsAddress, Place, ServeArgs, ServeSettings};
use crate::key_directory::KeyDirectory;
use crate::serve::{self, Metrics, Running, Serving, Signal, Signals, Tls};
use crate::{host, origin, runtime};

pub(crate) fn run(args: ServeArgs) -> anyhow::Result<Answer> {
    let settings = args.resolve()?;
    runtime::start()?.block_on(serve(settings))?;
    Ok(Answer::done(String::new()))
}

async fn serve(settings: ServeSettings) -> anyhow::Result<()> {
    let mut signals = Signals::listen()?;
    // What is quick to find wrong comes first, so that a mistake is told before anything was touched.
    refuse_unusable(&settings.place)?;
    let tls = settings.tls.map(Tls::load).transpose()?.map(Arc::new);
    let keys = KeyDirectory::at(&settings.place.keys).read()?;
    refuse_demo(&keys)?;
    let listener = serve::bind(settings.listen, "--listen").await?;
    let metrics = match settings.metrics {
        MetricsAddress::On(address) => Some((serve::bind(address, "--metrics").await?, Metrics::start()?)),
        MetricsAddress::Off => None,
    };
    serve::start_log(settings.log, settings.log_level)?;
    let store = Store::open(&settings.place.settings(settings.readers), keys, host::ambient()?)
        .await
        .with_context(|| format!("the ledger in {} cannot be served", settings.place.database))?;
    let serving = Serving {
        listener,
        tls: tls.clone(),
        files: settings.place.files(),
        place: settings.place,
        public_entries: settings.public_entries,
        connections: settings.connections,
        stop_within: settings.stop_within,
        sweeping: true,
        metrics,
        address: settings.address,
        seats: DemoSeats::default(),
    };
    let running = serve::start(&store, serving)?;
    announce(&running, &store, tls.is_some());
    until_asked_to_stop(&mut signals, tls.as_deref()).await;
    tracing::info!("stopping: requests under way may end");
    stop(running, store, &mut signals).await;
    tracing::info!("stopped");
    Ok(())
}

/// Says where the service is, on standard output for scripts and in the log.
fn announce(running: &Running, store: &Store, tls: bool) {
    let scheme = if tls { "https" } else { "http" };
    let address = running.address();
    // A script that has gone away does not keep the service from serving.
    let mut output = io::stdout().lock();
    let _ = writeln!(
        output,
        "Serving ledger {} at {scheme}://{address}",
        store.ledger()
    );
    let _ = output.flush();
    tracing::info!(
        ledger = %store.ledger(),
        entries = *store.watch().borrow(),
        %address,
        tls,
        metrics = running.metrics().map(|metrics| metrics.to_string()),
        version = env!("CARGO_PKG_VERSION"),
        "serving"
    );
}

async fn until_asked_to_stop(signals: &mut Signals, tls: Option<&Tls>) {
    loop {
        match (signals.next().await, tls) {
            (Signal::Stop, _) => return,
            (Signal::Reload, Some(tls)) => match tls.reload() {
                Ok(()) => tracing::info!("the next connections use the certificate as it is now"),
                Err(error) => {
                    tracing::error!(error = %format!("{error:#}"), "the old certificate stays in use");
                }
            },
            (Signal::Reload, None) => tracing::info!("there is no certificate to read again"),
        }
    }
}

/// Lets requests end, then the store. A second request to stop does not wait for the requests.
async fn stop(running: Running, store: Store, signals: &mut Signals) {
    let hurried = async { while signals.next().await != Signal::Stop {} };
    tokio::select! {
        () = running.stop() => {}
        () = hurried => tracing::warn!("asked again: not waiting for the requests that are under way"),
    }
    store.close().await;
}

/// A folder that is not there or cannot be written to is told at once, not at the first upload.
fn refuse_unusable(place: &Place) -> anyhow::Result<()> {
    place.refuse_missing()?;
    if let Some(file) = place.database_file() {
        fs::OpenOptions::new()
            .append(true)
            .open(file)
            .with_context(|| format!("this user cannot write to {}", file.display()))?;
    }
    write_something(&place.data).with_context(|| {
        format!(
            "this user cannot write to the data folder {}",
            place.data.display()
        )
    })
}

fn write_something(folder: &Path) -> io::Result<()> {
    let trial = folder.join(format!(".writable-{}", std::process::id()));
    fs::write(&trial, [])?;
    fs::remove_file(trial)
}

fn refuse_demo(keys: &ServiceKeys) -> anyhow::Result<()> {
    let [vkey, _] = keys.log.verifiers();
    let ledger: &LedgerId = vkey.name();
    if origin::is_demo(ledger) {
        bail!(
            "{ledger} is the ledger of a demo, whose clock can be set; it is served by `tallystick demo` only"
        );
    }
    Ok(())
}

//! The service: sockets, connections, and what runs beside them.
//!
//! [`start`] serves in this process and returns at once; whoever holds [`Running`] stops it. The subcommand adds settings,
//! signals and refusals around it, the demo its story.

mod connection;
mod door;
mod head;
mod heartbeat;
mod log;
mod metrics;
mod patience;
mod scrub;
mod signals;
mod sweep;
mod tls;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use object_store::local::LocalFileSystem;
use tallystick_api::{Api, ApiSettings, Limits};
use tallystick_portal::{AuditSettings, Bounds, DemoSeats, Portal, PortalSettings, Upkeep};
use tallystick_store::{Instance, Store};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use self::door::Door;
use self::patience::Patience;
use crate::config::Place;
use crate::host;
pub(crate) use door::bind;
pub(crate) use log::start as start_log;
pub(crate) use metrics::Metrics;
pub(crate) use signals::{Signal, Signals};
pub(crate) use tls::{Tls, TlsFiles, install_provider};

/// How a service is reached, and what it keeps beside the database.
pub(crate) struct Serving {
    pub(crate) listener: TcpListener,
    pub(crate) tls: Option<Arc<Tls>>,
    /// Where the ledger is, for audits beside the service.
    pub(crate) place: Place,
    /// The folder with evidence files; made when it is missing.
    pub(crate) files: PathBuf,
    /// Whether anyone may read the leaves of the log.
    pub(crate) public_entries: bool,
    /// How many connections may stand at once.
    pub(crate) connections: usize,
    /// How long requests that are under way may still take once the service is to stop.
    pub(crate) stop_within: Duration,
    /// Whether to record what falls due, about once a minute, and to read again what is stored.
    pub(crate) sweeping: bool,
    /// The metrics, and where to serve them.
    pub(crate) metrics: Option<(TcpListener, Metrics)>,
    /// The address under which people reach the service; none where it is the one that is listened on.
    pub(crate) address: Option<String>,
    /// The seats of a demo, which are empty anywhere else.
    pub(crate) seats: DemoSeats,
}

/// A service that serves.
pub(crate) struct Running {
    api: Api,
    address: SocketAddr,
    metrics: Option<SocketAddr>,
    stop: CancellationToken,
    upkeep: Upkeep,
    tasks: Vec<JoinHandle<()>>,
}

/// Serves a ledger until [`Running::stop`].
pub(crate) fn start(store: &Store, serving: Serving) -> anyhow::Result<Running> {
    let address = serving
        .listener
        .local_addr()
        .context("the listening socket has no address")?;
    let stop = CancellationToken::new();
    let api = Api::new(
        store.clone(),
        ApiSettings {
            public_entries: serving.public_entries,
            files: Arc::new(evidence(&serving.files)?),
            limits: Limits::default(),
        },
    )?;
    let door = |listener, app| Door {
        listener,
        app,
        tls: None,
        patience: Patience::default(),
        connections: serving.connections,
        drain: serving.stop_within,
    };
    let scheme = if serving.tls.is_some() { "https" } else { "http" };
    let own = format!("{scheme}://{address}");
    let instance = heartbeat::instance(store, &own, host::now()?);
    let settings = pages(&api, own, &serving, &stop, &instance);
    let upkeep = settings.upkeep.clone();
    let pages = Portal::new(store.clone(), settings)?;
    let main = Door {
        tls: serving.tls.as_ref().map(|tls| tls.watch()),
        ..door(
            serving.listener,
            tallystick_portal::router(pages, tallystick_api::router(api.clone())),
        )
    };
    let mut tasks = vec![
        tokio::spawn(main.keep(stop.clone())),
        tokio::spawn(head::keep(store.clone(), stop.clone())),
        tokio::spawn(heartbeat::keep(
            store.clone(),
            instance,
            upkeep.clone(),
            stop.clone(),
        )),
    ];
    let mut metrics_address = None;
    if let Some((listener, metrics)) = serving.metrics {
        metrics_address = listener.local_addr().ok();
        tasks.push(tokio::spawn(metrics.clone().tidy(stop.clone())));
        tasks.push(tokio::spawn(
            door(listener, metrics.router(store)).keep(stop.clone()),
        ));
    }
    let mut running = Running {
        api,
        address,
        metrics: metrics_address,
        stop,
        upkeep,
        tasks,
    };
    if serving.sweeping {
        running.keep_sweeping(store);
    }
    Ok(running)
}

/// How the pages are set up. They share the API's limits, on how often a number is asked for as on what is worked on at once.
fn pages(
    api: &Api,
    own: String,
    serving: &Serving,
    stop: &CancellationToken,
    instance: &Instance,
) -> PortalSettings {
    let (asked, knocked, shelf) = (api.clone(), api.clone(), api.clone());
    let address = serving.address.clone().unwrap_or(own);
    PortalSettings {
        secure: address.starts_with("https://"),
        address,
        ask_number: Arc::new(move |number| asked.admits_number(number)),
        ask_address: Arc::new(move |extensions| knocked.admits_visitor(extensions)),
        public_entries: serving.public_entries,
        instance: instance.id.clone(),
        began: instance.began,
        bounds: Bounds {
            requests: api.room(),
            request_time: api.limits().request_time,
            body_time: api.limits().body_time,
            form_bytes: api.limits().statement_bytes,
        },
        papers: Arc::new(move |found, supplier| {
            let api = shelf.clone();
            Box::pin(async move { api.bundle_with_papers(found, supplier).await })
        }),
        audit: AuditSettings {
            store: serving.place.settings(1),
            scratch: serving.place.data.clone(),
            stop: stop.clone(),
        },
        upkeep: Upkeep::default(),
        demo: serving.seats.clone(),
    }
}

/// The folder with evidence files. A file is on the disk before its upload is answered, as an entry is.
fn evidence(folder: &Path) -> anyhow::Result<LocalFileSystem> {
    let cannot = || {
        format!(
            "the folder for evidence files, {}, cannot be used",
            folder.display()
        )
    };
    fs::create_dir_all(folder).with_context(cannot)?;
    let files = LocalFileSystem::new_with_prefix(folder).with_context(cannot)?;
    Ok(files.with_fsync(true))
}

impl Running {
    /// The address it serves; the port is the one that the system chose where port 0 was asked for.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the metrics, where they are served.
    pub(crate) fn metrics(&self) -> Option<SocketAddr> {
        self.metrics
    }

    /// From now on records what falls due, about once a minute, and reads again what is stored. Once is enough.
    pub(crate) fn keep_sweeping(&mut self, store: &Store) {
        let (swept, scrubbed) = (self.stop.clone(), self.stop.clone());
        let (told, telling) = (self.upkeep.clone(), self.upkeep.clone());
        self.tasks
            .push(tokio::spawn(sweep::keep(store.clone(), told, swept)));
        self.tasks
            .push(tokio::spawn(scrub::keep(store.clone(), telling, scrubbed)));
    }

    /// Takes no more connections, lets requests under way end, and returns when the last one has. The store stays open.
    pub(crate) async fn stop(self) {
        // A feed never ends by itself, so it would use up all the time that other requests are given.
        self.api.stop();
        self.stop.cancel();
        for task in self.tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "a task of the service broke");
            }
        }
    }
}

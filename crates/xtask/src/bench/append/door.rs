//! The API behind a socket of this machine, and clients that cost little, since they share the cores with it.

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use axum::serve::ListenerExt as _;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use object_store::memory::InMemory;
use tallystick_api::{Api, ApiSettings, Limits, Pace, router};
use tallystick_store::{Store, Submission};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::ground::Ground;
use super::wire;
use crate::bench::stopwatch::Stopwatch;

/// Which way in is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// `POST /v1/statements`.
    Single,
    /// `POST /v1/statements/batch`.
    Batch,
}

impl Way {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Batch => "batch",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Single => "/v1/statements",
            Self::Batch => "/v1/statements/batch",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Single => "application/json",
            Self::Batch => "application/x-ndjson",
        }
    }
}

/// A served ledger.
pub(super) struct Door {
    address: SocketAddr,
    bearer: String,
    task: JoinHandle<()>,
}

impl Drop for Door {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Door {
    pub(super) async fn open(ground: &Ground) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let app = router(api(ground.world.store.clone())?);
        let service = app.into_make_service_with_connect_info::<SocketAddr>();
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, service).await;
        });
        Ok(Self {
            address,
            bearer: ground.bearer()?,
            task,
        })
    }

    /// Submits statements through so many connections at once, and tells how long it took until the last answer was read.
    pub(super) async fn submit(
        &self,
        way: Way,
        clients: usize,
        statements: &[Submission],
    ) -> anyhow::Result<Duration> {
        let mut connections = Vec::new();
        for share in wire::shares(way, clients, statements)? {
            connections.push((self.connect().await?, share));
        }
        let mut tasks = JoinSet::new();
        let watch = Stopwatch::start();
        for (sender, share) in connections {
            let bearer = self.bearer.clone();
            tasks.spawn(async move { work(sender, way, &bearer, share).await });
        }
        let mut appended = 0;
        while let Some(share) = tasks.join_next().await {
            appended += share??;
        }
        let took = watch.elapsed();
        ensure!(
            appended == statements.len(),
            "{appended} of {} statements became entries",
            statements.len()
        );
        Ok(took)
    }

    async fn connect(&self) -> anyhow::Result<SendRequest<Full<Bytes>>> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }
}

/// One client: request after request on its connection. How many entries came of them.
async fn work(
    mut sender: SendRequest<Full<Bytes>>,
    way: Way,
    bearer: &str,
    bodies: Vec<Bytes>,
) -> anyhow::Result<usize> {
    let mut appended = 0;
    for body in bodies {
        let request = Request::post(way.path())
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, bearer)
            .header(header::CONTENT_TYPE, way.media_type())
            .body(Full::new(body))?;
        sender.ready().await?;
        let response = sender.send_request(request).await?;
        let status = response.status();
        let answer = response.into_body().collect().await?.to_bytes();
        match way {
            Way::Single if status == StatusCode::CREATED => appended += 1,
            Way::Batch if status == StatusCode::OK => appended += wire::appended(&answer),
            Way::Single | Way::Batch => {
                let said = String::from_utf8_lossy(&answer).into_owned();
                return Err(anyhow::anyhow!(said)).with_context(|| format!("the service answered {status}"));
            }
        }
    }
    Ok(appended)
}

/// The API without limits on the pace: what is measured is how fast it can be.
fn api(store: Store) -> anyhow::Result<Api> {
    let unbounded = Pace {
        burst: NonZeroU32::MAX,
        per_minute: NonZeroU32::MAX,
    };
    let settings = ApiSettings {
        public_entries: false,
        files: Arc::new(InMemory::new()),
        limits: Limits {
            per_key: unbounded,
            per_address: unbounded,
            ..Limits::default()
        },
    };
    Ok(Api::new(store, settings)?)
}

//! A listening socket, and the connections that came in through it.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::connection::{self, Manners};
use super::patience::Patience;

/// How long to wait before accepting again when the machine has no more sockets to give.
const EXHAUSTED: Duration = Duration::from_secs(1);

/// A listening socket with what stands behind it.
pub(super) struct Door {
    pub(super) listener: TcpListener,
    pub(super) app: Router,
    pub(super) tls: Option<watch::Receiver<Arc<ServerConfig>>>,
    pub(super) patience: Patience,
    /// How many connections may stand at once; more wait in the system's queue.
    pub(super) connections: usize,
    /// How long requests that are under way may still take once `stop` is cancelled.
    pub(super) drain: Duration,
}

/// Takes an address. `option` names it where it cannot be had.
pub(crate) async fn bind(address: SocketAddr, option: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let advice = match error.kind() {
            io::ErrorKind::AddrInUse => {
                format!(
                    "{address} is in use by another program; stop that, or choose another address with {option}"
                )
            }
            io::ErrorKind::PermissionDenied => format!(
                "this user may not listen on {address}; choose a port from 1024 up with {option}, or let a proxy listen there"
            ),
            io::ErrorKind::AddrNotAvailable => {
                format!("{} is no address of this machine; choose one that is with {option}", address.ip())
            }
            _ => format!("{address} cannot be listened on; choose another address with {option}"),
        };
        anyhow::Error::new(error).context(advice)
    })
}

impl Door {
    /// Serves until `stop` is cancelled; then takes no more connections, lets those that stand finish what they began, and
    /// cuts off what is left when the time for that is over.
    pub(super) async fn keep(self, stop: CancellationToken) {
        let connections = TaskTracker::new();
        let cut = CancellationToken::new();
        self.accept(&stop, &connections, &cut).await;
        connections.close();
        if tokio::time::timeout(self.drain, connections.wait())
            .await
            .is_err()
        {
            tracing::warn!(
                connections = connections.len(),
                "cutting off the connections that are not done"
            );
            cut.cancel();
            connections.wait().await;
        }
    }

    async fn accept(&self, stop: &CancellationToken, connections: &TaskTracker, cut: &CancellationToken) {
        let places = Arc::new(Semaphore::new(self.connections));
        let manners = Manners {
            patience: self.patience,
            draining: stop.clone(),
        };
        loop {
            let next = async {
                let place = Arc::clone(&places).acquire_owned().await;
                (place, self.next().await)
            };
            let (place, (stream, peer)) = tokio::select! {
                () = stop.cancelled() => return,
                next = next => next,
            };
            let tls = self.tls.as_ref().map(|current| Arc::clone(&current.borrow()));
            let connection = connection::serve(stream, peer, self.app.clone(), tls, manners.clone());
            let cut = cut.clone();
            connections.spawn(async move {
                let _place = place;
                metrics::gauge!("tallystick_connections").increment(1);
                tokio::select! {
                    () = cut.cancelled() => {}
                    () = connection => {}
                }
                metrics::gauge!("tallystick_connections").decrement(1);
            });
        }
    }

    async fn next(&self) -> (TcpStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok(accepted) => return accepted,
                // The client left before it was its turn.
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::ConnectionAborted
                            | io::ErrorKind::ConnectionReset
                            | io::ErrorKind::ConnectionRefused
                    ) => {}
                Err(error) => {
                    tracing::error!(%error, "no connection can be accepted");
                    tokio::time::sleep(EXHAUSTED).await;
                }
            }
        }
    }
}

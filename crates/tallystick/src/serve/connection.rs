//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use super::patience::{Patience, Patient};

/// Requests that one HTTP/2 connection may have open at once.
const STREAMS: u32 = 128;
/// The longest head of an HTTP/2 request, in bytes; a token and a path need far less.
const LONGEST_HEAD: u32 = 32 * 1024;
/// The read buffer of HTTP/1, which bounds the head of a request, in bytes.
const BUFFER: usize = 64 * 1024;
/// The most header fields of an HTTP/1 request.
const FIELDS: usize = 64;

/// What every connection of a door shares.
#[derive(Debug, Clone)]
pub(super) struct Manners {
    pub(super) patience: Patience,
    /// No new request is taken once this is cancelled.
    pub(super) draining: CancellationToken,
}

/// Serves a connection until either side ends it. What goes wrong on one is nobody else's matter.
pub(super) async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    tls: Option<Arc<ServerConfig>>,
    manners: Manners,
) {
    // Answers are small and written at once, so waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let Some(config) = tls else {
        return speak_http(stream, peer, app, manners).await;
    };
    let handshake = TlsAcceptor::from(config).accept(stream);
    match tokio::time::timeout(manners.patience.opening, handshake).await {
        Ok(Ok(stream)) => speak_http(stream, peer, app, manners).await,
        Ok(Err(error)) => tracing::debug!(%peer, %error, "the TLS handshake failed"),
        Err(_) => tracing::debug!(%peer, "the TLS handshake took too long"),
    }
}

async fn speak_http<S>(stream: S, peer: SocketAddr, app: Router, manners: Manners)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let app = app.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            Ok::<_, Infallible>(app.oneshot(request).await.unwrap_or_else(|never| match never {}))
        }
    });
    let builder = builder(manners.patience);
    let io = TokioIo::new(Patient::new(stream, manners.patience));
    let connection = builder.serve_connection(io, service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = manners.draining.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%peer, error, "the connection broke");
    }
}

fn builder(patience: Patience) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .max_headers(FIELDS)
        .max_buf_size(BUFFER);
    builder
        .http2()
        .timer(TokioTimer::new())
        // A client that has gone away silently is found out by a ping that it does not answer.
        .keep_alive_interval(patience.head)
        .keep_alive_timeout(patience.head)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(LONGEST_HEAD);
    builder
}

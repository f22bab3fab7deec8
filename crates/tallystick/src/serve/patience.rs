//! A connection that is given up when its other end makes no progress.
//!
//! hyper times the reading of a request's head; before that it waits without limit for the bytes that tell HTTP/1 from
//! HTTP/2, and after it for a client that takes its answer. Both waits are bounded here.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// As many bytes as HTTP/2 begins with: the protocol is known by then.
const OPENING: usize = 24;

/// How long a client may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// For the TLS handshake, and again for the first bytes of the first request.
    pub(crate) opening: Duration,
    /// For the head of a request, and between two requests of HTTP/1.
    pub(crate) head: Duration,
    /// Without a byte in either direction. Longer than any request may run, and than the pause between two signs of life
    /// of a feed.
    pub(crate) idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            opening: Duration::from_secs(10),
            head: Duration::from_secs(20),
            idle: Duration::from_mins(3),
        }
    }
}

/// A stream with [`Patience`].
#[derive(Debug)]
pub(super) struct Patient<S> {
    inner: S,
    patience: Patience,
    /// How many bytes are still to come before the opening is over, and when that ends.
    opening: Option<(usize, Pin<Box<Sleep>>)>,
    idle: Pin<Box<Sleep>>,
}

impl<S> Patient<S> {
    pub(super) fn new(inner: S, patience: Patience) -> Self {
        Self {
            inner,
            patience,
            opening: Some((OPENING, Box::pin(tokio::time::sleep(patience.opening)))),
            idle: Box::pin(tokio::time::sleep(patience.idle)),
        }
    }

    fn progress(&mut self) {
        let until = Instant::now() + self.patience.idle;
        self.idle.as_mut().reset(until);
    }

    fn has_read(&mut self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        self.progress();
        self.opening = self
            .opening
            .take()
            .and_then(|(left, until)| (bytes < left).then(|| (left.saturating_sub(bytes), until)));
    }

    fn has_written(&mut self) {
        self.progress();
        // An answer is under way, so a request was there, however short.
        self.opening = None;
    }

    /// What to say of an operation that cannot go on now.
    fn pending<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        let opening = self.opening.as_mut();
        let late = opening.is_some_and(|(_, until)| until.as_mut().poll(context).is_ready());
        if late || self.idle.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.inner).poll_read(context, buffer) {
            Poll::Ready(Ok(())) => {
                self.has_read(buffer.filled().len().saturating_sub(before));
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.pending(context),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.after_write(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write_vectored(context, slices);
        self.after_write(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.inner).poll_flush(context) {
            Poll::Pending => self.pending(context),
            Poll::Ready(result) => Poll::Ready(result),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.inner).poll_shutdown(context) {
            Poll::Pending => self.pending(context),
            Poll::Ready(result) => Poll::Ready(result),
        }
    }
}

impl<S: AsyncWrite + Unpin> Patient<S> {
    fn after_write(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.has_written();
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.pending(context),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};

    use super::*;

    const LONG: Duration = Duration::from_mins(1);
    const SHORT: Duration = Duration::from_millis(20);

    fn patient(opening: Duration, idle: Duration, buffer: usize) -> (Patient<DuplexStream>, DuplexStream) {
        let (ours, theirs) = duplex(buffer);
        let patience = Patience {
            opening,
            head: LONG,
            idle,
        };
        (Patient::new(ours, patience), theirs)
    }

    async fn read_until_it_fails(stream: &mut Patient<DuplexStream>) -> io::ErrorKind {
        let mut byte = [0];
        loop {
            match stream.read(&mut byte).await {
                Ok(0) => panic!("the other end is still there"),
                Ok(_) => {}
                Err(error) => return error.kind(),
            }
        }
    }

    #[tokio::test]
    async fn a_client_that_begins_and_stops_is_given_up() {
        let (mut stream, mut client) = patient(SHORT, LONG, 64);
        client.write_all(b"PRI * HTTP").await.unwrap();
        assert_eq!(read_until_it_fails(&mut stream).await, io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn once_the_protocol_is_known_only_idleness_counts() {
        let (mut stream, mut client) = patient(SHORT, LONG, 64);
        client.write_all(&[b'x'; OPENING]).await.unwrap();
        let mut read = [0; OPENING];
        stream.read_exact(&mut read).await.unwrap();
        let waiting = tokio::time::timeout(SHORT * 4, read_until_it_fails(&mut stream)).await;
        assert!(waiting.is_err(), "{waiting:?}");
    }

    #[tokio::test]
    async fn a_client_that_says_nothing_more_is_given_up() {
        let (mut stream, mut client) = patient(LONG, SHORT, 64);
        client.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        assert_eq!(read_until_it_fails(&mut stream).await, io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_client_that_does_not_take_its_answer_is_given_up() {
        let (mut stream, _client) = patient(LONG, SHORT, 8);
        let failed = stream.write_all(&[0; 64]).await.unwrap_err();
        assert_eq!(failed.kind(), io::ErrorKind::TimedOut);
    }
}

//! The ledger as a feed: entries as they are sealed (server-sent events, WHATWG HTML section 9.2).

use bytes::{Bytes, BytesMut};
use futures::stream::{self, Stream, StreamExt as _};
use reqwest::Response;

use super::Entry;
use crate::http::{Call, malformed};
use crate::{ClientError, Member};

/// Longer than any event of this feed.
const LONGEST_EVENT: usize = 4 * 1024 * 1024;

impl Member {
    /// Entries behind a number, or from the first one on, and then every new one as it is sealed.
    ///
    /// The stream ends when the service stops or the connection breaks; go on with the number of the last entry that was read.
    pub async fn follow(
        &self,
        after: Option<u64>,
    ) -> Result<impl Stream<Item = Result<Entry, ClientError>> + Send + use<>, ClientError> {
        let call = Call::get("v1/entries")
            .accept("text/event-stream")
            .with_some("after", after);
        let response = self.client().call(&call).await?;
        let feed = Feed {
            call,
            response,
            events: Events::default(),
        };
        Ok(stream::unfold(Some(feed), |feed| async move {
            let mut feed = feed?;
            match feed.next().await {
                Ok(Some(entry)) => Some((Ok(entry), Some(feed))),
                Ok(None) => None,
                Err(error) => Some((Err(error), None)),
            }
        })
        .boxed())
    }
}

struct Feed {
    call: Call,
    response: Response,
    events: Events,
}

impl Feed {
    async fn next(&mut self) -> Result<Option<Entry>, ClientError> {
        loop {
            if let Some(data) = self.events.next() {
                let entry =
                    serde_json::from_str(&data).map_err(|error| malformed(&self.call, error.to_string()))?;
                return Ok(Some(entry));
            }
            let chunk = self.response.chunk().await;
            let chunk = chunk.map_err(|fault| ClientError::Transport {
                path: self.call.path().to_owned(),
                fault: fault.without_url(),
            })?;
            match chunk {
                Some(chunk) => self
                    .events
                    .take(&chunk)
                    .map_err(|detail| malformed(&self.call, detail))?,
                None => return Ok(None),
            }
        }
    }
}

/// Cuts a stream of bytes into the data of events. Comments, names and numbers of events are passed over.
#[derive(Debug, Default)]
struct Events {
    buffer: BytesMut,
    data: String,
    ready: std::collections::VecDeque<String>,
}

impl Events {
    fn take(&mut self, chunk: &Bytes) -> Result<(), &'static str> {
        self.buffer.extend_from_slice(chunk);
        while let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
            let line = self.buffer.split_to(end + 1);
            let line = str::from_utf8(&line).map_err(|_| "an event is not UTF-8")?;
            self.line(line.trim_end_matches(['\n', '\r']));
        }
        if self.buffer.len().max(self.data.len()) > LONGEST_EVENT {
            return Err("an event is longer than any of this feed");
        }
        Ok(())
    }

    fn line(&mut self, line: &str) {
        if line.is_empty() {
            if !self.data.is_empty() {
                self.ready.push_back(std::mem::take(&mut self.data));
            }
        } else if let Some(data) = line.strip_prefix("data:") {
            if !self.data.is_empty() {
                self.data.push('\n');
            }
            self.data.push_str(data.strip_prefix(' ').unwrap_or(data));
        }
    }

    fn next(&mut self) -> Option<String> {
        self.ready.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STREAM: &str = ": hello\n\nid: 1\nevent: entry\ndata: {\"a\":1}\n\ndata:{\"b\":\r\ndata: \"中\"}\r\n\r\n:\n\ndata: unfinished";

    fn events(chunks: &[&[u8]]) -> Vec<String> {
        let mut events = Events::default();
        for chunk in chunks {
            events.take(&Bytes::copy_from_slice(chunk)).unwrap();
        }
        std::iter::from_fn(|| events.next()).collect()
    }

    #[test]
    fn an_event_ends_with_an_empty_line_and_comments_are_passed_over() {
        assert_eq!(events(&[STREAM.as_bytes()]), ["{\"a\":1}", "{\"b\":\n\"中\"}"]);
    }

    proptest! {
        #[test]
        fn it_does_not_matter_where_the_network_cuts(cut in 0..STREAM.len(), again in 0..STREAM.len()) {
            let (first, rest) = STREAM.as_bytes().split_at(cut.min(again));
            let (second, third) = rest.split_at(cut.max(again) - cut.min(again));
            prop_assert_eq!(events(&[first, second, third]), events(&[STREAM.as_bytes()]));
        }
    }
}

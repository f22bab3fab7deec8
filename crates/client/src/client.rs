//! A service, seen from outside.

use std::fmt;
use std::sync::Arc;

use reqwest::Response;
use serde::de::DeserializeOwned;
use tallystick_commands::Summaries;
use tallystick_ledger::{LedgerId, VerifierKey};
use tokio::sync::OnceCell;

use crate::http::{self, Call, Http};
use crate::log::Heads;
use crate::member::{Member, Seat, Signer};
use crate::{Ambient, ClientError};

/// Whose signatures on checkpoints are believed.
#[derive(Debug, Clone)]
pub enum Trust {
    /// Those of these keys, Ed25519 then P-256, which came another way.
    Pinned([VerifierKey; 2]),
    /// Those of the keys that the service names when first asked. It shows a change later, and nothing before.
    FirstUse,
}

/// A service at its address. Cheap to clone; clones share connections and what they have seen.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    /// Who calls; nobody in particular where there is none.
    pub(crate) seat: Option<Arc<Seat>>,
}

/// What all clients of one service share.
pub(crate) struct Shared {
    http: Http,
    pub(crate) ambient: Ambient,
    pub(crate) summaries: Summaries,
    vkeys: OnceCell<[VerifierKey; 2]>,
    pub(crate) heads: Heads,
}

impl Client {
    /// A client of the service at this address, `https://…`, or `http://…` on this machine.
    pub fn new(address: &str, trust: Trust, ambient: Ambient) -> Result<Self, ClientError> {
        let vkeys = match trust {
            Trust::Pinned(vkeys) => OnceCell::new_with(Some(vkeys)),
            Trust::FirstUse => OnceCell::new(),
        };
        let shared = Shared {
            http: Http::new(address)?,
            ambient,
            summaries: Summaries::shipped()?,
            vkeys,
            heads: Heads::default(),
        };
        Ok(Self {
            shared: Arc::new(shared),
            seat: None,
        })
    }

    /// The same service, called and signed to by a member of a party.
    #[must_use]
    pub fn as_member(&self, signer: Signer) -> Member {
        let seat = Arc::new(Seat::new(signer));
        let client = Self {
            shared: Arc::clone(&self.shared),
            seat: Some(Arc::clone(&seat)),
        };
        Member::new(client, seat)
    }

    /// The clock and the randomness of this client.
    pub fn ambient(&self) -> &Ambient {
        &self.shared.ambient
    }

    /// The verifier keys that are believed: Ed25519, then P-256.
    pub async fn vkeys(&self) -> Result<&[VerifierKey; 2], ClientError> {
        self.shared.vkeys.get_or_try_init(|| self.fetch_vkeys()).await
    }

    /// The ledger's id.
    pub async fn ledger(&self) -> Result<&LedgerId, ClientError> {
        let [key, _] = self.vkeys().await?;
        Ok(key.name())
    }

    /// Whether the service is ready to work.
    pub async fn is_ready(&self) -> Result<(), ClientError> {
        self.open("ready").await
    }

    /// Whether the service runs.
    pub async fn is_healthy(&self) -> Result<(), ClientError> {
        self.open("health").await
    }

    async fn open(&self, path: &str) -> Result<(), ClientError> {
        self.shared
            .http
            .send(&Call::get(path), || Ok(None))
            .await
            .map(drop)
    }

    /// Makes a call in the name of whoever sits here.
    pub(crate) async fn call(&self, call: &Call) -> Result<Response, ClientError> {
        let Some(seat) = &self.seat else {
            return self.shared.http.send(call, || Ok(None)).await;
        };
        let ledger = self.ledger().await?;
        let token = || {
            seat.token(ledger, &self.shared.ambient)
                .map(Some)
                .map_err(ClientError::refused("the access token"))
        };
        self.shared.http.send(call, token).await
    }

    /// Makes a call in nobody's name.
    pub(crate) async fn call_openly(&self, call: &Call) -> Result<Response, ClientError> {
        self.shared.http.send(call, || Ok(None)).await
    }

    pub(crate) async fn json<T: DeserializeOwned>(&self, call: &Call) -> Result<T, ClientError> {
        http::read_json(call, self.call(call).await?).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("http", &self.shared.http)
            .field("seat", &self.seat)
            .finish_non_exhaustive()
    }
}

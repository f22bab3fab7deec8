//! A member of a party: who calls, and with which key.

use std::sync::Arc;

use tallystick_base::{Capacity, Digest, PartyId};
use tallystick_ledger::{LedgerId, Observed, Refusal, SigningKey};

use crate::token::TokenCache;
use crate::{Ambient, Client, ClientError};

/// Who signs: a member's key, for a party, in a capacity.
#[derive(Debug, Clone)]
pub struct Signer {
    /// The member's enrolled key.
    pub key: SigningKey,
    /// The party for which the member acts.
    pub party: PartyId,
    /// The capacity in which the party acts.
    pub capacity: Capacity,
}

/// A signer with the token of its last calls.
#[derive(Debug)]
pub(crate) struct Seat {
    signer: Signer,
    tokens: TokenCache,
}

impl Seat {
    pub(crate) fn new(signer: Signer) -> Self {
        Self {
            signer,
            tokens: TokenCache::default(),
        }
    }

    pub(crate) fn token(&self, ledger: &LedgerId, ambient: &Ambient) -> Result<String, Refusal> {
        self.tokens.token(&self.signer, ledger, ambient)
    }
}

/// A member at a service: every call carries its token, and it can sign.
#[derive(Debug, Clone)]
pub struct Member {
    client: Client,
    seat: Arc<Seat>,
    observing: bool,
}

impl Member {
    pub(crate) fn new(client: Client, seat: Arc<Seat>) -> Self {
        Self {
            client,
            seat,
            observing: false,
        }
    }

    /// Signs the newest head that this client has verified with every act, as `obs`: a witness against two histories.
    /// Costs two or more further calls for each act.
    #[must_use]
    pub fn observing(mut self) -> Self {
        self.observing = true;
        self
    }

    /// The same member of the same party, in another capacity.
    #[must_use]
    pub fn in_capacity(&self, capacity: Capacity) -> Self {
        let signer = Signer {
            capacity,
            ..self.seat.signer.clone()
        };
        Self {
            observing: self.observing,
            ..self.client.as_member(signer)
        }
    }

    /// Who signs here.
    pub fn signer(&self) -> &Signer {
        &self.seat.signer
    }

    /// The service as this member sees it: entries of a closed ledger are served to enrolled parties.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The head to be signed with an act, if this member signs one.
    pub(crate) async fn observed(&self) -> Result<Option<Observed>, ClientError> {
        if !self.observing {
            return Ok(None);
        }
        let head = self.client.observe().await?;
        Ok(Some(Observed {
            size: head.size,
            root: Digest::from_bytes(*head.root.as_bytes()),
        }))
    }
}

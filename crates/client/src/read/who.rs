//! Who one is, and what anyone may ask about a certificate.

use std::collections::BTreeSet;

use serde::Deserialize;
use tallystick_base::{Capacity, MemberId, Money, PartyId};
use tallystick_commands::parties::Role;

use crate::http::{self, Call};
use crate::{Client, ClientError, Member};

/// Who the caller is, as the service knows it by its key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Me {
    /// The party.
    pub party: PartyId,
    /// The member; none for the service's own key.
    pub member: Option<MemberId>,
    /// What the member does there.
    pub roles: BTreeSet<Role>,
    /// The capacities in which the party may act.
    pub capacities: BTreeSet<Capacity>,
    /// Whether the party may act.
    pub stage: String,
}

/// What anyone learns about a certificate by its number: not whose it is, and not for how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct PublicCheck {
    /// Whether there is a certificate of this number.
    pub genuine: bool,
    /// Whether something is still owed on it.
    pub live: bool,
    /// Whether the amount that was asked for is the one it was issued over.
    #[serde(default)]
    pub amount_matches: Option<bool>,
    /// The entry that issued it.
    #[serde(default)]
    pub issued_in: Option<u64>,
    /// The last entry that moved it.
    #[serde(default)]
    pub moved_in: Option<u64>,
}

impl Member {
    /// Who this member is.
    pub async fn me(&self) -> Result<Me, ClientError> {
        self.client().json(&Call::get("v1/me")).await
    }
}

impl Client {
    /// Asks about the certificate of a number, as printed on it, and whether it was issued over this amount.
    pub async fn check_number(
        &self,
        number: &str,
        amount: Option<Money>,
    ) -> Result<PublicCheck, ClientError> {
        let number: String = number
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        let call = Call::get(format!("v1/verify/{number}"))
            .with_some("amount", amount.map(Money::value_text))
            .with_some("currency", amount.map(Money::currency));
        http::read_json(&call, self.call_openly(&call).await?).await
    }
}

//! The people of a party with keys of their own, before and apart from any service.

use anyhow::Context as _;
use serde_json::{Value, json};
use tallystick_base::{MemberId, PartyId};
use tallystick_client::Ambient;
use tallystick_ledger::{LedgerId, SigningKey};

use super::cast::Sketch;
use crate::host;

/// A party with its ids drawn and its members' keys made.
#[derive(Debug)]
pub(super) struct Crew {
    pub(super) sketch: &'static Sketch,
    pub(super) party: PartyId,
    pub(super) people: Vec<Person>,
}

/// A person with a key that nobody else has.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) roles: &'static [&'static str],
    pub(super) id: MemberId,
    pub(super) key: SigningKey,
}

impl Crew {
    /// Draws ids and keys for a party.
    pub(super) fn draw(sketch: &'static Sketch, ambient: &Ambient) -> anyhow::Result<Self> {
        let people = sketch.members.iter().map(|(name, roles)| {
            Ok(Person {
                name,
                roles,
                id: ambient.id(MemberId::from_parts),
                key: host::new_key()?,
            })
        });
        Ok(Self {
            sketch,
            party: ambient.id(PartyId::from_parts),
            people: people.collect::<anyhow::Result<_>>()?,
        })
    }

    /// Its members, as a registration lists them.
    pub(super) fn members(&self) -> Value {
        let members = self.people.iter().map(|person| {
            json!({
                "member": person.id, "name": person.name, "roles": person.roles,
                "kid": person.key.public().thumbprint(),
            })
        });
        members.collect()
    }

    /// Their keys, each with the proof that its private half is in hand.
    pub(super) fn keys(&self, ledger: &LedgerId) -> anyhow::Result<Value> {
        let keys = self.people.iter().map(|person| self.shown(ledger, &person.key));
        keys.collect()
    }

    /// A key that is new to the ledger, with the proof that its private half is in hand.
    pub(super) fn shown(&self, ledger: &LedgerId, key: &SigningKey) -> anyhow::Result<Value> {
        let public = key.public();
        let possession = key.prove_possession(ledger, &self.party.subject());
        let possession = possession.with_context(|| format!("{} cannot show a key", self.sketch.name))?;
        Ok(json!({
            "kid": public.thumbprint(), "jwk": public.to_jwk(), "possession": possession,
        }))
    }
}

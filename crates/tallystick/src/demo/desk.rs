//! The parties at work: each with a client of its own, each member with the key that only this member has.

use std::sync::Arc;

use anyhow::Context as _;
use serde_json::Value;
use tallystick_base::{Capacity, PartyId};
use tallystick_client::{Ambient, Client, Member, Signer, Trust};
use tallystick_ledger::{SigningKey, VerifierKey};

use super::cast::{self, Sketch};
use super::crew::{Crew, Person};

/// Whoever takes part in every story.
pub(super) struct House {
    pub(super) operator: Desk,
    pub(super) centre: Desk,
    pub(super) auditor: Desk,
}

/// A party that reaches the service over HTTP, in one capacity.
pub(super) struct Desk {
    pub(super) crew: Arc<Crew>,
    seats: Vec<Seat>,
}

/// A member of a party at work.
pub(super) struct Seat {
    pub(super) party: &'static str,
    pub(super) name: &'static str,
    roles: &'static [&'static str],
    /// The member, as the service knows it.
    pub(super) member: Member,
}

/// Where the service is, and the keys by which its signatures are known; both came to the parties another way. With it the clock
/// that all of them share.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) url: String,
    pub(super) vkeys: [VerifierKey; 2],
    pub(super) ambient: Ambient,
}

impl Service {
    /// A party comes to the service, with ids and keys that it draws.
    pub(super) fn seat(&self, sketch: &'static Sketch) -> anyhow::Result<Desk> {
        Desk::seated(Crew::draw(sketch, &self.ambient)?, self)
    }
}

impl House {
    /// Seats the house. The operator comes with the keys by which it opened the ledger, the others draw theirs.
    pub(super) fn seated(operator: Crew, service: &Service) -> anyhow::Result<Self> {
        Ok(Self {
            operator: Desk::seated(operator, service)?,
            centre: service.seat(&cast::CENTRE)?,
            auditor: service.seat(&cast::AUDITOR)?,
        })
    }
}

impl Desk {
    fn seated(crew: Crew, service: &Service) -> anyhow::Result<Self> {
        let trust = Trust::Pinned(service.vkeys.clone());
        let client = Client::new(&service.url, trust, service.ambient.clone())?;
        let capacity = crew.sketch.capacities.first();
        let capacity = *capacity.with_context(|| format!("{} takes part as nothing", crew.sketch.name))?;
        let seats = crew.people.iter().map(|person| Seat {
            party: crew.sketch.name,
            name: person.name,
            roles: person.roles,
            member: client.as_member(Signer {
                key: person.key.clone(),
                party: crew.party,
                capacity,
            }),
        });
        Ok(Self {
            seats: seats.collect(),
            crew: Arc::new(crew),
        })
    }

    /// The same people in another capacity of their party.
    pub(super) fn acting_as(&self, capacity: Capacity) -> Self {
        let seats = self.seats.iter().map(|seat| Seat {
            member: seat.member.in_capacity(capacity),
            ..*seat
        });
        Self {
            seats: seats.collect(),
            crew: Arc::clone(&self.crew),
        }
    }

    /// The person of a firm of one.
    pub(super) fn person(&self) -> anyhow::Result<&Person> {
        match self.crew.people.as_slice() {
            [person] => Ok(person),
            people => anyhow::bail!("{} has {} members", self.name(), people.len()),
        }
    }

    /// The same party, with this key in the hand of whoever signs for it.
    pub(super) fn with_key(&self, key: &SigningKey) -> Self {
        let seats = self.seats.iter().map(|seat| Seat {
            member: seat.member.client().as_member(Signer {
                key: key.clone(),
                ..seat.member.signer().clone()
            }),
            ..*seat
        });
        Self {
            seats: seats.collect(),
            crew: Arc::clone(&self.crew),
        }
    }

    pub(super) fn party(&self) -> PartyId {
        self.crew.party
    }

    pub(super) fn name(&self) -> &'static str {
        self.crew.sketch.name
    }

    /// The account that it has business paid to.
    pub(super) fn account(&self) -> Option<Value> {
        self.crew.sketch.account()
    }

    pub(super) fn admin(&self) -> anyhow::Result<&Seat> {
        self.with_role("admin")
    }

    pub(super) fn maker(&self) -> anyhow::Result<&Seat> {
        self.with_role("maker")
    }

    pub(super) fn checker(&self) -> anyhow::Result<&Seat> {
        self.with_role("checker")
    }

    /// Its first two members.
    pub(super) fn both(&self) -> anyhow::Result<[&Seat; 2]> {
        match self.seats.as_slice() {
            [first, second, ..] => Ok([first, second]),
            _ => anyhow::bail!("{} has a single member", self.name()),
        }
    }

    /// Its maker, and its checker who signs with it.
    pub(super) fn maker_and_checker(&self) -> anyhow::Result<[&Seat; 2]> {
        Ok([self.maker()?, self.checker()?])
    }

    fn with_role(&self, role: &str) -> anyhow::Result<&Seat> {
        let seat = self.seats.iter().find(|seat| seat.roles.contains(&role));
        seat.with_context(|| format!("{} has no {role}", self.name()))
    }
}

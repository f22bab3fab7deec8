//! The parties at work: each with a client of its own, each member with the key that only this member has.

use anyhow::Context as _;
use serde_json::Value;
use tallystick_base::PartyId;
use tallystick_client::{Ambient, Client, Member, Signer, Trust};
use tallystick_ledger::VerifierKey;

use super::cast;
use super::crew::Crew;

/// Everybody who takes part.
pub(super) struct Cast {
    pub(super) operator: Desk,
    pub(super) supplier: Desk,
    pub(super) weaver: Desk,
    pub(super) hospital: Desk,
    pub(super) centre: Desk,
    pub(super) city_bank: Desk,
    pub(super) rural_bank: Desk,
    pub(super) auditor: Desk,
}

/// A party that reaches the service over HTTP.
pub(super) struct Desk {
    pub(super) crew: Crew,
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

/// Where the service is, and the keys by which its signatures are known; both came to the parties another way.
#[derive(Debug, Clone)]
pub(super) struct Service {
    pub(super) url: String,
    pub(super) vkeys: [VerifierKey; 2],
}

impl Cast {
    /// Seats everybody. The operator comes with the keys by which it opened the ledger, the others draw theirs.
    pub(super) fn seated(operator: Crew, service: &Service, ambient: &Ambient) -> anyhow::Result<Self> {
        let seat = |crew| Desk::seated(crew, service, ambient);
        let draw = |sketch| seat(Crew::draw(sketch, ambient)?);
        Ok(Self {
            operator: seat(operator)?,
            supplier: draw(&cast::SUPPLIER)?,
            weaver: draw(&cast::WEAVER)?,
            hospital: draw(&cast::HOSPITAL)?,
            centre: draw(&cast::CENTRE)?,
            city_bank: draw(&cast::CITY_BANK)?,
            rural_bank: draw(&cast::RURAL_BANK)?,
            auditor: draw(&cast::AUDITOR)?,
        })
    }

    /// Everybody but the operator, in the order of registration.
    pub(super) fn newcomers(&self) -> [&Desk; 7] {
        [
            &self.supplier,
            &self.hospital,
            &self.centre,
            &self.weaver,
            &self.city_bank,
            &self.rural_bank,
            &self.auditor,
        ]
    }

    /// The name of a party.
    pub(super) fn name_of(&self, party: PartyId) -> Option<&'static str> {
        let mut everybody = self.newcomers().into_iter().chain([&self.operator]);
        let desk = everybody.find(|desk| desk.party() == party)?;
        Some(desk.crew.sketch.name)
    }
}

impl Desk {
    fn seated(crew: Crew, service: &Service, ambient: &Ambient) -> anyhow::Result<Self> {
        let trust = Trust::Pinned(service.vkeys.clone());
        let client = Client::new(&service.url, trust, ambient.clone())?;
        let seats = crew.people.iter().map(|person| Seat {
            party: crew.sketch.name,
            name: person.name,
            roles: person.roles,
            member: client.as_member(Signer {
                key: person.key.clone(),
                party: crew.party,
                capacity: crew.sketch.capacity,
            }),
        });
        Ok(Self {
            seats: seats.collect(),
            crew,
        })
    }

    pub(super) fn party(&self) -> PartyId {
        self.crew.party
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
            _ => anyhow::bail!("{} has a single member", self.crew.sketch.name),
        }
    }

    fn with_role(&self, role: &str) -> anyhow::Result<&Seat> {
        let seat = self.seats.iter().find(|seat| seat.roles.contains(&role));
        seat.with_context(|| format!("{} has no {role}", self.crew.sketch.name))
    }
}

//! Who reads.

use std::collections::BTreeSet;

use tallystick_base::{Capacity, MemberId, PartyId, Subject, Thumbprint};
use tallystick_commands::State;
use tallystick_commands::parties::{Ledger, Party, PartyStage, Role};

use super::states;
use crate::{Store, StoreError};

/// A member of a party who proved to hold a key that may sign now. Only [`Store::viewer`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Viewer {
    /// The party, whose business the member sees.
    pub party: PartyId,
    /// The member.
    pub member: MemberId,
    /// The key.
    pub kid: Thumbprint,
    /// What the member may sign.
    pub roles: BTreeSet<Role>,
    /// What the party may act as.
    pub capacities: BTreeSet<Capacity>,
    /// Whether the party may act.
    pub stage: PartyStage,
    /// Whether the party sees everything: an auditor that is active.
    pub auditor: bool,
    /// Whether the party is the operator, who registered all others.
    pub operator: bool,
}

impl Viewer {
    fn of(
        kid: Thumbprint,
        member: (MemberId, BTreeSet<Role>),
        id: PartyId,
        party: Party,
        ledger: &Ledger,
    ) -> Self {
        let (member, roles) = member;
        Self {
            party: id,
            member,
            kid,
            roles,
            auditor: party.is_active() && party.acts_as(Capacity::Auditor),
            operator: ledger.operator == id,
            capacities: party.capacities,
            stage: party.stage,
        }
    }

    /// Whether the viewer sees what concerns only a party's own house: its members, keys and file.
    pub(crate) fn sees_house_of(&self, party: PartyId) -> bool {
        self.auditor || self.operator || self.party == party
    }
}

impl Store {
    /// Who holds a key; `None` for one that nobody has, that is revoked, whose member left, or that is the service's own.
    pub async fn viewer(&self, kid: &Thumbprint) -> Result<Option<Viewer>, StoreError> {
        let key = match self.state(&kid.subject()).await? {
            Some(State::Key(key)) if key.is_active() => key,
            Some(_) | None => return Ok(None),
        };
        let Some(id) = key.member() else {
            return Ok(None);
        };
        let subjects = BTreeSet::from([id.subject(), key.party.subject(), Ledger::subject()]);
        let mut found = states::load(self.reader(), &subjects).await?;
        let mut take = |subject: &Subject| found.remove(subject).map(|stands| stands.state);
        let house = (
            take(&id.subject()),
            take(&key.party.subject()),
            take(&Ledger::subject()),
        );
        let (Some(State::Member(member)), Some(State::Party(party)), Some(State::Ledger(ledger))) = house
        else {
            return Ok(None);
        };
        if !member.is_active() || member.party != key.party {
            return Ok(None);
        }
        let member = (id, member.roles);
        Ok(Some(Viewer::of(kid.clone(), member, key.party, party, &ledger)))
    }
}

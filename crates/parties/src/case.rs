//! The states that a decision reads.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tallystick_base::{Context, KeyedName, MemberId, Millis, PartyId, RulePack, Subject, Thumbprint};

use crate::{Identity, Key, Ledger, Member, Party, PartyStage, Profile, Recovery, Rejection, Rules};

/// Every state that a decision about parties needs, and that later crates need of parties.
///
/// For each party that takes part it holds the party with all its members, keys and its profile; besides, what the
/// statement names. A member that a party lists and that is not here is refused, so nothing can be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// The opening; none before entry 0.
    pub ledger: Option<Ledger>,
    /// Parties.
    pub parties: BTreeMap<PartyId, Party>,
    /// Members of those parties.
    pub members: BTreeMap<MemberId, Member>,
    /// Keys of those parties.
    pub keys: BTreeMap<Thumbprint, Key>,
    /// Their files.
    pub profiles: BTreeMap<PartyId, Profile>,
    /// Codes that are taken, by their subject.
    pub identities: BTreeMap<Subject, Identity>,
    /// Recoveries, by the party whose keys were lost.
    pub recoveries: BTreeMap<PartyId, Recovery>,
    /// Published rules, by the name of the pack.
    pub rules: BTreeMap<String, Rules>,
    /// The subjects of outside identifiers, made by whoever holds the secret.
    pub keyed: BTreeMap<KeyedName, Subject>,
}

impl Case {
    /// A party, whatever its stage.
    pub fn party(&self, id: PartyId) -> Result<&Party, Rejection> {
        self.parties
            .get(&id)
            .ok_or(Rejection::PartyNotFound { party: id })
    }

    /// A party that accepted its registration and is not suspended: the only kind that others enter into anything with.
    pub fn active(&self, id: PartyId) -> Result<&Party, Rejection> {
        let party = self.party(id)?;
        match party.stage {
            PartyStage::Active {} => Ok(party),
            PartyStage::Registered {} => Err(Rejection::PartyNotAccepted { party: id }),
            PartyStage::Suspended { .. } => Err(Rejection::PartySuspended { party: id }),
        }
    }

    /// The file of a party.
    pub fn profile(&self, id: PartyId) -> Result<&Profile, Rejection> {
        self.profiles
            .get(&id)
            .ok_or(Rejection::ProfileNotFound { party: id })
    }

    /// A member, whatever the stage.
    pub fn member(&self, id: MemberId) -> Result<&Member, Rejection> {
        self.members
            .get(&id)
            .ok_or(Rejection::MemberNotFound { member: id })
    }

    /// An active member of this party.
    pub fn member_of(&self, party: PartyId, id: MemberId) -> Result<&Member, Rejection> {
        let member = self.member(id)?;
        if member.party != party {
            Err(Rejection::MemberOfAnother { member: id, party })
        } else if member.is_active() {
            Ok(member)
        } else {
            Err(Rejection::MemberRemoved { member: id })
        }
    }

    /// Every member of a party who has not left.
    pub fn roster(&self, id: PartyId) -> Result<BTreeMap<MemberId, &Member>, Rejection> {
        let members = self.party(id)?.members.iter();
        members
            .map(|&member| Ok((member, self.member_of(id, member)?)))
            .collect()
    }

    /// A key, whatever its stage.
    pub fn key(&self, kid: &Thumbprint) -> Result<&Key, Rejection> {
        self.keys
            .get(kid)
            .ok_or_else(|| Rejection::KeyNotFound { kid: kid.clone() })
    }

    /// The keys with which a member may sign.
    pub fn keys_of(&self, member: MemberId) -> impl Iterator<Item = &Thumbprint> {
        let held = move |key: &Key| key.is_active() && key.member() == Some(member);
        self.keys
            .iter()
            .filter_map(move |(kid, key)| held(key).then_some(kid))
    }

    /// The rules of a jurisdiction.
    pub fn rules(&self, pack: &str) -> Result<&RulePack, Rejection> {
        match self.rules.get(pack) {
            Some(rules) => Ok(&rules.pack),
            None => Err(Rejection::RulesNotFound {
                pack: pack.to_owned(),
            }),
        }
    }

    /// The day of an entry, in the zone of a jurisdiction.
    pub fn today(&self, pack: &str, context: &Context) -> Result<NaiveDate, Rejection> {
        Ok(day(self.rules(pack)?, context.received))
    }

    /// The subject of an outside identifier.
    pub fn keyed(&self, name: &KeyedName) -> Result<&Subject, Rejection> {
        self.keyed
            .get(name)
            .ok_or(Rejection::KeyedNameMissing { family: name.family })
    }

    /// Whether one member signs alone for this party: a micro or small firm, a single member, and a policy that says so.
    pub fn is_sole_member(&self, id: PartyId) -> Result<bool, Rejection> {
        let party = self.party(id)?;
        let profile = self.profiles.get(&id);
        let small = profile.is_some_and(|profile| profile.data.is_micro_or_small());
        Ok(party.policy.sole_member && party.members.len() == 1 && small)
    }
}

/// The day of a moment in the zone of a pack.
pub(crate) fn day(rules: &RulePack, moment: Millis) -> NaiveDate {
    moment.date_at(rules.utc_offset_minutes)
}

//! What a decision causes: transitions, each on one subject.

use std::collections::BTreeMap;

use serde::Serialize;
use tallystick_base::{IllegalTransition, MemberId, PartyId, Subject, Thumbprint};

use crate::{
    Case, IdentityTransition, KeyTransition, LedgerTransition, MemberTransition, PartyTransition,
    ProfileTransition, RecoveryTransition, RulesTransition, identity, key, ledger, member, party, profile,
    recovery, rules,
};

/// One transition on one subject. The steps of a decision stand or fall together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The subject that moves.
    pub subject: Subject,
    /// What happens to it.
    pub transition: Transition,
}

/// A transition of one of this crate's aggregates. In JSON it is the aggregate's own: the kind of the subject says
/// which that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Transition {
    /// Of the ledger itself.
    Ledger(LedgerTransition),
    /// Of a party.
    Party(PartyTransition),
    /// Of a member.
    Member(MemberTransition),
    /// Of a key.
    Key(KeyTransition),
    /// Of a party's file.
    Profile(ProfileTransition),
    /// Of a code that is taken.
    Identity(IdentityTransition),
    /// Of a recovery.
    Recovery(RecoveryTransition),
    /// Of published rules.
    Rules(RulesTransition),
}

impl Transition {
    /// Reads a transition on a subject of this kind; `None` where the kind is not one of this crate.
    pub fn read(kind: &str, json: &str) -> Option<Result<Self, serde_json::Error>> {
        let read = match kind {
            "ledger" => serde_json::from_str(json).map(Self::Ledger),
            PartyId::KIND => serde_json::from_str(json).map(Self::Party),
            MemberId::KIND => serde_json::from_str(json).map(Self::Member),
            "key" => serde_json::from_str(json).map(Self::Key),
            "profile" => serde_json::from_str(json).map(Self::Profile),
            "identity" => serde_json::from_str(json).map(Self::Identity),
            "recovery" => serde_json::from_str(json).map(Self::Recovery),
            "rules" => serde_json::from_str(json).map(Self::Rules),
            _ => return None,
        };
        Some(read)
    }

    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Ledger(transition) => transition.name(),
            Self::Party(transition) => transition.name(),
            Self::Member(transition) => transition.name(),
            Self::Key(transition) => transition.name(),
            Self::Profile(transition) => transition.name(),
            Self::Identity(transition) => transition.name(),
            Self::Recovery(transition) => transition.name(),
            Self::Rules(transition) => transition.name(),
        }
    }

    /// The kind of aggregate it belongs to: the kind of its subject.
    pub const fn aggregate(&self) -> &'static str {
        match self {
            Self::Ledger(_) => "ledger",
            Self::Party(_) => PartyId::KIND,
            Self::Member(_) => MemberId::KIND,
            Self::Key(_) => "key",
            Self::Profile(_) => "profile",
            Self::Identity(_) => "identity",
            Self::Recovery(_) => "recovery",
            Self::Rules(_) => "rules",
        }
    }
}

macro_rules! wrapped {
    ($($variant:ident($type:ty)),+ $(,)?) => {$(
        impl From<$type> for Transition {
            fn from(transition: $type) -> Self {
                Self::$variant(transition)
            }
        }
    )+};
}

wrapped! {
    Ledger(LedgerTransition),
    Party(PartyTransition),
    Member(MemberTransition),
    Key(KeyTransition),
    Profile(ProfileTransition),
    Identity(IdentityTransition),
    Recovery(RecoveryTransition),
    Rules(RulesTransition),
}

impl Case {
    /// Applies a step to the states; on an error they stay as they were.
    pub fn apply(&mut self, step: &Step) -> Result<(), IllegalTransition> {
        let transition = &step.transition;
        let foreign = || IllegalTransition {
            aggregate: transition.aggregate(),
            stage: "a subject of another kind",
            transition: transition.name(),
        };
        if step.subject.kind() != transition.aggregate() {
            return Err(foreign());
        }
        let party = || party_of(&step.subject).ok_or_else(foreign);
        match transition {
            Transition::Ledger(t) => self.ledger = Some(ledger::apply(self.ledger.clone(), t)?),
            Transition::Party(t) => advance(&mut self.parties, party()?, |state| party::apply(state, t))?,
            Transition::Member(t) => {
                let id = MemberId::try_from(&step.subject).map_err(|_| foreign())?;
                advance(&mut self.members, id, |state| member::apply(state, t))?;
            }
            Transition::Key(t) => {
                let kid = Thumbprint::parse(step.subject.id()).map_err(|_| foreign())?;
                advance(&mut self.keys, kid, |state| key::apply(state, t))?;
            }
            Transition::Profile(t) => {
                advance(&mut self.profiles, party()?, |state| profile::apply(state, t))?;
            }
            Transition::Identity(t) => {
                let subject = step.subject.clone();
                advance(&mut self.identities, subject, |state| identity::apply(state, t))?;
            }
            Transition::Recovery(t) => {
                advance(&mut self.recoveries, party()?, |state| recovery::apply(state, t))?;
            }
            Transition::Rules(t) => {
                let pack = step.subject.id().to_owned();
                advance(&mut self.rules, pack, |state| rules::apply(state, t))?;
            }
        }
        Ok(())
    }
}

/// Replaces the state of one subject by what a transition makes of it.
fn advance<I: Ord, S: Clone>(
    states: &mut BTreeMap<I, S>,
    id: I,
    apply: impl FnOnce(Option<S>) -> Result<S, IllegalTransition>,
) -> Result<(), IllegalTransition> {
    let state = apply(states.get(&id).cloned())?;
    states.insert(id, state);
    Ok(())
}

/// The party that a subject of kind `party`, `profile` or `recovery` belongs to: they share the id.
fn party_of(subject: &Subject) -> Option<PartyId> {
    let own = Subject::new(PartyId::KIND, subject.id()).ok()?;
    PartyId::try_from(&own).ok()
}

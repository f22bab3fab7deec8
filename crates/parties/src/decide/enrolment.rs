//! The first members of a party and their keys, at the opening and at registration.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{PartyId, Thumbprint};

use super::step;
use crate::command::{NewKey, NewMember};
use crate::{Case, KeyHolder, KeyTransition, MemberTransition, Rejection, Role, Step};

/// The first members of a party and their keys.
pub(super) struct Enrolment<'a> {
    pub(super) party: PartyId,
    pub(super) members: &'a [NewMember],
    pub(super) keys: &'a [NewKey],
    /// The service's own key, at the opening.
    pub(super) service_key: Option<&'a Thumbprint>,
}

impl Enrolment<'_> {
    /// The roles of each member.
    pub(super) fn roles(&self) -> Vec<&BTreeSet<Role>> {
        self.members.iter().map(|member| &member.roles).collect()
    }

    /// Checks that everything is new, that each member has a role and one key, and that no key is left over.
    pub(super) fn check(&self, case: &Case) -> Result<(), Rejection> {
        if case.parties.contains_key(&self.party) {
            return Err(Rejection::PartyExists { party: self.party });
        }
        let mut members = BTreeSet::new();
        for new in self.members {
            if !members.insert(new.member) || case.members.contains_key(&new.member) {
                return Err(Rejection::MemberExists { member: new.member });
            }
            check_roles(&new.roles)?;
        }
        let mut keys = BTreeSet::new();
        for new in self.keys {
            check_new_key(case, new)?;
            if !keys.insert(&new.kid) {
                return Err(Rejection::KeyExists { kid: new.kid.clone() });
            }
        }
        let held = self.members.iter().map(|member| &member.kid);
        let mut holders = BTreeSet::new();
        for kid in held.chain(self.service_key) {
            if !holders.insert(kid) {
                return Err(Rejection::KeyShared { kid: kid.clone() });
            }
        }
        match keys.symmetric_difference(&holders).next() {
            None => Ok(()),
            Some(&kid) => Err(Rejection::KeyUnmatched { kid: kid.clone() }),
        }
    }

    /// The members and the keys as they are added, the keys in the order of the body.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut holders: BTreeMap<&Thumbprint, KeyHolder> = BTreeMap::new();
        let mut steps = Vec::new();
        for new in self.members {
            holders.insert(&new.kid, KeyHolder::Member(new.member));
            let added = MemberTransition::Added {
                party: self.party,
                name: new.name.clone(),
                roles: new.roles.clone(),
            };
            steps.push(step(new.member, added));
        }
        for new in self.keys {
            let holder = holders.get(&new.kid).copied().unwrap_or(KeyHolder::Service {});
            let added = KeyTransition::Added {
                party: self.party,
                holder,
                jwk: new.jwk.clone(),
                restored: false,
            };
            steps.push(step(new.kid.subject(), added));
        }
        steps
    }
}

/// A member does something.
pub(super) fn check_roles(roles: &BTreeSet<Role>) -> Result<(), Rejection> {
    if roles.is_empty() {
        Err(Rejection::NoRole)
    } else {
        Ok(())
    }
}

/// A key that is added carries its own name, and is new: a key once known never changes its owner.
pub(super) fn check_new_key(case: &Case, new: &NewKey) -> Result<(), Rejection> {
    if new.jwk.thumbprint().as_ref() != Some(&new.kid) {
        return Err(Rejection::KeyMisnamed { kid: new.kid.clone() });
    }
    if case.keys.contains_key(&new.kid) {
        return Err(Rejection::KeyExists { kid: new.kid.clone() });
    }
    Ok(())
}

/// The one key of a body that adds one.
pub(super) fn only_key<'a>(case: &Case, keys: &'a [NewKey]) -> Result<&'a NewKey, Rejection> {
    match keys {
        [new] => check_new_key(case, new).map(|()| new),
        _ => Err(Rejection::OneKeyOnly { found: keys.len() }),
    }
}

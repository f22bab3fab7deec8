//! A party in the matters of its own house: itself and the operator, who registered it.

use tallystick_base::{MemberId, PartyId, Subject, Thumbprint};

use super::Audience;
use crate::Case;
use crate::subject::borrowed;

pub(super) const WORDS: &str = "the party itself and the operator";

/// `party/…`, `profile/…` and `recovery/…` share their id.
pub(super) fn party(case: &Case, subject: &Subject) -> Audience {
    of(case, borrowed(subject, PartyId::KIND))
}

pub(super) fn member(case: &Case, subject: &Subject) -> Audience {
    let member = MemberId::try_from(subject).ok();
    let member = member.and_then(|id| case.parties().members.get(&id));
    of(case, member.map(|member| member.party))
}

pub(super) fn key(case: &Case, subject: &Subject) -> Audience {
    let kid = Thumbprint::parse(subject.id()).ok();
    let key = kid.and_then(|kid| case.parties().keys.get(&kid));
    of(case, key.map(|key| key.party))
}

pub(super) fn identity(case: &Case, subject: &Subject) -> Audience {
    let identity = case.parties().identities.get(subject);
    of(case, identity.map(|identity| identity.party))
}

fn of(case: &Case, party: Option<PartyId>) -> Audience {
    let operator = case.parties().ledger.as_ref().map(|ledger| ledger.operator);
    Audience::of(party.into_iter().chain(operator))
}

//! `key.add`, `key.revoke`.

use std::collections::BTreeSet;

use tallystick_base::{Context, MemberId, PartyId, Thumbprint};

use super::enrolment::only_key;
use super::step;
use crate::authorise::{check_admins, check_signers};
use crate::command::{AddKey, RevokeKey};
use crate::policy::Requirement;
use crate::signing::Signers;
use crate::{Case, Key, KeyHolder, KeyTransition, Rejection, Role, Step};

/// With fewer admins who can sign, the operator could never add a member or a key again.
const LEAST_OPERATOR_ADMINS: usize = 2;

pub(super) fn add(case: &Case, body: &AddKey, context: &Context) -> Result<Vec<Step>, Rejection> {
    let party = context.actor.party;
    let new = only_key(case, &body.keys)?;
    match body.holder {
        KeyHolder::Member(member) => {
            case.member_of(party, member)?;
            if !signed_alone_by(context, member) {
                check_admins(case, context)?;
            }
        }
        KeyHolder::Service {} if case.party(party)?.is_operator() => check_admins(case, context)?,
        KeyHolder::Service {} => return Err(Rejection::ServiceKeyElsewhere { party }),
    }
    let added = KeyTransition::Added {
        party,
        holder: body.holder,
        jwk: new.jwk.clone(),
        restored: false,
    };
    Ok(vec![step(new.kid.subject(), added)])
}

fn signed_alone_by(context: &Context, member: MemberId) -> bool {
    !context.actor.members.is_empty() && context.actor.members.iter().all(|&signer| signer == member)
}

pub(super) fn revoke(case: &Case, body: &RevokeKey, context: &Context) -> Result<Vec<Step>, Rejection> {
    let key = case.key(&body.kid)?;
    check_may_revoke(case, body, key, context)?;
    if !key.is_active() {
        return Err(Rejection::KeyRevoked {
            kid: body.kid.clone(),
        });
    }
    check_operator_can_sign(case, key.party, &BTreeSet::from([body.kid.clone()]), None)?;
    let suspect_from = body.suspect_from;
    Ok(vec![step(
        body.kid.subject(),
        KeyTransition::Revoked { suspect_from },
    )])
}

/// The holder, an admin of the owner, or the operator.
fn check_may_revoke(case: &Case, body: &RevokeKey, key: &Key, context: &Context) -> Result<(), Rejection> {
    let actor = &context.actor;
    if key.party == actor.party {
        let holds = |member: &MemberId| key.member() == Some(*member);
        let is_admin = |member| {
            case.member(member)
                .is_ok_and(|member| member.acts_as(Role::Admin))
        };
        return if actor
            .members
            .iter()
            .any(|member| holds(member) || is_admin(*member))
        {
            Ok(())
        } else {
            Err(Rejection::KeyOfAnotherMember {
                kid: body.kid.clone(),
            })
        };
    }
    if !case.party(actor.party)?.is_operator() {
        return Err(Rejection::KeyOfAnotherParty {
            kid: body.kid.clone(),
            party: key.party,
        });
    }
    check_signers(
        case,
        context,
        Requirement {
            signers: Signers::AllButViewers,
            signatures: 2,
            checker: false,
        },
    )
}

/// For the operator: two admins with a key are left once these keys are gone and this member is no admin any more.
/// Nobody else could bring it back; any other party can lose every key and be helped by a recovery.
pub(super) fn check_operator_can_sign(
    case: &Case,
    party: PartyId,
    gone: &BTreeSet<Thumbprint>,
    demoted: Option<MemberId>,
) -> Result<(), Rejection> {
    if !case.party(party)?.is_operator() {
        return Ok(());
    }
    let can_sign = |id: MemberId| case.keys_of(id).any(|kid| !gone.contains(kid));
    let left = case
        .roster(party)?
        .into_iter()
        .filter(|&(id, member)| member.acts_as(Role::Admin) && Some(id) != demoted && can_sign(id))
        .count();
    if left < LEAST_OPERATOR_ADMINS {
        return Err(Rejection::OperatorLockedOut { left });
    }
    Ok(())
}

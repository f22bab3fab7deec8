//! `key.recover`, `key.veto`, `key.restore`.

use tallystick_base::{Context, PartyId};

use super::enrolment::only_key;
use super::step;
use crate::command::{RecoverKey, RestoreKey};
use crate::{
    Announcement, Case, KeyHolder, KeyTransition, Recovery, RecoveryStage, RecoveryTransition, Rejection,
    Step,
};

pub(super) fn announce(case: &Case, body: &RecoverKey, context: &Context) -> Result<Vec<Step>, Rejection> {
    if case.party(body.party)?.is_operator() {
        return Err(Rejection::OperatorHelpsItself { party: body.party });
    }
    case.member_of(body.party, body.member)?;
    if case.keys.contains_key(&body.kid) {
        return Err(Rejection::KeyExists {
            kid: body.kid.clone(),
        });
    }
    let announcement = Announcement {
        kid: body.kid.clone(),
        member: body.member,
        reason: body.reason.clone(),
        evidence: body.evidence,
        announced: context.received,
    };
    let announced = RecoveryTransition::Announced(announcement);
    Ok(vec![step(Recovery::subject(body.party), announced)])
}

pub(super) fn veto(case: &Case, context: &Context) -> Result<Vec<Step>, Rejection> {
    let party = context.actor.party;
    announced(case, party)?;
    // A veto is one signature; where more members sign, the first speaks for all.
    let member = context.actor.members.first().copied();
    let member = member.ok_or(Rejection::SignaturesTooFew { needed: 1, found: 0 })?;
    Ok(vec![step(
        Recovery::subject(party),
        RecoveryTransition::Vetoed { member },
    )])
}

pub(super) fn restore(case: &Case, body: &RestoreKey, context: &Context) -> Result<Vec<Step>, Rejection> {
    let announcement = announced(case, body.party)?;
    let new = only_key(case, &body.keys)?;
    if new.kid != announcement.kid {
        return Err(Rejection::KeyNotAnnounced {
            announced: announcement.kid.clone(),
            found: new.kid.clone(),
        });
    }
    let restorable = announcement.restorable()?;
    if context.received < restorable {
        return Err(Rejection::RecoveryTooEarly { restorable });
    }
    case.member_of(body.party, announcement.member)?;
    let added = KeyTransition::Added {
        party: body.party,
        holder: KeyHolder::Member(announcement.member),
        jwk: new.jwk.clone(),
        restored: true,
    };
    let kid = new.kid.clone();
    Ok(vec![
        step(new.kid.subject(), added),
        step(
            Recovery::subject(body.party),
            RecoveryTransition::Restored { kid },
        ),
    ])
}

/// What is announced for a party and neither vetoed nor done.
fn announced(case: &Case, party: PartyId) -> Result<&Announcement, Rejection> {
    let recovery = case.recoveries.get(&party);
    match &recovery.ok_or(Rejection::RecoveryNotFound { party })?.stage {
        RecoveryStage::Announced(announcement) => Ok(announcement),
        RecoveryStage::Vetoed { member } => Err(Rejection::RecoveryVetoed {
            party,
            member: *member,
        }),
        RecoveryStage::Restored { .. } => Err(Rejection::RecoveryDone { party }),
    }
}

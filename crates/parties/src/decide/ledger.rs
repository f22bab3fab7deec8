//! `ledger.open`.

use std::collections::BTreeSet;

use tallystick_base::{Capacity, Context};

use super::enrolment::Enrolment;
use super::{governance, step};
use crate::command::OpenLedger;
use crate::{
    ApprovalPolicy, Case, IdentityTransition, Ledger, LedgerTransition, PartyTransition, Rejection, Step,
};

pub(super) fn open(case: &Case, body: &OpenLedger, context: &Context) -> Result<Vec<Step>, Rejection> {
    if let Some(ledger) = &case.ledger {
        return Err(Rejection::LedgerOpened {
            operator: ledger.operator,
        });
    }
    let actor = &context.actor;
    if actor.party != body.party || actor.capacity != Capacity::Operator {
        return Err(Rejection::OpeningActor { party: body.party });
    }
    let signers: BTreeSet<_> = actor.members.iter().copied().collect();
    let named: BTreeSet<_> = body.members.iter().map(|member| member.member).collect();
    if signers != named {
        return Err(Rejection::OpeningSigners {
            needed: named.len(),
            found: signers.len(),
        });
    }
    if body.log_keys.len() != 2 {
        return Err(Rejection::LogKeys {
            found: body.log_keys.len(),
        });
    }
    let enrolment = Enrolment {
        party: body.party,
        members: &body.members,
        keys: &body.keys,
        service_key: Some(&body.service_key),
    };
    enrolment.check(case)?;
    governance::check_admins(&enrolment.roles(), false)?;
    let identity = case.keyed(&body.identity.keyed_name())?;
    let mut steps = vec![
        step(
            Ledger::subject(),
            LedgerTransition::Opened {
                operator: body.party,
                name: body.name.clone(),
                log_keys: body.log_keys.clone(),
                service_key: body.service_key.clone(),
            },
        ),
        step(
            body.party,
            PartyTransition::Registered {
                capacities: BTreeSet::from([Capacity::Operator, Capacity::Service]),
                buyer_class: None,
                identity: body.identity.clone(),
                members: named,
                policy: ApprovalPolicy::default(),
            },
        ),
        // Its own members sign the opening, so there is nothing left to accept.
        step(body.party, PartyTransition::Accepted {}),
        step(identity.clone(), IdentityTransition::Taken { party: body.party }),
    ];
    steps.extend(enrolment.steps());
    Ok(steps)
}

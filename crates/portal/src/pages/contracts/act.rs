//! The acts on a contract that say little: answering, taking back, ending.

use axum::extract::{Path, State};
use tallystick_commands::contracts::{Contract, ContractStage, Side};

use super::detail::find;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::plain_act::{self, PlainAct};
use crate::places::DEALERS;
use crate::seat::Seated;

/// The words of an act.
struct Words {
    kind: &'static str,
    title: String,
    effect: String,
    next: String,
    reason: Option<String>,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path((text, act)): Path<(String, String)>,
) -> Page {
    let seated = seated.only(DEALERS)?;
    let seen = find(&portal, &seated, &text).await?;
    let contract = &seen.state;
    let viewer = seated.viewer();
    let side = contract
        .side_of(viewer.party, seated.seat.acting)
        .ok_or(Failure::NotFound)?;
    let names = Names::of(portal.store(), viewer, [contract.supplier, contract.buyer]).await?;
    let frame = Frame::new(&portal, seated.visit);
    let words = words(&frame, &act).ok_or(Failure::NotFound)?;
    if !is_possible(contract, side, &act) {
        return Err(Failure::NotFound);
    }
    let facts = vec![
        (frame.say("contract-number"), contract.terms.number.to_string()),
        (frame.say("contract-title"), contract.terms.title.to_string()),
        (frame.say("supplier"), names.name(&contract.supplier)),
        (frame.say("buyer"), names.name(&contract.buyer)),
        (frame.say("contract-sum"), frame.money(&contract.terms.amount)),
        (
            frame.say("contract-payment"),
            super::words::payment(&frame, &contract.terms.payment),
        ),
        (
            frame.say("protection"),
            super::words::protection(&frame, contract.protection),
        ),
    ];
    let back = frame.say_with("contract-back", &[("number", contract.terms.number.as_str())]);
    let act = PlainAct {
        kind: words.kind,
        member: "contract",
        title: words.title,
        back: (format!("/contracts/{}", seen.subject.id()), back),
        facts,
        reason: words.reason,
        effect: words.effect,
        next: words.next,
        names: names.json_with([(seen.subject.to_string(), contract.terms.number.to_string())]),
        subject: (seen.subject, seen.version),
    };
    plain_act::page(frame, act)
}

fn is_possible(contract: &Contract, side: Side, act: &str) -> bool {
    match (&contract.stage, act) {
        (ContractStage::Registered {}, "accept" | "reject") => side != contract.registered_by,
        (ContractStage::Registered {}, "withdraw") => side == contract.registered_by,
        (ContractStage::Accepted {}, "close" | "terminate") => true,
        _ => false,
    }
}

fn words(frame: &Frame<'_>, act: &str) -> Option<Words> {
    let reason = Some(frame.say("reason"));
    Some(match act {
        "accept" => Words {
            kind: "contract.accept/1",
            title: frame.say("contract-accept"),
            effect: frame.say("contract-accept-effect"),
            next: frame.say("contract-accept-next"),
            reason: None,
        },
        "reject" => Words {
            kind: "contract.reject/1",
            title: frame.say("contract-reject"),
            effect: frame.say("contract-reject-effect"),
            next: frame.say("contract-reject-next"),
            reason,
        },
        "withdraw" => Words {
            kind: "contract.withdraw/1",
            title: frame.say("contract-withdraw"),
            effect: frame.say("contract-withdraw-effect"),
            next: frame.say("contract-withdraw-next"),
            reason: None,
        },
        "close" => Words {
            kind: "contract.close/1",
            title: frame.say("contract-close"),
            effect: frame.say("contract-close-effect"),
            next: frame.say("contract-end-next"),
            reason: None,
        },
        "terminate" => Words {
            kind: "contract.terminate/1",
            title: frame.say("contract-terminate"),
            effect: frame.say("contract-terminate-effect"),
            next: frame.say("contract-end-next"),
            reason,
        },
        _ => return None,
    })
}

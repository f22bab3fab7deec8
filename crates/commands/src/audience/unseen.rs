//! What a command names and its actor may not see.
//!
//! Who prepares or signs a command on another's certificate must not learn from the refusal how much is outstanding on it. So
//! for its actor such a subject is not there, and the refusal is that of a subject that does not exist.

use std::collections::BTreeSet;

use serde_json::Value;
use tallystick_banking::{EndorsementUse, LineUse};
use tallystick_base::{
    AmendmentId, CancellationId, Capacity, CertificateId, ContractId, CreditLineId, FilingId,
    FinancingRequestId, GuaranteeId, LoanId, NoticeId, PartyId, PaymentId, ReceivableId, ReviewId, SaleId,
    Subject,
};
use tallystick_certificates::ConfirmationLapse;
use tallystick_contracts::Allowance;
use tallystick_financing::{Auction, Bid};
use tallystick_parties::signing_rule;

use super::{is_auditor, may_see_part};
use crate::{Case, Command, State};

/// What has an id that only those know whom it concerns. That an invoice or the number of a contract is taken is for whoever
/// names it to know, and houses answer for themselves.
///
/// A product and a pool are offered to whoever may deal with them, and are not among them.
const KINDS: [&str; 14] = [
    ContractId::KIND,
    AmendmentId::KIND,
    ReceivableId::KIND,
    CertificateId::KIND,
    PaymentId::KIND,
    CancellationId::KIND,
    FinancingRequestId::KIND,
    ReviewId::KIND,
    GuaranteeId::KIND,
    CreditLineId::KIND,
    LoanId::KIND,
    FilingId::KIND,
    NoticeId::KIND,
    SaleId::KIND,
];

/// The subjects that the body of a command names, that exist, and that do not concern the acting party.
///
/// What follows from them, such as the contract of a certificate, is not among them: a holder may act on a certificate
/// without being a side of its contract.
pub fn unseen(case: &Case, command: &Command, acting: PartyId) -> BTreeSet<Subject> {
    if is_auditor(case, acting) || acts_for_all(case, command, acting) || is_shown(command) {
        return BTreeSet::new();
    }
    let mut named = BTreeSet::new();
    collect(&body(command), &mut named);
    named.retain(|subject| State::of(case, subject).is_some() && !may_see_part(case, subject, acting));
    named
}

/// The case as it is for the acting party; none where it sees all that its command names.
pub(crate) fn without_unseen(case: &Case, command: &Command, acting: PartyId) -> Option<Case> {
    let unseen = unseen(case, command, acting);
    if unseen.is_empty() {
        return None;
    }
    let mut seen = case.clone();
    for subject in &unseen {
        State::take(&mut seen, subject);
        for kind in LENT {
            State::take(&mut seen, &subject.namesake(kind));
        }
    }
    Some(seen)
}

/// The operator freezes what a court names, and its service records what falls due: neither sees what it acts on, and both
/// must be told what they meet.
fn acts_for_all(case: &Case, command: &Command, acting: PartyId) -> bool {
    let ledger = case.parties().ledger.as_ref();
    let reserved = |capacity: &Capacity| matches!(capacity, Capacity::Operator | Capacity::Service);
    ledger.is_some_and(|ledger| ledger.operator == acting)
        && signing_rule(command.kind()).is_some_and(|rule| rule.capacities.iter().all(reserved))
}

/// A bank endorses what its holder shows it outside the ledger, and is told what it meets there.
fn is_shown(command: &Command) -> bool {
    matches!(
        command,
        Command::Banking(tallystick_banking::Command::EndorseCertificate(_))
    )
}

/// The kinds of subjects that have their ids from another one, and are not there where that one is not.
const LENT: [&str; 6] = [
    Auction::KIND,
    Bid::KIND,
    LineUse::KIND,
    EndorsementUse::KIND,
    Allowance::KIND,
    ConfirmationLapse::KIND,
];

/// The body of a command. Those about parties name nothing of these kinds.
fn body(command: &Command) -> Value {
    let body = match command {
        Command::Parties(_) => return Value::Null,
        Command::Contracts(command) => serde_json::to_value(command),
        Command::Certificates(command) => serde_json::to_value(command),
        Command::Financing(command) => serde_json::to_value(command),
        Command::Banking(command) => serde_json::to_value(command),
    };
    body.expect("a body was read from JSON, and its keys are text")
}

fn collect(value: &Value, named: &mut BTreeSet<Subject>) {
    match value {
        Value::String(text) => {
            let subject = Subject::parse(text.clone()).ok();
            named.extend(subject.filter(|subject| KINDS.contains(&subject.kind())));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, named)),
        Value::Object(members) => members.values().for_each(|value| collect(value, named)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

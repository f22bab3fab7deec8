//! Who may take which arrow, when, and for how much: one short function a command.

mod cancellation;
mod certificate;
mod circulation;
mod claim;
mod confirm;
mod due_date;
mod payment;
mod receivable;
mod service;

pub(crate) use service::MOST_MARKED;

use tallystick_base::{Capacity, Context, Currency, Money, PartyId};

use crate::{Case, Certificate, CertificateRejection, Command, Part, Rejection, Step};

/// What a command causes, or why it is refused.
///
/// The first step is on the statement's own subject. The same case, command and context always give the same steps.
pub fn decide(case: &Case, command: &Command, context: &Context) -> Result<Vec<Step>, Rejection> {
    let parties = &case.contracts.parties;
    tallystick_parties::authorise(parties, context, command.kind(), command.amount(case))?;
    match command {
        Command::ClaimReceivable(body) => claim::claim(case, body, context),
        Command::ForwardReceivable(body) => receivable::forward(case, body, context),
        Command::WithdrawReceivable(body) => receivable::withdraw(case, body, context),
        Command::ConfirmReceivable(body) => confirm::confirm(case, body, context),
        Command::RejectReceivable(body) => receivable::reject(case, body, context),
        Command::DisputeReceivable(body) => receivable::dispute(case, body, context),
        Command::LapseConfirmation(body) => service::lapse_confirmation(case, body, context),
        Command::OfferCertificate(body) => circulation::offer(case, body, context),
        Command::AcceptCertificate(body) => circulation::accept(case, body, context),
        Command::DeclineCertificate(body) => circulation::decline(case, body, context),
        Command::WithdrawCertificateOffer(body) => circulation::withdraw_offer(case, body, context),
        Command::LapseCertificateOffer(body) => service::lapse_offer(case, body, context),
        Command::SplitCertificate(body) => certificate::split(case, body, context),
        Command::FreezeCertificate(body) => certificate::freeze(case, body, context),
        Command::UnfreezeCertificate(body) => certificate::unfreeze(case, body),
        Command::MarkOverdue(body) => service::mark_overdue(case, body, context),
        Command::ProposeCancellation(body) => cancellation::propose(case, body, context),
        Command::AcceptCancellation(body) => cancellation::accept(case, body, context),
        Command::DeclineCancellation(body) => cancellation::decline(case, body, context),
        Command::WithdrawCancellation(body) => cancellation::withdraw(case, body, context),
        Command::ReportPayment(body) => payment::report(case, body, context),
        Command::AcknowledgePayment(body) => payment::acknowledge(case, body, context),
        Command::RejectPayment(body) => payment::reject(case, body, context),
    }
}

/// The actor is this party, in this capacity: a right key in the wrong role is refused.
fn check_actor(context: &Context, party: PartyId, capacity: Capacity, part: Part) -> Result<(), Rejection> {
    if acts_as(context, party, capacity) {
        Ok(())
    } else {
        Err(Rejection::ActorIsNot { part })
    }
}

fn acts_as(context: &Context, party: PartyId, capacity: Capacity) -> bool {
    context.actor.party == party && context.actor.capacity == capacity
}

/// An amount above zero, in the currency of the contract.
fn check_amount(amount: Money, currency: Currency) -> Result<(), Rejection> {
    if amount.currency() != currency {
        Err(Rejection::CurrencyOther {
            expected: currency,
            found: amount.currency(),
        })
    } else if amount.is_positive() {
        Ok(())
    } else {
        Err(Rejection::AmountNotPositive { amount })
    }
}

/// The account is in the profile of the party that is to be paid.
fn check_payee(
    case: &Case,
    party: PartyId,
    payee: &tallystick_parties::BankAccount,
) -> Result<(), Rejection> {
    if case
        .contracts
        .parties
        .profile(party)?
        .data
        .accounts
        .contains(payee)
    {
        Ok(())
    } else {
        Err(crate::ReceivableRejection::PayeeNotInProfile { party }.into())
    }
}

/// The certificate is free at the time of the entry; the step that records the lapse of an expired offer, if there is one.
fn check_free(certificate: &Certificate, context: &Context) -> Result<Vec<Step>, CertificateRejection> {
    let lapse = certificate.check_free(context.received)?;
    let steps = lapse.map(|lapse| Step::new(certificate.id(), lapse));
    Ok(steps.into_iter().collect())
}

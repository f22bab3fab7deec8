//! Who may take which arrow, when, and for how much: one short function a command.

pub(crate) mod approval;
mod credit;
mod disbursement;
mod endorsement;
mod filing;
mod guarantee;
mod instruction;
mod line;
mod notice;
mod pool;
mod repayment;
pub(crate) mod review;
mod security;
mod servicing;
mod settlement;

pub use approval::lines_for;
pub(crate) use endorsement::{lines as lines_of_promise, promise};
pub(crate) use guarantee::period_end;
pub(crate) use servicing::overdue_mark;

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Currency, Money, PartyId};

use crate::{Case, Command, Part, Rejection, Step};

/// What a command causes, or why it is refused.
///
/// The first step is on the statement's own subject. The same case, command and context always give the same steps.
pub fn decide(case: &Case, command: &Command, context: &Context) -> Result<Vec<Step>, Rejection> {
    tallystick_parties::authorise(case.parties(), context, command.kind(), command.amount(case))?;
    match command {
        Command::OpenLine(body) => line::open(case, body, context),
        Command::AmendLine(body) => line::amend(case, body, context),
        Command::SuspendLine(body) => line::suspend(case, body, context),
        Command::ResumeLine(body) => line::resume(case, body, context),
        Command::CloseLine(body) => line::close(case, body, context),
        Command::AssessRequest(body) => review::assess(case, body, context),
        Command::ApproveLoan(body) => approval::approve(case, body, context),
        Command::CancelLoan(body) => approval::cancel(case, body, context),
        Command::LapseLoan(body) => approval::lapse(case, body, context),
        Command::InstructLoan(body) => instruction::instruct(case, body, context),
        Command::SettleDisbursement(body) => disbursement::settle(case, body, context),
        Command::FailDisbursement(body) => disbursement::fail(case, body, context),
        Command::RecordEntry(body) => repayment::record(case, body, context),
        Command::BookRepayment(body) => repayment::book(case, body, context),
        Command::AssignRepayment(body) => repayment::assign(case, body, context),
        Command::ReverseRepayment(body) => repayment::reverse(case, body, context),
        Command::ChargeLoan(body) => servicing::charge(case, body, context),
        Command::MarkLoanOverdue(body) => servicing::mark_overdue(case, body, context),
        Command::ClaimRecourse(body) => servicing::claim_recourse(case, body, context),
        Command::WriteOffLoan(body) => servicing::write_off(case, body, context),
        Command::PaySurplus(body) => servicing::pay_surplus(case, body, context),
        Command::CallGuarantee(body) => guarantee::call(case, body, context),
        Command::ReleaseGuarantee(body) => guarantee::release(case, body, context),
        Command::ExpireGuarantee(body) => guarantee::expire(case, body, context),
        Command::RecordFiling(body) => filing::record(case, body, context),
        Command::DischargeFiling(body) => filing::discharge(case, body, context),
        Command::NotifyDebtor(body) => notice::notify(case, body, context),
        Command::AcknowledgeNotice(body) => notice::acknowledge(case, body, context),
        Command::OpenPool(body) => pool::open(case, body, context),
        Command::ClosePool(body) => pool::close(case, body, context),
        Command::ProposeSale(body) => pool::propose(case, body, context),
        Command::AcceptSale(body) => pool::accept(case, body, context),
        Command::DeclineSale(body) => pool::decline(case, body, context),
        Command::WithdrawSale(body) => pool::withdraw(case, body, context),
        Command::EndorseCertificate(body) => endorsement::endorse(case, body, context),
        Command::HonourEndorsement(body) => endorsement::honour(case, body, context),
        Command::ReleaseEndorsement(body) => endorsement::release(case, body, context),
    }
}

/// The actor is this party, in this capacity: a right key in the wrong role is refused.
fn check_actor(context: &Context, party: PartyId, capacity: Capacity, part: Part) -> Result<(), Rejection> {
    if context.actor.party == party && context.actor.capacity == capacity {
        Ok(())
    } else {
        Err(Rejection::ActorIsNot { part })
    }
}

/// A day that has come.
fn check_not_ahead(on: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
    if on > today {
        return Err(crate::ServicingRejection::Ahead { on, today }.into());
    }
    Ok(())
}

/// An amount above zero, in this currency.
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

//! What a statement names: its own subject, those it may move, and the facts it relies on.
//!
//! What a decision only reads, and what many acts move, stands in `alt`: it is not pinned to a version, so that no act of
//! others makes the statement stale.

mod approval;
mod disbursement;
mod endorsement;
mod filing;
mod guarantee;
mod instruction;
mod line;
mod notice;
mod pool;
mod repayment;
mod review;
mod servicing;

use tallystick_base::{KeyedName, Named, PartyId, Subject};
use tallystick_parties::Rules;

use crate::{Case, Command, Rejection};

/// What a statement of this command names, as far as body and states tell.
pub fn subjects(command: &Command, acting: PartyId, case: &Case) -> Result<Named, Rejection> {
    match command {
        Command::OpenLine(body) => Ok(line::open(acting, body)),
        Command::AmendLine(body) => Ok(line::amend(body)),
        Command::SuspendLine(body) => Ok(line::suspend(body)),
        Command::ResumeLine(body) => Ok(line::resume(body)),
        Command::CloseLine(body) => line::close(case, body),
        Command::AssessRequest(body) => review::assess(case, body),
        Command::ApproveLoan(body) => approval::approve(case, body),
        Command::CancelLoan(body) => approval::cancel(case, body),
        Command::LapseLoan(body) => approval::lapse(case, body),
        Command::InstructLoan(body) => instruction::instruct(case, body),
        Command::SettleDisbursement(body) => disbursement::settle(case, body),
        Command::FailDisbursement(body) => Ok(disbursement::fail(body)),
        Command::RecordEntry(body) => repayment::record(case, body),
        Command::BookRepayment(body) => repayment::book(case, body),
        Command::AssignRepayment(body) => repayment::assign(case, body),
        Command::ReverseRepayment(body) => repayment::reverse(case, body),
        Command::ChargeLoan(body) => servicing::charge(case, body),
        Command::MarkLoanOverdue(body) => servicing::mark_overdue(case, body),
        Command::ClaimRecourse(body) => servicing::claim_recourse(case, body),
        Command::WriteOffLoan(body) => servicing::write_off(case, body),
        Command::PaySurplus(body) => servicing::pay_surplus(case, body),
        Command::CallGuarantee(body) => guarantee::call(case, body),
        Command::ReleaseGuarantee(body) => guarantee::release(case, body),
        Command::ExpireGuarantee(body) => guarantee::expire(case, body),
        Command::RecordFiling(body) => filing::record(case, body),
        Command::DischargeFiling(body) => filing::discharge(case, body),
        Command::NotifyDebtor(body) => Ok(notice::notify(body)),
        Command::AcknowledgeNotice(body) => Ok(notice::acknowledge(body)),
        Command::OpenPool(body) => Ok(pool::open(body)),
        Command::ClosePool(body) => Ok(pool::close(body)),
        Command::ProposeSale(body) => Ok(pool::propose(body)),
        Command::AcceptSale(body) => pool::accept(case, body),
        Command::DeclineSale(body) => pool::decline(case, body),
        Command::WithdrawSale(body) => Ok(pool::withdraw(body)),
        Command::EndorseCertificate(body) => endorsement::endorse(case, body, acting),
        Command::HonourEndorsement(body) => endorsement::honour(case, body),
        Command::ReleaseEndorsement(body) => endorsement::release(case, body),
    }
}

/// The outside identifiers whose subjects a command needs: for one with a line of a bank statement, that line.
pub fn keyed_names(command: &Command) -> Vec<KeyedName> {
    match command {
        Command::RecordEntry(body) => vec![body.line.keyed_name()],
        Command::BookRepayment(body) => vec![body.line.keyed_name()],
        Command::SettleDisbursement(body) => body.entry.iter().map(crate::EntryLine::keyed_name).collect(),
        _ => Vec::new(),
    }
}

fn rules() -> Result<Subject, Rejection> {
    Ok(
        Rules::subject(Rules::DEFAULT).map_err(|_| tallystick_parties::Rejection::RulesNotFound {
            pack: Rules::DEFAULT.to_owned(),
        })?,
    )
}

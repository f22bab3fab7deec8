//! What a party signs: one body for each kind of command.

mod endorsement;
mod entry;
mod filing;
mod guarantee;
mod line;
mod loan;
mod pool;
mod review;

use tallystick_base::Money;

use crate::Case;

pub use endorsement::{EndorseCertificate, HonourEndorsement, ReleaseEndorsement};
pub use entry::{AssignRepayment, BookRepayment, RecordEntry, ReverseRepayment};
pub use filing::{AcknowledgeNotice, DischargeFiling, NotifyDebtor, RecordFiling};
pub use guarantee::{CallGuarantee, ExpireGuarantee, ReleaseGuarantee};
pub use line::{AmendLine, CloseLine, OpenLine, ResumeLine, SuspendLine};
pub use loan::{
    ApproveLoan, CancelLoan, ChargeLoan, ClaimRecourse, FailDisbursement, InstructLoan, LapseLoan,
    MarkLoanOverdue, PaySurplus, SettleDisbursement, WriteOffLoan,
};
pub use pool::{AcceptSale, ClosePool, DeclineSale, OpenPool, ProposeSale, WithdrawSale};
pub use review::AssessRequest;

tallystick_base::commands! {
    /// A bank agrees to a limit.
    OpenLine = "credit-line.open/1";
    /// A bank sets other terms of a line.
    AmendLine = "credit-line.amend/1";
    /// A bank stops new uses of a line.
    SuspendLine = "credit-line.suspend/1";
    /// A bank takes new uses of a line again.
    ResumeLine = "credit-line.resume/1";
    /// A bank ends a line.
    CloseLine = "credit-line.close/1";
    /// A bank records what it saw.
    AssessRequest = "review.assess/1";
    /// A bank approves a loan.
    ApproveLoan = "loan.approve/1";
    /// A bank takes an approval back.
    CancelLoan = "loan.cancel/1";
    /// The service records that an approval has lapsed.
    LapseLoan = "loan.lapse/1";
    /// A bank instructs the payment.
    InstructLoan = "loan.instruct/1";
    /// A bank records that the money is out.
    SettleDisbursement = "disbursement.settle/1";
    /// A bank records that the payment failed.
    FailDisbursement = "disbursement.fail/1";
    /// A bank records a line that belongs to no loan it knows of.
    RecordEntry = "bank-entry.record/1";
    /// A bank books a line on a loan.
    BookRepayment = "repayment.book/1";
    /// A bank assigns a line by hand.
    AssignRepayment = "repayment.assign/1";
    /// A bank takes a booking back.
    ReverseRepayment = "repayment.reverse/1";
    /// A bank books costs of collecting.
    ChargeLoan = "loan.charge/1";
    /// The service records that a loan is overdue.
    MarkLoanOverdue = "loan.mark-overdue/1";
    /// A bank asks the borrower to take the claim back.
    ClaimRecourse = "loan.claim-recourse/1";
    /// A bank does not expect the money any more.
    WriteOffLoan = "loan.write-off/1";
    /// A bank passes on what was left over.
    PaySurplus = "surplus.pay/1";
    /// A bank asks a guarantor for payment.
    CallGuarantee = "guarantee.call/1";
    /// A bank sets a guarantor free.
    ReleaseGuarantee = "guarantee.release/1";
    /// The service records that the period of a guarantee has ended.
    ExpireGuarantee = "guarantee.expire/1";
    /// A bank records its filing in the registry.
    RecordFiling = "filing.record/1";
    /// A bank records that it took a filing out of the registry.
    DischargeFiling = "filing.discharge/1";
    /// A bank gives the debtor notice.
    NotifyDebtor = "assignment.notify/1";
    /// The debtor signs that the notice arrived.
    AcknowledgeNotice = "assignment.acknowledge/1";
    /// An asset manager opens a pool.
    OpenPool = "pool.open/1";
    /// An asset manager buys no more into a pool.
    ClosePool = "pool.close/1";
    /// A bank offers a loan to a pool.
    ProposeSale = "sale.propose/1";
    /// An asset manager buys.
    AcceptSale = "sale.accept/1";
    /// An asset manager does not buy.
    DeclineSale = "sale.decline/1";
    /// A bank takes the offer back.
    WithdrawSale = "sale.withdraw/1";
    /// A bank promises to pay a certificate at maturity.
    EndorseCertificate = "certificate.endorse/1";
    /// A bank keeps its promise.
    HonourEndorsement = "endorsement.honour/1";
    /// The service records that a certificate under an endorsement has ended.
    ReleaseEndorsement = "endorsement.release/1";
}

impl Command {
    /// The amount by which the acting party's approval policy counts signatures: what the body states or, where it
    /// states none, what the line, request, loan, entry or certificate stands at. None where there is no such thing.
    pub fn amount(&self, case: &Case) -> Option<Money> {
        let limit = |id| case.lines.get(&id).map(|line| line.terms.limit);
        let requested = |id| {
            case.financing
                .requests
                .get(&id)
                .map(|request| request.submission.amount)
        };
        let lent = |id| case.loans.get(&id).map(|loan| loan.approval.terms.principal);
        let entered = |entry| case.entries.get(entry).map(|entry| entry.line.amount);
        let guaranteed = |id| {
            case.financing
                .guarantees
                .get(&id)
                .map(|guarantee| guarantee.terms.at_most)
        };
        let offered = |id| case.sales.get(&id).map(|sale| sale.record.price);
        let outstanding = |id| {
            let certificates = &case.financing.certificates.certificates;
            certificates.get(&id).map(|certificate| certificate.outstanding)
        };
        match self {
            Self::OpenLine(body) => Some(body.terms.limit),
            Self::AmendLine(body) => Some(body.terms.limit),
            Self::SuspendLine(body) => limit(body.line),
            Self::ResumeLine(body) => limit(body.line),
            Self::CloseLine(body) => limit(body.line),
            Self::AssessRequest(body) => requested(case.financing.reviews.get(&body.review)?.request),
            Self::ApproveLoan(body) => requested(body.request),
            Self::CancelLoan(body) => lent(body.loan),
            Self::InstructLoan(body) => lent(body.loan),
            Self::SettleDisbursement(body) => Some(body.amount),
            Self::FailDisbursement(body) => lent(body.loan),
            Self::RecordEntry(body) => Some(body.line.amount),
            Self::BookRepayment(body) => Some(body.line.amount),
            Self::AssignRepayment(body) => entered(&body.entry),
            Self::ReverseRepayment(body) => entered(&body.entry),
            Self::ChargeLoan(body) => Some(body.amount),
            Self::ClaimRecourse(body) => lent(body.loan),
            Self::WriteOffLoan(body) => lent(body.loan),
            Self::PaySurplus(body) => Some(body.amount),
            Self::CallGuarantee(body) => Some(body.amount),
            Self::ReleaseGuarantee(body) => guaranteed(body.guarantee),
            Self::RecordFiling(body) => lent(body.loan),
            Self::NotifyDebtor(body) => lent(body.loan),
            Self::ProposeSale(body) => Some(body.price),
            Self::AcceptSale(body) => offered(body.sale),
            Self::DeclineSale(body) => offered(body.sale),
            Self::WithdrawSale(body) => offered(body.sale),
            Self::EndorseCertificate(body) => outstanding(body.certificate),
            Self::HonourEndorsement(body) => outstanding(body.certificate),
            Self::LapseLoan(_)
            | Self::MarkLoanOverdue(_)
            | Self::ExpireGuarantee(_)
            | Self::DischargeFiling(_)
            | Self::AcknowledgeNotice(_)
            | Self::OpenPool(_)
            | Self::ClosePool(_)
            | Self::ReleaseEndorsement(_) => None,
        }
    }
}

//! Credit lines, loans, and what follows.

use tallystick_banking::{EndorsementUse, LineBook, LineUse, Loan};
use tallystick_base::{
    CertificateId, CreditLineId, FilingId, LoanId, NoticeId, PartyId, PoolId, SaleId, Subject,
};

use super::Audience;
use crate::Case;

pub(super) const BANK: &str = "the bank";

pub(super) fn credit_line(case: &Case, subject: &Subject) -> Audience {
    of_line(case, CreditLineId::try_from(subject).ok())
}

pub(super) fn line_use(case: &Case, subject: &Subject) -> Audience {
    of_line(case, subject.original(LineUse::KIND, CreditLineId::KIND))
}

pub(super) fn line_book(_: &Case, subject: &Subject) -> Audience {
    Audience::of(subject.original::<PartyId>(LineBook::KIND, PartyId::KIND))
}

fn of_line(case: &Case, id: Option<CreditLineId>) -> Audience {
    let line = id.and_then(|id| case.lines.get(&id));
    Audience::of(line.map(|line| line.bank))
}

pub(super) fn loan(case: &Case, subject: &Subject) -> Audience {
    let id = LoanId::try_from(subject).ok();
    let loan = id.and_then(|id| case.loans.get(&id));
    Audience::of(loan.into_iter().flat_map(|loan| {
        let guarantees = loan.approval.guarantees.iter();
        let guarantors = guarantees
            .filter_map(|id| case.financing.guarantees.get(id))
            .map(|guarantee| guarantee.terms.guarantor);
        let pool = loan.pool.and_then(|id| case.pools.get(&id));
        lent(loan)
            .into_iter()
            .chain(guarantors)
            .chain(pool.map(|pool| pool.manager))
    }))
}

/// Bank, borrower and holder of a loan.
fn lent(loan: &Loan) -> [PartyId; 3] {
    [loan.approval.bank, loan.approval.borrower, loan.approval.holder]
}

/// A line of a bank statement says more than what concerns the borrower, who sees the booking on its loan.
pub(super) fn bank_entry(case: &Case, subject: &Subject) -> Audience {
    Audience::of(case.entries.get(subject).map(|entry| entry.bank))
}

pub(super) fn filing(case: &Case, subject: &Subject) -> Audience {
    let id = FilingId::try_from(subject).ok();
    let Some(filing) = id.and_then(|id| case.filings.get(&id)) else {
        return Audience::of([]);
    };
    let loan = case.loans.get(&filing.record.loan);
    Audience::of(
        [filing.record.bank]
            .into_iter()
            .chain(loan.into_iter().flat_map(lent)),
    )
}

pub(super) fn notice(case: &Case, subject: &Subject) -> Audience {
    let id = NoticeId::try_from(subject).ok();
    let Some(notice) = id.and_then(|id| case.notices.get(&id)) else {
        return Audience::of([]);
    };
    let loan = case.loans.get(&notice.record.loan);
    Audience::of(
        [notice.record.bank, notice.record.debtor]
            .into_iter()
            .chain(loan.into_iter().flat_map(lent)),
    )
}

pub(super) fn pool(case: &Case, subject: &Subject) -> Audience {
    let id = PoolId::try_from(subject).ok();
    let Some(pool) = id.and_then(|id| case.pools.get(&id)) else {
        return Audience::of([]);
    };
    let sellers = pool.loans.keys().filter_map(|loan| case.loans.get(loan));
    Audience::of(
        [pool.manager]
            .into_iter()
            .chain(sellers.map(|loan| loan.approval.bank)),
    )
}

pub(super) fn sale(case: &Case, subject: &Subject) -> Audience {
    let id = SaleId::try_from(subject).ok();
    let sale = id.and_then(|id| case.sales.get(&id));
    Audience::of(sale.into_iter().flat_map(|sale| {
        let pool = case.pools.get(&sale.record.pool);
        [sale.record.bank]
            .into_iter()
            .chain(pool.map(|pool| pool.manager))
    }))
}

pub(super) fn endorsement(case: &Case, subject: &Subject) -> Audience {
    let id: Option<CertificateId> = subject.original(EndorsementUse::KIND, CertificateId::KIND);
    let Some(endorsement) = id.and_then(|id| case.endorsements.get(&id)) else {
        return Audience::of([]);
    };
    let record = &endorsement.record;
    let certificate = case.certificates().certificates.get(&record.certificate);
    Audience::of(
        [record.bank, record.debtor]
            .into_iter()
            .chain(certificate.map(|certificate| certificate.holder)),
    )
}

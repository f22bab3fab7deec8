//! What a decision causes: transitions, each on one subject.

use tallystick_base::{
    CertificateId, CreditLineId, FilingId, IllegalTransition, LoanId, NoticeId, PartyId, PoolId, SaleId, fold,
};

use crate::{
    BankEntry, BankEntryTransition, Case, CreditLineTransition, EndorsementTransition, EndorsementUse,
    FilingTransition, LineBook, LineBookTransition, LineUse, LineUseTransition, LoanTransition,
    NoticeTransition, PoolTransition, SaleTransition, bank_entry, credit_line, endorsement, filing,
    line_book, line_use, loan, notice, pool, sale,
};

tallystick_base::transitions! {
    /// Of financing, or of the crates before it.
    Financing(tallystick_financing::Transition);
    /// Of a credit line.
    CreditLine(CreditLineTransition) = CreditLineId::KIND;
    /// Of a line's use.
    LineUse(LineUseTransition) = LineUse::KIND;
    /// Of a bank's lines.
    LineBook(LineBookTransition) = LineBook::KIND;
    /// Of a loan.
    Loan(LoanTransition) = LoanId::KIND;
    /// Of a line of a bank statement.
    BankEntry(BankEntryTransition) = BankEntry::KIND;
    /// Of a filing.
    Filing(FilingTransition) = FilingId::KIND;
    /// Of a notice.
    Notice(NoticeTransition) = NoticeId::KIND;
    /// Of a pool.
    Pool(PoolTransition) = PoolId::KIND;
    /// Of a sale.
    Sale(SaleTransition) = SaleId::KIND;
    /// Of an endorsement.
    Endorsement(EndorsementTransition) = EndorsementUse::KIND;
}

impl From<tallystick_financing::Step> for Step {
    fn from(step: tallystick_financing::Step) -> Self {
        Self {
            subject: step.subject,
            transition: Transition::Financing(step.transition),
        }
    }
}

macro_rules! earlier {
    ($($type:ty),+ $(,)?) => {$(
        impl From<$type> for Transition {
            fn from(transition: $type) -> Self {
                Self::Financing(transition.into())
            }
        }
    )+};
}

earlier! {
    tallystick_certificates::CertificateTransition,
    tallystick_financing::GuarantorUseTransition,
    tallystick_financing::GuaranteeTransition,
    tallystick_financing::RequestTransition,
    tallystick_financing::ReviewTransition,
}

impl From<tallystick_certificates::PaymentRecordTransition> for Transition {
    fn from(transition: tallystick_certificates::PaymentRecordTransition) -> Self {
        Self::Financing(tallystick_financing::Transition::Certificates(transition.into()))
    }
}

impl Case {
    /// Applies a step to the states; on an error the state of its subject is gone, and the case is of no further use.
    pub fn apply(&mut self, step: &Step) -> Result<(), IllegalTransition> {
        let subject = &step.subject;
        let foreign = |kind| IllegalTransition {
            aggregate: kind,
            stage: "a subject of another kind",
            transition: step.transition.name(),
        };
        match &step.transition {
            Transition::Financing(transition) => {
                self.financing.apply(&tallystick_financing::Step {
                    subject: subject.clone(),
                    transition: transition.clone(),
                })?;
            }
            Transition::CreditLine(transition) => {
                let id = CreditLineId::try_from(subject).map_err(|_| foreign(CreditLineId::KIND))?;
                fold!(self.lines, id, credit_line::apply, transition);
            }
            Transition::LineUse(transition) => {
                let id = subject
                    .original::<CreditLineId>(LineUse::KIND, CreditLineId::KIND)
                    .ok_or_else(|| foreign(LineUse::KIND))?;
                fold!(self.uses, id, line_use::apply, transition);
            }
            Transition::LineBook(transition) => {
                let id = subject
                    .original::<PartyId>(LineBook::KIND, PartyId::KIND)
                    .ok_or_else(|| foreign(LineBook::KIND))?;
                fold!(self.books, id, line_book::apply, transition);
            }
            Transition::Loan(transition) => {
                let id = LoanId::try_from(subject).map_err(|_| foreign(LoanId::KIND))?;
                fold!(self.loans, id, loan::apply, transition);
            }
            Transition::BankEntry(transition) => {
                if subject.kind() != BankEntry::KIND {
                    return Err(foreign(BankEntry::KIND));
                }
                fold!(self.entries, subject.clone(), bank_entry::apply, transition);
            }
            Transition::Filing(transition) => {
                let id = FilingId::try_from(subject).map_err(|_| foreign(FilingId::KIND))?;
                fold!(self.filings, id, filing::apply, transition);
            }
            Transition::Notice(transition) => {
                let id = NoticeId::try_from(subject).map_err(|_| foreign(NoticeId::KIND))?;
                fold!(self.notices, id, notice::apply, transition);
            }
            Transition::Pool(transition) => {
                let id = PoolId::try_from(subject).map_err(|_| foreign(PoolId::KIND))?;
                fold!(self.pools, id, pool::apply, transition);
            }
            Transition::Sale(transition) => {
                let id = SaleId::try_from(subject).map_err(|_| foreign(SaleId::KIND))?;
                fold!(self.sales, id, sale::apply, transition);
            }
            Transition::Endorsement(transition) => {
                let id = subject
                    .original::<CertificateId>(EndorsementUse::KIND, CertificateId::KIND)
                    .ok_or_else(|| foreign(EndorsementUse::KIND))?;
                fold!(self.endorsements, id, endorsement::apply, transition);
            }
        }
        Ok(())
    }
}

//! The items of the lists of financing and banking.

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{
    CertificateId, CreditLineId, FilingId, FinancingRequestId, GuaranteeId, LoanId, Millis, Money, NoticeId,
    PartyId, PoolId, ProductId, Rate, Ratio, ReviewId, SaleId, Subject, Term,
};
use utoipa::ToSchema;

use super::listed::listed;
use super::tabled::tabled;

listed! {
    /// A product in a list.
    ProductItem of ListedProduct {
        /// The product.
        id: ProductId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The bank.
        bank: PartyId,
        /// How often its terms were set.
        revision: u64,
        /// Its name.
        name: String,
        /// In which currency the bank lends.
        currency: String,
        /// Pledge or assignment.
        security: String,
        /// Who bears it when the debtor does not pay.
        recourse: String,
        /// When interest is paid.
        interest: String,
        /// The programme it belongs to.
        programme: Option<String>,
    }
}

listed! {
    /// A request in a list.
    RequestItem of ListedRequest {
        /// The request.
        id: FinancingRequestId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// Who borrows.
        borrower: PartyId,
        /// Who holds the certificates.
        holder: PartyId,
        /// Who owes on them.
        debtor: PartyId,
        /// Whether the debtor borrows, and the money goes to the holder.
        downstream: bool,
        /// How much is asked for.
        amount: Money,
        /// On how many certificates.
        certificates: u64,
        /// The day on which the money is needed.
        draw_on: NaiveDate,
        /// The day on which it is paid back.
        matures_on: NaiveDate,
        /// The last moment for an approval.
        until: Millis,
        /// What it is for.
        purpose: String,
        /// Whether bids are sealed.
        sealed: bool,
        /// The bank whose offer was accepted, while it goes on.
        bank: Option<PartyId>,
        /// The loan, while it goes on.
        loan: Option<LoanId>,
    }
}

listed! {
    /// A review in a list.
    ReviewItem of ListedReview {
        /// The review.
        id: ReviewId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The request.
        request: FinancingRequestId,
        /// The bank.
        bank: PartyId,
        /// Its product.
        product: ProductId,
        /// Whether its bid is sealed.
        sealed: bool,
        /// The day of the assessment.
        assessed_on: Option<NaiveDate>,
        /// How much it offers.
        offered: Option<Money>,
        /// The rate a year that it offers.
        rate: Option<Rate>,
        /// What that costs in all.
        cost: Option<Money>,
        /// The last moment at which the offer can be accepted.
        valid_until: Option<Millis>,
    }
}

listed! {
    /// A guarantee in a list.
    GuaranteeItem of ListedGuarantee {
        /// The guarantee.
        id: GuaranteeId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The request.
        request: FinancingRequestId,
        /// The guarantor.
        guarantor: PartyId,
        /// Who borrows.
        borrower: PartyId,
        /// To whom the guarantor is bound.
        bank: Option<PartyId>,
        /// The loan that relies on it.
        loan: Option<LoanId>,
        /// Which share of what is owed.
        share: Ratio,
        /// And how much at most.
        at_most: Money,
        /// What the guarantor takes.
        fee: Money,
        /// For how much it is or was bound.
        bound: Option<Money>,
        /// How much the bank asks for.
        called: Option<Money>,
        /// How much the guarantor paid.
        paid: Option<Money>,
        /// How long after maturity the bank may call it.
        period: Term,
        /// The last moment at which it can be issued.
        until: Millis,
    }
}

listed! {
    /// A credit line in a list.
    CreditLineItem of ListedCreditLine {
        /// The line.
        id: CreditLineId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The bank.
        bank: PartyId,
        /// On what kind of somebody it is.
        scope: String,
        /// On whom.
        party: Option<PartyId>,
        /// The supplier of a pair.
        supplier: Option<PartyId>,
        /// The programme.
        programme: Option<String>,
        /// The limit.
        limit: Money,
        /// The first day on which it can be used.
        valid_from: NaiveDate,
        /// The last.
        valid_to: NaiveDate,
        /// Whether what is paid back can be used again.
        revolving: bool,
        /// What of it is reserved for money that is not out yet, and for promises.
        reserved: Money,
        /// What of it is drawn.
        drawn: Money,
        /// What is left of the limit; below zero where it was lowered under the use.
        left: Money,
    }
}

listed! {
    /// A movement of the use of a credit line.
    LineMovementItem of LineMovement {
        /// The version that its entry gave the line's use.
        version: u64,
        /// The entry.
        seq: u64,
        /// When it was received.
        received: Millis,
        /// What happened: `opened`, `reserved`, `released`, `drawn`, `redrawn` or `restored`.
        what: String,
        /// The loan or endorsement that uses the line; none at the opening.
        by: Option<Subject>,
        /// How much was moved.
        amount: Option<Money>,
        /// The last moment at which an approval may be instructed, where something was reserved for one.
        until: Option<Millis>,
        /// All that is reserved from there on, where that changed.
        reserved: Option<Money>,
        /// All that is drawn from there on, where that changed.
        drawn: Option<Money>,
    }
}

listed! {
    /// A loan in a list.
    LoanItem of ListedLoan {
        /// The loan.
        id: LoanId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The bank.
        bank: PartyId,
        /// Who borrows.
        borrower: PartyId,
        /// Who holds the certificates.
        holder: PartyId,
        /// Who owes on them.
        debtor: PartyId,
        /// The request.
        request: FinancingRequestId,
        /// The programme.
        programme: Option<String>,
        /// How much was approved.
        principal: Money,
        /// What went out, with fees and interest that were taken off it.
        lent: Money,
        /// What of it is not paid back.
        open_principal: Money,
        /// The rate a year.
        rate: Rate,
        /// The day of the approval.
        approved_on: NaiveDate,
        /// The day on which it is paid back.
        matures_on: NaiveDate,
        /// The value date of the first money that went out.
        disbursed_on: Option<NaiveDate>,
        /// The day on which it ended.
        closed_on: Option<NaiveDate>,
        /// The end-to-end id of the money that went out or is to go out.
        end_to_end: Option<String>,
        /// The first day on which repayment was late, once that is recorded.
        overdue_since: Option<NaiveDate>,
        /// The first day of the bucket of days overdue that was recorded last; 0 before the first.
        bucket_from: u32,
        /// Whether it is written off.
        written_off: bool,
        /// How many bank facts do not fit.
        conflicts: u64,
        /// The pool that bought it.
        pool: Option<PoolId>,
        /// Its filing in the registry of security interests.
        filing: Option<FilingId>,
    }
}

listed! {
    /// A line of a bank statement in a list.
    BankEntryItem of ListedBankEntry {
        /// The line.
        id: Subject,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The bank.
        bank: PartyId,
        /// The loan that it is booked on.
        loan: Option<LoanId>,
        /// The number of the bank's own account.
        own_account: String,
        /// Whether money came or went: `credit` or `debit`.
        direction: String,
        /// How much.
        amount: Money,
        /// The day of booking.
        booked_on: NaiveDate,
        /// The value date.
        value_on: NaiveDate,
        /// The account servicer's reference.
        reference: Option<String>,
        /// The end-to-end id.
        end_to_end: Option<String>,
        /// Who paid or was paid, as the file names it.
        counterparty: Option<String>,
        /// The text of the payment.
        text: Option<String>,
    }
}

listed! {
    /// A filing in a list.
    FilingItem of ListedFiling {
        /// The filing.
        id: FilingId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The bank.
        bank: PartyId,
        /// The loan.
        loan: LoanId,
        /// Pledge or assignment.
        security: String,
        /// On how many certificates.
        certificates: u64,
        /// The number that the registry gave.
        number: String,
        /// When it was registered.
        registered_at: Millis,
        /// Until when it stands in the registry.
        until: NaiveDate,
        /// The day on which it was taken out again.
        discharged_on: Option<NaiveDate>,
    }
}

listed! {
    /// A notice in a list.
    NoticeItem of ListedNotice {
        /// The notice.
        id: NoticeId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The bank.
        bank: PartyId,
        /// The loan.
        loan: LoanId,
        /// The debtor.
        debtor: PartyId,
        /// On how many certificates.
        certificates: u64,
        /// When it arrived.
        arrived_at: Millis,
        /// When the debtor signed that it did.
        acknowledged_at: Option<Millis>,
    }
}

listed! {
    /// A pool in a list.
    PoolItem of ListedPool {
        /// The pool.
        id: PoolId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The asset manager.
        manager: PartyId,
        /// Its name.
        name: String,
        /// How many loans it bought.
        loans: u64,
        /// For how much.
        price: Money,
        /// What was open of their principal then.
        open: Money,
    }
}

listed! {
    /// A sale in a list.
    SaleItem of ListedSale {
        /// The sale.
        id: SaleId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The bank.
        bank: PartyId,
        /// The loan.
        loan: LoanId,
        /// The pool.
        pool: PoolId,
        /// For how much.
        price: Money,
        /// The last moment at which it can be accepted.
        until: Millis,
    }
}

listed! {
    /// An endorsement in a list.
    EndorsementItem of ListedEndorsement {
        /// The certificate it was put on.
        id: CertificateId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        stage: String,
        /// The bank.
        bank: PartyId,
        /// The debtor.
        debtor: PartyId,
        /// How much was promised.
        amount: Money,
        /// What of it still uses credit lines.
        bound: Money,
        /// What the bank paid on it.
        honoured: Money,
    }
}

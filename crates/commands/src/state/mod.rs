//! The state of one subject, whichever aggregate it is: what a read model keeps in one place for all of them.

mod finance;
mod place;

use serde::Serialize;
use tallystick_banking::{
    BankEntry, CreditLine, EndorsementUse, Filing, LineBook, LineUse, Loan, Notice, Pool, Sale,
};
use tallystick_base::{
    AmendmentId, CancellationId, CertificateId, ContractId, CreditLineId, FilingId, FinancingRequestId,
    GuaranteeId, LoanId, MemberId, NoticeId, PartyId, PaymentId, PoolId, ProductId, ReceivableId, ReviewId,
    SaleId, Subject,
};
use tallystick_certificates::{
    Cancellation, Certificate, ConfirmationLapse, Evidence, Payment, PaymentRecord, Receivable, evidence,
};
use tallystick_contracts::{Allowance, Amendment, Contract, ContractNumber};
use tallystick_financing::{
    Auction, Bid, BidRecord, FinancingRequest, Guarantee, GuarantorUse, Product, Review,
};
use tallystick_parties::{Identity, Key, Ledger, Member, Party, Profile, Recovery, Rules};

const LEDGER: &str = "ledger";
const KEY: &str = "key";
const PROFILE: &str = "profile";
const IDENTITY: &str = "identity";
const RECOVERY: &str = "recovery";
const RULES: &str = "rules";

/// The state of one subject. In JSON it is the aggregate's own; the kind of its subject says which that is. The same
/// state always gives the same text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum State {
    /// Of the ledger itself.
    Ledger(Ledger),
    /// Of a party.
    Party(Party),
    /// Of a member.
    Member(Member),
    /// Of a key.
    Key(Key),
    /// Of a party's file.
    Profile(Profile),
    /// Of a code that is taken.
    Identity(Identity),
    /// Of a recovery.
    Recovery(Recovery),
    /// Of published rules.
    Rules(Rules),
    /// Of a contract.
    Contract(Contract),
    /// Of a contract's confirmed total.
    Allowance(Allowance),
    /// Of an amendment.
    Amendment(Amendment),
    /// Of a contract number.
    ContractNumber(ContractNumber),
    /// Of a receivable.
    Receivable(Receivable),
    /// Of an invoice as evidence.
    Evidence(Evidence),
    /// Of a certificate.
    Certificate(Certificate),
    /// Of a reported payment.
    Payment(Payment),
    /// Of a proposed cancellation.
    Cancellation(Cancellation),
    /// Of a buyer's record.
    PaymentRecord(PaymentRecord),
    /// Of a lapse of the time to answer.
    ConfirmationLapse(ConfirmationLapse),
    /// Of a product.
    Product(Product),
    /// Of a request.
    FinancingRequest(FinancingRequest),
    /// Of a review.
    Review(Review),
    /// Of a sealed bid.
    Bid(Bid),
    /// Of an auction.
    Auction(Auction),
    /// Of a bank's record of bids.
    BidRecord(BidRecord),
    /// Of a guarantee.
    Guarantee(Guarantee),
    /// Of a guarantor's use.
    GuarantorUse(GuarantorUse),
    /// Of a credit line.
    CreditLine(CreditLine),
    /// Of a line's use.
    LineUse(LineUse),
    /// Of a bank's lines.
    LineBook(LineBook),
    /// Of a loan.
    Loan(Loan),
    /// Of a line of a bank statement.
    BankEntry(BankEntry),
    /// Of a filing.
    Filing(Filing),
    /// Of a notice.
    Notice(Notice),
    /// Of a pool.
    Pool(Pool),
    /// Of a loan offered to a pool.
    Sale(Sale),
    /// Of an endorsement.
    Endorsement(EndorsementUse),
}

/// Why a stored state cannot be used: it was changed, or stands at another subject's place. It is never a user's doing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StateFault {
    /// No aggregate has subjects of this kind.
    #[error("no state belongs to a subject of kind {kind:?}")]
    UnknownKind {
        /// The kind.
        kind: String,
    },
    /// The text is not a state of this kind.
    #[error("the state of a {kind} cannot be read: {detail}")]
    Form {
        /// The kind.
        kind: String,
        /// What is wrong, with line and column.
        detail: String,
    },
    /// The state is one of another subject than the one it is put at.
    #[error("the state of a {kind} does not belong to {subject}")]
    Misplaced {
        /// The kind of subject that the state is of.
        kind: &'static str,
        /// Where it was to be put.
        subject: Subject,
    },
}

impl StateFault {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownKind { .. } => "state-kind-unknown",
            Self::Form { .. } => "state-malformed",
            Self::Misplaced { .. } => "state-misplaced",
        }
    }
}

impl State {
    /// Reads the state of a subject of this kind.
    pub fn read(kind: &str, json: &str) -> Result<Self, StateFault> {
        let read = match kind {
            LEDGER => serde_json::from_str(json).map(Self::Ledger),
            PartyId::KIND => serde_json::from_str(json).map(Self::Party),
            MemberId::KIND => serde_json::from_str(json).map(Self::Member),
            KEY => serde_json::from_str(json).map(Self::Key),
            PROFILE => serde_json::from_str(json).map(Self::Profile),
            IDENTITY => serde_json::from_str(json).map(Self::Identity),
            RECOVERY => serde_json::from_str(json).map(Self::Recovery),
            RULES => serde_json::from_str(json).map(Self::Rules),
            ContractId::KIND => serde_json::from_str(json).map(Self::Contract),
            Allowance::KIND => serde_json::from_str(json).map(Self::Allowance),
            AmendmentId::KIND => serde_json::from_str(json).map(Self::Amendment),
            ContractNumber::KIND => serde_json::from_str(json).map(Self::ContractNumber),
            ReceivableId::KIND => serde_json::from_str(json).map(Self::Receivable),
            evidence::KIND => serde_json::from_str(json).map(Self::Evidence),
            CertificateId::KIND => serde_json::from_str(json).map(Self::Certificate),
            PaymentId::KIND => serde_json::from_str(json).map(Self::Payment),
            CancellationId::KIND => serde_json::from_str(json).map(Self::Cancellation),
            PaymentRecord::KIND => serde_json::from_str(json).map(Self::PaymentRecord),
            ConfirmationLapse::KIND => serde_json::from_str(json).map(Self::ConfirmationLapse),
            ProductId::KIND => serde_json::from_str(json).map(Self::Product),
            FinancingRequestId::KIND => serde_json::from_str(json).map(Self::FinancingRequest),
            ReviewId::KIND => serde_json::from_str(json).map(Self::Review),
            Bid::KIND => serde_json::from_str(json).map(Self::Bid),
            Auction::KIND => serde_json::from_str(json).map(Self::Auction),
            BidRecord::KIND => serde_json::from_str(json).map(Self::BidRecord),
            GuaranteeId::KIND => serde_json::from_str(json).map(Self::Guarantee),
            GuarantorUse::KIND => serde_json::from_str(json).map(Self::GuarantorUse),
            CreditLineId::KIND => serde_json::from_str(json).map(Self::CreditLine),
            LineUse::KIND => serde_json::from_str(json).map(Self::LineUse),
            LineBook::KIND => serde_json::from_str(json).map(Self::LineBook),
            LoanId::KIND => serde_json::from_str(json).map(Self::Loan),
            BankEntry::KIND => serde_json::from_str(json).map(Self::BankEntry),
            FilingId::KIND => serde_json::from_str(json).map(Self::Filing),
            NoticeId::KIND => serde_json::from_str(json).map(Self::Notice),
            PoolId::KIND => serde_json::from_str(json).map(Self::Pool),
            SaleId::KIND => serde_json::from_str(json).map(Self::Sale),
            EndorsementUse::KIND => serde_json::from_str(json).map(Self::Endorsement),
            _ => {
                return Err(StateFault::UnknownKind {
                    kind: kind.to_owned(),
                });
            }
        };
        read.map_err(|error| StateFault::Form {
            kind: kind.to_owned(),
            detail: error.to_string(),
        })
    }

    /// The kind of subject that has such a state.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Ledger(_) => LEDGER,
            Self::Party(_) => PartyId::KIND,
            Self::Member(_) => MemberId::KIND,
            Self::Key(_) => KEY,
            Self::Profile(_) => PROFILE,
            Self::Identity(_) => IDENTITY,
            Self::Recovery(_) => RECOVERY,
            Self::Rules(_) => RULES,
            Self::Contract(_) => ContractId::KIND,
            Self::Allowance(_) => Allowance::KIND,
            Self::Amendment(_) => AmendmentId::KIND,
            Self::ContractNumber(_) => ContractNumber::KIND,
            Self::Receivable(_) => ReceivableId::KIND,
            Self::Evidence(_) => evidence::KIND,
            Self::Certificate(_) => CertificateId::KIND,
            Self::Payment(_) => PaymentId::KIND,
            Self::Cancellation(_) => CancellationId::KIND,
            Self::PaymentRecord(_) => PaymentRecord::KIND,
            Self::ConfirmationLapse(_) => ConfirmationLapse::KIND,
            Self::Product(_) => ProductId::KIND,
            Self::FinancingRequest(_) => FinancingRequestId::KIND,
            Self::Review(_) => ReviewId::KIND,
            Self::Bid(_) => Bid::KIND,
            Self::Auction(_) => Auction::KIND,
            Self::BidRecord(_) => BidRecord::KIND,
            Self::Guarantee(_) => GuaranteeId::KIND,
            Self::GuarantorUse(_) => GuarantorUse::KIND,
            Self::CreditLine(_) => CreditLineId::KIND,
            Self::LineUse(_) => LineUse::KIND,
            Self::LineBook(_) => LineBook::KIND,
            Self::Loan(_) => LoanId::KIND,
            Self::BankEntry(_) => BankEntry::KIND,
            Self::Filing(_) => FilingId::KIND,
            Self::Notice(_) => NoticeId::KIND,
            Self::Pool(_) => PoolId::KIND,
            Self::Sale(_) => SaleId::KIND,
            Self::Endorsement(_) => EndorsementUse::KIND,
        }
    }

    /// The state as JSON, on one line.
    #[expect(
        clippy::missing_panics_doc,
        reason = "it cannot panic: the sentence below says why"
    )]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self)
            .expect("the members of a state are named by texts, and every value has a JSON form")
    }
}

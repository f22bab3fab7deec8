//! The state of one subject, whichever aggregate it is: what a read model keeps in one place for all of them.

mod place;

use serde::Serialize;
use tallystick_base::{
    AmendmentId, CancellationId, CertificateId, ContractId, MemberId, PartyId, PaymentId, ReceivableId,
    Subject,
};
use tallystick_certificates::{
    Cancellation, Certificate, ConfirmationLapse, Evidence, Payment, PaymentRecord, Receivable, evidence,
};
use tallystick_contracts::{Allowance, Amendment, Contract, ContractNumber};
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

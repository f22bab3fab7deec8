//! Single things of the business as they are shown: what programs decide by is typed, everything else stands in `more`.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};
use tallystick_base::{
    AmendmentId, CancellationId, Capacity, CertificateId, ContractId, MemberId, Money, PartyId, PaymentId,
    ReceivableId,
};
use tallystick_commands::contracts::PaymentPeriod;
use tallystick_commands::parties::ProfileData;

/// Writes the shapes of single things, each with the stamp that all of them bear.
macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)+
            /// The version of the subject: the next statement about it creates the one after.
            pub version: u64,
            /// The entry that made this version.
            pub seq: u64,
            /// Everything else that is shown of it, by name.
            #[serde(flatten)]
            pub more: Map<String, Value>,
        }
    )+};
}

shapes! {
    /// An organisation.
    Party {
        /// The party.
        id: PartyId,
        /// Whether it may act: `registered`, `active`, `suspended`.
        stage: String,
        /// The capacities it may act in.
        capacities: BTreeSet<Capacity>,
        /// Its members who have not left.
        members: BTreeSet<MemberId>,
        /// What it states about itself, where the caller may see it.
        profile: Option<ProfileData>,
    }
    /// A contract between a supplier and a buyer.
    Contract {
        /// The contract.
        id: ContractId,
        /// Where it stands.
        stage: String,
        /// Who delivers and is paid.
        supplier: PartyId,
        /// Who is delivered to and pays.
        buyer: PartyId,
        /// What was agreed, with every amendment that both sides accepted.
        terms: ContractTerms,
    }
    /// A proposed change of a contract.
    Amendment {
        /// The amendment.
        id: AmendmentId,
        /// Where it stands.
        stage: String,
        /// The contract that it would change.
        contract: ContractId,
    }
    /// What a buyer owes under a contract.
    Receivable {
        /// The receivable.
        id: ReceivableId,
        /// Where it stands.
        stage: String,
        /// The contract under which it is owed.
        contract: ContractId,
        /// Whom it is owed to.
        supplier: PartyId,
        /// Who owes it.
        buyer: PartyId,
        /// The claimed amount.
        amount: Money,
        /// When it falls due: as confirmed, otherwise as claimed.
        due_on: NaiveDate,
        /// The papers.
        documents: Vec<CitedPaper>,
    }
    /// The evidence of a confirmation.
    Certificate {
        /// The certificate.
        id: CertificateId,
        /// Where it stands; an expired offer reads as free.
        stage: String,
        /// Its number, which people type and codes carry.
        number: String,
        /// The receivable that was confirmed.
        receivable: ReceivableId,
        /// Who owes.
        debtor: PartyId,
        /// Who holds it.
        holder: PartyId,
        /// What it was issued over.
        amount: Money,
        /// What is still owed on it.
        outstanding: Money,
        /// When it is due.
        due_on: NaiveDate,
        /// Whether it may be transferred and split.
        transferable: bool,
        /// The certificate that was split into it.
        parent: Option<CertificateId>,
    }
    /// What a debtor reports to have paid on a certificate.
    Payment {
        /// The payment.
        id: PaymentId,
        /// Where it stands.
        stage: String,
        /// The certificate.
        certificate: CertificateId,
        /// Who paid.
        debtor: PartyId,
        /// How much.
        amount: Money,
        /// The day of payment.
        paid_on: NaiveDate,
    }
    /// A proposal to take a certificate back.
    Cancellation {
        /// The proposal.
        id: CancellationId,
        /// Where it stands.
        stage: String,
        /// The certificate.
        certificate: CertificateId,
        /// Who proposes it.
        proposed_by: PartyId,
        /// Who has to agree.
        proposed_to: PartyId,
    }
}

/// The terms of a contract.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ContractTerms {
    /// The number both sides know it by.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// The contract sum, tax included.
    pub amount: Money,
    /// The day of signing.
    pub signed_on: NaiveDate,
    /// How soon the buyer pays.
    pub payment: PaymentPeriod,
    /// Calendar days within which the buyer inspects what was delivered.
    pub inspection_days: u32,
    /// Everything else that was agreed, by name.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// A paper of a claim.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct CitedPaper {
    /// The paper.
    pub document: tallystick_commands::certificates::EvidenceDocument,
}

//! The items of lists: what fits on a line, typed where programs decide by it, the rest in `more`.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};
use tallystick_base::{
    AmendmentId, CancellationId, Capacity, CertificateId, ContractId, MemberId, Money, PartyId, PaymentId,
    ReceivableId, Thumbprint,
};
use tallystick_commands::parties::Role;

/// Writes the items, each with what is not typed behind.
macro_rules! items {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)+
            /// Everything else that is shown of it, by name.
            #[serde(flatten)]
            pub more: Map<String, Value>,
        }
    )+};
}

items! {
    /// A party in a list.
    PartyItem {
        /// The party.
        id: PartyId,
        /// Its stage: `registered`, `active`, `suspended`.
        stage: String,
        /// The name in its register.
        name: Option<String>,
        /// The capacities it may act in.
        capacities: BTreeSet<Capacity>,
    }
    /// A member of a party.
    MemberItem {
        /// The member.
        id: MemberId,
        /// The person's name.
        name: String,
        /// What the person may sign.
        roles: BTreeSet<Role>,
        /// `active` or `removed`.
        stage: String,
    }
    /// A key of a party.
    KeyItem {
        /// The key.
        kid: Thumbprint,
        /// The member who holds it; none for the service's own.
        member: Option<MemberId>,
        /// The entry that added it.
        added: u64,
        /// The entry that revoked it.
        revoked: Option<u64>,
    }
    /// A contract in a list.
    ContractItem {
        /// The contract.
        id: ContractId,
        /// Its stage.
        stage: String,
        /// Who delivers and is paid.
        supplier: PartyId,
        /// Who is delivered to and pays.
        buyer: PartyId,
        /// The number that both sides know it by.
        number: String,
        /// The contract sum, tax included.
        amount: Money,
    }
    /// An amendment in a list.
    AmendmentItem {
        /// The amendment.
        id: AmendmentId,
        /// Its stage.
        stage: String,
        /// The contract that it would change.
        contract: ContractId,
    }
    /// A receivable in a list.
    ReceivableItem {
        /// The receivable.
        id: ReceivableId,
        /// Its stage.
        stage: String,
        /// The contract under which it is owed.
        contract: ContractId,
        /// Whom it is owed to.
        supplier: PartyId,
        /// Who owes it.
        buyer: PartyId,
        /// The claimed amount.
        amount: Money,
        /// The confirmed amount, once it is confirmed.
        confirmed: Option<Money>,
        /// When it falls due: as confirmed, otherwise as claimed.
        due_on: NaiveDate,
        /// The certificate that its confirmation issued.
        certificate: Option<CertificateId>,
    }
    /// A certificate in a list.
    CertificateItem {
        /// The certificate.
        id: CertificateId,
        /// Its stage, as last recorded.
        stage: String,
        /// Its number.
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
        /// The certificate that was split into it.
        parent: Option<CertificateId>,
    }
    /// A payment in a list.
    PaymentItem {
        /// The payment.
        id: PaymentId,
        /// Its stage.
        stage: String,
        /// The certificate that was paid on.
        certificate: CertificateId,
        /// Who paid.
        debtor: PartyId,
        /// How much.
        amount: Money,
        /// The day of payment.
        paid_on: NaiveDate,
    }
    /// A proposed cancellation in a list.
    CancellationItem {
        /// The cancellation.
        id: CancellationId,
        /// Its stage.
        stage: String,
        /// The certificate.
        certificate: CertificateId,
        /// Who proposes it.
        proposed_by: PartyId,
        /// Who has to agree.
        proposed_to: PartyId,
    }
}

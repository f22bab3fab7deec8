//! The items of lists: what fits on a line. The thing itself is read at its own address.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{
    AmendmentId, CancellationId, Capacity, CertificateId, ContractId, MemberId, Millis, Money, PartyId,
    PaymentId, ReceivableId, Thumbprint,
};
use tallystick_commands::certificates::CertificateNumber;
use utoipa::ToSchema;

use super::stage::{
    AmendmentStage, CancellationStage, CertificateStage, ContractStage, PartyStage, PaymentStage,
    ReceivableStage,
};
use super::tabled::tabled;

/// Shows the rows of a list: the same members under the same names, as a schema of the document, and as a row of a table.
macro_rules! listed {
    ($(#[$doc:meta])* $name:ident of $row:ident { $($(#[$attribute:meta])* $member:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize, ToSchema)]
        pub(crate) struct $name {
            $($(#[$attribute])* $member: $type,)+
        }

        impl From<tallystick_store::$row> for $name {
            fn from(row: tallystick_store::$row) -> Self {
                Self {
                    $($member: row.$member,)+
                }
            }
        }

        tabled! { $name { $($member: $type,)+ } }
    };
}

pub(super) use listed;

listed! {
    /// A party in a list.
    PartyItem of ListedParty {
        /// The party.
        id: PartyId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        #[schema(value_type = PartyStage)]
        stage: String,
        /// The name in its register; the operator's is the one from the opening.
        name: Option<String>,
        /// Its size class, where it has one.
        size: Option<String>,
        /// What it may act as.
        capacities: BTreeSet<Capacity>,
        /// What kind of buyer it is, where it is one.
        buyer_class: Option<String>,
        /// The scheme of its code: `uscc` or `lei`.
        scheme: String,
        /// Its code.
        code: String,
        /// How many members it has.
        members: u64,
    }
}

listed! {
    /// A member of a party.
    MemberItem of ListedMember {
        /// The member.
        id: MemberId,
        /// The version of its subject.
        version: u64,
        /// The person's name.
        name: String,
        /// What the person may sign.
        roles: Vec<String>,
        /// The stage, in lower case: `active` or `removed`.
        stage: String,
    }
}

listed! {
    /// A key of a party.
    KeyItem of ListedKey {
        /// The key.
        kid: Thumbprint,
        /// The member who holds it; none for the service's own.
        member: Option<MemberId>,
        /// The entry that added it.
        added: u64,
        /// The entry that revoked it.
        revoked: Option<u64>,
        /// The entry since which its signatures are doubted.
        suspect_from: Option<u64>,
        /// Whether a recovery added it: flagged for good.
        restored: bool,
    }
}

listed! {
    /// A contract in a list.
    ContractItem of ListedContract {
        /// The contract.
        id: ContractId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        #[schema(value_type = ContractStage)]
        stage: String,
        /// Who delivers and is paid.
        supplier: PartyId,
        /// Who is delivered to and pays.
        buyer: PartyId,
        /// Which side registered it: `supplier` or `buyer`.
        registered_by: String,
        /// The number that both sides know it by.
        number: String,
        /// What it is about.
        title: String,
        /// The contract sum, tax included.
        amount: Money,
        /// The day of signing.
        signed_on: NaiveDate,
        /// What is bought: `goods`, `works` or `services`.
        procurement: String,
        /// Whether payment by electronic vouchers was agreed.
        vouchers_agreed: bool,
        /// How often the terms were set.
        revision: u64,
    }
}

listed! {
    /// An amendment in a list.
    AmendmentItem of ListedAmendment {
        /// The amendment.
        id: AmendmentId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        #[schema(value_type = AmendmentStage)]
        stage: String,
        /// The contract that it would change.
        contract: ContractId,
        /// The supplier of that contract.
        supplier: PartyId,
        /// Its buyer.
        buyer: PartyId,
        /// Which side proposed it: `supplier` or `buyer`.
        proposed_by: String,
        /// The revision of the terms that it was written on.
        basis: u64,
        /// The day on which it was signed.
        signed_on: NaiveDate,
    }
}

listed! {
    /// A receivable in a list.
    ReceivableItem of ListedReceivable {
        /// The receivable.
        id: ReceivableId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        #[schema(value_type = ReceivableStage)]
        stage: String,
        /// The contract under which it is owed.
        contract: ContractId,
        /// Whom it is owed to.
        supplier: PartyId,
        /// Who owes it.
        buyer: PartyId,
        /// The confirmation centre that was asked.
        centre: Option<PartyId>,
        /// The claimed amount.
        amount: Money,
        /// The confirmed amount, once it is confirmed.
        confirmed: Option<Money>,
        /// The day of the request to confirm.
        claimed_on: NaiveDate,
        /// When it falls due: as confirmed, otherwise as claimed.
        due_on: NaiveDate,
        /// The last day for the buyer's answer, where there is one.
        answer_by: Option<NaiveDate>,
        /// The day of the buyer's first answer, or of the withdrawal.
        answered_on: Option<NaiveDate>,
        /// Whether the confirmation centre passed it on.
        forwarded: bool,
        /// How many mismatches between papers, contract and claim are shown to the buyer.
        mismatches: u64,
        /// The receivable that was confirmed in part and left this rest.
        rest_of: Option<ReceivableId>,
        /// The certificate that its confirmation issued.
        certificate: Option<CertificateId>,
    }
}

listed! {
    /// A certificate in a list.
    CertificateItem of ListedCertificate {
        /// The certificate.
        id: CertificateId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case, as last recorded.
        #[schema(value_type = CertificateStage)]
        stage: String,
        /// Its number, which people type and codes carry.
        #[schema(value_type = String)]
        number: CertificateNumber,
        /// The contract under which the debt arose.
        contract: ContractId,
        /// The receivable that was confirmed.
        receivable: ReceivableId,
        /// Who owes.
        debtor: PartyId,
        /// The supplier that delivered.
        supplier: PartyId,
        /// Who holds it.
        holder: PartyId,
        /// Whom it is offered to.
        offered_to: Option<PartyId>,
        /// The last moment at which that offer can be accepted.
        offered_until: Option<Millis>,
        /// The bank that it is pledged or assigned to.
        bank: Option<PartyId>,
        /// The bank that promised to pay at maturity.
        endorser: Option<PartyId>,
        /// What it was issued over.
        amount: Money,
        /// What is still owed on it.
        outstanding: Money,
        /// The day of issue.
        issued_on: NaiveDate,
        /// When it is due.
        due_on: NaiveDate,
        /// The first day on which payment was late, once that is marked.
        overdue_since: Option<NaiveDate>,
        /// Whether an order of a court freezes it.
        frozen: bool,
        /// Whether it may be transferred and split.
        transferable: bool,
        /// The certificate that was split into it.
        parent: Option<CertificateId>,
        /// The certificate that the confirmation issued.
        root: CertificateId,
        /// How many splits lie between the two.
        depth: u32,
    }
}

listed! {
    /// A payment in a list.
    PaymentItem of ListedPayment {
        /// The payment.
        id: PaymentId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        #[schema(value_type = PaymentStage)]
        stage: String,
        /// The certificate that was paid on.
        certificate: CertificateId,
        /// Who paid.
        debtor: PartyId,
        /// Who acknowledged or rejected it.
        answered_by: Option<PartyId>,
        /// How much.
        amount: Money,
        /// The day of payment.
        paid_on: NaiveDate,
        /// The reference of the debtor's bank.
        reference: String,
    }
}

listed! {
    /// A proposed cancellation in a list.
    CancellationItem of ListedCancellation {
        /// The cancellation.
        id: CancellationId,
        /// The version of its subject.
        version: u64,
        /// Its stage, in lower case.
        #[schema(value_type = CancellationStage)]
        stage: String,
        /// The certificate.
        certificate: CertificateId,
        /// Who proposes it.
        proposed_by: PartyId,
        /// Who has to agree.
        proposed_to: PartyId,
        /// Which of the two is the debtor.
        debtor: PartyId,
        /// Why.
        reason: String,
    }
}

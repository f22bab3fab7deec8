//! Certificates.

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{
    CertificateId, ContractId, Digest, FinancingRequestId, LoanId, Millis, Money, PartyId, ReceivableId,
};
use tallystick_commands::certificates::certificate::{FormerPayee, Freeze, ReceivedPayment};
use tallystick_commands::certificates::{Certificate, CertificateStage as State, Recourse};
use tallystick_commands::parties::{BankAccount, ShortText};
use utoipa::ToSchema;

use super::Stamp;
use super::stage::CertificateStage;

/// The evidence of a confirmation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Certificate)]
pub(crate) struct CertificateView {
    /// The certificate.
    id: CertificateId,
    #[serde(flatten)]
    stamp: Stamp,
    /// Where it stands at the moment of asking: an expired offer reads as free.
    stage: CertificateStage,
    /// Its number, which people type and codes carry.
    #[schema(value_type = String)]
    number: String,
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
    /// The one party that may act on it; none when it has ended.
    controller: Option<PartyId>,
    /// What it was issued over.
    amount: Money,
    /// What is still owed on it.
    outstanding: Money,
    /// The day of issue.
    issued_on: NaiveDate,
    /// When it is due.
    due_on: NaiveDate,
    /// Why it is due later than usual, where it is.
    longer_due_reason: Option<ShortText>,
    /// The first day on which payment was late, once that is marked.
    overdue_since: Option<NaiveDate>,
    /// Whether it may be transferred and split.
    transferable: bool,
    /// Where the debtor pays to.
    payee: BankAccount,
    /// The account before that, for payments made before its change was known.
    former_payee: Option<FormerPayeeView>,
    /// The payments that counted.
    payments: Vec<ReceivedPayment>,
    /// The certificate that was split into it.
    parent: Option<CertificateId>,
    /// The certificate that the confirmation issued: itself, or its farthest ancestor.
    root: CertificateId,
    /// How many splits lie between the root and it.
    depth: u32,
    /// The order of a court that freezes it.
    frozen: Option<FreezeView>,
    /// The bank that promised to pay at maturity.
    endorsed_by: Option<PartyId>,
    /// The offer, while it is offered.
    offer: Option<Offer>,
    /// The financing request that it is held for.
    reserved_for: Option<FinancingRequestId>,
    /// The bank that it is pledged or assigned to.
    bank: Option<PartyId>,
    /// The number of the filing of its pledge.
    filing: Option<ShortText>,
    /// The loan that it was assigned for.
    loan: Option<LoanId>,
}

/// An offer of a certificate.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CertificateOffer)]
struct Offer {
    /// To whom.
    to: PartyId,
    /// The last moment at which it can be accepted.
    until: Millis,
    /// Who bears it when the debtor does not pay.
    recourse: Recourse,
}

/// The account that the payee account replaced.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormerPayee)]
struct FormerPayeeView {
    /// The account.
    payee: BankAccount,
    /// Who paid to it by this day has paid (Civil Code article 546).
    until: NaiveDate,
}

/// An order of a court that freezes a certificate.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Freeze)]
struct FreezeView {
    /// The number of the order.
    order: ShortText,
    /// The SHA-256 of the order's file.
    digest: Digest,
    /// The day on which it was entered.
    on: NaiveDate,
}

/// What the stages hold besides their name.
#[derive(Default)]
struct Held {
    offer: Option<Offer>,
    reserved_for: Option<FinancingRequestId>,
    bank: Option<PartyId>,
    filing: Option<ShortText>,
    loan: Option<LoanId>,
}

impl Held {
    fn of(stage: State) -> Self {
        let none = Self::default();
        match stage {
            State::Offered { to, until, recourse } => Self {
                offer: Some(Offer { to, until, recourse }),
                ..none
            },
            State::Reserved { request } => Self {
                reserved_for: Some(request),
                ..none
            },
            State::Pledged { bank, filing } => Self {
                bank: Some(bank),
                filing: Some(filing),
                ..none
            },
            State::Assigned { bank, loan } => Self {
                bank: Some(bank),
                loan: Some(loan),
                ..none
            },
            State::Free {} | State::Split {} | State::Discharged {} | State::Cancelled {} => none,
        }
    }
}

impl CertificateView {
    /// Where it stands at the moment that it is shown.
    pub(crate) const fn stage(&self) -> CertificateStage {
        self.stage
    }

    /// The certificate as it reads at this moment.
    pub(crate) fn of(stamp: Stamp, certificate: Certificate, now: Millis) -> Self {
        let stage = certificate.stage_at(now);
        let controller = certificate.controller();
        let name = CertificateStage::from(&stage);
        let held = Held::of(stage);
        let issue = certificate.issue;
        Self {
            id: issue.certificate,
            stamp,
            stage: name,
            number: issue.number.to_string(),
            contract: issue.contract,
            receivable: issue.receivable,
            debtor: issue.debtor,
            supplier: issue.supplier,
            holder: certificate.holder,
            controller,
            amount: issue.amount,
            outstanding: certificate.outstanding,
            issued_on: issue.issued_on,
            due_on: issue.due_on,
            longer_due_reason: issue.longer_due_reason,
            overdue_since: certificate.overdue_since,
            transferable: issue.transferable,
            payee: certificate.payee,
            former_payee: certificate.former_payee.map(FormerPayeeView::of),
            payments: certificate.payments,
            parent: issue.parent,
            root: issue.root,
            depth: issue.depth,
            frozen: certificate.frozen.map(FreezeView::of),
            endorsed_by: certificate.endorsement.map(|endorsement| endorsement.bank),
            offer: held.offer,
            reserved_for: held.reserved_for,
            bank: held.bank,
            filing: held.filing,
            loan: held.loan,
        }
    }
}

impl FormerPayeeView {
    fn of(former: FormerPayee) -> Self {
        Self {
            payee: former.payee,
            until: former.until,
        }
    }
}

impl FreezeView {
    fn of(freeze: Freeze) -> Self {
        Self {
            order: freeze.order,
            digest: freeze.digest,
            on: freeze.on,
        }
    }
}

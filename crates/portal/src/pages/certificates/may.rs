//! What the viewer's party may do with a certificate at this moment. The service decides again when an act is prepared; this
//! only keeps buttons away that would lead to a refusal.

use chrono::NaiveDate;
use tallystick_base::{Capacity, PartyId};
use tallystick_commands::certificates::{Certificate, CertificateStage};
use tallystick_commands::parties::{PartyStage, Role};

use crate::pages::endorsements;
use crate::seat::Seat;

/// The acts that are open to the viewer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one button of the page")]
pub(super) struct May {
    /// Whether the party stands to it in a way that lets it act at some time.
    pub(super) is_side: bool,
    /// Pass it on.
    pub(super) offer: bool,
    /// Divide it.
    pub(super) split: bool,
    /// Take or refuse what is offered.
    pub(super) answer_offer: bool,
    /// Take an offer back.
    pub(super) withdraw_offer: bool,
    /// Propose to take it back.
    pub(super) propose_cancellation: bool,
    /// Say, as the debtor, that it was paid.
    pub(super) report: bool,
    /// Ask a bank for money on it.
    pub(super) borrow: bool,
    /// Keep, as a bank, the promise to pay it at maturity.
    pub(super) honour: bool,
    /// Why it is neither passed on nor split, where the holder would look for that: the key of the sentence.
    pub(super) why_not: Option<WhyNot>,
}

/// Why a holder does not pass a certificate on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhyNot {
    /// A court's order is on it.
    Frozen,
    /// It was issued as not transferable.
    NotTransferable,
    /// Its due date has passed.
    PastDue,
    /// Another right is on it.
    NotFree,
}

impl May {
    /// What this seat may do with a certificate that stands so at this moment.
    pub(super) fn of(
        seat: &Seat,
        certificate: &Certificate,
        stage: &CertificateStage,
        today: NaiveDate,
    ) -> Self {
        let side = side(seat, certificate, stage);
        let is_holder = side == Some(Side::Holder);
        if !signs(seat) || !stage.is_live() {
            return Self {
                is_side: signs(seat) && side.is_some(),
                ..Self::default()
            };
        }
        let frozen = certificate.frozen.is_some();
        let active = is_active(seat);
        let why_not = is_holder.then(|| why_not(certificate, stage, today)).flatten();
        let free = is_holder && active && why_not.is_none();
        let is_offered = matches!(stage, CertificateStage::Offered { .. });
        Self {
            is_side: side.is_some(),
            offer: free,
            split: free,
            borrow: is_holder
                && active
                && !frozen
                && *stage == CertificateStage::Free {}
                && certificate.issue.due_on > today,
            answer_offer: side == Some(Side::Offeree) && !frozen,
            withdraw_offer: is_holder && is_offered && !frozen,
            // An order of a court stops everything but payment.
            report: side == Some(Side::Debtor),
            honour: endorsements::may_honour(seat, certificate, stage, today),
            // Agreeing to it would be refused while anybody else has a right on it.
            propose_cancellation: (is_holder || side == Some(Side::Debtor))
                && !frozen
                && *stage == CertificateStage::Free {},
            why_not,
        }
    }
}

/// How a party stands to a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Holder,
    Offeree,
    Debtor,
}

fn side(seat: &Seat, certificate: &Certificate, stage: &CertificateStage) -> Option<Side> {
    let party: PartyId = seat.viewer.party;
    let sells = seat.acts_as(Capacity::Supplier);
    match stage {
        _ if sells && certificate.holder == party => Some(Side::Holder),
        CertificateStage::Offered { to, .. } if sells && *to == party => Some(Side::Offeree),
        _ if seat.acts_as(Capacity::Buyer) && certificate.issue.debtor == party => Some(Side::Debtor),
        _ => None,
    }
}

fn why_not(certificate: &Certificate, stage: &CertificateStage, today: NaiveDate) -> Option<WhyNot> {
    if certificate.frozen.is_some() {
        Some(WhyNot::Frozen)
    } else if *stage != (CertificateStage::Free {}) {
        Some(WhyNot::NotFree)
    } else if !certificate.issue.transferable {
        Some(WhyNot::NotTransferable)
    } else if certificate.is_past_due(today) {
        Some(WhyNot::PastDue)
    } else {
        None
    }
}

/// Whether the member may sign what a party does with a certificate: makers and checkers may.
pub(super) fn signs(seat: &Seat) -> bool {
    seat.viewer.roles.iter().any(|role| match role {
        Role::Maker | Role::Checker => true,
        Role::Admin | Role::Viewer => false,
    })
}

/// Whether the party begins anything new.
fn is_active(seat: &Seat) -> bool {
    match seat.viewer.stage {
        PartyStage::Active {} => true,
        PartyStage::Registered {} | PartyStage::Suspended { .. } => false,
    }
}

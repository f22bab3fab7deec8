//! Receivables, certificates, cancellations and payments.

use tallystick_certificates::{
    AcceptCancellation, AcceptCertificate, AcknowledgePayment, ClaimReceivable, ConfirmReceivable,
    DeclineCancellation, DeclineCertificate, DisputeReceivable, ForwardReceivable, FreezeCertificate,
    LapseCertificateOffer, LapseConfirmation, MarkOverdue, OfferCertificate, ProposeCancellation,
    RejectPayment, RejectReceivable, ReportPayment, SplitCertificate, UnfreezeCertificate,
    WithdrawCancellation, WithdrawCertificateOffer, WithdrawReceivable,
};

use super::{CommandSpec, PolicyAmount};
use crate::schemas::Body;

pub(super) const SPECS: &[CommandSpec] = &[
    CommandSpec::new(
        "receivable.claim/1",
        Body::of::<ClaimReceivable>(),
        "receivable/<new>",
        "Asks the buyer to confirm a receivable, and shows the papers; an invoice backs one live claim.",
    )
    .alt(&["evidence/<invoice>+", "allowance/<contract>"])
    .rel(&["contract/<contract>", "rules/cn"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "receivable.forward/1",
        Body::of::<ForwardReceivable>(),
        "receivable/<receivable>",
        "The confirmation centre passes a claim on to the buyer, with what it found in the papers.",
    )
    .amount(PolicyAmount::Claimed),
    CommandSpec::new(
        "receivable.withdraw/1",
        Body::of::<WithdrawReceivable>(),
        "receivable/<receivable>",
        "Takes a claim back; its invoices are free again.",
    )
    .alt(&["evidence/<invoice>+"])
    .amount(PolicyAmount::Claimed),
    CommandSpec::new(
        "receivable.confirm/1",
        Body::of::<ConfirmReceivable>(),
        "receivable/<receivable>",
        "Acknowledges amount and due date, in whole or in part, and issues the certificate.",
    )
    .alt(&[
        "certificate/<new>",
        "allowance/<contract>",
        "payment-record/<own>",
        "receivable/<rest>?",
        "evidence/<invoice>*",
    ])
    .rel(&["contract/<contract>", "rules/cn"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "receivable.reject/1",
        Body::of::<RejectReceivable>(),
        "receivable/<receivable>",
        "Denies the debt, with reasons; the invoices are free again.",
    )
    .alt(&["evidence/<invoice>+"])
    .amount(PolicyAmount::Claimed),
    CommandSpec::new(
        "receivable.dispute/1",
        Body::of::<DisputeReceivable>(),
        "receivable/<receivable>",
        "Objects for the time being, with reasons; confirming or rejecting stays open.",
    )
    .amount(PolicyAmount::Claimed),
    CommandSpec::new(
        "confirmation.lapse/1",
        Body::of::<LapseConfirmation>(),
        "confirmation-lapse/<receivable>",
        "Records that the buyer did not answer in time; it shows on the buyer's record.",
    )
    .alt(&["receivable/<receivable>", "payment-record/<buyer>"]),
    CommandSpec::new(
        "certificate.offer/1",
        Body::of::<OfferCertificate>(),
        "certificate/<certificate>",
        "Offers a certificate to another supplier until a moment, and says who bears the debtor's default.",
    )
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "certificate.accept/1",
        Body::of::<AcceptCertificate>(),
        "certificate/<certificate>",
        "Takes an offered certificate, and names the account to which the debtor pays from now on.",
    )
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "certificate.decline/1",
        Body::of::<DeclineCertificate>(),
        "certificate/<certificate>",
        "Does not take an offered certificate.",
    )
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "certificate.withdraw-offer/1",
        Body::of::<WithdrawCertificateOffer>(),
        "certificate/<certificate>",
        "Takes an offer back before it is answered.",
    )
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "certificate.lapse-offer/1",
        Body::of::<LapseCertificateOffer>(),
        "certificate/<certificate>",
        "Records that an offer's last moment has passed; it reads as gone from that moment in any case.",
    ),
    CommandSpec::new(
        "certificate.split/1",
        Body::of::<SplitCertificate>(),
        "certificate/<certificate>",
        "Divides a certificate into children that add up to it exactly.",
    )
    .alt(&["certificate/<child>+"])
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "certificate.freeze/1",
        Body::of::<FreezeCertificate>(),
        "certificate/<certificate>",
        "Freezes a certificate on a court's order: nothing but payment moves it.",
    )
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "certificate.unfreeze/1",
        Body::of::<UnfreezeCertificate>(),
        "certificate/<certificate>",
        "Frees a frozen certificate on a court's order.",
    )
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "certificate.mark-overdue/1",
        Body::of::<MarkOverdue>(),
        "payment-record/<buyer>",
        "Marks what is unpaid after its due date; until cured, the buyer issues nothing transferable.",
    )
    .alt(&["certificate/<certificate>+"]),
    CommandSpec::new(
        "cancellation.propose/1",
        Body::of::<ProposeCancellation>(),
        "cancellation/<new>",
        "Proposes to take a certificate back; debtor or holder does, and the other answers.",
    )
    .rel(&["certificate/<certificate>"])
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "cancellation.accept/1",
        Body::of::<AcceptCancellation>(),
        "cancellation/<cancellation>",
        "Agrees to the cancellation; what is outstanding returns to the contract's allowance.",
    )
    .alt(&[
        "certificate/<certificate>",
        "allowance/<contract>",
        "payment-record/<debtor>",
        "evidence/<invoice>*",
    ])
    .rel(&["receivable/<receivable>?"])
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "cancellation.decline/1",
        Body::of::<DeclineCancellation>(),
        "cancellation/<cancellation>",
        "Does not agree to the cancellation.",
    )
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "cancellation.withdraw/1",
        Body::of::<WithdrawCancellation>(),
        "cancellation/<cancellation>",
        "Takes the proposal to cancel back before it is answered.",
    )
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "payment.report/1",
        Body::of::<ReportPayment>(),
        "payment/<new>",
        "Reports a payment of the debtor; it counts once it is acknowledged.",
    )
    .alt(&["certificate/<certificate>"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "payment.acknowledge/1",
        Body::of::<AcknowledgePayment>(),
        "payment/<payment>",
        "Acknowledges that the payment arrived; a certificate paid in full is discharged by it.",
    )
    .alt(&["certificate/<certificate>", "payment-record/<debtor>"])
    .amount(PolicyAmount::Reported),
    CommandSpec::new(
        "payment.reject/1",
        Body::of::<RejectPayment>(),
        "payment/<payment>",
        "States that the payment did not arrive.",
    )
    .alt(&["certificate/<certificate>"])
    .amount(PolicyAmount::Reported),
];

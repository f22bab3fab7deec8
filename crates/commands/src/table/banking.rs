//! Credit lines, loans, and what follows.

use tallystick_banking::{
    AcceptSale, AcknowledgeNotice, AmendLine, ApproveLoan, AssessRequest, AssignRepayment, BookRepayment,
    CallGuarantee, CancelLoan, ChargeLoan, ClaimRecourse, CloseLine, ClosePool, DeclineSale, DischargeFiling,
    EndorseCertificate, ExpireGuarantee, FailDisbursement, HonourEndorsement, InstructLoan, LapseLoan,
    MarkLoanOverdue, NotifyDebtor, OpenLine, OpenPool, PaySurplus, ProposeSale, RecordEntry, RecordFiling,
    ReleaseEndorsement, ReleaseGuarantee, ResumeLine, ReverseRepayment, SettleDisbursement, SuspendLine,
    WithdrawSale, WriteOffLoan,
};

use super::{CommandSpec, PolicyAmount};
use crate::schemas::Body;

pub(super) const SPECS: &[CommandSpec] = &[
    CommandSpec::new(
        "credit-line.open/1",
        Body::of::<OpenLine>(),
        "credit-line/<new>",
        "Agrees to a limit on somebody, which uses count against from now on.",
    )
    .alt(&["line-use/<new>", "line-book/<own>"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "credit-line.amend/1",
        Body::of::<AmendLine>(),
        "credit-line/<line>",
        "Sets other terms of a line; a limit under its use blocks new use.",
    )
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "credit-line.suspend/1",
        Body::of::<SuspendLine>(),
        "credit-line/<line>",
        "Stops new uses of a line.",
    )
    .amount(PolicyAmount::Limit),
    CommandSpec::new(
        "credit-line.resume/1",
        Body::of::<ResumeLine>(),
        "credit-line/<line>",
        "Takes new uses of a line again.",
    )
    .amount(PolicyAmount::Limit),
    CommandSpec::new(
        "credit-line.close/1",
        Body::of::<CloseLine>(),
        "credit-line/<line>",
        "Ends a line of which nothing is used.",
    )
    .alt(&["line-use/<line>", "line-book/<own>"])
    .amount(PolicyAmount::Limit),
    CommandSpec::new(
        "review.assess/1",
        Body::of::<AssessRequest>(),
        "review/<review>",
        "Records what the bank saw, its search of the registry, and how each check came out.",
    )
    .alt(&["financing-request/<request>", "payment-record/<debtor>"])
    .rel(&[
        "certificate/<certificate>+",
        "receivable/<receivable>+",
        "contract/<contract>+",
        "rules/cn",
    ])
    .amount(PolicyAmount::Requested),
    CommandSpec::new(
        "loan.approve/1",
        Body::of::<ApproveLoan>(),
        "loan/<new>",
        "Approves a loan on the offer that was accepted, and reserves credit on every line that applies.",
    )
    .alt(&[
        "financing-request/<request>",
        "line-use/<line>+",
        "line-book/<own>",
        "guarantee/<guarantee>*",
        "certificate/<certificate>+",
    ])
    .rel(&["review/<review>", "credit-line/<line>+", "rules/cn"])
    .amount(PolicyAmount::Requested),
    CommandSpec::new(
        "loan.cancel/1",
        Body::of::<CancelLoan>(),
        "loan/<loan>",
        "Takes an approval back before the money is instructed.",
    )
    .alt(&[
        "financing-request/<request>",
        "line-use/<line>*",
        "certificate/<other>*",
        "review/<other>*",
        "auction/<other>?",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
    ])
    .amount(PolicyAmount::Lent),
    CommandSpec::new(
        "loan.lapse/1",
        Body::of::<LapseLoan>(),
        "loan/<loan>",
        "Records that an approval has lapsed; what was held for it is free again.",
    )
    .alt(&[
        "financing-request/<request>",
        "line-use/<line>*",
        "certificate/<other>*",
        "review/<other>*",
        "auction/<other>?",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
    ]),
    CommandSpec::new(
        "loan.instruct/1",
        Body::of::<InstructLoan>(),
        "loan/<loan>",
        "Instructs the payment; from now on nothing lapses.",
    )
    .alt(&["certificate/<certificate>+"])
    .amount(PolicyAmount::Lent),
    CommandSpec::new(
        "disbursement.settle/1",
        Body::of::<SettleDisbursement>(),
        "loan/<loan>",
        "Records that the money is out; certificates are assigned and credit is drawn.",
    )
    .alt(&[
        "certificate/<other>*",
        "credit-line/<other>*",
        "line-use/<other>*",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
        "payment-record/<debtor>?",
        "financing-request/<request>?",
        "bank-entry/<line>?",
    ])
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "disbursement.fail/1",
        Body::of::<FailDisbursement>(),
        "loan/<loan>",
        "Records that the payment failed; the loan is approved again.",
    )
    .amount(PolicyAmount::Lent),
    CommandSpec::new(
        "bank-entry.record/1",
        Body::of::<RecordEntry>(),
        "bank-entry/<line>",
        "Keeps a line of the bank statement that belongs to no loan the bank knows of.",
    )
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "repayment.book/1",
        Body::of::<BookRepayment>(),
        "bank-entry/<line>",
        "Books a line of the bank statement on a loan, once.",
    )
    .alt(&[
        "loan/<loan>",
        "certificate/<other>*",
        "credit-line/<other>*",
        "line-use/<other>*",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
        "payment-record/<debtor>?",
        "financing-request/<request>?",
    ])
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "repayment.assign/1",
        Body::of::<AssignRepayment>(),
        "bank-entry/<line>",
        "Assigns a line by hand that nobody knew what it belongs to.",
    )
    .alt(&[
        "loan/<loan>",
        "certificate/<other>*",
        "credit-line/<other>*",
        "line-use/<other>*",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
        "payment-record/<debtor>?",
        "financing-request/<request>?",
    ])
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Entered),
    CommandSpec::new(
        "repayment.reverse/1",
        Body::of::<ReverseRepayment>(),
        "bank-entry/<line>",
        "Takes a booking back that was a mistake.",
    )
    .alt(&[
        "loan/<loan>",
        "certificate/<other>*",
        "credit-line/<other>*",
        "line-use/<other>*",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
        "payment-record/<debtor>?",
        "financing-request/<request>?",
    ])
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Entered),
    CommandSpec::new(
        "loan.charge/1",
        Body::of::<ChargeLoan>(),
        "loan/<loan>",
        "Books costs of collecting on a loan.",
    )
    .alt(&[
        "certificate/<other>*",
        "credit-line/<other>*",
        "line-use/<other>*",
        "guarantee/<other>*",
        "guarantor-use/<guarantor>*",
        "payment-record/<debtor>?",
        "financing-request/<request>?",
    ])
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "loan.mark-overdue/1",
        Body::of::<MarkLoanOverdue>(),
        "loan/<loan>",
        "Marks a loan that is unpaid after its maturity, once for each bucket of days.",
    )
    .rel(&["rules/cn"]),
    CommandSpec::new(
        "loan.claim-recourse/1",
        Body::of::<ClaimRecourse>(),
        "loan/<loan>",
        "Asks the borrower to take the claim back.",
    )
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Lent),
    CommandSpec::new(
        "loan.write-off/1",
        Body::of::<WriteOffLoan>(),
        "loan/<loan>",
        "Says that the bank does not expect the money any more; what is owed stays owed.",
    )
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Lent),
    CommandSpec::new(
        "surplus.pay/1",
        Body::of::<PaySurplus>(),
        "loan/<loan>",
        "Passes on what was left over, to whom it is owed.",
    )
    .alt(&["guarantee/<guarantee>*"])
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "guarantee.call/1",
        Body::of::<CallGuarantee>(),
        "guarantee/<guarantee>",
        "Asks a guarantor for payment on an overdue loan.",
    )
    .alt(&["loan/<loan>"])
    .rel(&["rules/cn"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "guarantee.release/1",
        Body::of::<ReleaseGuarantee>(),
        "guarantee/<guarantee>",
        "Sets a guarantor free.",
    )
    .alt(&["guarantor-use/<guarantor>"])
    .amount(PolicyAmount::Guaranteed),
    CommandSpec::new(
        "guarantee.expire/1",
        Body::of::<ExpireGuarantee>(),
        "guarantee/<guarantee>",
        "Records that the period of a guarantee has ended.",
    )
    .alt(&["loan/<loan>", "guarantor-use/<guarantor>"])
    .rel(&["rules/cn"]),
    CommandSpec::new(
        "filing.record/1",
        Body::of::<RecordFiling>(),
        "filing/<new>",
        "Records a filing in the registry; a pledge arises with it.",
    )
    .alt(&["loan/<loan>", "certificate/<certificate>+"])
    .amount(PolicyAmount::Lent),
    CommandSpec::new(
        "filing.discharge/1",
        Body::of::<DischargeFiling>(),
        "filing/<filing>",
        "Records that a filing was taken out of the registry after the debt had ended.",
    )
    .alt(&["loan/<loan>"])
    .rel(&["rules/cn"]),
    CommandSpec::new(
        "assignment.notify/1",
        Body::of::<NotifyDebtor>(),
        "notice/<new>",
        "Gives the debtor notice: from now on only payment to the bank's account counts.",
    )
    .alt(&["loan/<loan>", "certificate/<certificate>+"])
    .amount(PolicyAmount::Lent),
    CommandSpec::new(
        "assignment.acknowledge/1",
        Body::of::<AcknowledgeNotice>(),
        "notice/<notice>",
        "Signs that the notice arrived.",
    ),
    CommandSpec::new(
        "pool.open/1",
        Body::of::<OpenPool>(),
        "pool/<new>",
        "Opens a pool, and says which loans it may buy.",
    ),
    CommandSpec::new(
        "pool.close/1",
        Body::of::<ClosePool>(),
        "pool/<pool>",
        "Buys no more into a pool.",
    ),
    CommandSpec::new(
        "sale.propose/1",
        Body::of::<ProposeSale>(),
        "sale/<new>",
        "Offers a loan to a pool.",
    )
    .alt(&["loan/<loan>", "pool/<pool>"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "sale.accept/1",
        Body::of::<AcceptSale>(),
        "sale/<sale>",
        "Buys a loan into the pool, if its rules admit it.",
    )
    .alt(&["pool/<pool>", "loan/<loan>+"])
    .amount(PolicyAmount::Offered),
    CommandSpec::new(
        "sale.decline/1",
        Body::of::<DeclineSale>(),
        "sale/<sale>",
        "Does not buy an offered loan.",
    )
    .alt(&["pool/<pool>"])
    .amount(PolicyAmount::Offered),
    CommandSpec::new(
        "sale.withdraw/1",
        Body::of::<WithdrawSale>(),
        "sale/<sale>",
        "Takes the offer of a loan back.",
    )
    .amount(PolicyAmount::Offered),
    CommandSpec::new(
        "certificate.endorse/1",
        Body::of::<EndorseCertificate>(),
        "endorsement/<certificate>",
        "Adds the bank's own promise to pay a certificate at maturity, on its lines for the debtor.",
    )
    .alt(&["certificate/<certificate>", "line-use/<line>+", "line-book/<own>"])
    .rel(&["credit-line/<line>+"])
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "endorsement.honour/1",
        Body::of::<HonourEndorsement>(),
        "endorsement/<endorsed>",
        "Keeps the promise: the bank paid the holder, and has the certificate.",
    )
    .alt(&[
        "certificate/<certificate>",
        "credit-line/<line>+",
        "line-use/<line>+",
    ])
    .amount(PolicyAmount::Outstanding),
    CommandSpec::new(
        "endorsement.release/1",
        Body::of::<ReleaseEndorsement>(),
        "endorsement/<endorsed>",
        "Records that a certificate under an endorsement has ended, and frees the credit.",
    )
    .alt(&["certificate/<certificate>", "line-use/<line>*"]),
];

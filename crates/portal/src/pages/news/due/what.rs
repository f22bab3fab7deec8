//! What is to be done, or will be.

use chrono::NaiveDate;

use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::pages::filings;

/// What is to be done, or will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The party is to answer a claim.
    Answer,
    /// The confirmation centre is to look at a claim and pass it on.
    Forward,
    /// The buyer is to answer a claim that the centre passed on.
    Watch,
    /// The buyer is to answer the party's own claim, which lapses otherwise.
    Claim,
    /// The party is to pay.
    Pay,
    /// The party is to be paid.
    Paid,
    /// The party is to take a certificate, or not.
    Take,
    /// The party is to accept the offer of a bank, or not.
    Accept,
    /// The party's own request ends.
    Expire,
    /// The holder is to join a request of its debtor, or not.
    Join,
    /// The party is to repay a loan.
    Repay,
    /// The party is to be repaid.
    Collect,
    /// The bank is to offer on a request, or to decline it.
    Review,
    /// The bank is to seal its bid.
    Bid,
    /// The bank is to open its bid.
    Open,
    /// The bank is to approve the loan of an offer that was accepted.
    Approve,
    /// The bank is to instruct a disbursement before its approval lapses.
    Instruct,
    /// The bank can call a guarantee no longer after that day.
    Call,
    /// A filing ends in the registry while its loan stands.
    Renew,
    /// The bank is to take a filing out of the registry.
    Discharge,
    /// A credit line can be used no longer after that day.
    Line,
    /// The bank is to pay what it promised and the debtor did not pay.
    Honour,
    /// The guarantor is to offer a guarantee, or not.
    Guarantee,
    /// The guarantor is to issue the guarantee that an offer relies on.
    Issue,
    /// The guarantor is free after that day, unless it is called.
    Free,
    /// The asset manager is to answer an offer.
    Buy,
    /// A party may veto the key that is announced for it no longer after that day.
    Veto,
    /// The operator is to add a key that was announced and not vetoed.
    Restore,
    /// The member is to sign too, before a proposal ends.
    Sign,
    /// The buyer is to publish what it paid late in the year before.
    Disclose,
}

impl What {
    pub(super) fn told(self, frame: &Frame<'_>) -> String {
        match self {
            Self::Answer => frame.say("due-answer"),
            Self::Forward => frame.say("due-forward"),
            Self::Watch => frame.say("due-watch"),
            Self::Claim => frame.say("due-claim"),
            Self::Pay => frame.say("due-pay"),
            Self::Paid => frame.say("due-paid"),
            Self::Take => frame.say("due-offer"),
            Self::Accept => frame.say("due-accept"),
            Self::Expire => frame.say("due-expire"),
            Self::Join => frame.say("due-join"),
            Self::Repay => frame.say("due-repay"),
            Self::Collect => frame.say("due-collect"),
            Self::Review => frame.say("due-review"),
            Self::Bid => frame.say("due-bid"),
            Self::Open => frame.say("due-open-bid"),
            Self::Approve => frame.say("due-approve"),
            Self::Instruct => frame.say("due-instruct"),
            Self::Call => frame.say("due-call"),
            Self::Renew => frame.say("due-renew"),
            Self::Discharge => frame.say("due-discharge"),
            Self::Line => frame.say("due-line"),
            Self::Honour => frame.say("due-honour"),
            Self::Guarantee => frame.say("due-guarantee"),
            Self::Issue => frame.say("due-issue"),
            Self::Free => frame.say("due-free"),
            Self::Buy => frame.say("due-buy"),
            Self::Veto => frame.say("due-veto"),
            Self::Restore => frame.say("due-restore"),
            Self::Sign => frame.say("due-sign"),
            Self::Disclose => frame.say("due-disclose"),
        }
    }

    /// The days that are left, on the scale that they have on the page of what it is about.
    pub(super) fn left(self, day: NaiveDate, today: NaiveDate) -> DaysLeft {
        match self {
            Self::Pay
            | Self::Paid
            | Self::Repay
            | Self::Collect
            | Self::Honour
            | Self::Line
            | Self::Renew
            | Self::Call
            | Self::Free
            | Self::Disclose => DaysLeft::until_due(day, today),
            Self::Discharge => DaysLeft::until(day, today, filings::FORTNIGHT),
            Self::Answer
            | Self::Forward
            | Self::Watch
            | Self::Claim
            | Self::Take
            | Self::Accept
            | Self::Expire
            | Self::Join
            | Self::Review
            | Self::Bid
            | Self::Open
            | Self::Approve
            | Self::Instruct
            | Self::Guarantee
            | Self::Issue
            | Self::Buy
            | Self::Veto
            | Self::Restore
            | Self::Sign => DaysLeft::until_answer(day, today),
        }
    }

    /// Where all of it stands.
    pub(super) const fn list(self) -> &'static str {
        match self {
            Self::Answer | Self::Forward | Self::Watch | Self::Claim => "/receivables",
            Self::Pay => "/payments",
            Self::Paid | Self::Take => "/certificates?order=due",
            Self::Accept | Self::Expire | Self::Join => "/requests",
            Self::Repay | Self::Collect | Self::Instruct => "/loans",
            Self::Review | Self::Bid | Self::Open | Self::Approve => "/reviews",
            Self::Call | Self::Guarantee | Self::Issue | Self::Free => "/guarantees",
            Self::Renew | Self::Discharge => "/filings",
            Self::Line => "/credit-lines",
            Self::Honour => "/endorsements",
            Self::Buy => "/sales",
            Self::Veto | Self::Restore => "/parties",
            Self::Sign => "/waiting",
            Self::Disclose => "/statistics/disclosure",
        }
    }
}

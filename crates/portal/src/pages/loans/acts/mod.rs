//! What a bank does with one of its loans: each act with a page of its own, open only where it may be done now.

mod backing;
mod collect;
mod ground;
mod guarantee;
mod outcome;
mod pay;
mod sale;
mod security;

use axum::extract::{Path, State};
use tallystick_base::Millis;

pub(super) use backing::{Backing, GuaranteeAct};
pub(super) use ground::Ground;
pub(super) use guarantee::{figures as guarantee_figures, page as guarantee};
pub(super) use sale::withdraw;
pub(super) use security::may_notify;

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::word_to;
use crate::pages::typed_act::{self, Figures, Typed};
use crate::pages::{Asked, Page};
use crate::places::BANK;
use crate::seat::Seated;

/// An act on a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LoanAct {
    /// Files the security in the registry.
    File,
    /// Tells the bank's own system to pay.
    Instruct,
    /// Records that the money is out.
    Settle,
    /// Records that the payment failed.
    Fail,
    /// Tells the debtor where to pay.
    Notify,
    /// Books costs of collecting.
    Charge,
    /// Books money that came in.
    Book,
    /// Asks the borrower to take the claim back.
    Recourse,
    /// Passes on what was left over.
    Surplus,
    /// Offers the loan to a pool.
    Sell,
    /// Gives the loan up.
    WriteOff,
    /// Takes the approval back.
    Cancel,
}

impl LoanAct {
    /// Every act, in the order in which buttons stand.
    pub(super) const ALL: [Self; 12] = [
        Self::File,
        Self::Instruct,
        Self::Settle,
        Self::Fail,
        Self::Notify,
        Self::Book,
        Self::Charge,
        Self::Recourse,
        Self::Surplus,
        Self::Sell,
        Self::WriteOff,
        Self::Cancel,
    ];

    /// Its place in an address.
    pub(super) const fn place(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Instruct => "instruct",
            Self::Settle => "settle",
            Self::Fail => "fail",
            Self::Notify => "notify",
            Self::Book => "book",
            Self::Charge => "charge",
            Self::Recourse => "claim-recourse",
            Self::Surplus => "surplus",
            Self::Sell => "sell",
            Self::WriteOff => "write-off",
            Self::Cancel => "cancel",
        }
    }

    /// The kind of its command.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::File => "filing.record/1",
            Self::Instruct => "loan.instruct/1",
            Self::Settle => "disbursement.settle/1",
            Self::Fail => "disbursement.fail/1",
            Self::Notify => "assignment.notify/1",
            Self::Book => "repayment.book/1",
            Self::Charge => "loan.charge/1",
            Self::Recourse => "loan.claim-recourse/1",
            Self::Surplus => "surplus.pay/1",
            Self::Sell => "sale.propose/1",
            Self::WriteOff => "loan.write-off/1",
            Self::Cancel => "loan.cancel/1",
        }
    }

    /// Its name, as something to be done.
    pub(super) fn title(self, frame: &Frame<'_>) -> String {
        frame.say(&word_to(self.kind()))
    }

    /// Whether it moves the loan on; the others stand beside.
    pub(super) const fn is_next_step(self) -> bool {
        match self {
            Self::File | Self::Instruct | Self::Settle => true,
            Self::Fail
            | Self::Notify
            | Self::Book
            | Self::Charge
            | Self::Recourse
            | Self::Surplus
            | Self::Sell
            | Self::WriteOff
            | Self::Cancel => false,
        }
    }

    fn at(place: &str) -> Result<Self, Failure> {
        let found = Self::ALL.into_iter().find(|act| act.place() == place);
        found.ok_or(Failure::NotFound)
    }
}

/// The loan at an address, for an act that its bank may do now.
async fn ground(portal: &Portal, seated: &Seated, text: &str, act: LoanAct) -> Result<Ground, Failure> {
    let ground = Ground::read(portal, seated, text).await?;
    if !ground.acts(&seated.seat) {
        return Err(Failure::NotFound);
    }
    if ground.is_open(act) {
        Ok(ground)
    } else {
        Err(Failure::NotNow)
    }
}

/// Which of several accounts a page is about.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    account: Option<String>,
}

/// The page of an act.
pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path((text, place)): Path<(String, String)>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(BANK)?;
    let act = LoanAct::at(&place)?;
    let ground = ground(&portal, &seated, &text, act).await?;
    let approval = &ground.loan().approval;
    let parties = [approval.bank, approval.borrower, approval.holder, approval.debtor];
    let sharing = ground.account.surplus.iter().map(|share| share.to);
    let names = Names::of(
        portal.store(),
        seated.viewer(),
        parties.into_iter().chain(sharing),
    )
    .await?;
    match act {
        LoanAct::File => security::file(&portal, seated, &ground, &names),
        LoanAct::Notify => security::notify(&portal, seated, &ground, &names, query.account.as_deref()).await,
        LoanAct::Instruct => pay::instruct(&portal, seated, &ground, &names),
        LoanAct::Settle => outcome::settle(&portal, seated, &ground, &names),
        LoanAct::Fail => outcome::fail(&portal, seated, &ground, &names),
        LoanAct::Cancel => pay::cancel(&portal, seated, ground, &names),
        LoanAct::Charge => collect::charge(&portal, seated, &ground, &names),
        LoanAct::Recourse => collect::recourse(&portal, seated, &ground, &names),
        LoanAct::Surplus => collect::surplus(&portal, seated, &ground, &names),
        LoanAct::WriteOff => collect::write_off(&portal, seated, ground, &names),
        LoanAct::Sell => sale::propose(&portal, seated, &ground, &names).await,
        // Its page stands with the lines of the bank's statements.
        LoanAct::Book => Err(Failure::NotFound),
    }
}

/// The figures of an act, as they follow from what is typed.
pub(super) async fn figures(
    State(portal): State<Portal>,
    seated: Seated,
    Path((text, place)): Path<(String, String)>,
    Asked(typed): Asked<Typed>,
) -> Page {
    let seated = seated.only(BANK)?;
    let act = LoanAct::at(&place)?;
    let ground = ground(&portal, &seated, &text, act).await?;
    let frame = Frame::new(&portal, seated.visit);
    let figures = match act {
        LoanAct::Instruct => pay::instruct_figures(&frame, &ground, &typed),
        LoanAct::Settle => outcome::settle_figures(&frame, &ground, &typed),
        LoanAct::Charge => collect::charge_figures(&frame, &ground, &typed)?,
        LoanAct::Surplus => collect::surplus_figures(&frame, &ground, &typed),
        LoanAct::Sell => sale::figures(&frame, &ground, &typed),
        LoanAct::File
        | LoanAct::Fail
        | LoanAct::Notify
        | LoanAct::Book
        | LoanAct::Recourse
        | LoanAct::WriteOff
        | LoanAct::Cancel => return Err(Failure::NotFound),
    };
    typed_act::fragment(figures)
}

/// The figures of an amount that is not one.
fn unread(frame: &Frame<'_>) -> Figures {
    Figures::wrong(frame.say("amount-unread"))
}

/// A moment as an input takes it: `2026-03-06T17:00`, in Beijing.
fn for_input(at: Millis) -> String {
    crate::figures::moment(at).replace(' ', "T")
}

/// So many days after a moment.
fn days_after(at: Millis, days: u64) -> Millis {
    Millis::new(at.as_millis().saturating_add(days * 86_400_000)).unwrap_or(at)
}

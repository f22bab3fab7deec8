//! One guarantee: for how much its guarantor is bound and until when, what was called and paid, and what passed to it.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use tallystick_base::{Capacity, Money, PartyId};
use tallystick_commands::financing::{FinancingRequest, Guarantee, GuaranteeStage};
use tallystick_store::{Relying, Seen};

use super::relied_on::LoanView;
use super::{READERS, acts, find, next};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, terms, written};
use crate::seat::{Seat, Seated};

#[derive(Template)]
#[template(path = "guarantees/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Guarantee>,
    request: Option<Seen<FinancingRequest>>,
    names: Names,
    stage: String,
    left: Option<DaysLeft>,
    next: String,
    /// What it is over: for how much the guarantor is bound, or would be at most.
    amount: Money,
    period: String,
    loan: Option<LoanView>,
    called: Option<CalledView>,
    may_issue: bool,
    may_withdraw: bool,
    /// The pages on which the bank calls it or sets its guarantor free; none for everybody else.
    bank_acts: Option<String>,
    timeline: Vec<Moment>,
}

/// What was asked for and paid.
struct CalledView {
    called: Option<Money>,
    paid: Option<Money>,
    passed_on: Option<Money>,
    /// What of the claim that passed to the guarantor is still to come.
    open: Option<Money>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(READERS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    let request = store.request(viewer, seen.state.terms.request).await?;
    let relying = relying(&portal, &seated, &seen.state).await?;
    let loan = LoanView::read(&portal, &seated, &seen.state).await?;
    let offer = &seen.state.terms;
    let banks = [
        seen.state.stage.bank(),
        relying.map(|relying| relying.bank),
        loan.as_ref().map(|loan| loan.bank),
    ];
    let banks = banks.into_iter().flatten();
    let names = [offer.borrower, offer.guarantor].into_iter().chain(banks);
    let names = Names::of(store, viewer, names).await?;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let (today, now) = (store.today().await?, store.now());
    let expired = seen.state.has_expired(now);
    let offered = matches!(seen.state.stage, GuaranteeStage::Offered {}) && !expired;
    let acts = acts(&seated, &seen.state);
    let until = until(&seen.state, loan.as_ref()).filter(|_| !expired);
    let seat = seated.seat.clone();
    let frame = Frame::new(&portal, seated.visit);
    written(&DetailPage {
        left: until.map(|day| {
            if offered {
                DaysLeft::until_answer(day, today)
            } else {
                DaysLeft::until_due(day, today)
            }
        }),
        next: next::told(
            &frame,
            &names,
            &seen.state,
            &next::Around {
                expired,
                relying,
                callable_until: loan.as_ref().and_then(|loan| loan.callable_until),
            },
        ),
        stage: if expired {
            "lapsed".to_owned()
        } else {
            seen.state.stage.name().to_lowercase()
        },
        amount: amount(&seen.state),
        period: terms::term(&frame, offer.period),
        called: called(&seen.state)?,
        may_issue: acts && offered && relying.is_some(),
        may_withdraw: acts && offered && relying.is_none(),
        bank_acts: bank_acts(&seat, &seen.state),
        request,
        loan,
        names,
        timeline,
        seen,
        frame,
    })
}

/// Where a bank acts on a guarantee by which it is protected.
fn bank_acts(seat: &Seat, guarantee: &Guarantee) -> Option<String> {
    let is_bank = guarantee.stage.bank() == Some(seat.viewer.party);
    let may = is_bank && guarantee.binds() && seat.acts_as(Capacity::Bank) && seat.trades();
    let loan = guarantee.loan.filter(|_| may)?;
    Some(format!(
        "/loans/{}/guarantees/{}",
        loan.uuid(),
        guarantee.id().uuid()
    ))
}

/// The accepted offer that relies on it, which its guarantor alone is told.
async fn relying(
    portal: &Portal,
    seated: &Seated,
    guarantee: &Guarantee,
) -> Result<Option<Relying>, Failure> {
    let viewer = seated.viewer();
    if guarantee.terms.guarantor != viewer.party {
        return Ok(None);
    }
    let ground = portal
        .store()
        .guarantee_ground(viewer, guarantee.terms.request)
        .await?;
    let relying = ground.and_then(|ground| ground.relying);
    Ok(relying.filter(|relying| relying.guarantee == guarantee.id()))
}

/// The day on which something ends: the offer, or the time in which it can be called.
fn until(guarantee: &Guarantee, loan: Option<&LoanView>) -> Option<NaiveDate> {
    match guarantee.stage {
        GuaranteeStage::Offered {} => figures::day_of(guarantee.terms.until),
        GuaranteeStage::Issued { .. } => loan?.callable_until,
        GuaranteeStage::Called { .. }
        | GuaranteeStage::Paid { .. }
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => None,
    }
}

fn amount(guarantee: &Guarantee) -> Money {
    match guarantee.stage {
        GuaranteeStage::Issued { amount, .. }
        | GuaranteeStage::Called { amount, .. }
        | GuaranteeStage::Paid { amount, .. } => amount,
        GuaranteeStage::Offered {}
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => guarantee.terms.at_most,
    }
}

fn called(guarantee: &Guarantee) -> Result<Option<CalledView>, Failure> {
    let (called, paid, passed_on) = match guarantee.stage {
        GuaranteeStage::Called { called, .. } => (called, None, None),
        GuaranteeStage::Paid {
            called,
            paid,
            passed_on,
            ..
        } => (called, Some(paid), Some(passed_on)),
        GuaranteeStage::Offered {}
        | GuaranteeStage::Issued { .. }
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => return Ok(None),
    };
    let open = guarantee.subrogated().map_err(|_| Failure::Fault)?;
    Ok(Some(CalledView {
        called: Some(called).filter(|called| called.is_positive()),
        open: paid.map(|_| open),
        paid,
        passed_on,
    }))
}

impl DetailPage<'_> {
    fn terms(&self) -> &tallystick_commands::financing::guarantee::GuaranteeTerms {
        &self.seen.state.terms
    }

    fn id(&self) -> &str {
        self.seen.subject.id()
    }

    /// The bank to which its guarantor is bound, or was while the loan relied on it.
    fn bank(&self) -> Option<PartyId> {
        let of_loan = || self.loan.as_ref().map(|loan| loan.bank);
        self.seen.state.stage.bank().or_else(of_loan)
    }

    /// Whether the bank may call it: once, and for a loan that is overdue.
    fn may_call(&self) -> bool {
        let issued = matches!(self.seen.state.stage, GuaranteeStage::Issued { .. });
        issued
            && self
                .loan
                .as_ref()
                .is_some_and(|loan| loan.overdue_since.is_some())
    }

    /// The last day on which it can be called; none where it binds nobody any more.
    fn callable_until(&self) -> Option<NaiveDate> {
        let loan = self.loan.as_ref().filter(|_| self.seen.state.binds());
        loan.and_then(|loan| loan.callable_until)
    }

    /// Whether the guarantor itself looks.
    fn is_own(&self) -> bool {
        let seat = self.frame.seat.as_ref();
        seat.is_some_and(|seat| seat.acts_as(Capacity::Guarantor))
    }

    /// Where the request behind it is shown to whoever looks.
    fn request_address(&self) -> Option<String> {
        let id = self.request.as_ref()?.subject.id();
        let acting = self.frame.seat.as_ref()?.acting;
        match acting {
            Capacity::Guarantor => Some(format!("/guarantees/asked/{id}")),
            Capacity::Bank => Some(format!("/reviews/{id}")),
            Capacity::Supplier | Capacity::Buyer | Capacity::Auditor => Some(format!("/requests/{id}")),
            Capacity::AssetManager
            | Capacity::ConfirmationCentre
            | Capacity::Operator
            | Capacity::Service => None,
        }
    }
}

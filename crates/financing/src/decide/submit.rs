//! Submitting a request: what is asked for, on what, and of whom.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Currency, Millis, Money, PartyId, RulePack};

use super::product::check_open;
use super::request::{check_due, check_free, check_pay_to, reserved};
use super::{check_actor, check_amount};
use crate::command::SubmitRequest;
use crate::product::{DueKind, ProductTerms};
use crate::request::{Backing, Direction, Invitation, Submission};
use crate::{
    Auction, AuctionTransition, Case, Part, Product, RateBasis, Rejection, RequestRejection,
    RequestTransition, ReviewTransition, Step,
};

/// Most certificates of a request.
pub const MOST_CERTIFICATES: usize = 50;
/// Most banks that it asks.
const MOST_BANKS: usize = 40;
/// Most guarantors that it asks.
const MOST_GUARANTORS: usize = 10;
/// How many days ahead its last moment may lie, for so long its certificates are held.
const MOST_DAYS: u64 = 90;
const DAY: Duration = Duration::from_hours(24);
const HOUR: Duration = Duration::from_hours(1);
/// What a repayment is taken for where the product does not say; penalty is interest (Civil Code article 561).
const USUAL_ORDER: [DueKind; 4] = [
    DueKind::Costs,
    DueKind::Interest,
    DueKind::Penalty,
    DueKind::Principal,
];

pub(super) fn submit(case: &Case, body: &SubmitRequest, context: &Context) -> Result<Vec<Step>, Rejection> {
    let request = body.request;
    if case.requests.contains_key(&request) {
        return Err(RequestRejection::Exists { request }.into());
    }
    let rules = case.rules()?;
    let today = context.received.date_at(rules.utc_offset_minutes);
    let asked = Asked::on(case, body, context, today)?;
    check_amount(body.amount, asked.outstanding.currency())?;
    if body.amount.compare(asked.outstanding)?.is_gt() {
        return Err(RequestRejection::AboveOutstanding {
            outstanding: asked.outstanding,
            amount: body.amount,
        }
        .into());
    }
    check_days(rules, body, today)?;
    check_until(rules, body, context.received)?;
    let auction = auction(rules, body, context.received, today)?;
    check_where_paid(case, body, asked.holder)?;
    check_guarantors(case, body)?;
    let reviews = reviews(case, body, &asked, today)?;
    let submitted = RequestTransition::Submitted(Box::new(submission(body, &asked, context)));
    let mut steps = vec![Step::new(request, submitted)];
    steps.extend(asked.reservations);
    steps.extend(reviews);
    steps.extend(auction);
    Ok(steps)
}

fn submission(body: &SubmitRequest, asked: &Asked, context: &Context) -> Submission {
    Submission {
        request: body.request,
        borrower: context.actor.party,
        direction: body.direction,
        holder: asked.holder,
        debtor: asked.debtor,
        backing: asked.backing.clone(),
        amount: body.amount,
        draw_on: body.draw_on,
        matures_on: body.matures_on,
        until: body.until,
        purpose: body.purpose.clone(),
        invitations: body.invitations.clone(),
        guarantors: body.guarantors.clone(),
        sealed: body.bids_until.is_some(),
        pay_to: body.pay_to.clone(),
    }
}

/// What is asked on: certificates of one holder and one debtor.
struct Asked {
    holder: PartyId,
    debtor: PartyId,
    outstanding: Money,
    backing: Vec<Backing>,
    /// Upstream, what holds them for the request.
    reservations: Vec<Step>,
}

impl Asked {
    /// Each certificate is the borrower's: held by it upstream, owed by it downstream. Nothing is told of one that is not.
    fn on(case: &Case, body: &SubmitRequest, context: &Context, today: NaiveDate) -> Result<Self, Rejection> {
        check_certificate_count(body)?;
        let mut asked: Option<Self> = None;
        for id in body.certificates.iter().copied() {
            let certificate = case.certificates.certificate(id)?;
            let debtor = certificate.issue.debtor;
            let steps = match body.direction {
                Direction::Upstream {} => {
                    check_actor(context, certificate.holder, Capacity::Supplier, Part::Borrower)?;
                    let mut steps = check_free(certificate, context)?;
                    steps.push(reserved(certificate, body.request));
                    steps
                }
                Direction::Downstream { holder } => {
                    check_actor(context, debtor, Capacity::Buyer, Part::Borrower)?;
                    if certificate.holder != holder {
                        return Err(RequestRejection::OtherHolder { certificate: id }.into());
                    }
                    certificate.check_live()?;
                    Vec::new()
                }
            };
            check_due(certificate, today)?;
            let backing = Backing {
                certificate: id,
                outstanding: certificate.outstanding,
                due_on: certificate.issue.due_on,
            };
            let before = asked.get_or_insert_with(|| Self::nothing(certificate.holder, debtor, &backing));
            before.add(backing, debtor, steps)?;
        }
        // A list without a certificate is refused above.
        asked.ok_or_else(|| count_of(body).into())
    }

    fn nothing(holder: PartyId, debtor: PartyId, backing: &Backing) -> Self {
        Self {
            holder,
            debtor,
            outstanding: Money::zero(backing.outstanding.currency()),
            backing: Vec::new(),
            reservations: Vec::new(),
        }
    }

    fn add(&mut self, backing: Backing, debtor: PartyId, steps: Vec<Step>) -> Result<(), Rejection> {
        let certificate = backing.certificate;
        if debtor != self.debtor {
            return Err(RequestRejection::SeveralDebtors { certificate }.into());
        }
        check_currency(backing.outstanding, self.outstanding.currency())?;
        self.outstanding = self.outstanding.checked_add(backing.outstanding)?;
        self.backing.push(backing);
        self.reservations.extend(steps);
        Ok(())
    }
}

fn count_of(body: &SubmitRequest) -> RequestRejection {
    RequestRejection::CertificateCount {
        most: MOST_CERTIFICATES,
        found: body.certificates.len(),
    }
}

fn check_certificate_count(body: &SubmitRequest) -> Result<(), RequestRejection> {
    if !(1..=MOST_CERTIFICATES).contains(&body.certificates.len()) {
        return Err(count_of(body));
    }
    let mut seen = BTreeSet::new();
    match body.certificates.iter().find(|id| !seen.insert(**id)) {
        Some(twice) => Err(RequestRejection::CertificateTwice { certificate: *twice }),
        None => Ok(()),
    }
}

fn check_currency(amount: Money, expected: Currency) -> Result<(), Rejection> {
    let found = amount.currency();
    if found == expected {
        Ok(())
    } else {
        Err(Rejection::CurrencyOther { expected, found })
    }
}

/// Drawn today or later, and paid back on a later day on which banks are open.
fn check_days(rules: &RulePack, body: &SubmitRequest, today: NaiveDate) -> Result<(), Rejection> {
    let (draw_on, matures_on) = (body.draw_on, body.matures_on);
    if draw_on < today {
        return Err(RequestRejection::DrawPast { draw_on, today }.into());
    }
    if matures_on <= draw_on {
        return Err(RequestRejection::MaturesBeforeDraw { draw_on, matures_on }.into());
    }
    let next = rules.calendar().roll(matures_on)?.date;
    if next != matures_on {
        return Err(RequestRejection::MaturesOnHoliday { matures_on, next }.into());
    }
    Ok(())
}

/// After the entry, by the end of the day on which the money is needed, and not so far ahead that certificates are locked up.
fn check_until(rules: &RulePack, body: &SubmitRequest, now: Millis) -> Result<(), RequestRejection> {
    let (until, draw_on) = (body.until, body.draw_on);
    let ahead = until.since(now).unwrap_or_default();
    let in_time = until.date_at(rules.utc_offset_minutes) <= draw_on;
    if now < until && in_time && ahead.as_secs() <= MOST_DAYS * DAY.as_secs() {
        Ok(())
    } else {
        Err(RequestRejection::Until {
            until,
            now,
            draw_on,
            most_days: MOST_DAYS,
        })
    }
}

/// Where bids are sealed, the step that begins their auction. They are opened before the request ends, so that one can be
/// accepted.
fn auction(
    rules: &RulePack,
    body: &SubmitRequest,
    now: Millis,
    today: NaiveDate,
) -> Result<Option<Step>, Rejection> {
    let Some(bids_until) = body.bids_until else {
        return Ok(None);
    };
    let reveal_hours = rules.auction_on(today)?.value.reveal_hours;
    let reveal_until = bids_until.checked_add(HOUR * reveal_hours).unwrap_or(Millis::MAX);
    if bids_until <= now || reveal_until >= body.until {
        return Err(RequestRejection::BidsUntil {
            bids_until,
            now,
            reveal_hours,
            until: body.until,
        }
        .into());
    }
    let opened = AuctionTransition::Opened {
        request: body.request,
        amount: body.amount,
        bids_until,
        reveal_until,
    };
    Ok(Some(Step::new(Auction::subject_of(body.request), opened)))
}

/// The money goes to the holder, who says where: upstream now, downstream when it joins.
fn check_where_paid(case: &Case, body: &SubmitRequest, holder: PartyId) -> Result<(), Rejection> {
    match (body.direction, &body.pay_to) {
        (Direction::Upstream {}, Some(pay_to)) => check_pay_to(case, holder, pay_to),
        (Direction::Upstream {}, None) => Err(RequestRejection::PayToMissing.into()),
        (Direction::Downstream { .. }, None) => Ok(()),
        (Direction::Downstream { .. }, Some(_)) => Err(RequestRejection::PayToOfHolder.into()),
    }
}

/// One review a bank, each under a product that fits.
fn reviews(
    case: &Case,
    body: &SubmitRequest,
    asked: &Asked,
    today: NaiveDate,
) -> Result<Vec<Step>, Rejection> {
    let found = body.invitations.len();
    if !(1..=MOST_BANKS).contains(&found) {
        return Err(RequestRejection::BankCount {
            most: MOST_BANKS,
            found,
        }
        .into());
    }
    let (mut banks, mut ids) = (BTreeSet::new(), BTreeSet::new());
    let mut steps = Vec::new();
    for invitation in &body.invitations {
        let Invitation { bank, review, .. } = *invitation;
        if !banks.insert(bank) {
            return Err(RequestRejection::BankTwice { bank }.into());
        }
        if case.reviews.contains_key(&review) || !ids.insert(review) {
            return Err(RequestRejection::ReviewExists { review }.into());
        }
        check_bank(case, bank, asked)?;
        let product = case.product(invitation.product)?;
        let opened = opened(case.rules()?, body, invitation, product, today)?;
        check_product(product, body, asked, bank, opened.advance)?;
        steps.push(Step::new(review, opened.transition));
    }
    Ok(steps)
}

/// A bank in good standing, which neither owes nor is owed here.
fn check_bank(case: &Case, bank: PartyId, asked: &Asked) -> Result<(), Rejection> {
    if !case.parties().active(bank)?.acts_as(Capacity::Bank) {
        Err(RequestRejection::NoBank { bank }.into())
    } else if bank == asked.debtor || bank == asked.holder {
        Err(RequestRejection::BankInvolved { bank }.into())
    } else {
        Ok(())
    }
}

fn check_guarantors(case: &Case, body: &SubmitRequest) -> Result<(), Rejection> {
    let found = body.guarantors.len();
    if found > MOST_GUARANTORS {
        return Err(RequestRejection::GuarantorCount {
            most: MOST_GUARANTORS,
            found,
        }
        .into());
    }
    for &guarantor in &body.guarantors {
        if !case.parties().active(guarantor)?.acts_as(Capacity::Guarantor) {
            return Err(RequestRejection::NoGuarantor { guarantor }.into());
        }
    }
    Ok(())
}

fn check_product(
    product: &Product,
    body: &SubmitRequest,
    asked: &Asked,
    bank: PartyId,
    advance: tallystick_base::Ratio,
) -> Result<(), Rejection> {
    let (id, terms) = (product.id, &product.terms);
    if product.bank != bank {
        return Err(RequestRejection::ProductOfAnother { product: id, bank }.into());
    }
    check_open(product)?;
    if !terms.debtors.admits(asked.debtor) || !terms.suppliers.admits(asked.holder) {
        return Err(RequestRejection::NotEligible { product: id }.into());
    }
    check_currency(body.amount, terms.currency)?;
    check_tenor(product, body)?;
    let most = advance.of(asked.outstanding)?;
    if body.amount.compare(most)?.is_gt() {
        return Err(RequestRejection::AboveAdvance {
            product: id,
            most,
            amount: body.amount,
        }
        .into());
    }
    Ok(())
}

/// In calendar days, however interest counts them.
fn check_tenor(product: &Product, body: &SubmitRequest) -> Result<(), RequestRejection> {
    let (least, most) = (product.terms.tenor.least_days, product.terms.tenor.most_days);
    let found = (body.matures_on - body.draw_on).num_days();
    if (i64::from(least)..=i64::from(most)).contains(&found) {
        Ok(())
    } else {
        Err(RequestRejection::Tenor {
            product: product.id,
            least,
            most,
            found,
        })
    }
}

/// A review that begins, with what was resolved for it.
struct OpenedReview {
    transition: ReviewTransition,
    advance: tallystick_base::Ratio,
}

/// The product's terms of this moment, with what the rules say where they say nothing: they stay with the request.
fn opened(
    rules: &RulePack,
    body: &SubmitRequest,
    invitation: &Invitation,
    product: &Product,
    today: NaiveDate,
) -> Result<OpenedReview, Rejection> {
    let terms: &ProductTerms = &product.terms;
    let advance = match terms.advance_rate {
        Some(rate) => rate,
        None => rules.advance_on(today)?.value.default_rate,
    };
    let penalty_factor = match terms.penalty_factor {
        Some(factor) => factor,
        None => rules.penalty_on(today)?.value.default_factor,
    };
    let fixed_rate = match terms.rate {
        RateBasis::Fixed { rate } => Some(rate),
        RateBasis::LprPlus { .. } => None,
    };
    let transition = ReviewTransition::Opened {
        review: invitation.review,
        request: body.request,
        bank: invitation.bank,
        product: invitation.product,
        terms: Box::new(terms.clone()),
        advance_rate: advance,
        penalty_factor,
        fixed_rate,
        order: terms.order.clone().unwrap_or_else(|| USUAL_ORDER.to_vec()),
        sealed: body.bids_until.is_some(),
    };
    Ok(OpenedReview { transition, advance })
}

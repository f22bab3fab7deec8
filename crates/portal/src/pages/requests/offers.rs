//! Offers side by side: one column for each, every line in money.

use tallystick_base::{Money, ReviewId};
use tallystick_commands::financing::{InterestMode, Offer, Review, ReviewStage};
use tallystick_commands::parties::ShortText;

use super::stand::Whole;
use crate::figures;
use crate::frame::Frame;
use crate::pages::compare::{Compared, Head};
use crate::pages::terms;
use crate::seat::Seat;

/// An offer with the review that it belongs to.
pub(super) type Column<'w> = (&'w Review, &'w Offer);

/// The offers that stand or were taken, the cheapest first.
pub(super) fn columns(whole: &Whole) -> Vec<Column<'_>> {
    let offers = whole.reviews.iter().filter_map(|seen| match &seen.state.stage {
        ReviewStage::Offered(offer) | ReviewStage::Taken(offer) => Some((&seen.state, &**offer)),
        ReviewStage::Open {}
        | ReviewStage::NotTaken {}
        | ReviewStage::Declined { .. }
        | ReviewStage::Ended {} => None,
    });
    let mut offers: Vec<Column<'_>> = offers.collect();
    let asked = whole.state().submission.amount;
    offers.sort_by_key(|(_, offer)| (offer.terms.amount != asked, offer.cost.total.minor()));
    offers
}

/// The cheapest of several: the lowest cost in all among those for the whole amount, as an auction awards.
fn cheapest(asked: Money, columns: &[Column<'_>]) -> Option<ReviewId> {
    let whole = columns.iter().filter(|(_, offer)| offer.terms.amount == asked);
    let (review, _) = whole.min_by_key(|(_, offer)| offer.cost.total.minor())?;
    (columns.len() > 1).then_some(review.id)
}

/// The table, with a link to accept below each offer that the seat may accept; none where no offer is seen.
pub(in crate::pages) fn table(frame: &Frame<'_>, whole: &Whole, seat: Option<&Seat>) -> Option<Compared> {
    let columns = columns(whole);
    if columns.is_empty() {
        return None;
    }
    let cheapest = cheapest(whole.state().submission.amount, &columns);
    let head = |(review, _): &Column<'_>| {
        let may = seat.and_then(|seat| whole.acceptable(seat, review.id));
        let href = format!("/requests/{}/accept/{}", whole.id(), review.id.uuid());
        Head {
            name: whole.names.name(&review.bank),
            below: review.terms.name.to_string(),
            mark: mark(frame, review, cheapest),
            act: may.map(|_| (href, frame.say("offer-accept"))),
        }
    };
    let mut table = Compared {
        caption: frame.say("offers-caption"),
        heads: columns.iter().map(head).collect(),
        ..Compared::default()
    };
    lines(frame, whole, &columns, &mut table);
    Some(table)
}

fn mark(frame: &Frame<'_>, review: &Review, cheapest: Option<ReviewId>) -> Option<String> {
    if matches!(review.stage, ReviewStage::Taken(_)) {
        Some(frame.say("offer-taken"))
    } else {
        (cheapest == Some(review.id)).then(|| frame.say("offer-cheapest"))
    }
}

// tidy: long function: one line of the table after the other, in the order in which they are read.
fn lines(frame: &Frame<'_>, whole: &Whole, columns: &[Column<'_>], table: &mut Compared) {
    let submission = &whole.state().submission;
    let each = |cell: &dyn Fn(&Review, &Offer) -> String| -> Vec<String> {
        columns
            .iter()
            .map(|(review, offer)| cell(review, offer))
            .collect()
    };
    let money = |figure: fn(&Offer) -> Money| each(&|_, offer| frame.figures(&figure(offer)));
    table.line(frame.say("offer-amount"), money(|offer| offer.terms.amount));
    table.line(
        frame.say("offer-covers"),
        each(&|_, offer| figures::percent(offer.terms.amount.minor(), submission.amount.minor())),
    );
    table.line(
        frame.say("offer-rate"),
        each(&|_, offer| offer.terms.rate.percent_text()),
    );
    table.line(frame.say("cost-interest"), money(|offer| offer.cost.interest));
    table.line(frame.say("cost-fees"), money(|offer| offer.cost.fees));
    table.line(
        frame.say("cost-guarantee-fee"),
        money(|offer| offer.cost.guarantee_fee),
    );
    if columns.iter().any(|(_, offer)| offer.cost.subsidy.is_positive()) {
        table.line(frame.say("cost-subsidy"), money(|offer| offer.cost.subsidy));
    }
    table.sum(frame.say("cost-total"), money(|offer| offer.cost.total));
    let a_year = |offer: &Offer| offer.cost.a_year(submission.draw_on, submission.matures_on);
    table.sum(
        frame.say("cost-a-year"),
        each(&|_, offer| a_year(offer).map_or_else(String::new, tallystick_base::Rate::percent_text)),
    );
    table.line(frame.say("cost-in-hand"), money(|offer| offer.cost.paid_out));
    table.line(
        frame.say("cost-owed"),
        each(&|review, offer| owed(review, offer).map_or_else(String::new, |owed| frame.figures(&owed))),
    );
    table.line(
        frame.say("cost-penalty"),
        each(&|review, offer| {
            let penalty = offer.terms.rate.times(review.penalty_factor).ok();
            penalty.map_or_else(String::new, tallystick_base::Rate::percent_text)
        }),
    );
    table.line(
        frame.say("cost-grace"),
        each(&|review, _| frame.say_n("days-n", review.terms.grace_days)),
    );
    table.line(
        frame.say("cost-recourse"),
        each(&|review, _| terms::recourse(frame, review.terms.recourse)),
    );
    table.line(
        frame.say("offer-security"),
        each(&|review, _| terms::security(frame, review.terms.security)),
    );
    if columns
        .iter()
        .any(|(_, offer)| !offer.terms.conditions.is_empty())
    {
        table.line(
            frame.say("offer-conditions"),
            each(&|_, offer| conditions(frame, offer)),
        );
    }
    table.line(
        frame.say("offer-valid-until"),
        each(&|_, offer| frame.moment(&offer.valid_until)),
    );
}

/// What is to be paid at maturity: the amount, and the interest where it is not taken up front.
pub(super) fn owed(review: &Review, offer: &Offer) -> Option<Money> {
    match review.terms.interest {
        InterestMode::Arrears => offer.terms.amount.checked_add(offer.cost.interest).ok(),
        InterestMode::Discount => Some(offer.terms.amount),
    }
}

fn conditions(frame: &Frame<'_>, offer: &Offer) -> String {
    let conditions: Vec<&str> = offer.terms.conditions.iter().map(ShortText::as_str).collect();
    conditions.join(&frame.say("list-comma"))
}

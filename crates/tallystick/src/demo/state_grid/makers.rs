//! Five makers of protective goods: what the grid company owes them, and what they ask the programme for.

use serde_json::json;
use tallystick_base::{CertificateId, FinancingRequestId, ReviewId};

use super::cast::Cast;
use super::days::{TOWARDS_MAKERS, ago};
use super::programme::{Lines, PROGRAMME_RATE};
use crate::demo::desk::Desk;
use crate::demo::lending::{Asking, offer_terms};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{Agreement, Delivery, Trade};

/// A maker's business with the grid company.
struct Business {
    agreement: Agreement,
    delivery: Delivery,
    /// What it borrows: four fifths of what is confirmed.
    loan: &'static str,
}

const fn business(
    number: &'static str,
    title: &'static str,
    item: &'static str,
    amount: &'static str,
    loan: &'static str,
) -> Business {
    Business {
        agreement: Agreement {
            number,
            title,
            amount: "10000000.00",
            payment_days: TOWARDS_MAKERS,
        },
        delivery: Delivery {
            item,
            amount,
            batch: "01",
            delivered: ago::DELIVERED,
            accepted: ago::ACCEPTED,
        },
        loan,
    }
}

/// In the order of the makers; the loans are 19,490,000.00 in all.
static BUSINESSES: [Business; 5] = [
    business(
        "JDDW-FH-01",
        "口罩采购合同",
        "*医疗仪器器械*医用防护口罩",
        "6250000.00",
        "5000000.00",
    ),
    business(
        "JDDW-FH-02",
        "防护服采购合同",
        "*医疗仪器器械*医用防护服",
        "5612500.00",
        "4490000.00",
    ),
    business(
        "JDDW-FH-03",
        "护目镜采购合同",
        "*医疗仪器器械*医用护目镜",
        "5000000.00",
        "4000000.00",
    ),
    business(
        "JDDW-FH-04",
        "手套采购合同",
        "*橡胶制品*医用手套",
        "4375000.00",
        "3500000.00",
    ),
    business(
        "JDDW-FH-05",
        "消毒用品采购合同",
        "*日用化学产品*消毒液",
        "3125000.00",
        "2500000.00",
    ),
];

/// What is owed to each maker under its contract.
pub(super) struct Owed<'p>(Vec<(Trade<'p>, &'static Business)>);

/// A maker with its certificate.
pub(super) struct Confirmed<'p> {
    pub(super) maker: &'p Desk,
    certificate: CertificateId,
    amount: &'static str,
    loan: &'static str,
}

/// An offer that a maker accepted.
pub(super) struct Accepted<'p> {
    pub(super) maker: &'p Desk,
    pub(super) certificate: CertificateId,
    /// What the grid company owes on it.
    pub(super) amount: &'static str,
    pub(super) request: FinancingRequestId,
    pub(super) review: ReviewId,
}

pub(super) async fn the_makers_agree<'p>(cast: &'p Cast, story: &mut Story) -> anyhow::Result<Owed<'p>> {
    story.begins(Chapter::Contract);
    story.moves_to(ago::MAKERS_CONTRACTS, 10, 0).await?;
    let mut owed = Vec::new();
    for (maker, business) in cast.makers.iter().zip(&BUSINESSES) {
        let trade = Trade::agreed(story, maker, &cast.grid_as_buyer, &business.agreement).await?;
        owed.push((trade, business));
    }
    Ok(Owed(owed))
}

pub(super) async fn the_grid_confirms<'p>(
    cast: &'p Cast,
    story: &mut Story,
    Owed(owed): Owed<'p>,
) -> anyhow::Result<Vec<Confirmed<'p>>> {
    story.begins(Chapter::Claim);
    story.moves_to(ago::MAKERS_CLAIMS, 10, 0).await?;
    let mut claims = Vec::new();
    for (trade, business) in &owed {
        claims.push(trade.is_claimed(story, &business.delivery, None).await?);
    }
    story.begins(Chapter::Confirmation);
    story.moves_to(ago::MAKERS_CONFIRMED, 10, 0).await?;
    let mut confirmed = Vec::new();
    for (((trade, business), claimed), maker) in owed.iter().zip(claims).zip(&cast.makers) {
        let amount = business.delivery.amount;
        confirmed.push(Confirmed {
            maker,
            certificate: trade.is_confirmed(story, claimed, amount).await?,
            amount,
            loan: business.loan,
        });
    }
    Ok(confirmed)
}

/// Each maker asks the bank, which offers at the rate of the programme; they accept. The programme is for the makers and nobody else.
pub(super) async fn the_makers_ask<'p>(
    cast: &'p Cast,
    story: &mut Story,
    lines: &Lines,
    meters: CertificateId,
    confirmed: &[Confirmed<'p>],
) -> anyhow::Result<Vec<Accepted<'p>>> {
    story.begins(Chapter::Request);
    story.moves_to(ago::REQUESTS, 10, 0).await?;
    let days = story.days();
    let (draw_on, until) = (days.day(ago::DRAWN)?, days.at(ago::DRAWN, 18, 0)?);
    let matures_on = days.due_after(ago::ACCEPTED, TOWARDS_MAKERS)?;
    let valid_until = days.at(ago::APPROVED, 18, 0)?;
    let banks = [(&cast.bank, lines.product)];
    let asks = |borrower, certificates, amount| Asking {
        borrower,
        holder: None,
        certificates,
        amount,
        draw_on,
        matures_on,
        until,
        bids_until: None,
        purpose: "扩大防护物资生产",
        banks: &banks,
        guarantors: &[],
    };
    // The programme is for the makers alone.
    let other = asks(&cast.meter_maker, std::slice::from_ref(&meters), "1000000.00");
    other.is_refused(story, "product-not-eligible").await?;
    let mut accepted = Vec::new();
    for one in confirmed {
        let asking = asks(one.maker, std::slice::from_ref(&one.certificate), one.loan);
        let asked = asking.is_submitted(story).await?;
        accepted.push(Accepted {
            maker: one.maker,
            certificate: one.certificate,
            amount: one.amount,
            request: asked.request,
            review: asked.review()?,
        });
    }
    story.moves_to(ago::OFFERS, 10, 0).await?;
    for (one, asked) in confirmed.iter().zip(&accepted) {
        let terms = offer_terms(one.loan, PROGRAMME_RATE, None);
        let offer = json!({"review": asked.review, "terms": terms, "valid_until": valid_until});
        story.does(&cast.bank, "review.offer/1", offer).await?;
        let taken = json!({"request": asked.request, "review": asked.review});
        story.does(one.maker, "request.accept/1", taken).await?;
    }
    Ok(accepted)
}

//! Two banks have bid sealed, and the time to open bids runs: one opens its own, the other bank's file waits for whoever takes its
//! seat.

use chrono::NaiveDate;
use serde_json::Value;
use tallystick_base::{ContractId, ReviewId};

use super::cast::Cast;
use super::days::{PAYMENT_DAYS, ago};
use super::desks::{AGREEMENT, delivery};
use super::request::{Bid, Products};
use crate::demo::lending::{self, Asked, Asking};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{Delivery, Trade};

const BOOTS: Delivery = delivery("*医疗仪器器械*医用靴套", "300000.00", "07");
/// Four fifths of it.
const AMOUNT: &str = "240000.00";
/// In how many days the money is wanted.
const WANTED_IN: u32 = 10;

/// Hours before the present: bids can be opened for a day after the last moment to commit, which most of it is still left of.
mod before {
    pub(super) const REQUEST: u64 = 4;
    pub(super) const BIDS: u64 = 3;
    pub(super) const LAST_BID: u64 = 2;
}

/// Gives the bid that is opened when its time has come. The file of the other one is left with the messages to and from banks.
pub(super) async fn two_banks_bid<'p>(
    cast: &'p Cast,
    story: &mut Story,
    contract: ContractId,
    products: &Products,
) -> anyhow::Result<Bid<'p>> {
    story.moves_to_hours_ago(before::REQUEST).await?;
    let draw_on = story.days().working_day_after(story.today(), WANTED_IN)?;
    let asked = they_are_asked(cast, story, contract, products, draw_on).await?;
    let [city, rural] = *asked.reviews.as_slice() else {
        anyhow::bail!("two banks were asked");
    };
    story.moves_to_hours_ago(before::BIDS).await?;
    let until = story.days().minute_of(draw_on, 12, 0)?;
    let terms = |rate| lending::offer_terms(AMOUNT, rate, None);
    let bid = |bank, review: ReviewId, terms: &Value| Bid::of(bank, review, terms, until, story);
    let kept = bid(&cast.city_bank, city, &terms("0.0372"))?;
    let opened = bid(&cast.rural_bank, rural, &terms("0.0390"))?;
    story.outbox().leave("bid-city-bank.json", &kept.file)?;
    kept.is_committed_to(story).await?;
    opened.is_committed_to(story).await?;
    Ok(opened)
}

async fn they_are_asked(
    cast: &Cast,
    story: &mut Story,
    contract: ContractId,
    products: &Products,
    draw_on: NaiveDate,
) -> anyhow::Result<Asked> {
    story.begins(Chapter::Claim);
    let trade = Trade::under(&cast.supplier, &cast.hospital, &AGREEMENT, contract);
    let claimed = trade.is_claimed(story, &BOOTS, None).await?;
    story.begins(Chapter::Confirmation);
    let certificate = trade.is_confirmed(story, claimed, BOOTS.amount).await?;
    story.begins(Chapter::Request);
    let days = story.days();
    let asking = Asking {
        borrower: &cast.supplier,
        holder: None,
        certificates: &[certificate],
        amount: AMOUNT,
        draw_on,
        matures_on: days.due_after(ago::ACCEPTED_LAST, PAYMENT_DAYS)?,
        until: days.minute_of(draw_on, 18, 0)?,
        bids_until: Some(days.hours_ago(before::LAST_BID)?),
        purpose: "采购覆膜无纺布",
        banks: &[
            (&cast.city_bank, products.city),
            (&cast.rural_bank, products.rural),
        ],
        guarantors: &[],
    };
    asking.is_submitted(story).await
}

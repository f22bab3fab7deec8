//! What the smelter has not paid yet, with the bank's promise on it: one certificate waits for the bank to keep its promise, and for
//! one that it has paid the smelter's payment waits for its word.

use serde_json::json;
use tallystick_base::CertificateId;

use super::cast::Cast;
use super::days::ago;
use super::instrument::{Trades, electricity};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{Delivery, is_reported_paid};

const PROMISED: Delivery = electricity("2000000.00", "02");
const PAID: Delivery = electricity("1200000.00", "03");

/// Certificates of the smelter that nobody paid when they fell due.
pub(super) struct Unpaid {
    /// 1,200,000.00, for which the bank pays today.
    paid: CertificateId,
}

pub(super) async fn the_smelter_owes_more(
    cast: &Cast,
    story: &mut Story,
    trades: &Trades<'_>,
) -> anyhow::Result<Unpaid> {
    story.moves_to(ago::MORE, 10, 0).await?;
    is_endorsed(cast, story, trades, &PROMISED).await?;
    Ok(Unpaid {
        paid: is_endorsed(cast, story, trades, &PAID).await?,
    })
}

/// Claimed, confirmed, and promised by the bank.
async fn is_endorsed(
    cast: &Cast,
    story: &mut Story,
    trades: &Trades<'_>,
    delivery: &Delivery,
) -> anyhow::Result<CertificateId> {
    let trade = trades.with_the_smelter();
    story.begins(Chapter::Claim);
    let claimed = trade.is_claimed(story, delivery, None).await?;
    story.begins(Chapter::Confirmation);
    let certificate = trade.is_confirmed(story, claimed, delivery.amount).await?;
    story.begins(Chapter::Endorsement);
    let promise = json!({"certificate": certificate});
    story.does(&cast.bank, "certificate.endorse/1", promise).await?;
    Ok(certificate)
}

/// The bank pays the grid company for one of them; the smelter says that it paid the bank.
pub(super) async fn the_bank_pays_for_one(
    cast: &Cast,
    story: &mut Story,
    unpaid: &Unpaid,
) -> anyhow::Result<()> {
    story.begins(Chapter::Overdue);
    let kept = json!({"certificate": unpaid.paid, "payee": cast.bank.account()});
    story.does(&cast.bank, "endorsement.honour/1", kept).await?;
    story.begins(Chapter::Payment);
    let reported = is_reported_paid(story, &cast.smelter, unpaid.paid, &cast.bank, PAID.amount);
    reported.await.map(drop)
}

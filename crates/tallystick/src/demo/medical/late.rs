//! The clinic's last certificate, which it does not pay: the loan on it is overdue, half of it is guaranteed, and nobody has claimed
//! anything yet. The money went out short, for another bank took its charges from it; that stays flagged.

use serde_json::json;
use tallystick_base::{CertificateId, GuaranteeId, LoanId, Millis};

use super::cast::Cast;
use super::contracts::{Products, Trades};
use super::days::ago;
use crate::demo::core_banking::Fate;
use crate::demo::lending::{self, Asked, Asking, Lending, assessment, offer_terms};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{Claimed, Delivery};

const DELIVERY: Delivery = Delivery {
    item: "*医疗仪器器械*一次性手术衣",
    amount: "200000.00",
    batch: "03",
    delivered: ago::LATE_DELIVERED,
    accepted: ago::LATE_ACCEPTED,
};
/// Four fifths of it, and what of that went out.
const LOAN: &str = "160000.00";
const PAID_OUT: &str = "159980.00";

pub(super) async fn the_distributor_borrows_once_more(
    cast: &Cast,
    story: &mut Story,
    trades: &Trades<'_>,
    products: &Products,
) -> anyhow::Result<()> {
    story.begins(Chapter::Claim);
    story.moves_to(ago::LATE_CONFIRMED, 10, 0).await?;
    let claimed = trades.clinic.is_claimed(story, &DELIVERY, None).await?;
    story.begins(Chapter::Confirmation);
    let certificate = trades
        .clinic
        .is_confirmed(story, claimed, DELIVERY.amount)
        .await?;
    story.begins(Chapter::Request);
    story.moves_to(ago::LATE_APPROVED, 10, 0).await?;
    let until = story.days().at(ago::LATE_DRAWN, 18, 0)?;
    let (asked, guarantee) = the_bank_offers(cast, story, products, (claimed, certificate), until).await?;

    story.begins(Chapter::Lending);
    let issued = json!({"guarantee": guarantee});
    story.does(&cast.guarantor, "guarantee.issue/1", issued).await?;
    let seen = assessment(story, asked.review()?, "ZD-CX-33-0003");
    story.does(&cast.bank, "review.assess/1", seen).await?;
    let lending = Lending {
        bank: &cast.bank,
        loan: story.id(LoanId::from_parts),
    };
    let approval = lending.approval(asked.request, until);
    story.does(&cast.bank, "loan.approve/1", approval).await?;
    the_money_goes_out(cast, story, &lending, certificate).await
}

async fn the_bank_offers(
    cast: &Cast,
    story: &mut Story,
    products: &Products,
    (claimed, certificate): (Claimed, CertificateId),
    until: Millis,
) -> anyhow::Result<(Asked, GuaranteeId)> {
    let asking = Asking {
        borrower: &cast.distributor,
        holder: None,
        certificates: &[certificate],
        amount: LOAN,
        draw_on: story.days().day(ago::LATE_DRAWN)?,
        matures_on: claimed.due_on,
        until,
        bids_until: None,
        purpose: "备货手术用品",
        banks: &[(&cast.bank, products.upstream)],
        guarantors: &[&cast.guarantor],
    };
    let asked = asking.is_submitted(story).await?;
    let terms = ("80000.00", "120.00");
    let guarantee = lending::offers_a_guarantee(story, &cast.guarantor, asked.request, terms, until).await?;
    let terms = offer_terms(LOAN, "0.0450", Some(guarantee));
    let sides = (&cast.bank, &cast.distributor);
    lending::is_offered_and_taken(story, sides, &asked, &terms, until).await?;
    Ok((asked, guarantee))
}

async fn the_money_goes_out(
    cast: &Cast,
    story: &mut Story,
    lending: &Lending<'_>,
    certificate: CertificateId,
) -> anyhow::Result<()> {
    story.moves_to(ago::LATE_DRAWN, 10, 0).await?;
    let registered = story.days().at(ago::LATE_DRAWN, 9, 30)?;
    lending.is_filed(story, "ZD-DJ-33-0003", registered).await?;
    lending
        .is_paid_out(story, "ZJ-E2E-0003", Fate::Short(PAID_OUT))
        .await?;
    let notice = lending.is_notified(story, &[certificate]).await?;
    let arrived = json!({"notice": notice});
    story
        .does(&cast.clinic, "assignment.acknowledge/1", arrived)
        .await?;
    Ok(())
}

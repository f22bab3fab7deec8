//! What lies on the desks when the story is over: a line of a statement that nobody knows, a request of the pharmacy that waits for
//! its supplier, and a loan whose payment is under way.

use tallystick_base::{CertificateId, LoanId};

use super::cast::Cast;
use super::contracts::{Products, Trades};
use super::days::{PHARMACY_DAYS, ago};
use crate::demo::core_banking::{self, Fate, Receipt};
use crate::demo::lending::{self, Asked, Asking, Lending, assessment, offer_terms};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::Delivery;
use crate::demo::yuan::cny;

const DELIVERY: Delivery = Delivery {
    item: "*化学药品制剂*止咳糖浆",
    amount: "300000.00",
    batch: "02",
    delivered: ago::DELIVERED_LAST,
    accepted: ago::ACCEPTED_LAST,
};
/// Four fifths of what the distributor kept of the hospital's certificate.
const UNDER_WAY: &str = "800000.00";
/// In how many days money is wanted; until then the others may answer.
const WANTED_IN: u32 = 10;
/// For how many days it is lent.
const LENT_FOR: u32 = 90;

pub(super) async fn work_is_left(
    cast: &Cast,
    story: &mut Story,
    trades: &Trades<'_>,
    products: &Products,
    kept: CertificateId,
) -> anyhow::Result<()> {
    the_pharmacy_asks(cast, story, trades, products).await?;
    a_payment_is_under_way(cast, story, products, kept).await?;
    nobody_knows_a_line(cast, story).await
}

/// The distributor has not joined yet.
async fn the_pharmacy_asks(
    cast: &Cast,
    story: &mut Story,
    trades: &Trades<'_>,
    products: &Products,
) -> anyhow::Result<()> {
    story.begins(Chapter::Claim);
    let claimed = trades.pharmacy.is_claimed(story, &DELIVERY, None).await?;
    story.begins(Chapter::Confirmation);
    let certificate = trades
        .pharmacy
        .is_confirmed(story, claimed, DELIVERY.amount)
        .await?;
    story.begins(Chapter::Request);
    let days = story.days();
    let draw_on = days.working_day_after(story.today(), WANTED_IN)?;
    let asking = Asking {
        borrower: &cast.pharmacy,
        holder: Some(&cast.distributor),
        certificates: &[certificate],
        amount: DELIVERY.amount,
        draw_on,
        matures_on: days.due_after(ago::ACCEPTED_LAST, PHARMACY_DAYS)?,
        until: days.minute_of(draw_on, 18, 0)?,
        bids_until: None,
        purpose: "支付药品货款",
        banks: &[(&cast.bank, products.downstream)],
        guarantors: &[],
    };
    asking.is_submitted(story).await.map(drop)
}

/// What the bank's own system would answer is left with the messages: that the money is out, and that it is not.
async fn a_payment_is_under_way(
    cast: &Cast,
    story: &mut Story,
    products: &Products,
    kept: CertificateId,
) -> anyhow::Result<()> {
    story.begins(Chapter::Terms);
    let scope = lending::on_debtor(cast.hospital.party());
    lending::opens_a_line(story, &cast.bank, scope, "2000000.00").await?;
    story.begins(Chapter::Request);
    let asked = the_distributor_asks(cast, story, products, kept).await?;
    story.begins(Chapter::Lending);
    let seen = assessment(story, asked.review()?, "ZD-CX-33-0004");
    story.does(&cast.bank, "review.assess/1", seen).await?;
    let lending = Lending {
        bank: &cast.bank,
        loan: story.id(LoanId::from_parts),
    };
    let day = story.days().working_day_after(story.today(), WANTED_IN)?;
    let approval = lending.approval(asked.request, story.days().minute_of(day, 18, 0)?);
    story.does(&cast.bank, "loan.approve/1", approval).await?;
    let registered = story.days().hours_ago(1)?;
    lending.is_filed(story, "ZD-DJ-33-0004", registered).await?;
    let order = lending.is_instructed(story, "ZJ-E2E-0004").await?;
    for (fate, name) in [(Fate::Settled, "settled"), (Fate::Rejected, "rejected")] {
        let report = core_banking::report(&order, fate)?;
        story
            .outbox()
            .leave(&format!("pain.002-ZJ-E2E-0004-{name}.xml"), &report)?;
    }
    Ok(())
}

async fn the_distributor_asks(
    cast: &Cast,
    story: &mut Story,
    products: &Products,
    kept: CertificateId,
) -> anyhow::Result<Asked> {
    let days = story.days();
    let draw_on = days.working_day_after(story.today(), WANTED_IN)?;
    let until = days.minute_of(draw_on, 18, 0)?;
    let asking = Asking {
        borrower: &cast.distributor,
        holder: None,
        certificates: &[kept],
        amount: UNDER_WAY,
        draw_on,
        matures_on: days.working_day_after(story.today(), LENT_FOR)?,
        until,
        bids_until: None,
        purpose: "备货医用敷料",
        banks: &[(&cast.bank, products.upstream)],
        guarantors: &[],
    };
    let asked = asking.is_submitted(story).await?;
    let terms = offer_terms(UNDER_WAY, "0.0440", None);
    let sides = (&cast.bank, &cast.distributor);
    lending::is_offered_and_taken(story, sides, &asked, &terms, until).await?;
    Ok(asked)
}

/// The clinic pays a part of what is overdue, and does not say of what.
async fn nobody_knows_a_line(cast: &Cast, story: &mut Story) -> anyhow::Result<()> {
    story.begins(Chapter::Repayment);
    let receipts = [Receipt {
        reference: "ZJ-LS-0004".to_owned(),
        end_to_end: "KLMZ-HK-0002".to_owned(),
        amount: cny("60000.00")?,
        from: cast.clinic.name().to_owned(),
        text: "货款".to_owned(),
    }];
    lending::the_statement_is_booked(story, &cast.bank, &receipts)
        .await
        .map(drop)
}

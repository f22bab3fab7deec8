//! Downstream: the pharmacy borrows, the distributor joins and is paid by the loan at once; the pharmacy pays it back.

use anyhow::Context as _;
use serde_json::json;
use tallystick_base::{CertificateId, LoanId};

use super::cast::Cast;
use super::contracts::{Products, Trades};
use super::days::ago;
use crate::demo::core_banking::{Fate, Receipt};
use crate::demo::lending::{self, Asked, Asking, Lending, assessment, offer_terms};
use crate::demo::loans;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{Claimed, Delivery};

const DELIVERY: Delivery = Delivery {
    item: "*化学药品制剂*退热口服液",
    amount: "800000.00",
    batch: "01",
    delivered: ago::PHARMACY_DELIVERED,
    accepted: ago::PHARMACY_ACCEPTED,
};

pub(super) async fn the_pharmacy_borrows<'p>(
    cast: &'p Cast,
    story: &mut Story,
    trades: &Trades<'_>,
    products: &Products,
) -> anyhow::Result<Lending<'p>> {
    story.begins(Chapter::Claim);
    story.moves_to(ago::PHARMACY_CLAIM, 10, 0).await?;
    let claimed = trades.pharmacy.is_claimed(story, &DELIVERY, None).await?;
    story.begins(Chapter::Confirmation);
    story.moves_to(ago::PHARMACY_CONFIRMED, 10, 0).await?;
    let certificate = trades
        .pharmacy
        .is_confirmed(story, claimed, DELIVERY.amount)
        .await?;
    let asked = the_distributor_joins(cast, story, products, claimed, certificate).await?;

    story.begins(Chapter::Lending);
    story.moves_to(ago::DOWNSTREAM_APPROVED, 14, 0).await?;
    let lending = Lending {
        bank: &cast.bank,
        loan: story.id(LoanId::from_parts),
    };
    let seen = assessment(story, asked.review()?, "ZD-CX-33-0002");
    story.does(&cast.bank, "review.assess/1", seen).await?;
    let until = story.days().at(ago::DOWNSTREAM_DRAWN, 18, 0)?;
    let approval = lending.approval(asked.request, until);
    story.does(&cast.bank, "loan.approve/1", approval).await?;
    story.moves_to(ago::DOWNSTREAM_DRAWN, 10, 0).await?;
    lending.is_paid_out(story, "ZJ-E2E-0002", Fate::Settled).await?;
    Ok(lending)
}

async fn the_distributor_joins(
    cast: &Cast,
    story: &mut Story,
    products: &Products,
    claimed: Claimed,
    certificate: CertificateId,
) -> anyhow::Result<Asked> {
    story.begins(Chapter::Request);
    story.moves_to(ago::DOWNSTREAM_REQUEST, 10, 0).await?;
    let days = story.days();
    let valid_until = days.at(ago::DOWNSTREAM_APPROVED, 18, 0)?;
    let asking = Asking {
        borrower: &cast.pharmacy,
        holder: Some(&cast.distributor),
        certificates: &[certificate],
        amount: DELIVERY.amount,
        draw_on: days.day(ago::DOWNSTREAM_DRAWN)?,
        matures_on: claimed.due_on,
        until: days.at(ago::DOWNSTREAM_DRAWN, 18, 0)?,
        bids_until: None,
        purpose: "支付药品货款",
        banks: &[(&cast.bank, products.downstream)],
        guarantors: &[],
    };
    let asked = asking.is_submitted(story).await?;
    let terms = offer_terms(DELIVERY.amount, "0.0410", None);
    let offer = json!({"review": asked.review()?, "terms": terms, "valid_until": valid_until});
    story.does(&cast.bank, "review.offer/1", offer).await?;
    // Nobody's certificate is paid by a loan that its holder did not join.
    let taken = json!({"request": asked.request, "review": asked.review()?});
    let buyer = cast.pharmacy.maker()?;
    story
        .refused(buyer, "request.accept/1", taken.clone(), "request-not-joined")
        .await?;
    let joined = json!({"request": asked.request, "pay_to": cast.distributor.account()});
    story.does(&cast.distributor, "request.join/1", joined).await?;
    story.moves_to(ago::DOWNSTREAM_APPROVED, 10, 0).await?;
    story.does(&cast.pharmacy, "request.accept/1", taken).await?;
    Ok(asked)
}

/// The money comes without the id that the bank waits for. It is kept, and two members assign it by hand when they know what it is.
pub(super) async fn the_pharmacy_pays_back(
    cast: &Cast,
    story: &mut Story,
    lending: &Lending<'_>,
) -> anyhow::Result<()> {
    story.begins(Chapter::Repayment);
    story.moves_to(ago::PHARMACY_PAYS, 17, 0).await?;
    let bank = &cast.bank.maker()?.member;
    let owed = loans::statement(bank, lending.loan).await?.owed;
    let receipts = [Receipt {
        reference: "ZJ-LS-0003".to_owned(),
        end_to_end: "HMYF-0815".to_owned(),
        amount: owed,
        from: cast.pharmacy.name().to_owned(),
        text: "还款".to_owned(),
    }];
    let booked = lending::the_statement_is_booked(story, &cast.bank, &receipts).await?;
    let kept = *booked.entries.first().context("a line is kept")?;
    story.moves_to(ago::FOUND_OUT, 10, 0).await?;
    lending::the_line_is_assigned(story, lending, kept, json!({"borrower": {}})).await
}

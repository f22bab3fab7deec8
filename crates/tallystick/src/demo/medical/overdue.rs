//! The clinic does not pay in time: the service says so, the bank turns to borrower and guarantor, the clinic's new certificates
//! do not circulate, and in the end it pays what was called for.

use anyhow::Context as _;
use serde_json::json;
use tallystick_base::{CertificateId, PaymentId};

use super::cast::Cast;
use super::clinic::Backed;
use super::contracts::Trades;
use super::days::ago;
use crate::demo::core_banking::Receipt;
use crate::demo::desk::House;
use crate::demo::lending;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{self, Delivery, is_reported_paid, with};
use crate::demo::yuan::{cny, yuan};

/// What is delivered to the clinic while it is overdue.
const AGAIN: Delivery = Delivery {
    item: "*医疗仪器器械*一次性输液器",
    amount: "120000.00",
    batch: "02",
    delivered: ago::CLINIC_ACCEPTED_AGAIN + 1,
    accepted: ago::CLINIC_ACCEPTED_AGAIN,
};

/// The due date and the days of grace pass.
pub(super) async fn the_clinic_does_not_pay(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    backed: &Backed<'_>,
) -> anyhow::Result<()> {
    story.moves_to(ago::OVERDUE, 9, 0).await?;
    story.what_fell_due_is_recorded(house.auditor.admin()?).await?;
    story.begins(Chapter::Overdue);
    story.moves_to(ago::CALLED, 10, 0).await?;
    let recourse = json!({"loan": backed.lending.loan});
    story.does(&cast.bank, "loan.claim-recourse/1", recourse).await?;
    let call = |amount| json!({"guarantee": backed.guarantee, "amount": yuan(amount)});
    story
        .refused(
            cast.bank.maker()?,
            "guarantee.call/1",
            call("200000.01"),
            "guarantee-call-above",
        )
        .await?;
    story
        .does(&cast.bank, "guarantee.call/1", call("200000.00"))
        .await?;
    Ok(())
}

/// The guarantor pays its half, and has the bank's claim for it (Civil Code article 700). That it was a guarantor two members say by
/// hand: the file does not tell it.
pub(super) async fn the_guarantor_pays(
    cast: &Cast,
    story: &mut Story,
    backed: &Backed<'_>,
) -> anyhow::Result<()> {
    story.begins(Chapter::Overdue);
    story.moves_to(ago::GUARANTOR_PAYS, 17, 0).await?;
    let receipts = [Receipt {
        reference: "ZJ-LS-0001".to_owned(),
        end_to_end: "ZJDB-DC-0001".to_owned(),
        amount: cny("200000.00")?,
        from: cast.guarantor.name().to_owned(),
        text: "代偿款".to_owned(),
    }];
    let booked = lending::the_statement_is_booked(story, &cast.bank, &receipts).await?;
    let kept = *booked.entries.first().context("a line is kept")?;
    let source = json!({"guarantor": {"guarantee": backed.guarantee}});
    lending::the_line_is_assigned(story, &backed.lending, kept, source).await
}

/// 银发〔2025〕77号 article 15: nothing transferable from a buyer that missed a payment. The debt itself it can confirm.
pub(super) async fn the_clinic_confirms_again(
    cast: &Cast,
    story: &mut Story,
    trades: &Trades<'_>,
) -> anyhow::Result<CertificateId> {
    story.begins(Chapter::Claim);
    story.moves_to(ago::CLINIC_CLAIM_AGAIN, 10, 0).await?;
    let claimed = trades.clinic.is_claimed(story, &AGAIN, None).await?;
    story.begins(Chapter::Confirmation);
    story.moves_to(ago::CLINIC_CONFIRMED_AGAIN, 10, 0).await?;
    let certificate = story.id(CertificateId::from_parts);
    let circulating = trade::confirmation(story, claimed, certificate, AGAIN.amount)?;
    let seats = cast.clinic.maker_and_checker()?;
    story
        .refused_together(
            seats,
            "receivable.confirm/1",
            circulating.clone(),
            "issue-stopped",
        )
        .await?;
    let kept = with(circulating, "transferable", json!(false));
    story.does(&cast.clinic, "receivable.confirm/1", kept).await?;
    Ok(certificate)
}

/// The clinic pays the bank, and the distributor for the second delivery. What is left over is the guarantor's first, up to what it
/// paid, and then the distributor's.
pub(super) async fn the_clinic_pays(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    backed: &Backed<'_>,
    again: CertificateId,
) -> anyhow::Result<()> {
    story.begins(Chapter::Repayment);
    story.moves_to(ago::CLINIC_PAYS, 10, 0).await?;
    the_old_account_does_not_count(cast, story, backed).await?;
    let payment = is_reported_paid(story, &cast.clinic, again, &cast.distributor, AGAIN.amount).await?;
    let arrived = json!({"payment": payment});
    story
        .does(&cast.distributor, "payment.acknowledge/1", arrived)
        .await?;

    story.moves_to(ago::CLINIC_PAYS, 17, 0).await?;
    let amount = cny("500000.00")?;
    let receipts = [Receipt {
        reference: "ZJ-LS-0002".to_owned(),
        end_to_end: "KLMZ-FK-0001".to_owned(),
        amount,
        from: cast.clinic.name().to_owned(),
        text: backed.lending.remittance(backed.certificate).await?,
    }];
    let booked = lending::the_statement_is_booked(story, &cast.bank, &receipts).await?;
    lending::the_statement_comes_again(story, &cast.bank, booked).await?;

    story.moves_to(ago::RETURNED, 10, 0).await?;
    backed
        .lending
        .passes_on(story, &cast.guarantor, "ZJ-TK-0001")
        .await?;
    backed
        .lending
        .passes_on(story, &cast.distributor, "ZJ-TK-0002")
        .await?;
    story.moves_to(ago::DISCHARGED, 10, 0).await?;
    let ended = json!({"filing": backed.filing, "on": story.today()});
    story.does(&cast.bank, "filing.discharge/1", ended).await?;
    story.what_fell_due_is_recorded(house.auditor.admin()?).await
}

/// The distributor does not collect any more what it borrowed on.
async fn the_old_account_does_not_count(
    cast: &Cast,
    story: &mut Story,
    backed: &Backed<'_>,
) -> anyhow::Result<()> {
    let report = json!({
        "payment": story.id(PaymentId::from_parts),
        "certificate": backed.certificate,
        "amount": yuan("500000.00"),
        "paid_on": story.today(),
        "account": cast.distributor.account(),
        "reference": "KLMZ-FK-0000",
    });
    let clerk = cast.clinic.maker()?;
    story
        .refused(clerk, "payment.report/1", report, "payment-to-other-account")
        .await
}

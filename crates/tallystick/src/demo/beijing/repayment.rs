//! The hospital pays the bank: the loan ends with the last cent, the certificate is discharged, and what is left is the supplier's.

use serde_json::json;
use tallystick_base::{CertificateId, PaymentId};

use super::cast::Cast;
use super::days::ago;
use super::lending::Secured;
use crate::demo::core_banking::Receipt;
use crate::demo::lending;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::yuan::{cny, yuan};

pub(super) async fn the_hospital_pays_the_bank(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
    secured: &Secured<'_>,
) -> anyhow::Result<()> {
    story.begins(Chapter::Repayment);
    it_would_pay_the_supplier(cast, story, certificate).await?;
    story.moves_to(ago::REPAID, 17, 0).await?;
    let lending = &secured.lending;
    let amount = cny("600000.00")?;
    let receipts = [Receipt {
        reference: "JB-LS-0107".to_owned(),
        end_to_end: "YNYY-FK-0098".to_owned(),
        amount,
        from: cast.hospital.name().to_owned(),
        text: lending.remittance(certificate).await?,
    }];
    let booked = lending::the_statement_is_booked(story, lending.bank, &receipts).await?;
    // The file comes a second time, and books nothing.
    lending::the_statement_comes_again(story, lending.bank, booked).await?;

    story.moves_to(ago::PASSED_ON, 10, 0).await?;
    lending.passes_on(story, &cast.supplier, "JB-TK-0001").await?;
    story.moves_to(ago::PAID, 9, 30).await?;
    let ended = json!({"filing": secured.filing, "on": story.today()});
    story.does(lending.bank, "filing.discharge/1", ended).await?;
    Ok(())
}

/// After notice only payment to the bank's account counts.
async fn it_would_pay_the_supplier(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
) -> anyhow::Result<()> {
    story.moves_to(ago::PAID_WRONGLY, 10, 0).await?;
    let report = json!({
        "payment": story.id(PaymentId::from_parts),
        "certificate": certificate,
        "amount": yuan("600000.00"),
        "paid_on": story.today(),
        "account": cast.supplier.account(),
        "reference": "YNYY-FK-0097",
    });
    let clerk = cast.hospital.maker()?;
    story
        .refused(clerk, "payment.report/1", report, "payment-to-other-account")
        .await
}

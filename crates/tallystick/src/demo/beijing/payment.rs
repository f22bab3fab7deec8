//! What the hospital owes besides, it pays to the holder, who says that the money arrived.

use serde_json::{Value, json};
use tallystick_base::{CertificateId, PaymentId};

use super::cast::Cast;
use super::days::ago;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::yuan::yuan;

pub(super) async fn the_hospital_pays_the_rest(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
) -> anyhow::Result<PaymentId> {
    story.begins(Chapter::Payment);
    story.moves_to(ago::PAID, 14, 30).await?;
    let clerk = cast.hospital.maker()?;
    let payment = story.id(PaymentId::from_parts);
    let paid_on = story.today();
    let report = |amount: &str| -> Value {
        json!({
            "payment": payment,
            "certificate": certificate,
            "amount": yuan(amount),
            "paid_on": paid_on,
            "account": cast.supplier.account(),
            "reference": "YNYY-FK-0103",
        })
    };
    story
        .refused(
            clerk,
            "payment.report/1",
            report("260000.01"),
            "payment-above-outstanding",
        )
        .await?;
    story
        .taken(clerk, "payment.report/1", report("260000.00"))
        .await?;
    Ok(payment)
}

pub(super) async fn the_supplier_has_it(
    cast: &Cast,
    story: &mut Story,
    payment: PaymentId,
) -> anyhow::Result<()> {
    story.begins(Chapter::Payment);
    let arrived = json!({"payment": payment});
    story
        .taken(cast.supplier.maker()?, "payment.acknowledge/1", arrived)
        .await
}

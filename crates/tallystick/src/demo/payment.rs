//! The hospital pays a part ahead of time, and the holder says that the money arrived.

use serde_json::{Value, json};
use tallystick_base::{CertificateId, PaymentId};

use super::days::ago;
use super::desk::Cast;
use super::record::Chapter;
use super::story::Story;

pub(super) async fn the_hospital_pays_a_part(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
) -> anyhow::Result<()> {
    story.begins(Chapter::Payment)?;
    story.moves_to(ago::PAID, 10, 30)?;
    let clerk = cast.hospital.maker()?;
    let payment = story.id(PaymentId::from_parts);
    let paid_on = story.days().day(ago::PAID)?;
    let report = |amount: &str| -> Value {
        json!({
            "payment": payment,
            "certificate": certificate,
            "amount": {"value": amount, "currency": "CNY"},
            "paid_on": paid_on,
            "account": cast.supplier.account(),
            "reference": "YNYY-FK-0103",
        })
    };
    story
        .refused(
            clerk,
            "payment.report/1",
            report("600000.01"),
            "payment-above-outstanding",
        )
        .await?;
    story
        .taken(clerk, "payment.report/1", report("250000.00"))
        .await?;

    // The rest happens today, by the real clock.
    story.catches_up();
    let arrived = json!({"payment": payment});
    story
        .taken(cast.supplier.maker()?, "payment.acknowledge/1", arrived)
        .await
}

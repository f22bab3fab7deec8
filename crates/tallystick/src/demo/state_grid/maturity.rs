//! Maturity: the steelworks pays whoever holds its certificates; the smelter does not, and the bank does.

use serde_json::json;

use super::cast::Cast;
use super::days::ago;
use super::instrument::Parts;
use crate::demo::desk::House;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::is_reported_paid;

/// Each holder says that its money arrived. With that the bank's promise for the steelworks has ended.
pub(super) async fn the_steelworks_pays(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    parts: &Parts,
) -> anyhow::Result<()> {
    story.begins(Chapter::Payment);
    story.moves_to(ago::PAID, 10, 0).await?;
    let paid = [
        (parts.copper, &cast.copper_mill, "12000000.00"),
        (parts.cable, &cast.cable_maker, "8000000.00"),
        (parts.transformer, &cast.transformer_maker, "16000000.00"),
    ];
    for (certificate, holder, amount) in paid {
        let payment = is_reported_paid(story, &cast.steelworks, certificate, holder, amount).await?;
        let arrived = json!({"payment": payment});
        story.does(holder, "payment.acknowledge/1", arrived).await?;
    }
    story.moves_to(ago::PAID, 18, 0).await?;
    story.what_fell_due_is_recorded(house.auditor.admin()?).await
}

/// The due date passes. The service marks what is overdue; the bank pays the holders and has their certificates (Civil Code article
/// 524).
pub(super) async fn the_bank_keeps_its_promise(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    parts: &Parts,
) -> anyhow::Result<()> {
    story.moves_to(ago::OVERDUE, 9, 0).await?;
    story.what_fell_due_is_recorded(house.auditor.admin()?).await?;
    story.begins(Chapter::Overdue);
    let until = story.days().at(ago::HONOURED, 18, 0)?;
    let offer = json!({
        "certificate": parts.kept, "to": cast.meter_maker.party(), "until": until, "recourse": "none",
    });
    story
        .refused(
            cast.grid.maker()?,
            "certificate.offer/1",
            offer,
            "certificate-past-due",
        )
        .await?;
    story.moves_to(ago::HONOURED, 10, 0).await?;
    for certificate in [parts.silicon, parts.kept] {
        let kept = json!({"certificate": certificate, "payee": cast.bank.account()});
        story.does(&cast.bank, "endorsement.honour/1", kept).await?;
    }
    Ok(())
}

/// The smelter pays late, to the bank; what was drawn on its line is given back.
pub(super) async fn the_smelter_pays_the_bank(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    parts: &Parts,
) -> anyhow::Result<()> {
    story.begins(Chapter::Payment);
    story.moves_to(ago::CURED, 10, 0).await?;
    for (certificate, amount) in [(parts.silicon, "14500000.00"), (parts.kept, "10000000.00")] {
        let payment = is_reported_paid(story, &cast.smelter, certificate, &cast.bank, amount).await?;
        let arrived = json!({"payment": payment});
        story.does(&cast.bank, "payment.acknowledge/1", arrived).await?;
    }
    story.moves_to(ago::CURED, 18, 0).await?;
    story.what_fell_due_is_recorded(house.auditor.admin()?).await
}

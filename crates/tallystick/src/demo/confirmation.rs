//! The hospital confirms: its maker proposes, its checker looks again and signs, and only then is there a certificate.

use anyhow::Context as _;
use serde_json::{Value, json};
use tallystick_base::{CertificateId, Digest, Language, Purpose, ReceivableId};

use super::claim::Claims;
use super::days::ago;
use super::desk::Cast;
use super::record::Chapter;
use super::story::Story;

/// Gives the certificate over all of the first claim; what is confirmed of the second stays with the supplier.
pub(super) async fn the_hospital_confirms(
    cast: &Cast,
    story: &mut Story,
    claims: Claims,
) -> anyhow::Result<CertificateId> {
    story.begins(Chapter::Confirmation)?;
    let certificate = all_of_the_first_claim(cast, story, claims.masks).await?;
    what_is_undisputed_of_the_second(cast, story, claims.shields).await?;
    Ok(certificate)
}

async fn all_of_the_first_claim(
    cast: &Cast,
    story: &mut Story,
    receivable: ReceivableId,
) -> anyhow::Result<CertificateId> {
    story.moves_to(ago::CONFIRMED, 9, 30)?;
    let (maker, checker) = (cast.hospital.maker()?, cast.hospital.checker()?);
    let certificate = story.id(CertificateId::from_parts);
    let above = confirmation(story, receivable, certificate, "1200000.01")?;
    story
        .refused_together(
            [maker, checker],
            "receivable.confirm/1",
            above,
            "confirmed-above-claim",
        )
        .await?;

    story.moves_to(ago::CONFIRMED, 10, 0)?;
    let all = confirmation(story, receivable, certificate, "1200000.00")?;
    let proposal = story.waits(maker, "receivable.confirm/1", all).await?;
    story.moves_to(ago::CONFIRMED, 15, 30)?;
    story.signs_too(checker, "receivable.confirm/1", proposal).await?;
    Ok(certificate)
}

/// Order 802 article 15: what is undisputed is confirmed, and the rest is answered with reasons.
async fn what_is_undisputed_of_the_second(
    cast: &Cast,
    story: &mut Story,
    receivable: ReceivableId,
) -> anyhow::Result<()> {
    story.moves_to(ago::CONFIRMED_IN_PART, 10, 15)?;
    let certificate = story.id(CertificateId::from_parts);
    let rest = story.id(ReceivableId::from_parts);
    let mut part = confirmation(story, receivable, certificate, "260000.00")?;
    if let Value::Object(members) = &mut part {
        let reason = json!({"code": "QUA", "note": "一批面罩透光率抽检不合格"});
        let left_out = json!([{"reason": reason, "amount": {"value": "40000.00", "currency": "CNY"}}]);
        members.insert("deductions".to_owned(), left_out);
        members.insert("rest".to_owned(), json!(rest));
    }
    let proposal = story
        .waits(cast.hospital.maker()?, "receivable.confirm/1", part)
        .await?;
    story.moves_to(ago::CONFIRMED_IN_PART, 11, 5)?;
    story
        .signs_too(cast.hospital.checker()?, "receivable.confirm/1", proposal)
        .await
}

fn confirmation(
    story: &Story,
    receivable: ReceivableId,
    certificate: CertificateId,
    amount: &str,
) -> anyhow::Result<Value> {
    Ok(json!({
        "receivable": receivable,
        "certificate": certificate,
        "amount": {"value": amount, "currency": "CNY"},
        "due_on": story.days().due()?,
        "transferable": true,
        "legal_text": legal_text(story)?,
        "waived": ["non-performance", "quality", "quantity", "set-off"],
    }))
}

/// The text that says what a confirmation means, as the rules list it.
fn legal_text(story: &Story) -> anyhow::Result<Digest> {
    let rules = story.days().rules();
    let today = story.days().day(ago::CONFIRMED)?;
    let text = rules.legal_texts.iter().find(|text| {
        text.purpose == Purpose::ConfirmReceivable && text.language == Language::Zh && text.is_valid_on(today)
    });
    Ok(text
        .context("the rules have no text for a confirmation on this day")?
        .digest)
}

//! The hospital confirms: its maker proposes, its checker looks again and signs, and only then is there a certificate.

use serde_json::Value;
use tallystick_base::{CertificateId, ReceivableId};

use super::cast::Cast;
use super::claim::Claims;
use super::days::{PAYMENT_DAYS, ago};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{self, Claimed, LeftOut};

/// What the hospital confirmed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Confirmed {
    /// The certificate over 1,200,000.00.
    pub(super) masks: CertificateId,
    /// The certificate over 260,000.00.
    pub(super) shields: CertificateId,
}

/// The quality of some face shields is disputed.
const DISPUTED: LeftOut = LeftOut {
    code: "QUA",
    note: "一批面罩透光率抽检不合格",
    amount: "40000.00",
};

pub(super) async fn the_hospital_confirms(
    cast: &Cast,
    story: &mut Story,
    claims: Claims,
) -> anyhow::Result<Confirmed> {
    story.begins(Chapter::Confirmation);
    Ok(Confirmed {
        masks: all_of_the_first_claim(cast, story, claims.masks).await?,
        shields: what_is_undisputed_of_the_second(cast, story, claims.shields).await?,
    })
}

async fn all_of_the_first_claim(
    cast: &Cast,
    story: &mut Story,
    receivable: ReceivableId,
) -> anyhow::Result<CertificateId> {
    story.moves_to(ago::CONFIRMED, 9, 30).await?;
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

    story.moves_to(ago::CONFIRMED, 10, 0).await?;
    let all = confirmation(story, receivable, certificate, "1200000.00")?;
    let proposal = story.waits(maker, "receivable.confirm/1", all).await?;
    story.moves_to(ago::CONFIRMED, 15, 30).await?;
    story.signs_too(checker, "receivable.confirm/1", proposal).await?;
    Ok(certificate)
}

/// Order 802 article 15: what is undisputed is confirmed, and the rest is answered with reasons.
async fn what_is_undisputed_of_the_second(
    cast: &Cast,
    story: &mut Story,
    receivable: ReceivableId,
) -> anyhow::Result<CertificateId> {
    story.begins(Chapter::Confirmation);
    story.moves_to(ago::CONFIRMED_IN_PART, 10, 15).await?;
    let certificate = story.id(CertificateId::from_parts);
    let rest = story.id(ReceivableId::from_parts);
    let part = confirmation(story, receivable, certificate, "260000.00")?;
    let part = trade::in_part(part, &DISPUTED, rest);
    let proposal = story
        .waits(cast.hospital.maker()?, "receivable.confirm/1", part)
        .await?;
    story.moves_to(ago::CONFIRMED_IN_PART, 11, 5).await?;
    story
        .signs_too(cast.hospital.checker()?, "receivable.confirm/1", proposal)
        .await?;
    Ok(certificate)
}

fn confirmation(
    story: &Story,
    receivable: ReceivableId,
    certificate: CertificateId,
    amount: &str,
) -> anyhow::Result<Value> {
    let due_on = story.days().due_after(ago::ACCEPTED, PAYMENT_DAYS)?;
    let claimed = Claimed { receivable, due_on };
    trade::confirmation(story, claimed, certificate, amount)
}

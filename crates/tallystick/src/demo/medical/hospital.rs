//! What the hospital owes: a part is confirmed at once, and pays the makers over three tiers; the rest is disputed, and settled.

use serde_json::json;
use tallystick_base::{CertificateId, ReceivableId};

use super::cast::Cast;
use super::contracts::Trades;
use super::days::ago;
use crate::demo::desk::House;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{self, Claimed, Delivery, LeftOut, is_passed_on, is_split};

const DELIVERY: Delivery = Delivery {
    item: "*医疗仪器器械*医用敷料",
    amount: "3000000.00",
    batch: "01",
    delivered: ago::HOSPITAL_DELIVERED,
    accepted: ago::HOSPITAL_ACCEPTED,
};
/// What the hospital does not confirm at first.
const DISPUTED: LeftOut = LeftOut {
    code: "QTY",
    note: "到货数量与验收单不符，待复核",
    amount: "400000.00",
};
/// What it does not confirm after it has counted again.
const RETURNED: LeftOut = LeftOut {
    code: "QUA",
    note: "一批敷料已退货",
    amount: "100000.00",
};

/// What the distributor gave to the first tier, and what it kept.
pub(super) struct FirstTier {
    pub(super) passed_on: CertificateId,
    /// 1,000,000.00.
    pub(super) kept: CertificateId,
}

/// What the hospital confirmed, and what it disputes.
pub(super) struct Confirmed {
    pub(super) certificate: CertificateId,
    rest: Claimed,
}

pub(super) async fn the_distributor_claims(
    house: &House,
    story: &mut Story,
    trades: &Trades<'_>,
) -> anyhow::Result<Claimed> {
    story.begins(Chapter::Claim);
    story.moves_to(ago::HOSPITAL_CLAIM, 10, 0).await?;
    let centre = Some(&house.centre);
    let claimed = trades.hospital.is_claimed(story, &DELIVERY, centre).await?;
    story.moves_to(ago::HOSPITAL_FORWARDED, 10, 0).await?;
    let found = json!(["验收单上的数量与送货单不一致，请医院复核"]);
    let forwarded = json!({"receivable": claimed.receivable, "findings": found});
    story
        .does(&house.centre, "receivable.forward/1", forwarded)
        .await?;
    // It is forwarded once.
    let again = json!({"receivable": claimed.receivable, "findings": []});
    let clerk = house.centre.maker()?;
    story
        .refused(
            clerk,
            "receivable.forward/1",
            again,
            "receivable-already-forwarded",
        )
        .await?;
    Ok(claimed)
}

/// Order 802 article 15: what is undisputed is confirmed at once.
pub(super) async fn a_part_is_confirmed(
    cast: &Cast,
    story: &mut Story,
    claimed: Claimed,
) -> anyhow::Result<Confirmed> {
    story.begins(Chapter::Confirmation);
    story.moves_to(ago::HOSPITAL_CONFIRMED, 10, 0).await?;
    let certificate = story.id(CertificateId::from_parts);
    let rest = Claimed {
        receivable: story.id(ReceivableId::from_parts),
        ..claimed
    };
    let part = trade::confirmation(story, claimed, certificate, "2600000.00")?;
    let part = trade::in_part(part, &DISPUTED, rest.receivable);
    story.does(&cast.hospital, "receivable.confirm/1", part).await?;
    Ok(Confirmed { certificate, rest })
}

/// The distributor pays the maker of syringes with a part of it.
pub(super) async fn it_reaches_the_first_tier(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
) -> anyhow::Result<FirstTier> {
    story.begins(Chapter::Circulation);
    story.moves_to(ago::FIRST_TIER, 10, 0).await?;
    let until = story.days().at(ago::FIRST_TIER, 18, 0)?;
    let [passed_on, kept] = is_split(
        story,
        &cast.distributor,
        certificate,
        ["1600000.00", "1000000.00"],
    )
    .await?;
    is_passed_on(story, passed_on, &cast.distributor, &cast.device_maker, until).await?;
    Ok(FirstTier { passed_on, kept })
}

/// That one pays the maker of plastics.
pub(super) async fn it_reaches_the_second_tier(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
) -> anyhow::Result<CertificateId> {
    story.begins(Chapter::Circulation);
    story.moves_to(ago::SECOND_TIER, 10, 0).await?;
    let until = story.days().at(ago::SECOND_TIER, 18, 0)?;
    let [passed_on, _] = is_split(story, &cast.device_maker, certificate, ["900000.00", "700000.00"]).await?;
    is_passed_on(story, passed_on, &cast.device_maker, &cast.plastics_maker, until).await?;
    Ok(passed_on)
}

/// And that one the maker of resin.
pub(super) async fn it_reaches_the_third_tier(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
) -> anyhow::Result<CertificateId> {
    story.begins(Chapter::Circulation);
    story.moves_to(ago::THIRD_TIER, 10, 0).await?;
    let until = story.days().at(ago::THIRD_TIER, 18, 0)?;
    // The debtor does not get its own debt: it would end with that (Civil Code article 576).
    let to_the_debtor = json!({
        "certificate": certificate, "to": cast.hospital.party(), "until": until, "recourse": "none",
    });
    let holder = cast.plastics_maker.maker()?;
    story
        .refused(holder, "certificate.offer/1", to_the_debtor, "offer-to-debtor")
        .await?;
    let [passed_on, _] = is_split(
        story,
        &cast.plastics_maker,
        certificate,
        ["400000.00", "500000.00"],
    )
    .await?;
    is_passed_on(story, passed_on, &cast.plastics_maker, &cast.resin_maker, until).await?;
    Ok(passed_on)
}

/// The hospital has counted again and confirms most of the rest; the distributor takes back what was returned.
pub(super) async fn the_dispute_is_settled(
    cast: &Cast,
    story: &mut Story,
    confirmed: Confirmed,
) -> anyhow::Result<()> {
    story.begins(Chapter::Confirmation);
    story.moves_to(ago::THIRD_TIER, 14, 0).await?;
    let certificate = story.id(CertificateId::from_parts);
    let returned = story.id(ReceivableId::from_parts);
    let most = trade::confirmation(story, confirmed.rest, certificate, "300000.00")?;
    let most = trade::in_part(most, &RETURNED, returned);
    story.does(&cast.hospital, "receivable.confirm/1", most).await?;
    let taken_back = json!({"receivable": returned});
    story
        .does(&cast.distributor, "receivable.withdraw/1", taken_back)
        .await?;
    Ok(())
}

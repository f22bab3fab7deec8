//! The certificate is split in three: one child goes to the weaver, one is frozen for a while, one is cancelled.

use serde_json::json;
use tallystick_base::{CancellationId, CertificateId};

use super::cast::Cast;
use super::days::ago;
use super::papers;
use crate::demo::desk::House;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::children;

/// What came out of the split.
struct Children {
    /// 600,000.00, which the supplier keeps.
    kept: CertificateId,
    /// 400,000.00, which goes to the weaver.
    passed_on: CertificateId,
    /// 200,000.00, which is taken back.
    cancelled: CertificateId,
}

/// Gives the child that the supplier keeps.
pub(super) async fn the_certificate_circulates(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
) -> anyhow::Result<CertificateId> {
    story.begins(Chapter::Circulation);
    let children = it_is_split(cast, story, certificate).await?;
    one_child_goes_to_the_weaver(cast, story, children.passed_on).await?;
    one_child_is_frozen_and_freed(house, cast, story, children.kept).await?;
    one_child_is_cancelled(cast, story, children.cancelled).await?;
    Ok(children.kept)
}

async fn it_is_split(cast: &Cast, story: &mut Story, certificate: CertificateId) -> anyhow::Result<Children> {
    story.moves_to(ago::SPLIT, 10, 0).await?;
    let parts = Children {
        kept: story.id(CertificateId::from_parts),
        passed_on: story.id(CertificateId::from_parts),
        cancelled: story.id(CertificateId::from_parts),
    };
    let split = json!({"certificate": certificate, "children": children([
        (parts.kept, "600000.00"),
        (parts.passed_on, "400000.00"),
        (parts.cancelled, "200000.00"),
    ])});
    // To whom it does not concern, it is as if it were not there: what is signed then does not follow on its history.
    story
        .refused(
            cast.weaver.maker()?,
            "certificate.split/1",
            split.clone(),
            "version-gap",
        )
        .await?;
    story
        .taken(cast.supplier.maker()?, "certificate.split/1", split)
        .await?;
    Ok(parts)
}

async fn one_child_goes_to_the_weaver(
    cast: &Cast,
    story: &mut Story,
    child: CertificateId,
) -> anyhow::Result<()> {
    story.moves_to(ago::OFFERED, 10, 0).await?;
    let until = story.days().at(ago::TRANSFERRED, 18, 0)?;
    let offer = json!({"certificate": child, "to": cast.weaver.party(), "until": until, "recourse": "none"});
    story
        .taken(cast.supplier.maker()?, "certificate.offer/1", offer)
        .await?;
    story.moves_to(ago::TRANSFERRED, 9, 30).await?;
    let accepted = json!({"certificate": child, "payee": cast.weaver.account()});
    story
        .taken(cast.weaver.maker()?, "certificate.accept/1", accepted)
        .await
}

async fn one_child_is_frozen_and_freed(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    child: CertificateId,
) -> anyhow::Result<()> {
    story.moves_to(ago::FROZEN, 16, 0).await?;
    let [clerk, second] = house.operator.both()?;
    let digest = story.uploads(clerk, &papers::order_of_court()).await?;
    let order = json!({"certificate": child, "order": "执保12号", "digest": digest});
    story
        .together([clerk, second], "certificate.freeze/1", order)
        .await?;
    let until = story.days().at(ago::FREED, 18, 0)?;
    let offer = json!({"certificate": child, "to": cast.weaver.party(), "until": until, "recourse": "none"});
    story
        .refused(
            cast.supplier.maker()?,
            "certificate.offer/1",
            offer,
            "certificate-frozen",
        )
        .await?;

    story.moves_to(ago::FREED, 11, 0).await?;
    let digest = story.uploads(clerk, &papers::order_of_release()).await?;
    let release = json!({"certificate": child, "order": "执保12号之一", "digest": digest});
    story
        .together([clerk, second], "certificate.unfreeze/1", release)
        .await
}

async fn one_child_is_cancelled(cast: &Cast, story: &mut Story, child: CertificateId) -> anyhow::Result<()> {
    story.moves_to(ago::CANCELLATION, 14, 0).await?;
    let cancellation = story.id(CancellationId::from_parts);
    let reason = "对应批次已退货，双方同意冲减";
    let proposal = json!({"cancellation": cancellation, "certificate": child, "reason": reason});
    story
        .taken(cast.supplier.maker()?, "cancellation.propose/1", proposal)
        .await?;
    story.moves_to(ago::CANCELLED, 9, 50).await?;
    let accepted = json!({"cancellation": cancellation});
    story
        .taken(cast.hospital.maker()?, "cancellation.accept/1", accepted)
        .await
}

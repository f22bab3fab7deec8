//! Two firms of one person: one loses its phone, and the operator gives it a new key; the other has a second phone, which is stolen.

use serde_json::json;
use tallystick_base::CertificateId;
use tallystick_ledger::SigningKey;

use super::cast::Cast;
use super::days::ago;
use crate::demo::desk::House;
use crate::demo::papers::Paper;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::is_split;
use crate::host;

/// The operator looked at who asks for a new key, and says so on paper.
fn identity_check() -> Paper {
    let text = include_str!("../../../../../fixtures/stories/medical/identity-check.txt");
    Paper::text("身份核验记录.txt", text)
}

/// Nobody of its own can help a firm of one that has lost its phone: the operator announces a key for it. Gives that key.
pub(super) async fn a_phone_is_lost(
    house: &House,
    cast: &Cast,
    story: &mut Story,
) -> anyhow::Result<SigningKey> {
    story.begins(Chapter::Keys);
    story.moves_to(ago::LOST, 10, 0).await?;
    let digest = story.uploads(house.operator.maker()?, &identity_check()).await?;
    let (firm, key) = (&cast.plastics_maker, host::new_key()?);
    let announced = json!({
        "party": firm.party(), "member": firm.person()?.id, "kid": key.public().thumbprint(),
        "reason": "唯一一部手机遗失", "evidence": digest,
    });
    story.does(&house.operator, "key.recover/1", announced).await?;
    Ok(key)
}

/// Nobody objects in time, and the key is added.
pub(super) async fn its_key_is_replaced(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    key: &SigningKey,
) -> anyhow::Result<()> {
    story.begins(Chapter::Keys);
    story.moves_to(ago::RESTORED, 11, 0).await?;
    let firm = &cast.plastics_maker;
    let restored = json!({"party": firm.party(), "keys": [firm.crew.shown(story.ledger(), key)?]});
    story.does(&house.operator, "key.restore/1", restored).await?;
    Ok(())
}

/// The phone is found: its owner goes on with it, and gives the new key up.
pub(super) async fn it_is_found_again(
    cast: &Cast,
    story: &mut Story,
    key: &SigningKey,
) -> anyhow::Result<()> {
    story.begins(Chapter::Keys);
    story.moves_to(ago::FOUND_AGAIN, 10, 0).await?;
    let revoked = json!({
        "kid": key.public().thumbprint(), "reason": "手机已找回，停用补发的密钥", "suspect_from": null,
    });
    story.does(&cast.plastics_maker, "key.revoke/1", revoked).await?;
    Ok(())
}

/// Whoever has the second phone splits a certificate into ever smaller parts. Its owner revokes the key from when it was made:
/// what it signed stays, and is flagged.
pub(super) async fn another_is_stolen(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
) -> anyhow::Result<()> {
    story.begins(Chapter::Keys);
    let (firm, key) = (&cast.resin_maker, host::new_key()?);
    let added = json!({
        "holder": {"member": firm.person()?.id}, "keys": [firm.crew.shown(story.ledger(), &key)?],
    });
    let added = story.does(firm, "key.add/1", added).await?;

    story.moves_to(ago::SPLIT_UP, 23, 10).await?;
    let thief = firm.with_key(&key);
    let [large, small] = is_split(story, &thief, certificate, ["250000.00", "150000.00"]).await?;
    is_split(story, &thief, large, ["160000.00", "90000.00"]).await?;
    is_split(story, &thief, small, ["99000.00", "51000.00"]).await?;

    story.moves_to(ago::REVOKED, 9, 0).await?;
    let revoked = json!({
        "kid": key.public().thumbprint(), "reason": "第二部手机被盗", "suspect_from": added,
    });
    story.does(firm, "key.revoke/1", revoked).await?;
    Ok(())
}

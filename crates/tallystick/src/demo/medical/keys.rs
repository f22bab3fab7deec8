//! Three firms of one person: one loses its phone, and the operator gives it a new key; another has a second phone, which is stolen;
//! the third has lost its phone, and its new key waits for the operator.

use std::collections::BTreeMap;

use anyhow::Context as _;
use serde_json::json;
use tallystick_base::CertificateId;
use tallystick_ledger::SigningKey;
use tallystick_store::{Invitee, NewInvitation};

use super::cast::Cast;
use super::days::ago;
use crate::demo::desk::{Desk, House};
use crate::demo::papers::{Paper, filled};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::is_split;
use crate::host;

/// The operator looked at who asks for a new key, and says so on paper.
fn identity_check(firm: &Desk) -> anyhow::Result<Paper> {
    let sketch = firm.crew.sketch;
    let words = BTreeMap::from([
        ("firm", sketch.name.to_owned()),
        ("code", sketch.code.to_owned()),
        ("member", firm.person()?.name.to_owned()),
        ("contact", sketch.contact.to_owned()),
    ]);
    let blank = include_str!("../../../../../fixtures/stories/medical/identity-check.txt");
    Ok(Paper::text("身份核验记录.txt", &filled(blank, &words)?))
}

/// Nobody of its own can help a firm of one that has lost its phone: the operator announces a key for it. Gives that key.
pub(super) async fn a_phone_is_lost(
    house: &House,
    cast: &Cast,
    story: &mut Story,
) -> anyhow::Result<SigningKey> {
    story.begins(Chapter::Keys);
    story.moves_to(ago::LOST, 10, 0).await?;
    let key = host::new_key()?;
    is_announced(house, story, &cast.plastics_maker, &key).await?;
    Ok(key)
}

async fn is_announced(house: &House, story: &mut Story, firm: &Desk, key: &SigningKey) -> anyhow::Result<()> {
    let digest = story
        .uploads(house.operator.maker()?, &identity_check(firm)?)
        .await?;
    let announced = json!({
        "party": firm.party(), "member": firm.person()?.id, "kid": key.public().thumbprint(),
        "reason": "唯一一部手机遗失", "evidence": digest,
    });
    story.does(&house.operator, "key.recover/1", announced).await?;
    Ok(())
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

/// A third firm of one has lost its phone, and makes a key on a new one, by a link of the operator's. Nobody objects, and whoever
/// takes the operator's seats adds it.
pub(super) async fn a_key_waits_to_be_added(
    house: &House,
    cast: &Cast,
    story: &mut Story,
) -> anyhow::Result<()> {
    story.begins(Chapter::Keys);
    story.moves_to(ago::LOST_AGAIN, 10, 0).await?;
    let (firm, key) = cast.on_a_new_phone();
    a_link_is_answered(house, story, firm, key).await?;
    is_announced(house, story, firm, key).await
}

/// As the member's browser does it: the page of recoveries adds the key that a link had made.
async fn a_link_is_answered(
    house: &House,
    story: &mut Story,
    firm: &Desk,
    key: &SigningKey,
) -> anyhow::Result<()> {
    let clerk = house.operator.maker()?;
    let kid = clerk.member.signer().key.public().thumbprint();
    let inviter = story.store().viewer(&kid).await?;
    let person = firm.person()?;
    let invitation = NewInvitation {
        invitee: Invitee::Recovery {
            party: firm.party(),
            member: person.id,
        },
        label: format!("{} {}", firm.name(), person.name),
    };
    let link = story
        .store()
        .invite(&inviter.context("the operator reads")?, invitation)
        .await?;
    let possession = key.prove_possession(story.ledger(), &firm.party().subject())?;
    let jwk = key.public().to_jwk();
    story
        .store()
        .answer_invitation(&link.secret, &jwk, &possession, person.name)
        .await?;
    story.outside(
        clerk,
        format!("邀请{}的{}在新手机上生成密钥", firm.name(), person.name),
        format!(
            "Invite {} of {} to make a key on a new phone",
            person.name,
            firm.name()
        ),
    )
}

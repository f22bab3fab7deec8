//! The supplier delivers, bills, and asks for confirmation of what it is owed; the centre looks at the papers.

use serde_json::{Value, json};
use tallystick_base::{ContractId, ReceivableId};

use super::cast::Cast;
use super::days::{PAYMENT_DAYS, ago};
use super::papers;
use crate::demo::desk::House;
use crate::demo::papers::Backing;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::with;

/// The two claims of the story.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claims {
    /// 1,200,000.00 for masks and gowns.
    pub(super) masks: ReceivableId,
    /// 300,000.00 for face shields.
    pub(super) shields: ReceivableId,
}

pub(super) async fn the_supplier_claims(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    contract: ContractId,
) -> anyhow::Result<Claims> {
    story.begins(Chapter::Claim);
    story.moves_to(ago::CLAIM, 11, 0).await?;
    let maker = cast.supplier.maker()?;
    let issued = story.days().day(ago::CLAIM)?;
    let claim = claim(house, cast, story, contract, &papers::masks(issued)).await?;
    let sent = story
        .taken_and_kept(maker, "receivable.claim/1", claim.body.clone())
        .await?;

    // The answer got lost, and the program sends the very same bytes again.
    story.sent_again(maker, sent).await?;

    // One invoice, one live claim, under whatever new id it comes.
    story.moves_to(ago::CLAIM, 15, 30).await?;
    let again = story.id(ReceivableId::from_parts);
    let twice = with(claim.body, "receivable", json!(again));
    story
        .refused(maker, "receivable.claim/1", twice, "invoice-claimed")
        .await?;
    let shields = the_second_delivery_is_claimed(house, cast, story, contract).await?;
    Ok(Claims {
        masks: claim.id,
        shields,
    })
}

async fn the_second_delivery_is_claimed(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    contract: ContractId,
) -> anyhow::Result<ReceivableId> {
    story.moves_to(ago::FORWARDED, 9, 40).await?;
    let issued = story.days().day(ago::FORWARDED)?;
    let claim = claim(house, cast, story, contract, &papers::shields(issued)).await?;
    story
        .taken(cast.supplier.maker()?, "receivable.claim/1", claim.body)
        .await?;
    Ok(claim.id)
}

pub(super) async fn the_centre_forwards(
    house: &House,
    story: &mut Story,
    claims: Claims,
) -> anyhow::Result<()> {
    story.moves_to(ago::FORWARDED, 14, 0).await?;
    let clerk = house.centre.maker()?;
    let found = json!(["发票、订单、验收单三单一致，发票已查验"]);
    let masks = json!({"receivable": claims.masks, "findings": found});
    story.taken(clerk, "receivable.forward/1", masks).await?;
    story.moves_to(ago::FORWARDED, 14, 25).await?;
    let found = json!(["验收单注明待抽检，请采购单位核对抽检结果"]);
    let shields = json!({"receivable": claims.shields, "findings": found});
    story.taken(clerk, "receivable.forward/1", shields).await
}

struct Claim {
    id: ReceivableId,
    body: Value,
}

/// Uploads the papers and writes the claim from what stands on them.
async fn claim(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    contract: ContractId,
    backing: &Backing,
) -> anyhow::Result<Claim> {
    let maker = cast.supplier.maker()?;
    let files = backing.is_uploaded(story, maker).await?;
    let days = story.days();
    let (delivered, accepted) = (days.day(ago::DELIVERED)?, days.day(ago::ACCEPTED)?);
    let evidence = backing.evidence(days.day(ago::ORDER)?, accepted, &files)?;
    let id = story.id(ReceivableId::from_parts);
    let body = json!({
        "receivable": id,
        "contract": contract,
        "amount": backing.read()?.totals.gross,
        "delivered_on": delivered,
        "accepted_on": accepted,
        "due_on": days.due_after(ago::ACCEPTED, PAYMENT_DAYS)?,
        "evidence": evidence,
        "centre": house.centre.party(),
        "payee": cast.supplier.account(),
    });
    Ok(Claim { id, body })
}

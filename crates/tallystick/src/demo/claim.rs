//! The supplier delivers, bills, and asks for confirmation of what it is owed; the centre looks at the papers.

use serde_json::{Value, json};
use tallystick_base::{ContractId, ReceivableId};

use super::days::ago;
use super::desk::Cast;
use super::papers::{self, Backing};
use super::record::Chapter;
use super::story::Story;

/// The two claims of the story.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claims {
    /// 1,200,000.00 for masks and gowns.
    pub(super) masks: ReceivableId,
    /// 300,000.00 for face shields.
    pub(super) shields: ReceivableId,
}

pub(super) async fn the_supplier_claims(
    cast: &Cast,
    story: &mut Story,
    contract: ContractId,
) -> anyhow::Result<Claims> {
    story.begins(Chapter::Claim)?;
    story.moves_to(ago::CLAIM, 11, 0)?;
    let maker = cast.supplier.maker()?;
    let issued = story.days().day(ago::CLAIM)?;
    let claim = claim(cast, story, contract, &papers::masks(issued)).await?;
    let sent = story
        .taken_and_kept(maker, "receivable.claim/1", claim.body.clone())
        .await?;

    // The answer got lost, and the program sends the very same bytes again.
    story.sent_again(maker, sent).await?;

    // One invoice, one live claim, under whatever new id it comes.
    story.moves_to(ago::CLAIM, 15, 30)?;
    let again = story.id(ReceivableId::from_parts);
    let twice = with(claim.body, "receivable", json!(again));
    story
        .refused(maker, "receivable.claim/1", twice, "invoice-claimed")
        .await?;
    let shields = the_second_delivery_is_claimed(cast, story, contract).await?;
    Ok(Claims {
        masks: claim.id,
        shields,
    })
}

async fn the_second_delivery_is_claimed(
    cast: &Cast,
    story: &mut Story,
    contract: ContractId,
) -> anyhow::Result<ReceivableId> {
    story.moves_to(ago::FORWARDED, 9, 40)?;
    let issued = story.days().day(ago::FORWARDED)?;
    let claim = claim(cast, story, contract, &papers::shields(issued)).await?;
    story
        .taken(cast.supplier.maker()?, "receivable.claim/1", claim.body)
        .await?;
    Ok(claim.id)
}

pub(super) async fn the_centre_forwards(
    cast: &Cast,
    story: &mut Story,
    claims: Claims,
) -> anyhow::Result<()> {
    story.moves_to(ago::FORWARDED, 14, 0)?;
    let clerk = cast.centre.maker()?;
    let found = json!(["发票、订单、验收单三单一致，发票已查验"]);
    let masks = json!({"receivable": claims.masks, "findings": found});
    story.taken(clerk, "receivable.forward/1", masks).await?;
    story.moves_to(ago::FORWARDED, 14, 25)?;
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
    cast: &Cast,
    story: &mut Story,
    contract: ContractId,
    backing: &Backing,
) -> anyhow::Result<Claim> {
    let maker = cast.supplier.maker()?;
    let files = papers::Uploaded {
        order: story.uploads(maker, &backing.order).await?,
        receipt: story.uploads(maker, &backing.receipt).await?,
        invoice: story.uploads(maker, &backing.invoice).await?,
    };
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
        "due_on": days.due()?,
        "evidence": evidence,
        "centre": cast.centre.party(),
        "payee": cast.supplier.account(),
    });
    Ok(Claim { id, body })
}

/// The same body with another value for a member.
fn with(mut body: Value, member: &str, value: Value) -> Value {
    if let Value::Object(members) = &mut body {
        members.insert(member.to_owned(), value);
    }
    body
}

//! The contract for masks and gowns: the supplier registers it, the hospital accepts.

use serde_json::{Value, json};
use tallystick_base::ContractId;

use super::cast::Cast;
use super::days::{PAYMENT_DAYS, ago};
use super::papers;
use crate::demo::days::INSPECTION_DAYS;
use crate::demo::record::Chapter;
use crate::demo::story::Story;

pub(super) async fn the_two_agree_on_it(cast: &Cast, story: &mut Story) -> anyhow::Result<ContractId> {
    story.begins(Chapter::Contract);
    story.moves_to(ago::CONTRACT, 10, 0).await?;
    let maker = cast.supplier.maker()?;
    let paper = papers::contract();
    let digest = story.uploads(maker, &paper).await?;
    let document = paper.of_contract(digest);
    let id = story.id(ContractId::from_parts);
    let terms = |days: u32| terms(cast, id, &document, story.days().day(ago::CONTRACT), days);
    let (too_late, agreed) = (terms(PAYMENT_DAYS + 1)?, terms(PAYMENT_DAYS)?);
    // Order 802 article 9: a public institution pays within 60 days.
    story
        .refused(maker, "contract.register/1", too_late, "payment-days-too-many")
        .await?;
    story.taken(maker, "contract.register/1", agreed).await?;

    story.moves_to(ago::CONTRACT_ACCEPTED, 14, 20).await?;
    let accepted = json!({"contract": id});
    story
        .taken(cast.hospital.maker()?, "contract.accept/1", accepted)
        .await?;
    Ok(id)
}

fn terms(
    cast: &Cast,
    id: ContractId,
    document: &Value,
    signed_on: anyhow::Result<chrono::NaiveDate>,
    payment_days: u32,
) -> anyhow::Result<Value> {
    Ok(json!({
        "contract": id,
        "supplier": cast.supplier.party(),
        "buyer": cast.hospital.party(),
        "number": "YNYY-HC-017",
        "title": "医用外科口罩及防护服采购合同",
        "amount": {"value": "5000000.00", "currency": "CNY"},
        "signed_on": signed_on?,
        "procurement": "goods",
        "payment": {"days": payment_days, "from": "acceptance"},
        "pay_when_paid": false,
        "inspection_days": INSPECTION_DAYS,
        "vouchers_agreed": true,
        "tolerance": "0.05",
        "documents": [document],
        "supplier_size": "small",
    }))
}

//! What lies on the desks when the story is over, so that whoever takes a seat finds work: claims before the centre and the hospital,
//! a confirmation that wants its second signature, a request before two banks, and a party that has not accepted yet.

use tallystick_base::{CertificateId, ContractId};

use super::cast::Cast;
use super::days::{PAYMENT_DAYS, ago};
use super::request::Products;
use crate::demo::desk::House;
use crate::demo::joining;
use crate::demo::lending::Asking;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{self, Agreement, Delivery, Trade};

/// The contract of the story, under which these are delivered too.
pub(super) const AGREEMENT: Agreement = Agreement {
    number: "YNYY-HC-017",
    title: "医用外科口罩及防护服采购合同",
    amount: "5000000.00",
    payment_days: PAYMENT_DAYS,
};

const GLOVES: Delivery = delivery("*医疗仪器器械*医用检查手套", "180000.00", "03");
const GOGGLES: Delivery = delivery("*医疗仪器器械*医用护目镜", "96000.00", "04");
const GOWNS: Delivery = delivery("*医疗仪器器械*一次性隔离衣", "420000.00", "05");
const SUITS: Delivery = delivery("*医疗仪器器械*医用防护服", "640000.00", "06");

/// What is asked for on the certificate of the suits: four fifths.
const AMOUNT: &str = "512000.00";
/// In how many days the money is wanted; until then the banks may answer.
const WANTED_IN: u32 = 10;

pub(super) const fn delivery(item: &'static str, amount: &'static str, batch: &'static str) -> Delivery {
    Delivery {
        item,
        amount,
        batch,
        delivered: ago::DELIVERED_LAST,
        accepted: ago::ACCEPTED_LAST,
    }
}

pub(super) async fn work_is_left(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    contract: ContractId,
    products: &Products,
) -> anyhow::Result<()> {
    story.begins(Chapter::Claim);
    let trade = Trade::under(&cast.supplier, &cast.hospital, &AGREEMENT, contract);
    trade.is_claimed(story, &GLOVES, Some(&house.centre)).await?;
    trade.is_claimed(story, &GOGGLES, None).await?;
    let gowns = trade.is_claimed(story, &GOWNS, None).await?;
    let suits = trade.is_claimed(story, &SUITS, None).await?;

    story.begins(Chapter::Confirmation);
    let certificate = story.id(CertificateId::from_parts);
    let whole = trade::confirmation(story, gowns, certificate, GOWNS.amount)?;
    story
        .waits(cast.hospital.maker()?, "receivable.confirm/1", whole)
        .await?;
    let certificate = trade.is_confirmed(story, suits, SUITS.amount).await?;
    two_banks_are_asked(cast, story, certificate, products).await?;
    story.begins(Chapter::Joining);
    joining::is_registered(house, &cast.invited, story).await
}

async fn two_banks_are_asked(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
    products: &Products,
) -> anyhow::Result<()> {
    story.begins(Chapter::Request);
    let days = story.days();
    let draw_on = days.working_day_after(story.today(), WANTED_IN)?;
    let asking = Asking {
        borrower: &cast.supplier,
        holder: None,
        certificates: &[certificate],
        amount: AMOUNT,
        draw_on,
        matures_on: days.due_after(ago::ACCEPTED_LAST, PAYMENT_DAYS)?,
        until: days.minute_of(draw_on, 18, 0)?,
        bids_until: None,
        purpose: "采购无纺布",
        banks: &[
            (&cast.city_bank, products.city),
            (&cast.rural_bank, products.rural),
        ],
        guarantors: &[&cast.guarantor],
    };
    asking.is_submitted(story).await.map(drop)
}

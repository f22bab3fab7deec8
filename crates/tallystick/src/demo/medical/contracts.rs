//! The distributor's contracts with clinic, pharmacy and hospital; what the bank lends on them.

use serde_json::json;
use tallystick_base::ProductId;

use super::cast::Cast;
use super::days::{CLINIC_DAYS, HOSPITAL_DAYS, PHARMACY_DAYS, ago};
use crate::demo::lending;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{Agreement, Trade, with};

const CLINIC: Agreement = Agreement {
    number: "ZJYY-XS-01",
    title: "医疗器械购销合同（门诊部）",
    amount: "2000000.00",
    payment_days: CLINIC_DAYS,
};
const PHARMACY: Agreement = Agreement {
    number: "ZJYY-XS-02",
    title: "药品购销合同（大药房）",
    amount: "3000000.00",
    payment_days: PHARMACY_DAYS,
};
const HOSPITAL: Agreement = Agreement {
    number: "ZJYY-XS-03",
    title: "医用耗材采购合同（医院）",
    amount: "9000000.00",
    payment_days: HOSPITAL_DAYS,
};

/// The contracts.
pub(super) struct Trades<'p> {
    pub(super) clinic: Trade<'p>,
    pub(super) pharmacy: Trade<'p>,
    pub(super) hospital: Trade<'p>,
}

/// What the bank lends on.
pub(super) struct Products {
    /// To who holds: four fifths, pledged.
    pub(super) upstream: ProductId,
    /// To who owes: all of it, so that who holds is paid.
    pub(super) downstream: ProductId,
}

pub(super) async fn the_three_agree<'p>(cast: &'p Cast, story: &mut Story) -> anyhow::Result<Trades<'p>> {
    story.begins(Chapter::Contract);
    story.moves_to(ago::CONTRACTS, 10, 15).await?;
    let distributor = &cast.distributor;
    Ok(Trades {
        clinic: Trade::agreed(story, distributor, &cast.clinic, &CLINIC).await?,
        pharmacy: Trade::agreed(story, distributor, &cast.pharmacy, &PHARMACY).await?,
        hospital: Trade::agreed(story, distributor, &cast.hospital, &HOSPITAL).await?,
    })
}

pub(super) async fn the_bank_publishes(cast: &Cast, story: &mut Story) -> anyhow::Result<Products> {
    story.begins(Chapter::Terms);
    story.moves_to(ago::LINES, 10, 0).await?;
    let bank = &cast.bank;
    for debtor in [&cast.clinic, &cast.pharmacy] {
        let scope = lending::on_debtor(debtor.party());
        lending::opens_a_line(story, bank, scope, "1000000.00").await?;
    }
    let upstream = lending::usual_terms("医药确权贷", "0.0450");
    let downstream = lending::usual_terms("购药贷", "0.0410");
    let whole = with(downstream, "advance_rate", json!("1.00"));
    let assigned = with(whole, "security", json!("assignment"));
    Ok(Products {
        upstream: lending::publishes(story, bank, &upstream).await?,
        downstream: lending::publishes(story, bank, &assigned).await?,
    })
}

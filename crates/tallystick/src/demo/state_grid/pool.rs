//! An asset manager opens a pool and buys a loan of the programme; another offer of the bank waits for it.

use anyhow::Context as _;
use serde_json::json;
use tallystick_base::{LoanId, Millis, PoolId, SaleId};

use super::cast::Cast;
use super::days::ago;
use super::programme::Lent;
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::yuan::yuan;

/// Which makers' loans: that of gloves is bought, that of disinfectant offered.
const SOLD: (usize, &str) = (3, "3480000.00");
const OFFERED: (usize, &str) = (4, "2490000.00");
/// For how many days the second offer stands.
const STANDS: u32 = 10;

/// Gives the pool.
pub(super) async fn it_buys_a_loan(
    cast: &Cast,
    story: &mut Story,
    lent: &[Lent<'_>],
) -> anyhow::Result<PoolId> {
    story.begins(Chapter::Pool);
    story.moves_to(ago::SOLD, 10, 0).await?;
    let manager = &cast.asset_manager;
    let pool = story.id(PoolId::from_parts);
    // The grid owes on every loan of the programme.
    let opened = json!({
        "pool": pool, "name": "防疫专项一号资产池",
        "eligibility": {
            "currency": "CNY", "most_open": yuan("5000000.00"), "most_days": 180, "overdue": false,
            "one_debtor": "1.00",
        },
    });
    story.does(manager, "pool.open/1", opened).await?;
    let until = story.days().at(ago::SOLD, 18, 0)?;
    let sale = is_offered(cast, story, lent, pool, SOLD, until).await?;
    story
        .does(manager, "sale.accept/1", json!({"sale": sale}))
        .await?;
    Ok(pool)
}

pub(super) async fn another_is_offered(
    cast: &Cast,
    story: &mut Story,
    lent: &[Lent<'_>],
    pool: PoolId,
) -> anyhow::Result<()> {
    story.begins(Chapter::Pool);
    let day = story.days().working_day_after(story.today(), STANDS)?;
    let until = story.days().minute_of(day, 18, 0)?;
    is_offered(cast, story, lent, pool, OFFERED, until)
        .await
        .map(drop)
}

async fn is_offered(
    cast: &Cast,
    story: &mut Story,
    lent: &[Lent<'_>],
    pool: PoolId,
    (place, price): (usize, &str),
    until: Millis,
) -> anyhow::Result<SaleId> {
    let loan: LoanId = lent.get(place).context("five makers borrow")?.loan();
    let sale = story.id(SaleId::from_parts);
    let offer = json!({
        "sale": sale, "loan": loan, "pool": pool, "price": yuan(price), "until": until,
    });
    story.does(&cast.bank, "sale.propose/1", offer).await?;
    Ok(sale)
}

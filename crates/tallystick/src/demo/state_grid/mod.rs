//! The grid: factories owe it for electricity, and what they confirm circulates with a bank's promise; five makers of protective
//! goods borrow under a programme on what the grid owes them.
//!
//! | file | holds |
//! |---|---|
//! | `cast`, `days` | who takes part, and on which days |
//! | `instrument` | the factories' certificates: endorsed, split, passed on, 87,171,600.00 in all |
//! | `maturity` | one factory pays, another does not and the bank does, the third has time |
//! | `makers` | what the grid owes the makers, and what they ask for on it |
//! | `programme` | the loans of the programme, 19,490,000.00 in all |
//! | `pool` | an asset manager buys one of them, and is offered another |
//! | `desks` | what the smelter has not paid yet, left for whoever takes a seat |

mod cast;
mod days;
mod desks;
mod instrument;
mod makers;
mod maturity;
mod pool;
mod programme;

pub(super) use self::cast::Cast;
#[cfg(test)]
pub(super) use self::cast::SKETCHES;
pub(super) use self::days::ago;

use super::desk::House;
use super::story::Story;

/// Tells it to the present.
pub(super) async fn told(house: &House, cast: &Cast, story: &mut Story) -> anyhow::Result<()> {
    let trades = instrument::the_factories_agree(cast, story).await?;
    let lines = programme::the_bank_opens_lines(cast, story).await?;
    let endorsed = instrument::the_bank_endorses(cast, story, &trades).await?;
    let unpaid = desks::the_smelter_owes_more(cast, story, &trades).await?;
    let parts = instrument::the_certificates_circulate(cast, story, endorsed).await?;
    maturity::the_steelworks_pays(house, cast, story, &parts).await?;
    let owed = makers::the_makers_agree(cast, story).await?;
    maturity::the_bank_keeps_its_promise(house, cast, story, &parts).await?;
    let confirmed = makers::the_grid_confirms(cast, story, owed).await?;
    let accepted = makers::the_makers_ask(cast, story, &lines, parts.meters, &confirmed).await?;
    let lent = programme::the_bank_approves(cast, story, &lines, accepted).await?;
    programme::the_money_goes_out(cast, story, &lent).await?;
    maturity::the_smelter_pays_the_bank(house, cast, story, &parts).await?;
    programme::the_grid_has_notice(cast, story, &lent).await?;
    programme::the_grid_pays_for_two(cast, story, &lent).await?;
    let pool = pool::it_buys_a_loan(cast, story, &lent).await?;

    // The rest happens today, by the real clock.
    story.catches_up().await?;
    pool::another_is_offered(cast, story, &lent, pool).await?;
    desks::the_bank_pays_for_one(cast, story, &unpaid).await
}

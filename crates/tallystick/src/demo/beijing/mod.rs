//! Beijing: a hospital confirms what it owes a small maker of masks, who borrows on it until the hospital pays the bank.
//!
//! | file | holds |
//! |---|---|
//! | `cast`, `days`, `papers` | who takes part, on which days, and with which papers |
//! | `contract` … `circulation` | from the contract to the certificates |
//! | `request`, `lending` | three banks bid, one approves, and the money goes out |
//! | `repayment`, `payment` | the hospital pays the bank, and what it owes besides |
//! | `auction` | banks have bid again, and one has not opened its bid |
//! | `desks` | what else is left to do for whoever takes a seat |

mod auction;
mod cast;
mod circulation;
mod claim;
mod confirmation;
mod contract;
mod days;
mod desks;
mod lending;
mod papers;
mod payment;
mod repayment;
mod request;

pub(super) use self::cast::Cast;
#[cfg(test)]
pub(super) use self::cast::SKETCHES;
pub(super) use self::days::ago;

use super::desk::House;
use super::record::Chapter;
use super::story::Story;

/// Tells it, from the contract to the discharge.
pub(super) async fn told(house: &House, cast: &Cast, story: &mut Story) -> anyhow::Result<()> {
    let contract = contract::the_two_agree_on_it(cast, story).await?;
    let claims = claim::the_supplier_claims(house, cast, story, contract).await?;
    claim::the_centre_forwards(house, story, claims).await?;
    let products = request::the_banks_publish(cast, story).await?;
    let confirmed = confirmation::the_hospital_confirms(cast, story, claims).await?;
    let kept = circulation::the_certificate_circulates(house, cast, story, confirmed.masks).await?;
    let request = request::the_supplier_asks_three_banks(cast, story, kept, &products).await?;
    request::they_bid_and_the_best_is_taken(house, cast, story, &request).await?;
    let secured = lending::the_bank_approves_and_pays(cast, story, kept, &request).await?;
    repayment::the_hospital_pays_the_bank(cast, story, kept, &secured).await?;
    let payment = payment::the_hospital_pays_the_rest(cast, story, confirmed.shields).await?;
    let opened = auction::two_banks_bid(cast, story, contract, &products).await?;

    // The rest happens today, by the real clock.
    story.catches_up().await?;
    payment::the_supplier_has_it(cast, story, payment).await?;
    story.begins(Chapter::Request);
    opened.is_opened(story).await?;
    desks::work_is_left(house, cast, story, contract, &products).await
}

//! The medical chain: a distributor between makers, a hospital, a pharmacy and a clinic.
//!
//! | file | holds |
//! |---|---|
//! | `cast`, `days` | who takes part, and on which days |
//! | `contracts` | what the distributor agrees with each of the three, and the bank's terms |
//! | `clinic` | what it owes is borrowed on upstream, with a guarantee |
//! | `overdue` | it does not pay in time, the guarantee is called, and it pays at last |
//! | `pharmacy` | borrowed downstream: the distributor is paid by the loan |
//! | `hospital` | confirmed in part, and passed on over three tiers |
//! | `keys` | one phone is lost, and another stolen; for a third the new key waits to be added |
//! | `late` | the clinic's last certificate, which it does not pay |
//! | `desks` | what is left to do for whoever takes a seat |

mod cast;
mod clinic;
mod contracts;
mod days;
mod desks;
mod hospital;
mod keys;
mod late;
mod overdue;
mod pharmacy;

pub(super) use self::cast::Cast;
#[cfg(test)]
pub(super) use self::cast::SKETCHES;
pub(super) use self::days::ago;

use super::desk::House;
use super::story::Story;

/// Tells it to the present.
pub(super) async fn told(house: &House, cast: &Cast, story: &mut Story) -> anyhow::Result<()> {
    let trades = contracts::the_three_agree(cast, story).await?;
    let products = contracts::the_bank_publishes(cast, story).await?;
    let backed = clinic::the_distributor_borrows(cast, story, &trades, &products).await?;
    late::the_distributor_borrows_once_more(cast, story, &trades, &products).await?;
    let downstream = pharmacy::the_pharmacy_borrows(cast, story, &trades, &products).await?;
    let claimed = hospital::the_distributor_claims(house, story, &trades).await?;
    overdue::the_clinic_does_not_pay(house, cast, story, &backed).await?;
    let confirmed = hospital::a_part_is_confirmed(cast, story, claimed).await?;
    let first = hospital::it_reaches_the_first_tier(cast, story, confirmed.certificate).await?;
    overdue::the_guarantor_pays(cast, story, &backed).await?;
    let second = hospital::it_reaches_the_second_tier(cast, story, first.passed_on).await?;
    let again = overdue::the_clinic_confirms_again(cast, story, &trades).await?;
    let third = hospital::it_reaches_the_third_tier(cast, story, second).await?;
    hospital::the_dispute_is_settled(cast, story, confirmed).await?;
    let replacement = keys::a_phone_is_lost(house, cast, story).await?;
    keys::its_key_is_replaced(house, cast, story, &replacement).await?;
    overdue::the_clinic_pays(house, cast, story, &backed, again).await?;
    keys::it_is_found_again(cast, story, &replacement).await?;
    keys::another_is_stolen(cast, story, third).await?;
    keys::a_key_waits_to_be_added(house, cast, story).await?;
    pharmacy::the_pharmacy_pays_back(cast, story, &downstream).await?;

    // The rest happens today, by the real clock.
    story.catches_up().await?;
    desks::work_is_left(cast, story, &trades, &products, first.kept).await
}

//! Parties to choose one from, above a list: their ids and names.

use std::collections::BTreeSet;

use tallystick_base::{Capacity, PartyId};

use crate::Portal;
use crate::failure::Failure;
use crate::names::Names;
use crate::seat::Seated;

/// An id with the name that it is chosen by.
pub(crate) type Choice = (String, String);

/// These parties, by name.
pub(crate) async fn of(
    portal: &Portal,
    seated: &Seated,
    parties: BTreeSet<PartyId>,
) -> Result<Vec<Choice>, Failure> {
    let names = Names::of(portal.store(), seated.viewer(), parties.iter().copied()).await?;
    let mut choices: Vec<Choice> = parties
        .iter()
        .map(|party| (party.to_string(), names.name(party)))
        .collect();
    choices.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(choices)
}

/// The banks, and the one that is asked for: of one that may act no longer there are loans all the same.
pub(crate) async fn banks(
    portal: &Portal,
    seated: &Seated,
    asked: Option<PartyId>,
) -> Result<Vec<Choice>, Failure> {
    let known = portal
        .store()
        .parties_acting_as(seated.viewer(), Capacity::Bank)
        .await?;
    let banks = known.into_iter().map(|bank| bank.id).chain(asked);
    of(portal, seated, banks.collect()).await
}

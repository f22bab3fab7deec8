//! What there is to choose from on the form of a product.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{Capacity, DayCount, PartyId};
use tallystick_commands::certificates::Recourse;
use tallystick_commands::financing::{InterestMode, Security, SurplusTo};

use super::filled::{Filled, KINDS, code};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::terms;
use crate::seat::Seated;

/// What is there to choose from.
pub(super) struct Choices {
    pub(super) securities: Vec<(String, String)>,
    pub(super) interests: Vec<(String, String)>,
    pub(super) day_counts: Vec<(String, String)>,
    pub(super) recourses: Vec<(String, String)>,
    pub(super) surpluses: Vec<(String, String)>,
    pub(super) kinds: Vec<(String, String)>,
    pub(super) debtors: Vec<Ticked>,
    pub(super) suppliers: Vec<Ticked>,
}

/// A party that may be ticked.
pub(super) struct Ticked {
    pub(super) subject: String,
    pub(super) name: String,
    pub(super) on: bool,
}

impl Choices {
    pub(super) async fn read(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
        names: &Names,
        filled: &Filled,
    ) -> Result<Self, Failure> {
        Ok(Self {
            securities: [Security::Pledge, Security::Assignment]
                .map(|one| (code(&one), terms::security(frame, one)))
                .into(),
            interests: [InterestMode::Arrears, InterestMode::Discount]
                .map(|one| (code(&one), terms::interest_mode(frame, one)))
                .into(),
            day_counts: [DayCount::Actual360, DayCount::Actual365Fixed, DayCount::Thirty360]
                .map(|one| (code(&one), terms::day_count(frame, one)))
                .into(),
            recourses: [Recourse::Full, Recourse::OnBreach, Recourse::None]
                .map(|one| (code(&one), terms::recourse(frame, one)))
                .into(),
            surpluses: [SurplusTo::Borrower, SurplusTo::Bank]
                .map(|one| (code(&one), terms::surplus(frame, one)))
                .into(),
            kinds: KINDS.map(|one| (code(&one), terms::due_kind(frame, one))).into(),
            debtors: ticked(portal, seated, Capacity::Buyer, names, &filled.debtors).await?,
            suppliers: ticked(portal, seated, Capacity::Supplier, names, &filled.suppliers).await?,
        })
    }
}

/// Everybody who may be ticked; whoever is on the list already is among them, active or not.
async fn ticked(
    portal: &Portal,
    seated: &Seated,
    capacity: Capacity,
    names: &Names,
    listed: &BTreeSet<PartyId>,
) -> Result<Vec<Ticked>, Failure> {
    let known = portal
        .store()
        .parties_acting_as(seated.viewer(), capacity)
        .await?;
    let mut parties: BTreeMap<PartyId, String> = listed.iter().map(|id| (*id, names.name(id))).collect();
    parties.extend(known.into_iter().map(|party| (party.id, party.name)));
    let mut ticked: Vec<Ticked> = parties
        .into_iter()
        .map(|(id, name)| Ticked {
            subject: id.subject().to_string(),
            name,
            on: listed.contains(&id),
        })
        .collect();
    ticked.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(ticked)
}

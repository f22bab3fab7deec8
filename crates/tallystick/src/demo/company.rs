//! Everybody who takes part in the chosen stories.

use tallystick_base::PartyId;
use tallystick_ledger::SigningKey;

use super::crew::Crew;
use super::desk::{Desk, House, Service};
use super::record::Strand;
use super::{Choice, beijing, medical, state_grid};

/// The house, and the people of each story that is told.
pub(super) struct Company {
    pub(super) house: House,
    pub(super) beijing: Option<beijing::Cast>,
    pub(super) state_grid: Option<state_grid::Cast>,
    pub(super) medical: Option<medical::Cast>,
}

impl Company {
    /// Seats everybody. The operator comes with the keys by which it opened the ledger.
    pub(super) fn seated(operator: Crew, service: &Service, choice: Choice) -> anyhow::Result<Self> {
        let is_told = |strand| choice.tells(strand).then_some(());
        Ok(Self {
            house: House::seated(operator, service)?,
            beijing: is_told(Strand::Beijing)
                .map(|()| beijing::Cast::seated(service))
                .transpose()?,
            state_grid: is_told(Strand::StateGrid)
                .map(|()| state_grid::Cast::seated(service))
                .transpose()?,
            medical: is_told(Strand::Medical)
                .map(|()| medical::Cast::seated(service))
                .transpose()?,
        })
    }

    /// How many stories are told.
    pub(super) fn stories(&self) -> usize {
        Strand::ALL
            .into_iter()
            .filter(|strand| self.is_told(*strand))
            .count()
    }

    /// Whether a story is told. The ledger that they share is none.
    pub(super) const fn is_told(&self, strand: Strand) -> bool {
        match strand {
            Strand::Ledger => false,
            Strand::Beijing => self.beijing.is_some(),
            Strand::StateGrid => self.state_grid.is_some(),
            Strand::Medical => self.medical.is_some(),
        }
    }

    /// Everybody who joins but the operator, in the order of registration.
    pub(super) fn newcomers(&self) -> Vec<&Desk> {
        let house = [&self.house.centre, &self.house.auditor].into_iter();
        house.chain(self.players().map(|(_, desk)| desk)).collect()
    }

    /// Everybody, the party that is registered last and has not accepted among them.
    pub(super) fn everybody(&self) -> Vec<&Desk> {
        let invited = self.beijing.iter().map(beijing::Cast::invited);
        [&self.house.operator]
            .into_iter()
            .chain(self.newcomers())
            .chain(invited)
            .collect()
    }

    /// The name of a party.
    pub(super) fn name_of(&self, party: PartyId) -> Option<&'static str> {
        let everybody = self.everybody();
        let desk = everybody.into_iter().find(|desk| desk.party() == party)?;
        Some(desk.name())
    }

    /// The story in which a party plays.
    pub(super) fn story_of(&self, party: PartyId) -> Strand {
        let invited = self.beijing.iter().map(beijing::Cast::invited);
        let invited = invited.map(|desk| (Strand::Beijing, desk));
        let found = self
            .players()
            .chain(invited)
            .find(|(_, desk)| desk.party() == party);
        found.map_or(Strand::Ledger, |(strand, _)| strand)
    }

    /// The key on a new phone of a party's first member, which the story leaves to be added.
    pub(super) fn new_phone_of(&self, party: PartyId) -> Option<&SigningKey> {
        let (desk, key) = self.medical.as_ref()?.on_a_new_phone();
        (desk.party() == party).then_some(key)
    }

    fn players(&self) -> impl Iterator<Item = (Strand, &Desk)> {
        let beijing = self.beijing.iter().flat_map(beijing::Cast::desks);
        let state_grid = self.state_grid.iter().flat_map(state_grid::Cast::desks);
        let medical = self.medical.iter().flat_map(medical::Cast::desks);
        beijing
            .map(|desk| (Strand::Beijing, desk))
            .chain(state_grid.map(|desk| (Strand::StateGrid, desk)))
            .chain(medical.map(|desk| (Strand::Medical, desk)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tallystick_base::CreditCode;

    use super::*;
    use crate::demo::cast;

    #[test]
    fn every_part_is_played_once_and_every_code_is_valid_and_its_own() {
        let house = [&cast::OPERATOR, &cast::CENTRE, &cast::AUDITOR];
        let all = house
            .into_iter()
            .chain(beijing::SKETCHES)
            .chain(state_grid::SKETCHES)
            .chain(medical::SKETCHES);
        let (mut parts, mut codes, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for sketch in all {
            assert!(parts.insert(sketch.part), "{}", sketch.part);
            assert!(names.insert(sketch.name), "{}", sketch.name);
            let code = CreditCode::parse(sketch.code);
            assert!(codes.insert(code.unwrap()), "{}", sketch.code);
        }
        assert_eq!(parts.len(), 3 + 8 + 16 + 9);
    }
}

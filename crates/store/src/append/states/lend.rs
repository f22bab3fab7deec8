//! Lending: the case of one statement, made of the states that it may read.

use std::collections::BTreeSet;

use tallystick_base::{PartyId, Subject};
use tallystick_commands::{Case, State};
use tallystick_ledger::Moved;

use super::names::profile_of;
use super::{States, corrupt};
use crate::StoreError;
use crate::append::reading::Reach;

/// The case of one statement, with the subjects whose states were moved into it. It is to be given back.
#[derive(Debug, Default)]
pub(crate) struct Lent {
    /// In a place of its own: it is large, and goes to and fro.
    pub(crate) case: Box<Case>,
    subjects: BTreeSet<Subject>,
}

impl States {
    /// The case of one statement: exactly what it may read, so that a decision is the same whatever else the batch holds.
    ///
    /// The states are moved, not copied: some are large, and most are read by every statement. After a fault they are of no
    /// further use.
    pub(crate) fn lend(&mut self, reach: &Reach) -> Result<Lent, StoreError> {
        let subjects = self.behind(reach);
        let Lent {
            mut case,
            subjects: held,
        } = self.held.take().unwrap_or_default();
        // The subjects of outside identifiers are supplied anew for each statement.
        case.financing.certificates.contracts.parties.keyed.clear();
        for subject in held.difference(&subjects) {
            self.put_back(&mut case, subject);
        }
        for subject in subjects.difference(&held) {
            let known = self.known.get_mut(subject);
            if let Some(state) = known.and_then(|known| known.state.take()) {
                state
                    .put(subject, &mut case)
                    .map_err(|fault| corrupt(subject, &fault.to_string()))?;
            }
        }
        Ok(Lent { case, subjects })
    }

    /// Holds what was lent for the next statement. What `moved` has been taken out of the case already.
    pub(crate) fn give_back(&mut self, mut lent: Lent, moved: &[Moved]) {
        for Moved { subject, .. } in moved {
            lent.subjects.remove(subject);
        }
        self.held = Some(lent);
    }

    /// Takes back all that is held, for whoever reads the states themselves.
    pub(in crate::append) fn reclaim(&mut self) {
        let Lent { mut case, subjects } = self.held.take().unwrap_or_default();
        for subject in &subjects {
            self.put_back(&mut case, subject);
        }
    }

    fn put_back(&mut self, case: &mut Case, subject: &Subject) {
        let known = self.known.get_mut(subject);
        if let (Some(known), Some(state)) = (known, State::take(case, subject)) {
            known.state = Some(state);
        }
    }

    /// What a statement names, with the parties, members, keys, files and rules behind it.
    fn behind(&self, Reach { named, .. }: &Reach) -> BTreeSet<Subject> {
        let known = named.iter().filter_map(|subject| self.known.get(subject));
        let mut reach: BTreeSet<Subject> = known.flat_map(|known| known.mentions.iter().cloned()).collect();
        let parties = named.iter().filter(|subject| subject.kind() == PartyId::KIND);
        reach.extend(
            parties
                .filter_map(|party| self.keys_of.get(party))
                .flatten()
                .cloned(),
        );
        reach.extend(named.iter().cloned());
        let profiles: Vec<Subject> = reach.iter().filter_map(profile_of).collect();
        reach.extend(profiles);
        reach
    }
}

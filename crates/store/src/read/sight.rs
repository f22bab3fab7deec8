//! Who sees what, for whoever serves it: [`tallystick_commands::may_see_part`] and `may_see_body`, asked with the right states.
//!
//! A subject concerns a party from its first version until it ceases to. So whom it concerns now sees all of it; whom it
//! concerned once sees it up to the last entry after which it still did. That entry is found by folding the subject's own
//! parts, and those of the subjects that its audience is read from, entry by entry.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait;
use tallystick_base::{CertificateId, PartyId, PaymentId, Subject};
use tallystick_commands::certificates::{
    PaymentRecord, PaymentRecordTransition, Transition as OfCertificates, evidence,
};
use tallystick_commands::{Case, State, Transition, may_see_body, may_see_part};

use super::history::{self, Happened};
use super::present::{Present, below};
use super::states::{self, Stands, corrupt};
use super::{Viewer, present};
use crate::StoreError;

/// Up to which entry something is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Until {
    #[default]
    Never,
    /// Up to and with this one.
    Entry(u64),
    Now,
}

impl Until {
    fn shows(self, seq: u64) -> bool {
        match self {
            Self::Never => false,
            Self::Entry(last) => seq <= last,
            Self::Now => true,
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Sight {
    parts: Until,
    bodies: Until,
}

/// What one viewer sees of some subjects.
#[derive(Debug)]
pub(super) struct Sights<'v> {
    viewer: &'v Viewer,
    present: Present,
    seen: BTreeMap<Subject, Sight>,
}

impl<'v> Sights<'v> {
    pub(super) async fn load(
        connection: &impl ConnectionTrait,
        viewer: &'v Viewer,
        subjects: BTreeSet<Subject>,
    ) -> Result<Self, StoreError> {
        let present = if viewer.auditor {
            Present::default()
        } else {
            Present::load(connection, viewer, subjects.clone()).await?
        };
        let mut seen: BTreeMap<Subject, Sight> = BTreeMap::new();
        let mut hidden = Vec::new();
        for subject in subjects {
            let sight = Sight {
                parts: now(viewer.auditor || may_see_part(&present.case, &subject, viewer.party)),
                bodies: now(viewer.auditor || is_party(&present.case, &subject, viewer.party)),
            };
            if sight.bodies == Until::Never && ceases(&subject) && present.stands.contains_key(&subject) {
                hidden.push(subject.clone());
            }
            seen.insert(subject, sight);
        }
        let past = Past::load(connection, viewer, &present, &hidden).await?;
        for subject in hidden {
            let once = past.sight(viewer, &subject)?;
            let sight = seen.entry(subject).or_default();
            sight.bodies = once.bodies;
            if sight.parts == Until::Never {
                sight.parts = once.parts;
            }
        }
        Ok(Self {
            viewer,
            present,
            seen,
        })
    }

    /// Whether the viewer sees what this entry did to a subject.
    pub(super) fn part(&self, subject: &Subject, seq: u64) -> bool {
        self.seen.get(subject).is_some_and(|sight| sight.parts.shows(seq))
    }

    /// The last entry up to which the viewer sees what happened to a subject, the last there can be where it goes on seeing; none
    /// where it sees nothing of it.
    pub(super) fn until(&self, subject: &Subject) -> Option<u64> {
        match self.seen.get(subject)?.parts {
            Until::Never => None,
            Until::Entry(last) => Some(last),
            Until::Now => Some(u64::MAX),
        }
    }

    /// Whether the viewer sees the body of this entry, which `issuer` signed on the subject `sub`.
    pub(super) fn body(&self, issuer: &Subject, sub: &Subject, seq: u64) -> bool {
        *issuer == self.viewer.party.subject()
            || self.seen.get(sub).is_some_and(|sight| sight.bodies.shows(seq))
    }

    /// Whether a subject concerns the viewer now.
    pub(super) fn concerned(&self, subject: &Subject) -> bool {
        self.seen
            .get(subject)
            .is_some_and(|sight| sight.parts == Until::Now)
    }

    /// Where a subject stands now, whomever it concerns.
    pub(super) async fn into_stands(
        mut self,
        connection: &impl ConnectionTrait,
        subject: &Subject,
    ) -> Result<Option<Stands>, StoreError> {
        match self.present.stands.remove(subject) {
            Some(stands) => Ok(Some(stands)),
            None => Ok(states::load(connection, &BTreeSet::from([subject.clone()]))
                .await?
                .remove(subject)),
        }
    }
}

const fn now(seen: bool) -> Until {
    if seen { Until::Now } else { Until::Never }
}

/// Whether a party is one of those that a subject is between. No act of its own makes it so.
fn is_party(case: &Case, subject: &Subject, viewer: PartyId) -> bool {
    may_see_body(case, PartyId::from_parts(0, [0; 10]), subject, viewer)
}

/// Whether subjects of this kind can cease to concern a party; all others concern the same ones for good.
fn ceases(subject: &Subject) -> bool {
    [
        CertificateId::KIND,
        PaymentId::KIND,
        PaymentRecord::KIND,
        evidence::KIND,
    ]
    .contains(&subject.kind())
}

/// The past of subjects whose present does not show them.
#[derive(Default)]
struct Past {
    /// The operator and the viewer's party, and receivables, whose sides never change.
    fixed: Case,
    happened: BTreeMap<Subject, Vec<Happened>>,
    /// For each subject, the others that its audience is read from.
    others: BTreeMap<Subject, BTreeSet<Subject>>,
}

impl Past {
    async fn load(
        connection: &impl ConnectionTrait,
        viewer: &Viewer,
        present: &Present,
        hidden: &[Subject],
    ) -> Result<Self, StoreError> {
        let mut past = Self::default();
        if hidden.is_empty() {
            return Ok(past);
        }
        past.take(connection, hidden.iter().cloned().collect()).await?;
        let mut receivables = BTreeSet::new();
        let shown = |subject| may_see_part(&present.case, subject, viewer.party);
        for subject in hidden {
            let mut others = BTreeSet::new();
            for happened in past.happened.get(subject).into_iter().flatten() {
                others.extend(missed(happened)?);
                receivables.extend(history::claimed_on(happened)?);
            }
            match present.stands.get(subject).map(|stands| &stands.state) {
                Some(State::Payment(payment)) => drop(others.insert(payment.certificate.subject())),
                Some(state) if present::is_split(state) && !shown(subject) => {
                    let children = below(connection, BTreeSet::from([subject.clone()])).await?;
                    let children = children.into_iter().map(|row| row.subject);
                    others.extend(present::parsed::<Vec<_>>("certificates", children)?);
                }
                Some(_) | None => {}
            }
            past.others.insert(subject.clone(), others);
        }
        let missing = past
            .others
            .values()
            .flatten()
            .filter(|other| !past.happened.contains_key(other));
        let missing = missing.cloned().collect();
        past.take(connection, missing).await?;
        for (subject, stands) in states::load(connection, &receivables).await? {
            stands
                .state
                .put(&subject, &mut past.fixed)
                .map_err(|error| corrupt("subjects", &subject, error))?;
        }
        let parties = &present.case.parties();
        past.fixed
            .financing
            .certificates
            .contracts
            .parties
            .ledger
            .clone_from(&parties.ledger);
        past.fixed
            .financing
            .certificates
            .contracts
            .parties
            .parties
            .clone_from(&parties.parties);
        Ok(past)
    }

    async fn take(
        &mut self,
        connection: &impl ConnectionTrait,
        subjects: BTreeSet<Subject>,
    ) -> Result<(), StoreError> {
        for happened in history::parts(connection, &subjects).await? {
            self.happened
                .entry(happened.subject.clone())
                .or_default()
                .push(happened);
        }
        Ok(())
    }

    /// Up to which entry the subject concerned the viewer.
    fn sight(&self, viewer: &Viewer, subject: &Subject) -> Result<Sight, StoreError> {
        let others = self.others.get(subject).into_iter().flatten();
        let moving = std::iter::once(subject).chain(others);
        let mut events: Vec<&Happened> = moving
            .filter_map(|one| self.happened.get(one))
            .flatten()
            .collect();
        let party = viewer.party.to_string();
        let mut sight = Sight::default();
        // An invoice names nobody; its receivables do.
        if subject.kind() != evidence::KIND && !events.iter().any(|event| event.names(&party)) {
            return Ok(sight);
        }
        events.sort_by_key(|event| event.seq);
        let mut case = self.fixed.clone();
        for entry in events.chunk_by(|one, other| one.seq == other.seq) {
            let Some(seq) = entry.first().map(|event| event.seq) else {
                continue;
            };
            entry.iter().try_for_each(|event| event.happen(&mut case))?;
            if may_see_part(&case, subject, viewer.party) {
                sight.parts = Until::Entry(seq);
            }
            if is_party(&case, subject, viewer.party) {
                sight.bodies = Until::Entry(seq);
            }
        }
        Ok(sight)
    }
}

/// The certificates that a buyer's record came to name here.
fn missed(happened: &Happened) -> Result<Vec<Subject>, StoreError> {
    let missed = happened
        .transitions()?
        .into_iter()
        .filter_map(|transition| match transition {
            Transition::Certificates(OfCertificates::PaymentRecord(PaymentRecordTransition::Missed {
                certificate,
                ..
            })) => Some(certificate.subject()),
            _ => None,
        });
    Ok(missed.collect())
}

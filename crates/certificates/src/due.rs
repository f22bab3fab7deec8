//! What falls due: the statements that the service's key signs, and the reminders that go out as messages.
//!
//! A sweep may run at any time and as often as it likes. What it finds carries the dates on which it fell, so a service
//! that slept for a week records the same as one that did not.

use chrono::NaiveDate;
use tallystick_base::{Millis, PartyId, ReceivableId, Salt};

use crate::command::{LapseCertificateOffer, LapseConfirmation, MarkOverdue};
use crate::decide::MOST_MARKED;
use crate::{Case, Certificate, Command, Rejection};

/// A message to a buyer that its time to answer is running out. It is no entry, so it makes nothing stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reminder {
    /// The receivable.
    pub receivable: ReceivableId,
    /// Who is reminded.
    pub buyer: PartyId,
    /// The last day for the answer.
    pub answer_by: NaiveDate,
    /// Which reminder it is, by the days that were left when it became due. Each is sent once.
    pub days_left: u32,
}

/// The statements to sign now, as commands; `salt` gives a new salt for each body. What they name, [`crate::subjects`]
/// tells. In order: lapsed confirmations, lapsed offers, overdue certificates of each buyer.
pub fn due(case: &Case, now: Millis, salt: &mut dyn FnMut() -> Salt) -> Result<Vec<Command>, Rejection> {
    let today = now.date_at(case.rules()?.utc_offset_minutes);
    let mut commands = Vec::new();
    for (&receivable, asked) in &case.receivables {
        if asked.lapsed_before(today) && !case.confirmation_lapses.contains_key(&receivable) {
            let salt = salt();
            commands.push(LapseConfirmation { salt, receivable }.into());
        }
    }
    for (&certificate, offered) in &case.certificates {
        if offered.lapse_of_offer(now).is_some() {
            let salt = salt();
            commands.push(LapseCertificateOffer { salt, certificate }.into());
        }
    }
    for (buyer, overdue) in overdue_by_buyer(case, today) {
        for certificates in overdue.chunks(MOST_MARKED) {
            let mark = MarkOverdue {
                salt: salt(),
                buyer,
                certificates: certificates.iter().map(|certificate| certificate.id()).collect(),
            };
            commands.push(mark.into());
        }
    }
    Ok(commands)
}

/// What is unpaid after its due date and not marked yet, by debtor.
fn overdue_by_buyer(case: &Case, today: NaiveDate) -> Vec<(PartyId, Vec<&Certificate>)> {
    let mut unmarked: Vec<&Certificate> = case
        .certificates
        .values()
        .filter(|certificate| certificate.is_past_due(today) && certificate.overdue_since.is_none())
        .collect();
    unmarked.sort_by_key(|certificate| (certificate.issue.debtor, certificate.id()));
    unmarked
        .chunk_by(|left, right| left.issue.debtor == right.issue.debtor)
        .filter_map(|group| Some((group.first()?.issue.debtor, group.to_vec())))
        .collect()
}

/// The reminders that are due on the day of `now`: for each receivable without an answer the tightest one that has been
/// reached (10, 5 and 1 days left by the published rules). Who sends them remembers which have been sent, and so misses
/// none after a pause and repeats none.
pub fn reminders(case: &Case, now: Millis) -> Result<Vec<Reminder>, Rejection> {
    let rules = case.rules()?;
    let today = now.date_at(rules.utc_offset_minutes);
    let mut reminders = Vec::new();
    for (&receivable, asked) in &case.receivables {
        let (Some(answer_by), None) = (asked.claim.answer_by, asked.clock_stopped_on) else {
            continue;
        };
        let Ok(left) = u32::try_from((answer_by - today).num_days()) else {
            continue;
        };
        let marks = &rules
            .confirmation_on(asked.claim.claimed_on)?
            .value
            .reminders_days_left;
        if let Some(&days_left) = marks.iter().filter(|mark| left <= **mark).min() {
            reminders.push(Reminder {
                receivable,
                buyer: asked.claim.buyer,
                answer_by,
                days_left,
            });
        }
    }
    Ok(reminders)
}

//! What falls due: the statements that the service's key signs.
//!
//! A sweep may run at any time and as often as it likes. What it finds carries the dates on which it fell, so a service
//! that slept for a week records the same as one that did not.

use chrono::NaiveDate;
use tallystick_base::{Millis, Salt};
use tallystick_certificates::{Certificate, CertificateStage};
use tallystick_financing::GuaranteeStage;

use crate::command::{ExpireGuarantee, LapseLoan, MarkLoanOverdue, ReleaseEndorsement};
use crate::decide::{overdue_mark, period_end};
use crate::endorsement::EndorsementStage;
use crate::{Case, Command, LoanStage, Rejection};

/// The statements to sign now, as commands; `salt` gives a new salt for each body. In order: approvals that have lapsed,
/// loans that are overdue or have come into the next bucket, guarantees whose period has ended, endorsements to release.
pub fn due(case: &Case, now: Millis, salt: &mut dyn FnMut() -> Salt) -> Result<Vec<Command>, Rejection> {
    let today = now.date_at(case.rules()?.utc_offset_minutes);
    let mut commands = lapsed(case, now, salt);
    commands.extend(overdue(case, today, salt)?);
    commands.extend(expired(case, today, salt)?);
    commands.extend(promises_to_release(case, salt));
    Ok(commands)
}

fn lapsed(case: &Case, now: Millis, salt: &mut dyn FnMut() -> Salt) -> Vec<Command> {
    let lapsed = case.loans.iter().filter(|(_, loan)| loan.has_lapsed(now));
    lapsed
        .map(|(&loan, _)| LapseLoan { salt: salt(), loan }.into())
        .collect()
}

fn overdue(case: &Case, today: NaiveDate, salt: &mut dyn FnMut() -> Salt) -> Result<Vec<Command>, Rejection> {
    let mut commands = Vec::new();
    for (&loan, lent) in &case.loans {
        if lent.stage != (LoanStage::Active {}) {
            continue;
        }
        match overdue_mark(case, lent, today) {
            Ok(_) => commands.push(MarkLoanOverdue { salt: salt(), loan }.into()),
            Err(Rejection::Servicing(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(commands)
}

fn expired(case: &Case, today: NaiveDate, salt: &mut dyn FnMut() -> Salt) -> Result<Vec<Command>, Rejection> {
    let mut commands = Vec::new();
    for (&guarantee, issued) in &case.financing.guarantees {
        let loan = issued.loan.and_then(|loan| case.loans.get(&loan));
        if let (GuaranteeStage::Issued { .. }, Some(loan)) = (&issued.stage, loan)
            && period_end(issued, loan)? < today
        {
            let salt = salt();
            commands.push(ExpireGuarantee { salt, guarantee }.into());
        }
    }
    Ok(commands)
}

/// Certificates under a bank's promise that have ended and are not counted yet. Those that were split come first: what is
/// counted last leaves nothing bound, and an end after that has nothing to count.
fn promises_to_release(case: &Case, salt: &mut dyn FnMut() -> Salt) -> Vec<Command> {
    let mut ended: Vec<&Certificate> = case
        .financing
        .certificates
        .certificates
        .values()
        .filter(|certificate| is_to_count(case, certificate))
        .collect();
    ended.sort_by_key(|certificate| certificate.stage != (CertificateStage::Split {}));
    ended
        .into_iter()
        .map(|certificate| {
            let (salt, certificate) = (salt(), certificate.id());
            ReleaseEndorsement { salt, certificate }.into()
        })
        .collect()
}

fn is_to_count(case: &Case, certificate: &Certificate) -> bool {
    let promised = certificate.endorsement;
    let promise = promised.and_then(|promised| case.endorsements.get(&promised.certificate));
    let uncounted = promise.is_some_and(|promise| {
        promise.stage == (EndorsementStage::Bound {}) && !promise.counted.contains(&certificate.id())
    });
    uncounted && !certificate.is_live()
}

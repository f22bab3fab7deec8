//! What the commands of `decide/endorsement.rs` name.

use tallystick_base::{Named, PartyId};

use crate::command::{EndorseCertificate, HonourEndorsement, ReleaseEndorsement};
use crate::decide::{lines_of_promise, promise};
use crate::endorsement::EndorsementUse;
use crate::{Case, LineBook, LineUse, Rejection};

/// The bank has seen the terms of its lines; their use moves with every act, so it is not pinned.
pub(super) fn endorse(case: &Case, body: &EndorseCertificate, bank: PartyId) -> Result<Named, Rejection> {
    let certificate = case.financing.certificates.certificate(body.certificate)?;
    let lines = lines_of_promise(case, certificate, bank)?;
    Ok(Named::only(EndorsementUse::subject_of(body.certificate))
        .with_alt([body.certificate.subject(), LineBook::subject_of(bank)])
        .with_alt(lines.iter().map(|share| LineUse::subject_of(share.line)))
        .with_rel(lines.iter().map(|share| share.line.subject())))
}

pub(super) fn honour(case: &Case, body: &HonourEndorsement) -> Result<Named, Rejection> {
    let certificate = case.financing.certificates.certificate(body.certificate)?;
    let record = &promise(case, certificate)?.record;
    Ok(Named::only(EndorsementUse::subject_of(record.certificate))
        .with_alt([body.certificate.subject()])
        .with_alt(record.lines.iter().map(|share| share.line.subject()))
        .with_alt(record.lines.iter().map(|share| LineUse::subject_of(share.line))))
}

pub(super) fn release(case: &Case, body: &ReleaseEndorsement) -> Result<Named, Rejection> {
    let certificate = case.financing.certificates.certificate(body.certificate)?;
    let record = &promise(case, certificate)?.record;
    Ok(Named::only(EndorsementUse::subject_of(record.certificate))
        .with_alt([body.certificate.subject()])
        .with_alt(record.lines.iter().map(|share| LineUse::subject_of(share.line))))
}

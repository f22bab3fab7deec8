//! What the commands of `decide/line.rs` name.

use tallystick_base::{Named, PartyId};

use crate::command::{AmendLine, CloseLine, OpenLine, ResumeLine, SuspendLine};
use crate::{Case, LineBook, LineUse, Rejection};

pub(super) fn open(acting: PartyId, body: &OpenLine) -> Named {
    Named::only(body.line.subject()).with_alt([LineUse::subject_of(body.line), LineBook::subject_of(acting)])
}

pub(super) fn amend(body: &AmendLine) -> Named {
    Named::only(body.line.subject())
}

pub(super) fn suspend(body: &SuspendLine) -> Named {
    Named::only(body.line.subject())
}

pub(super) fn resume(body: &ResumeLine) -> Named {
    Named::only(body.line.subject())
}

pub(super) fn close(case: &Case, body: &CloseLine) -> Result<Named, Rejection> {
    let bank = case.line(body.line)?.bank;
    Ok(Named::only(body.line.subject())
        .with_alt([LineUse::subject_of(body.line), LineBook::subject_of(bank)]))
}

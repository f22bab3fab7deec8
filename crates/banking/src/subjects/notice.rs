//! What the commands of `decide/notice.rs` name.

use tallystick_base::Named;

use crate::command::{AcknowledgeNotice, NotifyDebtor};

pub(super) fn notify(body: &NotifyDebtor) -> Named {
    Named::only(body.notice.subject())
        .with_alt([body.loan.subject()])
        .with_alt(body.certificates.iter().map(|certificate| certificate.subject()))
}

pub(super) fn acknowledge(body: &AcknowledgeNotice) -> Named {
    Named::only(body.notice.subject())
}

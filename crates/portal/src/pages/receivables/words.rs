//! The fixed values of claims and answers in words.

use tallystick_commands::certificates::{Defence, EvidenceKind, Reason, ReasonCode};

use crate::frame::Frame;

pub(super) fn paper(frame: &Frame<'_>, kind: EvidenceKind) -> String {
    match kind {
        EvidenceKind::Invoice => frame.say("paper-invoice"),
        EvidenceKind::Order => frame.say("paper-order"),
        EvidenceKind::Receipt => frame.say("paper-receipt"),
    }
}

/// The kinds of papers, with the values of the command.
pub(super) fn papers(frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("invoice", frame.say("paper-invoice")),
        ("order", frame.say("paper-order")),
        ("receipt", frame.say("paper-receipt")),
    ]
}

/// What a field is called that was read from a paper: papers name their own in Chinese, and what has no words here stays as it is.
pub(super) fn field(frame: &Frame<'_>, name: &str) -> String {
    match name {
        "项目名称" => frame.say("paper-field-item"),
        "税率" => frame.say("paper-field-tax-rate"),
        "备注" => frame.say("paper-field-note"),
        other => other.to_owned(),
    }
}

fn code(frame: &Frame<'_>, code: ReasonCode) -> (&'static str, String) {
    match code {
        ReasonCode::Ref => ("REF", frame.say("reason-ref")),
        ReasonCode::Leg => ("LEG", frame.say("reason-leg")),
        ReasonCode::Rec => ("REC", frame.say("reason-rec")),
        ReasonCode::Qua => ("QUA", frame.say("reason-qua")),
        ReasonCode::Del => ("DEL", frame.say("reason-del")),
        ReasonCode::Pri => ("PRI", frame.say("reason-pri")),
        ReasonCode::Qty => ("QTY", frame.say("reason-qty")),
        ReasonCode::Itm => ("ITM", frame.say("reason-itm")),
        ReasonCode::Pay => ("PAY", frame.say("reason-pay")),
        ReasonCode::Unr => ("UNR", frame.say("reason-unr")),
        ReasonCode::Fin => ("FIN", frame.say("reason-fin")),
        ReasonCode::Ppd => ("PPD", frame.say("reason-ppd")),
        ReasonCode::Oth => ("OTH", frame.say("reason-oth")),
    }
}

/// The codes of the Peppol invoice response, with the values of the command.
pub(super) fn codes(frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    ReasonCode::ALL.map(|reason| code(frame, reason)).into()
}

/// A reason with its note.
pub(super) fn reason(frame: &Frame<'_>, reason: &Reason) -> String {
    let (_, words) = code(frame, reason.code);
    match &reason.note {
        Some(note) => frame.say_with("reason-with-note", &[("reason", &words), ("note", note.as_str())]),
        None => words,
    }
}

pub(in crate::pages) fn defence(frame: &Frame<'_>, defence: Defence) -> (&'static str, String) {
    match defence {
        Defence::NonPerformance => ("non-performance", frame.say("defence-non-performance")),
        Defence::Quality => ("quality", frame.say("defence-quality")),
        Defence::Quantity => ("quantity", frame.say("defence-quantity")),
        Defence::LateDelivery => ("late-delivery", frame.say("defence-late-delivery")),
        Defence::Price => ("price", frame.say("defence-price")),
        Defence::SetOff => ("set-off", frame.say("defence-set-off")),
    }
}

/// Every defence, with the values of the command.
pub(super) fn defences(frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    [
        Defence::NonPerformance,
        Defence::Quality,
        Defence::Quantity,
        Defence::LateDelivery,
        Defence::Price,
        Defence::SetOff,
    ]
    .map(|of| defence(frame, of))
    .into()
}

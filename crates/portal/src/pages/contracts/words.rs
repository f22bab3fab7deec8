//! The fixed values of contracts in words.

use tallystick_base::SizeClass;
use tallystick_commands::contracts::{ClockStart, Contract, PaymentPeriod, Procurement, Protection, Side};

use crate::frame::Frame;

pub(super) fn procurement(frame: &Frame<'_>, what: Procurement) -> String {
    match what {
        Procurement::Goods => frame.say("procurement-goods"),
        Procurement::Works => frame.say("procurement-works"),
        Procurement::Services => frame.say("procurement-services"),
    }
}

pub(super) fn clock_start(frame: &Frame<'_>, from: ClockStart) -> String {
    match from {
        ClockStart::Delivery => frame.say("from-delivery"),
        ClockStart::Acceptance => frame.say("from-acceptance"),
        ClockStart::Settlement => frame.say("from-settlement"),
        ClockStart::Invoice => frame.say("from-invoice"),
    }
}

/// Thirty days from acceptance, and why so many where the law asks.
pub(in crate::pages) fn payment(frame: &Frame<'_>, period: &PaymentPeriod) -> String {
    let days = frame.say_n("n-days", period.days);
    let from = clock_start(frame, period.from);
    let text = frame.say_with("contract-payment-text", &[("days", &days), ("from", &from)]);
    match &period.longer_reason {
        Some(reason) => frame.say_with(
            "contract-payment-longer",
            &[("text", &text), ("reason", reason.as_str())],
        ),
        None => text,
    }
}

/// The rate for paying late: the agreed one, or what the law sets.
pub(super) fn late_rate(frame: &Frame<'_>, contract: &Contract) -> String {
    match contract.terms.late_rate {
        Some(rate) => frame.say_with("contract-late-agreed", &[("rate", &rate.percent_text())]),
        None if contract.protection.binds() => frame.say("contract-late-by-law"),
        None => frame.say("contract-late-none"),
    }
}

/// How long the buyer has to answer a claim.
pub(super) fn answer_days(frame: &Frame<'_>, contract: &Contract) -> String {
    match contract.terms.confirmation_days {
        Some(days) => frame.say_n("contract-answer-agreed", days),
        None if contract.protection.binds() => frame.say("contract-answer-by-law"),
        None => frame.say("contract-answer-none"),
    }
}

pub(super) fn size(frame: &Frame<'_>, size: SizeClass) -> String {
    match size {
        SizeClass::Micro => frame.say("size-micro"),
        SizeClass::Small => frame.say("size-small"),
        SizeClass::Medium => frame.say("size-medium"),
        SizeClass::Large => frame.say("size-large"),
    }
}

/// What Order 802 does for the supplier.
pub(super) fn protection(frame: &Frame<'_>, protection: Protection) -> String {
    match protection {
        Protection::PublicBody => frame.say("protection-public-body"),
        Protection::LargeEnterprise => frame.say("protection-large-enterprise"),
        Protection::None => frame.say("protection-none"),
    }
}

pub(super) fn side(frame: &Frame<'_>, side: Side) -> String {
    match side {
        Side::Supplier => frame.say("supplier"),
        Side::Buyer => frame.say("buyer"),
    }
}

/// The choices of what is bought, with the values of the command.
pub(super) fn procurements(frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    [
        ("goods", Procurement::Goods),
        ("works", Procurement::Works),
        ("services", Procurement::Services),
    ]
    .map(|(value, what)| (value, procurement(frame, what)))
    .into()
}

/// The choices of the event from which days are counted.
pub(super) fn clock_starts(frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    [
        ClockStart::Acceptance,
        ClockStart::Delivery,
        ClockStart::Settlement,
        ClockStart::Invoice,
    ]
    .map(|from| (from.as_str(), clock_start(frame, from)))
    .into()
}

/// The choices of the supplier's size.
pub(super) fn sizes(frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    [
        ("micro", SizeClass::Micro),
        ("small", SizeClass::Small),
        ("medium", SizeClass::Medium),
        ("large", SizeClass::Large),
    ]
    .map(|(value, of)| (value, size(frame, of)))
    .into()
}

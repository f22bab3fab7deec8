//! What the sections of a pack say, in sentences.

use chrono::NaiveDate;
use tallystick_base::{
    Advance, AgreedFloor, AuctionTimes, ConfirmationClock, Disclosure, GuaranteePeriod, GuarantorLimits,
    LateInterest, OverdueBuckets, PaymentTerm, PaymentTerms, Penalty, Registry, Retention, SplitLimits, Term,
    VoucherCaps,
};

use crate::frame::Frame;
use crate::pages::terms;

pub(super) fn payment_terms(frame: &Frame<'_>, value: &PaymentTerms) -> Vec<String> {
    let PaymentTerms {
        public_body,
        large_enterprise,
    } = value;
    let mut says = payment_term(frame, &frame.say("rules-public-body"), public_body);
    says.extend(payment_term(
        frame,
        &frame.say("rules-large-enterprise"),
        large_enterprise,
    ));
    says
}

fn payment_term(frame: &Frame<'_>, who: &str, term: &PaymentTerm) -> Vec<String> {
    let PaymentTerm {
        default_days,
        agreed_at_most_days,
        longer_needs_reason,
        pay_when_paid_refused,
    } = term;
    let mut says = Vec::new();
    let with = |sentence: String| format!("{who}{}{sentence}", frame.say("colon"));
    says.push(with(match default_days {
        Some(days) => frame.say_n("rules-term-default", days),
        None => frame.say("rules-term-open"),
    }));
    if let Some(days) = agreed_at_most_days {
        says.push(with(frame.say_n("rules-term-at-most", days)));
    }
    if *longer_needs_reason {
        says.push(with(frame.say("rules-term-reason")));
    }
    if *pay_when_paid_refused {
        says.push(with(frame.say("rules-term-pay-when-paid")));
    }
    says
}

pub(super) fn confirmation(frame: &Frame<'_>, value: &ConfirmationClock) -> Vec<String> {
    let left: Vec<String> = value.reminders_days_left.iter().map(u32::to_string).collect();
    let left = left.join(&frame.say("list-comma"));
    vec![
        frame.say_n("rules-confirm-days", value.days),
        frame.say_with("rules-confirm-reminders", &[("days", left.as_str())]),
    ]
}

pub(super) fn voucher_caps(frame: &Frame<'_>, value: &VoucherCaps) -> Vec<String> {
    let (usual, most) = (term(frame, value.usual), term(frame, value.at_most));
    vec![frame.say_with(
        "rules-caps",
        &[("usual", usual.as_str()), ("most", most.as_str())],
    )]
}

pub(super) fn split_limits(frame: &Frame<'_>, value: &SplitLimits) -> Vec<String> {
    let (depth, children) = (value.depth.to_string(), value.children.to_string());
    let values = [("depth", depth.as_str()), ("children", children.as_str())];
    vec![frame.say_with("rules-splits", &values)]
}

pub(super) fn late_interest(frame: &Frame<'_>, value: &LateInterest) -> Vec<String> {
    let floor = match value.agreed_floor {
        AgreedFloor::LprOneYearAtSigning => frame.say("rules-late-floor"),
    };
    let rate = value.otherwise_a_day.percent_text();
    vec![
        floor,
        frame.say_with("rules-late-otherwise", &[("rate", rate.as_str())]),
    ]
}

pub(super) fn advance(frame: &Frame<'_>, value: &Advance) -> Vec<String> {
    let rate = value.default_rate.percent_text();
    vec![frame.say_with("rules-advance-default", &[("rate", rate.as_str())])]
}

pub(super) fn penalty(frame: &Frame<'_>, value: &Penalty) -> Vec<String> {
    let (default, least, most) = (
        value.default_factor.percent_text(),
        value.at_least.percent_text(),
        value.at_most.percent_text(),
    );
    let values = [
        ("default", default.as_str()),
        ("least", least.as_str()),
        ("most", most.as_str()),
    ];
    vec![frame.say_with("rules-penalty-factors", &values)]
}

pub(super) fn guarantor_limits(frame: &Frame<'_>, value: &GuarantorLimits) -> Vec<String> {
    let (all, small) = (
        terms::multiple(value.outstanding),
        terms::multiple(value.outstanding_mainly_small),
    );
    let (one, group) = (
        value.one_borrower.percent_text(),
        value.borrower_group.percent_text(),
    );
    let of_all = [("all", all.as_str()), ("small", small.as_str())];
    let of_one = [("one", one.as_str()), ("group", group.as_str())];
    vec![
        frame.say_with("rules-guarantor-all", &of_all),
        frame.say_with("rules-guarantor-one", &of_one),
    ]
}

pub(super) fn guarantee_period(frame: &Frame<'_>, value: &GuaranteePeriod) -> Vec<String> {
    let after = term(frame, value.after_due);
    vec![frame.say_with("rules-guarantee-after", &[("term", after.as_str())])]
}

pub(super) fn registry(frame: &Frame<'_>, value: &Registry) -> Vec<String> {
    vec![frame.say_n("rules-registry-discharge", value.discharge_working_days)]
}

pub(super) fn auction(frame: &Frame<'_>, value: &AuctionTimes) -> Vec<String> {
    vec![frame.say_n("rules-auction-hours", value.reveal_hours)]
}

pub(super) fn overdue(frame: &Frame<'_>, value: &OverdueBuckets) -> Vec<String> {
    let ends: Vec<String> = value.buckets_end_after_days.iter().map(u32::to_string).collect();
    let ends = ends.join(&frame.say("list-comma"));
    vec![frame.say_with("rules-overdue-buckets", &[("days", ends.as_str())])]
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "one type of function puts every section into words"
)]
pub(super) fn disclosure(frame: &Frame<'_>, value: &Disclosure) -> Vec<String> {
    let (month, day) = (value.month.to_string(), value.day.to_string());
    // Any year that has all days; English names the month.
    let named = NaiveDate::from_ymd_opt(2000, value.month, value.day);
    let named = named.map_or_else(String::new, |day| day.format("%-d %B").to_string());
    let values = [
        ("month", month.as_str()),
        ("day", day.as_str()),
        ("named", named.as_str()),
    ];
    vec![frame.say_with("rules-disclosure-by", &values)]
}

pub(super) fn retention(frame: &Frame<'_>, value: &Retention) -> Vec<String> {
    let (accounts, deals) = (term(frame, value.accounting), term(frame, value.transactions));
    let values = [("accounts", accounts.as_str()), ("deals", deals.as_str())];
    vec![frame.say_with("rules-retention-terms", &values)]
}

fn term(frame: &Frame<'_>, term: Term) -> String {
    match term {
        Term::Days(count) => frame.say_n("n-days", count),
        Term::Months(count) => frame.say_n("rules-months", count),
        Term::Years(count) => frame.say_n("rules-years", count),
    }
}

//! The terms of products, offers and loans, in words.

use tallystick_base::{DayCount, Money, Rate, Ratio, RulePack, Term};
use tallystick_commands::State;
use tallystick_commands::certificates::Recourse;
use tallystick_commands::financing::{
    DeclineReason, DueKind, Fee, FeeBasis, InterestMode, ProductTerms, RateBasis, Security, SurplusTo,
};
use tallystick_commands::parties::Rules;

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;

/// The rules in force. There are none only before the ledger's first days.
pub(crate) async fn rules(portal: &Portal, seated: &Seated) -> Result<RulePack, Failure> {
    let subject = Rules::subject(Rules::DEFAULT).map_err(|_| Failure::Fault)?;
    match portal.store().subject(seated.viewer(), &subject).await? {
        Some(seen) => match seen.state {
            State::Rules(rules) => Ok(rules.pack),
            _ => Err(Failure::Fault),
        },
        None => Err(Failure::NotFound),
    }
}

/// The rate of a product at most, with the LPR of a day; none where there is no LPR for it.
pub(crate) fn rate_at_most(basis: &RateBasis, lpr: Option<Rate>) -> Option<Rate> {
    match basis {
        RateBasis::Fixed { rate } => Some(*rate),
        RateBasis::LprPlus { basis_points } => lpr?.plus_basis_points(*basis_points).ok(),
    }
}

/// From what the rate of a product follows, where it moves.
pub(crate) fn rate_basis(frame: &Frame<'_>, basis: &RateBasis) -> String {
    match basis {
        RateBasis::Fixed { .. } => frame.say("rate-fixed"),
        RateBasis::LprPlus { basis_points } => {
            let points = format!("{basis_points:+}");
            frame.say_with("rate-lpr-plus", &[("points", &points)])
        }
    }
}

/// A fee at most: an amount, or a share of the principal.
pub(crate) fn fee(frame: &Frame<'_>, fee: &Fee) -> String {
    let name = fee.name.as_str();
    match &fee.basis {
        FeeBasis::Fixed { amount } => {
            let amount = amount.grouped_text();
            frame.say_with("fee-fixed", &[("name", name), ("amount", &amount)])
        }
        FeeBasis::Share { of_principal } => {
            let share = of_principal.percent_text();
            frame.say_with("fee-share", &[("name", name), ("share", &share)])
        }
    }
}

/// Every fee of a product in one line.
pub(crate) fn fees(frame: &Frame<'_>, terms: &ProductTerms) -> String {
    if terms.fees.is_empty() {
        return frame.say("fees-none");
    }
    let fees: Vec<String> = terms.fees.iter().map(|one| fee(frame, one)).collect();
    fees.join(&frame.say("list-comma"))
}

/// Who bears it when the debtor does not pay.
pub(crate) fn recourse(frame: &Frame<'_>, recourse: Recourse) -> String {
    match recourse {
        Recourse::None => frame.say("recourse-none"),
        Recourse::Full => frame.say("recourse-full"),
        Recourse::OnBreach => frame.say("recourse-on-breach"),
    }
}

/// Pledge or assignment.
pub(crate) fn security(frame: &Frame<'_>, security: Security) -> String {
    match security {
        Security::Pledge => frame.say("security-pledge"),
        Security::Assignment => frame.say("security-assignment"),
    }
}

/// When interest is paid.
pub(crate) fn interest_mode(frame: &Frame<'_>, mode: InterestMode) -> String {
    match mode {
        InterestMode::Arrears => frame.say("interest-arrears"),
        InterestMode::Discount => frame.say("interest-discount"),
    }
}

/// How days are counted.
pub(crate) fn day_count(frame: &Frame<'_>, count: DayCount) -> String {
    match count {
        DayCount::Actual360 => frame.say("day-count-actual-360"),
        DayCount::Actual365Fixed => frame.say("day-count-actual-365"),
        DayCount::Thirty360 => frame.say("day-count-30-360"),
    }
}

/// How many times something a limit is, where a law counts in times: `10` for ten times the net assets.
pub(crate) fn multiple(times: Ratio) -> String {
    times.decimal().to_string()
}

/// The formula of interest at a rate a year. The division comes last, so that a calculator rounds nothing before the cent.
pub(crate) fn interest_formula(
    frame: &Frame<'_>,
    principal: Money,
    rate: Rate,
    days: u32,
    count: DayCount,
) -> String {
    let (principal, rate) = (frame.figures(&principal), rate.percent_text());
    let (days, basis) = (frame.say_n("days-n", days), count.basis().to_string());
    let values = [
        ("principal", principal.as_str()),
        ("rate", rate.as_str()),
        ("days", days.as_str()),
        ("basis", basis.as_str()),
    ];
    frame.say_with("interest-formula", &values)
}

/// Who keeps a surplus where there is no recourse.
pub(crate) fn surplus(frame: &Frame<'_>, to: SurplusTo) -> String {
    match to {
        SurplusTo::Borrower => frame.say("surplus-to-borrower"),
        SurplusTo::Bank => frame.say("surplus-to-bank"),
    }
}

/// A period, such as the one in which a guarantor can be called.
pub(crate) fn term(frame: &Frame<'_>, term: Term) -> String {
    match term {
        Term::Days(days) => frame.say_n("days-n", days),
        Term::Months(months) => frame.say_n("months-n", months),
        Term::Years(years) => frame.say_n("years-n", years),
    }
}

/// What a repayment is taken for, as it stands within a sentence.
pub(crate) fn due_kind(frame: &Frame<'_>, kind: DueKind) -> String {
    match kind {
        DueKind::Costs => frame.say("due-kind-costs"),
        DueKind::Penalty => frame.say("due-kind-penalty"),
        DueKind::Interest => frame.say("due-kind-interest"),
        DueKind::Principal => frame.say("due-kind-principal"),
    }
}

/// The order of a repayment in one line.
pub(crate) fn order(frame: &Frame<'_>, order: &[DueKind]) -> String {
    let kinds: Vec<String> = order.iter().map(|kind| due_kind(frame, *kind)).collect();
    kinds.join(&frame.say("list-then"))
}

/// Why a bank does not lend.
pub(crate) fn decline_reason(frame: &Frame<'_>, reason: DeclineReason) -> String {
    match reason {
        DeclineReason::Debtor => frame.say("decline-debtor"),
        DeclineReason::Borrower => frame.say("decline-borrower"),
        DeclineReason::Limit => frame.say("decline-limit"),
        DeclineReason::Evidence => frame.say("decline-evidence"),
        DeclineReason::OtherRights => frame.say("decline-other-rights"),
        DeclineReason::Product => frame.say("decline-product"),
        DeclineReason::Pricing => frame.say("decline-pricing"),
        DeclineReason::Other => frame.say("decline-other"),
    }
}

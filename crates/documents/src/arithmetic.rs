//! Comparing what a rule gives with what is written.

use rust_decimal::Decimal;

use crate::amount::number;
use crate::invoice::{AllowanceCharge, FindingCode, Findings, Severity};

/// A rule of the form *this should be that*.
pub(crate) struct Equation {
    pub(crate) code: FindingCode,
    pub(crate) severity: Severity,
    pub(crate) field: String,
    /// The rule in words, without the numbers that the finding adds.
    pub(crate) rule: String,
    /// What the rule gives; `None` where it is beyond 28 digits, and then it is surely not what is written.
    pub(crate) expected: Option<Decimal>,
    pub(crate) found: Decimal,
    /// The largest difference that rounding explains.
    pub(crate) tolerance: Decimal,
}

impl Equation {
    /// Adds a finding where the two differ by more than the tolerance.
    pub(crate) fn check(self, findings: &mut Findings) {
        let Self {
            code,
            severity,
            field,
            rule,
            expected,
            found,
            tolerance,
        } = self;
        let Some(mut expected) = expected else {
            let sentence = format!("{rule}; what that gives is too large to count, and the file has {found}");
            findings.remark(code, severity, field, sentence);
            return;
        };
        let difference = found.checked_sub(expected);
        if difference.is_some_and(|difference| difference.abs() <= tolerance) {
            return;
        }
        expected.rescale(expected.scale().max(found.scale()));
        let difference = difference.map_or_else(String::new, |d| format!(", a difference of {d}"));
        let sentence = format!("{rule}: that gives {expected}, the file has {found}{difference}");
        findings.differ(code, severity, field, sentence, (expected, found));
    }
}

/// What an allowance or charge adds: below zero for an allowance.
pub(crate) fn signed(item: &AllowanceCharge) -> Decimal {
    let amount = number(item.amount);
    if item.is_charge { amount } else { -amount }
}

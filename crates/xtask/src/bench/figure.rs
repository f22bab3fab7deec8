//! What was measured, beside what was aimed at.

use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{CellAlignment, Table};
use serde::Serialize;

/// One figure. All are whole numbers in a unit small enough.
#[derive(Debug, Serialize)]
pub(super) struct Figure {
    pub(super) what: String,
    pub(super) value: u64,
    pub(super) unit: &'static str,
    /// Nothing for figures that only explain the others.
    pub(super) target: Option<Target>,
    pub(super) met: Option<bool>,
}

/// What is aimed at.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Target {
    AtLeast(u64),
    AtMost(u64),
}

impl Target {
    fn met_by(self, value: u64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }

    fn words(self) -> String {
        match self {
            Self::AtLeast(least) => format!("at least {}", grouped(least)),
            Self::AtMost(most) => format!("at most {}", grouped(most)),
        }
    }
}

impl Figure {
    /// A figure that is shown and not judged.
    pub(super) fn shown(what: impl Into<String>, value: u64, unit: &'static str) -> Self {
        Self {
            what: what.into(),
            value,
            unit,
            target: None,
            met: None,
        }
    }

    /// A figure with a target.
    pub(super) fn judged(what: impl Into<String>, value: u64, unit: &'static str, target: Target) -> Self {
        Self {
            what: what.into(),
            value,
            unit,
            target: Some(target),
            met: Some(target.met_by(value)),
        }
    }
}

/// Whether no target is missed.
pub(super) fn all_met(figures: &[Figure]) -> bool {
    figures.iter().all(|figure| figure.met != Some(false))
}

/// The figures as a table.
pub(super) fn table(figures: &[Figure]) -> String {
    let mut table = Table::new();
    table
        .load_style(UTF8_BORDERS_ONLY)
        .set_header(["figure", "value", "unit", "target", "met"]);
    for figure in figures {
        let target = figure.target.map(Target::words).unwrap_or_default();
        let met = match figure.met {
            Some(true) => "yes",
            Some(false) => "MISSED",
            None => "",
        };
        table.add_row([
            figure.what.as_str(),
            &grouped(figure.value),
            figure.unit,
            &target,
            met,
        ]);
    }
    if let Some(values) = table.column_mut(1) {
        values.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_may_be_met_exactly() {
        assert!(Target::AtLeast(80).met_by(80) && !Target::AtLeast(80).met_by(79));
        assert!(Target::AtMost(20).met_by(20) && !Target::AtMost(20).met_by(21));
    }

    #[test]
    fn one_missed_target_is_enough() {
        let shown = Figure::shown("size", 1, "bytes");
        let met = Figure::judged("speed", 9, "entries/s", Target::AtLeast(9));
        let missed = Figure::judged("time", 9, "ns", Target::AtMost(8));
        assert!(all_met(&[shown, met]));
        assert!(!all_met(std::slice::from_ref(&missed)));
        assert!(table(&[missed]).contains("MISSED"));
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!(
            [0, 12, 999, 1_000, 1_234_567].map(grouped),
            ["0", "12", "999", "1,000", "1,234,567"]
        );
    }
}

//! What stands in the inputs of the form before one types: the present terms, or the usual ones.

use std::collections::BTreeSet;

use serde::Serialize;
use tallystick_base::PartyId;
use tallystick_commands::financing::{DueKind, Eligible, FeeBasis, ProductTerms, RateBasis};

/// How many fees the form has room for; the rule book takes ten.
pub(super) const FEES: usize = 5;

/// The texts of the inputs.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled {
    pub(super) name: String,
    pub(super) security: String,
    pub(super) advance: String,
    pub(super) fixed: String,
    pub(super) points: String,
    pub(super) interest: String,
    pub(super) day_count: String,
    pub(super) fees: Vec<FilledFee>,
    pub(super) factor: String,
    pub(super) recourse: String,
    pub(super) grace: String,
    /// The kinds of the order; none of them where the usual order holds.
    pub(super) order: Vec<String>,
    pub(super) surplus: String,
    pub(super) tag: String,
    pub(super) subsidy: String,
    pub(super) least: String,
    pub(super) most: String,
    pub(super) debtors: BTreeSet<PartyId>,
    pub(super) suppliers: BTreeSet<PartyId>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct FilledFee {
    pub(super) name: String,
    pub(super) share: String,
    pub(super) amount: String,
}

impl Filled {
    /// A new product begins with what most have.
    pub(super) fn usual() -> Self {
        Self {
            security: "pledge".to_owned(),
            advance: "80".to_owned(),
            interest: "arrears".to_owned(),
            day_count: "actual/360".to_owned(),
            recourse: "full".to_owned(),
            grace: "3".to_owned(),
            surplus: "borrower".to_owned(),
            least: "7".to_owned(),
            most: "180".to_owned(),
            fees: vec![FilledFee::default(); FEES],
            order: vec![String::new(); 4],
            ..Self::default()
        }
    }

    pub(super) fn of(terms: &ProductTerms) -> Self {
        let (fixed, points) = match &terms.rate {
            RateBasis::Fixed { rate } => (percent(&rate.percent_text()), String::new()),
            RateBasis::LprPlus { basis_points } => (String::new(), basis_points.to_string()),
        };
        let mut fees: Vec<FilledFee> = terms
            .fees
            .iter()
            .map(|fee| {
                let name = fee.name.to_string();
                match &fee.basis {
                    FeeBasis::Fixed { amount } => FilledFee {
                        name,
                        amount: amount.value_text(),
                        ..FilledFee::default()
                    },
                    FeeBasis::Share { of_principal } => FilledFee {
                        name,
                        share: percent(&of_principal.percent_text()),
                        ..FilledFee::default()
                    },
                }
            })
            .collect();
        fees.resize(fees.len().max(FEES), FilledFee::default());
        let order = terms.order.as_deref().unwrap_or_default();
        let mut order: Vec<String> = order.iter().map(code).collect();
        order.resize(4, String::new());
        let programme = terms.programme.as_ref();
        Self {
            name: terms.name.to_string(),
            security: code(&terms.security),
            advance: terms
                .advance_rate
                .map_or_else(String::new, |rate| percent(&rate.percent_text())),
            fixed,
            points,
            interest: code(&terms.interest),
            day_count: code(&terms.day_count),
            fees,
            factor: terms
                .penalty_factor
                .map_or_else(String::new, |factor| factor.to_string()),
            recourse: code(&terms.recourse),
            grace: terms.grace_days.to_string(),
            order,
            surplus: code(&terms.surplus),
            tag: programme.map_or_else(String::new, |programme| programme.tag.to_string()),
            subsidy: programme
                .and_then(|programme| programme.subsidy)
                .map_or_else(String::new, |rate| percent(&rate.percent_text())),
            least: terms.tenor.least_days.to_string(),
            most: terms.tenor.most_days.to_string(),
            debtors: listed(&terms.debtors),
            suppliers: listed(&terms.suppliers),
        }
    }
}

fn listed(eligible: &Eligible) -> BTreeSet<PartyId> {
    match eligible {
        Eligible::Anyone {} => BTreeSet::new(),
        Eligible::Listed { parties } => parties.clone(),
    }
}

/// A percentage without its sign, which stands behind the input.
fn percent(text: &str) -> String {
    text.trim_end_matches('%').to_owned()
}

/// The word of a choice, as bodies have it.
pub(super) fn code(choice: &impl Serialize) -> String {
    let value = serde_json::to_value(choice).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Every kind that a repayment is taken for, in the usual order.
pub(super) const KINDS: [DueKind; 4] = [
    DueKind::Costs,
    DueKind::Interest,
    DueKind::Penalty,
    DueKind::Principal,
];

//! Who holds a number, and when two numbers are the same.

use serde::{Deserialize, Serialize};
use tallystick_base::{ContractId, KeyedFamily, KeyedName, PartyId};

/// A contract number of one buyer and one supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractNumber {
    /// Whether a contract holds it.
    pub stage: ContractNumberStage,
}

/// Whether a contract holds a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ContractNumberStage {
    /// A contract holds it, for good once that contract is accepted.
    Taken {
        /// The contract.
        contract: ContractId,
    },
    /// The contract that held it was rejected or withdrawn.
    Free {},
}

impl ContractNumberStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "Taken",
            Self::Free {} => "Free",
        }
    }
}

impl ContractNumber {
    /// The kind of its subjects.
    pub const KIND: &'static str = KeyedFamily::ContractNumber.kind();

    /// The contract that holds the number.
    pub const fn holder(&self) -> Option<ContractId> {
        match self.stage {
            ContractNumberStage::Taken { contract } => Some(contract),
            ContractNumberStage::Free {} => None,
        }
    }
}

/// The outside name of a contract number; whoever holds the secret makes its subject.
///
/// Numbers that differ only in blanks, in the case of Latin letters, in the kind of dash, or in full-width instead of
/// half-width forms are one number, for the same paper is typed in both ways.
pub fn key(buyer: PartyId, supplier: PartyId, number: &str) -> KeyedName {
    KeyedName {
        family: KeyedFamily::ContractNumber,
        parts: vec![buyer.to_string(), supplier.to_string(), folded(number)],
    }
}

fn folded(number: &str) -> String {
    number
        .chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The full-width forms U+FF01 to U+FF5E stand for the ASCII characters in the same order.
fn half_width(c: char) -> char {
    const DISTANCE: u32 = 0xFF01 - 0x21;
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - DISTANCE).unwrap_or(c),
        // The hyphens, dashes and the minus that keyboards and typesetters put for one another.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn one_number_typed_in_several_ways_is_one_number() {
        for typed in [
            "HT-2026-001",
            "ht-2026-001",
            "ＨＴ－２０２６－００１",
            " HT-2026- 001",
            "HT-2026-\u{3000}001",
            "HT–2026—001",
        ] {
            assert_eq!(folded(typed), "HT-2026-001", "{typed}");
        }
        assert_eq!(folded("京财采〔2026〕7号"), "京财采〔2026〕7号");
        assert_ne!(folded("HT-2026-001"), folded("HT-2026-0001"));
    }
}

//! The lines of one bank.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tallystick_base::{CreditLineId, PartyId, Subject};

use crate::credit_line::LineScope;

/// The lines of one bank that are not closed. It has one stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineBook {
    /// Each with what it is on.
    pub lines: BTreeMap<CreditLineId, LineScope>,
}

impl LineBook {
    /// The kind of its subjects.
    pub const KIND: &'static str = "line-book";

    /// The subject of a bank's lines.
    pub fn subject_of(bank: PartyId) -> Subject {
        bank.subject().namesake(Self::KIND)
    }
}

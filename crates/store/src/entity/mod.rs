//! The tables, one file each.

pub(crate) mod amendment;
pub(crate) mod body;
pub(crate) mod cancellation;
pub(crate) mod certificate;
pub(crate) mod checkpoint;
pub(crate) mod contract;
pub(crate) mod entry;
pub(crate) mod head;
pub(crate) mod key;
pub(crate) mod member;
pub(crate) mod outcome_part;
pub(crate) mod party;
pub(crate) mod payment;
pub(crate) mod profile;
pub(crate) mod proposal;
pub(crate) mod proposal_signature;
pub(crate) mod receivable;
pub(crate) mod subject;
pub(crate) mod tree_node;

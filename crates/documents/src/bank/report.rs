//! Reports on payments as values.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, Money};

use super::status::PaymentStatus;
use crate::finding::Finding;

/// What became of an order to pay (pain.002, `CstmrPmtStsRpt`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentReport {
    /// The version of the message: 3 for pain.002.001.03.
    pub version: u8,
    /// The id of the message (`GrpHdr/MsgId`).
    pub message_id: String,
    /// The day on which it was made, in the zone of the bank (`GrpHdr/CreDtTm`).
    pub created_on: NaiveDate,
    /// The id of the order that it is about (`OrgnlGrpInfAndSts/OrgnlMsgId`).
    pub original_message_id: String,
    /// The name of the message that the order was: `pain.001.001.09` (`OrgnlGrpInfAndSts/OrgnlMsgNmId`).
    pub original_message_name: Option<String>,
    /// What became of the order as a whole (`OrgnlGrpInfAndSts/GrpSts`).
    pub group_status: Option<PaymentStatus>,
    /// Why (`OrgnlGrpInfAndSts/StsRsnInf`).
    pub reasons: Vec<StatusReason>,
    /// What became of each group of payments in it, where the report goes that far (`OrgnlPmtInfAndSts`).
    pub groups: Vec<PaymentGroup>,
    /// SHA-256 of the exact bytes of the file.
    pub digest: Digest,
    /// The number of those bytes.
    pub size: u64,
    /// What contradicts itself.
    pub findings: Vec<Finding>,
}

impl PaymentReport {
    /// The payments of all groups, in file order.
    pub fn payments(&self) -> impl Iterator<Item = &PaymentOutcome> {
        self.groups.iter().flat_map(|group| &group.payments)
    }
}

/// A group of payments of one order (`OrgnlPmtInfAndSts`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentGroup {
    /// The id that the order gave the group (`OrgnlPmtInfId`).
    pub original_id: String,
    /// What became of the group (`PmtInfSts`).
    pub status: Option<PaymentStatus>,
    /// Why (`StsRsnInf`).
    pub reasons: Vec<StatusReason>,
    /// What became of each payment, where the report goes that far (`TxInfAndSts`).
    pub payments: Vec<PaymentOutcome>,
}

/// What became of one payment (`TxInfAndSts`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentOutcome {
    /// The end-to-end id that the order gave it (`OrgnlEndToEndId`); `NOTPROVIDED` is none.
    pub original_end_to_end: Option<String>,
    /// The id of the instruction that the order gave it (`OrgnlInstrId`).
    pub original_instruction_id: Option<String>,
    /// What became of it (`TxSts`).
    pub status: Option<PaymentStatus>,
    /// Why (`StsRsnInf`).
    pub reasons: Vec<StatusReason>,
    /// The bank's own reference (`AcctSvcrRef`).
    pub servicer_reference: Option<String>,
    /// The amount that was ordered, where the report repeats it (`OrgnlTxRef/Amt/InstdAmt`).
    pub amount: Option<Money>,
}

/// Why something became of a payment (`StsRsnInf`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusReason {
    /// A code such as `AC01` (`Rsn/Cd`, `ExternalStatusReason1Code`), or the bank's own word (`Rsn/Prtry`).
    pub code: Option<String>,
    /// More text on it (`AddtlInf`).
    pub information: Vec<String>,
}

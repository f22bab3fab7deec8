//! Who takes part in every story: the operator, a confirmation centre and an auditor. Names and codes are invented; the codes have
//! right check characters.

use serde_json::{Value, json};
use tallystick_base::Capacity;

/// What is known of a party before it is registered.
#[derive(Debug)]
pub(super) struct Sketch {
    /// Its part in the story, by which the files with its keys are named.
    pub(super) part: &'static str,
    pub(super) name: &'static str,
    /// The capacities in which it takes part; the first is the one in which it usually acts.
    pub(super) capacities: &'static [Capacity],
    pub(super) buyer_class: Option<&'static str>,
    /// Its Unified Social Credit Code.
    pub(super) code: &'static str,
    pub(super) size: Option<&'static str>,
    pub(super) address: &'static str,
    pub(super) contact: &'static str,
    /// Number and bank of its account.
    pub(super) account: Option<(&'static str, &'static str)>,
    /// What a guarantor is worth, in CNY.
    pub(super) net_assets: Option<&'static str>,
    pub(super) members: &'static [(&'static str, &'static [&'static str])],
}

/// What prepares, and keeps the house in order.
pub(super) const MAKER: &[&str] = &["admin", "maker"];
/// What checks, and keeps the house in order.
pub(super) const CHECKER: &[&str] = &["admin", "checker"];
/// Everything, in a firm of one person.
pub(super) const ALONE: &[&str] = &["admin", "maker", "checker"];

/// Who opens the ledger.
pub(super) const OPERATOR: Sketch = Sketch {
    part: "operator",
    name: "京通应收账款服务有限公司",
    capacities: &[Capacity::Operator],
    buyer_class: None,
    code: "91110199MA0TJ5Y17P",
    size: None,
    address: "北京市永宁区金融街1号",
    contact: "周敏，010-55500001",
    account: None,
    net_assets: None,
    members: &[("周敏", MAKER), ("郑磊", CHECKER)],
};

/// The confirmation centre of the district.
pub(super) const CENTRE: Sketch = Sketch {
    part: "centre",
    name: "北京市永宁区应收账款确权中心",
    capacities: &[Capacity::ConfirmationCentre],
    buyer_class: None,
    code: "12110199MB0000456R",
    size: None,
    address: "北京市永宁区政务路2号",
    contact: "吴桐，010-55500002",
    account: None,
    net_assets: None,
    members: &[("吴桐", MAKER), ("徐岚", CHECKER)],
};

/// The supervisor of the district's finance.
pub(super) const AUDITOR: Sketch = Sketch {
    part: "auditor",
    name: "北京市永宁区金融监督事务中心",
    capacities: &[Capacity::Auditor],
    buyer_class: None,
    code: "111101990000007895",
    size: None,
    address: "北京市永宁区政务路1号",
    contact: "韩冰，010-55500009",
    account: None,
    net_assets: None,
    members: &[("韩冰", &["admin"]), ("唐宁", &["admin"])],
};

impl Sketch {
    /// Its account, as files of parties, claims and certificates state it.
    pub(super) fn account(&self) -> Option<Value> {
        let (account, bank) = self.account?;
        Some(json!({"account": account, "bank": bank, "name": self.name}))
    }

    /// Its file, as `party.register/1` carries it.
    pub(super) fn profile(&self) -> Value {
        let accounts: Vec<Value> = self.account().into_iter().collect();
        let net_assets = self
            .net_assets
            .map(|value| json!({"value": value, "currency": "CNY"}));
        json!({
            "legal_name": self.name, "address": self.address, "contact": self.contact, "size": self.size,
            "group": null, "accounts": accounts, "net_assets": net_assets,
        })
    }

    /// The approval policy it comes with: a firm of one person has that person sign alone.
    pub(super) fn policy(&self) -> Option<Value> {
        (self.members.len() == 1).then(|| json!({"sole_member": true, "rules": []}))
    }
}

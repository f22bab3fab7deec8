//! Who takes part: a district of Beijing, its hospital, a small maker of masks, the weaver who supplies the maker, two banks,
//! a confirmation centre and an auditor. Names and codes are invented; the codes have right check characters.

use serde_json::{Value, json};
use tallystick_base::Capacity;

/// What is known of a party before it is registered.
#[derive(Debug)]
pub(super) struct Sketch {
    pub(super) name: &'static str,
    pub(super) capacity: Capacity,
    pub(super) buyer_class: Option<&'static str>,
    /// Its Unified Social Credit Code.
    pub(super) code: &'static str,
    pub(super) size: Option<&'static str>,
    pub(super) address: &'static str,
    pub(super) contact: &'static str,
    /// Number and bank of its account.
    pub(super) account: Option<(&'static str, &'static str)>,
    pub(super) members: &'static [(&'static str, &'static [&'static str])],
}

/// Who opens the ledger.
pub(super) const OPERATOR: Sketch = Sketch {
    name: "京通应收账款服务有限公司",
    capacity: Capacity::Operator,
    buyer_class: None,
    code: "91110199MA0TJ5Y17P",
    size: None,
    address: "北京市永宁区金融街1号",
    contact: "周敏，010-55500001",
    account: None,
    members: &[("周敏", &["admin", "maker"]), ("郑磊", &["admin", "checker"])],
};

/// The maker of masks, a small firm.
pub(super) const SUPPLIER: Sketch = Sketch {
    name: "北京安卫防护用品有限公司",
    capacity: Capacity::Supplier,
    buyer_class: None,
    code: "91110199MA0HF26K3H",
    size: Some("small"),
    address: "北京市永宁区兴业路18号",
    contact: "陈静，010-55500018",
    account: Some(("11050199360000001024", "京北商业银行永宁支行")),
    members: &[("陈静", &["admin", "maker"]), ("刘洋", &["admin", "checker"])],
};

/// The weaver, a micro firm of one person, who signs alone.
pub(super) const WEAVER: Sketch = Sketch {
    name: "河北洁纺无纺布有限公司",
    capacity: Capacity::Supplier,
    buyer_class: None,
    code: "91130199MA0WEA5E04",
    size: Some("micro"),
    address: "河北省石门市纺织路7号",
    contact: "何丽，0311-5550007",
    account: Some(("13010155880000004096", "冀中商业银行石门支行")),
    members: &[("何丽", &["admin", "maker", "checker"])],
};

/// The hospital of the district, a public institution.
pub(super) const HOSPITAL: Sketch = Sketch {
    name: "北京市永宁区人民医院",
    capacity: Capacity::Buyer,
    buyer_class: Some("public-institution"),
    code: "12110199400612345X",
    size: None,
    address: "北京市永宁区康宁街6号",
    contact: "赵琳，010-55500120",
    account: Some(("11050188800000008192", "京北商业银行永宁支行")),
    members: &[
        ("赵琳", &["admin"]),
        ("孙伟", &["admin"]),
        ("李娜", &["maker"]),
        ("张强", &["checker"]),
    ],
};

/// The confirmation centre of the district.
pub(super) const CENTRE: Sketch = Sketch {
    name: "北京市永宁区应收账款确权中心",
    capacity: Capacity::ConfirmationCentre,
    buyer_class: None,
    code: "12110199MB0000456R",
    size: None,
    address: "北京市永宁区政务路2号",
    contact: "吴桐，010-55500002",
    account: None,
    members: &[("吴桐", &["admin", "maker"]), ("徐岚", &["admin", "checker"])],
};

/// The bank of supplier and hospital.
pub(super) const CITY_BANK: Sketch = Sketch {
    name: "京北商业银行股份有限公司",
    capacity: Capacity::Bank,
    buyer_class: None,
    code: "91110199MA0BANK00Q",
    size: Some("large"),
    address: "北京市永宁区金融街8号",
    contact: "冯雪，010-55508888",
    account: None,
    members: &[("冯雪", &["admin", "maker"]), ("董健", &["admin", "checker"])],
};

/// A rural bank of the district.
pub(super) const RURAL_BANK: Sketch = Sketch {
    name: "永宁农村商业银行股份有限公司",
    capacity: Capacity::Bank,
    buyer_class: None,
    code: "91110199MA0YNRCB00",
    size: Some("medium"),
    address: "北京市永宁区田园路3号",
    contact: "曹颖，010-55503333",
    account: None,
    members: &[("曹颖", &["admin", "maker"]), ("彭涛", &["admin", "checker"])],
};

/// The supervisor of the district's finance.
pub(super) const AUDITOR: Sketch = Sketch {
    name: "北京市永宁区金融监督事务中心",
    capacity: Capacity::Auditor,
    buyer_class: None,
    code: "111101990000007895",
    size: None,
    address: "北京市永宁区政务路1号",
    contact: "韩冰，010-55500009",
    account: None,
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
        json!({
            "legal_name": self.name, "address": self.address, "contact": self.contact, "size": self.size,
            "group": null, "accounts": accounts, "net_assets": null,
        })
    }

    /// The approval policy it comes with: a firm of one person has that person sign alone.
    pub(super) fn policy(&self) -> Option<Value> {
        (self.members.len() == 1).then(|| json!({"sole_member": true, "rules": []}))
    }
}

#[cfg(test)]
mod tests {
    use tallystick_base::CreditCode;

    use super::*;

    #[test]
    fn every_code_is_valid_and_its_own() {
        let cast = [
            OPERATOR, SUPPLIER, WEAVER, HOSPITAL, CENTRE, CITY_BANK, RURAL_BANK, AUDITOR,
        ];
        let mut codes: Vec<CreditCode> = cast
            .iter()
            .map(|party| CreditCode::parse(party.code).unwrap())
            .collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), 8);
    }
}

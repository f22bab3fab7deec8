//! Who takes part: a district of Beijing, its hospital, a small maker of masks, and the weaver who supplies the maker.
//!
//! Operator and maker of masks enter with the examples of their own registration. The others are registered here, with the
//! ids by which other examples name them.

use serde_json::{Value, json};
use tallystick_base::{Actor, Capacity, MemberId, PartyId, Thumbprint};
use tallystick_parties::Jwk;

use crate::example::{Example, example};

/// A party in one capacity, with its members in the order of registration.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) party: PartyId,
    pub(crate) capacity: Capacity,
    members: Vec<MemberId>,
}

impl Desk {
    fn of(example: &Example, capacity: Capacity) -> Self {
        let members = example.body["members"].as_array().unwrap();
        Self {
            party: example.value("/party"),
            capacity,
            members: members
                .iter()
                .map(|member| member["member"].as_str().unwrap().parse().unwrap())
                .collect(),
        }
    }

    /// Signed by these of its members.
    pub(crate) fn by<const N: usize>(&self, members: [usize; N]) -> Actor {
        Actor {
            party: self.party,
            members: members.map(|place| self.members[place]).to_vec(),
            capacity: self.capacity,
        }
    }

    /// Signed by its first two members, who are admins.
    pub(crate) fn admins(&self) -> Actor {
        self.by([0, 1])
    }

    /// The same members in another capacity.
    pub(crate) fn acting_as(&self, capacity: Capacity) -> Self {
        Self {
            capacity,
            ..self.clone()
        }
    }
}

/// The maker of masks, 安卫: 陈静 (admin, maker) and 刘洋 (admin, checker).
pub(crate) fn supplier() -> Desk {
    Desk::of(&example("party.register/1"), Capacity::Supplier)
}

/// 周敏 and 郑磊, admins both.
pub(crate) fn operator() -> Desk {
    Desk::of(&example("ledger.open/1"), Capacity::Operator)
}

/// The service's own key.
pub(crate) fn service() -> Actor {
    operator().acting_as(Capacity::Service).by([])
}

/// The hospital: 赵琳 and 孙伟 (admins), 李娜 (maker), 张强 (checker).
pub(crate) fn hospital() -> Desk {
    Desk::of(&hospital_registration(), Capacity::Buyer)
}

/// Prepared by 李娜, checked by 张强.
pub(crate) fn hospital_maker_and_checker() -> Actor {
    hospital().by([2, 3])
}

/// The confirmation centre of the district: 吴桐 and 徐岚.
pub(crate) fn centre() -> Desk {
    Desk::of(&centre_registration(), Capacity::ConfirmationCentre)
}

/// The weaver, 洁纺: 何丽 (admin, maker) and 高翔 (admin, checker).
pub(crate) fn weaver() -> Desk {
    Desk::of(&weaver_registration(), Capacity::Supplier)
}

/// The supervisor of the district's finance: 韩冰 and 唐宁.
pub(crate) fn auditor() -> Desk {
    Desk::of(&auditor_registration(), Capacity::Auditor)
}

/// A second bank: 曹颖 and 袁博.
pub(crate) fn second_bank() -> Desk {
    Desk::of(&second_bank_registration(), Capacity::Bank)
}

/// A third: 蒋楠 and 沈川.
pub(crate) fn third_bank() -> Desk {
    Desk::of(&third_bank_registration(), Capacity::Bank)
}

/// A guarantor with net assets of 30 million: 罗毅 and 梁晨.
pub(crate) fn guarantor() -> Desk {
    Desk::of(&guarantor_registration(), Capacity::Guarantor)
}

/// An asset manager: 宋扬 and 郭岩.
pub(crate) fn fund() -> Desk {
    Desk::of(&fund_registration(), Capacity::AssetManager)
}

/// The hospital's bank, which lends in the end: 冯雪 (admin, maker) and 董健 (admin, checker).
pub(crate) fn bank() -> Desk {
    Desk::of(&bank_registration(), Capacity::Bank)
}

pub(crate) fn hospital_registration() -> Example {
    let account = json!({"account": "11050188800000008192", "bank": "京北商业银行永宁支行", "name": "北京市永宁区人民医院"});
    let admin: &[&str] = &["admin"];
    let members: &[(&str, &[&str])] = &[
        ("赵琳", admin),
        ("孙伟", admin),
        ("李娜", &["maker"]),
        ("张强", &["checker"]),
    ];
    let party = example("contract.register/1").text("/buyer").to_owned();
    registration(
        20,
        &party,
        "buyer",
        "12110199400612345X",
        "北京市永宁区人民医院",
        members,
    )
    .with("/buyer_class", "public-institution")
    .with("/profile/size", Value::Null)
    .with("/profile/accounts", json!([account]))
}

pub(crate) fn centre_registration() -> Example {
    let party = example("receivable.claim/1").text("/centre").to_owned();
    let members: &[(&str, &[&str])] = &[("吴桐", &["admin", "maker"]), ("徐岚", &["admin", "checker"])];
    let name = "北京市永宁区应收账款确权中心";
    registration(
        30,
        &party,
        "confirmation-centre",
        "12110199MB0000456R",
        name,
        members,
    )
    .with("/profile/size", Value::Null)
}

pub(crate) fn weaver_registration() -> Example {
    let recovery = example("key.recover/1");
    let account = example("certificate.accept/1").body["payee"].clone();
    let members: &[(&str, &[&str])] = &[("何丽", &["admin", "maker"]), ("高翔", &["admin", "checker"])];
    let name = "河北洁纺无纺布有限公司";
    registration(
        40,
        recovery.text("/party"),
        "supplier",
        "91130199MA0WEA5E04",
        name,
        members,
    )
    .with("/members/0/member", recovery.text("/member"))
    .with("/profile/accounts", json!([account]))
}

pub(crate) fn auditor_registration() -> Example {
    let members: &[(&str, &[&str])] = &[("韩冰", &["admin"]), ("唐宁", &["admin"])];
    let party = PartyId::from_parts(50, [50; 10]).to_string();
    let name = "北京市永宁区金融监督事务中心";
    registration(50, &party, "auditor", "111101990000007895", name, members)
        .with("/profile/size", Value::Null)
}

pub(crate) fn bank_registration() -> Example {
    let members: &[(&str, &[&str])] = &[("冯雪", &["admin", "maker"]), ("董健", &["admin", "checker"])];
    let party = PartyId::from_parts(60, [60; 10]).to_string();
    registration(
        60,
        &party,
        "bank",
        "91110199MA0BANK00Q",
        "京北商业银行股份有限公司",
        members,
    )
    .with("/profile/size", "large")
    .with(
        "/profile/accounts",
        json!([example("assignment.notify/1").body["payee"]]),
    )
}

/// A financial firm of two: the first prepares, the second checks.
fn firm(number: u8, capacity: &str, code: &str, name: &str, people: [&str; 2]) -> Example {
    let roles: [&[&str]; 2] = [&["admin", "maker"], &["admin", "checker"]];
    let members = [(people[0], roles[0]), (people[1], roles[1])];
    let party = PartyId::from_parts(number.into(), [number; 10]).to_string();
    registration(number, &party, capacity, code, name, &members).with("/profile/size", "large")
}

pub(crate) fn second_bank_registration() -> Example {
    firm(
        70,
        "bank",
        "91110199MA0BANK20T",
        "燕山银行股份有限公司",
        ["曹颖", "袁博"],
    )
}

pub(crate) fn third_bank_registration() -> Example {
    firm(
        80,
        "bank",
        "91110199MA0BANK30U",
        "永定河农村商业银行股份有限公司",
        ["蒋楠", "沈川"],
    )
}

pub(crate) fn guarantor_registration() -> Example {
    firm(
        90,
        "guarantor",
        "91110199MA0GUAR00L",
        "北京永宁融资担保有限公司",
        ["罗毅", "梁晨"],
    )
    .with(
        "/profile/net_assets",
        json!({"value": "30000000.00", "currency": "CNY"}),
    )
}

pub(crate) fn fund_registration() -> Example {
    firm(
        100,
        "asset-manager",
        "91110199MA0MNGR006",
        "北京永宁资产管理有限公司",
        ["宋扬", "郭岩"],
    )
}

/// A registration like the example's, with members and keys of its own from `first` on.
fn registration(
    first: u8,
    party: &str,
    capacity: &str,
    code: &str,
    name: &str,
    members: &[(&str, &[&str])],
) -> Example {
    let numbered = || (first..).zip(members);
    let keys: Vec<Value> = numbered().map(|(n, _)| new_key(n)).collect();
    let members: Vec<Value> = numbered()
        .map(|(n, (name, roles))| {
            let member = MemberId::from_parts(n.into(), [n; 10]).to_string();
            json!({"member": member, "name": name, "roles": roles, "kid": new_key(n)["kid"]})
        })
        .collect();
    example("party.register/1")
        .with("/party", party)
        .with("/capacities", json!([capacity]))
        .with("/identity/code", code)
        .with("/profile/legal_name", name)
        .with("/profile/accounts", json!([]))
        .with("/members", members)
        .with("/keys", keys)
}

/// A key that differs by its number. That a point lies on the curve is checked before anything is decided.
fn new_key(n: u8) -> Value {
    let coordinate = |n| Thumbprint::from_digest([n; 32]).to_string();
    let jwk = Jwk {
        crv: "P-256".to_owned(),
        kty: "EC".to_owned(),
        x: coordinate(n),
        y: coordinate(n + 1),
    };
    json!({"kid": jwk.thumbprint().unwrap().to_string(), "jwk": jwk})
}

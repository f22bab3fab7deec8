//! Who there is.

use serde_json::{Value, json};
use tallystick_base::{Capacity, MemberId, PartyId, Subject};
use tallystick_ledger::{LedgerId, SigningKey};
use tallystick_store::Ambient;
use zeroize::Zeroizing;

use super::{Company, Person};

/// Everybody by a short name, the operator first.
pub(super) const NAMES: [&str; 9] = [
    "operator",
    "supplier",
    "weaver",
    "buyer",
    "centre",
    "bank",
    "guarantor",
    "manager",
    "auditor",
];

pub(super) fn company(ambient: &Ambient, name: &str) -> Company {
    let (capacity, name, code) = match name {
        "operator" => (
            Capacity::Operator,
            "京通应收账款服务有限公司",
            "91110199MA0TJ5Y17P",
        ),
        "weaver" => (Capacity::Supplier, "河北洁纺无纺布有限公司", "91130199MA0WEA5E04"),
        "buyer" => (Capacity::Buyer, "北京市永宁区人民医院", "12110199400612345X"),
        "centre" => (Capacity::ConfirmationCentre, "永宁区确权服务中心", CODES[0]),
        "bank" => (Capacity::Bank, "京北商业银行", CODES[1]),
        "guarantor" => (Capacity::Guarantor, "永宁融资担保有限公司", CODES[2]),
        "manager" => (Capacity::AssetManager, "京北资产管理有限公司", CODES[3]),
        "auditor" => (Capacity::Auditor, "永宁区审计局", CODES[4]),
        _ => (
            Capacity::Supplier,
            "北京安卫防护用品有限公司",
            "91110199MA0HF26K3H",
        ),
    };
    Company {
        id: id(ambient, PartyId::KIND, |subject| PartyId::try_from(subject).ok()),
        capacity,
        code,
        name,
        people: (0..2).map(|_| person(ambient)).collect(),
    }
}

/// Codes of GB 32100 with their check characters, of companies that do not exist.
const CODES: [&str; 5] = [
    "1211019940071001X8",
    "91110199MA0BANK1XK",
    "91110199MA0GUA213C",
    "91110199MA0AMC316U",
    "11110199400710052U",
];

fn person(ambient: &Ambient) -> Person {
    let key = SigningKey::from_random(&Zeroizing::new(ambient.random()));
    Person {
        id: id(ambient, MemberId::KIND, |subject| {
            MemberId::try_from(subject).ok()
        }),
        key: key.expect("32 bytes are a key of P-256 but for a chance that no test meets"),
    }
}

/// A new UUID of version 7 (RFC 9562) as an id.
pub(super) fn id<T>(ambient: &Ambient, kind: &str, read: impl Fn(&Subject) -> Option<T>) -> T {
    let subject = Subject::new(kind, &uuid(ambient)).expect("a UUID is an id");
    read(&subject).expect("the id is one of its kind")
}

pub(super) fn uuid(ambient: &Ambient) -> String {
    let millis = ambient.now().as_millis();
    let chance: [u8; 10] = ambient.random();
    let hex = hex::encode(chance);
    let digits = |from: usize, until: usize| hex.get(from..until).unwrap_or_default().to_owned();
    let time = format!("{millis:012x}");
    let (high, low) = time.split_at(8);
    format!(
        "{high}-{low}-7{}-8{}-{}",
        digits(0, 3),
        digits(3, 6),
        digits(6, 18)
    )
}

impl Company {
    /// The account that it is paid to.
    pub fn payee(&self) -> Value {
        json!({"account": "11050199360000001024", "bank": "京北商业银行永宁支行", "name": self.name})
    }

    /// The body of its registration.
    pub(super) fn registration(&self, ledger: &LedgerId) -> Value {
        let roles = |place: usize| match place {
            0 => json!(["admin", "maker"]),
            _ => json!(["admin", "checker"]),
        };
        let members = self.people.iter().enumerate().map(|(place, person)| {
            json!({
                "member": person.id.subject(), "name": format!("{}{place}", self.name),
                "roles": roles(place), "kid": person.key.public().thumbprint(),
            })
        });
        let party = self.id.subject();
        let keys = self.people.iter().map(|person| {
            json!({
                "kid": person.key.public().thumbprint(), "jwk": person.key.public().to_jwk(),
                "possession": person.key.prove_possession(ledger, &party).expect("a proof is short"),
            })
        });
        let buys = self.capacity == Capacity::Buyer;
        let sells = self.capacity == Capacity::Supplier;
        let net_assets = (self.capacity == Capacity::Guarantor)
            .then(|| json!({"value": "200000000.00", "currency": "CNY"}));
        json!({
            "party": party, "capacities": [self.capacity],
            "buyer_class": buys.then_some("public-institution"),
            "identity": {"scheme": "uscc", "code": self.code},
            "profile": {
                "legal_name": self.name, "address": "北京市永宁区兴业路18号", "contact": "010-55500018",
                "size": sells.then_some("small"), "group": null, "accounts": [self.payee()], "net_assets": net_assets,
            },
            "members": members.collect::<Vec<_>>(), "keys": keys.collect::<Vec<_>>(), "policy": null,
        })
    }
}

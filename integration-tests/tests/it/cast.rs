//! Who trades here: two suppliers of one person each, and a hospital and a bank where two sign. Names and codes are invented.

use serde_json::{Value, from_value, json};
use tallystick_base::{MemberId, PartyId};
use tallystick_client::{Answer, Client, ClientError, Member, Signed, Signer};
use tallystick_ledger::{LedgerId, SigningKey, Statement};

use crate::chance::Chance;
use crate::house::{House, ambient, now};
use crate::papers::{Days, Trade};
use crate::server::Running;

/// A party and the keys of its members.
pub(crate) struct Desk {
    pub(crate) party: String,
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    capacity: &'static str,
    members: Vec<(String, SigningKey)>,
}

/// Everybody who is registered and has accepted.
pub(crate) struct Cast {
    pub(crate) maker: Desk,
    pub(crate) weaver: Desk,
    pub(crate) hospital: Desk,
    pub(crate) bank: Desk,
    pub(crate) days: Days,
}

impl Desk {
    fn new(
        name: &'static str,
        capacity: &'static str,
        code: &'static str,
        members: u64,
        chance: &Chance,
    ) -> Self {
        let ambient = ambient(chance.clone());
        let mut keys = chance.clone();
        let member = |_| {
            let mut secret = zeroize::Zeroizing::new([0; 32]);
            keys.fill(secret.as_mut_slice());
            let key = SigningKey::from_random(&secret).unwrap();
            (ambient.id(MemberId::from_parts).to_string(), key)
        };
        Self {
            name,
            capacity,
            code,
            members: (0..members).map(member).collect(),
            party: ambient.id(PartyId::from_parts).to_string(),
        }
    }

    pub(crate) fn payee(&self) -> Value {
        json!({"account": "11050199360000001024", "bank": "京北商业银行永宁支行", "name": self.name})
    }

    /// One of its members, at this client's service.
    pub(crate) fn member(&self, place: usize, client: &Client) -> Member {
        let (_, key) = &self.members[place];
        client.as_member(signer(key, &self.party, self.capacity))
    }

    /// The key of one of its members, as it stands in a file.
    pub(crate) fn key_file(&self, place: usize) -> String {
        let (_, key) = &self.members[place];
        key.to_pem().unwrap().to_string()
    }

    /// All its members.
    pub(crate) fn members(&self, client: &Client) -> Vec<Member> {
        (0..self.members.len())
            .map(|place| self.member(place, client))
            .collect()
    }

    fn registration(&self, ledger: &LedgerId) -> Value {
        let alone = self.members.len() == 1;
        let roles = |place: usize| match (alone, place) {
            (true, _) => json!(["admin", "maker", "checker"]),
            (false, 0) => json!(["admin", "maker"]),
            (false, _) => json!(["admin", "checker"]),
        };
        let members = self.members.iter().enumerate().map(|(place, (member, key))| {
            json!({
                "member": member, "name": format!("{}{place}", self.name),
                "roles": roles(place), "kid": key.public().thumbprint(),
            })
        });
        let party = self.party.parse().unwrap();
        let keys = self.members.iter().map(|(_, key)| {
            json!({
                "kid": key.public().thumbprint(), "jwk": key.public().to_jwk(),
                "possession": key.prove_possession(ledger, &party).unwrap(),
            })
        });
        let buys = self.capacity == "buyer";
        json!({
            "party": self.party, "capacities": [self.capacity],
            "buyer_class": buys.then_some("public-institution"),
            "identity": {"scheme": "uscc", "code": self.code},
            "profile": {
                "legal_name": self.name, "address": "北京市永宁区兴业路18号", "contact": "010-55500018",
                "size": (self.capacity == "supplier").then_some("micro"), "group": null, "accounts": [self.payee()], "net_assets": null,
            },
            "members": members.collect::<Vec<_>>(), "keys": keys.collect::<Vec<_>>(),
            "policy": alone.then(|| json!({"sole_member": true, "rules": []})),
        })
    }
}

impl Cast {
    /// Registers everybody through this server.
    pub(crate) async fn enrol(house: &House, server: &Running, chance: &mut Chance) -> Self {
        let cast = Self {
            maker: Desk::new(
                "北京安卫防护用品有限公司",
                "supplier",
                "91110199MA0HF26K3H",
                1,
                &chance.branch(),
            ),
            weaver: Desk::new(
                "河北洁纺无纺布有限公司",
                "supplier",
                "91130199MA0WEA5E04",
                1,
                &chance.branch(),
            ),
            hospital: Desk::new(
                "北京市永宁区人民医院",
                "buyer",
                "12110199400612345X",
                2,
                &chance.branch(),
            ),
            bank: Desk::new("京北商业银行", "bank", "91110199MA0BANK1XK", 2, &chance.branch()),
            days: Days::seen_from(now()),
        };
        let client = house.client(server, chance.branch());
        let operator: Vec<Member> = house
            .operator_keys
            .iter()
            .map(|key| client.as_member(signer(key, &house.operator, "operator")))
            .collect();
        for desk in [&cast.maker, &cast.weaver, &cast.hospital, &cast.bank] {
            let registration = desk.registration(&house.ledger());
            let signed = signed_by_all(&operator, "party.register/1", &registration).await;
            operator[0].submit(&signed.unwrap()).await.unwrap();
            act(&desk.member(0, &client), "party.accept/1", &json!({}))
                .await
                .unwrap();
        }
        cast
    }

    /// Trade of the maker of masks with the hospital.
    pub(crate) fn trade(&self) -> Trade<'_> {
        Trade {
            days: &self.days,
            supplier: &self.maker.party,
            supplier_code: self.maker.code,
            payee: self.maker.payee(),
            buyer: &self.hospital.party,
            buyer_code: self.hospital.code,
        }
    }
}

fn signer(key: &SigningKey, party: &str, capacity: &str) -> Signer {
    Signer {
        key: key.clone(),
        party: party.parse().unwrap(),
        capacity: from_value(json!(capacity)).unwrap(),
    }
}

/// Prepares, signs and submits in one member's name.
pub(crate) async fn act(member: &Member, kind: &str, body: &Value) -> Result<Answer, ClientError> {
    member.act(&member.draft(kind, body)?).await
}

/// Prepared by the first, and signed by all of them before anything is submitted.
pub(crate) async fn signed_by_all(
    members: &[Member],
    kind: &str,
    body: &Value,
) -> Result<Signed, ClientError> {
    let prepared = members[0].prepare(&members[0].draft(kind, body)?).await?;
    if let Some(problem) = prepared.rejection() {
        return Err(problem.clone().into());
    }
    let mut lines = Vec::new();
    for member in members {
        lines.extend_from_slice(member.sign(&prepared)?.statement.signatures());
    }
    let signed = members[0].sign(&prepared)?;
    let statement = Statement::parse(signed.statement.payload(), lines).unwrap();
    Ok(Signed { statement, ..signed })
}

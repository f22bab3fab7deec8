//! The cast: an operator, and firms as they are registered.

use std::collections::BTreeSet;
use std::time::Duration;

use tallystick_base::{
    Actor, Capacity, Context, Digest, MemberId, Millis, PartyId, RulePack, Salt, SizeClass, Subject,
    Thumbprint,
};
use tallystick_parties::command::{
    AcceptParty, AddKey, AddMember, ChangePolicy, ChangeRoles, NewMember, OpenLedger, PublishRules,
    RecoverKey, RegisterParty, RemoveMember, RestoreKey, RevokeKey, SuspendParty, UpdateProfile,
};
use tallystick_parties::{
    ApprovalPolicy, BuyerClass, Case, Command, IdentityCode, Jwk, KeyHolder, NewKey, ProfileData, Role,
    ShortText,
};

use crate::given::given;

pub(crate) const OPERATOR: u64 = 1;
pub(crate) const SUPPLIER: u64 = 2;
pub(crate) const BUYER: u64 = 3;
pub(crate) const SHOP: u64 = 4;
pub(crate) const AUDITOR: u64 = 5;

/// Codes with right check characters, one a party.
const CODES: [&str; 8] = [
    "91110000600037341L",
    "91110000600037342P",
    "9135010000000000AG",
    "5493001KJTIIGC8Y1R12",
    "5299000SAMPLEBUYER25",
    "9135010000000000BK",
    "9135010000000000CN",
    "9135010000000000DR",
];

pub(crate) fn party(n: u64) -> PartyId {
    PartyId::from_parts(n, [0; 10])
}

/// The `k`th member of a party.
pub(crate) fn member(n: u64, k: u64) -> MemberId {
    MemberId::from_parts(100 * n + k, [0; 10])
}

pub(crate) fn text(text: &str) -> ShortText {
    text.parse().unwrap()
}

pub(crate) fn salt() -> Salt {
    Salt::from_bytes([7; 16])
}

pub(crate) fn digest() -> Digest {
    Digest::from_bytes([9; 32])
}

pub(crate) fn roles(roles: &[Role]) -> BTreeSet<Role> {
    roles.iter().copied().collect()
}

/// The key with a number; which point it is does not matter here.
pub(crate) fn key(n: u64) -> NewKey {
    let coordinate = |fill: u8| {
        let mut bytes = [fill; 32];
        bytes[..8].copy_from_slice(&n.to_be_bytes());
        Thumbprint::from_digest(bytes).to_string()
    };
    let jwk = Jwk {
        crv: "P-256".into(),
        kty: "EC".into(),
        x: coordinate(1),
        y: coordinate(2),
    };
    NewKey {
        kid: jwk.thumbprint().unwrap(),
        jwk,
        possession: Some("proved".into()),
    }
}

/// The first key of the `k`th member of a party.
pub(crate) fn key_of(n: u64, k: u64) -> NewKey {
    key(100 * n + k)
}

pub(crate) fn kid_of(n: u64, k: u64) -> Thumbprint {
    key_of(n, k).kid
}

pub(crate) fn service_key() -> NewKey {
    key(9_999)
}

pub(crate) fn new_member(n: u64, k: u64, has: &[Role]) -> NewMember {
    NewMember {
        member: member(n, k),
        name: text("王芳"),
        roles: roles(has),
        kid: kid_of(n, k),
    }
}

pub(crate) fn identity(n: u64) -> IdentityCode {
    let code = CODES[usize::try_from(n).unwrap() - 1];
    match code.parse() {
        Ok(uscc) => IdentityCode::Uscc(uscc),
        Err(_) => IdentityCode::Lei(code.parse().unwrap()),
    }
}

pub(crate) fn profile(size: Option<SizeClass>) -> ProfileData {
    ProfileData {
        legal_name: text("北京样本医疗器械有限公司"),
        address: text("北京市海淀区"),
        contact: text("财务部 010-00000000"),
        size,
        group: None,
        accounts: Vec::new(),
        net_assets: None,
    }
}

const TWO: [&[Role]; 2] = [&[Role::Admin, Role::Maker], &[Role::Admin, Role::Checker]];

pub(crate) fn opening() -> OpenLedger {
    OpenLedger {
        salt: salt(),
        log_keys: vec!["ed25519".into(), "p256".into()],
        party: party(OPERATOR),
        name: text("样本平台"),
        identity: identity(OPERATOR),
        members: vec![new_member(OPERATOR, 1, TWO[0]), new_member(OPERATOR, 2, TWO[1])],
        service_key: service_key().kid,
        keys: vec![key_of(OPERATOR, 1), key_of(OPERATOR, 2), service_key()],
    }
}

/// A firm of two members, both admins, the first a maker and the second a checker.
pub(crate) fn registration(n: u64, capacity: Capacity, size: Option<SizeClass>) -> RegisterParty {
    RegisterParty {
        salt: salt(),
        party: party(n),
        capacities: BTreeSet::from([capacity]),
        buyer_class: (capacity == Capacity::Buyer).then_some(BuyerClass::PublicInstitution),
        identity: identity(n),
        profile: profile(size),
        members: vec![new_member(n, 1, TWO[0]), new_member(n, 2, TWO[1])],
        keys: vec![key_of(n, 1), key_of(n, 2)],
        policy: None,
    }
}

/// A micro firm of one person, who signs alone.
pub(crate) fn sole_registration(n: u64, capacity: Capacity) -> RegisterParty {
    RegisterParty {
        members: vec![new_member(n, 1, &[Role::Admin, Role::Maker])],
        keys: vec![key_of(n, 1)],
        policy: Some(ApprovalPolicy {
            sole_member: true,
            rules: Vec::new(),
        }),
        ..registration(n, capacity, Some(SizeClass::Micro))
    }
}

/// The states so far, and the time.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) case: Case,
    pub(crate) now: Millis,
}

impl World {
    /// Nothing at all, at 08:00 in Beijing on 2 March 2026.
    pub(crate) fn empty() -> Self {
        let mut case = Case::default();
        for n in 1..=8 {
            let name = identity(n).keyed_name();
            let subject = Subject::new("identity", &format!("keyed-{n}")).unwrap();
            case.keyed.insert(name, subject);
        }
        Self {
            case,
            now: Millis::from_secs(1_772_409_600).unwrap(),
        }
    }

    /// A ledger with its operator.
    pub(crate) fn opened() -> Self {
        let operator = Self::by(OPERATOR, Capacity::Operator, &[1, 2]);
        given(&Self::empty()).when(operator, open(opening())).accepted()
    }

    /// A ledger with rules for mainland China.
    pub(crate) fn ruled() -> Self {
        let rules = publish(RulePack::cn().unwrap());
        given(&Self::opened()).when(operator(), rules).accepted()
    }

    /// A supplier of two, a buyer of two, a shop of one person that buys, and an auditor, all active.
    pub(crate) fn peopled() -> Self {
        Self::ruled()
            .joined(registration(SUPPLIER, Capacity::Supplier, Some(SizeClass::Small)))
            .joined(registration(BUYER, Capacity::Buyer, None))
            .joined(RegisterParty {
                buyer_class: Some(BuyerClass::Other),
                ..sole_registration(SHOP, Capacity::Buyer)
            })
            .joined(registration(AUDITOR, Capacity::Auditor, None))
    }

    /// The same with a party registered.
    pub(crate) fn registered(&self, body: RegisterParty) -> Self {
        given(self).when(operator(), register(body)).accepted()
    }

    /// The same with a party registered that accepted.
    pub(crate) fn joined(&self, body: RegisterParty) -> Self {
        let capacity = *body.capacities.first().unwrap();
        let admin = Actor {
            party: body.party,
            members: vec![body.members[0].member],
            capacity,
        };
        given(&self.registered(body)).when(admin, accept()).accepted()
    }

    /// The same, later.
    pub(crate) fn after(mut self, hours: u64) -> Self {
        self.now = self.now.checked_add(Duration::from_hours(hours)).unwrap();
        self
    }

    /// Members of a party, by number, in a capacity.
    pub(crate) fn by(n: u64, capacity: Capacity, members: &[u64]) -> Actor {
        Actor {
            party: party(n),
            members: members.iter().map(|&k| member(n, k)).collect(),
            capacity,
        }
    }

    pub(crate) fn context(&self, actor: Actor) -> Context {
        Context {
            actor,
            received: self.now,
        }
    }
}

/// Both members of the operator.
pub(crate) fn operator() -> Actor {
    World::by(OPERATOR, Capacity::Operator, &[1, 2])
}

pub(crate) fn supplier(members: &[u64]) -> Actor {
    World::by(SUPPLIER, Capacity::Supplier, members)
}

pub(crate) fn buyer(members: &[u64]) -> Actor {
    World::by(BUYER, Capacity::Buyer, members)
}

pub(crate) fn shop() -> Actor {
    World::by(SHOP, Capacity::Buyer, &[1])
}

pub(crate) fn open(body: OpenLedger) -> Command {
    Command::OpenLedger(Box::new(body))
}

pub(crate) fn publish(rules: RulePack) -> Command {
    Command::PublishRules(Box::new(PublishRules { salt: salt(), rules }))
}

pub(crate) fn register(body: RegisterParty) -> Command {
    Command::RegisterParty(Box::new(body))
}

pub(crate) fn accept() -> Command {
    Command::AcceptParty(Box::new(AcceptParty { salt: salt() }))
}

pub(crate) fn suspend(n: u64) -> Command {
    Command::SuspendParty(Box::new(SuspendParty {
        salt: salt(),
        party: party(n),
        reason: text("账户被盗用"),
    }))
}

pub(crate) fn reinstate(n: u64) -> Command {
    Command::ReinstateParty(Box::new(tallystick_parties::command::ReinstateParty {
        salt: salt(),
        party: party(n),
        reason: text("已查清"),
    }))
}

pub(crate) fn update(profile: ProfileData) -> Command {
    Command::UpdateProfile(Box::new(UpdateProfile {
        salt: salt(),
        profile,
    }))
}

pub(crate) fn set_policy(policy: ApprovalPolicy) -> Command {
    Command::ChangePolicy(Box::new(ChangePolicy { salt: salt(), policy }))
}

pub(crate) fn add_member(n: u64, k: u64, has: &[Role]) -> Command {
    Command::AddMember(Box::new(AddMember {
        salt: salt(),
        member: member(n, k),
        name: text("李强"),
        roles: roles(has),
    }))
}

pub(crate) fn remove_member(n: u64, k: u64, kids: &[Thumbprint]) -> Command {
    Command::RemoveMember(Box::new(RemoveMember {
        salt: salt(),
        member: member(n, k),
        kids: kids.iter().cloned().collect(),
    }))
}

pub(crate) fn change_roles(n: u64, k: u64, has: &[Role]) -> Command {
    Command::ChangeRoles(Box::new(ChangeRoles {
        salt: salt(),
        member: member(n, k),
        roles: roles(has),
    }))
}

pub(crate) fn add_key(holder: KeyHolder, new: NewKey) -> Command {
    Command::AddKey(Box::new(AddKey {
        salt: salt(),
        holder,
        keys: vec![new],
    }))
}

pub(crate) fn revoke(kid: Thumbprint) -> Command {
    Command::RevokeKey(Box::new(RevokeKey {
        salt: salt(),
        kid,
        reason: text("设备丢失"),
        suspect_from: Some(12),
    }))
}

pub(crate) fn recover(n: u64, k: u64, kid: Thumbprint) -> Command {
    Command::RecoverKey(Box::new(RecoverKey {
        salt: salt(),
        party: party(n),
        member: member(n, k),
        kid,
        reason: text("密钥全部丢失"),
        evidence: digest(),
    }))
}

pub(crate) fn veto() -> Command {
    Command::VetoKey(Box::new(tallystick_parties::command::VetoKey { salt: salt() }))
}

pub(crate) fn restore(n: u64, new: NewKey) -> Command {
    Command::RestoreKey(Box::new(RestoreKey {
        salt: salt(),
        party: party(n),
        keys: vec![new],
    }))
}

//! The cast: a state buyer, its supplier, the suppliers behind it, a bank, and the states they come to.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{
    Actor, Capacity, Context, Currency, Digest, MemberId, Millis, Money, PartyId, Ratio, RulePack, Salt,
    SizeClass, Subject,
};
use tallystick_certificates::{Case, Command, keyed_names};
use tallystick_contracts::{
    Allowance, ClockStart, Contract, ContractStage, PaymentPeriod, Procurement, Protection, Side, Terms,
};
use tallystick_parties::{
    ApprovalPolicy, BankAccount, BuyerClass, IdentityCode, Member, MemberStage, Party, PartyStage, Profile,
    ProfileData, Role, Rules, ShortText,
};

pub(crate) use crate::bodies::*;
use crate::given::given;

/// A party in one capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Who {
    pub(crate) party: u64,
    pub(crate) capacity: Capacity,
}

const fn who(party: u64, capacity: Capacity) -> Who {
    Who { party, capacity }
}

pub(crate) const OPERATOR: Who = who(1, Capacity::Operator);
pub(crate) const SERVICE: Who = who(1, Capacity::Service);
pub(crate) const SUPPLIER: Who = who(2, Capacity::Supplier);
pub(crate) const BUYER: Who = who(3, Capacity::Buyer);
/// A supplier of the supplier.
pub(crate) const SECOND: Who = who(4, Capacity::Supplier);
pub(crate) const THIRD: Who = who(5, Capacity::Supplier);
pub(crate) const BANK: Who = who(6, Capacity::Bank);
pub(crate) const CENTRE: Who = who(7, Capacity::ConfirmationCentre);
pub(crate) const AUDITOR: Who = who(8, Capacity::Auditor);

/// Everyone who may try.
pub(crate) const EVERYONE: [Who; 9] = [
    OPERATOR, SERVICE, SUPPLIER, BUYER, SECOND, THIRD, BANK, CENTRE, AUDITOR,
];

/// Codes with right check characters, one a party.
const CODES: [&str; 8] = [
    "91110000600037341L",
    "91110000600037342P",
    "9135010000000000AG",
    "9135010000000000BK",
    "9135010000000000CN",
    "9135010000000000DR",
    "5493001KJTIIGC8Y1R12",
    "5299000SAMPLEBUYER25",
];

impl Who {
    pub(crate) fn id(self) -> PartyId {
        PartyId::from_parts(self.party, [0; 10])
    }

    pub(crate) fn account(self) -> BankAccount {
        account(&format!("62220000000{}", self.party))
    }
}

pub(crate) fn account(number: &str) -> BankAccount {
    BankAccount {
        account: text(number),
        bank: text("样本银行北京分行"),
        name: text("样本企业"),
    }
}

pub(crate) fn text(text: &str) -> ShortText {
    text.parse().unwrap()
}

pub(crate) fn cny(value: &str) -> Money {
    Money::parse(value, Currency::CNY).unwrap()
}

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Ten in the morning of a day in Beijing.
pub(crate) fn morning(day: &str) -> Millis {
    let seconds = date(day).and_hms_opt(2, 0, 0).unwrap().and_utc().timestamp();
    Millis::from_secs(seconds.try_into().unwrap()).unwrap()
}

pub(crate) fn salt() -> Salt {
    Salt::from_bytes([7; 16])
}

pub(crate) fn digest(n: u8) -> Digest {
    Digest::from_bytes([n; 32])
}

/// The states so far, and the time.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) case: Case,
    pub(crate) now: Millis,
}

impl World {
    /// A contract of 1,000,000.00 between a public institution and a small firm, accepted; nothing claimed. It is the
    /// morning of 20 January 2026.
    pub(crate) fn new() -> Self {
        let mut case = Case::default();
        let parties = &mut case.contracts.parties;
        for at in [OPERATOR, SUPPLIER, BUYER, SECOND, THIRD, BANK, CENTRE, AUDITOR] {
            let mut party = party_of(at);
            if at == OPERATOR {
                party.capacities.insert(Capacity::Service);
            }
            for (k, member) in [(1, member(at, Role::Maker)), (2, member(at, Role::Checker))] {
                let id = member_id(at.party, k);
                party.members.insert(id);
                parties.members.insert(id, member);
            }
            parties.parties.insert(at.id(), party);
            parties.profiles.insert(at.id(), profile(at));
        }
        let rules = Rules {
            version: 1,
            pack: RulePack::cn().unwrap(),
        };
        parties.rules.insert(Rules::DEFAULT.to_owned(), rules);
        case.contracts.contracts.insert(contract(1), agreed(1));
        let allowance = Allowance {
            contract: contract(1),
            limit: cny("1000000.00"),
            used: cny("0.00"),
        };
        case.contracts.allowances.insert(contract(1), allowance);
        Self {
            case,
            now: morning("2026-01-20"),
        }
    }

    /// With receivable 1 claimed.
    pub(crate) fn claimed() -> Self {
        given(&Self::new()).when(SUPPLIER, claim(1)).accepted()
    }

    /// With receivable 1 confirmed as certificate 1.
    pub(crate) fn confirmed() -> Self {
        given(&Self::claimed()).when(BUYER, confirm(1)).accepted()
    }

    /// With certificate 1 offered to the second supplier.
    pub(crate) fn offered() -> Self {
        given(&Self::confirmed())
            .when(SUPPLIER, offer(1, SECOND))
            .accepted()
    }

    /// With payment 1 of 100,000.00 reported.
    pub(crate) fn reported() -> Self {
        given(&Self::confirmed())
            .when(BUYER, report(1, 1, "100000.00"))
            .accepted()
    }

    /// With cancellation 1 of certificate 1 proposed by the buyer.
    pub(crate) fn proposed() -> Self {
        given(&Self::confirmed()).when(BUYER, propose(1, 1)).accepted()
    }

    /// In the morning of another day.
    pub(crate) fn on(mut self, day: &str) -> Self {
        self.now = morning(day);
        self
    }

    /// With other terms of the contract.
    pub(crate) fn agreeing(mut self, change: impl FnOnce(&mut Contract)) -> Self {
        change(self.case.contracts.contracts.get_mut(&contract(1)).unwrap());
        self
    }

    /// The service acts by its key, everyone else by two members.
    pub(crate) fn context(&self, who: Who) -> Context {
        let members = if who == SERVICE {
            Vec::new()
        } else {
            vec![member_id(who.party, 1), member_id(who.party, 2)]
        };
        Context {
            actor: Actor {
                party: who.id(),
                members,
                capacity: who.capacity,
            },
            received: self.now,
        }
    }

    /// The case with the subjects of the outside identifiers that a command asks for, as a keeper of the secret makes them.
    pub(crate) fn with_keyed_names(&self, command: &Command) -> Case {
        let mut case = self.case.clone();
        for name in keyed_names(command, &case).unwrap_or_default() {
            let id = name
                .parts
                .join("_")
                .replace(|c: char| !c.is_ascii_alphanumeric(), "_");
            let subject = Subject::new(name.family.kind(), &id).unwrap();
            case.contracts.parties.keyed.insert(name, subject);
        }
        case
    }
}

pub(crate) fn member_id(party: u64, k: u64) -> MemberId {
    MemberId::from_parts(100 * party + k, [0; 10])
}

fn member(at: Who, role: Role) -> Member {
    Member {
        party: at.id(),
        name: text("王芳"),
        roles: BTreeSet::from([role]),
        stage: MemberStage::Active {},
    }
}

fn party_of(at: Who) -> Party {
    let code = CODES[usize::try_from(at.party).unwrap() - 1];
    let identity = code
        .parse()
        .map_or_else(|_| IdentityCode::Lei(code.parse().unwrap()), IdentityCode::Uscc);
    Party {
        capacities: BTreeSet::from([at.capacity]),
        buyer_class: (at == BUYER).then_some(BuyerClass::PublicInstitution),
        identity,
        members: BTreeSet::new(),
        policy: ApprovalPolicy::default(),
        stage: PartyStage::Active {},
    }
}

fn profile(at: Who) -> Profile {
    Profile {
        version: 1,
        data: ProfileData {
            legal_name: text(&format!("样本机构{}", at.party)),
            address: text("北京市海淀区"),
            contact: text("财务部"),
            size: (at.capacity == Capacity::Supplier).then_some(SizeClass::Small),
            group: None,
            accounts: vec![at.account()],
            net_assets: None,
        },
    }
}

/// The contract: signed in December 2025, 60 days from acceptance, ten days to inspect, vouchers agreed.
pub(crate) fn agreed(n: u64) -> Contract {
    Contract {
        id: contract(n),
        supplier: SUPPLIER.id(),
        buyer: BUYER.id(),
        registered_by: Side::Supplier,
        number: Subject::new("contract-number", "keyed").unwrap(),
        supplier_size: SizeClass::Small,
        protection: Protection::PublicBody,
        terms: Terms {
            number: text("HT-2025-001"),
            title: text("防护用品采购"),
            amount: cny("1000000.00"),
            signed_on: date("2025-12-01"),
            procurement: Procurement::Goods,
            payment: PaymentPeriod {
                days: 60,
                from: ClockStart::Acceptance,
                longer_reason: None,
            },
            inspection_days: 10,
            vouchers_agreed: true,
            tolerance: Ratio::parse("0.05").unwrap(),
            late_rate: None,
            confirmation_days: None,
            documents: Vec::new(),
        },
        revision: 1,
        last_amendment: None,
        stage: ContractStage::Accepted {},
    }
}

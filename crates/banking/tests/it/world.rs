//! The cast.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_banking::Case;
use tallystick_base::{
    Actor, Capacity, Context, Currency, MemberId, Millis, Money, PartyId, RulePack, Salt, SizeClass,
};
use tallystick_parties::{
    ApprovalPolicy, BankAccount, BuyerClass, IdentityCode, Member, MemberStage, Party, PartyStage, Profile,
    ProfileData, Role, Rules, ShortText,
};

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
pub(crate) const SECOND: Who = who(4, Capacity::Supplier);
pub(crate) const BANK: Who = who(6, Capacity::Bank);
pub(crate) const SECOND_BANK: Who = who(7, Capacity::Bank);
pub(crate) const GUARANTOR: Who = who(8, Capacity::Guarantor);
pub(crate) const ASSET_MANAGER: Who = who(9, Capacity::AssetManager);
pub(crate) const SECOND_MANAGER: Who = who(10, Capacity::AssetManager);

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

pub(crate) fn morning(day: &str) -> Millis {
    let seconds = date(day).and_hms_opt(2, 0, 0).unwrap().and_utc().timestamp();
    Millis::from_secs(seconds.try_into().unwrap()).unwrap()
}

pub(crate) fn salt() -> Salt {
    Salt::from_bytes([7; 16])
}

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) case: Case,
    pub(crate) now: Millis,
}

impl World {
    pub(crate) fn new() -> Self {
        let mut case = Case::default();
        let parties = &mut case.financing.certificates.contracts.parties;
        for at in [
            OPERATOR,
            SUPPLIER,
            BUYER,
            SECOND,
            BANK,
            SECOND_BANK,
            GUARANTOR,
            ASSET_MANAGER,
            SECOND_MANAGER,
        ] {
            let mut party = party_of(at);
            if at == OPERATOR {
                party.capacities.insert(Capacity::Service);
            }
            for (k, role) in [(1, Role::Maker), (2, Role::Checker)] {
                let id = member_id(at.party, k);
                party.members.insert(id);
                let member = Member {
                    party: at.id(),
                    name: text("王芳"),
                    roles: BTreeSet::from([role]),
                    stage: MemberStage::Active {},
                };
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
        Self {
            case,
            now: morning("2026-01-20"),
        }
    }

    pub(crate) fn on(mut self, day: &str) -> Self {
        self.now = morning(day);
        self
    }

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
}

pub(crate) fn member_id(party: u64, k: u64) -> MemberId {
    MemberId::from_parts(100 * party + k, [0; 10])
}

fn party_of(at: Who) -> Party {
    Party {
        capacities: BTreeSet::from([at.capacity]),
        buyer_class: (at == BUYER).then_some(BuyerClass::PublicInstitution),
        identity: IdentityCode::Uscc("91110000600037341L".parse().unwrap()),
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

//! The cast: buyers of each kind, suppliers of two sizes, and a contract between two of them.

use chrono::NaiveDate;
use tallystick_base::{
    Actor, AmendmentId, Capacity, CertificateId, Context, ContractId, Currency, Digest, MemberId, Millis,
    Money, PartyId, Ratio, ReceivableId, RulePack, Salt, SizeClass, Subject,
};
use tallystick_contracts::{
    AcceptAmendment, AcceptContract, Allowance, Case, Changes, ClockStart, CloseContract, Contract,
    ContractDocument, PaymentClause, Procurement, ProposeAmendment, RegisterContract, RejectAmendment,
    RejectContract, Step, TerminateContract, Transition, WithdrawAmendment, WithdrawContract,
    contract_number,
};
use tallystick_parties::{
    ApprovalPolicy, BuyerClass, IdentityCode, Member, MemberStage, Party, PartyStage, Profile, ProfileData,
    Role, Rules, ShortText,
};

use crate::given::given;

pub(crate) const SUPPLIER: u64 = 2;
pub(crate) const HOSPITAL: u64 = 3;
pub(crate) const LARGE_FIRM: u64 = 4;
pub(crate) const PHARMACY: u64 = 5;
pub(crate) const STATE_FIRM: u64 = 6;
pub(crate) const BANK: u64 = 7;
pub(crate) const LARGE_SUPPLIER: u64 = 8;
/// A small firm that both sells and buys.
pub(crate) const TRADER: u64 = 9;

pub(crate) fn party(n: u64) -> PartyId {
    PartyId::from_parts(n, [0; 10])
}

/// The `k`th member of a party.
pub(crate) fn member(n: u64, k: u64) -> MemberId {
    MemberId::from_parts(100 * n + k, [0; 10])
}

pub(crate) fn contract_id(n: u64) -> ContractId {
    ContractId::from_parts(n, [1; 10])
}

pub(crate) fn amendment_id(n: u64) -> AmendmentId {
    AmendmentId::from_parts(n, [2; 10])
}

pub(crate) fn receivable(n: u64) -> ReceivableId {
    ReceivableId::from_parts(n, [3; 10])
}

pub(crate) fn certificate(n: u64) -> CertificateId {
    CertificateId::from_parts(n, [4; 10])
}

pub(crate) fn text(text: &str) -> ShortText {
    text.parse().unwrap()
}

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn cny(value: &str) -> Money {
    Money::parse(value, Currency::CNY).unwrap()
}

pub(crate) fn cn() -> RulePack {
    RulePack::cn().unwrap()
}

pub(crate) fn salt() -> Salt {
    Salt::from_bytes([7; 16])
}

pub(crate) fn document(n: u8) -> ContractDocument {
    ContractDocument {
        name: text("采购合同.pdf"),
        media_type: text("application/pdf"),
        size: 48_213,
        digest: Digest::from_bytes([n; 32]),
    }
}

/// The states so far, and the time.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) case: Case,
    pub(crate) now: Millis,
}

impl World {
    /// Everyone registered and active, no contract, at 08:00 in Beijing on 2 March 2026.
    pub(crate) fn new() -> Self {
        let mut world = Self {
            case: Case::default(),
            now: Millis::from_secs(1_772_409_600).unwrap(),
        };
        let rules = Rules {
            version: 1,
            pack: cn(),
        };
        world.case.parties.rules.insert(Rules::DEFAULT.to_owned(), rules);
        let (buyer, supplier) = (Capacity::Buyer, Capacity::Supplier);
        world.join(SUPPLIER, &[supplier], None, Some(SizeClass::Small));
        world.join(HOSPITAL, &[buyer], Some(BuyerClass::PublicInstitution), None);
        world.join(
            LARGE_FIRM,
            &[buyer],
            Some(BuyerClass::LargeEnterprise),
            Some(SizeClass::Large),
        );
        world.join(
            PHARMACY,
            &[buyer],
            Some(BuyerClass::Other),
            Some(SizeClass::Micro),
        );
        world.join(
            STATE_FIRM,
            &[buyer],
            Some(BuyerClass::StateEnterprise),
            Some(SizeClass::Medium),
        );
        world.join(BANK, &[Capacity::Bank], None, Some(SizeClass::Large));
        world.join(LARGE_SUPPLIER, &[supplier], None, Some(SizeClass::Large));
        world.join(
            TRADER,
            &[supplier, buyer],
            Some(BuyerClass::Other),
            Some(SizeClass::Small),
        );
        world
    }

    fn join(&mut self, n: u64, capacities: &[Capacity], class: Option<BuyerClass>, size: Option<SizeClass>) {
        let parties = &mut self.case.parties;
        let members = [
            (member(n, 1), &[Role::Admin, Role::Maker] as &[Role]),
            (member(n, 2), &[Role::Admin, Role::Checker]),
            (member(n, 3), &[Role::Viewer]),
        ];
        for (id, roles) in members {
            let member = Member {
                party: party(n),
                name: text("王芳"),
                roles: roles.iter().copied().collect(),
                stage: MemberStage::Active {},
            };
            parties.members.insert(id, member);
        }
        let state = Party {
            capacities: capacities.iter().copied().collect(),
            buyer_class: class,
            identity: IdentityCode::Uscc("91110000600037341L".parse().unwrap()),
            members: members.iter().map(|(id, _)| *id).collect(),
            policy: ApprovalPolicy::default(),
            stage: PartyStage::Active {},
        };
        parties.parties.insert(party(n), state);
        let data = ProfileData {
            legal_name: text("北京样本医疗器械有限公司"),
            address: text("北京市海淀区"),
            contact: text("财务部"),
            size,
            group: None,
            accounts: Vec::new(),
            net_assets: None,
        };
        parties.profiles.insert(party(n), Profile { version: 1, data });
    }

    /// The same with the number of this registration keyed, as its preparation supplies it.
    pub(crate) fn prepared(mut self, body: &RegisterContract) -> Self {
        let name = contract_number::key(body.buyer, body.supplier, body.number.as_str());
        let keyed = &mut self.case.parties.keyed;
        let id = format!("keyed-{}", keyed.len());
        keyed
            .entry(name)
            .or_insert_with(|| Subject::new("contract-number", &id).unwrap());
        self
    }

    /// The same with a contract registered by its supplier.
    pub(crate) fn registered(self, body: RegisterContract) -> Self {
        let by = World::by(number_of(body.supplier), Capacity::Supplier);
        let world = self.prepared(&body);
        given(&world).when(by, body).accepted()
    }

    /// The same with a contract registered by its supplier and accepted by its buyer.
    pub(crate) fn contracted(self, body: RegisterContract) -> Self {
        let by = World::by(number_of(body.buyer), Capacity::Buyer);
        let id = body.contract;
        let world = self.registered(body);
        given(&world)
            .when(
                by,
                AcceptContract {
                    salt: salt(),
                    contract: id,
                },
            )
            .accepted()
    }

    /// Supplier and hospital have the contract of [`body`].
    pub(crate) fn with_contract() -> Self {
        Self::new().contracted(body())
    }

    /// The same with an amount confirmed under the contract, as the confirmation of a receivable does it.
    pub(crate) fn confirmed(mut self, amount: &str) -> Self {
        let used = self.allowance().take(receivable(1), cny(amount)).unwrap();
        self.case
            .apply(&Step {
                subject: Allowance::subject_of(contract_id(1)),
                transition: Transition::Allowance(used),
            })
            .unwrap();
        self
    }

    /// The same with an amendment proposed by the supplier.
    pub(crate) fn proposed(self, n: u64, changes: Changes) -> Self {
        given(&self).when(supplier(), propose(n, changes)).accepted()
    }

    pub(crate) fn contract(&self) -> &Contract {
        &self.case.contracts[&contract_id(1)]
    }

    pub(crate) fn allowance(&self) -> &Allowance {
        &self.case.allowances[&contract_id(1)]
    }

    /// The same with a party at another stage.
    pub(crate) fn staged(mut self, n: u64, stage: PartyStage) -> Self {
        self.case.parties.parties.get_mut(&party(n)).unwrap().stage = stage;
        self
    }

    /// The same with a party suspended.
    pub(crate) fn suspended(self, n: u64) -> Self {
        let reason = text("账户被盗用");
        self.staged(n, PartyStage::Suspended { reason })
    }

    /// The first member of a party, in a capacity.
    pub(crate) fn by(n: u64, capacity: Capacity) -> Actor {
        Actor {
            party: party(n),
            members: vec![member(n, 1)],
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

fn number_of(id: PartyId) -> u64 {
    (1..=TRADER).find(|&n| party(n) == id).unwrap()
}

pub(crate) fn supplier() -> Actor {
    World::by(SUPPLIER, Capacity::Supplier)
}

pub(crate) fn hospital() -> Actor {
    World::by(HOSPITAL, Capacity::Buyer)
}

/// 1,000,000.00 with 5 %, signed on 2026-01-05, paid 30 days from acceptance after at most 10 days of inspecting.
pub(crate) fn body() -> RegisterContract {
    RegisterContract {
        salt: salt(),
        contract: contract_id(1),
        supplier: party(SUPPLIER),
        buyer: party(HOSPITAL),
        number: text("HT-2026-001"),
        title: text("医用防护口罩采购"),
        amount: cny("1000000.00"),
        signed_on: date("2026-01-05"),
        procurement: Procurement::Goods,
        payment: PaymentClause {
            days: Some(30),
            from: ClockStart::Acceptance,
            longer_reason: None,
        },
        pay_when_paid: false,
        inspection_days: 10,
        vouchers_agreed: true,
        tolerance: Ratio::parse("0.05").unwrap(),
        late_rate: None,
        confirmation_days: None,
        documents: vec![document(1)],
        supplier_size: SizeClass::Small,
    }
}

/// The same contract with another buyer.
pub(crate) fn body_with(buyer: u64) -> RegisterContract {
    RegisterContract {
        buyer: party(buyer),
        ..body()
    }
}

/// An amendment signed on 2026-02-20 that changes nothing yet.
pub(crate) fn no_changes() -> Changes {
    Changes {
        signed_on: date("2026-02-20"),
        title: None,
        amount: None,
        payment: None,
        inspection_days: None,
        vouchers_agreed: None,
        tolerance: None,
        late_rate: None,
        confirmation_days: None,
        documents: Vec::new(),
    }
}

/// An amendment of the contract sum.
pub(crate) fn amount(value: &str) -> Changes {
    Changes {
        amount: Some(cny(value)),
        ..no_changes()
    }
}

pub(crate) fn accept() -> AcceptContract {
    AcceptContract {
        salt: salt(),
        contract: contract_id(1),
    }
}

pub(crate) fn reject() -> RejectContract {
    RejectContract {
        salt: salt(),
        contract: contract_id(1),
        reason: text("金额不符"),
    }
}

pub(crate) fn withdraw() -> WithdrawContract {
    WithdrawContract {
        salt: salt(),
        contract: contract_id(1),
    }
}

pub(crate) fn close() -> CloseContract {
    CloseContract {
        salt: salt(),
        contract: contract_id(1),
    }
}

pub(crate) fn terminate() -> TerminateContract {
    TerminateContract {
        salt: salt(),
        contract: contract_id(1),
        reason: text("协商解除"),
    }
}

pub(crate) fn propose(n: u64, changes: Changes) -> ProposeAmendment {
    ProposeAmendment {
        salt: salt(),
        amendment: amendment_id(n),
        contract: contract_id(1),
        changes,
    }
}

pub(crate) fn accept_amendment(n: u64) -> AcceptAmendment {
    AcceptAmendment {
        salt: salt(),
        amendment: amendment_id(n),
    }
}

pub(crate) fn reject_amendment(n: u64) -> RejectAmendment {
    RejectAmendment {
        salt: salt(),
        amendment: amendment_id(n),
        reason: text("不同意"),
    }
}

pub(crate) fn withdraw_amendment(n: u64) -> WithdrawAmendment {
    WithdrawAmendment {
        salt: salt(),
        amendment: amendment_id(n),
    }
}

//! The cast: a public institution and its suppliers, three banks, a guarantor, and the states they come to.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use tallystick_base::{
    Actor, Capacity, Context, Currency, Digest, MemberId, Millis, Money, PartyId, Ratio, RulePack, Salt,
    SizeClass, Subject,
};
use tallystick_certificates::{
    Certificate, CertificateNumber, CertificateStage, Receivable, ReceivableStage,
    certificate::Issue,
    receivable::{Claim, Confirmation},
};
use tallystick_contracts::{
    Allowance, ClockStart, Contract, ContractStage, PaymentPeriod, Procurement, Protection, Side, Terms,
};
use tallystick_financing::{Case, Product, ProductStage};
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
/// A small firm, which holds the certificates.
pub(crate) const SUPPLIER: Who = who(2, Capacity::Supplier);
/// A public institution, which owes on them.
pub(crate) const BUYER: Who = who(3, Capacity::Buyer);
/// Another supplier, which holds certificate 5.
pub(crate) const SECOND: Who = who(4, Capacity::Supplier);
pub(crate) const BANK: Who = who(5, Capacity::Bank);
pub(crate) const SECOND_BANK: Who = who(6, Capacity::Bank);
pub(crate) const THIRD_BANK: Who = who(7, Capacity::Bank);
/// With net assets of 10,000,000.00.
pub(crate) const GUARANTOR: Who = who(8, Capacity::Guarantor);
pub(crate) const MANAGER: Who = who(9, Capacity::AssetManager);
pub(crate) const CENTRE: Who = who(10, Capacity::ConfirmationCentre);
pub(crate) const AUDITOR: Who = who(11, Capacity::Auditor);

/// Everyone who may try.
pub(crate) const EVERYONE: [Who; 12] = [
    OPERATOR,
    SERVICE,
    SUPPLIER,
    BUYER,
    SECOND,
    BANK,
    SECOND_BANK,
    THIRD_BANK,
    GUARANTOR,
    MANAGER,
    CENTRE,
    AUDITOR,
];

/// The published rules, read once for all tests.
static RULES: LazyLock<RulePack> = LazyLock::new(|| RulePack::cn().unwrap());

/// A code with right check characters. All share it, for nothing here reads it.
const CODE: &str = "91110000600037341L";

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
    /// A contract, five certificates under it, and a product of each bank. It is the morning of Monday, 2 March 2026.
    pub(crate) fn new() -> Self {
        let mut case = Case::default();
        cast(&mut case.certificates.contracts.parties);
        let certificates = &mut case.certificates;
        certificates.contracts.contracts.insert(contract(1), agreed());
        let allowance = Allowance {
            contract: contract(1),
            limit: cny("2000000.00"),
            used: cny("1500000.00"),
        };
        certificates.contracts.allowances.insert(contract(1), allowance);
        for n in 1..=5 {
            certificates.receivables.insert(receivable(n), confirmed(n));
            certificates.certificates.insert(certificate(n), issued(n));
        }
        case.products = (1..=3).map(|n| (product(n), published(n))).collect();
        Self {
            case,
            now: morning("2026-03-02"),
        }
    }

    /// With request 1 of the supplier submitted.
    pub(crate) fn submitted() -> Self {
        given(&Self::new()).when(SUPPLIER, submit(1)).accepted()
    }

    /// With request 1 submitted for sealed bids.
    pub(crate) fn sealed() -> Self {
        given(&Self::new()).when(SUPPLIER, submit_sealed(1)).accepted()
    }

    /// With request 1 submitted by the buyer, and not joined.
    pub(crate) fn downstream() -> Self {
        given(&Self::new()).when(BUYER, submit_downstream(1)).accepted()
    }

    /// With request 1 of the buyer joined by the supplier.
    pub(crate) fn joined() -> Self {
        given(&Self::downstream()).when(SUPPLIER, join(1)).accepted()
    }

    /// With offers of 3.60 % by the first and 3.50 % by the second bank on request 1 of the supplier.
    pub(crate) fn offered() -> Self {
        let first = given(&Self::submitted())
            .when(BANK, offer(11, "0.0360"))
            .accepted();
        given(&first).when(SECOND_BANK, offer(12, "0.0350")).accepted()
    }

    /// With the offer of the first bank accepted.
    pub(crate) fn accepted() -> Self {
        given(&Self::offered()).when(SUPPLIER, accept(1, 11)).accepted()
    }

    /// In the morning of another day.
    pub(crate) fn on(mut self, day: &str) -> Self {
        self.now = morning(day);
        self
    }

    /// With one certificate otherwise than it is.
    pub(crate) fn with_certificate(mut self, n: u64, change: impl FnOnce(&mut Certificate)) -> Self {
        change(
            self.case
                .certificates
                .certificates
                .get_mut(&certificate(n))
                .unwrap(),
        );
        self
    }

    /// With one product otherwise than it is.
    pub(crate) fn with_product(mut self, n: u64, change: impl FnOnce(&mut Product)) -> Self {
        change(self.case.products.get_mut(&product(n)).unwrap());
        self
    }

    /// With one party otherwise than it is.
    pub(crate) fn with_party(mut self, who: Who, change: impl FnOnce(&mut Party)) -> Self {
        let parties = &mut self.case.certificates.contracts.parties.parties;
        change(parties.get_mut(&who.id()).unwrap());
        self
    }

    /// With other rules, changed as they are written.
    pub(crate) fn with_rules(mut self, change: impl FnOnce(&mut serde_json::Value)) -> Self {
        let rules = &mut self.case.certificates.contracts.parties.rules;
        let pack = &mut rules.get_mut(Rules::DEFAULT).unwrap().pack;
        let mut written = serde_json::from_str(&pack.to_json().unwrap()).unwrap();
        change(&mut written);
        *pack = RulePack::from_json(&written.to_string()).unwrap();
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
}

fn cast(parties: &mut tallystick_parties::Case) {
    for at in EVERYONE.into_iter().filter(|at| *at != SERVICE) {
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
        pack: RULES.clone(),
    };
    parties.rules.insert(Rules::DEFAULT.to_owned(), rules);
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
    Party {
        capacities: BTreeSet::from([at.capacity]),
        buyer_class: (at == BUYER).then_some(BuyerClass::PublicInstitution),
        identity: IdentityCode::Uscc(CODE.parse().unwrap()),
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
            net_assets: (at == GUARANTOR).then(|| cny("10000000.00")),
        },
    }
}

/// The contract of 2,000,000.00: signed in December 2025, vouchers agreed.
fn agreed() -> Contract {
    Contract {
        id: contract(1),
        supplier: SUPPLIER.id(),
        buyer: BUYER.id(),
        registered_by: Side::Supplier,
        number: Subject::new("contract-number", "keyed").unwrap(),
        supplier_size: SizeClass::Small,
        protection: Protection::PublicBody,
        terms: Terms {
            number: text("HT-2025-001"),
            title: text("防护用品采购"),
            amount: cny("2000000.00"),
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

/// What certificate `n` is over: 600,000.00, 400,000.00, 250,000.00, 150,000.00, and 100,000.00 for the fifth.
pub(crate) fn certificate_amount(n: u64) -> Money {
    cny(match n {
        1 => "600000.00",
        2 => "400000.00",
        3 => "250000.00",
        4 => "150000.00",
        _ => "100000.00",
    })
}

fn confirmed(n: u64) -> Receivable {
    Receivable {
        claim: Claim {
            receivable: receivable(n),
            contract: contract(1),
            supplier: SUPPLIER.id(),
            buyer: BUYER.id(),
            amount: certificate_amount(n),
            delivered_on: date("2026-02-10"),
            accepted_on: Some(date("2026-02-10")),
            settled_on: None,
            due_on: date("2026-08-31"),
            payee: SUPPLIER.account(),
            centre: None,
            documents: Vec::new(),
            mismatches: Vec::new(),
            claimed_on: date("2026-02-12"),
            answer_by: Some(date("2026-03-14")),
        },
        rest_of: None,
        forwarded: None,
        clock_stopped_on: Some(date("2026-02-20")),
        stage: ReceivableStage::Confirmed(Box::new(Confirmation {
            certificate: certificate(n),
            amount: certificate_amount(n),
            due_on: date("2026-08-31"),
            deductions: Vec::new(),
            rest: None,
            legal_text: RULES.legal_texts.first().unwrap().digest,
            waived: Vec::new(),
        })),
    }
}

/// Certificate `n`, due on 31 August 2026; the fifth was passed on to the second supplier.
fn issued(n: u64) -> Certificate {
    let holder = if n == 5 { SECOND } else { SUPPLIER };
    Certificate {
        issue: Issue {
            certificate: certificate(n),
            number: CertificateNumber::derive(certificate(n), &salt()),
            contract: contract(1),
            receivable: receivable(n),
            debtor: BUYER.id(),
            supplier: SUPPLIER.id(),
            holder: SUPPLIER.id(),
            amount: certificate_amount(n),
            due_on: date("2026-08-31"),
            longer_due_reason: None,
            payee: SUPPLIER.account(),
            transferable: true,
            issued_on: date("2026-02-20"),
            parent: None,
            root: certificate(n),
            depth: 0,
            endorsement: None,
        },
        holder: holder.id(),
        outstanding: certificate_amount(n),
        payee: holder.account(),
        former_payee: None,
        payments: Vec::new(),
        endorsement: None,
        overdue_since: None,
        frozen: None,
        stage: CertificateStage::Free {},
    }
}

/// Product `n` as its bank published it.
fn published(n: u64) -> Product {
    Product {
        id: product(n),
        bank: bank_of(n).id(),
        revision: 1,
        terms: terms(),
        stage: ProductStage::Open {},
    }
}

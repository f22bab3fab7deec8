//! A loan of 800,000.00 on two certificates, guaranteed in half: the states that it comes to, and what is decided on them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tallystick_banking::credit_line::{LineScope, LineTerms};
use tallystick_banking::loan::Approval;
use tallystick_banking::{
    Case, Command, CreditLineTransition, LineShare, LineUse, LineUseTransition, Loan, LoanTerms,
    LoanTransition, Rejection, Step, Transition, decide, keyed_names, subjects,
};
use tallystick_base::{
    Actor, Capacity, CertificateId, Context, ContractId, CreditLineId, Currency, FinancingRequestId,
    GuaranteeId, LoanId, MemberId, Millis, Money, PartyId, Ratio, ReceivableId, ReviewId, RulePack, Salt,
    Subject, Term,
};
use tallystick_certificates::certificate::Issue;
use tallystick_certificates::{Certificate, CertificateNumber, CertificateTransition};
use tallystick_financing::guarantee::GuaranteeTerms;
use tallystick_financing::guarantor_use::GuaranteeUse;
use tallystick_financing::request::{Backing, Submission};
use tallystick_financing::{
    Direction, GuaranteeTransition, GuarantorUse, GuarantorUseTransition, RequestTransition,
};
use tallystick_parties::{
    ApprovalPolicy, BankAccount, IdentityCode, Member, MemberStage, Party, PartyStage, Profile, ProfileData,
    Role, Rules, ShortText,
};

/// A party in one capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At(pub(crate) u64, pub(crate) Capacity);

pub(crate) const SERVICE: At = At(1, Capacity::Service);
pub(crate) const BORROWER: At = At(2, Capacity::Supplier);
pub(crate) const DEBTOR: At = At(3, Capacity::Buyer);
pub(crate) const BANK: At = At(6, Capacity::Bank);
pub(crate) const OTHER_BANK: At = At(7, Capacity::Bank);
pub(crate) const GUARANTOR: At = At(9, Capacity::Guarantor);

pub(crate) const ALL: [At; 6] = [SERVICE, BORROWER, DEBTOR, BANK, OTHER_BANK, GUARANTOR];

impl At {
    pub(crate) fn id(self) -> PartyId {
        PartyId::from_parts(self.0, [0; 10])
    }
}

pub(crate) fn short(text: &str) -> ShortText {
    text.parse().unwrap()
}

pub(crate) fn yuan(value: &str) -> Money {
    Money::parse(value, Currency::CNY).unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn ten_in_the_morning(on: &str) -> Millis {
    let seconds = day(on).and_hms_opt(2, 0, 0).unwrap().and_utc().timestamp();
    Millis::from_secs(seconds.try_into().unwrap()).unwrap()
}

pub(crate) fn salt() -> Salt {
    Salt::from_bytes([7; 16])
}

pub(crate) fn loan(n: u64) -> LoanId {
    LoanId::from_parts(n, [0; 10])
}

pub(crate) fn certificate(n: u64) -> CertificateId {
    CertificateId::from_parts(n, [0; 10])
}

pub(crate) fn guarantee(n: u64) -> GuaranteeId {
    GuaranteeId::from_parts(n, [0; 10])
}

pub(crate) fn request() -> FinancingRequestId {
    FinancingRequestId::from_parts(1, [0; 10])
}

pub(crate) fn line(n: u64) -> CreditLineId {
    CreditLineId::from_parts(n, [0; 10])
}

pub(crate) fn own_account(at: At) -> BankAccount {
    BankAccount {
        account: short(&format!("62220000000{}", at.0)),
        bank: short("样本银行北京分行"),
        name: short("样本企业"),
    }
}

/// What makes a loan other than the usual.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    pub(crate) terms: LoanTerms,
    pub(crate) downstream: bool,
    /// The limit of the line on the debtor.
    pub(crate) limit: Money,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            terms: crate::account::arrears(),
            downstream: false,
            limit: yuan("1000000.00"),
        }
    }
}

/// The states so far, and the time.
#[derive(Debug, Clone)]
pub(crate) struct Lent {
    pub(crate) case: Case,
    pub(crate) now: Millis,
}

impl Lent {
    /// Approved on 1 March 2026: certificates of 600,000.00 and 400,000.00 reserved, 800,000.00 on the debtor's line and
    /// 400,000.00 on the guarantor's.
    pub(crate) fn approved_as(setting: &Setting) -> Self {
        let mut lent = Self {
            case: Case::default(),
            now: ten_in_the_morning("2026-03-01"),
        };
        people(&mut lent.case);
        lent.certificates();
        lent.guaranteed();
        lent.requested(setting);
        lent.reserved_on_lines(setting);
        let approval = approval(setting);
        lent.happened(loan(1), LoanTransition::Approved(Box::new(approval)));
        lent
    }

    pub(crate) fn approved() -> Self {
        Self::approved_as(&Setting::default())
    }

    pub(crate) fn instructed_as(setting: &Setting) -> Self {
        let mut lent = Self::approved_as(setting).on("2026-03-02");
        let instructed = LoanTransition::Instructed {
            end_to_end: short("E2E-1"),
            amount: yuan("800000.00"),
            value_on: day("2026-03-02"),
        };
        lent.happened(loan(1), instructed);
        lent
    }

    pub(crate) fn instructed() -> Self {
        Self::instructed_as(&Setting::default())
    }

    pub(crate) fn active_as(setting: &Setting) -> Self {
        given(&Self::instructed_as(setting))
            .when(BANK, crate::money::settle("E2E-1", "800000.00"))
            .accepted()
    }

    pub(crate) fn active() -> Self {
        Self::active_as(&Setting::default())
    }

    pub(crate) fn on(mut self, day: &str) -> Self {
        self.now = ten_in_the_morning(day);
        self
    }

    /// A state that another crate or another part of this one brings about.
    pub(crate) fn happened(&mut self, subject: impl Into<Subject>, transition: impl Into<Transition>) {
        self.case.apply(&Step::new(subject, transition)).unwrap();
    }

    pub(crate) fn with(mut self, subject: impl Into<Subject>, transition: impl Into<Transition>) -> Self {
        self.happened(subject, transition);
        self
    }

    pub(crate) fn loan(&self) -> &Loan {
        self.case.loan(loan(1)).unwrap()
    }

    pub(crate) fn certificate(&self, n: u64) -> &Certificate {
        self.case
            .financing
            .certificates
            .certificate(certificate(n))
            .unwrap()
    }

    pub(crate) fn uses(&self, n: u64) -> &LineUse {
        &self.case.uses[&line(n)]
    }

    pub(crate) fn context(&self, at: At) -> Context {
        let members = if at == SERVICE {
            vec![]
        } else {
            vec![member(at, 1), member(at, 2)]
        };
        Context {
            actor: Actor {
                party: at.id(),
                members,
                capacity: at.1,
            },
            received: self.now,
        }
    }

    fn certificates(&mut self) {
        for (n, amount) in [(1, "600000.00"), (2, "400000.00")] {
            let issue = issue(n, amount);
            self.happened(certificate(n), CertificateTransition::Issued(Box::new(issue)));
            let request = request();
            self.happened(certificate(n), CertificateTransition::Reserved { request });
        }
    }

    fn guaranteed(&mut self) {
        let terms = GuaranteeTerms {
            guarantee: guarantee(1),
            request: request(),
            guarantor: GUARANTOR.id(),
            borrower: BORROWER.id(),
            share: Ratio::parse("0.50").unwrap(),
            at_most: yuan("400000.00"),
            fee: yuan("4000.00"),
            period: Term::Months(6),
            until: ten_in_the_morning("2026-03-20"),
        };
        let (bank, amount, on) = (BANK.id(), yuan("400000.00"), day("2026-03-01"));
        self.happened(guarantee(1), GuaranteeTransition::Offered(Box::new(terms)));
        self.happened(guarantee(1), GuaranteeTransition::Issued { bank, amount, on });
        self.happened(guarantee(1), GuaranteeTransition::ReliedOn { loan: loan(1) });
        let taken = GuaranteeUse {
            borrower: BORROWER.id(),
            group: None,
            small: true,
            amount,
        };
        let guarantee = guarantee(1);
        let used = GuarantorUse::subject_of(GUARANTOR.id());
        self.happened(used, GuarantorUseTransition::Taken { guarantee, taken });
    }

    fn requested(&mut self, setting: &Setting) {
        let review = ReviewId::from_parts(1, [0; 10]);
        let (bank, on) = (BANK.id(), day("2026-03-01"));
        let submission = Box::new(submission(setting));
        self.happened(request(), RequestTransition::Submitted(submission));
        self.happened(request(), RequestTransition::Accepted { review, bank, on });
        self.happened(request(), RequestTransition::Approved { loan: loan(1) });
    }

    fn reserved_on_lines(&mut self, setting: &Setting) {
        let debtor = LineScope::Debtor { party: DEBTOR.id() };
        let guarantor = LineScope::Guarantor {
            party: GUARANTOR.id(),
        };
        let principal = setting.terms.principal;
        let lines = [
            (1, debtor, principal, setting.limit),
            (2, guarantor, yuan("400000.00"), yuan("500000.00")),
        ];
        for (n, scope, amount, limit) in lines {
            let opened = CreditLineTransition::Opened {
                line: line(n),
                bank: BANK.id(),
                scope,
                terms: LineTerms {
                    limit,
                    valid_from: day("2026-01-01"),
                    valid_to: day("2026-12-31"),
                    revolving: true,
                },
            };
            self.happened(line(n), opened);
            let (line, currency) = (line(n), Currency::CNY);
            self.happened(
                LineUse::subject_of(line),
                LineUseTransition::Opened { line, currency },
            );
            let reserved = LineUseTransition::Reserved {
                by: loan(1).subject(),
                amount,
                until: None,
                reserved: amount,
            };
            self.happened(LineUse::subject_of(line), reserved);
        }
    }
}

fn issue(n: u64, amount: &str) -> Issue {
    Issue {
        certificate: certificate(n),
        number: CertificateNumber::derive(certificate(n), &salt()),
        contract: ContractId::from_parts(1, [0; 10]),
        receivable: ReceivableId::from_parts(n, [0; 10]),
        debtor: DEBTOR.id(),
        supplier: BORROWER.id(),
        holder: BORROWER.id(),
        amount: yuan(amount),
        due_on: day("2026-05-31"),
        longer_due_reason: None,
        payee: own_account(BORROWER),
        transferable: true,
        issued_on: day("2026-02-01"),
        parent: None,
        root: certificate(n),
        depth: 0,
        endorsement: None,
    }
}

fn submission(setting: &Setting) -> Submission {
    let backing = |n, amount| Backing {
        certificate: certificate(n),
        outstanding: yuan(amount),
        due_on: day("2026-05-31"),
    };
    let holder = BORROWER.id();
    Submission {
        request: request(),
        borrower: if setting.downstream { DEBTOR.id() } else { holder },
        direction: if setting.downstream {
            Direction::Downstream { holder }
        } else {
            Direction::Upstream {}
        },
        holder,
        debtor: DEBTOR.id(),
        backing: vec![backing(1, "600000.00"), backing(2, "400000.00")],
        amount: setting.terms.principal,
        draw_on: day("2026-03-02"),
        matures_on: setting.terms.matures_on,
        until: ten_in_the_morning("2026-03-20"),
        purpose: short("采购原料"),
        guarantors: BTreeSet::from([GUARANTOR.id()]),
        invitations: Vec::new(),
        sealed: false,
        pay_to: Some(own_account(BORROWER)),
    }
}

fn approval(setting: &Setting) -> Approval {
    let share = |n, amount| LineShare {
        line: line(n),
        amount,
    };
    let submission = submission(setting);
    Approval {
        loan: loan(1),
        bank: BANK.id(),
        request: request(),
        review: ReviewId::from_parts(1, [0; 10]),
        borrower: submission.borrower,
        holder: submission.holder,
        debtor: DEBTOR.id(),
        downstream: setting.downstream,
        certificates: vec![certificate(1), certificate(2)],
        lines: vec![share(1, setting.terms.principal), share(2, yuan("400000.00"))],
        guarantees: BTreeSet::from([guarantee(1)]),
        terms: setting.terms.clone(),
        on: day("2026-03-01"),
        until: ten_in_the_morning("2026-03-20"),
    }
}

fn member(at: At, k: u64) -> MemberId {
    MemberId::from_parts(100 * at.0 + k, [0; 10])
}

fn people(case: &mut Case) {
    let parties = &mut case.financing.certificates.contracts.parties;
    for at in ALL {
        let mut members = BTreeSet::new();
        for (k, role) in [(1, Role::Maker), (2, Role::Checker)] {
            members.insert(member(at, k));
            let known = Member {
                party: at.id(),
                name: short("王芳"),
                roles: BTreeSet::from([role]),
                stage: MemberStage::Active {},
            };
            parties.members.insert(member(at, k), known);
        }
        let party = Party {
            capacities: BTreeSet::from([at.1]),
            buyer_class: None,
            identity: IdentityCode::Uscc("91110000600037341L".parse().unwrap()),
            members,
            policy: ApprovalPolicy::default(),
            stage: PartyStage::Active {},
        };
        parties.parties.insert(at.id(), party);
        let data = ProfileData {
            legal_name: short("样本机构"),
            address: short("北京市海淀区"),
            contact: short("财务部"),
            size: None,
            group: None,
            accounts: vec![own_account(at)],
            net_assets: None,
        };
        parties.profiles.insert(at.id(), Profile { version: 1, data });
    }
    let rules = Rules {
        version: 1,
        pack: RulePack::cn().unwrap(),
    };
    parties.rules.insert(Rules::DEFAULT.to_owned(), rules);
}

/// The states before.
pub(crate) const fn given(lent: &Lent) -> Given<'_> {
    Given { lent }
}

pub(crate) struct Given<'a> {
    lent: &'a Lent,
}

/// What was decided.
pub(crate) struct Decided<'a> {
    lent: &'a Lent,
    case: Case,
    command: Command,
    at: At,
    pub(crate) answer: Result<Vec<Step>, Rejection>,
}

impl<'a> Given<'a> {
    pub(crate) fn when(&self, at: At, command: impl Into<Command>) -> Decided<'a> {
        let command = command.into();
        let mut case = self.lent.case.clone();
        for name in keyed_names(&command) {
            let id = name
                .parts
                .join("_")
                .replace(|c: char| !c.is_ascii_alphanumeric(), "_");
            let subject = Subject::new(name.family.kind(), &id).unwrap();
            let parties = &mut case.financing.certificates.contracts.parties;
            parties.keyed.insert(name, subject);
        }
        let answer = decide(&case, &command, &self.lent.context(at));
        Decided {
            lent: self.lent,
            case,
            command,
            at,
            answer,
        }
    }
}

impl Decided<'_> {
    #[track_caller]
    pub(crate) fn accepted(&self) -> Lent {
        let steps = match &self.answer {
            Ok(steps) => steps,
            Err(rejection) => panic!("refused: {} ({rejection})", rejection.code()),
        };
        self.check_named(steps);
        let mut lent = self.lent.clone();
        for step in steps {
            lent.case.apply(step).expect("apply takes whatever decide emits");
        }
        check_books(&lent);
        lent
    }

    #[track_caller]
    pub(crate) fn then_steps(&self, expected: &[&str]) -> Lent {
        let lent = self.accepted();
        let steps = self.answer.iter().flatten();
        let found: Vec<_> = steps
            .map(|step| format!("{} {}", step.subject.kind(), step.transition.name()))
            .collect();
        assert_eq!(found, expected);
        lent
    }

    #[track_caller]
    pub(crate) fn then_rejected(&self, code: &str) {
        match &self.answer {
            Ok(steps) => panic!("accepted: {steps:?}"),
            Err(rejection) => assert_eq!(rejection.code(), code, "{rejection}"),
        }
    }

    /// The first step is on the statement's own subject, nothing moves that it does not name, and nothing was read that it
    /// does not name.
    #[track_caller]
    fn check_named(&self, steps: &[Step]) {
        let context = self.lent.context(self.at);
        let named = subjects(&self.command, context.actor.party, &self.case).unwrap();
        assert_eq!(steps.first().map(|step| &step.subject), Some(&named.sub));
        for subject in steps.iter().map(|step| &step.subject) {
            assert!(
                *subject == named.sub || named.alt.contains(subject),
                "{subject} moves unnamed"
            );
        }
        assert!(!named.alt.contains(&named.sub) && !named.rel.contains(&named.sub));
        assert!(named.alt.len() <= 200);
        let mut all: BTreeSet<Subject> = named.alt.union(&named.rel).cloned().collect();
        all.insert(named.sub);
        let only = only(&self.case, &all);
        assert_eq!(
            decide(&only, &self.command, &context).as_deref(),
            Ok(steps),
            "{} reads what it does not name",
            self.command.kind()
        );
    }
}

/// The case as it would be loaded for a statement that names these subjects.
fn only(case: &Case, named: &BTreeSet<Subject>) -> Case {
    fn keep<K: Ord, V>(map: &mut BTreeMap<K, V>, named: &BTreeSet<Subject>, of: impl Fn(&K) -> Subject) {
        map.retain(|id, _| named.contains(&of(id)));
    }
    let mut only = case.clone();
    let financing = &mut only.financing;
    keep(&mut financing.certificates.certificates, named, |id| id.subject());
    keep(&mut financing.certificates.payment_records, named, |id| {
        tallystick_certificates::PaymentRecord::subject_of(*id)
    });
    keep(&mut financing.requests, named, |id| id.subject());
    keep(&mut financing.guarantees, named, |id| id.subject());
    keep(&mut financing.guarantor_uses, named, |id| {
        GuarantorUse::subject_of(*id)
    });
    keep(&mut only.lines, named, |id| id.subject());
    keep(&mut only.uses, named, |id| LineUse::subject_of(*id));
    keep(&mut only.loans, named, |id| id.subject());
    keep(&mut only.entries, named, Clone::clone);
    only
}

/// What holds of every state: no line over its limit, no cent of a loan made or lost, nothing held for what is closed.
#[track_caller]
pub(crate) fn check_books(lent: &Lent) {
    use tallystick_banking::LoanStage;
    use tallystick_banking::loan::account::account;
    for (id, line) in &lent.case.uses {
        let room = line.left(&lent.case.lines[id].terms).unwrap();
        assert!(!room.is_negative(), "{id} is over its limit");
    }
    let loan = lent.loan();
    let today = lent.now.date_at(480);
    crate::account::check_balance(&account(loan, today).unwrap());
    if let LoanStage::Closed { .. } = loan.stage {
        let by = loan.id().subject();
        assert!(lent.case.uses.values().all(|used| !used.uses.contains_key(&by)));
        assert!(!lent.case.financing.guarantee(guarantee(1)).unwrap().binds());
        for n in [1, 2] {
            let stage = lent.certificate(n).stage.name();
            assert!(!["Assigned", "Pledged", "Reserved"].contains(&stage), "{stage}");
        }
    }
}

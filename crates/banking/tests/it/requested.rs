//! Requests whose offers were taken, as financing leaves them, and what a bank signs from then on.

use tallystick_banking::{
    AmendLine, ApproveLoan, AssessRequest, CancelLoan, CloseLine, Command, InstructLoan, LapseLoan,
    LineScope, LineTerms, LineUse, OpenLine, ResumeLine, Step, SuspendLine, Transition,
};
use tallystick_base::{
    Currency, DayCount, FinancingRequestId, GuaranteeId, Money, PartyId, Rate, Ratio, ReviewId, Subject, Term,
};
use tallystick_certificates::receivable::{Claim, Confirmation};
use tallystick_certificates::{CertificateTransition, Receivable, ReceivableStage, Recourse};
use tallystick_financing::guarantee::GuaranteeTerms;
use tallystick_financing::guarantor_use::GuaranteeUse;
use tallystick_financing::request::{Backing, Submission};
use tallystick_financing::{
    Check, CheckKind, CheckResult, Cost, Direction, DueKind, Eligible, GuaranteeTransition, GuarantorUse,
    GuarantorUseTransition, InterestMode, Invitation, Offer, OfferTerms, ProductTerms, RateBasis,
    RegistrySearch, RequestTransition, ReviewTransition, Security, SurplusTo, TenorLimits,
};

use crate::given::given;
use crate::lent::{certificate, contract, issue, loan, receivable, request, reserved};
use crate::promises::line;
use crate::world::{BANK, BUYER, GUARANTOR, SUPPLIER, Who, World, cny, date, morning, salt, text};

pub(crate) fn review(n: u64) -> ReviewId {
    ReviewId::from_parts(n, [0; 10])
}

pub(crate) fn guarantee(n: u64) -> GuaranteeId {
    GuaranteeId::from_parts(n, [0; 10])
}

/// A request on certificate `n`, the product it was submitted under, and the offer that was taken.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) n: u64,
    pub(crate) bank: Who,
    pub(crate) submission: Submission,
    pub(crate) product: ProductTerms,
    pub(crate) offer: OfferTerms,
}

/// The supplier asked for 400,000.00 until 20 April 2026 and took the bank's offer at 4.35 %; the product lends 80 % on an
/// assignment. It can be approved until the end of February.
pub(crate) fn asked(n: u64) -> Asked {
    Asked {
        n,
        bank: BANK,
        submission: submission(n),
        product: product(),
        offer: OfferTerms {
            amount: cny("400000.00"),
            rate: Rate::parse("0.0435").unwrap(),
            fees: Vec::new(),
            guarantee: None,
            conditions: Vec::new(),
        },
    }
}

impl Asked {
    pub(crate) fn of(mut self, bank: Who) -> Self {
        self.bank = bank;
        self
    }

    pub(crate) fn namesake(mut self, amount: &str) -> Self {
        self.offer.amount = cny(amount);
        self
    }

    pub(crate) fn on(mut self, security: Security) -> Self {
        self.product.security = security;
        self
    }

    /// The debtor borrows, and the supplier has joined.
    pub(crate) fn downstream(mut self) -> Self {
        self.submission.borrower = BUYER.id();
        self.submission.direction = Direction::Downstream {
            holder: SUPPLIER.id(),
        };
        self.submission.pay_to = None;
        self
    }

    /// The offer relies on guarantee `n`.
    pub(crate) fn relying(mut self) -> Self {
        self.offer.guarantee = Some(guarantee(self.n));
        self
    }
}

fn submission(n: u64) -> Submission {
    Submission {
        request: request(n),
        borrower: SUPPLIER.id(),
        direction: Direction::Upstream {},
        holder: SUPPLIER.id(),
        debtor: BUYER.id(),
        backing: vec![Backing {
            certificate: certificate(n),
            outstanding: cny("600000.00"),
            due_on: date("2026-03-16"),
        }],
        amount: cny("480000.00"),
        draw_on: date("2026-01-22"),
        matures_on: date("2026-04-20"),
        until: morning("2026-02-28"),
        purpose: text("采购原料"),
        invitations: Vec::new(),
        guarantors: std::collections::BTreeSet::new(),
        sealed: false,
        pay_to: Some(SUPPLIER.account()),
    }
}

pub(crate) fn product() -> ProductTerms {
    ProductTerms {
        name: text("确权贷"),
        currency: Currency::CNY,
        debtors: Eligible::Anyone {},
        suppliers: Eligible::Anyone {},
        security: Security::Assignment,
        advance_rate: Some(Ratio::parse("0.80").unwrap()),
        rate: RateBasis::Fixed {
            rate: Rate::parse("0.0500").unwrap(),
        },
        interest: InterestMode::Arrears,
        day_count: DayCount::Actual360,
        fees: Vec::new(),
        penalty_factor: Some(Ratio::parse("1.5").unwrap()),
        recourse: Recourse::Full,
        grace_days: 3,
        order: None,
        surplus: SurplusTo::Borrower,
        programme: None,
        tenor: TenorLimits {
            least_days: 1,
            most_days: 365,
        },
    }
}

/// After this transition.
fn after(world: &mut World, subject: impl Into<Subject>, transition: impl Into<Transition>) {
    world.case.apply(&Step::new(subject, transition)).unwrap();
}

/// With the offer taken, and the guarantee issued that it relies on.
pub(crate) fn accepted(mut world: World, asked: &Asked) -> World {
    let n = asked.n;
    after(
        &mut world,
        certificate(n),
        CertificateTransition::Issued(Box::new(issue(n))),
    );
    after(&mut world, certificate(n), reserved(n));
    let certificates = &mut world.case.financing.certificates;
    certificates.receivables.insert(receivable(n), confirmed(n));
    submitted(&mut world, asked);
    let terms = asked.offer.guarantee.map(|id| promised(asked, id));
    if let Some(terms) = &terms {
        let offered = GuaranteeTransition::Offered(Box::new(terms.clone()));
        after(&mut world, terms.guarantee, offered);
    }
    taken(&mut world, asked);
    if let Some(terms) = &terms {
        issued(&mut world, asked, terms);
    }
    world
}

fn submitted(world: &mut World, asked: &Asked) {
    let n = asked.n;
    let mut submission = asked.submission.clone();
    submission.invitations = vec![Invitation {
        bank: asked.bank.id(),
        product: tallystick_base::ProductId::from_parts(1, [0; 10]),
        review: review(n),
    }];
    let joins = matches!(submission.direction, Direction::Downstream { .. });
    after(
        world,
        request(n),
        RequestTransition::Submitted(Box::new(submission)),
    );
    if joins {
        let pay_to = SUPPLIER.account();
        let on = date("2026-01-19");
        after(world, request(n), RequestTransition::Joined { pay_to, on });
    }
    let opened = ReviewTransition::Opened {
        review: review(n),
        request: request(n),
        bank: asked.bank.id(),
        product: tallystick_base::ProductId::from_parts(1, [0; 10]),
        terms: Box::new(asked.product.clone()),
        advance_rate: asked.product.advance_rate.unwrap(),
        penalty_factor: asked.product.penalty_factor.unwrap(),
        fixed_rate: Some(Rate::parse("0.0500").unwrap()),
        order: vec![
            DueKind::Costs,
            DueKind::Interest,
            DueKind::Penalty,
            DueKind::Principal,
        ],
        sealed: false,
    };
    after(world, review(n), opened);
}

fn taken(world: &mut World, asked: &Asked) {
    let n = asked.n;
    let nothing = cny("0.00");
    let offer = Offer {
        terms: asked.offer.clone(),
        cost: Cost {
            interest: nothing,
            fees: nothing,
            guarantee_fee: nothing,
            subsidy: nothing,
            total: nothing,
            paid_out: asked.offer.amount,
        },
        valid_until: morning("2026-02-10"),
        on: date("2026-01-19"),
    };
    after(world, review(n), ReviewTransition::Offered(Box::new(offer)));
    after(world, review(n), ReviewTransition::Taken {});
    let accepted = RequestTransition::Accepted {
        review: review(n),
        bank: asked.bank.id(),
        on: date("2026-01-20"),
    };
    after(world, request(n), accepted);
}

/// For half of what is lent.
fn promised(asked: &Asked, id: GuaranteeId) -> GuaranteeTerms {
    GuaranteeTerms {
        guarantee: id,
        request: request(asked.n),
        guarantor: GUARANTOR.id(),
        borrower: asked.submission.borrower,
        share: Ratio::parse("0.5").unwrap(),
        at_most: cny("1000000.00"),
        fee: cny("1000.00"),
        period: Term::Months(6),
        until: morning("2026-02-10"),
    }
}

fn issued(world: &mut World, asked: &Asked, terms: &GuaranteeTerms) {
    let (id, half) = (terms.guarantee, terms.share.of(asked.offer.amount).unwrap());
    let issued = GuaranteeTransition::Issued {
        bank: asked.bank.id(),
        amount: half,
        on: date("2026-01-20"),
    };
    after(world, id, issued);
    after(
        world,
        request(asked.n),
        RequestTransition::Guaranteed { guarantee: id },
    );
    let taken = GuaranteeUse {
        borrower: terms.borrower,
        group: None,
        small: true,
        amount: half,
    };
    after(
        world,
        GuarantorUse::subject_of(GUARANTOR.id()),
        GuarantorUseTransition::Taken { guarantee: id, taken },
    );
}

fn confirmed(n: u64) -> Receivable {
    let issue = issue(n);
    Receivable {
        claim: Claim {
            receivable: receivable(n),
            contract: contract(1),
            supplier: SUPPLIER.id(),
            buyer: BUYER.id(),
            amount: issue.amount,
            delivered_on: date("2026-01-05"),
            accepted_on: Some(date("2026-01-05")),
            settled_on: None,
            due_on: issue.due_on,
            payee: SUPPLIER.account(),
            centre: None,
            documents: Vec::new(),
            mismatches: Vec::new(),
            claimed_on: date("2026-01-10"),
            answer_by: None,
        },
        rest_of: None,
        forwarded: None,
        clock_stopped_on: Some(issue.issued_on),
        stage: ReceivableStage::Confirmed(Box::new(Confirmation {
            certificate: certificate(n),
            amount: issue.amount,
            due_on: issue.due_on,
            deductions: Vec::new(),
            rest: None,
            legal_text: tallystick_base::Digest::from_bytes([1; 32]),
            waived: Vec::new(),
        })),
    }
}

/// With the offer taken and every check passed.
pub(crate) fn ready(world: World, asked: &Asked) -> World {
    given(&accepted(world, asked))
        .when(asked.bank, assess(asked.n))
        .accepted()
}

/// With loan `n` approved.
pub(crate) fn leased(world: World, asked: &Asked) -> World {
    given(&ready(world, asked))
        .when(asked.bank, approve(asked.n))
        .accepted()
}

/// The world after one more command.
pub(crate) fn then(world: &World, who: Who, command: impl Into<Command>) -> World {
    given(world).when(who, command).accepted()
}

/// A bank has a line for the buyer.
pub(crate) fn with_debtor_line(world: &World, limit: &str) -> World {
    then(world, BANK, open(1, on_debtor(), limit))
}

/// With request 1 ready, and a line of 5,000,000.00 for the buyer.
pub(crate) fn one_line() -> World {
    ready(with_debtor_line(&World::new(), "5000000.00"), &asked(1))
}

pub(crate) fn on_debtor() -> LineScope {
    LineScope::Debtor { party: BUYER.id() }
}

pub(crate) fn terms(limit: &str) -> LineTerms {
    LineTerms {
        limit: cny(limit),
        valid_from: date("2026-01-01"),
        valid_to: date("2026-12-31"),
        revolving: true,
    }
}

pub(crate) fn open(n: u64, scope: LineScope, limit: &str) -> OpenLine {
    OpenLine {
        salt: salt(),
        line: line(n),
        scope,
        terms: terms(limit),
    }
}

pub(crate) fn amend(n: u64, limit: &str) -> AmendLine {
    AmendLine {
        salt: salt(),
        line: line(n),
        terms: terms(limit),
    }
}

pub(crate) fn suspend(n: u64) -> SuspendLine {
    SuspendLine {
        salt: salt(),
        line: line(n),
        reason: text("年度审查"),
    }
}

pub(crate) fn resume(n: u64) -> ResumeLine {
    ResumeLine {
        salt: salt(),
        line: line(n),
    }
}

pub(crate) fn close(n: u64) -> CloseLine {
    CloseLine {
        salt: salt(),
        line: line(n),
    }
}

/// Every check passed, with a search of today's.
pub(crate) fn assess(n: u64) -> AssessRequest {
    AssessRequest {
        salt: salt(),
        review: review(n),
        search: RegistrySearch {
            number: text("0200000000000001"),
            searched_on: date("2026-01-20"),
            found: Vec::new(),
        },
        checks: CheckKind::ALL
            .into_iter()
            .map(|kind| Check {
                kind,
                result: CheckResult::Passed {},
            })
            .collect(),
    }
}

/// Leased for a week.
pub(crate) fn approve(n: u64) -> ApproveLoan {
    ApproveLoan {
        salt: salt(),
        loan: loan(n),
        request: request(n),
        until: morning("2026-01-27"),
    }
}

pub(crate) fn cancel(n: u64) -> CancelLoan {
    CancelLoan {
        salt: salt(),
        loan: loan(n),
        reason: text("借款人放弃"),
    }
}

pub(crate) fn lapse(n: u64) -> LapseLoan {
    LapseLoan {
        salt: salt(),
        loan: loan(n),
    }
}

pub(crate) fn instruct(n: u64) -> InstructLoan {
    InstructLoan {
        salt: salt(),
        loan: loan(n),
        end_to_end: text(&format!("E2E-{n}")),
        value_on: date("2026-01-21"),
    }
}

/// What is reserved and drawn on a line.
pub(crate) fn used(world: &World, n: u64) -> (Money, Money) {
    let used = &world.case.uses[&line(n)];
    (used.reserved, used.drawn)
}

pub(crate) fn request_stage(world: &World, n: u64) -> &'static str {
    let id: FinancingRequestId = request(n);
    world.case.financing.requests[&id].stage.name()
}

/// With a party in this group.
pub(crate) fn in_group(mut world: World, who: Who, head: PartyId) -> World {
    let parties = &mut world.case.financing.certificates.contracts.parties;
    parties.profiles.get_mut(&who.id()).unwrap().data.group = Some(head);
    world
}

/// What one loan uses of a line.
pub(crate) fn use_of(world: &World, n: u64, of: u64) -> Option<tallystick_banking::line_use::Used> {
    let used: &LineUse = &world.case.uses[&line(n)];
    used.uses.get(&loan(of).subject()).copied()
}

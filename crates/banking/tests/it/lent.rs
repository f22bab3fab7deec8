//! Certificates and loans as other decisions leave them, so that what is decided on them is tried by itself.

use tallystick_banking::loan::Approval;
use tallystick_banking::{LoanTerms, LoanTransition, Step};
use tallystick_base::{
    CertificateId, ContractId, DayCount, FilingId, FinancingRequestId, LoanId, NoticeId, PoolId, Rate,
    ReceivableId, ReviewId, SaleId,
};
use tallystick_certificates::{CertificateNumber, CertificateTransition, Recourse, certificate::Issue};
use tallystick_financing::{DueKind, InterestMode, Security, SurplusTo};

use crate::world::{BANK, BUYER, SUPPLIER, Who, World, cny, date, morning, salt, text};

macro_rules! ids {
    ($($name:ident -> $type:ident),+ $(,)?) => {$(
        pub(crate) fn $name(n: u64) -> $type {
            $type::from_parts(n, [0; 10])
        }
    )+};
}

ids! {
    certificate -> CertificateId,
    contract -> ContractId,
    filing -> FilingId,
    loan -> LoanId,
    notice -> NoticeId,
    pool -> PoolId,
    receivable -> ReceivableId,
    request -> FinancingRequestId,
    sale -> SaleId,
}

/// A certificate of 600,000.00, due on 16 March 2026, in the supplier's hands.
pub(crate) fn issue(n: u64) -> Issue {
    Issue {
        certificate: certificate(n),
        number: CertificateNumber::derive(certificate(n), &salt()),
        contract: contract(1),
        receivable: receivable(n),
        debtor: BUYER.id(),
        supplier: SUPPLIER.id(),
        holder: SUPPLIER.id(),
        amount: cny("600000.00"),
        due_on: date("2026-03-16"),
        longer_due_reason: None,
        payee: SUPPLIER.account(),
        transferable: true,
        issued_on: date("2026-01-16"),
        parent: None,
        root: certificate(n),
        depth: 0,
        endorsement: None,
    }
}

/// After these transitions of certificate `n`.
pub(crate) fn happened(mut world: World, n: u64, transitions: &[CertificateTransition]) -> World {
    for transition in transitions {
        world
            .case
            .apply(&Step::new(certificate(n), transition.clone()))
            .unwrap();
    }
    world
}

/// After these transitions of loan `n`.
pub(crate) fn lent(mut world: World, n: u64, transitions: &[LoanTransition]) -> World {
    for transition in transitions {
        world.case.apply(&Step::new(loan(n), transition.clone())).unwrap();
    }
    world
}

/// With certificate `n` free.
pub(crate) fn issued(world: World, n: u64) -> World {
    happened(world, n, &[CertificateTransition::Issued(Box::new(issue(n)))])
}

pub(crate) fn reserved(n: u64) -> CertificateTransition {
    CertificateTransition::Reserved { request: request(n) }
}

pub(crate) fn assigned(n: u64) -> CertificateTransition {
    CertificateTransition::Assigned {
        bank: BANK.id(),
        loan: loan(n),
    }
}

pub(crate) fn pledged(number: &str) -> CertificateTransition {
    CertificateTransition::Pledged {
        bank: BANK.id(),
        filing: text(number),
    }
}

/// An approval of 480,000.00 at 4.35 % on certificate `n`, maturing on 20 April 2026.
pub(crate) fn approval(n: u64, security: Security) -> Approval {
    Approval {
        loan: loan(n),
        bank: BANK.id(),
        request: request(n),
        review: ReviewId::from_parts(n, [0; 10]),
        borrower: SUPPLIER.id(),
        holder: SUPPLIER.id(),
        debtor: BUYER.id(),
        downstream: false,
        certificates: vec![certificate(n)],
        lines: Vec::new(),
        guarantees: std::collections::BTreeSet::new(),
        terms: LoanTerms {
            principal: cny("480000.00"),
            rate: Rate::parse("0.0435").unwrap(),
            day_count: DayCount::Actual360,
            interest: InterestMode::Arrears,
            fees: Vec::new(),
            matures_on: date("2026-04-20"),
            grace_days: 3,
            penalty_rate: Rate::parse("0.06525").unwrap(),
            order: vec![
                DueKind::Costs,
                DueKind::Penalty,
                DueKind::Interest,
                DueKind::Principal,
            ],
            recourse: Recourse::Full,
            surplus: SurplusTo::Borrower,
            security,
            subsidy: None,
            programme: None,
            pay_to: SUPPLIER.account(),
        },
        on: date("2026-01-20"),
        until: morning("2026-01-27"),
    }
}

/// With loan `n` approved on certificate `n`, which is reserved for it.
pub(crate) fn approved(world: World, n: u64, security: Security) -> World {
    let world = happened(issued(world, n), n, &[reserved(n)]);
    lent(
        world,
        n,
        &[LoanTransition::Approved(Box::new(approval(n, security)))],
    )
}

pub(crate) fn disbursed(amount: &str, day: &str) -> LoanTransition {
    LoanTransition::Disbursed {
        end_to_end: text("E2E-1"),
        amount: cny(amount),
        value_on: date(day),
    }
}

/// With the money of loan `n` out, and its certificate assigned to the bank.
pub(crate) fn active(world: World, n: u64) -> World {
    let world = approved(world, n, Security::Assignment);
    let world = lent(world, n, &[disbursed("480000.00", "2026-01-20")]);
    happened(world, n, &[assigned(n)])
}

/// After a command that the crate of certificates decides.
pub(crate) fn certified(
    mut world: World,
    who: Who,
    command: impl Into<tallystick_certificates::Command>,
) -> World {
    let case = &world.case.financing.certificates;
    let decided = tallystick_certificates::decide(case, &command.into(), &world.context(who));
    let steps = decided.unwrap_or_else(|rejection| panic!("refused: {} ({rejection})", rejection.code()));
    for step in &steps {
        world.case.financing.certificates.apply(step).unwrap();
    }
    world
}

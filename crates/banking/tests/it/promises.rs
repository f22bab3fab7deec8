//! Endorsements: a bank's own promise to pay, and what it uses of the bank's lines.

use tallystick_banking::endorsement::{EndorsementStage, EndorsementUse};
use tallystick_banking::{
    CreditLineTransition, EndorseCertificate, HonourEndorsement, LineBook, LineBookTransition, LineScope,
    LineTerms, LineUse, LineUseTransition, ReleaseEndorsement, Step,
};
use tallystick_base::{CancellationId, CreditLineId, Currency, Money, PaymentId};
use tallystick_certificates::{
    AcknowledgePayment, CertificateStage, CertificateTransition, OfferCertificate, Recourse, ReportPayment,
    SplitCertificate, SplitChild,
};

use crate::given::given;
use crate::lent::{certificate, certified, happened, issued, reserved};
use crate::registry::frozen;
use crate::world::{
    BANK, BUYER, SECOND, SECOND_BANK, SERVICE, SUPPLIER, Who, World, cny, date, morning, salt, text,
};

pub(crate) fn line(n: u64) -> CreditLineId {
    CreditLineId::from_parts(n, [0; 10])
}

/// With a line of this bank for the buyer.
fn with_line(mut world: World, n: u64, bank: Who, limit: &str) -> World {
    let scope = LineScope::Debtor { party: BUYER.id() };
    let opened = CreditLineTransition::Opened {
        line: line(n),
        bank: bank.id(),
        scope: scope.clone(),
        terms: LineTerms {
            limit: cny(limit),
            valid_from: date("2026-01-01"),
            valid_to: date("2026-12-31"),
            revolving: true,
        },
    };
    let used = LineUseTransition::Opened {
        line: line(n),
        currency: Currency::CNY,
    };
    let added = LineBookTransition::Added { line: line(n), scope };
    let steps = [
        Step::new(line(n), opened),
        Step::new(LineUse::subject_of(line(n)), used),
        Step::new(LineBook::subject_of(bank.id()), added),
    ];
    for step in &steps {
        world.case.apply(step).unwrap();
    }
    world
}

/// Certificate 1 is free, and both banks have a line of 1,000,000.00 for its debtor.
pub(crate) fn promising() -> World {
    let world = with_line(issued(World::new(), 1), 1, BANK, "1000000.00");
    with_line(world, 2, SECOND_BANK, "1000000.00")
}

pub(crate) fn endorse() -> EndorseCertificate {
    EndorseCertificate {
        salt: salt(),
        certificate: certificate(1),
    }
}

pub(crate) fn honour(n: u64) -> HonourEndorsement {
    HonourEndorsement {
        salt: salt(),
        certificate: certificate(n),
        payee: BANK.account(),
    }
}

pub(crate) fn release(n: u64) -> ReleaseEndorsement {
    ReleaseEndorsement {
        salt: salt(),
        certificate: certificate(n),
    }
}

pub(crate) fn endorsed() -> World {
    given(&promising()).when(BANK, endorse()).accepted()
}

/// On the day after the due date.
pub(crate) fn late(world: World) -> World {
    world.on("2026-03-17")
}

pub(crate) fn split(world: World, n: u64, children: &[(u64, &str)]) -> World {
    let children = children.iter().map(|(n, amount)| SplitChild {
        certificate: certificate(*n),
        amount: cny(amount),
    });
    let body = SplitCertificate {
        salt: salt(),
        certificate: certificate(n),
        children: children.collect(),
    };
    certified(world, SUPPLIER, body)
}

/// The debtor pays so much on certificate `n`, and whoever has it says that it came.
pub(crate) fn pay(world: World, n: u64, amount: &str) -> World {
    let held = &world.case.financing.certificates.certificates[&certificate(n)];
    let count = world.case.financing.certificates.payments.len();
    let payment = PaymentId::from_parts(1000 + u64::try_from(count).unwrap(), [0; 10]);
    let report = ReportPayment {
        salt: salt(),
        payment,
        certificate: certificate(n),
        amount: cny(amount),
        paid_on: world.now.date_at(480),
        account: held.payee.clone(),
        reference: text("R"),
    };
    let holder = [SUPPLIER, SECOND, BANK]
        .into_iter()
        .find(|who| who.id() == held.holder);
    let world = certified(world, BUYER, report);
    certified(
        world,
        holder.unwrap(),
        AcknowledgePayment {
            salt: salt(),
            payment,
        },
    )
}

/// Debtor and holder take certificate `n` back. What that does to contract and invoices is no matter here.
pub(crate) fn take_back(world: World, n: u64) -> World {
    let taken_back = CertificateTransition::Cancelled {
        cancellation: CancellationId::from_parts(n, [0; 10]),
        outstanding: cny("0.00"),
    };
    happened(world, n, &[taken_back])
}

pub(crate) fn promise(world: &World) -> &EndorsementUse {
    world.case.endorsement(certificate(1)).unwrap()
}

/// What the line has reserved and drawn, and what the promise still binds.
fn standing(world: &World) -> [String; 3] {
    let used = &world.case.uses[&line(1)];
    [used.reserved, used.drawn, promise(world).bound].map(Money::value_text)
}

#[test]
fn a_bank_promises_to_pay_at_maturity_on_its_line_for_the_debtor() {
    let world = given(&promising()).when(BANK, endorse()).then_steps(&[
        "endorsement endorsed",
        "certificate endorsed",
        "line-use reserved",
    ]);
    assert_eq!(standing(&world), ["600000.00", "0.00", "600000.00"]);
    let used = &world.case.uses[&line(1)].uses;
    assert!(used.contains_key(&EndorsementUse::subject_of(certificate(1))));
    let promised = world.case.financing.certificates.certificates[&certificate(1)].endorsement;
    assert_eq!(promised.unwrap().bank, BANK.id());
}

#[test]
fn only_what_is_outstanding_uses_the_line() {
    let world = pay(promising(), 1, "150000.00");
    let world = given(&world).when(BANK, endorse()).accepted();
    assert_eq!(standing(&world), ["450000.00", "0.00", "450000.00"]);
}

pub(crate) fn offered(world: World) -> World {
    let body = OfferCertificate {
        salt: salt(),
        certificate: certificate(1),
        to: SECOND.id(),
        until: morning("2026-01-25"),
        recourse: Recourse::Full,
    };
    certified(world, SUPPLIER, body)
}

#[test]
fn a_promise_is_put_on_a_certificate_that_is_free() {
    let world = offered(promising());
    given(&world)
        .when(BANK, endorse())
        .then_rejected("certificate-not-free");
    given(&world.on("2026-01-26")).when(BANK, endorse()).then_steps(&[
        "endorsement endorsed",
        "certificate offer_lapsed",
        "certificate endorsed",
        "line-use reserved",
    ]);
    given(&happened(promising(), 1, &[reserved(1)]))
        .when(BANK, endorse())
        .then_rejected("certificate-not-free");
    given(&happened(promising(), 1, &[frozen()]))
        .when(BANK, endorse())
        .then_rejected("certificate-frozen");
    given(&late(promising()))
        .when(BANK, endorse())
        .then_rejected("certificate-past-due");
    given(&World::new())
        .when(BANK, endorse())
        .then_rejected("certificate-not-found");
}

#[test]
fn one_bank_promises_once_and_not_on_what_it_owes_or_holds() {
    for bank in [BANK, SECOND_BANK] {
        given(&endorsed())
            .when(bank, endorse())
            .then_rejected("certificate-endorsed");
    }
    let part = split(endorsed(), 1, &[(2, "200000.00"), (3, "400000.00")]);
    let again = EndorseCertificate {
        certificate: certificate(2),
        ..endorse()
    };
    given(&part)
        .when(SECOND_BANK, again)
        .then_rejected("certificate-endorsed");
    let mut world = promising();
    let certificates = &mut world.case.financing.certificates.certificates;
    certificates.get_mut(&certificate(1)).unwrap().holder = BANK.id();
    given(&world)
        .when(BANK, endorse())
        .then_rejected("endorsement-of-own");
    let mut world = promising();
    let certificates = &mut world.case.financing.certificates.certificates;
    certificates.get_mut(&certificate(1)).unwrap().issue.debtor = BANK.id();
    given(&world)
        .when(BANK, endorse())
        .then_rejected("endorsement-of-own");
}

#[test]
fn a_bank_promises_no_more_than_its_line_for_the_debtor_has_left() {
    let bare = issued(World::new(), 1);
    given(&bare).when(BANK, endorse()).then_rejected("no-credit-line");
    let short = with_line(bare.clone(), 1, BANK, "599999.99");
    given(&short)
        .when(BANK, endorse())
        .then_rejected("credit-line-exceeded");
    let just = with_line(bare, 1, BANK, "600000.00");
    given(&just).when(BANK, endorse()).accepted();
}

#[test]
fn a_promise_goes_with_every_part_and_ends_with_the_last() {
    let world = pay(endorsed(), 1, "50000.00");
    let world = split(world, 1, &[(2, "200000.00"), (3, "350000.00")]);
    // With the certificate that was split only what was paid on it has ended.
    let world = given(&world)
        .when(SERVICE, release(1))
        .then_steps(&["endorsement released", "line-use released"]);
    assert_eq!(standing(&world), ["550000.00", "0.00", "550000.00"]);
    let world = split(world, 3, &[(4, "100000.00"), (5, "250000.00")]);
    // Nothing was paid on it: nothing has ended, and that is counted.
    let world = given(&world)
        .when(SERVICE, release(3))
        .then_steps(&["endorsement released"]);
    let world = take_back(pay(world, 2, "200000.00"), 4);
    let world = given(&world).when(SERVICE, release(2)).accepted();
    let world = given(&world).when(SERVICE, release(4)).accepted();
    assert_eq!(standing(&world), ["250000.00", "0.00", "250000.00"]);
    let world = given(&late(world)).when(BANK, honour(5)).accepted();
    assert_eq!(standing(&world), ["0.00", "250000.00", "250000.00"]);
    let world = pay(world, 5, "250000.00");
    let world = given(&world)
        .when(SERVICE, release(5))
        .then_steps(&["endorsement released", "line-use restored"]);
    assert_eq!(standing(&world), ["0.00", "0.00", "0.00"]);
    assert_eq!(promise(&world).stage, EndorsementStage::Ended {});
}

#[test]
fn an_end_is_counted_once_and_only_once_it_has_come() {
    given(&promising())
        .when(SERVICE, release(1))
        .then_rejected("endorsement-not-found");
    given(&endorsed())
        .when(SERVICE, release(1))
        .then_rejected("endorsement-stands");
    let world = split(endorsed(), 1, &[(2, "200000.00"), (3, "400000.00")]);
    let counted = given(&world).when(SERVICE, release(1)).accepted();
    given(&counted)
        .when(SERVICE, release(1))
        .then_rejected("endorsement-counted");
    let world = pay(pay(world, 2, "200000.00"), 3, "400000.00");
    let world = given(&world).when(SERVICE, release(2)).accepted();
    let world = given(&world).when(SERVICE, release(3)).accepted();
    given(&world)
        .when(SERVICE, release(1))
        .then_rejected("endorsement-ended");
    given(&endorsed())
        .when(BANK, release(1))
        .then_rejected("capacity-forbidden");
}

#[test]
fn civil_code_article_524_a_bank_that_paid_the_holder_has_the_certificate() {
    let world = given(&late(endorsed())).when(BANK, honour(1)).then_steps(&[
        "endorsement honoured",
        "certificate offered",
        "certificate transferred",
        "line-use drawn",
    ]);
    assert_eq!(standing(&world), ["0.00", "600000.00", "600000.00"]);
    let held = &world.case.financing.certificates.certificates[&certificate(1)];
    assert_eq!(
        (held.holder, &held.payee, &held.stage),
        (BANK.id(), &BANK.account(), &CertificateStage::Free {})
    );
    given(&world)
        .when(BANK, honour(1))
        .then_rejected("endorsement-held-by-bank");
    // The debtor pays the bank, and the line is free again.
    let world = pay(world, 1, "600000.00");
    let world = given(&world)
        .when(SERVICE, release(1))
        .then_steps(&["endorsement released", "line-use restored"]);
    assert_eq!(standing(&world), ["0.00", "0.00", "0.00"]);
}

#[test]
fn what_was_paid_before_the_bank_kept_its_promise_is_released_and_the_rest_given_back() {
    let world = late(pay(endorsed(), 1, "100000.00"));
    let world = given(&world).when(BANK, honour(1)).accepted();
    assert_eq!(standing(&world), ["100000.00", "500000.00", "600000.00"]);
    let world = pay(world, 1, "500000.00");
    let world = given(&world).when(SERVICE, release(1)).then_steps(&[
        "endorsement released",
        "line-use restored",
        "line-use released",
    ]);
    assert_eq!(standing(&world), ["0.00", "0.00", "0.00"]);
}

#[test]
fn a_bank_keeps_its_promise_part_by_part() {
    let world = late(split(endorsed(), 1, &[(2, "200000.00"), (3, "400000.00")]));
    let world = given(&world).when(BANK, honour(3)).accepted();
    assert_eq!(standing(&world), ["200000.00", "400000.00", "600000.00"]);
    // The other part is paid by the debtor itself: it was never drawn.
    let world = pay(world, 2, "200000.00");
    let world = given(&world)
        .when(SERVICE, release(2))
        .then_steps(&["endorsement released", "line-use released"]);
    assert_eq!(standing(&world), ["0.00", "400000.00", "400000.00"]);
}

#[test]
fn a_promise_is_kept_after_the_due_date_by_the_bank_that_made_it() {
    let due_date = endorsed().on("2026-03-16");
    given(&due_date)
        .when(BANK, honour(1))
        .then_rejected("certificate-not-past-due");
    let world = late(endorsed());
    given(&world)
        .when(SECOND_BANK, honour(1))
        .then_rejected("not-the-bank");
    given(&late(promising()))
        .when(BANK, honour(1))
        .then_rejected("endorsement-not-found");
    let elsewhere = HonourEndorsement {
        payee: SECOND_BANK.account(),
        ..honour(1)
    };
    given(&world)
        .when(BANK, elsewhere)
        .then_rejected("payee-not-in-profile");
    given(&happened(world.clone(), 1, &[frozen()]))
        .when(BANK, honour(1))
        .then_rejected("certificate-frozen");
    given(&pay(world, 1, "600000.00"))
        .when(BANK, honour(1))
        .then_rejected("certificate-ended");
}

#[test]
fn an_offer_that_has_expired_does_not_keep_a_bank_from_its_promise() {
    let world = late(offered(endorsed()));
    given(&world).when(BANK, honour(1)).then_steps(&[
        "endorsement honoured",
        "certificate offer_lapsed",
        "certificate offered",
        "certificate transferred",
        "line-use drawn",
    ]);
}

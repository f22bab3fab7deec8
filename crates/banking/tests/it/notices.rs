//! Notice to the debtor, and what it changes.

use tallystick_banking::{AcknowledgeNotice, LoanTransition, NotifyDebtor};
use tallystick_base::PaymentId;
use tallystick_certificates::{CertificateTransition, ReportPayment};
use tallystick_financing::Security;
use tallystick_parties::BankAccount;

use crate::given::given;
use crate::lent::{active, approved, certificate, disbursed, happened, issued, lent, loan, notice, pledged};
use crate::registry::frozen;
use crate::world::{BANK, BUYER, SECOND, SECOND_BANK, SUPPLIER, World, account, cny, date, salt, text};

/// Of certificate 1 of loan 1, to the bank's account.
pub(crate) fn notify(n: u64) -> NotifyDebtor {
    NotifyDebtor {
        salt: salt(),
        notice: notice(n),
        loan: loan(1),
        certificates: vec![certificate(1)],
        payee: BANK.account(),
    }
}

pub(crate) fn acknowledge(n: u64) -> AcknowledgeNotice {
    AcknowledgeNotice {
        salt: salt(),
        notice: notice(n),
    }
}

fn noticed() -> World {
    given(&active(World::new(), 1)).when(BANK, notify(1)).accepted()
}

/// The bank's second account, in its profile.
fn second_account(world: &mut World) -> BankAccount {
    let account = account("622200000099");
    let parties = &mut world.case.financing.certificates.contracts.parties;
    let profile = parties.profiles.get_mut(&BANK.id()).unwrap();
    profile.data.accounts.push(account.clone());
    account
}

/// What the debtor hears when it reports a payment of 1.00 to this account.
fn report(world: &World, account: BankAccount, paid_on: &str) -> Result<(), &'static str> {
    let body = ReportPayment {
        salt: salt(),
        payment: PaymentId::from_parts(1, [0; 10]),
        certificate: certificate(1),
        amount: cny("1.00"),
        paid_on: date(paid_on),
        account,
        reference: text("R1"),
    };
    let case = &world.case.financing.certificates;
    tallystick_certificates::decide(case, &body.into(), &world.context(BUYER))
        .map(drop)
        .map_err(|rejection| rejection.code())
}

#[test]
fn civil_code_article_546_a_notice_changes_where_the_debtor_pays() {
    let world = given(&active(World::new(), 1))
        .when(BANK, notify(1))
        .then_steps(&["notice arrived", "certificate payee_changed"]);
    let record = &world.case.notice(notice(1)).unwrap().record;
    assert_eq!((record.arrived_at, record.debtor), (world.now, BUYER.id()));
    let world = world.on("2026-01-22");
    assert_eq!(report(&world, BANK.account(), "2026-01-22"), Ok(()));
    // Who paid to the old account by the day of the notice has paid; who did so after it has not.
    assert_eq!(report(&world, SUPPLIER.account(), "2026-01-20"), Ok(()));
    assert_eq!(
        report(&world, SUPPLIER.account(), "2026-01-21"),
        Err("payment-to-other-account")
    );
}

#[test]
fn before_a_notice_the_debtor_pays_to_the_old_account() {
    let world = active(World::new(), 1).on("2026-01-22");
    assert_eq!(report(&world, SUPPLIER.account(), "2026-01-22"), Ok(()));
    assert_eq!(
        report(&world, BANK.account(), "2026-01-22"),
        Err("payment-to-other-account")
    );
}

#[test]
fn a_notice_is_given_of_a_pledge_too_once_it_is_registered() {
    let world = approved(World::new(), 1, Security::Pledge);
    let world = lent(world, 1, &[disbursed("480000.00", "2026-01-20")]);
    given(&world)
        .when(BANK, notify(1))
        .then_rejected("notice-certificate-not-secured");
    let world = happened(world, 1, &[pledged("1")]);
    given(&world).when(BANK, notify(1)).accepted();
}

#[test]
fn only_the_bank_of_the_loan_gives_notice_and_only_while_money_is_out() {
    let world = active(World::new(), 1);
    given(&world)
        .when(SECOND_BANK, notify(1))
        .then_rejected("not-the-bank");
    given(&World::new())
        .when(BANK, notify(1))
        .then_rejected("loan-not-found");
    given(&approved(World::new(), 1, Security::Assignment))
        .when(BANK, notify(1))
        .then_rejected("notice-loan-not-active");
    let on = date("2026-01-20");
    given(&lent(world, 1, &[LoanTransition::Closed { on }]))
        .when(BANK, notify(1))
        .then_rejected("notice-loan-not-active");
}

#[test]
fn a_notice_is_about_certificates_of_its_loan_that_the_bank_has_a_right_on() {
    let world = issued(active(World::new(), 1), 2);
    let other = NotifyDebtor {
        certificates: vec![certificate(2)],
        ..notify(1)
    };
    given(&world)
        .when(BANK, other)
        .then_rejected("notice-certificate-not-of-loan");
    let returned = happened(world.clone(), 1, &[CertificateTransition::Returned {}]);
    given(&returned)
        .when(BANK, notify(1))
        .then_rejected("notice-certificate-not-secured");
    given(&happened(world, 1, &[frozen()]))
        .when(BANK, notify(1))
        .then_rejected("certificate-frozen");
}

#[test]
fn a_notice_is_about_1_to_50_certificates_none_twice() {
    let world = active(World::new(), 1);
    let about = |certificates| NotifyDebtor {
        certificates,
        ..notify(1)
    };
    given(&world)
        .when(BANK, about(Vec::new()))
        .then_rejected("notice-count");
    given(&world)
        .when(BANK, about((1..=51).map(certificate).collect()))
        .then_rejected("notice-count");
    given(&world)
        .when(BANK, about(vec![certificate(1), certificate(1)]))
        .then_rejected("notice-certificate-twice");
}

#[test]
fn the_debtor_is_told_an_account_of_the_bank() {
    let other = NotifyDebtor {
        payee: SECOND.account(),
        ..notify(1)
    };
    given(&active(World::new(), 1))
        .when(BANK, other)
        .then_rejected("payee-not-in-profile");
}

#[test]
fn a_second_notice_tells_another_account() {
    let mut world = noticed();
    given(&world).when(BANK, notify(1)).then_rejected("notice-exists");
    given(&world)
        .when(BANK, notify(2))
        .then_rejected("notice-repeated");
    let payee = second_account(&mut world);
    let world = given(&world.on("2026-01-21"))
        .when(BANK, NotifyDebtor { payee, ..notify(2) })
        .accepted()
        .on("2026-01-23");
    assert_eq!(report(&world, BANK.account(), "2026-01-21"), Ok(()));
    assert_eq!(
        report(&world, BANK.account(), "2026-01-22"),
        Err("payment-to-other-account")
    );
}

#[test]
fn the_debtor_signs_once_that_a_notice_arrived() {
    let world = noticed();
    given(&world)
        .when(BUYER, acknowledge(2))
        .then_rejected("notice-not-found");
    given(&world)
        .when(BANK, acknowledge(1))
        .then_rejected("capacity-forbidden");
    let world = given(&world)
        .when(BUYER, acknowledge(1))
        .then_steps(&["notice acknowledged"]);
    given(&world)
        .when(BUYER, acknowledge(1))
        .then_rejected("notice-acknowledged");
}

#[test]
fn nobody_signs_for_the_debtor() {
    let mut world = noticed();
    let second = world.case.notices.get_mut(&notice(1)).unwrap();
    second.record.debtor = SUPPLIER.id();
    given(&world)
        .when(BUYER, acknowledge(1))
        .then_rejected("not-the-debtor");
}

//! Claims: what a supplier may claim, and what is shown to the buyer.

use rstest::rstest;
use tallystick_base::Currency;
use tallystick_base::Money;
use tallystick_certificates::{ClaimReceivable, EvidenceKind, Mismatch, WithdrawReceivable};
use tallystick_contracts::{ClockStart, ContractStage, Protection, Side};

use crate::given::given;
use crate::world::{
    BANK, BUYER, SECOND, SUPPLIER, World, account, claim, claim_of, cny, contract, date, paper, receivable,
    salt, text,
};

fn mismatches(world: &World, body: ClaimReceivable) -> Vec<Mismatch> {
    let id = body.receivable;
    let world = given(world).when(SUPPLIER, body).accepted();
    world.case.receivable(id).unwrap().claim.mismatches.clone()
}

#[test]
fn a_claim_tells_its_invoices_from_its_other_papers() {
    let body = claim(1);
    let numbers: Vec<&str> = body.invoices().map(|invoice| invoice.number.as_str()).collect();
    assert_eq!((body.evidence.len(), numbers), (3, vec!["261170000001"]));
}

#[test]
fn a_supplier_claims_what_it_delivered_and_takes_its_invoice() {
    let world = given(&World::new())
        .when(SUPPLIER, claim(1))
        .then_steps(&["receivable claimed", "evidence claimed"]);
    let claimed = world.case.receivable(receivable(1)).unwrap();
    assert_eq!(claimed.claim.mismatches, []);
    assert_eq!(claimed.claim.claimed_on, date("2026-01-20"));
    assert!(
        world
            .case
            .evidence
            .values()
            .all(|evidence| evidence.backs(receivable(1)))
    );
}

#[test]
fn order_802_article_16_the_buyer_has_30_days_moved_to_a_working_day() {
    // 30 days from 20 January are 19 February, within the Spring Festival; the 24th is worked again.
    let world = World::claimed();
    let claimed = world.case.receivable(receivable(1)).unwrap();
    assert_eq!(claimed.claim.answer_by, Some(date("2026-02-24")));
}

#[test]
fn elsewhere_the_contracts_own_period_runs_or_none() {
    let free = World::new().agreeing(|contract| contract.protection = Protection::None);
    let without = given(&free).when(SUPPLIER, claim(1)).accepted();
    assert_eq!(
        without.case.receivable(receivable(1)).unwrap().claim.answer_by,
        None
    );
    let agreed = free.agreeing(|contract| contract.terms.confirmation_days = Some(10));
    let with = given(&agreed).when(SUPPLIER, claim(1)).accepted();
    let answer_by = with.case.receivable(receivable(1)).unwrap().claim.answer_by;
    assert_eq!(answer_by, Some(date("2026-01-30")));
}

#[test]
fn only_the_supplier_of_the_contract_claims() {
    given(&World::new())
        .when(SECOND, claim(1))
        .then_rejected("not-the-supplier");
    given(&World::new())
        .when(BUYER, claim(1))
        .then_rejected("capacity-forbidden");
    given(&World::new())
        .when(BANK, claim(1))
        .then_rejected("capacity-forbidden");
}

#[rstest]
#[case::closed(ContractStage::Closed { by: Side::Buyer })]
#[case::registered(ContractStage::Registered {})]
fn nothing_is_claimed_under_a_contract_that_is_not_accepted(#[case] stage: ContractStage) {
    let world = World::new().agreeing(|contract| contract.stage = stage);
    given(&world)
        .when(SUPPLIER, claim(1))
        .then_rejected("contract-stage");
}

#[test]
fn a_claim_never_exceeds_what_the_contract_has_left() {
    given(&World::new())
        .when(SUPPLIER, claim_of(1, "1000000.01"))
        .then_rejected("allowance-exceeded");
    given(&World::new())
        .when(SUPPLIER, claim_of(1, "1000000.00"))
        .accepted();
    // What is left when a second claim comes is less than it asks for.
    given(&World::confirmed())
        .when(SUPPLIER, claim_of(2, "400000.01"))
        .then_rejected("allowance-exceeded");
}

fn refused(change: impl FnOnce(&mut ClaimReceivable), code: &str) {
    let mut body = claim(1);
    change(&mut body);
    given(&World::new()).when(SUPPLIER, body).then_rejected(code);
}

#[test]
fn amounts_are_above_zero_and_in_the_currency_of_the_contract() {
    let usd = |value| Money::parse(value, "USD".parse::<Currency>().unwrap()).unwrap();
    refused(|body| body.amount = cny("0.00"), "amount-not-above-zero");
    refused(|body| body.amount = cny("-1.00"), "amount-not-above-zero");
    refused(|body| body.amount = usd("600000.00"), "currency-of-another");
    refused(|body| body.evidence[0].total = usd("1.00"), "currency-of-another");
    refused(
        |body| body.evidence[0].total = cny("0.00"),
        "amount-not-above-zero",
    );
}

#[test]
fn what_is_claimed_for_has_happened_and_in_order() {
    refused(|body| body.delivered_on = date("2026-01-21"), "event-ahead");
    refused(|body| body.accepted_on = Some(date("2026-01-21")), "event-ahead");
    refused(|body| body.settled_on = Some(date("2026-01-21")), "event-ahead");
    refused(
        |body| body.accepted_on = Some(date("2026-01-14")),
        "before-delivery",
    );
    refused(|body| body.due_on = date("2026-01-14"), "before-delivery");
}

#[test]
fn a_claim_names_an_invoice_a_registered_account_and_a_real_centre() {
    refused(|body| body.evidence.truncate(2), "no-invoice");
    refused(|body| body.evidence[2].number = text("---"), "invoice-number");
    refused(|body| body.payee = account("1"), "payee-not-in-profile");
    refused(|body| body.centre = Some(BANK.id()), "no-confirmation-centre");
    refused(|body| body.contract = contract(9), "contract-not-found");
    let order = |n: usize| paper(EvidenceKind::Order, &format!("PO-{n}"), "1.00");
    refused(|body| body.evidence.extend((0..98).map(order)), "claim-too-long");
    let field = |n: usize| (text(&format!("field {n}")), text("value"));
    refused(
        |body| body.evidence[0].fields = (0..41).map(field).collect(),
        "claim-too-long",
    );
}

#[test]
fn an_id_is_used_once() {
    let mut again = claim(2);
    again.receivable = receivable(1);
    given(&World::claimed())
        .when(SUPPLIER, again)
        .then_rejected("receivable-exists");
}

#[test]
fn one_invoice_has_one_live_claim_and_a_cent_does_not_defeat_that() {
    let mut again = claim_of(1, "599999.99");
    again.receivable = receivable(2);
    again.evidence[2].date = date("2026-01-11");
    given(&World::claimed())
        .when(SUPPLIER, again)
        .then_rejected("invoice-claimed");
}

#[rstest]
#[case::blanks("2611 7000 0001")]
#[case::hyphens("2611-7000-0001")]
#[case::full_width("２６１１７００００００1")]
fn one_invoice_number_typed_in_another_way_is_the_same_invoice(#[case] number: &str) {
    let mut again = claim(2);
    again.evidence[2].number = text(number);
    given(&World::claimed())
        .when(SUPPLIER, again)
        .then_rejected("invoice-claimed");
}

#[test]
fn the_code_printed_on_an_invoice_does_not_make_it_another() {
    let mut again = claim(1);
    again.receivable = receivable(2);
    again.evidence[2].seller_code = Some(text("91110000000000000X"));
    given(&World::claimed())
        .when(SUPPLIER, again)
        .then_rejected("invoice-claimed");
}

#[test]
fn one_invoice_stands_once_in_a_claim() {
    refused(
        |body| {
            let invoice = body.evidence[2].clone();
            body.evidence.push(invoice);
        },
        "invoice-twice",
    );
}

#[test]
fn order_receipt_and_invoice_match_within_the_tolerance_of_the_contract() {
    let mut body = claim(1);
    body.evidence[0].total = cny("571428.58");
    assert_eq!(
        mismatches(&World::new(), body),
        [],
        "5 % above the order is within the tolerance"
    );
    let mut body = claim(1);
    body.evidence[0].total = cny("571428.56");
    body.evidence[1].total = cny("500000.00");
    body.amount = cny("600000.01");
    let (claimed, invoiced) = (cny("600000.01"), cny("600000.00"));
    let found = [
        Mismatch::AboveInvoices { claimed, invoiced },
        Mismatch::AboveOrders {
            invoiced,
            ordered: cny("571428.56"),
        },
        Mismatch::AboveReceipts {
            invoiced,
            received: cny("500000.00"),
        },
    ];
    assert_eq!(mismatches(&World::new(), body), found);
}

#[test]
fn a_missing_order_or_receipt_is_shown() {
    let mut body = claim(1);
    body.evidence.drain(..2);
    let missing = |kind| Mismatch::Missing { kind };
    let found = [missing(EvidenceKind::Order), missing(EvidenceKind::Receipt)];
    assert_eq!(mismatches(&World::new(), body), found);
}

#[test]
fn what_else_does_not_fit_is_shown_and_not_refused() {
    let mut body = claim(1);
    body.due_on = date("2026-03-01");
    body.evidence[0].digest = body.evidence[1].digest;
    let invoice = &mut body.evidence[2];
    let number = invoice.number.clone();
    invoice.date = date("2026-01-21");
    invoice.seller_code = Some(text("X"));
    invoice.buyer_code = Some(text("Y"));
    let found = [
        Mismatch::DueDate {
            claimed: date("2026-03-01"),
            by_contract: date("2026-03-16"),
        },
        Mismatch::SameFile { number: text("GR-1") },
        Mismatch::Seller {
            number: number.clone(),
            printed: text("X"),
        },
        Mismatch::Buyer {
            number: number.clone(),
            printed: text("Y"),
        },
        Mismatch::DatedAhead {
            number,
            date: date("2026-01-21"),
        },
    ];
    assert_eq!(mismatches(&World::new(), body), found);
}

#[test]
fn a_due_date_that_the_contract_cannot_give_yet_is_shown_as_open() {
    let world = World::new().agreeing(|contract| contract.terms.payment.from = ClockStart::Settlement);
    assert_eq!(mismatches(&world, claim(1)), [Mismatch::DueDateOpen {}]);
}

#[test]
fn an_invoice_claimed_anew_with_another_total_is_shown_with_what_it_was() {
    let withdrawn = WithdrawReceivable {
        salt: salt(),
        receivable: receivable(1),
    };
    let world = given(&World::claimed()).when(SUPPLIER, withdrawn).accepted();
    let mut again = claim_of(1, "500000.00");
    again.receivable = receivable(2);
    let number = again.evidence[2].number.clone();
    let changed = Mismatch::InvoiceChanged {
        number,
        date_before: date("2026-01-10"),
        total_before: cny("600000.00"),
    };
    assert_eq!(mismatches(&world, again), [changed]);
}

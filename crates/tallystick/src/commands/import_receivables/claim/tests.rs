use rstest::rstest;
use serde_json::json;
use tallystick_base::{Currency, Millis, Money};
use tallystick_documents::read_invoice;

use super::*;

const BLUE: &[u8] = include_bytes!("../../../../../../fixtures/documents/einvoice/blue.xml");
const RED: &[u8] = include_bytes!("../../../../../../fixtures/documents/einvoice/red-letter.xml");

fn account(number: &str) -> BankAccount {
    serde_json::from_value(json!({"account": number, "bank": "京北商业银行", "name": "供应商"})).unwrap()
}

fn claimant() -> Claimant {
    Claimant {
        payee: account("1"),
        centre: None,
        rules: RulePack::cn().unwrap(),
    }
}

fn paper(bytes: &[u8]) -> Paper {
    Paper {
        path: "invoice.xml".into(),
        invoice: read_invoice(bytes).unwrap(),
    }
}

/// A row that fits the blue invoice.
fn row() -> ClaimRow {
    let invoice = read_invoice(BLUE).unwrap();
    ClaimRow {
        contract_number: "JY-2026-018".to_owned(),
        invoice_number: invoice.number,
        invoice_date: invoice.issue_date,
        amount: invoice.totals.gross,
        delivery_date: invoice.issue_date,
        acceptance_date: None,
        due_date: None,
        note: None,
    }
}

fn contract() -> Contract {
    counting_from("delivery")
}

/// A contract with 30 days from this event, and 10 for inspecting.
fn counting_from(event: &str) -> Contract {
    let text = include_str!("../../../../../../fixtures/commands/contract.register.1.json");
    let body: serde_json::Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(json!({
        "id": body["contract"], "stage": "accepted", "supplier": body["supplier"], "buyer": body["buyer"],
        "version": 2, "seq": 9,
        "terms": {
            "number": "JY-2026-018", "title": "口罩", "amount": {"value": "1.00", "currency": "CNY"},
            "signed_on": "2026-01-05", "payment": {"days": 30, "from": event}, "inspection_days": 10,
        },
    }))
    .unwrap()
}

fn ambient() -> Ambient {
    Ambient::new(|| Millis::MAX, |bytes| bytes.fill(7))
}

fn problems(row: &ClaimRow, bytes: &[u8]) -> Vec<String> {
    claimant()
        .claim(row, &paper(bytes), &contract(), &ambient())
        .unwrap_err()
}

#[test]
fn a_claim_cites_the_invoice_as_its_file_has_it() {
    let invoice = read_invoice(BLUE).unwrap();
    let noted = ClaimRow {
        note: Some("first delivery".to_owned()),
        ..row()
    };
    let body = claimant()
        .claim(&noted, &paper(BLUE), &contract(), &ambient())
        .unwrap();
    let [cited] = body.evidence.as_slice() else {
        panic!("one paper was given");
    };
    assert!(is_invoice(cited));
    assert_eq!(
        (cited.digest, cited.total),
        (invoice.digest, invoice.totals.gross)
    );
    assert_eq!(cited.number.as_str(), invoice.number);
    assert!(cited.seller_code.is_some() && cited.buyer_code.is_some());
    assert_eq!(cited.fields.len(), 1);
    assert!(body.due_on > body.delivered_on);
    assert_eq!(body.payee, account("1"));
}

#[test]
fn the_due_date_of_the_row_goes_before_the_one_that_the_contract_gives() {
    let due = ClaimRow {
        due_date: Some("2030-01-02".parse().unwrap()),
        ..row()
    };
    let body = claimant()
        .claim(&due, &paper(BLUE), &contract(), &ambient())
        .unwrap();
    assert_eq!(body.due_on.to_string(), "2030-01-02");
}

/// Delivered on 5 March 2026, a week before the invoice.
fn delivered(accepted: Option<&str>) -> ClaimRow {
    ClaimRow {
        delivery_date: "2026-03-05".parse().unwrap(),
        acceptance_date: accepted.map(|day| day.parse().unwrap()),
        ..row()
    }
}

#[rstest]
#[case::delivered("delivery", Some("2026-03-10"), "2026-04-07")]
#[case::accepted("acceptance", Some("2026-03-10"), "2026-04-09")]
#[case::not_accepted_yet("acceptance", None, "2026-04-15")]
#[case::invoiced("invoice", None, "2026-04-13")]
fn a_row_without_a_due_date_is_due_by_its_contract(
    #[case] event: &str,
    #[case] accepted: Option<&str>,
    #[case] due: &str,
) {
    let body = claimant()
        .claim(
            &delivered(accepted),
            &paper(BLUE),
            &counting_from(event),
            &ambient(),
        )
        .unwrap();
    assert_eq!(body.due_on.to_string(), due);
}

#[test]
fn a_row_under_a_contract_that_counts_from_the_settlement_needs_its_due_date() {
    let problems = claimant()
        .claim(
            &delivered(None),
            &paper(BLUE),
            &counting_from("settlement"),
            &ambient(),
        )
        .unwrap_err();
    assert_eq!(
        problems,
        [
            "the contract counts its 30 days from the settlement, whose date is not in the row; write the due date into it"
        ]
    );
}

#[test]
fn everything_that_does_not_fit_is_told_at_once() {
    let odd = ClaimRow {
        invoice_date: "2020-01-01".parse().unwrap(),
        amount: Money::parse("1.00", Currency::EUR).unwrap(),
        note: Some("x".repeat(201)),
        ..row()
    };
    let told = problems(&odd, BLUE).join("\n");
    for part in [
        "the invoice date is 2020-01-01",
        "the currency is EUR",
        "the note",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn a_red_letter_invoice_is_not_claimed() {
    let told = problems(&row(), RED).join("\n");
    assert!(told.contains("takes something back"), "{told}");
}

#[rstest]
#[case(&["1"], None, Some("1"))]
#[case(&["1", "2"], Some("2"), Some("2"))]
#[case(&["1", "2"], None, None)]
#[case(&["1"], Some("3"), None)]
#[case(&[], None, None)]
fn the_account_is_the_only_one_or_the_one_that_is_named(
    #[case] accounts: &[&str],
    #[case] number: Option<&str>,
    #[case] chosen: Option<&str>,
) {
    let accounts = accounts.iter().map(|number| account(number)).collect();
    let account = choose(accounts, number)
        .ok()
        .map(|account| account.account.to_string());
    assert_eq!(account.as_deref(), chosen);
}

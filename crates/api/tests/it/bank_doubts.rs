//! What may be another's money, or known money under another name, is left to a person; and orders of one payment.

use axum::http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use tallystick_store::Answer;
use tallystick_testbed::{Engine, LENT, Lending};

use crate::app::{App, bare};
use crate::camt::{ACCOUNT, Entry, NOTHING, Payment, camt, pain002};
use crate::loading::{
    BANK, active, certificate_number, credit, import, instructed, only, read, record, with_end_to_end,
    with_text,
};

/// The state of a line, and what is said of it.
fn told(line: &Value) -> [&str; 2] {
    ["state", "code"].map(|member| line[member].as_str().unwrap())
}

/// Holds a line to what is recorded for a person to look at, and booked nowhere.
fn is_left_to_a_person(line: &Value, code: &str, lent: &Lending) {
    assert_eq!(told(line), ["unmatched", code], "{line}");
    assert_eq!(line["command"]["kind"], "bank-entry.record/1", "{line}");
    assert_eq!(line["loan"], lent.loan.as_str(), "{line}");
}

/// How often money came in on the only loan.
async fn repayments(app: &App) -> usize {
    let facts = record(app).await["loans"][0][1].clone();
    facts.as_array().unwrap().len() - 1
}

/// A batch of two payments under references of their own, the first of them for the loan.
fn batch<'a>(loan: &'a str, own: [&'a str; 2]) -> [Payment<'a>; 2] {
    let [first, second] = own;
    [
        Payment {
            reference: first,
            amount: "100.00",
            text: loan,
            ..NOTHING
        },
        Payment {
            reference: second,
            amount: "200.00",
            text: "货款",
            ..NOTHING
        },
    ]
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_a_statement_names_otherwise_is_not_booked_twice(#[case] engine: Engine) {
    let (app, lent) = active(engine).await;
    let notified = batch(&lent.loan, ["P-1", "P-2"]);
    let notified = camt("054", 8, ACCOUNT, &[credit("N-1", "300.00", &notified)]);
    assert_eq!(import(&app, &notified).await, ["matched", "unmatched"]);

    // The same payment as a part of an entry of another name, and as an entry of its own.
    let in_parts = batch(&lent.loan, ["Q-1", "Q-2"]);
    let in_parts = camt("053", 8, ACCOUNT, &[credit("S-1", "300.00", &in_parts)]);
    let lines = read(&app, &in_parts).await;
    is_left_to_a_person(&lines[0], "perhaps-known", &lent);
    let sentence = lines[0]["sentence"].as_str().unwrap();
    assert!(sentence.contains("N-1|P-1"), "{sentence}");
    let loan = with_text(&lent.loan);
    let alone = camt("053", 8, ACCOUNT, &[credit("S-2", "100.00", &loan)]);
    is_left_to_a_person(&only(&app, &alone).await, "perhaps-known", &lent);

    // Another day, another amount or another text is another payment.
    let text = format!("{} 第二期", lent.loan);
    let again = with_text(&text);
    for entry in [
        Entry {
            day: "2026-02-08",
            ..credit("S-3", "100.00", &loan)
        },
        credit("S-4", "100.01", &loan),
        credit("S-5", "100.00", &again),
    ] {
        let line = only(&app, &camt("053", 8, ACCOUNT, &[entry])).await;
        assert_eq!(told(&line), ["matched", "repays"], "{line}");
    }

    // It is recorded, and a person says that it is money of its own.
    assert_eq!(import(&app, &alone).await, ["unmatched"]);
    assert_eq!(repayments(&app).await, 1);
    let known = only(&app, &alone).await;
    assert_eq!(told(&known), ["recorded", "recorded-for-loan"]);
    let body = known["by_hand"]["body"].clone();
    app.world.bank_signs("repayment.assign/1", body).await;
    assert_eq!(repayments(&app).await, 2);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_payment_whose_booking_waits_is_not_booked_under_another_name(#[case] engine: Engine) {
    let (app, lent) = active(engine).await;
    two_sign(&app, "repayment.book").await;
    let loan = with_text(&lent.loan);
    let line = only(&app, &camt("054", 8, ACCOUNT, &[credit("N-1", "100.00", &loan)])).await;
    waits(&app, &line).await;
    let named_otherwise = camt("053", 8, ACCOUNT, &[credit("S-1", "100.00", &loan)]);
    let line = only(&app, &named_otherwise).await;
    is_left_to_a_person(&line, "perhaps-known", &lent);
    assert!(line["sentence"].as_str().unwrap().contains("\"N-1\""), "{line}");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_known_by_its_reference_on_whatever_day_a_file_puts_it(#[case] engine: Engine) {
    let (app, lent) = active(engine).await;
    let loan = with_text(&lent.loan);
    let before = |entry| Entry {
        day: "2026-02-06",
        ..entry
    };
    let statement = |entry| camt("053", 8, ACCOUNT, &[entry]);
    let (parts, whole) = (batch(&lent.loan, ["P-1", "P-2"]), with_text("批量入账"));
    for entry in [
        credit("L-1", "7.00", &loan),
        credit("E-1", "300.00", &parts),
        credit("E-2", "300.00", &whole),
    ] {
        import(&app, &statement(before(entry))).await;
    }
    let line = only(&app, &statement(credit("L-1", "7.00", &loan))).await;
    assert_eq!(told(&line), ["refused", "reference-taken"], "{line}");
    let line = only(&app, &statement(credit("E-1", "300.00", &whole))).await;
    assert_eq!(told(&line), ["recorded", "recorded-in-parts"], "{line}");
    for line in read(&app, &statement(credit("E-2", "300.00", &parts))).await {
        assert_eq!(told(&line), ["recorded", "recorded-as-whole"], "{line}");
    }
}

/// Has two members of the bank sign every act of this kind.
async fn two_sign(app: &App, command: &str) {
    let rule = json!({"command": command, "from": null, "signatures": 2, "checker": true});
    let policy = json!({"policy": {"sole_member": false, "rules": [rule]}});
    app.world.bank_signs("policy.change/1", policy).await;
}

/// Has one member sign what becomes of a line.
async fn waits(app: &App, line: &Value) {
    let (kind, body) = (&line["command"]["kind"], line["command"]["body"].clone());
    let answer = app.world.act("bank", kind.as_str().unwrap(), body, 1).await;
    assert!(matches!(answer, Ok(Answer::Waiting(_))), "{answer:?}");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_fee_under_the_id_of_a_loan_pays_nothing_out(#[case] engine: Engine) {
    let (app, lent) = instructed(engine).await;
    let paid = with_end_to_end(&lent.end_to_end);
    let debit = |reference, amount| Entry {
        direction: "DBIT",
        ..credit(reference, amount, &paid)
    };
    let fee = camt("053", 8, ACCOUNT, &[debit("F-1", "25.00")]);
    let line = only(&app, &fee).await;
    is_left_to_a_person(&line, "amount-other", &lent);
    assert!(
        line["sentence"].as_str().unwrap().contains("900,000.00"),
        "{line}"
    );
    assert_eq!(import(&app, &fee).await, ["unmatched"]);
    assert_eq!(record(&app).await["loans"][0][0], "Instructed");

    let out = camt("053", 8, ACCOUNT, &[debit("L-1", LENT)]);
    assert_eq!(import(&app, &out).await, ["matched"]);
    let another = camt("053", 8, ACCOUNT, &[debit("F-2", "30.00")]);
    is_left_to_a_person(&only(&app, &another).await, "amount-other", &lent);
    assert_eq!(record(&app).await["loans"][0][0], "Active");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_came_back_under_its_own_id_repays_nothing(#[case] engine: Engine) {
    let (app, lent) = active(engine).await;
    let own = with_end_to_end(&lent.end_to_end);
    let back = camt("053", 8, ACCOUNT, &[credit("B-1", LENT, &own)]);
    is_left_to_a_person(&only(&app, &back).await, "came-back", &lent);
    assert_eq!(import(&app, &back).await, ["unmatched"]);
    assert_eq!(repayments(&app).await, 0);
    // Whoever pays a part back under that id means the loan.
    let part = camt("053", 8, ACCOUNT, &[credit("B-2", "100.00", &own)]);
    assert_eq!(told(&only(&app, &part).await), ["matched", "repays"]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn money_for_an_overdue_loan_may_be_its_guarantors(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let world = &app.world;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let certificate = world.certificate(&contract, "26112000000012345678").await;
    let lent = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lent, "5000000.00").await;
    world.bank_lends(&lent).await;
    let loan = with_text(&lent.loan);
    let paid = |reference, day| Entry {
        day,
        ..credit(reference, "100.00", &loan)
    };
    let line = only(&app, &camt("053", 8, ACCOUNT, &[paid("L-1", "2026-02-09")])).await;
    assert_eq!(told(&line), ["matched", "repays"], "in time the borrower pays");

    // It matures on 2026-04-07.
    world.wait_days(75);
    world.store.sweep().await.unwrap();
    let late = camt("053", 8, ACCOUNT, &[paid("L-2", "2026-04-25")]);
    is_left_to_a_person(&only(&app, &late).await, "perhaps-guarantor", &lent);
    assert_eq!(import(&app, &late).await, ["unmatched"]);
    // Whoever names the certificate is its debtor.
    let path = format!("/v1/certificates/{}", bare(&certificate));
    let number = certificate_number(&app.get(BANK, &path).await);
    let named = with_text(&number);
    let debtor = Entry {
        day: "2026-04-25",
        ..credit("L-3", "200.00", &named)
    };
    let line = only(&app, &camt("053", 8, ACCOUNT, &[debtor])).await;
    assert_eq!(told(&line), ["matched", "repays"]);
    assert!(line["command"]["body"]["source"]["debtor"].is_object(), "{line}");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn that_a_payment_failed_and_that_it_was_made_do_not_both_wait(#[case] engine: Engine) {
    for (first, second) in [("ACSC", "RJCT"), ("RJCT", "ACSC")] {
        let (app, lent) = instructed(engine).await;
        let kind = if first == "ACSC" {
            "disbursement.settle"
        } else {
            "disbursement.fail"
        };
        two_sign(&app, kind).await;
        let said = |status| pain002("O-1", "", &[(&lent.end_to_end, status)]);
        waits(&app, &only(&app, &said(first)).await).await;
        let again = only(&app, &said(first)).await;
        assert_eq!(told(&again), ["waiting", "waits"], "{again}");
        let other = only(&app, &said(second)).await;
        assert_eq!(told(&other), ["refused", "other-waits"], "{other}");
        assert_eq!(other["proposal"], again["proposal"]);
        assert!(
            other["command"].is_null() && other["by_hand"].is_null(),
            "{other}"
        );
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn one_payment_is_ordered_alone(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let product = app.world.ready_to_lend().await;
    let mut ids = Vec::new();
    for place in 1..=2 {
        ids.push(app.world.instructed_loan(&product, place).await.end_to_end);
    }
    let ordered = async |choice: &str| {
        let reply = app.get(BANK, &format!("/v1/payment-orders{choice}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{choice}");
        let name = reply.headers["content-disposition"].to_str().unwrap();
        let id = name.split('"').nth(1).unwrap().split('.').next().unwrap();
        let xml = String::from_utf8(reply.bytes.clone()).unwrap();
        let payments: Vec<bool> = ids
            .iter()
            .map(|id| xml.contains(&format!("<EndToEndId>{id}</EndToEndId>")))
            .collect();
        (id.to_owned(), payments)
    };
    let (whole, payments) = ordered("").await;
    assert_eq!(payments, [true, true]);
    let (alone, payments) = ordered(&format!("?end_to_end={}", ids[1])).await;
    assert_eq!(payments, [false, true]);
    assert_ne!(alone, whole, "another order has another id");
    let nobody = app.get(BANK, "/v1/payment-orders?end_to_end=JB-E2E-0003").await;
    assert_eq!(nobody.code(), "order-nothing-to-pay");

    // What the bank says of such an order as a whole is so of its payment, and of no other.
    let line = only(&app, &pain002(&alone, "RJCT", &[])).await;
    assert_eq!(told(&line), ["matched", "fails"], "{line}");
    assert_eq!(line["end_to_end"], ids[1].as_str());
    let lines = read(&app, &pain002(&whole, "RJCT", &[])).await;
    assert_eq!(lines.len(), 2, "{lines:?}");
}

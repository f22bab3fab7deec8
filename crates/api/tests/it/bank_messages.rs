//! What comes from a bank's payment system, matched with its loans: nothing is booked twice, and nothing is lost.

use axum::http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use tallystick_store::Answer;
use tallystick_testbed::{Engine, LENT, Lending};

use crate::app::{App, Checker, Maker, Nobody};
use crate::camt::{ACCOUNT, Entry, NOTHING, Payment, camt, pain002};
use crate::loading::{
    BANK, MESSAGES, active, certificate_number, credit, import, instructed, only, read, record, send,
    with_end_to_end, with_text,
};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_order_goes_out_under_an_id_that_follows_from_what_is_paid(#[case] engine: Engine) {
    let (app, lent) = instructed(engine).await;
    let reply = app.get(BANK, "/v1/payment-orders").await;
    assert_eq!(reply.status, StatusCode::OK);
    let xml = String::from_utf8(reply.bytes.clone()).unwrap();
    assert!(xml.contains("pain.001.001.09"), "{xml}");
    assert!(
        xml.contains(&format!("<EndToEndId>{}</EndToEndId>", lent.end_to_end)),
        "{xml}"
    );
    assert!(xml.contains(LENT), "{xml}");
    let name = reply.headers["content-disposition"].to_str().unwrap().to_owned();
    let again = app
        .get(
            BANK,
            "/v1/payment-orders?version=3&value_on=2026-02-09&currency=CNY",
        )
        .await;
    let old = String::from_utf8(again.bytes.clone()).unwrap();
    assert!(old.contains("pain.001.001.03"), "{old}");
    let id = name.split('"').nth(1).unwrap().split('.').next().unwrap();
    assert!(
        id.len() == 34 && old.contains(id),
        "the same payments have the same id: {id}"
    );
    // Said of the whole order, of which nothing else is known than its id.
    assert_eq!(only(&app, &pain002(id, "RJCT", &[])).await["code"], "fails");
    assert_eq!(
        only(&app, &pain002("O-1", "RJCT", &[])).await["code"],
        "of-unknown-order"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_an_order_is_booked_once(#[case] engine: Engine) {
    let (app, lent) = instructed(engine).await;
    let on_its_way = pain002("O-1", "", &[(&lent.end_to_end, "ACSP")]);
    assert_eq!(only(&app, &on_its_way).await["code"], "on-its-way");
    let settled = pain002("O-1", "", &[(&lent.end_to_end, "ACSC")]);
    assert_eq!(import(&app, &settled).await, ["matched"]);
    let known = only(&app, &settled).await;
    assert_eq!(
        (&known["state"], &known["code"]),
        (&json!("recorded"), &json!("paid-out-already"))
    );
    assert_eq!(known["loan"], lent.loan.as_str());
    let rejected = pain002("O-1", "", &[(&lent.end_to_end, "RJCT")]);
    assert_eq!(only(&app, &rejected).await["code"], "paid-out-and-refused");
    assert_eq!(
        app.get(BANK, "/v1/payment-orders").await.code(),
        "order-nothing-to-pay"
    );

    // The line that shows it comes later, and books the line alone.
    let shown = camt(
        "054",
        4,
        ACCOUNT,
        &[Entry {
            direction: "DBIT",
            ..credit("L-1", LENT, &with_end_to_end(&lent.end_to_end))
        }],
    );
    assert_eq!(import(&app, &shown).await, ["matched"]);
    let known = only(&app, &shown).await;
    assert_eq!(
        (&known["state"], &known["code"]),
        (&json!("recorded"), &json!("booked-already"))
    );
    let record = record(&app).await;
    assert_eq!(record["loans"][0][0], "Active");
    assert_eq!(
        record["loans"][0][1].as_array().unwrap().len(),
        1,
        "one disbursement: {record}"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_failed_takes_the_loan_back_once(#[case] engine: Engine) {
    let (app, lent) = instructed(engine).await;
    let xml = pain002("O-1", "", &[(&lent.end_to_end, "RJCT")]);
    let line = only(&app, &xml).await;
    assert_eq!(line["command"]["kind"], "disbursement.fail/1");
    assert_eq!(line["command"]["body"]["reason"], "RJCT AC04 收款账户已注销");
    assert_eq!(import(&app, &xml).await, ["matched"]);
    assert_eq!(only(&app, &xml).await["code"], "failed-already");
    assert_eq!(record(&app).await["loans"][0][0], "Approved");
    // Money that went out after all is booked whatever was said before.
    let out = camt(
        "053",
        8,
        ACCOUNT,
        &[Entry {
            direction: "DBIT",
            ..credit("L-1", LENT, &with_end_to_end(&lent.end_to_end))
        }],
    );
    assert_eq!(import(&app, &out).await, ["matched"]);
    assert_eq!(record(&app).await["loans"][0][0], "Active");
}

/// Two repayments and a line that nobody knows, each in a file of its own.
fn three_files(lent: &Lending) -> [String; 3] {
    let loan = with_text(&lent.loan);
    let first = [credit("L-7", "100000.00", &loan)];
    let second = [credit("L-8", "200000.00", &loan)];
    let nobody = with_text("货款");
    let third = [credit("L-9", "5.00", &nobody), credit("", "7.00", &nobody)];
    [
        camt("054", 4, ACCOUNT, &first),
        camt("054", 2, ACCOUNT, &second),
        camt("054", 8, ACCOUNT, &third),
    ]
}

fn whole_file(lent: &Lending) -> String {
    let (loan, nobody) = (with_text(&lent.loan), with_text("货款"));
    let entries = [
        credit("L-7", "100000.00", &loan),
        credit("L-8", "200000.00", &loan),
        credit("L-9", "5.00", &nobody),
        credit("", "7.00", &nobody),
    ];
    camt("053", 8, ACCOUNT, &entries)
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_twice_in_pieces_or_out_of_order_leaves_the_same_ledger(#[case] engine: Engine) {
    let states = ["matched", "matched", "unmatched", "unmatched"];
    let known = ["recorded"; 4];

    let (app, lent) = active(engine).await;
    assert_eq!(import(&app, &whole_file(&lent)).await, states);
    let once = record(&app).await;
    assert_eq!(import(&app, &whole_file(&lent)).await, known, "twice");
    for piece in three_files(&lent) {
        assert!(
            import(&app, &piece).await.iter().all(|state| state == "recorded"),
            "then its pieces"
        );
    }
    assert_eq!(record(&app).await, once);

    let (app, lent) = active(engine).await;
    for piece in three_files(&lent) {
        import(&app, &piece).await;
        import(&app, &piece).await;
    }
    assert_eq!(
        import(&app, &whole_file(&lent)).await,
        known,
        "the whole after its pieces"
    );
    assert_eq!(record(&app).await, once);

    // The money comes in before it is known to be out, and the pieces come from the last to the first.
    let (app, lent) = instructed(engine).await;
    for piece in three_files(&lent).iter().rev() {
        import(&app, piece).await;
    }
    import(&app, &pain002("O-1", "", &[(&lent.end_to_end, "ACSC")])).await;
    assert_eq!(import(&app, &whole_file(&lent)).await, known);
    let mut out_of_order = record(&app).await;
    // That it came in before it was out is flagged: twice, for two lines.
    assert_eq!(out_of_order["loans"][0][2], 2);
    out_of_order["loans"][0][2] = json!(0);
    assert_eq!(out_of_order, once);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_one_file_shows_as_a_whole_and_another_in_parts_is_booked_once(#[case] engine: Engine) {
    let (app, lent) = active(engine).await;
    let (number, text) = ("P-1", lent.loan.clone());
    let parts = |of: &'static str| {
        [
            Payment {
                reference: number,
                amount: "100.00",
                text: &text,
                ..NOTHING
            },
            Payment {
                reference: of,
                amount: "200.00",
                text: "货款",
                ..NOTHING
            },
        ]
    };
    let (both, without) = (parts("P-2"), with_text("批量入账"));
    let in_parts = camt("054", 8, ACCOUNT, &[credit("E-1", "300.00", &both)]);
    let as_whole = camt("053", 8, ACCOUNT, &[credit("E-1", "300.00", &without)]);
    assert_eq!(import(&app, &in_parts).await, ["matched", "unmatched"]);
    let line = only(&app, &as_whole).await;
    assert_eq!(
        (&line["state"], &line["code"]),
        (&json!("recorded"), &json!("recorded-in-parts"))
    );
    let other = camt("053", 8, ACCOUNT, &[credit("E-1", "300.01", &without)]);
    assert_eq!(only(&app, &other).await["code"], "parts-differ");

    // The other way round: first the whole, then its parts.
    let whole = camt("053", 8, ACCOUNT, &[credit("E-2", "300.00", &without)]);
    let parts = camt("054", 8, ACCOUNT, &[credit("E-2", "300.00", &both)]);
    assert_eq!(import(&app, &whole).await, ["unmatched"]);
    let codes: Vec<Value> = read(&app, &parts)
        .await
        .into_iter()
        .map(|line| line["code"].clone())
        .collect();
    assert_eq!(codes, ["recorded-as-whole", "recorded-as-whole"]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_debtor_is_known_by_the_number_of_its_certificate(#[case] engine: Engine) {
    let (app, lent) = active(engine).await;
    let path = format!("/v1/certificates/{}", crate::app::bare(&lent.certificate));
    let number = certificate_number(&app.get(BANK, &path).await);
    let text = format!("付款 {number} 全额");
    let xml = camt(
        "054",
        8,
        ACCOUNT,
        &[credit("L-1", "1200000.00", &with_text(&text))],
    );
    let line = only(&app, &xml).await;
    assert_eq!(line["command"]["kind"], "repayment.book/1");
    let paid = &line["command"]["body"]["source"]["debtor"]["certificates"][0];
    assert_eq!(paid["certificate"], lent.certificate.as_str());
    assert_eq!(import(&app, &xml).await, ["matched"]);
    assert_eq!(record(&app).await["loans"][0][0], "Closed");
    let shown = app.get(Maker("supplier"), &path).await;
    assert_eq!(shown.json()["stage"], "discharged");
}

const UNKNOWN: [Payment<'static>; 1] = [Payment {
    end_to_end: "NOBODY-1",
    ..NOTHING
}];

type Change = fn(&mut Entry<'_>);

/// What is told of a repayment that is changed like this.
const CHANGES: [(Change, &str, &str); 9] = [
    (|line| line.currency = "USD", "refused", "currency-of-another"),
    (|line| line.payments = &UNKNOWN, "unmatched", "names-no-loan"),
    (|line| line.direction = "DBIT", "unmatched", "names-no-loan"),
    (|line| line.status = "PDNG", "pending", "not-booked"),
    (|line| line.day = "2026-02-10", "pending", "value-date-ahead"),
    (|line| line.reversal = true, "unmatched", "takes-back"),
    (|line| line.reference = "", "unmatched", "no-reference"),
    (|line| line.reference = "NONREF", "unmatched", "no-reference"),
    (|line| line.amount = "0.00", "recorded", "no-amount"),
];

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_booked_is_told_why(#[case] engine: Engine) {
    let (app, lent) = active(engine).await;
    let loan = with_text(&lent.loan);
    let paid = credit("L-1", "100.00", &loan);
    for (change, state, code) in CHANGES {
        let mut entry = paid;
        change(&mut entry);
        let line = only(&app, &camt("053", 8, ACCOUNT, &[entry])).await;
        let told = (line["state"].as_str().unwrap(), line["code"].as_str().unwrap());
        assert_eq!(told, (state, code), "{line}");
        assert_eq!(line["command"].is_null(), state != "unmatched", "{line}");
        let sentence = line["sentence"].as_str().unwrap();
        assert!(sentence.len() > 20, "{line}");
    }
    let of_another = camt("053", 8, "6222000000000000001", &[paid]);
    assert_eq!(only(&app, &of_another).await["code"], "account-of-another");
    // One reference for two bookings of another amount: neither is lost without a word.
    let twice = camt("053", 8, ACCOUNT, &[paid, credit("L-1", "101.00", &loan), paid]);
    let codes: Vec<Value> = read(&app, &twice)
        .await
        .into_iter()
        .map(|line| line["code"].clone())
        .collect();
    assert_eq!(codes, ["repays", "reference-taken", "repeated"]);
    assert_eq!(record(&app).await["lines"], json!([]), "reading writes nothing");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_booking_that_was_taken_back_is_not_made_again_by_the_same_file(#[case] engine: Engine) {
    let (app, lent) = active(engine).await;
    let loan = with_text(&lent.loan);
    let xml = camt("053", 8, ACCOUNT, &[credit("L-1", "100.00", &loan)]);
    import(&app, &xml).await;
    let entry = only(&app, &xml).await["entry"].clone();
    let reverse = json!({"entry": entry, "reason": "记错借款"});
    app.world.bank_signs("repayment.reverse/1", reverse).await;
    let line = only(&app, &xml).await;
    assert_eq!(
        (&line["state"], &line["code"]),
        (&json!("recorded"), &json!("recorded-for-loan"))
    );
    assert!(line["command"].is_null(), "{line}");
    assert_eq!(line["by_hand"]["kind"], "repayment.assign/1");
    // By hand it takes two.
    let body = line["by_hand"]["body"].clone();
    let alone = app
        .world
        .act("bank", "repayment.assign/1", body.clone(), 1)
        .await
        .unwrap();
    assert!(matches!(alone, Answer::Waiting(_)), "one signature is not enough");
    app.world.bank_signs("repayment.assign/1", body).await;
    assert_eq!(only(&app, &xml).await["code"], "booked-already");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_line_whose_command_waits_for_signatures_gets_no_second_one(#[case] engine: Engine) {
    let (app, lent) = active(engine).await;
    let rule = json!({"command": "repayment.book", "from": null, "signatures": 2, "checker": true});
    let policy = json!({"policy": {"sole_member": false, "rules": [rule]}});
    let changed = app.world.act("bank", "policy.change/1", policy, 2).await;
    let loan = with_text(&lent.loan);
    let xml = camt("053", 8, ACCOUNT, &[credit("L-1", "100.00", &loan)]);
    let line = only(&app, &xml).await;
    let body = line["command"]["body"].clone();
    let answer = app.world.act("bank", "repayment.book/1", body, 1).await.unwrap();
    assert!(
        changed.is_ok() && matches!(answer, Answer::Waiting(_)),
        "{changed:?}"
    );
    let line = only(&app, &xml).await;
    assert_eq!(
        (&line["state"], &line["code"]),
        (&json!("waiting"), &json!("waits"))
    );
    assert!(
        line["command"].is_null() && line["proposal"].is_string(),
        "{line}"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn only_a_bank_has_its_messages_read(#[case] engine: Engine) {
    let (app, lent) = instructed(engine).await;
    let xml = pain002("O-1", "", &[(&lent.end_to_end, "ACSC")]);
    for stranger in ["supplier", "buyer", "guarantor", "manager", "auditor", "operator"] {
        let reply = send(&app, Maker(stranger), &xml).await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (StatusCode::FORBIDDEN, "not-a-bank"),
            "{stranger}"
        );
        let reply = app.get(Maker(stranger), "/v1/payment-orders").await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (StatusCode::FORBIDDEN, "not-a-bank"),
            "{stranger}"
        );
    }
    assert_eq!(send(&app, Nobody, &xml).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(send(&app, Checker("bank"), &xml).await.status, StatusCode::OK);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_message_of_a_bank_is_refused_with_its_reason(#[case] engine: Engine) {
    let app = App::new(engine).await;
    for (body, status, code) in [
        ("", 400, "empty-file"),
        ("%PDF-1.7", 422, "document-not-a-bank-file"),
        ("<a/>", 422, "document-message"),
        ("<a>", 422, "xml-malformed"),
    ] {
        let reply = send(&app, BANK, body).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (status, code),
            "{body}"
        );
    }
    let reply = app.post_text(BANK, MESSAGES, "application/json", "{}").await;
    assert_eq!(reply.code(), "media-type");
}

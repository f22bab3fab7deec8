//! Statements (camt.053) and notifications (camt.054) of banks.

use chrono::NaiveDate;
use rstest::rstest;
use tallystick_documents::{
    AccountId, BankLine, BankMessage, Direction, LineStatus, StatementKind, read_bank_message,
};

use crate::fixture::{
    FROM_BANKS, NOTIFICATION_2, NOTIFICATION_4, NOTIFICATION_8, STATEMENT_2, STATEMENT_4, STATEMENT_8, bytes,
    changed, finding_codes, json, statement, text,
};

fn lines(text: &str) -> Vec<BankLine> {
    let statements = statement(text).statements;
    statements
        .into_iter()
        .flat_map(|statement| statement.entries)
        .collect()
}

fn found(text: &str) -> Vec<&'static str> {
    finding_codes(&statement(text).findings)
}

fn amounts(lines: &[BankLine]) -> Vec<String> {
    lines.iter().map(|line| line.amount.to_string()).collect()
}

#[test]
fn camt_053_version_2_is_read_with_every_field() {
    insta::assert_snapshot!(json(&statement(&text(STATEMENT_2))));
}

#[test]
fn camt_053_version_4_is_read_with_every_field() {
    insta::assert_snapshot!(json(&statement(&text(STATEMENT_4))));
}

#[test]
fn camt_053_version_8_is_read_with_every_field() {
    insta::assert_snapshot!(json(&statement(&text(STATEMENT_8))));
}

#[test]
fn camt_054_version_2_is_read_with_every_field() {
    insta::assert_snapshot!(json(&statement(&text(NOTIFICATION_2))));
}

#[test]
fn camt_054_version_4_is_read_with_every_field() {
    insta::assert_snapshot!(json(&statement(&text(NOTIFICATION_4))));
}

#[test]
fn camt_054_version_8_is_read_with_every_field() {
    insta::assert_snapshot!(json(&statement(&text(NOTIFICATION_8))));
}

#[rstest]
fn any_later_version_is_read_as_well(
    #[values("02", "03", "05", "06", "07", "08", "09", "10", "13")] version: &str,
) {
    let text = text(STATEMENT_2).replace("camt.053.001.02", &format!("camt.053.001.{version}"));
    let read = statement(&text);
    assert_eq!(read.version, version.parse::<u8>().unwrap());
    assert_eq!(read.kind, StatementKind::Statement);
    assert_eq!(read.statements[0].entries.len(), 10);
}

#[rstest]
fn a_sound_message_has_no_findings(
    #[values(STATEMENT_2, STATEMENT_4, STATEMENT_8, NOTIFICATION_2, NOTIFICATION_8)] name: &str,
) {
    assert_eq!(found(&text(name)), [""; 0]);
}

#[rstest]
fn a_message_survives_its_json_form(#[values(0, 1, 2, 3, 4, 5, 6, 7)] number: usize) {
    let message = read_bank_message(&bytes(FROM_BANKS[number])).expect("a message");
    let back: BankMessage = serde_json::from_str(&json(&message)).expect("its own form");
    assert_eq!(back, message);
}

#[test]
fn the_same_booking_in_a_statement_and_in_a_notification_has_one_name() {
    let name = |line: &BankLine| {
        (
            line.servicer_reference.clone(),
            line.ordinal,
            line.end_to_end.clone(),
            line.amount,
            line.direction,
        )
    };
    let (in_statement, in_notification) = (lines(&text(STATEMENT_2)), lines(&text(NOTIFICATION_2)));
    assert_eq!(name(&in_statement[0]), name(&in_notification[0]));
    assert_eq!(in_statement[0].end_to_end.as_deref(), Some("LN-2026-0193-D1"));
}

#[test]
fn lines_without_reference_are_numbered_among_their_like() {
    let text = changed(STATEMENT_2, "<AcctSvcrRef>JN26083100044</AcctSvcrRef>", "");
    let lines = lines(&text);
    let numbered: Vec<(String, u32)> = lines
        .iter()
        .filter(|line| line.servicer_reference.is_none())
        .map(|line| (line.amount.value_text(), line.ordinal))
        .collect();
    let expected = [
        ("806000.00", 1),
        ("15.00", 1),
        ("15.00", 2),
        ("5000.00", 1),
        ("777.00", 1),
    ];
    assert_eq!(
        numbered,
        expected.map(|(amount, ordinal)| (amount.to_owned(), ordinal))
    );
}

#[test]
fn a_pending_line_changes_no_number_of_a_booked_one() {
    let fee = "<Ntry>\n        <Amt Ccy=\"CNY\">15.00</Amt>";
    let pending = "<Ntry><Amt Ccy=\"CNY\">15.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts>\
                   <BookgDt><Dt>2026-08-31</Dt></BookgDt></Ntry>";
    let lines = lines(&changed(STATEMENT_2, fee, &format!("{pending}{fee}")));
    let fees: Vec<(bool, u32)> = lines
        .iter()
        .filter(|line| line.amount.minor() == 1500)
        .map(|line| (line.is_booked(), line.ordinal))
        .collect();
    assert_eq!(fees, [(false, 1), (true, 1), (true, 2)]);
}

#[test]
fn one_booked_reference_for_two_bookings_is_told_and_numbered() {
    let text = changed(STATEMENT_2, "JN26083100044", "JN26083100017");
    assert_eq!(found(&text), ["reference-repeated"]);
    assert_eq!(lines(&text)[1].ordinal, 2);
}

#[test]
fn only_what_is_booked_is_booked() {
    let lines = lines(&text(STATEMENT_8));
    let statuses: Vec<&LineStatus> = lines.iter().map(|line| &line.status).collect();
    let expected = [
        &LineStatus::Booked,
        &LineStatus::Booked,
        &LineStatus::Future,
        &LineStatus::Other("待复核".to_owned()),
        &LineStatus::Pending,
    ];
    assert_eq!(statuses, expected);
    assert_eq!(lines.iter().filter(|line| line.is_booked()).count(), 2);
}

#[test]
fn a_batch_gives_a_line_for_each_transaction_with_its_own_ids() {
    let lines = lines(&text(STATEMENT_2));
    let batch: Vec<_> = lines.iter().filter(|line| line.entry == 3).collect();
    let of = |at: usize| {
        let line = batch[at];
        (
            line.transaction,
            line.amount.value_text(),
            line.servicer_reference.clone().unwrap(),
            line.end_to_end.clone().unwrap(),
        )
    };
    assert_eq!(
        of(0),
        (
            Some(1),
            "12000.50".into(),
            "JN26083100051-1".into(),
            "LN-2026-0194-D1".into()
        )
    );
    assert_eq!(
        of(1),
        (
            Some(2),
            "9999.50".into(),
            "JN26083100051-2".into(),
            "LN-2026-0195-D1".into()
        )
    );
    assert_eq!(
        of(2),
        (
            Some(3),
            "8000.00".into(),
            "JN26083100051".into(),
            "LN-2026-0196-D1".into()
        )
    );
    assert!(
        batch
            .iter()
            .all(|line| line.payment_group_id.as_deref() == Some("TALLY-20260831-02"))
    );
}

#[test]
fn a_transaction_tells_the_reference_of_its_entry_beside_its_own() {
    let lines = lines(&text(STATEMENT_4));
    assert_eq!(lines[0].servicer_reference.as_deref(), Some("F0831-1/1"));
    assert!(
        lines
            .iter()
            .all(|line| line.entry_servicer_reference.as_deref() == Some("F0831-1"))
    );
}

#[test]
fn transactions_that_share_the_reference_of_their_entry_are_numbered() {
    let ordinals: Vec<u32> = lines(&text(NOTIFICATION_4))
        .iter()
        .map(|line| line.ordinal)
        .collect();
    assert_eq!(ordinals, [1, 2]);
    assert_eq!(found(&text(NOTIFICATION_4)), ["batch-sum", "iban-check"]);
}

#[test]
fn a_batch_that_nets_both_ways_is_believed() {
    let lines = lines(&text(STATEMENT_4));
    assert_eq!(amounts(&lines), ["1,200.00 EUR", "720.00 EUR", "20.00 EUR"]);
    let ways: Vec<Direction> = lines.iter().map(|line| line.direction).collect();
    assert_eq!(ways, [Direction::Credit, Direction::Credit, Direction::Debit]);
}

#[test]
fn a_direction_that_makes_nothing_add_up_is_not_taken() {
    let text = text(NOTIFICATION_4).replace("199.99", "200.00").replacen(
        "</Amt>\n            <CdtDbtInd>DBIT",
        "</Amt>\n            <CdtDbtInd>CRDT",
        2,
    );
    assert_eq!(
        found(&text),
        ["transaction-direction", "transaction-direction", "iban-check"]
    );
    assert!(lines(&text).iter().all(|line| line.direction == Direction::Debit));
}

#[test]
fn a_batch_in_another_currency_keeps_its_own_amounts_and_says_so() {
    let text = text(NOTIFICATION_4)
        .replace("Ccy=\"EUR\">100.00", "Ccy=\"CHF\">100.00")
        .replace("Ccy=\"EUR\">199.99", "Ccy=\"CHF\">199.99");
    assert_eq!(found(&text), ["batch-currency", "iban-check"]);
    assert_eq!(amounts(&lines(&text)), ["100.00 CHF", "199.99 CHF"]);
}

#[test]
fn a_batch_with_an_amount_missing_stays_one_line() {
    let text = changed(NOTIFICATION_4, "<Amt Ccy=\"EUR\">199.99</Amt>", "");
    assert_eq!(found(&text), ["batch-undivided"]);
    assert_eq!(amounts(&lines(&text)), ["300.00 EUR"]);
}

#[test]
fn of_one_transaction_the_entry_counts() {
    let text = changed(
        STATEMENT_2,
        "<Amt Ccy=\"CNY\">981800.00</Amt></TxAmt>",
        "<Amt Ccy=\"CNY\">981850.00</Amt></TxAmt>",
    );
    assert_eq!(found(&text), ["transaction-amount"]);
    assert_eq!(lines(&text)[0].amount.value_text(), "981800.00");
}

#[rstest]
#[case::taken_back("true")]
#[case::returned("false")]
fn a_payment_that_came_back_keeps_the_creditor_on_the_other_side(#[case] reversal: &str) {
    let text = changed(STATEMENT_2, "<RvslInd>true", &format!("<RvslInd>{reversal}"));
    let line = lines(&text).remove(7);
    assert_eq!(
        (line.reversal, line.direction),
        (reversal == "true", Direction::Credit)
    );
    assert_eq!(
        line.counterparty.unwrap().name.as_deref(),
        Some("河北安洁防护用品厂")
    );
    assert_eq!(line.return_reason.as_deref(), Some("AC01"));
}

#[test]
fn in_a_batch_that_nets_the_other_side_follows_the_transaction() {
    let parties =
        "<RltdPties><Dbtr><Nm>own</Nm></Dbtr><Cdtr><Nm>the bank</Nm></Cdtr></RltdPties><AddtlTxInf>charge";
    let lines = lines(&changed(STATEMENT_4, "<AddtlTxInf>charge", parties));
    assert_eq!(lines[2].direction, Direction::Debit);
    assert_eq!(
        lines[2].counterparty.as_ref().unwrap().name.as_deref(),
        Some("the bank")
    );
}

#[test]
fn the_opening_balance_may_be_the_closing_one_of_the_day_before() {
    let read = statement(&text(STATEMENT_4));
    let opening = read.statements[1].opening.as_ref().expect("a balance");
    assert_eq!((opening.kind.as_str(), opening.amount.minor()), ("PRCD", 0));
    assert!(
        read.statements[0]
            .opening
            .as_ref()
            .expect("a balance")
            .amount
            .is_negative()
    );
}

#[test]
fn the_day_is_the_one_the_bank_wrote_whatever_the_zone() {
    let line = lines(&text(STATEMENT_2)).remove(1);
    assert_eq!(line.booking_date, NaiveDate::from_ymd_opt(2026, 8, 31));
    assert_eq!(line.value_date, NaiveDate::from_ymd_opt(2026, 9, 1));
    assert_eq!(line.day(), line.booking_date);
}

#[test]
fn an_account_without_currency_has_that_of_its_balances_or_entries() {
    let read = statement(&text(STATEMENT_8));
    assert_eq!(read.statements[0].currency.unwrap().as_str(), "CNY");
    assert_eq!(
        read.statements[0].account,
        AccountId::Other("6214830001172044".to_owned())
    );
    assert_eq!(
        statement(&text(NOTIFICATION_2)).statements[0]
            .currency
            .unwrap()
            .as_str(),
        "CNY"
    );
}

#[rstest]
#[case::closing(">806170.50<", ">806170.51<", &["balance-sum"])]
#[case::entry("<Amt Ccy=\"CNY\">806000<", "<Amt Ccy=\"CNY\">806000.01<", &["balance-sum", "entry-summary", "entry-summary"])]
#[case::no_closing("CLBD", "ITBD", &["balance-missing"])]
#[case::two_openings("<Cd>CLAV", "<Cd>OPBD", &["balances-differ"])]
#[case::balance_currency("<Amt Ccy=\"CNY\">806170.50", "<Amt Ccy=\"USD\">806170.50", &["balance-currency"])]
#[case::entry_currency("<Amt Ccy=\"CNY\">806000<", "<Amt Ccy=\"USD\">806000<", &["balance-currency", "entry-currency"])]
#[case::page("<LastPgInd>true", "<LastPgInd>false", &["statement-page"])]
#[case::summary_number("<NbOfNtries>8<", "<NbOfNtries>9<", &["entry-summary"])]
#[case::summary_sum("<Sum>823777.50<", "<Sum>823777.5001<", &["entry-summary"])]
#[case::batch(">9999.50</Amt></TxAmt>", ">9999.51</Amt></TxAmt>", &["batch-sum"])]
#[case::booking_date("<BookgDt><DtTm>2026-08-31T10:02:11+08:00</DtTm></BookgDt>", "", &["booking-date-missing"])]
#[case::period("<ToDtTm>2026-08-31", "<ToDtTm>2026-08-30", &["period-reversed"])]
#[case::iban("<Id><Othr><Id>0200001009088123456</Id></Othr></Id>", "<Id><IBAN>DE16120500000123456701</IBAN></Id>", &["iban-check"])]
fn one_wrong_value_gives_the_finding_for_it(#[case] from: &str, #[case] to: &str, #[case] expected: &[&str]) {
    assert_eq!(found(&changed(STATEMENT_2, from, to)), expected);
}

#[test]
fn a_contradiction_is_told_with_its_numbers() {
    let read = statement(&changed(STATEMENT_2, ">806170.50<", ">806170.51<"));
    insta::assert_snapshot!(json(&read.findings));
}

//! Orders to pay (pain.001): what is written, read back with the reader of XML.

use chrono::NaiveDate;
use rstest::rstest;
use tallystick_base::{Currency, Millis, Money};
use tallystick_documents::xml::{Element, XmlLimits, parse};
use tallystick_documents::{
    AccountId, Institution, Payment, PaymentOrder, PaymentOrderError, PaymentOrderVersion, read_bank_message,
};

use crate::fixture::text;

pub(crate) const BOTH: [PaymentOrderVersion; 2] = [PaymentOrderVersion::V3, PaymentOrderVersion::V9];

fn cny(text: &str) -> Money {
    Money::parse(text, Currency::CNY).expect("an amount")
}

fn bank(bic: Option<&str>, number: Option<&str>, name: Option<&str>) -> Institution {
    Institution {
        bic: bic.map(str::to_owned),
        clearing_number: number.map(str::to_owned),
        name: name.map(str::to_owned),
    }
}

/// The order whose XML is in the fixtures.
pub(crate) fn order() -> PaymentOrder {
    let payment = |end_to_end: &str, amount: &str, creditor_name: &str, account: AccountId| Payment {
        end_to_end: end_to_end.to_owned(),
        amount: cny(amount),
        creditor_name: creditor_name.to_owned(),
        creditor_account: account,
        creditor_bank: None,
        remittance: None,
    };
    let other = |number: &str| AccountId::Other(number.to_owned());
    let payments = vec![
        Payment {
            creditor_bank: Some(bank(None, Some("105100008887"), Some("景山银行北京支行"))),
            remittance: Some("确权贷放款 LN-2026-0193".to_owned()),
            ..payment(
                "LN-2026-0193-D1",
                "981800.00",
                "北京景和电力设备有限公司",
                other("11001018600053012345"),
            )
        },
        Payment {
            creditor_bank: Some(bank(Some("JNBKCNBJ"), None, None)),
            ..payment(
                "LN-2026-0194-D1",
                "12000.5",
                "R&D <防护> \"Works\"",
                other("0200001009088123456"),
            )
        },
        payment(
            "LN-2026-0195-D1",
            "0.01",
            "Klinik am Wall GmbH",
            AccountId::Iban("DE15120500000123456701".to_owned()),
        ),
    ];
    PaymentOrder {
        message_id: "TALLY-20260831-01".to_owned(),
        created: Millis::new(1_788_138_000_000).expect("a time"),
        initiating_party: "京苒信贷中心".to_owned(),
        debtor_name: "京苒信贷专户".to_owned(),
        debtor_account: other("6214830001172044"),
        debtor_bank: bank(
            Some("JNBKCNBJXXX"),
            Some("313100099991"),
            Some("京南银行北京分行"),
        ),
        execution_day: NaiveDate::from_ymd_opt(2026, 8, 31).expect("a day"),
        payments,
    }
}

pub(crate) fn root(xml: &str) -> Element {
    parse(xml, XmlLimits::MESSAGE).expect("well-formed")
}

/// Every element with a text, in order, by its path below the root.
fn leaves(element: &Element, path: &str, found: &mut Vec<(String, String)>) {
    for child in &element.children {
        assert_eq!(child.namespace, element.namespace);
        let path = if path.is_empty() {
            child.name.to_string()
        } else {
            format!("{path}/{}", child.name)
        };
        if child.children.is_empty() {
            let currency = child.attribute("", "Ccy").map(|currency| format!(" {currency}"));
            found.push((path, format!("{}{}", child.text, currency.unwrap_or_default())));
        } else {
            assert_eq!(child.text.trim(), "");
            leaves(child, &path, found);
        }
    }
}

fn read(xml: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    leaves(&root(xml), "", &mut found);
    found
}

#[rstest]
#[case(PaymentOrderVersion::V3, "bank/pain001-v3.xml")]
#[case(PaymentOrderVersion::V9, "bank/pain001-v9.xml")]
fn the_golden_files_are_what_is_written(#[case] version: PaymentOrderVersion, #[case] name: &str) {
    let written = order().to_xml(version).expect("a sound order");
    assert_eq!(written, text(name));
    assert_eq!(written, order().to_xml(version).expect("the same again"));
}

#[test]
fn version_9_has_every_element_in_the_order_of_the_schema() {
    let found = read(&order().to_xml(PaymentOrderVersion::V9).unwrap());
    let (head, group, payment) = (
        "CstmrCdtTrfInitn/GrpHdr",
        "CstmrCdtTrfInitn/PmtInf",
        "CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf",
    );
    let expected = [
        (head, "MsgId", "TALLY-20260831-01"),
        (head, "CreDtTm", "2026-08-31T01:00:00Z"),
        (head, "NbOfTxs", "3"),
        (head, "CtrlSum", "993800.51"),
        (head, "InitgPty/Nm", "京苒信贷中心"),
        (group, "PmtInfId", "TALLY-20260831-01"),
        (group, "PmtMtd", "TRF"),
        (group, "BtchBookg", "false"),
        (group, "NbOfTxs", "3"),
        (group, "CtrlSum", "993800.51"),
        (group, "ReqdExctnDt/Dt", "2026-08-31"),
        (group, "Dbtr/Nm", "京苒信贷专户"),
        (group, "DbtrAcct/Id/Othr/Id", "6214830001172044"),
        (group, "DbtrAgt/FinInstnId/BICFI", "JNBKCNBJXXX"),
        (group, "DbtrAgt/FinInstnId/ClrSysMmbId/MmbId", "313100099991"),
        (group, "DbtrAgt/FinInstnId/Nm", "京南银行北京分行"),
        (payment, "PmtId/EndToEndId", "LN-2026-0193-D1"),
        (payment, "Amt/InstdAmt", "981800.00 CNY"),
        (payment, "CdtrAgt/FinInstnId/ClrSysMmbId/MmbId", "105100008887"),
        (payment, "CdtrAgt/FinInstnId/Nm", "景山银行北京支行"),
        (payment, "Cdtr/Nm", "北京景和电力设备有限公司"),
        (payment, "CdtrAcct/Id/Othr/Id", "11001018600053012345"),
        (payment, "RmtInf/Ustrd", "确权贷放款 LN-2026-0193"),
        (payment, "PmtId/EndToEndId", "LN-2026-0194-D1"),
        (payment, "Amt/InstdAmt", "12000.50 CNY"),
        (payment, "CdtrAgt/FinInstnId/BICFI", "JNBKCNBJ"),
        (payment, "Cdtr/Nm", "R&D <防护> \"Works\""),
        (payment, "CdtrAcct/Id/Othr/Id", "0200001009088123456"),
        (payment, "PmtId/EndToEndId", "LN-2026-0195-D1"),
        (payment, "Amt/InstdAmt", "0.01 CNY"),
        (payment, "Cdtr/Nm", "Klinik am Wall GmbH"),
        (payment, "CdtrAcct/Id/IBAN", "DE15120500000123456701"),
    ];
    let expected: Vec<(String, String)> = expected
        .into_iter()
        .map(|(path, name, text)| (format!("{path}/{name}"), text.to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn version_3_differs_in_the_namespace_the_day_and_the_name_of_the_bic_only() {
    let nine = order().to_xml(PaymentOrderVersion::V9).unwrap();
    let three = order().to_xml(PaymentOrderVersion::V3).unwrap();
    assert_eq!(
        &*root(&three).namespace,
        "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"
    );
    let nine: Vec<_> = read(&nine)
        .into_iter()
        .map(|(path, text)| {
            (
                path.replace("BICFI", "BIC")
                    .replace("ReqdExctnDt/Dt", "ReqdExctnDt"),
                text,
            )
        })
        .collect();
    assert_eq!(read(&three), nine);
}

#[test]
fn an_order_is_no_message_from_a_bank() {
    for version in BOTH {
        let xml = order().to_xml(version).unwrap();
        let refusal = read_bank_message(xml.as_bytes()).unwrap_err();
        assert_eq!(refusal.code(), "document-message");
        assert!(refusal.to_string().contains(version.as_str()), "{refusal}");
    }
}

/// An order that is changed in one place.
fn broken(change: impl FnOnce(&mut PaymentOrder)) -> Vec<PaymentOrderError> {
    let mut order = order();
    change(&mut order);
    BOTH.iter()
        .map(|version| order.to_xml(*version).expect_err("the order is refused"))
        .collect()
}

type Change = fn(&mut PaymentOrder);

#[test]
fn every_refusal_names_the_element_and_the_limit() {
    let changes: [Change; 25] = [
        |order| order.payments.clear(),
        |order| order.message_id = "x".repeat(36),
        |order| order.message_id = String::new(),
        |order| order.initiating_party = "名".repeat(141),
        |order| order.initiating_party = " \u{3000}".to_owned(),
        |order| order.debtor_name = "名 ".to_owned(),
        |order| order.debtor_name = "a\nb".to_owned(),
        |order| order.debtor_account = AccountId::Other("9".repeat(35)),
        |order| order.debtor_account = AccountId::Iban("DE16120500000123456701".to_owned()),
        |order| order.debtor_bank = Institution::default(),
        |order| order.debtor_bank.bic = Some("jnbkcnbj".to_owned()),
        |order| order.debtor_bank.clearing_number = Some("1".repeat(36)),
        |order| order.debtor_bank.name = Some("名".repeat(141)),
        |order| order.execution_day = NaiveDate::MAX,
        |order| order.payments[1].end_to_end = "x".repeat(36),
        |order| order.payments[1].end_to_end = "LN-2026-0193-D1".to_owned(),
        |order| order.payments[1].end_to_end = "NotProvided".to_owned(),
        |order| order.payments[1].amount = Money::zero(Currency::CNY),
        |order| order.payments[1].amount = cny("-0.01"),
        |order| order.payments[1].amount = Money::parse("1", Currency::JPY).unwrap(),
        |order| order.payments[1].amount = Money::from_minor(i64::MAX, Currency::CNY),
        |order| {
            for payment in &mut order.payments {
                payment.amount = Money::from_minor(999_999_999_999_999_999, Currency::CNY);
            }
        },
        |order| order.payments[2].creditor_name = "\u{FFFE}".to_owned(),
        |order| order.payments[2].creditor_bank = Some(Institution::default()),
        |order| order.payments[0].remittance = Some("款".repeat(141)),
    ];
    let told: Vec<String> = changes
        .into_iter()
        .map(|change| {
            let refusals = broken(change);
            format!("{}: {}", refusals[1].code(), refusals[1])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_sum_beyond_what_is_counted_is_refused() {
    let mut order = order();
    let payment = order.payments[0].clone();
    order.payments = (0..20)
        .map(|number| Payment {
            end_to_end: number.to_string(),
            amount: Money::from_minor(999_999_999_999_999_999, Currency::CNY),
            ..payment.clone()
        })
        .collect();
    assert_eq!(
        order.to_xml(PaymentOrderVersion::V9).unwrap_err().code(),
        "order-sum"
    );
}

#[rstest]
#[case("JNBKCNBJ", true)]
#[case("JNBKCNBJXXX", true)]
#[case("JNBKCN22", true)]
#[case("JNBKCNB", false)]
#[case("JNBKCNBJX", false)]
#[case("JNBKCN1J", false)]
#[case("JNBKCNBO", false)]
#[case("1NBKCNBJ", false)]
#[case("京BKCNBJ", false)]
fn a_bic_has_the_form_of_both_schemas(#[case] bic: &str, #[case] sound: bool) {
    let mut order = order();
    order.debtor_bank.bic = Some(bic.to_owned());
    for version in BOTH {
        assert_eq!(order.to_xml(version).is_ok(), sound);
    }
}

#[test]
fn texts_of_the_longest_length_are_written_whole() {
    let mut order = order();
    order.message_id = "号".repeat(35);
    order.payments[0].creditor_name = "&".repeat(140);
    order.payments[0].creditor_account = AccountId::Other("9".repeat(34));
    let found = read(&order.to_xml(PaymentOrderVersion::V9).unwrap());
    for text in ["号".repeat(35), "&".repeat(140), "9".repeat(34)] {
        assert!(found.iter().any(|(_, found)| *found == text), "{text}");
    }
}

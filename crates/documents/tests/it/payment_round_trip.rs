//! Any order to pay is refused, or comes back from its XML as it was.

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use tallystick_base::{Currency, Millis, Money};
use tallystick_documents::xml::Element;
use tallystick_documents::{AccountId, Institution, Payment, PaymentOrder};

use crate::payment_orders::{BOTH, order, root};

/// The order in a text, by name and not by place: what a bank would take from it.
fn read_order(xml: &str) -> Option<PaymentOrder> {
    fn at<'e>(element: &'e Element, path: &str) -> Option<&'e Element> {
        path.split('/').try_fold(element, |element, step| {
            element.children.iter().find(|child| &*child.name == step)
        })
    }
    fn text(element: &Element, path: &str) -> Option<String> {
        at(element, path).map(|element| element.text.clone())
    }
    fn account(element: &Element) -> Option<AccountId> {
        let iban = text(element, "Id/IBAN").map(AccountId::Iban);
        iban.or_else(|| text(element, "Id/Othr/Id").map(AccountId::Other))
    }
    fn bank(element: &Element) -> Option<Institution> {
        let id = at(element, "FinInstnId")?;
        Some(Institution {
            bic: text(id, "BIC").or_else(|| text(id, "BICFI")),
            clearing_number: text(id, "ClrSysMmbId/MmbId"),
            name: text(id, "Nm"),
        })
    }
    let root = root(xml);
    let (head, group) = (
        at(&root, "CstmrCdtTrfInitn/GrpHdr")?,
        at(&root, "CstmrCdtTrfInitn/PmtInf")?,
    );
    let transfers: Vec<&Element> = group
        .children
        .iter()
        .filter(|child| &*child.name == "CdtTrfTxInf")
        .collect();
    let mut payments = Vec::new();
    for transfer in transfers {
        let amount = at(transfer, "Amt/InstdAmt")?;
        let currency = Currency::parse(amount.attribute("", "Ccy")?).ok()?;
        payments.push(Payment {
            end_to_end: text(transfer, "PmtId/EndToEndId")?,
            amount: Money::parse(&amount.text, currency).ok()?,
            creditor_name: text(transfer, "Cdtr/Nm")?,
            creditor_account: account(at(transfer, "CdtrAcct")?)?,
            creditor_bank: at(transfer, "CdtrAgt").and_then(bank),
            remittance: text(transfer, "RmtInf/Ustrd"),
        });
    }
    let sum = Money::sum(
        payments.first()?.amount.currency(),
        payments.iter().map(|payment| payment.amount),
    )
    .ok()?;
    for part in [head, group] {
        assert_eq!(text(part, "NbOfTxs")?, payments.len().to_string());
        assert_eq!(text(part, "CtrlSum")?, sum.value_text());
    }
    let created = DateTime::parse_from_rfc3339(&text(head, "CreDtTm")?).ok()?;
    Some(PaymentOrder {
        message_id: text(head, "MsgId")?,
        created: Millis::new(u64::try_from(created.timestamp_millis()).ok()?).ok()?,
        initiating_party: text(head, "InitgPty/Nm")?,
        debtor_name: text(group, "Dbtr/Nm")?,
        debtor_account: account(at(group, "DbtrAcct")?)?,
        debtor_bank: bank(at(group, "DbtrAgt")?)?,
        execution_day: text(group, "ReqdExctnDt/Dt")
            .or_else(|| text(group, "ReqdExctnDt"))?
            .parse()
            .ok()?,
        payments,
    })
}

fn any_bank() -> impl Strategy<Value = Institution> {
    let name = prop::option::of("[\\PC]{1,40}");
    (any::<bool>(), prop::option::of("[0-9]{12}"), name).prop_map(|(bic, clearing_number, name)| {
        Institution {
            bic: bic.then(|| "JNBKCNBJ".to_owned()),
            clearing_number,
            name,
        }
    })
}

fn any_account() -> impl Strategy<Value = AccountId> {
    prop_oneof![
        "[0-9A-Z]{1,36}".prop_map(AccountId::Other),
        prop::sample::select(vec!["DE15120500000123456701", "NL28TALY0417164300"])
            .prop_map(|iban| AccountId::Iban(iban.to_owned())),
    ]
}

fn any_payment() -> impl Strategy<Value = Payment> {
    let texts = ("[\\PC]{1,36}", "[\\PC]{1,141}", prop::option::of("[\\PC]{1,141}"));
    (
        texts,
        any_account(),
        prop::option::of(any_bank()),
        1_i64..1_000_000_000_000,
    )
        .prop_map(
            |((end_to_end, creditor_name, remittance), creditor_account, creditor_bank, minor)| Payment {
                end_to_end,
                amount: Money::from_minor(minor, Currency::CNY),
                creditor_name,
                creditor_account,
                creditor_bank,
                remittance,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_order_is_refused_or_comes_back_as_it_was(
        texts in ("[\\PC]{1,36}", "[\\PC]{1,141}", "[\\PC&&[^\\u{20}]]{1,20}"),
        (account, bank) in (any_account(), any_bank()),
        payments in prop::collection::vec(any_payment(), 0..5),
        created in 0_u64..253_402_300_799_999,
        days in 0_i32..3_000_000,
    ) {
        let order = PaymentOrder {
            message_id: texts.0,
            created: Millis::new(created).unwrap(),
            initiating_party: texts.1,
            debtor_name: texts.2,
            debtor_account: account,
            debtor_bank: bank,
            execution_day: NaiveDate::from_num_days_from_ce_opt(days).unwrap(),
            payments,
        };
        for version in BOTH {
            match order.to_xml(version) {
                Ok(xml) => prop_assert_eq!(read_order(&xml), Some(order.clone())),
                Err(refusal) => prop_assert!(!refusal.code().is_empty()),
            }
        }
    }

    #[test]
    fn plain_orders_are_written(payments in prop::collection::vec(1_i64..1_000_000_000_000, 1..20)) {
        let mut order = order();
        let model = order.payments[0].clone();
        order.payments = payments
            .iter()
            .zip(1_u32..)
            .map(|(minor, number)| Payment {
                end_to_end: format!("E{number}"),
                amount: Money::from_minor(*minor, Currency::CNY),
                ..model.clone()
            })
            .collect();
        for version in BOTH {
            let xml = order.to_xml(version).expect("a sound order");
            prop_assert_eq!(read_order(&xml), Some(order.clone()));
        }
    }
}

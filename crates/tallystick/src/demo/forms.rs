//! The papers of a trade, filled in on the forms of `fixtures/stories/trade`.

use std::collections::BTreeMap;

use anyhow::Context as _;
use chrono::{Datelike as _, NaiveDate};
use tallystick_base::{Currency, Money};
use tallystick_portal::DemoInvoice;

use super::cast::Sketch;
use super::desk::Desk;
use super::papers::{Backing, Paper, filled};
use super::trade::{Agreement, Delivery, Trade};
use super::yuan::{cny, grouped};

/// Takes a form into the binary, so that the demo runs wherever the binary is.
macro_rules! form {
    ($name:literal) => {
        include_str!(concat!("../../../../fixtures/stories/trade/", $name))
    };
}

type Words = BTreeMap<&'static str, String>;

/// The contract between two parties.
pub(super) fn contract(supplier: &Desk, buyer: &Desk, agreement: &Agreement) -> anyhow::Result<Paper> {
    let words = sides(supplier.crew.sketch, buyer.crew.sketch, agreement)?;
    Ok(Paper::text(
        "采购合同.txt",
        &filled(form!("contract.txt"), &words)?,
    ))
}

/// Order, receipt and invoice of a delivery; the invoice is issued on this day.
pub(super) fn backing(trade: &Trade<'_>, delivery: &Delivery, issued: NaiveDate) -> anyhow::Result<Backing> {
    let (supplier, buyer) = (trade.supplier.crew.sketch, trade.buyer.crew.sketch);
    made_out(supplier, buyer, trade.agreement, delivery, issued)
}

fn made_out(
    supplier: &Sketch,
    buyer: &Sketch,
    agreement: &Agreement,
    delivery: &Delivery,
    issued: NaiveDate,
) -> anyhow::Result<Backing> {
    let mut words = sides(supplier, buyer, agreement)?;
    let order_number = format!("{}-DD-{}", agreement.number, delivery.batch);
    let receipt_number = format!("{}-YS-{}", agreement.number, delivery.batch);
    let gross = cny(delivery.amount)?;
    let net = before_tax(gross)?;
    words.extend([
        ("item", delivery.item.to_owned()),
        ("order", order_number.clone()),
        ("receipt", receipt_number.clone()),
        ("number", invoice_number(supplier, agreement, delivery, issued)?),
        ("issued", issued.to_string()),
        ("net", net.value_text()),
        ("tax", gross.checked_sub(net)?.value_text()),
        ("gross", gross.value_text()),
        ("grouped", grouped(gross)),
        ("capitals", gross.capitals()?),
    ]);
    Ok(Backing {
        order: Paper::text("采购订单.txt", &filled(form!("order.txt"), &words)?),
        order_number,
        receipt: Paper::text("验收单.txt", &filled(form!("receipt.txt"), &words)?),
        receipt_number,
        invoice: Paper::invoice(filled(form!("invoice.xml"), &words)?),
    })
}

/// The invoice that a supplier's own system would write for whoever goes on by hand, on the pages.
pub(super) fn written(invoice: &DemoInvoice) -> Option<String> {
    by_hand(invoice).ok()
}

fn by_hand(invoice: &DemoInvoice) -> anyhow::Result<String> {
    let net = before_tax(invoice.amount)?;
    let day = invoice.day.format("%Y%m%d");
    let words = [
        ("number", invoice.number.clone()),
        ("issued", invoice.day.to_string()),
        ("contract", invoice.contract.clone()),
        ("order", format!("{}-DD-{day}", invoice.contract)),
        ("receipt", format!("{}-YS-{day}", invoice.contract)),
        ("seller", invoice.seller.name.clone()),
        ("seller_code", invoice.seller.code.clone()),
        ("seller_address", invoice.address.clone()),
        ("seller_account", invoice.account.clone()),
        ("seller_bank", invoice.bank.clone()),
        ("buyer", invoice.buyer.name.clone()),
        ("buyer_code", invoice.buyer.code.clone()),
        ("buyer_address", String::new()),
        ("item", goods(&invoice.title).to_owned()),
        ("net", net.value_text()),
        ("tax", invoice.amount.checked_sub(net)?.value_text()),
        ("gross", invoice.amount.value_text()),
        ("capitals", invoice.amount.capitals()?),
    ];
    // Names are typed by anyone here, and may have in them what XML takes for its own.
    let escaped = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let words: Words = words
        .iter()
        .map(|(word, value)| (*word, escaped(value)))
        .collect();
    filled(form!("invoice.xml"), &words)
}

/// What is delivered under a contract about this, as it stands on an invoice's line.
fn goods(title: &str) -> &'static str {
    let known = [
        ("供用电", "*供电*电力"),
        ("药品", "*化学药品制剂*退热口服液"),
        ("耗材", "*医疗仪器器械*医用敷料"),
        ("医疗器械", "*医疗仪器器械*一次性注射器"),
        ("护目镜", "*医疗仪器器械*医用护目镜"),
        ("手套", "*橡胶制品*医用手套"),
        ("消毒", "*日用化学产品*消毒液"),
        ("防护服", "*医疗仪器器械*医用防护服"),
    ];
    let found = known.into_iter().find(|(word, _)| title.contains(word));
    found.map_or("*医疗仪器器械*医用外科口罩", |(_, item)| item)
}

/// Who the two are, and what they agreed on.
fn sides(supplier: &Sketch, buyer: &Sketch, agreement: &Agreement) -> anyhow::Result<Words> {
    let (account, bank) = supplier.account.context("a supplier has an account")?;
    Ok([
        ("contract", agreement.number),
        ("title", agreement.title),
        ("seller", supplier.name),
        ("seller_code", supplier.code),
        ("seller_address", supplier.address),
        ("seller_account", account),
        ("seller_bank", bank),
        ("buyer", buyer.name),
        ("buyer_code", buyer.code),
        ("buyer_address", buyer.address),
    ]
    .map(|(word, value)| (word, value.to_owned()))
    .into_iter()
    .chain([
        ("sum", grouped(cny(agreement.amount)?)),
        ("days", agreement.payment_days.to_string()),
    ])
    .collect())
}

/// What is left of an amount without the 13 % of tax in it, rounded half up.
fn before_tax(gross: Money) -> anyhow::Result<Money> {
    let hundredfold = gross
        .minor()
        .checked_mul(100)
        .context("an invoice over so much is not written")?;
    Ok(Money::from_minor((hundredfold + 56) / 113, Currency::CNY))
}

/// Twenty digits: year, region, a sequence that follows from supplier and contract, and the batch.
fn invoice_number(
    supplier: &Sketch,
    agreement: &Agreement,
    delivery: &Delivery,
    issued: NaiveDate,
) -> anyhow::Result<String> {
    let year = issued.year().rem_euclid(100);
    let region = supplier.code.get(2..4).context("a code names a region")?;
    let named = supplier.code.bytes().chain(agreement.number.bytes());
    let sequence = named.fold(0_u64, |sum, byte| sum * 31 % 1_000_000_007 + u64::from(byte));
    Ok(format!("{year:02}{region}{sequence:014}{}", delivery.batch))
}

#[cfg(test)]
mod tests {
    use tallystick_documents::{Finding, Severity, read_invoice};
    use tallystick_portal::DemoSide;

    use super::*;
    use crate::demo::papers::code;

    const SUPPLIER: Sketch = Sketch {
        part: "supplier",
        name: "江东康泽口罩有限公司",
        capacities: &[],
        buyer_class: None,
        code: "91320199MA1KY00018",
        size: Some("small"),
        address: "江东省",
        contact: "甲",
        account: Some(("1", "江东商业银行")),
        net_assets: None,
        members: &[],
    };
    const BUYER: Sketch = Sketch {
        name: "江东电网有限公司",
        code: "91320199MA1GRD001P",
        ..SUPPLIER
    };
    const AGREEMENT: Agreement = Agreement {
        number: "DW-FH-01",
        title: "防护用品采购合同",
        amount: "8000000.00",
        payment_days: 60,
    };

    #[test]
    fn an_invoice_for_whoever_goes_on_by_hand_is_sound_whatever_the_names() {
        for (title, item) in [
            ("供用电合同（特钢）", "*供电*电力"),
            ("Masks & <gowns>", "*医疗仪器器械*医用外科口罩"),
        ] {
            let side = |name: &str, code: &str| DemoSide {
                name: name.to_owned(),
                code: code.to_owned(),
            };
            let invoice = DemoInvoice {
                number: "26320001770598800000".to_owned(),
                day: "2026-10-20".parse().unwrap(),
                contract: "R&D-<1>".to_owned(),
                title: title.to_owned(),
                amount: cny("500000.00").unwrap(),
                seller: side("甲 & <乙>", SUPPLIER.code),
                address: "江东省".to_owned(),
                account: "1".to_owned(),
                bank: "江东商业银行".to_owned(),
                buyer: side(BUYER.name, BUYER.code),
            };
            let read = read_invoice(written(&invoice).unwrap().as_bytes()).unwrap();
            let noted = |finding: &Finding| finding.severity == Severity::Note;
            assert!(read.findings.iter().all(noted), "{:?}", read.findings);
            assert_eq!(read.number, invoice.number);
            assert_eq!(read.issue_date, invoice.day);
            assert_eq!(read.totals.gross, invoice.amount);
            assert_eq!(read.seller.name, "甲 & <乙>");
            assert_eq!(code(&read.seller).unwrap(), SUPPLIER.code);
            assert_eq!(code(&read.buyer).unwrap(), BUYER.code);
            assert_eq!(read.lines[0].name, item);
        }
    }

    #[test]
    fn an_invoice_on_the_form_is_sound_to_the_cent() {
        for amount in ["6250000.00", "5612500.00", "0.01", "99.99"] {
            let delivery = Delivery {
                item: "*医疗仪器器械*医用外科口罩",
                amount,
                batch: "01",
                delivered: 3,
                accepted: 2,
            };
            let issued = "2026-10-20".parse().unwrap();
            let backing = made_out(&SUPPLIER, &BUYER, &AGREEMENT, &delivery, issued).unwrap();
            let invoice = backing.read().unwrap();
            let noted = |finding: &Finding| finding.severity == Severity::Note;
            assert!(invoice.findings.iter().all(noted), "{:?}", invoice.findings);
            assert_eq!(invoice.totals.gross.value_text(), amount);
            assert_eq!(invoice.number.get(..4), Some("2632"));
            assert_eq!(code(&invoice.seller).unwrap(), SUPPLIER.code);
            assert_eq!(code(&invoice.buyer).unwrap(), BUYER.code);
        }
    }
}

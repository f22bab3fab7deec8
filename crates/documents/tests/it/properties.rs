//! Whatever comes in, the readers answer: with a value that adds up with itself, or with a refusal.

use proptest::prelude::*;
use tallystick_documents::{ClaimFormat, read_claims, read_invoice};

use crate::fixture::{BLUE, CREDIT_NOTE, FROM_BANKS, RED_LETTER, UBL, bytes, finding_codes, statement};
use crate::fuzz_entry::DOORS;

/// Every door answers these bytes.
fn answers(file: &[u8]) {
    for (_, door) in DOORS {
        door(file);
    }
}

/// The door of this name answers these bytes.
fn answers_at(name: &str, file: &[u8]) {
    let (_, door) = DOORS
        .into_iter()
        .find(|(door, _)| *door == name)
        .expect("a door of this name");
    door(file);
}

fn fixture() -> impl Strategy<Value = Vec<u8>> {
    let mut names = vec![BLUE, RED_LETTER, UBL, CREDIT_NOTE];
    names.extend(FROM_BANKS);
    prop::sample::select(names).prop_map(bytes)
}

/// Pieces that break things when they stand in the wrong place.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..8),
        prop::sample::select(vec![
            "<",
            ">",
            "</",
            "/>",
            "&",
            "&#",
            "&#x0;",
            "&a;",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "<?",
            "<!DOCTYPE a>",
            "'",
            "\"",
            "xmlns=''",
            "xmlns:x=\"y\"",
            "0",
            "-",
            "9999999999999999999999999999",
            ".",
            "1e9",
            "\u{0}",
            "\u{FFFE}",
            "2026-02-30",
            "免税",
            "***",
            "NOTPROVIDED",
            "Ccy=\"JPY\"",
            "DBIT",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(file in prop::collection::vec(any::<u8>(), 0..600)) {
        answers(&file);
    }

    #[test]
    fn a_changed_document_never_panics(
        mut file in fixture(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, piece()), 1..4),
    ) {
        for (at, cut, insert) in changes {
            let start = at.index(file.len());
            let end = start.saturating_add(cut).min(file.len());
            file.splice(start..end, insert);
            if file.is_empty() { break; }
        }
        answers(&file);
    }

    #[test]
    fn any_numbers_in_the_totals_give_findings_and_no_panic(
        net in any::<i64>(), tax in any::<i64>(), gross in any::<i64>(), quantity in "[0-9]{1,28}", price in "-?[0-9]{1,20}\\.[0-9]{1,8}",
    ) {
        let text = String::from_utf8(bytes(BLUE)).unwrap();
        let money = |minor: i64| {
            let sign = if minor < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", minor.unsigned_abs() / 100, minor.unsigned_abs() % 100)
        };
        let text = text
            .replace("<TotalAmWithoutTax>30473.45", &format!("<TotalAmWithoutTax>{}", money(net)))
            .replace("<TotalTaxAm>3961.55", &format!("<TotalTaxAm>{}", money(tax)))
            .replace("<TotalTax-includedAmount>34435.00", &format!("<TotalTax-includedAmount>{}", money(gross)))
            .replace("<Quantity>2000", &format!("<Quantity>{quantity}"))
            .replace("<UnPrice>12.5", &format!("<UnPrice>{price}"));
        let invoice = read_invoice(text.as_bytes()).expect("plain numbers are read");
        let contradicts = i128::from(net) + i128::from(tax) != i128::from(gross);
        prop_assert_eq!(contradicts, invoice.findings.iter().any(|finding| finding.code.as_str() == "totals-gross"));
    }

    #[test]
    fn any_balances_and_entries_give_a_finding_unless_they_add_up(
        opening in -1_000_000_i64..1_000_000, coming in 0_i64..1_000_000, going in 0_i64..1_000_000, off in -1_i64..=1,
    ) {
        let closing = opening + coming - going + off;
        let amount = |minor: i64| {
            let (code, minor) = if minor < 0 { ("DBIT", -minor) } else { ("CRDT", minor) };
            format!("<Amt Ccy='CNY'>{}.{:02}</Amt><CdtDbtInd>{code}</CdtDbtInd>", minor / 100, minor % 100)
        };
        let balance = |kind: &str, minor: i64| {
            let kind = format!("<Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>");
            format!("<Bal>{kind}{}<Dt><Dt>2026-08-31</Dt></Dt></Bal>", amount(minor))
        };
        let entry = |minor: i64| {
            let day = "<BookgDt><Dt>2026-08-31</Dt></BookgDt>";
            format!("<Ntry>{}<Sts>BOOK</Sts>{day}</Ntry>", amount(minor))
        };
        let text = format!(
            "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>\
             <CreDtTm>2026-08-31T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>\
             {}{}{}{}</Stmt></BkToCstmrStmt></Document>",
            balance("OPBD", opening), balance("CLBD", closing), entry(coming), entry(-going),
        );
        let found = finding_codes(&statement(&text).findings);
        let expected: &[&str] = if off == 0 { &[] } else { &["balance-sum"] };
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn arbitrary_tables_never_panic(
        file in prop::collection::vec(any::<u8>(), 0..400),
        cells in prop::collection::vec("[\\PC]{0,12}", 0..20),
    ) {
        let heading = "contract_number,invoice_number,invoice_date,amount,currency,delivery_date,acceptance_date\n";
        let table = format!("{heading}{}", cells.join(","));
        answers(&file);
        answers(table.as_bytes());
    }

    #[test]
    fn a_changed_workbook_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut file = crate::workbooks::sound_workbook();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Some(cut) = cut { file.truncate(cut.index(file.len())); }
        answers_at("claim_xlsx", &file);
    }

    #[test]
    fn a_changed_sheet_never_panics(
        at in any::<prop::sample::Index>(), cut in 0_usize..20, insert in piece(),
    ) {
        let file = crate::workbooks::with_sheet(&crate::workbooks::sound_workbook(), |text| {
            let mut bytes = text.as_bytes().to_vec();
            let start = at.index(bytes.len());
            let end = start.saturating_add(cut).min(bytes.len());
            bytes.splice(start..end, insert.clone());
            bytes
        });
        answers_at("claim_xlsx", &file);
    }

    #[test]
    fn any_amount_that_a_row_states_exactly_is_read_exactly(minor in 1_i64..1_000_000_000_000_000) {
        let text = format!("{}.{:02}", minor / 100, minor % 100);
        let table = format!(
            "contract_number,invoice_number,invoice_date,amount,currency,delivery_date,acceptance_date\n\
             C,I,2026-03-01,{text},CNY,2026-03-01,\n"
        );
        let sheet = read_claims(table.as_bytes(), ClaimFormat::Csv).expect("a table");
        let json = serde_json::to_string(&sheet).unwrap();
        let expected = format!("\"value\":\"{text}\"");
        prop_assert!(json.contains(&expected), "{json}");
    }
}

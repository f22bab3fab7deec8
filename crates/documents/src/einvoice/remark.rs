//! References in the remarks (备注), where clerks write what the format has no field for.
//!
//! Only a number behind a plain label and a colon is taken, and a finding says that it came from the remarks.

use crate::invoice::{FindingCode, Findings, PrecedingInvoice, References, Severity};

/// How many remarks are looked through, and how far. Printed invoices have room for some 230 characters.
const MAX_REMARKS: usize = 8;
const MAX_REMARK_CHARS: usize = 1_000;

/// Where a labelled number belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Contract,
    Order,
    Project,
    Despatch,
    Receipt,
    Preceding,
    Confirmation,
}

/// Labels, the longer of two with a common end first.
const LABELS: [(&str, Kind); 26] = [
    ("被红冲蓝字数电发票号码", Kind::Preceding),
    ("被红冲蓝字数电票号码", Kind::Preceding),
    ("被红冲蓝字发票号码", Kind::Preceding),
    ("红字发票信息确认单编号", Kind::Confirmation),
    ("红字确认单编号", Kind::Confirmation),
    ("采购合同编号", Kind::Contract),
    ("采购合同号", Kind::Contract),
    ("合同编号", Kind::Contract),
    ("合同号码", Kind::Contract),
    ("合同号", Kind::Contract),
    ("采购订单编号", Kind::Order),
    ("采购订单号", Kind::Order),
    ("订单编号", Kind::Order),
    ("订单号码", Kind::Order),
    ("订单号", Kind::Order),
    ("工程项目编号", Kind::Project),
    ("项目编号", Kind::Project),
    ("送货单编号", Kind::Despatch),
    ("送货单号", Kind::Despatch),
    ("发货单号", Kind::Despatch),
    ("出库单号", Kind::Despatch),
    ("验收单编号", Kind::Receipt),
    ("验收单号", Kind::Receipt),
    ("收货单号", Kind::Receipt),
    ("入库单号", Kind::Receipt),
    ("签收单号", Kind::Receipt),
];

/// Adds the references that the remarks name and the fields do not.
pub(super) fn add_references(notes: &[String], references: &mut References, findings: &mut Findings) {
    for note in notes.iter().take(MAX_REMARKS) {
        let beginning: String = note.chars().take(MAX_REMARK_CHARS).collect();
        for (label, kind, number) in labelled(&beginning) {
            if add(references, kind, &number) {
                let sentence =
                    format!("{label} {number} was read from the remarks; the format has no field for it");
                findings.remark(
                    FindingCode::ReferenceFromRemark,
                    Severity::Note,
                    "notes",
                    sentence,
                );
            }
        }
    }
}

fn add(references: &mut References, kind: Kind, number: &str) -> bool {
    let list = match kind {
        Kind::Contract => &mut references.contracts,
        Kind::Order => &mut references.orders,
        Kind::Project => &mut references.projects,
        Kind::Despatch => &mut references.despatches,
        Kind::Receipt => &mut references.receipts,
        Kind::Preceding => {
            let known = references
                .preceding
                .iter()
                .any(|preceding| preceding.number == number);
            if !known {
                let number = number.to_owned();
                references.preceding.push(PrecedingInvoice {
                    number,
                    issue_date: None,
                });
            }
            return !known;
        }
        Kind::Confirmation => {
            let known = references.red_letter_confirmation.is_some();
            references
                .red_letter_confirmation
                .get_or_insert_with(|| number.to_owned());
            return !known;
        }
    };
    let known = list.iter().any(|item| item == number);
    if !known {
        list.push(number.to_owned());
    }
    !known
}

/// Label, kind and number of each labelled number, in order.
fn labelled(note: &str) -> Vec<(&'static str, Kind, String)> {
    let mut found = Vec::new();
    let mut rest = note;
    while let Some((label, kind)) = next_label(rest) {
        let Some((before, after)) = rest.split_once(label) else {
            break;
        };
        rest = after;
        // A label within a longer word (子合同号) is another thing.
        if before
            .chars()
            .next_back()
            .is_some_and(|c| matches!(c, '子' | '原' | '旧' | '无'))
        {
            continue;
        }
        let Some(value) = after.trim_start().strip_prefix([':', '：']) else {
            continue;
        };
        let number: String = value
            .trim_start()
            .chars()
            .take_while(|c| is_number_character(*c))
            .collect();
        let number = number.trim_end_matches(['.', '-', '/', '_']);
        if number.chars().any(|c| c.is_ascii_digit()) {
            found.push((label, kind, number.to_owned()));
        }
    }
    found
}

/// The first label in the text.
fn next_label(text: &str) -> Option<(&'static str, Kind)> {
    let place = |(label, _): &&(&'static str, Kind)| text.find(label).unwrap_or(usize::MAX);
    LABELS
        .iter()
        .filter(|(label, _)| text.contains(label))
        .min_by_key(place)
        .copied()
}

/// What numbers of documents are made of; 〔2026〕 and 号 are common in contract numbers of public bodies.
fn is_number_character(character: char) -> bool {
    character.is_alphanumeric() && !matches!(character, '，' | '；' | '。')
        || matches!(
            character,
            '-' | '_' | '/' | '.' | '#' | '〔' | '〕' | '[' | ']' | '(' | ')' | '（' | '）'
        )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::one("合同编号：XS-2026-018", vec![(Kind::Contract, "XS-2026-018")])]
    #[case::several("采购订单号: PO4711；合同号:京政采〔2026〕12号，验收单号：YS-9",
        vec![(Kind::Order, "PO4711"), (Kind::Contract, "京政采〔2026〕12号"), (Kind::Receipt, "YS-9")])]
    #[case::without_colon("合同号 12", vec![])]
    #[case::without_digits("合同号：见附件", vec![])]
    #[case::within_a_word("原合同号：A1", vec![])]
    #[case::red_letter("被红冲蓝字数电票号码：26110000000000000001 红字发票信息确认单编号：11010826031000000001",
        vec![(Kind::Preceding, "26110000000000000001"), (Kind::Confirmation, "11010826031000000001")])]
    fn labelled_numbers_are_read(#[case] note: &str, #[case] expected: Vec<(Kind, &str)>) {
        let found = labelled(note);
        let found: Vec<_> = found
            .iter()
            .map(|(_, kind, number)| (*kind, number.as_str()))
            .collect();
        assert_eq!(found, expected);
    }
}

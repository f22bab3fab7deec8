//! What goes where: the head with number and code, the amounts, the sections, and what all of it proves.

use tallystick_base::Money;

use super::face::Face;
use super::facts::{CertificateFacts, ConfirmationSigner, NamedParty};
use super::length::Length;
use super::lines::lines;
use super::reading::{Piece, Role};
use super::section::{Line, NOTED, SAID, style};
use super::sheet::{Column, HEIGHT, LEFT, Language, Mark, RIGHT, Shade, Shape, Sheets, Style, TOP};
use super::wording::{self, beijing};

const TITLE: Style = style(21_000, 26_000, Shade::Accent, Language::Chinese);
const SUBTITLE: Style = style(9_500, 13_000, Shade::Soft, Language::English);
const SMALL: Style = style(7_600, 10_400, Shade::Soft, Language::Chinese);
const NUMBER: Style = style(13_000, 18_000, Shade::Ink, Language::Chinese);
const STAGE: Style = style(10_500, 15_000, Shade::Ink, Language::Chinese);
const OF_LEDGER: Style = style(7_600, 10_400, Shade::Soft, Language::English);
const PLAIN: Style = style(9_000, 12_400, Shade::Ink, Language::Chinese);
const AMOUNT: Style = style(19_000, 25_000, Shade::Ink, Language::Chinese);
const FIGURE: Style = style(12_500, 17_000, Shade::Ink, Language::Chinese);
const STATED: Style = style(8_200, 11_000, Shade::Ink, Language::Chinese);
const STATED_ENGLISH: Style = style(7_200, 9_200, Shade::Soft, Language::English);

/// The code's side, 30 mm: a telephone reads it at arm's length.
const CODE: Length = Length::points(85);
/// The width of what stands beside the code.
const BESIDE_CODE: Length = Length::points(376);
/// The left edge of the second column of figures.
const SECOND: Length = Length::points(316);

/// How far the foot goes before the number of the page.
const FOOT: Length = Length::points(430);

/// Lays the document out.
pub(super) fn compose<'f>(face: &'f Face, facts: &CertificateFacts) -> Sheets<'f> {
    let mut sheets = Sheets::new(face);
    head(&mut sheets, facts);
    amounts(&mut sheets, facts);
    parties(&mut sheets, facts);
    claim(&mut sheets, facts);
    rights(&mut sheets, facts);
    signers(&mut sheets, &facts.signers);
    statement(&mut sheets, facts);
    feet(&mut sheets, facts);
    sheets
}

fn head(sheets: &mut Sheets<'_>, facts: &CertificateFacts) {
    let column = Column {
        left: LEFT,
        width: BESIDE_CODE,
    };
    let title = sheets.reading.add(
        Role::Heading {
            first: true,
            says: "应收账款确权证明 Certificate of a Confirmed Receivable".to_owned(),
        },
        None,
    );
    let down = sheets.set(title, "应收账款确权证明", TITLE, column, TOP);
    let down = sheets.set(
        title,
        "Certificate of a Confirmed Receivable",
        SUBTITLE,
        column,
        down,
    );
    let stage = wording::stage(facts);
    let (entry, received) = (facts.as_of.entry, beijing(facts.as_of.received));
    let of_ledger = format!("Entry {entry} of the ledger {}", facts.ledger);
    let mut down = down + Length::points(7);
    for (label, said) in [
        ("证明编号 Number", vec![(facts.number.clone(), NUMBER)]),
        (
            "状态 Stage",
            vec![(format!("{}  {}", stage.chinese, stage.english), STAGE)],
        ),
        (
            "截至 As of",
            vec![
                (format!("第 {entry} 号条目，{received}（北京时间）"), PLAIN),
                (of_ledger, OF_LEDGER),
            ],
        ),
    ] {
        down = labelled(sheets, label, &said, column, down);
    }
    code(sheets, &facts.check_url);
    sheets.down = down.max(TOP + CODE + Length::points(26)) + Length::points(3);
}

/// A small label, with what it says beside it.
fn labelled(sheets: &mut Sheets<'_>, label: &str, said: &[Line], column: Column, down: Length) -> Length {
    let indent = Length::points(76);
    let piece = sheets.reading.add(Role::Paragraph, None);
    if let Some((_, first)) = said.first() {
        // The label stands on the baseline of what it says.
        let drop = (first.leading - SMALL.leading).thousandths(750);
        sheets.set(piece, label, SMALL, column, down + drop);
    }
    let rest = Column {
        left: column.left + indent,
        width: column.width - indent,
    };
    said.iter().fold(down, |down, (text, style)| {
        let text = sheets.face.printable(text);
        sheets.set(piece, &text, *style, rest, down)
    })
}

fn code(sheets: &mut Sheets<'_>, address: &str) {
    let left = RIGHT - CODE;
    let link = sheets.reading.add(Role::Link, None);
    let shows = format!("核验二维码 QR code that opens the public check: {address}");
    let figure = sheets.reading.add(Role::Figure(shows), Some(link));
    sheets.mark(Mark {
        piece: Some(figure),
        left,
        down: TOP,
        shape: Shape::Code(CODE, address.to_owned()),
    });
    let caption = sheets.reading.add(Role::Paragraph, None);
    let mut down = TOP + CODE + Length::points(3);
    for text in ["扫码查询最新状态", "Scan for the latest state"] {
        let free = CODE - sheets.face.width(text, SMALL.size);
        let column = Column {
            left: left + free.divided(2),
            width: CODE,
        };
        down = sheets.set(caption, text, SMALL, column, down);
    }
}

fn amounts(sheets: &mut Sheets<'_>, facts: &CertificateFacts) {
    sheets.rule(Length::mils(1_200), Shade::Accent);
    let top = sheets.down + Length::points(6);
    let first = Column {
        left: LEFT,
        width: SECOND - Length::points(16),
    };
    let second = Column {
        left: LEFT + SECOND,
        width: RIGHT - LEFT - SECOND,
    };
    let down = figure(
        sheets,
        "证明金额 Amount",
        &figures(facts.amount),
        AMOUNT,
        first,
        top,
    );
    let down = match facts.amount.capitals() {
        Ok(capitals) => {
            let piece = sheets.reading.add(Role::Paragraph, None);
            sheets.set(piece, &capitals, PLAIN, first, down)
        }
        // Only CNY has capitals.
        Err(_) => down,
    };
    let outstanding = figures(facts.outstanding);
    let beside = figure(sheets, "未付余额 Outstanding", &outstanding, FIGURE, second, top);
    let beside = beside + Length::points(2);
    let (left, right) = halves(second);
    let (issued, due) = (facts.issued_on.to_string(), facts.due_on.to_string());
    figure(sheets, "出具日 Issued", &issued, FIGURE, left, beside);
    let beside = figure(sheets, "到期日 Due", &due, FIGURE, right, beside);
    sheets.down = down.max(beside) + Length::points(5);
    sheets.rule(Length::mils(350), Shade::Faint);
}

/// The two halves of a column.
fn halves(column: Column) -> (Column, Column) {
    let width = column.width.divided(2);
    let left = Column { width, ..column };
    let right = Column {
        left: column.left + width,
        width,
    };
    (left, right)
}

/// A figure below its label.
fn figure(
    sheets: &mut Sheets<'_>,
    label: &str,
    said: &str,
    style: Style,
    column: Column,
    down: Length,
) -> Length {
    let piece = sheets.reading.add(Role::Paragraph, None);
    let down = sheets.set(piece, label, SMALL, column, down);
    sheets.set(piece, said, style, column, down)
}

/// `CNY 1,100,000.00`: the currency first, as on a draft, so that nothing can be written before the first digit.
fn figures(amount: Money) -> String {
    let text = amount.grouped_text();
    let (value, currency) = text.rsplit_once(' ').unwrap_or((&text, ""));
    format!("{currency} {value}").trim_start().to_owned()
}

fn parties(sheets: &mut Sheets<'_>, facts: &CertificateFacts) {
    let table = sheets.section("当事人", "Parties");
    for (label, party) in [
        (["债务人", "Debtor"], &facts.debtor),
        (
            ["原债权人（供应商）", "Original creditor (supplier)"],
            &facts.supplier,
        ),
        (["持有人", "Holder"], &facts.holder),
    ] {
        let lines = party_lines(sheets, party);
        sheets.row(table, label, &lines);
    }
}

fn party_lines(sheets: &Sheets<'_>, party: &NamedParty) -> [Line; 2] {
    [
        sheets.said(&party.name),
        sheets.noted(&format!("统一社会信用代码 Code {}   {}", party.code, party.id)),
    ]
}

fn claim(sheets: &mut Sheets<'_>, facts: &CertificateFacts) {
    let table = sheets.section("债权与条款", "The claim and its terms");
    let mut contract = match &facts.contract {
        Some(contract) => vec![
            sheets.said(&contract.title),
            sheets.noted(&format!("合同编号 Contract number {}", contract.number)),
        ],
        None => sheets.in_both(&wording::undisclosed()).to_vec(),
    };
    contract.push(sheets.noted(&format!("应收账款 Receivable {}", facts.receivable)));
    sheets.row(table, ["合同", "Contract"], &contract);
    if let Some(root) = &facts.split_from {
        let said = [sheets.said(root)];
        sheets.row(table, ["拆分自", "Split from"], &said);
    }
    if let Some(reason) = &facts.longer_due_reason {
        let said = [sheets.said(reason)];
        sheets.row(table, ["较长账期的理由", "Why due later than usual"], &said);
    }
    let payee = [
        sheets.said(&format!("{}  {}", facts.payee.account, facts.payee.name)),
        sheets.noted(&facts.payee.bank),
    ];
    sheets.row(table, ["收款账户", "Payable to"], &payee);
    let circulates = sheets.in_both(&wording::transferability(facts.transferable));
    sheets.row(table, ["流通", "Circulation"], &circulates);
    let waived = sheets.in_both(&wording::defences(facts.waived.as_deref()));
    sheets.row(table, ["已放弃的抗辩", "Defences waived"], &waived);
}

fn rights(sheets: &mut Sheets<'_>, facts: &CertificateFacts) {
    let entry = facts.as_of.entry;
    let chinese = format!("截至第 {entry} 号条目的权利负担");
    let english = format!("Rights on it, and marks, as of entry {entry}");
    let table = sheets.section(&chinese, &english);
    for right in wording::rights(facts) {
        let said = sheets.in_both(&right.said);
        sheets.row(table, right.label, &said);
    }
}

/// The left edges of the columns of the table of signers.
const COLUMNS: [i64; 4] = [0, 226, 326, 400];

fn signers(sheets: &mut Sheets<'_>, signers: &[ConfirmationSigner]) {
    let table = sheets.section("确认的签署", "Who signed the confirmation");
    let heads = [
        "签署人及密钥 Name and key",
        "身份 Capacity",
        "日期 Date",
        "账本条目 Ledger entry",
    ];
    let heads = heads.map(|head| vec![(head.to_owned(), NOTED)]);
    signer_row(sheets, table, &Role::ColumnHead, &heads);
    for signer in signers {
        let [chinese, english] = wording::capacity(signer.capacity);
        let mut who: Vec<Line> = signer.name.iter().map(|name| sheets.said(name)).collect();
        who.push(sheets.noted(signer.key.as_str()));
        let cells = [
            who,
            vec![(format!("{chinese} {english}"), SAID)],
            vec![(signer.signed_on.to_string(), SAID)],
            vec![(signer.entry.to_string(), SAID)],
        ];
        signer_row(sheets, table, &Role::Cell, &cells);
    }
}

fn signer_row(sheets: &mut Sheets<'_>, table: Piece, role: &Role, cells: &[Vec<Line>; 4]) {
    let edges = COLUMNS.map(|left| LEFT + Length::points(left));
    let ends = edges.iter().skip(1).copied().chain([RIGHT + Length::points(8)]);
    let columns = edges.iter().zip(ends).map(|(left, end)| Column {
        left: *left,
        width: end - *left - Length::points(8),
    });
    let cells: Vec<(Role, Column, &[Line])> = columns
        .zip(cells)
        .map(|(column, lines)| (role.clone(), column, lines.as_slice()))
        .collect();
    sheets.cells(table, &cells);
}

fn statement(sheets: &mut Sheets<'_>, facts: &CertificateFacts) {
    sheets.down += Length::points(9);
    let gap = Length::points(3);
    for said in [wording::proves(facts), wording::proves_not(facts)] {
        let (chinese, english) = (
            sheets.face.printable(&said.chinese),
            sheets.face.printable(&said.english),
        );
        sheets.paragraph(&chinese, STATED);
        sheets.paragraph(&english, STATED_ENGLISH);
        sheets.down += gap;
    }
    let address = sheets.face.printable(&facts.check_url);
    sheets.paragraph(&format!("核验网址 Check at {address}"), STATED);
}

/// The foot of each sheet: what it belongs to, and which of how many it is.
fn feet(sheets: &mut Sheets<'_>, facts: &CertificateFacts) {
    let count = sheets.pages.len();
    let face = sheets.face;
    let (number, entry, ledger) = (&facts.number, facts.as_of.entry, &facts.ledger);
    let text = format!("{number}  截至第 {entry} 号条目 as of entry {entry}  {ledger}");
    let text = lines(face, &face.printable(&text), SMALL.size, FOOT).swap_remove(0);
    for (at, sheet) in sheets.pages.iter_mut().enumerate() {
        let page = format!("{} / {count}", at + 1);
        let down = HEIGHT - Length::points(30);
        let foot = |left, text| Mark {
            piece: None,
            left,
            down,
            shape: Shape::Text(text, SMALL),
        };
        let right = RIGHT - face.width(&page, SMALL.size);
        sheet.push(foot(LEFT, text.clone()));
        sheet.push(foot(right, page));
    }
}

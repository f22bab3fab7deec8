//! Claims from a table: a maker of protective goods drops a table and the files of its invoices, reads what becomes of each row,
//! signs those that the rules allow, and finds them among its receivables. Another time the same table claims nothing.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language};
use tempfile::TempDir;

use crate::acting::{day, id_in, link, row_link, seated};
use crate::finance::looked_at;
use crate::grid::says;

/// The maker's contract with the grid company, of which its own system bills a tenth; the codes of both, and the maker's account.
const CONTRACT: &str = "JDDW-FH-01";
const BILLED: &str = "1000000.00";
const MAKER: &str = "91320199MA1KY00018";
const GRID: &str = "91320199MA1GRD001P";
const ACCOUNT: &str = "3201019936000001000";

/// The headings of the table.
const HEADINGS: &str = "合同编号,发票号码,开票日期,金额,币种,交付日期,验收日期,到期日";

/// An invoice, as its file says.
struct Paper {
    number: String,
    issued: String,
    file: PathBuf,
}

/// What stands in an element of an invoice.
#[track_caller]
fn element<'t>(invoice: &'t str, name: &str) -> &'t str {
    let (_, after) = invoice.split_once(&format!("<{name}>")).unwrap();
    after.split('<').next().unwrap()
}

/// The maker's own system writes an invoice for the contract, into the folder.
#[track_caller]
fn invoice(maker: &Browser, contract: &str, folder: &TempDir) -> Paper {
    let fetch = "return fetch(arguments[0]).then((answer) => answer.text())";
    let text = maker.script(fetch, &json!([format!("/enter/invoices/{contract}")]));
    let text = text.as_str().unwrap();
    assert_eq!(element(text, "TotalTax-includedAmount"), BILLED);
    let number = element(text, "InvoiceNumber").to_owned();
    let (issued, _) = element(text, "IssueTime").split_once(' ').unwrap();
    let file = folder.path().join(format!("{number}.xml"));
    fs::write(&file, text).unwrap();
    Paper {
        issued: issued.to_owned(),
        number,
        file,
    }
}

/// The table: two rows as they should be, one whose goods were accepted before they arrived, and one with a day that is in no
/// calendar.
fn table(maker: &Browser, [first, second, early]: &[Paper; 3], folder: &TempDir) -> PathBuf {
    let [due, accepted, delivered, before] = [-40, 4, 5, 6].map(|days| day(maker, days));
    let row = |number: &str, issued: &str, accepted: &str, due: &str| {
        format!("{CONTRACT},{number},{issued},{BILLED},CNY,{delivered},{accepted},{due}")
    };
    let lines = [
        HEADINGS.to_owned(),
        row(&first.number, &first.issued, &accepted, ""),
        row(&second.number, &second.issued, &accepted, ""),
        row(&early.number, &early.issued, &before, &due),
        row("26327000000000770099", "2026-02-30", &accepted, ""),
    ];
    let file = folder.path().join("claims.csv");
    fs::write(&file, lines.join("\n")).unwrap();
    file
}

/// Drops the table on the page, which reads it; gives what it says of each row. Nothing of it can be signed yet, or any more.
#[track_caller]
fn dropped(maker: &Browser, table: &Path) -> [String; 4] {
    looked_at(maker, "/receivables/import");
    maker.drop_file(".claims-file .drop", table);
    maker.sees("没有需要签署的事项。");
    rows(maker)
}

/// What the page says of each row.
#[track_caller]
fn rows(maker: &Browser) -> [String; 4] {
    let rows = maker.texts(".message-file tbody tr");
    <[String; 4]>::try_from(rows).unwrap()
}

/// Chooses the files of the invoices, and reads what becomes of each row: two can be claimed, and of the others the page says why not.
#[track_caller]
fn judged(maker: &Browser, papers: &[Paper; 3]) {
    let files = papers.each_ref().map(|paper| paper.file.display().to_string());
    maker.fill("#claims-files", &files.join("\n"));
    maker.wait_for(".message-file .actions .button");
    maker.assert_no_serious();
    assert_eq!(maker.text(".claims-papers [role=status]"), "已保存发票文件 3 个");
    let [first, second, early, unread] = rows(maker);
    for (row, paper) in [first, second].iter().zip(papers) {
        says(row, &[paper.number.as_str(), CONTRACT, "1,000,000.00", "可申请"]);
    }
    says(&early, &["规则不允许", "早于交付日期", "请更正其中一项"]);
    says(&unread, &["须更正", "开票日期", "2026-02-30", "不是日期"]);
    assert_eq!(maker.text(".message-file .actions .button"), "逐笔签署 2 笔");

    // Every field that is signed can be read before.
    maker.click("将签署的全部内容");
    let first = maker.text(".message-file tbody tr");
    says(&first, &["壹佰万元整", MAKER, GRID, ACCOUNT]);
    maker.assert_no_serious();
}

/// Signs one after another, and sees how far it is; each receipt is verified at its row.
#[track_caller]
fn signed(maker: &Browser) {
    let watch = "window.told = []; const line = document.querySelector('.message-file p.progress'); \
                 new MutationObserver(() => window.told.push(line.textContent)).observe(line, { childList: true })";
    maker.script(watch, &json!([]));
    maker.click(".message-file .actions .button");
    maker.sees("已处理全部 2 笔。");
    let told = maker.script("return window.told", &json!([]));
    says(
        &told.to_string(),
        &["正在签署第 1 笔，共 2 笔", "正在签署第 2 笔，共 2 笔"],
    );
    let far = "const bar = document.querySelector('.message-file progress'); return bar.value === 2 && bar.max === 2";
    assert_eq!(maker.script(far, &json!([])), json!(true));
    let outcome = |place: usize, what: &str| {
        maker.texts(&format!(
            ".message-file tbody tr:nth-child({place}) td:last-child {what}"
        ))
    };
    let many = |what: &str| [1, 2, 3, 4].map(|place| outcome(place, what).len());
    assert_eq!(many(".mark-verified"), [1, 1, 0, 0]);
    assert_eq!(many("a[href^='/ledger/']"), [1, 1, 0, 0]);
    maker.assert_no_serious();
}

/// The maker finds a claim on this invoice among its receivables, before the grid company; gives where it is.
#[track_caller]
fn found(maker: &Browser, paper: &Paper) -> String {
    maker.open("/receivables");
    let claim = row_link(maker, &paper.number, "a[href^='/receivables/']");
    looked_at(maker, &claim);
    assert_eq!(maker.text("h1 .number"), paper.number);
    says(&maker.text(".headline"), &["1,000,000.00 CNY", "待确权"]);
    says(
        &maker.text("section[aria-labelledby=claimed]"),
        &["江东电网有限公司", "壹佰万元整", ACCOUNT],
    );
    maker.wait_for(".timeline .mark-verified");
    claim
}

#[test]
fn a_table_is_claimed_row_by_row_and_only_once() {
    // Given a maker with a table of four rows and the files of three invoices.
    let maker = seated(Stage::shared(), "mask-maker-1", Language::Zh);
    let folder = tempfile::tempdir().unwrap();
    maker.open("/contracts");
    let contract = id_in(&row_link(&maker, CONTRACT, "a[href^='/contracts/']"));
    let papers = [(); 3].map(|()| invoice(&maker, &contract, &folder));
    let table = table(&maker, &papers, &folder);

    // When it drops the table, then the page asks for the files,
    let [first, second, early, unread] = dropped(&maker, &table);
    for (row, paper) in [first, second, early].iter().zip(&papers) {
        says(row, &[paper.number.as_str(), "1,000,000.00", "缺发票文件"]);
    }
    says(&unread, &["须更正"]);
    // and when it chooses these and signs what can be claimed,
    judged(&maker, &papers);
    signed(&maker);

    // then it finds both claims, and nothing of the row that was refused.
    let [first, second, early] = &papers;
    let claim = found(&maker, first);
    assert_ne!(claim, found(&maker, second));
    maker.open("/receivables");
    maker.sees(&first.number);
    let listed = maker.texts("table.list tbody tr");
    assert!(
        !listed.iter().any(|row| row.contains(&early.number)),
        "{listed:?}"
    );
    // The same table says what is claimed already, and leads there.
    let [first, second, early, _] = dropped(&maker, &table);
    says(&first, &["已申请"]);
    says(&second, &["已申请"]);
    says(&early, &["缺发票文件"]);
    assert_eq!(
        link(&maker, ".message-file tbody tr a[href^='/receivables/']"),
        claim
    );
}

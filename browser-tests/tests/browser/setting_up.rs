//! What stands before anybody borrows: products of banks, limits for those who owe, and the rules of the operator. Each is signed by
//! two members over the pages, and read afterwards by those whom it concerns.

use serde_json::{Value, json};
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language};

use crate::acting::{apart, counted, link, row_link, seated};
use crate::finance::{Pair, looked_at, tick};
use crate::grid::says;
use crate::remedies::compared_with_a_shorter_term;
use crate::trade::number_in;

/// The programme of the demo, whose name products and a line bear.
const PROGRAMME: &str = "防疫专项";

/// A product of the programme, its bank, and the only supplier that it is for.
const PRODUCT: &str = "口罩生产确权贷";
const BANK: &str = "京北商业银行股份有限公司";
const WEAVER: &str = "河北洁纺无纺布有限公司";

/// Three quarters of the weaver's certificate, which is over 400,000.00.
const UP_TO: &str = "300,000.00";

/// A debtor on which the bank that opens a line has none.
const HOSPITAL: &str = "北京市永宁区人民医院";
const HOSPITAL_CODE: &str = "12110199400612345X";

/// Limits in figures and in capitals: one that is agreed and then raised, and the one to which that of the programme is.
const AGREED: [&str; 2] = ["2,000,000.00", "贰佰万元整"];
const RAISED: [&str; 2] = ["3,500,000.00", "叁佰伍拾万元整"];
const OF_PROGRAMME: [&str; 2] = ["25,000,000.00", "贰仟伍佰万元整"];

/// The row of a list on which these words stand.
#[track_caller]
fn row(browser: &Browser, rows: &str, words: &str) -> String {
    let all = browser.texts(rows);
    let found = all.iter().find(|row| row.contains(words));
    assert!(found.is_some(), "{words}: {all:#?}");
    found.cloned().unwrap_or_default()
}

/// Fills in the terms, and waits until what they mean in money stands beside them.
#[track_caller]
fn terms_filled_in(page: &Browser) {
    let terms = [
        ("terms.name", PRODUCT),
        ("terms.rate.fixed.rate", "3.3"),
        ("terms.advance_rate", "75"),
        ("terms.programme.tag", PROGRAMME),
        ("terms.programme.subsidy", "1"),
    ];
    for (name, says) in terms {
        page.fill(&format!("[name='{name}']"), says);
    }
    tick(page, WEAVER);
    // On 1,000,000.00 for 90 days: 750,000.00 are lent, of whose interest of 6,187.50 the programme pays 1,875.00.
    page.sees("4,312.50");
    let example = page.text("table.example");
    says(&example, &["750,000.00", "6,187.50", "1,875.00"]);
    page.assert_no_serious();
}

/// The bank finds what it published among its own; gives where it is.
#[track_caller]
fn product_published(bank: &Pair) -> String {
    let page = bank.open("/products");
    let own = row(page, "section[aria-labelledby=own] tbody tr", PRODUCT);
    says(&own, &["可申请", PROGRAMME]);
    let product = row_link(page, PRODUCT, "a[href^='/products/']");
    bank.open(&product);
    let terms = page.text("section[aria-labelledby=terms] dl.facts");
    says(
        &terms,
        &["3.30%", "75.00%", WEAVER, PROGRAMME, "贴息年利率 1.00%"],
    );
    page.wait_for(".timeline li:last-child .mark-verified");
    product
}

/// The supplier that it is for reads what it could have, and may ask under it.
#[track_caller]
fn is_offered_to(supplier: &Browser) {
    looked_at(supplier, "/products");
    let listed = row(supplier, "table.list tbody tr", PRODUCT);
    says(&listed, &[BANK, "仅面向指定单位", "3.30%", "75.00%", UP_TO]);
    looked_at(supplier, "/requests/new");
    let fits = row(supplier, "[data-recomputed] tbody tr", PRODUCT);
    says(&fits, &[BANK, UP_TO, "3.30%"]);
    supplier.click("button[name=step][value='2']");
    supplier.wait_for("[name=purpose]");
    supplier.assert_no_serious();
    tick(supplier, &format!("{BANK} · {PRODUCT}"));
}

#[test]
fn a_bank_publishes_a_product_of_a_programme_for_one_supplier() {
    // Given a bank with the terms of a product on its page.
    let bank = Pair::seated(apart(), "city-bank");
    terms_filled_in(bank.open("/products/new"));

    // When two members sign what they are shown,
    let shown = bank.sign();
    says(
        &shown,
        &[
            "《口罩生产确权贷》，质押，到期付息，有追索权，期限7至180天",
            "3.30%",
            "75.00%",
            "1.00%",
            PROGRAMME,
            WEAVER,
        ],
    );

    // then it stands among the products, and is offered to whom it is for and to nobody else.
    let product = product_published(&bank);
    is_offered_to(&seated(apart(), "weaver-1", Language::Zh));
    let other = seated(apart(), "supplier-1", Language::Zh);
    looked_at(&other, "/products");
    let listed = row(&other, "table.list tbody tr", PRODUCT);
    says(&listed, &["没有适用的可用确权证明"]);
    looked_at(&other, &product);
    says(&other.text(".headline"), &[BANK, "可申请"]);
}

/// Two members of the bank agree to a limit for a debtor; gives where the line is.
#[track_caller]
fn line_opened(bank: &Pair) -> String {
    let page = bank.open("/credit-lines/new");
    let on_debtors = link(page, "main a[href$='?kind=debtor']");
    bank.open(&on_debtors);
    bank.open(&format!("{on_debtors}&code={HOSPITAL_CODE}"));
    page.fill("[name='terms.limit.value']", "2000000");
    let shown = bank.sign();
    says(&shown, &AGREED);
    says(&shown, &[HOSPITAL, "设立授信额度"]);
    bank.open("/credit-lines");
    let listed = row(page, "table.list tbody tr", HOSPITAL);
    let [figures, _] = AGREED;
    says(&listed, &[figures, "债务人", "有效"]);
    row_link(page, HOSPITAL, "a[href^='/credit-lines/']")
}

/// Two members raise the limit, having read how much of it would be left.
#[track_caller]
fn line_raised(bank: &Pair, line: &str, limit: [&str; 2], left: &str) {
    let [figures, _] = limit;
    let page = bank.open(&format!("{line}/amend"));
    page.fill("[name='terms.limit.value']", figures);
    page.sees(left);
    let shown = bank.sign();
    says(&shown, &limit);
    says(&shown, &["调整授信额度"]);
}

/// The page of the line, which is opened anew, says the limit, what is left of it, and that it was set just now.
#[track_caller]
fn is_limited(bank: &Pair, line: &str, limit: [&str; 2], left: &str) {
    let [figures, _] = limit;
    let page = bank.open(line);
    says(&page.text(".headline"), &[figures, "有效"]);
    says(&page.text(".next-step"), &[left]);
    says(&page.text("section[aria-labelledby=use] dl.tiles"), &[left]);
    says(&page.text("aside.aside dl.facts"), &limit);
    page.wait_for(".timeline li:last-child .mark-verified");
    says(&page.text(".timeline li:last-child"), &["调整授信额度", figures]);
}

/// How much of the bar of the line that is open is drawn and how much reserved, in thousandths.
#[track_caller]
fn bar(page: &Browser) -> Value {
    let script = "const bar = document.querySelector('section[aria-labelledby=use] svg.meter'); \
                  return ['.bar-fill', '.meter-reserved'].map((part) => bar.querySelector(part).getAttribute('width'))";
    page.script(script, &json!([]))
}

/// What moved on the line that is open, the oldest first.
#[track_caller]
fn movements(page: &Browser) -> Vec<String> {
    page.texts("section[aria-labelledby=movements] tbody tr")
}

#[test]
fn a_bank_opens_a_line_on_a_debtor_and_raises_it() {
    // Given a line that two members of a bank have opened.
    let bank = Pair::seated(apart(), "rural-bank");
    let line = line_opened(&bank);

    // When they raise it, of which nothing is used,
    let [figures, _] = RAISED;
    line_raised(&bank, &line, RAISED, figures);

    // then its page says so: the opening is all that ever moved.
    is_limited(&bank, &line, RAISED, figures);
    let page = &bank.maker;
    assert_eq!(bar(page), json!(["0", "0"]));
    let moved = movements(page);
    let [opened] = moved.as_slice() else {
        panic!("it was opened only: {moved:?}");
    };
    says(opened, &["设立"]);
    page.sees("目前没有占用。");
}

#[test]
fn a_bank_raises_the_limit_of_a_programme_of_which_a_half_is_used() {
    // Given the line of the programme: of 20,000,000.00 three loans use 10,000,000.00, and two were paid back.
    let bank = Pair::seated(counted(), "grid-bank");
    let page = bank.open("/credit-lines?scope=programme");
    let line = row_link(page, PROGRAMME, "a[href^='/credit-lines/']");
    bank.open(&line);
    assert_eq!(bar(page), json!(["500", "0"]));
    let before = movements(page);

    // When two members raise its limit,
    line_raised(&bank, &line, OF_PROGRAMME, "15,000,000.00");

    // then the bar is of the new one, and what moved before stands as it stood.
    is_limited(&bank, &line, OF_PROGRAMME, "15,000,000.00");
    says(
        &page.text("section[aria-labelledby=use] dl.tiles"),
        &["10,000,000.00"],
    );
    assert_eq!(bar(page), json!(["400", "0"]));
    assert_eq!(movements(page), before);
    let paid_back: Vec<&String> = before.iter().filter(|row| row.contains("还款")).collect();
    let [_, last] = paid_back.as_slice() else {
        panic!("two loans were paid back: {before:#?}");
    };
    says(last, &["10,000,000.00"]);
}

/// A member of any party reads what holds and what is to come, and that it was published by this entry.
#[track_caller]
fn rules_are_read(member: &Browser, entry: &str) {
    looked_at(member, "/rules");
    let rules = member.texts("main dl.facts");
    let to_come = rules.iter().filter(|rule| rule.contains("2099-01-01"));
    let to_come: Vec<&String> = to_come.collect();
    let [later] = to_come.as_slice() else {
        panic!("one thing is to come then: {to_come:?}");
    };
    says(later, &["将生效", "20个自然日内答复。"]);
    let holds = |rule: &String| rule.contains("现行") && rule.contains("30个自然日内答复。");
    assert!(rules.iter().any(holds), "{rules:#?}");
    member.open("/news");
    let news = member.text(&format!("ol.timeline li:has(a[href='/ledger/{entry}'])"));
    says(&news, &["发布规则包 cn"]);
}

#[test]
fn two_of_the_operator_publish_rules_of_a_day_to_come() {
    // Given a ledger of its own, for what others are about to sign rests on the rules as they stood when they opened their page.
    let stage = Stage::start().unwrap();
    let operator = Pair::seated(&stage, "operator");
    let change = compared_with_a_shorter_term(&operator.maker);
    says(
        &change,
        &["确权答复期限", "2099-01-01", "新增", "20个自然日内答复。"],
    );

    // When two members publish it,
    let shown = operator.sign();
    says(
        &shown,
        &["发布规则包 cn", "2099-01-01", "各项业务按其当日有效的规则裁定"],
    );
    let entry = number_in(&operator.checker.text(".receipt h2"));

    // then everybody reads what is to come, nothing else differs from what stands, and an audit finds nothing.
    rules_are_read(&seated(&stage, "supplier-1", Language::Zh), &entry);
    let page = operator.open("/rules/publish");
    page.click("form[action='/rules/publish'] button");
    page.sees("无变更，与现行规则一致。");
    let auditor = seated(&stage, "auditor-1", Language::Zh);
    looked_at(&auditor, "/audits");
    auditor.click("form[action='/audits'] button");
    auditor.wait_for("[data-refresh] .tag-done");
}

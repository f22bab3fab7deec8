//! Loans in pools: an asset manager opens a pool and says which loans it may buy, a bank offers it a loan, and it buys that and the
//! one that the stories leave on offer. Over the pages of both, each act signed by two members.

use tallystick_testbed::Stage;
use tallystick_testbed::browser::Browser;

use crate::acting::{link, row_link};
use crate::finance::Pair;
use crate::grid::says;
use crate::trade::number_in;

/// The bank that lent, who owes on every loan of its programme, and who borrowed the one that is offered here.
const BANK: &str = "江东商业银行股份有限公司";
const DEBTOR: &str = "江东电网有限公司";
const BORROWER: &str = "江东明视护目镜有限公司";

/// The pool that is opened, and what bank and manager call it together.
const POOL: &str = "防疫专项二号资产池";
const POOL_OF: &str = "防疫专项二号资产池（江东资产管理有限公司）";
/// The pool of the stories, into which a loan is on offer.
const FIRST_POOL: &str = "防疫专项一号资产池";

/// Amounts in figures and in capitals: of a loan at most, and the price of the one that is offered.
const MOST: [&str; 2] = ["4,500,000.00", "肆佰伍拾万元整"];
const PRICE: [&str; 2] = ["3,980,000.00", "叁佰玖拾捌万元整"];

/// What is offered already, in figures and in capitals.
const OFFERED: [&str; 2] = ["2,490,000.00", "贰佰肆拾玖万元整"];

/// The manager opens a pool that buys loans of so much, for so long, of debtors that owe so much of all; it is listed, and holds
/// nothing yet.
#[track_caller]
fn opened(manager: &Pair) {
    let page = manager.open("/pools/new");
    let [figures, _] = MOST;
    for (input, value) in [
        ("#name", POOL),
        ("#most", figures),
        ("#days", "90"),
        ("#share", "60"),
    ] {
        page.fill(input, value);
    }
    let shown = manager.sign();
    says(&shown, &MOST);
    says(&shown, &[POOL, "90", "60.00%"]);
    let page = manager.open("/pools");
    let row = row(page, POOL);
    assert_eq!(
        row.split_whitespace().collect::<Vec<_>>(),
        [POOL, "0", "0.00", "0.00", "正在买入"]
    );
    let page = manager.open(&row_link(page, POOL, "a[href^='/pools/']"));
    says(
        &page.text("section[aria-labelledby=rules]"),
        &["不限债务人", "4,500,000.00 CNY", "90 天", "不买入", "60.00%"],
    );
    says(&page.text("section[aria-labelledby=loans]"), &["尚未持有贷款"]);
}

/// The row of a list on which these words stand.
#[track_caller]
fn row(page: &Browser, words: &str) -> String {
    page.sees(words);
    let mut rows = page.texts("table.list tbody tr").into_iter();
    rows.find(|row| row.contains(words)).unwrap()
}

/// The bank offers the loan of a maker to the pool, from the page of the loan; gives where the loan is.
#[track_caller]
fn offered(bank: &Pair) -> String {
    let page = bank.open("/loans");
    let loan = row_link(page, BORROWER, "a[href^='/loans/']");
    let page = bank.open(&loan);
    let sell = link(page, "main a[href$='/sell']");
    let page = bank.open(&sell);
    says(&page.text("dl.facts"), &[BORROWER, DEBTOR, "4,000,000.00 CNY"]);
    page.fill("[name=pool]", POOL_OF);
    let [figures, _] = PRICE;
    page.fill("[name='price.value']", figures);
    // What the price is against what is owed follows it.
    page.sees("3,980,000.00 CNY");
    let shown = bank.sign();
    says(&shown, &PRICE);
    says(&shown, &[BORROWER]);
    let page = bank.open(&loan);
    says(&page.text(".aside"), &[POOL, "待答复", "3,980,000.00 CNY"]);
    loan
}

/// The manager finds the offer of this price, which keeps the rules of the pool, and buys; gives where pool and loan are.
#[track_caller]
fn bought(manager: &Pair, [figures, capitals]: [&str; 2], pool: &str) -> [String; 2] {
    let page = manager.open("/sales");
    says(&row(page, figures), &[DEBTOR, pool, BANK, "待答复"]);
    let sale = row_link(page, figures, "a[href^='/sales/']");
    let page = manager.open(&sale);
    says(
        &page.text("section[aria-labelledby=rules]"),
        &["该笔贷款符合全部入池标准", DEBTOR],
    );
    let page = manager.open(&format!("{sale}/accept"));
    says(&page.text(".headline"), &[figures, capitals]);
    let shown = manager.sign();
    says(&shown, &[figures, BANK, pool]);
    let page = manager.open(&sale);
    says(&page.text(".headline"), &[figures, "已售出"]);
    says(&page.text(".next-step"), &["已买入", pool]);
    ["/pools/", "/loans/"].map(|place| link(page, &format!("main a[href^='{place}']")))
}

/// The pool, whose page is open, is worth its principal and the interest that has accrued on it: so much principal is open, and so
/// much was paid for it.
#[track_caller]
fn is_worth(page: &Browser, principal: &str, paid: &str) {
    let tiles = page.texts("section[aria-labelledby=value] dl.tiles dd");
    let [worth, open, interest, price, collected] = tiles.as_slice() else {
        panic!("five sums: {tiles:?}");
    };
    assert_eq!([open, price, collected], [principal, paid, "0.00 CNY"]);
    let cents = |sum: &str| number_in(sum).parse::<u64>().unwrap();
    assert!(cents(interest) > 0, "{interest}");
    assert_eq!(cents(worth), cents(open) + cents(interest), "{tiles:?}");
    assert_eq!(page.text(".headline .amount"), *worth);
}

/// How far the limits of the pool are used, whose page is open: by its largest debtor, and by its largest loan; and how many it holds.
#[track_caller]
fn uses(page: &Browser, debtor: &[&str], loan: &[&str], holds: &str) {
    let limits = page.texts("section[aria-labelledby=limits] tbody tr");
    let [of_debtor, of_loan, _, of_many] = limits.as_slice() else {
        panic!("four limits: {limits:?}");
    };
    says(of_debtor, &[DEBTOR]);
    says(of_debtor, debtor);
    says(of_loan, loan);
    let many: Vec<&str> = of_many.split_whitespace().collect();
    assert_eq!(many.get(1..3), Some([holds, "150"].as_slice()));
}

#[test]
fn a_pool_is_opened_and_buys_what_a_bank_offers_it() {
    let stage = Stage::shared();
    let (manager, bank) = (
        Pair::seated(stage, "asset-manager"),
        Pair::seated(stage, "grid-bank"),
    );
    opened(&manager);
    let loan = offered(&bank);
    let [pool, of_manager] = bought(&manager, PRICE, POOL);

    // The loan is the pool's: its manager sees it, and the bank has nothing of it to offer any more.
    assert_eq!(of_manager, loan);
    let page = manager.open(&loan);
    says(&page.text(".headline"), &["4,000,000.00 CNY", "存续中"]);
    let page = bank.open(&loan);
    says(&page.text(".aside"), &[POOL, "已售出"]);
    assert_eq!(page.texts("main a[href$='/sell']"), Vec::<String>::new());

    // It is all that the pool holds, of which no share is measured.
    let page = manager.open(&pool);
    is_worth(page, "4,000,000.00 CNY", "3,980,000.00 CNY");
    uses(
        page,
        &["首笔贷款，不计占比"],
        &["4,000,000.00 CNY", "4,500,000.00 CNY", "88.88%"],
        "1",
    );
    page.wait_for(".timeline .mark-verified");
    let page = manager.open("/pools");
    says(&row(page, POOL), &["3,980,000.00", "4,000,000.00"]);

    // The other pool buys what was on offer, beside the loan that it had.
    let [pool, _] = bought(&manager, OFFERED, FIRST_POOL);
    let page = manager.open(&pool);
    is_worth(page, "6,000,000.00 CNY", "5,970,000.00 CNY");
    uses(
        page,
        &["6,000,000.00 CNY，池内合计 6,000,000.00 CNY", "100.00%"],
        &["3,500,000.00 CNY", "5,000,000.00 CNY", "70.00%"],
        "2",
    );
}

//! The statement of a loan: each line says from what its cents follow, and what is open after it. The figures were worked out by hand.

use serde_json::{Value, json};
use tallystick_testbed::{Engine, Lending, World, product, yuan};

use crate::app::{App, Shown};

/// 480,000.00 at 3.80 % until 2026-04-07, which the bank has told its own system to pay out on 2026-02-09. The product's terms
/// are the plainest but for these.
async fn instructed(terms: &[(&str, Value)], fees: Value) -> (App, Lending) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-DZ-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000090003001").await;
    let lending = Lending {
        guarantee: None,
        ..world.lending(&certificate, "JB-E2E-0001")
    };
    let mut published = product(&lending.product);
    for (name, term) in terms {
        published["terms"][*name] = term.clone();
    }
    world.bank_opens_for(&lending, published, "5000000.00").await;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    let offer = json!({
        "review": lending.review,
        "terms": {
            "amount": yuan(lending.amount), "rate": "0.0380", "fees": fees, "guarantee": null, "conditions": [],
        },
        "valid_until": world.store.now().as_millis() + 86_400_000,
    });
    world.does("bank", "review.offer/1", offer, 2).await;
    let accept = json!({"request": lending.request, "review": lending.review});
    world.does("supplier", "request.accept/1", accept, 1).await;
    world.bank_assesses(&lending).await;
    world.bank_instructs(&lending).await;
    (App::of(world), lending)
}

/// So much of it goes out.
async fn pays_out(app: &App, lending: &Lending, amount: &str) {
    let mut settlement = app.world.settlement(lending);
    settlement["amount"] = yuan(amount);
    app.world
        .does("bank", "disbursement.settle/1", settlement, 1)
        .await;
}

/// So much of it comes in from the borrower, as the line with this reference says.
async fn borrower_pays(app: &App, lending: &Lending, amount: &str, on: &str, reference: &str) {
    let mut booking = app.world.repayment(lending, amount, on, reference);
    booking["source"] = json!({"borrower": {}});
    app.world.does("bank", "repayment.book/1", booking, 1).await;
}

/// So much of it comes in from the buyer.
async fn debtor_pays(app: &App, lending: &Lending, amount: &str, on: &str, reference: &str) {
    let booking = app.world.repayment(lending, amount, on, reference);
    app.world.does("bank", "repayment.book/1", booking, 1).await;
}

/// What a person reads in a piece of a page.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        is_tag = letter == '<' || (is_tag && letter != '>');
        // Where a tag stands words end.
        text.push(if is_tag || letter == '>' { ' ' } else { letter });
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of the statement, cell by cell.
fn rows(shown: &Shown) -> Vec<Vec<String>> {
    let (_, table) = shown
        .text
        .split_once("<table class=\"list statement\">")
        .expect("a statement is on the page");
    let (table, _) = table.split_once("</tbody>").unwrap();
    let (_, body) = table.split_once("<tbody>").unwrap();
    body.split_terminator("</tr>")
        .filter(|row| row.contains("<th"))
        .map(|row| {
            let row = row.replace("</th>", "</td>");
            row.split_terminator("</td>").take(5).map(plain).collect()
        })
        .collect()
}

/// Asserts that both parties to the loan read these lines, in both languages. Each is its day, what it says in English and in Chinese,
/// its amount, and the principal and the interest that are open after it, with penalty interest and costs beside, in English.
async fn states(app: &App, lending: &Lending, lines: &str) {
    let path = lending.loan.replacen("loan/", "/loans/", 1);
    for party in ["supplier", "bank"] {
        for language in ["en", "zh"] {
            let shown = app.page(party, language, &path).await;
            shown.is_page(language);
            let lines = lines.lines().filter(|line| !line.is_empty());
            let expected: Vec<Vec<String>> = lines.map(|line| cells(line, language)).collect();
            let rows = rows(&shown);
            assert_eq!(rows, expected, "{party} {language}");
            for row in &rows {
                comes_out(&row[1], &row[2]);
            }
        }
    }
}

/// Asserts that a line of interest names the formula of its amount, and that who computes it from what is printed gets that to the cent.
fn comes_out(says: &str, amount: &str) {
    let computed = computed(says);
    let bears = ["Interest", "Penalty interest", "利息", "罚息", "放款时先扣利息"];
    if !bears.iter().any(|word| says.starts_with(word)) {
        assert!(computed.is_empty(), "{says}");
        return;
    }
    let said = |marks: &[&str]| {
        let (_, after) = marks.iter().find_map(|mark| says.split_once(*mark))?;
        Some(hundredths(after))
    };
    // Of interest up front less may have been withheld; then the line says what it would have been.
    let whole = said(&["which makes ", "应为 "]).unwrap_or_else(|| hundredths(amount));
    let expected: Vec<i128> = [Some(whole), said(&[" = "])].into_iter().flatten().collect();
    assert_eq!(computed, expected, "{says}");
}

/// What each formula in a sentence comes to, in cents, half a cent up: principal × rate % × days ÷ basis.
pub(crate) fn computed(says: &str) -> Vec<i128> {
    let pieces: Vec<&str> = says.split(" ÷ ").collect();
    let one = |pair: &[&str]| {
        let factors: Vec<&str> = pair[0].rsplitn(3, " × ").collect();
        let [days, rate, principal] = factors[..] else {
            panic!("{says} divides what is no product");
        };
        let principal = principal.rsplit([' ', '：']).next().unwrap();
        // The sign of the percentage is one of them, and stands for two.
        let (_, decimals) = rate.split_once('.').unwrap();
        let per_cent = 10_i128.pow(u32::try_from(decimals.len() + 1).unwrap());
        let product = hundredths(principal) * digits(rate) * digits(days);
        let divisor = per_cent * digits(pair[1]);
        (2 * product + divisor) / (2 * divisor)
    };
    pieces.windows(2).map(one).collect()
}

/// The amount at the beginning of a text, in cents.
pub(crate) fn hundredths(text: &str) -> i128 {
    let (whole, cents) = text.split_once('.').unwrap();
    let cents: String = cents.chars().take(2).collect();
    digits(&format!("{whole}{cents}"))
}

/// The digits at the beginning of a text, whatever stands between them.
fn digits(text: &str) -> i128 {
    let figure = text
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || ",.".contains(*letter));
    let digits: String = figure.filter(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

/// What stands in the cells of a line, in a language.
fn cells(line: &str, language: &str) -> Vec<String> {
    let mut cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
    cells.remove(if language == "en" { 2 } else { 1 });
    if language == "zh" {
        for cell in &mut cells {
            *cell = cell
                .replace(" Penalty interest ", " 罚息 ")
                .replace(" Costs ", " 催收费用 ");
        }
    }
    cells
}

/// Of the amount 100.00 go off as a fee, and 480,000.00 × 3.80 % × 57 / 360 = 2,888.00 as interest; the bank pays out 12.00 less than
/// the 477,012.00 that are left.
#[tokio::test]
async fn interest_up_front_a_fee_and_what_went_out_too_little_are_principal() {
    let fees = json!([{"name": "服务费", "amount": yuan("100.00")}]);
    let (app, lending) = instructed(&[("interest", json!("discount"))], fees).await;
    pays_out(&app, &lending, "477000.00").await;
    app.world.wait_days(57);
    debtor_pays(&app, &lending, "480000.00", "2026-04-07", "JB-LS-0407-0001").await;
    let lines = "
        2026-02-09 | Paid out, reference JB-E2E-0001 | 放款，业务编号 JB-E2E-0001 | 477,000.00 | 477,000.00 | 0.00
        2026-02-09 | Fee taken off: 服务费 | 放款时扣收费用：服务费 | 100.00 | 477,100.00 | 0.00
        2026-02-09 | Interest taken off up front: 480,000.00 × 3.80% × 57 days ÷ 360 (2026-02-09 to 2026-04-07) | 放款时先扣利息：480,000.00 × 3.80% × 57 天 ÷ 360（2026-02-09 至 2026-04-07） | 2,888.00 | 479,988.00 | 0.00
        2026-02-09 | Paid out less than agreed: kept for the borrower | 少付部分，为借款人保留 | 12.00 | 480,000.00 | 0.00
        2026-04-07 | Interest: 480,000.00 × 3.80% × 57 days ÷ 360 (2026-02-09 to 2026-04-07) | 利息：480,000.00 × 3.80% × 57 天 ÷ 360（2026-02-09 至 2026-04-07） | 2,888.00 | 480,000.00 | 2,888.00
        2026-04-07 | of which for interest, with what was withheld | 抵充利息，来源：预扣款 | 2,888.00 | 480,000.00 | 0.00
        2026-04-07 | Received from the debtor | 收款，付款人：债务人 | 480,000.00 | 480,000.00 | 0.00
        2026-04-07 | of which for principal, with the money received | 抵充本金，来源：本次收款 | 480,000.00 | 0.00 | 0.00
        2026-04-07 | left over for 北京安卫防护用品有限公司 | 余款，归北京安卫防护用品有限公司 | 12.00 | 0.00 | 0.00";
    states(&app, &lending, lines).await;
}

/// The programme pays 1.00 % of the 3.80 %: of 480,000.00 for 2 days 26.67, and of 400,101.33 for 55 days 611.27.
#[tokio::test]
async fn a_programme_pays_its_part_of_the_interest() {
    let programme = json!({"tag": "防疫物资保供专项", "subsidy": "0.0100"});
    let (app, lending) = instructed(&[("programme", programme)], json!([])).await;
    pays_out(&app, &lending, "480000.00").await;
    app.world.wait_days(2);
    debtor_pays(&app, &lending, "80000.00", "2026-02-11", "JB-LS-0211-0001").await;
    app.world.wait_days(55);
    borrower_pays(&app, &lending, "402424.14", "2026-04-07", "JB-LS-0407-0001").await;
    let lines = "
        2026-02-09 | Paid out, reference JB-E2E-0001 | 放款，业务编号 JB-E2E-0001 | 480,000.00 | 480,000.00 | 0.00
        2026-02-11 | Interest: 480,000.00 × 3.80% × 2 days ÷ 360 (2026-02-09 to 2026-02-11), of which a programme pays 480,000.00 × 1.00% × 2 days ÷ 360 = 26.67 | 利息：480,000.00 × 3.80% × 2 天 ÷ 360（2026-02-09 至 2026-02-11），其中贴息 480,000.00 × 1.00% × 2 天 ÷ 360 = 26.67 | 101.33 | 480,000.00 | 101.33
        2026-02-11 | Received from the debtor | 收款，付款人：债务人 | 80,000.00 | 480,000.00 | 101.33
        2026-02-11 | of which for interest, with the money received | 抵充利息，来源：本次收款 | 101.33 | 480,000.00 | 0.00
        2026-02-11 | of which for principal, with the money received | 抵充本金，来源：本次收款 | 79,898.67 | 400,101.33 | 0.00
        2026-04-07 | Interest: 400,101.33 × 3.80% × 55 days ÷ 360 (2026-02-11 to 2026-04-07), of which a programme pays 400,101.33 × 1.00% × 55 days ÷ 360 = 611.27 | 利息：400,101.33 × 3.80% × 55 天 ÷ 360（2026-02-11 至 2026-04-07），其中贴息 400,101.33 × 1.00% × 55 天 ÷ 360 = 611.27 | 2,322.81 | 400,101.33 | 2,322.81
        2026-04-07 | Received from the borrower | 收款，付款人：借款人 | 402,424.14 | 400,101.33 | 2,322.81
        2026-04-07 | of which for interest, with the money received | 抵充利息，来源：本次收款 | 2,322.81 | 400,101.33 | 0.00
        2026-04-07 | of which for principal, with the money received | 抵充本金，来源：本次收款 | 400,101.33 | 0.00 | 0.00";
    states(&app, &lending, lines).await;
}

/// Its 5.00 % are more than the 3.80 % of the loan. For 2 days a 365th of 480,000.00 × 3.80 % is 99.95, and for 3 of 400,099.95 124.96.
#[tokio::test]
async fn a_programme_pays_no_more_than_all_of_the_interest() {
    let programme = json!({"tag": "防疫物资保供专项", "subsidy": "0.0500"});
    let terms = [("programme", programme), ("day_count", json!("actual/365f"))];
    let (app, lending) = instructed(&terms, json!([])).await;
    pays_out(&app, &lending, "480000.00").await;
    app.world.wait_days(2);
    debtor_pays(&app, &lending, "80000.00", "2026-02-11", "JB-LS-0211-0001").await;
    app.world.wait_days(3);
    let lines = "
        2026-02-09 | Paid out, reference JB-E2E-0001 | 放款，业务编号 JB-E2E-0001 | 480,000.00 | 480,000.00 | 0.00
        2026-02-11 | Interest: 480,000.00 × 3.80% × 2 days ÷ 365 (2026-02-09 to 2026-02-11), all of which a programme pays | 利息：480,000.00 × 3.80% × 2 天 ÷ 365（2026-02-09 至 2026-02-11），全部由贴息承担 | 99.95 | 480,000.00 | 99.95
        2026-02-11 | Received from the debtor | 收款，付款人：债务人 | 80,000.00 | 480,000.00 | 99.95
        2026-02-11 | of which for interest, with the money received | 抵充利息，来源：本次收款 | 99.95 | 480,000.00 | 0.00
        2026-02-11 | of which for principal, with the money received | 抵充本金，来源：本次收款 | 79,900.05 | 400,099.95 | 0.00
        2026-02-14 | Interest: 400,099.95 × 3.80% × 3 days ÷ 365 (2026-02-11 to 2026-02-14), all of which a programme pays; accrued until today, not posted yet | 利息：400,099.95 × 3.80% × 3 天 ÷ 365（2026-02-11 至 2026-02-14），全部由贴息承担，截至今日应计，尚未入账 | 124.96 |  |";
    states(&app, &lending, lines).await;
}

/// Of the 2,888.00 only 2,000.00 stayed with the bank: the rest of the interest is still to come.
#[tokio::test]
async fn interest_up_front_of_which_less_was_withheld_says_what_it_would_have_been() {
    let (app, lending) = instructed(&[("interest", json!("discount"))], json!([])).await;
    pays_out(&app, &lending, "478000.00").await;
    let lines = "
        2026-02-09 | Paid out, reference JB-E2E-0001 | 放款，业务编号 JB-E2E-0001 | 478,000.00 | 478,000.00 | 0.00
        2026-02-09 | Interest taken off up front: 480,000.00 × 3.80% × 57 days ÷ 360 (2026-02-09 to 2026-04-07), which makes 2,888.00; no more than this was withheld | 放款时先扣利息：480,000.00 × 3.80% × 57 天 ÷ 360（2026-02-09 至 2026-04-07），应为 2,888.00，实际预扣以本行为限 | 2,000.00 | 480,000.00 | 0.00";
    states(&app, &lending, lines).await;
}

/// 60 days at 3.80 % until the three days of grace are over, then 3.80 % × 1.5 = 5.70 %: 760.00 for 10 days on 480,000.00, and for 10
/// more on the 184,300.00 that are left 291.81.
#[tokio::test]
async fn what_is_late_bears_penalty_and_costs_are_paid_first() {
    let (app, lending) = instructed(&[], json!([])).await;
    pays_out(&app, &lending, "480000.00").await;
    app.world.wait_days(70);
    let costs = json!({
        "loan": lending.loan, "what": "公告送达费", "amount": yuan("500.00"), "on": "2026-04-20",
    });
    app.world.does("bank", "loan.charge/1", costs, 1).await;
    borrower_pays(&app, &lending, "300000.00", "2026-04-20", "JB-LS-0420-0001").await;
    app.world.wait_days(10);
    let lines = "
        2026-02-09 | Paid out, reference JB-E2E-0001 | 放款，业务编号 JB-E2E-0001 | 480,000.00 | 480,000.00 | 0.00
        2026-04-10 | Interest: 480,000.00 × 3.80% × 60 days ÷ 360 (2026-02-09 to 2026-04-10) | 利息：480,000.00 × 3.80% × 60 天 ÷ 360（2026-02-09 至 2026-04-10） | 3,040.00 | 480,000.00 | 3,040.00
        2026-04-20 | Costs: 公告送达费 | 催收费用：公告送达费 | 500.00 | 480,000.00 | 3,040.00 Costs 500.00
        2026-04-20 | Penalty interest: 480,000.00 × 5.70% × 10 days ÷ 360 (2026-04-10 to 2026-04-20) | 罚息：480,000.00 × 5.70% × 10 天 ÷ 360（2026-04-10 至 2026-04-20） | 760.00 | 480,000.00 | 3,040.00 Penalty interest 760.00 Costs 500.00
        2026-04-20 | Received from the borrower | 收款，付款人：借款人 | 300,000.00 | 480,000.00 | 3,040.00 Penalty interest 760.00 Costs 500.00
        2026-04-20 | of which for costs, with the money received | 抵充催收费用，来源：本次收款 | 500.00 | 480,000.00 | 3,040.00 Penalty interest 760.00
        2026-04-20 | of which for penalty interest, with the money received | 抵充罚息，来源：本次收款 | 760.00 | 480,000.00 | 3,040.00
        2026-04-20 | of which for interest, with the money received | 抵充利息，来源：本次收款 | 3,040.00 | 480,000.00 | 0.00
        2026-04-20 | of which for principal, with the money received | 抵充本金，来源：本次收款 | 295,700.00 | 184,300.00 | 0.00
        2026-04-30 | Penalty interest: 184,300.00 × 5.70% × 10 days ÷ 360 (2026-04-20 to 2026-04-30); accrued until today, not posted yet | 罚息：184,300.00 × 5.70% × 10 天 ÷ 360（2026-04-20 至 2026-04-30），截至今日应计，尚未入账 | 291.81 |  |";
    states(&app, &lending, lines).await;
}

/// 500,000.00 less 480,000.00 and 101.33 of interest leave 19,898.67.
#[tokio::test]
async fn a_surplus_is_left_over_and_passed_on() {
    let (app, lending) = instructed(&[], json!([])).await;
    pays_out(&app, &lending, "480000.00").await;
    app.world.wait_days(2);
    debtor_pays(&app, &lending, "500000.00", "2026-02-11", "JB-LS-0211-0009").await;
    let surplus = json!({
        "loan": lending.loan, "to": app.world.company("supplier").id, "amount": yuan("19898.67"), "on": "2026-02-11",
        "reference": "JB-TK-01",
    });
    app.world.does("bank", "surplus.pay/1", surplus, 2).await;
    let lines = "
        2026-02-09 | Paid out, reference JB-E2E-0001 | 放款，业务编号 JB-E2E-0001 | 480,000.00 | 480,000.00 | 0.00
        2026-02-11 | Interest: 480,000.00 × 3.80% × 2 days ÷ 360 (2026-02-09 to 2026-02-11) | 利息：480,000.00 × 3.80% × 2 天 ÷ 360（2026-02-09 至 2026-02-11） | 101.33 | 480,000.00 | 101.33
        2026-02-11 | Received from the debtor | 收款，付款人：债务人 | 500,000.00 | 480,000.00 | 101.33
        2026-02-11 | of which for interest, with the money received | 抵充利息，来源：本次收款 | 101.33 | 480,000.00 | 0.00
        2026-02-11 | of which for principal, with the money received | 抵充本金，来源：本次收款 | 480,000.00 | 0.00 | 0.00
        2026-02-11 | left over for 北京安卫防护用品有限公司 | 余款，归北京安卫防护用品有限公司 | 19,898.67 | 0.00 | 0.00
        2026-02-11 | Surplus passed on to 北京安卫防护用品有限公司 | 余款已付北京安卫防护用品有限公司 | 19,898.67 | 0.00 | 0.00";
    states(&app, &lending, lines).await;
}

#[tokio::test]
async fn money_that_comes_before_money_goes_out_waits_for_it() {
    let (app, lending) = instructed(&[], json!([])).await;
    borrower_pays(&app, &lending, "1000.00", "2026-02-09", "JB-LS-0209-0001").await;
    let held = "2026-02-09 | Received before money went out, from the borrower: held | 收款（放款前，暂存），付款人：借款人 | 1,000.00 | 0.00 | 0.00";
    states(&app, &lending, held).await;
    pays_out(&app, &lending, "480000.00").await;
    let lines = "
        2026-02-09 | Paid out, reference JB-E2E-0001 | 放款，业务编号 JB-E2E-0001 | 480,000.00 | 480,000.00 | 0.00
        2026-02-09 | Received from the borrower | 收款，付款人：借款人 | 1,000.00 | 480,000.00 | 0.00
        2026-02-09 | of which for principal, with the money received | 抵充本金，来源：本次收款 | 1,000.00 | 479,000.00 | 0.00";
    states(&app, &lending, lines).await;
}

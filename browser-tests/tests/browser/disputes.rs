//! What buyer and supplier do not agree on, and what a court orders: a claim that the centre passes on is confirmed in part and its
//! rest taken back, another is disputed and refused, and the certificate is frozen, freed, and cancelled by both sides.

use tallystick_testbed::browser::{Browser, Language, Width};

use crate::acting::{act, act_of_two, apart, attach, examined, link, row_link, seated};
use crate::finance::Pair;
use crate::grid::says;

/// The claims that the demo leaves before centre and hospital, by their amounts.
const GLOVES: &str = "180,000.00";
const GOGGLES: &str = "96,000.00";

/// What is confirmed of the gloves, in figures and in capitals, and what is left out.
const CONFIRMED: [&str; 2] = ["162,000.00", "壹拾陆万贰仟元整"];
const LEFT_OUT: &str = "18,000.00";

/// What the centre found, and why ten boxes are left out.
const FOUND: &str = "验收单少列十箱，双方已签字说明";
const SHORT: &str = "少到十箱手套";

/// Why both sides take the certificate back.
const RETURNED: &str = "手套全部退回";

/// Of the page of a receivable: the answer, and its reasons.
const ANSWER: &str = "section[aria-labelledby=answer]";
const REASONS: &str = "section[aria-labelledby=reasons]";

/// Where a claim is that waits at a desk.
#[track_caller]
fn waiting(desk: &Browser, amount: &str) -> String {
    desk.open("/receivables");
    row_link(desk, amount, "a[href^='/receivables/']")
}

/// The centre passes the claim for gloves on with what it found; gives where the claim is.
#[track_caller]
fn forwarded(centre: &Browser) -> String {
    let receivable = waiting(centre, GLOVES);
    centre.open(&format!("{receivable}/forward"));
    centre.fill("#found", FOUND);
    let shown = act(centre);
    says(&shown, &[FOUND]);
    receivable
}

/// Two members of the buyer confirm it without what did not arrive, having read what the centre found.
#[track_caller]
fn confirmed_in_part(maker: &Browser, checker: &Browser, receivable: &str) {
    let [figures, _] = CONFIRMED;
    maker.open(receivable);
    let passed_on = maker.text("section[aria-labelledby=forwarded]");
    says(&passed_on, &[FOUND]);
    maker.open(&format!("{receivable}/confirm?how=part"));
    maker.fill("[name='deductions.0.reason.code']", "QTY");
    maker.fill("[name='deductions.0.reason.note']", SHORT);
    maker.fill("[name='deductions.0.amount.value']", "18000");
    maker.sees(figures);
    let shown = act_of_two(maker, checker);
    says(&shown, &CONFIRMED);
    says(&shown, &[LEFT_OUT, SHORT]);
}

/// The supplier finds what was left out as a claim of its own, in dispute, and takes it back; gives where the certificate is.
#[track_caller]
fn rest_is_taken_back(supplier: &Browser, receivable: &str) -> String {
    supplier.open(receivable);
    let certificate = link(supplier, &format!("{ANSWER} a[href^='/certificates/']"));
    let rest = link(supplier, &format!("{ANSWER} a[href^='/receivables/']"));
    supplier.open(&rest);
    says(&supplier.text(".headline"), &[LEFT_OUT, "有异议"]);
    says(&supplier.text(REASONS), &[SHORT]);
    supplier.open(&format!("{rest}/withdraw"));
    says(&supplier.text("dl.facts"), &[LEFT_OUT]);
    act(supplier);
    supplier.open(&rest);
    says(&supplier.text(".headline"), &[LEFT_OUT, "已撤回"]);
    certificate
}

/// A member of the buyer disputes the claim for goggles, and then refuses it; the supplier reads why each time.
#[track_caller]
fn disputed_and_refused(maker: &Browser, supplier: &Browser) {
    let receivable = waiting(maker, GOGGLES);
    let answers = [
        ("dispute", "QUA", "镜片起雾，已送检", "有异议"),
        ("refuse", "DEL", "检验不合格，已全部退回", "已拒绝"),
    ];
    for (answer, code, note, stage) in answers {
        maker.open(&format!("{receivable}/{answer}"));
        maker.fill("[name='reasons.0.code']", code);
        maker.fill("[name='reasons.0.note']", note);
        let shown = act(maker);
        says(&shown, &[note]);
        supplier.open(&receivable);
        says(&supplier.text(".headline"), &[GOGGLES, stage]);
        says(&supplier.text(REASONS), &[note]);
    }
}

/// Two members of the operator do what a court orders, on the page that is open with the certificate.
#[track_caller]
fn ordered(operator: &Pair, order: &str) {
    let page = &operator.maker;
    page.fill("#order", order);
    attach(page, order);
    let shown = operator.sign();
    says(&shown, &[order]);
}

/// The operator freezes the certificate, which it finds by its number, and frees it again; gives the number.
#[track_caller]
fn frozen_and_freed(operator: &Pair, supplier: &Browser, certificate: &str) -> String {
    supplier.open(certificate);
    let number = supplier.text("h1 .number");
    let page = &operator.maker;
    page.open("/freeze");
    page.fill("#number", &number);
    page.click("form.plain .button");
    page.wait_for("form.act[data-kind='certificate.freeze/1']");
    ordered(operator, "（2026）京0199执保12号");
    supplier.open(certificate);
    says(&supplier.text(".headline"), &["已冻结"]);
    // While it is frozen nobody cancels it.
    assert_eq!(supplier.texts("main a[href$='/cancel']"), Vec::<String>::new());

    examined(page, &format!("/freeze?number={number}"));
    page.wait_for("form.act[data-kind='certificate.unfreeze/1']");
    says(&page.text("dl.facts"), &[number.as_str(), "已冻结"]);
    ordered(operator, "（2026）京0199执保12号之一");
    supplier.open(certificate);
    let headline = supplier.text(".headline");
    assert!(!headline.contains("已冻结"), "{headline}");
    number
}

/// The supplier proposes to take the certificate back, and the buyer agrees.
#[track_caller]
fn cancelled(supplier: &Browser, maker: &Browser, certificate: &str) {
    let [figures, _] = CONFIRMED;
    supplier.open(&format!("{certificate}/cancel"));
    supplier.fill("[name=reason]", RETURNED);
    let shown = act(supplier);
    says(&shown, &[RETURNED]);
    maker.open(certificate);
    let cancellation = link(
        maker,
        "section[aria-labelledby=cancellations] a[href^='/cancellations/']",
    );
    maker.open(&format!("{cancellation}/accept"));
    says(&maker.text("dl.facts"), &[figures, RETURNED]);
    act(maker);
    supplier.open(certificate);
    says(&supplier.text(".headline"), &["已撤销"]);
}

#[test]
fn what_is_disputed_refused_frozen_and_cancelled_is_signed_and_told_to_the_other_side() {
    let open = |seat: &str| seated(apart(), seat, Language::Zh);
    let (supplier, maker) = (open("supplier-1"), open("hospital-3"));
    let receivable = forwarded(&open("centre-1"));
    confirmed_in_part(&maker, &open("hospital-4"), &receivable);
    let certificate = rest_is_taken_back(&supplier, &receivable);
    disputed_and_refused(&maker, &supplier);

    let operator = Pair::seated(apart(), "operator");
    let number = frozen_and_freed(&operator, &supplier, &certificate);
    cancelled(&supplier, &maker, &certificate);
    let anyone = apart().browser(Width::Phone);
    anyone.open(&format!("/check/{number}"));
    anyone.wait_for(".verdict-risk");
}

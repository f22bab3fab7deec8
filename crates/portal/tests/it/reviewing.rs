//! What a bank must not lose sight of on a request: what does not fit behind it, rights that its search found, clocks of its bid, the
//! debtor's record, and how much it has lent.

use serde_json::json;
use tallystick_testbed::{Engine, Lending, World, assessment, yuan};

use crate::app::App;
use crate::credit::{DAY, HOUR, asked, path};

#[tokio::test]
async fn no_right_that_a_search_found_is_left_out_of_the_order() {
    let (app, lending) = asked(|_, _| ()).await;
    let mut body = assessment(&lending.review, app.world.store.today().await.unwrap());
    let found = (0..20).map(|place| {
        json!({
            "number": format!("ZD-{place:02}"), "secured": "河北某银行",
            "registered_at": 1_768_000_000_000_u64 + place * 60_000, "amount": yuan("10000.00"),
        })
    });
    body["search"]["found"] = found.collect();
    body["checks"][5]["result"] = json!({"overridden": {"reason": "均在注销中"}});
    app.world.does("bank", "review.assess/1", body, 1).await;
    for page in ["", "/priority"] {
        let shown = app.page("bank", "en", &path(&lending, page)).await;
        for place in 0..20 {
            shown.says(&format!("河北某银行, filing ZD-{place:02}</td>"));
        }
        // All of them come before the bank, which registers after them.
        shown.says("data-head=\"Rank\">21</th>");
    }
    app.page("bank", "en", &path(&lending, "/priority"))
        .await
        .says("name=\"who.25\"");
}

#[tokio::test]
async fn a_bid_that_was_not_made_in_time_is_missed_and_waits_for_nobody() {
    let (app, lending) = asked(|world, request| {
        request["bids_until"] = json!(world.store.now().as_millis() + DAY);
    })
    .await;
    app.page("bank", "en", "/home")
        .await
        .says("1 request to review, 1 of them within 5 days");
    app.world.wait(DAY + HOUR);
    let home = app.page("bank", "en", "/home").await;
    home.says("missed: no bid").says_not("to review");
    app.page("bank", "zh", "/reviews")
        .await
        .says("已错过：未按时报价或公开");
    app.page("bank", "en", &path(&lending, ""))
        .await
        .is_page("en")
        .says("The time for bids is over; the result is awaited.");
}

#[tokio::test]
async fn the_record_of_the_debtor_goes_with_the_request() {
    let (app, lending) = asked(|_, _| ()).await;
    let withdrawal = json!({"request": lending.request});
    app.world
        .does("supplier", "request.withdraw/1", withdrawal, 1)
        .await;
    app.page("bank", "en", &path(&lending, ""))
        .await
        .is_page("en")
        .says("Shown while a certificate of the debtor is held for this request")
        .says_not("Left without an answer in time");
}

/// A request on a claim of 1,200,000.00 of which 1,000,000.00 was received, due on a day more than six months ahead where the contract
/// gives another; a centre found this on it, if it passed it on. Returns the contract and the receivable too.
async fn asked_on_what_does_not_fit(found: Option<&str>) -> (App, Lending, [String; 2]) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let subject = |name: &str| world.company(name).id.subject();
    let [contract, receivable, certificate] =
        ["contract", "receivable", "certificate"].map(|kind| world.new_id(kind));
    // Large as it was, the supplier may grant its buyer time.
    let registration = json!({
        "contract": contract, "supplier": subject("supplier"), "buyer": subject("buyer"), "number": "YNYY-CQ-2026-001",
        "title": "医用外科口罩采购合同", "amount": yuan("5000000.00"), "signed_on": "2026-01-12", "procurement": "goods",
        "payment": {"days": 60, "from": "acceptance"}, "pay_when_paid": false, "inspection_days": 10,
        "vouchers_agreed": true, "tolerance": "0.05", "supplier_size": "large",
        "documents": [{
            "name": "采购合同.pdf", "media_type": "application/pdf", "size": 482_113, "digest": "5".repeat(64),
        }],
    });
    world
        .does("supplier", "contract.register/1", registration, 1)
        .await;
    let accepted = json!({"contract": contract});
    world.does("buyer", "contract.accept/1", accepted, 1).await;
    let mut claim = world.claim(&contract, &receivable, "26112000000090004001");
    claim["due_on"] = json!("2026-09-30");
    claim["centre"] = json!(subject("centre"));
    claim["evidence"][1]["total"] = yuan("1000000.00");
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    if let Some(found) = found {
        let forward = json!({"receivable": receivable, "findings": [found]});
        world.does("centre", "receivable.forward/1", forward, 1).await;
    }
    let mut confirmation = world.confirmation(&receivable, &certificate);
    confirmation["due_on"] = json!("2026-09-30");
    confirmation["longer_due_reason"] = json!("质保期满后付款");
    world.does("buyer", "receivable.confirm/1", confirmation, 2).await;
    let lending = world.lending(&certificate, "JB-E2E-0004");
    world.bank_opens(&lending, "5000000.00").await;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    (App::of(world), lending, [contract, receivable])
}

#[tokio::test]
async fn what_did_not_fit_is_told_with_what_the_centre_found_and_why_it_is_due_late() {
    let found = "收货单所列数量少于发票";
    let (app, lending, subjects) = asked_on_what_does_not_fit(Some(found)).await;
    for (language, words) in [
        (
            "en",
            [
                "2 findings",
                "Do the papers fit together?",
                "Passed on by the confirmation centre on 2026-02-09",
                "Why it is due later than six months: 质保期满后付款",
            ],
        ),
        (
            "zh",
            [
                "2 项不符",
                "三单核对结果",
                "确权中心转送于 2026-02-09",
                "期限超过六个月的原因： 质保期满后付款",
            ],
        ),
    ] {
        let shown = app.page("bank", language, &path(&lending, "")).await;
        shown.is_page(language);
        for word in words {
            shown.says(word);
        }
        shown
            .says("<li class=\"serious\">")
            .says("1,000,000.00 CNY")
            .says("<li class=\"warning\">")
            .says("2026-04-07")
            .says(&format!("<li class=\"warning\">{found}</li>"))
            .says(app.world.company("centre").name);
        for subject in &subjects {
            shown.says(&format!("href=\"/{}\"", subject.replacen('/', "s/", 1)));
        }
    }
    for subject in subjects {
        let page = format!("/{}", subject.replacen('/', "s/", 1));
        app.page("bank", "en", &page).await.is_page("en");
    }
}

#[tokio::test]
async fn a_claim_that_its_centre_did_not_pass_on_is_told_from_one_that_it_did() {
    let (app, lending, _) = asked_on_what_does_not_fit(None).await;
    for (language, words) in [
        (
            "en",
            "The debtor confirmed before the centre had passed the claim on.",
        ),
        ("zh", "债务人确权前，该中心未转送本笔应收账款。"),
    ] {
        app.page("bank", language, &path(&lending, ""))
            .await
            .is_page(language)
            .says(app.world.company("centre").name)
            .says(words);
    }
}

/// So many certificates of 15,000.00 each, from one contract.
async fn parts(world: &World, many: usize) -> Vec<String> {
    let contract = world.contract("YNYY-CF-2026-001").await;
    let mut parts = Vec::new();
    while parts.len() < many {
        let invoice = format!("2611200000009000{:04}", parts.len());
        let whole = world.certificate(&contract, &invoice).await;
        let children: Vec<String> = (0..80).map(|_| world.new_id("certificate")).collect();
        let split = json!({"certificate": whole, "children": children.iter().map(|child| {
            json!({"certificate": child, "amount": yuan("15000.00")})
        }).collect::<Vec<_>>()});
        world.does("supplier", "certificate.split/1", split, 1).await;
        parts.extend(children);
    }
    parts.truncate(many);
    parts
}

/// Names for a loan of 5,000.00 on such a part, under the product and the line of another.
fn small(world: &World, part: &str, of: &Lending, place: usize) -> Lending {
    Lending {
        product: of.product.clone(),
        line: of.line.clone(),
        guarantee: None,
        amount: "5000.00",
        ..world.lending(part, &format!("JB-E2E-{place:04}"))
    }
}

#[tokio::test]
async fn a_queue_that_ends_before_its_requests_do_says_so_and_is_narrowed_before_it_ends() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let parts = parts(&world, 201).await;
    let first = world.lending(&parts[0], "JB-E2E-0000");
    world.bank_opens(&first, "5000000.00").await;
    let mut newest = String::new();
    for (place, part) in parts.iter().enumerate() {
        let one = small(&world, part, &first, place);
        world
            .does("supplier", "request.submit/1", world.request(&one), 1)
            .await;
        newest = one.request;
    }
    let app = App::of(world);
    for (language, here, home, link) in [
        (
            "en",
            "Shown here: 50 of those that wait. There are more, page by page:",
            "Counted here are the newest 200 requests of each stage; there are more",
            "All that wait, more than 200",
        ),
        (
            "zh",
            "此处仅列出其中 50 笔，其余请按阶段分页查看：",
            "以上各阶段仅统计最新的 200 笔申请，其余未计入",
            "全部待处理申请（200 笔以上）",
        ),
    ] {
        let queue = app.page("bank", language, "/reviews").await;
        queue
            .is_page(language)
            .says(here)
            .says("href=\"/reviews?stage=open\"")
            .says_not("href=\"/reviews?stage=taken\"");
        assert_eq!(queue.text.matches("<th scope=\"row\"").count(), 50);
        app.page("bank", language, "/home")
            .await
            .is_page(language)
            .says(home)
            .says(link);
    }
    let debtor = app.world.company("buyer").id;
    let narrowed = format!("/reviews?debtor={}", debtor.uuid());
    app.page("bank", "en", &narrowed)
        .await
        .says("Shown here: 50")
        .says(&format!("debtor={}&#38;stage=open\"", debtor.uuid()));
    // What has ended takes no place from what waits, though it is the newest.
    let withdrawal = json!({"request": newest});
    app.world
        .does("supplier", "request.withdraw/1", withdrawal, 1)
        .await;
    app.page("bank", "en", "/home")
        .await
        .says("200 requests to review, 200 of them within 5 days")
        .says_not("Counted here are the newest");
}

#[tokio::test]
async fn more_approvals_than_the_workbench_lists_are_told_of_and_all_are_summed_up() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let parts = parts(&world, 21).await;
    let first = world.lending(&parts[0], "JB-E2E-0000");
    world.bank_opens(&first, "5000000.00").await;
    let mut last = first.clone();
    for (place, part) in parts.iter().enumerate() {
        last = small(&world, part, &first, place);
        world.supplier_borrows(&last).await;
        world.bank_assesses(&last).await;
        world
            .does("bank", "loan.approve/1", world.approval(&last), 2)
            .await;
    }
    let app = App::of(world);
    for (language, todo, moves) in [
        (
            "en",
            "More approved loans wait to be paid out than the newest 20 that stand here",
            "The newest 20 of each stage stand here; there are more:",
        ),
        (
            "zh",
            "待放款的贷款不止此处所列最新的 20 笔",
            "各阶段仅列出最新的 20 笔，其余见：",
        ),
    ] {
        let home = app.page("bank", language, "/home").await;
        home.is_page(language)
            .says(todo)
            .says(moves)
            .says_not("href=\"/loans?stage=instructed\"");
        assert_eq!(home.text.matches("href=\"/loans?stage=approved\"").count(), 2);
    }
    // The exposure is that of all 21.
    let facts = "Loans, approved or running</dt><dd>21</dd>";
    let shown = app.page("bank", "en", &path(&last, "")).await;
    shown
        .is_page("en")
        .says(facts)
        .says("Open principal</dt><dd>0.00 CNY</dd>")
        .says("Approved, not paid out</dt><dd>105,000.00 CNY</dd>");
    // What can be paid out no longer makes no room where it is not recorded yet.
    app.world.wait(5 * DAY);
    app.page("bank", "en", "/home")
        .await
        .says("No loan waits for its money.")
        .says_not("More approved loans");
}

#[tokio::test]
async fn what_is_late_and_what_matures_soon_is_summed_up_over_all_loans() {
    let world = World::with_everybody(Engine::Sqlite).await;
    world.late_loans().await;
    world.store.sweep().await.unwrap();
    // On 2026-04-21 the loan of 220,000.00 has 29 days to go.
    world.wait(8 * DAY);
    let app = App::of(world);
    app.page("bank", "en", "/home")
        .await
        .is_page("en")
        .says("2 loans are in arrears")
        .says("<span class=\"num\">780,000.00 CNY</span>")
        .says("Due within 30 days, CNY</dt><dd>220,000.00</dd>");
    app.page("bank", "zh", "/home")
        .await
        .is_page("zh")
        .says("2 笔贷款逾期")
        .says("30 日内到期（元）</dt><dd>220,000.00</dd>");
}

#[tokio::test]
async fn a_list_as_a_file_has_the_filters_of_the_page() {
    let (app, _) = asked(|_, _| ()).await;
    let party = |name: &str| app.world.company(name).id;
    let (bank, borrower, debtor) = (party("bank"), party("supplier"), party("buyer"));
    let path = format!(
        "/reviews?stage=open&borrower={}&debtor={}",
        borrower.uuid(),
        debtor.uuid()
    );
    let filters = [("bank", bank), ("borrower", borrower), ("debtor", debtor)];
    let filters = filters.map(|(name, party)| format!("{name}=party%2F{}", party.uuid()));
    for language in ["zh", "en"] {
        let shown = app.page("bank", language, &path).await;
        shown.is_page(language).says("采购熔喷布");
        for format in ["csv", "xlsx"] {
            shown.says(&format!(
                "/v1/reviews?{}&#38;stage=open&#38;format={format}",
                filters.join("&#38;")
            ));
        }
    }
}

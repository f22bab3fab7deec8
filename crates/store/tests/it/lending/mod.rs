//! From a certificate to a repaid loan, on a database: what is stored of it, who finds it, and what happens when many act at once.

mod audited;
mod due;
mod lists;
mod races;
mod sums;

use serde_json::json;
use tallystick_store::audit;
use tallystick_testbed::{Engine, Lending, World, service_keys};

/// A certificate of 1,200,000.00 that the supplier holds, a product and a line of the bank.
async fn ready(engine: Engine) -> (World, Lending) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let certificate = world.certificate(&contract, "26112000000012345678").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    (world, lending)
}

/// The money is out.
async fn lent(engine: Engine) -> (World, Lending) {
    let (world, lending) = ready(engine).await;
    world.bank_lends(&lending).await;
    (world, lending)
}

/// The debtor has notice, a part is paid, a line of the statement is nobody's, and a pool is offered the loan.
async fn told(engine: Engine) -> (World, Lending) {
    let (world, lending) = lent(engine).await;
    let notice = json!({
        "notice": world.new_id("notice"), "loan": lending.loan,
        "payee": world.company("bank").payee(),
        "certificates": [lending.certificate],
    });
    world.does("bank", "assignment.notify/1", notice, 1).await;
    world.wait_days(2);
    let booking = world.repayment(&lending, "80000.00", "2026-02-11", "JB-LS-0211-0001");
    world.does("bank", "repayment.book/1", booking, 1).await;
    let line = json!({"line": world.incoming("12.00", "2026-02-11", "JB-LS-0211-0002")});
    world.does("bank", "bank-entry.record/1", line, 1).await;
    let pool = world.new_id("pool");
    let opening = json!({
        "pool": pool, "name": "京北应收账款一期",
        "eligibility": {
            "currency": "CNY", "most_open": tallystick_testbed::yuan("5000000.00"), "most_days": 180,
            "overdue": false, "one_debtor": "1.00",
        },
    });
    world.does("manager", "pool.open/1", opening, 2).await;
    let sale = json!({
        "sale": world.new_id("sale"), "loan": lending.loan, "pool": pool,
        "price": tallystick_testbed::yuan("399000.00"),
        "until": world.ambient().now().as_millis() + 86_400_000,
    });
    world.does("bank", "sale.propose/1", sale, 2).await;
    (world, lending)
}

async fn is_clean(world: &World) -> bool {
    let scratch = tempfile::tempdir().unwrap();
    let report = audit(
        &world.settings(),
        &service_keys().pepper,
        scratch.path(),
        &mut |_| (),
    )
    .await;
    let report = report.unwrap();
    assert_eq!(report.difference, None);
    report.is_clean()
}

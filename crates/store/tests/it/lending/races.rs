//! Many at once: one line, one certificate, one bank statement.

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;
use tallystick_store::{Answer, CreditLineFilter, Refused, Store, Submission};
use tallystick_testbed::{Engine, Lending, World, service_keys, yuan};

use super::{lent, ready};

/// Sixteen certificates of 75,000.00, with a request of 60,000.00 accepted on each, before a line that holds ten.
async fn sixteen(engine: Engine) -> (World, Vec<Lending>) {
    let (world, whole) = ready(engine).await;
    let amend = json!({"line": whole.line, "terms": world.line(&whole.line, "600000.00")["terms"]});
    world.does("bank", "credit-line.amend/1", amend, 2).await;
    let children: Vec<String> = (0..16).map(|_| world.new_id("certificate")).collect();
    let parts: Vec<_> = children
        .iter()
        .map(|child| json!({"certificate": child, "amount": yuan("75000.00")}))
        .collect();
    let split = json!({"certificate": whole.certificate, "children": parts});
    world.does("supplier", "certificate.split/1", split, 1).await;
    let mut lendings = Vec::new();
    for (place, child) in children.iter().enumerate() {
        let lending = Lending {
            product: whole.product.clone(),
            line: whole.line.clone(),
            guarantee: None,
            amount: "60000.00",
            ..world.lending(child, &format!("JB-E2E-{place:04}"))
        };
        world.supplier_borrows(&lending).await;
        world.bank_assesses(&lending).await;
        lendings.push(lending);
    }
    (world, lendings)
}

/// Submits until the ledger takes it or refuses it for good: who lost a race signs for the next version.
async fn insists(world: &World, store: &Store, lending: &Lending) -> Result<Answer, Refused> {
    loop {
        let approval = world
            .signed("bank", "loan.approve/1", world.approval(lending), 2)
            .await?;
        match store.submit(approval).await {
            Err(refused) if refused.code() == "version-gap" => {}
            other => return other,
        }
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_sixteen_approvals_against_one_line_as_many_pass_as_it_holds(#[case] engine: Engine) {
    let (world, lendings) = sixteen(engine).await;
    let answers = join_all(
        lendings
            .iter()
            .map(|lending| insists(&world, &world.store, lending)),
    )
    .await;
    let approved = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(approved, 10);
    for refused in answers.into_iter().filter_map(Result::err) {
        assert_eq!(refused.code(), "credit-line-exceeded");
    }
    let viewer = world.viewer("bank", 0).await;
    let lines = world
        .store
        .credit_lines(&viewer, &CreditLineFilter::default())
        .await
        .unwrap();
    let line = &lines.items[0];
    assert_eq!((line.reserved, line.left.is_zero()), (line.limit, true));
    world.assert_clean().await;
}

/// Two requests on one certificate, in the same batch and from different instances: one holds it.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn one_certificate_backs_one_request_however_many_are_made_at_once(#[case] engine: Engine) {
    let (world, first) = ready(engine).await;
    let mut signed = Vec::new();
    for place in 0..8 {
        let lending = Lending {
            product: first.product.clone(),
            ..world.lending(&first.certificate, &format!("JB-E2E-{place}"))
        };
        let body = world.request(&lending);
        signed.push(
            world
                .signed("supplier", "request.submit/1", body, 1)
                .await
                .unwrap(),
        );
    }
    let other = match engine {
        Engine::Postgres => Store::open(&world.settings(), service_keys(), world.ambient())
            .await
            .unwrap(),
        Engine::Sqlite => world.store.clone(),
    };
    let stores = [&world.store, &other];
    let submit = |(place, one): (usize, Submission)| {
        let store = stores[place % 2];
        async move { store.submit(one).await }
    };
    let answers = join_all(signed.into_iter().enumerate().map(submit)).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refused in answers.into_iter().filter_map(Result::err) {
        assert!(
            ["certificate-not-free", "version-gap"].contains(&refused.code()),
            "{}",
            refused.code()
        );
    }
    world.assert_clean().await;
}

/// The same statement line reaches the ledger twice, and later lines before earlier ones.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_booked_once_in_whatever_order_lines_come(#[case] engine: Engine) {
    let (world, lending) = lent(engine).await;
    world.wait_days(5);
    let later = world.repayment(&lending, "30000.00", "2026-02-13", "JB-LS-0213-0001");
    let earlier = world.repayment(&lending, "50000.00", "2026-02-12", "JB-LS-0212-0001");
    world.does("bank", "repayment.book/1", later.clone(), 1).await;
    world.does("bank", "repayment.book/1", earlier.clone(), 1).await;
    for again in [later, earlier] {
        let refused = world.act("bank", "repayment.book/1", again, 1).await.unwrap_err();
        assert_eq!(refused.code(), "bank-entry-booked");
    }
    let bank = world.viewer("bank", 0).await;
    let id = lending.loan.parse().unwrap();
    let statement = world
        .store
        .loan_statement(&bank, id, "2026-02-14".parse().unwrap());
    let account = statement.await.unwrap().unwrap().account;
    let received = account.totals.received.to_string();
    assert_eq!(received, "80,000.00 CNY");
    assert!(
        account.lines.is_sorted_by_key(|line| line.date),
        "{:?}",
        account.lines
    );
    world.assert_clean().await;
}

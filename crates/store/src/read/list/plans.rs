//! That the lists go through indexes, in the words of the database itself.

use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, EntityTrait, ModelTrait,
    QueryTrait as _, Statement,
};
use tallystick_base::{Capacity, Currency, LoanId, MemberId, Millis, Money, PartyId, Thumbprint};
use tallystick_commands::parties::PartyStage;
use tallystick_migrations::{Migrator, MigratorTrait as _};

use super::arms::List;
use super::{
    AmendmentFilter, BankEntryFilter, CancellationFilter, CertificateFilter, ContractFilter,
    CreditLineFilter, EndorsementFilter, FilingFilter, GuaranteeFilter, LoanFilter, NoticeFilter, Order,
    PartyFilter, PaymentFilter, PoolFilter, ProductFilter, ReceivableFilter, RequestFilter, ReviewFilter,
    SaleFilter, amendments, bank_entries, cancellations, certificates, contracts, credit_lines, endorsements,
    filings, guarantees, late, loans, notices, parties, payments, pools, products, receivables, requests,
    reviews, sales, search,
};
use crate::read::Cursor;
use crate::read::page::Paging;
use crate::read::viewer::Viewer;

async fn database() -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let connection = Database::connect(options).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    connection
}

fn viewer(auditor: bool) -> Viewer {
    Viewer {
        party: PartyId::from_parts(1, [1; 10]),
        member: MemberId::from_parts(1, [1; 10]),
        kid: Thumbprint::from_digest([1; 32]),
        roles: [].into(),
        capacities: [Capacity::Supplier].into(),
        stage: PartyStage::Active {},
        auditor,
        operator: false,
    }
}

/// How the database would read the second page of a list.
async fn plan<E>(connection: &DatabaseConnection, list: List<E>, key: &[&str]) -> String
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + Send + Sync,
{
    let paging = Paging {
        after: Some(Cursor::new(list.name, key)),
        limit: 50,
    };
    let statement = list.select(&paging).unwrap().build(DbBackend::Sqlite);
    let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let explain = Statement::from_sql_and_values(DbBackend::Sqlite, sql, statement.values.unwrap());
    let rows = connection.query_all_raw(explain).await.unwrap();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "detail").unwrap())
        .collect();
    format!("{}\n  {}\n", list.name, lines.join("\n  "))
}

async fn plans(viewer: &Viewer) -> String {
    let connection = database().await;
    let (subject, day) = ("x/1", "2026-01-01");
    let certificates_due = CertificateFilter {
        order: Order::Due,
        ..CertificateFilter::default()
    };
    let receivables_due = ReceivableFilter {
        order: Order::Due,
        ..ReceivableFilter::default()
    };
    [
        plan(
            &connection,
            parties::list(viewer, &PartyFilter::default()),
            &[subject],
        )
        .await,
        plan(
            &connection,
            contracts::list(viewer, &ContractFilter::default()),
            &[subject],
        )
        .await,
        plan(
            &connection,
            amendments::list(viewer, &AmendmentFilter::default()),
            &[subject],
        )
        .await,
        plan(
            &connection,
            receivables::list(viewer, &ReceivableFilter::default()),
            &[subject],
        )
        .await,
        plan(
            &connection,
            receivables::list(viewer, &receivables_due),
            &[day, subject],
        )
        .await,
        plan(
            &connection,
            certificates::list(viewer, &CertificateFilter::default()),
            &[subject],
        )
        .await,
        plan(
            &connection,
            certificates::list(viewer, &certificates_due),
            &[day, subject],
        )
        .await,
        plan(
            &connection,
            payments::list(viewer, [false; 2], &PaymentFilter::default()),
            &[subject],
        )
        .await,
        plan(
            &connection,
            cancellations::list(viewer, &CancellationFilter::default()),
            &[subject],
        )
        .await,
    ]
    .concat()
        + &finance(&connection, viewer, subject, day).await
}

async fn finance(connection: &DatabaseConnection, viewer: &Viewer, subject: &str, day: &str) -> String {
    let loans_due = LoanFilter {
        order: Order::Due,
        ..LoanFilter::default()
    };
    let loans_due = loans::list(viewer, &loans_due);
    let lines = bank_entries::list(viewer, &BankEntryFilter::default());
    macro_rules! plans {
        ($($list:ident($filter:ident)),+) => {
            [$(plan(connection, $list::list(viewer, &$filter::default()), &[subject]).await),+].concat()
        };
    }
    plans!(
        products(ProductFilter),
        requests(RequestFilter),
        reviews(ReviewFilter),
        guarantees(GuaranteeFilter),
        credit_lines(CreditLineFilter),
        loans(LoanFilter),
        filings(FilingFilter),
        notices(NoticeFilter),
        pools(PoolFilter),
        sales(SaleFilter),
        endorsements(EndorsementFilter)
    ) + &plan(connection, loans_due, &[day, subject]).await
        + &plan(connection, lines, &[day, subject]).await
}

/// Every table is searched through an index; what is read from end to end is only what such a search has given.
fn assert_goes_through_indexes(plans: &str) {
    for line in plans.lines().map(str::trim) {
        let given = ["SCAN arm", "SCAN above"].contains(&line);
        assert!(given || !line.starts_with("SCAN"), "{line}\n{plans}");
        let searched = line.contains(" USING INDEX ") || line.contains(" USING COVERING INDEX ");
        assert!(searched || !line.starts_with("SEARCH"), "{line}\n{plans}");
    }
}

#[tokio::test]
async fn a_party_s_lists_go_through_the_index_of_each_role() {
    let plans = plans(&viewer(false)).await;
    assert_goes_through_indexes(&plans);
    for role in [
        "contracts_by_supplier (supplier=? AND subject<?)",
        "receivables_by_buyer_and_due (buyer=? AND (due_on,subject)>(?,?))",
        "certificates_by_holder (holder=? AND subject<?)",
        "certificates_received (holder=?",
        "certificates_by_debtor_and_due (debtor=? AND (due_on,subject)>(?,?))",
        "payments_by_certificate (certificate=? AND subject<?)",
        "requests_by_borrower (borrower=? AND subject<?)",
        "asked_by_party (party=?",
        "loans_by_bank (bank=? AND subject<?)",
        "loans_by_bank_and_maturity (bank=? AND (matures_on,subject)>(?,?))",
        "loans_by_borrower_and_maturity (borrower=? AND (matures_on,subject)>(?,?))",
        "loans_by_holder_and_maturity (holder=? AND (matures_on,subject)>(?,?))",
        "loans_by_pool_and_maturity (pool=?",
        "bank_entries_by_bank_and_day (bank=? AND (booked_on,subject)<(?,?))",
    ] {
        assert!(plans.contains(role), "{role}\n{plans}");
    }
}

#[tokio::test]
async fn an_auditor_s_lists_go_through_the_index_of_their_order() {
    let plans = plans(&viewer(true)).await;
    assert_goes_through_indexes(&plans);
    assert!(!plans.contains("TEMP B-TREE"), "{plans}");
}

/// However the lines of statements are narrowed, those booked last are found without those before them.
#[tokio::test]
async fn lines_of_statements_go_through_the_index_of_their_days() {
    let (connection, key) = (database().await, ["2026-01-01", "x/1"]);
    let narrowed = |stage: Option<&str>, loan| BankEntryFilter {
        stage: stage.map(str::to_owned),
        loan,
        ..BankEntryFilter::default()
    };
    let loan = LoanId::from_parts(1, [1; 10]);
    for (auditor, filter, index) in [
        (
            true,
            narrowed(None, None),
            "bank_entries_by_day ((booked_on,subject)<(?,?))",
        ),
        (
            false,
            narrowed(Some("unmatched"), None),
            "bank_entries_by_bank_stage_and_day (bank=? AND stage=? AND (booked_on,subject)<(?,?))",
        ),
        (
            false,
            narrowed(None, Some(loan)),
            "bank_entries_by_loan_and_day (loan=? AND (booked_on,subject)<(?,?))",
        ),
    ] {
        let list = bank_entries::list(&viewer(auditor), &filter);
        let plan = plan(&connection, list, &key).await;
        assert_goes_through_indexes(&plan);
        assert!(plan.contains(index), "{index}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[tokio::test]
async fn an_auditor_s_certificates_of_a_stage_are_found_however_few_they_are() {
    let (connection, auditor) = (database().await, viewer(true));
    let of_a_stage = |order| CertificateFilter {
        stage: Some("cancelled".to_owned()),
        order,
        ..CertificateFilter::default()
    };
    let newest = certificates::list(&auditor, &of_a_stage(Order::Newest));
    let newest = plan(&connection, newest, &["x/1"]).await;
    assert!(
        newest.contains("certificates_by_stage (stage=? AND subject<?)"),
        "{newest}"
    );
    let due = certificates::list(&auditor, &of_a_stage(Order::Due));
    let due = plan(&connection, due, &["2026-01-01", "x/1"]).await;
    assert!(
        due.contains("certificates_by_stage_and_due (stage=? AND (due_on,subject)>(?,?))"),
        "{due}"
    );
}

/// What was paid is passed over, however much it is.
#[tokio::test]
async fn certificates_that_are_late_are_found_stage_by_stage() {
    let (connection, party) = (database().await, viewer(false));
    let list = late::list(&party, "2026-02-01".parse().unwrap());
    let plan = plan(&connection, list, &["2026-01-01", "x/1"]).await;
    assert_goes_through_indexes(&plan);
    let index = "certificates_by_holder_stage_and_due (holder=? AND stage=?";
    assert_eq!(plan.matches(index).count(), 5, "{plan}");
}

/// The index on the stage alone must not draw away from those of the roles.
#[tokio::test]
async fn a_party_s_certificates_of_a_stage_are_found_through_its_roles() {
    let (connection, party) = (database().await, viewer(false));
    for order in [Order::Newest, Order::Due] {
        let filter = CertificateFilter {
            stage: Some("cancelled".to_owned()),
            order,
            ..CertificateFilter::default()
        };
        let key: &[&str] = match order {
            Order::Newest => &["x/1"],
            Order::Due => &["2026-01-01", "x/1"],
        };
        let plan = plan(&connection, certificates::list(&party, &filter), key).await;
        assert!(!plan.contains("certificates_by_stage"), "{plan}");
    }
}

/// What was paid late keeps its mark, so what is outstanding is asked for too; that draws nothing away from the index of the marks.
#[tokio::test]
async fn overdue_certificates_are_found_among_those_that_are_marked() {
    let (connection, auditor) = (database().await, viewer(true));
    let overdue = |order| CertificateFilter {
        overdue: Some(true),
        order,
        ..CertificateFilter::default()
    };
    let newest = certificates::list(&auditor, &overdue(Order::Newest));
    let newest = plan(&connection, newest, &["x/1"]).await;
    assert!(newest.contains("overdue_certificates (subject<?)"), "{newest}");
    let due = certificates::list(&auditor, &overdue(Order::Due));
    let due = plan(&connection, due, &["2026-01-01", "x/1"]).await;
    assert!(
        due.contains("overdue_certificates_by_due ((due_on,subject)>(?,?))"),
        "{due}"
    );
    let party = certificates::list(&viewer(false), &overdue(Order::Newest));
    assert_goes_through_indexes(&plan(&connection, party, &["x/1"]).await);
}

/// Narrowed to another party and to days, each role is read in the order of the page all the same, and not what the other party
/// ever traded.
#[tokio::test]
async fn receivables_of_another_party_go_through_the_index_of_each_role() {
    let (connection, party) = (database().await, viewer(false));
    let day = "2026-01-01".parse().ok();
    let claimed = ReceivableFilter {
        buyer: Some(PartyId::from_parts(1, [2; 10])),
        claimed_from: day,
        claimed_until: day,
        ..ReceivableFilter::default()
    };
    let due = ReceivableFilter {
        due_from: day,
        due_until: day,
        order: Order::Due,
        ..claimed.clone()
    };
    let newest = plan(&connection, receivables::list(&party, &claimed), &["x/1"]).await;
    let due = plan(
        &connection,
        receivables::list(&party, &due),
        &["2026-01-01", "x/1"],
    )
    .await;
    for (plan, role) in [
        (&newest, "receivables_by_supplier (supplier=? AND subject<?)"),
        (&newest, "receivables_by_centre (centre=? AND subject<?)"),
        (&due, "receivables_by_supplier_and_due (supplier=?"),
    ] {
        assert_goes_through_indexes(plan);
        assert!(plan.contains(role), "{role}\n{plan}");
    }
    let auditor = plan(&connection, receivables::list(&viewer(true), &claimed), &["x/1"]).await;
    assert!(
        auditor.contains("receivables_by_buyer (buyer=? AND subject<?)"),
        "{auditor}"
    );
    assert!(!auditor.contains("TEMP B-TREE"), "{auditor}");
}

/// Of the many requests of a stage few ask one bank: it begins with its own reviews, and looks the request of each up.
#[tokio::test]
async fn what_waits_for_a_bank_is_found_from_its_own_reviews() {
    let (connection, bank) = (database().await, viewer(false));
    let waiting = ReviewFilter {
        stage: Some("open".to_owned()),
        bank: Some(bank.party),
        request_stage: Some("submitted".to_owned()),
        request_ends_from: Some(Millis::EPOCH),
        ..ReviewFilter::default()
    };
    let plan = plan(&connection, reviews::list(&bank, &waiting), &["x/1"]).await;
    assert_goes_through_indexes(&plan);
    for search in [
        "reviews_by_bank_and_stage (bank=? AND stage=? AND subject<?)",
        "sqlite_autoindex_requests_1 (subject=?)",
    ] {
        assert!(plan.contains(search), "{search}\n{plan}");
    }
}

/// An auditor's search sees every row; each way in which one is known has an index.
#[tokio::test]
async fn an_auditor_s_search_goes_through_an_index_for_each_way() {
    use search::amounts::OfAmount;
    use search::{Sought, kinds};
    let (connection, auditor) = (database().await, viewer(true));
    let amount = Money::parse("7.00", Currency::CNY).unwrap();
    let sought = Sought::new("YNYY", Some(amount)).unwrap();
    let (parties, invoiced) = (["party/1".to_owned()], ["receivable/1".to_owned()]);
    let (viewer, named, pools) = (&auditor, &parties, ["pool/1".to_owned()]);
    macro_rules! plans {
        ($($kind:ident($($with:expr),*)),+) => {
            [$(plan(&connection, kinds::$kind(viewer, $($with),*).unwrap(), &["x/1"]).await),+].concat()
        };
    }
    let plans = plans!(
        certificates(&sought, &OfAmount::Indexed, named),
        contracts(&sought, named),
        receivables(&sought, named, &invoiced),
        payments(&sought, [false; 2], named),
        requests(&sought, named),
        loans(&sought, named),
        credit_lines(&sought, named),
        guarantees(&sought, named),
        filings(&sought, named),
        notices(named),
        bank_entries(&sought),
        sales(&sought, named, &pools),
        members(&sought)
    );
    for index in [
        "certificates_by_amount (amount=? AND subject<?)",
        "certificates_by_number (number>? AND number<?)",
        "contracts_by_written_number (number>? AND number<?)",
        "payments_by_reference (reference>? AND reference<?)",
        "loans_by_principal (principal=? AND subject<?)",
        "credit_lines_by_limit (credit_limit=? AND subject<?)",
        "guarantees_by_at_most (at_most=? AND subject<?)",
        "filings_by_number (number>? AND number<?)",
        "notices_by_debtor (debtor=? AND subject<?)",
        "papers_by_number (number>? AND number<?)",
        "credit_lines_by_supplier (supplier=? AND subject<?)",
        "guarantees_by_bank (bank=? AND subject<?)",
        "bank_entries_by_amount (amount=? AND subject<?)",
        "bank_entries_by_reference (reference>? AND reference<?)",
        "bank_entries_by_counterparty (counterparty>? AND counterparty<?)",
        "sales_by_price (price=? AND subject<?)",
        "sales_by_pool (pool=? AND subject<?)",
        "members_by_name (name>? AND name<?)",
    ] {
        assert!(plans.contains(index), "{index}\n{plans}");
    }
}

/// A party finds by an amount what its roles lead to: the few certificates that have it are looked up by themselves, and many are
/// passed by on the way through its own.
#[tokio::test]
async fn a_party_s_search_by_amount_reads_no_index_of_amounts() {
    use search::amounts::OfAmount;
    use search::{Sought, kinds};
    let (connection, party) = (database().await, viewer(false));
    let amount = Money::parse("7.00", Currency::CNY).unwrap();
    let sought = Sought::new("7.00", Some(amount)).unwrap();
    let few = OfAmount::Few(vec!["certificate/1".to_owned(), "certificate/2".to_owned()]);
    for (of_amount, way) in [
        (few, "certificates_by_holder (holder=? AND subject=?)"),
        (OfAmount::Many, "certificates_by_holder (holder=? AND subject<?)"),
    ] {
        let list = kinds::certificates(&party, &sought, &of_amount, &[]).unwrap();
        let plan = plan(&connection, list, &["x/1"]).await;
        assert_goes_through_indexes(&plan);
        assert!(plan.contains(way), "{way}\n{plan}");
        for index in ["certificates_by_amount", "certificates_by_outstanding"] {
            assert!(!plan.contains(index), "{of_amount:?}\n{plan}");
        }
    }
}

/// A party finds trades that it is a side of, and those behind certificates that it lends on or is asked to, by their numbers.
#[tokio::test]
async fn a_party_s_search_for_a_trade_goes_through_the_index_of_each_role() {
    use search::{Sought, kinds};
    let (connection, party) = (database().await, viewer(false));
    let sought = Sought::new("YNYY", None).unwrap();
    let invoiced = ["receivable/1".to_owned()];
    let contracts = kinds::contracts(&party, &sought, &[]).unwrap();
    let receivables = kinds::receivables(&party, &sought, &[], &invoiced).unwrap();
    let plans =
        plan(&connection, contracts, &["x/1"]).await + &plan(&connection, receivables, &["x/1"]).await;
    assert_goes_through_indexes(&plans);
    for role in [
        "contracts_by_supplier (supplier=? AND subject<?)",
        "receivables_by_buyer (buyer=? AND subject<?)",
        "certificates_by_bank_and_contract (bank=?",
        "certificates_by_bank_and_receivable (bank=?",
        "asked_by_party (party=?",
    ] {
        assert!(plans.contains(role), "{role}\n{plans}");
    }
}

/// A party looks through its own members, however many others there are.
#[tokio::test]
async fn a_party_s_search_for_a_member_goes_through_its_own() {
    use search::{Sought, kinds};
    let (connection, party) = (database().await, viewer(false));
    let sought = Sought::new("王芳", None).unwrap();
    let plan = plan(&connection, kinds::members(&party, &sought).unwrap(), &["x/1"]).await;
    assert_goes_through_indexes(&plan);
    assert!(
        plan.contains("members_by_party (party=? AND subject<?)"),
        "{plan}"
    );
}

/// Whoever has very many certificates finds the payments on them by the payments: through each one's certificate, newest first.
#[tokio::test]
async fn payments_on_very_many_certificates_are_not_found_through_those() {
    let connection = database().await;
    let list = payments::list(&viewer(false), [true; 2], &PaymentFilter::default());
    let plan = plan(&connection, list, &["x/1"]).await;
    assert_goes_through_indexes(&plan);
    assert!(
        plan.contains("certificates EXISTS USING INDEX sqlite_autoindex_certificates_1 (subject=?)"),
        "{plan}"
    );
    for index in ["certificates_by_holder", "certificates_by_bank"] {
        assert!(!plan.contains(index), "{index}\n{plan}");
    }
}

//! Lists as files: the whole of them, for spreadsheets.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use rstest::rstest;
use tallystick_api::document;
use tallystick_testbed::{Engine, Lending};

use crate::app::{App, Maker, bare};
use crate::lending::told;

fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.strip_prefix('\u{FEFF}').unwrap().to_owned()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_list_comes_whole_as_a_file_whatever_the_size_of_a_page(#[case] engine: Engine) {
    let app = App::new(engine).await;
    for number in 0..5 {
        app.world.contract(&format!("=YNYY-{number}")).await;
    }
    let reply = app.get(Maker("buyer"), "/v1/contracts?format=csv&limit=2").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.headers[header::CONTENT_TYPE], "text/csv");
    let name = &reply.headers[header::CONTENT_DISPOSITION];
    assert_eq!(name, "attachment; filename=\"contracts.csv\"");
    let table = text(&reply.bytes);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines[0],
        "id,version,stage,supplier,buyer,registered_by,number,title,amount,amount_currency,signed_on,procurement,\
         vouchers_agreed,revision"
    );
    assert_eq!(lines.len(), 6, "{table}");
    assert!(
        table.contains(",'=YNYY-4,"),
        "no number becomes a formula: {table}"
    );
    assert!(lines[1].contains(",5000000.00,CNY,2026-01-12,"), "{table}");

    let none = app
        .get(Maker("buyer"), "/v1/contracts?format=csv&stage=closed")
        .await;
    assert_eq!(
        text(&none.bytes).lines().count(),
        1,
        "a filter narrows the file too"
    );
    let book = app.get(Maker("buyer"), "/v1/contracts?format=xlsx").await;
    assert!(book.bytes.starts_with(b"PK"), "a workbook is a package");
    assert_eq!(
        book.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"contracts.xlsx\""
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_list_comes_as_both_kinds_of_file(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let certificate = app.world.certificate(&contract, "26112000000012345678").await;
    let buyer = app.world.company("buyer").id.uuid();
    let lists = [
        "/v1/parties".to_owned(),
        format!("/v1/parties/{buyer}/members"),
        format!("/v1/parties/{buyer}/keys"),
        "/v1/contracts".to_owned(),
        "/v1/amendments".to_owned(),
        "/v1/receivables".to_owned(),
        "/v1/certificates".to_owned(),
        "/v1/payments".to_owned(),
        "/v1/cancellations".to_owned(),
        "/v1/proposals".to_owned(),
        "/v1/entries".to_owned(),
        format!("/v1/subjects/certificate/{}/timeline", bare(&certificate)),
    ];
    for list in lists {
        for (format, media_type) in [
            ("csv", "text/csv"),
            (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
        ] {
            let asked = app.get(Maker("buyer"), &format!("{list}?format={format}")).await;
            assert_eq!(asked.status, StatusCode::OK, "{list} {format}");
            assert_eq!(asked.headers[header::CONTENT_TYPE], media_type);
            let request = app
                .request(Maker("buyer"), &Method::GET, &list)
                .header(header::ACCEPT, media_type);
            let accepted = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(accepted.headers[header::CONTENT_TYPE], media_type, "{list}");
            assert_eq!(accepted.bytes, asked.bytes, "{list} {format}");
        }
        let page = app.get(Maker("buyer"), &format!("{list}?format=json")).await;
        assert!(page.json()["items"].is_array(), "{list}");
        let refused = app.get(Maker("buyer"), &format!("{list}?format=pdf")).await;
        assert_eq!(refused.code(), "malformed-query", "{list}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_the_ledger_has_a_row_for_each_entry(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let entries = app.get(Maker("auditor"), "/v1/entries?limit=200").await.json();
    assert!(entries["items"].as_array().is_some_and(|items| items.len() > 15));
    let file = app.get(Maker("auditor"), "/v1/entries?format=csv").await;
    let table = text(&file.bytes);
    assert_eq!(
        table.lines().count(),
        entries["items"].as_array().unwrap().len() + 1
    );
    assert!(
        table
            .lines()
            .next()
            .unwrap()
            .starts_with("seq,received,kind,subject,issuer")
    );
}

/// The path with the ids of things that stand in the ledger.
fn filled(path: &str, app: &App, lending: &Lending) -> String {
    let buyer = app.world.company("buyer").id.to_string();
    let with = |id: &str| path.replace("{id}", bare(id));
    match path {
        "/v1/credit-lines/{id}/movements" => with(&lending.line),
        "/v1/parties/{id}/keys" | "/v1/parties/{id}/members" => with(&buyer),
        "/v1/subjects/{kind}/{id}/timeline" => with(&lending.loan).replace("{kind}", "loan"),
        path => {
            assert!(!path.contains('{'), "say here what {path} is asked about");
            path.to_owned()
        }
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_document_offers_as_a_file_comes_as_one(#[case] engine: Engine) {
    let (app, lending, _) = told(engine).await;
    let document = serde_json::to_value(document()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let offered: Vec<&String> = paths
        .filter(|(_, item)| {
            let parameters = item["get"]["parameters"].as_array();
            parameters.is_some_and(|all| all.iter().any(|one| one["name"] == "format"))
        })
        .map(|(path, _)| path)
        .collect();
    assert!(offered.len() > 20, "{offered:?}");
    for path in offered {
        let path = filled(path, &app, &lending);
        let mut asked = 0;
        for caller in ["supplier", "buyer", "bank", "manager", "auditor"].map(Maker) {
            let page = app.get(caller, &path).await;
            if page.status != StatusCode::OK {
                continue;
            }
            let file = app.get(caller, &format!("{path}?format=csv")).await;
            assert_eq!(file.status, StatusCode::OK, "{path}");
            assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv", "{path}");
            let table = text(&file.bytes);
            let (page, rows) = (page.json(), table.lines().count() - 1);
            let items = page["items"].as_array().unwrap().len();
            let agrees = rows == items || (rows > items && page["next"].is_string());
            assert!(agrees, "{path}: {items} items, and {table}");
            asked += 1;
        }
        assert!(asked > 0, "nobody may ask for {path}");
    }
}

//! Members at the command line: one command, signed and sealed, and a table of claims.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tallystick_base::ContractId;
use tallystick_client::Client;
use tallystick_testbed::Engine;

use crate::cast::{Cast, act};
use crate::chance::Chance;
use crate::house::House;
use crate::program::Ended;
use crate::seat::Seat;

const NUMBER: &str = "YNYY-HC-2026-017";
const INVOICE: &str = "26112000000012345678";
/// The total of the invoice that is written here, in minor units.
const TOTAL: u64 = 3_443_500;

/// A command's body as a file whose name tells its kind.
fn written(folder: &Path, kind: &str, body: &Value) -> String {
    let path = folder.join(format!("{}.json", kind.replace('/', ".")));
    fs::write(&path, body.to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A contract that the hospital has accepted.
async fn accepted(cast: &Cast, client: &Client) -> String {
    let contract = client.ambient().id(ContractId::from_parts).to_string();
    let terms = cast.trade().contract(&contract, NUMBER);
    act(&cast.maker.member(0, client), "contract.register/1", &terms)
        .await
        .unwrap();
    let acceptance = serde_json::json!({"contract": contract});
    act(&cast.hospital.member(0, client), "contract.accept/1", &acceptance)
        .await
        .unwrap();
    contract
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_sealed_refused_or_kept_for_a_colleague() {
    let mut chance = Chance::announced("submitting at the command line");
    let house = House::open(Engine::Sqlite);
    let server = house.serve().await;
    let cast = Cast::enrol(&house, &server, &mut chance).await;
    let client = house.client(&server, chance.branch());
    let (folder, url) = (tempfile::tempdir().unwrap(), server.url());
    let supplier = Seat::take(&url, &cast.maker, folder.path());
    let hospital = Seat::take(&url, &cast.hospital, folder.path());

    let contract = client.ambient().id(ContractId::from_parts).to_string();
    let terms = cast.trade().contract(&contract, NUMBER);
    let file = written(folder.path(), "contract.register/1", &terms);
    let unasked = supplier.runs(&["submit", &file]);
    assert_eq!(unasked.code, Some(2), "{}", unasked.said);
    assert!(
        unasked.complained.contains("nobody can be asked here"),
        "{}",
        unasked.complained
    );
    let sealed = supplier.runs(&["submit", &file, "--yes", "--json"]).well();
    assert_eq!(sealed.json()["known"], false);
    assert!(sealed.json()["receipt"]["seq"].is_u64(), "{}", sealed.said);
    // What is signed is shown before, apart from the result.
    assert!(sealed.complained.contains(NUMBER), "{}", sealed.complained);
    let again = supplier.runs(&["submit", &file, "--yes", "--json"]);
    assert_eq!(again.code, Some(1), "{}", again.complained);
    assert!(again.said.starts_with("refused: "), "{}", again.said);

    let acceptance = written(
        folder.path(),
        "contract.accept/1",
        &serde_json::json!({"contract": contract}),
    );
    let sealed = hospital.runs(&["submit", &acceptance, "--yes"]).well();
    assert!(sealed.said.starts_with("entry "), "{}", sealed.said);
    let receivable = client
        .ambient()
        .id(tallystick_base::ReceivableId::from_parts)
        .to_string();
    let certificate = client
        .ambient()
        .id(tallystick_base::CertificateId::from_parts)
        .to_string();
    let trade = cast.trade();
    let claim = trade.claim(&receivable, &contract, INVOICE, TOTAL);
    let claim = written(folder.path(), "receivable.claim/1", &claim);
    supplier.runs(&["submit", &claim, "--yes"]).well();

    let confirmation = trade.confirmation(&receivable, &certificate, TOTAL);
    let confirmation = written(folder.path(), "receivable.confirm/1", &confirmation);
    let waits = hospital
        .runs(&["submit", &confirmation, "--yes", "--json"])
        .well()
        .json();
    assert_eq!(
        (
            &waits["proposal"]["stage"],
            &waits["proposal"]["signatures"],
            &waits["proposal"]["needed"]
        ),
        (&"waiting".into(), &1.into(), &2.into())
    );
    let colleague = cast.hospital.member(1, &client);
    let id = waits["proposal"]["id"].as_str().unwrap().parse().unwrap();
    colleague.sign_proposal(&id).await.unwrap();
    server.kill();
    house.audit();
}

/// What became of each row.
fn outcomes(ended: &Ended) -> Vec<String> {
    let report = ended.json();
    let rows = report.as_array().unwrap().iter();
    rows.map(|row| row["outcome"].as_str().unwrap().to_owned())
        .collect()
}

/// The invoice of a delivery, and a table with a row for it and, where `more` is not empty, further ones.
fn table(cast: &Cast, folder: &Path, name: &str, more: &str) -> String {
    let days = &cast.days;
    let invoice = include_str!("../../../fixtures/documents/einvoice/blue.xml")
        .replace("26117000000000271828", INVOICE)
        .replace("91110108MA0K3C7F2N", cast.maker.code)
        .replace("北京青禾医疗器械有限公司", cast.maker.name)
        .replace("12110000400612345B", cast.hospital.code)
        .replace("北京市第九人民医院", cast.hospital.name)
        .replace("京九院采〔2026〕18号", NUMBER)
        .replace("2026-03-12", &days.accepted);
    fs::write(folder.join("invoice.xml"), invoice).unwrap();
    let path = folder.join(name);
    let head = "contract_number,invoice_number,invoice_date,amount,currency,delivery_date,acceptance_date,due_date,note";
    let row = format!(
        "{NUMBER},{INVOICE},{},34435.00,CNY,{},{},{},",
        days.accepted, days.delivered, days.accepted, days.due
    );
    fs::write(&path, format!("{head}\n{row}\n{more}")).unwrap();
    path.to_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_claims_is_claimed_once_however_often_it_is_run() {
    let mut chance = Chance::announced("importing at the command line");
    let house = House::open(Engine::Sqlite);
    let server = house.serve().await;
    let cast = Cast::enrol(&house, &server, &mut chance).await;
    let client = house.client(&server, chance.branch());
    accepted(&cast, &client).await;
    let (folder, url) = (tempfile::tempdir().unwrap(), server.url());
    let supplier = Seat::take(&url, &cast.maker, folder.path());
    let file = table(&cast, folder.path(), "claims.csv", "");
    let import = ["import-receivables", &file, "--json"];

    let would = supplier.runs(&[&import[..], &["--dry-run"]].concat()).well();
    assert_eq!(outcomes(&would), ["would-claim"]);
    let claimed = supplier.runs(&import).well();
    assert_eq!(outcomes(&claimed), ["claimed"]);
    assert!(claimed.json()[0]["content"]["seq"].is_u64(), "{}", claimed.said);
    let again = supplier.runs(&import).well();
    assert_eq!(outcomes(&again), ["already"]);
    let text = supplier.runs(&import[..2]).well().said;
    assert!(text.ends_with("1 of 1 rows are done.\n"), "{text}");

    // A row without its invoice, and one that is no claim, are told, and the others are done all the same.
    let more = format!(
        "{NUMBER},26112000000012345679,{0},10.00,CNY,{0},{0},,\n{NUMBER},1,yesterday,x,CNY,,,,\n",
        cast.days.accepted
    );
    let longer = table(&cast, folder.path(), "longer.csv", &more);
    let partly = supplier.runs(&["import-receivables", &longer, "--json"]);
    assert_eq!(partly.code, Some(1), "{}", partly.complained);
    assert_eq!(outcomes(&partly), ["already", "wrong", "wrong"]);
    let missing = supplier.runs(&["import-receivables", "nowhere.csv"]);
    assert_eq!(missing.code, Some(2), "{}", missing.said);
    server.kill();
    let refused = supplier.runs(&import);
    assert_eq!(refused.code, Some(2), "{}", refused.said);
    house.audit();
}

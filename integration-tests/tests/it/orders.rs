//! A bank at the command line: the order for what it has instructed, and what its own system says became of it.

use std::fs;

use tallystick_testbed::Engine;

use crate::cast::{Cast, signed_by_all};
use crate::chance::Chance;
use crate::house::House;
use crate::lending::Lending;
use crate::program::Ended;
use crate::seat::Seat;

const END_TO_END: &str = "JB-E2E-0001";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_instructed_is_ordered_and_what_became_of_it_is_booked() {
    let mut chance = Chance::announced("ordering at the command line");
    let house = House::open(Engine::Sqlite);
    let server = house.serve().await;
    let cast = Cast::enrol(&house, &server, &mut chance).await;
    let client = house.client(&server, chance.branch());
    let lending = Lending::approved(&cast, &client).await;
    let bank = cast.bank.members(&client);
    let instruction = signed_by_all(&bank, "loan.instruct/1", &lending.instruction(END_TO_END)).await;
    bank[0].submit(&instruction.unwrap()).await.unwrap();

    let (folder, url) = (tempfile::tempdir().unwrap(), server.url());
    let seat = Seat::take(&url, &cast.bank, folder.path());
    let file = folder.path().join("pain.001.xml");
    let file = file.to_str().unwrap();
    seat.runs(&["payment-order", "--end-to-end", END_TO_END, "--out", file])
        .well();
    let order = fs::read_to_string(file).unwrap();
    assert!(
        order.contains(&format!("<EndToEndId>{END_TO_END}</EndToEndId>")),
        "{order}"
    );
    let whole = seat.runs(&["payment-order", "--pain", "3"]).well().said;
    assert!(
        whole.contains("pain.001.001.03") && whole.contains(END_TO_END),
        "{whole}"
    );
    let other = seat.runs(&["payment-order", "--end-to-end", "JB-E2E-0002"]);
    assert_eq!(other.code, Some(1), "{}", other.complained);
    assert!(
        other.said.starts_with("refused: ") && other.said.contains("loan.instruct"),
        "{}",
        other.said
    );
    let again = seat.runs(&["payment-order", "--out", file]);
    assert_eq!(again.code, Some(2), "a file that exists is kept: {}", again.said);

    let report = folder.path().join("pain.002.xml");
    fs::write(&report, settled(&order)).unwrap();
    let import = ["import-bank-message", report.to_str().unwrap(), "--json"];
    let supplier = Seat::take(&url, &cast.maker, folder.path()).runs(&import);
    assert_ne!(supplier.code, Some(0), "only a bank has messages");
    let would = seat.runs(&[&import[..], &["--dry-run"]].concat()).well();
    assert_eq!(outcomes(&would), ["would-sign"]);
    let booked = seat.runs(&import).well();
    assert_eq!(outcomes(&booked), ["sealed"]);
    let known = seat.runs(&import).well();
    assert_eq!(outcomes(&known), ["already"]);
    let loan = bank[0].loan(lending.loan.parse().unwrap()).await;
    assert_eq!(loan.unwrap().state.stage.name(), "Active");
    server.kill();
    house.audit();
}

/// What became of each line.
fn outcomes(ended: &Ended) -> Vec<String> {
    let report = ended.json();
    let lines = report[0]["lines"].as_array().unwrap();
    lines
        .iter()
        .map(|line| line["outcome"].as_str().unwrap().to_owned())
        .collect()
}

/// The report of the bank's system that the payment of an order is out.
fn settled(order: &str) -> String {
    let (_, id) = order.split_once("<MsgId>").unwrap();
    let (id, _) = id.split_once("</MsgId>").unwrap();
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>R-1</MsgId><CreDtTm>2026-02-09T18:00:00</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{id}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>\
         </OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{id}</OrgnlPmtInfId>\
         <TxInfAndSts><OrgnlEndToEndId>{END_TO_END}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>\
         </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
}

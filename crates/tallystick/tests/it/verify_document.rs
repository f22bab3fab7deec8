//! `tallystick verify` on a certificate document: the bundle in it is checked, and the page is not.

use serde_json::Value;
use tallystick_base::{CertificateId, Currency, Millis, Money};
use tallystick_commands::certificates::Certificate;
use tallystick_documents::{
    AsOf, CertificateFacts, NamedParty, PayeeAccount, Standing, certificate_document,
};
use tallystick_testbed::{Engine, World};

use crate::program::{Ended, golden, golden_bytes, run, run_with_input, verdict};

/// What some page says; nobody reads it here.
fn page() -> CertificateFacts {
    let party = || NamedParty {
        id: "party/019b8bab-0680-74d7-b2f9-3e1cb46185de".parse().unwrap(),
        name: "石门市第一人民医院".to_owned(),
        code: "12130100401700019H".to_owned(),
    };
    let amount = Money::from_minor(99_999_999_900, Currency::CNY);
    CertificateFacts {
        number: "JRBT3-PPA7Y-2ZE8W-M45R4".to_owned(),
        ledger: "sample.tallystick.invalid".to_owned(),
        as_of: AsOf {
            entry: 19,
            received: Millis::from_secs(1_772_414_359).unwrap(),
        },
        standing: Standing::Free,
        debtor: party(),
        supplier: party(),
        holder: party(),
        amount,
        outstanding: amount,
        issued_on: "2026-03-02".parse().unwrap(),
        due_on: "2026-04-07".parse().unwrap(),
        longer_due_reason: None,
        contract: None,
        receivable: "receivable/019cac15-aaa9-79ae-aa3f-8473ff3770ee".to_owned(),
        split_from: None,
        payee: PayeeAccount {
            name: "石门市燕赵医用防护用品有限公司".to_owned(),
            bank: "京北商业银行永宁支行".to_owned(),
            account: "11050199360000001024".to_owned(),
        },
        transferable: true,
        waived: None,
        signers: Vec::new(),
        endorsement: None,
        frozen: None,
        overdue_since: None,
        check_url: "https://ledger.example.org/check/JRBT3-PPA7Y-2ZE8W-M45R4?amount=1.00".to_owned(),
    }
}

fn verify(bundle: &[u8], more: &[&str]) -> Ended {
    let document = certificate_document(&page(), bundle).unwrap();
    run_with_input(&[&["verify", "-"], more].concat(), &document)
}

#[test]
fn the_bundle_in_a_document_is_checked_as_it_is_by_itself() {
    let vkeys = golden("vkeys.txt");
    let inside = verify(&golden_bytes("bundle.json"), &["--vkeys", &vkeys]);
    assert_eq!(inside.code, 0, "{}{}", inside.said, inside.complained);
    let alone = run(&["verify", &golden("bundle.json"), "--vkeys", &vkeys]);
    assert!(inside.said.starts_with(&alone.said), "{}", inside.said);
}

#[test]
fn a_document_is_read_from_a_file_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("certificate.pdf");
    std::fs::write(
        &path,
        certificate_document(&page(), &golden_bytes("bundle.json")).unwrap(),
    )
    .unwrap();
    let path = path.to_str().unwrap();
    let said = run(&["verify", path]).said;
    assert!(
        said.contains(&format!(
            "Checked was the bundle embedded in {path}. The printed page was not read, and anyone can print any page.\n"
        )),
        "{said}"
    );
    // The sample's transitions are too plain to say what a page should say.
    assert!(said.contains("rely on the bundle alone"), "{said}");

    let json = run(&["verify", path, "--json"]).json();
    assert_eq!(json["embedded_in"], path);
    assert_eq!(json["valid"], true);
    let alone = run(&["verify", &golden("bundle.json"), "--json"]).json();
    assert_eq!(alone.get("embedded_in"), None);
}

#[test]
fn a_changed_bundle_in_a_document_is_not_valid() {
    let mut bundle: Value = serde_json::from_slice(&golden_bytes("bundle.json")).unwrap();
    let body = &mut bundle["entries"][1]["body"];
    *body = Value::String(body.as_str().unwrap().replacen('"', " \"", 1));
    let ended = verify(&serde_json::to_vec(&bundle).unwrap(), &["--json"]);
    assert_eq!(ended.code, 1, "{}", ended.complained);
    assert_eq!(verdict(&ended.json(), "disclosures")["code"], "body-mismatch");
}

#[test]
fn what_cannot_be_judged_is_said() {
    let ended = run_with_input(&["verify", "-"], b"%PDF-1.7\n%%EOF\n");
    assert_eq!(ended.code, 2);
    assert!(
        ended.complained.contains("the PDF has no bundle embedded"),
        "{}",
        ended.complained
    );

    let ended = verify(b"{\"some\": \"other file\"}", &[]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.complained.contains("it does not say tallystick-bundle/v1"),
        "{}",
        ended.complained
    );
}

/// A certificate of a real ledger, with the bundle that its holder gives away.
async fn real() -> (Certificate, Vec<u8>) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("CG-2026-0117").await;
    let certificate = world.certificate(&contract, "1").await;
    let id: CertificateId = certificate.parse().unwrap();
    let holder = world.viewer("supplier", 0).await;
    let seen = world.store.certificate(&holder, id).await.unwrap().unwrap();
    let bundle = world.store.bundle(&holder, id).await.unwrap().unwrap().bundle;
    (seen.state, bundle.to_json().unwrap().into_bytes())
}

#[tokio::test]
async fn what_the_page_should_say_is_printed_from_the_bundle() {
    let (certificate, bundle) = real().await;
    let ended = verify(&bundle, &[]);
    assert_eq!(ended.code, 0, "{}{}", ended.said, ended.complained);
    assert!(
        ended
            .said
            .contains("Compare the page with what the bundle says as of entry "),
        "{}",
        ended.said
    );
    let row = |label: &str| {
        let row = ended
            .said
            .lines()
            .find(|line| line.trim_matches(['│', ' ']).starts_with(label));
        row.unwrap_or_else(|| panic!("no {label} in {}", ended.said))
            .to_owned()
    };
    // The page above speaks of a thousand million yuan.
    assert!(row("amount").contains(" 1,200,000.00 CNY "));
    assert!(row("number").contains(&certificate.issue.number.to_string()));
    assert!(row("due on").contains("2026-04-07"));
    assert!(row("holder").contains(&certificate.holder.to_string()));
    assert!(row("stage").contains("Free"));
}

#[tokio::test]
async fn what_a_bundle_that_is_not_valid_says_is_not_printed() {
    let (_, bundle) = real().await;
    let bundle = String::from_utf8(bundle)
        .unwrap()
        .replacen("1200000.00", "9200000.00", 1);
    let ended = verify(bundle.as_bytes(), &[]);
    assert_eq!(ended.code, 1, "{}{}", ended.said, ended.complained);
    assert!(!ended.said.contains("Compare the page"), "{}", ended.said);
}

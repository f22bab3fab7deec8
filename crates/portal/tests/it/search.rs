//! Search: for everybody who is signed in, across what each may see.

use serde_json::json;
use tallystick_testbed::{Engine, Lending, World};

use crate::app::App;

async fn lent() -> (App, Lending) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-SS-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000060001001").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    (App::of(world), lending)
}

/// The id of a subject in addresses.
fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

#[tokio::test]
async fn what_stands_around_a_loan_is_found_in_groups_of_its_own() {
    let (app, lending) = lent().await;
    let guarantee = id(lending.guarantee.as_ref().unwrap());
    for language in ["zh", "en"] {
        app.page("supplier", language, "/search?q=ZD-DJ-JB")
            .await
            .is_page(language)
            .says(&format!("/filings/{}", id(&lending.filing)));
        for party in ["supplier", "bank", "guarantor", "auditor"] {
            app.page(party, language, "/search?q=240000.00")
                .await
                .is_page(language)
                .says(&format!("/guarantees/{guarantee}"));
        }
    }
    app.page("weaver", "en", "/search?q=%E7%A1%AE%E6%9D%83%E8%B4%B7")
        .await
        .is_page("en")
        .says(&format!("/products/{}", id(&lending.product)))
        .says_not("<th scope=\"col\" class=\"num\">");
    app.page("buyer", "en", "/search?q=ZD-DJ-JB")
        .await
        .says("Nothing that you may see");
}

#[tokio::test]
async fn each_finds_what_it_may_see_and_is_led_to_pages_of_its_own() {
    let (app, lending) = lent().await;
    let certificate = &lending.certificate;
    let (loan, line, request) = (id(&lending.loan), id(&lending.line), id(&lending.request));

    for language in ["zh", "en"] {
        for party in ["supplier", "buyer", "bank", "auditor"] {
            app.page(party, language, "/search?q=1%2C200%2C000")
                .await
                .is_page(language)
                .says("role=\"search\"")
                .says("value=\"1,200,000\"")
                .says("1,200,000.00 CNY")
                .says(&format!("/certificates/{}", id(certificate)));
        }
    }
    app.page("supplier", "en", "/search?q=26112000000060001001")
        .await
        .says("/receivables/");
    app.page("bank", "en", "/search?q=480000.00")
        .await
        .says(&format!("/loans/{loan}"))
        .says(&format!("/reviews/{request}"))
        .says_not("/requests/");
    app.page(
        "bank",
        "en",
        "/search?q=%E6%B0%B8%E5%AE%81%E5%8C%BA%E4%BA%BA%E6%B0%91",
    )
    .await
    .says(&format!("/credit-lines/{line}"))
    .says("北京市永宁区人民医院");
    app.page("supplier", "en", "/search?q=5000000.00")
        .await
        .says("YNYY-SS-2026-001")
        .says_not("/credit-lines/");
    app.page("weaver", "en", "/search?q=YNYY-SS")
        .await
        .is_page("en")
        .says("Nothing that you may see");
    app.page("operator", "en", "/search?q=%E4%BA%AC%E5%8C%97")
        .await
        .is_page("en")
        .says("京北商业银行")
        .says("/parties/");
    app.page("buyer", "zh", "/search")
        .await
        .is_page("zh")
        .says("至少两个字符");
    app.page("buyer", "en", "/search?q=%3Cb%3Ex")
        .await
        .says_not("<b>x");
    assert_eq!(app.get("", "/search?q=YNYY").await.status.as_u16(), 303);
    app.get("", "/check").await.says_not("role=\"search\"");
}

#[tokio::test]
async fn lines_pools_and_papers_have_groups_of_their_own() {
    let (app, lending) = lent().await;
    let beside = app.world.loan_goes_on(&lending).await;
    for language in ["zh", "en"] {
        for party in ["bank", "auditor"] {
            app.page(party, language, "/search?q=JB-LS-0211-0002")
                .await
                .is_page(language)
                .says("12.00 CNY")
                .says("/bank-entries/");
        }
        app.page(
            "manager",
            language,
            "/search?q=%E8%B4%A6%E6%AC%BE%E4%B8%80%E6%9C%9F",
        )
        .await
        .is_page(language)
        .says(&format!("/pools/{}", id(&beside.pool)))
        .says(&format!("/sales/{}", id(&beside.sale)));
        app.page("supplier", language, "/search?q=YNYY-DD-2026")
            .await
            .is_page(language)
            .says("/receivables/");
        app.page("guarantor", language, "/search?q=480000.00")
            .await
            .is_page(language)
            .says(&format!("/loans/{}", id(&lending.loan)));
    }
    for party in ["supplier", "buyer", "weaver", "manager"] {
        app.page(party, "en", "/search?q=JB-LS-0211-0002")
            .await
            .says_not("/bank-entries/");
    }
}

#[tokio::test]
async fn an_entry_is_found_by_its_whole_number_beside_what_else_has_it() {
    let (app, _) = lent().await;
    let auditor = app.world.viewer("auditor", 0).await;
    let ahead = app.world.store.entries(&auditor, None, 200).await.unwrap().len();
    for (language, entry) in [("en", "Entry 7"), ("zh", "第 7 条")] {
        for party in ["supplier", "buyer", "weaver", "auditor", "operator"] {
            app.page(party, language, "/search?q=7")
                .await
                .is_page(language)
                .says(&format!("<a href=\"/ledger/7\">{entry}</a>"));
        }
    }
    // The first is not found by an amount, nor by a text that is long enough.
    app.page("weaver", "en", "/search?q=0")
        .await
        .is_page("en")
        .says("href=\"/ledger/0\"")
        .says_not("Type at least two characters");
    for text in [
        "7.0",
        "%2B7",
        "entry%207",
        "18446744073709551615",
        "99999999999999999999",
    ] {
        app.page("weaver", "en", &format!("/search?q={text}"))
            .await
            .is_page("en")
            .says_not("href=\"/ledger/");
    }
    app.page("weaver", "en", &format!("/search?q={ahead}"))
        .await
        .says_not("href=\"/ledger/");
}

#[tokio::test]
async fn an_auditor_is_led_to_the_parties_that_it_finds() {
    let (app, _) = lent().await;
    let bank = format!("/parties/{}", app.world.company("bank").id.uuid());
    let search = "/search?q=%E4%BA%AC%E5%8C%97";
    for language in ["zh", "en"] {
        for party in ["auditor", "operator"] {
            app.page(party, language, search)
                .await
                .is_page(language)
                .says(&bank);
        }
        app.page("supplier", language, search)
            .await
            .is_page(language)
            .says("京北商业银行")
            .says_not("/parties/");
    }
    app.page("auditor", "en", &bank)
        .await
        .is_page("en")
        .says("京北商业银行");
}

#[tokio::test]
async fn whoever_lends_or_is_asked_to_finds_the_trade_by_its_numbers() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-SS-2026-002").await;
    let certificate = world.certificate(&contract, "26112000000060001002").await;
    let lending = world.lending(&certificate, "JB-E2E-0002");
    world.bank_opens(&lending, "5000000.00").await;
    let app = App::of(world);
    let pages = async |party: &str, language: &str, text: &str| {
        let shown = app.page(party, language, &format!("/search?q={text}")).await;
        shown.is_page(language);
        shown
    };
    let contract = format!("/contracts/{}", id(&contract));
    // Nobody has asked them yet.
    for party in ["bank", "guarantor"] {
        for text in ["YNYY-SS-2026-002", "26112000000060001002", "480000.00"] {
            pages(party, "en", text).await.says("Nothing that you may see");
        }
    }

    app.world.supplier_borrows(&lending).await;
    for (party, page) in [("bank", "/reviews"), ("guarantor", "/guarantees/asked")] {
        let page = format!("{page}/{}", id(&lending.request));
        for language in ["zh", "en"] {
            // The contract and the claim under it, by the number of the contract.
            pages(party, language, "YNYY-SS-2026-002")
                .await
                .says(&contract)
                .says("/receivables/");
            pages(party, language, "26112000000060001002")
                .await
                .says("/receivables/")
                .says("26112000000060001002</a>");
            pages(party, language, "480000.00").await.says(&page);
        }
        for address in [&contract, &page] {
            app.page(party, "en", address).await.is_page("en");
        }
    }

    // Once it is lent, the bank finds them still, and the guarantor has its loan alone.
    app.world.bank_assesses(&lending).await;
    app.world.bank_instructs(&lending).await;
    pages("bank", "en", "YNYY-SS-2026-002").await.says(&contract);
    pages("guarantor", "en", "YNYY-SS-2026-002")
        .await
        .says_not("/contracts/")
        .says_not("/receivables/");
}

#[tokio::test]
async fn an_amount_with_a_code_is_one_of_that_currency() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = json!({
        "contract": world.new_id("contract"),
        "supplier": world.company("supplier").id.subject(),
        "buyer": world.company("buyer").id.subject(),
        "number": "YNYY-MY", "title": "进口医用外科口罩采购合同",
        "amount": {"value": "250000.00", "currency": "USD"},
        "signed_on": "2026-01-12", "procurement": "goods",
        "payment": {"days": 60, "from": "acceptance"},
        "pay_when_paid": false, "inspection_days": 10, "vouchers_agreed": true, "tolerance": "0.05",
        "documents": [{
            "name": "采购合同.pdf", "media_type": "application/pdf", "size": 482_113,
            "digest": "592ae7b89fd562f96046c308053bf5aa45836b4683d1c0ad63faa582ad4ba889",
        }],
        "supplier_size": "small",
    });
    world.does("supplier", "contract.register/1", contract, 1).await;
    let app = App::of(world);
    for (text, read) in [
        ("250000%20USD", "250,000.00 USD"),
        ("USD%20250%2C000.00", "250,000.00 USD"),
        ("usd250000", "250,000.00 USD"),
    ] {
        for party in ["supplier", "buyer", "auditor"] {
            app.page(party, "en", &format!("/search?q={text}"))
                .await
                .is_page("en")
                .says(&format!("Read as an amount too: {read}"))
                .says("YNYY-MY");
        }
    }
    for (text, read) in [
        ("250000", "250,000.00 CNY"),
        ("CNY%20250000", "250,000.00 CNY"),
        ("EUR%20250000", "250,000.00 EUR"),
    ] {
        app.page("supplier", "en", &format!("/search?q={text}"))
            .await
            .is_page("en")
            .says(&format!("Read as an amount too: {read}"))
            .says_not("YNYY-MY");
    }
    for text in ["250000%20XAU", "%24250000", "USD"] {
        app.page("supplier", "en", &format!("/search?q={text}"))
            .await
            .is_page("en")
            .says_not("Read as an amount too");
    }
}

#[tokio::test]
async fn members_are_found_by_name_in_one_s_own_house_and_in_all_by_whoever_sees_all() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let supplier = app.world.company("supplier");
    let (member, page) = (
        format!("{}0", supplier.name),
        format!("/parties/{}", supplier.id.uuid()),
    );
    // 安卫防护, which no name begins with, and 北京安卫.
    let (part, beginning) = (
        "/search?q=%E5%AE%89%E5%8D%AB%E9%98%B2%E6%8A%A4",
        "/search?q=%E5%8C%97%E4%BA%AC%E5%AE%89%E5%8D%AB",
    );
    for language in ["zh", "en"] {
        for path in [part, beginning] {
            app.page("supplier", language, path)
                .await
                .is_page(language)
                .says(&format!("<a href=\"/house/members\">{member}</a>"));
            for party in ["weaver", "buyer", "bank"] {
                app.page(party, language, path)
                    .await
                    .is_page(language)
                    .says(supplier.name)
                    .says_not(&member);
            }
        }
        for party in ["auditor", "operator"] {
            app.page(party, language, beginning)
                .await
                .is_page(language)
                .says(&format!("<a href=\"{page}\">{member}</a>"));
            app.page(party, language, part)
                .await
                .is_page(language)
                .says(supplier.name)
                .says_not(&member);
        }
    }
    app.page("auditor", "en", beginning)
        .await
        .says("Numbers and names of members are found by their beginning.");
    app.page("operator", "en", beginning)
        .await
        .says(" Names of members are found by their beginning.");
    app.page("supplier", "en", beginning)
        .await
        .says_not("are found by their beginning");
}

//! What a bank has lent, summed up.

use axum::http::StatusCode;
use tallystick_testbed::{Engine, World};

use crate::app::App;

#[tokio::test]
async fn a_portfolio_is_by_debtor_month_and_days_overdue() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZH-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000070001001").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    let app = App::of(world);
    app.page("bank", "en", "/portfolio")
        .await
        .is_page("en")
        .says("No loan is approved or running.");
    app.world.bank_lends(&lending).await;
    for language in ["zh", "en"] {
        app.page("bank", language, "/portfolio")
            .await
            .is_page(language)
            .says("北京市永宁区人民医院")
            .says("480,000.00")
            .says("100.00%")
            .says("4,520,000.00")
            .says("2026-04")
            .says("<svg viewBox=")
            .says("/v1/loans?format=xlsx")
            .says("<a href=\"/loans?debtor=party%2F");
    }
    for party in ["supplier", "buyer", "operator"] {
        let shown = app.page(party, "en", "/portfolio").await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{party}");
    }
}

#[tokio::test]
async fn an_auditor_reads_the_portfolio_of_the_bank_it_chose_from_the_statistics() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZH-2026-002").await;
    let certificate = world.certificate(&contract, "26112000000070001002").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    let app = App::of(world);
    let bank = app.world.company("bank");
    let path = format!("/portfolio?bank={}", bank.id.uuid());
    for language in ["zh", "en"] {
        app.page("auditor", language, "/statistics")
            .await
            .is_page(language)
            .says(&format!("href=\"{path}\""));
        app.page("auditor", language, &path)
            .await
            .is_page(language)
            .says(bank.name)
            .says("北京市永宁区人民医院")
            .says("480,000.00")
            .says("4,520,000.00")
            .says(&format!("/v1/loans?format=xlsx&#38;bank={}", bank.id));
        // What is behind it are the loans and lines of that bank.
        for list in ["/loans", "/credit-lines"] {
            let list = format!("{list}?bank={}", bank.id);
            app.page("auditor", language, &path)
                .await
                .says(&format!("href=\"{list}\""));
            app.page("auditor", language, &list)
                .await
                .is_page(language)
                .says(&format!(
                    "<option value=\"{}\" selected>{}</option>",
                    bank.id, bank.name
                ))
                .says("北京市永宁区人民医院");
        }
    }
    // Of what is no bank there is nothing, and what is no id is refused.
    for list in ["/loans", "/credit-lines"] {
        let none = format!("{list}?bank={}", app.world.company("buyer").id);
        app.page("auditor", "en", &none)
            .await
            .is_page("en")
            .says_not("480,000.00");
        let wrong = app.page("auditor", "en", &format!("{list}?bank=nobody")).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{list}");
        app.page("bank", "en", list)
            .await
            .is_page("en")
            .says_not("name=\"bank\"");
    }
    // A bank reads its own, whatever it asks for; who is no bank has none.
    let other = format!("/portfolio?bank={}", app.world.company("buyer").id.uuid());
    app.page("bank", "en", &other)
        .await
        .is_page("en")
        .says("480,000.00");
    let none = app.page("auditor", "en", &other).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let choose = app.page("auditor", "en", "/portfolio").await;
    assert_eq!(choose.status, StatusCode::SEE_OTHER);
    assert_eq!(choose.headers["location"], "/statistics#banks");
}

#[tokio::test]
async fn late_loans_are_drawn_and_told_by_how_late_they_are() {
    let world = World::with_everybody(Engine::Sqlite).await;
    world.late_loans().await;
    let app = App::of(world);
    app.page("bank", "en", "/portfolio")
        .await
        .is_page("en")
        .says("Nothing is recorded as overdue.")
        .says("<th scope=\"row\">from 91 days</th><td class=\"num\">0.00</td>")
        .says_not("href=\"/loans?overdue=true\"")
        .says("0.00% of what is open");
    app.world.store.sweep().await.unwrap();
    app.page("bank", "en", "/home")
        .await
        .says("<span class=\"tag tag-risk\">overdue</span>");
    // 480,000.00 is late by 6 days, and 300,000.00 by 35, of 1,000,000.00.
    for (language, caption, [first, second, third, fourth], share) in [
        (
            "en",
            "Open principal by days overdue, as last recorded",
            ["from 1 day", "from 31 days", "from 61 days", "from 91 days"],
            "78.00% of what is open",
        ),
        (
            "zh",
            "按最近记录的逾期天数汇总的未还本金",
            ["1 天起", "31 天起", "61 天起", "91 天起"],
            "占未还本金的 78.00%",
        ),
    ] {
        let shown = app.page("bank", language, "/portfolio").await;
        shown
            .is_page(language)
            .says(&format!("780,000.00 <span class=\"hint\">{share}</span>"))
            .says("<span class=\"error\">780,000.00</span>")
            .says(&format!("role=\"img\" aria-label=\"{caption}\""))
            .says("<rect class=\"bar-fill\" x=\"44\" y=\"20\" width=\"72\" height=\"160\">")
            .says("<rect class=\"bar-fill\" x=\"204\" y=\"80\" width=\"72\" height=\"100\">")
            .says(&format!(
                "<tr><th scope=\"row\">{first}</th><td class=\"num\">480,000.00</td></tr>\
                 <tr><th scope=\"row\">{second}</th><td class=\"num\">300,000.00</td></tr>\
                 <tr><th scope=\"row\">{third}</th><td class=\"num\">0.00</td></tr>\
                 <tr><th scope=\"row\">{fourth}</th><td class=\"num\">0.00</td></tr></tbody>"
            ))
            .says("href=\"/loans?overdue=true\"");
    }
}

#[tokio::test]
async fn a_loan_tells_in_its_timeline_into_which_bucket_it_came() {
    let world = World::with_everybody(Engine::Sqlite).await;
    world.late_loans().await;
    world.store.sweep().await.unwrap();
    let app = App::of(world);
    for (language, marks) in [
        (
            "en",
            [
                ": late for 31 days or more, since 2026-03-10",
                ": late for 1 day or more, since 2026-04-08",
            ],
        ),
        (
            "zh",
            [
                "（逾期 31 天以上，自 2026-03-10 起）",
                "（逾期 1 天以上，自 2026-04-08 起）",
            ],
        ),
    ] {
        let list = app.page("bank", language, "/loans?overdue=true&order=due").await;
        let rows = list.text.split("href=\"/loans/").skip(1);
        let mut told = Vec::new();
        for loan in rows.filter_map(|row| row.split_once('"').map(|(loan, _)| loan)) {
            let shown = app.page("bank", language, &format!("/loans/{loan}")).await;
            told.push(shown.is_page(language).text.clone());
        }
        for (mark, page) in marks.iter().zip(&told) {
            assert!(page.contains(mark), "{mark} is not on the page:\n{page}");
        }
        assert_eq!(told.len(), marks.len());
    }
}

#[tokio::test]
async fn loans_are_listed_by_the_day_on_which_they_are_paid_back() {
    let world = World::with_everybody(Engine::Sqlite).await;
    world.late_loans().await;
    let app = App::of(world);
    for party in ["bank", "supplier", "auditor"] {
        for language in ["zh", "en"] {
            let list = app.page(party, language, "/loans?order=due").await;
            list.is_page(language).says("<option value=\"due\" selected>");
            let days = ["2026-03-09", "2026-04-07", "2026-05-20"]
                .map(|day| list.text.find(&format!(">{day}")).unwrap());
            assert!(days.is_sorted(), "{party}: {days:?}");
        }
    }
    // What is given as a file comes in the same order.
    app.page("bank", "en", "/loans?order=due")
        .await
        .says("/v1/loans?order=due&#38;format=csv");
}

#[tokio::test]
async fn auditors_read_what_is_late_of_the_buyer_and_of_the_bank_in_the_statistics() {
    let world = World::with_everybody(Engine::Sqlite).await;
    world.late_loans().await;
    world.store.sweep().await.unwrap();
    let app = App::of(world);
    for (language, [certificates, overdue]) in [
        ("en", ["Overdue certificates", "Overdue"]),
        ("zh", ["逾期未付", "逾期金额"]),
    ] {
        // All three certificates, of 1,200,000.00 each, were due on 2026-04-07.
        app.page("auditor", language, "/statistics")
            .await
            .is_page(language)
            .says(&format!(
                "<td class=\"num\" data-head=\"{certificates}\">3</td>\
                 <td class=\"num\" data-head=\"{overdue}\">3,600,000.00 CNY</td></tr>"
            ))
            .says(&format!(
                "<td class=\"num\" data-head=\"{overdue}\">780,000.00 CNY</td></tr>"
            ));
    }
}

#[tokio::test]
async fn the_tables_of_a_portfolio_are_given_as_files_and_the_debtors_are_drawn() {
    let world = World::with_everybody(Engine::Sqlite).await;
    world.late_loans().await;
    world.store.sweep().await.unwrap();
    let app = App::of(world);
    let bank = format!("?bank={}", app.world.company("bank").id.uuid());
    for (language, caption) in [
        ("en", "The debtors with most at stake: open and approved"),
        ("zh", "敞口最大的债务人（未还本金与已批未放合计）"),
    ] {
        for (party, query) in [("bank", ""), ("auditor", bank.as_str())] {
            let shown = app.page(party, language, &format!("/portfolio{query}")).await;
            shown
                .is_page(language)
                .says(&format!("<figcaption class=\"hint\">{caption}</figcaption>"))
                .says("<rect class=\"bar-fill\" x=\"240\" y=\"4\" width=\"264\" height=\"18\">")
                .says("y=\"18\">1,000,000.00</text>");
            for name in ["exposures", "maturities", "overdue"] {
                for format in ["csv", "xlsx"] {
                    shown.says(&format!("href=\"/portfolio/files/{name}.{format}{query}\""));
                }
                let xlsx = format!("/portfolio/files/{name}.xlsx{query}");
                let xlsx = app.page(party, language, &xlsx).await;
                assert!(xlsx.bytes.starts_with(b"PK"), "{}", xlsx.text);
            }
        }
    }
    for (name, lines) in [
        (
            "exposures",
            &["北京市永宁区人民医院,1000000.00,0.00,780000.00,3,49000000.00,CNY"][..],
        ),
        (
            "maturities",
            &[
                "Month,Open principal,Loans,Currency",
                "2026-03,300000.00,1,CNY",
                "2026-04,480000.00,1,CNY",
                "2026-05,220000.00,1,CNY",
            ],
        ),
        (
            "overdue",
            &[
                "Days overdue,Open principal,Loans,Currency",
                "from 1 day,480000.00,1,CNY",
                "from 31 days,300000.00,1,CNY",
            ],
        ),
    ] {
        let path = format!("/portfolio/files/{name}.csv");
        let csv = app.page("bank", "en", &path).await;
        let disposition = csv.headers["content-disposition"].to_str().unwrap();
        assert_eq!(
            disposition,
            format!("attachment; filename=\"{name}-2026-04-13.csv\"")
        );
        for line in lines {
            csv.says(line);
        }
        let not_chosen = app.page("auditor", "en", &path).await;
        assert_eq!(not_chosen.status, StatusCode::NOT_FOUND);
        let supplier = app.page("supplier", "en", &path).await;
        assert_eq!(supplier.status, StatusCode::FORBIDDEN);
    }
    for name in ["loans.csv", "exposures.pdf", "exposures"] {
        let none = app.page("bank", "en", &format!("/portfolio/files/{name}")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{name}");
    }
}

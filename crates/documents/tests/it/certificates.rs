//! Certificates to print: a plain one, and one on which everything stands at its longest.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Currency, Millis, Money};
use tallystick_documents::{
    AsOf, CertificateFacts, ConfirmationSigner, EndorsingBank, FreezingOrder, NamedContract, NamedParty,
    OfferedRecourse, PayeeAccount, Standing, WaivedDefence,
};

/// As long as a name may sensibly be: 80 characters.
const LONG: &str = "石门市冀中国际医药供应链管理与医疗器械集中采购配送服务股份有限公司（河北自由贸易试验区正定片区）第三物流分公司暨医用耗材与防护用品联合体牵头人（含全资及控股子公司）";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn yuan(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

fn party(name: &str, code: &str) -> NamedParty {
    NamedParty {
        id: "party/019b8bab-0680-74d7-b2f9-3e1cb46185de".parse().unwrap(),
        name: name.to_owned(),
        code: code.to_owned(),
    }
}

fn signer(name: &str, capacity: Capacity, entry: u64) -> ConfirmationSigner {
    ConfirmationSigner {
        name: Some(name.to_owned()),
        key: "LPCBOkmh9yjGfuKnF3GXeGmLGkoeggBhmIRrpUCqbwo".parse().unwrap(),
        capacity,
        signed_on: day("2026-03-02"),
        entry,
    }
}

/// A certificate as most are.
pub(crate) fn plain() -> CertificateFacts {
    CertificateFacts {
        number: "JRBT3-PPA7Y-2ZE8W-M45R4".to_owned(),
        ledger: "ledger.example.org".to_owned(),
        as_of: AsOf {
            entry: 19,
            received: Millis::from_secs(1_772_414_359).unwrap(),
        },
        standing: Standing::Free,
        debtor: party("石门市第一人民医院", "12130100401700019H"),
        supplier: party("石门市燕赵医用防护用品有限公司", "91130100MA07X5QJ3R"),
        holder: party("石门市燕赵医用防护用品有限公司", "91130100MA07X5QJ3R"),
        amount: yuan(110_000_000),
        outstanding: yuan(110_000_000),
        issued_on: day("2026-03-02"),
        due_on: day("2026-04-07"),
        longer_due_reason: None,
        contract: Some(NamedContract {
            number: "CG-2026-0117".to_owned(),
            title: "医用防护用品采购合同".to_owned(),
        }),
        receivable: "019c8dc0-0000-7123-8e0a-5b1f4c6d7e8f".to_owned(),
        split_from: None,
        payee: PayeeAccount {
            name: "石门市燕赵医用防护用品有限公司".to_owned(),
            bank: "京北商业银行永宁支行".to_owned(),
            account: "11050199360000001024".to_owned(),
        },
        transferable: true,
        waived: Some(vec![WaivedDefence::NonPerformance, WaivedDefence::Quality]),
        signers: vec![
            signer("王建国", Capacity::Buyer, 17),
            signer("李喆", Capacity::Buyer, 17),
        ],
        endorsement: None,
        frozen: None,
        overdue_since: None,
        check_url: "https://ledger.example.org/check/JRBT3-PPA7Y-2ZE8W-M45R4?amount=1100000.00".to_owned(),
    }
}

/// Everything at once, and as long as it gets.
pub(crate) fn laden() -> CertificateFacts {
    let bank = || party(LONG, "911301007000000001");
    let plain = plain();
    CertificateFacts {
        ledger: "ledger.receivables-confirmation.shimen.example.org".to_owned(),
        as_of: AsOf {
            entry: 18_446_744,
            ..plain.as_of
        },
        standing: Standing::Pledged {
            bank: bank(),
            filing: "0123 4567 8901 2345 6789".to_owned(),
        },
        debtor: party(LONG, "12130100401700019H"),
        supplier: party(LONG, "91130100MA07X5QJ3R"),
        holder: party(
            "𫠚记 Pharmaceutical & Medical Devices (Hebei) Co., Ltd.",
            "91130100MA07X5QJ3R",
        ),
        amount: yuan(99_999_999_999_999),
        outstanding: yuan(98_765_432_109_876),
        longer_due_reason: Some(
            "按照国际惯例，本批进口设备付款期限自验收合格之日起算，双方另有书面约定".to_owned(),
        ),
        contract: Some(NamedContract {
            number: "石采〔2026〕第0117号（补充协议三）".to_owned(),
            title: LONG.to_owned(),
        }),
        split_from: Some("certificate/019c9286-4900-783b-9f34-8809c3edb2fc".to_owned()),
        payee: PayeeAccount {
            name: LONG.to_owned(),
            bank: LONG.to_owned(),
            account: "1105 0199 3600 0000 1024 8888".to_owned(),
        },
        waived: Some(vec![
            WaivedDefence::NonPerformance,
            WaivedDefence::Quality,
            WaivedDefence::Quantity,
            WaivedDefence::LateDelivery,
            WaivedDefence::Price,
            WaivedDefence::SetOff,
        ]),
        signers: (1..=4)
            .map(|at| {
                signer(
                    &format!("欧阳镕堃 Alexandra-Konstantina {at}"),
                    Capacity::Buyer,
                    9_000 + at,
                )
            })
            .collect(),
        endorsement: Some(EndorsingBank {
            bank: bank(),
            on: day("2026-03-05"),
        }),
        frozen: Some(FreezingOrder {
            order: "（2026）京0199执保12号".to_owned(),
            on: day("2026-03-06"),
        }),
        overdue_since: Some(day("2026-04-08")),
        ..plain
    }
}

/// A plain one in each place where it may stand.
pub(crate) fn in_every_standing() -> Vec<CertificateFacts> {
    let bank = || party("冀中商业银行石门支行", "911301007000000001");
    let offered = |recourse| Standing::Offered {
        to: bank(),
        until: Millis::from_secs(1_772_600_000).unwrap(),
        recourse,
    };
    let standings = [
        Standing::Free,
        offered(OfferedRecourse::None),
        offered(OfferedRecourse::Full),
        offered(OfferedRecourse::OnBreach),
        Standing::Reserved,
        Standing::Pledged {
            bank: bank(),
            filing: "01234567890123456789".to_owned(),
        },
        Standing::Assigned { bank: bank() },
        Standing::Split,
        Standing::Discharged,
        Standing::Cancelled,
    ];
    let standing = |standing| CertificateFacts { standing, ..plain() };
    standings.into_iter().map(standing).collect()
}

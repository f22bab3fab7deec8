//! Every refusal has a code of its own and a plain sentence.

use std::collections::BTreeMap;

use tallystick_base::{
    Capacity, CertificateId, CreditCode, Currency, DayCount, Digest, Lei, Millis, Money, Rate, Subject, Term,
    Thumbprint, interest,
};

use crate::{cn, cny, date};

/// One example of each refusal that a text or a number can provoke.
macro_rules! refusals {
    ($($result:expr),+ $(,)?) => {
        [$({
            let refusal = $result.expect_err("each example is refused");
            (refusal.code(), refusal.to_string())
        }),+]
    };
}

#[test]
fn codes_and_sentences() {
    let pack = cn();
    let rate = Rate::parse("0.03").expect("a rate");
    let (early, late) = (date("2026-01-01"), date("2026-01-02"));
    let all = refusals![
        Subject::parse("a".repeat(101)),
        Subject::parse("party"),
        Subject::parse("/1"),
        Subject::parse("party/"),
        Subject::parse("Party/1"),
        Subject::parse("party/ä"),
        "party/1".parse::<CertificateId>(),
        "certificate/1".parse::<CertificateId>(),
        "certificate/0193a6e0-5c00-4000-8000-000000000001".parse::<CertificateId>(),
        Digest::parse("00"),
        Digest::parse("0G"),
        Thumbprint::parse("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xt"),
        "admin".parse::<Capacity>(),
        Millis::new(u64::MAX),
        Currency::parse("XAU"),
        cny("1.00").checked_add(Money::zero(Currency::USD)),
        Money::from_minor(i64::MAX, Currency::CNY).checked_add(cny("0.01")),
        Money::parse("1,000", Currency::CNY),
        Money::parse("01", Currency::CNY),
        Money::parse("1.005", Currency::CNY),
        cny("1.00").split(&[]),
        Money::zero(Currency::USD).capitals(),
        Rate::parse("3.6%"),
        Rate::parse("0.0000000000001"),
        Rate::parse("11"),
        "actual/actual".parse::<DayCount>(),
        interest(cny("1.00"), rate, DayCount::Actual360, late, early),
        interest(cny("-1.00"), rate, DayCount::Actual360, early, late),
        CreditCode::parse("9135"),
        CreditCode::parse("9135010OM000100Y43"),
        CreditCode::parse("9135A100M000100Y43"),
        CreditCode::parse("91350100M000100Y44"),
        Lei::parse("2138"),
        Lei::parse("213800KUD8LAJWSQ9DA5"),
        Lei::parse("213800KUD8LAJWSQ9D06"),
        "P60W".parse::<Term>(),
        Term::Days(1).end_after(chrono::NaiveDate::MAX),
        pack.registry_on(date("2022-01-31")),
    ];
    let by_code: BTreeMap<_, _> = all.iter().cloned().collect();
    assert_eq!(by_code.len(), all.len(), "two refusals share a code");
    let lines: Vec<_> = by_code
        .iter()
        .map(|(code, sentence)| format!("{code}: {sentence}"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

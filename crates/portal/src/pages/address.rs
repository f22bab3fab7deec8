//! Where a thing is shown to whoever looks.

use tallystick_base::Capacity::{self, AssetManager, Auditor, Bank, Buyer, Guarantor, Operator, Supplier};
use tallystick_base::Subject;

use crate::places::TRADE_IN_SIGHT;

/// Kinds of subjects with the folder of their pages, and who has these pages. The first that fits is taken.
const PAGES: &[(&str, &str, &[Capacity])] = &[
    ("contract", "/contracts", TRADE_IN_SIGHT),
    ("amendment", "/amendments", TRADE_IN_SIGHT),
    ("receivable", "/receivables", TRADE_IN_SIGHT),
    (
        "certificate",
        "/certificates",
        &[Supplier, Buyer, Bank, Guarantor, AssetManager, Auditor],
    ),
    ("cancellation", "/cancellations", &[Supplier, Buyer, Auditor]),
    (
        "payment",
        "/payments",
        &[Supplier, Buyer, Bank, Guarantor, AssetManager, Auditor],
    ),
    ("financing-request", "/requests", &[Supplier, Buyer, Auditor]),
    ("financing-request", "/reviews", &[Bank]),
    ("financing-request", "/guarantees/asked", &[Guarantor]),
    (
        "guarantee",
        "/guarantees",
        &[Guarantor, Bank, Supplier, Buyer, Auditor],
    ),
    (
        "loan",
        "/loans",
        &[Supplier, Buyer, Bank, Guarantor, AssetManager, Auditor],
    ),
    ("filing", "/filings", &[Bank, Supplier, Buyer, Auditor]),
    ("notice", "/notices", &[Bank, Supplier, Buyer, Auditor]),
    ("bank-entry", "/bank-entries", &[Bank, Auditor]),
    ("pool", "/pools", &[AssetManager, Bank, Auditor]),
    ("sale", "/sales", &[AssetManager, Bank, Auditor]),
    ("credit-line", "/credit-lines", &[Bank, Auditor]),
    ("party", "/parties", &[Operator, Auditor]),
    ("profile", "/parties", &[Operator, Auditor]),
];

/// The page of a subject; none where whoever acts so has no page of it.
pub(super) fn of(subject: &Subject, acting: Capacity) -> Option<String> {
    let found = PAGES
        .iter()
        .find(|(kind, _, who)| *kind == subject.kind() && who.contains(&acting));
    found.map(|(_, folder, _)| format!("{folder}/{}", subject.id()))
}

/// The same, or where whoever acts so reads it in its own house.
pub(super) fn in_house(subject: &Subject, acting: Capacity) -> Option<String> {
    of(subject, acting).or_else(|| match subject.kind() {
        "member" => Some("/house/members".to_owned()),
        "key" => Some("/house/keys".to_owned()),
        "party" | "profile" => Some("/house".to_owned()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_led_to_pages_of_its_own() {
        let request = Subject::parse("financing-request/019cb16c-7100-72f3-a9c6-95dc6b8d1b11").unwrap();
        let page = |acting| of(&request, acting);
        assert_eq!(
            page(Supplier).as_deref(),
            Some("/requests/019cb16c-7100-72f3-a9c6-95dc6b8d1b11")
        );
        assert!(page(Bank).unwrap().starts_with("/reviews/"));
        assert!(page(Guarantor).unwrap().starts_with("/guarantees/asked/"));
        assert_eq!(page(Operator), None);
        let payment = Subject::parse("payment/019cb16c-7100-72f3-a9c6-95dc6b8d1b11").unwrap();
        assert!(of(&payment, Bank).unwrap().starts_with("/payments/"));
    }

    #[test]
    fn a_house_is_read_at_home_by_whoever_has_no_page_of_it() {
        let profile = Subject::parse("profile/019cb16c-7100-72f3-a9c6-95dc6b8d1b11").unwrap();
        assert_eq!(in_house(&profile, Bank).as_deref(), Some("/house"));
        assert!(in_house(&profile, Operator).unwrap().starts_with("/parties/"));
        assert_eq!(of(&profile, Bank), None);
    }
}

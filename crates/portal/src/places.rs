//! The places of the left column, in the order of a working day, for each capacity.

use tallystick_base::Capacity::{
    self, AssetManager, Auditor, Bank, Buyer, ConfirmationCentre, Guarantor, Operator, Supplier,
};

/// Everybody who may sign in.
pub(crate) const MEMBERS: &[Capacity] = &[
    Supplier,
    Buyer,
    Bank,
    Guarantor,
    AssetManager,
    ConfirmationCentre,
    Auditor,
    Operator,
];
/// Who deals in trade.
pub(crate) const TRADE: &[Capacity] = &[Supplier, Buyer, ConfirmationCentre, Auditor];
/// Who looks at a trade: those in it, and whoever lends on what came of it, stands in for it or buys it.
pub(crate) const TRADE_IN_SIGHT: &[Capacity] = &[
    Supplier,
    Buyer,
    ConfirmationCentre,
    Bank,
    Guarantor,
    AssetManager,
    Auditor,
];
/// Who buys.
pub(crate) const BUYER: &[Capacity] = &[Buyer];
/// Who delivers.
pub(crate) const SUPPLIER: &[Capacity] = &[Supplier];
/// Who looks at papers between the two.
pub(crate) const CENTRE: &[Capacity] = &[ConfirmationCentre];
/// Who lends.
pub(crate) const BANK: &[Capacity] = &[Bank];
/// Who reads everything and changes nothing.
pub(crate) const AUDITOR: &[Capacity] = &[Auditor];
/// Who signs more than what concerns its own house; an auditor finds what waits for it on its workbench.
pub(crate) const SIGNERS: &[Capacity] = &[
    Supplier,
    Buyer,
    Bank,
    Guarantor,
    AssetManager,
    ConfirmationCentre,
    Operator,
];
/// Who agrees on contracts.
pub(crate) const DEALERS: &[Capacity] = &[Supplier, Buyer];

/// A place of the left column.
pub(crate) struct Place {
    /// Its address.
    pub(crate) path: &'static str,
    /// The key of its name.
    pub(crate) word: &'static str,
    /// Which capacities have it, in which order it stands for each by its place in this table.
    pub(crate) who: &'static [Capacity],
}

const fn place(path: &'static str, word: &'static str, who: &'static [Capacity]) -> Place {
    Place { path, word, who }
}

/// Every place, in the order of a working day. At most seven for each capacity; what a party has besides stands on the pages of
/// these: a supplier's loans beside its requests, a bank's portfolio, its offers to pools and what debtors reported to have paid it
/// beside its loans, a buyer's requests beside its payments, and its record in its house.
pub(crate) const PLACES: &[Place] = &[
    place("/home", "place-home", MEMBERS),
    place("/waiting", "place-waiting", SIGNERS),
    place("/audits", "place-audits", AUDITOR),
    place("/findings", "place-findings", AUDITOR),
    place("/statistics", "place-statistics", AUDITOR),
    place("/reviews", "place-reviews", BANK),
    place("/credit-lines", "place-credit-lines", BANK),
    place("/loans", "place-loans", BANK),
    place("/bank-entries", "place-bank-entries", BANK),
    place("/guarantees", "place-guarantees", &[Guarantor]),
    place("/sales", "place-sales", &[AssetManager]),
    place("/pools", "place-pools", &[AssetManager]),
    place(
        "/receivables",
        "place-receivables",
        &[Supplier, Buyer, ConfirmationCentre],
    ),
    place("/payments", "place-payments", &[Buyer]),
    place(
        "/certificates",
        "place-certificates",
        &[Supplier, Buyer, Guarantor, AssetManager, Auditor],
    ),
    place("/requests", "place-requests", &[Supplier]),
    place(
        "/contracts",
        "place-contracts",
        &[Supplier, Buyer, ConfirmationCentre],
    ),
    place("/parties", "place-parties", &[Operator]),
    place("/rules", "place-rules", &[Operator]),
    place("/service", "place-service", &[Operator]),
    place("/ledger", "place-ledger", &[Operator, Auditor]),
    place("/house", "place-house", MEMBERS),
];

/// Pages that are no place of every capacity that opens them, by the beginning of their addresses, with the places under which they are
/// reached; the first of these that a capacity has is its own.
const UNDER: &[(&str, &[&str])] = &[
    ("/amendments", &["/contracts"]),
    ("/certificates", &["/receivables", "/loans"]),
    ("/endorsements", &["/loans", "/certificates"]),
    ("/filings", &["/loans", "/requests", "/payments", "/home"]),
    (
        "/loans",
        &["/requests", "/payments", "/guarantees", "/pools", "/home"],
    ),
    ("/notices", &["/loans", "/requests", "/payments", "/home"]),
    ("/payments", &["/loans", "/certificates"]),
    ("/pools", &["/loans", "/home"]),
    ("/portfolio", &["/loans", "/statistics"]),
    (
        "/products",
        &["/credit-lines", "/requests", "/guarantees", "/payments", "/home"],
    ),
    ("/record", &["/statistics", "/house"]),
    ("/requests", &["/payments", "/home"]),
    ("/sales", &["/loans", "/home"]),
    ("/statistics", &["/house"]),
];

/// The place of a capacity that is marked while a page is open: the one at whose address it stands, or under which it is reached.
pub(crate) fn current(capacity: Capacity, path: &str) -> Option<&'static str> {
    let own = of(capacity).find(|place| is_below(path, place.path));
    let above = || {
        let (_, above) = UNDER.iter().find(|(root, _)| is_below(path, root))?;
        above
            .iter()
            .find_map(|root| of(capacity).find(|place| place.path == *root))
    };
    own.or_else(above).map(|place| place.path)
}

fn is_below(path: &str, root: &str) -> bool {
    path.strip_prefix(root)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The places of a capacity.
pub(crate) fn of(capacity: Capacity) -> impl Iterator<Item = &'static Place> {
    PLACES.iter().filter(move |place| place.who.contains(&capacity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_more_than_seven_places_and_all_begin_at_home() {
        for capacity in MEMBERS {
            let paths: Vec<_> = of(*capacity).map(|place| place.path).collect();
            assert!(paths.len() <= 7, "{capacity}: {paths:?}");
            assert_eq!(paths.first(), Some(&"/home"));
        }
    }

    #[test]
    fn a_page_marks_the_place_at_whose_address_it_stands_or_under_which_it_is_reached() {
        for (capacity, path, marked) in [
            (Bank, "/loans/019cb16c", Some("/loans")),
            (Bank, "/products/new", Some("/credit-lines")),
            (Bank, "/filings", Some("/loans")),
            (Bank, "/pools/019cb16c", Some("/loans")),
            (Bank, "/sales", Some("/loans")),
            (Bank, "/endorsements", Some("/loans")),
            (Bank, "/payments", Some("/loans")),
            (Bank, "/portfolio", Some("/loans")),
            (Supplier, "/loans", Some("/requests")),
            (Supplier, "/products", Some("/requests")),
            (Supplier, "/payments/019cb16c", Some("/certificates")),
            (Buyer, "/payments", Some("/payments")),
            (Buyer, "/requests", Some("/payments")),
            (Buyer, "/record", Some("/house")),
            (Guarantor, "/products", Some("/guarantees")),
            (AssetManager, "/pools", Some("/pools")),
            (AssetManager, "/loans/019cb16c", Some("/pools")),
            (Auditor, "/record", Some("/statistics")),
            (Auditor, "/sales", Some("/home")),
            (Auditor, "/poolside", None),
            (Bank, "/news", None),
        ] {
            assert_eq!(current(capacity, path), marked, "{capacity}: {path}");
        }
    }

    #[test]
    fn whatever_stands_above_a_page_is_a_place() {
        let above = UNDER.iter().flat_map(|(_, above)| above.iter());
        for root in above {
            assert!(PLACES.iter().any(|place| place.path == *root), "{root}");
        }
    }
}

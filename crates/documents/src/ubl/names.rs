//! The namespaces of UBL 2.

use crate::node::Name;

/// The namespace of `Invoice`.
pub(crate) const INVOICE: &str = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
/// The namespace of `CreditNote`.
pub(crate) const CREDIT_NOTE: &str = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

/// An element that contains elements.
pub(super) const fn cac(local: &str) -> Name<'_> {
    Name {
        namespace: "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
        local,
    }
}

/// An element that contains a value.
pub(super) const fn cbc(local: &str) -> Name<'_> {
    Name {
        namespace: "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
        local,
    }
}

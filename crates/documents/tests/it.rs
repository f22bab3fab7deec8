//! Behaviour of the document readers.
#![cfg(test)]

#[path = "it/bank_refusals.rs"]
mod bank_refusals;
#[path = "it/certificate_code.rs"]
mod certificate_code;
#[path = "it/certificate_document.rs"]
mod certificate_document;
#[path = "it/certificates.rs"]
mod certificates;
#[path = "it/claims.rs"]
mod claims;
#[path = "it/einvoice.rs"]
mod einvoice;
#[path = "it/embedded_bundles.rs"]
mod embedded_bundles;
#[path = "it/export_workbooks.rs"]
mod export_workbooks;
#[path = "it/exports.rs"]
mod exports;
#[path = "it/fixture.rs"]
mod fixture;
#[path = "it/fuzz_entry.rs"]
mod fuzz_entry;
#[path = "it/payment_orders.rs"]
mod payment_orders;
#[path = "it/payment_reports.rs"]
mod payment_reports;
#[path = "it/payment_round_trip.rs"]
mod payment_round_trip;
#[path = "it/properties.rs"]
mod properties;
#[path = "it/refusals.rs"]
mod refusals;
#[path = "it/statements.rs"]
mod statements;
#[path = "it/ubl.rs"]
mod ubl;
#[path = "it/workbooks.rs"]
mod workbooks;
#[path = "it/xml.rs"]
mod xml;

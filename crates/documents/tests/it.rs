//! Behaviour of the document readers.

#[path = "it/claims.rs"]
mod claims;
#[path = "it/einvoice.rs"]
mod einvoice;
#[path = "it/fixture.rs"]
mod fixture;
#[path = "it/fuzz_entry.rs"]
mod fuzz_entry;
#[path = "it/properties.rs"]
mod properties;
#[path = "it/refusals.rs"]
mod refusals;
#[path = "it/ubl.rs"]
mod ubl;
#[path = "it/workbooks.rs"]
mod workbooks;
#[path = "it/xml.rs"]
mod xml;

//! Evidence files: kept by digest outside the database, read where they are invoices, compared with what cites them.

mod cited;
mod compare;
mod reading;
mod shelf;

pub(crate) use cited::cited_by;
pub(crate) use compare::{Paper, PapersFinding, compare_claim};
pub(crate) use reading::{InvoiceFinding, Reading, invoice};
pub(crate) use shelf::{Kept, Shelf, Slip};

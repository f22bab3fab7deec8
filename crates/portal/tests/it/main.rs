//! Pages as a browser gets them, from a ledger with everybody in it.

mod access;
mod app;
mod certificate_acts;
mod certificate_files;
mod certificates;
mod check;
mod finance;
mod forms;
mod ledger;
mod supplier;
mod trade;
mod refusals;
mod house;
mod invitations;
mod recovery;
mod waiting;
mod words;

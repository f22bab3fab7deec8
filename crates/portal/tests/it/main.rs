//! Pages as a browser gets them, from a ledger with everybody in it.
#![cfg(test)]

mod access;
mod app;
mod certificate_acts;
mod certificate_files;
mod certificates;
mod check;
mod credit;
mod finance;
mod forms;
mod house;
mod invitations;
mod ledger;
mod recovery;
mod refusals;
mod supplier;
mod trade;
mod waiting;
mod words;

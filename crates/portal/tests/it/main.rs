//! Pages as a browser gets them, from a ledger with everybody in it.
#![cfg(test)]

mod access;
mod app;
mod assigning;
mod audits;
mod bounds;
mod certificate_acts;
mod certificate_files;
mod certificates;
mod check;
mod collecting;
mod credit;
mod finance;
mod forms;
mod guarantors;
mod house;
mod invitations;
mod ledger;
mod lines;
mod money;
mod parties;
mod pools;
mod portfolio;
mod products;
mod recovery;
mod refusals;
mod reviewing;
mod search;
mod supplier;
mod trade;
mod waiting;
mod watch;
mod words;

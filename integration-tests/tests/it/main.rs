//! Stories over the real server and a real database.
#![cfg(test)]

mod book;
mod cast;
mod chance;
mod deadline;
mod disbursement;
mod house;
mod instances;
mod kill;
mod lending;
mod load;
mod log;
mod orders;
mod outside;
mod papers;
mod program;
mod quiet;
mod races;
mod seat;
mod server;
mod slow;
mod stop;
mod submitting;

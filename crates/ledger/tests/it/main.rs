//! What the ledger crate promises, shown from outside.
#![cfg(test)]

mod access;
mod bundle;
mod edge;
mod envelope;
mod forgery;
mod fuzz_entry;
mod log;
mod outcome;
mod outside;
mod parsers;
mod proof_text;
mod receipt;
mod refusals;
mod selection;
mod standards;
mod statement;
mod tree;

//! Pages in a real browser, before the real binary.
#![cfg(test)]

mod acting;
mod again;
mod auction;
mod desks;
mod disputes;
mod documentation;
mod finance;
mod grid;
mod joining;
mod keyboard;
mod keys;
mod listed;
mod pages;
mod plain;
mod proofs;
mod remedies;
mod schemes;
mod seats;
mod senses;
mod stale;
mod tampering;
mod trade;

//! Pages in a real browser, before the real binary.
#![cfg(test)]

mod acting;
mod again;
mod auction;
mod desks;
mod documentation;
mod finance;
mod grid;
mod joining;
mod keyboard;
mod listed;
mod pages;
mod plain;
mod proofs;
mod schemes;
mod seats;
mod senses;
mod stale;
mod trade;

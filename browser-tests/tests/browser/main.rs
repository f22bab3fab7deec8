//! Pages in a real browser, before the real binary.
#![cfg(test)]

mod acting;
mod again;
mod auction;
mod desks;
mod documentation;
mod finance;
mod pages;
mod senses;
mod trade;

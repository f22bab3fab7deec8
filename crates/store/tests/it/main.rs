//! What the store does, on both databases.
#![cfg(test)]

mod append;
mod audit;
mod batches;
mod instances;
mod keys;
mod lending;
mod portal;
mod proposals;
mod reads;
mod scrub;
mod sweep;

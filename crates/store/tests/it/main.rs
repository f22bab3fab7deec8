//! What the store does, on both databases.
#![cfg(test)]

mod append;
mod audit;
mod reads;
mod sweep;

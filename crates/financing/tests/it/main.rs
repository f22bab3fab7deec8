//! What is decided about financing, told as given, when, then.
#![cfg(test)]

mod accepting;
mod awards;
mod bid_arrows;
mod bid_files;
mod bid_stages;
mod bidding;
mod bids_refused;
mod bids_written;
mod bodies;
mod costs;
mod endings;
mod given;
mod guaranteeing;
mod issuing;
mod json;
mod limits;
mod offering;
mod products;
mod promises;
mod properties;
mod rejections;
mod relying;
mod rule_book;
mod signing;
mod stages;
mod submitting;
mod tender;
mod tries;
mod world;

//! What is decided about receivables and certificates, told as given, when, then.
#![cfg(test)]

mod answers;
mod bodies;
mod cancelling;
mod circulation;
mod claims;
mod confirmation;
mod courts;
mod due;
mod evidence;
mod given;
mod json;
mod late;
mod later_crates;
mod numbers;
mod paying;
mod properties;
mod rejections;
mod rule_book;
mod signing;
mod splitting;
mod stages;
mod tries;
mod world;

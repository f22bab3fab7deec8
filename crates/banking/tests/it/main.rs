//! What is decided about banking, told as given, when, then.
#![cfg(test)]

mod given;
mod rule_book;
mod world;

mod account;
mod approving;
mod assessing;
mod credit;
mod instructing;
mod lending;
mod lent;
mod limits;
mod lines;
mod lives;
mod money;
mod money_refusals;
mod money_stages;
mod notices;
mod out_and_back;
mod pool_values;
mod pools;
mod promises;
mod promises_kept;
mod ranks;
mod refusals;
mod registry;
mod requested;
mod servicing;
mod standings;
mod written;
mod yearly;

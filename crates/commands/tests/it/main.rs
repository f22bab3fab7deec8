//! Tests of commands: the table, the examples, and one story acted out on both.
#![cfg(test)]

mod audience;
mod books;
mod cast;
mod example;
mod examples;
mod naming;
mod properties;
mod schemas;
mod states;
mod story;
mod summaries;
mod table;
mod tries;
mod unseen;
mod world;

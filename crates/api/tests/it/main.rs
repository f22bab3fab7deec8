//! The API over a real store, on both databases, through the router alone.
#![cfg(test)]

mod access;
mod app;
mod bank_doubts;
mod bank_messages;
mod camt;
mod document;
mod feed;
mod files;
mod lending;
mod limits;
mod loading;
mod log;
mod malformed;
mod reads;
mod refusals;
mod sql;
mod strangers;
mod tables;
mod writing;

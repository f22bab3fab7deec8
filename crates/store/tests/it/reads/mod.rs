//! Who reads what.

mod auditors;
mod bundle;
mod lists;
mod number;
mod pages;
mod sight;
mod story;
mod timeline;
mod viewer;
mod waiting;

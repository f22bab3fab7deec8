//! The house rules as a test, and the developer documents held against the code.

#[path = "it/contributing.rs"]
mod contributing;
#[path = "it/tidy.rs"]
mod tidy;

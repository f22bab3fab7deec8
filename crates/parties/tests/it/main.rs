//! What is decided about parties, told as given, when, then.
#![cfg(test)]

mod arrows;
mod given;
mod json;
mod keys;
mod members;
mod opening;
mod policies;
mod profiles;
mod properties;
mod recovery;
mod registration;
mod rejections;
mod rule_book;
mod rules;
mod signing;
mod stages;
mod subjects;
mod suspension;
mod texts;
mod world;

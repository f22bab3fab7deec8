//! What is decided about contracts, told as given, when, then.
#![cfg(test)]

mod allowance;
mod amendments;
mod answers;
mod arrows;
mod due_dates;
mod given;
mod json;
mod late_interest;
mod payment_terms;
mod properties;
mod registration;
mod rejections;
mod reminders;
mod rule_book;
mod signing;
mod stages;
mod subjects;
mod terms;
mod world;

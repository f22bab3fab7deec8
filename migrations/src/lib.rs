//! The schema, for SQLite and PostgreSQL.
//!
//! Columns have three types: 64-bit integers, texts and bytes. Money is a whole number of minor units, time is milliseconds, a
//! signed text is kept as the very bytes that were signed. So both databases hold the same values, sort them alike, and a
//! row of one can be compared with a row of the other.

mod bank_entry_days;
mod certificate_lists;
mod certificate_splits;
mod certificate_stages;
mod certificate_sums;
mod checkpoint_chain;
mod declines;
mod finance;
mod guards;
mod instances;
mod ledger;
mod loan_maturities;
mod member_names;
mod papers;
mod portal;
mod read_model;
mod replacing;
mod search;
mod search_more;
mod table;

pub use guards::{Guard, missing_guard, put_guards_back};
use sea_orm_migration::SchemaManager;
use sea_orm_migration::sea_orm::{DatabaseConnection, DbErr};
pub use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Whether the database has the schema already, in this version or an earlier one.
pub async fn is_made(connection: &DatabaseConnection) -> Result<bool, DbErr> {
    has_table(connection, "head").await
}

/// Whether the database has this table; one of an earlier version may not.
pub async fn has_table(connection: &DatabaseConnection, table: &str) -> Result<bool, DbErr> {
    SchemaManager::new(connection).has_table(table).await
}

/// Whether the migration of this name adds what follows from states, and is to be filled from them.
pub fn adds_to_read_model(name: &str) -> bool {
    let others = [
        portal::Migration::NAME,
        search::Migration::NAME,
        search_more::Migration::NAME,
        // Filled from the certificates themselves.
        certificate_sums::Migration::NAME,
        checkpoint_chain::Migration::NAME,
        replacing::Migration::NAME,
        instances::Migration::NAME,
        certificate_splits::Migration::NAME,
        certificate_stages::Migration::NAME,
        loan_maturities::Migration::NAME,
        declines::Migration::NAME,
        member_names::Migration::NAME,
        bank_entry_days::Migration::NAME,
    ];
    !others.contains(&name)
}

/// Whether the migration of this name adds the seals of declines, and is to be filled from the proposals that were declined.
pub fn adds_declines(name: &str) -> bool {
    name == declines::Migration::NAME
}

/// Every migration, in order.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(ledger::Migration),
            Box::new(read_model::Migration),
            Box::new(finance::Migration),
            Box::new(portal::Migration),
            Box::new(search::Migration),
            Box::new(certificate_lists::Migration),
            Box::new(search_more::Migration),
            Box::new(checkpoint_chain::Migration),
            Box::new(replacing::Migration),
            Box::new(papers::Migration),
            Box::new(certificate_sums::Migration),
            Box::new(instances::Migration),
            Box::new(certificate_splits::Migration),
            Box::new(certificate_stages::Migration),
            Box::new(loan_maturities::Migration),
            Box::new(declines::Migration),
            Box::new(member_names::Migration),
            Box::new(bank_entry_days::Migration),
        ]
    }
}

//! What the portal keeps beside the ledger: who is signed in, who is invited, and how far each member has read.

use sea_orm_migration::prelude::*;

use crate::table::execute;

const CREATE: &[&str] = &[
    "CREATE TABLE challenges (
        nonce {text} NOT NULL PRIMARY KEY,
        expires {integer} NOT NULL
    )",
    "CREATE INDEX challenges_by_expiry ON challenges (expires)",
    "CREATE TABLE sign_ins (
        id {text} NOT NULL PRIMARY KEY,
        kid {text} NOT NULL,
        party {text} NOT NULL,
        member {text} NOT NULL,
        begun {integer} NOT NULL,
        seen {integer} NOT NULL CHECK (seen >= begun)
    )",
    "CREATE INDEX sign_ins_by_party ON sign_ins (party, member)",
    "CREATE INDEX sign_ins_by_begun ON sign_ins (begun)",
    "CREATE INDEX sign_ins_by_seen ON sign_ins (seen)",
    // An answer is whole or not there.
    "CREATE TABLE invitations (
        id {text} NOT NULL PRIMARY KEY,
        secret_hash {text} NOT NULL UNIQUE,
        inviter_party {text} NOT NULL,
        inviter {text} NOT NULL,
        purpose {text} NOT NULL CHECK (purpose IN ('new-party', 'new-member', 'own-device', 'recovery')),
        party {text} NOT NULL,
        member {text} NOT NULL,
        label {text} NOT NULL,
        made {integer} NOT NULL,
        expires {integer} NOT NULL,
        answered {integer},
        kid {text},
        jwk {text},
        possession {text},
        name {text},
        CHECK (
            (answered IS NULL AND kid IS NULL AND jwk IS NULL AND possession IS NULL AND name IS NULL)
            OR (answered IS NOT NULL AND kid IS NOT NULL AND jwk IS NOT NULL AND possession IS NOT NULL
                AND name IS NOT NULL)
        )
    )",
    "CREATE INDEX invitations_by_inviter ON invitations (inviter_party, made, id)",
    "CREATE INDEX invitations_by_party ON invitations (party)",
    "CREATE INDEX invitations_by_expiry ON invitations (expires)",
    "CREATE TABLE read_marks (
        member {text} NOT NULL PRIMARY KEY,
        seq {integer} NOT NULL CHECK (seq >= 0)
    )",
];

const DROP: &[&str] = &[
    "DROP TABLE read_marks",
    "DROP TABLE invitations",
    "DROP TABLE sign_ins",
    "DROP TABLE challenges",
];

/// The fourth migration.
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0004_portal";
}

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        Self::NAME
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, CREATE).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, DROP).await
    }

    /// All or nothing, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

//! What is outstanding on certificates, added up as they change, so that whoever holds or owes very many need not be read through.
//!
//! The database itself keeps the sums: whatever writes certificates, be it appending, an upgrade or a rebuild, moves them with it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::table::execute;

const TABLE: &[&str] = &[
    "CREATE TABLE certificate_sums (
        holder {text} NOT NULL,
        debtor {text} NOT NULL,
        due_on {text} NOT NULL,
        stage {text} NOT NULL,
        frozen {integer} NOT NULL,
        currency {text} NOT NULL,
        certificates {integer} NOT NULL,
        outstanding {integer} NOT NULL,
        PRIMARY KEY (holder, debtor, due_on, stage, frozen, currency)
    )",
    "CREATE INDEX certificate_sums_by_debtor ON certificate_sums (debtor, due_on)",
    "INSERT INTO certificate_sums
        SELECT holder, debtor, due_on, stage, frozen, currency, count(*), CAST(sum(outstanding) AS bigint)
        FROM certificates WHERE outstanding > 0
        GROUP BY holder, debtor, due_on, stage, frozen, currency",
];

/// Row by row.
const ON_SQLITE: &[&str] = &[
    "CREATE TRIGGER certificates_summed_new AFTER INSERT ON certificates WHEN NEW.outstanding > 0 BEGIN
        INSERT INTO certificate_sums
        VALUES (NEW.holder, NEW.debtor, NEW.due_on, NEW.stage, NEW.frozen, NEW.currency, 1, NEW.outstanding)
        ON CONFLICT (holder, debtor, due_on, stage, frozen, currency) DO UPDATE
        SET certificates = certificates + 1, outstanding = outstanding + excluded.outstanding;
    END",
    "CREATE TRIGGER certificates_summed_after AFTER UPDATE ON certificates WHEN NEW.outstanding > 0 BEGIN
        INSERT INTO certificate_sums
        VALUES (NEW.holder, NEW.debtor, NEW.due_on, NEW.stage, NEW.frozen, NEW.currency, 1, NEW.outstanding)
        ON CONFLICT (holder, debtor, due_on, stage, frozen, currency) DO UPDATE
        SET certificates = certificates + 1, outstanding = outstanding + excluded.outstanding;
    END",
    "CREATE TRIGGER certificates_summed_before AFTER UPDATE ON certificates WHEN OLD.outstanding > 0 BEGIN
        UPDATE certificate_sums SET certificates = certificates - 1, outstanding = outstanding - OLD.outstanding
        WHERE holder = OLD.holder AND debtor = OLD.debtor AND due_on = OLD.due_on AND stage = OLD.stage
            AND frozen = OLD.frozen AND currency = OLD.currency;
        DELETE FROM certificate_sums
        WHERE holder = OLD.holder AND debtor = OLD.debtor AND due_on = OLD.due_on AND stage = OLD.stage
            AND frozen = OLD.frozen AND currency = OLD.currency AND certificates = 0;
    END",
    "CREATE TRIGGER certificates_summed_gone AFTER DELETE ON certificates WHEN OLD.outstanding > 0 BEGIN
        UPDATE certificate_sums SET certificates = certificates - 1, outstanding = outstanding - OLD.outstanding
        WHERE holder = OLD.holder AND debtor = OLD.debtor AND due_on = OLD.due_on AND stage = OLD.stage
            AND frozen = OLD.frozen AND currency = OLD.currency;
        DELETE FROM certificate_sums
        WHERE holder = OLD.holder AND debtor = OLD.debtor AND due_on = OLD.due_on AND stage = OLD.stage
            AND frozen = OLD.frozen AND currency = OLD.currency AND certificates = 0;
    END",
];

const OFF_SQLITE: &[&str] = &[
    "DROP TRIGGER certificates_summed_gone",
    "DROP TRIGGER certificates_summed_before",
    "DROP TRIGGER certificates_summed_after",
    "DROP TRIGGER certificates_summed_new",
];

/// Statement by statement, for one statement writes many rows. What is new is added before what was is taken away, so no sum is
/// below zero in between.
const ON_POSTGRES: &[&str] = &[
    "CREATE FUNCTION tallystick_sum_certificates() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'DELETE' THEN
                INSERT INTO certificate_sums
                SELECT holder, debtor, due_on, stage, frozen, currency, count(*), sum(outstanding)::bigint
                FROM new_rows WHERE outstanding > 0
                GROUP BY holder, debtor, due_on, stage, frozen, currency
                ON CONFLICT (holder, debtor, due_on, stage, frozen, currency) DO UPDATE
                SET certificates = certificate_sums.certificates + excluded.certificates,
                    outstanding = certificate_sums.outstanding + excluded.outstanding;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                UPDATE certificate_sums AS kept
                SET certificates = kept.certificates - gone.certificates,
                    outstanding = kept.outstanding - gone.outstanding
                FROM (
                    SELECT holder, debtor, due_on, stage, frozen, currency,
                        count(*) AS certificates, sum(outstanding)::bigint AS outstanding
                    FROM old_rows WHERE outstanding > 0
                    GROUP BY holder, debtor, due_on, stage, frozen, currency
                ) AS gone
                WHERE (kept.holder, kept.debtor, kept.due_on, kept.stage, kept.frozen, kept.currency)
                    = (gone.holder, gone.debtor, gone.due_on, gone.stage, gone.frozen, gone.currency);
                DELETE FROM certificate_sums AS kept
                USING (
                    SELECT DISTINCT holder, debtor, due_on, stage, frozen, currency
                    FROM old_rows WHERE outstanding > 0
                ) AS gone
                WHERE (kept.holder, kept.debtor, kept.due_on, kept.stage, kept.frozen, kept.currency)
                    = (gone.holder, gone.debtor, gone.due_on, gone.stage, gone.frozen, gone.currency)
                    AND kept.certificates = 0;
            END IF;
            RETURN NULL;
        END $$",
    "CREATE TRIGGER certificates_summed_new AFTER INSERT ON certificates
        REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION tallystick_sum_certificates()",
    "CREATE TRIGGER certificates_summed_after AFTER UPDATE ON certificates
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION tallystick_sum_certificates()",
    "CREATE TRIGGER certificates_summed_gone AFTER DELETE ON certificates
        REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION tallystick_sum_certificates()",
];

const OFF_POSTGRES: &[&str] = &[
    "DROP TRIGGER certificates_summed_gone ON certificates",
    "DROP TRIGGER certificates_summed_after ON certificates",
    "DROP TRIGGER certificates_summed_new ON certificates",
    "DROP FUNCTION tallystick_sum_certificates()",
];

/// The migration that follows [`crate::papers`].
pub(crate) struct Migration;

impl Migration {
    pub(crate) const NAME: &str = "0011_certificate_sums";
}

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        Self::NAME
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, TABLE).await?;
        match manager.get_connection().get_database_backend() {
            DbBackend::Postgres => execute(manager, ON_POSTGRES).await,
            _ => execute(manager, ON_SQLITE).await,
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_connection().get_database_backend() {
            DbBackend::Postgres => execute(manager, OFF_POSTGRES).await?,
            _ => execute(manager, OFF_SQLITE).await?,
        }
        execute(manager, &["DROP TABLE certificate_sums"]).await
    }

    /// All or nothing, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

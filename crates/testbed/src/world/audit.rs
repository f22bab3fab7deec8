//! Whether what the database holds is what was signed.

use super::World;

impl World {
    /// Audits the ledger from its first entry to its last.
    ///
    /// # Panics
    /// Where the audit finds a difference, which it then shows, or cannot be made.
    pub async fn assert_clean(&self) {
        let scratch = tempfile::tempdir().expect("the folder for temporary files can be written");
        let report = self
            .store
            .audit(&self.settings(), scratch.path(), &mut |_| ())
            .await
            .expect("the database answers");
        assert!(report.is_clean(), "{report:?}");
    }
}

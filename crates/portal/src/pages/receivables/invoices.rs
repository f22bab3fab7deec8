//! A claim has no number of its own: people know it by its invoice.

use std::collections::BTreeMap;

use tallystick_base::ReceivableId;
use tallystick_store::{InvoicesInShort, Store, StoreError, Viewer};

use crate::frame::Frame;

/// The invoices of the claims on a page.
pub(in crate::pages) struct Invoices(BTreeMap<ReceivableId, InvoicesInShort>);

impl Invoices {
    pub(in crate::pages) async fn of(
        store: &Store,
        viewer: &Viewer,
        receivables: impl IntoIterator<Item = ReceivableId>,
    ) -> Result<Self, StoreError> {
        Ok(Self(store.invoices_in_short(viewer, receivables).await?))
    }

    /// The number of the first invoice, and how many more there are.
    pub(in crate::pages) fn name(&self, frame: &Frame<'_>, receivable: &ReceivableId) -> String {
        match self.0.get(receivable) {
            Some(short) if short.more == 0 => short.number.clone(),
            Some(short) => {
                let more = short.more.to_string();
                frame.say_with("invoice-and-more", &[("number", &short.number), ("more", &more)])
            }
            None => receivable.subject().id().chars().take(8).collect(),
        }
    }
}

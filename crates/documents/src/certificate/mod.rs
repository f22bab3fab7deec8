//! The certificate document, 确权证明: a page for people, with the evidence for machines embedded in it.
//!
//! It is PDF/A-3a, in Chinese with English beside it. The same facts and the same bundle give the same bytes. What it
//! says, it says as of one entry of the ledger, and what can be checked is the embedded bundle, never the page.

mod attachment;
mod compose;
#[cfg(test)]
mod compose_tests;
mod dictionary;
mod draw;
mod error;
mod face;
mod facts;
mod length;
mod lines;
mod reading;
mod section;
mod sheet;
mod wording;

pub use attachment::embedded_bundle;
pub use error::{CertificateDocumentError, EmbeddedBundleError};
pub use facts::{
    AsOf, CertificateFacts, ConfirmationSigner, EndorsingBank, FreezingOrder, NamedContract, NamedParty,
    OfferedRecourse, PayeeAccount, Standing, WaivedDefence,
};

use self::face::Face;

/// The media type under which the bundle is embedded, by which it is found again.
const BUNDLE_TYPE: &str = "application/vnd.tallystick.bundle+json";

/// The largest bundle that is embedded, in bytes; bundles disclose what concerns one certificate, and have some
/// hundred thousand.
pub const MAX_EMBEDDED_BYTES: usize = 32 * 1024 * 1024;

/// Writes the document of a certificate, with its bundle embedded.
///
/// Whoever prints the page sees to it that facts and bundle speak of the same moment: `facts.as_of` is the last entry of
/// the bundle. A name never makes this fail; a bundle that is too large or an address too long for the code does.
pub fn certificate_document(
    facts: &CertificateFacts,
    bundle: &[u8],
) -> Result<Vec<u8>, CertificateDocumentError> {
    if bundle.len() > MAX_EMBEDDED_BYTES {
        return Err(CertificateDocumentError::BundleTooLarge {
            size: bundle.len(),
            limit: MAX_EMBEDDED_BYTES,
        });
    }
    if facts.check_url.len() > error::MOST_ADDRESS {
        return Err(CertificateDocumentError::Address {
            length: facts.check_url.len(),
        });
    }
    let face = Face::load();
    let sheets = compose::compose(&face, facts);
    draw::draw(&sheets, facts, bundle)
}

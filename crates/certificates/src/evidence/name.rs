//! How an invoice is found again: by its seller's registration and its number.

use tallystick_base::{KeyedFamily, KeyedName};
use tallystick_parties::IdentityCode;

/// The kind of the subjects of invoices.
pub const KIND: &str = KeyedFamily::Evidence.kind();

/// What the subject of an invoice is made from: scheme and code of the seller's registration, and the number. Neither
/// the code printed on the paper counts, nor date or total, so that no misprint makes a second invoice.
///
/// Of the number only letters and digits count, in capitals, full-width forms as half-width ones: spaces, hyphens and
/// case are how one number is typed in several ways. None where no letter or digit is left.
pub fn keyed_name(seller: &IdentityCode, number: &str) -> Option<KeyedName> {
    let folded: String = number
        .chars()
        .map(half_width)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    if folded.is_empty() {
        return None;
    }
    let parts = vec![seller.scheme().to_owned(), seller.code().to_owned(), folded];
    Some(KeyedName {
        family: KeyedFamily::Evidence,
        parts,
    })
}

/// The full-width forms U+FF01 to U+FF5E stand for the ASCII characters in the same order.
fn half_width(c: char) -> char {
    const DISTANCE: u32 = 0xFF01 - 0x21;
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - DISTANCE).unwrap_or(c),
        _ => c,
    }
}

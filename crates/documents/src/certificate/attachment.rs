//! Taking the bundle out of a certificate document again.
//!
//! A narrow reader: it looks for the one stream that says it is an embedded bundle, and reads nothing else. So it needs
//! no table of objects, which a damaged or hostile file could lead astray, and what somebody appends to the file (a
//! signature of their own, say) does not disturb it.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::dictionary::{Dictionary, Value};
use super::error::EmbeddedBundleError;
use super::{BUNDLE_TYPE, MAX_EMBEDDED_BYTES};

/// The largest PDF that is read: a bundle that does not pack at all, and the page.
pub(super) const MAX_PDF_BYTES: usize = MAX_EMBEDDED_BYTES + 8 * 1024 * 1024;
/// The part of the media type that no program writes in another way.
const MARKER: &[u8] = b"vnd.tallystick.bundle";
/// More places than this are looked at in no file.
const MOST_PLACES: usize = 16;
/// How far before the marker its object begins, and how long its dictionary is, at most.
const NEAR: usize = 1_024;
const LONGEST_DICTIONARY: usize = 4_096;

/// Takes the bundle out of a certificate document. The bundle is not checked here, and the page is not read.
pub fn embedded_bundle(pdf: &[u8]) -> Result<Vec<u8>, EmbeddedBundleError> {
    if !pdf.starts_with(b"%PDF-") {
        return Err(EmbeddedBundleError::NotAPdf);
    }
    if pdf.len() > MAX_PDF_BYTES {
        return Err(EmbeddedBundleError::TooLarge {
            size: pdf.len(),
            limit: MAX_PDF_BYTES,
        });
    }
    let places: Vec<usize> = places(pdf).take(MOST_PLACES + 1).collect();
    if places.len() > MOST_PLACES {
        return Err(EmbeddedBundleError::Several);
    }
    let mut found = places.into_iter().filter_map(|at| stream_around(pdf, at));
    let stream = found.next().ok_or(EmbeddedBundleError::Missing)?;
    if found.next().is_some() {
        return Err(EmbeddedBundleError::Several);
    }
    unpack(&stream)
}

/// Where the marker stands.
fn places(pdf: &[u8]) -> impl Iterator<Item = usize> + '_ {
    pdf.windows(MARKER.len())
        .enumerate()
        .filter(|(_, window)| *window == MARKER)
        .map(|(at, _)| at)
}

/// An embedded bundle, packed.
struct Packed<'p> {
    dictionary: Dictionary,
    /// From its first byte to the end of the file: the packing itself says where it ends.
    bytes: &'p [u8],
}

/// The stream in whose dictionary the marker at a place is the media type.
fn stream_around(pdf: &[u8], at: usize) -> Option<Packed<'_>> {
    let near = pdf.get(at.saturating_sub(NEAR)..at)?;
    let object = b" obj";
    let begins = near.windows(object.len()).rposition(|window| window == object)?;
    let object = pdf.get(at - near.len() + begins + object.len()..)?;
    let (head, _) = object
        .split_at_checked(LONGEST_DICTIONARY)
        .unwrap_or((object, &[]));
    let (dictionary, length) = Dictionary::read(head)?;
    let is_ours = dictionary
        .name(b"Subtype")
        .is_some_and(|name| name == BUNDLE_TYPE.as_bytes())
        && dictionary
            .name(b"Type")
            .is_none_or(|name| name == b"EmbeddedFile");
    let after = object.get(length..)?.trim_ascii_start();
    let data = after.strip_prefix(b"stream")?;
    let data = data.strip_prefix(b"\r").unwrap_or(data).strip_prefix(b"\n")?;
    is_ours.then_some(Packed {
        dictionary,
        bytes: data,
    })
}

fn unpack(packed: &Packed<'_>) -> Result<Vec<u8>, EmbeddedBundleError> {
    let is_plain_deflate = match packed.dictionary.get(b"Filter") {
        Some(Value::Name(name)) => name == b"FlateDecode",
        Some(Value::Other) | None => false,
    };
    if !is_plain_deflate || packed.dictionary.get(b"DecodeParms").is_some() {
        let reason = "it is packed in another way than by this service";
        return Err(EmbeddedBundleError::Damaged { reason });
    }
    let mut bundle = Vec::new();
    let limit = u64::try_from(MAX_EMBEDDED_BYTES).unwrap_or(u64::MAX);
    ZlibDecoder::new(packed.bytes)
        .take(limit.saturating_add(1))
        .read_to_end(&mut bundle)
        .map_err(|_| EmbeddedBundleError::Damaged {
            reason: "it cannot be unpacked",
        })?;
    if bundle.len() > MAX_EMBEDDED_BYTES {
        return Err(EmbeddedBundleError::TooLargeUnpacked {
            limit: MAX_EMBEDDED_BYTES,
        });
    }
    Ok(bundle)
}

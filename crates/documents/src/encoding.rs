//! From bytes to text: UTF-8 with or without byte order mark, and a clear refusal of anything else.

use crate::error::DocumentError;
use crate::position::Position;
use crate::xml::clip;

/// The largest file that is read, in bytes: 10 MiB.
pub const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;

const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// Checks the size of a file before anything else looks at it.
pub(crate) fn check_size(bytes: &[u8]) -> Result<(), DocumentError> {
    if bytes.is_empty() {
        return Err(DocumentError::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(DocumentError::TooLarge {
            size: bytes.len(),
            limit: MAX_FILE_BYTES,
        });
    }
    Ok(())
}

/// The text of a file without its byte order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, DocumentError> {
    if let Some(found) = wide_encoding(bytes) {
        return Err(DocumentError::Encoding {
            found: found.to_owned(),
        });
    }
    let body = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    if let Some(declared) = declared_encoding(body)
        && !matches!(
            declared.to_ascii_uppercase().as_str(),
            "UTF-8" | "UTF8" | "US-ASCII" | "ASCII"
        )
    {
        return Err(DocumentError::Encoding {
            found: clip(&declared),
        });
    }
    std::str::from_utf8(body).map_err(|error| {
        let valid = body
            .get(..error.valid_up_to())
            .and_then(|head| std::str::from_utf8(head).ok());
        let at = Position::of(valid.unwrap_or_default(), error.valid_up_to());
        DocumentError::NotUtf8 { at }
    })
}

/// UTF-16 and UTF-32, by their marks or by the zero bytes beside the first `<` (XML 1.0, appendix F).
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [b'<', 0, 0, 0, ..] | [0, 0, 0, b'<', ..] => {
            Some("UTF-32")
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'<', 0, ..] | [0, b'<', ..] => Some("UTF-16"),
        _ => None,
    }
}

/// The encoding that an XML declaration names. Read from the bytes, since a file in GBK is not yet text.
fn declared_encoding(body: &[u8]) -> Option<String> {
    let rest = body.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).position(|pair| pair == b"?>")?;
    let declaration = String::from_utf8_lossy(rest.get(..end)?).into_owned();
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.split(quote).nth(1).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::without_mark(b"<a/>", "<a/>")]
    #[case::with_mark(b"\xEF\xBB\xBF<a/>", "<a/>")]
    #[case::declared(
        b"<?xml version='1.0' encoding = 'utf-8'?><a/>",
        "<?xml version='1.0' encoding = 'utf-8'?><a/>"
    )]
    fn utf_8_is_read(#[case] bytes: &[u8], #[case] expected: &str) {
        assert_eq!(text(bytes).unwrap(), expected);
    }

    #[rstest]
    #[case::utf16_little(b"\xFF\xFE<\0a\0", "UTF-16")]
    #[case::utf16_big(b"\xFE\xFF\0<\0a", "UTF-16")]
    #[case::utf16_without_mark(b"<\0?\0x\0", "UTF-16")]
    #[case::utf32(b"\xFF\xFE\0\0<\0\0\0", "UTF-32")]
    #[case::gbk(b"<?xml version=\"1.0\" encoding=\"GBK\"?><a>\xC8\xB7</a>", "GBK")]
    #[case::gb18030(b"<?xml version=\"1.0\" encoding='gb18030'?><a/>", "gb18030")]
    fn other_encodings_are_named_in_the_refusal(#[case] bytes: &[u8], #[case] expected: &str) {
        assert_eq!(
            text(bytes).unwrap_err(),
            DocumentError::Encoding {
                found: expected.to_owned()
            }
        );
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_refused_with_their_place() {
        let refusal = text(b"<a>\n<b>\xD6\xD0</b></a>").unwrap_err();
        assert_eq!(
            refusal,
            DocumentError::NotUtf8 {
                at: Position { line: 2, column: 4 }
            }
        );
    }
}

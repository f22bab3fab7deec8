//! The ZIP container of a workbook (ECMA-376 part 2), unpacked under a cap.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::not_a_workbook;
use crate::encoding;
use crate::error::DocumentError;

/// The most bytes that the needed parts of a workbook may unpack to, together: 64 MiB. What the container says of their
/// sizes is not believed.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DocumentError> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(not_a_workbook("it is an old .xls file, or has a password"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
        Ok(Self {
            archive,
            left: MAX_UNPACKED,
        })
    }

    /// The text of a part, if the container has it.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<String>, DocumentError> {
        let part = match self.archive.by_name(path) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(refusal(&error)),
        };
        let mut bytes = Vec::new();
        part.take(self.left.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| not_a_workbook(&format!("the part {path} is damaged: {error}")))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self
            .left
            .checked_sub(size)
            .ok_or(DocumentError::TooLargeUnpacked { limit: MAX_UNPACKED })?;
        if bytes.is_empty() {
            return Err(not_a_workbook(&format!("the part {path} is empty")));
        }
        Ok(Some(encoding::text(&bytes)?.to_owned()))
    }
}

fn refusal(error: &ZipError) -> DocumentError {
    not_a_workbook(&format!("the container cannot be opened ({error})"))
}

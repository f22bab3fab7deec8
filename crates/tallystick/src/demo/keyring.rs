//! The keys of everybody who takes part, as files: whoever ran the demo goes on from where the stories end, as any of them.

use std::path::{Path, PathBuf};

use super::desk::Desk;
use crate::{key_file, private};

/// Writes a file for each member, named after the party and the member's place in it, such as `hospital-3.pem`.
pub(super) fn write(desks: &[&Desk], folder: &Path) -> anyhow::Result<()> {
    private::make_folder(folder)?;
    for desk in desks {
        for (person, number) in desk.crew.people.iter().zip(1..) {
            key_file::write(&file(folder, desk.crew.sketch.part, number), &person.key)?;
        }
    }
    Ok(())
}

fn file(folder: &Path, part: &str, number: usize) -> PathBuf {
    folder.join(format!("{part}-{number}.pem"))
}
